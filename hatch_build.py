"""What the wheel has besides the package: glossary and model; no model where SONGNGU_WHEEL_WITHOUT_MODEL is set."""

from __future__ import annotations

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WITHOUT_MODEL = "SONGNGU_WHEEL_WITHOUT_MODEL"  # for registries that take no file of 115 MB


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the data into the wheel, unless it is editable: that one finds them in the repository."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders, as `songngu/data/…`."""
        if version != "standard":
            return
        folders = ["glossary"] if os.environ.get(WITHOUT_MODEL) else ["glossary", "models/vi-en"]
        build_data["force_include"] |= {folder: f"songngu/data/{folder}" for folder in folders}
