"""A run: read, plan, translate what is new, store, render. Killed anywhere, the next run ends the same."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from songngu.damage import DamagedStoreError
from songngu.digest import output_names
from songngu.distribute import Distributor, distributor
from songngu.files import ARTICLES, REPORT, is_output, refuse_foreign, remove_leftovers, write_atomic
from songngu.lock import one_at_a_time
from songngu.output import pretty
from songngu.plan import Planner
from songngu.progress import Progress
from songngu.recovery import recover_reviews
from songngu.report import Failure, Report
from songngu.reviews import check_reviews
from songngu.salvage import open_store, remake_store
from songngu.settings import Settings
from songngu.showing import kept, show
from songngu.sources import Input
from songngu.summarise import find_summariser
from songngu.work import Given, Work


def run(
    settings: Settings,
    sources: Sequence[Input],
    skipped: Sequence[Failure] = (),
    *,
    progress: Progress,
    effort: Progress | None = None,
    planner: Planner | None = None,
    distribute: Distributor | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Report:
    """Bring the output folder up to date with `sources` and write the report.

    `progress` is told the articles, `effort` the words, which tell the time that is left better.
    `waiting` is called where another run is at work in the folder: this one begins when that has ended.
    A planner and a distributor are given by who has loaded what they need already: a server.
    Raises StoreError, GlossaryError, ModelError or UsageError where nothing can be done at all; what fails for one
    article is a failure in the report. A database that turns out to be damaged is made again, and a note says so.
    """
    _check(settings)
    planner = planner or Planner(settings)
    distribute = distribute or distributor(settings.engine)
    given = Given(sources, planner, distribute, progress, effort)
    out = Path(settings.out)
    _check_place(out, settings.formats)
    with one_at_a_time(out, waiting):
        store, notes = open_store(out)
        try:
            with store:
                return _bring_up_to_date(Work(given, store, notes), skipped)
        except DamagedStoreError as error:  # damage may show itself at any row; with a new database all is done again
            store, notes = remake_store(out, error)
            with store:
                return _bring_up_to_date(Work(given, store, notes), skipped)


def _bring_up_to_date(work: Work, skipped: Sequence[Failure]) -> Report:
    """Translate what is missing, render, write the report."""
    started = datetime.datetime.now(datetime.UTC)
    clock = [time.perf_counter()]
    settings = work.planner.settings
    out = Path(settings.out)
    for folder in (out, out / ARTICLES):
        remove_leftovers(folder)
    check_reviews(work.store)
    work.notes += recover_reviews(work.store, out / ARTICLES)
    work.translate()
    clock.append(time.perf_counter())
    state = show(work, settings, kept(work, skipped))
    clock.append(time.perf_counter())
    seconds = clock[1] - clock[0]
    report = Report(
        signature=work.planner.signature,
        articles={
            "found": len(work.sources),
            "finished": len(work.finished),
            "unchanged": len(work.unchanged),
            "failed": len(work.failures),
            "skipped": len(skipped),
            "removed": state.removed,
        },
        segments={name: work.segments[name] for name in ("total", "translated", "reused")},
        reasons={str(reason): count for reason, count in work.reasons.items()},
        changes=tuple(work.changes),
        terms=state.terms,
        counts=state.counts,
        failures=tuple(work.failures),
        skipped=tuple(skipped),
        notes=tuple(work.notes),
        started=started.isoformat(timespec="seconds"),
        seconds={"translate": round(seconds, 3), "render": round(clock[2] - clock[1], 3)},
        words=work.words,
        words_per_second=round(work.words / seconds, 1) if seconds else 0.0,
        digest=state.digest,
        glossary=dict(work.planner.glossary.files),
    )
    write_atomic(out / REPORT, pretty(report))
    work.store.save_run(msgspec.json.encode(report))
    return report


def _check(settings: Settings) -> None:
    """Look every name up, so that a wrong one stops the run before hours of work and not after."""
    output_names(settings.formats)
    find_summariser(settings.summariser)
    distributor(settings.engine)


def _check_place(out: Path, formats: Sequence[str]) -> None:
    """Refuse a folder where the run would replace a file that no run wrote: a page or an article of the user's."""
    if is_output(out):
        return
    for name in (*output_names(formats), REPORT):
        refuse_foreign(out / name)
