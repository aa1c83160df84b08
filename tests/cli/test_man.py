"""The man page can't rot, and every formatter reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from songngu.cli import main
from songngu.cli.man import _escape, man_page

PAGE = Path(__file__).parents[2] / "docs" / "man" / "songngu.1"


def test_the_page_is_what_the_commands_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == man_page(), "python -m songngu.cli.man > docs/man/songngu.1"


def test_every_command_is_in_it() -> None:
    page = man_page()
    for name in main.commands:
        assert f".SS songngu {name}" in page or f".SS songngu {name} " in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff, which formats man pages, is not installed")
def test_it_is_formatted_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-P-c", str(PAGE)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    shown = re.sub(".\x08", "", done.stdout)  # bold is a letter printed twice
    for words in ("SONGNGU(1)", "songngu run [OPTIONS] FOLDER|FILE|-", "--strict", "EXIT STATUS", "glossary.csv"):
        assert words in shown
    # The lines of the overview stay lines.
    assert "\n       songngu review            read, correct" in shown


def test_no_text_is_taken_for_a_macro() -> None:
    assert _escape(".so /etc/passwd") == r"\&.so /etc/passwd"
    assert _escape(r"a\b --c") == r"a\eb \-\-c"
