"""What a run costs that isn't the model: `python benchmarks/overhead.py [FOLDER|TEXTS] [--articles N] [--floor 0.05]`.

Runs the samples, or the first articles of a folder or of a file with one a line, with the model, and tells for each
stage its seconds of CPU per 1,000 words (what stands between spaces in the Vietnamese) and its share of the run, done
in one thread. Seconds of CPU depend less than others on what else the machine does. The engine's are those of all its
threads; as these work side by side, a run waits for their sum divided by the cores, and that is what the shares are of.
A stage within another is taken out of it; enforcement is what the ladder does around the engine. Exit code 1 where all
stages together have a larger share than the floor.
"""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import click

from run_speed import SAMPLES, read_articles  # type: ignore[import-not-found]
from songngu import batch
from songngu.cli.run import find_sources
from songngu.distribute import translate_each
from songngu.engines import load_engine
from songngu.engines.base import Engine, Hypothesis, Request
from songngu.plan import Planner
from songngu.settings import Settings

# A stage: the functions that are it, by the place where they are looked up.
STAGES = {
    "reading": ("songngu.sources:read_data",),
    "splitting": ("songngu.readers.structure:split_sentences",),
    "matching": ("songngu.glossary.matching:Matcher.match",),
    "quantities": ("songngu.text.quantities:find_quantities",),
    "enforcement": ("songngu.glossary.enforcement:enforce", "songngu.glossary.name_repair:mend_names"),
    "checks": ("songngu.checks:run_checks",),
    "summaries": ("songngu.work:build_article",),
    "store": (
        "songngu.store:Store.translations", "songngu.store:Store.finished", "songngu.store:Store.save_translations",
        "songngu.work:save_article",
    ),
    "rendering": ("songngu.showing:publish",),
}  # fmt: skip
ENGINE = "the engine"


class Clock:
    """Seconds of CPU by stage, each without the stages within it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._within = threading.local()

    @contextmanager
    def stage(self, name: str, cpu: Callable[[], float] = time.thread_time) -> Iterator[None]:
        """Count what happens inside; `cpu` is the clock."""
        outer, self._within.seconds = getattr(self._within, "seconds", 0.0), 0.0
        began = time.thread_time(), cpu()
        try:
            yield
        finally:
            own, counted = time.thread_time() - began[0], cpu() - began[1]
            self.seconds[name] += counted - self._within.seconds
            self._within.seconds = outer + own

    def wrap(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return function(*args, **kwargs)

        return timed


class Timed:
    """An engine whose time is counted, threads and all."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock
        self.signature, self.annotates, self.unmarks = engine.signature, engine.annotates, engine.unmarks

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        with self._clock.stage(ENGINE, time.process_time):
            return self._engine.translate(requests, hypotheses=hypotheses)

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        with self._clock.stage(ENGINE, time.process_time):
            return self._engine.score(requests, targets)


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path), default=SAMPLES)
@click.option("--articles", default=50, show_default=True, help="How many of a file's or folder's articles.")
@click.option("--model", default="vi-en", show_default=True)
@click.option("--floor", default=0.05, show_default=True, help="The share that all stages together may have.")
def main(source: Path, articles: int, model: str, floor: float) -> None:
    """Print the table."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "in")
        folder.mkdir()
        for number, text in enumerate(read_articles(source, articles)):
            Path(folder, f"{number:05}.txt").write_text(text, encoding="utf-8")
        words, wall, cpu = _run(folder, Settings(out=str(Path(place, "out")), model=model), clock)
    engine = clock.seconds.pop(ENGINE, 0.0) / (os.cpu_count() or 1)
    clock.seconds["the rest"] = max(0.0, cpu - engine * (os.cpu_count() or 1) - sum(clock.seconds.values()))
    outside = sum(clock.seconds.values())
    click.echo(f"{articles} articles at most, {words:,} words, {wall:.0f} s; load {os.getloadavg()[0]:.1f}; {model}")
    click.echo(f"{'':14}{'s per 1,000 words':>19}{'share':>8}")
    for name in (*STAGES, "the rest"):
        _tell(name, clock.seconds[name], words, outside + engine)
    _tell("all of these", outside, words, outside + engine)
    _tell(ENGINE, engine, words, outside + engine)
    if engine:
        click.echo(f"the engine alone: {words / engine:.0f} words a second")
    sys.exit(1 if outside / (outside + engine) > floor else 0)


def _run(folder: Path, settings: Settings, clock: Clock) -> tuple[int, float, float]:
    """Words that were translated, seconds on the clock, and of CPU without loading."""
    engine = Timed(load_engine(settings), clock)
    planner = Planner(settings)
    _ = planner.matcher  # made once for however long a run
    sources, skipped = find_sources(str(folder))
    with ExitStack() as patches:
        for name, places in STAGES.items():
            for place in places:
                _patch(patches, clock, name, place)
        wall, cpu = time.perf_counter(), time.process_time()
        report = batch.run(
            settings,
            sources,
            skipped,
            progress=lambda done, total: None,
            planner=planner,
            distribute=lambda batches, own: ((each, translate_each(each, engine, own)) for each in batches),
        )
    return report.words, time.perf_counter() - wall, time.process_time() - cpu


def _patch(patches: ExitStack, clock: Clock, name: str, place: str) -> None:
    module, _, path = place.partition(":")
    *owners, attribute = path.split(".")
    owner: Any = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    patches.enter_context(mock.patch.object(owner, attribute, clock.wrap(name, getattr(owner, attribute))))


def _tell(name: str, seconds: float, words: int, whole: float) -> None:
    click.echo(f"{name:14}{1000 * seconds / words:19.3f}{seconds / whole:8.2%}")


if __name__ == "__main__":
    main()
