"""The recipes are scripts beside each other, not a package: tests find them as a user's Python does."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "models" / "recipes"


@pytest.fixture(scope="session")
def annotate() -> ModuleType:
    return _load("annotate")


@pytest.fixture(scope="session")
def lexicon() -> ModuleType:
    return _load("lexicon")


@pytest.fixture(scope="session")
def pairs() -> ModuleType:
    return _load("pairs")


def _load(name: str) -> ModuleType:
    if str(FOLDER) not in sys.path:
        sys.path.insert(0, str(FOLDER))
    return importlib.import_module(name)


@pytest.fixture(scope="session")
def weights() -> ModuleType:
    return _load("weights")


@pytest.fixture(scope="session")
def train() -> ModuleType:
    return _load("train")


@pytest.fixture(scope="session")
def export() -> ModuleType:
    return _load("export")


@pytest.fixture(scope="session")
def network() -> ModuleType:
    return _load("network")


@pytest.fixture(scope="session")
def shipped() -> ModuleType:
    return _load("shipped")


@pytest.fixture(scope="session")
def base() -> ModuleType:
    return _load("base")
