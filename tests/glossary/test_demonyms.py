"""The adjective of a country before an office or people."""

from __future__ import annotations

import pytest

from songngu.glossary.demonyms import say_adjective
from songngu.glossary.entries import Glossary, make_entry
from songngu.glossary.matching import Matcher


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Tổng thống Ukraine Zelensky đến.", "Ukraine President Zelensky came.", "Ukrainian President Zelensky came."),
        ("Phái đoàn Ukraine đến.", "The Ukraine delegation came.", "The Ukrainian delegation came."),
        ("Quân đội Thái Lan nói.", "Thailand military said.", "Thai military said."),
        ("Các lãnh đạo Tây Âu nói.", "Western Europe leaders said.", "Western European leaders said."),
        ("Đội tuyển Bỉ thắng.", "The Belgium team won.", "The Belgian team won."),
        ("Phi công Trung Quốc nói.", "Air China pilots said.", None),
        ("Cảnh sát Mexico nói.", "New Mexico police said.", None),
        ("Đội tuyển Anh thắng.", "The England team won.", None),
        ("Phái đoàn Mỹ và Ukraine.", "The US and Ukraine delegation.", None),  # of both
        ("Phái đoàn Mỹ - Ukraine.", "The US-Ukraine delegation.", None),
        ("Cán bộ Ngân hàng Trung Quốc.", "Bank of China officials.", None),
        ("Ở Iran người dân xuống đường.", "In Iran people took to the streets.", None),
        ("Khắp Iran người dân xuống đường.", "Across Iran people took to the streets.", None),
        ("Quan chức Ukraine nói.", "In Kyiv, Ukraine officials said.", None),
        ("Quan chức Mỹ nói.", "US officials said.", None),
        ("Chính phủ Singapore nói.", "The Singapore government said.", None),
        ("Ukraine ủng hộ Tổng thống.", "Ukraine supports the President.", None),
        ("Nga buộc Pháp rút.", "Russia forces France out.", None),  # a verb
        ("Cảnh sát TP.HCM và quan chức Ukraine nói.", "Ho Chi Minh City officials said.", None),
    ],
)
def test_an_office_has_the_adjective_of_its_country(source: str, english: str, expected: str | None) -> None:
    terms = Matcher(Glossary.load([], shipped=True)).match(source)
    assert say_adjective(english, terms) == (expected or english)


def test_a_country_is_no_water() -> None:
    source = "Các bạn tận hưởng nước Nga."
    terms = Matcher(Glossary.load([], shipped=True)).match(source)
    assert say_adjective("Enjoy Russian water.", terms, source) == "Enjoy Russia."
    assert say_adjective("A ship in Russian water.", terms, source) == "A ship in Russian water."
    assert say_adjective("Enjoy Russian water.", terms, "Tận hưởng nước của Nga.") == "Enjoy Russian water."


def test_a_glossary_that_has_the_noun_only_is_obeyed() -> None:
    glossary = Glossary.of([make_entry({"vi": "Ukraine", "en": "Ukraine"}, "")])
    english = "Ukraine President came."
    assert say_adjective(english, Matcher(glossary).match("Tổng thống Ukraine đến.")) == english
