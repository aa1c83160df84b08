"""All that a running service has: the engine's thread, glossaries, digests, metrics, limits."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from pathlib import Path

from songngu.engines import load_engine
from songngu.records import Record
from songngu.service.batching import Batcher
from songngu.service.errors import Refusal
from songngu.service.glossaries import Glossaries
from songngu.service.jobs import JobFolder
from songngu.service.limits import Limits
from songngu.service.making import DigestJobs
from songngu.service.metrics import Metrics
from songngu.service.translator import Answer, Translator
from songngu.settings import Settings


class Access(Record, frozen=True, kw_only=True):
    """Who may ask: with a key, only who has it. `hosts` are the names the service answers to; None for any."""

    key: str = ""
    hosts: frozenset[str] | None = None


class Service:
    """One service over one data folder. Loading the engine begins at once; `batcher.loaded` tells how it went.

    Raises GlossaryError and StoreError where the glossary or the folder can't be used.
    """

    def __init__(self, settings: Settings, folder: Path, limits: Limits, access: Access) -> None:
        self.settings, self.limits, self.access = settings, limits, access
        self.metrics = Metrics()
        self.glossaries = Glossaries(folder / "glossaries", limits)
        self.batcher = Batcher(lambda: load_engine(settings), settings, limits, self.metrics.count_sentences)
        self.translator = Translator(settings, self.batcher, self.glossaries, limits)
        self.jobs = DigestJobs(JobFolder(folder, limits), self.translator.planner, self.batcher, self.metrics.count_job)
        self.metrics.watch("songngu_sentences_waiting", "Sentences in the queue", lambda: self.batcher.waiting)
        self.metrics.watch("songngu_digests_waiting", "Digests that aren't done", lambda: self.jobs.waiting)
        self.metrics.watch("songngu_ready", "Whether the model is loaded and its thread runs", self._is_ready)

    async def translate(self, texts: Sequence[str], *, html: bool, glossary_id: str) -> list[Answer]:
        """Translate the texts of one request. Raises Refusal."""
        answers = await self.translator.translate(texts, html=html, glossary_id=glossary_id)
        for text, answer in zip(texts, answers, strict=True):
            self.metrics.count_text(len(text), answer.terms, answer.issues)
        return answers

    def check_key(self, *given: str) -> None:
        """Raise Refusal (403) where a key is needed and none of those given is it."""
        wanted = self.access.key.encode()
        if wanted and not any(hmac.compare_digest(one.encode("utf-8", "replace"), wanted) for one in given):
            raise Refusal(403, "Invalid API key", mend="Ask who runs this service for its key")

    def stop(self) -> None:
        """Take no more, and tell those who wait."""
        self.jobs.close()  # first: a digest then knows why the engine refuses
        self.batcher.close()

    def close(self) -> None:
        """Stop, and let go of all."""
        self.stop()
        self.translator.close()

    def _is_ready(self) -> float:
        return float(self.batcher.alive)
