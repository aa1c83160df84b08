"""What a rule for quantities is: a pattern of the Vietnamese text and a function that reads a match."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable

from songngu.records import Record, Term

BEGIN = r"(?<![\w])(?<!\d[.,/:])"
END = r"(?!\w)(?![.,/:]\d)"


class Quantity(Record, frozen=True, kw_only=True):
    """A quantity of the source: its term and what numbers an English sentence must have for it.

    Each slot is one number with the values that count for it (see `EnglishNumber.values`); no slot: nothing to find.
    """

    term: Term
    slots: tuple[frozenset[str], ...]


Reader = Callable[[re.Match[str], datetime.date | None], Quantity | None]
Rule = tuple[re.Pattern[str], Reader]


def compile_rule(pattern: str, reader: Reader) -> Rule:
    """Build a rule; patterns are verbose, case-insensitive and bounded so that no numeral is cut in two."""
    return re.compile(f"{BEGIN}(?:{pattern}){END}", re.VERBOSE | re.IGNORECASE), reader


def make(match: re.Match[str], key: str, targets: Iterable[str], *slots: Iterable[str]) -> Quantity:
    """Build the quantity that a match stands for."""
    start, end = match.span()
    term = Term(
        vi=match.string[start:end],
        vi_span=(start, end),
        targets=tuple(dict.fromkeys(targets)),
        mode="quantity",
        key=key,
    )
    return Quantity(term=term, slots=tuple(frozenset(s) for s in slots))


def before(match: re.Match[str], length: int = 24) -> str:
    """Give the lower-cased text just before a match."""
    return match.string[max(0, match.start() - length) : match.start()].lower()


def after(match: re.Match[str], length: int = 24) -> str:
    """Give the lower-cased text just after a match."""
    return match.string[match.end() : match.end() + length].lower()
