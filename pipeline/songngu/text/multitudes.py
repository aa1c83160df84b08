"""Many, by their order of magnitude: `hàng chục nghìn người`, `hàng trăm triệu đồng`.

A small model keeps that they are many and loses how many: "hundreds of thousands" for `hàng chục nghìn`, "VND1 billion"
for `hàng tỷ đồng`.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence

from songngu.records import Term
from songngu.text.numbers import fold_case
from songngu.text.quantity import Quantity, after, before, compile_rule, make
from songngu.text.units import COMPOUNDS, CURRENCIES, money_words

KEY = "multitude:"
_SCALES = {
    "chục": 10, "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_COUNTS = {1: (), 10: ("tens", "dozens"), 100: ("hundreds",), 1000: ("thousands",)}
# "lô hàng trăm triệu đồng" are goods worth a hundred million.
_GOODS = re.compile(r"\b(?:mặt|lô|đơn|món|kiện|cửa|nhà|khách|ngân|bán|mua|giao|chở|kho|tiền|giỏ|gói|ngành|xếp)\s+$")
_LONGEST = 10**15

_MANY = "tens|dozens|hundreds|thousands|millions|billions|trillions"
_CHAIN = re.compile(rf"\b(?:{_MANY})(?: of (?:{_MANY}|thousand|million|billion))*\b", re.IGNORECASE)
# What says that English means many, and no certain number.
VAGUE = re.compile(
    rf"\b(?:{_MANY}|dozen|scores|hundred|thousand|decades?|centur(?:y|ies)|several|many|countless|numerous|multi\w*"
    r"|(?:an?|some|few) (?:million|billion)|(?:million|billion)[- ](?:dollar|euro|dong|year)s?)\b",
    re.IGNORECASE,
)
_CERTAIN = {  # one of a unit, for many of them
    currency: re.compile(rf"{sign} ?1 (?:million|billion|trillion)\b(?! to | ?[-–])")
    for currency, sign in (("VND", r"\bVND"), ("USD", r"(?:\bUS)?\$"))
}


def _multitude(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    value = math.prod(_SCALES[scale] for scale in fold_case(match["scales"]).split())
    if value > _LONGEST or _GOODS.search(before(match)):
        return None
    names = _names(value)
    if not match["c"]:
        years = {10: ["decades"], 100: ["centuries"]}.get(value, []) if re.match(r"\s+năm\b", after(match)) else []
        nouns = [form for name in names for form in (f"{name} of", name)]
        return make(match, f"{KEY}{value}", [*years, *nouns, *_others(value)], _values(value))
    currency = CURRENCIES[fold_case(match["c"])]
    forms = [
        f"{name} {joint}{word}" for name in names for word in money_words(currency) for joint in ("of ", "", "in ")
    ]
    forms += [f"multi{joint}{unit}-{word}" for _, unit in _UNITS for joint in ("-", "") for word in ("dollar", "euro")]
    return make(match, f"{KEY}{currency}:{value}", [*forms, *_others(value)], _values(value))


def _names(value: int) -> list[str]:
    """What English calls so many: "hundreds of millions"."""
    if value < 1000:
        return list(reversed(_COUNTS[value]))
    names = []
    for size, unit in _UNITS:
        count = value // size
        if count in _COUNTS:
            names += [f"{word} of {unit}s" for word in _COUNTS[count]] or [f"{unit}s"]
    return names


def _others(value: int) -> list[str]:
    """Ways of saying so many with a number word: "a hundred million", "several thousand"."""
    word = {10: "dozen", 100: "hundred"}.get(value)
    for size, unit in _UNITS:
        word = word or {1: unit, 10: f"ten {unit}", 100: f"hundred {unit}"}.get(value // size)
    return [f"{some} {word}" for some in ("a", "several", "many", "a few", "some")] if word else []


def _values(value: int) -> set[str]:
    return {str(value)} | ({"12", "20"} if value == 10 else set())


_CURRENCY = "|".join(
    re.escape(name).replace(r"\ ", r"\s+") + (rf"(?!\s+(?:{'|'.join(COMPOUNDS[name])})\b)" if name in COMPOUNDS else "")
    for name in sorted(CURRENCIES, key=len, reverse=True)
)
_SCALE = "|".join(_SCALES)
MULTITUDE_RULE = compile_rule(
    rf"hàng\s+(?P<scales>(?:{_SCALE})(?:\s+(?:{_SCALE}))*)\b(?:\s+(?P<c>{_CURRENCY}))?", _multitude
)


def with_multitude(english: str, term: Term, terms: Sequence[Term]) -> str:
    """The English with the order of magnitude of `term`, where it has one wrong one and nothing else it may be for."""
    if sum(each.key.startswith(KEY) for each in terms) != 1:
        return english
    *_, currency, value = term.key.split(":")
    wanted = _names(int(value))[0]
    places = list(_CHAIN.finditer(english))
    if len(places) == 1:
        place = places[0]
        written = wanted.capitalize() if place[0][0].isupper() else wanted
        return english[: place.start()] + written + english[place.end() :]
    certain = list(_CERTAIN[currency].finditer(english)) if currency in _CERTAIN and not places else []
    if len(certain) != 1:
        return english
    return english[: certain[0].start()] + term.targets[0] + english[certain[0].end() :]
