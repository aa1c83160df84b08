"""Quantities whose digits the English has, and not their form: plates, scores, quarters, winds, sums of dong.

A small model writes "59U1 – 396,10" for the plate 59U1 – 396.10, "pay back 1.25 billion" for 1,25 tỷ đồng and "gusts of
9" for giật cấp 9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from songngu.records import Term

_BETWEEN = r"(?:[.,]|\s?[‑–-]\s?|\s)?"  # what may stand between the parts of a code
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])(?=.*[.‑–-])(?![^\W\d_]{6})")  # no "Constanta-24" of a list
_QUARTER, _ROMAN = re.compile(r"quarter:(\d{4})Q([1-4])"), ("", "I", "II", "III", "IV")
_ROAD, _A_ROAD = re.compile(r"road:.*?(\d+[A-Z]?)"), r"(?:[Ss]treet|[Rr]oad|[Rr]oute|[Hh]ighway)"
_NAMED = re.compile(r"[\w,] [A-Z][\w-]* $")
_NO_OTHER_ROAD = r"(?<![\w.,-])(?<!Ring )(?<!Metro )(?<!Provincial )(?<!National )(?<!State )(?<!and )(?<!or )"
_SCORE = re.compile(r"score:(\d+)-(\d+)")
# What a number that is the force of a wind stands after, and no other number: "gusts of 9", "winds of up to 6-7".
_WIND = re.compile(r"wind:(\d+)(?:-(\d+))?")
_BLOWING = r"(?P<before>\b(?i:winds?|gusts?|gusting|gales?)(?: (?:of|at|reaching|up to))+ )"
_NO_SPEED = (
    r"(?!\w|[.,]\d|\s?[-–]\s?\d|\s?%| ?(?:k?m|(?:kilo)?met(?:er|re)s?|miles?|mph|kph|knots?|hours?|minutes?|people)\b"
    r"| (?:to|or) \d)"
)
_CURRENCY = "VND"
# An amount that ends there is nobody's and nothing's: no "1.25 million people", no "1.25 billion yuan".
_AFTER = "for|in|to|from|and|or|at|per|a|an|by|on|as|with|each|every|after|before|but|so|back|more|now|this|last"
_ENDS = rf"(?=[.,;:)\"”]?(?:\s+(?:{_AFTER})\b|\s*$)|[;:)])"

_SIGNS = ("US$", "$", "£", "€", "¥")
_AMOUNT = re.compile(r"(\d[\d,.]*)(?:(?: to |\s?[-–]\s?)(\d[\d,.]*))?( (?:thousand|million|billion|trillion))?")
_NO_MORE = r"(?![.,]\d|\w|[ -](?:thousand|million|billion|trillion)\b|\s?[-–]\s?\W?\d| to \W?\d)"

_THOUSANDS = re.compile(r"\d,\d{3} (?:million|billion)\b")  # of one, which are one of the next

_UNIT = re.compile(r"unit:(?P<unit>\w+):\d[\d.]*")
_FAMILIES = (  # units of one kind, and how English writes each after a number
    {
        "nmi": r"nautical miles",
        "mi": r"miles",
        "km": r"kilomet(?:er|re)s|km",
        "m": r"met(?:er|re)s|m",
        "cm": r"centimet(?:er|re)s|cm",
        "mm": r"millimet(?:er|re)s|mm",
        "ft": r"feet",
    },
    {"kg": r"kilograms|kilos|kg", "g": r"grams|g", "t": r"(?:metric )?(?:tons|tonnes)", "lb": r"pounds"},
    {
        "m2": r"square met(?:er|re)s|m[2²]",
        "km2": r"square kilomet(?:er|re)s|km[2²]",
        "ha": r"hectares|ha",
        "acre": r"acres",
    },
)


def _in_another_unit(unit: str, term: Term, terms: Sequence[Term]) -> str | None:
    """A pattern for the amount in a wrong unit of the same kind: "34 kilometers" for 34 hải lý."""
    number = re.match(r"\d[\d,.]*(?= )", term.targets[0])
    family = next((units for units in _FAMILIES if unit in units), None)
    if number is None or family is None:
        return None
    others = [each for each in terms if each is not term and each.key.startswith("unit:")]
    if any(target.startswith(f"{number[0]} ") for each in others for target in each.targets):
        return None  # it is another's
    wrong = "|".join(names for name, names in family.items() if name != unit)
    return rf"(?<![\w.,$€£–-]){re.escape(number[0])} ?(?:{wrong})(?![\w/-]| (?:per|an|a)\b)"


def _with_wrong_sign(term: Term, terms: Sequence[Term]) -> str | None:
    """A pattern for a sum with the sign of another currency: "$160 million" for 160 triệu đồng, "£3 million" of rubles.

    None where another sum has the same digits.
    """
    amount = _AMOUNT.search(term.targets[0])
    if not amount:
        return None
    others = (each for each in terms if each is not term and each.key.startswith("money:"))
    if any(amount[0] in target for each in others for target in each.targets):
        return None
    signs = [sign for sign in _SIGNS if not any(target.startswith(sign) for target in term.targets)]
    wrong = f"(?:{'|'.join(map(re.escape, signs))})"
    first, last, magnitude = (re.escape(part or "") for part in amount.groups())
    digits = f"{first}(?: to |\\s?[-–]\\s?)(?:{wrong})?{last}{magnitude}" if last else first + magnitude
    return rf"(?<![\w$]){wrong} ?{digits}{_NO_MORE}" if signs else None


def _in_greater(text: str, term: Term) -> str:
    """The English with "$1.1 trillion" for the "$1,100 billion" that a sum is word for word."""
    for target in term.targets[1:]:
        if _THOUSANDS.search(target) and target in text:
            text = re.sub(rf"(?<![\w$.,]){re.escape(target)}(?![\w-])", lambda _: term.targets[0], text)
    return text


def with_forms(text: str, terms: Sequence[Term]) -> str:
    """The English with codes as the source has them, scores without a loose dash, levels of winds, and sums as such."""
    for term in terms:
        if term.key.startswith("money:") and not _THOUSANDS.search(term.targets[0]):
            text = _in_greater(text, term)
        if term.mode != "quantity" or any(target in text for target in term.targets):
            continue
        pattern = None
        if found := _WIND.fullmatch(term.key):
            number = rf"{found[1]}\s?[-–]\s?{found[2]}" if found[2] else found[1]
            text = re.sub(rf"{_BLOWING}(?=(?:{number}){_NO_SPEED})", r"\g<before>level ", text, count=1)
        elif term.key.startswith("keep:") and _CODE.match(term.vi):
            parts = map(re.escape, re.findall(r"[^\W_]+", term.targets[0]))
            pattern = rf"(?<!\w){_BETWEEN.join(parts)}(?!\w|[.,]\d)"
        elif found := _QUARTER.fullmatch(term.key):
            number = rf"(?:{_ROMAN[int(found[2])]}|{found[2]})"
            pattern = rf"(?<![\w/])(?:[Tt]he )?{number} ?[/-] ?{found[1]}(?![\w/-])"
        elif found := _ROAD.fullmatch(term.key):
            number = re.escape(found[1])
            pattern = (
                rf"{_NO_OTHER_ROAD}(?:[Tt]he )?(?:{number}(?:st|nd|rd|th) {_A_ROAD}|{_A_ROAD} (?:No\. ?)?{number})"
            )
            pattern += r"(?![\w-]|[.,]\d)"
        elif found := _SCORE.fullmatch(term.key):
            pattern = rf"(?<![\w.,–-]){found[1]} ?[-–] ?{found[2]}(?![\w–-]|[.,]\d)"
        elif term.key.startswith(f"money:{_CURRENCY}:"):
            amount = re.escape(term.targets[0].removeprefix(_CURRENCY)).replace(r"\ to\ ", r"(?: to |\s?[-–]\s?)")
            bare = rf"(?<![\w$€£¥₫.,–-])(?<![A-Z] ){amount}{_ENDS}"
            pattern = f"(?:{bare}|{sign})" if (sign := _with_wrong_sign(term, terms)) else bare
        elif term.key.startswith("money:"):
            pattern = _with_wrong_sign(term, terms)
        elif found := _UNIT.fullmatch(term.key):
            pattern = _in_another_unit(found["unit"], term, terms)
        places = list(re.finditer(pattern, text)) if pattern else []
        if term.key.startswith("road:"):  # "Nguyen Hue Street 7"
            places = [place for place in places if not _NAMED.search(text, 0, place.start())]
        if len(places) == 1:
            text = text[: places[0].start()] + term.targets[0] + text[places[0].end() :]
    return text
