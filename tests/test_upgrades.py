"""Databases of every earlier schema are upgraded whole or not at all, and nothing in them is lost.

Each is built by the migrations up to its version and filled with rows as the songngu of that time wrote them.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from songngu import migrations as migrations_module
from songngu.damage import DamagedStoreError
from songngu.errors import UsageError
from songngu.migrations import MIGRATIONS
from songngu.records import Translation
from songngu.reviews import Review, history_of, remembered, reviews_of
from songngu.salvage import open_store
from songngu.store import Store

TODAY = len(MIGRATIONS)
VI, EN = "Giá vàng tăng 2%.", "Gold prices rose 2%."
# As the first version wrote them: fields that came later are lacking.
DOCUMENT = {
    "id": "a", "path": "a.txt", "date": "2026-01-06", "title_id": None,
    "segments": [{"id": "s1", "paragraph": 0, "kind": "text", "vi": VI, "after": ""}], "notes": [],
}  # fmt: skip
TERM = {
    "vi": "2%", "en": "2%", "vi_span": [14, 16], "en_span": [17, 19], "mode": "quantity", "met": True, "how": "model",
}  # fmt: skip
ARTICLE = {
    "id": "a", "path": "a.txt", "date": "2026-01-06", "title": {"vi": "Giá vàng", "en": "Gold prices", "segment": None},
    "summary": [{"segment": "s1", "vi": VI, "en": EN}],
    "segments": [
        {"id": "s1", "paragraph": 0, "kind": "text", "vi": VI, "en": EN, "terms": [TERM], "issues": [],
         "origin": "model", "status": "draft", "score": -0.5},
    ],
    "signature": "songngu:0.0.1|echo/1|glossary:0", "notes": [],
}  # fmt: skip
PLAN = {"engine": "echo/1", "segments": [{"id": "s1", "vi": VI, "terms": [], "key": "k"}]}
REVIEW = {"en": "Gold is up 2%.", "status": "approved", "origin": "human"}


def blob(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def migrate(connection: sqlite3.Connection, number: int) -> None:
    """Run one migration and count it, as a songngu of its time did."""
    migration = MIGRATIONS[number]
    for statement in migration.split(";") if isinstance(migration, str) else ():
        connection.execute(statement)
    if not isinstance(migration, str):
        migration(connection)
    connection.execute(f"PRAGMA user_version = {number + 1}")


def build(path: Path, version: int) -> None:
    """A database of that version: one article, its translation, a run; from the second on, what people did."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, 0)
        connection.execute("INSERT INTO translations VALUES ('k', ?)", (blob({"en": EN, "score": -0.5}),))
        row = ("a", "inputs", *(blob(part) for part in (PLAN, DOCUMENT, ARTICLE)))
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)
        connection.execute("INSERT INTO runs (report) VALUES ('{}')")
        for number in range(1, version):
            migrate(connection, number)
            if number == 1:
                review = ("a", VI, REVIEW["en"], "approved", "human", 1)
                connection.execute(
                    "INSERT INTO reviews (article, vi, en, status, origin, action) VALUES (?,?,?,?,?,?)", review
                )
                step = (1, "2026-01-06T10:00:00+00:00", "me", "edited", "a", VI, blob(REVIEW), blob(REVIEW))
                connection.execute(
                    "INSERT INTO history (action, at, by, what, article, vi, after, shown) VALUES (?,?,?,?,?,?,?,?)",
                    step,
                )
                connection.execute("INSERT INTO memory (vi, en, source) VALUES ('Trời mưa.', 'It rains.', 'old.tmx')")


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return [(name, " ".join(sql.split())) for name, sql in rows]


def check(store: Store, version: int) -> None:
    """All that the database of that version held is there, and found by today's means."""
    assert store.query("PRAGMA user_version") == [(TODAY,)]
    assert store.translations(["k"]) == {"k": Translation(en=EN, score=-0.5)}
    found = store.get_finished("a")
    assert (found.inputs, found.article.segments[0].en, found.article.segments[0].terms[0].en) == ("inputs", EN, "2%")
    assert found.document.segments[0].vi == found.plan.segments[0].vi == VI
    assert store.query("SELECT count(*) FROM runs") == [(1,)]
    assert list(store.marks()) == ["a"]
    assert store.query("SELECT s.vi FROM sentences s JOIN words w ON w.rowid = s.id WHERE words MATCH 'rose'") == [
        (VI,)
    ]
    if version > 1:
        assert reviews_of(store, "a") == {VI: Review(en="Gold is up 2%.", status="approved")}
        assert [step.what for step in history_of(store, "a", VI)] == ["edited"]
        assert {one.en for one in remembered(store, [VI, "Trời mưa."]).values()} == {"Gold is up 2%.", "It rains."}


@pytest.mark.parametrize("version", range(1, TODAY + 1))
def test_nothing_is_lost(tmp_path: Path, version: int) -> None:
    build(tmp_path / "songngu.db", version)
    opened, notes = open_store(tmp_path)
    with opened:
        check(opened, version)
    assert notes == ()
    assert [path.name for path in tmp_path.glob("*damaged*")] == []


@pytest.mark.parametrize("version", range(1, TODAY))
def test_an_upgraded_database_is_as_a_new_one(tmp_path: Path, version: int) -> None:
    build(tmp_path / "old.db", version)
    for name in ("old.db", "new.db"):
        with Store(tmp_path / name):
            pass
    assert schema(tmp_path / "old.db") == schema(tmp_path / "new.db")


def killed(path: Path, number: int, how: Callable[[], None]) -> int:
    """The status of a process that opens the database and ends at the end of one migration, before it is kept."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:

        def ends(connection: sqlite3.Connection) -> None:
            migrate(connection, number)
            how()

        migrations = [*MIGRATIONS]
        migrations[number] = ends
        migrations_module.MIGRATIONS = tuple(migrations)
        Store(path)
    finally:
        os._exit(3)


@pytest.mark.parametrize("number", range(1, TODAY))
def test_killed_in_the_middle_the_old_one_is_as_it_was(tmp_path: Path, number: int) -> None:
    path = tmp_path / "songngu.db"
    build(path, number)
    before = schema(path)
    assert killed(path, number, lambda: os.kill(os.getpid(), signal.SIGKILL)) == signal.SIGKILL
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (number,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert schema(path) == before
    with Store(path) as store:
        check(store, number)


def test_a_migration_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "songngu.db"
    build(path, 2)

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE reviews")
        connection.execute("SELECT * FROM no_such_table")

    with monkeypatch.context() as patched:
        patched.setattr(migrations_module, "MIGRATIONS", (*MIGRATIONS[:2], fails))
        with pytest.raises(DamagedStoreError):
            Store(path)
    with Store(path) as store:
        check(store, 2)


def test_a_newer_database_names_both_versions_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "songngu.db"
    build(path, TODAY)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {TODAY + 3}")
    with pytest.raises(UsageError) as found:
        open_store(tmp_path)
    message = str(found.value)
    assert f"schema {TODAY + 3}" in message
    assert f"knows {TODAY}" in message
    assert "Upgrade songngu" in message
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (TODAY + 3,)
        assert connection.execute("SELECT count(*) FROM reviews").fetchone() == (1,)
