"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from songngu import __version__
from songngu.errors import SongnguError
from songngu.records import Record
from songngu.settings import Settings

State = Literal["ok", "missing", "broken"]
TRIAL_SENTENCE = "Giá vàng trong nước tăng mạnh."


class Finding(Record, frozen=True, kw_only=True):
    """One thing looked at. `needed` is false where songngu works without it."""

    name: str
    state: State
    detail: str
    needed: bool = True
    mend: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything a run needs, one finding after another; nothing is changed."""
    yield Finding(
        name="songngu", state="ok", detail=f"{__version__}, Python {platform.python_version()}, {sys.platform}"
    )
    yield Finding(name="sqlite", state="ok", detail=sqlite3.sqlite_version)
    for package, extra in (
        ("ctranslate2", ""), ("sentencepiece", ""), ("numpy", ""), ("jinja2", ""),
        ("sacrebleu", "eval"), ("torch", "hub"), ("transformers", "hub"), ("ray", "ray"),
    ):  # fmt: skip
        yield _package(package, extra)
    yield _attempt("glossary", _glossary, settings, mend="songngu glossary check names the lines")
    yield _attempt("model", _model, settings, mend="songngu models lists what there is")
    yield _attempt("output", _output, settings, mend="Choose another folder with --out")


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


def _glossary(settings: Settings) -> str:
    from songngu.glossary.entries import Glossary

    glossary = Glossary.load([Path(p) for p in settings.glossary], shipped=settings.shipped_glossary)
    return f"{len(glossary.entries)} entries"


def _model(settings: Settings) -> str:
    """Load the model and let it translate one sentence: only then is it known to work."""
    from songngu.engines import load_engine
    from songngu.engines.base import Request

    engine = load_engine(settings)
    (best, *_), *_ = engine.translate([Request(source=TRIAL_SENTENCE)])
    return f"{engine.signature}: {TRIAL_SENTENCE} → {best.text}"


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
    return f"{folder} can be written, {shutil.disk_usage(existing).free // 2**20} MiB free"
