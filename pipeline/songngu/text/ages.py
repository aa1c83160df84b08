"""Ages in months, weeks and days: "14 tháng tuổi" is 14 months old, which a small model likes to make 14 years."""

from __future__ import annotations

import re
from collections import defaultdict

from songngu.text.numbers import in_words

_AGE = re.compile(r"(?<![\d.,/-])(?P<n>\d{1,3})\s+(?:(?P<unit>ngày|tuần|tháng)\s+)?tuổi\b", re.IGNORECASE)
_OLD = (  # no grown-up's age, which the source may give otherwise
    r"year(?P<many>s?)(?P<old>[- ]olds?\b)(?! (?:mother|father|brother|sister|wife|husband|man|woman|driver)\b)"
)
_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", None: "year"}


def mend_ages(english: str, source: str) -> str:
    """Give each age the unit that the source gives it; an age that the source has in two units is left alone."""
    units: dict[int, set[str]] = defaultdict(set)
    for match in _AGE.finditer(source):
        unit = match["unit"]
        units[int(match["n"])].add(_UNITS[unit.lower() if unit else None])
    for number, given in units.items():
        if len(given) == 1 and given != {"year"}:
            (unit,) = given
            n = rf"(?<![\w.,])(?P<n>{number}|{in_words(number)})(?P<gap>[- ])"
            if not re.search(n + unit, english, re.IGNORECASE):
                wrong, right = n + _OLD, rf"\g<n>\g<gap>{unit}\g<many>\g<old>"
                english = re.sub(wrong, right, english, count=1, flags=re.IGNORECASE)
    return english
