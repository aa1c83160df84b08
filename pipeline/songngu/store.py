"""The SQLite store: documents, translations by content, finished articles and runs. See docs/decisions/0003."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from songngu.errors import StoreError
from songngu.records import Article, Document, Record, Term, Translation

# Each migration runs once, in its own transaction, in order; the number of those done is PRAGMA user_version.
# A migration that has been released is never edited: add another.
MIGRATIONS = (
    """
    CREATE TABLE translations (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE articles (
        id TEXT PRIMARY KEY, inputs TEXT NOT NULL, plan BLOB NOT NULL, document BLOB NOT NULL, record BLOB NOT NULL
    );
    CREATE TABLE runs (id INTEGER PRIMARY KEY, report BLOB NOT NULL);
    """,
)
BUSY_SECONDS = 5.0


class PlannedSegment(Record, frozen=True, kw_only=True):
    """One segment with what must be in its English and the key its translation is stored under."""

    id: str
    vi: str
    terms: tuple[Term, ...]
    key: str


class Plan(Record, frozen=True, kw_only=True):
    """What one article's English was (or will be) made from. `engine` is the engine's signature."""

    engine: str
    segments: tuple[PlannedSegment, ...]


class Finished(Record, frozen=True, kw_only=True):
    """One article as the store keeps it. `inputs` is the hash of everything that could change it."""

    inputs: str
    plan: Plan
    document: Document
    article: Article


class Store:
    """An open database. Use as a context manager; every write is one transaction.

    Raises StoreError for a folder that can't be written, a database that is locked, damaged or newer than this
    program, and a full disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._errors():
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            # WAL with NORMAL loses at most the last transactions on a power cut, never consistency; a killed
            # process loses nothing.
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._migrate()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def translations(self, keys: Iterable[str]) -> dict[str, Translation]:
        """The stored translations among `keys`."""
        with self._errors():
            found = {}
            for key in dict.fromkeys(keys):
                row = self._connection.execute("SELECT record FROM translations WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = msgspec.json.decode(row[0], type=Translation)
            return found

    def save_translations(self, translations: dict[str, Translation]) -> None:
        """Store translations under their keys, all or none."""
        rows = [(key, msgspec.json.encode(record)) for key, record in translations.items()]
        with self._errors(), self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?)", rows)

    def inputs(self) -> dict[str, str]:
        """Article id to the hash of the inputs it was finished from, for all articles."""
        with self._errors():
            return dict(self._connection.execute("SELECT id, inputs FROM articles"))

    def finished(self, article_id: str) -> Finished | None:
        """One finished article, or None."""
        with self._errors():
            row = self._connection.execute(
                "SELECT inputs, plan, document, record FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
        if row is None:
            return None
        return Finished(
            inputs=row[0],
            plan=msgspec.json.decode(row[1], type=Plan),
            document=msgspec.json.decode(row[2], type=Document),
            article=msgspec.json.decode(row[3], type=Article),
        )

    def save_finished(self, finished: Iterable[Finished]) -> None:
        """Store finished articles, all or none."""
        rows = [
            (f.article.id, f.inputs, *(msgspec.json.encode(part) for part in (f.plan, f.document, f.article)))
            for f in finished
        ]
        with self._errors(), self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)", rows)

    def save_run(self, report: bytes) -> None:
        """Append a run's report (JSON)."""
        with self._errors(), self._transaction():
            self._connection.execute("INSERT INTO runs (report) VALUES (?)", (report,))

    def _migrate(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StoreError(
                f"made by a newer songngu (schema {version}, this one knows {len(MIGRATIONS)})",
                where=str(self.path),
                mend="Upgrade songngu, or choose another --out",
            )
        for number in range(version, len(MIGRATIONS)):
            with self._transaction():
                # Another process may have migrated while this one waited for the lock.
                if self._connection.execute("PRAGMA user_version").fetchone()[0] > number:
                    continue
                for statement in MIGRATIONS[number].split(";"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {number + 1}")
        self._connection.execute("SELECT count(*) FROM articles").fetchone()  # a damaged file shows itself here

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # SQLite has already rolled back after a full disk
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """The one place where SQLite's errors become ours."""
        try:
            yield
        except (sqlite3.Error, msgspec.MsgspecError) as error:
            raise _explain(error, self.path) from error


class DamagedStoreError(StoreError):
    """The database is damaged: it can be set aside and made again."""


def _explain(error: Exception, path: Path) -> StoreError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(
            "the database is in use by another process",
            where=str(path),
            mend="Wait until the other songngu has ended, or choose another --out",
        )
    if "full" in text:
        return StoreError(
            "the disk is full", where=str(path), mend="Free some space and run again: it goes on from here"
        )
    if "unable to open" in text or "readonly" in text or "read-only" in text:
        return StoreError(
            f"the database can't be written ({text})", where=str(path), mend="Check the folder's rights or choose --out"
        )
    if isinstance(error, msgspec.MsgspecError) or "malformed" in text or "not a database" in text:
        return DamagedStoreError(
            f"the database is damaged ({text})",
            where=str(path),
            mend="It is set aside and made again by `songngu run`",
        )
    return StoreError(f"the database failed ({text})", where=str(path), mend="Check the disk, then run again")


def open_store(folder: Path) -> tuple[Store, tuple[str, ...]]:
    """Open (or make) `songngu.db` in `folder`; a damaged one is set aside, kept, and reported in the notes.

    Raises StoreError where the folder can't be made or written.
    """
    path = folder / "songngu.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"can't make the output folder ({error.strerror})",
            where=str(folder),
            mend="Choose a folder you may write with --out",
        ) from error
    try:
        return Store(path), ()
    except DamagedStoreError as error:
        aside = _set_aside(path)
        return Store(path), (f"{error.what}; kept as {aside.name}, all articles are translated again",)


def _set_aside(path: Path) -> Path:
    """Rename a damaged database and its companions to the first free `songngu.damaged-N.db`."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    os.replace(path, aside)
    for suffix in ("-wal", "-shm"):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            os.replace(companion, aside.with_name(aside.name + suffix))
    return aside
