"""Learn the table of `grounds.py` from parallel text: which Vietnamese an English word can hardly do without.

A greedy set cover, word by word: the unit that the most sources of the word have which nothing covers yet, less three
times what chance would have of them, until none is worth it. The share that the grounds leave uncovered is counted on
pairs that they weren't chosen from, by cross-validation, so that rare words with accidental grounds are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from songngu.glossary.grounds import SHORTEST, english_stems, vietnamese_units

Units = tuple[frozenset[str], frozenset[str]]  # of a pair: Vietnamese ones, English stems

_FOLDS = 4
_LEAST = 8  # pairs with a word, from which it may be in the table
_LEAST_IN_FOLDS = 6
_COMMON = 0.02  # share of the pairs with a word above which it is too general to have grounds
_MOST_SOURCES = 3000  # of a word, that are looked at
_LIFT = 4.0  # times as often in the word's sources as in others
_CHANCE = 3.0
_LEAST_GAIN = 1.0
_MOST_BY_CHANCE = 0.15  # share of all sources that have a ground of the word: above, nothing is told
_MOST_UNCOVERED = 0.1


def learn_grounds(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[float, str]]:
    """Learn from pairs of a Vietnamese and an English sentence, best in no order of subjects."""
    units = [(vietnamese_units(vietnamese), english_stems(english)) for vietnamese, english in pairs]
    uncovered, seen = _cross_validate(units)
    table = {}
    frequency = _count_vietnamese(units)
    for word, grounds in sorted(_cover(units, frequency, _LEAST).items()):
        rate = (uncovered[word] + 0.5) / (seen[word] + 1)
        by_chance = sum(frequency[unit] for unit in grounds) / len(units)
        readable = len(word) >= SHORTEST and word.isalpha() and word.isascii()
        if readable and seen[word] >= _LEAST and rate <= _MOST_UNCOVERED and by_chance < _MOST_BY_CHANCE:
            table[word] = (round(rate, 3), "|".join(grounds))
    return table


def _cross_validate(units: Sequence[Units]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in pairs that its grounds weren't learned from, without one of them and at all."""
    uncovered: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for fold in range(_FOLDS):
        rest = [pair for index, pair in enumerate(units) if index % _FOLDS != fold]
        learned = _cover(rest, _count_vietnamese(rest), _LEAST_IN_FOLDS)
        grounds = {word: frozenset(found) for word, found in learned.items()}
        for vietnamese, english in units[fold::_FOLDS]:
            for word in english & grounds.keys():
                seen[word] += 1
                uncovered[word] += grounds[word].isdisjoint(vietnamese)
    return uncovered, seen


def _count_vietnamese(units: Sequence[Units]) -> Counter[str]:
    frequency: Counter[str] = Counter()
    for vietnamese, _ in units:
        frequency.update(vietnamese)
    return frequency


def _cover(units: Sequence[Units], frequency: Mapping[str, int], least: int) -> dict[str, list[str]]:
    """The grounds of each word that stands in at least `least` pairs, the most telling first."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, (_, english) in enumerate(units):
        for word in english:
            places[word].append(index)
    total = len(units)
    return {
        word: _cover_word([units[index][0] for index in found[:_MOST_SOURCES]], frequency, total)
        for word, found in places.items()
        if least <= len(found) <= _COMMON * total
    }


def _cover_word(sources: Sequence[frozenset[str]], frequency: Mapping[str, int], total: int) -> list[str]:
    having: dict[str, set[int]] = defaultdict(set)
    for index, source in enumerate(sources):
        for unit in source:
            having[unit].add(index)
    usual = _LIFT * len(sources) / total
    having = {unit: found for unit, found in having.items() if 1 < len(found) >= usual * frequency[unit]}
    left, grounds = frozenset(range(len(sources))), []
    while left and having:
        by_chance = _CHANCE * len(left) / total
        gain, best = max((len(found & left) - by_chance * frequency[unit], unit) for unit, found in having.items())
        if gain < _LEAST_GAIN or len(having[best] & left) < 2:
            break
        grounds.append(best)
        left -= having.pop(best)
    return grounds
