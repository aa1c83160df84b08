"""The doctor looks at everything a run needs, changes nothing and names what mends."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest
from msgspec.structs import replace

from songngu.doctor import Finding, examine
from songngu.settings import Settings


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings)}


def test_a_sound_installation(settings: Settings) -> None:
    findings = found(settings)
    assert {"songngu", "sqlite", "ctranslate2", "sacrebleu", "torch", "glossary", "model", "output"} <= set(findings)
    assert all(finding.state == "ok" for finding in findings.values() if finding.needed)
    assert not Path(settings.out).exists(), "nothing is made"


def test_a_package_that_is_missing_names_the_command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    version = importlib.metadata.version

    def lacking(name: str) -> str:
        if name in ("sacrebleu", "numpy"):
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", lacking)
    findings = found(settings)
    assert (findings["sacrebleu"].state, findings["sacrebleu"].needed) == ("missing", False)
    assert findings["sacrebleu"].mend == "pip install 'songngu[eval]'"
    assert (findings["numpy"].state, findings["numpy"].needed) == ("missing", True)
    assert "pip install" in findings["numpy"].mend


def test_what_is_broken_is_said_with_its_mend_once(settings: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "mine.csv"
    broken.write_text("vi,en\nHà Nội\n", encoding="utf-8")
    findings = found(replace(settings, model="no-such", glossary=(str(broken),)))
    assert findings["glossary"].state == findings["model"].state == "broken"
    assert f"{broken}:2" in findings["glossary"].detail
    assert "echo" in findings["model"].mend
    assert findings["model"].mend not in findings["model"].detail


@pytest.mark.parametrize("out", ["file", "file/out", "link", pytest.param("x" * 300, id="long")])
def test_an_output_folder_in_a_place_that_is_a_file(settings: Settings, tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to("nowhere")
    finding = found(replace(settings, out=str(tmp_path / out)))["output"]
    assert finding.state == "broken"
    assert "--out" in finding.mend
