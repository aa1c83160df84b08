"""What the wheel has besides the package: the model, unless SONGNGU_WHEEL_WITHOUT_MODEL is set while it is built."""

from __future__ import annotations

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WITHOUT_MODEL = "SONGNGU_WHEEL_WITHOUT_MODEL"  # for registries that take no file of 115 MB
MODEL = "models/vi-en"


class ModelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the model into the wheel, its licence into the wheel's licences."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the model to a wheel that isn't editable (that one finds it in the repository)."""
        if version == "standard" and not os.environ.get(WITHOUT_MODEL):
            build_data["force_include"][MODEL] = f"songngu/data/{MODEL}"
