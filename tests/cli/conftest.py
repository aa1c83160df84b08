"""Commands are called in an empty folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No songngu.toml, glossary.csv or variable of the developer's changes a test."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SONGNGU_")]:
        monkeypatch.delenv(name)
