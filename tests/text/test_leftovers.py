"""Vietnamese left in the English, and the names that may stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.text.leftovers import find_leftovers

CASES = [
    # source, English, what is left, why
    ("Pháp cũng đặt mục tiêu.", "Pháp also aims.", ("Pháp",), "a country has an English name"),
    ("Ông đến Hàn Quốc.", "He came to Hàn Quốc.", ("Hàn", "Quốc"), "of several words too"),
    ("Ở Ý và Úc", "In Ý and Úc", ("Ý", "Úc"), "letters that aren't only Vietnamese"),
    ("sân Mỹ Đình", "Mỹ Đình Stadium", (), "Mỹ in a place's name is no country"),
    ("Nguyễn Văn Đức nói", "Nguyễn Văn Đức said", (), "nor is Đức in a person's"),
    ("Anh Đức nói Đức sẽ đi", "Đức said Đức would go", (), "nor is one whom the source calls anh"),
    ("Đức nói", "Mr. Đức said", (), "nor one with a title"),
    ("Tổng thống Pháp Macron", "Pháp President Macron", ("Pháp",), "an English word beside it makes no name"),
    ("ở thị trấn Đông", "in thị trấn of Đông, café", ("thị", "trấn"), "words in lower case"),
    ("ở thị trấn", "in Thị Trấn", ("Thị", "Trấn"), "a capital that the source hasn't"),
    ("Ông ở Đà Nẵng, Huế", "He lives in Đà Nẵng, Huế", (), "places of Vietnam may stay"),
    ("NGUYỄN VĂN HÙNG bị bắt", "Nguyễn Văn Hùng was arrested", (), "a headline in capitals has the name"),
    ("ở Lang Sơn", "in Lạng Sơn", (), "nor does a mark more or less matter"),
    ("Điều không lành, ở café", "The lànhness, at the café", ("lànhness",), "half of a word"),
    ("Quán café đông", "The cafés are full", (), "English"),
    ("(Ảnh: Reuters)", "(Ảnh: Reuters)", ("Ảnh",), "a label is no name"),
    ("HĐND và ĐH Y", "HĐND and ĐH Y", ("HĐND", "ĐH"), "acronyms"),
    ("ở In-đô-nê-xi-a", "in In-đô-nê-xi-a", ("In-đô-nê-xi-a",), "a transcription"),
    (
        "Công ty Định giá Phương Đông",
        "Phương Đông’s Định giá Company",
        ("giá",),
        "a possessive; letters that French has",
    ),
    ("Müller và Gómez", "Müller and Gómez", (), "names of other languages"),
    ("Thảo giao cho công an.", "Thao giao to the police.", ("giao",), "a word that has no marks"),
    ("con dao Thái Lan", "the Thai dao", ("dao",), "another"),
    ("có chung quan điểm về giá", "have a chung view of gia", ("chung", "gia"), "and one that has lost them"),
    ("Thực đơn có bánh mì và phở", "The menu has banh mi and pho", (), "what English has from Vietnamese"),
    ("chiếc ô tô con của tôi", "the con of my man", (), "English words that are syllables"),
    ("Ông giao tài liệu", "He gave a drop-giao, giao.vn", (), "parts of other words, addresses"),
    ("Ở phố Giao Thủy", "In Giao Thuy Street", (), "names"),
    ("trường học, hàng tấn, quay lại", "an ad hoc committee, a tan suit, on the quay", (), "rarer English words"),
    ("xem giao", "see #giao, giao:10", (), "labels"),
    ("anh ấy rất mệt", "he was a tram driver, thong", (), "words that the source hasn't"),
    ("ở Đắk Lắk", "in Đắk Lắk", (), "a place whose words end as no other Vietnamese words do"),
]


@pytest.mark.parametrize(("source", "english", "left", "why"), CASES, ids=[case[3] for case in CASES])
def test_find_leftovers(source: str, english: str, left: tuple[str, ...], why: str) -> None:
    assert find_leftovers(source, english) == left, why


def test_a_term_is_not_left() -> None:
    english = "She wore an áo dài of thanh."
    assert find_leftovers("Cô mặc áo dài thanh.", english) == ("áo", "dài", "thanh")
    assert find_leftovers("Cô mặc áo dài thanh.", english, taken=[(12, 18)]) == ("thanh",)


@given(st.text(max_size=60), st.text(max_size=60))
def test_only_words_of_the_english_are_found(source: str, english: str) -> None:
    assert all(word in english for word in find_leftovers(source, english))


def test_the_country_itself_is_left_where_its_marks_are() -> None:
    assert find_leftovers("Ngân hàng Việt Nam", "Bank of Việt Nam") == ("Việt", "Nam")
    assert find_leftovers("ông Nguyễn Việt Nam", "Mr. Nguyễn Việt Nam") == ()
