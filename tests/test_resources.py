"""Where shipped models and the glossary are found."""

from __future__ import annotations

from pathlib import Path

from songngu.resources import _candidates, _find, glossary_folder, models_folder


def test_the_shipped_folders_exist() -> None:
    assert (models_folder() / "vi-en").is_dir()
    assert glossary_folder().is_dir()


def test_the_package_comes_before_the_repository(tmp_path: Path) -> None:
    package = tmp_path / "pipeline" / "songngu"
    inside, outside = package / "data" / "models", tmp_path / "models"
    assert _candidates("models", package) == (inside, outside)
    assert _find("models", package) is None
    outside.mkdir()
    package.mkdir(parents=True)
    assert _find("models", package) == outside
    inside.mkdir(parents=True)
    assert _find("models", package) == inside
