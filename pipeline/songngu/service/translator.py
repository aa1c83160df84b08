"""Texts of a request to their English: planned as `songngu translate` plans lines, translated with all that wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from songngu.distribute import Job
from songngu.glossary.chosen import load_glossary
from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher
from songngu.lines import Line, PlannedLine, english_starts, join_line, plan_line
from songngu.plan import Planner, key_of
from songngu.records import Issue, Record, Span, TermResult, Translation
from songngu.service import markup
from songngu.service.batching import Batcher
from songngu.service.errors import Refusal
from songngu.service.glossaries import Glossaries
from songngu.service.limits import Limits
from songngu.settings import Settings

MOST_MATCHERS = 32  # of clients' glossaries, kept built


class Answer(Record, frozen=True, kw_only=True):
    """A text in English. Spans of the terms are in `vi`, the text as it was translated (cleaned), and in `en`.

    Of HTML, `text` has the markup, `vi` and `en` are its blocks, one a line.
    """

    text: str
    vi: str
    en: str
    terms: tuple[TermResult, ...]
    issues: tuple[Issue, ...]


class _Part(Record, frozen=True, kw_only=True):
    """A line or block of a text with what is planned of it, or markup that stays as it is."""

    raw: str = ""
    block: markup.Block | None = None
    line: PlannedLine | None = None


class Translator:
    """Translates requests under the service's glossary, or a client's on top of it."""

    def __init__(self, settings: Settings, batcher: Batcher, glossaries: Glossaries, limits: Limits) -> None:
        self._settings, self._batcher, self._limits = settings, batcher, limits
        self._glossaries = glossaries
        self._glossary = load_glossary(settings)
        self._matcher = Matcher(self._glossary)
        self._of_clients: dict[str, Matcher] = {}
        self._lock = threading.Lock()
        # One thread: matching is Python, and doesn't stop the server from answering while it's done there.
        self._planning = ThreadPoolExecutor(1, thread_name_prefix="songngu-plan")

    def planner(self, glossary_id: str = "") -> Planner:
        """A run's planner under the glossary of this id on top of the service's. Raises Refusal."""
        engine = self._batcher.signature
        if not glossary_id:
            return Planner(self._settings, self._glossary, self._matcher, engine)
        entries = self._glossaries.entries(glossary_id)
        glossary = Glossary.of(entries, self._glossary.entries)
        return Planner(self._settings, glossary, self._matcher_for(glossary_id), engine)

    async def translate(self, texts: Sequence[str], *, html: bool = False, glossary_id: str = "") -> list[Answer]:
        """Translate the texts of one request, in order.

        Raises Refusal: 413 for too much, 404 for an unknown glossary, 429 where too much waits, 503 where the model
        isn't loaded or the time is up; what waits of a request that is given up or cancelled isn't translated.
        """
        self._check(texts)
        signature = self._batcher.signature
        try:
            async with asyncio.timeout(self._limits.seconds):
                planned = await asyncio.get_running_loop().run_in_executor(
                    self._planning, self._plan, texts, html, glossary_id
                )
                return await self._translate(planned, signature)
        except TimeoutError as error:
            what = f"not done within {self._limits.seconds:g} seconds"
            raise Refusal(503, what, mend="Send less at once, or try again later", retry=10) from error

    def close(self) -> None:
        """Plan no more."""
        self._planning.shutdown(wait=False, cancel_futures=True)

    def _check(self, texts: Sequence[str]) -> None:
        if len(texts) > self._limits.texts:
            raise Refusal(413, f"{len(texts)} texts, more than {self._limits.texts}", mend="Send fewer at once")
        characters = sum(map(len, texts))
        if characters > self._limits.characters:
            what = f"{characters:,} characters, more than {self._limits.characters:,}"
            raise Refusal(413, what, mend="Send less at once")

    def _matcher_for(self, glossary_id: str) -> Matcher:
        if not glossary_id:
            return self._matcher
        self._glossaries.get(glossary_id)  # it may have been deleted
        with self._lock:
            matcher = self._of_clients.pop(glossary_id, None)
            if matcher is None:
                matcher = self._matcher.changed(add=self._glossaries.entries(glossary_id))
            while len(self._of_clients) >= MOST_MATCHERS:
                self._of_clients.pop(next(iter(self._of_clients)))
            self._of_clients[glossary_id] = matcher  # the last used is last
            return matcher

    def _plan(self, texts: Sequence[str], html: bool, glossary_id: str) -> list[list[_Part]]:
        matcher = self._matcher_for(glossary_id)
        return [list(_parts(text, html, matcher)) for text in texts]

    async def _translate(self, planned: list[list[_Part]], signature: str) -> list[Answer]:
        pieces = [piece for parts in planned for part in parts if part.line for piece in part.line.pieces]
        jobs = [
            Job(key=key_of(piece.segment, piece.terms, signature), segment=piece.segment, terms=piece.terms)
            for piece in pieces
        ]
        waiting = [asyncio.wrap_future(future) for future in self._batcher.submit(jobs)]
        try:
            translations = iter(await asyncio.gather(*waiting))
        finally:
            for future in waiting:  # after an error, or where the client has left
                future.cancel()
        return [
            _join([(part, [next(translations) for _ in part.line.pieces] if part.line else []) for part in parts])
            for parts in planned
        ]


def _parts(text: str, html: bool, matcher: Matcher) -> list[_Part]:
    if html:
        return [
            _Part(raw=part) if isinstance(part, str) else _Part(block=part, line=plan_line(part.text, matcher))
            for part in markup.cut(text)
        ]
    parts: list[_Part] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        parts += [_Part(raw="\n")] if number else []
        parts.append(_Part(line=plan_line(line, matcher)))
    return parts


def _join(parts: Sequence[tuple[_Part, list[Translation]]]) -> Answer:
    text = vi = en = ""
    terms: list[TermResult] = []
    issues: list[Issue] = []
    first = True
    for part, translations in parts:
        if part.line is None:
            text += part.raw
            continue
        line = join_line(0, part.line, translations)
        text += markup.render(part.block, line.en, _anchors(part.line, translations, line)) if part.block else line.en
        vi, en, first = (vi, en, False) if first else (f"{vi}\n", f"{en}\n", False)
        terms += [term.moved(len(vi), len(en)) for term in line.terms]
        issues += line.issues
        vi, en = vi + line.vi, en + line.en
    return Answer(text=text, vi=vi, en=en, terms=tuple(terms), issues=tuple(issues))


def _anchors(line: PlannedLine, translations: Sequence[Translation], joined: Line) -> list[Span]:
    """Places in the Vietnamese and the English of a line that are the same: where sentences and terms begin and end."""
    starts = english_starts(line, translations)
    found = [(piece.start, start) for piece, start in zip(line.pieces, starts, strict=True)]
    for term in joined.terms:
        if term.en_span is not None:
            found += zip(term.vi_span, term.en_span, strict=True)
    return found
