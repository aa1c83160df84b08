"""Bounds of numbers that say the opposite are put right; those that don't, and those of other numbers, stay."""

from __future__ import annotations

import pytest

from songngu.text.bounds import mend_bounds


@pytest.mark.parametrize(
    ("source", "english", "mended"),
    [
        ("có nơi mưa trên 120 mm", "rain of up to 120 mm", "rain of more than 120 mm"),
        ("có tới hơn 1.800 học sinh", "As many as 1,800 students", "More than 1,800 students"),
        ("gần 20 lần", "more than 20 times", "nearly 20 times"),
        ("dưới 40 km/h", "over 40 km/h", "under 40 km/h"),
        ("chưa đến 50 người", "more than 50 people", "less than 50 people"),
        ("hơn 2 tỉ đồng", "less than VND2 billion", "more than VND2 billion"),
        ("hơn 2,5 tỉ đồng", "nearly VND2.5 billion", "more than VND2.5 billion"),
        # Right, or nobody's to say.
        ("hơn 500 người", "over 500 people", None),
        ("không quá 10 người", "no more than 10 people", None),
        ("không dưới 700 người", "at least 700 people", None),
        ("thấp hơn 30%", "less than 30%", None),
        ("nhẹ hơn 30 kg", "less than 30 kilograms", None),
        ("hơn 500 người và dưới 500 xe", "over 500 people and under 500 cars", None),
        ("hơn 500 người", "up to 500 people, 500 of them", None),
        ("khoảng 500 người", "up to 500 people", None),
        ("hơn 30-40 người", "up to 30-40 people", None),
        ("hơn 1.800 người", "up to 18 people", None),
        ("", "", None),
    ],
)
def test_a_bound_is_on_the_side_of_the_source(source: str, english: str, mended: str | None) -> None:
    assert mend_bounds(english, source) == (english if mended is None else mended)
