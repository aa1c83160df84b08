"""Compare the numbers of a source sentence with those of its English: what is missing, what is invented."""

from __future__ import annotations

import re

from songngu.records import Record, Term
from songngu.text.english_numbers import EnglishNumber, find_codes, find_english_numbers, fold_code
from songngu.text.numbers import find_spelled_numbers, plain
from songngu.text.quantities import scan
from songngu.text.quantity import Quantity

# Said once for several: "từ 3/5 đến 5/5" is "May 3-5", and a year may serve two dates.
_SHARED = re.compile(r"[MW]\d+|1[5-9]\d\d|20\d\d")


# Only these may be answered by words such as "both", "half" or "a"; the days of a date may not.
_LOOSE = ("number:", "percent:", "unit:", "ordinal:", "fraction:", "quarter:", "lunar-day:", "keep:", "range:", "time:")


# Soft only because they may be something else: "May" the verb, "first" of all. They do answer a date or an amount.
_FIRM = re.compile(
    r"(?:may|march|april|june|august|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|first|second|zero|hundreds?|thousands?|millions?|billions?)"
)


class NumberReport(Record, frozen=True, kw_only=True):
    """`missing`: quantities whose number the English lacks. `invented`: English numbers that the source lacks."""

    missing: tuple[Term, ...] = ()
    invented: tuple[EnglishNumber, ...] = ()


def compare_numbers(source: str, english: str) -> NumberReport:
    """Compare by value, so that `1.500 tỷ đồng` may be VND1.5 trillion or 1,500 billion dong."""
    quantities = scan(source)
    numbers = find_english_numbers(english)
    return NumberReport(
        missing=tuple(_find_missing(quantities, numbers, english)),
        invented=tuple(_find_invented(quantities, numbers, source)),
    )


def permitted_values(source: str) -> frozenset[str]:
    """Give every value an English sentence may have: those of quantities, of number words and what words imply."""
    values = {value for quantity in scan(source) for slot in quantity.slots for value in slot}
    for _, value in find_spelled_numbers(source):
        values.add(plain(value))
    return frozenset(values | _implied(source))


def _implied(source: str) -> set[str]:
    return {value for pattern, values in _IMPLIED for value in values if re.search(pattern, source, re.IGNORECASE)}


_IMPLIED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\bthập (?:kỷ|kỉ|niên)\b", ("10",)),
    (r"\bthế kỷ\b", ("100",)),
    (r"\bgiao thừa\b", ("T00:00",)),
    (r"\bnửa đêm\b", ("T00:00",)),
    (r"\bgiữa trưa\b|\bbuổi trưa\b", ("T12:00",)),
    (r"\bquý\b", ("4",)),
    (r"\bmột phần (?:ba|tư|năm)\b", ("1/3", "1/4", "1/5")),
    (r"\bhai phần ba\b", ("2/3",)),
    (r"\bba phần tư\b", ("3/4",)),
    (r"\bsinh (?:đôi|ba|tư)\b", ("2", "3", "4")),
    (r"\bba\b|\btam\b", ("3",)),
    (r"\btứ\b", ("4",)),
    (r"\bngũ\b", ("5",)),
    (r"\bgiêng\b", ("M1",)),
    *(
        (rf"\bthứ {word}\b", (f"W{day}",))
        for day, words in enumerate((("hai", "2"), ("ba", "3"), ("tư", "4"), ("năm", "5"), ("sáu", "6"), ("bảy", "7")))
        for word in words
    ),
)


def _find_missing(quantities: tuple[Quantity, ...], numbers: tuple[EnglishNumber, ...], english: str) -> list[Term]:
    codes = set(find_codes(english))
    folded = fold_code(english)
    free = list(numbers)
    missing: list[Term] = []
    slots = [(slot, quantity.term) for quantity in quantities for slot in quantity.slots]
    for slot, term in sorted(slots, key=lambda pair: len(pair[0])):
        if any(v[0] == "C" and (v[1:] in codes or v[1:] in folded) for v in slot if v):
            continue
        loose = term.key.startswith(_LOOSE)
        holder = next((n for n in free if n.values & slot and not n.soft), None) or next(
            (n for n in free if n.values & slot and (loose or _FIRM.fullmatch(n.text.lower()))), None
        )
        if (
            holder is None
            and term.key == "number:1"
            and re.search(r"\b(?:an?|the|one|single|only)\b", english, re.IGNORECASE)
        ):
            continue
        if holder is None:
            if term not in missing:
                missing.append(term)
        elif not any(_SHARED.fullmatch(v) for v in holder.values) and "/" not in "".join(holder.values):
            free.remove(holder)
    return sorted(missing, key=lambda term: term.vi_span)


def _find_invented(
    quantities: tuple[Quantity, ...], numbers: tuple[EnglishNumber, ...], source: str
) -> list[EnglishNumber]:
    permitted = permitted_values(source)
    kept = " ".join(fold_code(q.term.vi) for q in quantities if q.term.key.startswith("keep:"))
    return [
        number
        for number in numbers
        if not number.soft
        and not number.values & permitted
        and not (kept and fold_code(number.text) in kept)
        and not re.search(rf"\b{re.escape(number.text.rstrip('s'))}", source)  # "The Sunday Times" in the source too
    ]
