"""Translated segments to articles, articles to the digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from songngu.plan import Planned
from songngu.records import (
    TITLE_ID,
    Article,
    Bilingual,
    Document,
    OverviewSentence,
    PlannedSegment,
    Segment,
    SummarySentence,
    TranslatedSegment,
    Translation,
)
from songngu.reviews import Remembered, Review, as_reviewed
from songngu.settings import Settings
from songngu.summarise import find_summariser


def build_article(
    planned: Planned,
    translations: Mapping[str, Translation],
    signature: str,
    settings: Settings,
    reviews: Mapping[str, Review] | None = None,
    memory: Mapping[str, Remembered] | None = None,
) -> Article:
    """Join an article's segments with their translations, its title and its summary.

    `translations` are by key; `reviews` and `memory`, by Vietnamese text, stand before them.
    """
    document = planned.document
    both = {
        segment.id: stand(segment, part, translations.get(part.key), reviews or {}, memory or {})
        for segment, part in zip(planned.segments, planned.plan.segments, strict=True)
    }
    title = both[document.title_id or planned.segments[-1].id]
    summary = find_summariser(settings.summariser)(document, settings.summary)
    return Article(
        id=document.id,
        path=document.path,
        date=document.date,
        title=_title(title, document.title_id),
        summary=tuple(SummarySentence(segment=name, vi=both[name].vi, en=both[name].en) for name in summary),
        segments=tuple(both[segment.id] for segment in document.segments),
        signature=signature,
        notes=document.notes,
    )


def stand(
    segment: Segment,
    part: PlannedSegment,
    machine: Translation | None,
    reviews: Mapping[str, Review],
    memory: Mapping[str, Remembered],
) -> TranslatedSegment:
    """A segment beside the translation that stands for it."""
    translation = as_reviewed(segment, part.terms, machine, reviews.get(segment.vi), memory.get(segment.vi))
    return _side_by_side(segment, translation)


def revise(article: Article, changed: Mapping[str, TranslatedSegment]) -> Article:
    """The article with some of its segments (by id; the made headline is "title") replaced wherever it shows them."""
    title = changed.get(article.title.segment or TITLE_ID)
    return replace(
        article,
        title=_title(title, article.title.segment) if title else article.title,
        summary=tuple(
            replace(sentence, en=changed[sentence.segment].en) if sentence.segment in changed else sentence
            for sentence in article.summary
        ),
        segments=tuple(changed.get(segment.id, segment) for segment in article.segments),
    )


def _title(title: TranslatedSegment, printed: str | None) -> Bilingual:
    """The title of an article; `printed` names the segment that it is, None where it was made."""
    if printed:
        return Bilingual(vi=title.vi, en=title.en, segment=printed)
    return Bilingual(
        vi=title.vi, en=title.en, terms=title.terms, issues=title.issues, origin=title.origin, status=title.status
    )


def choose_overview(documents: Sequence[Document]) -> tuple[tuple[str, str], ...]:
    """The sentences that tell what happened, as (article, segment), of documents in reading order."""
    from songngu.summarise.overview import overview, overview_length

    return overview(documents, overview_length(len(documents)))


def overview_sentence(article: Article, segment_id: str) -> OverviewSentence:
    """A sentence of an article as the overview has it."""
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
