"""Batches are translated on this machine: in this process, or in several that share its cores."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

from msgspec.structs import replace

from songngu.distribute.crew import WorkerLost, in_order
from songngu.distribute.translate import Batch, Outcomes, translate_each
from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.settings import Settings

MEND = "What is done is kept; if memory is short, run again with fewer --workers"


def run_local(batches: Iterable[Batch], settings: Settings) -> Iterator[tuple[Batch, Outcomes]]:
    """Translate on this machine: in one process, or in `settings.workers` processes that share the cores."""
    if settings.workers == 1:
        return run_thread(batches, settings, load_engine)
    threads = settings.threads or max(1, (os.cpu_count() or 1) // settings.workers)
    shared = replace(settings, threads=threads)
    return in_order(batches, lambda: ProcessWorker(shared), settings.workers, mend=MEND)


def run_thread(
    batches: Iterable[Batch], settings: Settings, load: Callable[[Settings], Engine]
) -> Iterator[tuple[Batch, Outcomes]]:
    """Translate in one thread of this process; `load` gives it the engine, which may be one that is kept."""
    return in_order(batches, lambda: ThreadWorker(settings, load), 1, mend=MEND)


class ThreadWorker:
    """A thread of this process: it can't be lost alone."""

    def __init__(self, settings: Settings, load: Callable[[Settings], Engine]) -> None:
        self._settings = settings
        self._pool = ThreadPoolExecutor(1)
        self.ready: Future[Engine] = self._pool.submit(load, settings)

    def submit(self, batch: Batch) -> Future[Outcomes]:
        """Have the thread translate a batch."""
        return self._pool.submit(translate_each, batch, self.ready.result(), self._settings)

    def result(self, future: Future[Any]) -> Any:
        """What came of it."""
        return future.result()

    def end(self) -> None:
        """Leave the thread to itself: what it does can't be interrupted, and ends with the process."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class ProcessWorker:
    """A process of its own, with an engine of its own."""

    def __init__(self, settings: Settings) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_follow_parent)
        self._last: Future[Any] | None = None
        self.ready: Future[int] = self._pool.submit(_load_in_process, settings)

    def submit(self, batch: Batch) -> Future[Any]:
        """Have the process translate a batch."""
        try:
            self._last = self._pool.submit(_translate_in_process, batch)
        except BrokenExecutor as error:
            self._last = Future()
            self._last.set_exception(error)
        return self._last

    def result(self, future: Future[Any]) -> Any:
        """What came of it. Raises WorkerLost where the process has ended."""
        try:
            return future.result()
        except BrokenExecutor as error:
            raise WorkerLost("a process ended; out of memory, perhaps") from error

    def end(self) -> None:
        """End the process: at once where it is at work, which nobody waits for any more."""
        at_work = self._last is not None and not self._last.done()
        self._pool.shutdown(wait=False, cancel_futures=True)
        if at_work and self.ready.done() and not self.ready.exception():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.ready.result(), signal.SIGKILL)


# A process is handed its engine only through a global; it is set once, before the first batch.
_in_process: list[tuple[Engine, Settings]] = []


def _follow_parent() -> None:
    """End with the run this process works for: one that is stopped or killed would leave it waiting for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _load_in_process(settings: Settings) -> int:
    """Load the engine; the number of the process."""
    _in_process.append((load_engine(settings), settings))
    return os.getpid()


def _translate_in_process(batch: Batch) -> Outcomes:
    return translate_each(batch, *_in_process[0])
