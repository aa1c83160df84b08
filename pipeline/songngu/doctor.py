"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal

from songngu import __version__
from songngu.counts import number_of
from songngu.errors import SongnguError
from songngu.files import DATABASE
from songngu.records import Record
from songngu.settings import Settings

State = Literal["ok", "missing", "broken"]
TRIAL_SENTENCE = "Giá vàng trong nước tăng mạnh."
LEAST_FREE = 200  # MiB: a digest of a thousand articles with its database
# Asked for where the package's own metadata doesn't tell, as in a copy that no installer has made.
_PACKAGES = (("ctranslate2", ""), ("sentencepiece", ""), ("numpy", ""), ("jinja2", ""), ("sacrebleu", "eval"))
_FOR_DEVELOPERS = ("dev", "train")
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:.*extra == ['\"](?P<extra>[\w-]+)['\"])?")


class Finding(Record, frozen=True, kw_only=True):
    """One thing looked at. `needed` is false where songngu works without it."""

    name: str
    state: State
    detail: str
    needed: bool = True
    mend: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything a run needs, one finding after another; nothing is changed."""
    where = Path(__file__).resolve().parent
    system = f"Python {platform.python_version()}, {sys.platform}"
    yield Finding(name="songngu", state="ok", detail=f"{__version__} in {where}, {system}")
    yield Finding(name="sqlite", state="ok", detail=sqlite3.sqlite_version)
    for package, extra in _requirements():
        yield _package(package, extra)
    yield Finding(name="browser", state="ok", detail="any will do; Chromium is for songngu's own tests only")
    yield Finding(name="settings", state="ok", detail=_settings_file())
    yield _attempt("glossary", _glossary, settings, mend="songngu glossary check names the lines")
    yield _attempt("model", _model, settings, mend="songngu models lists what there is")
    yield _attempt("database", _database, settings, mend="Choose another folder with --out")
    yield _attempt("output", _output, settings, mend="Choose another folder with --out")


def _requirements() -> tuple[tuple[str, str], ...]:
    """The packages that songngu asks for, each with the extra that brings it, "" for what is always needed."""
    try:
        wanted = importlib.metadata.requires("songngu") or []
    except importlib.metadata.PackageNotFoundError:
        return _PACKAGES
    found = (_REQUIREMENT.match(line) for line in wanted)
    pairs = ((match["name"], match["extra"] or "") for match in found if match)
    return tuple((name, extra) for name, extra in pairs if name != "songngu" and extra not in _FOR_DEVELOPERS)


def _package(name: str, extra: str) -> Finding:
    needed = not extra
    try:
        return Finding(name=name, state="ok", detail=importlib.metadata.version(name), needed=needed)
    except importlib.metadata.PackageNotFoundError:
        mend = f"pip install 'songngu[{extra}]'" if extra else "pip install --force-reinstall songngu"
        return Finding(name=name, state="missing", detail="not installed", needed=needed, mend=mend)


def _attempt(name: str, look: Callable[[Settings], str], settings: Settings, *, mend: str) -> Finding:
    try:
        return Finding(name=name, state="ok", detail=look(settings))
    except SongnguError as error:
        return Finding(name=name, state="broken", detail=str(error.args[0]), mend=error.mend or mend)


def _settings_file() -> str:
    here = Path.cwd()
    return f"{here / 'songngu.toml'}" if Path("songngu.toml").is_file() else f"no songngu.toml in {here}: defaults"


def _glossary(settings: Settings) -> str:
    from songngu.glossary.chosen import load_glossary, note_of_own

    glossary = load_glossary(settings)
    files = ", ".join(f"{name}: {count:,}" for name, count in glossary.files) or "none"
    again = sum(count for _, count in glossary.files) - len(glossary.entries)
    less = f"; {again:,} of them twice: the first counts" if again else ""
    own = note_of_own(name for name, _ in glossary.files)
    return f"{number_of(len(glossary.entries), 'entry')} in force ({files}{less}){own}"


def _model(settings: Settings) -> str:
    """Load the model, which compares its files with their sha256, and let it translate one sentence."""
    from songngu.engines import load_engine
    from songngu.engines.base import Request

    engine = load_engine(settings)
    (best, *_), *_ = engine.translate([Request(source=TRIAL_SENTENCE)])
    return f"{engine.signature}: {TRIAL_SENTENCE} → {best.text}"


def _database(settings: Settings) -> str:
    """Look at the database of the output folder as it is; nothing is upgraded, mended or locked for long."""
    from songngu.migrations import MIGRATIONS, newer

    path = Path(settings.out) / DATABASE
    if not os.path.isfile(path):
        return f"none in {settings.out} yet; a run makes it"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if version > len(MIGRATIONS):
                raise newer(path, version)
            if sound != "ok":
                raise sqlite3.DatabaseError(sound)
            (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
            reviewed = connection.execute("SELECT count(*) FROM reviews").fetchone()[0] if version > 1 else 0
    except sqlite3.Error as error:
        mend = "`songngu run` sets a damaged database aside and keeps all that can be read of it"
        raise SongnguError(f"can't be read ({error})", where=str(path), mend=mend) from error
    upgrade = "" if version == len(MIGRATIONS) else f" of {len(MIGRATIONS)}: the next command upgrades it"
    return f"{path}: sound, schema {version}{upgrade}, {articles:,} articles, {reviewed:,} sentences reviewed"


def _output(settings: Settings) -> str:
    folder = Path(settings.out)
    try:
        folder.lstat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise SongnguError(f"can't be a folder ({error.strerror})", where=str(folder)) from error
    else:
        if not os.path.isdir(folder):
            raise SongnguError("is no folder", where=str(folder))
    existing = next(parent for parent in (folder, *folder.absolute().parents) if os.path.exists(parent))
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        raise SongnguError(f"can't be written ({error.strerror})", where=str(existing)) from error
    free = shutil.disk_usage(existing).free // 2**20
    if free < LEAST_FREE:
        raise SongnguError(f"has {free} MiB free", where=str(existing), mend=f"Free {LEAST_FREE} MiB at least")
    return f"{folder} can be written, {free} MiB free"
