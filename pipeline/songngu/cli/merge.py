"""Many entries into one glossary file in one writing: thousands of single edits would take minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import click
from msgspec.structs import replace

from songngu.glossary.entries import Entry, identity
from songngu.glossary.files import ended, format_entries, format_row, read_entries, row_of, scan, write_lines
from songngu.glossary.formats import Imported

Prefer = Literal["mine", "theirs"]
Choose = Callable[[Entry, Entry], Prefer]  # of mine and theirs


class Stopped(Exception):
    """The user wants the file left as it is."""


class Merged(NamedTuple):
    """How many entries were added, replaced, unchanged and kept; a line for each conflict."""

    counts: dict[str, int]
    conflicts: tuple[str, ...]


def merge_entries(target: Path, found: Imported, choose: Choose) -> Merged:
    """Take what was found into a glossary file, made if missing; `choose` decides where it has another entry already.

    What another tool's file leaves open (often the kind, the mode, the note) stays as it is in mine and is no conflict.
    Comments and order stay. Raises GlossaryError for a broken file and for a column it lacks, and whatever `choose`
    raises, before the file is touched.
    """
    mine = {identity(entry.vi): entry for entry in (read_entries(target) if target.exists() else ())}
    added: dict[str, Entry] = {}
    replaced: dict[str, Entry] = {}
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "kept": 0}
    conflicts = []
    for entry in found.entries:
        key = identity(entry.vi)
        own = replaced.get(key) or added.get(key) or mine.get(key)
        if own is None:
            added[key] = entry
            counts["added"] += 1
            continue
        theirs = _completed(entry, own, found.unsaid.get(entry.vi, frozenset()))
        if row_of(own) == row_of(theirs):
            counts["unchanged"] += 1
            continue
        conflicts.append(f"conflict: mine {_shown(own, theirs)}, theirs {_shown(theirs, own)}")
        if choose(own, theirs) == "mine":
            counts["kept"] += 1
        else:
            (added if key in added else replaced)[key] = theirs
            counts["replaced"] += 1
    if added or replaced:
        write_lines(target, _lines(target, list(added.values()), replaced))
    return Merged(counts, tuple(conflicts))


class Asked:
    """Asks on the terminal, conflict by conflict, until an answer is for all that follow."""

    def __init__(self) -> None:
        self._for_all: Prefer | None = None

    def __call__(self, mine: Entry, theirs: Entry) -> Prefer:
        """Raises Stopped where the user stops (q, Ctrl-C, the end of the input)."""
        if self._for_all:
            return self._for_all
        click.echo(f"conflict:\n  mine    {_placed(mine, theirs)}\n  theirs  {_placed(theirs, mine)}", err=True)
        question = "m: keep mine, t: take theirs, M or T: so for all that follow, q: stop and change nothing"
        try:
            answer = click.prompt(question, type=click.Choice(list("mtMTq")), show_choices=False, err=True)
        except click.Abort as abort:
            raise Stopped from abort
        if answer == "q":
            raise Stopped
        choice: Prefer = "mine" if answer in "mM" else "theirs"
        if answer in "MT":
            self._for_all = choice
        return choice


def _completed(theirs: Entry, mine: Entry, unsaid: frozenset[str]) -> Entry:
    """Theirs with what it leaves open as mine has it."""
    english = mine.en if "alternatives" in unsaid and theirs.en == mine.en[:1] else theirs.en
    opened = mine.kind == "keep" and english != mine.en  # it isn't kept as it is any more
    return replace(
        theirs,
        en=english,
        kind=mine.kind if "kind" in unsaid and not opened else theirs.kind,
        mode=mine.mode if "mode" in unsaid else theirs.mode,
        note=mine.note if "note" in unsaid else theirs.note,
    )


def _shown(entry: Entry, other: Entry) -> str:
    """The entry, with those of its details that the other has otherwise."""
    details = [getattr(entry, name) or "no note" for name in ("kind", "mode", "note")
               if getattr(entry, name) != getattr(other, name)]  # fmt: skip
    return f"{entry.vi} → {'|'.join(entry.en)}" + (f" ({', '.join(details)})" if details else "")


def _placed(entry: Entry, other: Entry) -> str:
    return f"{_shown(entry, other)}  [{entry.origin}]" if entry.origin else _shown(entry, other)


def _lines(target: Path, added: Sequence[Entry], replaced: dict[str, Entry]) -> list[str]:
    """The file as it will be."""
    if not target.exists():
        return [format_entries(added, "\t" if target.suffix == ".tsv" else ",")]
    found = scan(target)
    lines = list(found.lines)
    for index, entry in found.entries:
        if identity(entry.vi) in replaced:
            lines[index] = format_row(replaced[identity(entry.vi)], found.layout, target)
    return [*ended(lines, found.layout), *(format_row(entry, found.layout, target) for entry in added)]
