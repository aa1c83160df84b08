"""Glossaries that clients make: a file of songngu's own kind for each, and beside it what DeepL's API tells of it.

`ID.csv` is what `songngu run --glossary` takes. `ID.json` is written last and removed first, so a glossary in the
middle of which the service was killed was never there.
"""

from __future__ import annotations

import datetime
import threading
import uuid
from pathlib import Path

import msgspec

from songngu.errors import GlossaryError, StoreError
from songngu.files import remove_leftovers, write_atomic
from songngu.glossary.entries import Entry
from songngu.glossary.files import format_entries, read_entries
from songngu.glossary.formats import guess_format, import_entries
from songngu.records import Record
from songngu.service.errors import Refusal
from songngu.service.limits import Limits

MOST_NAME = 1024  # bytes, as DeepL has it
SHOWN = 5  # of what is wrong with the entries


class StoredGlossary(Record, frozen=True, kw_only=True):
    """What is told of a glossary; its entries never change."""

    glossary_id: str
    name: str
    creation_time: str
    entry_count: int


class Glossaries:
    """The glossaries of one folder. Safe to use from several threads."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"can't make the folder ({error.strerror})"
            raise StoreError(what, where=str(folder), mend="Choose a folder you may write with --data") from error
        remove_leftovers(folder)
        self._known = {one.glossary_id: one for one in map(_read, sorted(folder.glob("*.json"))) if one}

    def all(self) -> list[StoredGlossary]:
        """Every glossary, oldest first."""
        return sorted(self._known.values(), key=lambda one: (one.creation_time, one.glossary_id))

    def get(self, glossary_id: str) -> StoredGlossary:
        """One glossary. Raises Refusal (404)."""
        found = self._known.get(glossary_id)  # an address never reaches the file system
        if found is None:
            raise Refusal(404, "no glossary has this id", mend="GET /v2/glossaries lists them")
        return found

    def path(self, glossary_id: str) -> Path:
        """The file of a glossary. Raises Refusal (404)."""
        return self._folder / f"{self.get(glossary_id).glossary_id}.csv"

    def entries(self, glossary_id: str) -> tuple[Entry, ...]:
        """The entries of a glossary. Raises Refusal (404); StoreError where its file was damaged."""
        path = self.path(glossary_id)
        try:
            return read_entries(path)
        except GlossaryError as error:
            raise StoreError(str(error), mend="Delete this glossary and make it again") from error

    def create(self, name: str, text: str, suffix: str) -> StoredGlossary:
        """Make a glossary of the lines of a text; `suffix` is ".tsv" or ".csv".

        Raises Refusal (400) for a name or entries that are no good (then none is taken), 413 for too many glossaries.
        """
        if not name.strip() or len(name.encode()) > MOST_NAME:
            raise Refusal(400, f"the name has no characters or more than {MOST_NAME} bytes", mend="Give another")
        if len(self._known) >= self._limits.glossaries:
            raise Refusal(413, f"there are {len(self._known)} glossaries already", mend="Delete one")
        entries = parse(text, suffix)
        made = StoredGlossary(
            glossary_id=str(uuid.uuid4()),
            name=name,
            creation_time=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
            entry_count=len(entries),
        )
        with self._lock:
            write_atomic(self._folder / f"{made.glossary_id}.csv", format_entries(entries).encode())
            write_atomic(self._folder / f"{made.glossary_id}.json", msgspec.json.encode(made))
            self._known = {**self._known, made.glossary_id: made}
        return made

    def delete(self, glossary_id: str) -> None:
        """Remove a glossary. Raises Refusal (404)."""
        with self._lock:
            self.get(glossary_id)
            for suffix in (".json", ".csv"):
                (self._folder / f"{glossary_id}{suffix}").unlink(missing_ok=True)
            self._known = {name: one for name, one in self._known.items() if name != glossary_id}


def parse(text: str, suffix: str) -> tuple[Entry, ...]:
    """The entries of a text: two columns as DeepL has them, or songngu's own with their header.

    Raises Refusal (400) that names the lines which are broken.
    """
    lines = text.encode()
    where = "entries"
    try:
        first = next((line for line in text.splitlines() if line.strip()), "")
        if suffix == ".tsv" and "\t" not in first:
            raise GlossaryError("no tab in the first line", where=f"{where}:1", mend="Write SOURCE TAB TARGET")
        found = import_entries(lines, guess_format(lines, suffix), where)
    except GlossaryError as error:
        raise Refusal(400, f"the entries can't be read: {error}") from error
    if found.refused:
        more = f" and {found.refused - SHOWN} more" if found.refused > SHOWN else ""
        broken = [note.removeprefix("left out: ") for note in found.notes if note.startswith("left out: ")]
        raise Refusal(400, f"the entries can't be read: {'; '.join(broken[:SHOWN])}{more}")
    if not found.entries:
        raise Refusal(400, "there is no entry", mend="Write at least one line")
    return found.entries


def _read(path: Path) -> StoredGlossary | None:
    """What is told of a glossary; None where the service was killed while it wrote or removed it."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=StoredGlossary)
    except (OSError, ValueError):
        return None
    return found if found.glossary_id == path.stem and path.with_suffix(".csv").is_file() else None
