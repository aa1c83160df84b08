"""The glossary as the recipes need it: entries by first syllable, and pools of renderings of each kind."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"\w+(?:[-'’.&]\w+)*")


@dataclass(frozen=True)
class Entry:
    """A glossary row: a source form, its renderings, and person, place, organisation, term or keep."""

    vi: str
    targets: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Glossary:
    """Entries by first syllable, longest first, and for each kind the first rendering and the others of all entries."""

    entries: dict[str, list[Entry]]
    nouns: dict[str, tuple[str, ...]]
    forms: dict[str, tuple[str, ...]]


def read_glossary(paths: Iterable[Path]) -> Glossary:
    """Read `vi,en,kind,…` files; `en` may list alternatives between bars; a line that begins with # is a heading."""
    found: set[Entry] = set()
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(line for line in lines if not line.startswith("#")):
                targets = tuple(t.strip() for t in (row["en"] or row["vi"]).split("|") if t.strip())
                found.add(Entry(row["vi"].strip(), targets, (row.get("kind") or "term").strip()))
    entries: dict[str, list[Entry]] = {}
    nouns: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for entry in sorted(found, key=lambda entry: (-len(entry.vi), entry.vi, entry.targets)):
        entries.setdefault(WORD.findall(entry.vi)[0], []).append(entry)
        nouns.setdefault(entry.kind, set()).add(entry.targets[0])
        forms.setdefault(entry.kind, set()).update(entry.targets[1:2])
    return Glossary(
        entries,
        {kind: tuple(sorted(targets)) for kind, targets in nouns.items()},
        {kind: tuple(sorted(targets)) for kind, targets in forms.items()},
    )
