"""model.toml, the part of a model card that programs read, and the check that a model's files are what it says."""

from __future__ import annotations

import hashlib
import io
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from songngu.errors import ModelError
from songngu.records import Record

FORMAT = 1
CARD = "model.toml"
PIECES = "model.bin."  # model.bin.0, model.bin.1, …: no file of the repository is over 50 MB


class PromptTokens(Record, frozen=True, kw_only=True):
    """Control pieces. A prompt is `begin SOURCE translate`; a term in it `term SOURCE FORM target TARGET FORM end`.

    A model that was trained so has as many `fill` after `begin` as bring the prompt to a multiple of `fill_to` pieces.
    """

    begin: str = "<bos>"
    translate: str = "<unused0>"
    term: str = "<unused1>"
    target: str = "<unused2>"
    end: str = "<unused3>"
    fill: str = "<unused4>"
    fill_to: Annotated[int, msgspec.Meta(ge=1)] = 1  # 1: nothing is filled


class ModelCard(Record, frozen=True, kw_only=True):
    """What model.toml says of a model. `sha256` lists its files; `scores` maps a test set to its measures."""

    name: str
    format: int = FORMAT
    title: str = ""
    base: str = ""
    licence: str = ""
    languages: tuple[str, str] = ("vi", "en")
    annotates: bool = True
    max_source: int = 128  # pieces; a longer source is translated in parts
    length_penalty: float = 1.0
    prompt: PromptTokens = PromptTokens()
    scores: dict[str, dict[str, float]] = msgspec.field(default_factory=dict)
    sha256: dict[str, str] = msgspec.field(default_factory=dict)


def read_card(folder: Path) -> ModelCard:
    """Read model.toml. Raises ModelError when it is missing, broken or of another version."""
    path = folder / CARD
    try:
        card = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), ModelCard)
    except FileNotFoundError as error:
        raise ModelError("the model has no model.toml", where=str(path), mend=mending(folder)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ModelError(f"not a model card: {error}", where=str(path), mend=mending(folder)) from error
    if card.format != FORMAT:
        what = f"the model is of format {card.format}, this songngu reads format {FORMAT}"
        raise ModelError(what, where=str(path), mend="Use the songngu version that the model came with")
    return card


def read_files(folder: Path, card: ModelCard) -> dict[str, bytes]:
    """Read every file that the card lists, verified, in the order of the card; the pieces joined as `model.bin`.

    Raises ModelError for a missing, truncated or altered file: its name, the sha256 expected and the one found.
    """
    if not any(name.startswith(PIECES) for name in card.sha256):
        raise ModelError("the card lists no model.bin.N in [sha256]", where=str(folder / CARD), mend=mending(folder))
    files = {name: _read_verified(folder / name, expected) for name, expected in card.sha256.items()}
    numbers = sorted(int(name.removeprefix(PIECES)) for name in files if name.startswith(PIECES))
    if numbers != list(range(len(numbers))):
        raise ModelError(f"pieces {numbers} of model.bin have a gap", where=str(folder / CARD), mend=mending(folder))
    weights = io.BytesIO()  # whose value is its own buffer: the pieces and their whole are never both in memory
    for number in numbers:
        weights.write(files.pop(f"{PIECES}{number}"))
    return files | {"model.bin": weights.getvalue()}


def fingerprint(sha256: Mapping[str, str]) -> str:
    """One sha256 for all files of a model."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(sha256.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def mending(folder: Path) -> str:
    """The command that brings a model's files back."""
    return f"Get its files again: git checkout -- {folder} in a clone, or pip install --force-reinstall songngu"


def _read_verified(path: Path, expected: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"can't read the model file (expected sha256 {expected}, found none): {error.strerror}"
        raise ModelError(what, where=str(path), mend=mending(path.parent)) from error
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        what = f"the model file is truncated or altered: expected sha256 {expected}, found {found} ({len(data)} bytes)"
        raise ModelError(what, where=str(path), mend=mending(path.parent))
    return data
