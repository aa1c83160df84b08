"""Translation engines: one interface, one loader, heavy imports only when one is loaded."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from songngu.engines.base import Engine
from songngu.engines.card import CARD, read_card
from songngu.engines.families import FAMILIES
from songngu.errors import ModelError
from songngu.records import Record
from songngu.resources import models_folder
from songngu.settings import Settings


class ModelDescription(Record, frozen=True, kw_only=True):
    """A line of `songngu models`. `scores` maps a test set to its measures; `megabytes` is 0 where not installed."""

    name: str
    licence: str
    called: str
    note: str = ""  # what it is, where its name doesn't tell
    megabytes: int = 0
    scores: dict[str, dict[str, float]]
    installed: bool


def load_engine(settings: Settings) -> Engine:
    """Load what `settings.model` names: "echo", a shipped model, a folder, or a hub model of the local cache.

    A folder with a model.toml goes to CTranslate2, one with a config.json to transformers.
    Raises ModelError for an unknown name, listing what there is, and for a model that can't be used.
    """
    name = settings.model
    if name == "echo":
        from songngu.engines.echo import EchoEngine

        return EchoEngine()
    folder = _folder(name)
    if (folder / CARD).is_file():
        from songngu.engines.ctranslate2 import CTranslate2Engine

        return CTranslate2Engine(folder, settings)
    if (folder / "config.json").is_file() or ("/" in name and not folder.exists()):
        from songngu.engines.transformers import TransformersEngine

        return TransformersEngine(name, settings)
    if not shipped_models():
        mend = "Name the folder of one with --model, SONGNGU_MODEL or `model` in songngu.toml"
        raise ModelError(f"no model {name!r}: this songngu was installed without one", mend=mend)
    raise ModelError(
        f"no model {name!r}",
        mend=f"There are: {', '.join(['echo', *shipped_models()])}; or give a folder or a hub id (owner/name)",
    )


def has_card(settings: Settings) -> bool:
    """Whether the model has a card, which tells its signature without loading it."""
    return settings.model != "echo" and (_folder(settings.model) / CARD).is_file()


def engine_signature(settings: Settings) -> str:
    """The signature of the engine that `load_engine` would give; a model with a card isn't loaded for it.

    Raises ModelError as `load_engine` does.
    """
    if has_card(settings):
        from songngu.engines.ctranslate2 import sign

        return sign(read_card(_folder(settings.model)), settings.beam)
    return load_engine(settings).signature


def describe_models() -> list[ModelDescription]:
    """What can translate here: the shipped models, echo, and each family of hub models."""
    hub = all(importlib.util.find_spec(module) is not None for module in ("torch", "transformers"))
    families = [
        ModelDescription(
            name=f"hub: {family.name}",
            licence=family.licence,
            called=family.example,
            scores=family.scores,
            installed=hub,
        )
        for family in FAMILIES.values()
    ]
    echo = ModelDescription(
        name="echo",
        licence="Apache-2.0",
        called="--model echo",
        note="gives the Vietnamese back with the terms put in: to try everything else in seconds",
        scores={},
        installed=True,
    )
    return [*(_describe(name, folder) for name, folder in shipped_models().items()), echo, *families]


def _folder(name: str) -> Path:
    return shipped_models().get(name, Path(name))


def _describe(name: str, folder: Path) -> ModelDescription:
    card = read_card(folder)
    paths = [folder / file for file in card.sha256]
    return ModelDescription(
        name=name,
        licence=card.licence,
        called=f"--model {name}",
        note=card.title,
        megabytes=sum(path.stat().st_size for path in paths if path.is_file()) // 1_000_000,
        scores=card.scores,
        installed=bool(paths) and all(path.is_file() for path in paths),
    )


def shipped_models() -> dict[str, Path]:
    """The models that came with songngu: name and folder."""
    try:
        folder = models_folder()
    except ModelError:  # a wheel without the model
        return {}
    return {path.parent.name: path.parent for path in sorted(folder.glob(f"*/{CARD}"))}
