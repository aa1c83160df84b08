"""The database of an output folder, opened whatever became of it: a damaged one is set aside and made again.

Into the new one goes what can still be read of the old one; recovery.py is for what the files in `articles/` tell.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import msgspec

from songngu.damage import DamagedStoreError, sum_of
from songngu.errors import SongnguError, UsageError
from songngu.files import DATABASE, make_folder
from songngu.records import Translation
from songngu.store import Store, in_batches

HUMAN_TABLES = ("reviews", "history", "memory")  # what no run can make again
SAVED_AT_A_TIME = 1000  # rows


def open_store(folder: Path) -> tuple[Store, tuple[str, ...]]:
    """Open (or make) `songngu.db` in `folder`; a damaged one is made again, as the notes then say.

    Raises UsageError where the folder can't be made or written, and as Store does.
    """
    make_folder(folder)
    try:
        return Store(folder / DATABASE), ()
    except DamagedStoreError as error:
        return remake_store(folder, error)


def remake_store(folder: Path, error: DamagedStoreError) -> tuple[Store, tuple[str, ...]]:
    """Set the damaged database of `folder` aside and make a new one with all that can still be read and can't be made
    again, or not cheaply: translations, and what people did."""
    aside = _set_aside(folder / DATABASE)
    store = Store(folder / DATABASE)
    saved = 0
    for some in in_batches(_readable(aside), SAVED_AT_A_TIME):
        store.save_translations(dict(some))
        saved += len(some)
    reviewed = _save_human(aside, store)
    edits = f" and {reviewed} reviewed sentences" if reviewed else ""
    note = f"{error.what}; kept as {aside.name}, {saved} of its translations{edits} are used, the rest is made again"
    return store, (note,)


def _save_human(damaged: Path, store: Store) -> int:
    """Take over what people did, row by row as far as it can be read; the number of reviewed sentences."""
    for table in HUMAN_TABLES:
        names = [str(name) for _, name, *_ in _rows(damaged, f"PRAGMA table_info({table})")]
        columns = ", ".join(names)  # of its schema, which may be an older one
        marks = ", ".join("?" * (columns.count(",") + 1))
        for row in _rows(damaged, f"SELECT {columns} FROM {table}"):
            with suppress(SongnguError), store.transaction():  # a row that is damaged or no longer fits its table
                if names[-1] == "sum":
                    store.check(row[-1], *row[:-1])
                store.query(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", row)
    return int(store.query("SELECT count(*) FROM reviews")[0][0])


def _readable(path: Path) -> Iterator[tuple[str, Translation]]:
    """The translations of a damaged database up to where it can't be read any more."""
    for key, stored, *total in _rows(path, "SELECT * FROM translations"):  # an older one has no sums
        with suppress(ValueError, TypeError):
            if isinstance(key, str) and total in ([], [None], [sum_of(key, stored)]):
                yield key, msgspec.json.decode(stored, type=Translation)


def _rows(path: Path, statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a damaged database up to where it can't be read any more."""
    place = f"{path.absolute().as_uri()}?mode=ro"
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(place, uri=True)) as damaged:
        damaged.text_factory = lambda text: text.decode("utf-8", "replace")  # such a row is no reason to stop
        yield from damaged.execute(statement)


def _set_aside(path: Path) -> Path:
    """Rename a damaged database and its companions to the first free `songngu.damaged-N.db`."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        os.replace(path, aside)
        for suffix in ("-wal", "-shm"):
            companion = path.with_name(path.name + suffix)
            if companion.exists():
                os.replace(companion, aside.with_name(aside.name + suffix))
    except OSError as error:
        what = f"the database is damaged and can't be set aside ({error.strerror})"
        raise UsageError(what, where=str(path), mend="Choose another --out") from error
    return aside
