"""What leads to another article is told from a sentence with the same words, and has one English."""

from __future__ import annotations

import pytest

from songngu.text.lead_ins import lead_in, translate_lead_in


@pytest.mark.parametrize(
    ("paragraph", "prefix", "english"),
    [
        ("Xem thêm: Mỹ rút quân", "Xem thêm: ", "See also:"),
        (">> Xem thêm: Mỹ rút quân", ">> Xem thêm: ", "See also:"),
        ("XEM THÊM: > > > Mỹ rút quân", "XEM THÊM: > > > ", "See also:"),
        ("Mời độc giả xem thêm video : Mưa lớn", "Mời độc giả xem thêm video : ", "Readers may also watch:"),
        ("Xem thêm >>> Mỹ rút quân", "Xem thêm >>> ", "See also:"),
        ("Đọc thêm > > Mỹ rút quân", "Đọc thêm > > ", "See also:"),
        ("Tin liên quan:Mỹ rút quân", "Tin liên quan:", "Related:"),
    ],
)
def test_lead_ins(paragraph: str, prefix: str, english: str) -> None:
    assert lead_in(paragraph) == prefix
    assert translate_lead_in(prefix.rstrip()) == english


@pytest.mark.parametrize(
    "text",
    [
        "Xem thêm video này để hiểu.",
        "Ông nói: Xem thêm: ",
        "Xem thêm:",
        "Liên quan vụ án: A",
        "Có thể bạn chưa biết: Hà Nội có hồ.",
    ],
)
def test_sentences_with_the_same_words(text: str) -> None:
    assert lead_in(text) == ""
