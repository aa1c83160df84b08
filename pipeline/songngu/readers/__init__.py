"""Files to Documents. A new kind of file is one module with a Reader and one line in READERS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Never

from songngu.errors import ReadError
from songngu.lazy import lazily
from songngu.names import encodable
from songngu.readers.find import find_files, relative, slug
from songngu.readers.source import Block, Container, Entry, Reader, Skipped, Source
from songngu.records import Document

__all__ = [
    "CONTAINERS",
    "READERS",
    "Block",
    "Entry",
    "Reader",
    "Skipped",
    "Source",
    "entries",
    "find_documents",
    "read_data",
    "relative",
    "slug",
    "unread",
]

_page = lazily("songngu.readers.page:read_page")
_feed = lazily("songngu.readers.feeds:open_feed")
_lines = lazily("songngu.readers.jsonl:open_lines")

READERS: Mapping[str, Reader] = {
    ".txt": lazily("songngu.readers.plain:read_plain"),
    ".md": lazily("songngu.readers.markdown:read_markdown"),
    ".html": _page,
    ".htm": _page,
    ".docx": lazily("songngu.readers.word:read_docx"),
    ".srt": lazily("songngu.readers.subtitles:read_subtitles"),
}
CONTAINERS: Mapping[str, Container] = {
    ".epub": lazily("songngu.readers.epub:open_epub"),
    ".xml": _feed,
    ".rss": _feed,
    ".atom": _feed,
    ".jsonl": _lines,
    ".zip": lazily("songngu.readers.zipped:open_zip"),
}
_ARTICLE: Mapping[str, Reader] = {".article": lazily("songngu.readers.article:read_article")}


def find_documents(start: Path) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The files of a folder (or the one file) that can be read, sorted, and what is skipped with the reason."""
    return find_files(start, unread)


def unread(suffix: str) -> str:
    """Why files with this suffix aren't read; "" where they are."""
    if suffix in READERS or suffix in CONTAINERS:
        return ""
    known = ", ".join(sorted({*READERS, *CONTAINERS}))
    return encodable(f"{suffix or 'a file without suffix'} isn't read here; these are: {known}")


def entries(path: Path, name: str) -> Iterator[Entry | Skipped] | None:
    """The articles of a file called `name` that may hold several; None for a file that is one article.

    What is wrong with the file as a whole is an entry without a key, whose loading raises the error.
    """
    opener = CONTAINERS.get(path.suffix.lower())
    return opener and _entries(opener, path, name)


def _entries(opener: Container, path: Path, name: str) -> Iterator[Entry | Skipped]:
    try:
        yield from opener(lambda: path.open("rb"), name)
    except (ReadError, OSError) as error:
        yield Entry(key="", suffix="", load=partial(_fail, error))


def _fail(error: ReadError | OSError) -> Never:
    raise error


def read_data(data: bytes, name: str, suffix: str = "") -> Document:
    """Read the bytes of a file called `name`; its suffix, unless given, names the reader. Raises ReadError."""
    from songngu.readers.structure import build_document

    suffix = suffix or Path(name).suffix.lower()
    reader = READERS.get(suffix) or _ARTICLE.get(suffix)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadError(f"no reader for {suffix or 'files without suffix'}", where=name, mend=f"Known: {known}")
    document = build_document(reader(data, name), id=slug(name), path=name)
    if not document.segments:
        raise ReadError("the file has no text", where=name, mend="Put an article in it or remove it")
    return document
