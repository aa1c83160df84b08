"""A run's batches through the engine that the service has already, as other requests let them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future

from songngu.distribute import Batch, Broken, Outcomes
from songngu.records import Translation
from songngu.service.batching import Batcher
from songngu.service.errors import Refusal

_AGAIN_SECONDS = 0.5  # until a digest asks again for a place in a full queue


class Distributing:
    """Distributes batches. `check` is called while it waits, and raises what ends it."""

    def __init__(self, batcher: Batcher, check: Callable[[], None]) -> None:
        self._batcher, self._check = batcher, check

    def distribute(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Outcomes]]:
        """Send batches through the service's engine, one ahead of the one awaited, as other requests let them."""
        waiting: deque[tuple[Batch, list[Future[Translation]]]] = deque()
        try:
            for one in batches:
                waiting.append((one, self._submit(one)))
                if len(waiting) > 1:
                    yield waiting[0][0], self._collect(*waiting.popleft())
            while waiting:
                yield waiting[0][0], self._collect(*waiting.popleft())
        finally:
            for _, futures in waiting:
                for future in futures:
                    future.cancel()

    def _submit(self, one: Batch) -> list[Future[Translation]]:
        while True:
            self._check()
            try:
                return self._batcher.submit(one.jobs)
            except Refusal as refusal:
                if refusal.status != 429:
                    raise
            time.sleep(_AGAIN_SECONDS)

    def _collect(self, one: Batch, futures: list[Future[Translation]]) -> Outcomes:
        outcomes: Outcomes = {}
        for job, future in zip(one.jobs, futures, strict=True):
            while True:
                self._check()
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
