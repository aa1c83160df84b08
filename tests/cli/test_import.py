"""`songngu glossary import`: conflicts are shown and the user chooses."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from songngu.cli import main

MINE = """# my names
vi,en,kind,mode,note
Đức,Germany|German,place,prefer,seen in 2025
Nga,Russia,place,enforce,
Mỹ,US,place,enforce,
"""
THEIRS = "Đức\tGermany\nNga\tRussian Federation\nMỹ\tAmerica\nÚc\tAustralia\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("glossary.csv").write_text(MINE, encoding="utf-8")
    Path("x.txt").write_text(THEIRS, encoding="utf-8")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["songngu.cli.glossary"], "_on_terminal", lambda: True)


def call(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(main, ["glossary", "import", *words], input=given)


def lines() -> list[str]:
    return Path("glossary.csv").read_text(encoding="utf-8").splitlines()


def test_without_a_terminal_mine_stays_and_that_is_said() -> None:
    done = call("x.txt")
    assert done.exit_code == 0
    assert "conflict: mine Nga → Russia, theirs Nga → Russian Federation" in done.stderr
    assert "note: 2 conflicts: your entries stay; --prefer theirs takes the others" in done.stderr
    assert done.stdout == "glossary.csv: 1 added, 0 replaced, 1 unchanged, 2 kept\n"
    assert lines() == [*MINE.splitlines(), "Úc,Australia,term,enforce,"]


def test_prefer_mine_says_nothing_of_a_choice() -> None:
    done = call("x.txt", "--prefer", "mine")
    assert "your entries stay" not in done.stderr
    assert "2 kept" in done.stdout


def test_prefer_theirs_keeps_what_theirs_says_nothing_of() -> None:
    """A file of two columns takes no kind, no alternative and no comment away."""
    done = call("x.txt", "--prefer", "theirs")
    assert done.stdout == "glossary.csv: 1 added, 2 replaced, 1 unchanged, 0 kept\n"
    assert lines()[2:] == [
        "Đức,Germany|German,place,prefer,seen in 2025",
        "Nga,Russian Federation,place,enforce,",
        "Mỹ,America,place,enforce,",
        "Úc,Australia,term,enforce,",
    ]
    assert lines()[0] == "# my names"


def test_a_detail_that_both_say_otherwise_is_a_conflict() -> None:
    Path("y.csv").write_text("vi,en,kind,mode\nĐức,Germany|German,place,enforce\n", encoding="utf-8")
    done = call("y.csv")
    assert "conflict: mine Đức → Germany|German (prefer), theirs Đức → Germany|German (enforce)" in done.stderr
    call("y.csv", "--prefer", "theirs")
    assert lines()[2] == "Đức,Germany|German,place,enforce,seen in 2025"


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("given", "nga", "my"),
    [
        ("m\nm\n", "Russia", "US"),
        ("t\nm\n", "Russian Federation", "US"),
        ("m\nt\n", "Russia", "America"),
        ("T\n", "Russian Federation", "America"),
        ("M\n", "Russia", "US"),
        ("m\nT\n", "Russia", "America"),
        ("x\n\nt\nm\n", "Russian Federation", "US"),  # what is no answer is asked again
    ],
)
def test_on_a_terminal_the_user_is_asked(given: str, nga: str, my: str) -> None:
    done = call("x.txt", given=given)
    assert done.exit_code == 0
    assert f"Nga,{nga},place,enforce," in lines()
    assert f"Mỹ,{my},place,enforce," in lines()
    assert "Úc,Australia,term,enforce," in lines()
    assert "  mine    Nga → Russia  [glossary.csv:4]\n  theirs  Nga → Russian Federation  [x.txt:2]" in done.stderr


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("given", ["q\n", "t\nq\n", "t\n"])  # the last: the input ends
def test_stopping_leaves_the_file_as_it_was(given: str) -> None:
    done = call("x.txt", given=given)
    assert done.exit_code == 1
    assert "stopped; glossary.csv is as it was" in done.stderr
    assert Path("glossary.csv").read_text(encoding="utf-8") == MINE


@pytest.mark.usefixtures("terminal")
def test_nobody_is_asked_who_has_said_whom_to_prefer_or_has_no_conflict() -> None:
    assert "keep mine" not in call("x.txt", "--prefer", "theirs").stderr
    assert "keep mine" not in call("x.txt").stderr
    assert "4 unchanged" in call("x.txt").stdout


def test_a_real_terminal_is_asked() -> None:
    program = [sys.executable, "-m", "songngu.cli", "glossary", "import", "x.txt"]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, program)
    os.write(terminal, b"t\nm\nq\nq\n")
    shown = b""
    try:
        while data := os.read(terminal, 1000):
            shown += data
    except OSError:  # the end, as Linux tells it
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert "so for all that follow" in shown.decode()
    assert "Nga,Russian Federation,place,enforce," in lines()
    assert "Mỹ,US,place,enforce," in lines()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("d.csv", "Úc,Australia,vi,en\n"),
        ("g.csv", "vi,en,pos,description\nÚc,Australia,noun,\n"),
        ("e.csv", "Australia;Úc;en;vi\n"),
        ("o.utf8", "Úc\tAustralia\n"),
        (
            "t.xml",
            "<tmx><tu><tuv xml:lang='vi'><seg>Úc</seg></tuv><tuv xml:lang='en'><seg>Australia</seg></tuv></tu></tmx>",
        ),
    ],
)
def test_files_of_others_need_no_format(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert call(name).exit_code == 0
    assert lines()[-1].startswith("Úc,Australia,term,enforce,")


def test_broken_lines_are_exit_1_and_the_others_come() -> None:
    Path("y.csv").write_text('vi,en\nÚc,Australia\n"Ý,Italy\nPháp,France,place\nHàn,Korea\n', encoding="utf-8")
    done = call("y.csv")
    assert done.exit_code == 1
    assert "note: left out: y.csv:3: broken line" in done.stderr
    assert "note: left out: y.csv:4: 3 columns where the header has 2" in done.stderr
    assert lines()[-2:] == ["Úc,Australia,term,enforce,", "Hàn,Korea,term,enforce,"]


def test_a_header_that_is_none_is_exit_2() -> None:
    Path("y.csv").write_text("vi,tieng anh,kind\nÚc,Australia,place\n", encoding="utf-8")
    done = call("y.csv")
    assert done.exit_code == 2
    assert "y.csv:1: the header is missing" in done.stderr
    assert lines() == MINE.splitlines()
