"""What marks an item of a list or a step at the start of a sentence: `- `, `• `, `1. `, `a) `, `Bước 2: `.

It is no part of the sentence, and a model that reads it as one loses it ("1. Ăn nhiều rau" was "To eat vegetables") or
says something else ("• Uống nhiều nước", don't drink much water). So the engine is asked for what follows alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_STEPS = {"bước": "Step", "cách": "Method", "câu hỏi": "Question", "câu": "Question"}
_MARKER = re.compile(
    r"\s*(?:(?:[-–—•●▪■◦‣·*+]|\(?\d{1,2}\)|\d{1,2}[./](?!\s*\d)|\(?[a-zđ]\))(?=\s+[\"“‘(]?[^\W_])|"
    rf"(?P<kind>{'|'.join(_STEPS)})\s(?P<number>\d{{1,2}})\s?(?P<stop>[:.])(?=\s+[\"“‘(]?[A-ZĐÀ-Ỹ]))\s+",
    re.IGNORECASE,
)


class Marker(NamedTuple):
    """How long the marker is, with the space after it, and its English with a space; 0 and "" where there is none."""

    length: int
    english: str


def find_marker(vi: str) -> Marker:
    """What marks an item at the start of a text."""
    match = _MARKER.match(vi)
    if match is None:
        return Marker(0, "")
    step = f"{_STEPS[match['kind'].lower()]} {match['number']}{match['stop']}" if match["kind"] else match[0].strip()
    return Marker(match.end(), f"{step} ")
