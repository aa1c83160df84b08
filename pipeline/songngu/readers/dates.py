"""The date that opens an article, as a line of its own or as the prefix `date 2026-01-06`."""

from __future__ import annotations

import datetime
import re

_PREFIX = re.compile(
    r"(?:date|ngày đăng)\s*:?\s+(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}\S*)?(?:\s+|$)", re.IGNORECASE
)
_TIME = r"(?:\d{1,2}\s*(?::|h|giờ)\s*(?:\d{2})?(?::\d{2})?(?:\s*(?:AM|PM|SA|CH))?(?:\s*\(?(?:GMT|UTC)\s*\+?\d*\)?)?)"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật|cn|t[2-7])"
_LABEL = r"(?:ngày(?:\s+đăng)?|đăng(?:\s+(?:ngày|lúc))?|cập\s+nhật(?:\s+(?:ngày|lúc))?|xuất\s+bản|date)"
_GAP = r"[\s,|\-–—•·:]*"
_DAY_FIRST = (
    r"(?P<day>\d{1,2})\s*(?:[/.\-]|\s+tháng\s+)\s*(?P<month>\d{1,2})\s*(?:[/.\-]|\s*,?\s+năm\s+)\s*(?P<year>\d{4})"
)
_YEAR_FIRST = r"(?P<year2>\d{4})-(?P<month2>\d{2})-(?P<day2>\d{2})"
_LINE = re.compile(
    rf"\s*(?:{_LABEL}(?=[\s:]){_GAP})?(?:{_TIME}{_GAP})?(?:{_WEEKDAY}{_GAP})?(?:ngày\s+)?(?:{_DAY_FIRST}|{_YEAR_FIRST})"
    rf"(?:T\d{{2}}:\d{{2}}\S*|{_GAP}(?:lúc\s+)?{_TIME}?)\s*[.]?\s*",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # others are typing mistakes
_VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
_LONGEST_LINE = 80  # characters; a date line is a line of its own


def date_line(text: str) -> datetime.date | None:
    """The date of a line that holds nothing else: `Thứ Hai, 12/1/2026, 10:30`, `Ngày 5/3/2025`, `2026-01-06`.

    Days come first, as always in Vietnamese. None where the line is more than a date or the date doesn't exist.
    """
    match = _LINE.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    if not match:
        return None
    part = match.groupdict()
    year, month, day = (part[name] or part[name + "2"] for name in ("year", "month", "day"))
    return _date(year, month, day)


def date_prefix(text: str) -> tuple[datetime.date | None, str]:
    """Split `date 2026-01-06 Bước tiến mới …` into date and rest; (None, text) where there is no such prefix."""
    match = _PREFIX.match(text)
    date = _date(*match.groups()) if match else None
    return (date, text[match.end() :]) if match and date else (None, text)


def field_date(value: str) -> datetime.date | None:
    """The date of a field that programs write: ISO 8601, RFC 822 (`Tue, 06 Jan 2026 10:30:00 +0700`), or a date line.

    It is the day in Vietnam (UTC+7) where the field tells its time zone. None where it's no date.
    """
    from email.utils import parsedate_to_datetime

    value = value.strip()[:_LONGEST_LINE]
    for parse in (datetime.datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value)
            day = (moment.astimezone(_VIETNAM) if moment.tzinfo else moment).date()
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
    return date_line(value) or date_line(value[:10])


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else None
