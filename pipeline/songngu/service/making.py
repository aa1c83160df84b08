"""Digests made for clients: one after another, by a run over the client's articles, with the service's engine.

A job that the service didn't finish is taken up again when it starts.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from songngu import batch
from songngu.digest import RENDERERS
from songngu.errors import SongnguError, unexpected
from songngu.plan import Planner
from songngu.report import Failure
from songngu.service.batching import Batcher
from songngu.service.distributing import Distributing
from songngu.service.jobs import Job, JobFolder, Stored, Wish
from songngu.sources import list_sources
from songngu.stored import read_digest


class _Stopped(SongnguError):
    """The job was deleted, or the service ends."""


class DigestJobs:
    """The jobs of one folder and the thread that does them. Safe to use from several threads."""

    def __init__(
        self, folder: JobFolder, planner: Callable[[str], Planner], batcher: Batcher, ended: Callable[[str], None]
    ) -> None:
        self._folder, self._planner, self._batcher, self._ended = folder, planner, batcher, ended
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._closed = threading.Event()
        for job_id in folder.unfinished:
            self._queue.put(job_id)
        self._thread = threading.Thread(target=self._work, name="songngu-digests", daemon=True)
        self._thread.start()

    def get(self, job_id: str) -> Job:
        """One job. Raises Refusal (404)."""
        return self._folder.get(job_id).job

    def add(self, wish: Wish, files: Mapping[str, bytes]) -> Job:
        """Keep the files (by names that `file_names` made) and put a job in the queue.

        Raises Refusal (429) where too many jobs wait.
        """
        job = self._folder.add(wish, files)
        self._queue.put(job.id)
        return job

    def delete(self, job_id: str) -> None:
        """Forget a job, its articles, and a digest that goes with it; one that is running stops. Raises Refusal."""
        self._folder.delete(job_id)

    def render(self, name: str, format: str) -> bytes:
        """A digest as its database has it now, corrections included. Raises Refusal (404)."""
        digest = read_digest(self._folder.digest(name))
        return msgspec.json.encode(digest) if format == "json" else RENDERERS[format].render(digest)

    def delete_digest(self, name: str) -> None:
        """Remove a digest with all that people did to it. Raises Refusal: 404, 409 where it is being made."""
        self._folder.delete_digest(name)

    def close(self) -> None:
        """Do no more jobs; those that aren't done are taken up at the next start."""
        self._closed.set()
        self._queue.put("")

    @property
    def waiting(self) -> int:
        """Jobs that aren't done."""
        return len(self._folder.unfinished)

    def _work(self) -> None:
        with contextlib.suppress(Exception):  # why the engine couldn't be loaded is told elsewhere
            self._batcher.loaded.result()
        while (job_id := self._queue.get()) and not self._closed.is_set():
            stored = self._folder.find(job_id)
            if stored is None:
                continue
            try:
                self._run(stored)
            except _Stopped:
                if not self._closed.is_set():  # it was deleted, and has perhaps written since
                    self._folder.clear(stored)
                continue
            except SongnguError as error:
                if self._closed.is_set():  # the engine refused because the service ends
                    continue
                self._folder.update(job_id, state="failed", error=str(error))
            except Exception as error:  # the border: the next job may do better
                self._folder.update(job_id, state="failed", error=unexpected(error))
            if done := self._folder.find(job_id):
                self._ended(done.job.state)

    def _run(self, stored: Stored) -> None:
        """One run over the articles of a job."""
        job_id = stored.job.id
        sources, skipped = list_sources(self._folder.articles(job_id))
        if not sources:  # a run over nothing would empty a digest that is there
            raise _nothing(skipped)
        self._folder.update(job_id, state="running", total=len(sources))
        base = self._planner(stored.wish.glossary_id)
        settings = replace(base.settings, out=str(self._folder.output(stored.job)))
        if stored.wish.summary is not None:
            settings = replace(settings, summary=stored.wish.summary)
        through = Distributing(self._batcher, lambda: self._check(job_id))
        report = batch.run(
            settings,
            sources,
            skipped,
            progress=lambda done, total: self._progress(job_id, done, total),
            planner=Planner(settings, base.glossary, base.matcher, base.engine),
            distribute=lambda batches, _: through.distribute(batches),
        )
        self._folder.update(
            job_id,
            state="done",
            done=len(sources),
            failures=report.failures,
            skipped=report.skipped,
            notes=report.notes,
            counts=report.counts,
            signature=report.signature,
        )

    def _progress(self, job_id: str, done: int, total: int) -> None:
        self._check(job_id)
        self._folder.note_progress(job_id, done, total)

    def _check(self, job_id: str) -> None:
        if self._closed.is_set() or self._folder.find(job_id) is None:
            raise _Stopped("stopped")


def _nothing(skipped: Sequence[Failure]) -> SongnguError:
    reasons = "; ".join(f"{failure.path}: {failure.reason}" for failure in skipped[:5]) or "nothing was sent"
    return SongnguError(f"no article to translate ({reasons})")
