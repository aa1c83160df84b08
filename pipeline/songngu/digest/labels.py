"""Words the digest says itself, in both languages: dates, counts, how a term was met. No locale of the machine."""

from __future__ import annotations

import datetime

from songngu.records import TermResult
from songngu.text.english_dates import MONTHS, WEEKDAYS

TITLE = "Song ngữ: Vietnamese news in English, side by side"
MISSING = "[no translation]"
_WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_MODES = {"enforce": "glossary, enforced", "prefer": "glossary, preferred", "quantity": "date, number or amount"}
_HOW = {
    "model": "written by the model",
    "reranked": "chosen among several translations",
    "constrained": "forced at the best place",
    "repaired": "put in afterwards",
    "memory": "from the translation memory",
    "human": "written by a person",
    "unmet": "not in the translation",
}


def short_vi(date: datetime.date) -> str:
    """Give `6/1/2026`."""
    return f"{date.day}/{date.month}/{date.year}"


def short_en(date: datetime.date) -> str:
    """Give `January 6, 2026`, the order the translations use."""
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"


def date_vi(date: datetime.date | None) -> str:
    """Give `Thứ Ba, 6/1/2026`."""
    return f"{_WEEKDAYS_VI[date.weekday()]}, {short_vi(date)}" if date else "Không rõ ngày"


def date_en(date: datetime.date | None) -> str:
    """Give `Tuesday, January 6, 2026`."""
    return f"{WEEKDAYS[date.weekday()]}, {short_en(date)}" if date else "Undated"


def month_vi(date: datetime.date | None) -> str:
    """Give `Tháng 1/2026`."""
    return f"Tháng {date.month}/{date.year}" if date else "Không rõ ngày"


def month_en(date: datetime.date | None) -> str:
    """Give `January 2026`."""
    return f"{MONTHS[date.month - 1]} {date.year}" if date else "Undated"


def range_vi(first: datetime.date, last: datetime.date) -> str:
    """Give `6/12/2025 – 7/1/2026`, `4/1 – 7/1/2026` within a year, one date where both are the same."""
    if first == last:
        return short_vi(last)
    start = f"{first.day}/{first.month}" if first.year == last.year else short_vi(first)
    return f"{start} – {short_vi(last)}"


def range_en(first: datetime.date, last: datetime.date) -> str:
    """Give `December 6, 2025 – January 7, 2026`, `January 4 – January 7, 2026`, or one date."""
    if first == last:
        return short_en(last)
    start = short_en(first).removesuffix(f", {last.year}")
    return f"{start} – {short_en(last)}"


def describe_term(term: TermResult) -> str:
    """Say what the glossary asked for and how it came there: `Đức → Germany · glossary, enforced · …`."""
    # Which other way of writing a date or a number is right, the checks decide.
    otherwise = "written in another way" if term.mode == "quantity" else _HOW["unmet"]
    how = _HOW[term.how] if term.met else otherwise
    return f"{term.vi} → {term.en} · {_MODES[term.mode]} · {how}"
