"""The glossary taught, and the translation memory fed, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from songngu.cli import main

ECHO = ("--model", "echo", "--no-shipped-glossary")


def songngu(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def here(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a digest in it, and the current one."""
    monkeypatch.chdir(tmp_path)
    assert songngu("run", str(articles), *ECHO).exit_code == 0
    return tmp_path


def test_a_preview_shows_before_and_after_and_writes_nothing(here: Path) -> None:
    page = (here / "output" / "index.html").read_bytes()
    result = songngu("glossary", "add", "Thái Lan", "Thailand", "--preview", *ECHO)
    assert result.exit_code == 0
    assert "- [Tối January 5, đội tuyển Việt Nam đánh bại Thái Lan" in result.output
    assert "+ [Tối January 5, đội tuyển Việt Nam đánh bại Thailand" in result.output
    assert "2 sentences would be translated again; glossary.csv is as it was" in result.output
    assert not (here / "glossary.csv").exists()
    assert (here / "output" / "index.html").read_bytes() == page


def test_what_an_entry_replaces_is_said_before_it_is_applied(here: Path) -> None:
    assert songngu("glossary", "add", "Thái Lan", "Thailand").exit_code == 0
    result = songngu("glossary", "add", "Thái Lan", "Siam", "--preview", *ECHO)
    assert "note: it replaces Thái Lan → Thailand (glossary.csv:2)" in result.stderr


def test_an_entry_is_applied_at_once_and_the_next_run_has_nothing_to_do(here: Path, articles: Path) -> None:
    result = songngu("glossary", "add", "Thái Lan", "Thailand", "--kind", "place", "--apply", *ECHO)
    assert result.exit_code == 0
    assert "2 sentences brought up to date, glossary.csv written" in result.output
    assert "đánh bại Thailand" in (here / "output" / "index.html").read_text(encoding="utf-8")
    again = songngu("run", str(articles), *ECHO)
    assert "3 unchanged: 0 sentences translated" in again.output
    removed = songngu("glossary", "remove", "Thái Lan", "--apply", *ECHO)
    assert "2 sentences brought up to date" in removed.output
    assert "đánh bại Thailand" not in (here / "output" / "index.html").read_text(encoding="utf-8")


def test_a_memory_is_imported_used_and_exported(here: Path, articles: Path) -> None:
    line = "Bác sĩ khuyến cáo người già và trẻ em nên tiêm vắc xin."
    unit = "<tu><tuv xml:lang='vi-VN'><seg>{}</seg></tuv><tuv xml:lang='en-US'><seg>{}</seg></tuv></tu>"
    body = (
        unit.format(line, "Doctors advise shots for the old and the young.")
        + "<tu><tuv xml:lang='vi'><seg>x</seg></tuv></tu>"
    )
    (here / "theirs.tmx").write_text(f"<tmx version='1.4'><header srclang='vi'/><body>{body}</body></tmx>", "utf-8")
    result = songngu("memory", "import", "theirs.tmx")
    assert "1 translation read, 1 new" in result.output
    assert "1 unit with one language only left out" in result.output
    assert songngu("run", str(articles), *ECHO).exit_code == 0
    assert "Doctors advise shots" in (here / "output" / "index.html").read_text(encoding="utf-8")
    assert songngu("memory", "export", "mine.tmx").exit_code == 0
    text = (here / "mine.tmx").read_text(encoding="utf-8")
    assert line in text
    assert "theirs.tmx" in text
    assert "0 new" in songngu("memory", "import", "mine.tmx").output


def test_drafts_of_an_exported_digest_are_not_taken_for_approved(here: Path) -> None:
    assert songngu("export", "all.tmx").exit_code == 0
    result = songngu("memory", "import", "all.tmx")
    assert "0 translations read" in result.output
    assert "not approved left out" in result.output


def test_what_cannot_be_imported_is_explained(here: Path) -> None:
    assert songngu("memory", "import", "none.tmx").exit_code == 2
    (here / "no.tmx").write_text("no xml", encoding="utf-8")
    result = songngu("memory", "import", "no.tmx")
    assert result.exit_code == 2
    assert "not valid XML" in result.output


def test_an_empty_english_is_no_wish_to_keep_the_vietnamese(here: Path) -> None:
    result = songngu("glossary", "add", "khí hậu", "")
    assert result.exit_code == 2
    assert "EN is empty" in result.output
    assert not (here / "glossary.csv").exists()


def test_a_missing_english_takes_no_english_away(here: Path) -> None:
    """Of what the glossary has in English: "songngu glossary add Pháp" isn't to leave "Pháp" in the English."""
    result = songngu("glossary", "add", "Pháp")
    assert result.exit_code == 2
    assert "--kind keep" in result.output
    assert not (here / "glossary.csv").exists()
    assert songngu("glossary", "add", "Pháp", "--kind", "keep").exit_code == 0
    assert songngu("glossary", "add", "Zzyzx Zq").exit_code == 0  # nothing is lost


def test_a_memory_goes_into_a_digest_that_is_there(here: Path) -> None:
    (here / "theirs.tmx").write_text("<tmx version='1.4'><header srclang='vi'/><body/></tmx>", "utf-8")
    result = songngu("memory", "import", "theirs.tmx", "--out", "typo")
    assert result.exit_code == 2
    assert not (here / "typo").exists()


def test_a_preview_that_applies_is_no_wish(here: Path) -> None:
    result = songngu("glossary", "add", "Thái Lan", "Thailand", "--preview", "--apply", *ECHO)
    assert result.exit_code == 2
    assert "Give one of the two" in result.output
