"""How fast whole runs are, and whether they stay so.

    python benchmarks/run_speed.py [FOLDER|FILE.txt[.xz]|FILE.jsonl[.xz]] [--articles N] [--model NAME] [--out FOLDER]

Runs the samples and, where a folder or a file with one article a line is given, the first N of its articles. For each
it says: words per second in the first and in the second half, whose texts differ, and how long the engine takes for the
same sentences before and after the run (a ratio near 1 means that nothing slows down as it goes on), the peak memory of
the process with the model in it, how long the command takes that finds nothing to do, and how much of the time was not
the engine's. A word is what stands between spaces in the Vietnamese. Each part runs in a process of its own, so that
peaks are its own. With --out the output of the articles is kept, and a later call with a larger N goes on from there: a
long measurement in pieces. Nothing is judged here: figures depend on the machine and on what else it does, seconds of
CPU less than others.
"""

from __future__ import annotations

import argparse
import lzma
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from songngu import batch, distribute
from songngu.cli.run import find_sources
from songngu.engines import load_engine
from songngu.engines.base import Engine, Hypothesis, Request
from songngu.settings import Settings

SAMPLES = Path(__file__).parents[1] / "samples"
STARTS = 5
PROBE = 24  # sentences translated before and after a run


class Timed:
    """An engine that adds up the seconds spent in it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.signature, self.annotates, self.unmarks = engine.signature, engine.annotates, engine.unmarks
        self.seconds = 0.0

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        began = time.perf_counter()
        try:
            return self._engine.translate(requests, hypotheses=hypotheses)
        finally:
            self.seconds += time.perf_counter() - began

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        began = time.perf_counter()
        try:
            return self._engine.score(requests, targets)
        finally:
            self.seconds += time.perf_counter() - began


class Seconds(msgspec.Struct, frozen=True):
    """How long a command takes, start of Python included: medians of several times."""

    wall: float
    cpu: float


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of one run. Halves are by words, as near as whole batches allow."""

    articles: int
    words: int
    loading: float  # seconds until the engine is ready
    translating: float  # from then to the end of the run
    engine: float  # of those, within the engine
    rendering: float  # of those, for the digest
    halves: tuple[float, float]  # words per second
    probes: tuple[float, float]  # seconds for the same sentences, before and after
    again: Seconds  # of the command that finds nothing to do
    megabytes: int  # peak memory of the process, model included


def measure(folder: Path, model: str, out: str | None = None) -> Figures:
    """Run a folder in this process, then again by the command, and measure both."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() if out is None else nullcontext(out) as out:
        settings = Settings(out=out, model=model)
        engine = Timed(load_engine(settings))
        loaded = time.perf_counter()
        before = probe(engine)
        engine.seconds = 0.0
        ready = time.perf_counter()
        marks = [(ready, 0)]
        translate_batch = distribute.translate_batch

        def marked(work: distribute.Batch, with_engine: Engine, settings: Settings) -> distribute.Results:
            results = translate_batch(work, with_engine, settings)
            marks.append((time.perf_counter(), marks[-1][1] + sum(len(job.segment.vi.split()) for job in work.jobs)))
            return results

        sources, skipped = find_sources(str(folder))
        with (
            mock.patch.object(distribute.local, "load_engine", return_value=engine),
            mock.patch.object(distribute.translate, "translate_batch", marked),
        ):
            report = batch.run(settings, sources, skipped, progress=lambda done, total: None)
        ended, in_engine = time.perf_counter(), engine.seconds
        after = probe(engine)
        again = time_command(
            "run", str(folder.resolve()), "--out", str(Path(out).resolve()), "--model", model, "--quiet"
        )
    return Figures(
        articles=report.articles["finished"],
        words=report.words,
        loading=loaded - began,
        translating=ended - ready,
        engine=in_engine,
        rendering=report.seconds["render"],
        halves=_halves(marks),
        probes=(before, after),
        again=again,
        megabytes=_megabytes(),
    )


def probe(engine: Engine) -> float:
    """Seconds that the engine takes for the first sentences of the samples; once before, so that nothing is new."""
    documents = [source.read() for source in find_sources(str(SAMPLES))[0]]
    sentences = [segment.vi for document in documents for segment in document.segments if segment.kind == "text"]
    requests = [Request(source=sentence) for sentence in sentences[:PROBE]]
    engine.translate(requests[:2])
    began = time.perf_counter()
    engine.translate(requests, hypotheses=2)
    return time.perf_counter() - began


def _halves(marks: list[tuple[float, int]]) -> tuple[float, float]:
    """Words per second before and after the batch that passes half of the words."""
    half = next((mark for mark in marks if mark[1] >= marks[-1][1] / 2), marks[-1])
    parts = ((marks[0], half), (half, marks[-1]))
    first, second = ((end[1] - start[1]) / max(end[0] - start[0], 1e-9) for start, end in parts)
    return first, second


def _megabytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)


def read_articles(path: Path, count: int) -> Iterator[str]:
    """The first articles of a folder, or of a file (xz or not) with one a line: text, or JSON as summaries.py reads."""
    if path.is_dir():
        for source in find_sources(str(path))[0][:count]:
            yield source.path.read_text(encoding="utf-8")
        return
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in islice((line for line in lines if line.strip()), count):
            yield article_of(msgspec.json.decode(line)) if ".jsonl" in path.suffixes else line


def article_of(fields: dict[str, Any]) -> str:
    """The text of an article given as its title and its sentences."""
    return f"{fields['title']}\n\n{' '.join(fields['article'])}\n"


def measure_apart(folder: Path, model: str, out: Path | None = None) -> Figures:
    """`measure` in a process of its own."""
    command = [
        sys.executable,
        __file__,
        str(folder),
        "--model",
        model,
        *(["--out", str(out)] if out else []),
        "--inner",
    ]
    return msgspec.json.decode(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout, type=Figures)


def time_command(*arguments: str) -> Seconds:
    """Call songngu in an empty folder and without settings of the environment, several times."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SONGNGU_")}

    def once(folder: str) -> tuple[float, float]:
        began, used = time.perf_counter(), _children_cpu()
        command = [sys.executable, "-m", "songngu.cli", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, env=environment)
        return time.perf_counter() - began, _children_cpu() - used

    with tempfile.TemporaryDirectory() as folder:
        walls, cpus = zip(*(once(folder) for _ in range(STARTS)), strict=True)
    return Seconds(statistics.median(walls), statistics.median(cpus))


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def describe(name: str, figures: Figures) -> str:
    """The figures as lines for a reader."""
    first, second = figures.halves
    before, after = figures.probes
    outside = figures.translating - figures.engine
    halves = f"{first:.0f}, then {second:.0f} ({second / first:.2f})" if second else "one batch only"
    return "\n".join(
        [
            f"\n{name}: {figures.articles} articles, {figures.words} words",
            f"  words per second    {figures.words / figures.translating:8.0f}   by halves: {halves}",
            f"  the same sentences  {before:8.2f} s before the run, {after:.2f} s after it ({after / before:.2f})",
            f"  loading the model   {figures.loading:8.2f} s",
            f"  the run             {figures.translating:8.2f} s",
            f"  outside the engine  {outside:8.2f} s ({outside / figures.translating:.0%}),"
            f" {figures.rendering:.2f} s of it for the digest",
            f"  the command again   {figures.again.wall:8.2f} s, {figures.again.cpu:.2f} s of CPU",
            f"  peak memory         {figures.megabytes:8} MB",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast whole runs are, and whether they stay so.")
    parser.add_argument("source", nargs="?", type=Path, help="a folder, or a file with one article a line")
    parser.add_argument("--articles", type=int, default=200, help="how many of its articles (default 200)")
    parser.add_argument("--model", default="vi-en")
    parser.add_argument("--out", type=Path, help="keep the output of the articles here, and go on from what is there")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inner:
        sys.stdout.buffer.write(msgspec.json.encode(measure(given.source, given.model, given.out)))
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, model {given.model}")
    start = time_command("--help")
    print(f"songngu --help: {start.wall:.2f} s, {start.cpu:.2f} s of CPU (medians of {STARTS})")
    print(describe("samples", measure_apart(SAMPLES, given.model)), flush=True)
    if given.source:
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(read_articles(given.source, given.articles)):
                Path(folder, f"{number:05}.txt").write_text(text, encoding="utf-8")
            print(describe(given.source.name, measure_apart(Path(folder), given.model, given.out)))


if __name__ == "__main__":
    main()
