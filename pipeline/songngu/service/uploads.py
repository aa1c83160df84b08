"""Names for files that clients send."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from songngu.names import printable


def file_names(names: Iterable[str]) -> list[str]:
    """Names for uploaded files that lead nowhere: the last part of each, plain and short, all different."""
    made: list[str] = []
    taken: set[str] = set()
    for name in names:
        last = printable(PurePosixPath(name.replace("\\", "/")).name).replace("\\", "-").lstrip(". ")
        path = PurePosixPath(last or "article.txt")
        stem, suffix = _short(path.stem, 150), _short(path.suffix, 20)
        number, free = 1, f"{stem}{suffix}"
        while free.casefold() in taken:
            number += 1
            free = f"{stem} ({number}){suffix}"
        taken.add(free.casefold())
        made.append(free)
    return made


def _short(text: str, most: int) -> str:
    """The text cut to so many bytes."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
