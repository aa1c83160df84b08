"""Asking in place: where a text goes against its terms, and what of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from songngu.engines import load_engine
from songngu.engines.base import Annotation, Hypothesis, PieceScore, Request
from songngu.glossary.candidates import Candidate, Task, judge, make_task
from songngu.glossary.in_place import ask_in_place, find_place, merge, partial
from songngu.records import Term
from songngu.settings import Settings

VI = "Ba người bị kết tội ngộ sát sau phiên tòa."
MURDER = "Three were found guilty of murder after the trial."
FREE = "Three were found guilty of manslaughter in the trial."  # another rest, as a model writes it


def term(vi: str, form: str, *targets: str) -> Term:
    start = vi.index(form)
    return Term(vi=form, vi_span=(start, start + len(form)), targets=targets, mode="prefer", key=form)


def make(vi: str, *entries: tuple[str, ...], unmarks: bool = False) -> Task:
    return make_task(vi, tuple(term(vi, *entry) for entry in entries), annotates=True, unmarks=unmarks)


def pieces(text: str, low: Mapping[str, float]) -> tuple[PieceScore, ...]:
    """A piece a word, each at -0.1 but those of `low`."""
    found, at = [], 0
    for word in text.split():
        found.append(PieceScore(max(0, text.index(word, at) - 1), low.get(word.strip(".,;"), -0.1)))
        at = text.index(word, at) + len(word)
    return tuple(found)


class Reading:
    """Dislikes the words `wrong` of a text where it is asked for something, and goes on with `answers` by prefix."""

    signature = "reading/1"
    annotates = True
    unmarks = True

    def __init__(self, wrong: Mapping[str, float], answers: Mapping[str, str], likes: str = "") -> None:
        self._wrong, self._answers, self._likes = wrong, answers, likes
        self.requests: list[Request] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        self.requests += requests
        texts = [self._answers[request.prefix] for request in requests]
        assert all(text.startswith(request.prefix) for text, request in zip(texts, requests, strict=True))
        return [(Hypothesis(text=text, score=-0.5),) for text in texts]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [-0.1 if target == self._likes else -0.5 for target in targets]

    def score_pieces(self, requests: Sequence[Request], targets: Sequence[str]) -> list[tuple[PieceScore, ...]]:
        return [
            pieces(target, self._wrong if request.annotations else {})
            for request, target in zip(requests, targets, strict=True)
        ]


def ask(engine: Reading, task: Task, text: str) -> Candidate:
    return ask_in_place([task], [judge(task, text, -0.4, "model")], engine)[0]


MANSLAUGHTER = ("ngộ sát", "manslaughter")


def test_the_word_that_goes_against_a_term_is_put_right_and_the_rest_is_kept() -> None:
    engine = Reading({"murder": -5.0}, {"Three were found guilty of": FREE})
    found = ask(engine, make(VI, MANSLAUGHTER), MURDER)
    assert found.text == "Three were found guilty of manslaughter after the trial."
    assert (found.how, found.lacking, found.penalty) == ("model", (False,), 0.0)
    annotation = Annotation(span=(20, 27), target="manslaughter")
    assert engine.requests == [Request(source=VI, annotations=(annotation,), prefix="Three were found guilty of")]


def test_the_rest_that_the_engine_likes_much_better_is_taken() -> None:
    engine = Reading({"murder": -5.0}, {"Three were found guilty of": FREE}, likes=FREE)
    assert ask(engine, make(VI, MANSLAUGHTER), MURDER).text == FREE


def test_two_places_are_put_right_one_after_the_other() -> None:
    vi = "Ung thư buồng trứng, phổi và trực tràng."
    task = make(vi, ("buồng trứng", "ovary"), ("trực tràng", "rectum"))
    answers = {
        "Cancer of": "Cancer of the ovary, the lung and the bowels.",
        "Cancer of the ovary, the lung and": "Cancer of the ovary, the lung and the rectum.",
    }
    engine = Reading({"eggs": -4.0, "guts": -3.0}, answers)
    assert (
        ask(engine, task, "Cancer of eggs, the lung and guts.").text == "Cancer of the ovary, the lung and the rectum."
    )


@pytest.mark.parametrize("fall", [-0.1, -0.6])
def test_a_text_that_nothing_in_goes_against_the_term_stays(fall: float) -> None:
    engine = Reading({"killing": fall}, {})
    text = "Three were found guilty of negligent killing after the trial."
    assert ask(engine, make(VI, MANSLAUGHTER), text).text == text
    assert engine.requests == []


@pytest.mark.parametrize(
    "answer",
    [
        "Three were found guilty of killing in the trial.",  # it has the term no more than before
        "Three were found guilty of manslaughter of 17 men.",  # it has the term, and an invented number
        "Three were found guilty of manslaughter",  # the rest is gone
    ],
)
def test_an_answer_with_a_new_fault_changes_nothing_that_was_right(answer: str) -> None:
    engine = Reading({"murder": -5.0}, {"Three were found guilty of": answer})
    text = "Three were found guilty of murder of 5 people after the trial."
    found = ask(engine, make("Ba người bị kết tội ngộ sát 5 người sau phiên tòa.", MANSLAUGHTER), text).text
    assert found == text if "killing" in answer else found in (text, text.replace("murder", "manslaughter"))


def test_a_text_that_is_no_text_is_left_to_the_next_request() -> None:
    engine = Reading({"murder": -5.0}, {})
    task = make(VI, MANSLAUGHTER)
    first = judge(task, " ".join(["murder of the"] * 9), -0.4, "model")
    assert ask_in_place([task], [first], engine) == [first]
    assert engine.requests == []


def test_an_engine_without_scores_of_pieces_changes_nothing() -> None:
    class Plain:
        signature = "plain/1"
        annotates = True
        unmarks = False
        translate, score = Reading.translate, Reading.score

    task = make(VI, MANSLAUGHTER)
    before = [judge(task, MURDER, -0.4, "model")]
    assert ask_in_place([task], before, Plain()) == before


def test_a_word_without_ground_is_its_own_place() -> None:
    vi = "Ông Vĩnh bị đưa ra xét xử hôm qua."
    text = "Vinh was sentenced to life in prison yesterday."
    task = make(vi, unmarks=True)
    engine = Reading({}, {"Vinh was sentenced to": "Vinh was sentenced to trial yesterday."})
    first = judge(task, text, -0.4, "model")
    assert first.unfounded == ("life",)
    found = ask(engine, task, text)
    assert found.text == "Vinh was sentenced to trial yesterday."
    assert [request.without for request in engine.requests] == [("life",)]


@pytest.mark.parametrize(
    ("text", "low", "place"),
    [
        (MURDER, {"murder": -5.0}, "murder after the trial."),
        ("He and his high priest sang.", {"high": -4.0, "priest": -7.0}, "high priest sang."),
        ("He and his high priest sang.", {"high": -1.0, "priest": -7.0}, "priest sang."),
        ("An egg-cell cancer.", {"egg-cell": -3.0}, "egg-cell cancer."),
        (MURDER, {}, None),
    ],
)
def test_the_place_is_the_beginning_of_what_falls(text: str, low: Mapping[str, float], place: str | None) -> None:
    at = find_place(text, pieces(text, {}), pieces(text, low))
    assert (text[at:] if at is not None else None) == place


def test_where_something_is_left_out_the_place_is_the_sign() -> None:
    text = "The man wore black."
    starts = (0, 3, 7, 12, 18)
    plain = [PieceScore(start, -0.1) for start in starts]
    asked = [*plain[:-1], PieceScore(18, -3.0)]
    assert find_place(text, plain, asked) == 18


def test_within_a_word_the_place_is_its_beginning() -> None:
    text = "A deep eggshell here."
    plain = [PieceScore(start, -0.1) for start in (0, 1, 6, 10, 15)]
    asked = [*plain[:3], PieceScore(10, -3.0), plain[4]]
    assert find_place(text, plain, asked) == 7


@pytest.mark.parametrize(
    ("old", "new", "words", "texts"),
    [
        ("a b c d e f", "a X c d e Y", [], ["a X c d e f", "a X c d e Y"]),
        ("a b c d", "a X Y c Z", [], ["a X Y c Z"]),  # a word between two changes doesn't part them
        ("a b c d e f", "a X Y d e f", ["a X c d e f"], ["a X Y d e f"]),
        ("a b c d e f g", "X b c d Y f Z", [], ["X b c d e f g", "X b c d Y f Z"]),
        ("a b", "a b", [], []),
        ("", "a b", [], ["a b"]),
    ],
)
def test_the_changes_of_a_text_are_taken_one_by_one(old: str, new: str, words: list[str], texts: list[str]) -> None:
    assert list(partial(old, new)) == words
    assert list(merge(old, new)) == texts


def test_no_quotation_mark_loses_its_pair() -> None:
    vi = "Ba người bị kết tội ngộ sát."
    text = 'Three were found guilty of "murder of the man" in court.'
    engine = Reading(
        {'"murder': -5.0}, {"Three were found guilty of": "Three were found guilty of manslaughter in court."}
    )
    found = ask(engine, make(vi, MANSLAUGHTER), text).text
    assert found in (text, "Three were found guilty of manslaughter in court.")


@pytest.mark.parametrize(("loss", "taken"), [(0.2, True), (0.6, False)])
def test_a_preferred_term_may_not_cost_the_sentence(loss: float, taken: bool) -> None:
    class Dear(Reading):
        def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
            return [-0.4 - loss * ("manslaughter" in target) for target in targets]

    engine = Dear({"murder": -5.0}, {"Three were found guilty of": FREE})
    found = ask(engine, make(VI, MANSLAUGHTER), MURDER)
    assert ("manslaughter" in found.text) is taken
    enforced = make_task(
        VI, (Term(vi="ngộ sát", vi_span=(20, 27), targets=("manslaughter",), mode="enforce", key="m"),), annotates=True
    )
    assert "manslaughter" in ask(engine, enforced, MURDER).text


def test_a_met_term_and_a_number_are_never_paid_for_another() -> None:
    vi = "Ung thư buồng trứng và trực tràng của 25 người."
    task = make(vi, ("buồng trứng", "ovary"), ("trực tràng", "rectum"))
    text = "Cancer of the ovary and the guts of 25 people."
    cases = {
        "Cancer of the": ("ovary", "Cancer of the rectum of 25 people."),
        "Cancer of the ovary and the": ("guts", "Cancer of the ovary and the rectum of 17 people."),
    }
    for prefix, (wrong, answer) in cases.items():
        found = ask(Reading({wrong: -4.0}, {prefix: answer}), task, text).text
        assert "ovary" in found
        assert "17" not in found


def test_a_word_to_forbid_is_not_looked_for_inside_another() -> None:
    task = make("Người buôn động vật hoang dã bị đưa ra xét xử hôm qua.", unmarks=True)
    first = judge(task, "The wildlife trader was sentenced to life in prison yesterday.", -0.4, "model")
    assert first.unfounded == ("life",)
    before = "The wildlife trader was sentenced to"
    engine = Reading({}, {before: f"{before} trial yesterday."})
    assert ask_in_place([task], [first], engine)[0].text == f"{before} trial yesterday."


def test_the_shipped_model_finds_the_place_and_keeps_the_rest() -> None:
    vi = (
        "Ba người khác bị kết tội ngộ sát sau một phiên tòa kéo dài 4 tháng tại Cardiff vào năm 2008, "
        "nhưng những nỗ lực để tìm ra anh ta vẫn tiếp tục."
    )
    english = (
        "Three others were found guilty of {} after a 4-month trial in Cardiff in 2008, but efforts to find him {}."
    )
    task = make(vi, MANSLAUGHTER)
    first = judge(task, english.format("murder", "continued"), -0.4, "model")
    found = ask_in_place([task], [first], load_engine(Settings()))[0].text
    assert found.startswith(english.format("manslaughter", "")[:-2])
