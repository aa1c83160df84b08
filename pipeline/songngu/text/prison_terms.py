"""The years that somebody is sentenced to are years in prison: "lĩnh 12 năm tù" isn't "for 12 years"."""

from __future__ import annotations

import re

_TERM = re.compile(r"(?<![\d.,])(?P<n>\d{1,2})\s+(?P<unit>năm|tháng)\s+tù\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:prison\w*|imprison\w*|jail\w*|sentenc\w*|bars|incarcerat\w*|custody|detention|penitentiary|suspended|"
    r"convict\w*|terms?|labou?r|serv(?:e|ed|es|ing))\b",
    re.IGNORECASE,
)
_UNITS = {"năm": "year", "tháng": "month"}


def mend_prison_terms(english: str, source: str) -> str:
    """The English with "in prison" behind the first such years, where nothing in it says where they are spent."""
    term = _TERM.search(source)
    if term is None or _SAID.search(english):
        return english
    years = rf"(?<![\w.,-]){term['n']} {_UNITS[term['unit'].lower()]}s?\b(?! (?:old|ago|and|\d))"
    return re.sub(years, r"\g<0> in prison", english, count=1)
