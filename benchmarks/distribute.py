"""What it costs and gains to have others translate: processes, Ray's actors.

    python benchmarks/distribute.py FOLDER|FILE.txt[.xz]|FILE.jsonl[.xz] [--articles N] [--words N] [--model NAME]

Runs the first N articles, each cut to so many words, through the command with every distributor, on one worker and on
two, in turn: seconds, seconds of CPU of all its processes together, both also as ratios to one process, and whether the
output is the same to the byte. "Start" is the same command on a single short article: what Ray takes to begin and end.
Then what the driver does for an article while others translate (CPU, no engine at all): what bounds how many workers
can be kept busy. Reads /proc, so Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from run_speed import read_articles  # type: ignore[import-not-found]
from songngu import batch
from songngu.cli.run import find_sources
from songngu.distribute import Batch, Outcomes, distributor
from songngu.settings import Settings

CASES = [("local", 1), ("local", 2), ("ray", 1), ("ray", 2)]
TICK = os.sysconf("SC_CLK_TCK")


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One call of the command. `cpu` is of all its processes."""

    wall: float
    cpu: float
    words: int
    sha256: str


def measure(folder: Path, engine: str, workers: int, model: str) -> Run:
    """Run the command in a session of its own, so that its processes can be told from others."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "songngu.cli", "run", str(folder), "--out", out, "--model", model, "--quiet"]
        began = time.perf_counter()
        process = subprocess.Popen([*command, "--engine", engine, "--workers", str(workers)], start_new_session=True)
        cpu: dict[int, float] = {}
        ended = threading.Event()
        watch = threading.Thread(target=_watch, args=(process.pid, cpu, ended))
        watch.start()
        process.wait()
        wall = time.perf_counter() - began
        ended.set()
        watch.join()
        if process.returncode not in (0, 1):
            raise SystemExit(process.returncode)
        report = msgspec.json.decode(Path(out, "report.json").read_bytes())
        paths = sorted([*Path(out).glob("articles/*.json"), *Path(out).glob("*.html"), *Path(out).glob("*.md")])
        sha256 = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    return Run(wall=wall, cpu=sum(cpu.values()), words=report["words"], sha256=sha256)


def _watch(session: int, cpu: dict[int, float], ended: threading.Event) -> None:
    """Note the CPU seconds of every process of the session, again and again: the last look is what it used."""
    while not ended.wait(0.1):
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if int(fields[3]) == session:
                cpu[int(path.parent.name)] = (int(fields[11]) + int(fields[12])) / TICK


class Driver(msgspec.Struct, frozen=True, kw_only=True):
    """CPU seconds an article of what isn't translating."""

    planning: float
    storing: float
    rendering: float


def measure_driver(folder: Path, model: str) -> Driver:
    """Run the folder with echo, then again elsewhere with those outcomes at hand, and time what is left."""
    made: Outcomes = {}
    spent = {"planning": 0.0, "storing": 0.0}

    def translate(batches: Iterable[Batch], settings: Settings) -> Iterator[tuple[Batch, Outcomes]]:
        for done, outcomes in distributor("local")(batches, settings):
            made.update(outcomes)
            yield done, outcomes

    def recall(batches: Iterable[Batch], settings: Settings) -> Iterator[tuple[Batch, Outcomes]]:
        plan = iter(batches)
        while True:
            began = time.process_time()
            work = next(plan, None)
            planned = time.process_time()
            spent["planning"] += planned - began
            if work is None:
                return
            yield work, {job.key: made[job.key] for job in work.jobs}
            spent["storing"] += time.process_time() - planned

    sources, skipped = find_sources(str(folder))
    for distribute in (translate, recall):
        with tempfile.TemporaryDirectory() as out:
            began = time.process_time()
            settings = Settings(out=out, model=model)
            batch.run(settings, sources, skipped, progress=lambda done, total: None, distribute=distribute)
            whole = time.process_time() - began
    planning, storing = (spent[name] / len(sources) for name in ("planning", "storing"))
    return Driver(planning=planning, storing=storing, rendering=whole / len(sources) - planning - storing)


def _write(texts: Iterable[str], folder: Path, words: int) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        lines = text if not words else " ".join(text.split()[:words])
        (folder / f"{number:05}.txt").write_text(lines, encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description="What it costs and gains to have others translate.")
    parser.add_argument("source", type=Path, help="a folder, or a file with one article a line")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--words", type=int, default=0, help="cut each article to so many words (0: whole)")
    parser.add_argument("--model", default="echo")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, model {given.model}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = _write(read_articles(given.source, given.articles), Path(temporary, "all"), given.words)
        single = _write(read_articles(given.source, 1), Path(temporary, "one"), 20)
        print("               seconds     CPU   start  start CPU   words/s   time  CPU   same bytes")
        first: Run | None = None
        for engine, workers in CASES:
            start = measure(single, engine, workers, given.model)
            run = measure(folder, engine, workers, given.model)
            first = first or run
            print(
                f"{engine:6} x {workers}  {run.wall:10.1f} {run.cpu:7.1f} {start.wall:7.1f} {start.cpu:10.1f}"
                f" {run.words / run.wall:9.0f} {run.wall / first.wall:6.2f} {run.cpu / first.cpu:4.2f}"
                f"   {'yes' if run.sha256 == first.sha256 else 'NO'}",
                flush=True,
            )
        if given.model == "echo" and first:
            driver = measure_driver(folder, given.model)
            print(
                f"the driver, CPU milliseconds an article ({first.words / given.articles:.0f} words):"
                f" reading, matching and planning {1000 * driver.planning:.1f},"
                f" assembling and storing {1000 * driver.storing:.1f}, rendering {1000 * driver.rendering:.1f}"
            )


if __name__ == "__main__":
    main()
