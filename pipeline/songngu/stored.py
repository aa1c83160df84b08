"""The digest of an output folder, as its database has it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from songngu.files import require_database
from songngu.output import last_report
from songngu.publish import read_whole
from songngu.records import Digest, Finished
from songngu.store import Store


def read_digest(out: Path) -> Digest:
    """The digest of an output folder as its database has it now, with the signature of the last run.

    Raises UsageError where no run has written there, StoreError for a database that can't be read.
    """
    last = last_report(out)
    signature = last.signature if last else ""
    with _open(out) as store:
        digest = read_whole(store, signature)
    if signature or not digest.articles:  # the report may be lost or of another version: the articles know it too
        return digest
    return replace(digest, signature=digest.articles[0].signature)


def read_finished(out: Path) -> list[Finished]:
    """The articles that the digest of an output folder shows, in reading order. Raises as `read_digest` does."""
    with _open(out) as store:
        return [store.get_finished(name) for name in store.marks()]


def _open(out: Path) -> Store:
    return Store(require_database(out))
