"""Extractive summaries: which sentences of an article, or of all articles, tell what happened."""

from __future__ import annotations

from collections.abc import Callable

from songngu.errors import UsageError
from songngu.records import Document
from songngu.summarise.extract import default, lead, lexrank
from songngu.summarise.overview import overview, overview_length

__all__ = ["SUMMARISERS", "Summariser", "find_summariser", "overview", "overview_length"]

Summariser = Callable[[Document, int], tuple[str, ...]]
"""Give the ids of at most n segments of a document, in reading order; none only where it has no segments or n is 0."""

SUMMARISERS: dict[str, Summariser] = {"default": default, "lead": lead, "lexrank": lexrank}


def find_summariser(name: str) -> Summariser:
    """Look up a summariser. Raises UsageError, with the known names, for another."""
    try:
        return SUMMARISERS[name]
    except KeyError:
        known = ", ".join(sorted(SUMMARISERS))
        raise UsageError(f"no summariser is called {name!r}", where="summariser", mend=f"Use one of: {known}") from None
