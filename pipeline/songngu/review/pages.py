"""Records shaped for the review page: what the templates show and what its script is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from songngu.counts import doubts_of
from songngu.digest import labels
from songngu.digest.safe import displayable
from songngu.digest.view import Pair, build_pair
from songngu.records import Issue, Origin, Record, Severity, Status, TranslatedSegment, all_segments
from songngu.review.records import ArticlePage, ArticleRow, Filter, ReviewedArticle, ReviewedSegment

_ORIGINS: dict[Origin, str] = {
    "model": "Translated by the model",
    "memory": "From the translation memory",
    "human": "Written by a person",
    "rule": "Made by a rule",
}


class Reason(Record, frozen=True, kw_only=True):
    """What one check says of a sentence, all at once."""

    check: str
    severity: Severity
    message: str


class Shown(Record, frozen=True, kw_only=True):
    """A sentence as the page has it: its English as plain text to edit, and both sides cut into marked pieces."""

    article: str
    segment: str
    version: str
    en: str
    status: Status
    origin: Origin
    errors: int
    warnings: int
    reasons: tuple[Reason, ...]
    pair: Pair


class Day(Record, frozen=True, kw_only=True):
    """The articles of one date on this page of the list."""

    vi: str
    en: str
    rows: tuple[ArticleRow, ...]


class Pager(Record, frozen=True, kw_only=True):
    """Where in a long list this page is. `first` and `last` count from 1; the offsets are None at the ends."""

    first: int
    last: int
    total: int
    before: int | None
    after: int | None


class ArticleView(Record, frozen=True, kw_only=True):
    """One article to review: its title first, then its paragraphs."""

    reviewed: ReviewedArticle
    title: Shown
    paragraphs: tuple[tuple[Shown, ...], ...]
    before: str | None
    after: str | None

    @property
    def sentences(self) -> tuple[Shown, ...]:
        """All of them, the title first."""
        return (self.title, *(sentence for paragraph in self.paragraphs for sentence in paragraph))

    @property
    def approved(self) -> int:
        """How many are approved."""
        return sum(sentence.status == "approved" for sentence in self.sentences)

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(sentence.errors for sentence in self.sentences)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return sum(sentence.warnings for sentence in self.sentences)


def show(reviewed: ReviewedSegment) -> Shown:
    """Shape one sentence."""
    segment = reviewed.segment
    doubts = doubts_of(segment.terms, segment.issues)
    errors = sum(doubt.severity == "error" for doubt in doubts)
    return Shown(
        article=reviewed.article,
        segment=segment.id,
        version=reviewed.version,
        en=displayable(segment.en),
        status=segment.status,
        origin=segment.origin,
        errors=errors,
        warnings=len(doubts) - errors,
        reasons=_reasons(doubts),
        pair=build_pair(segment, reviewed.article),
    )


def _reasons(doubts: Iterable[Issue]) -> tuple[Reason, ...]:
    """Errors first, then in their order; a long sentence may lack twenty names: "term unmet: A → B; C → D"."""
    said: dict[tuple[Severity, str, str], list[str]] = {}
    for doubt in sorted(doubts, key=lambda doubt: doubt.severity):
        what, colon, which = displayable(doubt.message).partition(": ")
        said.setdefault((doubt.severity, displayable(doubt.check), what + colon), []).append(which)
    return tuple(
        Reason(check=check, severity=severity, message=what + "; ".join(dict.fromkeys(which)))
        for (severity, check, what), which in said.items()
    )


def show_article(reviewed: ReviewedArticle, before: str | None, after: str | None) -> ArticleView:
    """Shape an article; its title leads, wherever it stands."""
    article, versions = reviewed.article, reviewed.versions
    sentences = {
        segment.id: show(ReviewedSegment(article=article.id, version=versions[segment.id], segment=segment))
        for segment in article.segments
    }
    head = article.title.segment
    title = show(made_title(reviewed)) if head is None else sentences.pop(head)
    body = [segment for segment in article.segments if segment.id != head]
    return ArticleView(
        reviewed=reviewed,
        title=title,
        paragraphs=tuple(
            tuple(sentences[segment.id] for segment in group)
            for _, group in groupby(body, key=lambda s: (s.paragraph, s.kind))
        ),
        before=before,
        after=after,
    )


def made_title(reviewed: ReviewedArticle) -> ReviewedSegment:
    """The headline that was made for an article without one, as a sentence like the others."""
    segment = next(all_segments(reviewed.article))
    return ReviewedSegment(article=reviewed.article.id, version=reviewed.versions[segment.id], segment=segment)


def days(page: ArticlePage) -> tuple[Day, ...]:
    """Group a page of the list by date."""
    return tuple(
        Day(vi=labels.date_vi(date), en=labels.date_en(date), rows=tuple(rows))
        for date, rows in groupby(page.rows, key=lambda row: row.date)
    )


def pager(offset: int, shown: int, total: int, limit: int) -> Pager:
    """Say where a page of `shown` of `total` rows is."""
    return Pager(
        first=min(offset + 1, total),
        last=offset + shown,
        total=total,
        before=max(offset - limit, 0) if offset else None,
        after=offset + limit if offset + shown < total else None,
    )


def query_of(wanted: Filter) -> dict[str, str]:
    """The parameters of an address that asks for the same."""
    given = {"text": wanted.text, "term": wanted.term, "article": wanted.article}
    switches = {"doubtful": wanted.doubtful, "unapproved": wanted.unapproved}
    return {name: text for name, text in given.items() if text} | {name: "1" for name, on in switches.items() if on}


def facts(segment: TranslatedSegment) -> tuple[str, ...]:
    """Where a translation came from: its origin, how sure the model was, and each term with how it came there."""
    origin = _ORIGINS[segment.origin]
    if segment.origin == "model" and segment.score:
        origin += f" · mean log-probability of its tokens {segment.score:.2f} (0 is certain)"
    return (origin, *dict.fromkeys(displayable(labels.describe_term(term)) for term in segment.terms))


def raw_offset(text: str, shown: int) -> int:
    """The place in a text that stands at `shown` in the text as the page has it, without control characters."""
    if displayable(text) == text:
        return min(shown, len(text))
    return next((at for at in range(len(text)) if len(displayable(text[:at])) >= shown), len(text))


def sentences_by_article(found: Sequence[ReviewedSegment]) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """Found sentences with the id of the article they stand in, in their order."""
    return tuple((article, tuple(map(show, group))) for article, group in groupby(found, key=lambda one: one.article))
