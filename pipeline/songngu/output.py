"""What a run leaves beside the digest: the articles' records in `articles/`, and the report.

Files are written before the database, and the database notes their state: where the two differ, a run writes again.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec.structs import replace

from songngu.errors import StoreError
from songngu.files import ARTICLES, REPORT, is_signed, state_of, write_atomic
from songngu.records import Finished, Record
from songngu.report import Report
from songngu.store import Store


def save_article(store: Store, out: Path, finished: Finished) -> None:
    """Store a finished article and write its record to `articles/`, inside the caller's transaction.

    The file is written first. Where the database then isn't, its state isn't the noted one, and a run writes it again.
    """
    path = article_path(out, finished.article.id)
    write_atomic(path, pretty(finished.article))
    store.save_finished([finished])
    store.note_files({finished.article.id: state_of(path)})


def article_path(out: Path, article_id: str) -> Path:
    """The file of an article's record in an output folder."""
    return out / ARTICLES / f"{article_id}.json"


def compact(path: Path) -> bytes:
    """A file's JSON without white space; empty for one that can't be read."""
    try:
        return msgspec.json.format(path.read_bytes(), indent=-1)
    except (OSError, msgspec.DecodeError):
        return b""


class _Mark(Record, frozen=True, kw_only=True):
    """What tells an article that songngu wrote from any other JSON file."""

    id: str
    signature: str


def remove_others(folder: Path, ids: set[str], known: Collection[str]) -> set[str]:
    """Take articles whose source isn't given any more out of the folder (the store keeps them); their ids.

    Only what songngu wrote goes: what the store knows, or what carries its mark (the store may have been made again).
    Where the folder is a link to another place, nothing goes.
    """
    removed = set()
    for path in folder.glob("*.json") if not folder.is_symlink() else ():
        if path.stem in ids or not path.is_file() or not (path.stem in known or _is_ours(path)):
            continue
        try:
            path.unlink()
        except OSError as error:
            what = f"an article that isn't given any more can't be removed ({error.strerror})"
            raise StoreError(what, where=str(path), mend="Check the folder's rights") from error
        removed.add(path.stem)
    return removed


def _is_ours(path: Path) -> bool:
    try:
        mark = msgspec.json.decode(path.read_bytes(), type=_Mark)
    except (OSError, ValueError):
        return False
    return mark.id == path.stem and is_signed(mark.signature)


def last_report(out: Path) -> Report | None:
    """The report in the folder, if it can be read."""
    try:
        return msgspec.json.decode((out / REPORT).read_bytes(), type=Report)
    except (OSError, ValueError):
        return None


def pretty(record: Record) -> bytes:
    """A record as indented JSON with a line end, as files for people and programs have it."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def forget_digest(out: Path) -> None:
    """Before the digest's files are written: note that they are no longer those the report tells of.

    Who doesn't get as far as a new report, or writes none, leaves it to the next run to write them again.
    """
    if (last := last_report(out)) and last.digest:
        write_atomic(out / REPORT, pretty(replace(last, digest="")))
