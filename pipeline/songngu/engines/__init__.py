"""Translation engines: one interface, one loader, heavy imports only when one is loaded."""

from __future__ import annotations

from pathlib import Path

from songngu.engines.base import Engine
from songngu.engines.card import CARD
from songngu.errors import ModelError
from songngu.resources import models_folder
from songngu.settings import Settings


def load_engine(settings: Settings) -> Engine:
    """Load what `settings.model` names: "echo", a shipped model, or a folder with a model.toml.

    Raises ModelError for an unknown name, listing what there is, and for a model that can't be used.
    """
    if settings.model == "echo":
        from songngu.engines.echo import EchoEngine

        return EchoEngine()
    for folder in (models_folder() / settings.model, Path(settings.model)):
        if (folder / CARD).is_file():
            from songngu.engines.ctranslate2 import CTranslate2Engine

            return CTranslate2Engine(folder, settings)
    names = ["echo", *sorted(path.parent.name for path in models_folder().glob(f"*/{CARD}"))]
    raise ModelError(
        f"no model {settings.model!r}", mend=f"There are: {', '.join(names)}; or give a folder or a hub id"
    )
