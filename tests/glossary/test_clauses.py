"""Long sentences in two parts: where they are cut, what is asked for, how they are joined."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from songngu.engines.base import Annotation, Engine, Hypothesis, Request
from songngu.glossary.clauses import LONG, join_clauses, split_clauses
from songngu.glossary.enforcement import enforce
from songngu.records import Segment
from songngu.settings import Settings

FIRST = " ".join(["một"] * 24)
SECOND = " ".join(["hai"] * 24)


@pytest.mark.parametrize(
    ("source", "first", "second"),
    [
        (f"{FIRST}, {SECOND}", f"{FIRST},", SECOND),
        (f"{FIRST}; hai, {SECOND}", f"{FIRST};", f"hai, {SECOND}"),
        (f"{FIRST}, ba ba, khi {SECOND}", f"{FIRST}, ba ba,", f"khi {SECOND}"),  # rather before a clause
        (f"{FIRST} - {SECOND}", FIRST, f"- {SECOND}"),
        (f"{FIRST} (ba, {SECOND})", None, None),  # in a bracket
        (f'{FIRST} "ba, {SECOND}"', None, None),  # in a quotation
        (f"một, {FIRST} {SECOND}", None, None),  # far from the middle
        (f"{FIRST} {SECOND}", None, None),
        ("một, hai", None, None),  # short
        (f"{FIRST} Q. {SECOND}", None, None),  # an initial
        (f"{FIRST} PGS.TS. {SECOND}", None, None),
        ("", None, None),
    ],
)
def test_where_a_sentence_is_cut(source: str, first: str | None, second: str | None) -> None:
    clauses = split_clauses(Request(source=source), LONG)
    assert [part.source for part in clauses.requests] == [first, second] if clauses else first is None


def test_annotations_go_with_their_part_and_are_never_cut() -> None:
    source = f"{FIRST}, {SECOND}"
    last = Annotation(span=(len(source) - 3, len(source)), target="two")
    clauses = split_clauses(Request(source=source, annotations=(last,), without=("x",)), LONG)
    assert clauses
    assert [part.annotations for part in clauses.requests] == [
        (),
        (Annotation(span=(len(SECOND) - 3, len(SECOND)), target="two"),),
    ]
    assert all(part.without == ("x",) for part in clauses.requests)
    across = Annotation(span=(len(FIRST) - 3, len(FIRST) + 5), target="one, two")
    assert split_clauses(Request(source=source, annotations=(across,)), LONG) is None
    assert split_clauses(Request(source=source, prefix="One"), LONG) is None


@pytest.mark.parametrize(
    ("source", "first", "second", "joined"),
    [
        (f"{FIRST}, {SECOND}", "He came.", "When it rained.", "He came, when it rained."),
        (f"{FIRST}, {SECOND}", "He came,", "Vietnam won.", "He came, Vietnam won."),
        (f"{FIRST}; {SECOND}", "He came", "I won.", "He came; I won."),
        (f"{FIRST}. {SECOND.capitalize()}", "He came.", "The rain fell.", "He came. The rain fell."),
        (f"{FIRST}, {SECOND.capitalize()}", "He came to Nghe An.", "Ha Tinh too.", "He came to Nghe An, Ha Tinh too."),
        (f"{FIRST}, {SECOND}", "He came (late).", "WHO staff came.", "He came (late), WHO staff came."),
        (f"{FIRST}, {SECOND}", "He came.", " ", "He came."),
        (f"{FIRST}, {SECOND}", "", "The rain fell.", "The rain fell."),
        (f"{FIRST}, {SECOND}", "He came.", "", "He came."),
    ],
)
def test_how_the_parts_are_joined(source: str, first: str, second: str, joined: str) -> None:
    clauses = split_clauses(Request(source=source), LONG)
    assert clauses
    assert join_clauses(first, second, clauses) == joined


class Forgetful(Engine):
    """Never says "two" in what is long; `dislike` is what a joined text scores less."""

    signature = "forgetful"
    annotates = True
    unmarks = False

    def __init__(self, dislike: float) -> None:
        self._dislike = dislike
        self.asked: list[str] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        """Count in English, as far as it gets."""
        self.asked += [request.source for request in requests]
        return [(Hypothesis(text=self._say(request.source), score=-0.5),) for request in requests]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        """Prefer what it says by itself."""
        return [-0.5 - self._dislike * ("two" in target) for target in targets]

    def _say(self, source: str) -> str:
        if source == SECOND:
            return "two of those came back to tell us what had really gone on there while we were still far away"
        one = "one or more of them went on and on without end until all was over for good that same winter"
        return (
            one
            if source.endswith(",")
            else f"{one}, and some others stayed where they had always been since they could not do much else"
        )


@pytest.mark.parametrize(("dislike", "taken"), [(0.05, True), (0.3, False)])
def test_the_parts_are_taken_unless_the_whole_is_much_likelier(dislike: float, taken: bool) -> None:
    engine = Forgetful(dislike)
    segment = Segment(id="s1", paragraph=0, kind="text", vi=f"{FIRST}, {SECOND}")
    (translation,) = enforce([segment], [()], engine, Settings())
    assert ("two" in translation.en) is taken
    assert engine.asked[1:3] == [f"{FIRST},", SECOND]
