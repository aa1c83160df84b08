"""Temperatures below zero: "âm 40 độ C" is minus 40 degrees Celsius, though the model likes to leave the sign out."""

from __future__ import annotations

import datetime
import re

from songngu.text.numbers import NUMERAL, grouped, in_words, plain, read_numeral
from songngu.text.quantity import Quantity, Rule, make

_CELSIUS = (
    "degrees Celsius",
    "degree Celsius",
    "degrees C",
    "degrees centigrade",
    "degrees",
    "°C",
    "oC",
    "C",
    "° centigrade",
)


def _below_zero(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `âm 40 độ C` and `-12 độ C`, one temperature or from one to another."""
    low = read_numeral(match["n"])[0]
    high = read_numeral(match["n2"])[0] if match["n2"] else None
    one, two = grouped(low), grouped(high) if high is not None else ""
    word = in_words(int(low)) if low == low.to_integral_value() and low < 100 else one
    units = _CELSIUS if match["c"] else ("degrees", *_CELSIUS)
    units = ("degree Celsius", *units) if low == 1 and not two else units
    amounts = [f"{sign}{one}" for sign in ("minus ", "-", "−", "–", "negative ")] + [f"minus {word}"]
    if two:
        signs = (("minus ", "minus "), ("-", "-"), ("−", "−"), ("negative ", "negative "), ("minus ", ""), ("-", ""))
        joints = (" to ", " and ", "-", "–", " - ")
        amounts = [f"{a}{one}{joint}{b}{two}" for a, b in signs for joint in joints]
    forms = [f"{amount}{'' if name[0] in '°Co' else ' '}{name}" for amount in amounts for name in units]
    forms += [f"{amount} {name}" for amount in amounts for name in ("°C", "C")]
    between = (f"{one} to {two}", f"{one}-{two}", f"{one} and {two}") if two else (one, word)
    forms += [f"{each}{name} below zero" for each in between for name in (*(f" {unit}" for unit in units), "")]
    key = f"unit:°C:-{plain(low)}" + (f"--{plain(high)}" if high is not None else "")
    return make(match, key, forms, {plain(low)}, *([{plain(high)}] if high is not None else []))


BELOW_ZERO_RULE: Rule = (
    re.compile(
        r"(?<![\w.,–-])(?<!\d )(?<!phát )(?:âm\s+|[-−](?=\d))"
        rf"(?P<n>{NUMERAL})(?:\s?(?:-|–|đến|tới)\s?(?:âm\s+|[-−](?=\d))?(?P<n2>{NUMERAL}))?"
        r"\s?(?P<c>độ\s?C|[°º]\s?C|oC)?(?(c)|độ(?!\s?[FK]\b))(?!\w)",
        re.IGNORECASE,
    ),
    _below_zero,
)
