"""The articles of a folder, in order, and the stable name of each."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from songngu.errors import ReadError
from songngu.records import Record

_SLUG_LENGTH = 64
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|index")  # Windows keeps the first ones for itself


class Skipped(Record, frozen=True, kw_only=True):
    """A file or folder that isn't read, and why."""

    path: str
    reason: str


def find_files(start: Path, suffixes: Collection[str]) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The files below `start` with one of the suffixes, sorted by relative path, and those skipped.

    Hidden files and folders are ignored; a folder reached twice through links is read once. Raises ReadError where
    there is no such file or folder.
    """
    if not start.exists():
        raise ReadError("no such file or folder", where=str(start), mend="Check the name; `-` reads standard input")
    if start.is_file():
        files = [start]
        skipped: list[Skipped] = []
    else:
        skipped = []
        files = sorted(_walk(start, skipped), key=lambda path: relative(path, start))
    known = ", ".join(sorted(suffixes))
    found: list[Path] = []
    for path in files:
        if path.suffix.lower() in suffixes:
            found.append(path)
        else:
            reason = f"{path.suffix or 'a file without suffix'} isn't read here; these are: {known}"
            skipped.append(Skipped(path=relative(path, start), reason=reason))
    return tuple(found), tuple(sorted(skipped, key=lambda one: one.path))


def _walk(start: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """Every visible file below `start`; folders are told apart by their real path, so loops end."""
    seen = {os.path.realpath(start)}
    folders = [start]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            skipped.append(Skipped(path=relative(folder, start), reason=f"can't be opened: {error.strerror}"))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if path.is_dir():
                real = os.path.realpath(path)
                if real not in seen:
                    seen.add(real)
                    folders.append(path)
            elif path.is_file():
                yield path
            else:
                skipped.append(Skipped(path=relative(path, start), reason="a broken link or not a plain file"))


def relative(path: Path, root: Path) -> str:
    """The path as its user would write it below `root`, with forward slashes; the name alone where it's elsewhere."""
    try:
        inner = path.relative_to(root)
    except ValueError:
        return path.name
    return inner.as_posix() if inner.parts else path.name


def slug(name: str) -> str:
    """An ASCII id for a relative path that doesn't change when other files come or go.

    A plain `name.txt` keeps its name; whatever loses something on the way (folders, capitals, tones, other suffixes)
    gets eight hexadecimal digits of the path's SHA-256, so no two paths share an id.
    """
    composed = unicodedata.normalize("NFC", name)
    stem = composed.removesuffix(".txt")
    bare = unicodedata.normalize("NFD", stem.lower().replace("đ", "d"))
    ascii_only = re.sub(r"[^a-z0-9_]+", "-", "".join(char for char in bare if not unicodedata.combining(char)))
    short = ascii_only[:_SLUG_LENGTH].strip("-")
    if short == stem and short and composed.endswith(".txt") and not _RESERVED.fullmatch(short):
        return short
    digest = hashlib.sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{short or 'article'}-{digest}"
