"""The digest as a Word document: a heading, the summary and a table of two columns for each article."""

from __future__ import annotations

import datetime
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable

from songngu.digest import labels
from songngu.digest.safe import displayable
from songngu.digest.view import ArticleView, Cited, Doubt, Page, Piece, Row, build_page
from songngu.records import Digest
from songngu.xml import XML_SPACE, ZIP_TIME, add, to_zip

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LANGUAGES = {"vi": "vi-VN", "en": "en-US"}
TEXT, PROPERTIES = "word/document.xml", "docProps/core.xml"
LONGEST_PROPERTY = 255  # characters
# A4 with margins of 2 cm, in twentieths of a point.
WIDTH, HEIGHT, MARGIN = 11906, 16838, 1134
COLUMN = (WIDTH - 2 * MARGIN) // 2


def render_docx(digest: Digest) -> bytes:
    """Render `digest.docx`: WordprocessingML (ECMA-376) in python-docx's package, which has the styles.

    Every run says its language, for spelling and reading aloud. The dates in it are that of the newest article: it
    reads no clock. The text is written here, since python-docx's own calls took nine times as long.
    """
    page = build_page(digest)
    root = ET.Element("w:document", {"xmlns:w": WORD})
    body = add(root, "w:body")
    _run(_paragraph(body, "Title"), labels.TITLE)
    if page.range_en:
        _both(_paragraph(body), page.range_vi, page.range_en)
    _run(_paragraph(body), page.figures)
    if page.overview:
        _run(_paragraph(body, "Heading1"), f"What happened{page.scope}")
        for sentence in page.overview:
            _cited(body, sentence)
    for day in page.days:
        for article in day.articles:
            _article(body, article, page.signature)
    if not page.articles:
        _run(_paragraph(body), "No articles yet.")
    _run(_paragraph(body), f"Signature: {displayable(page.signature)}")
    section = add(body, "w:sectPr")
    ET.SubElement(section, "w:pgSz", {"w:w": str(WIDTH), "w:h": str(HEIGHT)})
    margins = {f"w:{side}": str(MARGIN) for side in ("top", "right", "bottom", "left", "header", "footer")}
    ET.SubElement(section, "w:pgMar", margins | {"w:gutter": "0"})
    text = ET.tostring(root, encoding="unicode")
    return _pack(page, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'.encode())


def _pack(page: Page, text: bytes) -> bytes:
    """The package around the text, its files without dates; its properties lie open, so that the signature is found."""
    import docx

    document = docx.Document()
    dates = [day.date for day in page.days if day.date]
    newest = max(dates, default=datetime.date(*ZIP_TIME[:3]))
    properties = document.core_properties
    properties.title = labels.TITLE
    properties.author = properties.last_modified_by = "songngu"
    properties.language = LANGUAGES["en"]
    properties.comments = displayable(page.signature)[:LONGEST_PROPERTY]
    properties.created = properties.modified = datetime.datetime.combine(newest, datetime.time())
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        files = [(name, text if name == TEXT else archive.read(name)) for name in archive.namelist()]
    return to_zip(files, stored=(PROPERTIES,))


def _article(body: ET.Element, article: ArticleView, signature: str) -> None:
    _run(_paragraph(body, "Heading1"), article.name_vi, "vi")
    _pieces(_paragraph(body, "Subtitle"), article.title.en, "en")
    _doubts(body, article.title.doubts)
    about = _paragraph(body)
    _both(about, labels.date_vi(article.date), labels.date_en(article.date))
    _run(about, f" · {article.path}")
    for note in article.notes:
        _run(_paragraph(body), note)
    if article.summary:
        _both(_paragraph(body, "Heading2"), "Tóm tắt", "In brief")
        for sentence in article.summary:
            _cited(body, sentence)
    if article.rows:
        _both(_paragraph(body, "Heading2"), "Toàn văn", "Full text")
        _table(body, article.rows)
    if article.signature != signature:
        _run(_paragraph(body), f"Made with {displayable(article.signature)}")


def _table(body: ET.Element, rows: Iterable[Row]) -> None:
    table = add(body, "w:tbl")
    properties = add(table, "w:tblPr")
    ET.SubElement(properties, "w:tblStyle", {"w:val": "TableGrid"})
    ET.SubElement(properties, "w:tblW", {"w:w": "5000", "w:type": "pct"})
    ET.SubElement(properties, "w:tblLayout", {"w:type": "fixed"})
    grid = add(table, "w:tblGrid")
    for _ in LANGUAGES:
        ET.SubElement(grid, "w:gridCol", {"w:w": str(COLUMN)})
    for cell, (language, name) in zip(
        _line(table, "w:tblHeader"), (("vi", "Tiếng Việt"), ("en", "English")), strict=True
    ):
        _run(_paragraph(cell), name, language, bold=True)
    for row in rows:
        cells = _line(table, "w:cantSplit")
        for cell, language in zip(cells, LANGUAGES, strict=True):
            _row(_paragraph(cell), row, language)
        for pair in row.doubtful:
            _doubts(cells[1], pair.doubts)


def _line(table: ET.Element, flag: str) -> list[ET.Element]:
    """The two cells of a new row; `flag` repeats it on every page or keeps it on one."""
    line = add(table, "w:tr")
    add(add(line, "w:trPr"), flag)
    cells = [add(line, "w:tc") for _ in LANGUAGES]
    for cell in cells:
        ET.SubElement(add(cell, "w:tcPr"), "w:tcW", {"w:w": str(COLUMN), "w:type": "dxa"})
    return cells


def _row(paragraph: ET.Element, row: Row, language: str) -> None:
    bold, italic = row.kind == "heading", row.kind in ("caption", "byline")
    for index, pair in enumerate(row.pairs):
        if index:
            _run(paragraph, " ", language)
        _pieces(paragraph, pair.vi if language == "vi" else pair.en, language, bold=bold, italic=italic)


def _cited(body: ET.Element, sentence: Cited) -> None:
    _run(_paragraph(body, "ListBullet"), sentence.vi, "vi")
    day = f", {sentence.day_en}" if sentence.day_en else ""
    source = f" ({sentence.number}{day})" if sentence.number and not sentence.leads_to_sentence else ""
    _run(_paragraph(body, "ListContinue"), (sentence.en or labels.MISSING) + source)
    _doubts(body, sentence.doubts, "ListContinue")


def _doubts(parent: ET.Element, doubts: Iterable[Doubt], style: str = "") -> None:
    for doubt in doubts:
        paragraph = _paragraph(parent, style)
        _run(paragraph, doubt.severity.upper(), bold=True)
        _run(paragraph, f" {doubt.check}: {doubt.message}", italic=True)


def _both(paragraph: ET.Element, vi: str, en: str) -> None:
    _run(paragraph, vi, "vi")
    _run(paragraph, f" / {en}")


def _pieces(
    paragraph: ET.Element, pieces: tuple[Piece, ...], language: str, *, bold: bool = False, italic: bool = False
) -> None:
    for piece in pieces or (Piece(text=labels.MISSING),):
        _run(paragraph, piece.text, language, bold=bold, italic=italic, underline=piece.mark is not None)


def _paragraph(parent: ET.Element, style: str = "") -> ET.Element:
    paragraph = add(parent, "w:p")
    if style:
        ET.SubElement(add(paragraph, "w:pPr"), "w:pStyle", {"w:val": style})
    return paragraph


def _run(
    paragraph: ET.Element,
    text: str,
    language: str = "en",
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> None:
    run = add(paragraph, "w:r")
    properties = add(run, "w:rPr")  # in the order of the schema
    if bold:
        add(properties, "w:b")
    if italic:
        add(properties, "w:i")
    if underline:
        ET.SubElement(properties, "w:u", {"w:val": "single"})
    ET.SubElement(properties, "w:lang", {"w:val": LANGUAGES[language]})
    add(run, "w:t", text).set(XML_SPACE, "preserve")
