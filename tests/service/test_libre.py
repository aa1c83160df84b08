"""LibreTranslate's API: requests as its clients send them, answers as they read them."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

BOTH = {"source": "vi", "target": "en"}


def test_a_text(shared: TestClient) -> None:
    answer = shared.post("/translate", json={"q": "Trời mưa.", **BOTH, "format": "text", "api_key": ""})
    assert (answer.status_code, answer.json()) == (200, {"translatedText": "[Trời mưa.]"})
    assert answer.headers["content-type"] == "application/json"


def test_lines_stay_lines(shared: TestClient) -> None:
    answer = shared.post("/translate", json={"q": "Mưa. Gió.\r\n\nNắng.\n", **BOTH})
    assert answer.json()["translatedText"] == "[Mưa.] [Gió.]\n\n[Nắng.]\n"


def test_a_list_gives_a_list(shared: TestClient) -> None:
    answer = shared.post("/translate", json={"q": ["Mưa.", "", "Nắng."], **BOTH})
    assert answer.json() == {"translatedText": ["[Mưa.]", "", "[Nắng.]"]}
    assert shared.post("/translate", json={"q": ["Mưa."], **BOTH}).json() == {"translatedText": ["[Mưa.]"]}


@pytest.mark.parametrize(
    "content", ["q=Trời mưa.&source=vi&target=en".encode(), b"q=Tr%E1%BB%9Di+m%C6%B0a.&source=vi&target=en"]
)
def test_a_form_with_and_without_percent_signs(shared: TestClient, content: bytes) -> None:
    """curl -d sends letters as they are; they were read as Latin-1 once."""
    answer = shared.post("/translate", content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.json() == {"translatedText": "[Trời mưa.]"}


def test_a_form_in_parts_and_one_with_several_texts(shared: TestClient) -> None:
    parts = {name: (None, value) for name, value in {"q": "Mưa.", **BOTH}.items()}
    assert shared.post("/translate", files=parts).json() == {"translatedText": "[Mưa.]"}
    several = shared.post("/translate", data={"q": ["Mưa.", "Gió."], **BOTH})
    assert several.json() == {"translatedText": ["[Mưa.]", "[Gió.]"]}


def test_the_language_is_told_where_it_is_asked_for(shared: TestClient) -> None:
    english = "The minister said that prices have risen and will rise again this year."
    answer = shared.post("/translate", json={"q": ["Trời mưa to ở Hà Nội.", english], "source": "auto", "target": "en"})
    told = answer.json()
    assert told["translatedText"] == ["[Trời mưa to ở Hà Nội.]", english]
    assert [one["language"] for one in told["detectedLanguage"]] == ["vi", "en"]
    assert all(50 < one["confidence"] <= 100 for one in told["detectedLanguage"])
    assert shared.post("/detect", data={"q": "Trời mưa to."}).json() == [{"confidence": 100.0, "language": "vi"}]


def test_english_and_alternatives(shared: TestClient) -> None:
    answer = shared.post("/translate", json={"q": "Rain.", "source": "en", "target": "en", "alternatives": 2.0})
    assert answer.json() == {"translatedText": "Rain.", "alternatives": []}


def test_languages(shared: TestClient) -> None:
    languages = shared.get("/languages").json()
    assert {"code": "vi", "name": "Vietnamese", "targets": ["en"]} in languages
    assert all(set(one) == {"code", "name", "targets"} for one in languages)


def test_html_keeps_its_markup(shared: TestClient) -> None:
    q = '<p class="green">Trời <b>mưa</b> &amp; gió.</p>'
    answer = shared.post("/translate", json={"q": q, **BOTH, "format": "html"})
    assert answer.json() == {"translatedText": '<p class="green">[Trời <b>mưa</b> &amp; gió.]</p>'}


def test_details_tell_terms_and_doubts(shared: TestClient) -> None:
    answer = shared.post("/translate", json={"q": "Trời mưa.\nGiá tăng 2,5%.", **BOTH, "details": True}).json()
    details = answer["details"]
    (term,) = details["terms"]
    assert details["vi"][slice(*term["vi_span"])] == term["vi"] == "2,5%"
    assert answer["translatedText"][slice(*term["en_span"])] == term["en"] == "2.5%"
    assert (term["mode"], term["met"]) == ("quantity", True)
    assert {issue["check"] for issue in details["issues"]} == {"untranslated"}
    several = shared.post("/translate", json={"q": ["Mưa.", "Gió."], **BOTH, "details": True}).json()["details"]
    assert [one["vi"] for one in several] == ["Mưa.", "Gió."]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"source": "vi", "target": "en"}, "missing q parameter"),
        ({"q": "Mưa.", "target": "en"}, "missing source parameter"),
        ({"q": "Mưa.", "source": "vi"}, "missing target parameter"),
        ({"q": "", **BOTH}, "q"),
        ({"q": [], **BOTH}, "q"),
        ({"q": 5, **BOTH}, "q"),
        ({"q": "Mưa.", "source": "vi", "target": "fr"}, "'fr'"),
        ({"q": "Mưa.", "source": "xx", "target": "en"}, "'xx'"),
        ({"q": "Mưa.", **BOTH, "format": "pdf"}, "format"),
        ({"q": "Mưa.", **BOTH, "details": "yes"}, "details"),
    ],
)
def test_what_does_not_fit_is_said(shared: TestClient, sent: dict[str, Any], said: str) -> None:
    answer = shared.post("/translate", json=sent)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert said in answer.json()["error"]


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'"q"', b"\xff\xfe", b'{"q": "\\ud800", "source": "vi", "target": "en"}', b""]
)
def test_bad_json(shared: TestClient, content: bytes) -> None:
    answer = shared.post("/translate", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_other_bodies_addresses_and_methods(shared: TestClient) -> None:
    answer = shared.post("/translate", content="<q/>", headers={"Content-Type": "text/xml"})
    assert (answer.status_code, "text/xml" in answer.json()["error"]) == (415, True)
    bad = shared.post("/translate", content=b"q=%ff", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert bad.status_code == 400
    assert shared.get("/nowhere").status_code == 404
    wrong = shared.get("/translate")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")
    assert shared.put("/digests/a").headers["allow"] == "DELETE, GET"


@pytest.mark.parametrize("q", ["\x00", "\u200b", "🇻🇳", "a" * 3000, "\r", "<script>", "6/1", "…\n…"])
def test_odd_texts_are_answered(shared: TestClient, q: str) -> None:
    for format in ("text", "html"):
        assert shared.post("/translate", json={"q": q, **BOTH, "format": format}).status_code == 200
