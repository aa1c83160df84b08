"""Many, by their order of magnitude: `hàng chục nghìn người`, `hàng trăm triệu đồng`.

A small model keeps that they are many and loses how many: "hundreds of thousands" for `hàng chục nghìn`, "VND1 billion"
for `hàng tỷ đồng`. In human pairs 20 of 700 have another order of magnitude, or none.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence

from songngu.records import Term
from songngu.text.english_numbers import MANY
from songngu.text.numbers import fold_case
from songngu.text.quantity import Quantity, before, compile_rule, make
from songngu.text.units import COMPOUNDS, CURRENCIES, money_words

KEY = "multitude:"
_SCALES = {
    "chục": 10, "trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_COUNTS = {1: (), 10: ("tens", "dozens"), 100: ("hundreds",), 1000: ("thousands",)}
_YEARS = {10: ("decades",), 100: ("centuries",), 1000: ("millennia",)}
_LONGEST = 10**15
# "lô hàng trăm triệu đồng" are goods worth a hundred million.
_GOODS = re.compile(r"\b(?:mặt|lô|đơn|món|kiện|thùng|cửa|quầy|gian|khách|ngân|kho|tàu|giỏ|đầu|xếp)\s+$")

_NO_UNIT = r"(?! ?(?:of )?(?:thousand|million|billion|trillion|VND|USD)\b)"
_CHAIN = re.compile(
    rf"(?<!\d )\b(?:{MANY})(?: of (?:{MANY}|thousand|million|billion|trillion))*\b{_NO_UNIT}", re.IGNORECASE
)
# What makes a round number no certain one: "over VND1 billion" may be what "hàng tỷ đồng" is.
HEDGED = re.compile(
    r"\b(?:over|more than|less than|least|some|about|around|roughly|approximately|nearly|almost|up to|upwards of"
    r"|exceed\w*|in excess of|above|beyond)\s+(?:(?:VND|USD|US\$|[$€£¥])\s?)?$",
    re.IGNORECASE,
)
HEDGE_LENGTH = 24  # characters
# One of a unit, for many of them: "owes VND1 billion", not "a VND1 billion loss".
_CERTAIN = {
    currency: re.compile(
        rf"(?<!\ba )(?<!\ban )(?<!\bthe )"
        rf"{sign} ?1 (?:million|billion|trillion)\b"
        r"(?=\s*(?:[.,;:)!?]|$)|\s+(?:in|for|from|by|on|at|with|is|was|were|are|per|each|every|after|before|this|last)\b)"
    )
    for currency, sign in (("VND", r"\bVND"), ("USD", r"(?:\bUS)?\$"))
}
# Words that count without a number.
VAGUE = re.compile(
    r"\b(?:scores|many|countless|numerous|several|multiple|lots|myriad|few|masses|score of"
    r"|(?:large|huge) number)\b",
    re.IGNORECASE,
)


def _multitude(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    scales = fold_case(match["scales"]).split()
    value = math.prod(_SCALES[scale] for scale in scales)
    if value > _LONGEST or _GOODS.search(before(match)):
        return None
    slot = _values(value) | ({"12", "20"} if value == 10 else _values(1000) if scales == ["vạn"] else set())
    shared = _SHARED.match(match.string, match.end())
    if shared and not match["c"]:  # "hàng chục đến hàng trăm triệu": tens of millions
        unit = math.prod(_SCALES[scale] for scale in fold_case(shared["scales"]).split())
        slot |= _values(value * unit) if len(scales) == 1 else _values(_SCALES[scales[0]])
    names = _names(value)
    currency = _currency(match, value)
    if match["y"]:
        old = "-old" if match["old"] else ""
        forms = [f"{name}{old}" for name in _YEARS.get(value, ())]
        forms += [f"{name} {joint}years{old and ' old'}" for name in names for joint in ("of ", "")]
        return make(match, f"{KEY}{value}", [*forms, *_YEARS.get(value, ()), *_others(value)], slot)
    if match["c"] and not currency:
        return None
    if not currency:
        forms = [form for name in names for form in (f"{name} of", name)]
        return make(match, f"{KEY}{value}", [*forms, *_others(value)], slot)
    words = money_words(currency)
    forms = [f"{name} {joint}{word}" for name in names for word in words for joint in ("of ", "", "in ")]
    forms += [f"multi{joint}{unit}-{words[0].rstrip('s')}" for unit in _units(value) for joint in ("-", "")]
    return make(match, f"{KEY}{currency}:{value}", [*forms, *names, *_others(value)], slot)


def _values(value: int) -> set[str]:
    """What an English number has whose value it is, certain or not (see `EnglishNumber.values`)."""
    return {str(value), f"~{value}"} if value <= _LONGEST else set()


def _currency(match: re.Match[str], value: int) -> str | None:
    """What the currency is; None where its word counts things below a thousand, or where another country follows."""
    word = fold_case(match["c"] or "")
    if not word or (value < 1000 and word in COMPOUNDS):
        return None
    currency = CURRENCIES[word]
    another = _ANOTHER_CURRENCY.match(match.string, match.end()) if currency in ("VND", "USD") else None
    return None if another and (word.startswith("đô") or word == "đồng") else currency


def _units(value: int) -> list[str]:
    return [unit for size, unit in _UNITS if value // size in (1, 10, 100)]


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
    """Ways of saying so many with a number word: "several hundred million", "a few thousand"."""
    word = {10: "dozen", 100: "hundred"}.get(value)
    for size, unit in _UNITS:
        word = word or {1: unit, 10: f"ten {unit}", 100: f"hundred {unit}"}.get(value // size)
    return [f"{some} {word}" for some in ("several", "many", "a few", "some")] if word else []


_CURRENCY = "|".join(
    re.escape(name).replace(r"\ ", r"\s+") + (rf"(?!\s+(?:{'|'.join(COMPOUNDS[name])})\b)" if name in COMPOUNDS else "")
    for name in sorted(CURRENCIES, key=len, reverse=True)
)
_SCALE = r"chục|trăm|nghìn|ngàn|vạn|triệu(?!\s+(?:hồi|tập|phú)\b)|t[ỷỉ](?!\s+(?:lệ|trọng|mỉ|số|giá|phú)\b)"
_MANY_SCALES = rf"(?P<scales>(?:{_SCALE})(?:\s+(?:{_SCALE}))*)\b"
_JOINT = r"(?:thậm\s+chí(?:\s+là)?|có\s+khi|cho\s+đến|lên\s+(?:đến|tới)|đến|tới|rồi|hay|hoặc|và|-|–)"
_SHARED = re.compile(rf"\s*,?\s*{_JOINT}?\s*hàng\s+(?:trăm|nghìn|ngàn)\s+{_MANY_SCALES}", re.IGNORECASE)
_ANOTHER_CURRENCY = re.compile(r"\s+(?:[A-ZĐÚ]\w|nhân dân tệ|yên|yen|rúp|won|euro|bảng|baht)")
MULTITUDE_RULE = compile_rule(
    rf"hàng\s+{_MANY_SCALES}(?:\s+(?P<y>năm)(?P<old>\s+tuổi)?(?!\w)|\s+(?P<c>{_CURRENCY})(?!\w))?", _multitude
)


def mend_multitude(english: str, source: str, missing: Sequence[Term]) -> str:
    """The English with the order of magnitude that it lacks, where it has one wrong one that is for nothing else."""
    if len(missing) != 1 or not missing[0].key.startswith(KEY) or _ALSO_MANY.search(source):
        return english
    term = missing[0]
    if len(_ANY_SCALE.findall(source)) != len(_ANY_SCALE.findall(term.vi)):
        return english
    *_, currency, value = term.key.split(":")
    places = list(_CHAIN.finditer(english))
    if len(places) == 1 and not places[0][0].isupper():
        start, end = places[0].span()
        money = _MONEY_AFTER.match(english, end)
        if (money is not None) != currency.isupper() or (money and money["word"] not in money_words(currency)):
            return english
        wanted = _names(int(value))[0]
        return english[:start] + (wanted.capitalize() if places[0][0][0].isupper() else wanted) + english[end:]
    certain = list(_CERTAIN[currency].finditer(english)) if currency in _CERTAIN and not places else []
    if len(certain) != 1 or HEDGED.search(english[max(0, certain[0].start() - HEDGE_LENGTH) : certain[0].start()]):
        return english
    return english[: certain[0].start()] + term.targets[0] + english[certain[0].end() :]


_ANY_SCALE = re.compile(
    r"(?<!\w)(?:chục|trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ]|hàng (?:loạt|tá)|vài|mấy|nhiều|vô số|đông đảo|rất đông)(?!\w)",
    re.IGNORECASE,
)
_ALSO_MANY = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d(?!\d|[.,]\d))\d[\d.,]{2,}")  # a number above a hundred, no year
_WORDS = {word for currency in CURRENCIES.values() for word in money_words(currency)}
_MONEY_AFTER = re.compile(rf"(?: of| in)? (?P<word>{'|'.join(sorted(_WORDS))})\b")
