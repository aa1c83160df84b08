"""Formats of other tools: a contract for every one, and what real files of these tools have that ours don't."""

from __future__ import annotations

from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from songngu.errors import GlossaryError
from songngu.glossary.entries import KINDS, MODES, Entry, make_entry
from songngu.glossary.formats import FORMATS, export_entries, guess_format, import_entries

ENTRIES = (
    make_entry({"vi": "Đức", "en": "Germany|German", "kind": "place", "mode": "prefer", "note": 'a "b", <c> & d'}, ""),
    make_entry({"vi": "Liên hợp quốc", "en": "United Nations", "kind": "organisation"}, ""),
    make_entry({"vi": "S&P 500", "en": "S&P 500"}, ""),
    make_entry({"vi": "#NATO", "en": "NATO", "kind": "keep"}, ""),
)


def held(entry: Entry, holds: frozenset[str]) -> tuple[object, ...]:
    """What of an entry a format should bring back."""
    return (
        entry.vi,
        entry.en if "alternatives" in holds else entry.en[:1],
        entry.kind if "kind" in holds else "term",
        entry.mode if "mode" in holds else "enforce",
        entry.note if "note" in holds else "",
    )


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "omegat"])
def test_contract_what_a_format_holds_comes_back(name: str) -> None:
    exported = export_entries(ENTRIES, name)
    imported = import_entries(exported.text.encode(), name, "x")
    everything = FORMATS["csv"].holds
    assert [held(e, everything) for e in imported.entries] == [held(e, FORMATS[name].holds) for e in ENTRIES]
    assert imported.notes == ()


@pytest.mark.parametrize("name", FORMATS)
def test_contract_what_a_format_cannot_hold_is_reported(name: str) -> None:
    lost = {"alternatives", "kind", "mode", "note"} - FORMATS[name].holds
    notes = export_entries(ENTRIES[:3], name).notes
    assert len(notes) == len(lost)
    assert all(any(what in note for note in notes) for what in lost)


def test_what_a_format_would_read_otherwise_is_reported() -> None:
    """A line that begins with # is a comment to OmegaT, and nothing can be done about it."""
    assert export_entries(ENTRIES[3:], "omegat").notes[-1:] == (
        "omegat can't write these so that they are read again: #NATO",
    )
    header = make_entry({"vi": "vi", "en": "en"}, "")
    assert "read again: vi" in export_entries([header], "google").notes[-1]
    assert export_entries([header], "amazon").notes == ()


@pytest.mark.parametrize("name", FORMATS)
def test_contract_no_entries_give_a_file_without_any(name: str) -> None:
    assert import_entries(export_entries((), name).text.encode(), name, "x").entries == ()


@pytest.mark.parametrize("name", FORMATS)
def test_contract_bytes_that_are_no_utf8_are_refused_with_their_line(name: str) -> None:
    with pytest.raises(GlossaryError, match="x:2: not UTF-8"):
        import_entries(b"a\n\xff\n", name, "x")


plain = st.text(st.sampled_from("aăđẩỹGN09 ,;\"'&<>-+#=\u2028\u00a0\U0001f600"), min_size=1, max_size=12)
rows = st.fixed_dictionaries(
    {
        "vi": plain.map("x{}".format) | plain,
        "en": st.lists(plain, min_size=1, max_size=3).map("|".join),
        "kind": st.sampled_from(KINDS),
        "mode": st.sampled_from(MODES),
        "note": st.just("") | plain,
    }
)


def make_entries(found: list[dict[str, str]]) -> tuple[Entry, ...]:
    """Those of the rows that are entries, one for each Vietnamese form."""
    entries: dict[str, Entry] = {}
    for row in found:
        with suppress(GlossaryError):
            entry = make_entry(row, "")
            entries.setdefault(entry.vi, entry)
    return tuple(entries.values())


@given(st.lists(rows, max_size=6), st.sampled_from(sorted(FORMATS)))
def test_nothing_that_a_format_can_hold_is_lost_and_the_rest_is_reported(
    found: list[dict[str, str]], name: str
) -> None:
    entries = make_entries(found)
    exported = export_entries(entries, name)
    imported = import_entries(exported.text.encode(), name, "x")
    holds = FORMATS[name].holds
    back = {entry.vi: held(entry, holds) for entry in imported.entries}
    astray = [entry.vi for entry in entries if back.get(entry.vi) != held(entry, holds)]
    assert bool(astray) == any("read again" in note for note in exported.notes)
    if name not in ("omegat", "deepl", "google"):  # the others can write whatever an entry can be
        assert not astray
        assert imported.refused == 0
    assert any("kind" in note for note in exported.notes) == (
        "kind" not in holds and any(entry.kind != "term" for entry in entries)
    )
    assert any("alternatives" in note for note in exported.notes) == (
        "alternatives" not in holds and any(len(entry.en) > 1 for entry in entries)
    )


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode), st.sampled_from(sorted(FORMATS)))
def test_anything_is_read_or_refused_politely(data: bytes, name: str) -> None:
    where = "x"
    try:
        import_entries(data, name, "x")
    except GlossaryError as error:
        where = error.where
    assert where.startswith("x")


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(GlossaryError, match="Known formats: csv, tsv, deepl"):
        export_entries((), "xls")


# The rules of each standard for the elements written, as DTDs from the specifications' prose; read by lxml.
RULES = {
    "tmx": """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4"> <!ELEMENT header EMPTY>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED o-tmf CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED adminlang CDATA #REQUIRED srclang CDATA #REQUIRED
  datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)> <!ELEMENT tu ((note | prop)*, tuv+)> <!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT tuv (seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED> <!ELEMENT seg (#PCDATA)>""",
    "tbx": """
<!ELEMENT martif (martifHeader, text)>
<!ATTLIST martif type CDATA #FIXED "TBX-Basic" xml:lang CDATA #REQUIRED>
<!ELEMENT martifHeader (fileDesc, encodingDesc?)> <!ELEMENT fileDesc (sourceDesc+)> <!ELEMENT sourceDesc (p+)>
<!ELEMENT encodingDesc (p+)> <!ELEMENT p (#PCDATA)> <!ATTLIST p type (XCSURI | DCSName) #IMPLIED>
<!ELEMENT text (body)> <!ELEMENT body (termEntry*)>
<!ELEMENT termEntry ((descrip | note)*, langSet+)> <!ATTLIST termEntry id ID #IMPLIED>
<!ELEMENT descrip (#PCDATA)> <!ATTLIST descrip type (subjectField) #REQUIRED> <!ELEMENT note (#PCDATA)>
<!ELEMENT langSet (tig+)> <!ATTLIST langSet xml:lang CDATA #REQUIRED> <!ELEMENT tig (term, termNote*)>
<!ELEMENT term (#PCDATA)> <!ELEMENT termNote (#PCDATA)>
<!ATTLIST termNote type (administrativeStatus) #REQUIRED>""",
    "tbx3": """
<!ELEMENT tbx (tbxHeader, text)>
<!ATTLIST tbx type CDATA #FIXED "TBX-Basic" style (dca | dct) #REQUIRED xml:lang CDATA #REQUIRED
  xmlns CDATA #FIXED "urn:iso:std:iso:30042:ed-2" xmlns:min CDATA #FIXED "http://www.tbxinfo.net/ns/min"
  xmlns:basic CDATA #FIXED "http://www.tbxinfo.net/ns/basic">
<!ELEMENT tbxHeader (fileDesc)> <!ELEMENT fileDesc (sourceDesc+)> <!ELEMENT sourceDesc (p+)> <!ELEMENT p (#PCDATA)>
<!ELEMENT text (body)> <!ELEMENT body (conceptEntry*)>
<!ELEMENT conceptEntry ((min:subjectField | note)*, langSec+)> <!ATTLIST conceptEntry id ID #IMPLIED>
<!ELEMENT min:subjectField (#PCDATA)> <!ELEMENT note (#PCDATA)>
<!ELEMENT langSec (termSec+)> <!ATTLIST langSec xml:lang CDATA #REQUIRED>
<!ELEMENT termSec (term, min:administrativeStatus?)> <!ELEMENT term (#PCDATA)>
<!ELEMENT min:administrativeStatus (#PCDATA)>""",
}


@pytest.mark.parametrize("name", RULES)
def test_what_is_written_follows_the_standard(name: str) -> None:
    root = etree.fromstring(export_entries(ENTRIES, name).text.encode())
    rules = etree.DTD(StringIO(RULES[name]))
    assert rules.validate(root), rules.error_log


def vi_en(data: str, name: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.vi, entry.en) for entry in import_entries(data.encode(), name, "x").entries]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deepl", "Nga,Russia\n"),
        ("deepl", "Nga\tRussia\r\n"),  # the same as TSV
        ("deepl", "Nga,Russia,vi,en\n"),  # with the languages of the web page's export
        ("google", "vi,en\nNga,Russia\n"),  # a header of equivalent term sets
        ("amazon", "\ufeffvi,en\nNga,Russia\n"),
        ("omegat", "# comment\n\nNga\tRussia\tplace\n"),
        ("omegat", "# old Mac\rNga\tRussia\tplace\r"),
        ("google", "vi,en\rNga,Russia\r"),
        ("csv", "vi,en\rNga,Russia\r"),
        ("deepl", "Russia,Nga,en,vi\n"),  # the other direction
        ("google", "en-US,vi\nRussia,Nga\n"),
        ("deepl", "source,target\nNga,Russia\n"),
    ],
)
def test_files_as_the_tools_write_them(name: str, data: str) -> None:
    assert vi_en(data, name) == [("Nga", ("Russia",))]


def test_google_has_no_header_and_amazon_has_one() -> None:
    assert export_entries(ENTRIES[1:2], "google").text == "Liên hợp quốc,United Nations\n"
    assert export_entries(ENTRIES[1:2], "amazon").text == "vi,en\nLiên hợp quốc,United Nations\n"


def test_omegat_repeats_the_source_for_alternatives() -> None:
    assert export_entries(ENTRIES[:1], "omegat").text == 'Đức\tGermany\ta "b", <c> & d\nĐức\tGerman\ta "b", <c> & d\n'
    assert vi_en("Đức\tGermany\nNga\tRussia\nĐức\tGerman\n", "omegat")[0] == ("Đức", ("Germany", "German"))


TBX2 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
<langSet xml:lang="en-US"><tig><term>Kiev</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
</tig><ntig><termGrp><term>Kyiv city</term></termGrp></ntig>
<tig><term>Kyiv</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="vi-VN"><tig><term>Kiev</term></tig><tig><term>Ki-ép</term></tig></langSet>
<langSet xml:lang="uk"><tig><term>Київ</term></tig></langSet></termEntry></body></text></martif>"""


def test_tbx_of_other_tools() -> None:
    # Region codes, an outer DTD, ntig, other languages; preferred first, deprecated left out, one row a source term.
    assert vi_en(TBX2, "tbx") == [("Kiev", ("Kyiv", "Kyiv city")), ("Ki-ép", ("Kyiv", "Kyiv city"))]


TMX = """<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
<tu><tuv xml:lang="VI"><seg>Nga <bpt i="1"/>hoàng<ept i="1"/></seg></tuv><tuv lang="EN-GB"><seg>tsar</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Zar</seg></tuv></tu></body></tmx>"""


def test_tmx_of_other_tools() -> None:
    # Inline tags, the older attribute lang, an encoding that is no longer true of decoded text, a unit without ours.
    assert vi_en(TMX, "tmx") == [("Nga hoàng", ("tsar",))]


CODES = """<tmx version="1.4"><body><tu>
<tuv xml:lang="vi-VN"><seg><bpt i="1">&lt;b&gt;</bpt>Bộ <hi>Ngoại giao</hi><ept i="1">&lt;/b&gt;</ept>
<ph x="1">&lt;img alt="<sub>cờ</sub>"/&gt;</ph></seg></tuv>
<tuv xml:lang="eng"><seg><it pos="begin">{\\b </it>Foreign <ut>{0}</ut>Ministry</seg></tuv></tu></body></tmx>"""


def test_inline_codes_of_tmx_are_no_part_of_a_term() -> None:
    assert vi_en(CODES, "tmx") == [("Bộ Ngoại giao", ("Foreign Ministry",))]


def test_a_status_may_be_called_normative_authorization() -> None:
    data = TBX2.replace("administrativeStatus", "normativeAuthorization").replace("-admn-sts", "")
    assert vi_en(data, "tbx")[0] == ("Kiev", ("Kyiv", "Kyiv city"))


def test_several_variants_of_a_unit_are_kept() -> None:
    data = TMX.replace("</tu>\n", '<tuv xml:lang="en-US"><seg>czar</seg></tuv></tu>', 1)
    assert vi_en(data, "tmx") == [("Nga hoàng", ("tsar", "czar"))]


@pytest.mark.parametrize("name", ["tmx", "tbx", "tbx3"])
def test_xml_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(GlossaryError, match="outermost element is <html>"):
        import_entries(b"<html/>", name, "x")


def test_what_is_left_out_is_counted() -> None:
    data = f"Nga\t\nĐức\tGermany\nÝ\t{'x' * 3000}\n" + "".join(f"Mỹ\t{i:0999}\n" for i in range(4))
    imported = import_entries(data.encode(), "omegat", "x")
    assert [entry.vi for entry in imported.entries] == ["Đức", "Mỹ"]  # Mỹ with the alternatives that there is room for
    assert imported.refused == len(imported.notes) == 4
    assert import_entries(TMX.encode(), "tmx", "x").notes == ("left out: 1 without Vietnamese",)


def test_invisible_characters_are_removed_and_said() -> None:
    imported = import_entries("N\u200bga\tRus\xadsia\n".encode(), "omegat", "x")
    assert (imported.entries[0].vi, imported.entries[0].en) == ("Nga", ("Russia",))
    assert imported.notes == ("invisible characters removed: x:1: vi and en of 'Nga'",)


def test_utf_16_with_its_mark_is_read() -> None:
    assert import_entries(TMX.encode("utf-16"), "tmx", "x").entries[0].en == ("tsar",)
    with pytest.raises(GlossaryError, match="not UTF-16"):
        import_entries(b"\xff\xfea", "tmx", "x")


def test_a_unit_without_english_is_left_out_and_said() -> None:
    imported = import_entries(TMX.replace("EN-GB", "fr").encode(), "tmx", "x")
    assert imported.entries == ()
    assert "en is missing" in imported.notes[0]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize("name", ["tmx", "tbx", "tbx3"])
@pytest.mark.parametrize(
    ("data", "what"),
    [(BOMB, "DTD inside"), (FILE, "DTD inside"), ("<x>" * 5000, "nested"), ("<x>\n<y></x>", "x:2: not valid XML")],
)
def test_xml_that_is_not_to_be_trusted_is_refused(name: str, data: str, what: str) -> None:
    with pytest.raises(GlossaryError, match=what):
        import_entries(data.encode(), name, "x")


# As a termbase of MultiTerm leaves it: term groups, a history, definitions, parts of speech, an outer DTD.
MULTITERM = """<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>Termbase</p></sourceDesc></fileDesc>
</martifHeader><text><body><termEntry id="c12"><transacGrp><transac type="transactionType">origination</transac>
<transacNote type="responsibility">super</transacNote><date>2024-05-01</date></transacGrp>
<descripGrp><descrip type="subjectField">politics</descrip></descripGrp>
<langSet xml:lang="vi-VN"><ntig><termGrp><term>Quốc hội</term></termGrp></ntig></langSet>
<langSet xml:lang="en-US"><descripGrp><descrip type="definition">The parliament of Vietnam.</descrip></descripGrp>
<ntig><termGrp><term>National Assembly</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
<ntig><termGrp><term>Congress</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
</langSet><langSet xml:lang="fr-FR"><ntig><termGrp><term>Assemblée nationale</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""


def test_a_termbase_of_multiterm() -> None:
    imported = import_entries(MULTITERM.encode(), "tbx", "x")
    (entry,) = imported.entries
    assert (entry.vi, entry.en, entry.kind) == ("Quốc hội", ("National Assembly",), "term")
    assert entry.note == "The parliament of Vietnam."
    (note,) = imported.notes
    for what in ("the language fr", "terms not to be used", "transactions", "subjectField", "partOfSpeech"):
        assert f"{what} (1)" in note


TBX3_DCA = """<?xml version="1.0"?><tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="c1">
<descrip type="subjectField">place</descrip><note>Capital since 1010, <hi>with a gap</hi></note>
<langSec xml:lang="en"><termSec><term>Ha Noi</term>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
</termSec><termSec><term>Hanoi</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
</langSec><langSec xml:lang="vi"><termSec><term>Hà Nội</term></termSec><termSec><term>Hà-nội</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("name", ["tbx", "tbx3"])
def test_tbx_version_3_in_dca_style_of_others(name: str) -> None:
    """A Vietnamese spelling that is not to be written any more still stands in articles."""
    found = import_entries(TBX3_DCA.encode(), name, "x")
    assert [(e.vi, e.en, e.kind, e.note) for e in found.entries] == [
        ("Hà Nội", ("Hanoi", "Ha Noi"), "place", "Capital since 1010, with a gap"),
        ("Hà-nội", ("Hanoi", "Ha Noi"), "place", "Capital since 1010, with a gap"),
    ]
    assert found.notes == ()


AMAZON_TMX = """<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header creationtool="A" srclang="vi"
 datatype="x" segtype="sentence" adminlang="en" o-tmf="A" creationtoolversion="1"/><body>
<tu><tuv xml:lang="vi"><seg>Nga</seg></tuv>
<tuv xml:lang="en"><seg>Russia</seg></tuv><tuv xml:lang="fr"><seg>Russie</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize(
    ("name", "data", "dropped"),
    [
        ("google", "vi,en,pos,description\nNga,Russia,noun,a country\n", "pos (1)"),
        ("google", "en,vi,pos\nRussia,Nga,\n", ""),
        ("amazon", "de,vi,en,fr\nRussland,Nga,Russia,Russie\n", "de (1), fr (1)"),
        ("amazon", AMAZON_TMX, "the language fr (1)"),
        ("deepl", "Nga;Russia\n", ""),  # a spreadsheet where commas are decimal
        ("deepl", "Nga,Russia,vi,en-us\nNga,Russland,vi,de\n", ""),
        ("deepl", "source,target,source_lang,target_lang\nRussia,Nga,EN,VI\n", ""),
        ("deepl", "Nga,Russia,place\n", "column 3 (1)"),
        ("omegat", "Nga\tRussia\tplace\thttps://example.com\n", "column 4 (1)"),
        ("deepl", '\ufeff"Nga"\t"Russia"\n', ""),
        ("deepl", "Tiếng Việt,Tiếng Anh\nNga,Russia\n", ""),
    ],
)
def test_files_with_more_than_two_columns(name: str, data: str, dropped: str) -> None:
    imported = import_entries(data.encode(), "tmx" if data.startswith("<?xml") else name, "x")
    assert [(entry.vi, entry.en) for entry in imported.entries] == [("Nga", ("Russia",))]
    besides = "a glossary has no place for what some entries have besides: "
    assert [note.removeprefix(besides) for note in imported.notes if besides in note] == [dropped] * bool(dropped)


def test_what_a_glossary_can_hold_comes_along() -> None:
    (entry,) = import_entries(b"vi,en,pos,description\nNga,Russia,noun,a country\n", "google", "x").entries
    assert entry.note == "a country"
    assert "1 without Vietnamese" in import_entries(b"Nga,Russland,vi,de\n", "deepl", "x").notes[0]


@pytest.mark.parametrize(
    ("name", "data", "places"),
    [
        ("csv", 'vi,en,kind\nNga,Russia,\n"Đức,Germany,\nÝ,Italy\n,Nowhere,\nMỹ,US,land\nÚc,Australia,place\n',
         ["x:3", "x:4", "x:5", "x:6"]),
        ("tsv", "vi\ten\nNga\tRussia\nĐức\nÚc\tAustralia\n", ["x:3"]),
        ("deepl", 'Nga,Russia\n"Đức,Germany\nÝ\n,Nowhere\n"a"b,c\nÚc,Australia\n', ["x:2", "x:3", "x:4", "x:5"]),
        ("omegat", "Nga\tRussia\nĐức Germany\n\tx\nÚc\tAustralia\n", ["x:2", "x:3"]),
    ],
)  # fmt: skip
def test_broken_lines_are_told_and_left_out_and_the_others_come(name: str, data: str, places: list[str]) -> None:
    imported = import_entries(data.encode(), name, "x")
    assert [(entry.vi, entry.en) for entry in imported.entries] == [("Nga", ("Russia",)), ("Úc", ("Australia",))]
    assert imported.refused == len(places)
    assert [note.removeprefix("left out: ").partition(": ")[0] for note in imported.notes] == places


def test_a_text_in_quotation_marks_may_go_over_lines() -> None:
    assert vi_en('"Hà\nNội","Ha ""Noi"""\nNga,Russia\n', "deepl") == [("Hà Nội", ('Ha "Noi"',)), ("Nga", ("Russia",))]
    assert vi_en('"Sao Vàng" của Nga\tGold Star\n', "deepl")[0] == ('"Sao Vàng" của Nga', ("Gold Star",))


def test_a_note_that_is_too_long_is_cut_and_the_entry_stays() -> None:
    imported = import_entries(f"Nga\tRussia\t{'x' * 3000}\n".encode(), "omegat", "x")
    assert len(imported.entries[0].note) == 2000
    assert (imported.refused, imported.notes) == (0, ("x:1: the note of 'Nga' is cut to 2000 characters",))


def test_what_a_file_leaves_open_is_known() -> None:
    assert import_entries(b"Nga,Russia\n", "deepl", "x").unsaid == {"Nga": {"alternatives", "kind", "mode", "note"}}
    assert import_entries(b"Nga,Russia\nNga,Russian\n", "deepl", "x").unsaid == {"Nga": {"kind", "mode", "note"}}
    assert import_entries(b"vi,en,kind\nNga,Russia,place\n", "csv", "x").unsaid == {"Nga": {"mode", "note"}}
    assert import_entries(export_entries(ENTRIES, "tmx").text.encode(), "tmx", "x").unsaid == {
        "Đức": set(), "Liên hợp quốc": {"alternatives", "note"}, "S&P 500": {"alternatives", "note"},
        "#NATO": {"alternatives", "note"},
    }  # fmt: skip
    assert import_entries(export_entries(ENTRIES, "csv").text.encode(), "csv", "x").unsaid["S&P 500"] == {"note"}


@pytest.mark.parametrize(
    ("suffix", "data", "name"),
    [
        (".csv", "# mine\nvi,en,kind\nNga,Russia,place\n", "csv"),
        (".tsv", "vi\ten\n", "tsv"),
        (".csv", "Nga,Russia\n", "deepl"),
        (".csv", "vi,en,pos,description\n", "deepl"),
        (".csv", "Nga,Russia,vi,en\n", "deepl"),
        (".csv", "en-US,vi\n", "deepl"),
        (".csv", "vi,tieng anh,kind\nNga,Russia,place\n", "csv"),  # whose reader will say that the header is wrong
        (".csv", "", "csv"),
        (".txt", "Nga\tRussia\n", "omegat"),
        (".utf8", "Nga\tRussia\n", "omegat"),
        (".xml", '<?xml version="1.0"?>\n<tmx version="1.4"/>', "tmx"),
        (".xml", "<martif/>", "tbx"),
        (".tbx", "", "tbx"),
    ],
)
def test_a_format_is_guessed_from_the_suffix_and_the_first_line(suffix: str, data: str, name: str) -> None:
    assert guess_format(data.encode(), suffix) == name


def test_an_unknown_suffix_lists_the_known_ones() -> None:
    with pytest.raises(GlossaryError, match=r"suffix '.xls'. Use one of .csv, .tsv"):
        guess_format(b"", ".xls")


def test_a_spreadsheet_s_unicode_text() -> None:
    assert vi_en("vi\ten\nNga\tRussia\n", "tsv") == [("Nga", ("Russia",))]
    imported = import_entries("vi\ten\r\nNga\tRussia\r\n".encode("utf-16"), "tsv", "x")
    assert [(entry.vi, entry.en) for entry in imported.entries] == [("Nga", ("Russia",))]
