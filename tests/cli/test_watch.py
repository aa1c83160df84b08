"""`songngu run --watch` as a process: what comes, changes and goes, and how it ends."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from songngu import watch
from songngu.cli.run import time_left
from songngu.cli.watch import KeptEngine
from songngu.engines.base import Engine
from songngu.settings import Settings

LONGEST = 30  # seconds that a line is waited for on a busy machine


class Watcher:
    """A watching process and the lines it says."""

    def __init__(self, folder: Path, source: str, *flags: str) -> None:
        command = [sys.executable, "-m", "songngu.cli", "run", "--watch", source, "--model", "echo"]
        self.process = subprocess.Popen(
            [*command, "--no-shipped-glossary", *flags],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def says(self, pattern: str, *, after: str = "") -> str:
        """The next line, which must be like this; `after` others that are like that one."""
        line = self._lines.get(timeout=LONGEST)
        while after and re.search(after, line):
            line = self._lines.get(timeout=LONGEST)
        assert re.search(pattern, line), line
        return line

    def stop(self) -> tuple[int, float]:
        """Ctrl-C: the exit code and how long it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST), time.monotonic() - began


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    write(tmp_path / "news" / "a.txt", "Giá vàng tăng\n\nGiá vàng tăng 2% ở Hà Nội.\n")
    return tmp_path


@pytest.fixture
def watcher(folder: Path) -> Iterator[Watcher]:
    watcher = Watcher(folder, "news")
    watcher.says("Watching news")
    watcher.says("1 article brought up to date; 2 sentences translated")
    yield watcher
    watcher.process.kill()
    watcher.process.wait()


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_what_comes_changes_and_goes_is_picked_up_with_a_line_each(folder: Path, watcher: Watcher) -> None:
    write(folder / "news" / "b.txt", "Mưa lớn\n\nMưa lớn ở Huế.\n")
    watcher.says("1 article brought up to date; 2 sentences translated")
    write(folder / "news" / "b.txt", "Mưa lớn\n\nMưa rất lớn ở Huế.\n")
    watcher.says("1 article brought up to date; 1 sentence translated, 1 reused")
    write(folder / "glossary.csv", "vi,en,kind,mode,note\nHuế,Hue,place,,\n")
    watcher.says("2 articles brought up to date; 1 sentence translated, 3 reused")
    assert "Hue" in (folder / "output" / "articles" / "b.json").read_text(encoding="utf-8")
    (folder / "news" / "a.txt").unlink()
    watcher.says("1 article removed; 0 sentences")
    watcher.says("note: no longer among the files given")
    write(folder / "glossary.csv", "vi,en,kind,mode,note\nHuế,,place,,\n")
    watcher.says("songngu: .*glossary.csv")  # one that can't be read ends nothing
    write(folder / "glossary.csv", "vi,en,kind,mode,note\n")
    watcher.says("1 article brought up to date; 0 sentences translated")
    code, seconds = watcher.stop()
    assert code in (0, 130), "130 where it was still at the end of a run"
    assert seconds < 2


def test_a_file_that_is_still_written_is_waited_for(folder: Path, watcher: Watcher) -> None:
    with (folder / "news" / "b.txt").open("w", encoding="utf-8") as file:
        for number in range(6):
            file.write(f"Câu số {number}.\n\n")
            file.flush()
            time.sleep(0.2)
    watcher.says("1 article brought up to date; 7 sentences translated")  # the headline is one


def test_two_on_one_output_are_one_too_many(folder: Path, watcher: Watcher) -> None:
    second = Watcher(folder, "news")
    second.says("another `songngu run --watch` keeps this output up to date")
    assert second.process.wait(LONGEST) == 2
    watcher.process.kill()
    watcher.process.wait()
    third = Watcher(folder, "news")  # the killed one has left nothing that hinders
    third.says("Watching")
    third.process.kill()
    third.process.wait()


def test_a_feed_is_watched_too(folder: Path) -> None:
    def feed(*titles: str) -> str:
        items = "".join(
            f"<item><guid>{t}</guid><title>{t}</title><description>Trời {t}.</description></item>" for t in titles
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'

    write(folder / "feed.xml", feed("mưa"))
    watcher = Watcher(folder, "feed.xml")
    watcher.says("Watching feed.xml")
    watcher.says("1 article brought up to date")
    write(folder / "feed.new", feed("mưa", "nắng"))
    os.replace(folder / "feed.new", folder / "feed.xml")  # as programs that fetch feeds do
    watcher.says("1 article brought up to date")
    write(folder / "feed.xml", feed("mưa", "nắng", "gió")[:-90])  # one whose transfer broke
    watcher.says("  1 article failed; 0 sentences")
    watcher.says("feed.xml can't be read: what the digest has of it stays .2 articles.")
    watcher.says("failed: feed.xml: the feed is cut off")
    assert len(list((folder / "output" / "articles").iterdir())) == 2
    write(folder / "feed.xml", feed("mưa", "nắng", "gió"))
    watcher.says("1 article brought up to date; .* translated")
    watcher.stop()


def test_an_empty_folder_waits_and_one_that_vanishes_is_waited_for(folder: Path) -> None:
    (folder / "news" / "a.txt").unlink()
    watcher = Watcher(folder, "news")
    watcher.says("Watching")
    write(folder / "news" / "a.txt", "Một câu.\n")
    watcher.says("1 article brought up to date")
    (folder / "news").rename(folder / "old")
    watcher.says("songngu: news: no such file or folder")
    write(folder / "old" / "b.txt", "Hai câu.\n")
    (folder / "old").rename(folder / "news")
    watcher.says("1 article brought up to date", after="no such file or folder")  # it may be looked for twice
    watcher.stop()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.txt", True),
        ("x/a.txt", True),
        (".a.txt.swp", False),
        (".git/x", False),
        ("out/index.html", False),
        ("../b", False),
    ],
)
def test_only_changes_of_the_source_count(tmp_path: Path, path: str, expected: bool) -> None:
    source = tmp_path / "source"
    assert watch.counts(Path(os.path.normpath(source / path)), source, source / "out") is expected


def test_the_engine_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from songngu import engines

    loaded: list[str] = []
    sound = engines.load_engine

    def load(settings: Settings) -> Engine:
        loaded.append(settings.model)
        return sound(settings)

    monkeypatch.setattr(engines, "load_engine", load)
    kept = KeptEngine()
    for _ in range(3):
        planner = kept.planner(Settings(model="echo"))
        kept._load(planner.settings, planner.engine)
    assert loaded == ["echo"]


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, 100, 5, ""),
        (100, 100, 5, ""),
        (50, 100, 10, ", less than a minute left"),
        (10, 100, 100, ", about 15 minutes left"),
        (10, 1000, 100, ", about 3 hours left"),
        (1, 100, 6000, ", about 7 days left"),
    ],
)
def test_the_time_left_is_that_of_the_words_left(done: int, total: int, seconds: float, said: str) -> None:
    assert time_left(done, total, seconds) == said
