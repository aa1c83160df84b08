"""How the English of a digest renders a name or term: each rendering with its count, by alignment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from songngu.glossary.alignment import Aligner, find_places
from songngu.glossary.occurrences import find_target
from songngu.records import Span, TermResult
from songngu.text.latin import fold_marks

Renderings = tuple[tuple[str, int], ...]

_LEAST_SCORE = 0.25  # of an alignment that is believed
_CONSIDERED = 3  # places of one occurrence


class Occurrence(NamedTuple):
    """A name at `span` of the Vietnamese of a segment; `known` is what a rule gives for it, "" for nothing."""

    vi: str
    en: str
    terms: tuple[TermResult, ...]
    span: Span
    known: str = ""


def count_renderings(names: Sequence[Sequence[Occurrence]], aligner: Aligner) -> list[Renderings]:
    """Count for each name how its occurrences are rendered, the most frequent first.

    An occurrence whose English doesn't show its rendering isn't counted. Where several places may be it, the one that
    the other occurrences have is.
    """
    found: list[list[list[str]]] = [[[] for _ in name] for name in names]
    for key, places in _by_segment(names).items():
        vi, en, terms = key
        links = aligner.link(vi, en, terms)
        for number, index in places:
            occurrence = names[number][index]
            known = (occurrence.known,) if occurrence.known else ()
            ranked = find_places(links, occurrence.span, known=known)
            found[number][index] = [en[slice(*span)] for score, span in ranked if score >= _LEAST_SCORE][:_CONSIDERED]
    return [_agree(name, texts) for name, texts in zip(names, found, strict=True)]


def inconsistency(renderings: Renderings) -> float:
    """The share of occurrences that don't have the most frequent rendering, 0 to 1."""
    total = sum(count for _, count in renderings)
    return round(1 - renderings[0][1] / total, 3) if total else 0.0


def _by_segment(
    names: Sequence[Sequence[Occurrence]],
) -> Mapping[tuple[str, str, tuple[TermResult, ...]], list[tuple[int, int]]]:
    segments: dict[tuple[str, str, tuple[TermResult, ...]], list[tuple[int, int]]] = defaultdict(list)
    for number, name in enumerate(names):
        for index, occurrence in enumerate(name):
            if occurrence.en:
                segments[occurrence.vi, occurrence.en, occurrence.terms].append((number, index))
    return segments


def _agree(name: Sequence[Occurrence], texts: Sequence[Sequence[str]]) -> Renderings:
    votes = Counter(_key(ranked[0]) for ranked in texts if ranked)
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    chosen: Counter[str] = Counter()
    for text in _choose(name, texts, votes):
        chosen[_key(text)] += 1
        shown[_key(text)][text] += 1
    forms = ((min(shown[key].items(), key=lambda item: (-item[1], item[0]))[0], count) for key, count in chosen.items())
    return tuple(sorted(forms, key=lambda item: (-item[1], item[0])))


def _choose(name: Sequence[Occurrence], texts: Sequence[Sequence[str]], votes: Counter[str]) -> Iterator[str]:
    usual = max(votes, key=lambda key: (votes[key], key)) if votes else ""
    for occurrence, ranked in zip(name, texts, strict=True):
        best = max(ranked, key=lambda text: votes[_key(text)], default="")
        if votes[usual] > 1 and _key(best) != usual and votes[_key(best)] < votes[usual]:
            spelled = next(text for each in texts for text in each[:1] if _key(text) == usual)
            if find_target(occurrence.en, spelled):
                best = spelled
        if best:
            yield best


def _key(text: str) -> str:
    return fold_marks(text).casefold().removeprefix("the ")
