"""Are long runs linear in time and constant in memory? `python benchmarks/long_run.py TEXTS [--articles 1000 …]`.

TEXTS has an article a line (xz or not). For each number of articles a folder of them is made, thirty a day, and each
command that a user gives is run in a process of its own: the first run, the run that finds nothing to do, the run that
finds twenty new articles, the exports, the review (until its first page, and from Ctrl-C to its end after one approval,
which writes the digest's files).
There is no engine: each sentence's English is its Vietnamese with the terms put in (with --echo it is the echo engine,
whose Vietnamese answers send every sentence through the whole of enforcement). Printed are seconds on the
clock, of CPU, milliseconds of CPU an article, and peak memory: the last two must not grow with the number.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import click

from run_speed import read_articles  # type: ignore[import-not-found]
from songngu.cli import main as songngu
from songngu.distribute import DISTRIBUTORS, Batch, Job, Outcomes
from songngu.glossary.occurrences import prove
from songngu.records import Translation
from songngu.settings import Settings

A_DAY = 30
NEW = 20
LAST_DAY = datetime.date(2026, 1, 31)
INNER, WITHOUT = "--inner", "--without-engine"


@click.command()
@click.argument("texts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", default=(1000, 2000), show_default=True, multiple=True, help="How many; may be repeated.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Make the folders here, and leave them.")
@click.option("--words", default=0, help="Only so many first words of each article: a long run of short articles.")
@click.option("--echo", is_flag=True, help="With the echo engine.")
@click.option("--dates/--no-dates", default=True, show_default=True, help="Whether the articles tell dates.")
def main(texts: Path, articles: tuple[int, ...], words: int, echo: bool, keep: Path | None, dates: bool) -> None:
    """Print a table for each number of articles."""
    click.echo(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for count in articles:
        with nullcontext(keep / str(count)) if keep else tempfile.TemporaryDirectory() as place:
            shutil.rmtree(place, ignore_errors=True)
            Path(place).mkdir(parents=True)
            found = list(islice(read_articles(texts, count + NEW), count + NEW))
            _measure([" ".join(text.split()[: words or None]) for text in found], count, Path(place), dates, echo)


def _measure(texts: list[str], count: int, place: Path, dates: bool, echo: bool) -> None:
    source, out = place / "in", place / "out"
    source.mkdir()
    run = ["run", str(source), "--out", str(out), "--model", "echo", *([] if echo else [WITHOUT])]
    days = [LAST_DAY - datetime.timedelta(days=number // A_DAY) for number in range(count)]
    _write(texts[:count], days if dates else [], source)
    click.echo(f"\n{count} articles, {sum(len(text.split()) for text in texts[:count]):,} words")
    click.echo(f"  {'':28}{'seconds':>9}{'CPU':>9}{'CPU ms each':>13}{'peak MB':>9}")
    _time("first run", count, *run)
    click.echo(f"  {_size(out)}")
    _time("nothing to do", count, *run)
    _write(texts[count:], [LAST_DAY + datetime.timedelta(days=1)] * NEW if dates else [], source)
    _time(f"{NEW} new articles", count, *run)
    for name in ("jsonl", "tmx", "html"):
        _time(f"export {name}", count, "export", str(place / f"all.{name}"), "--out", str(out))
    _review(count, out)


def _write(texts: Sequence[str], days: Sequence[datetime.date], folder: Path) -> None:
    """Add articles to a folder; they tell no date where there are no days."""
    start = sum(1 for _ in folder.rglob("*.txt"))
    for number, text in enumerate(texts):
        path = folder / f"{(start + number) // 1000:03}" / f"a{start + number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"date {days[number]} {text}" if days else text, encoding="utf-8")


def _size(out: Path) -> str:
    pages = [path.stat().st_size for path in out.rglob("*.html")]
    others = {name: (out / name).stat().st_size / 1e6 for name in ("songngu.db", "digest.md")}
    sizes = ", ".join(f"{name} {size:.0f} MB" for name, size in others.items())
    index = (out / "index.html").stat().st_size / 1e6
    return f"index.html {index:.1f} MB, {len(pages)} pages, the largest {max(pages) / 1e6:.1f} MB; {sizes}"


def _time(name: str, count: int, *arguments: str) -> None:
    process = _start(*arguments)
    began = time.perf_counter()
    _tell(name, count, process, began)


def _start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, INNER, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _tell(name: str, count: int, process: subprocess.Popen[str], began: float) -> None:
    """Wait for a process and print what it took since `began` (its CPU: since its start)."""
    assert process.stdout is not None
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise click.ClickException(f"{name}: exit code {os.waitstatus_to_exitcode(status)}")
    _line(name, count, time.perf_counter() - began, usage)


def _line(name: str, count: int, seconds: float, usage: resource.struct_rusage) -> None:
    cpu = usage.ru_utime + usage.ru_stime
    megabytes = usage.ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
    click.echo(f"  {name:28}{seconds:9.2f}{cpu:9.2f}{1000 * cpu / count:13.2f}{megabytes:9}")


def _review(count: int, out: Path) -> None:
    """Open the list and an article, approve that article, end."""
    began = time.perf_counter()
    process = _start("review", "--out", str(out), "--port", "0", "--model", "echo")
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
    if found is None:
        raise click.ClickException("the review doesn't start")
    page = _get(found[0])
    click.echo(f"  {'review: first page':28}{time.perf_counter() - began:9.2f}")
    began = time.perf_counter()
    article = re.findall(r'/articles/([^"?#]+)', page)[-1]
    _approve(f"{found[0]}api/articles/{article}")
    click.echo(f"  {'review: an article approved':28}{time.perf_counter() - began:9.2f}")
    process.send_signal(signal.SIGINT)
    _tell("review: its end", count, process, time.perf_counter())


def _get(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode("utf-8"))


def _approve(article: str) -> None:
    """Approve all sentences of the article at that address."""
    versions = {one["segment"]: one["version"] for one in json.loads(_get(f"{article}/sentences"))}
    body = json.dumps({"versions": versions, "status": "approved"}).encode()
    headers = {"Content-Type": "application/json", "X-Songngu-Tab": "long-run-benchmark"}
    urllib.request.urlopen(urllib.request.Request(f"{article}/status", body, headers)).close()


def _command(arguments: list[str]) -> None:
    """The command line of songngu, with or without an engine."""
    if WITHOUT in arguments:
        DISTRIBUTORS["local"] = _without_engine
        arguments.remove(WITHOUT)
    songngu(arguments, prog_name="songngu")


def _without_engine(batches: Iterable[Batch], settings: Settings) -> Iterator[tuple[Batch, Outcomes]]:
    for each in batches:
        yield each, {job.key: _with_terms(job) for job in each.jobs}


def _with_terms(job: Job) -> Translation:
    english = job.segment.vi
    for term in reversed(job.terms):
        english = english[: term.vi_span[0]] + term.targets[0] + english[term.vi_span[1] :]
    return Translation(en=english, terms=prove(english, job.terms, "model"))


if __name__ == "__main__":
    if sys.argv[1:2] == [INNER]:
        _command(sys.argv[2:])
    main()
