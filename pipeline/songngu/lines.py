"""Plain text, line for line: what `songngu translate` and other programs' pipes use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from songngu.distribute import Batch, Job, translate_batch
from songngu.engines import load_engine
from songngu.glossary.chosen import load_glossary
from songngu.glossary.given_names import with_people
from songngu.glossary.matching import Matcher, combine
from songngu.readers.bylines import byline_prefix
from songngu.readers.structure import MOST_WORDS
from songngu.records import Issue, Kind, Record, Segment, Span, Term, TermResult, Translation
from songngu.settings import Settings
from songngu.text.normalise import clean
from songngu.text.quantities import find_quantities
from songngu.text.sentences import split_long, split_sentences

LINES_AT_A_TIME = 64


def split_lines(text: str) -> list[str]:
    """The lines of a text, ended by LF or CRLF; nothing where there is nothing, no empty line after the last end."""
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


class Line(Record, frozen=True, kw_only=True):
    """One translated line; `number` counts from 1. `vi` is the line as it was translated: cleaned, in NFC."""

    number: int
    vi: str
    en: str
    terms: tuple[TermResult, ...]  # their spans are in this line
    issues: tuple[Issue, ...]
    sentences: tuple[tuple[Span, Span], ...] = ()  # where each is in `vi` and in `en`


class Piece(NamedTuple):
    """A sentence of a line with what must be in its English, and where it begins there."""

    start: int
    segment: Segment
    terms: tuple[Term, ...]


class PlannedLine(NamedTuple):
    """A line, cleaned and cut into sentences, ready to be translated."""

    vi: str
    pieces: tuple[Piece, ...]


class LineTranslator:
    """Translates lines with one engine and glossary, both loaded once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._matcher = Matcher(load_glossary(settings))
        self._engine = load_engine(settings)

    def translate(self, lines: Iterable[str]) -> Iterator[Line]:
        """Translate lines in order; as many come out as go in."""
        numbered = enumerate(lines, 1)
        while chunk := list(islice(numbered, LINES_AT_A_TIME)):
            yield from self._translate_chunk(chunk)

    def _translate_chunk(self, chunk: list[tuple[int, str]]) -> Iterator[Line]:
        planned = [plan_line(line, self._matcher) for _, line in chunk]
        pieces = chain.from_iterable(line.pieces for line in planned)
        jobs = tuple(Job(key=str(index), segment=one.segment, terms=one.terms) for index, one in enumerate(pieces))
        results = translate_batch(Batch(jobs=jobs), self._engine, self._settings) if jobs else {}
        translations = (results[job.key] for job in jobs)
        for (number, _), line in zip(chunk, planned, strict=True):
            yield join_line(number, line, [next(translations) for _ in line.pieces])


def plan_line(line: str, matcher: Matcher) -> PlannedLine:
    """Clean a line, cut it into sentences and find their terms. White space around a sentence is no part of it."""
    # A lone carriage return ends no line here, so neither may it where it becomes a newline.
    vi = clean(line)[0].replace("\n", " ")
    sentences = tuple(_sentences(vi))
    segments = with_people(
        [Segment(id=f"s{n}", paragraph=0, kind=kind, vi=text) for n, (_, text, kind) in enumerate(sentences, 1)]
    )
    return PlannedLine(
        vi,
        tuple(
            Piece(start, segment, combine(matcher.match(text, segment.people), find_quantities(text, None)))
            for (start, text, _), segment in zip(sentences, segments, strict=True)
        ),
    )


def _sentences(line: str) -> Iterator[tuple[int, str, Kind]]:
    """The sentences of a line and where each begins, an agency prefix (`(Dân trí) - `) apart."""
    prefix = byline_prefix(line.lstrip())
    start = len(line) - len(line.lstrip()) + len(prefix) if prefix else 0
    if prefix:
        yield start - len(prefix), prefix.strip(), "byline"
    for sentence in (part for whole in split_sentences(line[start:]) for part in split_long(whole, MOST_WORDS)):
        if sentence.strip():
            yield start + len(sentence) - len(sentence.lstrip()), sentence.strip(), "text"
        start += len(sentence)


def join_line(number: int, line: PlannedLine, translations: Sequence[Translation]) -> Line:
    """The sentences of a line side by side again, each term's spans moved to its place in the line."""
    en = ""
    terms: list[TermResult] = []
    sentences: list[tuple[Span, Span]] = []
    for piece, start, translation in zip(line.pieces, english_starts(line, translations), translations, strict=True):
        en = en.ljust(start) + _english(piece, translation)
        sentences.append(((piece.start, piece.start + len(piece.segment.vi)), (start, len(en))))
        terms += [term.moved(piece.start, start) for term in translation.terms]
    issues = tuple(issue for translation in translations for issue in translation.issues)
    return Line(number=number, vi=line.vi, en=en, terms=tuple(terms), issues=issues, sentences=tuple(sentences))


def english_starts(line: PlannedLine, translations: Sequence[Translation]) -> list[int]:
    """Where the English of each sentence begins in the English of the line."""
    starts, at = [], 0
    for piece, translation in zip(line.pieces, translations, strict=True):
        at += 1 if at and translation.en else 0
        starts.append(at)
        at += len(_english(piece, translation))
    return starts


def _english(piece: Piece, translation: Translation) -> str:
    # In a file the prefix is a line of its own; here it leads into the sentence, as in the source.
    return f"{translation.en.rstrip(' -–—')} -" if piece.segment.kind == "byline" else translation.en
