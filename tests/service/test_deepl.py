"""DeepL's API: translation, glossaries, and the errors its clients know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from songngu.service.limits import Limits
from songngu.service.service import Service

from .conftest import client_of

NAMES = {
    "name": "Our names",
    "source_lang": "vi",
    "target_lang": "en",
    "entries": "Diễn đàn Biển Xanh\tBlue Sea Forum",
    "entries_format": "tsv",
}
SENTENCE = "Diễn đàn Biển Xanh khai mạc."


def created(client: TestClient, **changes: str) -> dict[str, Any]:
    answer = client.post("/v2/glossaries", json=NAMES | changes)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_texts_as_json_and_as_a_form(shared: TestClient) -> None:
    expected = {"translations": [{"detected_source_language": "VI", "text": t} for t in ("[Mưa.]", "[Gió.]")]}
    sent = {"text": ["Mưa.", "Gió."], "source_lang": "VI", "target_lang": "EN-US"}
    assert shared.post("/v2/translate", json=sent).json() == expected
    assert shared.post("/v2/translate", data=sent).json() == expected
    one = shared.post("/v2/translate", data={"text": "Mưa.", "target_lang": "EN"})
    assert one.json()["translations"] == expected["translations"][:1]


@pytest.mark.parametrize("target", ["EN", "EN-US", "EN-GB", "en-us"])
def test_variants_of_english(shared: TestClient, target: str) -> None:
    assert shared.post("/v2/translate", json={"text": ["Mưa."], "target_lang": target}).status_code == 200


def test_options(shared: TestClient) -> None:
    sent = {
        "text": ["<p>Trời <b>mưa</b></p>"], "target_lang": "EN", "tag_handling": "html", "formality": "prefer_more",
        "show_billed_characters": True, "details": True, "split_sentences": "1", "context": "Thời tiết.",
    }  # fmt: skip
    (found,) = shared.post("/v2/translate", json=sent).json()["translations"]
    assert (found["text"], found["billed_characters"]) == ("<p>[Trời <b>mưa]</b></p>", 22)
    assert found["details"]["vi"] == "Trời mưa"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ["Mưa."], "target_lang": "DE"}, "Value for 'target_lang' not supported"),
        ({"text": ["Mưa."], "target_lang": "EN", "source_lang": "JA"}, "Value for 'source_lang' not supported"),
        ({"text": "Mưa.", "target_lang": "EN"}, "text"),
        ({"text": [], "target_lang": "EN"}, "text"),
        ({"text": ["Mưa."]}, "missing target_lang"),
        ({"text": ["Mưa."], "target_lang": "EN", "tag_handling": "xml"}, "tag_handling"),
    ],
)
def test_what_does_not_fit_is_said(shared: TestClient, sent: dict[str, Any], said: str) -> None:
    answer = shared.post("/v2/translate", json=sent)
    assert answer.status_code == 400
    assert said in answer.json()["message"]


def test_languages_and_usage(client: TestClient) -> None:
    assert [one["language"] for one in client.get("/v2/languages").json()] == ["EN", "VI"]
    targets = client.get("/v2/languages", params={"type": "target"}).json()
    assert [one["language"] for one in targets] == ["EN-GB", "EN-US"]
    assert client.get("/v2/languages", params={"type": "both"}).status_code == 400
    client.post("/v2/translate", json={"text": ["12345"], "target_lang": "EN"})
    assert client.get("/v2/usage").json()["character_count"] == 5
    pairs = client.get("/v2/glossary-language-pairs").json()
    assert pairs == {"supported_languages": [{"source_lang": "vi", "target_lang": "en"}]}


def test_a_glossary_is_enforced_in_the_next_translation(client: TestClient) -> None:
    made = created(client)
    sent = {"text": [SENTENCE], "source_lang": "VI", "target_lang": "EN", "details": True}
    (without,) = client.post("/v2/translate", json=sent).json()["translations"]
    (found,) = client.post("/v2/translate", json=sent | {"glossary_id": made["glossary_id"]}).json()["translations"]
    assert without["text"] == f"[{SENTENCE}]"
    assert found["text"] == "[Blue Sea Forum khai mạc.]"
    (term,) = found["details"]["terms"]
    assert (term["en"], term["mode"], term["met"]) == ("Blue Sea Forum", "enforce", True)
    libre = {"q": SENTENCE, "source": "vi", "target": "en", "glossary_id": made["glossary_id"]}
    assert client.post("/translate", json=libre).json()["translatedText"] == "[Blue Sea Forum khai mạc.]"


def test_what_is_told_of_a_glossary(client: TestClient) -> None:
    made = created(client)
    assert made["ready"] is True
    assert (made["name"], made["source_lang"], made["target_lang"], made["entry_count"]) == ("Our names", "vi", "en", 1)
    place = f"/v2/glossaries/{made['glossary_id']}"
    assert client.get(place).json() == made
    assert client.get("/v2/glossaries").json() == {"glossaries": [made]}
    entries = client.get(f"{place}/entries", headers={"Accept": "text/tab-separated-values"})
    assert (entries.text, entries.headers["content-type"]) == (
        NAMES["entries"],
        "text/tab-separated-values; charset=utf-8",
    )
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == client.delete(place).status_code == 404
    assert client.get("/v2/glossaries").json() == {"glossaries": []}


def test_a_deleted_glossary_is_enforced_no_more(client: TestClient) -> None:
    glossary_id = created(client)["glossary_id"]
    sent = {"text": [SENTENCE], "source_lang": "VI", "target_lang": "EN", "glossary_id": glossary_id}
    assert client.post("/v2/translate", json=sent).status_code == 200
    client.delete(f"/v2/glossaries/{glossary_id}")
    answer = client.post("/v2/translate", json=sent)
    assert (answer.status_code, set(answer.json())) == (404, {"message", "detail"})


def test_formats_of_entries(client: TestClient) -> None:
    csv = created(
        client, entries='"Sông Hồng, Hà Nội","Red River, Hanoi"\nBiển Xanh,Blue Sea|Green Sea\n', entries_format="csv"
    )
    entries = client.get(f"/v2/glossaries/{csv['glossary_id']}/entries").text
    assert entries == "Sông Hồng, Hà Nội\tRed River, Hanoi\nBiển Xanh\tBlue Sea|Green Sea"
    own = created(client, entries="vi,en,kind,mode,note\nBiển Xanh,Blue Sea,place,prefer,\n", entries_format="csv")
    sent = {"text": ["Biển Xanh đẹp."], "source_lang": "VI", "target_lang": "EN", "details": True}
    (found,) = client.post("/v2/translate", json=sent | {"glossary_id": own["glossary_id"]}).json()["translations"]
    assert [term["mode"] for term in found["details"]["terms"]] == ["prefer"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"entries": "no tab"}, "no tab"),
        ({"entries": "Biển\tSea\n\tNothing"}, "entries:2"),
        ({"entries": "…\tSea"}, "no word"),
        ({"entries": " \t "}, ""),
        ({"entries": ""}, "entries"),
        ({"entries": '"Biển,Sea', "entries_format": "csv"}, "entries:1"),
        ({"name": ""}, "name"),
        ({"name": "ề" * 600}, "name"),
        ({"source_lang": "en", "target_lang": "vi"}, "source_lang"),
        ({"entries_format": "xlsx"}, "entries_format"),
    ],
)
def test_a_glossary_that_is_no_good(shared: TestClient, changes: dict[str, str], said: str) -> None:
    answer = shared.post("/v2/glossaries", json=NAMES | changes)
    assert answer.status_code == 400
    assert said in answer.json()["message"]
    assert shared.get("/v2/glossaries").json() == {"glossaries": []}, "nobody else makes one there"


@pytest.mark.parametrize("wrong", ["unknown", "..%2F..%2Fetc%2Fpasswd", "%00", "." * 300, "a.csv"])
def test_an_id_never_reaches_the_file_system(shared: TestClient, wrong: str) -> None:
    for place in (f"/v2/glossaries/{wrong}", f"/v2/glossaries/{wrong}/entries", f"/jobs/{wrong}", f"/digests/{wrong}"):
        assert shared.get(place).status_code == 404
    sent = {"text": ["Mưa."], "source_lang": "VI", "target_lang": "EN", "glossary_id": "../a"}
    assert shared.post("/v2/translate", json=sent).status_code == 404


def test_glossaries_survive_a_restart(serve: Callable[..., Service], tmp_path: Path) -> None:
    made = created(client_of(serve()))
    again = client_of(serve())
    assert again.get("/v2/glossaries").json() == {"glossaries": [made]}
    sent = {"text": [SENTENCE], "source_lang": "VI", "target_lang": "EN", "glossary_id": made["glossary_id"]}
    assert again.post("/v2/translate", json=sent).json()["translations"][0]["text"] == "[Blue Sea Forum khai mạc.]"
    # The service was killed in the middle of making one, and of removing another.
    folder = tmp_path / "data" / "glossaries"
    (folder / "half.csv").write_text("vi,en\n", encoding="utf-8")
    (folder / f"{made['glossary_id']}.csv").unlink()
    assert client_of(serve()).get("/v2/glossaries").json() == {"glossaries": []}


def test_no_more_glossaries_than_allowed(serve: Callable[..., Service]) -> None:
    client = client_of(serve(Limits(glossaries=1)))
    created(client)
    assert client.post("/v2/glossaries", json=NAMES).status_code == 413


def test_a_key(serve: Callable[..., Service]) -> None:
    client = client_of(serve(key="đúng rồi"))
    sent = {"text": ["Mưa."], "target_lang": "EN"}
    assert client.post("/v2/translate", json=sent).status_code == 403
    wrong = {"Authorization": "DeepL-Auth-Key wrong"}
    assert client.post("/v2/translate", json=sent, headers=wrong).json()["message"] == "Invalid API key"
    assert client.get("/v2/glossaries").status_code == client.get("/metrics").status_code == 403
    assert client.get("/digests/a").status_code == 403
    libre = {"q": "Mưa.", "source": "vi", "target": "en"}
    assert client.post("/translate", json=libre | {"api_key": "đúng"}).status_code == 403
    assert client.post("/translate", json=libre | {"api_key": "đúng rồi"}).status_code == 200
    plain = client_of(serve(key="abc"))
    for scheme in ("DeepL-Auth-Key", "Bearer"):
        assert plain.post("/v2/translate", json=sent, headers={"Authorization": f"{scheme} abc"}).status_code == 200
    assert client.get("/health").status_code == 200
    assert "securitySchemes" in plain.get("/openapi.json").json()["components"]


@pytest.mark.model
def test_the_model_obeys_a_client_s_glossary(serve: Callable[..., Service]) -> None:
    from songngu.settings import Settings

    client = client_of(serve(settings=Settings(beam=1)))
    glossary_id = created(client, entries="Diễn đàn Biển Xanh\tBlue Sea Forum\nBộ Y tế\tDepartment of Health")[
        "glossary_id"
    ]
    sent = {
        "text": ["Sáng 6/1, Diễn đàn Biển Xanh khai mạc.", "Bộ Y tế cho biết số ca mắc tăng 15%."],
        "source_lang": "VI", "target_lang": "EN-US", "glossary_id": glossary_id, "details": True,
    }  # fmt: skip
    forum, ministry = client.post("/v2/translate", json=sent).json()["translations"]
    assert "Blue Sea Forum" in forum["text"]
    assert "January 6" in forum["text"]
    assert "Department of Health" in ministry["text"]
    assert all(term["met"] for one in (forum, ministry) for term in one["details"]["terms"])
