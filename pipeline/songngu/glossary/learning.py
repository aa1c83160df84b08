"""Learn the lexicon of `lexicon.py` from parallel text; see there for the methods."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

import numpy as np

from songngu.glossary.lexicon import Lexicon, stem
from songngu.glossary.words import Words, split_words
from songngu.text.latin import fold_marks

_ROUNDS = 5  # of expectation maximisation: the first apart, so that there is something to agree on
_LEAST_SEEN = 2  # sentences that have the pair
_LEAST_WEIGHT = 0.03
_MOST = 12  # English words of a syllable
_LONGEST = 60  # different words of a sentence that is learned from
_LEAST_NEIGHBOURS = 6  # times that two neighbours are seen
_LEAST_FIRM = 0.35


def learn(pairs: Iterable[tuple[str, str]]) -> Lexicon:
    """Learn from pairs of a Vietnamese and an English sentence."""
    split = [(split_words(vietnamese), split_words(english)) for vietnamese, english in pairs]
    return Lexicon(
        words=_learn_words(split),
        vietnamese=_learn_neighbours(one for one, _ in split),
        english=_learn_neighbours(other for _, other in split),
    )


def _learn_neighbours(texts: Iterable[Words]) -> dict[str, float]:
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for words in texts:
        folded = [words.folded(i) for i in range(len(words.spans))]
        single.update(folded)
        pairs.update(pair for i, pair in enumerate(pairwise(folded), 1) if words.adjacent(i))
    total = single.total()
    found = {
        f"{one} {other}": round(log(n * total / (single[one] * single[other])) / -log(n / total), 2)
        for (one, other), n in pairs.items()
        if n >= _LEAST_NEIGHBOURS
    }
    return {pair: firmness for pair, firmness in sorted(found.items()) if firmness >= _LEAST_FIRM}


def _learn_words(split: Iterable[tuple[Words, Words]]) -> dict[str, dict[str, float]]:
    sources: dict[str, int] = {}
    targets: dict[str, int] = {}
    sentences: list[tuple[np.ndarray, np.ndarray]] = []
    for vietnamese, english in split:
        one, other = _kinds(vietnamese), _kinds(english)
        if one and other and max(len(one), len(other)) <= _LONGEST:
            sentences.append((_ids(one, sources), _ids(other, targets)))
    if not sentences:
        return {}
    # One cell for each Vietnamese and English word of one sentence; rows and columns are numbered through all.
    kinds, row_of, column_of = _cells(sentences, len(targets))
    pair_kinds, cell_kind = np.unique(kinds, return_inverse=True)
    source_of, target_of = np.divmod(pair_kinds, len(targets))
    forward = backward = np.ones(len(pair_kinds), dtype=np.float32)
    for turn in range(_ROUNDS):
        there, back = _share(forward[cell_kind], column_of), _share(backward[cell_kind], row_of)
        if turn:
            there = back = there * back
        forward = _share(np.bincount(cell_kind, weights=there), source_of)
        backward = _share(np.bincount(cell_kind, weights=back), target_of)
    weights = np.sqrt(forward * backward)
    kept = np.flatnonzero((weights >= _LEAST_WEIGHT) & (np.bincount(cell_kind) >= _LEAST_SEEN))
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    source_words, target_words = list(sources), list(targets)
    for index in kept[np.argsort(-weights[kept], kind="stable")]:
        source, target = source_words[source_of[index]], target_words[target_of[index]]
        if len(rows[source]) < _MOST and fold_marks(source) != target:  # equal letters tell themselves
            rows[source][target] = round(float(weights[index]), 2)
    return {source: row for source, row in sorted(rows.items()) if row}


def _kinds(words: Words) -> list[str]:
    return sorted({stem(words.folded(i)) for i in range(len(words.spans))})


def _ids(words: Sequence[str], known: dict[str, int]) -> np.ndarray:
    return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)


def _cells(sentences: Sequence[tuple[np.ndarray, np.ndarray]], width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    kinds, rows, columns = [], [], []
    row = column = 0
    for one, other in sentences:
        kinds.append((one[:, None] * width + other[None, :]).ravel())
        rows.append(np.repeat(np.arange(row, row + len(one), dtype=np.int32), len(other)))
        columns.append(np.tile(np.arange(column, column + len(other), dtype=np.int32), len(one)))
        row, column = row + len(one), column + len(other)
    return np.concatenate(kinds), np.concatenate(rows), np.concatenate(columns)


def _share(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The share of each value in its group's sum."""
    return np.asarray(values / np.maximum(np.bincount(group, weights=values)[group], 1e-12))
