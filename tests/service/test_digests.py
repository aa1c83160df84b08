"""Digests over HTTP: the same as a run makes, whatever was sent, and what is left of it after a restart."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from songngu import batch
from songngu.cli.run import find_sources
from songngu.digest import RENDERERS
from songngu.service.digests import MEDIA_TYPES, Format
from songngu.service.limits import Limits
from songngu.service.service import Service
from songngu.service.uploads import file_names

from .conftest import ECHO, GatedEngine, client_of

Serve = Callable[..., Service]
ARTICLE = {
    "title": "Bộ Y tế họp",
    "text": "Sáng 6/1, Bộ Y tế họp.\n\nDiễn đàn Biển Xanh khai mạc.",
    "date": "2026-01-06",
}
OTHER = {
    "title": "Giá xăng",
    "text": "Giá xăng tăng 2,5%.",
    "date": "2026-01-05",
    "url": "https://example.org/gia-xang",
}


def finished(client: TestClient, answer: Any) -> dict[str, Any]:
    """The job once it has ended."""
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/jobs/{answer.json()['id']}"
    for _ in range(1000):
        job: dict[str, Any] = client.get(answer.headers["location"]).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def digest(client: TestClient, name: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/digests/{name}", params={"format": "json"}).json()
    return found


def test_a_list_of_articles(client: TestClient) -> None:
    job = finished(client, client.post("/digests", json=[ARTICLE, OTHER]))
    assert (job["state"], job["done"], job["total"], job["failures"]) == ("done", 2, 2, [])
    articles = digest(client, job["digest"])["articles"]
    assert [one["date"] for one in articles] == ["2026-01-06", "2026-01-05"]
    assert [one["title"]["vi"] for one in articles] == ["Bộ Y tế họp", "Giá xăng"]
    assert articles[1]["segments"][-1]["en"] == "[Giá xăng tăng 2.5%.]"


def test_it_is_the_digest_of_a_run(client: TestClient, tmp_path: Path) -> None:
    job = finished(client, client.post("/digests", json=[ARTICLE, OTHER]))
    lines = tmp_path / "in" / "articles.jsonl"
    lines.parent.mkdir()
    lines.write_text("".join(json.dumps(one) + "\n" for one in (ARTICLE, OTHER)), encoding="utf-8")
    sources, _ = find_sources(str(lines.parent))
    batch.run(replace(ECHO, out=str(tmp_path / "out")), sources, progress=lambda done, total: None)
    assert client.get(f"/digests/{job['digest']}").content == (tmp_path / "out" / "index.html").read_bytes()


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_every_format(digests: tuple[TestClient, str], format: str) -> None:
    client, name = digests
    answer = client.get(f"/digests/{name}", params={"format": format})
    assert answer.status_code == 200
    assert answer.content
    if format in ("epub", "docx"):
        assert zipfile.is_zipfile(io.BytesIO(answer.content))
    else:
        assert "họp" in answer.text
    assert client.get(f"/digests/{name}", params={"format": "pdf"}).status_code == 400


@pytest.fixture(scope="module")
def digests(shared: TestClient) -> tuple[TestClient, str]:
    return shared, finished(shared, shared.post("/digests", json=[ARTICLE]))["digest"]


def test_formats_are_those_of_a_run() -> None:
    assert set(get_args(Format)) == set(MEDIA_TYPES) == {"json", *RENDERERS}


def test_a_zip_and_files(client: TestClient) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("a.txt", "Trời mưa\n\nHôm nay trời mưa to.")
        written.writestr("../evil.txt", "Ra ngoài.")
    page = "<html><title>Gió</title><body><p>Gió lớn ở Hà Nội.</p></body></html>".encode()
    files = [
        ("files", ("tin.zip", archive.getvalue())),
        ("files", ("../../gió.html", page)),
        ("files", ("ảnh.png", b"x")),
    ]
    job = finished(client, client.post("/digests", files=files, data={"summary": "1"}))
    assert (job["state"], job["total"]) == ("done", 3)
    assert [one["path"] for one in job["failures"]] == ["tin.zip#../evil.txt"]
    assert [one["path"] for one in job["skipped"]] == ["ảnh.png"]
    found = digest(client, job["digest"])["articles"]
    assert sorted(one["path"] for one in found) == ["gió.html", "tin.zip#a.txt"]
    assert all(len(one["summary"]) == 1 for one in found)


def test_nothing_is_written_outside(client: TestClient, tmp_path: Path) -> None:
    names = [
        "../../../evil.txt",
        "/etc/evil.txt",
        "..\\..\\evil.txt",
        "evil\x00.txt",
        "...",
        ".hidden.txt",
        "a/b/evil.txt",
    ]
    files = [("files", (name, "Trời mưa.\n\nGió to.".encode())) for name in names]
    finished(client, client.post("/digests", files=files))
    written = [path.relative_to(tmp_path).parts for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert all(parts[0] == "data" and parts[1] in ("jobs", "digests", "glossaries") for parts in written)


def test_names_of_files() -> None:
    assert file_names(["a.txt", "b/A.TXT", "c\\a.txt"]) == ["a.txt", "A (2).TXT", "a (3).txt"]
    assert file_names(["", "..", "/", ".txt"]) == ["article.txt", "article (2).txt", "article (3).txt", "txt"]
    (long,) = file_names(["ề" * 500 + ".html"])
    assert len(long.encode()) < 200
    assert long.endswith(".html")


def test_a_glossary_is_enforced(client: TestClient) -> None:
    sent = {"name": "ours", "source_lang": "vi", "target_lang": "en", "entries": "Diễn đàn Biển Xanh\tBlue Sea Forum"}
    glossary_id = client.post("/v2/glossaries", json=sent).json()["glossary_id"]
    job = finished(client, client.post("/digests", json={"articles": [ARTICLE], "glossary_id": glossary_id}))
    (article,) = digest(client, job["digest"])["articles"]
    assert article["segments"][-1]["en"] == "[Blue Sea Forum khai mạc.]"
    unknown = client.post("/digests", json={"articles": [ARTICLE], "glossary_id": "x"})
    assert unknown.status_code == 404


def test_a_named_digest_is_brought_up_to_date(client: TestClient, tmp_path: Path) -> None:
    for articles in ([ARTICLE], [ARTICLE, OTHER]):
        job = finished(client, client.post("/digests", json={"articles": articles, "name": "daily"}))
        assert job["digest"] == "daily"
    report = json.loads((tmp_path / "data" / "digests" / "daily" / "report.json").read_bytes())
    assert (report["articles"]["unchanged"], report["articles"]["finished"]) == (1, 1)
    assert client.delete(f"/jobs/{job['id']}").status_code == 204
    assert len(digest(client, "daily")["articles"]) == 2, "a named one outlives its job"
    assert client.delete("/digests/daily").status_code == 204
    assert client.get("/digests/daily").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        *([], {}, {"articles": []}, [{"title": "x"}], [{"text": ""}], [{"text": 5}], [ARTICLE, "x"], 5),
        *({"articles": [ARTICLE], **wrong} for wrong in ({"name": "../x"}, {"name": "A"}, {"summary": -1})),
    ],
)
def test_what_does_not_fit_is_400(shared: TestClient, sent: Any) -> None:
    answer = shared.post("/digests", json=sent)
    assert (answer.status_code, set(answer.json())) == (400, {"error"})


def test_nothing_to_translate_is_a_failed_job_and_leaves_a_digest_alone(client: TestClient) -> None:
    finished(client, client.post("/digests", json={"articles": [ARTICLE], "name": "daily"}))
    sent = {"files": ("a.png", b"x")}
    job = finished(client, client.post("/digests", files=sent, data={"name": "daily"}))
    assert job["state"] == "failed"
    assert "no article to translate (a.png" in job["error"]
    assert len(digest(client, "daily")["articles"]) == 1
    assert client.post("/digests", files={"other": ("a.txt", b"x")}).status_code == 400


def test_a_job_goes_on_after_a_restart(serve: Serve, gated: GatedEngine) -> None:
    first = serve()
    job = client_of(first).post("/digests", json={"articles": [ARTICLE], "name": "daily"}).json()
    assert gated.entered.wait(10)
    first.close()
    gated.gate.set()
    client = client_of(serve())
    for _ in range(500):
        if client.get(f"/jobs/{job['id']}").json()["state"] == "done":
            break
        time.sleep(0.02)
    assert len(digest(client, "daily")["articles"]) == 1


def test_a_deleted_job_stops(serve: Serve, gated: GatedEngine, tmp_path: Path) -> None:
    client = client_of(serve())
    answer = client.post("/digests", json={"articles": [ARTICLE], "name": "daily"})
    assert gated.entered.wait(10)
    assert client.delete("/digests/daily").status_code in (404, 409), "it is being made"
    assert client.delete(answer.headers["location"]).status_code == 204
    assert client.get(answer.headers["location"]).status_code == 404
    gated.gate.set()
    job = finished(client, client.post("/digests", json=[OTHER]))
    assert job["state"] == "done", "the next one isn't held up"
    assert [path.name for path in (tmp_path / "data" / "jobs").iterdir()] == [job["id"]]


def test_a_digest_does_not_hold_up_a_text(serve: Serve, gated: GatedEngine) -> None:
    client = client_of(serve(Limits(batch=4)))
    many = [{"title": f"Tin {n}", "text": " ".join(f"Câu {n} số {k}." for k in range(20))} for n in range(10)]
    answer = client.post("/digests", json=many)
    assert gated.entered.wait(10)
    gated.gate.set()
    assert client.post("/translate", json={"q": "Gấp.", "source": "vi", "target": "en"}).status_code == 200
    assert finished(client, answer)["state"] == "done"


def test_a_sentence_that_fails_fails_its_article_only(serve: Serve, gated: GatedEngine) -> None:
    gated.gate.set()
    client = client_of(serve())
    bad = {"title": "Máy", "text": "Máy hỏng rồi."}
    job = finished(client, client.post("/digests", json=[bad, OTHER]))
    assert (job["state"], len(job["failures"])) == ("done", 1)
    assert "out of memory" in job["failures"][0]["reason"]
    assert len(digest(client, job["digest"])["articles"]) == 1


def test_too_many_jobs_and_old_ones(serve: Serve, gated: GatedEngine) -> None:
    client = client_of(serve(Limits(jobs=1, kept=1)))
    running = client.post("/digests", json=[ARTICLE])
    assert gated.entered.wait(10)
    waiting = client.post("/digests", json=[OTHER])
    refused = client.post("/digests", json=[OTHER])
    assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
    gated.gate.set()
    assert finished(client, waiting)["state"] == "done"
    last = finished(client, client.post("/digests", json=[OTHER]))
    assert last["state"] == "done"
    assert client.get(running.headers["location"]).status_code == 404, "the oldest is forgotten"
    assert client.get(f"/digests/{running.json()['digest']}").status_code == 404
