"""The articles of a folder, in order, and the stable name of each."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from songngu.errors import ReadError
from songngu.files import is_written
from songngu.names import encodable
from songngu.readers.source import Skipped

_SLUG_LENGTH = 64
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|index")  # Windows keeps the first ones for itself


def find_files(start: Path, unread: Callable[[str], str]) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The files below `start`, sorted by relative path, and those skipped: `unread` says why a suffix isn't read.

    Hidden files and folders are ignored, and so is what songngu wrote; a folder reached twice through links is read
    once. Raises ReadError where there is no such file or folder.
    """
    skipped: list[Skipped] = []
    if _is_folder(start):
        files = sorted(_walk(start, skipped), key=lambda path: relative(path, start))
    elif is_written(start):
        files = []
        skipped.append(Skipped(path=relative(start, start), reason="written by songngu itself"))
    else:
        files = [start]
    found: list[Path] = []
    for path in files:
        if reason := unread(path.suffix.lower()):
            skipped.append(Skipped(path=relative(path, start), reason=reason))
        else:
            found.append(path)
    return tuple(found), tuple(sorted(skipped, key=lambda one: one.path))


def _is_folder(start: Path) -> bool:
    """Whether it's a folder and not a file; raises ReadError where it's neither or can't be reached."""
    try:
        mode = start.stat().st_mode
    except FileNotFoundError:
        mend = "Check the name; `-` reads standard input"
        raise ReadError("no such file or folder", where=str(start), mend=mend) from None
    except OSError as error:
        raise ReadError(f"can't be opened ({error.strerror})", where=str(start), mend="Check the name") from error
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        mend = "Give a folder or a file; `-` reads standard input"
        raise ReadError("neither a folder nor a plain file", where=str(start), mend=mend)
    return stat.S_ISDIR(mode)


def _walk(start: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """Every visible file below `start`; folders are told apart by their real path, so loops end."""
    seen = {os.path.realpath(start)}
    folders = [start]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            skipped.append(_unopened(folder, start, error))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            try:
                mode = path.stat().st_mode
            except FileNotFoundError:
                skipped.append(Skipped(path=relative(path, start), reason="a broken link"))
                continue
            except OSError as error:  # a link to itself, a folder that may be listed but not entered
                skipped.append(_unopened(path, start, error))
                continue
            if stat.S_ISREG(mode):
                if not is_written(path):
                    yield path
            elif not stat.S_ISDIR(mode):
                skipped.append(Skipped(path=relative(path, start), reason="not a plain file"))
            elif _belongs_to_page(path):
                reason = "what a browser saved with the page beside it, not articles"
                skipped.append(Skipped(path=relative(path, start), reason=reason))
            elif (real := os.path.realpath(path)) not in seen:
                seen.add(real)
                folders.append(path)


def _belongs_to_page(folder: Path) -> bool:
    """Whether a browser made the folder for the pictures, scripts and frames of a page it saved: `tin_files`."""
    match = re.fullmatch(r"(.+)(?:_files|\.files|_tệp)", unicodedata.normalize("NFC", folder.name))
    return match is not None and any((folder.parent / f"{match[1]}{suffix}").is_file() for suffix in (".html", ".htm"))


def _unopened(path: Path, start: Path, error: OSError) -> Skipped:
    return Skipped(path=relative(path, start), reason=f"can't be opened ({error.strerror})")


def relative(path: Path, root: Path) -> str:
    """The path as its user would write it below `root`, with forward slashes; the name alone where it's elsewhere.

    Bytes that aren't UTF-8 are written as `\\xff`.
    """
    try:
        inner = path.relative_to(root)
    except ValueError:
        return encodable(path.name)
    return encodable(inner.as_posix() if inner.parts else path.name)


def slug(name: str) -> str:
    """An ASCII id for a relative path that doesn't change when other files come or go.

    A plain `name.txt` keeps its name; whatever loses something on the way (folders, capitals, tones, other suffixes)
    gets eight hexadecimal digits of the path's SHA-256, so no two paths share an id.
    """
    composed = unicodedata.normalize("NFC", name)
    stem = composed.removesuffix(".txt")
    short = ascii_label(stem)[:_SLUG_LENGTH].strip("-")
    if short == stem and short and composed.endswith(".txt") and not _RESERVED.fullmatch(short):
        return short
    digest = hashlib.sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{short or 'article'}-{digest}"


def ascii_label(name: str) -> str:
    """The name in lower-case ASCII: tones go, other characters become `-`."""
    bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9_]+", "-", "".join(char for char in bare if not unicodedata.combining(char)))
