"""One frozen Settings, built from defaults < songngu.toml < SONGNGU_* < flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from songngu.errors import UsageError
from songngu.records import Record

OWN_GLOSSARY = "glossary.csv"  # used when it is there and no other file is named


class Settings(Record, frozen=True, kw_only=True):
    """Everything a user can choose. Each field is a key of songngu.toml, a SONGNGU_ variable and a flag."""

    out: str = "output"
    glossary: tuple[str, ...] = ()  # the user's files, before the shipped ones; glossary.csv if it is there
    shipped_glossary: bool = True
    model: str = "vi-en"  # embedded name, "echo", a folder, or a hub id
    summary: Annotated[int, msgspec.Meta(ge=0)] = 3  # sentences in each summary
    summariser: str = "default"
    formats: tuple[str, ...] = ("html", "md")
    engine: str = "local"
    workers: Annotated[int, msgspec.Meta(ge=1)] = 1  # processes; threads within one are set by `threads`
    threads: Annotated[int, msgspec.Meta(ge=0)] = 0  # 0: all cores
    beam: Annotated[int, msgspec.Meta(ge=1)] = 2  # chrF++ 56.6 on 120 lines of VLSP news; 1: 55.3, 4: 56.5 (and slow)
    strict: bool = False


def load(flags: Mapping[str, object], *, folder: Path = Path(), environ: Mapping[str, str] = os.environ) -> Settings:
    """Merge the four sources, later ones winning. `flags` holds only what the user gave.

    Raises UsageError for an unknown key or a value of the wrong type, naming the source.
    """
    merged: dict[str, object] = {}
    file = folder / "songngu.toml"
    if file.is_file():
        try:
            merged |= _checked(tomllib.loads(file.read_text(encoding="utf-8")), str(file))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"not valid TOML: {error}", where=str(file), mend="Mend the line or remove it") from error
    variables = {k.removeprefix("SONGNGU_").lower(): v for k, v in environ.items() if k.startswith("SONGNGU_")}
    merged |= _checked({k: _from_text(k, v) for k, v in variables.items()}, "environment, SONGNGU_*")
    merged |= _checked(dict(flags), "command line")
    if "glossary" not in merged and (folder / OWN_GLOSSARY).is_file():
        merged["glossary"] = [str(folder / OWN_GLOSSARY)]
    return msgspec.convert(merged, Settings, strict=False)


def _from_text(key: str, value: str) -> object:
    """Lists in variables are separated as in PATH for files, by commas elsewhere."""
    if key == "glossary":
        return [part for part in value.split(os.pathsep) if part]
    return [part.strip() for part in value.split(",")] if key == "formats" else value


def _checked(values: Mapping[str, object], where: str) -> dict[str, object]:
    """The values as they are, once each key is known and each value converts."""
    known = Settings.__struct_fields__
    for key in values:
        if key not in known:
            raise UsageError(f"unknown setting {key!r}", where=where, mend=f"Known settings: {', '.join(known)}")
    try:
        msgspec.convert(dict(values), Settings, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(str(error), where=where, mend="See `songngu run --help` for what it may be") from error
    return dict(values)
