"""JSON Lines: one article a line, an object with `text` and, where known, `title`, `date`, `url`, `id`, `author`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

import msgspec

from songngu.errors import ReadError
from songngu.readers.article import ARTICLE, Fields, keyed
from songngu.readers.encodings import decode
from songngu.readers.source import Entry, Skipped

MOST_LINE = 20 * 1024**2  # bytes of one article
# Names that exports give a field, the first that is there and says anything is taken.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "text": ("text", "content", "body", "content_text", "content_html", "html", "article"),
    "date": ("date", "published", "published_at", "date_published", "datepublished", "publish_date", "pubdate"),
    "url": ("url", "link", "source_url"),
    "author": ("author", "authors", "byline"),
    "publisher": ("source", "publisher", "site", "sitename"),
}
_IDENTITIES = ("id", "guid", "url", "link", "title", "headline")


def open_lines(open_file: Callable[[], BinaryIO], where: str) -> Iterator[Entry | Skipped]:
    """The lines that aren't blank, in order. A line that can't be read fails when it's loaded, the others don't.

    Memory holds one line at a time: a line is read again when its article is loaded.
    """
    places: list[tuple[int, int]] = []
    identities: list[tuple[str, int]] = []
    with open_file() as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            mend = "Save it as UTF-8, which JSON Lines are by definition"
            raise ReadError("UTF-16, not UTF-8", where=where, mend=mend)
        file.seek(0)
        number = at = 0
        while line := file.readline(MOST_LINE + 1):
            number += 1
            start, at = at, at + len(line)
            while len(line) > MOST_LINE and not line.endswith(b"\n") and (more := file.readline(MOST_LINE)):
                at += len(more)
                line = line if not more.endswith(b"\n") else line + b"\n"
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                places.append((start, number))
                identities.append((_identity(line), number))
    if not places:
        raise ReadError("the file is empty", where=where, mend="Put an article in it or remove it")
    for (start, number), key in zip(places, keyed(identities), strict=True):
        yield Entry(key=key, suffix=ARTICLE, load=partial(_load, open_file, start, f"{where}:{number}"))


def _load(open_file: Callable[[], BinaryIO], start: int, where: str) -> bytes:
    """What is used of one line. Raises ReadError."""
    with open_file() as file:
        file.seek(start)
        line = file.readline(MOST_LINE + 1)
    if len(line) > MOST_LINE:
        raise ReadError(f"a line of more than {MOST_LINE // 1024**2} MB", where=where, mend="One article a line")
    text, notes = decode(line, where)
    try:
        record = msgspec.json.decode(text.strip())
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(f"not JSON ({error})", where=where, mend='Write {"title": …, "text": …} on it') from error
    if not isinstance(record, dict):
        raise ReadError("not a JSON object", where=where, mend='Write {"title": …, "text": …} on it')
    given = {str(name).lower(): value for name, value in record.items()}
    found = {field: _first(given, names) for field, names in _NAMES.items()}
    if not found["text"].strip():
        names = ", ".join(map(str, list(record)[:8])) or "none"
        raise ReadError(f"no text (its fields: {names})", where=where, mend="Give the text in a field `text`")
    return Fields(**found, notes=notes).encode()


def _first(given: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(given.get(name)))), "")


def _text(value: object) -> str:
    """Text, a number, or a list of texts (paragraphs, authors) as text; "" for anything else."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_text, value))) if all(isinstance(one, str) for one in value) else ""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _identity(line: bytes) -> str:
    """What tells the article from others; "" where it says nothing, or can't be read."""
    try:
        record = msgspec.json.decode(line.strip(b" \t\r\n\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    given = {str(name).lower(): value for name, value in record.items()} if isinstance(record, dict) else {}
    return _first(given, _IDENTITIES)
