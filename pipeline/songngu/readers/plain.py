"""Plain text: a paragraph is a line, or a run of lines where the file is hard-wrapped."""

from __future__ import annotations

import re
from itertools import pairwise

from songngu.readers.encodings import decode
from songngu.readers.source import Block, Source
from songngu.text.normalise import clean, unescape

_ENDS = tuple('.!?…:;"”»)')
_ITEM = re.compile(r"\s*(?:[-–—•*●▪+]\s|\d{1,2}[.)]\s)")


def read_plain(data: bytes, where: str) -> Source:
    """Decode the bytes and take their paragraphs."""
    text, notes = decode(data, where)
    source = parse_plain(text)
    return Source(blocks=source.blocks, notes=notes + source.notes)


def parse_plain(text: str) -> Source:
    """Take the paragraphs of a text; hard-wrapped lines are joined by a space, and a note says so."""
    text, entities = unescape(text)
    text, notes = clean(text)
    notes = entities + notes
    blocks: list[Block] = []
    wrapped = 0
    for group in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in group.split("\n") if line.strip()]
        if _is_wrapped(lines):
            wrapped += 1
            lines = [" ".join(lines)]
        blocks += [Block(text=line) for line in lines]
    if wrapped:
        notes = (*notes, f"hard-wrapped lines joined in {wrapped} paragraphs")
    return Source(blocks=tuple(blocks), notes=notes)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph filled to a width: nowhere would the next word still have fitted.

    Paragraphs written one a line differ far too much in length for that, and most of them end in a full stop.
    """
    if len(lines) < 2 or any(_ITEM.match(line) for line in lines):
        return False
    width = max(map(len, lines))
    filled = all(len(line) + 1 + len(following.split(None, 1)[0]) > width for line, following in pairwise(lines))
    complete = sum(line.endswith(_ENDS) for line in lines[:-1])
    enough = len(lines) > 2 or lines[1][:1].islower()
    return filled and enough and width <= 130 and complete * 2 < len(lines) - 1 + (len(lines) > 4)
