"""The sentences of a digest as translation tools want them: text, state, terms and doubts, safe to write anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from songngu.counts import doubts_of
from songngu.digest.safe import displayable
from songngu.records import (
    Article,
    Bilingual,
    Digest,
    Issue,
    Kind,
    Origin,
    Record,
    Status,
    TermResult,
    TranslatedSegment,
    all_segments,
)


class Sentence(Record, frozen=True, kw_only=True):
    """One segment, or the title where it is none; text without control characters and surrounding white space."""

    id: str
    paragraph: int  # -1 for a title that is no segment
    kind: Kind
    vi: str
    en: str
    origin: Origin
    status: Status
    terms: tuple[tuple[str, str], ...]  # of the glossary, each once
    doubts: tuple[Issue, ...]


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """Give the sentences in reading order, a title made from the lead first; those without Vietnamese are left out."""
    return tuple(sentence for segment in all_segments(article) if (sentence := _sentence(segment)).vi)


def only_approved(digest: Digest) -> Digest:
    """Give what people approved: those segments, titles and summary sentences, and the articles that have any."""
    articles = tuple(found for article in digest.articles if (found := _approved(article)))
    kept = {(article.id, segment.id) for article in articles for segment in article.segments}
    overview = tuple(sentence for sentence in digest.overview if (sentence.article, sentence.segment) in kept)
    return replace(digest, articles=articles, overview=overview)


def _approved(article: Article) -> Article | None:
    segments = tuple(segment for segment in article.segments if segment.status == "approved")
    ids = {segment.id for segment in segments}
    title = article.title
    if title.segment not in ids and (title.segment is not None or title.status != "approved"):
        title = Bilingual(vi="", en="")
    if not segments and not title.vi:
        return None
    summary = tuple(sentence for sentence in article.summary if sentence.segment in ids)
    return replace(article, title=title, summary=summary, segments=segments)


def _sentence(segment: TranslatedSegment) -> Sentence:
    return Sentence(
        id=segment.id,
        paragraph=segment.paragraph,
        kind=segment.kind,
        vi=displayable(segment.vi).strip(),
        en=displayable(segment.en).strip(),
        origin=segment.origin,
        status=segment.status,
        terms=_terms(segment.terms),
        doubts=tuple(
            replace(doubt, check=displayable(doubt.check), message=displayable(doubt.message))
            for doubt in doubts_of(segment.terms, segment.issues)
        ),
    )


def _terms(terms: Sequence[TermResult]) -> tuple[tuple[str, str], ...]:
    pairs = ((displayable(term.vi).strip(), displayable(term.en).strip()) for term in terms if term.mode != "quantity")
    return tuple(dict.fromkeys(pair for pair in pairs if all(pair)))
