"""What people do to a digest: their English, their approval, and the memory that both become.

A review belongs to a Vietnamese sentence of an article, not to its place there, so that it stays where it belongs when
sentences are added before it. What a person wrote or approved always stands. Where nobody has, an approved sentence of
the same Vietnamese, of whatever article, or one imported from a translation memory, is used in the engine's stead.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from songngu.damage import sum_of
from songngu.names import encodable
from songngu.records import Origin, Record, Segment, Status, Term, TranslatedSegment, Translation
from songngu.store import ASKED_AT_A_TIME, Store, in_batches
from songngu.text.normalise import to_nfc

What = Literal["edited", "approved", "unapproved", "reverted", "undone", "redone"]


class Review(Record, frozen=True, kw_only=True):
    """What a person made of a sentence. `origin` is "human" where they wrote it, else whose text they approved."""

    en: str
    status: Status
    origin: Origin = "human"


class Remembered(Record, frozen=True, kw_only=True):
    """An approved translation. `source` is the article, or the file it was imported from."""

    vi: str
    en: str
    source: str


class Step(Record, frozen=True, kw_only=True):
    """One sentence's part in an action; `before` and `after` are None where no review stood (the engine's text did)."""

    article: str
    vi: str
    what: What
    before: Review | None
    after: Review | None
    shown: Review  # how the sentence read afterwards, whosever text it was
    at: datetime.datetime | None = None


def check_reviews(store: Store) -> None:
    """Raise DamagedStoreError where a review isn't as it was written, or can't be found where it should be."""
    for *row, total in store.query("SELECT article, vi, en, status, origin, action, sum FROM reviews"):
        store.check(total, *row)
    store.check_table("reviews")


def reviews_of(store: Store, article: str) -> dict[str, Review]:
    """The reviews of an article by their Vietnamese."""
    rows = store.query("SELECT vi, en, status, origin FROM reviews WHERE article = ?", (article,))
    return {vi: Review(en=en, status=status, origin=origin) for vi, en, status, origin in rows}


def remembered(store: Store, texts: Iterable[str]) -> dict[str, Remembered]:
    """What is approved for these Vietnamese texts, the latest approval first, then what was imported."""
    found: dict[str, Remembered] = {}
    for some in in_batches(dict.fromkeys(texts), ASKED_AT_A_TIME):
        marks = ", ".join("?" * len(some))
        imported = store.query(f"SELECT vi, en, source FROM memory WHERE vi IN ({marks})", some)
        approved = store.query(
            f"SELECT vi, en, article FROM reviews WHERE status = 'approved' AND vi IN ({marks}) ORDER BY action", some
        )
        found |= {vi: Remembered(vi=vi, en=en, source=source) for vi, en, source in (*imported, *approved)}
    return found


def all_remembered(store: Store) -> tuple[Remembered, ...]:
    """Every approved or imported translation; of one Vietnamese the latest approved only."""
    rows = store.query("SELECT vi, en, source FROM memory")
    rows += store.query("SELECT vi, en, article FROM reviews WHERE status = 'approved' ORDER BY action")
    return tuple({vi: Remembered(vi=vi, en=en, source=source) for vi, en, source in rows}.values())


def out_of_step(store: Store, texts: Iterable[str] | None = None) -> set[str]:
    """The articles with a sentence (among `texts`) that is not as the memory now has it."""
    found: set[str] = set()
    for some in [None] if texts is None else in_batches(texts, ASKED_AT_A_TIME):
        marks = "" if some is None else f"AND s.vi IN ({', '.join('?' * len(some))})"
        own = "NOT EXISTS (SELECT 1 FROM reviews r WHERE r.article = s.article AND r.vi = s.vi)"
        rows = store.query(
            f"""
            WITH known AS (
                SELECT vi, en, max(action) FROM reviews WHERE status = 'approved' GROUP BY vi
                UNION ALL
                SELECT vi, en, 0 FROM memory WHERE vi NOT IN (SELECT vi FROM reviews WHERE status = 'approved')
            )
            SELECT s.article FROM known JOIN sentences s ON s.vi = known.vi WHERE s.en != known.en AND {own} {marks}
            UNION
            SELECT s.article FROM sentences s LEFT JOIN known ON s.vi = known.vi
                WHERE s.origin = 'memory' AND known.vi IS NULL AND {own} {marks}
            """,
            [*(some or ()), *(some or ())],
        )
        found |= {article for (article,) in rows}
    return found


def remember(store: Store, pairs: Iterable[tuple[str, str]], source: str) -> int:
    """Take translations of another tool into the memory; a later one replaces an earlier. How many were new.

    They are made like the texts of articles (NFC, plain blanks); what then lacks a side is left out.
    """
    source = encodable(source)
    tidy = ((_tidy(vi), _tidy(en)) for vi, en in pairs)
    rows = [(vi, en, source) for vi, en in tidy if vi and en]  # read to the end before anyone is kept waiting
    with store.transaction():
        before = store.query("SELECT count(*) FROM memory")[0][0]
        for row in rows:
            store.query("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", row)
        store.query("INSERT INTO imports (source, units) VALUES (?, ?)", (source, len(rows)))
        return int(store.query("SELECT count(*) FROM memory")[0][0] - before)


def _tidy(text: str) -> str:
    return " ".join(to_nfc(text).split())


def next_action(store: Store) -> int:
    """The number of the action that comes next; inside the caller's transaction."""
    return int(store.query("SELECT coalesce(max(action), 0) + 1 FROM history")[0][0])


def write_review(store: Store, article: str, vi: str, review: Review | None, action: int) -> None:
    """Put a review in its place, or take away what stands there."""
    if review is None:
        store.query("DELETE FROM reviews WHERE article = ? AND vi = ?", (article, vi))
        return
    row = (article, vi, review.en, review.status, review.origin, action)
    store.query("INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, sum_of(*row)))


def take_over_reviews(store: Store, old: str, new: str) -> None:
    """Give an article the reviews of another, whose text it has; its own stay."""
    with store.transaction():
        own = reviews_of(store, new)
        for vi, review in reviews_of(store, old).items():
            if vi not in own:
                action = store.query("SELECT action FROM reviews WHERE article = ? AND vi = ?", (old, vi))[0][0]
                write_review(store, new, vi, review, action)


def write_history(store: Store, steps: Sequence[Step], action: int, *, by: str, continues: bool = False) -> None:
    """Note what an action did. One that `continues` the last of `by` on the same sentence becomes one with it."""
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    last = last_action(store, by, undone=False) if continues else None
    for step in steps:
        if last and [(old.article, old.vi, old.after) for old in last[1]] == [(step.article, step.vi, step.before)]:
            after, shown = (msgspec.json.encode(part) if part else None for part in (step.after, step.shown))
            row = (at, after, shown, step.what, last[0])
            store.query("UPDATE history SET at = ?, after = ?, shown = ?, what = ? WHERE action = ?", row)
            continue
        parts = [msgspec.json.encode(part) if part else None for part in (step.before, step.after, step.shown)]
        store.query(
            "INSERT INTO history (action, at, by, what, article, vi, before, after, shown) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (action, at, by, step.what, step.article, step.vi, *parts),
        )


def last_action(store: Store, by: str, *, undone: bool) -> tuple[int, tuple[Step, ...]] | None:
    """The action of `by` to undo (or, `undone`, to redo): its number and its steps.

    An action can be redone as long as nothing newer stands on it: each undo is the newest of what is undone.
    """
    if undone:
        where = (
            "undone = 1 AND action > (SELECT coalesce(max(action), 0) FROM history WHERE by = ?1 AND undone = 0"
            " AND what NOT IN ('undone', 'redone'))"
        )
        number = store.query(f"SELECT min(action) FROM history WHERE by = ?1 AND {where}", (by,))[0][0]
    else:
        where = "undone = 0 AND what NOT IN ('undone', 'redone')"
        number = store.query(f"SELECT max(action) FROM history WHERE by = ?1 AND {where}", (by,))[0][0]
    if number is None:
        return None
    return number, tuple(_steps(store, "action = ? ORDER BY id", (number,)))


def mark_undone(store: Store, action: int, undone: bool) -> None:
    """Note that an action was undone, or redone."""
    store.query("UPDATE history SET undone = ? WHERE action = ?", (int(undone), action))


def history_of(store: Store, article: str, vi: str) -> tuple[Step, ...]:
    """What was done to a sentence, newest first."""
    return tuple(_steps(store, "article = ? AND vi = ? ORDER BY id DESC", (article, vi)))


def _steps(store: Store, where: str, parameters: Sequence[object]) -> Iterable[Step]:
    rows = store.query(f"SELECT article, vi, what, before, after, shown, at FROM history WHERE {where}", parameters)
    for article, vi, what, before, after, shown, at in rows:
        yield Step(
            article=article,
            vi=vi,
            what=what,
            before=msgspec.json.decode(before, type=Review) if before else None,
            after=msgspec.json.decode(after, type=Review) if after else None,
            shown=msgspec.json.decode(shown, type=Review),
            at=datetime.datetime.fromisoformat(at),
        )


def as_reviewed(
    segment: Segment,
    terms: tuple[Term, ...],
    machine: Translation | None,
    review: Review | None,
    memory: Remembered | None,
) -> Translation:
    """The translation that stands: a person's, else the memory's, else the engine's; proved and checked anew.

    `machine` may be None where one of the others is there.
    """
    if review is None and memory is None:
        assert machine is not None
        return machine
    if review is None:
        assert memory is not None
        return _proved(segment, terms, memory.en, "memory", "draft")
    if machine is not None and machine.en == review.en and machine.origin == review.origin:
        return replace(machine, status=review.status)
    return _proved(segment, terms, review.en, review.origin, review.status)


def needs_engine(part_vi: str, reviews: Mapping[str, Review], memory: Mapping[str, Remembered]) -> bool:
    """Whether a sentence's translation is still to be made by an engine."""
    return part_vi not in reviews and part_vi not in memory


def version_of(segment: TranslatedSegment) -> str:
    """Differs whenever the English, the status or the origin do."""
    return hashlib.sha256(msgspec.json.encode((segment.en, segment.status, segment.origin))).hexdigest()[:12]


def _proved(segment: Segment, terms: tuple[Term, ...], en: str, origin: Origin, status: Status) -> Translation:
    from songngu.checks import run_checks  # here, for a run that finds nothing to do hasn't the time
    from songngu.glossary.occurrences import prove

    how: Literal["memory", "human"] = "human" if origin == "human" else "memory"
    translation = Translation(en=en, terms=prove(en, terms, how), origin=origin, status=status)
    return replace(translation, issues=run_checks(segment, translation))
