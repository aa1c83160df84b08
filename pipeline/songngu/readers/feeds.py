"""RSS 0.9 to 2.0 and Atom: one article for each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from songngu.errors import ReadError
from songngu.readers.archives import MOST_MEMBER
from songngu.readers.article import ARTICLE, Fields, keyed
from songngu.readers.markup import Tree
from songngu.readers.source import Entry, Skipped
from songngu.readers.xml import inner_markup, inner_text, local, parse_xml

_ROOTS = ("rss", "RDF", "feed")
# Where several are given, the first of these that says anything is taken.
_TEXTS = ("encoded", "content", "description", "summary", "subtitle")
_DATES = ("published", "pubDate", "issued", "created", "date", "updated", "modified")


def open_feed(open_file: Callable[[], BinaryIO], where: str) -> Iterator[Entry | Skipped]:
    """The entries of a feed, in order. Raises ReadError; an `.xml` file that is something else is passed over.

    One that is cut off isn't read at all: the entry it ends in would be half, those behind it would seem to be gone.
    """
    with open_file() as file:
        data = file.read(MOST_MEMBER + 1)
    if len(data) > MOST_MEMBER:
        raise ReadError(f"a feed of more than {MOST_MEMBER // 1024**2} MB", where=where, mend="Split it")
    root, notes, cut_off = parse_xml(data, where)
    if local(root) not in _ROOTS:
        if PurePosixPath(where).suffix.lower() == ".xml":
            yield Skipped(path=where, reason=f"XML that isn't a feed (its root is <{local(root)}>)")
            return
        raise ReadError("neither RSS nor Atom", where=where, mend="Give a feed, or rename it")
    if cut_off:
        what = f"the feed is cut off: its last tag, </{local(root)}>, is missing"
        raise ReadError(what, where=where, mend="Download it again; what is known of it stays")
    items = [element for element in root.iter() if local(element) in ("item", "entry")]
    if not items:
        raise ReadError("the feed has no entries", where=where, mend="Download it again or remove it")
    publisher = _publisher(root)
    articles = [_fields(item, publisher, notes) for item in items]
    keys = keyed(
        (_identity(item, one), number) for number, (item, one) in enumerate(zip(items, articles, strict=True), 1)
    )
    for key, article in zip(keys, articles, strict=True):
        yield Entry(key=key, suffix=ARTICLE, load=article.encode)


def _fields(item: Tree, publisher: str, notes: tuple[str, ...]) -> Fields:
    children: dict[str, Tree] = {}
    for child in item:
        # media:title and media:description are of a picture
        if "search.yahoo.com/mrss" not in str(child.tag):
            children.setdefault(local(child), child)
    texts = [_content(children[name]) for name in _TEXTS if name in children]
    dates = [inner_text(children[name]).strip() for name in _DATES if name in children]
    return Fields(
        title=_content(children["title"]).strip() if "title" in children else "",
        text=next((text for text in texts if text.strip()), ""),
        date=next(filter(None, dates), ""),
        url=_link(item),
        author=_author(children),
        publisher=publisher,
        notes=notes,
    )


def _content(element: Tree) -> str:
    """The text or HTML of an element: escaped, in CDATA, or as elements of XHTML in it."""
    return inner_markup(element) if len(element) else inner_text(element)


def _link(item: Tree) -> str:
    links = [element for element in item if local(element) == "link"]
    for link in links:
        if link.get("rel", "alternate") == "alternate" and (address := (link.get("href") or link.text or "").strip()):
            return address
    return ""


def _author(children: dict[str, Tree]) -> str:
    author = children.get("author")
    if author is not None and len(author):
        return next((inner_text(child).strip() for child in author if local(child) == "name"), "")
    return inner_text(author if author is not None else children.get("creator")).strip()


def _publisher(root: Tree) -> str:
    """The title of the feed itself."""
    for holder in (root, *root):
        if local(holder) in ("feed", "channel"):
            return next((" ".join(inner_text(child).split()) for child in holder if local(child) == "title"), "")
    return ""


def _identity(item: Tree, article: Fields) -> str:
    told = next((inner_text(child).strip() for child in item if local(child) in ("guid", "id")), "")
    return told or item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "") or article.url or article.title
