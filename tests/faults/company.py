"""Others at work on the same output folder: a database that is locked, and two runs at once."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from random import Random

from tests.faults.world import EDITIONS, Fault, World

import songngu.store

WAITS = 0.1  # seconds that a run waits for a lock, in place of its five


def locked(world: World, chance: Random, number: int) -> str:
    """Another process takes the database for itself at a random moment, for longer than a run waits, or shorter."""
    world.reset("first")
    patient = bool(number % 2)

    def prepare() -> None:
        songngu.store.BUSY_SECONDS = 5.0 if patient else WAITS

    child = world.start("second", prepare=prepare)
    time.sleep(chance.uniform(0, world.seconds))
    with closing(sqlite3.connect(world.out / "songngu.db", isolation_level=None, timeout=5)) as other:
        other.execute("BEGIN IMMEDIATE")
        if patient:
            time.sleep(WAITS)
            other.execute("ROLLBACK")
        ended = child.wait()
    if ended.code:
        if patient:
            raise Fault(f"a run didn't wait: {ended.said}")
        world.check_told(ended, "in use by another process", "Wait until the other songngu has ended", code=1)
    else:
        world.check_finished("second")
    world.check_nothing_is_half_written()
    world.check_next_run("second")
    return "it waited" if patient else "it said so" if ended.code else "after its end"


def two_runs(world: World, chance: Random, number: int) -> str:
    """Two runs on one output folder, of the same articles or of different ones; in some rounds one is killed."""
    world.reset(chance.choice(["", "first"]))
    second, killed = EDITIONS[chance.random() < 0.5], chance.random() < 0.3
    one = world.start(second, name="one")
    time.sleep(chance.uniform(0, world.seconds / 2))
    two = world.start("second", name="two")
    if killed:
        time.sleep(chance.uniform(0, world.seconds))
        one.kill()
    ends = [one.wait(), two.wait()]
    for ended in ends:
        if ended.code not in (0, -9):
            raise Fault(f"one of two runs failed: {ended.said}")
    if not killed and "another run" not in ends[0].said + ends[1].said:
        overlap = "one after the other"
    else:
        overlap = "one was killed" if ends[0].code else "the second waited and said so"
    world.check_nothing_is_half_written()
    if "another run" in ends[1].said or killed:
        world.check_finished("second")
    world.check_next_run("second")
    return overlap
