"""Suggested names: what an editor would add, and what is no name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.glossary.entries import Glossary, make_entry
from songngu.glossary.spelling import spelling_key
from songngu.glossary.suggestion import suggest, suggest_from_articles
from songngu.records import Article, Bilingual, TranslatedSegment

NEWS_GLOSSARY = Glossary.of(
    make_entry({"vi": vi, "en": en, "kind": kind}, "")
    for vi, en, kind in (
        ("Bộ Y tế", "Ministry of Health", "organisation"),
        ("Hà Nội", "Hanoi", "place"),
        ("Việt Nam", "Vietnam", "place"),
        ("Ukraine", "Ukraine", "place"),
        ("Tây Ban Nha", "Spain", "place"),
    )
)
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


def test_most_widespread_first_and_known_names_left_out() -> None:
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


FOUND: tuple[tuple[str, dict[str, str]], ...] = (  # a sentence, what is suggested of it
    # A verb behind a ministry's name is no part of it, and the name itself is known.
    ("Hôm nay Bộ Y tế họp ở đây. Bộ Y tế xem xét việc này.", {}),
    # Nor is it where the name is new: "Cục Hải sự" is more often without it.
    ("Cục Hải sự nói. Cục Hải sự đi. Hôm qua Cục Hải sự lập kế hoạch.", {"Cục Hải sự": "organisation"}),
    # An abbreviation with a place.
    ("Theo CDC Hà Nội, mưa to.", {"CDC Hà Nội": "organisation"}),
    # A dash inside a ministry's name.
    ("Theo Sở Tài nguyên - môi trường TP Vinh, mưa to.", {"Sở Tài nguyên - môi trường TP Vinh": "organisation"}),
    ("Ông là giám đốc Sở GD-ĐT Sơn La.", {"Sở GD-ĐT Sơn La": "organisation"}),
    # Common nouns before a name, and before a country.
    ("Chủ tập đoàn viễn thông Altice là ông Drahi.", {"Altice": "organisation", "Drahi": "person"}),
    ("Hai công ty Ukraine lớn.", {}),
    # "giao thông" isn't the verb "giao".
    ("Theo Phòng Cảnh sát giao thông TP Vinh, mưa.", {"Phòng Cảnh sát giao thông TP Vinh": "organisation"}),
    # Titles of works.
    ("Cô đóng bộ phim Hậu duệ mặt trời.", {"Hậu duệ mặt trời": "term"}),
    ("Cô hát ca khúc “Về thăm mẹ” rất hay.", {"Về thăm mẹ": "term"}),
    # A number that is part of the name, and one that isn't.
    ("Theo đài France 24, trời mưa.", {"France 24": "organisation"}),
    ("Trang Twitter 500 triệu người.", {"Twitter": ""}),
    # A document's number, a line's, a direction, a day.
    ("Quyết định 24/QĐ - BGTVT về trạm T2 ở hướng Tây Tây Bắc vào Chủ Nhật.", {}),
    # What is written as in English already.
    ("Giải Vietnam Open ở Vietnam.", {"Vietnam Open": ""}),
    # A title that is an abbreviation, a trade.
    ("Cùng MC Phương Mai và diễn viên Thanh Hương.", {"Phương Mai": "person", "Thanh Hương": "person"}),
    # The name of a ship isn't an organisation's for its abbreviation; AUD is money.
    ("Tàu khu trục HMS Duncan giá 5 triệu (AUD).", {"HMS Duncan": ""}),
    # A known name isn't cut in two, nor the name of a person taken into it, nor the next name begun.
    ("Thủ tướng Tây Ban Nha Mariano Rajoy nói.", {"Mariano Rajoy": "person"}),
    ("Theo Bộ Hải sự Ukraine Maria Zakharova.", {"Bộ Hải sự Ukraine": "organisation", "Maria Zakharova": ""}),
    ("Theo Phòng CSGT Công an tỉnh này.", {"Phòng CSGT": "organisation"}),
    # A common noun before a place.
    ("Đến trung tâm phường Bến Tắm.", {"Bến Tắm": "place"}),
    # "trường" here is half of "thao trường".
    ("Đến thao trường Tsugol.", {"Tsugol": ""}),
    # A syllable that Vietnamese hasn't.
    ("Nền văn hoá Maya rất cổ.", {"Maya": ""}),
)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_suggested_of_a_sentence(text: str, expected: dict[str, str]) -> None:
    found = {one.vi: one.kind for one in suggest((text,), NEWS_GLOSSARY, least=1)}
    assert found == expected


def test_a_foreign_place_with_a_vietnamese_word_has_no_english_by_rule() -> None:
    (suggestion,) = suggest(("Rơi ở tỉnh Tây Java.",), GLOSSARY, least=1)
    assert (suggestion.vi, suggestion.kind, suggestion.en) == ("Tây Java", "place", "")


def test_a_company_named_after_what_it_makes_has_no_english_by_rule() -> None:
    (suggestion,) = suggest(("Theo Tổng công ty Thép Việt Nam.",), NEWS_GLOSSARY, least=1)
    assert (suggestion.vi, suggestion.en) == ("Tổng công ty Thép Việt Nam", "")


def test_spellings_of_one_foreign_name_look_alike() -> None:
    for one, other in (("Kiev", "Kyiv"), ("Sergei", "Sergey"), ("Zelenskiy", "Zelensky"), ("Philipp", "Filip")):
        assert spelling_key(one) == spelling_key(other)
    assert spelling_key("Martin") != spelling_key("Martina")


def test_a_name_a_letter_off_says_what_it_is_like() -> None:
    (suggestion,) = suggest(("Ông Sergej Lavrovv đến.",), GLOSSARY, least=1)
    assert suggestion.like == "Sergey Lavrov"


def test_a_name_is_not_like_a_word_that_the_glossary_has() -> None:
    glossary = Glossary.of([make_entry({"vi": "hữu nghị", "en": "friendship"}, "")])
    (suggestion,) = suggest(("Xe dừng ở cửa khẩu Hữu Nghị hôm qua.",), glossary, least=1)
    assert (suggestion.vi, suggestion.like) == ("Hữu Nghị", "")


def stored(*pairs: tuple[str, str]) -> Article:
    segments = tuple(
        TranslatedSegment(id=f"s{number}", paragraph=0, kind="text", vi=vi, en=en)
        for number, (vi, en) in enumerate(pairs, 1)
    )
    title = Bilingual(vi="", en="")
    return Article(id="a", path="a.txt", date=None, title=title, summary=(), segments=segments, signature="")


def test_stored_articles_show_how_a_name_is_rendered() -> None:
    article = stored(
        ("Hôm qua ông Đinh Công Xứ nói.", "Yesterday Mr. Dinh Cong Xu spoke."),
        ("Ông Đinh Công Xứ đi.", "Dinh Cong Xu left."),
        ("Gặp Đinh Công Xứ ở đây.", "Met Dinh Cong Su here."),
        ("Đinh Công Xứ không ở đây.", "He isn't here."),
    )
    (one,) = suggest_from_articles((article,), GLOSSARY)
    assert (one.vi, one.count, one.kind) == ("Đinh Công Xứ", 4, "person")
    assert one.renderings == (("Dinh Cong Xu", 2), ("Dinh Cong Su", 1))
    assert one.inconsistency == 0.333
    assert one.places == tuple(("a", f"s{number}") for number in range(1, 5))


def test_texts_without_english_have_no_renderings() -> None:
    one = suggest(ARTICLES, GLOSSARY)[0]
    assert (one.renderings, one.inconsistency, one.places) == ((), 0.0, ())


@settings(deadline=None)  # each builds a matcher
@given(st.lists(st.text(st.sampled_from("AĐaàn. (),-\n0")), max_size=3))
def test_never_fails_and_counts_what_is_there(texts: list[str]) -> None:
    for suggestion in suggest(texts, GLOSSARY, least=1):
        assert all(any(spelling in text for text in texts) for spelling in suggestion.spellings)
        assert 1 <= suggestion.articles <= suggestion.count
