"""Faults that songngu didn't survive once, each alone."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from songngu import batch
from songngu.cli.run import find_sources
from songngu.damage import DamagedStoreError, explain
from songngu.distribute import Batch, Job, translate_each
from songngu.engines.echo import EchoEngine
from songngu.errors import ModelError
from songngu.files import remove_leftovers, write_atomic
from songngu.lock import one_at_a_time
from songngu.records import Segment
from songngu.report import Report
from songngu.reviews import Review, check_reviews, remember, write_review
from songngu.salvage import open_store
from songngu.settings import Settings
from songngu.sources import Input
from songngu.store import Store

Usage = namedtuple("Usage", "total used free")


def run(folder: Path, settings: Settings, waiting: Callable[[], None] = lambda: None) -> Report:
    sources, skipped = find_sources(str(folder))
    return batch.run(settings, sources, skipped, progress=lambda done, total: None, waiting=waiting)


def test_a_model_that_is_exchanged_during_a_run_translates_nothing_in_the_name_of_the_other() -> None:
    """The signature is of the card read at the start, the weights of the one read at the first batch."""
    segment = Segment(id="s1", paragraph=0, kind="text", vi="Trời mưa.")
    jobs = (Job(key="a", segment=segment, terms=()),)
    with pytest.raises(ModelError, match=r"changed since the run began.*run again"):
        translate_each(Batch(jobs=jobs, engine="engine:other"), EchoEngine(), Settings(model="echo"))
    assert translate_each(Batch(jobs=jobs, engine=EchoEngine().signature), EchoEngine(), Settings())


def test_a_full_disk_is_told_as_one_where_sqlite_speaks_of_an_io_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    assert "Check the disk" in str(explain(error, tmp_path / "s.db"))
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(2**30, 2**30, 4096))
    assert "Free some space" in str(explain(error, tmp_path / "s.db"))


def test_what_is_hashed_is_what_is_translated(
    articles: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed between two readings and changed back, an article was kept under the hash of a text that it hadn't."""
    load, reads = Input.load, list[bytes]()

    def alter(source: Input) -> bytes:
        data = load(source)
        if source.name != "bong-da.txt" or source.data is not None:
            return data
        reads.append(data)
        return data if len(reads) != 2 else data + "Câu thừa.\n".encode()

    with monkeypatch.context() as patched:
        patched.setattr(Input, "load", alter)
        run(articles, settings)
    run(articles, settings)
    assert len(reads) >= 2
    assert "Câu thừa" not in Path(settings.out, "articles", "bong-da.json").read_text(encoding="utf-8")


def test_a_second_run_waits_for_the_first(articles: Path, settings: Settings) -> None:
    """Two runs of different articles left a digest of the one beside articles of the other."""
    waited, order = threading.Event(), list[str]()

    def run_second() -> None:
        run(articles, settings, waited.set)
        order.append("second")

    with one_at_a_time(Path(settings.out), lambda: None):
        second = threading.Thread(target=run_second)
        second.start()
        assert waited.wait(20)
        order.append("first")
    second.join(60)
    assert order == ["first", "second"]


def test_two_threads_write_one_file_and_a_run_removes_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both had one temporary name, and a run in the same process took what another thread wrote for left over."""
    path, failed = tmp_path / "a.json", list[BaseException]()
    replaced = os.replace

    def replace_late(old: Path, new: Path) -> None:
        time.sleep(0.02)
        remove_leftovers(tmp_path)
        replaced(old, new)

    def write(data: bytes) -> None:
        try:
            write_atomic(path, data)
        except BaseException as error:
            failed.append(error)

    monkeypatch.setattr(os, "replace", replace_late)
    threads = [threading.Thread(target=write, args=(bytes([number]) * 100,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("table", ["translations", "articles", "reviews"])
def test_a_changed_letter_in_a_row_is_damage(articles: Path, settings: Settings, table: str) -> None:
    """SQLite has no checksums: the letter went into the digest."""
    path = Path(settings.out, "songngu.db")
    run(articles, settings)
    with Store(path) as store:
        write_review(store, "bong-da", "Câu.", Review(en="Sentence.", status="draft"), 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        column = "en" if table == "reviews" else "record"
        (text,) = connection.execute(f"SELECT {column} FROM {table}").fetchone()
        other = text.replace("e", "f", 1) if isinstance(text, str) else text.replace(b"a", b"b", 1)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (other, text))
    (articles / "bong-da.txt").write_text((articles / "bong-da.txt").read_text(encoding="utf-8") + "\nThêm.\n", "utf-8")
    with Store(path) as store, pytest.raises(DamagedStoreError, match="as it was written"):
        _read_all(store)


def _read_all(store: Store) -> None:
    check_reviews(store)
    for article in store.inputs():
        store.finished(article)
    store.translations(key for (key,) in store.query("SELECT key FROM translations"))


def test_a_database_that_is_gone_is_made_again_from_the_articles(articles: Path, settings: Settings) -> None:
    """What people had written and approved was gone with it, and everything was translated again."""
    run(articles, settings)
    with Store(Path(settings.out, "songngu.db")) as store:
        vi = store.query("SELECT vi FROM sentences WHERE article = 'bong-da' AND segment = 's2'")[0][0]
        write_review(store, "bong-da", vi, Review(en="Mine.", status="approved"), 1)
        remember(
            store, [("Theo Bộ Y tế, số ca cúm mùa tại Hà Nội tăng 15% so với tháng trước.", "Flu rises.")], "a.tmx"
        )
    (articles / "bong-da.txt").write_text((articles / "bong-da.txt").read_text(encoding="utf-8") + "\nThêm.\n", "utf-8")
    run(articles, settings)
    made = {path.name: path.read_bytes() for path in Path(settings.out, "articles").iterdir()}
    assert any(b"Mine." in data for data in made.values())
    for path in Path(settings.out).glob("songngu.db*"):
        path.unlink()
    report = run(articles, settings)
    assert {path.name: path.read_bytes() for path in Path(settings.out, "articles").iterdir()} == made
    assert report.segments["translated"] == 0
    assert "2 sentences that people wrote, approved or imported" in report.notes[0]
    assert run(articles, settings).articles["unchanged"] == 3


def test_files_of_another_signature_or_by_another_hand_give_no_translations(articles: Path, settings: Settings) -> None:
    run(articles, settings)
    for path in Path(settings.out).glob("songngu.db*"):
        path.unlink()
    path = Path(settings.out, "articles", "bong-da.json")
    path.write_bytes(path.read_bytes().replace(b'"signature": "songngu:', b'"signature": "songngu:0.', 1))
    Path(settings.out, "articles", "gia-vang.json").write_text('{"id": "gia-vang"}')
    assert run(articles, settings).segments["translated"] > 5


def test_a_schema_that_is_no_text_is_damage(tmp_path: Path) -> None:
    """SQLite quotes it in its message, which Python can't decode: another error than its own."""
    path = tmp_path / "songngu.db"
    Store(path).__exit__()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE runs", b"CREA\xb0E TABLE runs"))
    store, notes = open_store(tmp_path)
    store.__exit__()
    assert "damaged" in notes[0]
