"""Denials of the source, and whether a translation has any."""

from __future__ import annotations

import pytest

from songngu.text.fidelity import SourceText
from songngu.text.negation import say_air

HOTELS = "Hàng loạt khách sạn ở Nha Trang không an toàn vẫn đón khách."


@pytest.mark.parametrize(
    ("source", "english", "lost"),
    [
        (HOTELS, "Several hotels in Nha Trang are still safe to welcome visitors.", "không"),
        (HOTELS, "Several hotels in Nha Trang, which are unsafe, welcome visitors.", None),
        (HOTELS, "Several hotels in Khanh Hoa's districts welcome guests of the United States.", "không"),
        ("Tên lửa không bắn trúng.", "The missile hit a bank under the bridge.", "không"),
        ("Tên lửa không bắn trúng.", "The missile missed.", None),
        ("Đội chưa thua trận nào.", "The team is yet to lose.", None),
        ("Đội chưa thắng trận nào.", "The team has won.", "chưa"),
        ("Đội chẳng thắng trận nào.", "The team has just won.", "chẳng"),
        ("Hàng không phát triển không ngừng.", "Aviation grows.", None),
        ("Chuyến bay chưa đến một giờ.", "The flight takes less than an hour.", None),
        ("Nguyên nhân chưa rõ.", "The cause is unclear.", None),
        ("Ông vui vẻ.", "He is happy.", None),
    ],
)
def test_a_lost_denial_is_found(source: str, english: str, lost: str | None) -> None:
    found = SourceText(source).find_lost_denial(english)
    assert (source[slice(*found)] if found else None) == lost


def test_a_denial_inside_a_settled_term_is_not_asked_for() -> None:
    text, english = SourceText("Giá không đổi, không tăng."), "Prices are the same."
    assert text.find_lost_denial(english) == (4, 9)
    assert text.find_lost_denial(english, [(4, 13)]) == (15, 20)
    assert text.find_lost_denial(english, [(4, 13), (15, 25)]) is None


@pytest.mark.parametrize(
    ("source", "english", "said"),
    [
        (
            "Iraq: Không kích tại Mosul, 5 người chết",
            "Iraq: No airstrike in Mosul, 5 killed",
            "Iraq: Airstrike in Mosul, 5 killed",
        ),
        ("Ông Trump hứa ngừng không kích", "Trump promised no airstrikes", "Trump promised no airstrikes"),
        ("Cấm không kích", "No airstrikes", "No airstrikes"),
        ("Không có vụ không kích nào", "No airstrike", "No airstrike"),
        ("Không kích tại Mosul", "No entry in Mosul", "No entry in Mosul"),
    ],
)
def test_an_airstrike_is_no_denial(source: str, english: str, said: str) -> None:
    assert say_air(english, source) == said
