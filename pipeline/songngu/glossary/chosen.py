"""The glossary that the settings choose: the user's files, then the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from songngu.glossary.entries import SHIPPED, Glossary
from songngu.settings import OWN_GLOSSARY, Settings


def load_glossary(settings: Settings) -> Glossary:
    """Read the glossary in force. Raises GlossaryError for a file that can't be read."""
    return Glossary.load([Path(path) for path in settings.glossary], shipped=settings.shipped_glossary)


def note_of_own(files: Iterable[str]) -> str:
    """What the files read should be followed by where none is the user's, who may be in another folder than he thinks.

    "" where one is.
    """
    own = any(name != SHIPPED for name in files)
    return "" if own else f"; no {OWN_GLOSSARY} in {Path.cwd()}, and no --glossary"
