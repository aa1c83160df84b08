"""Take back what a model adds to a date: the year it believes in, another day, a month, the hour of an afternoon.

Only what the source can't have said is taken, so no other number changes. A year stays where the source has one in
words ("năm ngoái"), to be told as an invention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from songngu.text.english_dates import MONTHS
from songngu.text.english_numbers import EnglishNumber
from songngu.text.numbers import ordinal

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_SAID = re.compile(r"\bnăm\s+(?:ngoái|nay|sau|tới|trước|kia)\b", re.IGNORECASE)
_BEFORE_YEAR = re.compile(rf"\b(?:{MONTHS})(?: \d{{1,2}})?(?P<gap>,? )$")
_BEFORE_DAY = re.compile(rf"\b(?:{MONTHS}) \d{{1,2}}(?P<gap>[-–]| and )$")
_DAY_AFTER = re.compile(r" (?P<day>\d{1,2})\b(?![-–:/]\d)")
_BEFORE_CLOCK = re.compile(r"\b(?P<at>at|around|about) (?:around |about )?$", re.IGNORECASE)
_DATE_AFTER = re.compile(rf",? on (?=(?:{MONTHS}) \d)")
_PART_OF_DAY = re.compile(
    r"(?<!\w)(?P<part>sáng|trưa|chiều|tối|đêm)(?:\s+(?:nay|qua|mai))?,?\s+(?:ngày\s+)?\d{1,2}[-/.]\d{1,2}\b",
    re.IGNORECASE,
)
_PARTS = {"sáng": "morning", "trưa": "noon", "chiều": "afternoon", "tối": "evening", "đêm": "night"}


def take_back(english: str, source: str, invented: Sequence[EnglishNumber]) -> str:
    """The English without the inventions that a rule can take out of it; the others stay for the checks to tell."""
    for number in sorted(invented, key=lambda number: number.span, reverse=True):
        start, end = number.span
        before, after = english[:start], english[end:]
        if _YEAR.fullmatch(number.text):
            said = _YEAR_SAID.search(source)
            english = english if said else _without(_BEFORE_YEAR, before, english, after)
        elif number.text.isdigit():
            english = _without(_BEFORE_DAY, before, english, after)
        elif number.text in MONTHS.split("|"):
            english = _on_the_day(before, english, after)
        elif all(value.startswith("T") for value in number.values):
            english = _in_its_part(before, english, after, source)
    return english


def _without(pattern: re.Pattern[str], before: str, english: str, after: str) -> str:
    """ "January 3, 2020", "March 2020" and "December 19-20" without their last number."""
    found = pattern.search(before)
    return before[: found.start("gap")] + after if found else english


def _on_the_day(before: str, english: str, after: str) -> str:
    """ "on the 20th" for "on September 20" where the source has only a day."""
    day = _DAY_AFTER.match(after)
    if not day:
        return english
    the = "" if re.search(r"\b(?:the|this|last|next) $", before, re.IGNORECASE) else "the " if before else "The "
    return f"{before}{the}{ordinal(int(day['day']))}{after[day.end() :]}"


def _in_its_part(before: str, english: str, after: str, source: str) -> str:
    """ "on the afternoon of April 4" for "at 4 p.m. on April 4", which is what "chiều 4-4" is."""
    at, on, parts = _BEFORE_CLOCK.search(before), _DATE_AFTER.match(after), _PART_OF_DAY.findall(source)
    if not at or not on or len(parts) != 1:
        return english
    part = _PARTS[parts[0].lower()]
    small = "at noon on" if part == "noon" else f"on the {part} of"
    phrase = small.capitalize() if at["at"][0].isupper() else small
    return f"{before[: at.start()]}{phrase} {after[on.end() :]}"
