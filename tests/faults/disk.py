"""Disks that are full, and folders that may not be written."""

from __future__ import annotations

import ctypes
import errno
import os
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.world import Fault, World

NEW_MOUNTS = 0x00020000  # CLONE_NEWNS of unshare(2)
PAGE = 4096
FREE_SPACE = "Free some space"


def write_fails(world: World, chance: Random, number: int) -> str | None:
    """The disk is full at the first, second, third … step of writing files; of a file half is written by then."""
    world.reset(chance.choice(["", "first"]))
    ended = world.run("second", prepare=lambda: _fail_at(number))
    if ended.code == 0:
        return None
    world.check_told(ended, FREE_SPACE, code=1)
    world.check_nothing_is_half_written()
    world.check_next_run("second")
    return "a file"


def database_full(world: World, chance: Random, number: int) -> str | None:
    """The database finds no room for its first, second, third … page."""
    world.reset()
    ended = world.run("second", prepare=lambda: _limit_pages(number + 1))
    if ended.code == 0:
        return None
    world.check_told(ended, FREE_SPACE, code=1)
    world.check_nothing_is_half_written()
    world.check_next_run("second")
    return "the database"


def small_disk(world: World, chance: Random, number: int) -> str | None:
    """A disk of its own for the output folder, of a random number of pages. Needs the right to mount."""
    if not _may_mount():
        return None
    world.reset()
    world.out.mkdir()
    size = chance.randint(1, 600) * PAGE
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(world.out))
    try:
        ended = world.run("second")
        if ended.code:
            world.check_told(ended, FREE_SPACE, code=1)
        world.check_nothing_is_half_written()
        _mount("-o", f"remount,size={2**26}", str(world.out))
        world.check_next_run("second")
    finally:
        subprocess.run(["umount", str(world.out)], check=True)
    return "too small" if ended.code else "large enough"


def _read_only(path: Path) -> None:
    for each in (path, *path.rglob("*")):
        each.chmod(stat.S_IMODE(each.stat().st_mode) & ~0o222)


def _writable(path: Path) -> None:
    for each in (path, *path.rglob("*")):
        each.chmod(stat.S_IMODE(each.stat().st_mode) | 0o200)


# What is read-only, below the world's folder; the state of the output folder before; the exit code; what is told.
PLACES = (
    (".", "", 2, "Choose a folder you may write"),
    ("out", "first", 2, "Check the rights of the folder"),
    ("out/songngu.db", "first", 2, "Check the rights of the folder"),
    ("out/articles", "first", 1, "Choose a folder you may write"),
    ("second", "first", 0, ""),
)


def read_only(world: World, chance: Random, number: int) -> str | None:
    """Each place that a run reads or writes is read-only once."""
    if number >= len(PLACES):
        return None
    name, before, code, told = PLACES[number]
    world.reset(before)
    place = world.root / name
    _read_only(place)
    try:
        ended = world.run("second", prepare=_drop_privileges)
    finally:
        _writable(place)
    if ended.code != code:
        raise Fault(f"{name}: exit code {ended.code}, not {code}: {ended.said}")
    world.check_told(ended, told, code=code)
    world.check_nothing_is_half_written()
    world.check_next_run("second")
    return name


def _fail_at(number: int) -> None:
    """Have the `number`th step of writing files, from 0, find the disk full."""
    left = [number]

    def failing(function: Callable[..., Any], *, writes: bool = False) -> Callable[..., Any]:
        def fail_or_do(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] != -1:
                return function(*arguments, **named)
            if writes:
                path, data = arguments
                function(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return fail_or_do

    patched: Any = (os, Path)
    patched[0].replace = failing(os.replace)
    patched[1].write_bytes = failing(Path.write_bytes, writes=True)


def _limit_pages(pages: int) -> None:
    connect = sqlite3.connect

    def connect_limited(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    patched: Any = sqlite3
    patched.connect = connect_limited


def _drop_privileges() -> None:
    """Have this process obey the rights of files though it is the superuser's (capset(2), version 3)."""
    if os.geteuid() == 0:
        head = (ctypes.c_uint32 * 2)(0x20080522, 0)
        if ctypes.CDLL(None, use_errno=True).capset(head, (ctypes.c_uint32 * 6)()):
            raise OSError(ctypes.get_errno(), "capset")


def _may_mount() -> bool:
    """Whether this process may mount. It gets mounts of its own, which nobody else sees and which end with it."""
    if os.geteuid() != 0 or ctypes.CDLL(None).unshare(NEW_MOUNTS):
        return False
    return subprocess.run(["mount", "--make-rprivate", "/"], check=False, capture_output=True).returncode == 0


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)
