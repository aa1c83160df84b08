"""The index of what the articles say: a row an article and a row a sentence, so that lists and searches scan nothing.

It is made from the finished articles and written with them, in one transaction. Words are found by SQLite's FTS5 with
all marks off; who wants more (a glossary's idea of a match) looks at what is found.
"""

from __future__ import annotations

import hashlib
import sqlite3

import msgspec

from songngu.counts import count_articles, doubts_of
from songngu.records import Article, TranslatedSegment, all_segments
from songngu.text.latin import fold_marks
from songngu.text.normalise import fold


def reading_order(article: Article) -> tuple[int, str]:
    """Newest first, undated last, then by path."""
    return (-article.date.toordinal() if article.date else 0, article.path)


def write_index(connection: sqlite3.Connection, article: Article, text_hash: str) -> None:
    """Index one article anew, inside the caller's transaction; only the sentences that differ are written."""
    counts = count_articles([article])
    mark = mark_of(msgspec.json.encode(article))
    place, path = reading_order(article)
    row = (
        article.id, place, path, article.date.isoformat() if article.date else None, article.title.vi,
        article.title.en, counts.sentences, counts.approved, counts.errors, counts.warnings, mark, text_hash,
    )  # fmt: skip
    names = (
        "article", "place", "path", "date", "vi", "en", "sentences", "approved", "errors", "warnings", "mark",
        "text_hash",
    )  # fmt: skip
    connection.execute(
        f"INSERT INTO contents ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) ON CONFLICT (article) "
        # `shown` stays as it is: a review of an article that is no longer given doesn't bring it back
        f"DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names[1:])}",
        row,
    )
    old = {
        position: tuple(rest)
        for position, *rest in connection.execute(
            "SELECT position, segment, vi, en, approved, severity, origin FROM sentences WHERE article = ?",
            (article.id,),
        )
    }
    new = {position: _row(segment) for position, segment in enumerate(all_segments(article))}
    for position in old.keys() | new.keys():
        if old.get(position) == new.get(position):
            continue
        if position in old:
            where = (article.id, position)
            connection.execute(
                "DELETE FROM words WHERE rowid = (SELECT id FROM sentences WHERE article = ? AND position = ?)", where
            )
            connection.execute("DELETE FROM sentences WHERE article = ? AND position = ?", where)
        if position in new:
            cursor = connection.execute(
                "INSERT INTO sentences (article, position, segment, vi, en, approved, severity, origin) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (article.id, position, *new[position]),
            )
            texts = (_searchable(text) for text in new[position][1:3])
            connection.execute("INSERT INTO words (rowid, vi, en) VALUES (?, ?, ?)", (cursor.lastrowid, *texts))


def fill_index(connection: sqlite3.Connection) -> None:
    """Index the articles of a database that had no index."""
    for name, record in connection.execute("SELECT id, record FROM articles").fetchall():
        try:
            write_index(connection, msgspec.json.decode(record, type=Article), "")
        except (ValueError, TypeError) as error:
            raise sqlite3.DatabaseError(f"malformed article {name}") from error


def phrase(text: str, *, column: str = "", begun: bool = False) -> str:
    """The FTS5 query for these words one after another, in one column or any; "" where there is no word.

    `begun`: the last word may go on.
    """
    words = " ".join("".join(c if c.isalnum() else " " for c in _searchable(text)).split())
    if not words:
        return ""
    return (f"{column} : " if column else "") + f'"{words}"' + ("*" if begun else "")


def _searchable(text: str) -> str:
    """Equal for spellings that a glossary takes for the same, and for all that differ in marks only."""
    return fold_marks(fold(text, i_y=True))


def _row(segment: TranslatedSegment) -> tuple[str, str, str, int, int, str]:
    severities = {doubt.severity for doubt in doubts_of(segment.terms, segment.issues)}
    severity = 2 if "error" in severities else int(bool(severities))
    return segment.id, segment.vi, segment.en, int(segment.status == "approved"), severity, segment.origin


def mark_of(record: bytes) -> str:
    """The hash of an article's record (JSON without white space) that tells one version of it from another."""
    return hashlib.sha256(record).hexdigest()[:16]
