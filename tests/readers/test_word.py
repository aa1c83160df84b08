"""Word documents beside those of the contract: what programs with python-docx write, notes, circles of styles."""

from __future__ import annotations

import io

import docx
from tests.readers import made

from songngu.readers.word import read_docx


def blocks(data: bytes) -> list[tuple[str, str | None]]:
    return [(block.text, block.kind) for block in read_docx(data, "a.docx").blocks]


def test_what_python_docx_writes() -> None:
    document = docx.Document()
    document.add_heading(made.TITLE, 0)
    document.add_paragraph(made.LEAD)
    document.add_paragraph(made.CAPTION, style="Caption")
    document.add_paragraph(made.ITEMS[0], style="List Bullet")
    document.add_table(1, 1).cell(0, 0).text = "Tuyến"
    document.sections[0].header.paragraphs[0].text = "Trang 1"
    out = io.BytesIO()
    document.save(out)
    assert blocks(out.getvalue()) == [
        (made.TITLE, "heading"),
        (made.LEAD, None),
        (made.CAPTION, "caption"),
        (made.ITEMS[0], None),
        ("Tuyến", "text"),
    ]


def test_tabs_hyphens_line_ends_and_fields() -> None:
    run = (
        "<w:p><w:r><w:t>Hai</w:t><w:tab/><w:t>ba</w:t><w:br/><w:t>Xanh</w:t><w:noBreakHyphen/><w:t>đỏ</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom></w:p>"
    )
    assert blocks(made.docx(run, "")) == [("Hai ba", None), ("Xanh-đỏ", None)]


def test_a_circle_of_styles_ends() -> None:
    styles = made.style("A", "một", "B") + made.style("B", "hai", "A")
    assert blocks(made.docx(made.paragraph("Chữ", "A"), styles)) == [("Chữ", None)]


def test_a_paragraph_with_an_outline_level_is_a_heading() -> None:
    body = made.paragraph("Chữ", extra='<w:outlineLvl w:val="0"/>')
    assert blocks(made.docx(body, "")) == [("Chữ", "heading")]
