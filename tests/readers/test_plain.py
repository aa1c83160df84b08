"""Paragraphs of plain text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.readers.plain import parse_plain
from songngu.text.normalise import clean


def paragraphs(text: str) -> list[str]:
    return [block.text for block in parse_plain(text).blocks]


def test_blank_lines_and_single_lines_both_part_paragraphs() -> None:
    """Some sites leave an empty line between paragraphs, some don't; both are in use."""
    assert paragraphs("Một.\n\nHai.\n \nBa.") == ["Một.", "Hai.", "Ba."]
    assert paragraphs("Một câu khá dài ở đây.\nHai.\nBa cũng thế.") == [
        "Một câu khá dài ở đây.",
        "Hai.",
        "Ba cũng thế.",
    ]


def test_hard_wrapped_lines_are_joined_and_said_so() -> None:
    text = "Ngân hàng Nhà nước quyết định giảm\nlãi suất điều hành từ tuần sau, các\ndoanh nghiệp vui mừng."
    source = parse_plain(text + "\n\nHết.")
    assert [block.text for block in source.blocks] == [text.replace("\n", " "), "Hết."]
    assert source.notes == ("hard-wrapped lines joined in 1 paragraphs",)


def test_lists_are_not_joined() -> None:
    assert paragraphs("- gạo trắng\n- cà phê\n- hồ tiêu") == ["- gạo trắng", "- cà phê", "- hồ tiêu"]


@settings(deadline=None)
@given(st.text() | st.text(alphabet="ab .\n"))
def test_nothing_is_lost_or_moved(text: str) -> None:
    assert "".join("".join(paragraphs(text)).split()) == "".join(clean(text)[0].split())


@settings(deadline=None)
@given(st.text())
def test_blocks_are_bare(text: str) -> None:
    assert all(block == block.strip() and block and "\n" not in block for block in paragraphs(text))
