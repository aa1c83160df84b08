"""Does an English sentence say what its source says at all? A small lexicon tells, so that inventions are found.

A small model now and then writes a fluent sentence about something else. The lexicon of alignment knows what news words
are rendered with; a translation that has hardly any of it, and little that anything of the source could be rendered
with, is one of those. It can't tell a good translation from a fair one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from songngu.glossary.alignment import ENGLISH_STOPS, VIETNAMESE_STOPS, forms_of
from songngu.glossary.lexicon import load_lexicon
from songngu.glossary.words import Words, split_words
from songngu.text.latin import fold_marks

LEAST = 4  # known words of the source, below which nothing is said
LEAST_ENGLISH = 3  # known words of the English, likewise
_MOST_SOURCE, _MOST_ENGLISH = 0.06, 0.34  # shares of the two sides up to which they are unlike
_SLIGHT = 0.02  # weight of a rendering that is hardly one
_ENOUGH = 0.5  # share of a word's renderings that make it said


class Said(NamedTuple):
    """What share of the known words of each side the other side accounts for, 0 to 1, and how many are known."""

    source: float
    english: float
    known: float
    known_english: int

    @property
    def unlike(self) -> bool:
        """Whether the two have nothing to do with each other.

        True of 0.2 % of the human references of VLSP 2020 news dev (two pairs), of 0.8 % of NTREX-128, which translates
        freely, and of 84 % of VLSP pairs shifted by one.
        """
        enough = self.known >= LEAST and self.known_english >= LEAST_ENGLISH
        return enough and self.source <= _MOST_SOURCE and self.english <= _MOST_ENGLISH


def compare(vietnamese: str, english: str) -> Said:
    """Compare the words of two sentences, wherever they stand. Names that both have tell nothing: "To", "Hang"."""
    renderings, sources = _tables()
    source, target = split_words(vietnamese), split_words(english)
    names = _capitalised(source) & _capitalised(target)
    mine = [i for i in range(len(source.spans)) if fold_marks(source.folded(i)) not in names]
    syllables = {source.folded(i) for i in mine}
    words = [word for j in range(len(target.spans)) if (word := target.folded(j)) not in names]
    there = {form for word in words for form in forms_of(word)}
    known = said = 0.0
    for i in mine:
        row = renderings.get(source.folded(i), {})
        if row and source.folded(i) not in VIETNAMESE_STOPS:
            mass = sum(row.values())
            known += min(1.0, mass)
            said += min(1.0, mass) * min(1.0, sum(w for word, w in row.items() if word in there) / (_ENOUGH * mass))
    answered = [
        any(syllable in syllables for form in forms_of(word) for syllable in sources.get(form, ()))
        for word in words
        if word not in ENGLISH_STOPS and any(form in sources for form in forms_of(word))
    ]
    return Said(
        said / known if known else 1.0, sum(answered) / len(answered) if answered else 1.0, known, len(answered)
    )


def _capitalised(words: Words) -> set[str]:
    """The words with a capital, without marks."""
    return {fold_marks(words.folded(i)) for i, (start, _) in enumerate(words.spans) if words.text[start].isupper()}


@cache
def _tables() -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, frozenset[str]]]:
    """The renderings of each syllable with weights, and the syllables that each English word may render."""
    renderings = load_lexicon().words
    sources: dict[str, set[str]] = defaultdict(set)
    for syllable, row in renderings.items():
        for word, weight in row.items():
            if weight > _SLIGHT:
                sources[word].add(syllable)
    return renderings, {word: frozenset(found) for word, found in sources.items()}
