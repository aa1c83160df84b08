"""The part of the day that goes with a date."""

from __future__ import annotations

import pytest

from songngu.text.parts_of_day import say_earlier, say_part

CASES = [
    ("Tối 8/11, xe cháy.", "On November 8, a car burned.", "On the evening of November 8, a car burned."),
    ("Xe cháy sáng ngày 8-11.", "A car burned on November 8.", "A car burned on the morning of November 8."),
    ("Rạng sáng 8.11, xe cháy.", "On November 8, a car burned.", "In the early hours of November 8, a car burned."),
    ("Chiều nay (8/11), xe cháy.", "On November 8, a car burned.", "On the afternoon of November 8, a car burned."),
    ("Trưa 8/11, xe cháy.", "On November 8, a car burned.", "At noon on November 8, a car burned."),
    ("Đến chiều 8/11, xe cháy.", "By November 8, a car burned.", "By the afternoon of November 8, a car burned."),
    ("Chiều hôm nay (8/11), xe cháy.", "On November 8, a car burned.", "On the afternoon of November 8, a car burned."),
    ("Đến trưa 8/11, xe cháy.", "By November 8, a car burned.", "By noon on November 8, a car burned."),
    ("Đến rạng sáng 8/11.", "By November 8.", "By the early hours of November 8."),
    # Two parts of one day, the whole day, no part of it.
    ("Sáng và chiều 8/11, xe cháy.", "On November 8, cars burned.", None),
    ("Nghỉ cả ngày 8/11, riêng lớp 9 nghỉ sáng 8/11.", "All close on November 8.", None),
    ("Lễ thắp sáng 2/9.", "The lighting on September 2.", None),
    ("Theo số liệu tối 8/11.", "Based on November 8 data.", None),
    ("Theo số liệu tối 8/11.", "It rests on November 8's data.", None),
    # Said already, or at another hour.
    ("Tối 8/11, xe cháy.", "On the evening of November 8, a car burned.", None),
    ("8h tối 8/11, xe cháy.", "At 8 p.m. on November 8, a car burned.", None),
    ("Tối 8/11, xe cháy.", "Late on November 8, a car burned.", None),
    ("Sáng 8/11, xe cháy.", "On the afternoon of November 8, it burned.", "On the morning of November 8, it burned."),
    ("Chiều 8/11, xe cháy.", "A car burned on the evening of November 8.", None),
    ("Sáng 8/11, xe cháy.", "On the afternoon of November 9, a car burned.", None),
    ("Sáng 8/11, chiều 9/11, xe cháy.", "On the afternoon of November 8, cars burned.", None),
    ("Sáng 8/11, xe cháy; 15 giờ cùng ngày, dập tắt.", "On the afternoon of November 8, it was out.", None),
    # Another date, two dates, a range, none.
    ("Tối 8/11, xe cháy.", "On November 9, a car burned.", None),
    ("Tối 8/11 và sáng 9/11, xe cháy.", "On November 8 and 9, cars burned.", None),
    ("Từ tối 8/11, xe cháy.", "On November 8-9, a car burned.", None),
    ("Ngày 8/11, xe cháy.", "On November 8, a car burned.", None),
]


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Chiều cùng ngày, ông đi.", "On the same day, he left.", "On the afternoon of the same day, he left."),
        ("Ông đi rạng sáng cùng ngày.", "He left on the same day.", "He left in the early hours of the same day."),
        ("Anh ta bị bắt tối cùng ngày.", "He was held late on the same day.", None),
        ("Anh ta bị bắt sáng và tối cùng ngày.", "He was held on the same day.", None),
        ("Anh ta bị bắt cùng ngày.", "He was held on the same day.", None),
        ("Anh ta bị bắt tối cùng ngày.", "He was held later on the same day.", None),
    ],
)  # fmt: skip
def test_the_part_of_the_same_day_is_said(source: str, english: str, expected: str | None) -> None:
    assert say_part(english, source) == (expected or english)


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Hai tuần trước đó, luật được thông qua.", "Two weeks ago, it passed.", "Two weeks earlier, it passed."),
        ("Hai tuần trước, luật được thông qua.", "Two weeks ago, it passed.", None),
        ("Cách đây 3 năm và hai tuần trước đó.", "Three years ago and two weeks ago.", None),
        ("Cách đây 3 năm, rồi hai tuần trước đó.", "Three years ago, and two weeks before.", None),
        ("Trước đó, luật được thông qua.", "Long ago, it passed.", None),
        ("Một tuần trước đó, bức tượng xưa đổ.", "A statue of a century ago fell.", None),
    ],
)
def test_what_is_counted_from_another_day_is_earlier(source: str, english: str, expected: str | None) -> None:
    assert say_earlier(english, source) == (expected or english)


@pytest.mark.parametrize(("source", "english", "expected"), CASES)
def test_the_part_of_the_day_is_said_once(source: str, english: str, expected: str | None) -> None:
    assert say_part(english, source) == (expected or english)
    assert say_part(expected or english, source) == (expected or english), "twice is as once"
