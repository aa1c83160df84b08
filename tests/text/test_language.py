"""English among the Vietnamese is recognised."""

from __future__ import annotations

import pytest

from songngu.text.language import looks_english


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
