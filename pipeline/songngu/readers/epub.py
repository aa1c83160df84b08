"""EPUB 2 and 3: one article for each file of the reading order that has text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import BinaryIO
from urllib.parse import unquote, urldefrag

from songngu.errors import ReadError
from songngu.readers.archives import joined, open_archive, read_member
from songngu.readers.article import ARTICLE, Fields
from songngu.readers.encodings import decode
from songngu.readers.markup import HEADINGS, Tree
from songngu.readers.source import Entry, Skipped
from songngu.readers.xml import inner_text, local, parse_xml

_CONTAINER = "META-INF/container.xml"
_MEND = "Make the e-book again, or give its text"
_HEADING = re.compile(rf"<(?:{'|'.join(HEADINGS[:3])})[\s>]", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_TEXT = re.compile(r"<body[^>]*>(.*)", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1\s*>|<[^<>]*>|&(?:nbsp|#160|#xa0);", re.IGNORECASE | re.DOTALL)


def open_epub(open_file: Callable[[], BinaryIO], where: str) -> Iterator[Entry | Skipped]:
    """The chapters in reading order, without the tables of contents. Raises ReadError."""
    archive = open_archive(open_file(), where)
    container = parse_xml(read_member(archive, _CONTAINER, where), where).root
    place = next((one.get("full-path") for one in container.iter() if local(one) == "rootfile"), None)
    if not place:
        raise ReadError(f"{_CONTAINER} names no book", where=where, mend=_MEND)
    package = parse_xml(read_member(archive, place, where), where).root
    items = {one.get("id"): one for one in package.iter() if local(one) == "item"}
    spine = [one.get("idref") for one in package.iter() if local(one) == "itemref"]
    chapters = [items[name] for name in spine if name in items and "xml" in (items[name].get("media-type") or "")]
    if not chapters:
        raise ReadError("the book has no chapters", where=where, mend=_MEND)
    book = _book(package)
    labels = _labels(archive, place, items.values(), where)
    for item in chapters:
        path = joined(place, unquote(item.get("href") or ""))
        if "nav" in (item.get("properties") or "").split():
            continue
        load = partial(_load, archive, path, f"{where}#{path}", book, labels.get(path, ""))
        if _has_text(archive, path):
            yield Entry(key=path, suffix=ARTICLE, load=load)


def _load(archive: zipfile.ZipFile, path: str, where: str, book: Fields, label: str) -> bytes:
    text, notes = decode(read_member(archive, path, where), where)
    heading, paragraph = _HEADING.search(text), _PARAGRAPH.search(text)
    opens = heading and (not paragraph or heading.start() < paragraph.start())
    title = "" if opens else label
    return Fields(
        text=text, title=title, date=book.date, author=book.author, publisher=book.title, notes=notes
    ).encode()


def _has_text(archive: zipfile.ZipFile, path: str) -> bool:
    """Whether there's more than a picture, as on a cover; what can't be read is left to fail when it's loaded."""
    try:
        text = read_member(archive, path, path).decode("utf-8", "replace")
    except ReadError:
        return True
    body = _TEXT.search(text)
    return bool(_UNSEEN.sub("", body[1] if body else text).strip())


def _book(package: Tree) -> Fields:
    """Title, author and date of the book."""
    told: dict[str, str] = {}
    for element in package.iter():
        if "purl.org/dc/" in str(element.tag):
            told.setdefault(local(element), " ".join(inner_text(element).split()))
    return Fields(title=told.get("title", ""), author=told.get("creator", ""), date=told.get("date", ""))


def _labels(archive: zipfile.ZipFile, place: str, items: Iterable[Tree], where: str) -> dict[str, str]:
    """What the table of contents calls each file, for chapters without a heading; none where it can't be read."""
    labels: dict[str, str] = {}
    for item in items:
        is_nav = "nav" in (item.get("properties") or "").split()
        if not is_nav and item.get("media-type") != "application/x-dtbncx+xml":
            continue
        path = joined(place, unquote(item.get("href") or ""))
        try:
            root = parse_xml(read_member(archive, path, where), where).root
        except ReadError:
            continue
        for element in root.iter():
            if local(element) == "a" and element.get("href"):
                target, label = element.get("href"), inner_text(element)
            elif local(element) == "navPoint":
                content = next((one for one in element.iter() if local(one) == "content"), None)
                text = next((one for one in element.iter() if local(one) == "text"), None)
                target, label = "" if content is None else content.get("src", ""), inner_text(text)
            else:
                continue
            labels.setdefault(joined(path, unquote(urldefrag(target)[0])), " ".join(label.split()))
    return labels
