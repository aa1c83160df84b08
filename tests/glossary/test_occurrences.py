"""Occurrences: what is and isn't the target in an English sentence, and who gets which place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.glossary import occurrences
from songngu.glossary.occurrences import assign, count_anaphors, count_excused, find_target
from songngu.records import Mode, Term


def term(start: int, *targets: str, mode: Mode = "enforce") -> Term:
    return Term(vi="x", vi_span=(start, start + 1), targets=targets, mode=mode, key="")


FOUND = [
    # target, English, the places as texts, why
    ("Lan", "Ireland and Lan", ["Lan"], "no name fires inside another word"),
    ("Ki", "Ki went to Kintargo", ["Ki"], "ebook-GPT-translator#34: a short entry rewrote the inside of Kintargo"),
    ("New York", "New York Cityscape", ["New York"], "the shorter name stands though the longer doesn't"),
    ("New York City", "New York Cityscape", [], "read-frog#2171: the long match fails its boundary"),
    ("tariff", "the tariffs and a tariff's effect", ["tariffs", "tariff"], "plural and possessive count"),
    ("policy", "policies; Policies", ["policies"], "-y becomes -ies; no capital in mid-sentence"),
    ("crisis", "two crises", ["crises"], "-is becomes -es"),
    ("spokesman", "the spokesmen", ["spokesmen"], "-man becomes -men"),
    ("attorney general", "attorneys general", [], "only the head before 'of' takes a plural besides the last word"),
    ("Secretary of State", "Secretaries of State", ["Secretaries of State"], "the head before 'of' takes the plural"),
    ("Lan", "Lanes and Lans", ["Lans"], "-es only after a sibilant"),
    ("US", "the US' and US’s", ["US", "US"], "both apostrophes, and a bare one"),
    ("US", "US-led, pro-US and U.S.", ["US", "US"], "a name counts in a hyphenated word; U.S. is another target"),
    ("U.S.", "the U.S.-led U.S.", ["U.S.", "U.S."], "the dots are part of the target"),
    ("US", "US$5 million", [], "a currency is not the country"),
    ("add", "add-on, to add, add-on's", ["add"], "GlotPress#2103: 'add' matched inside 'add-on'"),
    ("Su", "Su-35", [], "a number after the hyphen makes another name"),
    ("COVID-19", "COVID\u201119 cases", ["COVID\u201119"], "non-breaking hyphens are hyphens"),
    ("can", "can't", [], "a contraction is another word"),
    ("(NATO)", "the pact (NATO), he said", ["(NATO)"], "weblate#3618: a term beside signs is found"),
    ("C++", "in C++, not C", ["C++"], "a term that ends in signs is found"),
    ("ceasefire", 'he said: "Ceasefire now". Ceasefire!', ["Ceasefire", "Ceasefire"], "capital where a text opens"),
    (
        "inter-Korean",
        "Inter-Korean ties. The Inter-Korean Road",
        ["Inter-Korean", "Inter-Korean"],
        "and of a hyphenated one",
    ),
    ("ceasefire", "the Ceasefire", [], "but not in mid-sentence"),
    ("trade war", "Trump Escalates Trade War With China", ["Trade War"], "capitals of a Title Case heading"),
    ("climate change", "the Climate Change Convention", ["Climate Change"], "capitals inside a longer name"),
    (
        "president",
        "then President Macron greeted another President of theirs",
        ["President"],
        "a title before a name, and only there",
    ),
    ("climate change", "climate-change policy", ["climate-change"], "a compound before a noun has a hyphen"),
    ("stem cell", "stem-cell research", ["stem-cell"], "a compound before a noun has a hyphen"),
    ("New York", "New-York", [], "but a name has none"),
    ("GERMANY", "Germany", [], "capitals aren't met by lower case"),
    ("Germany", "GERMANY", [], "nor the other way round"),
    ("iPhone", "iPhones; IPhone", ["iPhones"], "a name keeps its own case"),
    ("1,500", "21,500, 1,500.5, 1,500,000 and 1,500", ["1,500"], "no number inside a larger one"),
    ("19", "COVID-19 in mid-19 and 19-year", ["19", "19"], "not the 19 of a name"),
    ("2.4%", "2.4% and 12.4%", ["2.4%"], "a number with its sign"),
    ("May 1", "May 1-5, then May 1", ["May 1"], "days of a range aren't its first"),
    ("January 6", "January 6th, not January 60", ["January 6th"], "an ordinal day is the day"),
    ("Hà Nội", "in Hà\u00a0Nội", ["Hà\u00a0Nội"], "any white space joins the words"),
    ("Đắk Lắk", "Đắk Lắk's", ["Đắk Lắk"], "letters of any script"),
    ("5", "5 million and 5", ["5"], "a number without its magnitude"),
    ("2024", "in 2024 million-dollar homes sold", ["2024"], "no magnitude of its own"),
    ("5", "5\u00a0million, 5-million, 5 Million, 5 hundred", [], "nor one in other letters"),
    ("VND3.9 quadrillion", "VND3.9 quadrillion billion", [], "nor two"),
    ("behind the scenes", "a behind-the-scenes look", ["behind-the-scenes"], "no verb"),
    ("fled the scene", "Nguyen Van A fled the scene", ["fled the scene"], "the name A"),
    ("sealed the score", "a sealed the score of Son; he sealed the score", ["sealed the score"], "a verb is no noun"),
    ("", "anything", [], "nothing is nowhere"),
]


@pytest.mark.parametrize(("target", "english", "found", "why"), FOUND, ids=[case[3] for case in FOUND])
def test_find_target(target: str, english: str, found: list[str], why: str) -> None:
    assert [english[start:end] for start, end in find_target(english, target)] == found, why


def test_longer_targets_first() -> None:
    english = "The US President met US officials"
    given_spans, left = assign(english, [term(0, "US"), term(9, "US President")])
    assert given_spans == [(21, 23), (4, 16)], "the US in US President isn't counted beside it"
    assert left == []


def test_nested_target_is_not_enough() -> None:
    assert assign("The US President", [term(0, "US President"), term(5, "US")])[0] == [(4, 16), None]


def test_each_occurrence_needs_its_own() -> None:
    assert assign("The US and China", [term(0, "US"), term(5, "US")])[0] == [(4, 6), None]


def test_more_than_the_source_is_left_over() -> None:
    assert assign("US, US and US", [term(0, "US"), term(5, "US")]) == ([(0, 2), (4, 6)], [(11, 13)])


def test_only_enforced_terms_are_over_produced() -> None:
    assert assign("US and US", [term(0, "US", mode="prefer")]) == ([(0, 2)], [])


def test_common_words_are_over_produced_too() -> None:
    assert assign("cases and cases", [term(0, "case")])[1] == [(10, 15)]


def test_a_name_within_a_longer_term_may_stand_once_more() -> None:
    ministry = Term(vi="Bộ Y tế Lào", vi_span=(0, 11), targets=("Ministry of Health",), mode="enforce", key="")
    laos = Term(vi="Lào", vi_span=(15, 18), targets=("Laos",), mode="enforce", key="")
    assert assign("Laos's Ministry of Health left Laos", [ministry, laos])[1] == []
    assert len(assign("Laos's Ministry of Health of Laos left Laos", [ministry, laos])[1]) == 1


def test_alternatives_are_shared_out() -> None:
    """The first term could take either; the second only one: both must get a place."""
    assert assign("the US and American", [term(0, "US", "American"), term(5, "US")])[0] == [(11, 19), (4, 6)]


def test_source_order_is_kept_where_possible() -> None:
    assert assign("Kim, then Kim", [term(7, "Kim"), term(2, "Kim")])[0] == [(10, 13), (0, 3)]


def test_two_spellings_of_one_name_share_its_places() -> None:
    spans, left = assign("Zelensky said Zelensky", [term(0, "Zelensky"), term(30, "Zelensky")])
    assert spans == [(0, 8), (14, 22)]
    assert left == []


def test_distinct_capitals_stay_distinct() -> None:
    """deepl-dotnet#35: CLIENT and PROVIDER became the same word."""
    assert assign("THE CLIENT PAYS THE CLIENT", [term(0, "CLIENT"), term(5, "PROVIDER")])[0] == [(4, 10), None]


@pytest.mark.parametrize(
    ("vietnamese", "count"),
    [
        ("Ông nói nước này sẽ giúp", 2),
        ("ông Zelensky và bà Harris", 0),
        ("Hãng nói trên cùng họ", 2),
        ("Đức và Pháp", 0),
    ],
)
def test_count_anaphors(vietnamese: str, count: int) -> None:
    assert count_anaphors(vietnamese) == count


WORDS = st.sampled_from(["US", "US President", "President", "New York", "York", "the US", "war", "wars", "5", "5-year"])


@given(st.lists(WORDS, max_size=12), st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=7))
def test_assign_is_sound(english_words: list[str], targets: list[list[str]]) -> None:
    english = " ".join(english_words)
    terms = [term(2 * i, *each) for i, each in enumerate(targets)]
    spans, left = assign(english, terms)
    assert len(spans) == len(terms)
    used = sorted([*filter(None, spans), *left])
    assert all(first[1] <= second[0] for first, second in pairwise(used)), "no overlap"
    for each, span in zip(terms, spans, strict=True):
        places = [place for target in each.targets for place in find_target(english, target)]
        assert span is None or span in places, "nothing is claimed that isn't there"
        free = [p for p in places if not any(p[0] < end and start < p[1] for start, end in used)]
        assert span is not None or not free, "no term goes without while its target stands free"


def test_a_clock_time_of_the_other_half_of_the_day_is_another_time() -> None:
    assert find_target("By 7:00 p.m. it rained", "7:00") == []
    assert find_target("at 7 pm", "7") == []
    assert find_target("By 7:00 it rained", "7:00") == [(3, 7)]


_TARGETS = (
    "US", "President", "Secretary of State", "January 6", "January 6, 2026", "climate change", "15%", "$1.5 million",
    "Coalition of the Willing", "7:00", "COVID-19", "people", "add", "Viet Nam's",
)  # fmt: skip
_PIECES = (
    *_TARGETS, "us", "U.S.", "states", "Presidents", "January", "6th", "Climate", "-", " ", ", ", ". ", "'s", "5", "“",
    "(", ")", " a.m.", "$", "s", "  ", "\u2011", "Secretaries of State",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=7).map("".join), st.sampled_from(_TARGETS))
def test_what_is_found_without_a_pattern_is_what_the_pattern_finds(english: str, target: str) -> None:
    words = target.split()
    plainly = occurrences._find_plainly(english, english.casefold(), words)
    if plainly is not None:
        matches = [match.span() for match in occurrences._pattern(target).finditer(english)]
        assert plainly == [span for span in matches if occurrences._case_fits(english, span, words)]


def test_most_places_need_no_pattern() -> None:
    """A third of a run without an engine went into compiling them."""
    text = "On January 6, 2026 President Macron said: the US and France met, and so did others."
    for target in ("January 6, 2026", "President", "US", "France", "Germany", "February 6"):
        assert occurrences._find_plainly(text, text.casefold(), target.split()) is not None, target


def test_a_term_in_other_letters_excuses_its_english() -> None:
    source = "Tổng thống Mỹ nói ở cấp tổng thống, rất mỹ mãn."
    terms = [
        Term(vi="Tổng thống", vi_span=(0, 10), targets=("President",), mode="enforce", key="Tổng thống=President"),
        Term(vi="Mỹ", vi_span=(11, 13), targets=("US",), mode="enforce", key="Mỹ=US"),
    ]
    assert count_excused(source, terms) == 1
    assert count_excused(source.replace("tổng thống,", "cao,"), terms) == 0
