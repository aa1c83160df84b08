"""Ages as the source gives them: "14 tháng tuổi" is 14 months, no 14 years, "người dưới 16 tuổi" nobody of 16."""

from __future__ import annotations

import re
from collections import defaultdict

from songngu.text.numbers import in_words

_AGE = re.compile(r"(?<![\d.,/-])(?P<n>\d{1,3})\s+(?:(?P<unit>ngày|tuần|tháng)\s+)?tuổi\b", re.IGNORECASE)
_OLD = (  # no grown-up's age, which the source may give otherwise
    r"year(?P<many>s?)(?P<old>[- ]olds?\b)(?! (?:mother|father|brother|sister|wife|husband|man|woman|driver)\b)"
)
_BOUNDED = re.compile(r"(?<!\w)(?P<bound>dưới|trên)\s+(?P<n>\d{1,2})\s+tuổi\b", re.IGNORECASE)
_SAYS_BOUND = re.compile(
    r"\b(?:under|below|over|above|younger|older|less|more|minors?|least|up to|age of)\b", re.IGNORECASE
)
_PERSONS = (
    "child|children|person|people|girls?|boys?|wom[ae]n|m[ae]n|students?|victims?|patients?|kids?|teenagers?|minors?"
)
_OF_THAT_AGE = (  # somebody known by a noun, or by nothing at the end of a clause
    r"(?P<article>\b[Aa]n? )?(?<![\w.,]){number}[- ]year[- ]old"
    rf"(?:(?P<many>s)(?!['’\w])| (?P<noun>{_PERSONS})(?!['’\w-])|(?=[.,;:)]|$))"
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
    return _with_bounds(english, source)


def _with_bounds(english: str, source: str) -> str:
    """Say under and over which age somebody is who became one of that age: "a 16-year-old girl"."""
    for match in _BOUNDED.finditer(source):
        number = match["n"]
        if len(re.findall(rf"(?<![\d.,]){number}(?![\d.,]*\d)", source)) > 1 or _SAYS_BOUND.search(english):
            continue
        word = "under" if match["bound"].lower() == "dưới" else "over"
        found = list(re.finditer(_OF_THAT_AGE.replace("{number}", number), english))
        if len(found) == 1:
            match = found[0]
            who = "people" if match["many"] else match["noun"] or "person"
            article = (match["article"] or "").replace("an ", "a ").replace("An ", "A ")
            english = f"{english[: match.start()]}{article}{who} {word} {number}{english[match.end() :]}"
    return english
