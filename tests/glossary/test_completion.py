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
        "The factory in Hai Phong has closed.Then 38 workers lost their jobs, and its director was arrested on Monday.",
        "The factory in Hai Phong has “closed, 38 workers lost their jobs, and its director was arrested on Monday.",
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
    assert run(Writing(KEPT, worth=11.9)).text == BASE


def test_a_text_that_is_much_less_likely_is_not_taken() -> None:
    class Disliking(Writing):
        def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
            return [-0.5 if target == BASE else -0.9 for target in targets]

    assert run(Disliking("")).text == BASE


def test_an_engine_without_scores_of_pieces_changes_and_tells_nothing() -> None:
    class Plain:
        signature, annotates, unmarks = "plain/1", True, True
        translate, score = Writing.translate, Writing.score

    task = make_task(VI, (), annotates=True, unmarks=True)
    candidate = judge(task, BASE, -0.5, "model")
    assert complete([task], [candidate], Plain()) == [candidate]


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
    vi = (
        "Theo lời kể của chị H., khoảng 9h sáng, khi chị chuẩn bị lái xe ra khỏi bãi đỗ ở chợ Bến Thành thì xảy ra mâu "
        "thuẫn với một thanh niên."
    )
    (found,) = enforce([Segment(id="s", paragraph=0, kind="text", vi=vi)], [()], load_engine(Settings()), Settings())
    assert re.search("according to|said|told|testimony|statement|account", found.en, re.IGNORECASE)
    assert found.issues == ()


FACTORY, DIRECTOR = ("Nhà máy", "factory"), ("giám đốc", "director")


class Giving:
    """Answers by source, or nothing after a prefix; each of `parts` is worth 20 nats to a text that has its English."""

    signature = "giving/1"
    unmarks = True

    def __init__(self, answers: Mapping[str, str], parts: Mapping[str, str], *, annotates: bool = True) -> None:
        self.annotates = annotates
        self._answers, self._parts = answers, parts
        self.requests: list[Request] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        self.requests += requests
        texts = [each.prefix or self._answers.get(each.source, "") for each in requests]
        return [(Hypothesis(text=text, score=-0.5),) for text in texts]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [-1 / (1 + len(target)) for target in targets]

    def score_pieces(self, requests: Sequence[Request], targets: Sequence[str]) -> list[tuple[PieceScore, ...]]:
        both = zip(requests, targets, strict=True)
        return [
            (PieceScore(0, -99.0 + 20 * sum(vi in one.source and en in text for vi, en in self._parts.items())),)
            for one, text in both
        ]


def give(engine: Giving, vi: str, text: str, terms: tuple[Term, ...] = (), *, asking: bool = False) -> str:
    task = make_task(vi, terms, annotates=engine.annotates, unmarks=True)
    return complete([task], [judge(task, text, -0.5, "model")], engine, asking=asking)[0].text


@pytest.mark.parametrize(
    ("vi", "part", "english", "base", "whole"),
    [
        (
            "Sau khi 38 công nhân mất việc làm, giám đốc nhà máy bị bắt.",
            "Sau khi 38 công nhân mất việc làm,",
            "After 38 workers lost their jobs.",
            "The factory's director was arrested.",
            "After 38 workers lost their jobs, the factory's director was arrested.",
        ),
        (
            "Giám đốc nhà máy bị bắt, khiến 38 công nhân mất việc làm.",
            "khiến 38 công nhân mất việc làm.",
            "Leaving 38 workers without jobs.",
            "The factory's director was arrested.",
            "The factory's director was arrested, leaving 38 workers without jobs.",
        ),
        (
            "Giám đốc nhà máy tăng giá 38%, khiến công nhân bị mất việc làm, rồi bị bắt.",
            "khiến công nhân bị mất việc làm,",
            "Leaving workers without jobs.",
            "The factory's director raised prices by 38%, and was arrested.",
            "The factory's director raised prices by 38%, leaving workers without jobs, and was arrested.",
        ),
    ],
)
def test_the_part_is_put_into_its_place(vi: str, part: str, english: str, base: str, whole: str) -> None:
    engine = Giving({part: english}, {"công nhân": "workers", "iám đốc": "director"})
    assert give(engine, vi, base) == whole


@pytest.mark.parametrize(
    ("vi", "base"),
    [
        ("Nhà máy đóng cửa. Hàng trăm công nhân mất việc làm. Giám đốc bị bắt.", "It closed. The director was held."),
        ("Ông nói nhà máy đã “đóng cửa, khiến công nhân bị mất việc làm”.", "He said the factory “has closed”."),
        ("Nhà máy đã đóng cửa ư? Hàng trăm công nhân mất việc làm.", "Has the factory closed?"),
    ],
)  # fmt: skip
def test_at_the_end_of_a_sentence_or_quotation_only_the_cuts_are_tried(vi: str, base: str) -> None:
    engine = Giving({}, {"công nhân": "workers", "đóng cửa": "closed", "iám đốc": "director"})
    assert give(engine, vi, base) == base
    assert not any(request.prefix for request in engine.requests)
    assert engine.requests


def test_the_terms_that_the_text_has_are_asked_for_again() -> None:
    start = VI.index("Hải Phòng")
    term = Term(vi="Hải Phòng", vi_span=(start, start + 9), targets=("Hai Phong",), mode="enforce", key="Hải Phòng")
    for annotates, asking, count in ((True, True, 1), (True, False, 0), (False, True, 0)):
        engine = Giving({PART: "38 workers lost their jobs."}, {"công nhân": "workers"}, annotates=annotates)
        assert give(engine, VI, BASE, (term,), asking=asking) == KEPT
        assert {len(request.annotations) for request in engine.requests if request.source == VI} == {count}
        assert PART in [request.source for request in engine.requests]


def test_a_text_that_loses_a_preferred_term_is_not_taken() -> None:
    start = VI.index("bị bắt")
    term = Term(vi="bị bắt", vi_span=(start, start + 6), targets=("arrested",), mode="prefer", key="bị bắt")
    assert run(Writing(ANEW), terms=(term,)).text != ANEW
    assert run(Writing(ANEW)).text == ANEW


def test_a_second_part_is_tried_where_the_first_cannot_be_brought_in() -> None:
    vi = "Nhà máy đã đóng cửa, 38 công nhân mất việc, giám đốc bị bắt, dân làng rất vui mừng."
    base = "The factory has closed, the director was arrested."
    engine = Giving({"dân làng rất vui mừng.": "The villagers are delighted."}, {"dân làng": "villagers"})
    assert give(engine, vi, base) == "The factory has closed, the director was arrested, the villagers are delighted."


def test_what_is_left_out_is_told_in_the_words_of_the_article() -> None:
    vi = "Nhà máy ở Q. Tân Bình đã đóng cửa, 38 công nhân Q. Tân Bình mất việc, và giám đốc bị bắt."
    segment = Segment(id="s", paragraph=0, kind="text", vi=vi)

    class Leaving(Giving):
        def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
            text = "The factory in Tan Binh District has closed, and its director was arrested."
            return [(Hypothesis(text=text, score=-0.5),) for _ in requests]

    (found,) = enforce([segment], [()], Leaving({}, {}), Settings())
    message = "nothing in the English seems to stand for “38 công nhân Q. Tân Bình mất việc,”"
    assert [issue.message for issue in found.issues] == [message]
