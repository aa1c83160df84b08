"""Plain text, line for line: what `songngu translate` and other programs' pipes use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from songngu.distribute import Batch, Job, translate_batch
from songngu.engines import load_engine
from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher, combine
from songngu.records import Issue, Record, Segment, TermResult
from songngu.settings import Settings
from songngu.text.normalise import clean
from songngu.text.quantities import find_quantities
from songngu.text.sentences import split_sentences

LINES_AT_A_TIME = 64


def split_lines(text: str) -> list[str]:
    """The lines of a text, ended by LF or CRLF; nothing where there is nothing, no empty line after the last end."""
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


class Line(Record, frozen=True, kw_only=True):
    """One translated line; `number` counts from 1. Term spans are omitted: they are per sentence."""

    number: int
    vi: str
    en: str
    terms: tuple[TermResult, ...]
    issues: tuple[Issue, ...]


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
        pieces = [(number, piece) for number, line in chunk for piece in split_sentences(clean(line)[0])]
        jobs = tuple(self._job(index, piece.strip()) for index, (_, piece) in enumerate(pieces) if piece.strip())
        results = translate_batch(Batch(number=0, jobs=jobs), self._engine, self._settings) if jobs else {}
        for number, line in chunk:
            parts = [(index, piece) for index, (owner, piece) in enumerate(pieces) if owner == number]
            done = [results[str(index)] for index, piece in parts if piece.strip()]
            yield Line(
                number=number,
                vi=line,
                en=" ".join(translation.en for translation in done if translation.en),
                terms=tuple(term for translation in done for term in translation.terms),
                issues=tuple(issue for translation in done for issue in translation.issues),
            )

    def _job(self, index: int, sentence: str) -> Job:
        terms = combine(self._matcher.match(sentence), find_quantities(sentence, None))
        segment = Segment(id=f"s{index}", paragraph=0, kind="text", vi=sentence)
        return Job(key=str(index), segment=segment, terms=terms)
