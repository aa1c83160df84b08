"""Markdown as plain blocks."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.readers.markdown import read_markdown
from songngu.readers.source import Block


def blocks(text: str) -> list[tuple[str, str | None]]:
    return [(block.text, block.kind) for block in read_markdown(text.encode(), "a.md").blocks]


def test_blocks_in_reading_order() -> None:
    text = (
        "# Giá vàng\n\nGiá **vàng** [tăng](http://a.vn)\nmạnh `2%`.\n\n## Nguyên nhân\n\n"
        "- cung\n- cầu\n\n> Ông nói.\n\n"
        "| a | b |\n|---|---|\n| c | d |\n"
    )
    assert blocks(text) == [
        ("Giá vàng", "heading"),
        ("Giá vàng tăng mạnh 2%.", None),
        ("Nguyên nhân", "heading"),
        ("cung", "text"),
        ("cầu", "text"),
        ("Ông nói.", None),
        *[(cell, "text") for cell in "abcd"],
    ]


def test_front_matter_gives_title_and_date() -> None:
    source = read_markdown('---\ntitle: "Giá vàng"\ndate: 2026-01-06\n---\nTăng mạnh.\n'.encode(), "a.md")
    assert source.date == datetime.date(2026, 1, 6)
    assert source.blocks == (Block(text="Giá vàng", kind="heading"), Block(text="Tăng mạnh."))


def test_the_title_is_not_doubled() -> None:
    assert blocks("---\ntitle: Giá vàng\n---\n# Giá vàng\n\nTăng.\n") == [("Giá vàng", "heading"), ("Tăng.", None)]


def test_a_leading_rule_is_not_front_matter() -> None:
    """A stray `---` broke 260 pages elsewhere (zechub#1975)."""
    assert blocks("---\n\nTăng mạnh.\n\n---\n\nHết.\n") == [("Tăng mạnh.", None), ("Hết.", None)]


def test_alt_text_is_a_caption() -> None:
    assert blocks("![Cuộc họp ở *Paris*](a.png)\n\nHọp.\n") == [("Cuộc họp ở Paris", "caption"), ("Họp.", None)]


def test_code_is_kept_out_and_said_so() -> None:
    source = read_markdown(b"Xem:\n\n```\nprint(1)\n```\n", "a.md")
    assert [block.text for block in source.blocks] == ["Xem:"]
    assert source.notes == ("1 code block kept out of translation",)


def test_html_keeps_its_text() -> None:
    assert blocks("<div>Giá &amp; vàng<br>tăng</div>\n\nMột<br>hai\n") == [
        ("Giá & vàng", None),
        ("tăng", None),
        ("Một", None),
        ("hai", None),
    ]


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32) | st.sampled_from("\n\r\t")))
def test_any_text_is_read(text: str) -> None:
    for block in read_markdown(("Việt\n\n" + text).encode(), "a.md").blocks:
        assert block.text == block.text.strip() != ""


HOSTILE = ["<", "<!--", "(", "[", " ", "-", "a.", '"', "*", "_", "`", "![", "|", "Ảnh: ", "a"]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("text", ["{}x", "Đầu đề\n\nCâu một. {}x", "<div>\n{}x\n</div>"])
def test_the_time_grows_as_the_text(piece: str, text: str) -> None:
    """A pattern that looked at the rest of the text from every place took minutes for such a file."""
    start = time.perf_counter()
    read_markdown(text.format(piece * (200_000 // len(piece))).encode(), "a.md")
    assert time.perf_counter() - start < 10


def test_a_paragraph_too_long_for_markdown_is_read_as_plain_text() -> None:
    source = read_markdown(("Một câu rất dài. " * 2_000).encode(), "a.md")
    assert len(source.blocks) == 1
    assert source.notes[-1].startswith("read as plain text")


def test_comments_and_tags_of_html_are_taken_out() -> None:
    blocks = read_markdown("<div>một<!-- <b> không -->hai</div>\n".encode(), "a.md").blocks
    assert [block.text for block in blocks] == ["một", "hai"]


def test_items_and_cells_are_text_whatever_they_look_like() -> None:
    items = "- Rửa tay\n- Ngủ màn\n\n| Xã | Ca |\n|---|---|\n| Đan Phượng | 31 |"
    text = f"# Sốt xuất huyết\n\nBộ Y tế khuyên:\n\n{items}\n\nHết."
    blocks = read_markdown(text.encode(), "a.md").blocks
    kinds = {block.text: block.kind for block in blocks}
    assert [kinds[name] for name in ("Rửa tay", "Ngủ màn", "Xã", "Đan Phượng")] == ["text"] * 4
    assert kinds["Sốt xuất huyết"] == "heading"
