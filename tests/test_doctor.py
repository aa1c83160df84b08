"""The doctor looks at everything a run needs, changes nothing and names what mends."""

from __future__ import annotations

import importlib.metadata
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from songngu.doctor import LEAST_FREE, Finding, examine
from songngu.migrations import MIGRATIONS
from songngu.settings import Settings
from songngu.store import Store


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


def test_each_extra_that_is_not_installed_names_its_command(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ["click>=8.1", "here>=1", "nowhere>=2; extra == 'serve'", "elsewhere>=2; extra == 'dev'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda name: wanted)
    findings = found(settings)
    assert findings["click"].state == "ok"
    assert (findings["here"].state, findings["here"].needed) == ("missing", True)
    assert findings["nowhere"].mend == "pip install 'songngu[serve]'"
    assert not findings["nowhere"].needed
    assert "elsewhere" not in findings


def test_the_glossary_files_in_use_are_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lacking = found(replace(settings, shipped_glossary=True))["glossary"].detail
    assert "the shipped glossary: " in lacking
    assert f"no glossary.csv in {tmp_path}" in lacking
    (tmp_path / "glossary.csv").write_text("vi,en\nNga,Russia\nMỹ,US\n", encoding="utf-8")
    own = found(replace(settings, glossary=("glossary.csv",)))["glossary"].detail
    assert own == "2 entries in force (glossary.csv: 2)"
    both = found(replace(settings, glossary=("glossary.csv",), shipped_glossary=True))["glossary"].detail
    assert "; 2 of them twice: the first counts" in both


def test_the_state_of_a_database_is_told_and_stays(settings: Settings) -> None:
    path = Path(settings.out) / "songngu.db"
    assert "none in" in found(settings)["database"].detail
    path.parent.mkdir()
    with Store(path):
        pass
    assert f"sound, schema {len(MIGRATIONS)}, 0 articles, 0 sentences reviewed" in found(settings)["database"].detail

    def set_version(version: int) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {version}")

    set_version(2)
    assert f"schema 2 of {len(MIGRATIONS)}: the next command upgrades it" in found(settings)["database"].detail
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    set_version(len(MIGRATIONS) + 1)
    newer = found(settings)["database"]
    assert newer.state == "broken"
    assert "Upgrade songngu" in newer.mend
    path.write_bytes(b"no database at all")
    damaged = found(settings)["database"]
    assert damaged.state == "broken"
    assert "sets a damaged database aside" in damaged.mend


def test_a_full_disk_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(settings.out if Path(settings.out).exists() else ".")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=(LEAST_FREE - 1) * 2**20))
    finding = found(settings)["output"]
    assert finding.state == "broken"
    assert f"Free {LEAST_FREE} MiB" in finding.mend
