"""Names to engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from songngu.engines import describe_models, load_engine
from songngu.errors import ModelError
from songngu.settings import Settings


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(ModelError, match="echo, vi-en"):
        load_engine(Settings(model="vien"))


def test_a_hub_model_that_is_not_here_says_how_to_fetch_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelError, match="hf download somebody/nothing"):
        load_engine(Settings(model="somebody/nothing"))


def test_a_folder_of_an_unknown_family_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ModelError):
        load_engine(Settings(model=str(tmp_path)))


def test_every_model_is_described() -> None:
    described = {model.name: model for model in describe_models()}
    assert described["vi-en"].licence.startswith("Gemma")
    assert described["echo"].installed
    assert described["hub: nllb"].licence == "CC-BY-NC-4.0"
    assert all(model.called.startswith("--model ") for model in described.values())
