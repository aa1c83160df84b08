"""Quantities whose digits the English has, and not their form: plates, scores, quarters, amounts without currency.

A small model writes "59U1 – 396,10" for the plate 59U1 – 396.10, and "pay back 1.25 billion" for 1,25 tỷ đồng.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from songngu.records import Term

_BETWEEN = r"(?:[.,]|\s?[‑–-]\s?|\s)?"  # what may stand between the parts of a code
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])(?=.*[.‑–-])(?![^\W\d_]{6})")  # no "Constanta-24" of a list
_QUARTER, _ROMAN = re.compile(r"quarter:(\d{4})Q([1-4])"), ("", "I", "II", "III", "IV")
_SCORE = re.compile(r"score:(\d+)-(\d+)")
_CURRENCY = "VND"
# An amount that ends there is nobody's and nothing's: no "1.25 million people", no "1.25 billion yuan".
_AFTER = "for|in|to|from|and|or|at|per|a|an|by|on|as|with|each|every|after|before|but|so|back|more|now|this|last"
_ENDS = rf"(?=[.,;:)\"”]?(?:\s+(?:{_AFTER})\b|\s*$)|[;:)])"


def with_forms(text: str, terms: Sequence[Term]) -> str:
    """The English with codes as the source writes them, scores without a loose dash, dong with their currency."""
    for term in terms:
        if term.mode != "quantity" or any(target in text for target in term.targets):
            continue
        pattern = None
        if term.key.startswith("keep:") and _CODE.match(term.vi):
            parts = map(re.escape, re.findall(r"[^\W_]+", term.targets[0]))
            pattern = rf"(?<!\w){_BETWEEN.join(parts)}(?!\w|[.,]\d)"
        elif found := _QUARTER.fullmatch(term.key):
            pattern = rf"(?<![\w/])(?:[Tt]he )?{_ROMAN[int(found[2])]} ?[/-] ?{found[1]}(?![\w/-])"
        elif found := _SCORE.fullmatch(term.key):
            pattern = rf"(?<![\w.,–-]){found[1]} ?[-–] ?{found[2]}(?![\w–-]|[.,]\d)"
        elif term.key.startswith(f"money:{_CURRENCY}:"):
            amount = re.escape(term.targets[0].removeprefix(_CURRENCY))
            pattern = rf"(?<![\w$€£¥₫.,–-])(?<![A-Z] ){amount}{_ENDS}"
        places = list(re.finditer(pattern, text)) if pattern else []
        if len(places) == 1:
            text = text[: places[0].start()] + term.targets[0] + text[places[0].end() :]
    return text
