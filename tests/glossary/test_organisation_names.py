"""Names of organisations: where they end, and the English that a rule can give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.glossary.organisation_names import find_organisations, propose
from songngu.glossary.words import fold_key, split_words

PLACES = {fold_key(vi): en for vi, en in (("Đà Nẵng", "Da Nang"), ("TP HCM", "Ho Chi Minh City"), ("Huế", "Hue"))}


def names(text: str) -> list[tuple[str, str]]:
    words = split_words(text)
    return [
        (text[words.spans[one.first][0] : words.spans[one.last][1]], propose(words, one, PLACES))
        for one in find_organisations(words)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # What a rule can't translate has no English.
        ("Đại diện Sở Tài chính cho biết", [("Sở Tài chính", "")]),
        ("Sở Văn hóa, Thể thao và Du lịch cho biết", [("Sở Văn hóa, Thể thao và Du lịch", "")]),
        ("Cục Hàng không vừa ban hành", [("Cục Hàng không", "")]),  # "không" is "not" elsewhere
        ("tại Bệnh viện Bạch Mai.", [("Bệnh viện Bạch Mai", "Bach Mai Hospital")]),
        ("tại bệnh viện Bạch Mai.", [("bệnh viện Bạch Mai", "Bach Mai Hospital")]),
        ("Bệnh viện Đa khoa Đà Nẵng", [("Bệnh viện Đa khoa Đà Nẵng", "Da Nang General Hospital")]),
        ("Bệnh viện Nhi Trung ương", [("Bệnh viện Nhi Trung ương", "")]),
        ("Trường Đại học Duy Tân thuộc", [("Trường Đại học Duy Tân", "Duy Tan University")]),
        ("Công ty Cổ phần Sữa Việt Nam", [("Công ty Cổ phần Sữa Việt Nam", "Sua Viet Nam Joint Stock Company")]),
        ("Công ty Toàn Cầu hứa hẹn trả", [("Công ty Toàn Cầu", "Toan Cau Company")]),
        ("Công ty SRITHAI khai thác", [("Công ty SRITHAI", "SRITHAI Company")]),
        ("Công an tỉnh Đà Nẵng bắt", [("Công an tỉnh Đà Nẵng", "Da Nang Police")]),
        ("TAND huyện Cẩm Xuyên xử", [("TAND huyện Cẩm Xuyên", "People's Court of Cam Xuyen District")]),
        ("UBND TP. HCM nói", [("UBND TP. HCM", "People's Committee of Ho Chi Minh City")]),
        ("UBND TP Đà Nẵng Nguyễn Đức Chung", [("UBND TP Đà Nẵng", "People's Committee of Da Nang")]),
        ("Tòa án nhân dân tỉnh Bà Hai", [("Tòa án nhân dân tỉnh Bà Hai", "People's Court of Ba Hai Province")]),
        # No name at all.
        ("Cục trưởng Nguyễn Văn A, tàu sân bay USS Nimitz, khu công nghiệp ở Huế", []),
        ("bộ Luật, văn phòng Ban chỉ huy, một công ty lớn", []),
        ("UBND TP Nguyễn Thành Phong", []),  # his title, and the city's name is left out
    ],
)
def test_names_and_their_english(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text) == found


@given(st.text(st.sampled_from("BộSởTP CôngtyHuếAn.,- là\n"), max_size=40))
def test_any_text(text: str) -> None:
    for name, _ in names(text):
        assert name in text
