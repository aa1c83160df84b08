"""Many entries into one glossary file in one writing: thousands of single edits would take minutes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from songngu.errors import GlossaryError
from songngu.files import write_atomic
from songngu.glossary.entries import COLUMNS, Entry, identity
from songngu.glossary.files import Layout, format_entries, read_entries, row_of, scan

Prefer = Literal["mine", "theirs"]


class Merged(NamedTuple):
    """How many entries were added, replaced, unchanged and kept; a line for each conflict."""

    counts: dict[str, int]
    conflicts: tuple[str, ...]


def merge_entries(target: Path, theirs: Sequence[Entry], prefer: Prefer) -> Merged:
    """Take `theirs` into a glossary file, made if missing; what it has already stays unless `prefer` is "theirs".

    Comments and order stay. Raises GlossaryError for a broken file and for a column it lacks, before it is touched.
    """
    mine = {identity(entry.vi): entry for entry in (read_entries(target) if target.exists() else ())}
    added: dict[str, Entry] = {}
    replaced: dict[str, Entry] = {}
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "kept": 0}
    conflicts = []
    for entry in theirs:
        key = identity(entry.vi)
        own = replaced.get(key) or added.get(key) or mine.get(key)
        if own is None:
            added[key] = entry
            counts["added"] += 1
            continue
        if own.en != entry.en:
            conflicts.append(f"conflict: {entry.vi}: mine {'|'.join(own.en)}, theirs {'|'.join(entry.en)}")
        if row_of(own) == row_of(entry):
            counts["unchanged"] += 1
        elif prefer == "mine":
            counts["kept"] += 1
        else:
            (added if key in added else replaced)[key] = entry
            counts["replaced"] += 1
    if added or replaced:
        write_atomic(target.resolve(), _text(target, list(added.values()), replaced).encode())
    return Merged(counts, tuple(conflicts))


def _text(target: Path, added: list[Entry], replaced: dict[str, Entry]) -> str:
    """The file as it will be."""
    if not target.exists():
        return format_entries(added, "\t" if target.suffix == ".tsv" else ",")
    found = scan(target)
    where = f"{target}:{found.layout.header + 1}"
    lines = list(found.lines)
    for index, entry in found.entries:
        if identity(entry.vi) in replaced:
            lines[index] = _row(replaced[identity(entry.vi)], found.layout, where)
    if not lines[-1].endswith("\n"):
        lines[-1] += found.layout.newline
    return "".join([*lines, *(_row(entry, found.layout, where) for entry in added)])


def _row(entry: Entry, layout: Layout, where: str) -> str:
    values = row_of(entry)
    lacking = [c for c in COLUMNS if c not in layout.columns and values[c] not in ("", "enforce", "term")]
    if lacking:
        raise GlossaryError(f"the file has no column {lacking[0]!r}", where=where, mend="Add it to the header")
    buffer = io.StringIO()
    # A line that begins with # would be read as a comment.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if values[layout.columns[0]].startswith("#") else csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, delimiter=layout.delimiter, lineterminator=layout.newline, quoting=quoting)
    writer.writerow([values[column] for column in layout.columns])
    return buffer.getvalue()
