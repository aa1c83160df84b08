"""Tell spellings that look like one name: Zelensky, Zelenskiy; Kim Jong-un, Kim Jong Un; Kiev, Kyiv; Sergei, Sergey."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz, process

from songngu.glossary.context import shape_of
from songngu.glossary.words import split_words

# What transliterations do differently, in this order, on letters without marks.
_TRANSLITERATIONS = tuple((re.compile(pattern), letters) for pattern, letters in (
    ("[yj]", "i"), ("ph", "f"), ("ck|kh|q", "k"), ("[ie]i|ie", "i"), ("ou|oo", "u"), ("w", "v"), (r"(.)\1+", r"\1"),
))  # fmt: skip
_LEAST = 6  # letters of a name that may have a letter more, less or different
_ALIKE = 88.0  # rapidfuzz's ratio


def spelling_key(name: str) -> str:
    """Equal for spellings that look like one foreign name.

    Vietnamese names keep their marks: Lan and Lân are two people.
    """
    words = split_words(name)
    if len(words.spans) == 1 and name == name.upper():
        return name  # IS and ISS are two abbreviations
    if all(shape_of(words, i) in ("name", "surname", "lower") for i in range(len(words.spans))):
        return words.canonical
    plain = unicodedata.normalize("NFD", words.canonical.replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c.isalnum())
    for pattern, others in _TRANSLITERATIONS:
        letters = pattern.sub(others, letters)
    return letters


def find_alike(key: str, others: list[str]) -> str:
    """The one of `others` (spelling keys) that is nearest to a foreign name's, "" where none is near."""
    if len(key) < _LEAST or not key.isascii() or " " in key:
        return ""
    near = process.extract(key, others, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
    return next((other for other, _, _ in near if other[0] == key[0] and other != key), "")
