"""Who holds an office: an article without a name, none and no "of" with one."""

from __future__ import annotations

import pytest

from songngu.glossary.office_holders import say_holders


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Tổng thống Nga khẳng định.", "Russian President confirmed.", "The Russian President confirmed."),
        ("Khi Tổng thống Mỹ gọi.", "When US President called.", "When the US President called."),
        ("Họ gặp Thủ tướng Đức.", "They met German Chancellor.", "They met the German Chancellor."),
        ("Ông gọi lãnh đạo Triều Tiên.", "He calls North Korean leader.", "He calls the North Korean leader."),
        ("Ông Trump, Tổng thống Mỹ, nói.", "Trump, US President, said.", "Trump, the US President, said."),
        ("“Tổng thống Mỹ sai.”", "“US President is wrong.”", "“The US President is wrong.”"),
        # An office that somebody has, gets or wants.
        ("Với tư cách Tổng thống Mỹ.", "He spoke as US President.", None),
        ("Ông tranh cử tổng thống Mỹ.", "He ran for US President.", None),
        ("Ông lên làm tổng thống Mỹ.", "He rose from senator to US President.", None),
        ("Khi là Tổng thống Mỹ, ông Obama đến.", "While US President, Obama visited.", None),
        ("Ứng viên tổng thống Mỹ nói.", "He met with US President candidates.", None),
        # It has a name, or an article.
        ("Tổng thống Mỹ Donald Trump nói.", "US President Donald Trump said.", None),
        ("Tổng thống Ai Cập el-Sisi nói.", "Egyptian President el-Sisi spoke.", None),
        ("Ông gặp Thủ tướng.", "He met with German Foreign Minister and Vice Chancellor Sigmar Gabriel.", None),
        ("Cựu Tổng thống Mỹ nói.", "The former US President said.", None),
        ("Tổng thống Mỹ thăm Việt Nam", "US President visits Vietnam", None),  # a heading
    ],
)  # fmt: skip
def test_an_office_without_a_name_has_an_article(source: str, english: str, expected: str | None) -> None:
    assert say_holders(english, source) == (expected or english)


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
        ("Tổng thống Kosovo", "the President of Kosovo", None),
        ("cựu Tổng thống Mỹ Obama", "the former President of the United States Obama", None),
        ("Tổng thống Cộng hòa Pháp", "The President of the French Republic", None),
        ("Tổng thống Biden", "The President of the Biden Foundation", None),
        ("Tổng thống Biden", "The President of Biden's party", None),
        ("Tổng thống Biden", "The Vice President of Biden", None),
    ],
)
def test_a_president_with_a_name_has_no_of(source: str, english: str, expected: str | None) -> None:
    assert say_holders(english, source) == (expected or english)
