"""The review over HTTP: what each address answers, and whom the server refuses."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from songngu.digest import RENDERERS
from songngu.review import teaching
from songngu.review.app import build_app
from songngu.review.guard import MAX_BODY
from songngu.review.records import GlossaryEdit
from songngu.review.service import ReviewService
from songngu.settings import Settings

HERE = "http://127.0.0.1:8765"
ME = {"X-Songngu-Tab": "tab-of-mine"}
YOU = {"X-Songngu-Tab": "tab-of-yours"}
ARTICLE = "/api/articles/dien-dan"
GETS = (
    "/", "/segments", "/names", "/articles/dien-dan", f"{ARTICLE}/sentences", f"{ARTICLE}/sentences/s2/history",
    f"{ARTICLE}/sentences/s2/matches", "/static/review.js", "/static/digest.css", "/export/md",
)  # fmt: skip


@pytest.fixture
def client(own: Settings) -> Iterator[TestClient]:
    service = ReviewService(own)
    yield TestClient(build_app(service, 8765), base_url=HERE, raise_server_exceptions=False)
    service.close()


def sentences(client: TestClient, article: str = "dien-dan") -> dict[str, dict[str, Any]]:
    return {one["segment"]: one for one in client.get(f"/api/articles/{article}/sentences").json()}


def edit(client: TestClient, name: str, en: str, *, version: str = "", who: dict[str, str] = ME, **more: str) -> Any:
    given = {"en": en, "version": version or sentences(client)[name]["version"], **more}
    return client.put(f"{ARTICLE}/sentences/{name}", json=given, headers=who)


def settled(client: TestClient, preview: dict[str, Any]) -> dict[str, Any]:
    for _ in range(500):
        state: dict[str, Any] = client.get(f"/api/previews/{preview['id']}").json()
        if state["state"] in ("ready", "applied", "failed"):
            return state
        time.sleep(0.01)
    raise AssertionError(state)


def test_the_list_has_each_article_with_both_titles_and_its_progress(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert re.findall(r'href="/articles/([^"?]+)"', page.text) == ["dien-dan", "nghe-ca", "nguy-hiem"]
    assert "Ngư dân mong giá cá ổn định" in page.text
    assert "[Ngư dân mong giá cá ổn định]" in page.text
    assert "0 of 7" in page.text
    assert "Tuesday, January 6, 2026" in page.text


def test_the_list_is_filtered_and_turned_by_its_address(client: TestClient) -> None:
    found = client.get("/", params={"term": "Hà Nội", "unapproved": "1"}).text
    assert re.findall(r'href="/articles/([^"?]+)"', found) == ["dien-dan", "nguy-hiem"]
    assert 'value="Hà Nội"' in found
    assert "No article has such a sentence" in client.get("/", params={"text": "không có"}).text
    assert client.get("/?offset=50", follow_redirects=False).status_code == 307


def test_an_article_is_side_by_side_with_its_title_first(client: TestClient) -> None:
    page = client.get("/articles/dien-dan").text
    assert "<h1" in page
    assert 'data-segment="s1"' in page
    assert page.index("khai mạc") < page.index("Khoảng")
    assert '<mark class="t enforce" data-t="0">Hanoi</mark>' in page
    assert 'rel="next" href="/articles/nghe-ca"' in page
    assert 'rel="prev"' not in page


def test_found_sentences_stand_under_the_articles_they_are_in(client: TestClient) -> None:
    page = client.get("/segments", params={"text": "biển xanh"}).text
    assert re.findall(r'class="from"><a href="/articles/([^"#]+)', page) == ["dien-dan", "nghe-ca"]
    assert page.count('<div class="seg') == 3


def test_an_edit_is_saved_and_undone_and_done_again(client: TestClient) -> None:
    before = sentences(client)["s3"]
    saved = edit(client, "s3", "About  1,200 delegates\n took part.", status="approved")
    assert saved.status_code == 200
    (changed,) = saved.json()
    assert (changed["en"], changed["status"], changed["origin"]) == (
        "About 1,200 delegates took part.",
        "approved",
        "human",
    )
    assert client.post("/api/undo", json={}, headers=YOU).json() == []
    (undone,) = client.post("/api/undo", json={}, headers=ME).json()
    assert (undone["en"], undone["status"]) == (before["en"], "draft")
    (again,) = client.post("/api/redo", json={}, headers=ME).json()
    assert again["en"] == changed["en"]
    history = client.get(f"{ARTICLE}/sentences/s3/history").json()
    assert [event["what"] for event in history["events"]] == ["redone", "undone", "edited", "made"]
    assert history["facts"][0] == "Written by a person"


def test_two_who_change_one_sentence_are_told_both_texts(client: TestClient) -> None:
    version = sentences(client)["s3"]["version"]
    assert edit(client, "s3", "Mine.", version=version).status_code == 200
    refused = edit(client, "s3", "Yours.", version=version, who=YOU)
    assert refused.status_code == 409
    assert refused.json()["current"]["en"] == "Mine."
    assert sentences(client)["s3"]["en"] == "Mine."
    stale = client.post(f"{ARTICLE}/status", json={"versions": {"s3": version}, "status": "approved"}, headers=YOU)
    assert stale.status_code == 409


def test_a_paragraph_is_approved_as_one_action(client: TestClient) -> None:
    versions = {name: one["version"] for name, one in sentences(client).items() if name in ("s2", "s3")}
    done = client.post(f"{ARTICLE}/status", json={"versions": versions, "status": "approved"}, headers=ME)
    assert {one["status"] for one in done.json()} == {"approved"}
    assert "2 of " in client.get("/").text
    assert len(client.post("/api/undo", json={}, headers=ME).json()) == 2


def test_matches_come_from_what_is_approved(client: TestClient) -> None:
    assert edit(client, "s2", "The forum opens in Hanoi.", status="approved").status_code == 200
    (match,) = client.get(f"{ARTICLE}/sentences/s1/matches").json()
    assert (match["en"], match["source"]) == ("The forum opens in Hanoi.", "dien-dan")
    assert 75 <= match["score"] < 100


def test_a_selection_is_proposed_by_characters_whatever_their_width(client: TestClient) -> None:
    name, one = next((n, s) for n, s in sentences(client, "nguy-hiem").items() if "🇻🇳" in s["en"])
    vi = "".join(piece["text"] for piece in one["pair"]["vi"])
    start = vi.index("Hà Nội")
    address = f"/api/articles/nguy-hiem/sentences/{name}/proposal"
    found = client.get(address, params={"side": "vi", "start": start, "end": start + 6}).json()
    assert (found["proposal"]["vi"], found["proposal"]["existing"]["en"], found["own"]) == ("Hà Nội", ["Hanoi"], True)
    assert client.get(address, params={"side": "fr", "start": 0, "end": 1}).status_code == 400


def test_an_entry_is_previewed_applied_and_removed(client: TestClient, own: Settings) -> None:
    entry = {"vi": "Diễn đàn Biển Xanh", "en": "Blue Sea Forum", "kind": "organisation"}
    preview = client.post("/api/previews", json={"edit": entry}, headers=ME).json()
    ready = settled(client, preview)
    assert (ready["total"], ready["state"]) == (3, "ready")
    assert all("Blue Sea Forum" in one["after"] for one in ready["affected"])
    assert "Blue Sea Forum" not in sentences(client)["s2"]["en"]
    client.post(f"/api/previews/{preview['id']}/apply", json={}, headers=ME)
    assert settled(client, preview)["state"] == "applied"
    assert "Blue Sea Forum" in sentences(client)["s2"]["en"]
    assert Path(own.glossary[0]).read_text(encoding="utf-8").startswith("# our names\n")
    undone = client.post("/api/undo", headers=ME).json()
    assert (settled(client, undone)["state"], undone["edit"]["en"]) == ("applied", None)
    assert "Blue Sea Forum" not in sentences(client)["s2"]["en"]
    again = client.post("/api/redo", headers=ME).json()
    assert settled(client, again)["state"] == "applied"
    assert "Blue Sea Forum" in sentences(client)["s2"]["en"]
    removal = client.post("/api/previews", json={"edit": {"vi": entry["vi"], "en": None}}, headers=ME).json()
    client.post(f"/api/previews/{removal['id']}/apply", json={}, headers=ME)
    assert settled(client, removal)["state"] == "applied"
    assert "Blue Sea Forum" not in sentences(client)["s2"]["en"]


@pytest.mark.parametrize(
    "entry", [{"vi": "", "en": "x"}, {"vi": "Huế", "en": "\u200b|"}, {"vi": "Huế", "en": "H", "kind": "?"}]
)
def test_an_entry_that_cannot_be_says_why(client: TestClient, entry: dict[str, str]) -> None:
    refused = client.post("/api/previews", json={"edit": entry}, headers=ME)
    assert refused.status_code == 400
    assert refused.json()["error"]


def test_the_end_does_not_wait_for_an_engine(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview of long sentences kept Ctrl-C waiting for 50 seconds."""
    asked, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> dict[str, object]:
        asked.set()
        go_on.wait(10)
        return {}

    monkeypatch.setattr(teaching, "translate_each", slow)
    service = ReviewService(own)
    service.preview(GlossaryEdit(vi="Diễn đàn Biển Xanh", en="Blue Sea Forum"))
    assert asked.wait(5)
    begun = time.monotonic()
    service.close()
    go_on.set()
    assert time.monotonic() - begun < 2


def test_names_are_listed_with_what_is_proposed(client: TestClient) -> None:
    page = client.get("/names").text
    assert "Diễn đàn Biển Xanh" in page


@pytest.mark.parametrize("name", RENDERERS)
def test_every_format_can_be_taken(client: TestClient, name: str) -> None:
    taken = client.get(f"/export/{name}")
    assert taken.status_code == 200
    assert taken.content
    assert RENDERERS[name].file_name in taken.headers["content-disposition"]


def test_the_export_has_what_was_corrected(client: TestClient) -> None:
    edit(client, "s3", "About 1,200 delegates took part.", status="approved")
    assert b"About 1,200 delegates took part." in client.get("/export/jsonl").content


# ---- Trust


@pytest.mark.parametrize("path", GETS)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8766", "localhost.evil.example:8765", ""])
def test_another_host_is_refused(client: TestClient, path: str, host: str) -> None:
    assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_this_host_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


WRITES = (
    ("PUT", f"{ARTICLE}/sentences/s3"),
    ("POST", f"{ARTICLE}/status"),
    ("POST", "/api/undo"),
    ("POST", "/api/redo"),
    ("POST", "/api/previews"),
    ("POST", "/api/previews/x/apply"),
)
CROSS_SITE: tuple[dict[str, str], ...] = (
    {"Origin": "http://evil.example", **ME},
    {"Origin": "null", **ME},
    {"Origin": "http://127.0.0.1:9999", **ME},
    {"Sec-Fetch-Site": "cross-site", **ME},
    {"Sec-Fetch-Site": "same-site", **ME},
    {},
    {"X-Songngu-Tab": "short"},
    {"X-Songngu-Tab": "x" * 65},
)


@pytest.mark.parametrize(("method", "path"), WRITES)
@pytest.mark.parametrize("headers", CROSS_SITE)
def test_a_write_from_elsewhere_is_refused(client: TestClient, method: str, path: str, headers: dict[str, str]) -> None:
    assert client.request(method, path, json={}, headers=headers).status_code == 403


def test_a_form_of_another_site_changes_nothing(client: TestClient) -> None:
    before = sentences(client)
    headers = {"Content-Type": "text/plain", "Origin": "http://evil.example"}
    client.post("/api/undo", content='{"a": 1}', headers=headers)
    assert sentences(client) == before


def test_reading_from_another_site_is_refused_and_following_a_link_is_not(client: TestClient) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.get(f"{ARTICLE}/sentences", headers=elsewhere).status_code == 403
    followed = {**elsewhere, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/", headers=followed).status_code == 200
    framed = {**followed, "Sec-Fetch-Dest": "iframe"}
    assert client.get("/", headers=framed).status_code == 403


@pytest.mark.parametrize("path", [*GETS, "/nothing", "/api/articles/no/sentences"])
def test_every_answer_is_closed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_refusals_are_closed_too(client: TestClient) -> None:
    assert "content-security-policy" in client.get("/", headers={"Host": "evil.example"}).headers


def test_what_is_too_long_is_refused(client: TestClient) -> None:
    before = sentences(client)
    assert edit(client, "s3", "x" * (MAX_BODY + 1)).status_code == 413
    assert edit(client, "s3", "x" * 20_001).status_code == 400
    assert client.get("/", params={"text": "x" * 201}).status_code == 400
    assert client.get("/", params={"text": "x" * 5000}).status_code == 414
    endless = client.post("/api/undo", content=(b"x" * 65536 for _ in range(10)), headers=ME)
    assert endless.status_code == 413
    assert sentences(client) == before


NO_EDITS = (
    b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"en": 1, "version": ""}', b'{"en": "x"}',
    b'{"en": "\\ud800", "version": ""}', b'{"en": "x", "version": "", "status": "final"}',
    b'{"en": "x", "version": "", "by": "you"}',
)  # fmt: skip


@pytest.mark.parametrize("body", NO_EDITS, ids=range(len(NO_EDITS)))
def test_a_body_that_is_no_edit_is_refused(client: TestClient, body: bytes) -> None:
    assert client.put(f"{ARTICLE}/sentences/s3", content=body, headers=ME).status_code == 400


HOSTILE = (
    "..%2f..%2fsongngu.db", "..%2Fmine.csv", "%2e%2e", "x%00", "'; DROP TABLE articles; --", "%22%3E%3Cscript%3E",
    "a" * 3000, "%ff%fe", "title", "*",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "path", ["/articles/{}", "/api/articles/{}/sentences", ARTICLE + "/sentences/{}/history", "/api/previews/{}",
             "/static/{}", "/export/{}", "/{}"]
)  # fmt: skip
def test_a_hostile_name_is_nothing_here(client: TestClient, name: str, path: str) -> None:
    answer = client.get(path.format(name))
    assert answer.status_code in (400, 404)
    assert "<script>" not in answer.text.replace('<script type="module"', "")


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/openapi.json", "/static/", "/static/app.py", "/static/base.html.j2"]
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/segments", "/articles/nguy-hiem", "/names"])
def test_what_articles_and_people_write_stays_text(client: TestClient, path: str) -> None:
    name = next(n for n, s in sentences(client, "nguy-hiem").items() if "svg" in s["en"])
    version = sentences(client, "nguy-hiem")[name]["version"]
    given = {"en": "<img src=x onerror=window.injected=1>", "version": version}
    assert client.put(f"/api/articles/nguy-hiem/sentences/{name}", json=given, headers=ME).status_code == 200
    page = client.get(path, params={"text": ""}).text
    assert "<img" not in page
    assert "<svg" not in page
    assert "<script>" not in page
    searched = client.get("/", params={"text": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in searched


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing_inline(client: TestClient) -> None:
    for path in ("/?text=bien", "/segments?text=bien", "/articles/dien-dan", "/names?text=bien"):
        page = client.get(path).text
        assert not re.search(r'(?:src|href|action)="(?!/|#)', page)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=\"/static/)", page)


def test_a_known_file_is_not_sent_twice(client: TestClient) -> None:
    tag = client.get("/static/review.css").headers["etag"]
    assert client.get("/static/review.css", headers={"If-None-Match": tag}).status_code == 304


def test_a_failing_request_says_so_and_the_server_goes_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    with monkeypatch.context() as patched:
        patched.setattr(ReviewService, "history", broken)
        failed = client.get(f"{ARTICLE}/sentences/s2/history")
    assert failed.status_code == 500
    assert "secret" not in failed.text
    assert client.get(f"{ARTICLE}/sentences/s2/history").status_code == 200
