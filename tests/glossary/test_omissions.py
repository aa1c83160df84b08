"""What a text leaves out of its source: the parts, the words that belong to them, what a part is worth."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from songngu.engines import load_engine
from songngu.engines.base import PieceScore, PieceScorer, Request
from songngu.glossary.omissions import (
    LOST,
    TOLD,
    Omissions,
    assign_words,
    find_omissions,
    leave_out,
    split_parts,
    weigh_parts,
)
from songngu.settings import Settings

VI = "Nhà máy ở Hải Phòng đã đóng cửa, trong đó 38 công nhân mất việc, và giám đốc bị bắt hôm thứ Hai."
WITHOUT = "The factory in Hai Phong has closed, and its director was arrested on Monday."
WHOLE = "The factory in Hai Phong has closed, leaving 38 workers jobless, and its director was arrested on Monday."
LOST_PART = "trong đó 38 công nhân mất việc, "


class Weighing:
    """Likes a text better with a source that has none of `unsaid`; each of the two pieces of a text gets half."""

    def __init__(self, unsaid: Sequence[str], nats: float) -> None:
        self._unsaid, self._nats = unsaid, nats
        self.asked: list[str] = []

    def score_pieces(self, requests: Sequence[Request], targets: Sequence[str]) -> list[tuple[PieceScore, ...]]:
        self.asked += [request.source for request in requests]
        scores = [-20.0 + self._nats * sum(part in request.source for part in self._unsaid) for request in requests]
        return [(PieceScore(0, score / 2), PieceScore(3, score / 2)) for score in scores]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (VI, ["Nhà máy ở Hải Phòng đã đóng cửa, ", LOST_PART, "và giám đốc bị bắt hôm thứ Hai."]),
        ("Ông nói sau khi ăn nhưng trước giờ ngủ", ["Ông nói ", "sau khi ăn ", "nhưng trước giờ ngủ"]),
        ("Giá (theo sàn) tăng - cao nhất năm", ["Giá ", "(theo sàn) ", "tăng ", "- cao nhất năm"]),
        ("Giá 1,5 triệu đồng", ["Giá 1,5 triệu đồng"]),
        ("vàng và bạc", ["vàng ", "và bạc"]),
        ("Sau khi bị bắt, ông nói", ["Sau khi bị bắt, ", "ông nói"]),
        ("Đời sống trở nên khó khăn, tự do ngôn luận", ["Đời sống trở nên khó khăn, ", "tự do ngôn luận"]),
        ("Bởi vì lý do này mà ông đôi khi về", ["Bởi vì lý do này ", "mà ông đôi khi về"]),
        ("Giá tăng – và cao", ["Giá tăng ", "– và cao"]),
        ("", []),
    ],
)
def test_a_source_is_cut_at_signs_and_before_words_that_begin_a_clause(source: str, parts: list[str]) -> None:
    assert [source[slice(*span)] for span in split_parts(source)] == parts


@pytest.mark.parametrize(
    ("source", "part", "rest"),
    [
        ("Ông nói: “Tốt.”", "Ông nói: ", "“Tốt.”"),
        ("hôm qua, trời mưa.", "hôm qua, ", "Trời mưa."),
        ("Trời mưa, và gió to.", "và gió to.", "Trời mưa."),
        ("Trời mưa – rất to!", "– rất to!", "Trời mưa!"),
        ("Trời mưa, gió to, lạnh.", "gió to, ", "Trời mưa, lạnh."),
        ("Trời mưa, gió to", "gió to", "Trời mưa"),
        ("Giá tăng mạnh, do thiếu hàng. Ông Nam nói vậy.", "do thiếu hàng. ", "Giá tăng mạnh. Ông Nam nói vậy."),
        ("Giá tăng. Theo ông, bà Lan ở lại.", "Theo ông, ", "Giá tăng. Bà Lan ở lại."),
    ],
)
def test_a_source_without_a_part_is_still_a_sentence(source: str, part: str, rest: str) -> None:
    start = source.index(part)
    assert leave_out(source, (start, start + len(part))) == rest


def test_the_words_of_the_english_belong_to_the_parts_that_they_render() -> None:
    parts = assign_words(VI, WHOLE)
    owners = {WHOLE[slice(*span)]: owner for span, owner in zip(parts.words, parts.owners, strict=True)}
    assert (owners["factory"], owners["workers"], owners["38"], owners["director"]) == (0, 1, 1, 2)
    assert owners["has"] == -1
    assert parts.thin == ()
    assert [VI[slice(*span)] for span in assign_words(VI, WITHOUT).thin] == [LOST_PART]


@pytest.mark.parametrize("short", ["Trời mưa to, rất lạnh.", "Trời mưa to, và nó cũng đã."])
def test_a_part_of_few_syllables_or_of_words_that_say_nothing_is_never_thin(short: str) -> None:
    assert assign_words(short, "It rains heavily.").thin == ()


@pytest.mark.parametrize("nats", [-3.0, 2.0, 4.0, 6.0])
def test_what_a_thin_part_is_worth_to_the_text_tells_whether_it_is_left_out(nats: float) -> None:
    scorer = Weighing(["38 công nhân"], nats)
    (found,) = find_omissions([VI], [WITHOUT], scorer)
    span = (VI.index(LOST_PART), VI.index(LOST_PART) + len(LOST_PART))
    assert dict(found.parts) == pytest.approx({span: nats} if nats < LOST else {})
    assert found.told == ([span] if nats < TOLD else [])
    assert scorer.asked == [VI, VI.replace(LOST_PART, "")]


def test_neighbours_are_told_as_one() -> None:
    omissions = Omissions(parts={(9, 20): 1.0, (0, 9): -2.0, (20, 30): TOLD, (30, 40): 0.0})
    assert omissions.told == [(0, 20), (30, 40)]


def test_texts_without_a_thin_part_are_not_asked_about() -> None:
    scorer = Weighing([], 0.0)
    sources = [VI, "Giá vàng tăng mạnh hôm nay.", VI, "một, hai"]
    assert find_omissions(sources, [WHOLE, "Nothing of the kind.", "", "x"], scorer) == [Omissions()] * 4
    assert scorer.asked == []


def test_each_whole_source_is_scored_once_for_all_its_parts() -> None:
    scorer = Weighing(["38", "giám đốc"], 7.0)
    spans = split_parts(VI)
    assert weigh_parts([(VI, WITHOUT, span) for span in spans], scorer) == pytest.approx([0.0, 7.0, 7.0])
    assert scorer.asked.count(VI) == 1


def test_the_shipped_model_tells_a_text_without_a_clause_from_one_with_it() -> None:
    engine = load_engine(Settings())
    assert isinstance(engine, PieceScorer)
    without, whole = find_omissions([VI, VI], [WITHOUT, WHOLE], engine)
    assert [VI[slice(*span)] for span in without.told] == [LOST_PART]
    assert whole.parts == {}
