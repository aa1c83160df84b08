"""Fractions: 1/3 is a third, 8/17 is 8 of 17."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from songngu.text.numbers import in_words, ordinal_in_words, plain
from songngu.text.quantity import Quantity, make


def read_fraction(match: re.Match[str], above: int, below: int) -> Quantity:
    """Read 1/3 as a third, 8/17 as 8 of 17."""
    forms = [f"{above}/{below}", f"{above} of {below}", f"{above} out of {below}", f"{above} of the {below}"]
    slots: list[Iterable[str]] = [{f"{above}/{below}", str(above)}, {f"{above}/{below}", str(below)}]
    if 2 <= below <= 10 and above < below:
        part = {2: "half", 4: "quarter"}.get(below, ordinal_in_words(below))
        plural = part if above == 1 else f"{part}s"
        forms = [f"{in_words(above)}-{plural}", f"{in_words(above)} {plural}", *forms]
        forms = [f"a {part}", f"one-{part}", *forms] if above == 1 else forms
        value = plain(Decimal(above) / Decimal(below))
        slots = [{f"{above}/{below}", value, str(above)}, {f"{above}/{below}", value, str(below)}]
    return make(match, f"fraction:{above}/{below}", forms, *slots)
