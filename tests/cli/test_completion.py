"""What a shell is told: asked in a real bash, with the script that songngu prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
ASKED = {  # what is typed: (what is offered, what isn't)
    "songngu r": ({"run", "review"}, {"translate"}),
    "songngu glossary a": ({"add"}, {"run"}),
    "songngu run --sum": ({"--summary", "--summariser"}, {"--out"}),
    "songngu run news --model e": ({"echo"}, {"vi-en"}),
    "songngu run news --model v": ({"vi-en"}, {"echo"}),
    "songngu run news --formats html,m": ({"html,md", "html,markdown-en"}, {"md", "html,html"}),
    "songngu run news --summariser l": ({"lead", "lexrank"}, {"default"}),
    "songngu export x --format xl": ({"xliff", "xliff12"}, {"tmx"}),
    "songngu glossary add Nga Russia --kind p": ({"person", "place"}, {"term"}),
    "songngu completion ": ({"bash", "zsh", "fish"}, set()),
}
# As bash does it when Tab is pressed; several questions of one bash, each answered on a line.
PROGRAM = """
set -e
eval "$(songngu completion bash)"
complete -p songngu >&2
while IFS= read -r line; do
  read -ra COMP_WORDS <<< "$line"
  [[ $line == *" " ]] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _songngu_completion songngu 2>/dev/null
  echo "${COMPREPLY[*]}"
done
"""


@pytest.fixture(scope="module")
def answers() -> dict[str, set[str]]:
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", PROGRAM], input="\n".join(ASKED) + "\n", capture_output=True, text=True,
        env=environment, check=True,
    )  # fmt: skip
    assert "_songngu_completion" in done.stderr  # bash has taken the script
    return {asked: set(line.split()) for asked, line in zip(ASKED, done.stdout.splitlines(), strict=True)}


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("asked", ASKED)
def test_bash_completes(answers: dict[str, set[str]], asked: str) -> None:
    offered, not_offered = ASKED[asked]
    assert offered <= answers[asked]
    assert not not_offered & answers[asked]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_reads_its_script(shell: str) -> None:
    done = subprocess.run([BIN / "songngu", "completion", shell], capture_output=True, text=True, check=True)
    assert "_SONGNGU_COMPLETE" in done.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n", "/dev/stdin"], input=done.stdout, text=True, check=True)
