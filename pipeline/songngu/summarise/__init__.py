"""Extractive summaries: which sentences of an article, or of all articles, tell what happened."""

from __future__ import annotations

from collections.abc import Callable

from songngu.errors import UsageError
from songngu.lazy import lazily
from songngu.records import Document

Summariser = Callable[[Document, int], tuple[str, ...]]
"""Give the ids of at most n segments of a document, in reading order; none only where it has no segments or n is 0."""

SUMMARISERS: dict[str, Summariser] = {
    "default": lazily("songngu.summarise.extract:default"),
    "lead": lazily("songngu.summarise.extract:lead"),
    "lexrank": lazily("songngu.summarise.extract:lexrank"),
}


def find_summariser(name: str) -> Summariser:
    """Look up a summariser. Raises UsageError, with the known names, for another."""
    try:
        return SUMMARISERS[name]
    except KeyError:
        known = ", ".join(sorted(SUMMARISERS))
        raise UsageError(f"no summariser is called {name!r}", where="summariser", mend=f"Use one of: {known}") from None
