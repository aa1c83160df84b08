"""English among the Vietnamese is recognised."""

from __future__ import annotations

import pytest

from songngu.text.language import lacks_marks, looks_english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The central bank said on Monday that prices have risen for the third month in a row.", True),
        ("The prime minister met Nguyễn Văn An and said that the talks will go on for a week.", True),  # a marked name
        ("Ngân hàng Nhà nước cho biết giá vàng trong nước đã tăng ba tháng liên tiếp.", False),
        ("Ngan hang Nha nuoc cho biet gia vang trong nuoc da tang ba thang lien tiep", False),  # typed without marks
        ("Bộ phim The Lord of the Rings: The Return of the King được chiếu lại tại Hà Nội tuần này.", False),  # a title
        ("The end", False),  # too short to tell
        ("", False),
    ],
)
def test_language(text: str, english: bool) -> None:
    assert looks_english(text) is english


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Ngan hang Nha nuoc cho biet gia vang trong nuoc da tang ba thang lien tiep, va con tang nua.", True),
        ("Ngân hàng Nhà nước cho biết giá vàng trong nước đã tăng ba tháng liên tiếp, và còn tăng nữa.", False),
        (
            "The central bank said that prices have risen for three months in a row and will go on so.",
            False,
        ),
        ("Ngan hang Nha nuoc", False),  # too short to tell
    ],
)
def test_lost_marks_are_told(text: str, lost: bool) -> None:
    assert lacks_marks(text) is lost
