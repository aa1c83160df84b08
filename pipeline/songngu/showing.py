"""What the digest of a run shows: its articles, those that are kept, and the files that are written of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from songngu.counts import Counts, add_counts, number_of, some_of
from songngu.files import ARTICLES, MARKDOWN_EN
from songngu.output import forget_digest, last_report, remove_others
from songngu.plan import hash_of
from songngu.publish import is_published, publish
from songngu.readers import CONTAINERS
from songngu.records import Finished, Record
from songngu.report import Failure, TermCounts, add_terms
from songngu.settings import Settings
from songngu.store import Store
from songngu.work import Work


class Shown(Record, frozen=True, kw_only=True):
    """What the output folder now holds, as the report tells it."""

    digest: str
    removed: int
    terms: dict[str, TermCounts]
    counts: Counts


def kept(work: Work, skipped: Sequence[Failure]) -> list[str]:
    """The articles of the digest whose file holds several and can't be read now, a feed that is cut off: they stay.

    Whether they are still in it can't be told. A note says so.
    """
    failed = {failure.path for failure in (*work.failures, *skipped)}
    unread = {path for path in failed if Path(path).suffix.lower() in CONTAINERS}
    staying: dict[str, list[str]] = {}
    for name, path in work.store.query("SELECT article, path FROM contents WHERE shown ORDER BY place, path"):
        file = next((path[:at] for at, sign in enumerate(path) if sign == "#" and path[:at] in unread), "")
        if file and name not in work.ids:
            staying.setdefault(file, []).append(name)
    for file, names in staying.items():
        work.notes.append(f"{file} can't be read: what the digest has of it stays ({number_of(len(names), 'article')})")
    return [name for names in staying.values() for name in names]


def show(work: Work, settings: Settings, kept: Sequence[str]) -> Shown:
    """Render the digest, unless the folder already holds the one for these very articles and those that are kept."""
    out = Path(settings.out)
    ids = sorted({*work.finished, *work.unchanged, *kept})
    removed = remove_others(out / ARTICLES, set(ids), work.store.inputs())
    work.store.show(ids)
    if gone := sorted(removed - work.ids):
        work.notes.append(_told_as_gone(gone))
    digest = hash_of(sorted(work.store.marks().items()), work.planner.signature, settings.formats)
    last = last_report(out)
    if last and last.digest == digest and is_published(work.store, out, settings.formats):
        return Shown(digest=digest, removed=len(removed), terms=last.terms, counts=last.counts)
    forget_digest(out)
    publish(work.store, out, settings.formats, work.planner.signature)
    if MARKDOWN_EN in settings.formats:
        work.notes += _write_english(work.store, (work.store.get_finished(name) for name in ids), out)
    return Shown(
        digest=digest,
        removed=len(removed),
        terms=add_terms(figures.terms for figures in work.store.figures()),
        counts=add_counts(figures.counts for figures in work.store.figures()),
    )


def _write_english(store: Store, finished: Iterable[Finished], out: Path) -> list[str]:
    """Write the English of the Markdown files, take away that of files that aren't given any more; notes."""
    from songngu.markdown.articles import stale_names, write_articles

    names, notes = write_articles(finished, out / MARKDOWN_EN)
    for name in stale_names((path for (path,) in store.query("SELECT path FROM contents")), names):
        with contextlib.suppress(OSError):  # it was never written, or is somebody else's
            (out / MARKDOWN_EN / name).unlink()
    if not names:
        (out / MARKDOWN_EN).mkdir(exist_ok=True)
        notes.append(f"no article is Markdown: {MARKDOWN_EN} has nothing to write")
    return notes


def _told_as_gone(ids: Sequence[str]) -> str:
    return (
        f"no longer among the files given: {some_of(ids)}. The digest is of the files given; songngu.db keeps the rest "
        "(for several digests, give each its own output folder)"
    )
