"""What the review page is told, and what it tells; all frozen, all JSON through msgspec."""

from __future__ import annotations

import datetime
from typing import Literal

from songngu.glossary.entries import Entry
from songngu.records import Article, Origin, Record, Status, TranslatedSegment
from songngu.reviews import What

Side = Literal["vi", "en"]
State = Literal["counted", "translating", "ready", "applying", "applied", "failed"]


class Filter(Record, frozen=True, kw_only=True):
    """Which sentences are wanted; everything that is given must hold.

    `text` is sought in both languages as whole words, the last of them by its beginning, case and diacritics aside;
    `doubtful` ones have an error, or a warning that nobody has approved.
    `term` is a Vietnamese form as the glossary has it (tone placement and case folded, diacritics kept).
    """

    text: str = ""
    term: str = ""
    doubtful: bool = False
    unapproved: bool = False
    article: str = ""


class ArticleRow(Record, frozen=True, kw_only=True):
    """A line of the list of articles: its titles and how far its review is."""

    id: str
    path: str
    date: datetime.date | None
    vi: str
    en: str
    sentences: int
    approved: int
    errors: int
    warnings: int


class ArticlePage(Record, frozen=True, kw_only=True):
    """A page of the list: rows `offset` to `offset + len(rows)` of `total`, in reading order."""

    rows: tuple[ArticleRow, ...]
    offset: int
    total: int


class ReviewedSegment(Record, frozen=True, kw_only=True):
    """A sentence as it stands. `version` changes whenever its English, its status or its origin does.

    A headline that was made for an article without one is the segment "title" of kind "heading", paragraph -1.
    """

    article: str
    version: str
    segment: TranslatedSegment


class SegmentPage(Record, frozen=True, kw_only=True):
    """A page of found sentences: `offset` to `offset + len(segments)` of `total`, in reading order."""

    segments: tuple[ReviewedSegment, ...]
    offset: int
    total: int


class ReviewedArticle(Record, frozen=True, kw_only=True):
    """An article as it stands, with the version of each of its sentences by id."""

    article: Article
    versions: dict[str, str]


class Event(Record, frozen=True, kw_only=True):
    """Something a person did to a sentence, or "made": what the machine made of it, at no known time.

    `at` is UTC; `en` and `status` are what the sentence became.
    """

    at: datetime.datetime | None
    what: What | Literal["made"]
    en: str
    status: Status
    origin: Origin


class Match(Record, frozen=True, kw_only=True):
    """An approved sentence that is like one at hand. `score` is 0 to 100; 100 is the same text.

    `differences` are the spans of `vi` that the sentence at hand doesn't have. `source` is "article s12", or the name
    of the file it was imported from.
    """

    vi: str
    en: str
    score: int
    differences: tuple[tuple[int, int], ...]
    source: str


class GlossaryEdit(Record, frozen=True, kw_only=True):
    """An entry to write, or (`en` None) to remove from the user's glossary file."""

    vi: str
    en: str | None
    kind: str = ""
    mode: str = ""
    note: str = ""


class Affected(Record, frozen=True, kw_only=True):
    """A sentence that an edit of the glossary touches.

    `after` is None until it is translated. A text of a person (`kept`) stays; `violates` tells that it lacks the term.
    """

    article: str
    segment: str
    vi: str
    before: str
    after: str | None
    kept: bool
    violates: bool


class Preview(Record, frozen=True, kw_only=True):
    """What an edit of the glossary does. `affected` has the first of `total` sentences in reading order.

    `total` may still be a little too high until `counted`. `state`: "counted" until someone asks for the translations,
    "translating", "ready", then "applying", "applied" or "failed" (with `problem`); `done` of `total` sentences are
    translated. `replaces` is the entry now in force for the same words, the user's or a shipped one; `notes` are what
    the glossary's checks say of the new one.
    """

    id: str
    edit: GlossaryEdit
    replaces: Entry | None
    notes: tuple[str, ...]
    affected: tuple[Affected, ...]
    total: int
    counted: bool
    done: int
    state: State
    problem: str = ""


class Proposal(Record, frozen=True, kw_only=True):
    """What the form for a new entry starts with: both forms, the kind, and the entry there is already.

    `occurrences` are all sentences of the digest that have the Vietnamese form: the first ones of `total`.
    """

    vi: str
    en: str
    kind: str
    existing: Entry | None
    occurrences: tuple[ReviewedSegment, ...]
    total: int
