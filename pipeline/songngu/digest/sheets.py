"""How a digest that is too long for one page is cut: by month, and a month into pieces that stay as they are.

A piece ends where the hash of an article's id says so, counted from the month's oldest article. So what comes or goes
changes the piece it is in and at most a few beside it; and new articles, which are newest, only the last one.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from songngu.digest import labels
from songngu.files import PAGES
from songngu.records import Record
from songngu.store import Line

ONE_PAGE = 300  # articles of a digest that is one file: about 12 MB, what a phone still scrolls
LEAST, MOST = 25, 100  # articles of a piece; about 50 where there are many


class Sheet(Record, frozen=True, kw_only=True):
    """One page of a long digest: `lines` in reading order, all of one month, or undated."""

    name: str  # "2026-01-2": the month and the number of the piece, from its oldest; "undated-1"
    vi: str
    en: str
    lines: tuple[Line, ...]

    def path(self, suffix: str) -> str:
        """Where its file is in the output folder."""
        return f"{PAGES}/{self.name}{suffix}"

    @property
    def days(self) -> str:
        """Its days in English, "1-14"; "" where it is undated."""
        days = [line.date.day for line in self.lines if line.date]
        return "" if not days else f"{days[-1]}" if days[0] == days[-1] else f"{days[-1]}–{days[0]}"


class Month(Record, frozen=True, kw_only=True):
    """The sheets of one month, newest first."""

    vi: str
    en: str
    sheets: tuple[Sheet, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its articles."""
        return tuple(line for sheet in self.sheets for line in sheet.lines)


def cut(lines: Sequence[Line]) -> tuple[Month, ...]:
    """Cut the contents of a digest, in reading order, into months and these into sheets."""
    return tuple(
        _month(month, list(group)) for month, group in groupby(lines, key=lambda line: line.date and _first(line.date))
    )


def _first(date: datetime.date) -> datetime.date:
    return date.replace(day=1)


def _month(month: datetime.date | None, lines: Sequence[Line]) -> Month:
    vi, en = labels.month_vi(month), labels.month_en(month)
    name = f"{month:%Y-%m}" if month else "undated"
    pieces = [
        Sheet(name=f"{name}-{number}", vi=vi, en=en, lines=tuple(reversed(piece)))
        for number, piece in enumerate(_pieces(lines[::-1]), 1)
    ]
    return Month(vi=vi, en=en, sheets=tuple(reversed(pieces)))


def _pieces(lines: Sequence[Line]) -> Iterator[list[Line]]:
    piece: list[Line] = []
    for line in lines:
        piece.append(line)
        if len(piece) == MOST or (len(piece) >= LEAST and _ends(line)):
            yield piece
            piece = []
    if piece:
        yield piece


def _ends(line: Line) -> bool:
    return int.from_bytes(hashlib.sha256(line.id.encode()).digest()[:4], "big") % LEAST == 0
