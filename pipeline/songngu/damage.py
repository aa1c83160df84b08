"""What can be wrong with the database, as songngu's errors: what SQLite says, and rows that aren't as written."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from pathlib import Path
from typing import TypeVar

import msgspec

from songngu.errors import SongnguError, StoreError, UsageError

NO_ROOM = 2**17  # bytes: for lack of less than this (a piece of its index) SQLite speaks of an I/O error
# What SQLite says of a file, a table or a row that is not as it was written.
_DAMAGE = (
    "malformed", "not a database", "no such table", "no such column", "already exists", "values were supplied",
    "could not decode", "unsupported file format", "vtable constructor failed", "corrupt",
)  # fmt: skip

T = TypeVar("T")


class DamagedStoreError(StoreError):
    """The database is damaged: it can be set aside and made again."""


def damaged(path: Path, how: str) -> DamagedStoreError:
    """The error for a damaged database; `how` its damage shows itself."""
    mend = "It is set aside and made again by `songngu run`"
    return DamagedStoreError(f"the database is damaged ({how})", where=str(path), mend=mend)


def explain(error: sqlite3.Error, path: Path) -> SongnguError:
    """What an error of SQLite's means to the user of the database at `path`."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(
            "the database is in use by another process",
            where=str(path),
            mend="Wait until the other songngu has ended, or choose another --out",
        )
    if "full" in text or ("I/O" in text and shutil.disk_usage(path.parent).free < NO_ROOM):
        return StoreError(
            "the disk is full", where=str(path), mend="Free some space and run again: it goes on from here"
        )
    if "unable to open" in text or "readonly" in text or "read-only" in text:
        mend = "Check the rights of the folder and of songngu.db* in it, or choose another --out"
        return UsageError(f"the database can't be written ({text})", where=str(path), mend=mend)
    if any(sign in text.lower() for sign in _DAMAGE):
        return damaged(path, text)
    return StoreError(f"the database failed ({text})", where=str(path), mend="Check the disk, then run again")


def decode(path: Path, stored: bytes, kind: type[T]) -> T:
    """A record from its JSON. Raises DamagedStoreError where it isn't one of that kind."""
    try:
        return msgspec.json.decode(stored, type=kind)
    except (ValueError, TypeError) as error:  # no JSON, no UTF-8, another record, a number
        raise damaged(path, str(error)) from error


def sum_of(*parts: object) -> int:
    """A checksum of the values of a row: texts, blobs and numbers."""
    return zlib.crc32(b"\0".join(part if isinstance(part, bytes) else str(part).encode() for part in parts))
