"""The records that travel through songngu, one per stage; all frozen, none knows who made it.

bytes -> Document -> Segment -> Term -> Plan -> Translation -> Article -> digest

Spans are `(start, end)` offsets in characters of the text they sit beside, end exclusive, as in `text[start:end]`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec.structs import replace

Span = tuple[int, int]
Kind = Literal["text", "heading", "caption", "byline"]
Mode = Literal["enforce", "prefer", "quantity"]
How = Literal["model", "reranked", "constrained", "repaired", "memory", "human", "unmet"]
Severity = Literal["error", "warning"]
Origin = Literal["model", "memory", "human", "rule"]
Status = Literal["draft", "approved"]

TITLE_ID = "title"  # the sentence that is the headline made for an article without one


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def moved(span: Span, by: int) -> Span:
    """The span in a text in which its own begins at `by`."""
    return span[0] + by, span[1] + by


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every record: immutable, keyword-only, equal by value, JSON through msgspec."""


class Segment(Record, frozen=True, kw_only=True):
    """One sentence, heading, caption or byline of the source, never changed after reading.

    Within a paragraph, `"".join(s.vi + s.after for s in segments)` is the paragraph's text.
    """

    id: str  # "s1", "s2", … in reading order
    paragraph: int  # 0-based
    kind: Kind
    vi: str  # NFC, no surrounding white space
    after: str = ""  # white space between this segment and the next of its paragraph
    people: tuple[str, ...] = ()  # called by a part of their name: given names; full names where it's the surname
    names: tuple[str, ...] = ()  # that recur in the article, of persons and things that nothing else says to be names


class Document(Record, frozen=True, kw_only=True):
    """One source article. `title_id` names the segment that is its title line, `None` where the file has none."""

    id: str  # a slug, unique in a run: the name of articles/<id>.json
    path: str  # as the user would write it, relative to the folder given
    date: datetime.date | None
    title_id: str | None
    segments: tuple[Segment, ...]
    notes: tuple[str, ...] = ()  # what the reader had to do: decoded as cp1258, NUL characters dropped, …
    markdown: str = ""  # the source of a Markdown file as it is, from which its English is written as Markdown


class Term(Record, frozen=True, kw_only=True):
    """What must stand in the English of a segment: a glossary entry or a quantity found in the source.

    `targets` are the renderings that count as met, as they must be written here (case already adapted);
    the first is the one the engine is asked for.
    """

    vi: str  # as the source writes it
    vi_span: Span
    targets: tuple[str, ...]
    mode: Mode
    key: str  # the entry it comes from, e.g. "Đức=Germany"; for a quantity its value, e.g. "date:2026-01-06"

    def result(self, english: str, place: Span | None, how: How) -> TermResult:
        """The term as a translation has it: at `place`, where it came by `how`, or nowhere (None)."""
        return TermResult(
            vi=self.vi,
            en=english[slice(*place)] if place else self.targets[0],
            vi_span=self.vi_span,
            en_span=place,
            mode=self.mode,
            met=place is not None,
            how=how if place else "unmet",
        )


class PlannedSegment(Record, frozen=True, kw_only=True):
    """One segment with what must be in its English and the key its translation is stored under."""

    id: str
    vi: str
    terms: tuple[Term, ...]
    key: str
    people: tuple[str, ...] = ()  # as in `Segment`
    names: tuple[str, ...] = ()  # as in `Segment`


class Plan(Record, frozen=True, kw_only=True):
    """What one article's English was (or will be) made from. `engine` is the engine's signature."""

    engine: str
    segments: tuple[PlannedSegment, ...]


class TermResult(Record, frozen=True, kw_only=True):
    """A term after translation: where the English has it and how it came there."""

    vi: str
    en: str  # the rendering found, or the one wanted where `met` is false
    vi_span: Span
    en_span: Span | None
    mode: Mode
    met: bool
    how: How

    def moved(self, vi: int, en: int) -> TermResult:
        """The term in a text in which its own begins at `vi`, and its English at `en`."""
        place = moved(self.en_span, en) if self.en_span else None
        return replace(self, vi_span=moved(self.vi_span, vi), en_span=place)


class Issue(Record, frozen=True, kw_only=True):
    """A doubt about one segment. `check` is the name of the check in `checks.CHECKS`."""

    check: str
    severity: Severity
    message: str


class Translation(Record, frozen=True, kw_only=True):
    """The English of one segment with its proof. `score` is the mean log-probability of its tokens (0 is best)."""

    en: str
    terms: tuple[TermResult, ...] = ()
    issues: tuple[Issue, ...] = ()
    origin: Origin = "model"
    status: Status = "draft"
    score: float = 0.0


class Bilingual(Record, frozen=True, kw_only=True):
    """The title in both languages; `segment` is `None` where it was made from the lead rather than printed.

    What follows is of a made one: a printed one has it in its segment.
    """

    vi: str
    en: str
    segment: str | None = None
    terms: tuple[TermResult, ...] = ()
    issues: tuple[Issue, ...] = ()
    origin: Origin = "model"
    status: Status = "draft"


class SummarySentence(Record, frozen=True, kw_only=True):
    """A sentence of a summary and the segment it is."""

    segment: str
    vi: str
    en: str


class OverviewSentence(Record, frozen=True, kw_only=True):
    """A sentence of the paragraph that opens the digest and the article it comes from."""

    article: str
    segment: str
    date: datetime.date | None
    vi: str
    en: str


class TranslatedSegment(Record, frozen=True, kw_only=True):
    """A source segment with its translation, side by side, as `articles/<id>.json` has it."""

    id: str
    paragraph: int
    kind: Kind
    vi: str
    en: str
    terms: tuple[TermResult, ...] = ()
    issues: tuple[Issue, ...] = ()
    origin: Origin = "model"
    status: Status = "draft"
    score: float = 0.0


class Article(Record, frozen=True, kw_only=True):
    """One finished article: what the digest shows and `articles/<id>.json` holds."""

    id: str
    path: str
    date: datetime.date | None
    title: Bilingual
    summary: tuple[SummarySentence, ...]
    segments: tuple[TranslatedSegment, ...]
    signature: str
    notes: tuple[str, ...] = ()


def all_segments(article: Article) -> Iterator[TranslatedSegment]:
    """The sentences of an article, the headline made for it first; that one has the paragraph -1."""
    title = article.title
    if title.segment is None:
        yield TranslatedSegment(
            id=TITLE_ID,
            paragraph=-1,
            kind="heading",
            vi=title.vi,
            en=title.en,
            terms=title.terms,
            issues=title.issues,
            origin=title.origin,
            status=title.status,
        )
    yield from article.segments


class Finished(Record, frozen=True, kw_only=True):
    """One article as the store keeps it. `inputs` is the hash of all that could change it but what people did."""

    inputs: str
    plan: Plan
    document: Document
    article: Article
    text_hash: str = ""  # of the file it was read from


class Digest(Record, frozen=True, kw_only=True):
    """Everything a renderer needs: articles in reading order (newest first, then by path) and the overview."""

    articles: tuple[Article, ...]
    overview: tuple[OverviewSentence, ...]
    signature: str
