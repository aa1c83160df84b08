"""Databases with bytes that aren't those that were written."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.faults.world import Fault, World

KINDS = ("bytes", "bytes", "a page", "cut off", "emptied", "gone", "the journal", "bytes in texts")
PAGE = 4096


def damage(world: World, chance: Random, number: int) -> str:
    """The database, with reviews in it, is damaged: made again from what can be read and from the articles' files."""
    world.reset("reviewed")
    kind = KINDS[number % len(KINDS)]
    path = world.out / "songngu.db"
    before = path.read_bytes()
    _damage(path, kind, chance)
    left = path.stat().st_size if path.exists() else 0  # a file may be cut off after its first bytes
    report = world.check_next_run("second", world.reviewed_second)
    aside = list(world.out.glob("songngu.damaged-1.db"))
    told = any("damaged-1" in note or "taken from articles" in note for note in report.notes)
    if aside and not told:
        raise Fault(f"set aside and not told: {report.notes}")
    if aside and kind in ("bytes", "a page", "cut off") and aside[0].stat().st_size < min(left, len(before) // 50):
        raise Fault("what was damaged isn't kept")
    return f"{kind}, {'made again' if told else 'no harm done'}"


def _damage(path: Path, kind: str, chance: Random) -> None:
    data = bytearray(path.read_bytes())
    if kind == "bytes":
        for _ in range(chance.choice([1, 10, 100, 1000])):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == "bytes in texts":  # which SQLite can't notice
        places = [place for place in range(len(data)) if bytes(data[place : place + 1]).isalpha()]
        for place in chance.sample(places, 20):
            data[place] = ord(chance.choice("abcxyz"))
    elif kind == "a page":
        place = chance.randrange(len(data) // PAGE) * PAGE
        data[place : place + PAGE] = chance.choice([bytes(PAGE), chance.randbytes(PAGE)])
    elif kind == "cut off":
        del data[chance.randrange(1, len(data)) :]
    elif kind == "emptied":
        data.clear()
    elif kind == "the journal":
        journal = path.with_name(path.name + "-wal")
        journal.write_bytes(chance.randbytes(chance.randrange(1, 50_000)))
    if kind == "gone":
        path.unlink()
    else:
        path.write_bytes(data)
