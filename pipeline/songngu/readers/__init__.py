"""Files to Documents. A new kind of file is one module with a Reader and one line in READERS."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from songngu.errors import ReadError
from songngu.lazy import lazily
from songngu.readers.find import Skipped, find_files, relative, slug
from songngu.readers.source import Block, Reader, Source
from songngu.records import Document

__all__ = [
    "READERS",
    "Block",
    "Reader",
    "Skipped",
    "Source",
    "find_documents",
    "read",
    "read_data",
    "read_text",
    "relative",
    "slug",
]

READERS: Mapping[str, Reader] = {
    ".txt": lazily("songngu.readers.plain:read_plain"),
    ".md": lazily("songngu.readers.markdown:read_markdown"),
}


def find_documents(start: Path) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The files of a folder (or the one file) that can be read, sorted, and what is skipped with the reason."""
    return find_files(start, READERS.keys())


def read(path: Path, *, root: Path) -> Document:
    """Read one file; `root` is the folder the user gave. Raises ReadError with the place and the mend."""
    name = relative(path, root)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"can't be opened: {error.strerror}", where=name, mend="Check its permissions") from error
    return read_data(data, name)


def read_data(data: bytes, name: str) -> Document:
    """Read the bytes of a file called `name`; its suffix names the reader. Raises ReadError."""
    suffix = Path(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadError(f"no reader for {suffix or 'files without suffix'}", where=name, mend=f"Known: {known}")
    return _document(reader(data, name), name)


def read_text(text: str, name: str) -> Document:
    """Read an article that is text already, as from standard input; `name` stands for its path."""
    from songngu.readers.plain import parse_plain

    return _document(parse_plain(text), name)


def _document(source: Source, name: str) -> Document:
    from songngu.readers.structure import build_document

    document = build_document(source, id=slug(name), path=name)
    if not document.segments:
        raise ReadError("the file has no text", where=name, mend="Put an article in it or remove it")
    return document
