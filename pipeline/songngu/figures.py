"""The figures of each article, kept beside it: what a digest of thousands counts and lists without reading them all."""

from __future__ import annotations

import sqlite3
from collections import Counter

import msgspec

from songngu.counts import Counts, count_articles, is_unmet
from songngu.records import Article, Record, all_segments
from songngu.report import TermCounts, count_terms


class Use(Record, frozen=True, kw_only=True, array_like=True):
    """A glossary term as an article spells it, how often it has it, and how often it should and doesn't."""

    vi: str
    en: str
    count: int
    unmet: int


class Figures(Record, frozen=True, kw_only=True):
    """What is counted of an article."""

    counts: Counts
    terms: dict[str, TermCounts]
    uses: tuple[Use, ...]


def figures_of(article: Article) -> Figures:
    """Count one article."""
    return Figures(counts=count_articles([article]), terms=count_terms([article]), uses=_uses(article))


def write_figures(connection: sqlite3.Connection, article: Article) -> None:
    """Keep the figures of an article, inside the caller's transaction."""
    row = (article.id, msgspec.json.encode(figures_of(article)))
    connection.execute("INSERT OR REPLACE INTO figures VALUES (?, ?)", row)


def fill_figures(connection: sqlite3.Connection) -> None:
    """Count the articles of a database that had no figures."""
    for (name,) in connection.execute("SELECT id FROM articles").fetchall():
        (record,) = connection.execute("SELECT record FROM articles WHERE id = ?", (name,)).fetchone()
        try:
            write_figures(connection, msgspec.json.decode(record, type=Article))
        except (ValueError, TypeError) as error:
            raise sqlite3.DatabaseError(f"malformed article {name}") from error


def _uses(article: Article) -> tuple[Use, ...]:
    terms = (term for segment in all_segments(article) for term in segment.terms)
    named = [term for term in terms if term.mode != "quantity"]
    count = Counter((term.vi, term.en) for term in named)
    unmet = Counter((term.vi, term.en) for term in named if is_unmet(term))
    return tuple(Use(vi=vi, en=en, count=times, unmet=unmet[vi, en]) for (vi, en), times in count.items())
