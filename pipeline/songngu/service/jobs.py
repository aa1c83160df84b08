"""Digests made for clients: one after another, by a run over the client's articles, with the service's engine.

`jobs/ID/in` has the articles as they came and `jobs/ID/job.json` what was asked for and how far it is;
`digests/NAME` is the output folder of a run, as `songngu run` and `songngu review` know it. A job that the service
didn't finish is taken up again when it starts.
"""

from __future__ import annotations

import contextlib
import datetime
import queue
import secrets
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec
from msgspec.structs import replace

from songngu import batch
from songngu.counts import Counts
from songngu.digest import RENDERERS
from songngu.distribute import Batch, Broken, Outcomes
from songngu.errors import SongnguError
from songngu.files import DATABASE, write_atomic
from songngu.names import printable
from songngu.plan import Planner, list_sources
from songngu.records import Record, Translation
from songngu.report import Failure
from songngu.service.batching import Batcher
from songngu.service.errors import Refusal
from songngu.service.limits import Limits
from songngu.settings import Settings
from songngu.stored import read_digest

State = Literal["queued", "running", "done", "failed"]
_AGAIN_SECONDS = 0.5  # until a digest asks again for a place in a full queue


class Wish(Record, frozen=True, kw_only=True):
    """What a client asks for: a digest by that name, "" for one that goes with its job."""

    name: str = ""
    glossary_id: str = ""
    summary: int | None = None  # sentences; None for the service's own


class Job(Record, frozen=True, kw_only=True):
    """A digest on its way. `done` of `total` articles; `failures` are articles that couldn't be done."""

    id: str
    digest: str
    state: State = "queued"
    created: str
    done: int = 0
    total: int = 0
    error: str = ""
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    counts: Counts | None = None
    signature: str = ""


class _Stored(Record, frozen=True, kw_only=True):
    wish: Wish
    job: Job


class _Stopped(SongnguError):
    """The job was deleted, or the service ends."""


class DigestJobs:
    """The jobs of one folder and the thread that does them. Safe to use from several threads."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        planner: Callable[[str], Planner],
        batcher: Batcher,
        limits: Limits,
        ended: Callable[[str], None],
    ) -> None:
        self._jobs, self._digests = folder / "jobs", folder / "digests"
        self._settings, self._planner, self._batcher = settings, planner, batcher
        self._limits, self._ended = limits, ended
        self._lock = threading.Lock()
        self._known: dict[str, _Stored] = {}
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._closed = threading.Event()
        for path in (self._jobs, self._digests):
            path.mkdir(parents=True, exist_ok=True)
        self._take_up()
        self._thread = threading.Thread(target=self._work, name="songngu-digests", daemon=True)
        self._thread.start()

    def get(self, job_id: str) -> Job:
        """One job. Raises Refusal (404)."""
        return self._get(job_id).job

    def add(self, wish: Wish, files: Mapping[str, bytes]) -> Job:
        """Keep the files (by names that `file_names` made) and put a job in the queue.

        Raises Refusal (429) where too many jobs wait.
        """
        with self._lock:
            if sum(one.job.state == "queued" for one in self._known.values()) >= self._limits.jobs:
                raise Refusal(429, f"{self._limits.jobs} digests wait already", mend="Try again later", retry=30)
            self._prune()
            job_id = secrets.token_hex(8)
            created = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            job = Job(id=job_id, digest=wish.name or job_id, created=created)
            for name, data in files.items():
                write_atomic(self._jobs / job_id / "in" / name, data)
            self._save(_Stored(wish=wish, job=job))
        self._queue.put(job_id)
        return job

    def delete(self, job_id: str) -> None:
        """Forget a job, its articles, and a digest that goes with it; one that is running stops. Raises Refusal."""
        with self._lock:
            self._remove(self._get(job_id))

    def render(self, name: str, format: str) -> bytes:
        """A digest as its database has it now, corrections included. Raises Refusal (404)."""
        digest = read_digest(self._folder(name))
        return msgspec.json.encode(digest) if format == "json" else RENDERERS[format].render(digest)

    def delete_digest(self, name: str) -> None:
        """Remove a digest with all that people did to it. Raises Refusal: 404, 409 where it is being made."""
        folder = self._folder(name)
        with self._lock:
            if any(one.job.digest == name and one.job.state in ("queued", "running") for one in self._known.values()):
                raise Refusal(409, "this digest is being made", mend="Delete its job first, or wait")
            shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Do no more jobs; those that aren't done are taken up at the next start."""
        self._closed.set()
        self._queue.put("")

    @property
    def waiting(self) -> int:
        """Jobs that aren't done."""
        return sum(one.job.state in ("queued", "running") for one in self._known.values())

    def _folder(self, name: str) -> Path:
        known = {path.name: path for path in self._digests.iterdir() if (path / DATABASE).is_file()}
        if name not in known:  # an address never reaches the file system
            raise Refusal(404, "there is no digest by this name", mend="POST /digests makes one")
        return known[name]

    def _get(self, job_id: str) -> _Stored:
        found = self._known.get(job_id)
        if found is None:
            raise Refusal(404, "there is no job with this id", mend="POST /digests makes one")
        return found

    def _take_up(self) -> None:
        """Read the jobs of the folder; put those that aren't done in the queue again, oldest first."""
        for path in self._jobs.glob("*/job.json"):
            with contextlib.suppress(OSError, ValueError):
                stored = msgspec.json.decode(path.read_bytes(), type=_Stored)
                if stored.job.id == path.parent.name:
                    self._known[stored.job.id] = stored
        for stored in sorted(self._known.values(), key=lambda one: one.job.created):
            if stored.job.state in ("queued", "running"):
                self._known[stored.job.id] = replace(stored, job=replace(stored.job, state="queued"))
                self._queue.put(stored.job.id)

    def _work(self) -> None:
        with contextlib.suppress(Exception):  # why the engine couldn't be loaded is told elsewhere
            self._batcher.loaded.result()
        while (job_id := self._queue.get()) and not self._closed.is_set():
            stored = self._known.get(job_id)
            if stored is None:
                continue
            try:
                self._run(stored)
            except _Stopped:
                if not self._closed.is_set():  # it was deleted, and has perhaps written since
                    self._clear(stored)
                continue
            except SongnguError as error:
                if self._closed.is_set():  # the engine refused because the service ends
                    continue
                self._update(job_id, state="failed", error=str(error))
            except Exception as error:  # the border: the next job may do better
                self._update(job_id, state="failed", error=f"unexpected {type(error).__name__}: {error}")
            if job_id in self._known:
                self._ended(self._known[job_id].job.state)

    def _run(self, stored: _Stored) -> None:
        """One run over the articles of a job."""
        job_id = stored.job.id
        sources, skipped = list_sources(self._jobs / job_id / "in")
        if not sources:  # a run over nothing would empty a digest that is there
            raise _nothing(skipped)
        self._update(job_id, state="running", total=len(sources))
        base = self._planner(stored.wish.glossary_id)
        settings = replace(base.settings, out=str(self._digests / stored.job.digest))
        if stored.wish.summary is not None:
            settings = replace(settings, summary=stored.wish.summary)
        report = batch.run(
            settings,
            sources,
            skipped,
            progress=lambda done, total: self._progress(job_id, done, total),
            planner=Planner(settings, base.glossary, base.matcher, base.engine),
            distribute=lambda batches, _: self._distribute(job_id, batches),
        )
        self._update(
            job_id,
            state="done",
            done=len(sources),
            failures=report.failures,
            skipped=report.skipped,
            notes=report.notes,
            counts=report.counts,
            signature=report.signature,
        )

    def _distribute(self, job_id: str, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Outcomes]]:
        """Send batches through the service's engine, one ahead of the one awaited, as other requests let them."""
        waiting: deque[tuple[Batch, list[Future[Translation]]]] = deque()
        try:
            for one in batches:
                waiting.append((one, self._submit(job_id, one)))
                if len(waiting) > 1:
                    yield waiting[0][0], self._collect(job_id, *waiting.popleft())
            while waiting:
                yield waiting[0][0], self._collect(job_id, *waiting.popleft())
        finally:
            for _, futures in waiting:
                for future in futures:
                    future.cancel()

    def _submit(self, job_id: str, one: Batch) -> list[Future[Translation]]:
        while True:
            self._check(job_id)
            try:
                return self._batcher.submit(one.jobs)
            except Refusal as refusal:
                if refusal.status != 429:
                    raise
            time.sleep(_AGAIN_SECONDS)

    def _collect(self, job_id: str, one: Batch, futures: list[Future[Translation]]) -> Outcomes:
        outcomes: Outcomes = {}
        for job, future in zip(one.jobs, futures, strict=True):
            while True:
                self._check(job_id)
                try:
                    outcomes[job.key] = future.result(timeout=_AGAIN_SECONDS)
                except TimeoutError:
                    continue
                except Refusal as refusal:
                    if refusal.status != 500:  # of one sentence; else nothing more can be done
                        raise
                    outcomes[job.key] = Broken(reason=refusal.what)
                break
        return outcomes

    def _check(self, job_id: str) -> None:
        if self._closed.is_set() or job_id not in self._known:
            raise _Stopped("stopped")

    def _progress(self, job_id: str, done: int, total: int) -> None:
        self._check(job_id)
        with self._lock:
            if stored := self._known.get(job_id):
                self._known[job_id] = replace(stored, job=replace(stored.job, done=done, total=total))

    def _update(self, job_id: str, **changes: object) -> None:
        with self._lock:
            if stored := self._known.get(job_id):
                self._save(replace(stored, job=replace(stored.job, **changes)))

    def _save(self, stored: _Stored) -> None:
        write_atomic(self._jobs / stored.job.id / "job.json", msgspec.json.encode(stored))
        self._known[stored.job.id] = stored

    def _prune(self) -> None:
        """Forget the oldest jobs that ended, beyond those kept."""
        ended = [one for one in self._known.values() if one.job.state in ("done", "failed")]
        for one in sorted(ended, key=lambda one: one.job.created)[: max(0, len(ended) - self._limits.kept + 1)]:
            self._remove(one)

    def _remove(self, stored: _Stored) -> None:
        del self._known[stored.job.id]
        self._clear(stored)

    def _clear(self, stored: _Stored) -> None:
        shutil.rmtree(self._jobs / stored.job.id, ignore_errors=True)
        if not stored.wish.name:
            shutil.rmtree(self._digests / stored.job.digest, ignore_errors=True)


def file_names(names: Iterable[str]) -> list[str]:
    """Names for uploaded files that lead nowhere: the last part of each, plain and short, all different."""
    made: list[str] = []
    taken: set[str] = set()
    for name in names:
        last = printable(PurePosixPath(name.replace("\\", "/")).name).replace("\\", "-").lstrip(". ")
        path = PurePosixPath(last or "article.txt")
        stem, suffix = _short(path.stem, 150), _short(path.suffix, 20)
        number, free = 1, f"{stem}{suffix}"
        while free.casefold() in taken:
            number += 1
            free = f"{stem} ({number}){suffix}"
        taken.add(free.casefold())
        made.append(free)
    return made


def _short(text: str, most: int) -> str:
    """The text cut to so many bytes."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def _nothing(skipped: Sequence[Failure]) -> SongnguError:
    reasons = "; ".join(f"{failure.path}: {failure.reason}" for failure in skipped[:5]) or "nothing was sent"
    return SongnguError(f"no article to translate ({reasons})")
