"""What every reader hands over: blocks of text as the file has them, before anyone asks what they are."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from songngu.records import Kind, Record


class Block(Record, frozen=True, kw_only=True):
    """One paragraph, heading, list item or table cell. `kind` is set only where the file's own markup says it."""

    text: str
    kind: Kind | None = None


class Source(Record, frozen=True, kw_only=True):
    """The contents of a file in reading order, with the date its own fields give and notes of what was done."""

    blocks: tuple[Block, ...]
    date: datetime.date | None = None
    notes: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Source]
"""Turns the bytes of a file into its blocks; the second argument is the file's name for messages. Raises ReadError."""
