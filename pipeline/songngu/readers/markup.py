"""HTML to blocks, without asking what on the page is the article: for feeds, e-books and plain pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from songngu.errors import ReadError
from songngu.readers.source import Block
from songngu.records import Kind

Tree = Any  # an lxml element; lxml has no types of its own

MOST_MARKUP = 50 * 1024**2  # characters

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("li", "dt", "dd", "td", "th"), "text"),
}
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "div", "dl", "fieldset", "figure", "footer",
    "form", "header", "hr", "html", "main", "nav", "ol", "p", "pre", "section", "summary", "details", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_UNREAD = frozenset((
    "applet", "area", "audio", "base", "button", "canvas", "embed", "frame", "frameset", "head", "iframe", "input",
    "link", "map", "meta", "noscript", "object", "option", "param", "rp", "rt", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
))  # fmt: skip
_CAPTION_CLASS = re.compile(
    r"caption|(?:image|img|photo|pic|picture|avatar)[-_]*(?:desc|note|title)|\b(?:Image|chuthich|chu-thich)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_DASH = " - "
_BLANK = re.compile(r"[ \t\r\n\f]+")


def parse_html(text: str, where: str) -> Tree:
    """The tree of a page or a piece of one. Nothing is fetched; what is broken is read as browsers read it.

    Raises ReadError where there is nothing to read, or far too much.
    """
    if len(text) > MOST_MARKUP:
        raise ReadError(f"more than {MOST_MARKUP // 1024**2} MB of HTML", where=where, mend="Save its text as .txt")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.replace("\x00", ""), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"not HTML ({error})", where=where, mend="Save the page again") from error
    refuse_deep(parser, where)
    return tree


def refuse_deep(parser: Any, where: str) -> None:
    """Raise ReadError where the parser stopped at a limit: what came after is lost."""
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ReadError("its markup is nested too deep", where=where, mend="Save its text as .txt")


def blocks_of(tree: Tree) -> Iterator[Block]:
    """The paragraphs, headings, items, cells and captions below an element, in order, as they are written."""
    kinds: list[tuple[Tree, Kind | None]] = []  # open elements that say what is in them
    parts: list[str] = []
    skipped = 0

    def block() -> Iterator[Block]:
        text = "".join(parts)
        parts.clear()
        if text.strip():
            yield Block(text=text, kind=next((kind for _, kind in reversed(kinds) if kind), None))

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if skipped or tag in _UNREAD or _is_hidden(element):
                skipped += 1
                continue
            kind = _kind(element)
            if kind or tag in _BLOCKS:
                yield from block()
                kinds.append((element, kind))
            elif tag == "br":
                parts.append("\n")
            parts.append(_plain(element.text))
            continue
        if skipped:
            skipped -= 1
        elif kinds and kinds[-1][0] is element:
            yield from block()
            kinds.pop()
        if not skipped and element is not tree:
            parts.append((_DASH if _is_place(element) else "") + _plain(element.tail))
    yield from block()


def _plain(text: str | None) -> str:
    """White space of HTML says nothing; no-break spaces stay for cleaning to count."""
    return _BLANK.sub(" ", text) if text else ""


def _kind(element: Tree) -> Kind | None:
    kind = _KINDS.get(element.tag)
    return "caption" if kind != "caption" and is_caption(element) else kind


def is_caption(element: Tree) -> bool:
    """Whether the element is a caption by its tag or by a class that pages give them."""
    if element.tag == "figcaption":
        return True
    names = element.get("class")
    if not names or element.tag not in ("p", "div", "td", "span", "em", "i", "h6", "dd"):
        return False
    return bool(_CAPTION_CLASS.search(names)) and len(element) < 8


def _is_place(element: Tree) -> bool:
    """Whether it's the place a report opens with, set apart by a style sheet only: `<span>Hà Nội</span>Ba …`."""
    return element.tag == "span" and "location" in element.get("class", "") and bool((element.tail or "")[:1].strip())


def _is_hidden(element: Tree) -> bool:
    if element.tag in ("html", "body"):
        return False
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
