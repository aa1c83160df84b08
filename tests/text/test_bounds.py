"""Bounds of numbers that say the opposite are put right; those that don't, and those of other numbers, stay."""

from __future__ import annotations

import pytest

from songngu.text.bounds import mend_bounds

WRONG = [
    ("có nơi mưa trên 120 mm", "rain of up to 120 mm", "rain of more than 120 mm"),
    ("có tới hơn 1.800 học sinh", "As many as 1,800 students", "More than 1,800 students"),
    ("HƠN 500 NGƯỜI BỊ BẮT", "UP TO 500 PEOPLE ARRESTED", "MORE THAN 500 PEOPLE ARRESTED"),
    ("thu hơn 500 triệu", "he made as much as 500 million", "he made more than 500 million"),
    ("với hơn 500 xe", "with a maximum of 500 cars", "with more than 500 cars"),
    ("có hơn 500 xe", "there are fewer than 500 cars", "there are more than 500 cars"),
    ("có hơn 500 xe", "there are just under 500 cars", "there are more than 500 cars"),
    ("có hơn 500 xe", "nearly 500 cars", "more than 500 cars"),
    ("có hơn 500 xe", "almost 500 cars", "more than 500 cars"),
    ("nhiệt độ trên 38 độ", "the temperature is below 38 degrees", "the temperature is more than 38 degrees"),
    ("gần 20 lần", "more than 20 times", "nearly 20 times"),
    ("gần 20 lần", "just over 20 times", "nearly 20 times"),
    ("gần 20 tỷ đồng", "in excess of VND20 billion", "nearly VND20 billion"),
    ("dưới 40 km/h", "over 40 km/h", "under 40 km/h"),
    ("dưới 40 độ", "above 40 degrees", "under 40 degrees"),
    ("dưới 40 độ", "at least 40 degrees", "under 40 degrees"),
    ("chưa đến 50 người", "more than 50 people", "fewer than 50 people"),
    ("chưa đầy 50 ngày", "more than 50 days", "less than 50 days"),
    ("hơn 2 tỉ đồng", "less than VND2 billion", "more than VND2 billion"),
    ("hơn 2 triệu USD", "less than US$2 million", "more than US$2 million"),
    ("Có 3 xe. Hơn 2,5 tỉ đồng", "3 cars. Nearly VND2.5 billion", "3 cars. More than VND2.5 billion"),
    ("Anh không đi. Hơn 500 xe đến.", "He didn't go. Up to 500 came.", "He didn't go. More than 500 came."),
]  # fmt: skip

RIGHT = [
    ("hơn 500 người", "over 500 people"),
    ("khoảng 500 người", "up to 500 people"),  # about
    ("Trên dưới 500 người có mặt.", "More than 500 people were there."),
    ("gần đến 500 người, đến gần 500 người", "over 500 people"),
    # Something is denied.
    ("không quá 10 người", "no more than 10 people"),
    ("không dưới 700 người", "at least 700 people"),
    ("không được chở hơn 9 người", "may carry up to 9 people"),
    ("Không ai trên 30 tuổi.", "Everyone was under 30."),
    ("cấm xe trên 10 tấn", "only trucks under 10 tons may pass"),
    ("có hơn 10 người", "there are not less than 10 people"),
    ("dưới 40 km/h", "he went without doing over 40 km/h"),
    ("dưới 40 km/h", "they don't do over 40 km/h"),
    # "Hơn" compares.
    ("thấp hơn 30%", "less than 30%"),
    ("nhẹ hơn 30 kg", "less than 30 kilograms"),
    ("mỏng hơn 2 mm", "less than 2 mm thick"),
    ("mạnh hơn 90% đối thủ", "stronger than nearly 90% of them"),
    # Another number, or one of which two things are said.
    ("hơn 500 người và dưới 500 xe", "over 500 people and under 500 cars"),
    ("hơn 500 người", "up to 500 people, 500 of them men"),
    ("hơn 30-40 người", "up to 30-40 people"),
    ("hơn 1.800 người", "up to 18 people"),
    ("hơn 2,5 tỉ đồng, mỗi phòng tối đa 25 người", "over VND2.5 billion, each room up to 25 people"),
    ("hơn 25 xe, mỗi phòng tối đa 25 người", "each room up to 25 people"),
    # What wouldn't be English, or is no bound.
    ("tiếp quản gần 20 công ty", "took over 20 companies"),
    ("tranh chấp gần 30 ha", "a dispute over 30 hectares"),
    ("hơn 3 người đến", "showed up to 3 people"),
    ("thu hút chưa đến 500 người", "failed to draw more than 500 people"),
    ("Xe dưới 10 tấn được đi", "Trucks of over 10 tons are prohibited"),
    ("lên hơn 120 người", "rose from 80 up to 120 people"),
    ("lên hơn 120 người", "it rose up to 120 people"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("source", "english", "mended"), WRONG)
def test_a_bound_is_on_the_side_of_the_source(source: str, english: str, mended: str) -> None:
    assert mend_bounds(english, source) == mended


@pytest.mark.parametrize(("source", "english"), RIGHT)
def test_what_may_be_right_stays(source: str, english: str) -> None:
    assert mend_bounds(english, source) == english
