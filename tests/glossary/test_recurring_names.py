"""Names that nothing else says to be names, which an article has again and again."""

from __future__ import annotations

import pytest

from songngu.glossary.given_names import with_people
from songngu.glossary.lost_names import VietnameseNames
from songngu.glossary.name_repair import mend_names
from songngu.plan import key_of
from songngu.records import Segment, Translation

PARTY = "Mới đây, vợ chồng Tuấn Hưng đã tổ chức sinh nhật."
SINGER = "Sau đó ca sĩ Tuấn Hưng về nhà."
HAPPY = "Tuấn Hưng rất vui."


def segments(*texts: str) -> tuple[Segment, ...]:
    return with_people([Segment(id=f"s{n}", paragraph=0, kind="text", vi=vi) for n, vi in enumerate(texts)])


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ([PARTY, SINGER, HAPPY], [("Tuấn Hưng",)] * 3),
        ([PARTY, SINGER, "Tin về Tuấn Hưng Và Gia Đình Hôm Nay Ở Đây"], [("Tuấn Hưng",)] * 3),  # a headline
        (["Bắt anh Tuấn Hưng.", "Hôm qua Tuấn Hưng khai.", HAPPY], [("Tuấn Hưng",)] * 3),
        (["Ở trường THCS Tích Thiện.", "Nay ở Tích Thiện có 5 lớp."], [("Tích Thiện",)] * 2),
        ([PARTY, HAPPY], [(), ()]),  # once within a sentence
        ([PARTY, "Gặp Nguyễn Tuấn Hưng và Tuấn Hưng."], [("Tuấn Hưng",)] * 2),
        ([PARTY, SINGER, "Anh đến Trung Quốc."], [(), (), ()]),  # his name may be read from Chinese
        (["Mọi người đọc Kinh Thánh.", "Ca sĩ Kinh Thánh hát."], [(), ()]),  # the Bible
        (["Họ xem Người Nhện.", "Rồi xem Người Nhện nữa."], [(), ()]),  # nothing tells who bears it
        (["Gặp hoa hậu Hoàn Vũ.", "Cuộc thi Hoàn Vũ vui."], [(), ()]),  # Miss Universe
        (["Đội tung Hai Long vào thay Vĩ Hào."], [("Hai Long", "Vĩ Hào")]),  # two made like given names
        (["Bàn của Đình Bắc.", "Sau đó Vĩ Hào gỡ hòa."], [("Đình Bắc",), ("Vĩ Hào",)]),
        (["Bàn của Đình Bắc.", "Sau đó họ gỡ hòa."], [(), ()]),
        (["Bàn của Đình Bắc.", "Họ sang Trung Quốc gặp Vĩ Hào."], [(), ()]),
        (["Người thuộc cung Bạch Dương.", "Phim Bạch Tuyết và sao Hải Vương."], [(), ()]),
        (["Họ đi miền Nam Pháp rồi Đông Đức."], [()]),
        (["Gặp Đình Bắc ở lễ hội Hoa Ban."], [()]),  # one, and a festival
        (["Truyện về Ngọc Hoàng và Hằng Nga."], [()]),  # the Jade Emperor
        (["Vụ việc ở xã Trà Ôn.", "Người ở xã Trà Ôn nói."], [(), ()]),  # a commune, which is looked for anyway
    ],
)
def test_names_that_recur(texts: list[str], names: list[tuple[str, ...]]) -> None:
    assert [segment.names for segment in segments(*texts)] == names


def test_a_name_that_recurs_is_missed_wherever_it_stands() -> None:
    for segment in segments(PARTY, SINGER, HAPPY):
        names = VietnameseNames.of(segment.vi, recurring=segment.names)
        assert [name.text for name in names.find_lost("He is very happy.")] == ["Tuấn Hưng"]
        assert [name.text for name in names.find_lost("Tan Hung is very happy.")] == ["Tuấn Hưng"]
        assert not names.find_lost("Tuan Hung is very happy.")
        assert [each.target for each in names.annotations(sure=True)] == ["Tuan Hung"]
    assert not VietnameseNames.of(SINGER).find_lost("He went home.")  # by itself it may be anything


def test_no_part_of_a_longer_name_is_one() -> None:
    names = VietnameseNames.of("Gặp Nguyễn Tuấn Hưng.", recurring=("Tuấn Hưng",))
    assert [name.text for name in names.in_full] == ["Nguyễn Tuấn Hưng"]


def test_its_syllables_are_parted() -> None:
    assert mend_names(HAPPY, Translation(en="Tuanhung is happy."), ("Tuấn Hưng",)).en == "Tuan Hung is happy."
    assert mend_names(HAPPY, Translation(en="Tuanhung is happy.")).en == "Tuanhung is happy."


def test_a_sentence_is_translated_anew_where_a_name_comes_to_recur() -> None:
    alone, beside = segments(SINGER)[0], segments(SINGER, PARTY)[0]
    assert key_of(alone, (), "engine") != key_of(beside, (), "engine")
