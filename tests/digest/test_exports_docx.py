"""DOCX: python-docx, which didn't write the text, reads it."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from songngu.digest.docx import render_docx
from songngu.digest.safe import displayable
from songngu.records import Bilingual, Digest


def read(digest: Digest) -> Any:
    return docx.Document(BytesIO(render_docx(digest)))


def rows(table: Any) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


@pytest.mark.parametrize("name", ["plain_digest", "nasty_digest", "empty_digest"])
def test_every_sentence_is_in_it(name: str, request: pytest.FixtureRequest) -> None:
    digest: Digest = request.getfixturevalue(name)
    document = read(digest)
    names = {style.name for style in document.styles}
    assert all(paragraph.style.name in names for paragraph in document.paragraphs)
    headings = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert len(headings) == len(digest.articles) + bool(digest.overview)
    text = "\n".join(
        [*(p.text for p in document.paragraphs), *("\n".join(r) for t in document.tables for r in rows(t))]
    )
    for article in digest.articles:
        for segment in article.segments:
            assert displayable(segment.vi).strip() in text
            assert displayable(segment.en).strip() in text


def test_an_article_is_a_table_of_two_columns_without_its_headline(plain_digest: Digest) -> None:
    storm, match = read(plain_digest).tables
    assert rows(match) == [
        ("Tiếng Việt", "English"),
        (
            "Việt Nam thắng Thái Lan 2-1. Trận lượt về diễn ra ngày 9/1.",
            "Vietnam beat Thailand 2-1. The second leg is on January 9.",
        ),
    ]
    assert len(rows(storm)) == 6
    assert "WARNING numbers: the source has 120, the English has 12" in rows(storm)[2][1]
    assert storm.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    (heading,) = (cell for row in storm.rows for cell in row.cells if cell.text == "Sơ tán trước 17 giờ")
    assert all(run.bold for run in heading.paragraphs[0].runs)
    assert [run.text for row in storm.rows for run in row.cells[0].paragraphs[0].runs if run.underline] == [
        "6/1", "bão", "Quảng Nam", "Trung tâm Dự báo Khí tượng Thủy văn Quốc gia",
    ]  # fmt: skip


def test_every_run_says_its_language(plain_digest: Digest) -> None:
    document = read(plain_digest)
    for run in document.element.body.iter(qn("w:r")):
        (language,) = run.iter(qn("w:lang"))
        assert language.get(qn("w:val")) in ("vi-VN", "en-US")
    for table in document.tables:
        for row in table.rows:
            found = [{one.get(qn("w:val")) for one in cell._tc.iter(qn("w:lang"))} for cell in row.cells]
            assert found == [{"vi-VN"}, {"en-US"}]


def test_it_says_what_it_is_and_reads_no_clock(plain_digest: Digest, empty_digest: Digest) -> None:
    properties = read(plain_digest).core_properties
    assert properties.comments == plain_digest.signature
    assert properties.created.date() == properties.modified.date() == datetime.date(2026, 1, 6)
    assert read(empty_digest).core_properties.modified.year == 1980
    archive = zipfile.ZipFile(BytesIO(render_docx(plain_digest)))
    assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
    assert plain_digest.signature.encode() in render_docx(plain_digest)  # without unpacking


def test_a_signature_longer_than_a_property_may_be_is_at_the_end(plain_digest: Digest) -> None:
    digest = replace(plain_digest, signature="songngu:" + "x" * 300)
    assert read(digest).paragraphs[-1].text == f"Signature: {digest.signature}"


def test_a_title_made_from_the_lead_is_the_heading(plain_digest: Digest) -> None:
    made = replace(plain_digest.articles[0], title=Bilingual(vi="Đức họp", en="Germany meets"))
    found = [paragraph.text for paragraph in read(replace(plain_digest, articles=(made,))).paragraphs]
    assert found.index("Germany meets") == found.index("Đức họp") + 1
