"""Markdown as blocks of plain text: headings, paragraphs, items, quotes, cells and the descriptions of images."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from songngu.counts import number_of
from songngu.markdown.document import LONGEST, Markdown, is_too_long, parse_markdown
from songngu.readers.dates import date_line
from songngu.readers.encodings import decode
from songngu.readers.plain import parse_plain
from songngu.readers.source import Block, Source
from songngu.text.normalise import clean


def read_markdown(data: bytes, where: str) -> Source:
    """Decode the bytes and take the blocks, title and date of the Markdown in them."""
    text, notes = decode(data, where)
    _, cleaned = clean(text)
    if is_too_long(text):
        plain = parse_plain(clean(text)[0])
        note = f"read as plain text: a paragraph has more than {LONGEST:,} characters"
        return Source(blocks=plain.blocks, notes=notes + cleaned + plain.notes + (note,))
    parsed = parse_markdown(text)
    blocks = list(_blocks(parsed))
    fields = parsed.front.fields
    title = clean(fields.get("title", ""))[0]
    if title and title not in [block.text for block in blocks[:2]]:
        blocks.insert(0, Block(text=title, kind="heading"))
    kept_out = (f"{number_of(parsed.code, 'code block')} kept out of translation",) if parsed.code else ()
    date = _date(fields.get("date", ""))
    return Source(blocks=tuple(blocks), date=date, notes=notes + cleaned + kept_out, markdown=text)


def _date(value: str) -> datetime.date | None:
    return date_line(value) or date_line(value[:10])


def _blocks(parsed: Markdown) -> Iterator[Block]:
    for block in parsed.blocks:
        for passage in block.passages:
            yield Block(text=passage.text, kind=passage.kind)
