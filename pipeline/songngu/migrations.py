"""The schema of the store: numbered migrations from nothing to what it is today."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from songngu.damage import damaged
from songngu.errors import UsageError
from songngu.figures import fill_figures
from songngu.index import fill_index

Migration = str | Callable[[sqlite3.Connection], None]  # statements of SQL, or what writes rows from others

# Each migration runs once, in its own transaction, in order; the number of those done is PRAGMA user_version.
# A migration that has been released is never edited: add another.
MIGRATIONS: tuple[Migration, ...] = (
    """
    CREATE TABLE translations (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE articles (
        id TEXT PRIMARY KEY, inputs TEXT NOT NULL, plan BLOB NOT NULL, document BLOB NOT NULL, record BLOB NOT NULL
    );
    CREATE TABLE runs (id INTEGER PRIMARY KEY, report BLOB NOT NULL);
    """,
    """
    CREATE TABLE contents (
        article TEXT PRIMARY KEY, place INTEGER NOT NULL, path TEXT NOT NULL, date TEXT, vi TEXT NOT NULL,
        en TEXT NOT NULL, sentences INTEGER NOT NULL, approved INTEGER NOT NULL, errors INTEGER NOT NULL,
        warnings INTEGER NOT NULL, mark TEXT NOT NULL, text_hash TEXT NOT NULL DEFAULT '',
        shown INTEGER NOT NULL DEFAULT 1
    ) WITHOUT ROWID;
    CREATE INDEX contents_order ON contents (place, path);
    CREATE TABLE sentences (
        id INTEGER PRIMARY KEY, article TEXT NOT NULL, position INTEGER NOT NULL, segment TEXT NOT NULL,
        vi TEXT NOT NULL, en TEXT NOT NULL, approved INTEGER NOT NULL, severity INTEGER NOT NULL, origin TEXT NOT NULL,
        UNIQUE (article, position)
    );
    CREATE INDEX sentences_vi ON sentences (vi);
    CREATE VIRTUAL TABLE words USING fts5 (vi, en);
    CREATE TABLE reviews (
        article TEXT NOT NULL, vi TEXT NOT NULL, en TEXT NOT NULL, status TEXT NOT NULL, origin TEXT NOT NULL,
        action INTEGER NOT NULL, PRIMARY KEY (article, vi)
    ) WITHOUT ROWID;
    CREATE INDEX reviews_vi ON reviews (vi);
    CREATE TABLE history (
        id INTEGER PRIMARY KEY, action INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL,
        article TEXT NOT NULL, vi TEXT NOT NULL, before BLOB, after BLOB, shown BLOB NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX history_sentence ON history (article, vi);
    CREATE INDEX history_by ON history (by, action);
    CREATE TABLE memory (vi TEXT PRIMARY KEY, en TEXT NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
    """,
    fill_index,
    # The state of the article's file in articles/ when it was written; "" for none.
    """
    ALTER TABLE contents ADD COLUMN file TEXT NOT NULL DEFAULT '';
    CREATE TABLE imports (id INTEGER PRIMARY KEY, source TEXT NOT NULL, units INTEGER NOT NULL);
    """,
    "CREATE TABLE figures (article TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID",
    fill_figures,
    # What a row holds, summed up: a damaged byte in a text is still a text. NULL in rows that are older.
    """
    ALTER TABLE translations ADD COLUMN sum INTEGER;
    ALTER TABLE articles ADD COLUMN sum INTEGER;
    ALTER TABLE reviews ADD COLUMN sum INTEGER;
    """,
)
TABLES = (
    "translations", "articles", "runs", "contents", "sentences", "words", "reviews", "history", "memory", "imports",
    "figures",
)  # fmt: skip


def migrate(
    connection: sqlite3.Connection, path: Path, transaction: Callable[[], AbstractContextManager[None]]
) -> None:
    """Bring the schema of the database at `path` up to today's, each migration in a `transaction` of the connection.

    Raises UsageError for a database of a newer songngu, DamagedStoreError for a number that none has; and SQLite's
    errors.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < 0:
        raise damaged(path, f"schema {version}")
    if version > len(MIGRATIONS):
        raise newer(path, version)
    for number in range(version, len(MIGRATIONS)):
        with transaction():
            # Another process may have migrated while this one waited for the lock.
            if connection.execute("PRAGMA user_version").fetchone()[0] > number:
                continue
            _run(MIGRATIONS[number], connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
    for table in TABLES:  # a damaged file shows itself here
        connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()


def newer(path: Path, version: int) -> UsageError:
    """The error for a database whose schema only a later songngu knows."""
    what = f"made by a newer songngu (schema {version}, this one knows {len(MIGRATIONS)})"
    return UsageError(what, where=str(path), mend="Upgrade songngu, or choose another --out")


def _run(migration: Migration, connection: sqlite3.Connection) -> None:
    if isinstance(migration, str):
        for statement in migration.split(";"):
            connection.execute(statement)
    else:
        migration(connection)
