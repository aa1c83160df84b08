"""A credit at the end of a caption is a segment of its own; nothing is lost."""

from __future__ import annotations

import pytest

from songngu.readers import read_data
from songngu.readers.captions import split_credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Phái đoàn Mỹ gặp phái đoàn Ukraine tại Florida ngày 30.11 Ảnh: Reuters", "Ảnh: Reuters"),
        ("Tổng thống Zelensky tại Đức hồi tháng 12/2025 (Ảnh: Reuters).", "(Ảnh: Reuters)."),
        ("Xe cháy rụi - Ảnh: NGUYỄN KHÁNH", "- Ảnh: NGUYỄN KHÁNH"),
        ("Hà Nội đón bão. Ảnh minh họa", "Ảnh minh họa"),
    ],
)
def test_the_credit_is_cut_off(caption: str, credit: str) -> None:
    pieces = split_credit(caption)
    assert pieces[1:] == (credit,)
    assert "".join(pieces) == caption


@pytest.mark.parametrize(
    "caption",
    ["Hacker tung ảnh chụp màn hình", "Video: Cảnh sát truy bắt nghi phạm", "Ảnh: Reuters", "Ảnh hưởng của bão"],
)
def test_what_goes_on_stays_whole(caption: str) -> None:
    assert split_credit(caption) == (caption,)


def test_in_a_document_both_are_captions_of_one_paragraph() -> None:
    caption = "Phái đoàn Mỹ gặp phái đoàn Ukraine tại Florida ngày 30.11 Ảnh: Reuters"
    text = f"Hai bên đã gặp nhau ở Florida và nói nhiều giờ liền.\n\n{caption}\n\nHọ sẽ còn gặp nhau."
    found = [s for s in read_data(text.encode(), "a.txt").segments if s.paragraph == 1]
    assert [(s.kind, s.vi) for s in found] == [("caption", caption[:-13]), ("caption", "Ảnh: Reuters")]
    assert "".join(s.vi + s.after for s in found) == caption
