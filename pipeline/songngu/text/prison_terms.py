"""The years that somebody is sentenced to are years in prison: "lĩnh 12 năm tù" isn't "for 12 years"."""

from __future__ import annotations

import re

_TERM = re.compile(r"(?<![\d.,])(?P<n>\d{1,2})\s+(?P<unit>năm|tháng)\s+tù\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:prison\w*|imprison\w*|jail\w*|sentenc\w*|bars|incarcerat\w*|custody|detention|penitentiary|suspended|"
    r"convict\w*|terms?|labou?r|serv(?:e|ed|es|ing)|probation|parole|inmates?|locked|cells?)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.,;:!?)\"”]|$| (?:for|on|over)\b")
# No money: "was fined 3 years in jail".
_FINED = re.compile(
    r"\bfined(?= (?:up to |between |from )?(?:\d+|[a-z-]+)(?: (?:to|and) \d+| and a half)? (?:years?|months?)['’]? "
    r"(?:and (?:\d+|[a-z-]+) months?['’]? )?"
    r"(?:in (?:jail|prison)|behind bars|(?:of )?imprisonment|of (?:jail|prison))\b)"
)
_UNITS = {"năm": "year", "tháng": "month"}


def mend_prison_terms(english: str, source: str) -> str:
    """The English with "in prison" behind such years, where nothing in it says where, and without "fined" before."""
    english = _FINED.sub("sentenced to", english)
    term = _TERM.search(source)
    if term is None or _SAID.search(english) or "treo" in source:  # a suspended sentence
        return english
    unit = term["unit"].lower()
    if len(re.findall(rf"(?<![\d.,]){term['n']}\s+{unit}\b", source)) > 1:
        return english
    years = list(re.finditer(rf"(?<![\w.,-]){term['n']} {_UNITS[unit]}s?\b", english))
    if len(years) != 1 or not _ENDS.match(english, years[0].end()):
        return english
    return f"{english[: years[0].end()]} in prison{english[years[0].end() :]}"
