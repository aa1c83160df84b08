"""Articles that change while they are read, and clocks that go back."""

from __future__ import annotations

import datetime
import os
import shutil
import time
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.world import Fault, World, last_report, outputs

import songngu.sources

TARGET = "tin-05.txt"


def article_changes(world: World, chance: Random, number: int) -> str:
    """An article is rewritten, half-rewritten, removed or replaced by a folder at a random moment of its reading."""
    kind = ("rewritten", "rewritten and back", "half-written", "removed", "a folder")[number % 5]
    world.reset(chance.choice(["", "first"]))
    path = world.articles("second") / TARGET
    whole = path.read_bytes()
    moment = chance.randrange(3)
    ended = world.run("second", prepare=lambda: _change_at(moment, path, kind))
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.write_bytes(whole)
    if ended.code not in (0, 1):
        raise Fault(f"{kind} at {moment}: {ended.said}")
    if ended.code:
        world.check_told(ended, f"failed: {TARGET}", code=1)
    articles = last_report(world.out).articles
    if articles["failed"] + articles["finished"] + articles["unchanged"] != articles["found"]:
        raise Fault(f"{kind} at {moment}: an article is neither done nor failed: {articles}")
    world.check_next_run("second")
    return kind


def _change_at(moment: int, path: Path, kind: str) -> None:
    """Change the article when it is read for the `moment`th time, from 0: before the first, or after."""
    whole, reads = path.read_bytes(), [0]
    load = songngu.sources.Input.load

    def load_changing(source: Any) -> bytes:
        if source.path != path:
            return load(source)
        if reads[0] == moment:
            path.unlink(missing_ok=True)
            if kind == "a folder":
                path.mkdir()
            elif kind != "removed":
                path.write_bytes(whole[: len(whole) // 2] if kind == "half-written" else whole + "Thêm.\n".encode())
        elif reads[0] > moment and kind == "rewritten and back":
            path.write_bytes(whole)
        reads[0] += 1
        data = load(source)
        if kind == "rewritten and back":
            path.write_bytes(whole)
        return data

    patched: Any = songngu.sources.Input
    patched.load = load_changing


def clock_goes_back(world: World, chance: Random, number: int) -> str:
    """Between two runs the clock goes back, or what was written last is of a time to come."""
    world.reset("first")
    years = chance.choice([-30, -1, 1, 50])
    moved = time.time() + years * 31_556_952
    before = outputs(world.out)
    if number % 3 == 0:  # the folder's files are of another time
        for path in world.out.rglob("*"):
            os.utime(path, (moved, moved))
    if number % 3 == 1:  # the articles are
        for path in world.articles("second").iterdir():
            os.utime(path, (moved, moved))
    ended = world.run("first", prepare=lambda: _set_clock(moved))
    if ended.code or outputs(world.out) != before or last_report(world.out).segments["translated"]:
        raise Fault(f"another clock changed the digest: {ended.said}")
    ended = world.run("second", prepare=lambda: _set_clock(moved - 1000))
    if ended.code:
        raise Fault(ended.said)
    world.check_finished("second")
    world.check_next_run("second")
    return ("of the files", "of the articles", "of the computer")[number % 3]


def _set_clock(now: float) -> None:
    class Moved(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Moved:
            return cls.fromtimestamp(now, tz)

    patched: Any = (time, datetime)
    patched[0].time = lambda: now
    patched[1].datetime = Moved
