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
        ('beam = "wide"', {}, {}, "songngu.toml", "beam must be a whole number from 1 to 64, not 'wide'"),
        ("workers = 0", {}, {}, "songngu.toml", "workers must be a whole number from 1"),
        (f"beam = {10**30}", {}, {}, "songngu.toml", "from 1 to 64"),
        (f"beam = {'9' * 5000}", {}, {}, "songngu.toml", "not valid TOML"),
        (f"beam = {hex(10**6000)}", {}, {}, "songngu.toml", "from 1 to 64"),
        (f"x = {'[' * 9999}", {}, {}, "songngu.toml", "not valid TOML"),
        ('out = ""', {}, {}, "songngu.toml", "out must be a text that is not empty"),
        ('out = "a\\u0000b"', {}, {}, "songngu.toml", "NUL"),
        ('strict = "off"', {}, {}, "songngu.toml", "strict must be true or false, not 'off'"),
        ('formats = "html"', {}, {}, "songngu.toml", 'a list of texts that are not empty, as in ["a", "b"]'),
        ("formats = []", {}, {}, "songngu.toml", "formats must be"),
        ("", {"SONGNGU_FORMATS": " , "}, {}, "SONGNGU_", "formats must be"),
        ("", {"SONGNGU_STRICT": "yes"}, {}, "SONGNGU_", "strict must be true or false, not 'yes'"),
        ("", {"SONGNGU_OUT": ""}, {}, "SONGNGU_", "out must be"),
        ("", {"SONGNGU_BEEM": "2"}, {}, "SONGNGU_", "unknown setting 'beem'"),
        ("", {"SONGNGU_THREADS": "many"}, {}, "SONGNGU_", "threads must be a whole number"),
        ("", {}, {"summary": -1}, "command line", "summary must be a whole number from 0"),
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


def test_yes_and_no_without_quotes_are_explained(tmp_path: Path) -> None:
    (tmp_path / "songngu.toml").write_text("strict = off\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"line 1.*true and false"):
        load({}, folder=tmp_path, environ={})


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "songngu.toml").write_text("beam = 3\n", encoding="utf-8-sig")
    assert load({}, folder=tmp_path, environ={}).beam == 3


@pytest.mark.parametrize("name", ["folder", "broken link", "pipe"])
def test_a_file_of_settings_that_is_none_is_not_passed_over(tmp_path: Path, name: str) -> None:
    file = tmp_path / "songngu.toml"
    match name:
        case "folder":
            file.mkdir()
        case "broken link":
            file.symlink_to("nowhere")
        case "pipe":
            os.mkfifo(file)
    with pytest.raises(UsageError, match="no plain file"):
        load({}, folder=tmp_path, environ={})


def test_settings_that_cannot_be_read_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "songngu.toml"
    file.write_bytes("out = 'Đức'".encode("cp1258", "replace"))
    with pytest.raises(UsageError, match="not UTF-8"):
        load({}, folder=tmp_path, environ={})

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        load({}, folder=tmp_path, environ={})


def test_a_glossary_that_is_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").mkdir()
    assert load({}, folder=tmp_path, environ={}).glossary == (str(tmp_path / "glossary.csv"),)
