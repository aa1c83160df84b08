"""digest.md renders as the very text of the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

import mdformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from songngu.counts import count_articles, describe
from songngu.digest.markdown import JOINER, escape, render_markdown
from songngu.digest.safe import displayable
from songngu.digest.view import build_page
from songngu.records import Digest

META = st.text(alphabet=st.sampled_from("\\`*_[]()<>&#~|$^-+=.:!0123456789 \tăế{}\"'/@;xA\n"), max_size=30)


def _tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        yield token
        yield from token.children or ()


def _lines(text: str) -> list[str]:
    """The text of every block, as a renderer shows it."""
    blocks = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        assert token.type not in {"html_block", "code_block", "fence", "table_open"}, token
        if token.type == "inline":
            text = "".join(child.content if child.content else "" for child in token.children or ())
            blocks.append(text.replace(JOINER, ""))
    return blocks


@given(META | st.text(max_size=30))
def test_escaped_text_is_a_paragraph_of_that_text(text: str) -> None:
    text = displayable(text).strip()
    if text:
        assert [token.type for token in MarkdownIt("commonmark").parse(escape(text))] == [
            "paragraph_open",
            "inline",
            "paragraph_close",
        ]
        assert _lines(escape(text)) == [text.replace(JOINER, "")]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("http://example.com/a", r"http:/\/example\.com/a"),
        ("FTP://X.VN", r"FTP:/\/X\.VN"),
        ("//localhost", r"/\/localhost"),
        ("www.example.com", r"www\.example\.com"),
        ("vnexpress.net", r"vnexpress\.net"),
        ("a.b@c.vn", rf"a.b\@{JOINER}c\.vn"),
        ("mailto:a@b.vn", rf"mailto:a\@{JOINER}b\.vn"),
        ("1.500,5 tỷ. Ông A", "1.500,5 tỷ. Ông A"),  # no address, nothing to escape
    ],
)
def test_an_address_is_escaped(text: str, escaped: str) -> None:
    # Tried with cmark-gfm and linkify-it, which would make a link of each: they find none in what is escaped.
    assert escape(f"x {text}") == f"x {escaped}"


def test_no_bare_address_in_the_file(nasty_digest: Digest) -> None:
    assert not re.findall(r"://|www\.\w|\w@\w", render_markdown(nasty_digest).decode())


def test_doubts_stand_wherever_the_sentence_does(plain_digest: Digest) -> None:
    # In the overview, in the summary and in the text.
    text = render_markdown(plain_digest).decode()
    assert text.count("- **WARNING** numbers: the source has 120, the English has 12") == 3


def test_the_counts_are_those_of_the_terminal(plain_digest: Digest) -> None:
    figures = ", ".join(" ".join(figure) for figure in describe(count_articles(plain_digest.articles)))
    assert f"2 articles, {figures}\n" in render_markdown(plain_digest).decode()


def test_every_text_of_the_articles_is_a_block(nasty_digest: Digest) -> None:
    lines = [line.strip() for line in _lines(render_markdown(nasty_digest).decode())]
    shown = {line.removeprefix("Caption: ").removeprefix("Byline: ") for line in lines}
    for article in build_page(nasty_digest).days[0].articles:
        for pair in (pair for row in article.rows for pair in row.pairs):
            assert pair.vi_text.strip() in shown
            assert (pair.en_text.strip() or "(no translation)") in shown


@pytest.mark.parametrize("kind", ["link_open", "image", "html_inline", "code_inline", "em_open", "s_open", "softbreak"])
def test_no_text_of_an_article_becomes_markup(nasty_digest: Digest, kind: str) -> None:
    # The digest itself uses strong only.
    tokens = [t for t in _tokens(render_markdown(nasty_digest).decode()) if t.type == kind]
    assert tokens == []


def test_the_only_rule_is_the_one_before_the_signature(nasty_digest: Digest) -> None:
    tokens = list(_tokens(render_markdown(nasty_digest).decode()))
    assert sum(token.type == "hr" for token in tokens) == 1


def test_headings_are_those_of_the_digest(plain_digest: Digest) -> None:
    tokens = list(_tokens(render_markdown(plain_digest).decode()))
    headings = [(t.tag, tokens[i + 1].content) for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert headings == [
        ("h1", "Song ngữ: Vietnamese news in English, side by side"),
        ("h2", "What happened"),
        ("h2", "Contents"),
        ("h2", "Thứ Ba, 6/1/2026 / Tuesday, January 6, 2026"),
        ("h3", "1: Bão số 9 áp sát Quảng Nam"),
        ("h4", "In brief"),
        ("h4", "Full text"),
        ("h5", "Sơ tán trước 17 giờ"),
        ("h2", "Thứ Hai, 5/1/2026 / Monday, January 5, 2026"),
        ("h3", "2: Việt Nam thắng Thái Lan 2-1."),
        ("h4", "In brief"),
        ("h4", "Full text"),
        ("h2", "Names and terms"),
    ]


def test_pairs_read_in_plain_text(plain_digest: Digest) -> None:
    assert (
        "Sáng 6/1, bão số 9 cách bờ biển Quảng Nam khoảng 120 km.\n\n"
        "> On the morning of January 6, Storm No. 9 was about 12 km off the coast of Quang Nam.\n\n"
        "- **WARNING** numbers: the source has 120, the English has 12\n\n"
    ) in render_markdown(plain_digest).decode()


def test_no_articles_is_still_a_document(empty_digest: Digest) -> None:
    assert "No articles yet." in _lines(render_markdown(empty_digest).decode())


@pytest.mark.parametrize("name", ["plain_digest", "nasty_digest"])
def test_another_formatter_reads_the_same(name: str, request: pytest.FixtureRequest) -> None:
    text = render_markdown(request.getfixturevalue(name)).decode()
    assert MarkdownIt().render(mdformat.text(text)) == MarkdownIt().render(text)
