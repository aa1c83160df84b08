"""Who holds an office: an article without a name, none and no "of" with one."""

from __future__ import annotations

import pytest

from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher
from songngu.glossary.office_holders import say_holders


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Tổng thống Nga khẳng định.", "Russian President confirmed.", "The Russian President confirmed."),
        ("Khi Tổng thống Mỹ gọi.", "When US President called.", "When the US President called."),
        ("Họ gặp Thủ tướng Đức.", "They met German Chancellor.", "They met the German Chancellor."),
        ("Ông gọi lãnh đạo Triều Tiên.", "He calls North Korean leader.", "He calls the North Korean leader."),
        ("Ông Trump, Tổng thống Mỹ, nói.", "Trump, US President, said.", "Trump, the US President, said."),
        ("Với tư cách Tổng thống Mỹ.", "He spoke as US President.", None),
        ("Ông tranh cử tổng thống Mỹ.", "He ran for US President.", None),
        ("Ông lên làm tổng thống Mỹ.", "He was elected to US President.", None),
        ("Tổng thống Mỹ Donald Trump nói.", "US President Donald Trump said.", None),
        ("Cựu Tổng thống Mỹ nói.", "The former US President said.", None),
        ("Ứng viên tổng thống Mỹ nói.", "He met with US President candidates.", None),
        ("Tổng thống Mỹ thăm Việt Nam", "US President visits Vietnam", None),  # a heading
    ],
)  # fmt: skip
def test_an_office_without_a_name_has_an_article(source: str, english: str, expected: str | None) -> None:
    assert say_holders(english, source, _match(source)) == (expected or english)


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("trợ lý của Tổng thống Putin", "an aide of the President of Putin", "an aide of President Putin"),
        (
            "Văn phòng Tổng thống Volodymyr Zelensky",
            "the Office of the President of the Volodymyr Zelensky",
            "the Office of President Volodymyr Zelensky",
        ),
        ("Tổng thống Burkina Faso", "the President of Burkina Faso", None),
        ("Tổng thống Philippines", "the President of the Philippines", None),
        ("cựu Tổng thống Mỹ Obama", "the former President of the United States Obama", None),
        ("Tổng thống Nga, ông Putin", "the President of Putin's country", None),
    ],
)
def test_a_title_before_a_name_has_no_of(source: str, english: str, expected: str | None) -> None:
    assert say_holders(english, source, _match(source)) == (expected or english)


def _match(source: str) -> tuple:
    return Matcher(Glossary.load([], shipped=True)).match(source)
