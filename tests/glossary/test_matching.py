"""Where entries are found and where they must not be; each case is a claim with its reason."""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.glossary.entries import Entry, Glossary, identities, identity, make_entry
from songngu.glossary.matching import Matcher, combine
from songngu.records import Term

if TYPE_CHECKING:
    from _typeshed import TraceFunction

ROWS = [
    ("Mỹ", "US|American", "place"),
    ("Nga", "Russia|Russian", "place"),
    ("Ukraine", "Ukraine|Ukrainian", "place"),
    ("Việt Nam", "Vietnam|Vietnamese", "place"),
    ("Nam Phi", "South Africa", "place"),
    ("Hà Nam", "Ha Nam", "place"),
    ("Hà Nội", "Hanoi", "place"),
    ("Hòa Bình", "Hoa Binh", "place"),
    ("hòa bình", "peace", "term"),
    ("tổng thống", "president", "term"),
    ("bóng", "ball", "term"),
    ("add", "add", "term"),
    ("Ki", "Ki", "person"),
    ("Lan", "Lan", "person"),
    ("New York", "New York", "place"),
    ("New York City", "New York City", "place"),
    ("Liên hợp quốc", "United Nations|UN", "organisation"),
    ("Thành phố Hồ Chí Minh", "Ho Chi Minh City", "place"),
    ("UBND", "People's Committee", "organisation"),
    ("Sao Kim", "Venus", "term"),
    ("Viện KSND", "People's Procuracy", "organisation"),
    ("OPEC", "OPEC", "organisation"),
    ("OPEC+", "OPEC+", "organisation"),
    ("F-16", "F-16", "term"),
    ("iPhone", "iPhone", "keep"),
    ("S&P 500", "S&P 500", "term"),
    ("Ngoại trưởng", "Foreign Minister", "term"),
]
GLOSSARY = Glossary.of(make_entry({"vi": vi, "en": en, "kind": kind}, "") for vi, en, kind in ROWS)
MATCHER = Matcher(GLOSSARY)


def found(text: str) -> list[str]:
    return [term.vi for term in MATCHER.match(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Boundaries (RESEARCH 7, cases 7, 8, 9).
        ("Ki đến Kintargo", ["Ki"]),  # a short entry never fires inside a longer word
        ("tháp New York Cityscape", ["New York"]),  # the long match fails, the valid shorter one is used
        ("ở New York City", ["New York City"]),  # the longest wins
        ("bấm add-on rồi add", ["add"]),  # a hyphen makes one compound of two words in lower case
        ("quan hệ Mỹ-Ukraine", ["Mỹ", "Ukraine"]),  # a hyphen between names joins two names
        ("quan hệ Nga–Ukraine", ["Nga", "Ukraine"]),
        ("các nước Mỹ-la-tinh", []),  # Latin America
        ("thăm Mỹ, “Ukraine” và (Ukraine)/Ukraine…", ["Mỹ", "Ukraine", "Ukraine", "Ukraine"]),
        ("xem https://ukraine.ua/Ukraine hoặc www.Ukraine.vn", []),  # nothing inside an address
        ("giá của OPEC+ và OPEC", ["OPEC+", "OPEC"]),
        ("máy bay F-16, F 16 hay F16", ["F-16", "F 16"]),
        ("chỉ số S&P 500 và S & P 500", ["S&P 500", "S & P 500"]),
        # Spelling.
        ("hoà bình", ["hoà bình"]),  # new tone placement
        ("ở Việt-Nam, ở Việt  Nam, ở Việt\u00a0Nam", ["Việt-Nam", "Việt  Nam", "Việt\u00a0Nam"]),
        ("sang Mĩ", ["Mĩ"]),  # final i and y are spellings of one sound
        # Overlap: three words, the leftmost of two equal matches.
        ("Việt Nam Phi", ["Việt Nam"]),
        # Case (RESEARCH 7, case 2: Term, term and TERM alike).
        ("Tổng thống gặp tổng thống. TỔNG THỐNG NÓI", ["Tổng thống", "tổng thống", "TỔNG THỐNG"]),
        ("theo Ngoại trưởng", ["Ngoại trưởng"]),
        ("Liên Hợp Quốc, LIÊN HỢP QUỐC", ["Liên Hợp Quốc", "LIÊN HỢP QUỐC"]),
        ("liên hợp quốc", []),  # a name needs its capital
        ("Hòa bình ở Hòa Bình", ["Hòa bình", "Hòa Bình"]),  # peace in the province of that name
        ("thành phố Hồ Chí Minh", ["thành phố Hồ Chí Minh"]),  # the generic word may lose its capital
        ("Bóng lăn. Anh Bóng cầm bóng", ["Bóng", "bóng"]),  # one syllable: a capital only opens a sentence
        ("ubnd tỉnh, UBND tỉnh", ["UBND"]),
        ("iphone, iPhone, IPHONE", ["iPhone", "IPHONE"]),
        ("nga ngố, mỹ thuật", []),  # a one-syllable name in lower case is never one
        # Longer names.
        ("bà Nguyễn Thị Lan gặp Lan", ["Lan"]),
        ("ông Hà Nam Khánh ở Hà Nam", ["Hà Nam"]),
        ("chủ tịch Hà Nội Trần Sỹ Thanh", ["Hà Nội"]),  # a surname begins the next name
        ("ở miền Bắc Ukraine", ["Ukraine"]),  # a foreign word is no syllable of a Vietnamese name
        ("", []),
        ("!!! … \u0301", []),
    ],
)
def test_golden(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_full_stop_that_belongs_to_the_entry_is_in_the_span() -> None:
    matcher = Matcher(Glossary.of([make_entry({"vi": "Marcos Jr.", "en": "Marcos Jr."}, "")]))
    assert [term.vi for term in matcher.match("Ông Marcos Jr. gặp Marcos Jr, rồi đi")] == ["Marcos Jr.", "Marcos Jr"]


def targets(text: str) -> list[str]:
    return [term.targets[0] for term in MATCHER.match(text)]


def test_targets_are_in_capitals_where_the_source_is() -> None:
    assert targets("TỔNG THỐNG THĂM VIỆT NAM") == ["PRESIDENT", "VIETNAM"]


def test_every_alternative_is_in_capitals_too() -> None:
    assert MATCHER.match("HỌP LIÊN HỢP QUỐC")[0].targets == ("UNITED NATIONS", "UN")


def test_an_acronym_is_in_capitals_by_itself() -> None:
    # "UBND" says nothing about the case of its English; a headline in capitals does.
    assert targets("UBND Q.") == ["People's Committee"]
    assert targets("UBND TỈNH CHỈ ĐẠO KHẨN") == ["PEOPLE'S COMMITTEE"]


def test_the_word_before_an_acronym_may_lose_its_capital() -> None:
    assert targets("theo viện KSND huyện") == ["People's Procuracy"]
    assert not targets("theo viện ksnd huyện")


def test_a_star_may_lose_its_capital_where_nothing_else_is_meant() -> None:
    assert targets("gần sao Kim hơn") == ["Venus"]
    assert not targets("ngôi sao Kim đến")
    assert not targets("sao Kim Soo Hyun")


def test_distinct_entries_stay_distinct_in_capitals() -> None:
    # RESEARCH 7, case 3: two opposites became one English word.
    assert targets("NGA VÀ MỸ") == ["RUSSIA", "US"]


def test_a_deleted_entry_is_gone() -> None:
    # RESEARCH 7, case 8: a deleted term was still applied.
    rest = Glossary.of(entry for entry in GLOSSARY.entries if entry.vi != "New York City")
    assert [term.vi for term in Matcher(rest).match("New York City")] == ["New York"]


def test_the_key_names_the_entry_and_all_its_forms() -> None:
    assert MATCHER.match("gặp ở Liên Hợp Quốc")[0].key == "Liên hợp quốc=United Nations|UN"


pieces = st.sampled_from(
    [row[0] for row in ROWS]
    + [
        "và",
        "của",
        "ở",
        "hoà",
        "Nguyễn",
        "Thị",
        "Đức",
        ",",
        ".",
        "-",
        "–",
        "“",
        "(",
        "/",
        "1.500",
        "https://a.vn/b",
        "\n",
    ]
)
texts = st.lists(st.tuples(pieces, st.sampled_from([" ", "  ", "", "\u00a0"]))).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


def test_a_sign_is_part_of_a_term() -> None:
    matcher = Matcher(Glossary.of(make_entry({"vi": vi, "en": f"{vi}!"}, "") for vi in ("C", "C#", "#Metoo")))
    terms = matcher.match("Biết C, C# và #Metoo, không phải Metoo.")
    assert [(term.vi, term.targets[0]) for term in terms] == [("C", "C!"), ("C#", "C#!"), ("#Metoo", "#Metoo!")]


@given(texts | st.text(max_size=40))
def test_spans_are_right_sorted_and_apart(text: str) -> None:
    terms = MATCHER.match(text)
    assert all(text[slice(*term.vi_span)] == term.vi and term.targets for term in terms)
    ends = [0, *(term.vi_span[1] for term in terms)]
    assert all(end <= term.vi_span[0] < term.vi_span[1] for end, term in zip(ends, terms, strict=False))


@given(texts)
def test_nfd_and_tone_placement_change_nothing(text: str) -> None:
    wanted = [(term.key, term.targets) for term in MATCHER.match(text)]
    for variant in (unicodedata.normalize("NFD", text), text.replace("òa", "oà")):
        assert [(term.key, term.targets) for term in MATCHER.match(variant)] == wanted


def term(start: int, end: int, key: str) -> Term:
    return Term(vi="x" * (end - start), vi_span=(start, end), targets=("x",), mode="enforce", key=key)


def test_combine_lets_the_longer_win_and_the_glossary_a_tie() -> None:
    glossary = (term(0, 5, "g1"), term(10, 12, "g2"), term(20, 25, "g3"))
    quantities = (term(0, 5, "q1"), term(8, 14, "q2"), term(15, 18, "q3"), term(22, 24, "q4"))
    assert [t.key for t in combine(glossary, quantities)] == ["g1", "q2", "q3", "g3"]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))),
)
def test_combined_terms_never_overlap(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    groups = [
        [term(start, start + length, name) for start, length in group] for name, group in (("g", one), ("q", other))
    ]
    result = combine(*groups)
    assert all(a.vi_span[1] <= b.vi_span[0] for a, b in itertools.pairwise(result))
    assert bool(result) == bool(one or other)


LINEAR = {
    "names": "gặp Tên 7 Dài, Tên 2999 Dài, Tên 3000 Dài. ",
    "cuts": "ông bị cáo buộc nhận tiền. ",  # "bị cáo" is an entry, "bị|cáo buộc" a phrase that it may not cut
    "addresses": "xem https://a.vn/tin-1.html và a@b.vn. ",
    "brackets": "(Tên 7 Dài) ",
    "capitals": "GIÁ VÀNG CSGT ",
    "nothing": "giá vàng tăng ",
}


def steps(do: Callable[[], object]) -> int:
    """How many lines of Python something runs, calls and ends of functions counted too."""
    count, before = 0, sys.gettrace()

    def trace(frame: FrameType, event: str, arg: object) -> TraceFunction:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        do()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("kind", LINEAR)
def test_matching_is_linear_in_the_text_however_large_the_glossary(kind: str) -> None:
    """The work counted, not the time. Cuts and addresses were once looked through for every candidate and word."""
    rows = [("bị cáo", "defendant"), ("CSGT", "traffic police"), *((f"Tên {i} Dài", f"name {i}") for i in range(3000))]
    large, small = (
        Matcher(Glossary.of(make_entry({"vi": vi, "en": en}, "") for vi, en in some))
        for some in (rows, [*rows[:2], rows[9], rows[-1]])
    )
    short, long = LINEAR[kind] * 20, LINEAR[kind] * 160
    found = large.match(long)
    assert len(found) == 8 * len(large.match(short))
    assert bool(found) == (kind in ("names", "brackets", "capitals"))
    assert combine(found, found) == found
    work = steps(lambda: combine(large.match(short), large.match(short)))
    assert steps(lambda: combine(large.match(long), large.match(long))) < 9 * work, "for eight times the text"
    small.match(short)  # makes the entries ready
    assert steps(lambda: large.match(short)) <= 1.1 * steps(lambda: small.match(short)), "with 750 times the entries"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông bị cáo buộc nhận tiền.", []),  # "cáo buộc", to accuse: no defendant
        ("Theo văn phòng thủ tướng Nhật.", ["Nhật"]),  # no "phòng thủ", defence
        ("Hàng phòng thủ Nhật.", ["phòng thủ", "Nhật"]),
        ("Bị cáo khai nhận.", ["Bị cáo"]),
        ("Lượng xe tăng vọt.", []),  # more vehicles, no tank
        ("Ba xe tăng, cường kích.", ["xe tăng"]),
        ("Hàn Quốc và Nhật thực sự lo ngại.", ["Nhật"]),  # "really", no eclipse
        ("Xem nhật thực ở Nhật.", ["nhật thực", "Nhật"]),
        ("Trên hòn đảo chính.", []),
    ],
)
def test_a_term_does_not_cross_a_word_boundary(text: str, expected: list[str]) -> None:
    rows = [("bị cáo", "defendant"), ("xe tăng", "tank"), ("nhật thực", "eclipse"), ("đảo chính", "coup"),
            ("phòng thủ", "defence"), ("Nhật", "Japan")]  # fmt: skip
    matcher = Matcher(Glossary.of(make_entry({"vi": vi, "en": en}, "") for vi, en in rows))
    assert [term.vi for term in matcher.match(text)] == expected


def test_an_entry_for_the_whole_phrase_is_found() -> None:
    matcher = Matcher(Glossary.of([make_entry({"vi": "bị cáo buộc", "en": "accused"}, "")]))
    assert [term.vi for term in matcher.match("Ông bị cáo buộc nhận tiền.")] == ["bị cáo buộc"]


def test_every_cut_is_two_parts_in_lower_case() -> None:
    lines = files("songngu.glossary").joinpath("cuts.txt").read_text(encoding="utf-8").splitlines()
    cuts = [line for line in lines if not line.startswith("#")]
    assert len(cuts) == len(set(cuts))
    assert all(cut == cut.lower() for cut in cuts)
    assert all(re.fullmatch(r"[^\W_]+( [^\W\d_]+)*\|[^\W\d_]+( [^\W\d_]+)*", cut) for cut in cuts)


def test_the_seats_of_a_car_are_no_place_to_live() -> None:
    matcher = Matcher(Glossary.load([], shipped=True))
    assert "chỗ ở" not in [term.vi for term in matcher.match("17 người trên xe 5 chỗ ở Nga.")]
    assert "chỗ ở" in [term.vi for term in matcher.match("Họ mất chỗ ở sau vụ cháy.")]


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        *((f"Theo {body} GD{joint}ĐT tỉnh Nghệ An", f"{body} GD{joint}ĐT", "Department of Education and Training")
          for body in ("Sở", "sở") for joint in ("-", "–", " - ", " – ", "&", " & ", "")),
        ("Bộ KH - ĐT thẩm định", "Bộ KH - ĐT", "Ministry of Planning and Investment"),
        ("lãnh đạo Đội CSGT số 5", "Đội CSGT", "traffic police team"),
        ("xe mang BKS 29A-123.45", "BKS", "license plate"),
        ("PGS. TS. Nguyễn Thế Kỷ", "PGS. TS", "Associate Professor"),
        ("giá hoa Tết Giáp Thìn", "Tết Giáp Thìn", "Lunar New Year"),
        ("sinh năm Kỷ Hợi", "năm Kỷ Hợi", "Year of the Pig"),
        ("tàu bks chạy", "", ""),  # an abbreviation is in capitals
    ],
)  # fmt: skip
def test_the_shipped_abbreviations_and_years_are_found(text: str, vi: str, en: str, shipped: Matcher) -> None:
    found = {term.vi: term.targets[0] for term in shipped.match(text)}
    assert (found.get(vi) == en) if vi else not found


@pytest.fixture(scope="module")
def shipped() -> Matcher:
    return Matcher(Glossary.load([], shipped=True))


# Few letters and many forms of them, so that entries meet in a text and in their identity.
forms = st.lists(
    st.sampled_from(["anh", "Anh", "ANH", "hoà", "hòa", "Bình", "bình", "C", "C#", "New", "York", "OPEC+", "Pê-ru"]),
    min_size=1,
    max_size=3,
).map(" ".join)


def entries_of(kind: str, english: str) -> st.SearchStrategy[list[Entry]]:
    row = st.tuples(forms, st.sampled_from([kind, "term"]))
    return st.lists(
        row.map(lambda pair: make_entry({"vi": pair[0], "en": f"{english} {pair[0]}", "kind": pair[1]}, "")), max_size=8
    )


@given(
    entries_of("place", "old"),
    entries_of("place", "new"),
    entries_of("person", "gone"),
    st.lists(forms, max_size=3).map(". ".join),
)
def test_a_changed_matcher_is_one_built_anew(old: list[Entry], new: list[Entry], gone: list[Entry], text: str) -> None:
    before = Matcher(Glossary.of(old))
    terms = before.match(text)
    out = set(identities([entry.vi for entry in gone]))
    changed = before.changed(new, gone)
    anew = Matcher(Glossary.of(new, [entry for entry in old if identity(entry.vi) not in out]))
    assert changed.match(text) == anew.match(text)
    assert changed.match(text.upper()) == anew.match(text.upper())
    assert before.match(text) == terms, "the first one stays as it was"


def test_a_changed_matcher_knows_what_was_added_replaced_and_removed() -> None:
    text = "Liên bang Nga có mặt ở New York City"
    added = make_entry({"vi": "liên bang Nga", "en": "Russian Federation"}, "")
    replaced = make_entry({"vi": "New York", "en": "NY", "kind": "place"}, "")
    gone = make_entry({"vi": "New York City", "en": "anything"}, "")
    assert [term.targets[0] for term in MATCHER.match(text)] == ["Russian", "New York City"]
    assert [term.targets[0] for term in MATCHER.changed([added, replaced], [gone]).match(text)] == [
        "Russian Federation",
        "NY",
    ]
    assert [term.targets[0] for term in MATCHER.changed().match(text)] == ["Russian", "New York City"]


def test_the_entry_for_a_text_is_found() -> None:
    for vi, found in (
        ("Liên Hợp Quốc", "Liên hợp quốc"),
        ("hoà bình", "hòa bình"),
        ("Hoà Bình", "Hòa Bình"),
        ("ki", ""),
    ):
        entry = MATCHER.find(vi)
        assert (entry.vi if entry else "") == found
    assert MATCHER.changed([make_entry({"vi": "ki", "en": "period"}, "")]).find("ki")


def test_of_two_that_fit_the_added_one_is_found() -> None:
    orchid, name = (make_entry({"vi": vi, "en": en, "kind": kind}, "") for vi, en, kind in
                 (("lan", "orchid", "term"), ("Lan", "Lan", "person")))  # fmt: skip
    for first, second in ((orchid, name), (name, orchid)):
        changed = Matcher(Glossary.of([second])).changed([first])
        assert [term.targets for term in changed.match("Lan đến")] == [first.en]


def test_an_acronym_in_brackets_after_its_name_is_no_term_of_its_own() -> None:
    rows = [
        ("Cảnh sát giao thông", "traffic police"),
        ("CSGT", "traffic police"),
        ("máy bay không người lái", "drone|UAV"),
        ("UAV", "UAV|drone"),
    ]
    matcher = Matcher(Glossary.of(make_entry({"vi": vi, "en": en}, "") for vi, en in rows))
    found = [
        term.vi for term in matcher.match("Cảnh sát giao thông (CSGT) dùng máy bay không người lái (UAV). CSGT đến.")
    ]
    assert found == ["Cảnh sát giao thông", "máy bay không người lái", "UAV", "CSGT"]
    assert [term.vi for term in matcher.match("Phòng (CSGT) họp")] == ["CSGT"]
