"""Where batches are translated. One pure function over numbered batches; results come back in order.

What translates is imported with the first batch: most runs have few, or none.
"""

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

from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.errors import SongnguError, UsageError
from songngu.records import Record, Segment, Term, Translation
from songngu.settings import Settings

# How often the waiting main thread looks for Ctrl-C: the engine's own code can't be interrupted.
POLL_SECONDS = 0.2


class Job(Record, frozen=True, kw_only=True):
    """One segment to translate under its key."""

    key: str
    segment: Segment
    terms: tuple[Term, ...]


class Batch(Record, frozen=True, kw_only=True):
    """Jobs that are translated together; `number` counts from 0 in the order of the plan."""

    number: int
    jobs: tuple[Job, ...]


class Broken(Record, frozen=True, kw_only=True):
    """In the place of a translation: what songngu itself did wrong with a segment."""

    reason: str


Results = dict[str, Translation]
Outcomes = dict[str, Translation | Broken]
Distributor = Callable[[Iterable[Batch], Settings], Iterator[tuple[Batch, Outcomes]]]


def translate_batch(batch: Batch, engine: Engine, settings: Settings) -> Results:
    """Translate, enforce and check the jobs of a batch: key to translation. Depends on its arguments only."""
    from songngu.checks import run_checks
    from songngu.glossary.enforcement import enforce
    from songngu.glossary.person_names import mend_names
    from songngu.headings import as_heading

    made = {job.key: translation for job in batch.jobs if (translation := translate_by_rule(job.segment, job.terms))}
    left = [job for job in batch.jobs if job.key not in made]
    translations = enforce([job.segment for job in left], [job.terms for job in left], engine, settings)
    for job, translation in zip(left, translations, strict=True):
        mended = mend_names(job.segment.vi, translation)
        made[job.key] = as_heading(job.segment.vi, mended) if job.segment.kind == "heading" else mended
    return {
        job.key: replace(made[job.key], issues=made[job.key].issues + run_checks(job.segment, made[job.key]))
        for job in batch.jobs
    }


def translate_each(batch: Batch, engine: Engine, settings: Settings) -> Outcomes:
    """Translate a batch; where a segment of it makes songngu stumble, that segment is Broken and the others are done.

    Raises SongnguError for what hinders all of them.
    """
    try:
        return {**translate_batch(batch, engine, settings)}
    except SongnguError:
        raise
    except Exception as error:  # the border: one article must not take the others down
        if len(batch.jobs) == 1:
            return {batch.jobs[0].key: Broken(reason=f"unexpected {type(error).__name__}: {error}")}
    alone = (translate_each(replace(batch, jobs=(job,)), engine, settings) for job in batch.jobs)
    return {key: outcome for outcomes in alone for key, outcome in outcomes.items()}


def translate_by_rule(segment: Segment, terms: tuple[Term, ...]) -> Translation | None:
    """Translate a credit or byline without an engine; None for what is neither, or lacks a term it must have."""
    if segment.kind not in ("caption", "byline"):
        return None
    from songngu.glossary.occurrences import prove
    from songngu.text.credits import translate_credit

    english = translate_credit(segment.vi, terms, kind=segment.kind)
    if english is None:
        return None
    results = prove(english, terms, "repaired")
    if any(result.mode == "enforce" and not result.met for result in results):
        return None
    return Translation(en=english, terms=results, origin="rule")


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


DISTRIBUTORS: dict[str, Distributor] = {"local": run_local}


def distributor(name: str) -> Distributor:
    """The distributor of that name; raises UsageError that lists the known ones."""
    try:
        return DISTRIBUTORS[name]
    except KeyError:
        raise UsageError(f"unknown --engine {name!r}", mend=f"Known: {', '.join(DISTRIBUTORS)}") from None


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
