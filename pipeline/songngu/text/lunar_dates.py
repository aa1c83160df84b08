"""Days and months of the lunar calendar, which aren't asked for as solar ones: "mùng 2", "10/3 âm lịch", "29 Tết"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from msgspec.structs import replace

from songngu.text.english_dates import MONTHS
from songngu.text.numbers import ordinal, ordinal_in_words
from songngu.text.quantity import Quantity, before, make

# Not "âm tính" (negative), "âm 3 độ" (minus), "âm u" (gloomy).
_SAID = re.compile(r"\s*(?:\(âm(?:\s+lịch)?\)|âm\s+lịch\b|âm(?=\s*(?:[,.;:)]|$)))", re.IGNORECASE)


def is_lunar(match: re.Match[str]) -> bool:
    """Whether a day or month is said to be lunar: "10/3 âm lịch", "rằm tháng 7"."""
    return _SAID.match(match.string, match.end()) is not None or re.search(r"\brằm\s+$", before(match)) is not None


def read_lunar_date(match: re.Match[str], day: int, month: int, year: int | None) -> Quantity:
    """Read `10/3 âm lịch`: the tenth day of the third lunar month."""
    months = [f"{th} lunar month" for th in (ordinal_in_words(month), ordinal(month))]
    days = [f"{th} day of the {each}" for each in months for th in (ordinal(day), ordinal_in_words(day))]
    forms = [*(f"the {each}" for each in days), *days, *(f"{ordinal(day)} of the {each}" for each in months)]
    forms += [f"lunar {MONTHS[month - 1]} {day}", f"{MONTHS[month - 1]} {day} of the lunar calendar"]
    slots = [{str(day)}, {str(month), f"M{month}"}, *([{str(year)}] if year else [])]
    forms = [f"{form}, {year}" if year else form for form in forms]
    key = f"lunar-day:{year}-{month:02}-{day:02}" if year else f"lunar-day:{month:02}-{day:02}"
    return _with_calendar(match, key, forms, *slots)


def read_lunar_month(match: re.Match[str], month: int) -> Quantity:
    """Read `tháng 7 âm lịch`: the seventh lunar month."""
    months = [f"{th} lunar month" for th in (ordinal_in_words(month), ordinal(month))]
    forms = [*(f"the {each}" for each in months), *months, f"lunar {MONTHS[month - 1]}"]
    return _with_calendar(match, f"lunar-month:{month:02}", forms, {str(month), f"M{month}"})


def _with_calendar(match: re.Match[str], key: str, forms: Iterable[str], *slots: Iterable[str]) -> Quantity:
    """Build the quantity with the words that name the calendar, which its renderings have as well."""
    quantity = make(match, key, forms, *slots)
    said = _SAID.match(match.string, match.end())
    start, end = match.start(), said.end() if said else match.end()
    return replace(quantity, term=replace(quantity.term, vi=match.string[start:end], vi_span=(start, end)))


def read_last_day(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `29 Tết`, `28 tháng Chạp`: the last days of the lunar year are counted in its twelfth month.

    The thirtieth is its eve, which English may name without a number.
    """
    day = int(match["d"])
    if day == 30:
        eve = ("Lunar New Year's Eve", "New Year's Eve", "the eve of Tet", "Tet eve", "the last day of the lunar year")
        return make(match, f"lunar-day:{day}", (*eve, ordinal(day), ordinal_in_words(day), str(day)))
    last = [
        f"{ordinal(day)} {of}"
        for of in ("day of the last lunar month", "of the last lunar month", "day of the 12th lunar month")
    ]
    forms = [f"the {last[0]}", f"the {last[1]}", *last, ordinal(day), ordinal_in_words(day), str(day)]
    return make(match, f"lunar-day:{day}", forms, {str(day)})


def read_day(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `mùng 2`: the second day of a lunar month or of Tet."""
    day = int(match["d"])
    forms = [ordinal_in_words(day), ordinal(day), f"day {day}", str(day)]
    return make(match, f"lunar-day:{day}", forms, {str(day)})
