"""A small world to break: two editions of a folder of articles, and songngu run over them in processes of its own.

Each run is a fork of this process, which has loaded all that it needs, so that a hundred of them take seconds.
"""

from __future__ import annotations

import contextlib
import functools
import io
import mmap
import os
import shutil
import signal
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import msgspec

from songngu import batch, showing, work
from songngu.cli import main
from songngu.digest import html
from songngu.records import Article, Record, Status
from songngu.report import Report
from songngu.reviews import remember
from songngu.settings import Settings
from songngu.store import Store

DIGEST = ("index.html", "digest.md")
EDITIONS = ("first", "second")
STREETS = ("Mai", "Lan", "Cúc", "Trúc", "Hồng", "Sen", "Đào", "Mơ", "Bưởi", "Nhãn", "Vải", "Xoài")
BATCH = 8  # sentences, so that a run has several batches
LIMIT_SECONDS = 60.0  # of one run, which takes a fraction of a second
MOMENTS = ("elsewhere", "in a commit", "writing a file", "rendering")


class Fault(AssertionError):
    """Something that must hold after a fault doesn't."""


class Ended(Record, frozen=True, kw_only=True):
    """A run that has ended: its exit code (negative: the signal), what it said, and what it was doing (MOMENTS)."""

    code: int
    said: str
    moment: str


class Child:
    """A run in a process of its own."""

    def __init__(self, arguments: list[str], said: Path, prepare: Callable[[], None], moments: mmap.mmap) -> None:
        self._said, self._moments = said, moments
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(_be_child(arguments, said, prepare))

    def kill(self) -> None:
        """Kill −9."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Ended:
        """Wait for the end; a run that hangs is a Fault."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while (found := os.waitpid(self.pid, os.WNOHANG))[0] == 0:
            if time.monotonic() > deadline:
                self.kill()
                os.waitpid(self.pid, 0)
                raise Fault(f"a run hangs: {self.said}")
            time.sleep(0.002)
        return Ended(code=os.waitstatus_to_exitcode(found[1]), said=self.said, moment=MOMENTS[self._moments[0]])

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self._said.read_text("utf-8", "replace") if self._said.exists() else ""

    def wait_for_moment(self) -> None:
        """Wait until the awaited moment has come, or the run has ended."""
        while not self._moments[1] and os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            pass  # a commit is over before a sleep is


class World:
    """Editions of articles below `root`, what an undisturbed run makes of each, and an output folder to disturb.

    `seconds` is what an undisturbed run takes.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.out = root / "out"
        self._moments = mmap.mmap(-1, 4)
        write_edition(self.articles("first"), changed=False)
        write_edition(self.articles("second"), changed=True)
        (root / "mine.csv").write_text("vi,en,kind,mode,note\nHà Nội,Hanoi,place,,\n", encoding="utf-8")
        self._load_everything()
        self.whole: dict[str, dict[str, bytes]] = {}
        for edition in EDITIONS:
            began = time.monotonic()
            self._run_undisturbed(edition)
            self.seconds = time.monotonic() - began
            self.keep(edition)
            self.reset()
        self.reset("first")
        self._in_child(lambda: review(Settings(out=str(self.out), model="echo", **self._glossary)))
        self._run_undisturbed("first")
        self.keep("reviewed")
        self._run_undisturbed("second")
        self.reviewed_second = outputs(self.out)

    @property
    def _glossary(self) -> dict[str, Any]:
        return {"shipped_glossary": False, "glossary": (str(self.root / "mine.csv"),)}

    def _run_undisturbed(self, edition: str) -> None:
        ended = self.run(edition)
        if ended.code:
            raise Fault(f"an undisturbed run failed: {ended.said}")

    def keep(self, state: str) -> None:
        """Keep the output folder as `reset(state)` gives it back."""
        shutil.copytree(self.out, self.root / f"{state}-out")
        self.whole[state] = outputs(self.out)

    def _in_child(self, work: Callable[[], None]) -> None:
        """Do something that needs threads in a process of its own: this one may have none, for it forks."""
        child = os.fork()
        if child == 0:
            try:
                work()
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise Fault("what should come before the fault failed")

    def _load_everything(self) -> None:
        """Run once in this process, so that those forked from it find all modules loaded."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
            main(self.command("first"), standalone_mode=False)
        self.reset()
        # Compiling the templates takes most of the time of so small a digest; nor may they change meanwhile.
        patched: Any = html
        patched.build_environment = functools.cache(patched.build_environment)
        patched._asset = functools.cache(patched._asset)
        html.build_environment().auto_reload = False
        while threading.active_count() > 1:  # the engine's: a fork has none of them
            time.sleep(0.01)

    def articles(self, edition: str) -> Path:
        """The folder of an edition."""
        return self.root / edition

    def command(self, edition: str) -> list[str]:
        """The command line, without the program's name, that brings the output folder up to date with an edition."""
        words = ["run", str(self.articles(edition)), "--out", str(self.out), "--model", "echo", "--no-shipped-glossary"]
        return [*words, "--glossary", str(self.root / "mine.csv")]

    def start(
        self,
        edition: str,
        *more: str,
        prepare: Callable[[], None] = lambda: None,
        awaited: tuple[str, int] = ("elsewhere", 0),
        name: str = "said",
    ) -> Child:
        """Start a run. `prepare` is called in its process first; `awaited` is a moment (of MOMENTS) and which time it
        comes; what the run says goes to the file `name`."""
        said = self.root / name
        said.unlink(missing_ok=True)
        self._moments[0] = self._moments[1] = 0

        def prepared() -> None:
            _note_moments(self._moments, *awaited)
            prepare()

        return Child([*self.command(edition), *more], said, prepared, self._moments)

    def run(self, edition: str, *more: str, prepare: Callable[[], None] = lambda: None) -> Ended:
        """Run to the end."""
        return self.start(edition, *more, prepare=prepare).wait()

    def reset(self, state: str = "") -> None:
        """Give the output folder the state after an edition's run, or after "reviewed"; "" for none at all."""
        shutil.rmtree(self.out, ignore_errors=True)
        if state:
            shutil.copytree(self.root / f"{state}-out", self.out)

    def check_nothing_is_half_written(self) -> None:
        """Every file for people and programs is one of those that undisturbed runs write; the database is sound."""
        for name, data in outputs(self.out).items():
            if all(data != whole.get(name) for whole in self.whole.values()):
                raise Fault(f"{name} is half-written")
        report = self.out / "report.json"
        if report.exists():
            msgspec.json.decode(report.read_bytes(), type=Report)
        stored_translations(self.out)

    def check_told(self, ended: Ended, *words: str, code: int) -> None:
        """The run ended with this exit code, and said these words instead of a traceback."""
        if ended.code != code or "Traceback" in ended.said or any(word not in ended.said for word in words):
            raise Fault(f"exit code {ended.code}, and it said {ended.said!r}")

    def check_next_run(self, edition: str, wanted: Mapping[str, bytes] | None = None) -> Report:
        """The next run ends as an undisturbed one does, leaves nothing else behind, and the one after has no work.

        `wanted` is what the undisturbed one makes, where it isn't the edition's.
        """
        ended = self.run(edition)
        if ended.code:
            raise Fault(f"the next run failed: {ended.said}")
        report = self.check_finished(edition, wanted)
        before = states(self.out)
        ended = self.run(edition)
        again = last_report(self.out)
        if ended.code or again.articles["unchanged"] != again.articles["found"]:
            raise Fault(f"the run after has work to do: {again.articles} {ended.said}")
        if {name: state for name, state in states(self.out).items() if before.get(name) != state}:
            raise Fault("the run after wrote files")
        return report

    def check_finished(self, edition: str, wanted: Mapping[str, bytes] | None = None) -> Report:
        """The output folder is byte by byte as after an undisturbed run, with nothing else in it."""
        found, wanted = outputs(self.out), wanted or self.whole[edition]
        if found != wanted:
            raise Fault(f"differs from an undisturbed run: {different(found, wanted)}")
        known = {*wanted, "report.json", "songngu.db", "songngu.db-wal", "songngu.db-shm"}
        left = {name for name in all_files(self.out) - known if ".damaged-" not in name}
        if left:
            raise Fault(f"left behind: {sorted(left)}")
        return last_report(self.out)


def review(settings: Settings) -> None:
    """Do what people do to a digest: write, approve, and import what another tool knows."""
    from songngu.review.service import ReviewService

    service = ReviewService(settings)
    edits: tuple[tuple[str, int, Status], ...]
    edits = (("tin-01", 2, "draft"), ("tin-04", 3, "approved"), ("tin-10", 4, "approved"))
    for article, place, status in edits:
        page = service.article(article)
        segment = page.article.segments[place]
        english = f"A person's sentence in {article}." if article != "tin-10" else segment.en
        versions = page.versions[segment.id]
        service.edit(article, segment.id, english, version=versions, by="me", status=status)
    page = service.article("tin-07")
    service.set_status("tin-07", {"s3": page.versions["s3"]}, "approved", by="me")
    service.close()
    with Store(Path(settings.out, "songngu.db")) as store:
        remember(store, [("Xe chạy qua phố Sen.", "The bus runs through Sen Street.")], "theirs.tmx")


def write_edition(folder: Path, *, changed: bool) -> None:
    """A dozen short articles; in the changed edition some differ, some are gone and one is new."""
    folder.mkdir()
    for number, street in enumerate(STREETS):
        if changed and number in (3, 8):
            continue
        size = "dài" if changed and number % 4 == 0 else "ngắn"
        (folder / f"tin-{number:02}.txt").write_text(
            f"Hà Nội mở tuyến buýt {street}\n\n12/1/2026\n\nTuyến buýt {street} khá {size}. Xe chạy qua phố {street}."
            f"\n\nÔng Trần Văn B ở Hà Nội nói bến {street} sắp xong. Người dân {street} mong xe chạy từ ngày 15/1.\n",
            encoding="utf-8",
        )
    if changed:
        (folder / "them.txt").write_text("Giá vàng tăng\n\nGiá vàng ở Hà Nội tăng 5% sáng 13/1.\n", encoding="utf-8")


def outputs(out: Path) -> dict[str, bytes]:
    """All that readers of the output folder see, but for the report of the run itself."""
    paths = [*out.glob("articles/[!.]*"), *(out / name for name in DIGEST if (out / name).exists())]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def all_files(out: Path) -> set[str]:
    """The names of all files, hidden ones too."""
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}


def states(out: Path) -> dict[str, int]:
    """When each file for readers was written."""
    return {name: (out / name).stat().st_mtime_ns for name in outputs(out)}


def different(found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> list[str]:
    """The names of the files that differ, with what each folder has of them."""
    names = sorted(name for name in {**found, **wanted} if found.get(name) != wanted.get(name))
    return [("" if name in found else "no ") + name + ("" if name in wanted else " (too many)") for name in names]


def last_report(out: Path) -> Report:
    return msgspec.json.decode((out / "report.json").read_bytes(), type=Report)


def read_articles(out: Path) -> Iterator[Article]:
    for path in sorted((out / "articles").glob("*.json")):
        yield msgspec.json.decode(path.read_bytes(), type=Article)


def stored_translations(out: Path) -> int:
    """How many translations the database keeps, looked at in a copy, which is also proved to be sound."""
    if not (out / "songngu.db").exists():
        return 0
    copy = out.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("songngu.db", "songngu.db-wal"):
        if (out / name).exists():
            shutil.copy(out / name, copy)
    with closing(sqlite3.connect(copy / "songngu.db")) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise Fault(f"the database is broken: {verdict}")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return int(connection.execute("SELECT count(*) FROM translations").fetchone()[0]) if tables else 0


def _be_child(arguments: list[str], said: Path, prepare: Callable[[], None]) -> int:
    """Run the command line in this process; its exit code."""
    target = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(target, 1)
    os.dup2(target, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    try:
        work.BATCH_SEGMENTS = BATCH
        prepare()
        main(arguments, standalone_mode=False)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except click.ClickException as error:
        print(error.format_message(), file=sys.stderr)
        return 2
    except BaseException:
        traceback.print_exc()
        return 70  # EX_SOFTWARE: a traceback is never an answer
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _note_moments(moments: mmap.mmap, awaited: str, number: int) -> None:
    """Have this process note what it is doing: in byte 0 of `moments`, and in byte 1 that `awaited` has come."""
    left = {MOMENTS.index(awaited): number}

    def during(moment: int, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            before, moments[0] = moments[0], moment
            if moment in left:
                left[moment] -= 1
                moments[1] = moments[1] or not left[moment]
            try:
                return function(*arguments, **named)
            finally:
                moments[0] = before

        return noted

    class Connection(sqlite3.Connection):
        def execute(self, statement: str, *parameters: Any) -> sqlite3.Cursor:
            run = super().execute
            cursor: sqlite3.Cursor = (during(1, run) if statement == "COMMIT" else run)(statement, *parameters)
            return cursor

    connect = sqlite3.connect
    patched: Any = (sqlite3, os, Path, batch)
    patched[0].connect = lambda *arguments, **named: connect(*arguments, **{"factory": Connection} | named)
    patched[1].replace = during(2, os.replace)
    patched[2].write_bytes = during(2, Path.write_bytes)
    patched[3].show = during(3, showing.show)
