"""The command reference can't rot, and `--help` stays quick."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from songngu.cli.reference import reference

ROOT = Path(__file__).parents[2]


def test_the_reference_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == reference(), "python -m songngu.cli.reference > docs/commands.md"


def test_every_command_of_the_readme_is_in_the_reference() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [command for line in lines for command in re.findall(r"\bsongngu (glossary \w+|[a-z]+)\b", line)]
    text = reference()
    known = [name for name in commands if f"## songngu {name.split()[0]}\n" in text]
    assert {"run", "translate", "models", "glossary add"} <= set(known)
    for name in known:
        assert f"## songngu {name}\n" in text


def test_help_imports_nothing_heavy() -> None:
    """Start-up is under 0.3 s only as long as these stay out."""
    code = (
        "import sys\nfrom songngu.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "heavy = {'ctranslate2', 'numpy', 'torch', 'jinja2', 'sentencepiece', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
