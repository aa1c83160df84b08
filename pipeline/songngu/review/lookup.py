"""Finding articles and sentences in the database for the review page, and what is said where they aren't there."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from songngu.errors import SongnguError
from songngu.index import phrase
from songngu.records import Article, Finished, TranslatedSegment, all_segments
from songngu.review.records import ArticlePage, ArticleRow, Event, Filter, ReviewedSegment, SegmentPage
from songngu.reviews import history_of, version_of
from songngu.store import Store
from songngu.text.normalise import fold


class ConflictError(SongnguError):
    """Someone else changed the sentence in the meantime; `current` is how it stands now, nothing was written."""

    def __init__(self, current: ReviewedSegment) -> None:
        super().__init__(
            "changed by someone else in the meantime",
            where=f"{current.article} {current.segment.id}",
            mend="Compare both texts and save again",
        )
        self.current = current


class NotFoundError(SongnguError):
    """There is no such article, sentence or preview."""


def _where(wanted: Filter) -> tuple[str, tuple[object, ...]]:
    """A filter as an SQL condition on `sentences s` and its parameters; "" for one that wants everything."""
    conditions: list[tuple[str, tuple[object, ...]]] = []
    if wanted.article:
        conditions.append(("s.article = ?", (wanted.article,)))
    if wanted.doubtful:
        conditions.append(("(s.severity = 2 OR s.severity > 0 AND NOT s.approved)", ()))
    if wanted.unapproved:
        conditions.append(("NOT s.approved", ()))
    if wanted.text:
        words = phrase(wanted.text, begun=True)
        conditions.append(
            ("s.id IN (SELECT rowid FROM words WHERE words MATCH ?)", (words,))
            if words
            else ("(instr(s.vi, ?) OR instr(s.en, ?))", (wanted.text, wanted.text))
        )
    if wanted.term:
        words = phrase(wanted.term, column="vi")
        condition = "s.id IN (SELECT rowid FROM words WHERE words MATCH ?) AND has_form(s.vi, ?)"
        conditions.append((condition, (words, wanted.term)) if words else ("0", ()))
    return " AND ".join(text for text, _ in conditions), tuple(value for _, values in conditions for value in values)


def find_articles(store: Store, wanted: Filter, offset: int, limit: int) -> ArticlePage:
    """The articles of the digest that have a sentence as wanted, in reading order."""
    where, parameters = _where(wanted)
    condition = f"shown AND article IN (SELECT s.article FROM sentences s WHERE {where})" if where else "shown"
    ((total,),) = store.query(f"SELECT count(*) FROM contents WHERE {condition}", parameters)
    rows = store.query(
        "SELECT article, path, date, vi, en, sentences, approved, errors, warnings FROM contents "
        f"WHERE {condition} ORDER BY place, path LIMIT ? OFFSET ?",
        (*parameters, limit, offset),
    )
    return ArticlePage(rows=tuple(_article_row(*row) for row in rows), offset=offset, total=total)


def find_segments(store: Store, wanted: Filter, offset: int, limit: int) -> SegmentPage:
    """The sentences of the digest as wanted, in reading order."""
    where, parameters = _where(wanted)
    rows = store.query(
        "SELECT s.article, s.segment FROM sentences s JOIN contents c ON c.article = s.article "
        f"WHERE c.shown AND {where or '1'} ORDER BY c.place, c.path, s.position",
        parameters,
    )
    total, rows = len(rows), rows[offset : offset + limit]
    articles = {name: get_finished(store, name).article for name in dict.fromkeys(name for name, _ in rows)}
    segments = tuple(as_reviewed_segment(name, get_segment(articles[name], segment)) for name, segment in rows)
    return SegmentPage(segments=segments, offset=offset, total=total)


def find_neighbours(store: Store, article: str) -> tuple[str | None, str | None]:
    """The ids of the articles before and after one in reading order. Raises NotFoundError."""
    names = list(store.marks())
    if article not in names:
        raise _no_article(article)
    at = names.index(article)
    return names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None


def find_history(store: Store, article: str, segment: str) -> tuple[Event, ...]:
    """What people did to a sentence, newest first; where they did anything, what the machine made is last."""
    finished = get_finished(store, article)
    vi = get_segment(finished.article, segment).vi
    steps = history_of(store, article, vi)
    keys = [part.key for part in finished.plan.segments if part.vi == vi] if steps else []
    made = list(store.translations(keys).values())[:1]
    events = [
        Event(at=step.at, what=step.what, en=step.shown.en, status=step.shown.status, origin=step.shown.origin)
        for step in steps
    ]
    first = [Event(at=None, what="made", en=each.en, status="draft", origin=each.origin) for each in made]
    return (*events, *first)


def has_form(vi: str, term: str) -> bool:
    """Whether a Vietnamese text has a form as whole words, tone placement and case folded."""
    words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", fold(term, i_y=True)))
    return re.search(rf"(?<!\w){words}(?!\w)", fold(vi, i_y=True)) is not None


def _article_row(
    name: str, path: str, date: str | None, vi: str, en: str, sentences: int, approved: int, errors: int, warnings: int
) -> ArticleRow:
    return ArticleRow(
        id=name,
        path=path,
        date=datetime.date.fromisoformat(date) if date else None,
        vi=vi,
        en=en,
        sentences=sentences,
        approved=approved,
        errors=errors,
        warnings=warnings,
    )


def get_finished(store: Store, article: str) -> Finished:
    """An article as the store has it. Raises NotFoundError."""
    found = store.finished(article)
    if found is None:
        raise _no_article(article)
    return found


def _no_article(article: str) -> NotFoundError:
    """What to raise for an unknown article."""
    return NotFoundError("there is no such article", where=article[:80], mend="Is it in this output folder?")


def get_segment(article: Article, segment: str) -> TranslatedSegment:
    """A sentence of an article, the made headline among them. Raises NotFoundError."""
    found = next((each for each in all_segments(article) if each.id == segment), None)
    if found is None:
        raise _no_segment(article.id, segment)
    return found


def _no_segment(article: str, segment: str) -> NotFoundError:
    return NotFoundError("there is no such sentence", where=f"{article} {segment[:40]}")


def get_current(finished: Finished, versions: Mapping[str, str]) -> list[TranslatedSegment]:
    """The sentences of these ids, which must be as their versions say. Raises NotFoundError, ConflictError."""
    there = {segment.id: segment for segment in all_segments(finished.article)}
    for name, version in versions.items():
        if name not in there:
            raise _no_segment(finished.article.id, name)
        if version_of(there[name]) != version:
            raise ConflictError(as_reviewed_segment(finished.article.id, there[name]))
    return [there[name] for name in versions]


def as_reviewed_segment(article: str, segment: TranslatedSegment) -> ReviewedSegment:
    """A sentence with its version."""
    return ReviewedSegment(article=article, version=version_of(segment), segment=segment)
