"""The container file: what it copies is there and enough, it runs as nobody in particular, and fetches nothing."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from songngu.cli import main

ROOT = Path(__file__).parents[1]
# https://docs.docker.com/reference/dockerfile/
KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "ENTRYPOINT", "CMD"}


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    return [(line.split(None, 1)[0], line.split(None, 1)[1].strip()) for line in lines if line.strip()]


def stages() -> list[list[tuple[str, str]]]:
    found: list[list[tuple[str, str]]] = []
    for name, value in instructions():
        if name == "FROM":
            found.append([])
        found[-1].append((name, value))
    return found


def copied() -> list[tuple[str, str]]:
    """What comes from the repository, and where it goes."""
    words = [shlex.split(value) for name, value in instructions() if name == "COPY" and "--from" not in value]
    return [(source, target) for *sources, target in words for source in sources]


def test_every_instruction_is_one() -> None:
    assert {name for name, _ in instructions()} <= KNOWN
    assert [value.split()[0] for name, value in instructions() if name == "FROM"] == [
        "docker.io/library/python:3.11-slim"
    ] * 2


def test_what_it_copies_is_there_and_sent_to_the_builder() -> None:
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {source for source, _ in copied()} == sent
    for source, _ in copied():
        assert (ROOT / source).exists(), source


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed")
def test_what_it_copies_is_enough_to_build_songngu(tmp_path: Path) -> None:
    for source, target in copied():
        place = tmp_path / "source" / (source if target == "./" else target)
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, copy_function=os.link)
        else:
            shutil.copy(ROOT / source, place)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "made")]
    environment = os.environ | {"SONGNGU_WHEEL_WITHOUT_MODEL": "1"}
    subprocess.run(command, cwd=tmp_path / "source", env=environment, check=True, capture_output=True)
    assert list((tmp_path / "made").glob("*.whl"))


def test_it_runs_as_an_ordinary_user_and_fetches_nothing() -> None:
    last = stages()[-1]
    names = [name for name, _ in last]
    user = next(value for name, value in last if name == "USER")
    assert int(user) >= 1000
    assert names.index("USER") < names.index("ENTRYPOINT")
    commands = " ".join(value for name, value in last if name == "RUN")
    assert not re.search(r"\b(pip|apt|apt-get|curl|wget|git)\b", commands)
    assert ("VOLUME", "/songngu/output") in last
    assert ("WORKDIR", "/songngu") in last  # where `output` is by default


def test_its_commands_are_songngus() -> None:
    last = dict(stages()[-1])
    assert json.loads(last["ENTRYPOINT"]) == ["songngu"]
    assert CliRunner().invoke(main, json.loads(last["CMD"])).exit_code == 0
    run = [value for name, value in stages()[-1] if name == "RUN" and value.startswith("songngu ")]
    assert [shlex.split(value)[1] for value in run] == ["doctor"]
    assert set(shlex.split(run[0])[1:2]) <= set(main.commands)
