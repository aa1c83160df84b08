"""Names of which nothing says what they name, which an article has again and again."""

from __future__ import annotations

import pytest

from songngu.glossary.given_names import with_people
from songngu.glossary.lost_names import VietnameseNames
from songngu.plan import key_of
from songngu.records import Segment

WIFE = "Mới đây, vợ chồng Tuấn Hưng đã tổ chức sinh nhật."
SINGER = "Sau đó ca sĩ Tuấn Hưng về nhà."


def segments(*texts: str) -> tuple[Segment, ...]:
    return with_people([Segment(id=f"s{n}", paragraph=0, kind="text", vi=vi) for n, vi in enumerate(texts)])


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ([WIFE, SINGER, "Tuấn Hưng rất vui."], [("Tuấn Hưng",)] * 3),
        ([WIFE, SINGER, "TUẤN HƯNG RẤT VUI"], [("Tuấn Hưng",), ("Tuấn Hưng",), ()]),
        ([WIFE, "Tuấn Hưng rất vui."], [(), ()]),  # once within a sentence
        ([WIFE, SINGER, "Anh đến Trung Quốc."], [(), (), ()]),  # his name may be read from Chinese
        (["Chúng tôi nghỉ Chủ Nhật.", "Sang Chủ Nhật họ đi."], [(), ()]),  # Sunday
        (["Vụ việc ở xã Trà Ôn.", "Người ở xã Trà Ôn nói."], [(), ()]),  # a commune, which is looked for anyway
    ],
)
def test_names_that_recur(texts: list[str], names: list[tuple[str, ...]]) -> None:
    assert [segment.people for segment in segments(*texts)] == names


def test_a_name_that_recurs_is_missed_wherever_it_stands() -> None:
    for segment in segments(WIFE, SINGER, "Tuấn Hưng rất vui."):
        names = VietnameseNames.of(segment.vi, (), segment.people)
        assert [name.text for name in names.find_lost("He is very happy.")] == ["Tuấn Hưng"]
        assert [name.text for name in names.find_lost("Tan Hung is very happy.")] == ["Tuấn Hưng"]
        assert not names.find_lost("Tuan Hung is very happy.")
        assert [each.target for each in names.annotations(sure=True)] == ["Tuan Hung"]
    assert not VietnameseNames.of(SINGER).find_lost("He went home.")  # by itself it may be anything


def test_a_sentence_is_translated_anew_where_a_name_comes_to_recur() -> None:
    alone, beside = segments(SINGER)[0], segments(SINGER, WIFE)[0]
    assert key_of(alone, (), "engine") != key_of(beside, (), "engine")
