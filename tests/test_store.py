"""The store: what goes in comes out, all or nothing, and a broken file is explained."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from songngu.damage import DamagedStoreError
from songngu.errors import StoreError, UsageError
from songngu.migrations import MIGRATIONS
from songngu.records import Article, Bilingual, Document, Finished, Plan, Segment, Translation
from songngu.store import ASKED_AT_A_TIME, Store


def finished(article_id: str = "a", inputs: str = "hash") -> Finished:
    document = Document(
        id=article_id,
        path=f"{article_id}.txt",
        date=None,
        title_id=None,
        segments=(Segment(id="s1", paragraph=0, kind="text", vi="Giá vàng tăng."),),
    )
    article = Article(
        id=article_id,
        path=document.path,
        date=None,
        title=Bilingual(vi="Giá vàng tăng", en="Gold rises"),
        summary=(),
        segments=(),
        signature="s",
    )
    return Finished(inputs=inputs, plan=Plan(engine="echo", segments=()), document=document, article=article)


def test_what_is_saved_is_found_after_reopening(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store.save_translations({"k": Translation(en="Gold rises.", score=-0.25)})
        store.save_finished([finished()])
    with Store(tmp_path / "s.db") as store:
        assert store.translations(["k", "absent", "k"]) == {"k": Translation(en="Gold rises.", score=-0.25)}
        assert store.finished("a") == finished()
        assert store.finished("b") is None
        assert store.inputs() == {"a": "hash"}


def test_more_keys_than_are_asked_for_at_a_time(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        stored = {str(number): Translation(en=f"Line {number}.") for number in range(2 * ASKED_AT_A_TIME + 1)}
        store.save_translations(stored)
        assert store.translations([*stored, "absent"]) == stored


def test_a_transaction_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        with pytest.raises(AttributeError):
            store.save_finished([finished("a"), "not a record"])  # type: ignore[list-item]
        assert store.inputs() == {}


def test_each_migration_runs_once_and_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store(path).__exit__()
    Store(path).__exit__()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(UsageError, match="newer songngu"):
        Store(path)


def test_a_locked_database_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songngu.store.BUSY_SECONDS", 0.05)
    path = tmp_path / "s.db"
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another process"):
            store.save_translations({"k": Translation(en="x")})
        other.execute("ROLLBACK")
        other.close()
        store.save_translations({"k": Translation(en="x")})


DAMAGE = {  # what a row or table may become, and who finds it
    "no JSON": "UPDATE translations SET record = 'x'",
    "no UTF-8": "UPDATE translations SET record = x'22ff22'",
    "another record": "UPDATE translations SET record = '{}'",
    "a number": "UPDATE translations SET record = 5",
    "plan": "UPDATE articles SET plan = x'00'",
    "document": "UPDATE articles SET document = '[]'",
    "article": "UPDATE articles SET record = x'ff'",
    "text that is none": "UPDATE articles SET inputs = CAST(x'ff' AS TEXT)",
    "another article": "UPDATE articles SET record = json_set(CAST(record AS TEXT), '$.id', '../b')",
    "a row": "DELETE FROM articles",
    "a table": "DROP TABLE translations",
    "another table": "DROP TABLE runs",
    "a column": "ALTER TABLE articles RENAME COLUMN plan TO other",
    "columns": "ALTER TABLE translations ADD COLUMN more",
    "index": "DROP TABLE sentences",
    "reviews": "DROP TABLE reviews",
    "version": "PRAGMA user_version = 0",
    "negative version": "PRAGMA user_version = -3",
}


def use(path: Path) -> None:
    """Read and write everything, as a run does."""
    with Store(path) as store:
        store.inputs()
        store.translations(["k"])
        store.get_finished("a")
        store.save_translations({"k": Translation(en="Gold rises.")})


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_of_every_kind_is_the_same_error_wherever_it_shows(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "songngu.db"
    with Store(path) as store:
        store.save_translations({"k": Translation(en="Gold rises.")})
        store.save_finished([finished()])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(DAMAGE[damage])
        connection.commit()
    with pytest.raises(DamagedStoreError, match="damaged"):
        use(path)


def test_a_full_disk_is_explained(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to simulate a full disk
        with pytest.raises(StoreError, match="disk is full"):
            store.save_translations({str(n): Translation(en="x" * 4000) for n in range(50)})
        store._connection.execute("PRAGMA max_page_count = 100000")
        assert store.translations(map(str, range(50))) == {}


def test_a_database_of_the_first_version_is_indexed(tmp_path: Path) -> None:
    """Its articles are listed and found without being made again."""
    path = tmp_path / "s.db"
    first = MIGRATIONS[0]
    assert isinstance(first, str)
    old = finished()
    parts = [msgspec.json.encode(part) for part in (old.plan, old.document, old.article)]
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(first)
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", ("a", old.inputs, *parts))
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    with Store(path) as store:
        assert store.finished("a") == old
        assert list(store.marks()) == ["a"]
        assert store.query("SELECT s.segment, s.en FROM sentences s JOIN words w ON w.rowid = s.id") == [
            ("title", "Gold rises")
        ]


def test_an_article_written_again_leaves_nothing_in_the_index(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store.save_finished([finished()])
        shorter = replace(finished().article, title=Bilingual(vi="Mưa", en="Rain"))
        store.save_finished([replace(finished(), article=shorter)])
        assert store.query("SELECT vi, en FROM words") == [("mua", "rain")]
        assert store.query("SELECT count(*) FROM words WHERE words MATCH 'gold'") == [(0,)]
