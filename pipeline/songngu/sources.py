"""The inputs of a run: the articles of a folder or a file, and what is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from songngu.names import encodable
from songngu.readers import Entry, Skipped, entries, find_documents, read_data, relative, slug
from songngu.records import Document, Record
from songngu.report import Failure


class Input(Record, frozen=True, kw_only=True):
    """One input. `data` is given for standard input and for what is read already, `entry` for one article of a file
    that holds several."""

    path: Path
    root: Path
    data: bytes | None = None
    entry: Entry | None = None

    @property
    def id(self) -> str:
        """The id its document will have."""
        return slug(self.name)

    @property
    def name(self) -> str:
        """The path as reports show it: relative to the folder given; `feed.xml#key` where the file holds several."""
        name = relative(self.path, self.root)
        return encodable(f"{name}#{self.entry.key}") if self.entry and self.entry.key else name

    def load(self) -> bytes:
        """The bytes of the input; raises OSError, and ReadError for what can't be read out of its file."""
        if self.data is not None:
            return self.data
        return self.entry.load() if self.entry else self.path.read_bytes()

    def read(self) -> Document:
        """The article. Raises OSError and ReadError."""
        return read_data(self.load(), self.name, self.entry.suffix if self.entry else "")


def sources_of(path: Path, root: Path) -> Iterator[Input | Skipped]:
    """The articles of a file: itself, or those that a feed, an export, an e-book or an archive holds."""
    found = entries(path, relative(path, root))
    if found is None:
        yield Input(path=path, root=root)
        return
    for entry in found:
        yield entry if isinstance(entry, Skipped) else Input(path=path, root=root, entry=entry)


def list_sources(start: Path) -> tuple[list[Input], list[Failure]]:
    """The articles of a folder or a file, perhaps none, and what was passed over.

    Raises ReadError where there is no such folder or file.
    """
    paths, passed_over = find_documents(start)
    root = start if start.is_dir() else start.parent
    articles = [one for path in paths for one in sources_of(path, root)]
    found = [one for one in articles if isinstance(one, Input)]
    left_out = [*passed_over, *(one for one in articles if not isinstance(one, Input))]
    return found, [Failure(path=one.path, reason=one.reason) for one in left_out]
