"""The digest as an e-book: EPUB 3.3, a chapter for each article, each paragraph followed by its English."""

from __future__ import annotations

import hashlib
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable

import msgspec

from songngu.digest import labels
from songngu.digest.safe import displayable
from songngu.digest.view import ArticleView, Cited, Doubt, Page, Pair, Piece, Row, build_page
from songngu.records import Digest
from songngu.xml import add, to_xml, to_zip

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
MIMETYPE, PACKAGE = "mimetype", "EPUB/package.opf"
NO_DATE = "1980-01-01"  # where no article tells one; a book must have a date of modification
STYLE = """\
body { margin: 0 4%; line-height: 1.45; }
h1, h2, h3 { line-height: 1.25; page-break-after: avoid; break-after: avoid; }
h1 > span, h2 > span, h3 > span { display: block; }
h1 .en, h2 .en, h3 .en { font-weight: normal; }
p { margin: 0.3em 0; }
.pair { margin: 0 0 1em; }
.pair .en { border-left: 0.1em solid; padding-left: 0.6em; }
.caption, .byline, .about, .signature { font-size: 0.85em; }
.term { text-decoration: underline dotted; }
.unmet { text-decoration: underline wavy; }
.doubts { font-size: 0.85em; margin: 0.3em 0; }
"""


def render_epub(digest: Digest) -> bytes:
    """Render `digest.epub`. https://www.w3.org/TR/epub-33/

    Its date is that of the newest article and its identifier the hash of the digest: it reads no clock.
    """
    page = build_page(digest)
    articles = [article for day in page.days for article in day.articles]
    chapters = {"start.xhtml": _start(page)}
    chapters |= {_file(article.number): _article(article, page.signature) for article in articles}
    if page.terms:
        chapters["terms.xhtml"] = _terms(page)
    files = {
        MIMETYPE: b"application/epub+zip",
        "META-INF/container.xml": _container(),
        PACKAGE: _package(digest, page, list(chapters)),
        "EPUB/nav.xhtml": _serialise(_contents(page)),
        "EPUB/style.css": STYLE.encode(),
    }
    files |= {f"EPUB/{name}": _serialise(chapter) for name, chapter in chapters.items()}
    # The package isn't compressed, so that the signature in it can be found without unpacking.
    return to_zip(files.items(), stored=(MIMETYPE, PACKAGE))


def _file(number: int) -> str:
    return f"article-{number}.xhtml"


def _container() -> bytes:
    root = ET.Element("container", {"xmlns": CONTAINER, "version": "1.0"})
    attributes = {"full-path": PACKAGE, "media-type": "application/oebps-package+xml"}
    ET.SubElement(add(root, "rootfiles"), "rootfile", attributes)
    return to_xml(root)


def _package(digest: Digest, page: Page, chapters: list[str]) -> bytes:
    root = ET.Element("package", {"xmlns": OPF, "version": "3.0", "unique-identifier": "id"})
    metadata = ET.SubElement(root, "metadata", {"xmlns:dc": DC})
    dates = [article.date.isoformat() for article in digest.articles if article.date]
    content = hashlib.sha256(msgspec.json.encode(digest)).hexdigest()
    add(metadata, "dc:identifier", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'songngu:{content}')}", id="id")
    add(metadata, "dc:title", f"{labels.TITLE}, {page.range_en}" if page.range_en else labels.TITLE)
    for language in ("vi", "en"):
        add(metadata, "dc:language", language)
    add(metadata, "dc:description", f"{page.figures}. {displayable(page.signature)}")
    if dates:
        add(metadata, "dc:date", max(dates))
    add(metadata, "meta", f"{max(dates, default=NO_DATE)}T00:00:00Z", property="dcterms:modified")
    for name, value in (
        ("accessMode", "textual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", "Text only, each paragraph with its language."),
    ):
        add(metadata, "meta", value, property=f"schema:{name}")
    manifest, spine = add(root, "manifest"), add(root, "spine")
    add(manifest, "item", id="nav", href="nav.xhtml", media_type="application/xhtml+xml", properties="nav")
    add(manifest, "item", id="style", href="style.css", media_type="text/css")
    for name in chapters:
        id = name.removesuffix(".xhtml")
        add(manifest, "item", id=id, href=name, media_type="application/xhtml+xml")
        add(spine, "itemref", idref=id)
    return to_xml(root)


def _contents(page: Page) -> ET.Element:
    body = _document("Contents")
    nav = ET.SubElement(body[1], "nav", {"epub:type": "toc", "role": "doc-toc"})
    add(nav, "h1", "Contents")
    items = add(nav, "ol")
    add(add(items, "li"), "a", labels.TITLE, href="start.xhtml")
    for day in page.days:
        item = add(items, "li")
        _both(add(item, "span"), day.vi, day.en, " / ")
        under = add(item, "ol")
        for article in day.articles:
            link = add(add(under, "li"), "a", href=_file(article.number))
            _both(link, article.name_vi, article.name_en, " / ")
    if page.terms:
        add(add(items, "li"), "a", "Names and terms", href="terms.xhtml")
    return body


def _start(page: Page) -> ET.Element:
    document = _document(labels.TITLE)
    body = document[1]
    add(body, "h1", labels.TITLE)
    if page.range_en:
        _both(add(body, "p"), page.range_vi, page.range_en, " / ")
    add(body, "p", page.figures)
    if page.overview:
        add(body, "h2", f"What happened{page.scope}")
        for sentence in page.overview:
            _cited(add(body, "div", **{"class": "pair"}), sentence, linked=True)
    if not page.articles:
        add(body, "p", "No articles yet.")
    add(body, "p", f"Signature: {displayable(page.signature)}", **{"class": "signature"})
    return document


def _article(article: ArticleView, signature: str) -> ET.Element:
    document = _document(f"{article.name_vi} / {article.name_en}")
    body = document[1]
    _headline(add(body, "h1"), article.title, article.name_vi, article.name_en)
    _doubts(body, article.title.doubts)
    date = _both(
        add(body, "p", **{"class": "about"}), labels.date_vi(article.date), labels.date_en(article.date), " / "
    )
    date[-1].tail = f" · {article.path}"
    for note in article.notes:
        add(body, "p", note, **{"class": "about"})
    if article.summary:
        _both(add(body, "h2"), "Tóm tắt", "In brief", " ")
        for sentence in article.summary:
            _cited(add(body, "div", **{"class": "pair"}), sentence)
    if article.rows:
        _both(add(body, "h2"), "Toàn văn", "Full text", " ")
    for row in article.rows:
        _row(body, row)
    if article.signature != signature:
        add(body, "p", f"Made with {displayable(article.signature)}", **{"class": "signature"})
    return document


def _headline(parent: ET.Element, title: Pair, vi: str, en: str) -> None:
    for language, pieces, otherwise in (("vi", title.vi, vi), ("en", title.en, en)):
        _pieces(_said(parent, "span", language), pieces or (Piece(text=otherwise),))
    parent[0].tail = " "


def _row(body: ET.Element, row: Row) -> None:
    heading = row.kind == "heading"
    parent = add(body, "h3") if heading else add(body, "div", **{"class": f"pair {row.kind}"})
    for language in ("vi", "en"):
        said = _said(parent, "span" if heading else "p", language)
        for index, pair in enumerate(row.pairs):
            if index:
                _append(said, " ")
            _pieces(said, pair.vi if language == "vi" else pair.en)
    parent[0].tail = " " if heading else None
    for pair in row.doubtful:
        _doubts(body, pair.doubts)


def _cited(parent: ET.Element, sentence: Cited, *, linked: bool = False) -> None:
    vi = _said(parent, "p", "vi")
    vi.text = sentence.vi
    if linked and sentence.number:
        _append(vi, " ")
        add(vi, "a", str(sentence.number), href=_file(sentence.number))
    day = f" ({sentence.day_en})" if sentence.day_en else ""
    _said(parent, "p", "en").text = (sentence.en or labels.MISSING) + day
    _doubts(parent, sentence.doubts)


def _doubts(parent: ET.Element, doubts: Iterable[Doubt]) -> None:
    items: ET.Element | None = None
    for doubt in doubts:
        items = add(parent, "ul", **{"class": "doubts"}) if items is None else items
        item = add(items, "li")
        add(item, "strong", doubt.severity.upper()).tail = f" {doubt.check}: {doubt.message}"


def _terms(page: Page) -> ET.Element:
    document = _document("Names and terms")
    add(document[1], "h1", "Names and terms")
    items = add(document[1], "ul")
    for use in page.terms:
        item = add(items, "li")
        unmet = f", {use.unmet:,} unmet" if use.unmet else ""
        _both(item, use.vi, use.en, " → ")[-1].tail = f": {use.count:,}{unmet}"
    return document


def _document(title: str) -> ET.Element:
    """An XHTML document: its head, and an empty body."""
    root = ET.Element("html", {"xmlns": XHTML, "xmlns:epub": OPS, "lang": "en", "xml:lang": "en"})
    head = add(root, "head")
    add(head, "title", title)
    add(head, "link", rel="stylesheet", href="style.css")
    add(root, "body")
    return root


def _said(parent: ET.Element, name: str, language: str) -> ET.Element:
    return ET.SubElement(parent, name, {"class": language, "lang": language, "xml:lang": language})


def _both(parent: ET.Element, vi: str, en: str, between: str) -> ET.Element:
    """Say it in both languages, each marked as what it is; gives the parent."""
    first = _said(parent, "span", "vi")
    first.text, first.tail = vi, between
    _said(parent, "span", "en").text = en
    return parent


def _pieces(parent: ET.Element, pieces: Iterable[Piece]) -> None:
    empty = True
    for piece in pieces:
        empty = False
        if piece.mark is None:
            _append(parent, piece.text)
        else:
            kind = "term unmet" if piece.mark.unmet else "term"
            add(parent, "span", piece.text, **{"class": kind}, title=piece.mark.description)
    if empty:
        _append(parent, labels.MISSING)


def _append(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _serialise(document: ET.Element) -> bytes:
    """Not indented: white space counts beside words."""
    text = ET.tostring(document, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()
