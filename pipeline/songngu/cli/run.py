"""`songngu run`: a folder to a digest."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from songngu.cli import completers
from songngu.cli.shared import SOME_FAILED, given_settings, say, say_json, setting_options, standard_input
from songngu.counts import describe, number_of, some_of

if TYPE_CHECKING:
    from tqdm import tqdm

    from songngu.report import Failure, Report
    from songngu.settings import Settings
    from songngu.sources import Input


@click.command()
@click.argument("source", metavar="FOLDER|FILE|-", shell_complete=completers.of_kind("file"))
@setting_options(
    "out", "glossary", "shipped_glossary", "model", "summary", "summariser", "formats", "engine", "address",
    "workers", "threads", "beam", "strict",
)  # fmt: skip
@click.option("--watch", "is_watching", is_flag=True, help="Go on: pick up what comes, changes or goes.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def run(source: str, is_watching: bool, quiet: bool, as_json: bool, **flags: object) -> None:
    """Translate a folder of articles into a bilingual digest.

    Only what is new or changed since the last run is translated. Interrupting loses nothing.
    """
    if is_watching:
        from songngu.cli.watch import watch

        watch(source, lambda: given_settings(flags), quiet=quiet, as_json=as_json)
        return
    from songngu import batch

    settings = given_settings(flags)
    sources, skipped = find_sources(source)
    with _progress(quiet) as display:
        report = batch.run(
            settings,
            sources,
            skipped,
            progress=display.articles,
            effort=display.words,
            waiting=lambda: say_waiting(settings),
        )
    if as_json:
        say_json(report)
    elif not quiet:
        for line in _summary(report, settings):
            say(line)
    for line in problems_of(report):
        say(line, err=True)
    errors = report.counts.errors if settings.strict else 0
    if errors:
        say(f"songngu: --strict: {number_of(errors, 'error')}, see the sentences marked “!” in the digest", err=True)
    sys.exit(SOME_FAILED if report.failures or errors else 0)


def say_waiting(settings: Settings) -> None:
    """Say that another run has the output folder."""
    say(f"songngu: another run is at work in {settings.out}: waiting until it has ended (Ctrl-C ends this)", err=True)


def find_sources(source: str) -> tuple[list[Input], list[Failure]]:
    """The articles of a folder, a file or standard input, and what was passed over.

    Raises UsageError where there is nothing to translate, ReadError where there is no such folder or file.
    """
    from songngu.errors import UsageError
    from songngu.sources import Input, list_sources

    if source == "-":
        return [Input(path=Path("stdin.txt"), root=Path(), data=standard_input())], []
    if not source:
        raise UsageError("the name of the folder is empty", mend="Give a folder, a file or - for standard input")
    found, skipped = list_sources(Path(source))
    if not found:
        reasons = "; ".join(f"{failure.path}: {failure.reason}" for failure in skipped[:5]) or "it is empty"
        raise UsageError(
            f"no article to translate ({reasons})", where=source, mend="Put articles in it: .txt, .html, .docx …"
        )
    return found, skipped


@contextmanager
def _progress(quiet: bool) -> Iterator[_Display]:
    """A bar on a terminal, a line now and then elsewhere, nothing when quiet; always on stderr."""
    if quiet:
        yield _Display()
    elif sys.stderr.isatty():
        from tqdm import tqdm

        # A terminal that gives its size as 0 × 0 (some containers do) would get no bar: tqdm is told a size.
        size = shutil.get_terminal_size()
        with tqdm(
            unit="word", unit_scale=True, file=sys.stderr, leave=False, ncols=size.columns, nrows=size.lines,
            smoothing=0.1,
        ) as bar:  # fmt: skip
            yield _Bar(bar)
    else:
        yield _Lines()


class _Display:
    """Told how far a run is: by articles, then by words, which tell the time better; this one shows nothing."""

    def __init__(self) -> None:
        self.found = (0, 0)

    def articles(self, done: int, total: int) -> None:
        """So many articles are done."""
        self.found = (done, total)

    def words(self, done: int, total: int) -> None:
        """So many of the words are translated that have to be, as far as is known."""


class _Bar(_Display):
    """A bar of words, the articles beside it."""

    def __init__(self, bar: tqdm[NoReturn]) -> None:
        super().__init__()
        self._bar = bar

    def words(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.set_postfix_str(f"{self.found[0]:,} of {self.found[1]:,} articles", refresh=False)
        self._bar.update(done - self._bar.n)


class _Lines(_Display):
    """Lines, at most one every ten seconds, and the last; none twice."""

    def __init__(self) -> None:
        super().__init__()
        self._began = self._last = time.monotonic()
        self._said = ""

    def words(self, done: int, total: int) -> None:
        now = time.monotonic()
        ended = self.found[0] == self.found[1]
        if now - self._last > 10 or ended:
            left = "" if ended else time_left(done, total, now - self._began)
            translated = f", {done:,} of {total:,} words translated{left}" if total else ""
            line = f"{self.found[0]:,} of {self.found[1]:,} articles{translated}"
            if line != self._said:
                say(line, err=True)
            self._last, self._said = now, line


def time_left(done: int, total: int, seconds: float) -> str:
    """The time that the rest takes if it goes on as it went: ", about 5 minutes left"; "" where nothing tells."""
    if not done or total <= done:
        return ""
    left = seconds * (total - done) / done
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if left >= 1.5 * size:
            return f", about {number_of(round(left / size), unit)} left"
    return ", about a minute left" if left >= 45 else ", less than a minute left"


def _summary(report: Report, settings: Settings) -> list[str]:
    from songngu.digest import output_names

    articles, segments = report.articles, report.segments
    counts = [
        number_of(articles["finished"], "article") + " new or changed",
        f"{articles['unchanged']:,} unchanged",
    ]
    counts += [f"{articles[what]:,} {what}" for what in ("removed", "failed") if articles[what]]
    translated = number_of(segments["translated"], "sentence")
    lines = [
        f"{', '.join(counts)}: {translated} translated, {segments['reused']:,} reused",
        *_again(report),
        f"In the digest: {', '.join(' '.join(figure) for figure in describe(report.counts))}",
    ]
    if report.words:
        words, seconds = number_of(report.words, "word"), report.seconds["translate"]
        lines.append(f"{words} in {seconds:.1f} s: {report.words_per_second:.0f} a second")
    places = (str(Path(settings.out, name)) for name in output_names(settings.formats))
    return [*lines, *places, describe_glossary(report.glossary)]


def describe_glossary(files: Mapping[str, int]) -> str:
    """Which glossary files are used, so that nobody thinks that his is who calls songngu from another folder."""
    from songngu.glossary.chosen import note_of_own

    used = ", ".join(f"{name} ({number_of(count, 'entry')})" for name, count in files.items()) or "none"
    return f"Glossary: {used}{note_of_own(files)}"


def _again(report: Report) -> Iterator[str]:
    """What was translated again in articles known before, and why: one line, or none."""
    if not report.changes:
        return
    reasons = Counter(change.reason for change in report.changes)
    details = dict.fromkeys(change.detail for change in report.changes if change.detail)
    parts = []
    for reason, times in reasons.most_common():
        shown = [detail for detail in details if any(c.reason == reason and c.detail == detail for c in report.changes)]
        told = f" ({some_of(shown, joint='; ')})" if shown else ""
        parts.append((f"{times} " if len(reasons) > 1 else "") + reason + told)
    yield f"{number_of(len(report.changes), 'sentence')} translated again: {', '.join(parts)}"


def problems_of(report: Report) -> Iterator[str]:
    """A line for each failed article, each note and (counted) what was passed over."""
    for note in report.notes:
        yield f"note: {note}"
    if report.skipped:
        yield f"passed over: {some_of([f'{one.path} ({one.reason})' for one in report.skipped])}"
    for failure in report.failures:
        yield f"failed: {failure.path}: {failure.reason}"
