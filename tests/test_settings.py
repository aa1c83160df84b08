"""Settings: four sources, the later ones win, and a wrong one is named with its source."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from songngu.errors import UsageError
from songngu.settings import Settings, load


def test_defaults_are_what_nothing_gives(tmp_path: Path) -> None:
    assert load({}, folder=tmp_path, environ={}) == Settings()


def test_later_sources_win(tmp_path: Path) -> None:
    (tmp_path / "songngu.toml").write_text('out = "file"\nbeam = 3\nsummary = 5\n', encoding="utf-8")
    environ = {"SONGNGU_OUT": "variable", "SONGNGU_BEAM": "2", "PATH": "/bin"}
    found = load({"out": "flag"}, folder=tmp_path, environ=environ)
    assert (found.out, found.beam, found.summary) == ("flag", 2, 5)


def test_lists_in_variables(tmp_path: Path) -> None:
    environ = {"SONGNGU_FORMATS": "html, jsonl", "SONGNGU_GLOSSARY": "a.csv:b.csv", "SONGNGU_STRICT": "true"}
    found = load({}, folder=tmp_path, environ={name: value.replace(":", os.pathsep) for name, value in environ.items()})
    assert found.formats == ("html", "jsonl")
    assert found.glossary == ("a.csv", "b.csv")
    assert found.strict is True


def test_a_glossary_in_the_folder_is_used_unless_another_is_named(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text("vi,en\n", encoding="utf-8")
    assert load({}, folder=tmp_path, environ={}).glossary == (str(tmp_path / "glossary.csv"),)
    assert load({"glossary": ["mine.csv"]}, folder=tmp_path, environ={}).glossary == ("mine.csv",)


@pytest.mark.parametrize(
    ("toml", "environ", "flags", "where", "what"),
    [
        ("beem = 2", {}, {}, "songngu.toml", "unknown setting 'beem'"),
        ("beam = ", {}, {}, "songngu.toml", "not valid TOML"),
        ('beam = "wide"', {}, {}, "songngu.toml", "int"),
        ("workers = 0", {}, {}, "songngu.toml", ">= 1"),
        ("", {"SONGNGU_BEEM": "2"}, {}, "SONGNGU_", "unknown setting 'beem'"),
        ("", {"SONGNGU_THREADS": "many"}, {}, "SONGNGU_", "int"),
        ("", {}, {"summary": -1}, "command line", ">= 0"),
    ],
)
def test_a_wrong_setting_names_its_source(
    tmp_path: Path, toml: str, environ: dict[str, str], flags: dict[str, object], where: str, what: str
) -> None:
    (tmp_path / "songngu.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(flags, folder=tmp_path, environ=environ)
    assert where in caught.value.where
    assert what in caught.value.what
    assert caught.value.mend
