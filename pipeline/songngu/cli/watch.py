"""`songngu run --watch`: one run after another, with one engine, a line for each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from songngu.cli.shared import say, say_json
from songngu.counts import number_of

if TYPE_CHECKING:
    from songngu.distribute import Distributor
    from songngu.engines.base import Engine
    from songngu.plan import Planner
    from songngu.report import Report
    from songngu.settings import Settings

LOCK = ".songngu.watch.lock"


def watch(source: str, read_settings: Callable[[], Settings], *, quiet: bool, as_json: bool) -> None:
    """Keep the digest up to date until Ctrl-C. `read_settings` is called before each run: files of it may change.

    Raises UsageError where the source can't be watched or another process watches for the same output. What hinders
    one run is said, and the next change tries again.
    """
    from songngu.errors import SongnguError, UsageError
    from songngu.lock import hold
    from songngu.settings import OWN_GLOSSARY
    from songngu.watch import changes

    if source == "-":
        raise UsageError("standard input can't be watched", mend="Give a folder or a file")
    if not Path(source).exists():
        raise UsageError("no such file or folder", where=source, mend="Make it first: --watch waits for what comes")
    settings = read_settings()
    rounds = _Rounds(quiet=quiet, as_json=as_json)
    mend = "End the other one first, or choose another --out"
    with hold(Path(settings.out, LOCK), "another `songngu run --watch` keeps this output up to date", mend):
        others = [Path(OWN_GLOSSARY), Path("songngu.toml"), *map(Path, settings.glossary)]
        if not quiet:
            say(f"Watching {source}, Ctrl-C ends it; the digest is in {settings.out}", err=True)
        waiting = changes(Path(source), Path(settings.out), others)
        while _has_next(waiting):
            try:
                rounds.run(source, read_settings())
            except SongnguError as error:
                say(f"songngu: {error}", err=True)


def _has_next(waiting: Iterator[None]) -> bool:
    """Wait for the next change; False where Ctrl-C ends the waiting, which is no interruption of any work."""
    try:
        next(waiting)
    except (KeyboardInterrupt, StopIteration):
        return False
    return True


class _Rounds:
    """Runs, and what they keep between them: the engine, and what was said last."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self._quiet, self._as_json = quiet, as_json
        self._engine = KeptEngine()
        self._said: set[str] = set()

    def run(self, source: str, settings: Settings) -> None:
        """Bring the digest up to date, and say so in a line where anything was done."""
        from songngu import batch
        from songngu.cli.run import problems_of, say_waiting
        from songngu.sources import list_sources

        sources, skipped = list_sources(Path(source))
        planner = self._engine.planner(settings)
        report = batch.run(
            settings,
            sources,
            skipped,
            progress=lambda done, total: None,
            waiting=lambda: say_waiting(settings),
            planner=planner,
            distribute=self._engine.distributor(settings, planner.engine),
        )
        if self._as_json:
            say_json(report)
        elif not self._quiet and (line := describe_round(report)):
            say(f"{time.strftime('%H:%M:%S')}  {line}")
        problems = list(problems_of(report))
        for problem in problems:
            if problem not in self._said:  # the same file may fail in every round
                say(problem, err=True)
        self._said = set(problems)


def describe_round(report: Report) -> str:
    """What a run did, on one line; "" where it did nothing."""
    done = [
        f"{number_of(report.articles[what], 'article')} {words}"
        for what, words in (("finished", "brought up to date"), ("removed", "removed"), ("failed", "failed"))
        if report.articles[what]
    ]
    if not done:
        return ""
    seconds = sum(report.seconds.values())
    sentences = f"{number_of(report.segments['translated'], 'sentence')} translated"
    return f"{', '.join(done)}; {sentences}, {report.segments['reused']:,} reused, {seconds:.1f} s"


class KeptEngine:
    """An engine that is loaded when a run first needs it and kept for the next ones, unless they want another."""

    def __init__(self) -> None:
        self._loaded: tuple[tuple[object, ...], Engine] | None = None

    def planner(self, settings: Settings) -> Planner:
        """The planner of the settings; a model whose signature is known only once it is loaded is loaded once."""
        from songngu.engines import has_card
        from songngu.plan import Planner

        return Planner(settings, engine="" if has_card(settings) else self._load(settings, "").signature)

    def distributor(self, settings: Settings, signature: str) -> Distributor:
        """The distributor of the settings: for one process of this machine, one that uses the kept engine."""
        from songngu.distribute import distributor
        from songngu.distribute.local import run_thread

        if settings.engine != "local" or settings.workers > 1:
            return distributor(settings.engine)
        return lambda batches, own: run_thread(batches, own, lambda choice: self._load(choice, signature))

    def _load(self, settings: Settings, signature: str) -> Engine:
        """The engine of the settings, loaded anew where it is another, or its files have `signature` now."""
        from songngu.engines import load_engine

        choice = (settings.model, settings.threads, settings.beam)
        if self._loaded is None or self._loaded[0] != choice or signature not in ("", self._loaded[1].signature):
            self._loaded = (choice, load_engine(settings))
        return self._loaded[1]
