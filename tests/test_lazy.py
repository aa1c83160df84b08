"""What is imported late is there, and a run that finds nothing to do imports none of it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import songngu
from songngu.lazy import lazily

PLACES = sorted(
    {
        place
        for path in Path(songngu.__file__).parent.rglob("*.py")
        for place in re.findall(r'lazily\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    }
)
HEAVY = (
    "numpy",
    "jinja2",
    "markdown_it",
    "lxml",
    "docx",
    "trafilatura",
    "ctranslate2",
    "songngu.text.dates",
    "songngu.glossary.matching",
)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_a_function(place: str) -> None:
    module, _, name = place.partition(":")
    assert callable(getattr(import_module(module), name))


def test_a_function_is_called_with_what_it_is_given() -> None:
    assert lazily("songngu.names:printable")("a\x07") == r"a\x07"


def test_a_run_with_nothing_to_do_imports_nothing_heavy(tmp_path: Path) -> None:
    """Half of its time went into that."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Nga và Mỹ\n\nHai nước đã họp.\n", encoding="utf-8")
    program = (
        "import sys; from songngu.cli import main; sys.argv = sys.argv[1:]\n"
        "try: main()\n"
        f"finally: print(*[name for name in {HEAVY} if name in sys.modules])"
    )
    command = [sys.executable, "-c", program, "songngu", "run", "news", "--model", "echo", "--quiet"]
    runs = [subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True) for _ in range(2)]
    assert "songngu.text.dates" in runs[0].stdout
    assert not {"lxml", "docx", "trafilatura"} & set(runs[0].stdout.split())  # only those who read such files pay
    assert runs[1].stdout.split() == []
