"""Glossary entries: what is accepted, which of two wins, what a cache key depends on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.errors import GlossaryError
from songngu.glossary.entries import Entry, Glossary, identities, identity, make_entry, shipped_paths


def entry(vi: str, en: str, origin: str = "") -> Entry:
    return make_entry({"vi": vi, "en": en}, origin)


def test_alternatives_are_split_stripped_and_kept_in_order() -> None:
    assert entry("Đức", " Germany | German ||Germany").en == ("Germany", "German")


def test_keep_without_english_keeps_the_source_form() -> None:
    assert make_entry({"vi": "VinFast", "en": "", "kind": "keep"}, "").en == ("VinFast",)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"vi": "…", "en": "x"}, "no word"),
        ({"vi": "Nga", "en": " | "}, "en is missing"),
        ({"vi": "Nga", "en": "Russia", "kind": "planet"}, "unknown kind 'planet'"),
        ({"vi": "Nga", "en": "Russia", "mode": "maybe"}, "unknown mode 'maybe'"),
        ({"vi": "N\x01ga", "en": "Russia"}, "control character U\\+0001"),
        ({"vi": "\u200b\xad\u202e", "en": "Russia"}, "no word"),
        ({"vi": "\u3164", "en": "Russia"}, "no word"),  # a filler is a letter to Unicode
        ({"vi": "Nga", "en": "\u200b\u2066|\ufeff"}, "en is missing"),
        ({"vi": "Nga", "en": "Russia|\u0301"}, "nothing to see"),
        ({"vi": "Nga " * 100, "en": "Russia"}, "vi has 399 characters, more than 200"),
        ({"vi": "Nga", "en": "Russia|" * 1000}, "en has 7000 characters"),
        ({"vi": "Nga", "en": "Russia", "note": "n" * 131073}, "note has 131073 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(row: dict[str, str], what: str) -> None:
    with pytest.raises(GlossaryError, match=f"names.csv:3: .*{what}"):
        make_entry(row, "names.csv:3")


def test_nfd_is_composed() -> None:
    # A file made on a Mac has NFD; text is NFC everywhere else.
    assert entry("Mỹ", "US").vi == "Mỹ"


def test_invisible_characters_are_taken_out() -> None:
    # A soft hyphen from a web page, a mark of direction from a chat: no article has them once it is read.
    assert entry("Hà\u200b N\xadội", "\u202aHanoi\u202c") == entry("Hà Nội", "Hanoi")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Liên hợp quốc", "Liên Hợp Quốc", True),  # one name, two ways to write it
        ("hoà bình", "hòa bình", True),  # tone placement
        ("Việt-Nam", "Việt Nam", True),
        ("hòa bình", "Hòa Bình", False),  # peace and the province
        ("anh", "Anh", False),  # he and the country
        ("(WHO)", "WHO", True),
        ("C#", "C", False),
        ("#x", "-x", False),
    ],
)
def test_identity(one: str, other: str, same: bool) -> None:
    assert (identity(one) == identity(other)) is same


@given(st.lists(st.text("oàa Aáu-yC#.+ĐÐ²ǅ\u0301", max_size=6) | st.text(max_size=6), max_size=6))
def test_identities_are_those_of_each(forms: list[str]) -> None:
    assert identities(forms) == [identity(form) for form in forms]


@given(
    st.text("ab  |\u00a0\u200b\u0301á\ufe0f\u3164\t☕Đ", max_size=8), st.sampled_from(["", "\u200b", "  ", "e\u0301"])
)
def test_a_row_is_read_the_same_whatever_else_it_has(vi: str, note: str) -> None:
    """A row that needs no cleaning is told at a glance; one odd field brings the others the long way."""
    try:
        alone = make_entry({"vi": vi, "en": vi, "note": ""}, "")
    except GlossaryError as error:
        with pytest.raises(GlossaryError, match=re.escape(error.what)):
            make_entry({"vi": vi, "en": vi, "note": note}, "")
    else:
        beside = make_entry({"vi": vi, "en": vi, "note": note}, "")
        assert (beside.vi, beside.en) == (alone.vi, alone.en)


def test_own_entry_wins_over_a_shipped_one_without_a_conflict() -> None:
    glossary = Glossary.of([entry("Kiev", "Kiev")], [entry("Kiev", "Kyiv"), entry("Nga", "Russia")])
    assert [e.en[0] for e in glossary.entries] == ["Kiev", "Russia"]
    assert glossary.dropped == ()


def test_first_own_entry_wins_and_the_other_is_reported() -> None:
    glossary = Glossary.of([entry("Kiev", "Kiev", "a.csv:2"), entry("Kiev", "Kyiv", "b.csv:2")])
    assert [e.origin for e in glossary.entries] == ["a.csv:2"]
    assert [(c.kept.origin, c.dropped.origin) for c in glossary.dropped] == [("a.csv:2", "b.csv:2")]


def test_repeating_an_entry_is_told_too() -> None:
    glossary = Glossary.of([entry("Nga", "Russia", "a.csv:2"), entry("Nga", "Russia", "b.csv:9")])
    assert [(c.kept.origin, c.dropped.origin) for c in glossary.dropped] == [("a.csv:2", "b.csv:9")]


def test_key_and_hash_follow_what_is_asked_for_and_nothing_else() -> None:
    one, moved = entry("Nga", "Russia", "a.csv:2"), entry("Nga", "Russia", "a.csv:40")
    changed = entry("Nga", "Russian Federation", "a.csv:2")
    assert one.key == moved.key != changed.key
    assert Glossary.of([one]).sha256 == Glossary.of([moved]).sha256 != Glossary.of([changed]).sha256


def test_load_reads_own_files_before_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("vi,en\nViệt Nam,Viet Nam\n", encoding="utf-8")
    glossary = Glossary.load([own], shipped=True)
    assert glossary.entries[0].en == ("Viet Nam",)
    assert len(glossary.entries) > 1
    assert Glossary.load([own], shipped=False).entries == glossary.entries[:1]


def test_shipped_files_agree_with_each_other() -> None:
    # A source form that stands in two curated files with different English would depend on file names.
    assert shipped_paths()
    assert all(each.kept.en == each.dropped.en for each in Glossary.load([], shipped=True).dropped)


def test_an_organization_is_an_organisation() -> None:
    assert make_entry({"vi": "LHQ", "en": "UN", "kind": "organization"}, "").kind == "organisation"
