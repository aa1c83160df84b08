"""The SQLite store: documents, translations by content, finished articles, what people did to them, and runs.

See docs/decisions/0003 for what is kept and why; reviews.py for what people do, index.py for finding sentences.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from songngu.errors import SongnguError, StoreError, UsageError
from songngu.figures import Figures, fill_figures, write_figures
from songngu.files import DATABASE, make_folder
from songngu.index import fill_index, write_index
from songngu.records import Article, Document, Record, Term, Translation

# Each migration runs once, in its own transaction, in order; the number of those done is PRAGMA user_version.
# A migration that has been released is never edited: add another.
MIGRATIONS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
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
HUMAN_TABLES = ("reviews", "history", "memory")  # what no run can make again
BUSY_SECONDS = 5.0
NO_ROOM = 2**17  # bytes: for lack of less than this (a piece of its index) SQLite speaks of an I/O error
ASKED_AT_A_TIME = 500  # keys: one question for many takes a third of the time of one for each
SAVED_AT_A_TIME = 1000  # rows

T = TypeVar("T")


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some


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
    """One article as the store keeps it. `inputs` is the hash of all that could change it but what people did."""

    inputs: str
    plan: Plan
    document: Document
    article: Article
    text_hash: str = ""  # of the file it was read from


class Line(Record, frozen=True, kw_only=True):
    """An article in the contents of a digest. `mark` is a hash of its record."""

    id: str
    mark: str
    date: datetime.date | None
    path: str
    vi: str
    en: str
    sentences: int
    errors: int
    warnings: int


class Store:
    """An open database. Use as a context manager; every write is one transaction.

    Raises DamagedStoreError wherever damage shows itself; UsageError for a database that can't be written or is newer
    than this program; StoreError for one that is locked, and for a full disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._errors():
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                # WAL with NORMAL loses at most the last transactions on a power cut, never consistency; a killed
                # process loses nothing.
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._migrate()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def translations(self, keys: Iterable[str]) -> dict[str, Translation]:
        """The stored translations among `keys`."""
        found: dict[str, Translation] = {}
        with self._errors():
            for some in in_batches(dict.fromkeys(keys), ASKED_AT_A_TIME):
                marks = ", ".join("?" * len(some))
                rows = self._connection.execute(
                    f"SELECT key, record, sum FROM translations WHERE key IN ({marks})", some
                )
                for key, record, total in rows:
                    self.check(total, key, record)
                    found[key] = _decode(self.path, record, Translation)
        return found

    def save_translations(self, translations: dict[str, Translation]) -> None:
        """Store translations under their keys, all or none."""
        pairs = [(key, msgspec.json.encode(record)) for key, record in translations.items()]
        rows = [(key, record, sum_of(key, record)) for key, record in pairs]
        with self.transaction():
            self._connection.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?, ?)", rows)

    def check_table(self, name: str) -> None:
        """Raise DamagedStoreError where the pages of a table aren't sound. Reads all of it."""
        (verdict,) = self.query(f"PRAGMA integrity_check({name})")[0]
        if verdict != "ok":
            raise _damaged(self.path, verdict)

    def check(self, total: int | None, *parts: object) -> None:
        """Raise DamagedStoreError where a row isn't what it was summed up to."""
        if total is not None and total != sum_of(*parts):
            raise _damaged(self.path, "a row isn't as it was written")

    def define(self, name: str, arity: int, function: Callable[..., Any]) -> None:
        """Let SQL statements call a pure function by that name."""
        self._connection.create_function(name, arity, function, deterministic=True)

    def query(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of one SQL statement."""
        with self._errors():
            return self._connection.execute(statement, parameters).fetchall()

    def inputs(self) -> dict[str, str]:
        """Article id to the hash of the inputs it was finished from, for all articles."""
        with self._errors():
            return dict(self._connection.execute("SELECT id, inputs FROM articles"))

    def finished(self, article_id: str) -> Finished | None:
        """One finished article, or None."""
        with self._errors():
            row = self._connection.execute(
                "SELECT inputs, plan, document, record, text_hash, sum FROM articles "
                "LEFT JOIN contents ON article = id WHERE id = ?",
                (article_id,),
            ).fetchone()
        if row is None:
            return None
        self.check(row[5], article_id, *row[:4])
        article = _decode(self.path, row[3], Article)
        if article.id != article_id:
            raise _damaged(self.path, f"{article_id} holds {article.id}")
        return Finished(
            inputs=row[0],
            plan=_decode(self.path, row[1], Plan),
            document=_decode(self.path, row[2], Document),
            article=article,
            text_hash=row[4] or "",
        )

    def get_finished(self, article_id: str) -> Finished:
        """One article that must be there."""
        found = self.finished(article_id)
        if found is None:
            raise _damaged(self.path, f"{article_id} is missing")
        return found

    def save_finished(self, finished: Iterable[Finished]) -> None:
        """Store finished articles, all or none."""
        with self.transaction():
            for one in finished:
                parts = [msgspec.json.encode(part) for part in (one.plan, one.document, one.article)]
                row = (one.article.id, one.inputs, *parts)
                self._connection.execute(
                    "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?)", (*row, sum_of(*row))
                )
                write_index(self._connection, one.article, one.text_hash)
                write_figures(self._connection, one.article)

    def show(self, ids: Iterable[str]) -> None:
        """Note which articles the digest shows; the others are kept and not shown."""
        with self.transaction():
            self._connection.execute("UPDATE contents SET shown = 0")
            self._connection.executemany("UPDATE contents SET shown = 1 WHERE article = ?", [(name,) for name in ids])

    def lines(self) -> list[Line]:
        """What the digest's contents say of each article that it shows, in reading order."""
        rows = self.query(
            "SELECT article, mark, date, path, vi, en, sentences, errors, warnings FROM contents WHERE shown "
            "ORDER BY place, path"
        )
        names = Line.__struct_fields__
        try:
            return [msgspec.convert(dict(zip(names, row, strict=True)), Line) for row in rows]
        except msgspec.ValidationError as error:
            raise _damaged(self.path, str(error)) from error

    def figures(self) -> Iterator[Figures]:
        """The figures of each article that the digest shows."""
        with self._errors():
            statement = "SELECT f.record FROM contents c LEFT JOIN figures f ON f.article = c.article WHERE c.shown"
            for (record,) in self._connection.execute(statement):
                yield _decode(self.path, record, Figures)

    def article(self, article_id: str) -> Article:
        """The record of an article that must be there."""
        return self._one(article_id, 3, Article)

    def document(self, article_id: str) -> Document:
        """The source of an article that must be there."""
        return self._one(article_id, 2, Document)

    def _one(self, article_id: str, column: int, kind: type[T]) -> T:
        rows = self.query("SELECT inputs, plan, document, record, sum FROM articles WHERE id = ?", (article_id,))
        if not rows:
            raise _damaged(self.path, f"{article_id} is missing")
        self.check(rows[0][4], article_id, *rows[0][:4])
        return _decode(self.path, rows[0][column], kind)

    def marks(self) -> dict[str, str]:
        """Article id to a hash of its record, for the articles that the digest shows, in reading order."""
        return dict(self.query("SELECT article, mark FROM contents WHERE shown ORDER BY place, path"))

    def is_shown(self, article_id: str) -> bool:
        """Whether the digest shows an article."""
        return bool(self.query("SELECT 1 FROM contents WHERE article = ? AND shown", (article_id,)))

    def files(self) -> dict[str, tuple[str, str]]:
        """Article id to the state its file in `articles/` was left in, and the hash of its record."""
        return {name: (state, mark) for name, state, mark in self.query("SELECT article, file, mark FROM contents")}

    def note_files(self, states: Mapping[str, str]) -> None:
        """Note the states that files in `articles/` are left in (article id to `files.state_of`)."""
        with self.transaction():
            rows = [(state, name) for name, state in states.items()]
            self._connection.executemany("UPDATE contents SET file = ? WHERE article = ?", rows)

    def texts(self) -> list[tuple[str, str]]:
        """The hash of the file that each article was read from, and the article's id."""
        return self.query("SELECT text_hash, article FROM contents WHERE text_hash != ''")

    def save_run(self, report: bytes) -> None:
        """Append a run's report (JSON)."""
        with self.transaction():
            self._connection.execute("INSERT INTO runs (report) VALUES (?)", (report,))

    def _migrate(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version < 0:
            raise _damaged(self.path, f"schema {version}")
        if version > len(MIGRATIONS):
            raise UsageError(
                f"made by a newer songngu (schema {version}, this one knows {len(MIGRATIONS)})",
                where=str(self.path),
                mend="Upgrade songngu, or choose another --out",
            )
        for number in range(version, len(MIGRATIONS)):
            with self.transaction():
                # Another process may have migrated while this one waited for the lock.
                if self._connection.execute("PRAGMA user_version").fetchone()[0] > number:
                    continue
                migration = MIGRATIONS[number]
                if isinstance(migration, str):
                    for statement in migration.split(";"):
                        self._connection.execute(statement)
                else:
                    migration(self._connection)
                self._connection.execute(f"PRAGMA user_version = {number + 1}")
        for table in TABLES:  # a damaged file shows itself here
            self._connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is written, or none; nobody else writes meanwhile. One inside another is part of
        the outer."""
        with self._errors():
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite has already rolled back after a full disk
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whoever writes meanwhile; nobody waits for it."""
        with self._errors():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """The one place where SQLite's errors become ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explain(error, self.path) from error
        except UnicodeDecodeError as error:  # of a damaged schema: SQLite's message quotes it
            raise _damaged(self.path, "its schema is no text") from error


def sum_of(*parts: object) -> int:
    """A checksum of the values of a row: texts, blobs and numbers."""
    return zlib.crc32(b"\0".join(part if isinstance(part, bytes) else str(part).encode() for part in parts))


class DamagedStoreError(StoreError):
    """The database is damaged: it can be set aside and made again."""


def _damaged(path: Path, how: str) -> DamagedStoreError:
    mend = "It is set aside and made again by `songngu run`"
    return DamagedStoreError(f"the database is damaged ({how})", where=str(path), mend=mend)


def _decode(path: Path, stored: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(stored, type=kind)
    except (ValueError, TypeError) as error:  # no JSON, no UTF-8, another record, a number
        raise _damaged(path, str(error)) from error


# What SQLite says of a file, a table or a row that is not as it was written.
_DAMAGE = (
    "malformed", "not a database", "no such table", "no such column", "already exists", "values were supplied",
    "could not decode", "unsupported file format", "vtable constructor failed", "corrupt",
)  # fmt: skip


def _explain(error: sqlite3.Error, path: Path) -> SongnguError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(
            "the database is in use by another process",
            where=str(path),
            mend="Wait until the other songngu has ended, or choose another --out",
        )
    if "full" in text or ("I/O" in text and shutil.disk_usage(path.parent).free < NO_ROOM):
        return StoreError(
            "the disk is full", where=str(path), mend="Free some space and run again: it goes on from here"
        )
    if "unable to open" in text or "readonly" in text or "read-only" in text:
        mend = "Check the rights of the folder and of songngu.db* in it, or choose another --out"
        return UsageError(f"the database can't be written ({text})", where=str(path), mend=mend)
    if any(sign in text.lower() for sign in _DAMAGE):
        return _damaged(path, text)
    return StoreError(f"the database failed ({text})", where=str(path), mend="Check the disk, then run again")


def open_store(folder: Path) -> tuple[Store, tuple[str, ...]]:
    """Open (or make) `songngu.db` in `folder`; a damaged one is made again, as the notes then say.

    Raises UsageError where the folder can't be made or written, and as Store does.
    """
    make_folder(folder)
    try:
        return Store(folder / DATABASE), ()
    except DamagedStoreError as error:
        return remake_store(folder, error)


def remake_store(folder: Path, error: DamagedStoreError) -> tuple[Store, tuple[str, ...]]:
    """Set the damaged database of `folder` aside and make a new one with all that can still be read and can't be made
    again, or not cheaply: translations, and what people did."""
    aside = _set_aside(folder / DATABASE)
    store = Store(folder / DATABASE)
    saved = 0
    for some in in_batches(_readable(aside), SAVED_AT_A_TIME):
        store.save_translations(dict(some))
        saved += len(some)
    reviewed = _save_human(aside, store)
    edits = f" and {reviewed} reviewed sentences" if reviewed else ""
    note = f"{error.what}; kept as {aside.name}, {saved} of its translations{edits} are used, the rest is made again"
    return store, (note,)


def _save_human(damaged: Path, store: Store) -> int:
    """Take over what people did, row by row as far as it can be read; the number of reviewed sentences."""
    for table in HUMAN_TABLES:
        names = [str(name) for _, name, *_ in _rows(damaged, f"PRAGMA table_info({table})")]
        columns = ", ".join(names)  # of its schema, which may be an older one
        marks = ", ".join("?" * (columns.count(",") + 1))
        for row in _rows(damaged, f"SELECT {columns} FROM {table}"):
            with suppress(SongnguError), store.transaction():  # a row that is damaged or no longer fits its table
                if names[-1] == "sum":
                    store.check(row[-1], *row[:-1])
                store.query(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", row)
    return int(store.query("SELECT count(*) FROM reviews")[0][0])


def _readable(path: Path) -> Iterator[tuple[str, Translation]]:
    """The translations of a damaged database up to where it can't be read any more."""
    for key, stored, *total in _rows(path, "SELECT * FROM translations"):  # an older one has no sums
        with suppress(ValueError, TypeError):
            if isinstance(key, str) and total in ([], [None], [sum_of(key, stored)]):
                yield key, msgspec.json.decode(stored, type=Translation)


def _rows(path: Path, statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a damaged database up to where it can't be read any more."""
    place = f"{path.absolute().as_uri()}?mode=ro"
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(place, uri=True)) as damaged:
        damaged.text_factory = lambda text: text.decode("utf-8", "replace")  # such a row is no reason to stop
        yield from damaged.execute(statement)


def _set_aside(path: Path) -> Path:
    """Rename a damaged database and its companions to the first free `songngu.damaged-N.db`."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        os.replace(path, aside)
        for suffix in ("-wal", "-shm"):
            companion = path.with_name(path.name + suffix)
            if companion.exists():
                os.replace(companion, aside.with_name(aside.name + suffix))
    except OSError as error:
        what = f"the database is damaged and can't be set aside ({error.strerror})"
        raise UsageError(what, where=str(path), mend="Choose another --out") from error
    return aside
