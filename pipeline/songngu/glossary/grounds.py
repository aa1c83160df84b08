"""English words that nothing in the source stands for: a "parking lot" in a sentence about an exam.

A small model fills what it can't read with what is often read there. For each of 2,827 English words a table has
its grounds, Vietnamese syllables and pairs of neighbouring ones: at least nine in ten sources have one where their
human translation has the word. Such a word without a ground is no proof, a translator may add it, but a good sign that
the sentence is about something else. `benchmarks/grounds.py` learns the table from parallel text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import msgspec

from songngu.glossary.lexicon import stem
from songngu.records import Record, Span, overlap
from songngu.text.normalise import fold

SHORTEST = 3  # letters of an English word in the table
TELLING = 0.03  # share of human uses without a ground, up to which a word is worth a person's time
_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_POSSESSIVE = re.compile(r"['’]s$")


class SourceUnits(Record, frozen=True, kw_only=True):
    """What a source has that may be a ground: its syllables, pairs of them, and what its terms mean."""

    vietnamese: frozenset[str]
    english: frozenset[str]

    @classmethod
    def of(cls, source: str, targets: Iterable[str] = ()) -> SourceUnits:
        """Read a source once for all its translations; `targets` are the renderings of its terms."""
        return cls(vietnamese=vietnamese_units(source), english=frozenset(w for text in targets for w in _stems(text)))

    def find_groundless(self, english: str, taken: Sequence[Span] = (), most: float = 1.0) -> list[Span]:
        """Find the words without a ground, outside the `taken` spans.

        Only words are looked at of whose uses in human translations at most a share `most` has none, and that stand in
        lower case: with a capital they may be names.
        """
        return [
            match.span()
            for match in _WORD.finditer(english)
            if len(match[0]) >= SHORTEST
            and match[0].islower()
            and (known := _load().get(stem := stem_of(match[0]))) is not None
            and known[0] <= most
            and known[1].isdisjoint(self.vietnamese)
            and stem not in self.english
            and match[0] not in self.vietnamese  # English within the Vietnamese
            and not any(overlap(match.span(), span) for span in taken)
        ]


def vietnamese_units(text: str) -> frozenset[str]:
    """The syllables of a Vietnamese text and the pairs of neighbouring ones, folded: "hoả" is "hỏa", "sỹ" is "sĩ"."""
    words = _WORD.findall(fold(text, i_y=True))
    return frozenset(words) | {f"{one} {other}" for one, other in pairwise(words)}


def english_stems(text: str) -> frozenset[str]:
    """The words of an English text that stand in lower case, without the endings of plural and possessive."""
    return frozenset(stem_of(word) for word in _WORD.findall(text) if word.islower())


@lru_cache(maxsize=16384)
def stem_of(word: str) -> str:
    """An English word in lower case, without the endings of plural and possessive."""
    return stem(_POSSESSIVE.sub("", word.lower()))


def _stems(text: str) -> set[str]:
    return {stem_of(word) for word in _WORD.findall(text)}


@cache
def _load() -> dict[str, tuple[float, frozenset[str]]]:
    """Read the table that ships with the package, once in a process.

    By stem: the share of its uses in human translations that have no ground, 0 to 1, and the grounds.
    """
    data = files("songngu.glossary").joinpath("grounds.json").read_bytes()
    table = msgspec.json.decode(data, type=dict[str, tuple[float, str]])
    return {word: (rate, frozenset(grounds.split("|"))) for word, (rate, grounds) in table.items()}
