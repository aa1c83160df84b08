"""Suggested names: what an editor would add, and what is no name."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.glossary.entries import Glossary, make_entry
from songngu.glossary.spelling import spelling_key
from songngu.glossary.suggestion import suggest

GLOSSARY = Glossary.of(
    make_entry({"vi": vi, "en": en, "kind": "place"}, "")
    for vi, en in (("Ukraine", "Ukraine"), ("Hà Nội", "Hanoi"), ("Kiev", "Kyiv"), ("Sergey Lavrov", "Sergey Lavrov"))
)
ARTICLES = (
    "Tổng thống Volodymyr Zelensky thăm Hà Nội. Ông Zelensky gặp Nguyễn Văn Nam tại Ukraine.\nTrọng Giáp",
    "Theo Zelenskiy, tàu Mangkhut rời cảng. Cục Hàng không (CHK) cho biết giá là 5 USD. Nguyễn Văn Nam đồng ý.",
    "Hôm qua Zelensky và CHK họp. Điều này tốt. Điều này hay. Mức giá 9 USD.\nTrọng Giáp",
)


def names(texts: tuple[str, ...] = ARTICLES, least: int = 2) -> list[str]:
    return [suggestion.vi for suggestion in suggest(texts, GLOSSARY, least=least)]


def test_most_spread_first_and_known_names_left_out() -> None:
    assert names() == ["Zelensky", "CHK", "Nguyễn Văn Nam"]  # two articles each: by name


def test_spellings_of_one_name_are_one_suggestion() -> None:
    first = suggest(ARTICLES, GLOSSARY)[0]
    assert (first.spellings, first.count, first.articles) == (("Zelensky", "Zelenskiy"), 3, 3)
    assert "Zelensky" in first.example


def test_an_abbreviation_comes_with_what_it_stands_for() -> None:
    found = {s.vi: s.expansion for s in suggest(("Cơ quan Cảnh sát Biển (CSB) nói. CSB báo.",), GLOSSARY)}
    assert found["CSB"] == "Cảnh sát Biển"


def test_another_spelling_of_an_entry_says_so() -> None:
    (suggestion,) = suggest(("Ông Sergei Lavrov đến.", "Gặp Sergei Lavrov rồi."), GLOSSARY)
    assert (suggestion.vi, suggestion.like) == ("Sergei Lavrov", "Sergey Lavrov")


def test_a_word_that_opens_the_sentence_is_no_part_of_the_name() -> None:
    assert names(("Theo Zelensky, tốt.", "Theo Nguyễn Văn Nam, xấu."), least=1) == ["Nguyễn Văn Nam", "Zelensky"]


def test_a_capital_that_only_opens_a_sentence_is_no_name() -> None:
    assert names(("Điều này tốt. Điều kia hay. Hôm Nay là lễ.",), least=1) == []


def test_an_authors_name_under_an_article_is_left_out() -> None:
    assert "Trọng Giáp" not in names(least=1)


NEWS = (
    "Thủ môn Nguyễn Đình Triệu được đưa vào Bệnh viện Việt Tiệp.\n"
    "Công an huyện Tân Kỳ và TAND huyện Tân Kỳ vào cuộc. Phó Giám đốc Công an tỉnh đến đường Nguyễn Kiệm. "
    "Ở công an, giám đốc nói về “đất vàng” và clip. Clip: hai mảnh “đất vàng”. Bị hại Trần Thị H. ở huyện Tân Kỳ.\n"
    "Chân dung Lường Văn Lả\n"
    "Đào Vũ (Tổng hợp)",
)


def test_people_organisations_places_and_terms_with_their_kind_and_english() -> None:
    found = {s.vi: (s.kind, s.en) for s in suggest(NEWS, GLOSSARY, least=1)}
    assert found == {
        "Nguyễn Đình Triệu": ("person", "Nguyen Dinh Trieu"),
        "Bệnh viện Việt Tiệp": ("organisation", "Viet Tiep Hospital"),
        "Công an huyện Tân Kỳ": ("organisation", "Tan Ky District Police"),
        "TAND huyện Tân Kỳ": ("organisation", "People's Court of Tan Ky District"),
        "Nguyễn Kiệm": ("place", "Nguyen Kiem"),
        "Tân Kỳ": ("place", "Tan Ky"),
        "Lường Văn Lả": ("person", "Luong Van La"),
        "đất vàng": ("term", ""),
    }


def test_the_example_is_a_sentence() -> None:
    examples = {s.vi: s.example for s in suggest(NEWS, GLOSSARY, least=1)}
    assert examples["Nguyễn Kiệm"] == "Phó Giám đốc Công an tỉnh đến đường Nguyễn Kiệm."


def test_vietnamese_names_keep_their_marks() -> None:
    assert spelling_key("Lan Anh") != spelling_key("Lân Anh")
    assert spelling_key("Zelensky") == spelling_key("Zelenskyy") == spelling_key("Zelenskiy")
    assert spelling_key("Kim Jong-un") == spelling_key("Kim Jong Un")
    assert spelling_key("IS") != spelling_key("ISS")


@settings(deadline=None)  # each builds a matcher
@given(st.lists(st.text(st.sampled_from("AĐaàn. (),-\n0")), max_size=3))
def test_never_fails_and_counts_what_is_there(texts: list[str]) -> None:
    for suggestion in suggest(texts, GLOSSARY, least=1):
        assert all(any(spelling in text for text in texts) for spelling in suggestion.spellings)
        assert 1 <= suggestion.articles <= suggestion.count
