"""Formats of other tools: a contract for every one, and what real files of these tools have that ours don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.errors import GlossaryError
from songngu.glossary.entries import Entry, make_entry
from songngu.glossary.formats import FORMATS, export_entries, import_entries

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
    everything = frozenset(("alternatives", "kind", "mode", "note"))
    assert [held(e, everything) for e in imported.entries] == [held(e, FORMATS[name].holds) for e in ENTRIES]
    assert imported.notes == ()


@pytest.mark.parametrize("name", FORMATS)
def test_contract_what_a_format_cannot_hold_is_reported(name: str) -> None:
    lost = {"alternatives", "kind", "mode", "note"} - FORMATS[name].holds
    notes = export_entries(ENTRIES, name).notes
    assert len(notes) == len(lost)
    assert all(any(what in note for note in notes) for what in lost)


@pytest.mark.parametrize("name", FORMATS)
def test_contract_no_entries_give_a_file_without_any(name: str) -> None:
    assert import_entries(export_entries((), name).text.encode(), name, "x").entries == ()


@pytest.mark.parametrize("name", FORMATS)
def test_contract_bytes_that_are_no_utf8_are_refused_with_their_line(name: str) -> None:
    with pytest.raises(GlossaryError, match="x:2: not UTF-8"):
        import_entries(b"a\n\xff\n", name, "x")


plain = st.text(st.sampled_from("aăđẩỹGN09 ,;\"'&<>-+\u2028\U0001f600"), min_size=1, max_size=12)


@given(st.lists(st.tuples(plain, plain, plain), max_size=6), st.sampled_from(sorted(FORMATS)))
def test_round_trip(rows: list[tuple[str, str, str]], name: str) -> None:
    entries: dict[str, Entry] = {}
    for vi, en, note in rows:
        if any(c.isalnum() for c in vi) and en.strip():
            entry = make_entry({"vi": f"x{vi}", "en": f"y{en}", "note": note}, "")
            entries.setdefault(entry.vi, entry)
    exported = export_entries(tuple(entries.values()), name)
    found = import_entries(exported.text.encode(), name, "x").entries
    holds = FORMATS[name].holds
    assert [held(e, holds) for e in found] == [held(e, holds) for e in entries.values()]


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
