"""The digest of an output folder, as its database has it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from songngu.assemble import build_digest
from songngu.errors import UsageError
from songngu.files import DATABASE, REPORT
from songngu.records import Digest
from songngu.report import Report
from songngu.store import Finished, Store


def read_digest(out: Path) -> Digest:
    """The digest of an output folder as its database has it now, with the signature of the last run.

    Raises UsageError and StoreError as `read_finished` does.
    """
    finished = read_finished(out)
    try:
        signature = msgspec.json.decode((out / REPORT).read_bytes(), type=Report).signature
    except (OSError, ValueError):  # the report may be lost or of another version: the articles know it too
        signature = finished[0].article.signature if finished else ""
    return build_digest(finished, signature)


def read_finished(out: Path) -> list[Finished]:
    """The articles that the digest of an output folder shows, in reading order.

    Raises UsageError where no run has written there, StoreError for a database that can't be read.
    """
    path = out / DATABASE
    if not path.is_file():
        mend = f"`songngu run FOLDER --out {out}` makes one, or name the output folder with --out"
        raise UsageError("no digest has been made here", where=str(out), mend=mend)
    with Store(path) as store:
        return [store.get_finished(name) for name in store.marks()]
