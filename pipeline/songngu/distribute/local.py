"""Batches are translated on this machine: in this process, or in several that share its cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError

from msgspec.structs import replace

from songngu.distribute.translate import Batch, Outcomes, translate_each
from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.errors import SongnguError
from songngu.settings import Settings

# How often the waiting main thread looks for Ctrl-C: the engine's own code can't be interrupted.
POLL_SECONDS = 0.2


def run_local(batches: Iterable[Batch], settings: Settings) -> Iterator[tuple[Batch, Outcomes]]:
    """Translate on this machine: in one process, or in `settings.workers` processes that share the cores."""
    if settings.workers > 1:
        threads = settings.threads or max(1, (os.cpu_count() or 1) // settings.workers)
        pool: Executor = ProcessPoolExecutor(
            settings.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_load_in_process,
            initargs=(replace(settings, threads=threads),),
        )
        return _in_order(batches, pool, _translate_in_process, ahead=2 * settings.workers)
    worker = _Worker(settings)
    return _in_order(batches, ThreadPoolExecutor(1), worker.translate, ahead=1)


class _Worker:
    """Loads the engine at its first batch, so that a run with nothing to translate loads nothing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine: Engine | None = None

    def translate(self, batch: Batch) -> Outcomes:
        if self._engine is None:
            self._engine = load_engine(self._settings)
        return translate_each(batch, self._engine, self._settings)


# A process pool hands each process its engine only through a global; it is set once, by the initializer.
_in_process: list[_Worker] = []


def _load_in_process(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _in_process.append(_Worker(settings))


def _end_with_parent() -> None:
    """End this process when the run it works for has: one stopped or killed would leave it waiting for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _translate_in_process(batch: Batch) -> Outcomes:
    return _in_process[0].translate(batch)


def _in_order(
    batches: Iterable[Batch], pool: Executor, work: Callable[[Batch], Outcomes], *, ahead: int
) -> Iterator[tuple[Batch, Outcomes]]:
    """Run `work` over the batches, at most `ahead` planned beyond the one awaited; yield in the plan's order."""
    waiting: deque[tuple[Batch, Future[Outcomes]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(work, batch)))
            if len(waiting) > ahead:
                yield _await(*waiting.popleft())
        while waiting:
            yield _await(*waiting.popleft())
    except BrokenExecutor as error:
        what = "a worker process ended before its work did; out of memory, perhaps"
        raise SongnguError(what, mend="What is done is kept; run again with fewer --workers") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _await(batch: Batch, future: Future[Outcomes]) -> tuple[Batch, Outcomes]:
    while True:
        try:
            return batch, future.result(timeout=POLL_SECONDS)
        except FutureTimeoutError:
            if future.done():
                raise  # the work's own TimeoutError, not ours
