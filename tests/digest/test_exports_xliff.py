"""XLIFF 2.1 and 1.2: what is written follows the standards and says what a translator's tool needs to know."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from lxml import etree
from msgspec.structs import replace

from songngu.digest.safe import displayable
from songngu.digest.xliff import render_xliff, render_xliff12
from songngu.records import Article, Bilingual, Digest, Origin, Status

NS = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "g": "urn:oasis:names:tc:xliff:glossary:2.0",
    "o": "urn:oasis:names:tc:xliff:document:1.2",
}
DIGESTS = ["plain_digest", "nasty_digest", "empty_digest"]
# The rules of each version for the elements used, as a DTD written from the specification's prose.
RULES_2 = """
<!ELEMENT xliff (file+)>
<!ATTLIST xliff xmlns CDATA #FIXED "urn:oasis:names:tc:xliff:document:2.0" version CDATA #FIXED "2.1"
  xmlns:gls CDATA #FIXED "urn:oasis:names:tc:xliff:glossary:2.0" srcLang CDATA #REQUIRED trgLang CDATA #IMPLIED>
<!ELEMENT file (notes?, unit+)> <!ATTLIST file id NMTOKEN #REQUIRED original CDATA #IMPLIED>
<!ELEMENT notes (note+)> <!ELEMENT note (#PCDATA)>
<!ATTLIST note id NMTOKEN #IMPLIED appliesTo (source | target) #IMPLIED category CDATA #IMPLIED
  priority (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10) "1">
<!ELEMENT unit (gls:glossary?, notes?, (segment | ignorable)+)>
<!ATTLIST unit id NMTOKEN #REQUIRED type CDATA #IMPLIED translate (yes | no) #IMPLIED>
<!ELEMENT gls:glossary (gls:glossEntry+)>
<!ELEMENT gls:glossEntry (gls:term, (gls:translation | gls:definition)+)>
<!ELEMENT gls:term (#PCDATA)> <!ELEMENT gls:translation (#PCDATA)> <!ELEMENT gls:definition (#PCDATA)>
<!ELEMENT segment (source, target?)>
<!ATTLIST segment id NMTOKEN #IMPLIED state (initial | translated | reviewed | final) "initial" subState CDATA #IMPLIED>
<!ELEMENT ignorable (source, target?)>
<!ELEMENT source (#PCDATA)> <!ATTLIST source xml:space (default | preserve) #IMPLIED>
<!ELEMENT target (#PCDATA)> <!ATTLIST target xml:space (default | preserve) #IMPLIED>
"""
RULES_12 = """
<!ELEMENT xliff (file+)>
<!ATTLIST xliff xmlns CDATA #FIXED "urn:oasis:names:tc:xliff:document:1.2" version CDATA #FIXED "1.2">
<!ELEMENT file (header?, body)>
<!ATTLIST file original CDATA #REQUIRED source-language CDATA #REQUIRED target-language CDATA #IMPLIED
  datatype CDATA #REQUIRED>
<!ELEMENT header (note | tool)*>
<!ELEMENT tool EMPTY> <!ATTLIST tool tool-id CDATA #REQUIRED tool-name CDATA #REQUIRED tool-version CDATA #IMPLIED>
<!ELEMENT body (trans-unit*)> <!ELEMENT trans-unit (source, target?, note*)>
<!ATTLIST trans-unit id CDATA #REQUIRED restype CDATA #IMPLIED approved (yes | no) #IMPLIED>
<!ELEMENT source (#PCDATA)> <!ATTLIST source xml:lang CDATA #IMPLIED>
<!ELEMENT target (#PCDATA)>
<!ATTLIST target xml:lang CDATA #IMPLIED
  state (final | needs-adaptation | needs-l10n | needs-review-adaptation | needs-review-l10n |
    needs-review-translation | needs-translation | new | signed-off | translated) #IMPLIED
  state-qualifier (exact-match | fuzzy-match | id-match | leveraged-glossary | leveraged-inherited | leveraged-mt |
    leveraged-repository | leveraged-tm | mt-suggestion | rejected-grammar | rejected-inaccurate | rejected-length |
    rejected-spelling | tm-suggestion | x-rule) #IMPLIED>
<!ELEMENT note (#PCDATA)>
<!ATTLIST note from CDATA #IMPLIED annotates (source | target | general) #IMPLIED
  priority (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10) "1">
"""


def parse(data: bytes, rules: str) -> etree._Element:
    root = etree.fromstring(data)
    dtd = etree.DTD(StringIO(rules))
    assert dtd.validate(root), dtd.error_log
    return root


def parse_2(data: bytes) -> etree._Element:
    """What the DTD can't say: ids are unique within their file or unit, types and sub-states have a prefix."""
    root = parse(data, RULES_2)
    assert_unique(root.xpath("x:file/@id", namespaces=NS))
    for file in root.iter("{*}file"):
        assert_unique(file.xpath("x:unit/@id", namespaces=NS))
    for unit in root.iter("{*}unit"):
        assert_unique(unit.xpath("x:segment/@id", namespaces=NS))
        assert unit.xpath("x:segment", namespaces=NS)
    for value in root.xpath("//@subState | //@type"):
        assert re.fullmatch(r"(?!xlf:)[^\s:]+:[^\s:]+", value)
    for segment in root.xpath("//x:segment[@subState]", namespaces=NS):
        assert segment.get("state")
    for segment in root.xpath("//x:segment[@state != 'initial']", namespaces=NS):
        assert segment.find("x:target", NS) is not None
    return root


def parse_12(data: bytes) -> etree._Element:
    root = parse(data, RULES_12)
    for file in root.iter("{*}file"):
        assert_unique(file.xpath("o:body/o:trans-unit/@id", namespaces=NS))
    return root


def assert_unique(ids: list[str]) -> None:
    assert len(set(ids)) == len(ids)


def texts(root: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in root.xpath(path, namespaces=NS)]


def said(digest: Digest) -> list[tuple[str, str]]:
    return [
        (displayable(one.vi).strip(), displayable(one.en).strip())
        for article in digest.articles
        for one in ([article.title] if article.title.segment is None else []) + list(article.segments)
        if displayable(one.vi).strip()
    ]


@pytest.mark.parametrize("name", DIGESTS)
def test_2_1_follows_the_standard_and_loses_no_sentence(name: str, request: pytest.FixtureRequest) -> None:
    digest: Digest = request.getfixturevalue(name)
    root = parse_2(render_xliff(digest))
    segments = root.xpath("//x:unit[not(@translate)]/x:segment", namespaces=NS)
    assert [(s.findtext("x:source", "", NS), s.findtext("x:target", "", NS)) for s in segments] == said(digest)


@pytest.mark.parametrize("name", DIGESTS)
def test_1_2_follows_the_standard_and_loses_no_sentence(name: str, request: pytest.FixtureRequest) -> None:
    digest: Digest = request.getfixturevalue(name)
    root = parse_12(render_xliff12(digest))
    units = root.xpath("//o:trans-unit", namespaces=NS)
    assert [(u.findtext("o:source", "", NS), u.findtext("o:target", "", NS)) for u in units] == said(digest)


def test_a_paragraph_is_a_unit_with_the_space_between_its_sentences(plain_digest: Digest) -> None:
    root = parse_2(render_xliff(plain_digest))
    storm = root.xpath("x:file[@id='bao-so-9']/x:unit", namespaces=NS)
    assert [texts(unit, "x:segment/x:source")[0][:6] for unit in storm][:3] == ["Bão số", "Người ", "Sáng 6"]
    assert len(storm) == 6  # seven sentences, of which two make a paragraph
    assert texts(storm[2], "*/x:source")[1] == " "
    assert "".join(texts(storm[2], "*/x:target")).count("Quang Nam. The weather") == 1


@pytest.mark.parametrize(
    ("origin", "status", "en", "state_2", "state_12"),
    [
        ("model", "draft", "", "initial", None),
        ("model", "draft", "Germany", "translated", ("no", "needs-review-translation", "mt-suggestion")),
        ("memory", "draft", "Germany", "translated", ("no", "needs-review-translation", "exact-match")),
        ("rule", "draft", "Germany", "translated", ("no", "needs-review-translation", "x-rule")),
        ("human", "draft", "Germany", "reviewed", ("no", "translated", None)),
        ("human", "approved", "Germany", "final", ("yes", "final", None)),
        ("model", "approved", "Germany", "final", ("yes", "final", "mt-suggestion")),
        ("human", "approved", "", "final", ("yes", "final", None)),
    ],
)
def test_states(
    plain_digest: Digest, origin: Origin, status: Status, en: str, state_2: str, state_12: tuple[str, ...] | None
) -> None:
    segment = replace(plain_digest.articles[0].segments[0], en=en, origin=origin, status=status)
    digest = replace(plain_digest, articles=(replace(plain_digest.articles[0], segments=(segment,)),))
    found = parse_2(render_xliff(digest)).find(".//x:segment", NS)
    assert found.get("state") == state_2
    assert found.get("subState") == (None if state_2 == "initial" else f"songngu:{origin}")
    unit = parse_12(render_xliff12(digest)).find(".//o:trans-unit", NS)
    target = unit.find("o:target", NS)
    if state_12 is None:
        assert target is None
    else:
        assert (unit.get("approved"), target.get("state"), target.get("state-qualifier")) == state_12


def test_doubts_are_notes_that_name_their_sentence(plain_digest: Digest) -> None:
    root = parse_2(render_xliff(plain_digest))
    notes = root.xpath("//x:unit/x:notes/x:note", namespaces=NS)
    assert [(note.get("category"), note.get("priority"), note.text[:11]) for note in notes] == [
        ("numbers", "5", "s3: warning"),
        ("terms", "1", "s4: error: "),
    ]
    old = parse_12(render_xliff12(plain_digest)).xpath("//o:note[@annotates='target']", namespaces=NS)
    assert [(note.get("from"), note.get("priority")) for note in old] == [("numbers", "5"), ("terms", "1")]


def test_terms_of_the_glossary_go_along_and_quantities_dont(plain_digest: Digest) -> None:
    root = parse_2(render_xliff(plain_digest))
    assert texts(root, "//g:term") == [
        "Quảng Nam", "Quảng Nam", "bão", "Trung tâm Dự báo Khí tượng Thủy văn Quốc gia", "Việt Nam",
    ]  # fmt: skip
    assert texts(root, "//g:translation")[:3] == ["Quang Nam", "Quang Nam", "typhoon"]
    old = parse_12(render_xliff12(plain_digest))
    assert texts(old, "//o:note[@from='glossary']")[0] == "Quảng Nam → Quang Nam"


def test_a_title_made_from_the_lead_is_a_unit(plain_digest: Digest) -> None:
    made = replace(plain_digest.articles[0], title=Bilingual(vi="Đức họp", en="Germany meets", status="approved"))
    digest = replace(plain_digest, articles=(made,))
    unit = parse_2(render_xliff(digest)).find(".//x:unit", NS)
    assert (unit.get("type"), texts(unit, "x:segment/x:source")) == ("songngu:heading", ["Đức họp"])
    old = parse_12(render_xliff12(digest)).find(".//o:trans-unit", NS)
    assert (old.get("id"), old.get("approved")) == ("title", "yes")


def test_files_carry_their_path_date_and_signature(plain_digest: Digest) -> None:
    article: Article = plain_digest.articles[0]
    file = parse_2(render_xliff(plain_digest)).find("x:file", NS)
    assert file.get("original") == "bao-so-9.txt"
    assert texts(file, "x:notes/x:note") == [article.signature, "2026-01-06"]
    old = parse_12(render_xliff12(plain_digest)).find("o:file", NS)
    assert (old.get("original"), texts(old, "o:header/o:note")) == ("bao-so-9.txt", [article.signature])
