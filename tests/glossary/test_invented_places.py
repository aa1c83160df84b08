"""Places that the English has and the source hasn't."""

from __future__ import annotations

import pytest

from songngu.checks import check_names
from songngu.glossary.candidates import choose, judge, make_task
from songngu.glossary.invented_places import find_invented
from songngu.records import Segment, TermResult, Translation

CASES = [
    ("Bão làm hỏng một cảng của Ba Lan.", "The storm hit both the Polish and Swedish ports.", ["Swedish"]),
    ("Đại gia Trung Tín xuất hiện.", "The Chinese magnate appeared.", ["Chinese"]),
    ("Tàu tông xe ở huyện Tuy Phong.", "A train hit a car near Hai Phong.", ["Hai Phong"]),
    ("Tàu tông xe ở Hải Phòng.", "A train hit a car in Hai Phong.", []),
    ("HẢI PHÒNG: tàu tông xe", "HAI PHONG: a train hit a car", []),
    ("Tàu đến gần đảo Woody.", "The ship came near Woody Island.", []),
    ("Inter thắng Real.", "Inter Milan beat Real Madrid.", []),
    ("Cảnh sát Luân Đôn bắt một người.", "London police arrested a man.", []),
    ("Quốc hội Wales đổi tên.", "The Welsh parliament changed its name.", []),  # of an entry any form answers for any
    ("Sao Việt và làng nhạc.", "Vietnamese stars and the world of music.", []),  # what any article may add
    ("Cơ quan an ninh Nga (FSB) bắt giữ.", "The Russian agency (FSB) arrested them.", []),
    ("Cuộc chiến thuế quan Mỹ - Trung căng thẳng.", "The US-China tariff war is tense.", []),
    ("Quan hệ Mỹ và Trung đang xấu đi.", "US-Chinese relations worsen.", ["Chinese"]),  # a word stands behind it
    ("Chủ tịch Trung Ương họp.", "The Chinese committee met.", ["Chinese"]),
    ("Giá 5 nhân dân tệ.", "It costs 5 Chinese yuan.", []),
    ("Công an Thủ đô bắt giữ.", "Hanoi police arrested them.", []),
    ("Món khoai tây chiên.", "French fries.", []),
    ("Vòng 5 Ngoại hạng Anh.", "Round 5 of the English Premier League.", []),
    ("Ca sĩ gốc Hoa Ngô Diệc Phàm.", "Kris Wu, a Chinese singer.", []),
    ("Ông ở Guinea Xích Đạo.", "He is in Equatorial Guinea.", []),
    ("Ông đến.", "He came to Parisienne in Bangkok.", ["Bangkok"]),
    ("Ông đến.", "", []),
    ("", "He came to Paris.", ["Paris"]),
]


@pytest.mark.parametrize(("source", "english", "invented"), CASES)
def test_a_place_that_nothing_in_the_source_stands_for(source: str, english: str, invented: list[str]) -> None:
    assert [english[slice(*span)] for span in find_invented(source, english)] == invented


def test_what_a_term_put_there_is_not_invented() -> None:
    term = TermResult(vi="làng", en="Paris", vi_span=(3, 7), en_span=(6, 11), mode="enforce", met=True, how="model")
    segment = Segment(id="s1", paragraph=0, kind="text", vi="Về làng.")
    assert not list(check_names(segment, Translation(en="Go to Paris.", terms=(term,))))
    (issue,) = check_names(segment, Translation(en="Go to Paris."))
    assert (issue.severity, issue.message) == ("warning", "place that the source doesn't name: Paris")


def test_the_text_without_it_wins_where_it_is_nearly_as_likely() -> None:
    task = make_task("Bão làm hỏng một cảng của Ba Lan.", (), annotates=True)
    likely = judge(task, "The storm hit Polish and Swedish ports.", -0.5, "model")
    right = judge(task, "The storm hit a Polish port.", -0.6, "reranked")
    assert likely.doubts == 1
    assert choose(task, [likely, right]) == right
