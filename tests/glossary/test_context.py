"""Country or word, country or person, noun or adjective: claims a person checked, on sentences from no corpus."""

from __future__ import annotations

import pytest

from songngu.glossary.context import features, in_longer_name, load_weights, score, shape_of
from songngu.glossary.entries import Glossary, make_entry
from songngu.glossary.matching import Matcher
from songngu.glossary.words import split_words

COUNTRIES = {
    "Anh": "UK|British|Britain",
    "Nga": "Russia|Russian",
    "Đức": "Germany|German",
    "Pháp": "France|French",
    "Mỹ": "US|American|United States",
    "Ý": "Italy|Italian",
    "Nhật": "Japan|Japanese",
    "Úc": "Australia|Australian",
    "Hàn": "South Korea|South Korean",
    "Trung Quốc": "China|Chinese",
}
MATCHER = Matcher(Glossary.of(make_entry({"vi": v, "en": e, "kind": "place"}, "") for v, e in COUNTRIES.items()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anh cho biết anh sẽ không tham gia.", []),  # he
        ("Thủ tướng Anh Keir Starmer đến Paris.", ["Anh"]),
        ("Ông đang sống ở Anh cùng gia đình.", ["Anh"]),
        ("Chị Nguyễn Thị Nga, 34 tuổi, trú tại Thanh Hóa.", []),  # a full name
        ("Theo chị Nga, quán mở cửa từ sáng sớm.", []),  # a given name after a word of address
        ("Tổng thống Nga Vladimir Putin phát biểu.", ["Nga"]),
        ("Nga tuyên bố sẽ đáp trả các lệnh trừng phạt.", ["Nga"]),
        ("Công an bắt giữ Trần Minh Đức tại nhà riêng.", []),
        ("Bị cáo Đức khai nhận toàn bộ hành vi.", []),  # a given name in a court report
        ("Thủ tướng Đức đến thăm nhà máy.", ["Đức"]),
        ("Đức Phật và Đức Giáo hoàng.", []),  # a title of reverence
        ("Pháp luật quy định rõ điều này.", []),  # law
        ("Tổng thống Pháp Emmanuel Macron.", ["Pháp"]),
        ("Ý kiến của người dân rất quan trọng.", []),  # opinion
        ("Nhiều du khách đến từ Ý và Pháp.", ["Ý", "Pháp"]),
        ("Ngày Chủ Nhật, chợ rất đông.", []),  # Sunday
        ("Các quan chức Nhật từ chối bình luận.", ["Nhật"]),
        ("Quân đội Mỹ rút khỏi căn cứ.", ["Mỹ"]),
        ("Người đàn ông Mỹ được cứu.", ["Mỹ"]),  # "ông" is no word of address here
        ("Cô ca sĩ Lê Mỹ Hạnh ra mắt.", []),
        ("Pháp cũng đặt mục tiêu đạt được thỏa thuận.", ["Pháp"]),  # "giải pháp cũng" made it a word once
        ("Ý từng đề nghị hoãn cuộc họp.", ["Ý"]),  # rare at the beginning of a sentence
        ("Pháp nhân thương mại phải chịu trách nhiệm.", []),  # legal person
        ("Mỹ Duyên nói cô sẽ trở lại.", []),  # a given name of two syllables
        ("Xã Mỹ Hòa bị ngập.", []),  # a commune
        ("Nhật Cường bị khám xét.", []),  # a company
        ("Cô Pháp về quê hôm qua.", []),
        ("Sau kết quả này, Trúc Anh đã đăng ảnh với Thuý Nga.", []),  # given names without a surname
        ("Thủ Tướng Anh thăm vùng Viễn Đông Nga.", ["Anh", "Nga"]),  # capitals of other words
        ("Theo báo Pháp luật, Viện Pháp y và Cục Mỹ thuật vào cuộc.", []),  # ordinary words in names
        ("Tiêm kích do Pháp chế tạo.", ["Pháp"]),  # "pháp chế" is a word, but not here
    ],
)
def test_country_or_not(text: str, expected: list[str]) -> None:
    assert [term.vi for term in MATCHER.match(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông đang sống ở Đức.", "Germany"),
        ("Đại sứ quán Việt Nam tại Pháp.", "France"),
        ("Cuộc đàm phán với Trung Quốc kéo dài.", "China"),
        ("Ba người Đức bị thương.", "German"),
        ("Ông nói tiếng Pháp rất tốt.", "French"),
        ("Chính phủ Nga phản đối.", "Russian"),
        ("Đề xuất có thể được trình lên Nga.", "Russia"),  # after a preposition stands a noun
        ("Họ gửi cho Pháp ba con tàu.", "France"),
        ("Thủ tướng Úc từ chức.", "Australian"),
    ],
)
def test_the_form_that_reads_best_comes_first(text: str, expected: str) -> None:
    (term,) = MATCHER.match(text)
    assert term.targets[0] == expected
    assert set(term.targets) == set(COUNTRIES[term.vi].split("|"))  # no form is lost by the order


def test_forms_that_are_no_adjectives_keep_the_order_of_the_file() -> None:
    matcher = Matcher(Glossary.of([make_entry({"vi": "Liên hợp quốc", "en": "United Nations|UN|U.N."}, "")]))
    assert matcher.match("Đại sứ Liên hợp quốc")[0].targets == ("United Nations", "UN", "U.N.")


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("và", "lower"),
        ("Minh", "name"),
        ("Nguyễn", "surname"),
        ("NATO", "acronym"),
        ("Macron", "foreign"),
        ("7", "number"),
    ],
)
def test_shapes(word: str, shape: str) -> None:
    assert shape_of(split_words(word), 0) == shape


def test_outside_the_text_there_is_no_word() -> None:
    assert shape_of(split_words("một"), 1) == shape_of(split_words("một"), -1) == "none"


@pytest.mark.parametrize(
    ("text", "index", "longer"),
    [
        ("bà Nguyễn Thị Lan", 3, True),
        ("chị Lan nói", 1, False),
        ("ông Hà Nam Khánh", 1, True),
        ("Hà Nội Nguyễn Văn A", 0, False),
    ],
)
def test_longer_names(text: str, index: int, longer: bool) -> None:
    last = index + 1 if "Hà" in text else index
    assert in_longer_name(split_words(text), index, last) is longer


def test_a_decision_can_be_explained_by_its_features() -> None:
    weights = load_weights()
    words = split_words("sang nước Anh")
    found = features(words, 2, 2, weights.ordinary)
    assert "before=nước" in found
    assert weights.country["before=nước"] > 0
    assert score(weights.country, found) > 0
