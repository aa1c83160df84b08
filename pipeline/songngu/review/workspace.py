"""The output folder that is reviewed: its database, the glossary in force, the engine; all that the rooms share."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.files import require_database
from songngu.output import forget_digest
from songngu.plan import Planner
from songngu.publish import publish, read_whole
from songngu.records import Digest
from songngu.review import teaching
from songngu.review.lookup import has_form
from songngu.settings import OWN_GLOSSARY, Settings
from songngu.store import Store


class Workspace:
    """One output folder, for any number of threads at once; a batch run may write to it too."""

    def __init__(self, settings: Settings, own_glossary: Path | None = None) -> None:
        """Open the folder `settings.out`; `own_glossary` is the file that edits go to, made when it is needed.

        Raises UsageError where no run has written there.
        """
        self._settings = settings
        self.own_glossary = own_glossary or Path(next(iter(settings.glossary), OWN_GLOSSARY))
        self.out = Path(settings.out)
        self._database = require_database(self.out)
        self._engine_lock = threading.Lock()
        self._glossary_lock = threading.Lock()
        self._files = self._glossary_files()
        self._planner = Planner(settings)
        self._engine: Engine | None = None
        self._changed = False  # whether the digest's files are older than the database
        with self.store():
            pass  # brings an older database up to date, and says what is wrong with a damaged one

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, opened for the calling thread."""
        with Store(self._database) as store:
            store.define("has_form", 2, has_form)
            yield store

    @property
    def settings(self) -> Settings:
        """The settings, with the glossary files as they are after the edits so far."""
        return self._planner.settings

    @property
    def planner(self) -> Planner:
        """The planner of the glossary in force."""
        return self._planner

    def use(self, planner: Planner) -> None:
        """Put another glossary in force; the digest's files are then to be written again."""
        self._planner = planner
        self.note_change()

    def note_change(self) -> None:
        """Note that the database has changed: the digest's files are to be written again."""
        self._changed = True

    def refresh(self) -> Planner:
        """The planner of the glossary as its files are now: another program may have edited them.

        Raises GlossaryError for a broken file; the glossary read before then stays in force.
        """
        with self._glossary_lock:
            files = self._glossary_files()
            if files != self._files:
                settings = replace(self.settings, glossary=tuple(str(path) for path in files))
                glossary = teaching.merge(teaching.own_entries(settings, self.own_glossary), settings)
                if glossary.sha256 != self._planner.glossary.sha256:
                    self._planner = Planner(settings, glossary)
                self._files = files
            return self._planner

    def _glossary_files(self) -> dict[Path, bytes]:
        """The user's glossary files that are there, with what tells one version from another."""
        paths = dict.fromkeys([*map(Path, self._settings.glossary), self.own_glossary])
        return {path: _hash(path) for path in paths if path.is_file()}

    def engine(self) -> Engine:
        """The engine, loaded when it is first needed."""
        with self._engine_lock:
            if self._engine is None:
                self._engine = load_engine(self._settings)
            return self._engine

    def digest(self) -> Digest:
        """The whole digest as it stands, for the exports."""
        with self.store() as store, store.snapshot():
            return read_whole(store, self._planner.signature)

    def _write_digest(self) -> None:
        """Render the digest's files anew from the database."""
        self._changed = False  # first: what is changed meanwhile is written the next time
        forget_digest(self.out)
        with self.store() as store:
            publish(store, self.out, self._settings.formats, self._planner.signature)

    def close(self) -> None:
        """Write the digest where something has changed."""
        if self._changed:
            self._write_digest()


def _hash(path: Path) -> bytes:
    """The hash of a file; empty for one that can't be read, as who reads it then says."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""
