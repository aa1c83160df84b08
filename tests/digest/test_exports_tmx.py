"""TMX: what is written follows the standard, what other tools write is read."""

from __future__ import annotations

from io import StringIO

import pytest
from lxml import etree
from msgspec.structs import replace

from songngu.digest.safe import displayable
from songngu.digest.sentences import only_approved
from songngu.digest.tmx import read_memory, render_memory, render_tmx
from songngu.errors import GlossaryError
from songngu.records import Article, Bilingual, Digest, Issue

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The rules of TMX 1.4b for the elements used, as a DTD written from the specification's prose.
RULES = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED o-tmf CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED adminlang CDATA #REQUIRED srclang CDATA #REQUIRED
  datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT note (#PCDATA)> <!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT ude EMPTY>
<!ELEMENT tuv (seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED> <!ELEMENT seg (#PCDATA)>
"""


def parse(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    rules = etree.DTD(StringIO(RULES))
    assert rules.validate(root), rules.error_log
    return root


def sides(unit: etree._Element) -> tuple[str, ...]:
    assert [tuv.get(XML_LANG) for tuv in unit.iter("tuv")] == ["vi", "en"]
    return tuple(seg.text or "" for seg in unit.iter("seg"))


def props(unit: etree._Element) -> dict[str, str]:
    return {prop.get("type"): prop.text for prop in unit.iter("prop")}


@pytest.mark.parametrize("name", ["plain_digest", "nasty_digest", "empty_digest"])
def test_it_follows_the_standard_and_loses_no_translated_sentence(name: str, request: pytest.FixtureRequest) -> None:
    digest: Digest = request.getfixturevalue(name)
    units = list(parse(render_tmx(digest)).iter("tu"))
    said = [
        (vi, en)
        for article in digest.articles
        for one in ([article.title] if article.title.segment is None else []) + list(article.segments)
        if (vi := displayable(one.vi).strip()) and (en := displayable(one.en).strip())
    ]
    assert [sides(unit) for unit in units] == said
    ids = [unit.get("tuid") for unit in units]
    assert len(set(ids)) == len(ids)


def test_a_unit_tells_where_it_stands_and_how_far_it_can_be_trusted(plain_digest: Digest) -> None:
    article = plain_digest.articles[0]
    approved = replace(article.segments[1], status="approved", origin="human")
    digest = replace(plain_digest, articles=(replace(article, segments=(article.segments[0], approved)),))
    draft, final = parse(render_tmx(digest)).iter("tu")
    assert props(draft)["x-status"] == "draft"
    assert props(final) == {
        "x-article": "bao-so-9", "x-path": "bao-so-9.txt", "x-date": "2026-01-06", "x-segment": "s2",
        "x-kind": "caption", "x-status": "approved", "x-origin": "human",
    }  # fmt: skip


def test_doubts_are_notes(plain_digest: Digest) -> None:
    notes = [note.text for note in parse(render_tmx(plain_digest)).iter("note")]
    assert "warning: numbers: the source has 120, the English has 12" in notes


def test_a_title_made_from_the_lead_is_a_unit_with_its_own_state(plain_digest: Digest) -> None:
    made = Bilingual(
        vi="Đức họp", en="Germany meets", status="approved", issues=(Issue(check="x", severity="error", message="m"),)
    )
    digest = replace(plain_digest, articles=(replace(plain_digest.articles[0], title=made),))
    first = next(parse(render_tmx(digest)).iter("tu"))
    assert sides(first) == ("Đức họp", "Germany meets")
    assert (props(first)["x-segment"], props(first)["x-status"]) == ("title", "approved")
    assert first.findtext("note") == "error: x: m"


def test_only_what_is_approved(plain_digest: Digest) -> None:
    storm, match = plain_digest.articles
    segments = (*storm.segments[:2], replace(storm.segments[2], status="approved"), *storm.segments[3:])
    digest = only_approved(replace(plain_digest, articles=(replace(storm, segments=segments), match)))
    (kept,) = digest.articles
    assert [segment.id for segment in kept.segments] == ["s3"]
    assert [sentence.segment for sentence in kept.summary] == ["s3"]
    assert [sentence.segment for sentence in digest.overview] == ["s3"]
    assert [sides(unit) for unit in parse(render_tmx(digest)).iter("tu")] == [(segments[2].vi, segments[2].en)]
    assert only_approved(plain_digest).articles == ()


def test_what_is_approved_is_read_again(plain_digest: Digest) -> None:
    def approve(article: Article) -> Article:
        segments = tuple(replace(segment, status="approved") for segment in article.segments)
        return replace(article, segments=segments, title=replace(article.title, status="approved"))

    drafts = render_tmx(plain_digest).decode()
    approved = render_tmx(replace(plain_digest, articles=tuple(map(approve, plain_digest.articles)))).decode()
    expected = [sides(unit) for unit in parse(drafts.encode()).iter("tu")]
    assert read_memory(approved, "x") == (expected, 0, 0)
    assert read_memory(drafts, "x") == ([], 0, len(expected))


def test_a_memory_follows_the_standard_and_is_read_again() -> None:
    data = render_memory([("Đức & <b>", "Germany & <b>", "a.tmx"), ("Nga\x0b hoàng\x00", "tsar\x1f", "b")])
    assert [sides(unit) for unit in parse(data).iter("tu")] == [("Đức & <b>", "Germany & <b>"), ("Nga hoàng", "tsar")]
    assert read_memory(data.decode(), "x") == ([("Đức & <b>", "Germany & <b>"), ("Nga hoàng", "tsar")], 0, 0)


# As translation environments write them: a DTD outside, codes of the layout, region codes, props and notes anywhere.
OTHERS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="A" creationtoolversion="1" datatype="xml" segtype="sentence" adminlang="en-US"
 srclang="vi-VN" o-tmf="A"><prop type="x-Recognizers">RecognizeAll</prop></header><body>
<tu creationdate="20250102T030405Z" creationid="MT\\x"><prop type="x-Context">1, 2</prop>
<tuv xml:lang="vi-VN"><prop type="x-y">z</prop><seg><bpt i="1" x="1">&lt;b&gt;</bpt>Thủ tướng<ept i="1">&lt;/b&gt;</ept>
đến <ph x="2"/>Hà Nội.</seg></tuv>
<tuv xml:lang="en-US"><seg>The prime minister <hi>arrives</hi> in Hanoi.</seg></tuv></tu>
<tu><tuv xml:lang="EN-GB"><seg>Only English.</seg></tuv></tu>
<tu><tuv xml:lang="vi"><seg>Chỉ có tiếng Việt.</seg></tuv><tuv xml:lang="de"><seg>Nur Vietnamesisch.</seg></tuv></tu>
<tu><tuv xml:lang="vi"><seg><ph x="1"/></seg></tuv><tuv xml:lang="en"><seg>Codes alone</seg></tuv></tu>
<tu><tuv lang="EN_US"><seg>Thanks.</seg></tuv><tuv lang="VI"><seg>Ca\u0309m o\u031bn.</seg></tuv>
<tuv lang="EN_GB"><seg>Ta.</seg></tuv></tu></body></tmx>"""


def test_memories_of_other_tools() -> None:
    memory = read_memory(OTHERS, "x")
    assert memory.pairs == [
        ("Thủ tướng đến Hà Nội.", "The prime minister arrives in Hanoi."),
        ("Cảm ơn.", "Thanks."),
    ]
    assert memory.one_sided == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html/>", "outermost element is <html>"),
        ("<tmx>\n<body>", "m.tmx:2: not valid XML"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>&a;</tmx>', "DTD inside"),
        ("", "not valid XML"),
    ],
)
def test_what_is_no_memory_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(GlossaryError, match=said):
        read_memory(text, "m.tmx")
