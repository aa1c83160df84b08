"""Word's .docx, as Word, LibreOffice, Google Docs and others write it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from songngu.errors import ReadError
from songngu.readers.archives import open_archive, read_member
from songngu.readers.source import Block, Source
from songngu.readers.tidy import tidy
from songngu.records import Kind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MEND = "Open it in a word processor and save it again as .docx, or as text"
_HEADING = re.compile(r"heading \d|title|subtitle|đầu đề \d|tiêu đề", re.IGNORECASE)
_CAPTION = re.compile(r"caption|illustration|figure|chú thích", re.IGNORECASE)
# What python-docx trips over where a part of a document is missing or is something else.
_TRIPPED = (ValueError, LookupError, AttributeError, TypeError, OSError, RuntimeError)
_NOTES = ("footnotes", "endnotes")


def read_docx(data: bytes, where: str) -> Source:
    """Paragraphs, headings, items, cells, captions, text boxes and notes, in order. Raises ReadError."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("an old Word file (.doc), or a .docx with a password", where=where, mend=_MEND)
    archive = open_archive(io.BytesIO(data), where)
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".rels")) and b"<!ENTITY" in read_member(archive, info, where):
            raise ReadError("it declares entities of its own, which may be an attack", where=where, mend=_MEND)
    body, styles, notes_parts = _open(data, where)
    deleted = sum(1 for _ in body.iter(f"{_W}delText"))
    blocks, notes = tidy(
        [
            *_blocks(body, styles),
            *(Block(text=block.text, kind="text") for part in notes_parts for block in _blocks(part, styles)),
        ]
    )
    if not blocks:
        raise ReadError("the document has no text", where=where, mend="Put an article in it or remove it")
    dropped = (f"{deleted} deletions that Word tracks left out",) if deleted else ()
    return Source(blocks=blocks, notes=notes + dropped)


def _open(data: bytes, where: str) -> tuple[Any, Mapping[str, Any], list[Any]]:
    """The body, the styles by id, and the roots of footnotes and endnotes."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from docx.oxml.parser import parse_xml
    from lxml import etree

    logging.getLogger("docx").setLevel(logging.CRITICAL)
    try:
        document = docx.Document(io.BytesIO(data))
        styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
        related = document.part.rels.values()
        parts = [one.target_part.blob for one in related if not one.is_external and one.reltype.endswith(_NOTES)]
        return document.element.body, styles, [parse_xml(part) for part in parts]
    except (*_TRIPPED, OpcError, PythonDocxError, etree.LxmlError) as error:
        raise ReadError(f"not a Word document, or a damaged one ({error})", where=where, mend=_MEND) from error


def _blocks(root: Any, styles: Mapping[str, Any]) -> Iterator[Block]:
    """A block for each paragraph; those in text boxes come after the one that holds them."""
    for paragraph in root.iter(f"{_W}p"):
        if any(above.tag == _FALLBACK for above in paragraph.iterancestors()):  # the same again for older programs
            continue
        text = "".join(_text(paragraph))
        if text.strip():
            yield Block(text=text, kind=_kind(paragraph, styles))


def _text(paragraph: Any) -> Iterator[str]:
    """The text that is shown of a paragraph's own runs: without deletions, field codes, and text boxes in it."""
    todo = list(reversed(paragraph))
    while todo:
        element = todo.pop()
        tag = element.tag
        if tag == f"{_W}t":
            yield element.text or ""
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag not in (f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK):
            todo.extend(reversed(element))


def _kind(paragraph: Any, styles: Mapping[str, Any]) -> Kind | None:
    properties = paragraph.find(f"{_W}pPr")
    named = None if properties is None else properties.find(f"{_W}pStyle")
    for name in _names(named.get(f"{_W}val"), styles) if named is not None else ():
        if _HEADING.fullmatch(name):
            return "heading"
        if _CAPTION.fullmatch(name):
            return "caption"
    if properties is not None:
        level = properties.find(f"{_W}outlineLvl")
        if level is not None and level.get(f"{_W}val", "9") < "9":
            return "heading"
        if properties.find(f"{_W}numPr") is not None:
            return "text"
    return "text" if next(paragraph.iterancestors(f"{_W}tc"), None) is not None else None


def _names(identifier: str, styles: Mapping[str, Any]) -> Iterator[str]:
    """The names of a style and of those it is based on."""
    for _ in range(10):  # a circle of styles ends too
        style = styles.get(identifier)
        if style is None:
            yield re.sub(r"(?<=[A-Za-z])(?=\d)", " ", identifier)  # Heading1: the id, where the style isn't there
            return
        name = style.find(f"{_W}name")
        if name is not None:
            yield name.get(f"{_W}val", "")
        based = style.find(f"{_W}basedOn")
        if based is None:
            return
        identifier = based.get(f"{_W}val", "")
