"""Segments in capitals: translated in normal case, as the model was trained, and put into capitals again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from songngu.records import Term

_KEPT = 5  # a capital word alone up to this length is an acronym, not a headline


def is_shouted(text: str) -> bool:
    """Whether a text of several words is all in capitals."""
    letters = [c for c in text if c.lower() != c.upper()]
    return len(text.split()) > 1 and len(letters) > _KEPT and all(c == c.upper() for c in letters)


def quieten(source: str, terms: Sequence[Term]) -> tuple[str, tuple[Term, ...]]:
    """The source in lower case but for its beginning and its terms' words, and the terms in their entries' case."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in source)
    letters = list(lower)
    for term in terms:
        start, end = term.vi_span
        entry = term.key.partition("=")[0]
        if term.mode != "quantity" and len(entry) == end - start:
            letters[start:end] = entry
    first = next((i for i, c in enumerate(letters) if c.isalpha()), None)
    if first is not None:
        letters[first] = letters[first].upper()
    quiet = "".join(letters)
    return quiet, tuple(_quieten_term(term, quiet) for term in terms)


def shout(text: str) -> str:
    """The text in capitals, each character still one character, so that spans keep their places."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _quieten_term(term: Term, quiet: str) -> Term:
    """The term with the targets of its entry ("Đức=Germany") instead of those in capitals."""
    written = {form.casefold(): form for form in term.key.partition("=")[2].split("|")}
    targets = tuple(dict.fromkeys(written.get(target.casefold(), target) for target in term.targets))
    return msgspec.structs.replace(term, vi=quiet[slice(*term.vi_span)], targets=targets)
