"""The report of a run: what was done, what was not and why. Written to `report.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from songngu.counts import Counts
from songngu.records import Article, Record, TermResult, all_segments

# Why a segment had to be translated, most specific first; see plan.explain.
Reason = Literal["new article", "new sentence", "glossary", "people", "model", "rules"]


class Failure(Record, frozen=True, kw_only=True):
    """An input that could not be done, or (`skipped`) that was not meant to be."""

    path: str
    reason: str


class Change(Record, frozen=True, kw_only=True):
    """A segment of a known article that was translated again, and why."""

    article: str
    segment: str
    reason: Reason
    detail: str = ""  # the glossary entries, or the names, that differ


class TermCounts(Record, frozen=True, kw_only=True):
    """Terms of one mode over all articles of the run; `how` counts the met ones by the step that met them."""

    total: int
    met: int
    how: dict[str, int]


class Report(Record, frozen=True, kw_only=True):
    """One run. Times are seconds; `words` are Vietnamese syllables of the segments translated in this run."""

    signature: str
    articles: dict[str, int]  # found, finished, unchanged, failed, skipped, removed
    segments: dict[str, int]  # total (of the articles finished now), translated, reused
    reasons: dict[str, int]
    changes: tuple[Change, ...]
    terms: dict[str, TermCounts]
    counts: Counts  # of the whole digest
    failures: tuple[Failure, ...]
    skipped: tuple[Failure, ...]
    notes: tuple[str, ...]
    started: str
    seconds: dict[str, float]
    words: int
    words_per_second: float
    digest: str  # hash of what the digest was rendered from
    glossary: dict[str, int] = msgspec.field(default_factory=dict)  # the files used, with the entries of each


def count_terms(articles: Iterable[Article]) -> dict[str, TermCounts]:
    """Count terms by mode over all segments and made headlines."""
    by_mode: dict[str, list[TermResult]] = {"enforce": [], "prefer": [], "quantity": []}
    for segment in (segment for article in articles for segment in all_segments(article)):
        for term in segment.terms:
            by_mode[term.mode].append(term)
    return {
        mode: TermCounts(
            total=len(terms),
            met=sum(term.met for term in terms),
            how=dict(sorted(Counter(term.how for term in terms if term.met).items())),
        )
        for mode, terms in by_mode.items()
    }


def add_terms(several: Iterable[Mapping[str, TermCounts]]) -> dict[str, TermCounts]:
    """The counts of several articles, or of none, together."""
    total = count_terms(())
    sums = {mode: Counter[str]() for mode in total}
    steps = {mode: Counter[str]() for mode in total}
    for terms in several:
        for mode, counts in terms.items():
            sums[mode].update(total=counts.total, met=counts.met)
            steps[mode].update(counts.how)
    return {
        mode: TermCounts(total=sums[mode]["total"], met=sums[mode]["met"], how=dict(sorted(steps[mode].items())))
        for mode in total
    }
