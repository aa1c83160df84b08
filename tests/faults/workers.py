"""A worker process is killed, as a system short of memory does it; a model is exchanged."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.world import Fault, World, read_articles

from songngu.engines.echo import EchoEngine


def worker_killed(world: World, chance: Random, number: int) -> str:
    """One of two workers is killed at a random moment of its life. The run goes on, or says what to do."""
    world.reset()
    child = world.start("second", "--workers", "2")
    deadline = time.monotonic() + 30
    while not (workers := list(_workers(child.pid))) and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 1.5))
    victims = list(_workers(child.pid)) or workers
    try:
        os.kill(chance.choice(victims), signal.SIGKILL)
    except (IndexError, ProcessLookupError):
        victims = []
    ended = child.wait()
    if ended.code:
        world.check_told(ended, "--workers", code=1)
    else:
        world.check_finished("second")
    world.check_nothing_is_half_written()
    world.check_next_run("second")
    return "it said so" if ended.code else "it went on" if victims else "after its end"


def _workers(parent: int) -> Iterator[int]:
    """The processes that a run has started for its work (Linux)."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, tail = path.read_text().rsplit(")", 1)
            works = "spawn_main" in (path.parent / "cmdline").read_text()
        except OSError:
            continue
        if works and int(tail.split()[1]) == parent:
            yield int(head.split()[0])


def model_changed(world: World, chance: Random, number: int) -> str:
    """The model is exchanged for another between the moment its signature is read and that its weights are."""
    world.reset(chance.choice(["", "first"]))
    ended = world.run("second", prepare=_exchange_engine)
    world.check_told(ended, "the model has been changed since the run began", "run again", code=2)
    world.check_nothing_is_half_written()
    if any("another" in article.signature for article in read_articles(world.out)):
        raise Fault("an article is signed by a model that didn't make it")
    world.check_next_run("second")
    return "between its card and its weights"


def _exchange_engine() -> None:
    signatures = iter([EchoEngine.signature])
    patched: Any = EchoEngine
    patched.signature = property(lambda engine: next(signatures, "another"))
