"""The names of months and weekdays, and one way to write a day, the digest's own: "January 6", "March 5, 2020".

The model has learnt from newspapers of both shores, so one article may have "25 February" beside "January 8" and
"Nov. 30". A month that may be a verb or a name ("May", "Jan") is one only beside a number that can be a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = "|".join(MONTHS)
_NAMES = {name[:3]: name for name in MONTHS}
_ONE = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DAYS = rf"{_ONE}(?:(?:[-–]| and | or | to ){_ONE})*"
_SHORT = re.compile(
    r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)t?(?:\.(?= \d|,? \d{4}\b)|(?= (?:[12]?\d|3[01])\b(?![.,:]\d)))"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w.,:/$€£–-])(?:(?:the |The )(?=\d+[a-z]))?(?P<days>{_DAYS})(?: of)? (?P<month>{_MONTH})\b"
    r"(?:,? (?P<year>(?:1[89]|20)\d\d)\b(?![.,:]\d))?"
)
# Of "January 6th" only the ending goes; the year is an empty group, as `_month_first` asks for one.
_DAY_ENDED = re.compile(rf"\b(?P<month>{_MONTH}) (?P<days>{_DAYS})(?![\w:/]|[.,–-]\d)(?P<year>)")
_AT_OR_IN_DAY = re.compile(  # not "at September 2 Square", nor where the verb has it: "aimed at May 1"
    rf"(?<!as )(?<!aimed )(?<!look )(?<!looked )(?<!sworn )(?<!came )(?<!set )(?<!kicked )\b(?:[Aa]t|[Ii]n)(?P<day>"
    rf" (?:{_MONTH}) {_ONE})(?=(?:[.,;:!?)](?!\d)|$| (?:at|in|when|after|and|by|near|from|because|following)\b))"
)
_ON_MONTH = re.compile(
    rf"(?<!based )(?<!focused )(?<!depending )\b(?P<on>[Oo])n (?=(?:{_MONTH}) (?:19|20)\d\d\b)"
)  # "On June 2024"

# "The ministry October 24 said", in the order of the Vietnamese.
_BARE_DAY = re.compile(
    rf"(?<!['’])\b(?P<before>[^\W\d_]+) (?=(?:{_MONTH}) {_ONE} "
    r"(?:said|told|announced|confirmed|reported|issued|signed|decided|approved|urged|called|warned|arrested)\b)"
)
_NEEDS_NO_ON = frozenset(  # words after which a day has no "on"
    ("on", "of", "from", "to", "by", "until", "till", "since", "before", "after", "and", "or", "the", "this", "that",
     "in", "at", "for", "early", "late", "mid", "morning", "afternoon", "evening", "night", "noon", "dated", "a", "an",
     "around", "about", "through", "between", "than", "next", "last", "every", "but", *map(str.lower, WEEKDAYS))
)  # fmt: skip


def _month_first(match: re.Match[str]) -> str:
    days = re.sub(r"0?(\d+)(?:st|nd|rd|th)?", r"\1", match["days"])
    return f"{match['month']} {days}" + (f", {match['year']}" if match["year"] else "")


_MONTH_TWICE = re.compile(  # "on Dec December 19", "on the morning of May December 5"; not "Theresa May March 29"
    rf"\b(?P<short>{'|'.join(_NAMES)})t?\.? (?=(?P=short)[a-z]+ {_ONE}\b)"
    rf"|(?<=\b(?:of|on|in|by|at) )(?:{_MONTH}) (?=(?:{_MONTH}) {_ONE}\b)"
)

_EARLY_MORNING = re.compile(  # "Early morning March 27", after no article
    rf"(?<!the )(?<!an )(?<!\w)(?P<e>[Ee])arly morning,? (?:of |on )?(?=(?:{_MONTH}) {_ONE}\b)"
)

RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_MONTH_TWICE, lambda match: ""),
    (_SHORT, lambda match: _NAMES[match[1]]),
    (_DAY_FIRST, _month_first),
    (_DAY_ENDED, _month_first),
    (_AT_OR_IN_DAY, lambda match: ("On" if match[0][0].isupper() else "on") + match["day"]),
    (_ON_MONTH, lambda match: "In " if match["on"] == "O" else "in "),
    (_EARLY_MORNING, lambda match: ("In" if match["e"] == "E" else "in") + " the early hours of "),
    (_BARE_DAY, lambda match: match[0] if match["before"].lower() in _NEEDS_NO_ON else match[0] + "on "),
)
