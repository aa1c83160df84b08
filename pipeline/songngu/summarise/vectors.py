"""Sentences as sparse TF-IDF vectors: everything the summarisers multiply is linear in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

_TOKEN = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+")

# Function syllables only. Half of a common compound (nhà, người, nước) is left to IDF: alone it says little, but
# taking it out would also take it from the name it stands in.
_STOP = """
ai anh bà bị bởi các cái cả cho chưa chúng chỉ cô cùng cũng của cứ do dù đã đang đây đến để đều đi đó được gì
hay hoặc hơn họ không khi là lại lên mà mình mỗi một này nên nếu ngay ngày như nhưng những nhiều nó nào ông ở
qua ra rằng rất sau sẽ tại theo thì thêm tôi trên trong trước từ và vào vẫn vì về việc với vừa xong biết nói
"""
STOP_SYLLABLES = frozenset(_STOP.split())


def tokenise(text: str) -> list[str]:
    """Split text into lower-case syllables and numbers; every Unicode letter is kept."""
    return _TOKEN.findall(text.lower())


def without_stops(tokens: Iterable[str]) -> list[str]:
    """The tokens that aren't on the stop list."""
    return [token for token in tokens if token not in STOP_SYLLABLES]


def content_syllables(text: str) -> list[str]:
    """The syllables and numbers of a text that aren't on the stop list."""
    return without_stops(tokenise(text))


@dataclass(frozen=True)
class Vectors:
    """Rows of unit length (or zero), one a sentence, kept as parallel arrays of their non-zero cells."""

    rows: Index
    columns: Index
    weights: Array
    count: int
    width: int

    def sum(self, of: Array) -> Array:
        """The rows added up, each times its entry of `of`: an array of `width`."""
        return _totals(self.columns, self.weights * of[self.rows], self.width)

    def dot(self, vector: Array) -> Array:
        """The product of each row with one dense vector: an array of `count`."""
        return _totals(self.rows, self.weights * vector[self.columns], self.count)

    def head(self, count: int) -> Vectors:
        """The first `count` rows."""
        end = int(np.searchsorted(self.rows, count))
        return Vectors(self.rows[:end], self.columns[:end], self.weights[:end], count, self.width)

    def row(self, number: int) -> Array:
        """One row as a dense array of `width`."""
        start, end = np.searchsorted(self.rows, [number, number + 1])
        dense = np.zeros(self.width)
        dense[self.columns[start:end]] = self.weights[start:end]
        return dense

    def cosines(self, number: int) -> Array:
        """The cosine of each row with row `number`: an array of `count`."""
        return self.dot(self.row(number))


def _totals(places: Index, weights: Array, size: int) -> Array:
    return np.bincount(places, weights, minlength=size).astype(np.float64, copy=False)


def vectorise(texts: Sequence[Iterable[str]]) -> Vectors:
    """Weigh the tokens of each text by (1 + log tf) · log(1 + N / df) and scale each row to length 1."""
    names: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    counts: list[int] = []
    for number, tokens in enumerate(texts):
        for token, count in Counter(tokens).items():
            rows.append(number)
            columns.append(names.setdefault(token, len(names)))
            counts.append(count)
    row, column = np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)
    frequency = np.bincount(column, minlength=len(names))
    weights = (1 + np.log(np.array(counts, dtype=np.float64))) * np.log1p(len(texts) / np.maximum(frequency, 1))[column]
    lengths = np.sqrt(np.bincount(row, weights**2, minlength=len(texts)))
    return Vectors(row, column, weights / np.maximum(lengths, 1e-12)[row], len(texts), len(names))


def shares(values: Array) -> Array:
    """Scale so that the greatest is 1; all zero stays all zero."""
    top = float(values.max(initial=0.0))
    return values / top if top > 0 else values
