"""XML of files that anyone may have made: nothing is fetched, nothing is expanded."""

from __future__ import annotations

import html
import re
from typing import Any, NamedTuple

from lxml import etree

from songngu.errors import ReadError
from songngu.readers.encodings import decode
from songngu.readers.markup import Tree, refuse_deep

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)")
_OWN_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z]\w{1,30});")
_BARE = re.compile(r"&(?!(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][\da-fA-F]{1,6});)")
_NUMBERED = re.compile(r"&#(?:(\d{1,7})|[xX]([\da-fA-F]{1,6}));")
_CDATA_OR_COMMENT = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_XML_ONLY = ("amp", "lt", "gt", "quot", "apos")


class Parsed(NamedTuple):
    """An XML document. `cut_off` where the root's end tag is missing: what came after may be missing too."""

    root: Tree
    notes: tuple[str, ...]
    cut_off: bool


def parse_xml(data: bytes, where: str) -> Parsed:
    """The root element, with notes of what was done. Small mistakes are mended as browsers mend them.

    HTML's own entities (`&nbsp;`), which feeds use without declaring them, are written as characters.
    Raises ReadError where it isn't XML, where it declares entities of its own, or where it is nested too deep.
    """
    declared = _ENCODING.search(data[:200])
    text, notes = decode(data, where, declared=declared[1].decode() if declared else "")
    if _OWN_ENTITY.search(text):
        mend = "Take the <!ENTITY …> lines out"
        raise ReadError("it declares entities of its own, which may be an attack", where=where, mend=mend)
    text = _NUMBERED.sub(_numbered, _BARE.sub("&amp;", text))
    text = _NAMED.sub(_character, _DECLARATION.sub("", text.lstrip("\ufeff")))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)
    try:
        root = etree.fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"not XML ({error})", where=where, mend="Save it again") from error
    refuse_deep(parser, where)
    if root is None:
        raise ReadError("not XML", where=where, mend="Save it again")
    broken = [error for error in parser.error_log if error.level_name == "FATAL"]
    if broken:
        notes = (*notes, f"its XML is broken (line {broken[0].line}: {broken[0].message}): read as far as can be told")
    return Parsed(root, notes, cut_off=bool(broken) and not _ends(text, root))


def _ends(text: str, root: Tree) -> bool:
    """Whether the end tag of the root is there, as markup and not as a text about feeds."""
    name = f"{root.prefix}:{local(root)}" if root.prefix else local(root)
    end = re.compile(rf"</{re.escape(name)}\b", re.IGNORECASE)
    return end.search(text) is not None and end.search(_CDATA_OR_COMMENT.sub("", text)) is not None


def local(element: Tree) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def inner_text(element: Any) -> str:
    """All text in an element."""
    return "".join(element.itertext()) if element is not None else ""


def inner_markup(element: Any) -> str:
    """What is in an element as HTML."""
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(etree.tostring(child, method="html", encoding="unicode"))
    return "".join(parts)


def _numbered(match: re.Match[str]) -> str:
    """A character reference as it is, unless it names no character: half of a surrogate pair, a control."""
    code = int(match[1]) if match[1] else int(match[2], 16)
    is_character = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
    return match[0] if is_character else "\ufffd"


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _XML_ONLY else html.unescape(match[0])
