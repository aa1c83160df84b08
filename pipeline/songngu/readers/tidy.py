"""Blocks as markup gives them made plain: encodings mended, characters cleaned, a block for each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from songngu.readers.legacy import mend
from songngu.readers.source import Block
from songngu.text.normalise import clean, fold

_JOINT = "\ue000"  # private use: cleaning leaves it
_NEAR_TOP = 4  # blocks in which a title that the markup names may stand in the text too


def tidy(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks that have text, and notes of what was done to their characters. Lines become blocks of their own."""
    blocks = [block for block in blocks if block.text.strip()]
    if not blocks:
        return (), ()
    # Mended together: one block may be too short to tell, and notes count what is in all of them.
    text, mended = mend(_JOINT.join(block.text.replace(_JOINT, " ") for block in blocks))
    text, cleaned = clean(text)
    tidied = (
        Block(text=" ".join(line.split()), kind=block.kind)
        for block, part in zip(blocks, text.split(_JOINT), strict=True)
        for line in part.split("\n")
        if line.strip()
    )
    return tuple(tidied), mended + cleaned


def titled(title: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the title first, once: where the text has it near its top, that is the one."""
    if not title:
        return tuple(blocks)
    for index, block in enumerate(blocks[:_NEAR_TOP]):
        if fold(block.text) == fold(title):
            return Block(text=block.text, kind="heading"), *blocks[:index], *blocks[index + 1 :]
    return Block(text=title, kind="heading"), *blocks


def source_note(publisher: str, author: str, url: str) -> tuple[str, ...]:
    """A note of where an article comes from; none where nothing is known."""
    known = [" ".join(part.split()) for part in (publisher, author, url)]
    return (f"source: {', '.join(part for part in known if part)}",) if any(known) else ()
