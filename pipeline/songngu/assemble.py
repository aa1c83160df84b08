"""Translated segments to articles, articles to the digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from songngu.plan import Planned
from songngu.records import (
    Article,
    Bilingual,
    Digest,
    OverviewSentence,
    Segment,
    SummarySentence,
    TranslatedSegment,
    Translation,
)
from songngu.settings import Settings
from songngu.store import Finished
from songngu.summarise import find_summariser, overview, overview_length


def build_article(
    planned: Planned, translations: Mapping[str, Translation], signature: str, settings: Settings
) -> Article:
    """Join an article's segments with their translations (by key), its title and its summary."""
    document = planned.document
    both = {
        segment.id: _side_by_side(segment, translations[part.key])
        for segment, part in zip(planned.segments, planned.plan.segments, strict=True)
    }
    title = both[document.title_id or planned.segments[-1].id]
    summary = find_summariser(settings.summariser)(document, settings.summary)
    return Article(
        id=document.id,
        path=document.path,
        date=document.date,
        title=Bilingual(
            vi=title.vi,
            en=title.en,
            segment=document.title_id,
            terms=() if document.title_id else title.terms,
            issues=() if document.title_id else title.issues,
        ),
        summary=tuple(SummarySentence(segment=name, vi=both[name].vi, en=both[name].en) for name in summary),
        segments=tuple(both[segment.id] for segment in document.segments),
        signature=signature,
        notes=document.notes,
    )


def build_digest(finished: Sequence[Finished], signature: str) -> Digest:
    """Order the articles (newest first, undated last, then by path) and open with what happened."""
    # The overview settles a tie by the order it is given, so that is one that doesn't depend on the run.
    ordered = sorted(finished, key=lambda one: _reading_order(one.article))
    articles = {one.article.id: one.article for one in ordered}
    chosen = overview([one.document for one in ordered], overview_length(len(ordered)))
    return Digest(
        articles=tuple(articles.values()),
        overview=tuple(_overview_sentence(articles[article], segment) for article, segment in chosen),
        signature=signature,
    )


def _reading_order(article: Article) -> tuple[int, str]:
    return (-article.date.toordinal() if article.date else 0, article.path)


def _overview_sentence(article: Article, segment_id: str) -> OverviewSentence:
    segment = next(segment for segment in article.segments if segment.id == segment_id)
    return OverviewSentence(article=article.id, segment=segment_id, date=article.date, vi=segment.vi, en=segment.en)


def _side_by_side(segment: Segment, translation: Translation) -> TranslatedSegment:
    return TranslatedSegment(
        id=segment.id,
        paragraph=segment.paragraph,
        kind=segment.kind,
        vi=segment.vi,
        en=translation.en,
        terms=translation.terms,
        issues=translation.issues,
        origin=translation.origin,
        status=translation.status,
        score=translation.score,
    )
