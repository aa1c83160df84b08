"""Functions whose module is imported when they are first called, for what most runs never need."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def lazily(place: str) -> Callable[..., Any]:
    """The function at a place, "songngu.digest.html:render_html". A wrong place raises where it is called."""
    module, _, name = place.partition(":")

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(import_module(module), name)(*args, **kwargs)

    call.__name__ = name
    return call
