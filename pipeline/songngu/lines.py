"""Plain text, line for line: what `songngu translate` and other programs' pipes use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from songngu.distribute import Batch, Job, translate_batch
from songngu.engines import load_engine
from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher, combine
from songngu.readers.bylines import byline_prefix
from songngu.readers.structure import MOST_WORDS
from songngu.records import Issue, Kind, Record, Segment, TermResult, Translation
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


class _Piece(NamedTuple):
    """A sentence of a line and where it begins there."""

    start: int
    vi: str
    kind: Kind = "text"


class LineTranslator:
    """Translates lines with one engine and glossary, both loaded once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        glossary = Glossary.load([Path(p) for p in settings.glossary], shipped=settings.shipped_glossary)
        self._matcher = Matcher(glossary)
        self._engine = load_engine(settings)

    def translate(self, lines: Iterable[str]) -> Iterator[Line]:
        """Translate lines in order; as many come out as go in."""
        numbered = enumerate(lines, 1)
        while chunk := list(islice(numbered, LINES_AT_A_TIME)):
            yield from self._translate_chunk(chunk)

    def _translate_chunk(self, chunk: list[tuple[int, str]]) -> Iterator[Line]:
        # A lone carriage return ends no line here, so neither may it where it becomes a newline.
        lines = [(number, clean(line)[0].replace("\n", " ")) for number, line in chunk]
        pieces = [_pieces(line) for _, line in lines]
        jobs = tuple(self._job(index, piece) for index, piece in enumerate(chain.from_iterable(pieces)))
        results = translate_batch(Batch(number=0, jobs=jobs), self._engine, self._settings) if jobs else {}
        translations = (results[job.key] for job in jobs)
        for (number, line), parts in zip(lines, pieces, strict=True):
            yield _join(number, line, parts, [next(translations) for _ in parts])

    def _job(self, index: int, piece: _Piece) -> Job:
        terms = combine(self._matcher.match(piece.vi), find_quantities(piece.vi, None))
        segment = Segment(id=f"s{index}", paragraph=0, kind=piece.kind, vi=piece.vi)
        return Job(key=str(index), segment=segment, terms=terms)


def _pieces(line: str) -> list[_Piece]:
    """The sentences of a line without the white space around them, an agency prefix (`(Dân trí) - `) apart."""
    found = []
    prefix = byline_prefix(line.lstrip())
    start = len(line) - len(line.lstrip()) + len(prefix) if prefix else 0
    if prefix:
        found.append(_Piece(start - len(prefix), prefix.strip(), "byline"))
    for sentence in (part for whole in split_sentences(line[start:]) for part in split_long(whole, MOST_WORDS)):
        if sentence.strip():
            found.append(_Piece(start + len(sentence) - len(sentence.lstrip()), sentence.strip()))
        start += len(sentence)
    return found


def _join(number: int, line: str, pieces: list[_Piece], translations: list[Translation]) -> Line:
    """The sentences of a line side by side again, each term's spans moved to its place in the line."""
    en = ""
    terms: list[TermResult] = []
    for piece, translation in zip(pieces, translations, strict=True):
        en += " " if en and translation.en else ""
        terms += [_moved(term, piece.start, len(en)) for term in translation.terms]
        # In a file the prefix is a line of its own; here it leads into the sentence, as in the source.
        en += f"{translation.en.rstrip(' -–—')} -" if piece.kind == "byline" else translation.en
    issues = tuple(issue for translation in translations for issue in translation.issues)
    return Line(number=number, vi=line, en=en, terms=tuple(terms), issues=issues)


def _moved(term: TermResult, vi: int, en: int) -> TermResult:
    (start, end), there = term.vi_span, term.en_span
    return replace(
        term, vi_span=(start + vi, end + vi), en_span=(there[0] + en, there[1] + en) if there is not None else None
    )
