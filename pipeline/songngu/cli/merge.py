"""Many entries into one glossary file in one writing: thousands of single edits would take minutes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from songngu.glossary.entries import Entry, identity
from songngu.glossary.files import ended, format_entries, format_row, read_entries, row_of, scan, write_lines

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
        if own.en != entry.en or own.vi != entry.vi:
            conflicts.append(f"conflict: mine {_shown(own)}, theirs {_shown(entry)}")
        if row_of(own) == row_of(entry):
            counts["unchanged"] += 1
        elif prefer == "mine":
            counts["kept"] += 1
        else:
            (added if key in added else replaced)[key] = entry
            counts["replaced"] += 1
    if added or replaced:
        write_lines(target, _lines(target, list(added.values()), replaced))
    return Merged(counts, tuple(conflicts))


def _shown(entry: Entry) -> str:
    return f"{entry.vi} → {'|'.join(entry.en)}"


def _lines(target: Path, added: list[Entry], replaced: dict[str, Entry]) -> list[str]:
    """The file as it will be."""
    if not target.exists():
        return [format_entries(added, "\t" if target.suffix == ".tsv" else ",")]
    found = scan(target)
    lines = list(found.lines)
    for index, entry in found.entries:
        if identity(entry.vi) in replaced:
            lines[index] = format_row(replaced[identity(entry.vi)], found.layout, target)
    return [*ended(lines, found.layout), *(format_row(entry, found.layout, target) for entry in added)]
