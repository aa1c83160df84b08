"""A translated heading as English newspapers write headings: no "To" before the verb, no full stop."""

from __future__ import annotations

import re

from msgspec.structs import replace

from songngu.records import Translation

_TO = re.compile(r"To (?=[a-z])")
_PURPOSE = re.compile(r"(?:để|nhằm)\b", re.IGNORECASE)
_STOP = re.compile(r"(?<=[\w%”\"])\.$")


def as_heading(vi: str, translation: Translation) -> Translation:
    """Take off what the model adds to a heading: "Đảm bảo ngừng bắn" is "Ensure the ceasefire", not "To ensure …".

    "Để" and "nhằm" do mean "to", and a heading that ends with a full stop keeps it. Places of terms move along.
    """
    english, moved = translation.en, 0
    spans = [term.en_span for term in translation.terms if term.en_span]
    if (match := _TO.match(english)) and not _PURPOSE.match(vi) and all(start >= match.end() for start, _ in spans):
        moved = match.end()
        english = english[moved].upper() + english[moved + 1 :]
    if (match := _STOP.search(english)) and not vi.endswith((".", "…")) and english.count(".") == 1:
        english = english[: match.start()]
    if english == translation.en:
        return translation
    return replace(translation, en=english, terms=tuple(term.moved(0, -moved) for term in translation.terms))
