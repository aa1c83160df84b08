"""Find every date, time, amount and number of a Vietnamese news sentence with the English that counts as right."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from songngu.records import Term
from songngu.text.codes import CODE_RULES
from songngu.text.dates import BIRTH_RULE, DATE_RULES
from songngu.text.measures import HOURS_OF_DAY_RULE, HOURS_RULE, MEASURE_RULES
from songngu.text.multitudes import MULTITUDE_RULE
from songngu.text.quantity import Quantity
from songngu.text.temperatures import BELOW_ZERO_RULE

# In order: what an earlier rule has claimed, a later one doesn't see.
_CODES_FIRST, _SCORES = CODE_RULES[:-1], CODE_RULES[-1:]
RULES = (
    BIRTH_RULE,
    MULTITUDE_RULE,
    BELOW_ZERO_RULE,
    *_CODES_FIRST,
    HOURS_RULE,
    HOURS_OF_DAY_RULE,
    *MEASURE_RULES[:1],
    *DATE_RULES,
    *_SCORES,
    *MEASURE_RULES[1:],
)
_NOISE = re.compile(r"\d[\d.,]{24,}")  # keys, hashes, rows of a table: no amount of a news article has 25 digits
_ALWAYS = ("date:", "month:", "months:", "time:", "money:", "quarter:", "decade:", "century:", "unit:", "lunar-day:",
           "lunar-month:", "born:", "road:", "wind:", "area:", "law:", "storm:", "multitude:")  # fmt: skip


def find_quantities(text: str, date: datetime.date | None = None) -> tuple[Term, ...]:
    """Find the quantities of a Vietnamese sentence, sorted, without overlap.

    `targets` are all English renderings that count as right, best first; `key` is the value ("date:2026-01-06",
    "money:VND:1500500000000"). `date` is the article's own and gives a date without a year its year in the key.
    Number words ("hai", "ba mươi") aren't terms: English needn't have them (see `number_guard`).
    """
    return tuple(quantity.term for quantity in scan(text, date))


@lru_cache(maxsize=256)  # the plan, the ladder and the checks ask for the same sentence
def scan(text: str, date: datetime.date | None = None) -> tuple[Quantity, ...]:
    """Find quantities with the number slots that the guard compares."""
    found: list[Quantity] = []
    text = _NOISE.sub(lambda noise: "\0" * len(noise[0]), text)
    claimed = bytearray(len(text))
    for pattern, read in RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end or any(claimed[start:end]):
                continue
            quantity = read(match, date)
            if quantity is not None:
                found.append(quantity)
                claimed[start:end] = b"\1" * (end - start)
    return tuple(sorted(found, key=lambda quantity: quantity.term.vi_span))


def annotatable(term: Term) -> bool:
    """Tell whether an inline annotation is worth asking of the engine.

    Yes for what must be converted: dates, times, money, units, quarters, decimals, grouped digits, magnitudes. No for
    plain integers, years, percentages without a comma and codes, which a model copies by itself; they are only checked.
    """
    if term.key.startswith(_ALWAYS):
        return "|" not in term.key
    if term.key.startswith(("number:", "percent:", "range:")):
        return re.search(r"[.,]|[^\W\d_]{3,}", term.vi.replace("phần trăm", "")) is not None
    return term.key.startswith("weekday:")
