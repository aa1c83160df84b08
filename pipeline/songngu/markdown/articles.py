"""The Markdown files of a digest in English, as they stand now: with the corrections that people made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from songngu.files import write_atomic
from songngu.glossary.alignment import Aligner
from songngu.markdown.english import English, to_english
from songngu.markdown.placing import Rendering
from songngu.readers.find import slug
from songngu.records import Finished, Segment, Span, TermResult, TranslatedSegment
from songngu.text.quantities import find_quantities

_ELSEWHERE = re.compile(r"[#\0\\]|(?:^|/)\.\.?(?:/|$)|^/|^\w:")  # no path below a folder: an entry of an archive


def english_name(path: str) -> str:
    """The name of an article's English file below its folder: as the source is called, so that links lead on."""
    return f"{slug(path)}.md" if _ELSEWHERE.search(path) else path


def write_articles(finished: Iterable[Finished], folder: Path) -> tuple[list[str], list[str]]:
    """Write the English of every article that was Markdown; the names written, and notes of what had to move.

    Raises StoreError where the folder can't be written.
    """
    names: list[str] = []
    notes: list[str] = []
    aligner = Aligner()
    for one in finished:
        if not one.document.markdown:
            continue
        english = english_of(one, aligner)
        names.append(english_name(one.document.path))
        write_atomic(folder / names[-1], english.text.encode("utf-8", "backslashreplace"))
        notes += [f"{one.document.path}: {issue.message}" for issue in english.issues]
    return names, notes


def english_of(finished: Finished, aligner: Aligner) -> English:
    """The English of an article that was Markdown."""
    renderings = _renderings(finished)

    def translate(passages: Sequence[str]) -> list[Rendering | None]:
        return [renderings.get(passage) or _date_line(passage) for passage in passages]

    return to_english(finished.document.markdown, translate, aligner)


def _date_line(passage: str) -> Rendering | None:
    """A line that was taken for the article's date and is no segment: a rule writes it in English."""
    dates = [term for term in find_quantities(passage, None) if term.key.startswith("date:")]
    if len(dates) != 1:
        return None
    (start, end), en = dates[0].vi_span, dates[0].targets[0]
    if any(character.isalpha() for character in passage[:start] + passage[end:]):
        return None
    en = passage[:start] + en + passage[end:]
    return Rendering(vi=passage, en=en, sentences=(((0, len(passage)), (0, len(en))),))


def _renderings(finished: Finished) -> dict[str, Rendering]:
    """The English of each paragraph, by its Vietnamese."""
    english = {segment.id: segment for segment in finished.article.segments}
    paragraphs = groupby(finished.document.segments, key=lambda segment: segment.paragraph)
    found = (_rendering([(one, english[one.id]) for one in segments]) for _, segments in paragraphs)
    return {rendering.vi: rendering for rendering in found}


def _rendering(pairs: Sequence[tuple[Segment, TranslatedSegment]]) -> Rendering:
    vi = en = ""
    sentences: list[tuple[Span, Span]] = []
    terms: list[TermResult] = []
    for segment, translated in pairs:
        en += " " if en and translated.en else ""
        places = len(vi), len(en)
        vi += segment.vi
        # An agency before the first sentence leads into it, as in the source.
        agency = segment.kind == "byline" and segment.vi.endswith(("-", "–", "—"))
        en += f"{translated.en.rstrip(' -–—')} -" if agency else translated.en
        sentences.append(((places[0], len(vi)), (places[1], len(en))))
        terms += [term.moved(*places) for term in translated.terms]
        vi += segment.after
    return Rendering(vi=vi, en=en, sentences=tuple(sentences), terms=tuple(terms))


def stale_names(known: Iterable[str], written: Sequence[str]) -> Iterator[str]:
    """The names of English files of articles (by path) that aren't given any more."""
    for path in known:
        name = english_name(path)
        if name.endswith(".md") and name not in written:
            yield name
