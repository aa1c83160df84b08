"""A baby of 14 months isn't 14 years old."""

from __future__ import annotations

import pytest

from songngu.text.ages import mend_ages


@pytest.mark.parametrize(
    ("source", "english", "right"),
    [
        ("Bé 14 tháng tuổi bị chó cắn.", "The 14-year-old was bitten.", "The 14-month-old was bitten."),
        ("Bé trai 3 tuần tuổi", "A boy, three years old, and", "A boy, three weeks old, and"),
        ("Hai bé 9 ngày tuổi", "Two 9-year-olds", "Two 9-day-olds"),
        ("Bé 14 tháng tuổi", "The 14-month-old", "The 14-month-old"),
        ("Mẹ 18 tuổi, con 18 tháng tuổi", "The mother is 18 years old.", "The mother is 18 years old."),
        ("Ông 44 tuổi", "He is 44 years old.", "He is 44 years old."),
        ("Con 4 tháng tuổi, mẹ 44 tuổi", "A 44-year-old and her 4-year-old", "A 44-year-old and her 4-month-old"),
        (
            "Bé 24 tháng tuổi và mẹ SN 1995",
            "A toddler and his 24-year-old mother",
            "A toddler and his 24-year-old mother",
        ),
        ("Bé 20 tháng tuổi, chị 20 và 22", "A 20-month-old and her 20-year-old", "A 20-month-old and her 20-year-old"),
        ("tội hiếp dâm người dưới 16 tuổi", "for raping a 16-year-old woman", "for raping a woman under 16"),
        ("tội hiếp dâm người dưới 16 tuổi", "for raping a 16-year-old", "for raping a person under 16"),
        ("trẻ dưới 5 tuổi", "5-year-olds", "people under 5"),
        ("người trên 60 tuổi", "60-year-old people", "people over 60"),
        ("người dưới 18 tuổi", "He raped an 18-year-old girl.", "He raped a girl under 18."),
        ("con gái dưới 16 tuổi", "his 16-year-old daughter", "his 16-year-old daughter"),
        ("người dưới 16 tuổi", "a 16-year-old schoolgirl", "a 16-year-old schoolgirl"),
        ("đội dưới 16 tuổi", "the 16-year-old boys' team", "the 16-year-old boys' team"),
        ("người dưới 16 tuổi", "a 16-year-old girl under age", "a 16-year-old girl under age"),
        ("người dưới 16 tuổi, con 16 tuổi", "a 16-year-old girl", "a 16-year-old girl"),
        ("người 16 tuổi", "a 16-year-old girl", "a 16-year-old girl"),
        ("Sau 14 tháng, tuổi 20", "a 14-year-old", "a 14-year-old"),
    ],
)
def test_ages_have_the_unit_of_the_source(source: str, english: str, right: str) -> None:
    assert mend_ages(english, source) == right
