"""Bringing what a translation leaves out into its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from songngu.engines import load_engine
from songngu.engines.base import Hypothesis, PieceScore, Request
from songngu.glossary.candidates import Candidate, judge, make_task
from songngu.glossary.completion import complete
from songngu.glossary.enforcement import enforce
from songngu.glossary.omissions import Omissions
from songngu.records import Segment, Term
from songngu.settings import Settings

VI = "Nhà máy ở Hải Phòng đã đóng cửa, trong đó 38 công nhân mất việc, và giám đốc bị bắt hôm thứ Hai."
PART = "trong đó 38 công nhân mất việc,"
BASE = "The factory in Hai Phong has closed, and its director was arrested on Monday."
GOING_ON = (
    "The factory in Hai Phong has closed, including 38 workers who lost jobs, and its director was held on Monday."
)
KEPT = "The factory in Hai Phong has closed, 38 workers lost their jobs, and its director was arrested on Monday."
ANEW = "The factory in Hai Phong has closed, 38 workers lost their jobs, and the director was seized on Monday."
HALVES = {
    "Nhà máy ở Hải Phòng đã đóng cửa,": "The Hai Phong factory has closed.",
    f"{PART} và giám đốc bị bắt hôm thứ Hai.": "38 workers lost their jobs, and the director was held on Monday.",
    f"Nhà máy ở Hải Phòng đã đóng cửa, {PART}": "The Hai Phong factory has closed, 38 workers losing their jobs.",
    "và giám đốc bị bắt hôm thứ Hai.": "And the director was arrested on Monday.",
}
ANSWERS = {
    (PART, ""): "38 workers lost their jobs.",
    (VI, "The factory in Hai Phong has closed, including"): GOING_ON,
    (VI, "The factory in Hai Phong has closed, 38 workers lost their jobs,"): ANEW,
    **{(source, ""): english for source, english in HALVES.items()},
}


class Writing:
    """Answers by source and prefix; likes a text with "worker" by what the part that has them is worth to it."""

    signature = "writing/1"
    annotates = True
    unmarks = True

    def __init__(self, likes: str, answers: Mapping[tuple[str, str], str] = ANSWERS, worth: float = 40.0) -> None:
        self._likes, self._answers, self._worth = likes, answers, worth
        self.requests: list[Request] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        self.requests += requests
        return [(Hypothesis(text=self._answers[each.source, each.prefix], score=-0.5),) for each in requests]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [-0.1 if target == self._likes else -0.5 for target in targets]

    def score_pieces(self, requests: Sequence[Request], targets: Sequence[str]) -> list[tuple[PieceScore, ...]]:
        return [
            (PieceScore(0, self._value(each.source, target)),) for each, target in zip(requests, targets, strict=True)
        ]

    def _value(self, source: str, target: str) -> float:
        there = {"38": "worker", "giám đốc": "director", "Nhà máy": "factory"}
        return -99.0 + sum(self._worth for vi, en in there.items() if vi in source and en in target.lower())


def run(engine: Writing, text: str = BASE, terms: tuple[Term, ...] = ()) -> Candidate:
    task = make_task(VI, terms, annotates=True, unmarks=True)
    return complete([task], [judge(task, text, -0.5, "model")], engine)[0]


@pytest.mark.parametrize("likes", [GOING_ON, KEPT, ANEW])
def test_of_the_ways_to_a_whole_text_the_likeliest_is_taken(likes: str) -> None:
    found = run(Writing(likes))
    assert found.text == likes
    assert found.omitted == Omissions()
    assert (found.score, found.plain) == (-0.1, True)


def test_both_sides_of_a_cut_are_joined() -> None:
    joined = "The Hai Phong factory has closed, 38 workers losing their jobs, and the director was arrested on Monday."
    assert run(Writing(joined)).text == joined


def test_a_text_without_omissions_is_not_asked_for() -> None:
    engine = Writing(KEPT)
    found = run(engine, KEPT)
    assert (found.text, engine.requests) == (KEPT, [])
    assert found.omitted == Omissions()


@pytest.mark.parametrize(
    "other",
    [
        "The factory in Hai Phong has closed, 38 workers lost their jobs on Monday.",  # without the director
        "The factory in Hai Phong has closed, 39 workers lost their jobs, and its director was arrested on Monday.",
        "The factory in Hai Phong has closed, 38 workers lost a job, and its director lost a job on Monday.",
        "The factory in Hai Phong has closed, thirty-eight lost their jobs, and its director was arrested on Monday.",
    ],
)
def test_a_text_that_leaves_out_another_part_or_has_a_new_fault_is_not_taken(other: str) -> None:
    answers = dict.fromkeys(ANSWERS, other) | {
        (PART, ""): "as said.",
        (VI, "The factory in Hai Phong has closed, as said,"): other,
    }
    found = run(Writing(other, answers))
    assert found.text == BASE
    assert found.omitted is not None
    assert [VI[slice(*span)].strip() for span in found.omitted.told] == [PART]


def test_a_part_that_is_worth_little_to_the_text_that_has_it_is_not_brought_in() -> None:
    assert run(Writing(KEPT, worth=12.0)).text == BASE


def test_an_engine_without_scores_of_pieces_changes_and_tells_nothing() -> None:
    class Plain:
        signature, annotates, unmarks = "plain/1", True, True
        translate, score = Writing.translate, Writing.score

    task = make_task(VI, (), annotates=True, unmarks=True)
    candidate = judge(task, BASE, -0.5, "model")
    assert complete([task], [candidate], Plain()) == [candidate]  # type: ignore[arg-type]


def test_what_stays_left_out_is_told_as_an_issue() -> None:
    answers = dict.fromkeys(ANSWERS, BASE) | {(VI, ""): BASE, (PART, ""): "as said."}
    answers[VI, "The factory in Hai Phong has closed, as said,"] = BASE
    segment = Segment(id="s", paragraph=0, kind="text", vi=VI)
    (found,) = enforce([segment], [()], Writing("", answers), Settings())
    assert found.en == BASE
    (issue,) = found.issues
    assert (issue.check, issue.severity) == ("dropped", "warning")
    assert issue.message == f"nothing in the English seems to stand for “{PART}”"


def test_the_shipped_model_translates_the_clause_that_it_left_out() -> None:
    vi = "Nintendo tuyên bố rằng họ sẽ trì hoãn việc chuyển Nintendo Switch, được sản xuất tại Trung Quốc, sang Nhật."
    (found,) = enforce([Segment(id="s", paragraph=0, kind="text", vi=vi)], [()], load_engine(Settings()), Settings())
    assert re.search("China.* to Japan", found.en)
    assert found.issues == ()
