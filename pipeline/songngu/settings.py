"""One frozen Settings, built from defaults < songngu.toml < SONGNGU_* < flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import msgspec

from songngu.errors import UsageError
from songngu.records import Record

OWN_GLOSSARY = "glossary.csv"  # used when it is there and no other file is named


class Settings(Record, frozen=True, kw_only=True):
    """Everything a user can choose. Each field is a key of songngu.toml, a SONGNGU_ variable and a flag."""

    out: Annotated[str, msgspec.Meta(min_length=1)] = "output"
    # The user's files, before the shipped ones; glossary.csv if it is there.
    glossary: tuple[Annotated[str, msgspec.Meta(min_length=1)], ...] = ()
    shipped_glossary: bool = True
    model: Annotated[str, msgspec.Meta(min_length=1)] = "vi-en"  # embedded name, "echo", a folder, or a hub id
    summary: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 3  # sentences in each summary
    summariser: str = "default"
    formats: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = ("html", "md")
    engine: str = "local"
    address: str = ""  # of a Ray that runs already; "": RAY_ADDRESS, or one that is started for the run
    workers: Annotated[int, msgspec.Meta(ge=1, le=256)] = 1  # processes; threads within one are set by `threads`
    threads: Annotated[int, msgspec.Meta(ge=0, le=1024)] = 0  # 0: all cores
    # chrF++ 56.6 on 120 lines of VLSP news; 1: 55.3, 4: 56.5 (and slow)
    beam: Annotated[int, msgspec.Meta(ge=1, le=64)] = 2
    strict: bool = False


def load(flags: Mapping[str, object], *, folder: Path = Path(), environ: Mapping[str, str] = os.environ) -> Settings:
    """Merge the four sources, later ones winning. `flags` holds only what the user gave.

    Raises UsageError for an unknown key or a value of the wrong type, naming the source.
    """
    file = folder / "songngu.toml"
    merged = _checked(_read_toml(file), str(file))
    variables = {k.removeprefix("SONGNGU_").lower(): v for k, v in environ.items() if k.startswith("SONGNGU_")}
    merged |= _checked({k: _from_text(k, v) for k, v in variables.items()}, "environment, SONGNGU_*")
    merged |= _checked(dict(flags), "command line")
    if "glossary" not in merged and os.path.lexists(folder / OWN_GLOSSARY):
        merged["glossary"] = [str(folder / OWN_GLOSSARY)]
    return msgspec.convert(merged, Settings, strict=False)


def _read_toml(file: Path) -> dict[str, object]:
    """The settings of the file, none where there is no file."""
    if not os.path.lexists(file):
        return {}
    if not os.path.isfile(file):
        raise UsageError("this is no plain file", where=str(file), mend="Put your settings in it, or remove it")
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"can't be read ({error.strerror})", where=str(file), mend="Check its permissions") from error
    except UnicodeDecodeError as error:
        raise UsageError("not UTF-8", where=str(file), mend="Save it as UTF-8") from error
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        mend = "Text stands in quotes, lists in [ ], yes and no are written true and false"
        raise UsageError(f"not valid TOML: {error}", where=str(file), mend=mend) from error


def _from_text(key: str, value: str) -> object:
    """Lists in variables are separated as in PATH for files, by commas elsewhere."""
    if key == "glossary":
        return [part for part in value.split(os.pathsep) if part]
    return split_list(value) if key == "formats" else value


def split_list(text: str) -> list[str]:
    """The parts of a list written with commas, without blank ones."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _checked(values: Mapping[str, object], where: str) -> dict[str, object]:
    """The values as they are, once each key is known and each value converts."""
    types = get_type_hints(Settings, include_extras=True)
    for key, value in values.items():
        if key not in types:
            raise UsageError(f"unknown setting {key!r}", where=where, mend=f"Known settings: {', '.join(types)}")
        try:
            msgspec.convert(value, types[key], strict=False)
        except (msgspec.ValidationError, OverflowError) as error:
            what = f"{key} must be {_describe(types[key])}, not {_shown(value)}"
            raise UsageError(what, where=where, mend="Mend it, or leave it out for the default") from error
        if "\0" in str(value):
            raise UsageError(f"{key} has a NUL character", where=where, mend="Remove it")
    return dict(values)


def _describe(kind: Any) -> str:
    """What a setting of that type may be, in words."""
    from msgspec import inspect  # for a mistake only

    described = inspect.type_info(kind)
    if isinstance(described, inspect.IntType):
        return f"a whole number from {described.ge} to {described.le}"
    if isinstance(described, inspect.VarTupleType):
        return 'a list of texts that are not empty, as in ["a", "b"]'
    return "true or false" if isinstance(described, inspect.BoolType) else "a text that is not empty"


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:  # Python writes no number of so many digits
        return "so huge a number"
    return text if len(text) <= 60 else f"{text[:60]}…"
