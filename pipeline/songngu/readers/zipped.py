"""A ZIP archive of articles: each file in it is read as it would be in a folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, Never

from songngu.errors import ReadError
from songngu.readers.archives import open_archive, read_member, unsafe
from songngu.readers.source import Entry, Skipped

_SYSTEM = "__MACOSX"


def open_zip(open_file: Callable[[], BinaryIO], where: str) -> Iterator[Entry | Skipped]:
    """The files of the archive by name; what is wrong with one is its own failure. Raises ReadError for the whole."""
    archive = open_archive(open_file(), where)
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        path = PurePosixPath(info.filename)
        if info.is_dir() or _SYSTEM in path.parts or any(part.startswith(".") and part != ".." for part in path.parts):
            continue
        yield from _entries(archive, info, f"{where}#{info.filename}")


def _entries(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Iterator[Entry | Skipped]:
    from songngu.readers import CONTAINERS, unread

    key, suffix = info.filename, PurePosixPath(info.filename).suffix.lower()
    if reason := unsafe(info):
        error = ReadError(reason, where=where, mend="Don't open the archive unless you know who made it")
        yield Entry(key=key, suffix=suffix, load=partial(_fail, error))
    elif suffix == ".zip":
        error = ReadError("an archive in an archive isn't read", where=where, mend="Unpack the outer one")
        yield Entry(key=key, suffix=suffix, load=partial(_fail, error))
    elif reason := unread(suffix):
        yield Skipped(path=where, reason=reason)
    elif inner := CONTAINERS.get(suffix):
        try:
            data = read_member(archive, info, where)
            for entry in inner(partial(io.BytesIO, data), where):
                yield entry if isinstance(entry, Skipped) else _within(key, entry)
        except ReadError as error:
            yield Entry(key=key, suffix=suffix, load=partial(_fail, error))
    else:
        yield Entry(key=key, suffix=suffix, load=partial(read_member, archive, info, where))


def _within(key: str, entry: Entry) -> Entry:
    return Entry(key=f"{key}#{entry.key}", suffix=entry.suffix, load=entry.load)


def _fail(error: ReadError) -> Never:
    raise error
