"""Which English words render which Vietnamese syllables, and which words stay together: learned, for alignment.

The table is made by `benchmarks/lexicon.py` from parallel text with IBM model 1 (Brown et al. 1993) trained in both
directions at once, so that they agree (Liang, Taskar & Klein 2006). How firmly two neighbours belong together is their
normalised pointwise mutual information (Bouma 2009).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from songngu.records import Record

Pairs = Mapping[str, float]
ONE_WORD = 0.3  # how firmly two neighbouring syllables belong together that are one word: "Quyết định", "Thông tin"


class Lexicon(Record, frozen=True, kw_only=True):
    """What was learned; words are folded, English ones without a plural's ending in `words`.

    `words`: Vietnamese syllable to English word to weight, 0 to 1. `vietnamese`, `english`: two neighbours, with a
    space between, to how firmly they belong together, up to 1.
    """

    words: Mapping[str, Pairs]
    vietnamese: Pairs
    english: Pairs


@cache
def load_lexicon() -> Lexicon:
    """Read the table that ships with the package, once in a process."""
    data = files("songngu.glossary").joinpath("lexicon.json").read_bytes()
    return msgspec.json.decode(data, type=Lexicon)


@cache
def english_words() -> frozenset[str]:
    """The English words of the table, in lower case and without a plural's ending."""
    return frozenset(word for weights in load_lexicon().words.values() for word in weights)


def stem(word: str) -> str:
    """Take off a plural's ending: "ministers" is counted with "minister". No Vietnamese syllable ends in s."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
