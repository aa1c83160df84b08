"""What the service refuses, and that it goes on: limits, other sites, failures, those who leave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from songngu.service.limits import Limits
from songngu.service.service import Service

from .conftest import GatedEngine, client_of, served

BOTH = {"source": "vi", "target": "en"}
Serve = Callable[..., Service]


def ask(client: Any, q: Any) -> httpx.Response:
    answer: httpx.Response = client.post("/translate", json={"q": q, **BOTH})
    return answer


@pytest.mark.parametrize("path", ["/translate", "/v2/translate"])
@pytest.mark.parametrize(
    ("limits", "texts"),
    [
        (Limits(characters=10), ["a" * 11]),
        (Limits(texts=2), ["a", "b", "c"]),
        (Limits(body=100, characters=5), ["a" * 200]),
    ],
)
def test_too_much_is_413(serve: Serve, path: str, limits: Limits, texts: list[str]) -> None:
    client = client_of(serve(limits))
    sent = {"q": texts, **BOTH} if path == "/translate" else {"text": texts, "target_lang": "EN"}
    answer = client.post(path, json=sent)
    assert answer.status_code == 413
    assert ("error" if path == "/translate" else "message") in answer.json()
    less = {"q": ["a"], **BOTH} if path == "/translate" else {"text": ["a"], "target_lang": "EN"}
    assert client.post(path, json=less).status_code == 200


def test_a_body_without_a_length_is_measured(serve: Serve) -> None:
    client = client_of(serve(Limits(body=1000, characters=50)))
    answer = client.post("/translate", content=(b"a" * 100 for _ in range(100)))
    assert answer.status_code == 413


def test_a_long_address_is_414(shared: TestClient) -> None:
    assert shared.get("/languages", params={"a": "b" * 5000}).status_code == 414


def test_a_glossary_may_be_longer_than_a_text(serve: Serve) -> None:
    client = client_of(serve(Limits(body=1000, characters=50)))
    entries = "\n".join(f"Tên số {number}\tName {number}" for number in range(500))
    sent = {"name": "long", "source_lang": "vi", "target_lang": "en", "entries": entries}
    assert client.post("/v2/glossaries", json=sent).json()["entry_count"] == 500


def test_a_full_queue_is_429(serve: Serve, gated: GatedEngine) -> None:
    client = client_of(serve(Limits(waiting=1)))
    first = threading.Thread(target=ask, args=(client, "Một."))
    second = threading.Thread(target=ask, args=(client, "Hai."))
    first.start()
    assert gated.entered.wait(10)
    second.start()
    _until(lambda: client.get("/health").json()["waiting"] == 1)
    answer = ask(client, "Ba.")
    assert (answer.status_code, int(answer.headers["retry-after"]) > 0) == (429, True)
    assert "wait already" in answer.json()["error"]
    deepl = client.post("/v2/translate", json={"text": ["Bốn."], "target_lang": "EN"})
    assert (deepl.status_code, "retry-after" in deepl.headers) == (429, True)
    gated.gate.set()
    first.join()
    second.join()
    assert ask(client, "Ba.").status_code == 200


def test_what_is_not_done_in_time_is_503_and_is_not_translated(serve: Serve, gated: GatedEngine) -> None:
    client = client_of(serve(Limits(seconds=0.3)))
    busy = threading.Thread(target=ask, args=(client, "Bận."))
    busy.start()
    assert gated.entered.wait(10)
    answer = ask(client, "Chậm.")
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    assert "0.3 seconds" in answer.json()["error"]
    gated.gate.set()
    busy.join()
    assert ask(client, "Sau.").status_code == 200
    assert not any("Chậm." in call for call in gated.calls)


def test_a_client_that_leaves_takes_its_work_along(serve: Serve, gated: GatedEngine) -> None:
    service = serve()
    with served(service) as address, httpx.Client(base_url=address, timeout=10) as client:
        busy = threading.Thread(target=ask, args=(client, "Bận."))
        busy.start()
        assert gated.entered.wait(10)
        with pytest.raises(httpx.ReadTimeout), httpx.Client(base_url=address, timeout=0.5) as impatient:
            ask(impatient, ["Đi rồi.", "Đi hẳn."])
        _until(lambda: 'status="499"' in client.get("/metrics").text)
        gated.gate.set()
        busy.join()
        assert ask(client, "Ở lại.").json()["translatedText"] == "[Ở lại.]"
    assert not any("Đi" in source for call in gated.calls for source in call)


def test_a_failing_engine_is_said_and_the_service_goes_on(serve: Serve, gated: GatedEngine) -> None:
    gated.gate.set()
    client = client_of(serve())
    answer = ask(client, "Máy hỏng.")
    assert answer.status_code == 500
    assert "out of memory" in answer.json()["error"]
    assert ask(client, "Máy tốt.").json()["translatedText"] == "[Máy tốt.]"
    deepl = client.post("/v2/translate", json={"text": ["Lại hỏng."], "target_lang": "EN"})
    assert (deepl.status_code, "out of memory" in deepl.json()["message"]) == (500, True)
    assert client.get("/health").status_code == 200
    assert "songngu_sentences_failed_total 2.0" in client.get("/metrics").text


def test_until_the_model_is_loaded_it_is_alive_and_not_ready(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    from songngu.service import service as module

    gate, engine = threading.Event(), GatedEngine()
    engine.gate.set()

    def load(_: object) -> GatedEngine:
        assert gate.wait(10)
        return engine

    monkeypatch.setattr(module, "load_engine", load)
    service = serve(ready=False)
    client = client_of(service)
    for answer in (client.get("/health"), ask(client, "Mưa.")):
        assert (answer.status_code, "being loaded" in answer.json()["error"]) == (503, True)
        assert "retry-after" in answer.headers
    assert client.get("/languages").status_code == 200
    assert "songngu_ready 0.0" in client.get("/metrics").text
    gate.set()
    service.batcher.loaded.result(10)
    assert client.get("/health").json()["model"] == "echo/1"
    assert ask(client, "Mưa.").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1:5001"}, 421),
        ({"Host": "localhost:5000"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:5000"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_who_is_answered(shared: TestClient, headers: dict[str, str], status: int) -> None:
    """A page of the web can't use the service through the user's browser."""
    sent = {"q": "Mưa.", **BOTH}
    assert shared.post("/translate", data=sent, headers=headers).status_code == status


def test_answers_are_no_pages(shared: TestClient) -> None:
    for answer in (shared.get("/languages"), shared.get("/nowhere"), shared.get("/health", headers={"Host": "x"})):
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in answer.headers


def test_metrics_tell_what_was_done_and_no_text(serve: Serve) -> None:
    client = client_of(serve())
    ask(client, "Giá tăng 2,5%.")
    client.get("/nowhere/secret")
    client.get("/jobs/secret")
    told = client.get("/metrics")
    assert told.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    for line in (
        'songngu_requests_total{route="/translate",status="200"} 1.0',
        'songngu_requests_total{route="/jobs/{job_id}",status="404"} 1.0',
        'songngu_terms_total{met="yes",mode="quantity"} 1.0',
        "songngu_sentences_translated_total 1.0",
        "songngu_characters_total 14.0",
        "songngu_ready 1.0",
    ):
        assert line in told.text
    assert "secret" not in told.text
    assert "tăng" not in told.text


def test_health(shared: TestClient) -> None:
    health = shared.get("/health")
    assert health.status_code == 200
    assert health.json()["status"] == "ok"
    assert health.json()["model"] == "echo/1"


def _until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it never came true")
