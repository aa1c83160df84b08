"""The jobs of a service, on disk and at hand: what was asked for, how far each is, and the digests they made.

`jobs/ID/in` has the articles as they came and `jobs/ID/job.json` what was asked for and how far it is;
`digests/NAME` is the output folder of a run, as `songngu run` and `songngu review` know it.
"""

from __future__ import annotations

import contextlib
import datetime
import secrets
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from songngu.counts import Counts
from songngu.files import DATABASE, write_atomic
from songngu.records import Record
from songngu.report import Failure
from songngu.service.errors import Refusal
from songngu.service.limits import Limits

State = Literal["queued", "running", "done", "failed"]


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


class Stored(Record, frozen=True, kw_only=True):
    """A job with what was asked for."""

    wish: Wish
    job: Job

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done for it any more."""
        return self.job.state in ("done", "failed")


class JobFolder:
    """The jobs of one folder, and its digests. Safe to use from several threads."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._jobs, self._digests = folder / "jobs", folder / "digests"
        self._limits = limits
        self._lock = threading.Lock()
        self._known: dict[str, Stored] = {}
        for path in (self._jobs, self._digests):
            path.mkdir(parents=True, exist_ok=True)
        self._read()

    def _read(self) -> None:
        """Read the jobs of the folder; those that weren't done wait again."""
        for path in self._jobs.glob("*/job.json"):
            with contextlib.suppress(OSError, ValueError):
                stored = msgspec.json.decode(path.read_bytes(), type=Stored)
                if stored.job.id == path.parent.name:
                    again = stored if stored.ended else replace(stored, job=replace(stored.job, state="queued"))
                    self._known[stored.job.id] = again

    @property
    def unfinished(self) -> list[str]:
        """The ids of the jobs that aren't done, oldest first."""
        found = [one.job for one in list(self._known.values()) if not one.ended]
        return [job.id for job in sorted(found, key=lambda job: job.created)]

    def find(self, job_id: str) -> Stored | None:
        """One job, or None where it was deleted."""
        return self._known.get(job_id)

    def get(self, job_id: str) -> Stored:
        """One job. Raises Refusal (404)."""
        found = self._known.get(job_id)
        if found is None:
            raise Refusal(404, "there is no job with this id", mend="POST /digests makes one")
        return found

    def articles(self, job_id: str) -> Path:
        """The folder of a job's articles."""
        return self._jobs / job_id / "in"

    def output(self, job: Job) -> Path:
        """The folder of the digest that a job makes."""
        return self._digests / job.digest

    def add(self, wish: Wish, files: Mapping[str, bytes]) -> Job:
        """Keep a new job and its files (by names that `file_names` made).

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
                write_atomic(self.articles(job_id) / name, data)
            self._save(Stored(wish=wish, job=job))
        return job

    def note_progress(self, job_id: str, done: int, total: int) -> None:
        """Note how far a job is, in memory alone."""
        with self._lock:
            if stored := self._known.get(job_id):
                self._known[job_id] = replace(stored, job=replace(stored.job, done=done, total=total))

    def update(self, job_id: str, **changes: object) -> None:
        """Note what has changed of a job; nothing where it was deleted."""
        with self._lock:
            if stored := self._known.get(job_id):
                self._save(replace(stored, job=replace(stored.job, **changes)))

    def delete(self, job_id: str) -> None:
        """Forget a job, its articles, and a digest that goes with it. Raises Refusal (404)."""
        with self._lock:
            self._remove(self.get(job_id))

    def clear(self, stored: Stored) -> None:
        """Remove the files of a job that is forgotten."""
        shutil.rmtree(self._jobs / stored.job.id, ignore_errors=True)
        if not stored.wish.name:
            shutil.rmtree(self._digests / stored.job.digest, ignore_errors=True)

    def digest(self, name: str) -> Path:
        """The folder of a digest. Raises Refusal (404)."""
        known = {path.name: path for path in self._digests.iterdir() if (path / DATABASE).is_file()}
        if name not in known:  # an address never reaches the file system
            raise Refusal(404, "there is no digest by this name", mend="POST /digests makes one")
        return known[name]

    def delete_digest(self, name: str) -> None:
        """Remove a digest with all that people did to it. Raises Refusal: 404, 409 where it is being made."""
        folder = self.digest(name)
        with self._lock:
            if any(one.job.digest == name and not one.ended for one in self._known.values()):
                raise Refusal(409, "this digest is being made", mend="Delete its job first, or wait")
            shutil.rmtree(folder, ignore_errors=True)

    def _save(self, stored: Stored) -> None:
        write_atomic(self._jobs / stored.job.id / "job.json", msgspec.json.encode(stored))
        self._known[stored.job.id] = stored

    def _prune(self) -> None:
        """Forget the oldest jobs that ended, beyond those kept."""
        ended = [one for one in self._known.values() if one.ended]
        for one in sorted(ended, key=lambda one: one.job.created)[: max(0, len(ended) - self._limits.kept + 1)]:
            self._remove(one)

    def _remove(self, stored: Stored) -> None:
        del self._known[stored.job.id]
        self.clear(stored)
