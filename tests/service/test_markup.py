"""HTML: every tag stays, in its order; only text is translated, a sentence as a whole."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.service.markup import Block, Tag, cut, render


def blocks(markup: str) -> list[str]:
    return [part.text for part in cut(markup) if isinstance(part, Block)]


def same(markup: str) -> str:
    """The markup with each block put back as it was."""
    return "".join(
        part if isinstance(part, str) else render(part, part.text, identity(part.text)) for part in cut(markup)
    )


def identity(text: str) -> list[tuple[int, int]]:
    return [(place, place) for place in range(len(text))]


def test_inline_tags_do_not_cut_a_sentence_and_blocks_do() -> None:
    assert blocks("<p>Trời <b>mưa</b> to.</p><p>Gió <a href='x'>lớn</a></p>") == ["Trời mưa to.", "Gió lớn"]
    assert blocks("<td>Một<br>Hai</td>") == ["Một", "Hai"]
    assert blocks("<li>Một <img src=x alt='a'> hai</li>") == ["Một hai"]
    assert blocks("Không có thẻ nào") == ["Không có thẻ nào"]


@pytest.mark.parametrize(
    "markup",
    [
        "<!DOCTYPE html><html><body class='a'><!-- ghi chú --><p id=p>Trời mưa.</p>\n</body></html>",
        "<script>if (a < b) document.write('Trời mưa')</script>",
        "<style>p { color: red }</style>",
        "<pre>Mã   nguồn</pre><code>x = 1</code>",
        '<p translate="no">Giữ nguyên</p>',
        '<span class="notranslate">Giữ &amp; nguyên</span>',
        "<p>…</p><hr/><p></p>",
        "<a href='?a=1&amp;b=2'><img src=x></a>",
    ],
)
def test_what_is_not_text_stays_as_it_is(markup: str) -> None:
    assert same(markup) == markup


def test_what_is_kept_is_not_translated() -> None:
    assert blocks("<p>Mưa <span translate=no>Vinamilk <b>X</b></span> gió</p>") == ["Mưa", "gió"]
    assert blocks("<svg><text>Mưa</text></svg><p>Gió</p>") == ["Gió"]


def test_entities_are_read_and_written() -> None:
    (block,) = (part for part in cut("<p>M&#432;a &lt;b&gt; &amp; gi&oacute;</p>") if isinstance(part, Block))
    assert block.text == "Mưa <b> & gió"
    assert render(block, "Rain <b> & wind", []) == "Rain &lt;b&gt; &amp; wind"


def test_tags_go_where_their_words_went() -> None:
    block = Block("Bộ Y tế họp hôm nay.", (Tag(0, "<a>", True), Tag(7, "</a>", False)))
    # The term's places in both languages are known.
    english = "Today the Health Ministry met."
    assert render(block, english, [(0, 10), (7, 25)]) == "<a>Today the Health Ministry</a> met."
    assert render(block, english, [(7, 25)]) == "<a>Today the Health Ministry</a> met."
    later = Block("Hôm nay Bộ Y tế họp.", (Tag(8, "<a>", True), Tag(15, "</a>", False)))
    assert (
        render(later, "Today the Health Ministry met.", [(8, 10), (15, 25)]) == "Today the <a>Health Ministry</a> met."
    )


def test_without_an_anchor_a_tag_is_at_the_end_of_a_word() -> None:
    block = Block("Trời mưa rất to", (Tag(5, "<b>", True), Tag(8, "</b>", False)))
    assert render(block, "It rained hard", []) == "It <b>rained</b> hard"


def test_a_whole_block_stays_whole() -> None:
    block = Block("Trời mưa", (Tag(0, "<b>", True), Tag(0, "<i>", True), Tag(8, "</i>", False), Tag(8, "</b>", False)))
    assert render(block, "It is raining a lot", [(0, 0)]) == "<b><i>It is raining a lot</i></b>"


@pytest.mark.parametrize(
    "markup",
    [
        "<b>Mưa</b> <i>gió</i>",
        "<p>Mưa <code>x</code> gió</p>",  # once "xgió": white space after what isn't translated
        "<p>Mưa <span translate=no>Vinamilk</span> gió</p>",
        "<p><img src=x> <b>mưa</b></p>",
        "<b></b> <i>Mưa</i>",
        "Mưa<!-- --> gió",
        "<b> Mưa</b>",
        "<p>\n  <b>Mưa</b></p>",
        "<b> </b>Mưa",
        "<b>…</b> <i></i>",
    ],
)
def test_white_space_between_tags_stays(markup: str) -> None:
    assert same(markup) == markup


SPACED = [
    *("Mưa", "gió", "…", " ", "\n", " to ", "&amp;", "<b>", "</b>", "<i>", "</i>", "<img src=x>", "<br>", "<p>"),
    *("</p>", "<code>x</code>", "<!-- -->", "<span translate=no>Vinamilk</span>"),
]


@given(st.lists(st.sampled_from(SPACED), max_size=12))
def test_words_neither_run_together_nor_are_said_twice(pieces: list[str]) -> None:
    markup = "".join(pieces)
    assert words(same(markup)) == words(markup)


def words(markup: str) -> list[str]:
    return re.sub(r"<[^<>]*>", "", markup).split()


PIECES = [
    *("Mưa ", "gió", " 5", "<b>", "</b>", "<a href='x'>", "</a>", "<p>", "</p>", "<br>", "&amp;", "<", ">", "\n"),
    *("<!--", "-->", "<pre>", "</pre>", "&#0;"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.text("ab <&>", max_size=30))
def test_no_tag_is_lost_or_changes_its_place_whatever_the_english(pieces: list[str], english: str) -> None:
    markup = "".join(pieces)
    parts = cut(markup)
    tags = [tag.raw for part in parts if isinstance(part, Block) for tag in part.tags]
    rendered = "".join(render(part, english, []) for part in parts if isinstance(part, Block))
    assert re.findall(r"<[^<>]*>", rendered) == tags
    bare = re.sub(r"<[^<>]*>", "", rendered)
    assert html.unescape(bare) == english * sum(isinstance(part, Block) for part in parts)
