"""The round trip: only words change, whatever the Markdown and whatever the English."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markdown.documents import ARTICLE, DOCUMENTS, Words, backwards, engine, unchanged

from songngu.glossary.alignment import Aligner
from songngu.markdown.document import Block, Passage, is_too_long, parse_markdown
from songngu.markdown.english import rewrite, to_english
from songngu.markdown.placing import Rendering

ALIGNER = Aligner()
PIECES = [
    "Giá vàng", "tăng mạnh", "Hà Nội", "**", "*", "_", "`mã`", "`", "[Bộ Y tế](a.html)", "[liên kết][r]", "[r]",
    "![ảnh chụp](i.png)", "![r]", " ", "\n", "\n\n", "  \n", "\\\n", "# ", "- ", "1. ", "> ", "\n\n[r]: /u\n\n",
    "| a | b |\n|---|---|\n| c | d |\n", "~~", "<b>", "</b>", "<br>", "<div>chữ</div>\n", "<https://a.vn>", "[^1]",
    "\n\n[^1]: Chú thích\n\n", "---\n", "```\n", "````\n", "    ", "\t", "&amp;", "\\*", "|", "(", ")", "[", "]", "!",
    ".", ", ", '"', "#", "+", "=", "5 * 3", "$", "<", ">", "&", "a_b", "\u00a0", "é", "\r\n",
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def outline(text: str) -> tuple[list[tuple[str, str, str]], Counter[tuple[str, ...]]]:
    """The blocks of a document in order, with code as it is, and all its markup but emphasis."""
    parsed = parse_markdown(text)
    lines = re.split(r"\r\n|\n|\r", text)
    tokens = parsed.parser.parse("\n".join(lines), {})
    blocks = [
        (token.type, token.info, token.content if token.type in ("fence", "code_block") else "") for token in tokens
    ]
    signs = [item.sign for block in parsed.blocks for item in block.items if item.kind not in ("text", "soft")]
    emphasis = ("em", "strong", "s", "kept", ("html", "b"))
    return blocks, Counter(sign for sign in signs if sign[0] not in emphasis and sign[:2] not in emphasis)


def passages_of(text: str) -> list[tuple[Block, Passage]]:
    """What is translated of a document."""
    blocks = parse_markdown(text).blocks
    return [(block, passage) for block in blocks for passage in block.passages if not passage.fixed]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_where_nothing_changes_every_byte_stays(name: str) -> None:
    assert to_english(DOCUMENTS[name], unchanged, ALIGNER).text == DOCUMENTS[name]


@pytest.mark.parametrize("words", [backwards, str.upper, lambda text: f"*[{text}]_", lambda text: f"# {text} |"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_structure_stays_whatever_the_english(name: str, words: Words) -> None:
    source = DOCUMENTS[name]
    english = to_english(source, engine(words), ALIGNER)
    assert outline(english.text) == outline(source)
    assert not [issue for issue in english.issues if issue.severity == "error"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_english_is_all_there_as_it_was_given(name: str) -> None:
    """Read again as Markdown it has the very words: escaped where need be, and nowhere else."""
    source = DOCUMENTS[name]
    english = to_english(source, engine(lambda text: f"A_b *c* <d> {text.lower()}"), ALIGNER).text
    wanted = [
        passage.text for block in parse_markdown(source).blocks for passage in block.passages if not passage.fixed
    ]
    read = [passage.text for block in parse_markdown(english).blocks for passage in block.passages if not passage.fixed]
    assert len(read) == len(wanted)
    assert all("A_b *c* <d>" in text for text in read)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_written_anew_reads_as_before(name: str) -> None:
    """The same English put back in its place, markup and all: no word, link or emphasis is elsewhere."""
    source = DOCUMENTS[name]
    parsed = parse_markdown(source)
    edits = []
    for block in parsed.blocks:
        given = unchanged([passage.text for passage in block.passages])
        changed = {n: given[n] for n, passage in enumerate(block.passages) if not passage.fixed}
        found, issues = rewrite(parsed, block, changed, ALIGNER) if changed else ([], [])
        assert not issues
        edits += found
    written = source
    for start, end, text in sorted(edits, reverse=True):
        written = written[:start] + text + written[end:]
    assert outline(written) == outline(source)
    assert [
        (one.text, [(mark.kind, mark.span, mark.first.sign) for mark in one.marks]) for _, one in passages_of(written)
    ] == [(one.text, [(mark.kind, mark.span, mark.first.sign) for mark in one.marks]) for _, one in passages_of(source)]


@settings(max_examples=150)
@given(pieces)
def test_any_markdown_stays_byte_for_byte_where_nothing_changes(source: str) -> None:
    assert to_english(source, unchanged, ALIGNER).text == source


@settings(max_examples=200)
@given(pieces)
def test_no_markup_is_lost_or_made_in_any_markdown(source: str) -> None:
    english = to_english(source, engine(backwards), ALIGNER)
    if "https://a.vn" not in source:  # the words around an address that nothing parts from them become part of it
        assert outline(english.text) == outline(source)


@given(pieces, st.integers(0, 20))
def test_only_the_passage_that_changes_changes(source: str, number: int) -> None:
    """What stands before it and after it is untouched."""
    given = engine(backwards)

    def one(passages: list[str]) -> list[Rendering | None]:
        return [rendering if index == number else None for index, rendering in enumerate(given(passages))]

    english = to_english(source, one, ALIGNER).text  # type: ignore[arg-type]
    found = [
        (block, passage) for block in parse_markdown(source).blocks for passage in block.passages if not passage.fixed
    ]
    if number >= len(found):
        assert english == source
        return
    block, passage = found[number]
    image = next((i for i in block.items if i.kind == "image" and i.start < passage.span[0] < i.end), None)
    first, last = (image.start, image.end) if image else passage.span
    start, end = block.starts[first], block.ends[last - 1]
    assert english.startswith(source[:start])
    assert english.endswith(source[end:])


def render(source: str, pairs: dict[str, str]) -> tuple[str, list[str]]:
    found = to_english(
        source,
        lambda passages: [
            Rendering(vi=vi, en=pairs[vi], sentences=(((0, len(vi)), (0, len(pairs[vi]))),)) if vi in pairs else None
            for vi in passages
        ],
        ALIGNER,
    )
    return found.text, [issue.message for issue in found.issues]


def test_a_link_goes_where_its_words_are() -> None:
    vi = "Theo Bộ Y tế, số ca cúm tại Hà Nội tăng."
    source = "Theo [Bộ Y tế](http://moh.vn), số ca **cúm** tại *Hà Nội* tăng.\n"
    english, issues = render(source, {vi: "Flu cases in Hanoi are rising, the Ministry of Health says."})
    assert english == "**Flu** cases in *Hanoi* are rising, the [Ministry of Health](http://moh.vn) says.\n"
    assert not issues


def test_an_image_in_emphasis_that_is_gone_stands_behind_the_link_around_its_place() -> None:
    source = "Hà Nội---\n**![ảnh](i.png)**[Bộ Y tế](a.html)Giá vàng"
    english = to_english(source, engine(backwards), ALIGNER).text
    assert english.count("(i.png)") == 1
    assert outline(english)[1] == outline(source)[1]


def test_code_that_begins_with_a_space_is_found_where_it_stands() -> None:
    source = "![ảnh](i.png)```\nGiá vàng```\nGiá vàng"
    assert to_english(source, unchanged, ALIGNER).text == source


def test_the_sign_of_a_number_stays_beside_it() -> None:
    english, issues = render(
        "Giá xăng [tăng 2%](a.html) hôm nay.\n", {"Giá xăng tăng 2% hôm nay.": "Petrol prices rose 2% today."}
    )
    assert english == "Petrol prices [rose 2%](a.html) today.\n"
    assert not issues


def test_a_link_whose_words_are_gone_stands_after_its_sentence_and_says_so() -> None:
    vi = "Ông nói với báo Tuổi Trẻ."
    english, issues = render("Ông nói với [báo Tuổi Trẻ](a.html).\n\nHết.\n", {vi: "."})
    assert english == ". ([báo Tuổi Trẻ](a.html))\n\nHết.\n"
    assert ["stands after its sentence" in issue for issue in issues] == [True]


def test_the_address_never_parts_from_its_text() -> None:
    """`[text] (url)` is no link: other tools made it of every second one."""
    english = to_english(ARTICLE, engine(backwards), ALIGNER).text
    assert "] (" not in english
    assert len(re.findall(r"\]\(", english)) == len(re.findall(r"\]\(", ARTICLE))


def test_a_label_that_is_the_text_stays_the_label() -> None:
    english, _ = render(
        "Xem [Bộ Y tế] và [IMF].\n\n[Bộ Y tế]: /a\n[IMF]: /b\n",
        {"Xem Bộ Y tế và IMF.": "See the Ministry of Health and IMF."},
    )
    assert english.startswith("See the [Ministry of Health][Bộ Y tế] and [IMF].\n")


def test_code_and_addresses_are_never_altered() -> None:
    vi = "Chạy pip install a_b tại https://a.vn/x."
    english, _ = render(
        "Chạy `pip install a_b` tại https://a.vn/x.\n", {vi: "At https://a.vn/x. run pip install a_b now."}
    )
    assert english == "At https://a.vn/x. run `pip install a_b` now.\n"
    english, issues = render("Chạy `mã` đi.\n", {"Chạy mã đi.": "Run it."})
    assert english == "Run it. (`mã`)\n"
    assert issues


def test_line_ends_stay_between_the_same_sentences() -> None:
    source = "> Một hai.\n> Ba bốn.\n"
    vi = "Một hai. Ba bốn."
    rendering = Rendering(vi=vi, en="One and two. Three.", sentences=(((0, 8), (0, 12)), ((9, 16), (13, 19))))
    assert to_english(source, lambda _: [rendering], ALIGNER).text == "> One and two.\n> Three.\n"


def test_an_english_line_opens_no_list_or_heading() -> None:
    english, _ = render("Một\nhai\n", {"Một hai": "+ 1. # a"})
    assert [token.type for token in parse_markdown("").parser.parse(english, {})] == [
        "paragraph_open", "inline", "paragraph_close",
    ]  # fmt: skip


def test_pipes_in_a_cell_are_escaped() -> None:
    english, _ = render("| a | b |\n|---|---|\n| Một | x |\n", {"Một": "One | two"})
    assert english.splitlines()[2] == r"| One \| two | x |"


def test_a_paragraph_that_no_parser_should_see_is_known() -> None:
    assert is_too_long("a " * 10_001)
    assert not is_too_long("\r\n\r\n".join(["a " * 900] * 50))
