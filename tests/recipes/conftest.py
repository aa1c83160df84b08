"""The recipes are scripts beside each other, not a package: tests find them as a user's Python does."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "models" / "recipes"


def _script(name: str) -> Callable[[], ModuleType]:
    """A fixture that imports a recipe."""

    @pytest.fixture(scope="session", name=name)
    def load() -> ModuleType:
        if str(FOLDER) not in sys.path:
            sys.path.insert(0, str(FOLDER))
        return importlib.import_module(name)

    return load


annotate, lexicon, pairs = _script("annotate"), _script("lexicon"), _script("pairs")
weights, train, export, rounding = _script("weights"), _script("train"), _script("export"), _script("rounding")
network, shipped, base = _script("network"), _script("shipped"), _script("base")
sample, risk = _script("sample"), _script("risk")
