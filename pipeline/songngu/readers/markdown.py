"""Markdown by markdown-it-py: headings, paragraphs, items, quotes and cells as blocks of plain text."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from songngu.readers.dates import date_line
from songngu.readers.encodings import decode
from songngu.readers.plain import parse_plain
from songngu.readers.source import Block, Source
from songngu.records import Kind
from songngu.text.normalise import clean

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*\S)")
_TAG = re.compile(r"<[^<>]*>")  # not over another "<": that would look at a row of them again and again
_LISTS = ("bullet_list", "ordered_list", "table_")  # what is in them is never guessed to be a heading or byline
_LONGEST = 20_000  # characters of a paragraph; the parser's time may be quadratic in it, and no article has such a one


def read_markdown(data: bytes, where: str) -> Source:
    """Decode the bytes and take the blocks, title and date of the Markdown in them."""
    text, notes = decode(data, where)
    text, cleaned = clean(text)
    if max(map(len, re.split(r"\n[ \t]*\n", text))) > _LONGEST:
        plain = parse_plain(text)
        note = f"read as plain text: a paragraph has more than {_LONGEST:,} characters"
        return Source(blocks=plain.blocks, notes=notes + cleaned + plain.notes + (note,))
    fields, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks = list(_blocks(tokens))
    title = fields.get("title", "")
    if title and title not in [block.text for block in blocks[:2]]:
        blocks.insert(0, Block(text=title, kind="heading"))
    code = sum(token.type in ("fence", "code_block") for token in tokens)
    kept_out = (f"{code} code blocks kept out of translation",) if code else ()
    return Source(blocks=tuple(blocks), date=_date(fields.get("date", "")), notes=notes + cleaned + kept_out)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Simple `key: value` lines between `---` at the very beginning; a lone `---` is a rule, not front matter."""
    match = _FRONT_MATTER.match(text)
    lines = match.group(1).split("\n") if match else []
    found = [_FIELD.fullmatch(line) for line in lines]
    fields = {field.group(1).lower(): field.group(2).strip("\"'") for field in found if field}
    return (fields, text[match.end() :]) if match and fields else ({}, text)


def _date(value: str) -> datetime.date | None:
    return date_line(value) or date_line(value[:10])


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    heading, listed = False, 0
    for token in tokens:
        if token.type.startswith(_LISTS):
            listed += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "html_block":
            yield from _lines(html.unescape(_without_tags(token.content)), None)
        elif token.type == "inline":
            kind: Kind | None = "heading" if heading else "text" if listed else None
            yield from _lines(_plain(token.children or []), kind)
            for child in token.children or []:
                if child.type == "image" and (caption := _one_line(_plain(child.children or []))):
                    yield Block(text=caption, kind="caption")


def _without_tags(content: str) -> str:
    """A block of HTML with a line end for each comment and tag."""
    parts: list[str] = []
    at = 0
    while (start := content.find("<!--", at)) >= 0 and (end := content.find("-->", start + 4)) >= 0:
        parts.append(content[at:start])
        at = end + 3
    return _TAG.sub("\n", "\n".join([*parts, content[at:]]))


def _plain(children: list[Token]) -> str:
    """The text of an inline run: markup gone, soft line ends as spaces, hard ones as line ends."""
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak" or (child.type == "html_inline" and child.content.startswith("<br")):
            parts.append("\n")
    return "".join(parts)


def _lines(text: str, kind: Kind | None) -> Iterator[Block]:
    for line in clean(text)[0].split("\n"):  # entities such as &nbsp; have become characters by now
        if line.strip():
            yield Block(text=line.strip(), kind=kind)


def _one_line(text: str) -> str:
    return clean(text)[0].replace("\n", " ").strip()
