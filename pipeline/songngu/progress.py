"""How far a run is: what it is told in articles and in words, and how many words there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

# Vietnamese words a byte of an article, until the run has counted its own: the mean of 12,000 articles of news.
WORDS_A_BYTE = 0.17


class Progress(Protocol):
    """Told how far a run is: `done` of `total` articles, or of words that need the engine (`total` is then a guess)."""

    def __call__(self, done: int, total: int) -> None: ...


class Effort:
    """How many words the engine has to translate, and has translated: counted as far as articles are planned, and
    guessed from the size and the share of new sentences for those that aren't."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self._left = sum(sizes)  # bytes of the articles that aren't planned yet
        self._planned = 0  # bytes of those that are
        self._words: dict[str, int] = {}  # of the sentences on their way, by key
        self._total = self.done = 0

    def plan(self, size: int, words: Mapping[str, int]) -> None:
        """An article is planned: what of it is new."""
        self._left -= size
        self._planned += size
        self._words |= words
        self._total += sum(words.values())

    def finish(self, keys: Iterable[str]) -> None:
        """Sentences are translated."""
        self.done += sum(self._words.pop(key, 0) for key in keys)

    @property
    def total(self) -> int:
        """All words, those done included."""
        rate = self._total / self._planned if self._planned else WORDS_A_BYTE
        return self._total + round(self._left * rate)
