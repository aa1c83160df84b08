"""EPUB: the container, the package and every page, read by zipfile and lxml as the standard wants them."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urldefrag

import pytest
from lxml import etree
from msgspec.structs import replace

from songngu.digest.epub import STYLE, render_epub
from songngu.digest.safe import displayable
from songngu.records import Bilingual, Digest

NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Book(NamedTuple):
    """What a reading system finds: the package, the contents and the pages in reading order."""

    package: etree._Element
    nav: etree._Element
    pages: dict[str, etree._Element]


def open_book(data: bytes) -> Book:
    """Open as the standard says, and refuse whatever a reading system might."""
    assert data[30:58] == b"mimetypeapplication/epub+zip"  # first, stored, without extra field
    archive = zipfile.ZipFile(BytesIO(data))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(set(names)) == len(names)
    (root_file,) = etree.fromstring(archive.read("META-INF/container.xml")).iter(f"{{{NS['c']}}}rootfile")
    assert root_file.get("media-type") == "application/oebps-package+xml"
    base = posixpath.dirname(root_file.get("full-path"))
    package = etree.fromstring(archive.read(root_file.get("full-path")))
    assert package.get("version") == "3.0"
    identifier = package.xpath("o:metadata/d:identifier[@id=/o:package/@unique-identifier]", namespaces=NS)
    assert identifier[0].text.startswith("urn:uuid:")
    assert package.xpath("count(o:metadata/o:meta[@property='dcterms:modified'])", namespaces=NS) == 1
    ids = package.xpath("//@id", namespaces=NS)
    assert len(set(ids)) == len(ids)
    items = {item.get("id"): item for item in package.iterfind("o:manifest/o:item", NS)}
    paths = [posixpath.join(base, item.get("href")) for item in items.values()]
    assert sorted(paths) == sorted(set(names) - {"mimetype", "META-INF/container.xml", root_file.get("full-path")})
    assert {item.get("media-type") for item in items.values()} == {"application/xhtml+xml", "text/css"}
    (nav,) = (item.get("href") for item in items.values() if item.get("properties") == "nav")
    spine = [ref.get("idref") for ref in package.iterfind("o:spine/o:itemref", NS)]
    assert spine
    assert len(set(spine)) == len(spine)
    pages = {
        items[name].get("href"): etree.fromstring(archive.read(posixpath.join(base, items[name].get("href"))))
        for name in spine
    }
    contents = etree.fromstring(archive.read(posixpath.join(base, nav)))
    for page in (*pages.values(), contents):
        check_page(page, pages)
    check_contents(contents, list(pages))
    return Book(package, contents, pages)


def check_page(page: etree._Element, pages: dict[str, etree._Element]) -> None:
    assert page.tag == f"{{{NS['h']}}}html"
    assert page.findtext("h:head/h:title", "", NS).strip()
    for element in page.iter("{*}*"):
        assert element.get("lang") == element.get(XML_LANG)
        if href := element.get("href"):
            assert href == "style.css" or urldefrag(href).url in pages
    assert not page.xpath(
        "//h:script | //h:img | //h:style | //@style | //@*[starts-with(name(), 'on')]", namespaces=NS
    )


def check_contents(contents: etree._Element, pages: list[str]) -> None:
    """Every item has one link or, above a list, one label; every page is reached, in the order of the spine."""
    (toc,) = contents.xpath("//h:nav[@e:type='toc']", namespaces=NS)
    assert toc.xpath("count(h:ol)", namespaces=NS) == 1
    for items in toc.iter(f"{{{NS['h']}}}ol"):
        assert len(items)
    for item in toc.iter(f"{{{NS['h']}}}li"):
        names = [etree.QName(child).localname for child in item]
        assert names in (["a"], ["span", "ol"])
        assert "".join(item[0].itertext()).strip()
    assert toc.xpath(".//h:a/@href", namespaces=NS) == pages


def text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def column(page: etree._Element, language: str) -> list[str]:
    """The paragraphs and headings of one language."""
    found = page.xpath(f"//h:body//*[@class='{language}'][not(ancestor::h:a)]", namespaces=NS)
    return [text(one) for one in found]


@pytest.mark.parametrize("name", ["plain_digest", "nasty_digest", "empty_digest"])
def test_it_follows_the_standard_and_shows_every_sentence(name: str, request: pytest.FixtureRequest) -> None:
    digest: Digest = request.getfixturevalue(name)
    book = open_book(render_epub(digest))
    articles = [page for file, page in book.pages.items() if file.startswith("article-")]
    assert len(articles) == len(digest.articles)
    for article, page in zip(digest.articles, articles, strict=True):
        for language, texts in (
            ("vi", [segment.vi for segment in article.segments]),
            ("en", [segment.en for segment in article.segments]),
        ):
            said = "\n".join(column(page, language))
            assert all(displayable(one).strip() in said for one in texts)


def test_each_paragraph_is_followed_by_its_english(plain_digest: Digest) -> None:
    page = open_book(render_epub(plain_digest)).pages["article-1.xhtml"]
    pairs = page.xpath("//h:body/h:div[contains(@class, 'pair')]", namespaces=NS)
    assert [[child.get("lang") for child in pair][:2] for pair in pairs] == [["vi", "en"]] * len(pairs)
    assert text(pairs[-2]).startswith("Khoảng 45.000 hộ dân sẽ được sơ tán.")
    joined = [text(pair[1]) for pair in pairs if "off the coast" in text(pair[1])]
    assert joined[-1].endswith(
        "off the coast of Quang Nam. The weather centre said the strongest winds reached force 12."
    )
    assert [text(one) for one in page.iter(f"{{{NS['h']}}}h1")] == [
        "Bão số 9 áp sát Quảng Nam Storm No. 9 nears Quang Nam"
    ]


def test_terms_are_marked_and_doubts_told(plain_digest: Digest) -> None:
    page = open_book(render_epub(plain_digest)).pages["article-1.xhtml"]
    terms = [text(one) for one in page.xpath("//*[@class='term']", namespaces=NS)]
    assert terms[:2] == ["Quảng Nam", "Quang Nam"]
    doubts = [text(one) for one in page.xpath("//h:ul[@class='doubts']/h:li", namespaces=NS)]
    assert "WARNING numbers: the source has 120, the English has 12" in doubts
    assert any(one.startswith("ERROR terms: term unmet") for one in doubts)


def test_the_book_says_what_it_is_and_when_it_is_of(plain_digest: Digest, empty_digest: Digest) -> None:
    def metadata(digest: Digest) -> dict[str, str]:
        found = open_book(render_epub(digest)).package.find("o:metadata", NS)
        return {one.get("property") or etree.QName(one).localname: one.text for one in found}

    full, empty = metadata(plain_digest), metadata(empty_digest)
    assert full["dcterms:modified"] == "2026-01-06T00:00:00Z"
    assert full["title"].endswith("January 5 – January 6, 2026")
    assert plain_digest.signature in full["description"]
    assert empty["dcterms:modified"] == "1980-01-01T00:00:00Z"
    other = metadata(replace(plain_digest, articles=plain_digest.articles[:1]))
    assert full["identifier"] != other["identifier"]  # a corrected digest is another book to a reader that keeps copies


def test_a_title_made_from_the_lead_is_the_headline(plain_digest: Digest) -> None:
    made = replace(plain_digest.articles[0], title=Bilingual(vi="Đức họp", en=""))
    page = open_book(render_epub(replace(plain_digest, articles=(made,)))).pages["article-1.xhtml"]
    assert column(page, "vi")[0] == "Đức họp"
    assert column(page, "en")[0] == "bao-so-9.txt"  # what the contents call it without a title


def test_the_signature_can_be_found_without_unpacking(plain_digest: Digest) -> None:
    assert plain_digest.signature.encode() in render_epub(plain_digest)


def test_terms_flow_inside_headings() -> None:
    """`h1 span` would also take the marked terms inside the two languages, and give each a line."""
    (blocks,) = (line for line in STYLE.splitlines() if "display: block" in line)
    assert all(" > " in selector for selector in blocks.partition("{")[0].split(","))
