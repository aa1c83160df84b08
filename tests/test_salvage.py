"""A damaged database is set aside and kept, and what can be read of it is in the new one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from songngu.errors import UsageError
from songngu.records import Translation
from songngu.reviews import Review, Step, history_of, remember, remembered, reviews_of, write_history, write_review
from songngu.salvage import open_store
from songngu.store import Store


@pytest.mark.parametrize("damage", [b"this is no database at all, but a text", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_database_is_set_aside_and_kept(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "songngu.db").write_bytes(damage)
    store, notes = open_store(tmp_path)
    with store:
        assert store.inputs() == {}
    assert "damaged" in notes[0]
    assert (tmp_path / "songngu.damaged-1.db").read_bytes() == damage


def test_a_damaged_database_gives_what_can_be_read_to_the_new_one(tmp_path: Path) -> None:
    """An hour's work isn't lost for a row."""
    with Store(tmp_path / "songngu.db") as store:
        store.save_translations({key: Translation(en=key) for key in "abc"})
    with closing(sqlite3.connect(tmp_path / "songngu.db")) as connection:
        connection.execute("UPDATE translations SET record = 'x' WHERE key = 'b'")
        connection.execute("DROP TABLE runs")
        connection.commit()
    store, notes = open_store(tmp_path)
    with store:
        assert set(store.translations("abc")) == {"a", "c"}
    assert "2 of its translations are used" in notes[0]


def test_a_damaged_database_that_cannot_be_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "songngu.db").write_bytes(b"no database" * 100)

    def refuse(source: object, target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(UsageError, match="can't be set aside"):
        open_store(tmp_path)


def test_a_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="can't make the output folder"):
        open_store(tmp_path / "out")


def test_a_database_that_cannot_be_opened_is_explained_not_set_aside(tmp_path: Path) -> None:
    (tmp_path / "songngu.db").mkdir()
    with pytest.raises(UsageError, match="can't be written"):
        open_store(tmp_path)
    assert (tmp_path / "songngu.db").is_dir()


def test_what_people_did_outlives_a_damaged_database(tmp_path: Path) -> None:
    review = Review(en="Gold is up", status="approved")
    step = Step(article="a", vi="Giá vàng tăng", what="edited", before=None, after=review, shown=review)
    with Store(tmp_path / "songngu.db") as store:
        write_review(store, "a", "Giá vàng tăng", review, 1)
        write_history(store, [step], 1, by="me")
        remember(store, [("Trời mưa", "It rains")], "theirs.tmx")
    with closing(sqlite3.connect(tmp_path / "songngu.db")) as connection:
        connection.execute("DROP TABLE runs")
        connection.commit()
    store, notes = open_store(tmp_path)
    with store:
        assert reviews_of(store, "a") == {"Giá vàng tăng": review}
        assert [one.what for one in history_of(store, "a", "Giá vàng tăng")] == ["edited"]
        assert {each.vi for each in remembered(store, ["Giá vàng tăng", "Trời mưa"]).values()} == {
            "Giá vàng tăng",
            "Trời mưa",
        }
    assert "1 reviewed sentence" in notes[0]
