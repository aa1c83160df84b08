"""The form of a term that fits its place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from songngu.engines.base import Hypothesis, Request
from songngu.glossary.candidates import Task, judge, make_task
from songngu.glossary.fitting import are_forms, fit_forms
from songngu.records import Mode, Term


class Liking:
    """Likes one text by `margin` more than all others."""

    signature = "liking/1"
    annotates = True
    unmarks = False

    def __init__(self, liked: str, margin: float = 0.2) -> None:
        self._liked, self._margin = liked, margin
        self.scored: list[str] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        raise AssertionError("nothing is translated")

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        assert all(not request.annotations for request in requests)
        self.scored += targets
        return [-0.5 + (self._margin if target == self._liked else 0.0) for target in targets]


def make(vi: str, *entries: tuple[str, ...], mode: Mode = "prefer") -> Task:
    terms = [
        Term(vi=form, vi_span=(vi.index(form), vi.index(form) + len(form)), targets=tuple(targets), mode=mode, key=form)
        for form, *targets in entries
    ]
    return make_task(vi, tuple(terms), annotates=True)


def fit(engine: Liking, task: Task, before: str, after: str) -> str:
    return fit_forms([task], [judge(task, before, -0.5, "model")], [judge(task, after, -0.5, "model")], engine)[0].text


HEADPHONES = make("Khi đeo tai nghe này", ("tai nghe", "headphone", "earphone"))
COLLUSION = make("Nghi vấn thông đồng với Nga", ("thông đồng", "colluded", "collusion", "conspired"))


@pytest.mark.parametrize(
    ("task", "before", "after", "fits"),
    [
        (HEADPHONES, "When wearing these ears", "When wearing these headphone", "When wearing these headphones"),
        (COLLUSION, "Suspected ties to Russia", "Suspected colluded with Russia", "Suspected collusion with Russia"),
    ],
)
def test_the_form_that_the_engine_likes_is_taken(task: Task, before: str, after: str, fits: str) -> None:
    assert fit(Liking(fits), task, before, after) == fits
    assert fit(Liking(fits, margin=0.03), task, before, after) == after  # by too little
    assert fit(Liking(after), task, before, after) == after


@pytest.mark.parametrize(
    ("one", "other", "forms"),
    [
        ("headphone", "headphones", True),
        ("colluded", "collusion", True),
        ("bullied", "bullying", True),
        ("health worker", "Health workers", True),
        ("took care of", "taking care of", False),
        ("credit union", "credit", False),
        ("chairwoman", "chairman", False),
        ("snowstorm", "snow", False),
        ("HCM City", "HCMC", False),
    ],
)
def test_what_two_forms_of_a_word_are(one: str, other: str, forms: bool) -> None:
    assert are_forms(one, other) is are_forms(other, one) is forms


def test_another_word_is_not_another_form() -> None:
    engine = Liking("Suspected conspired with Russia")
    after = "Suspected colluded with Russia"
    assert fit(engine, COLLUSION, "Suspected ties to Russia", after) == after
    assert "Suspected conspired with Russia" not in engine.scored


@pytest.mark.parametrize("before", ["When wearing these headphone", "When wearing these headphones"])
def test_what_the_translation_had_by_itself_is_left_as_it_is(before: str) -> None:
    engine = Liking("When wearing these headphones")
    assert fit(engine, HEADPHONES, before, "When wearing these headphone") == "When wearing these headphone"
    assert engine.scored == []


def test_after_one_there_is_no_plural() -> None:
    engine = Liking("Wearing a headphones")
    assert fit(engine, HEADPHONES, "Wearing an ear", "Wearing a headphone") == "Wearing a headphone"
    assert engine.scored == []


def test_two_terms_of_one_text_are_both_fitted() -> None:
    task = make("Tai nghe và nguyên tử", ("Tai nghe", "headphone"), ("nguyên tử", "atom"))

    class Plural(Liking):
        def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
            return [-0.5 + 0.2 * (target.count("phones") + target.count("atoms")) for target in targets]

    assert fit(Plural(""), task, "These", "These headphone and these atom") == "These headphones and these atoms"


def test_a_form_that_costs_another_term_is_not_taken() -> None:
    task = make("Một nhóm và các nhóm máu", ("nhóm máu", "blood group"))
    other = "One and blood groups"
    assert fit(Liking(other), task, "One and bloods", "One and blood group") == other
    quantity = make("35 người", ("35", "35 people"), mode="quantity")
    assert fit(Liking(""), quantity, "They", "35 people") == "35 people"
