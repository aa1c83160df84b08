"""The OpenAPI description is true: what it allows is accepted, what it doesn't is refused, as it says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from songngu.service.app import build_app
from songngu.service.limits import Limits
from songngu.service.service import Access, Service
from songngu.settings import Settings

FOLDER = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # for as long as this module is there
# A service at import, since there is a test for each of its operations; without hosts, it answers to any name.
SERVICE = Service(Settings(model="echo", shipped_glossary=False), Path(FOLDER.name), Limits(), Access())
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", build_app(SERVICE))
SCHEMA.config.generation.update(modes=list(schemathesis.GenerationMode))
OPERATIONS = 19


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    yield
    SERVICE.close()


@SCHEMA.parametrize()
@hypothesis_settings(max_examples=5, derandomize=True, suppress_health_check=list(HealthCheck))
def test_an_operation_does_as_it_is_described(case: schemathesis.Case[Any]) -> None:
    SERVICE.batcher.loaded.result(60)
    # The lines of a glossary are a format of their own, which a schema can't describe: a wrong one is refused.
    lines = case.operation.label == "POST /v2/glossaries"
    case.call_and_validate(excluded_checks=[positive_data_acceptance] if lines else [])


def test_every_operation_is_described() -> None:
    described = [operation for path in SCHEMA.raw_schema["paths"].values() for operation in path.values()]
    assert len(described) == OPERATIONS
    assert all(operation["summary"] and "400" in operation["responses"] for operation in described)


def test_bounds_and_files_are_described_as_json_schema_has_them() -> None:
    schemas = SCHEMA.raw_schema["components"]["schemas"]
    summary = {"type": "integer", "minimum": 0, "maximum": 1000}
    assert summary in schemas["DigestRequest"]["properties"]["summary"]["anyOf"]
    upload = schemas["UploadRequest"]["properties"]
    assert upload["summary"].items() >= summary.items(), "a form has no null"
    assert upload["files"]["items"] == {"type": "string", "format": "binary"}
