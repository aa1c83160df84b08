"""docs/service.md names what there is, with the figures it has."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from songngu.service.answers import ALWAYS
from songngu.service.limits import Limits

TEXT = (Path(__file__).parents[2] / "docs" / "service.md").read_text(encoding="utf-8")


def test_every_operation_is_in_the_docs_and_every_address_of_the_docs_is_there(shared: TestClient) -> None:
    paths = shared.get("/openapi.json").json()["paths"]
    for path in paths:
        assert path.partition("/{")[0] in TEXT, path
    known = {path.partition("/{")[0] for path in paths} | {"/v2", "/openapi.json"}
    named = {f"/{found}".rstrip("/") for found in re.findall(r"(?:127\.0\.0\.1:5000|`(?:GET |POST )?)/([\w/.]+)", TEXT)}
    assert {"/translate", "/v2/glossaries", "/jobs/ID", "/metrics"} <= named
    assert {name for name in named if not any(name == one or name.startswith(f"{one}/") for one in known)} == set()


def test_the_limits_and_statuses_of_the_docs() -> None:
    limits = Limits()
    for figure in (limits.characters, limits.waiting, limits.remembered):
        assert f"{figure:,}" in TEXT
    for words in (
        f"{limits.texts} texts",
        f"{limits.jobs} digests wait",
        f"last {limits.kept} ",
        f"({limits.seconds:g})",
    ):
        assert words in TEXT
    assert all(re.search(rf"^\|[^|]*\b{status}\b", TEXT, re.MULTILINE) for status in (*ALWAYS, 404, 409, 415))
