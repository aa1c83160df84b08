"""Batches come back whole and in order, whatever becomes of the workers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.distribute import Batch, Broken, Job, Outcomes, crew
from songngu.distribute.crew import LOSSES, PLANNED, WorkerLost, in_order
from songngu.errors import ModelError, SongnguError
from songngu.records import Segment, Translation

Fate = Callable[[Batch], Exception | None]


def batches(count: int, size: int = 1) -> list[Batch]:
    """Batches whose keys are numbers that count on from one to the next."""
    return [Batch(jobs=tuple(job(str(k)) for k in range(n * size, n * size + size))) for n in range(count)]


def number(batch: Batch, size: int = 1) -> int:
    """Which of the `batches` of that size it is, or is a part of."""
    return int(batch.jobs[0].key) // size


def job(key: str) -> Job:
    return Job(key=key, segment=Segment(id="s1", paragraph=0, kind="text", vi=key), terms=())


def outcomes(batch: Batch) -> Outcomes:
    return {job.key: Translation(en=f"[{job.key}]", terms=(), origin="model") for job in batch.jobs}


class Made:
    """A worker that does what it is told when `work` is called, or ends as `fate` says."""

    def __init__(self, fate: Fate) -> None:
        self.ready: Future[Any] = done(None)
        self.given: list[tuple[Batch, Future[Any]]] = []
        self.ended = False
        self._fate = fate
        self._gone: Exception | None = None

    def submit(self, batch: Batch) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append((batch, future))
        return future

    def work(self) -> None:
        batch, future = self.given.pop(0)
        self._gone = self._gone or self._fate(batch)
        if self._gone:
            future.set_exception(self._gone)
        else:
            future.set_result(outcomes(batch))

    def result(self, future: Future[Any]) -> Any:
        return future.result()

    def end(self) -> None:
        self.ended = True


class AtOnce(Made):
    """One that has done a batch as soon as it is given."""

    def submit(self, batch: Batch) -> Future[Any]:
        future = super().submit(batch)
        self.work()
        return future


def done(value: object) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


def failed(error: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


class Started:
    """Starts workers of a kind and remembers them."""

    def __init__(self, fate: Fate = lambda batch: None, kind: type[Made] = AtOnce) -> None:
        self.all: list[Made] = []
        self._fate, self._kind = fate, kind

    def __call__(self) -> Made:
        self.all.append(self._kind(self._fate))
        return self.all[-1]


def run(plan: Iterable[Batch], start: Started, count: int) -> list[tuple[Batch, Outcomes]]:
    return list(in_order(plan, start, count, mend="Do this"))


def ends_on(*keys: str) -> Fate:
    return lambda batch: WorkerLost("killed") if {job.key for job in batch.jobs} & set(keys) else None


def test_the_order_is_the_plans_and_not_that_of_the_work() -> None:
    later_is_done = threading.Event()
    order: list[int] = []

    class InThread(Made):
        def __init__(self, fate: Fate) -> None:
            super().__init__(fate)
            self._pool = ThreadPoolExecutor(1)

        def submit(self, batch: Batch) -> Future[Any]:
            return self._pool.submit(self._translate, batch)

        def _translate(self, batch: Batch) -> Outcomes:
            if number(batch) == 0:
                assert later_is_done.wait(20)
            order.append(number(batch))
            if number(batch) == 3:
                later_is_done.set()
            return outcomes(batch)

    plan = batches(9)
    assert run(plan, Started(kind=InThread), 2) == [(batch, outcomes(batch)) for batch in plan]
    assert order.index(3) < order.index(0)


def test_no_more_is_planned_than_the_workers_soon_need() -> None:
    planned = 0

    def plan() -> Iterator[Batch]:
        nonlocal planned
        for batch in batches(1000):
            planned += 1
            yield batch

    for given_back, _ in enumerate(in_order(plan(), Started(), 4, mend="")):
        assert planned <= given_back + 1 + PLANNED * 4
    assert planned == 1000


def test_no_more_workers_are_started_than_there_is_work_for() -> None:
    start = Started()
    run(batches(2, 64), start, 5)
    assert len(start.all) <= 2


def test_nothing_is_started_for_nothing() -> None:
    start = Started()
    assert run([], start, 2) == []
    assert run([Batch(jobs=())], start, 2) == [(Batch(jobs=()), {})]
    assert start.all == []


@given(
    count=st.integers(1, 8),
    size=st.integers(1, 9),
    workers=st.integers(1, 4),
    bad=st.sets(st.integers(0, 71), max_size=3),
)
def test_sentences_that_end_workers_are_found_and_the_others_are_done(
    count: int, size: int, workers: int, bad: set[int]
) -> None:
    plan, keys = batches(count, size), {str(key) for key in bad}
    found = run(plan, Started(ends_on(*keys)), workers)
    assert [batch for batch, _ in found] == plan
    for batch, result in found:
        assert list(result) == [job.key for job in batch.jobs]
        for key, outcome in result.items():
            assert isinstance(outcome, Broken) == (key in keys)


def test_a_worker_that_is_lost_costs_no_sentence() -> None:
    """The first of its batches goes to another; what it hadn't begun counts as untouched."""
    lost = iter([WorkerLost("killed"), WorkerLost("killed"), WorkerLost("killed")])
    start = Started(lambda batch: next(lost, None) if number(batch, 4) % 3 == 0 else None)
    found = run(batches(9, 4), start, 2)
    assert not any(isinstance(outcome, Broken) for _, result in found for outcome in result.values())
    assert len(start.all) == 2 + 3
    assert all(worker.ended for worker in start.all)


def test_one_sentence_of_64_costs_few_workers() -> None:
    start = Started(ends_on("40"))
    (found,) = run(batches(1, 64), start, 1)
    assert [key for key, outcome in found[1].items() if isinstance(outcome, Broken)] == ["40"]
    assert len(start.all) <= 9


def test_where_all_workers_end_so_does_the_run() -> None:
    start = Started(lambda batch: WorkerLost("no memory"))
    with pytest.raises(SongnguError, match=r"one after another.*no memory.*Do this"):
        run(batches(50, 64), start, 2)
    assert len(start.all) <= LOSSES + 8


def test_where_no_worker_gets_ready_the_run_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Never(Made):
        def __init__(self, fate: Fate) -> None:
            super().__init__(fate)
            self.ready = Future()

    monkeypatch.setattr(crew, "PATIENCE_SECONDS", 0.1)
    start = Started(kind=Never)
    with pytest.raises(SongnguError, match="no worker was ready"):
        run(batches(3), start, 2)
    assert all(worker.ended for worker in start.all)


def test_a_worker_that_is_lost_while_it_loads_is_replaced() -> None:
    fates = iter([failed(WorkerLost("killed")), failed(WorkerLost("killed"))])

    class Late(AtOnce):
        def __init__(self, fate: Fate) -> None:
            super().__init__(fate)
            self.ready = next(fates, done(None))

    assert len(run(batches(3), Started(kind=Late), 2)) == 3


def test_what_hinders_all_ends_the_run_and_the_workers() -> None:
    start = Started(lambda batch: ModelError("the model is gone") if number(batch) == 5 else None)
    with pytest.raises(ModelError):
        run(batches(9), start, 2)
    assert all(worker.ended for worker in start.all)


def test_who_stops_reading_ends_the_workers() -> None:
    start = Started()
    work = in_order(batches(9), start, 2, mend="")
    next(work)
    work.close()  # type: ignore[attr-defined]
    assert start.all
    assert all(worker.ended for worker in start.all)
