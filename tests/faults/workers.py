"""A worker process is killed, as a system short of memory does it; a model is exchanged."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.world import EDITIONS, Fault, World, read_articles, states

from songngu.distribute import local
from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.engines.echo import EchoEngine
from songngu.settings import Settings


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


def weights_changed(world: World, chance: Random, number: int) -> str:
    """A file of the model is altered, cut or taken away after the articles are planned and before it is read."""
    folder = world.root / "tiny-model"
    _write_model(folder, chance)
    victim = folder / chance.choice(sorted(path.name for path in folder.iterdir() if path.name != "model.toml"))
    expected = hashlib.sha256(victim.read_bytes()).hexdigest()
    how = chance.choice(list(_HARMS))
    world.reset(chance.choice(EDITIONS))
    before = states(world.out)
    ended = world.run("second", "--model", str(folder), prepare=lambda: _harm_before_loading(victim, _HARMS[how]))
    found = hashlib.sha256(victim.read_bytes()).hexdigest() if victim.exists() else "none"
    world.check_told(ended, victim.name, f"expected sha256 {expected}", f"found {found}", "git checkout", code=2)
    world.check_nothing_is_half_written()
    if states(world.out) != before:
        raise Fault("files were written without a model")
    world.check_next_run("second")
    return f"a file {how}"


_HARMS: dict[str, Callable[[bytes], bytes | None]] = {
    "altered": lambda data: data[:50] + bytes([data[50] ^ 1]) + data[51:],
    "cut off": lambda data: data[:50],
    "emptied": lambda data: b"",
    "taken away": lambda data: None,
}


def _write_model(folder: Path, chance: Random) -> None:
    """A folder as the embedded model has it; what is in its files but for the card is read by nobody here."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    card = ['name = "tiny"', "[sha256]"]
    for name in ("model.bin.0", "model.bin.1", "spm.model", "vocabulary.json"):
        (folder / name).write_bytes(data := chance.randbytes(100))
        card.append(f'"{name}" = "{hashlib.sha256(data).hexdigest()}"')
    (folder / "model.toml").write_text("\n".join(card), encoding="utf-8")


def _harm_before_loading(victim: Path, harm: Callable[[bytes], bytes | None]) -> None:
    """Have it done when the first batch goes to the engine, which is loaded then."""

    def harmed(settings: Settings) -> Engine:
        data = harm(victim.read_bytes())
        victim.unlink()
        if data is not None:
            victim.write_bytes(data)
        return load_engine(settings)

    patched: Any = local
    patched.load_engine = harmed


def _exchange_engine() -> None:
    signatures = iter([EchoEngine.signature])
    patched: Any = EchoEngine
    patched.signature = property(lambda engine: next(signatures, "another"))
