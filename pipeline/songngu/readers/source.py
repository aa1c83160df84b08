"""What every reader hands over: blocks of text as the file has them, before anyone asks what they are."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import BinaryIO

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
    markdown: str = ""  # the whole text of a Markdown file, so that its English can be written as one


class Entry(Record, frozen=True, kw_only=True):
    """One article of a file that holds several. `load` gives its bytes; it raises ReadError or OSError."""

    key: str  # tells it from the others, and is the same whatever stands before or after it
    suffix: str  # names the reader of its bytes
    load: Callable[[], bytes]


class Skipped(Record, frozen=True, kw_only=True):
    """A file or folder that isn't read, and why."""

    path: str
    reason: str


Reader = Callable[[bytes, str], Source]
"""Turns the bytes of a file into its blocks; the second argument is the file's name for messages. Raises ReadError."""

Container = Callable[[Callable[[], BinaryIO], str], Iterator[Entry | Skipped]]
"""Opens a file that holds several articles (the second argument is its name) and gives them. Raises ReadError."""
