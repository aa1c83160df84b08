"""One thread owns the engine; sentences of all requests that wait are translated together.

Every sentence has a turn. A request's first sentence has the turn that is being served, each further one the next: so
a short request waits for a batch or two and not for the long one that came before it, and nothing waits for ever. A
batch is the sentence whose turn it is and, of those that come next, the nearest to it in length: they fill the engine's
batches best.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import NamedTuple, Protocol

from songngu.distribute import Batch, Broken, Job, Outcomes, translate_each
from songngu.engines.base import Engine
from songngu.errors import SongnguError, unexpected
from songngu.records import Translation
from songngu.service.errors import Refusal
from songngu.service.limits import Limits
from songngu.settings import Settings

AHEAD = 4  # batches from among whose sentences one is chosen: with more, a sentence of an odd length waits long


class Watch(Protocol):
    """Told what goes through the engine: `wanted` sentences asked for, `translated` in one batch, `failed` of it."""

    def __call__(self, *, wanted: int = 0, translated: int = 0, failed: int = 0) -> None: ...


class _Waiting(NamedTuple):
    turn: int
    number: int  # in the order of arrival
    job: Job
    futures: list[Future[Translation]]


class Batcher:
    """Translates the jobs of many at once with one engine, which a thread of its own loads and calls.

    Jobs with the same key are done once, and remembered. `loaded` gets the engine, or why there is none.
    """

    def __init__(self, load: Callable[[], Engine], settings: Settings, limits: Limits, watch: Watch) -> None:
        self.loaded: Future[Engine] = Future()
        self._load, self._settings, self._limits, self._watch = load, settings, limits, watch
        self._waiting: dict[str, _Waiting] = {}
        self._memory: OrderedDict[str, Translation] = OrderedDict()
        self._running: list[_Waiting] = []
        self._turn = self._arrived = 0
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="songngu-engine", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Sentences that wait."""
        return len(self._waiting)

    @property
    def alive(self) -> bool:
        """Whether the engine is loaded and its thread runs."""
        return self.loaded.done() and not self.loaded.exception() and self._thread.is_alive()

    @property
    def signature(self) -> str:
        """The engine's signature. Raises Refusal (503) where it isn't loaded, and what hindered that."""
        if not self.loaded.done():
            raise Refusal(503, "the model is being loaded", mend="Try again in a moment", retry=2)
        return self.loaded.result().signature

    def submit(self, jobs: Sequence[Job]) -> list[Future[Translation]]:
        """Put a request's jobs in the queue: their translations in order, or the Refusal or other error that hindered.

        A future that is cancelled is dropped from the queue. Raises Refusal (429) where too much waits already.
        """
        with self._changed:
            if self._closed:
                raise _ending()
            if self._waiting and len(self._waiting) + len(jobs) > self._limits.waiting:
                self._drop_cancelled()
            if self._waiting and len(self._waiting) + len(jobs) > self._limits.waiting:
                what = f"{len(self._waiting)} sentences wait already"
                raise Refusal(429, what, mend="Try again later, or send less", retry=10)
            futures = [self._enter(job, self._turn + place) for place, job in enumerate(jobs)]
            self._changed.notify_all()
        self._watch(wanted=len(jobs))
        return futures

    def close(self) -> None:
        """Take no more, and refuse all that isn't done: what the engine is at too, which can't be interrupted."""
        with self._changed:
            self._closed = True
            for one in (*self._waiting.values(), *self._running):
                _fail(one.futures, _ending())
            self._waiting, self._running = {}, []
            self._changed.notify_all()

    def _enter(self, job: Job, turn: int) -> Future[Translation]:
        future: Future[Translation] = Future()
        if job.key in self._memory:
            self._memory.move_to_end(job.key)
            future.set_result(self._memory[job.key])
            return future
        known = self._waiting.get(job.key)
        if known is None or turn < known.turn:
            self._arrived += 1
            self._waiting[job.key] = _Waiting(turn, self._arrived, job, known.futures if known else [])
        self._waiting[job.key].futures.append(future)
        return future

    def _work(self) -> None:
        try:
            engine = self._load()
        except BaseException as error:
            self.loaded.set_exception(error)
            self.close()
        else:
            self.loaded.set_result(engine)
            while batch := self._take():
                self._settle(batch, self._translate(batch, engine))

    def _take(self) -> list[_Waiting]:
        """The next batch, as soon as there is one; empty where the service ends."""
        with self._changed:
            while not self._closed:
                self._changed.wait_for(lambda: self._closed or self._waiting)
                self._changed.wait_for(self._is_full, self._limits.patience)
                self._drop_cancelled()
                batch = choose(self._waiting.values(), self._limits.batch)
                for one in batch:
                    del self._waiting[one.job.key]
                started = [one._replace(futures=list(filter(_starts, one.futures))) for one in batch]
                if left := [one for one in started if one.futures]:
                    self._turn = max(self._turn, min(one.turn for one in left))
                    self._running = left
                    return left
            return []

    def _is_full(self) -> bool:
        return self._closed or len(self._waiting) >= self._limits.batch

    def _drop_cancelled(self) -> None:
        for key, one in list(self._waiting.items()):
            if all(future.cancelled() for future in one.futures):
                del self._waiting[key]

    def _translate(self, batch: Sequence[_Waiting], engine: Engine) -> Outcomes | SongnguError:
        """What came out, or the error that hindered all of it."""
        jobs = tuple(one.job for one in batch)
        try:
            return translate_each(Batch(jobs=jobs), engine, self._settings)
        except SongnguError as error:
            return error
        except Exception as error:  # the border: the service goes on
            return SongnguError(unexpected(error))

    def _settle(self, batch: Sequence[_Waiting], outcomes: Outcomes | SongnguError) -> None:
        failed = 0
        with self._changed:
            for one in batch:
                outcome = outcomes if isinstance(outcomes, SongnguError) else outcomes[one.job.key]
                if isinstance(outcome, Translation):
                    self._remember(one.job.key, outcome)
                    _give(one.futures, outcome)
                    continue
                failed += 1
                _fail(one.futures, _refusal(outcome))
            self._running = []
        self._watch(translated=len(batch), failed=failed)

    def _remember(self, key: str, translation: Translation) -> None:
        self._memory[key] = translation
        while len(self._memory) > self._limits.remembered:
            self._memory.popitem(last=False)


def choose(waiting: Iterable[_Waiting], most: int) -> list[_Waiting]:
    """The sentence whose turn it is and at most `most` - 1 of those that come next, the nearest to it in length."""
    in_turn = sorted(waiting, key=lambda one: one[:2])[: AHEAD * most]
    if not in_turn:
        return []
    by_length = sorted(in_turn, key=lambda one: len(one.job.segment.vi))
    first = by_length.index(in_turn[0])
    start = max(0, min(first - most // 2, len(by_length) - most))
    return by_length[start : start + most]


def _starts(future: Future[Translation]) -> bool:
    """Whether the future is still wanted; from here on it can't be cancelled."""
    return future.set_running_or_notify_cancel()


def _ending() -> Refusal:
    return Refusal(503, "the service is ending", mend="Try again later", retry=5)


def _refusal(outcome: Broken | SongnguError) -> Refusal:
    """One sentence's failure, or the engine's."""
    if isinstance(outcome, Broken):
        return Refusal(500, f"songngu failed: {outcome.reason}")
    return Refusal(503, f"the engine failed: {outcome}", retry=10)


def _give(futures: Iterable[Future[Translation]], translation: Translation) -> None:
    for future in futures:
        if not future.done():  # closing may have been quicker
            future.set_result(translation)


def _fail(futures: Iterable[Future[Translation]], error: SongnguError) -> None:
    for future in futures:
        if future.running() or (not future.done() and future.set_running_or_notify_cancel()):
            future.set_exception(error)
