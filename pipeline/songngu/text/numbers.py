"""Vietnamese numerals to values and values to English numerals.

Digits follow CLDR `vi`: `.` groups, `,` is the decimal mark, nghìn 10³, triệu 10⁶, tỷ 10⁹, nghìn tỷ 10¹².
"""

from __future__ import annotations

import re
from decimal import Decimal

from songngu.records import Span

# A numeral as a source writes it. "1.5" (one or two places after a point) is the English way and read as a decimal.
NUMERAL = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+)"
MAGNITUDES: dict[str, int] = {
    "trăm": 10**2,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "trăm nghìn": 10**5,
    "trăm ngàn": 10**5,
    "trăm triệu": 10**8,
    "trăm tỷ": 10**11,
    "trăm tỉ": 10**11,
    "nghìn tỷ": 10**12,
    "nghìn tỉ": 10**12,
    "ngàn tỷ": 10**12,
    "ngàn tỉ": 10**12,
    "triệu tỷ": 10**15,
    "triệu tỉ": 10**15,
}
MAGNITUDE = r"(?:" + "|".join(sorted(MAGNITUDES, key=len, reverse=True)).replace(" ", r"\s+") + r")\b"

_UNITS: dict[str, int] = {
    "không": 0, "linh": 0, "lẻ": 0, "một": 1, "mốt": 1, "hai": 2, "đôi": 2, "cặp": 2, "ba": 3, "bốn": 4, "tư": 4,
    "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "tá": 12,
}  # fmt: skip
_SCALES: dict[str, int] = {
    "mươi": 10,
    "chục": 10,
    "trăm": 100,
    "nghìn": 1000,
    "ngàn": 1000,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_WORD = re.compile(r"[^\W\d_]+")
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_UNCASED = str.maketrans("ıİſ", "iis")
MAGNITUDE_WORDS = "thousand|million|billion|trillion|quadrillion"
ENGLISH_MAGNITUDES = ((10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def read_numeral(digits: str) -> tuple[Decimal, ...]:
    """Give the values a numeral can have, the likelier first.

    `1.500,5` is 1500.5 and `2,4` is 2.4; `118,000` can only be meant as 118000 where a decimal ends in three zeros, and
    `26,750` may be either, so both are given.
    """
    if re.fullmatch(r"\d+\.\d{1,2}", digits):
        return (Decimal(digits),)
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", digits):
        return (Decimal(digits.replace(",", "")),)
    decimal = Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        grouped = Decimal(digits.replace(",", ""))
        return (grouped,) if digits.endswith("00") else (decimal, grouped)
    return (decimal,)


def fold_case(words: str) -> str:
    """What words that a pattern has found are looked up under: lower case and single blanks.

    Turkish ı and İ and the long ſ become i and s, for which a pattern that ignores case takes them.
    """
    return " ".join(words.translate(_UNCASED).lower().split())


def read_magnitude(word: str | None) -> int:
    """Give the factor of "nghìn tỷ" and its like, 1 for none."""
    return MAGNITUDES[fold_case(word)] if word else 1


def plain(value: Decimal) -> str:
    """Write a value without group marks, exponent or useless zeros: the form keys and comparisons use."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal) -> str:
    """Write a value as English does: `1,500.5`."""
    whole, _, fraction = plain(value).partition(".")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def in_words(number: int) -> str:
    """Write 0…999 in English words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """Write 21 as `21st`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def ordinal_in_words(number: int) -> str:
    """Write 21 as `twenty-first` (1…99)."""
    head, dash, last = in_words(number).rpartition("-")
    if last in _IRREGULAR_ORDINALS:
        return head + dash + _IRREGULAR_ORDINALS[last]
    return head + dash + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def _decimals(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])


def render_number(value: Decimal, factor: int = 1) -> tuple[str, ...]:
    """Give the exact English forms of a value, best first; `factor` is the magnitude word of the source.

    Never rounds. `1.5 trillion` is best while the mantissa is short; a longer one stays with the source's magnitude
    (`1,500.5 billion`).
    """
    scaled = [(value / size, word) for size, word in ENGLISH_MAGNITUDES if value >= size]
    forms = [f"{grouped(m)} {word}" for m, word in scaled if _decimals(m) <= (3 if factor > 1 else 2) and m < 100_000]
    own = [f"{grouped(m)} {word}" for m, word in scaled if f"1{'0' * (len(str(factor)) - 1)}" == str(_size(word))]
    longer = [f"{grouped(m)} {word}" for m, word in scaled if _decimals(m) <= 6]
    digits = [grouped(value), plain(value)]
    words = [f"{in_words(int(m))} {word}" for m, word in scaled if m == m.to_integral_value() and m <= 20]
    if value == value.to_integral_value() and value <= 100:
        words.append(in_words(int(value)))
    if value in (100, 1000, 10**6, 10**9):
        name = {100: "hundred", 1000: "thousand", 10**6: "million", 10**9: "billion"}[int(value)]
        words += [f"one {name}", f"a {name}"]
    if 1000 <= value < 10**6 and _decimals(value / 1000) <= 1:
        words.append(f"{grouped(value / 1000)} thousand")
        if value % 1000 == 0 and value <= 100_000:
            words.append(f"{in_words(int(value / 1000))} thousand")
    first = forms or own
    ordered = [*first[:1], *own, *forms, *digits, *longer, *words] if scaled else [*digits, *words]
    if factor == 1 and not forms:
        ordered = [*digits, *own, *longer, *words]
    return tuple(dict.fromkeys(ordered))


def _size(word: str) -> int:
    return next(size for size, name in ENGLISH_MAGNITUDES if name == word)


def find_spelled_numbers(text: str) -> tuple[tuple[Span, Decimal], ...]:
    """Find runs of Vietnamese number words ("ba mươi lăm", "hai triệu rưỡi") with their values.

    Generous on purpose: "năm" is five as well as year. Only for what an English sentence is permitted to say.
    """
    found: list[tuple[Span, Decimal]] = []
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(text), None]:
        if match and match[0].lower() in (_UNITS | _SCALES | {"rưỡi": 0}):
            if run and text[run[-1].end() : match.start()].strip():
                found += _read_run(run)
                run = []
            run.append(match)
        elif run:
            found += _read_run(run)
            run = []
    return tuple(found)


def _read_run(run: list[re.Match[str]]) -> list[tuple[Span, Decimal]]:
    values = [((run[0].start(), run[-1].end()), _value_of([m[0].lower() for m in run]))]
    if len(run) > 1:
        for m in run:
            word = m[0].lower()
            values.append((m.span(), Decimal(_UNITS.get(word, _SCALES.get(word, 0)))))
        values += [
            ((run[i].start(), run[j - 1].end()), _value_of([m[0].lower() for m in run[i:j]]))
            for i in range(len(run))
            for j in range(i + 2, min(len(run), i + 6) + 1)
            if j - i < len(run)
        ]
    return values


def _value_of(words: list[str]) -> Decimal:
    total, part, last = Decimal(0), Decimal(0), 1
    for word in words:
        if word == "rưỡi":
            total += Decimal(last) / 2
        elif word in _UNITS:
            part += _UNITS[word]
        elif _SCALES[word] <= 100:
            last = _SCALES[word]
            ones = part % 10
            part = part - ones + (ones or 1) * last
        else:
            last = _SCALES[word]
            total = total + (part or Decimal(1)) * last if last < 10**9 else (total + part or Decimal(1)) * last
            part = Decimal(0)
    return total + part
