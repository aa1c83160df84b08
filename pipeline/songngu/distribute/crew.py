"""A crew of workers: batches go out, come back in order, and are done again where a worker is lost.

Who the workers are (a thread, processes, actors on other machines) doesn't matter here.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, NamedTuple, Protocol

from msgspec.structs import replace

from songngu.distribute.translate import Batch, Broken, Outcomes
from songngu.errors import SongnguError

# How often the waiting main thread looks for Ctrl-C: the engine's own code can't be interrupted.
POLL_SECONDS = 0.2
QUEUE = 2  # batches a worker has: the one it works on, and one that it finds when that is done
PLANNED = 3  # batches a worker that are planned and not yet given back: all that memory must hold
TRIES = 2  # workers that a batch may cost before it is halved, and then each of its halves
LOSSES = 12  # workers lost without any batch done in between: halving 64 sentences down to one costs 8
PATIENCE_SECONDS = 600  # until a worker is ready: a cluster that grows on demand takes minutes


class WorkerLost(Exception):
    """The worker ended before its work did. The text says what is known of it."""


class Worker(Protocol):
    """Does batches one after another, in the order they are submitted.

    `ready` is done once the worker has loaded what it needs; only then are batches submitted.
    """

    ready: Future[Any]

    def submit(self, batch: Batch) -> Future[Any]:
        """Hand a batch over. Raises nothing; a worker that is gone says so in the future."""

    def result(self, future: Future[Any]) -> Any:
        """What came of `ready`, or the outcomes of a batch. Raises WorkerLost; SongnguError for what hinders all."""

    def end(self) -> None:
        """End at once, whatever it does; nothing is waited for."""


class _Open:
    """A batch that was planned and isn't given back yet."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.outcomes: Outcomes = {}

    @property
    def is_whole(self) -> bool:
        return len(self.outcomes) == len(self.batch.jobs)

    def in_order(self) -> Outcomes:
        """The outcomes in the order of the jobs, wherever their halves were done."""
        return {job.key: self.outcomes[job.key] for job in self.batch.jobs}


class _Part(NamedTuple):
    """A batch to do, or what is left of it, and how many workers it has cost."""

    open: _Open
    batch: Batch
    losses: int = 0


class _Member:
    """A worker and what it was given, first that which it works on."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.is_ready = False
        self.queue: deque[tuple[_Part, Future[Any]]] = deque()

    @property
    def awaited(self) -> Future[Any] | None:
        if not self.is_ready:
            return self.worker.ready
        return self.queue[0][1] if self.queue else None


def in_order(
    batches: Iterable[Batch], start: Callable[[], Worker], count: int, *, mend: str
) -> Iterator[tuple[Batch, Outcomes]]:
    """Have at most `count` workers do the batches; yield in the order of the plan.

    No more batches are planned than the workers soon need. A batch whose worker is lost goes to another; one that costs
    a second worker is halved, again and again, until the sentence is found that ends workers: it is Broken.
    Raises SongnguError (`mend` says what helps) where workers are lost whatever they do, or none gets ready.
    """
    crew = _Crew(start, count, mend)
    plan: Iterator[Batch] | None = iter(batches)
    waiting: deque[_Open] = deque()
    try:
        while plan or waiting:
            seconds = POLL_SECONDS
            if plan and len(waiting) < PLANNED * count:
                batch = next(plan, None)
                if batch is None:
                    plan = None
                else:
                    waiting.append(_Open(batch))
                    crew.add(waiting[-1])
                seconds = 0.0
            crew.look(seconds)
            while waiting and waiting[0].is_whole:
                done = waiting.popleft()
                yield done.batch, done.in_order()
    finally:
        crew.end()


class _Crew:
    """Gives parts to workers and takes their outcomes."""

    def __init__(self, start: Callable[[], Worker], count: int, mend: str) -> None:
        self._start, self._count, self._mend = start, count, mend
        self._members: list[_Member] = []
        self._parts: deque[_Part] = deque()  # given to nobody yet
        self._losses = 0  # since a batch was done
        self._last_ready = time.monotonic()  # when a worker was

    def add(self, batch: _Open) -> None:
        """Take a batch that is to be done."""
        if batch.batch.jobs:
            self._parts.append(_Part(batch, batch.batch))

    def look(self, seconds: float) -> None:
        """Take what is done, waiting for it at most so long, and give out what is to be done."""
        self._give_out()
        if awaited := [future for member in self._members if (future := member.awaited)]:
            wait(awaited, timeout=seconds, return_when=FIRST_COMPLETED)
        for member in list(self._members):
            self._take(member)
        self._give_out()

    def end(self) -> None:
        """End every worker."""
        for member in self._members:
            member.worker.end()
        self._members.clear()

    def _give_out(self) -> None:
        """Submit parts to the ready workers that have least, and start as many workers as there is work for."""
        ready = [member for member in self._members if member.is_ready]
        while self._parts and ready:
            member = min(ready, key=lambda member: len(member.queue))
            if len(member.queue) == QUEUE:
                break
            part = self._parts.popleft()
            member.queue.append((part, member.worker.submit(part.batch)))
        undone = len(self._parts) + sum(len(member.queue) for member in self._members)
        while len(self._members) < min(self._count, undone):
            self._members.append(_Member(self._start()))
        if ready or not self._members:
            self._last_ready = time.monotonic()
        elif time.monotonic() - self._last_ready > PATIENCE_SECONDS:
            raise SongnguError(f"no worker was ready within {PATIENCE_SECONDS} s", mend=self._mend)

    def _take(self, member: _Member) -> None:
        """Take what a worker has done."""
        try:
            while (future := member.awaited) and future.done():
                result = member.worker.result(future)
                if member.is_ready:
                    part, _ = member.queue.popleft()
                    part.open.outcomes |= result
                    self._losses = 0
                member.is_ready = True
        except WorkerLost as loss:
            self._lose(member, loss)

    def _lose(self, member: _Member, loss: WorkerLost) -> None:
        """Go on without a worker. It was at work on the first part of its queue; the others are as they were."""
        self._members.remove(member)
        member.worker.end()
        self._losses += 1
        if self._losses > LOSSES + QUEUE * self._count:
            what = f"workers end one after another before their work is done (the last: {loss})"
            raise SongnguError(what, mend=self._mend)
        parts = [part for part, _ in member.queue]
        self._parts.extendleft(reversed([*_again(parts[0]), *parts[1:]] if parts else []))


def _again(part: _Part) -> list[_Part]:
    """What is to be done of a part that has cost a worker: all of it, its halves, or nothing."""
    jobs = part.batch.jobs
    losses = part.losses + 1
    if losses < TRIES:
        return [part._replace(losses=losses)]
    if len(jobs) == 1:
        reason = "whatever worker translates this sentence ends before it has: out of memory, perhaps"
        part.open.outcomes[jobs[0].key] = Broken(reason=reason)
        return []
    half = len(jobs) // 2
    return [_Part(part.open, replace(part.batch, jobs=some), losses=1) for some in (jobs[:half], jobs[half:])]
