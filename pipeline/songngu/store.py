"""The SQLite store: documents, translations by content, finished articles, what people did to them, and runs.

See docs/decisions/0003 for what is kept and why; reviews.py for what people do, index.py for finding sentences,
migrations.py for the schema, salvage.py for a damaged one.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from songngu.damage import damaged, decode, explain, sum_of
from songngu.figures import Figures, write_figures
from songngu.index import write_index
from songngu.migrations import migrate
from songngu.records import Article, Document, Finished, Plan, Record, Translation

BUSY_SECONDS = 5.0
ASKED_AT_A_TIME = 500  # keys: one question for many takes a third of the time of one for each

T = TypeVar("T")


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some


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
                migrate(self._connection, path, self.transaction)
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
                    found[key] = decode(self.path, record, Translation)
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
            raise damaged(self.path, verdict)

    def check(self, total: int | None, *parts: object) -> None:
        """Raise DamagedStoreError where a row isn't what it was summed up to."""
        if total is not None and total != sum_of(*parts):
            raise damaged(self.path, "a row isn't as it was written")

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
        article = decode(self.path, row[3], Article)
        if article.id != article_id:
            raise damaged(self.path, f"{article_id} holds {article.id}")
        return Finished(
            inputs=row[0],
            plan=decode(self.path, row[1], Plan),
            document=decode(self.path, row[2], Document),
            article=article,
            text_hash=row[4] or "",
        )

    def get_finished(self, article_id: str) -> Finished:
        """One article that must be there."""
        found = self.finished(article_id)
        if found is None:
            raise damaged(self.path, f"{article_id} is missing")
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
            raise damaged(self.path, str(error)) from error

    def figures(self) -> Iterator[Figures]:
        """The figures of each article that the digest shows."""
        with self._errors():
            statement = "SELECT f.record FROM contents c LEFT JOIN figures f ON f.article = c.article WHERE c.shown"
            for (record,) in self._connection.execute(statement):
                yield decode(self.path, record, Figures)

    def article(self, article_id: str) -> Article:
        """The record of an article that must be there."""
        return self._one(article_id, 3, Article)

    def document(self, article_id: str) -> Document:
        """The source of an article that must be there."""
        return self._one(article_id, 2, Document)

    def _one(self, article_id: str, column: int, kind: type[T]) -> T:
        rows = self.query("SELECT inputs, plan, document, record, sum FROM articles WHERE id = ?", (article_id,))
        if not rows:
            raise damaged(self.path, f"{article_id} is missing")
        self.check(rows[0][4], article_id, *rows[0][:4])
        return decode(self.path, rows[0][column], kind)

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
            raise explain(error, self.path) from error
        except UnicodeDecodeError as error:  # of a damaged schema: SQLite's message quotes it
            raise damaged(self.path, "its schema is no text") from error
