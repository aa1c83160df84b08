"""What is translated by rule never reaches the engine, and the glossary still has the last word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from songngu.distribute import (
    Batch,
    Broken,
    Job,
    translate_batch,
    translate_by_rule,
    translate_each,
)
from songngu.engines import load_engine
from songngu.engines.base import Hypothesis, Request
from songngu.engines.echo import EchoEngine
from songngu.errors import ModelError
from songngu.records import Kind, Segment, Term
from songngu.settings import Settings


def segment(vi: str, kind: Kind) -> Segment:
    return Segment(id="s1", paragraph=0, kind=kind, vi=vi)


def term(vi: str, en: str, start: int) -> Term:
    return Term(vi=vi, vi_span=(start, start + len(vi)), targets=(en,), mode="enforce", key=f"{vi}={en}")


def test_a_credit_goes_by_rule_and_its_terms_are_met() -> None:
    found = translate_by_rule(segment("(Ảnh: TTXVN)", "caption"), (term("TTXVN", "Vietnam News Agency", 6),))
    assert found is not None
    assert (found.en, found.origin) == ("(Photo: Vietnam News Agency)", "rule")
    assert [found.en[slice(*t.en_span)] for t in found.terms if t.en_span] == ["Vietnam News Agency"]
    assert all(t.met for t in found.terms)


def test_text_and_captions_with_words_go_to_the_engine() -> None:
    assert translate_by_rule(segment("Ảnh: Reuters", "text"), ()) is None
    assert translate_by_rule(segment("Toàn cảnh vụ cháy.", "caption"), ()) is None


def test_what_leads_to_another_article_needs_no_engine() -> None:
    found = translate_by_rule(segment("Xem thêm:", "text"), ())
    assert found is not None
    assert (found.en, found.origin) == ("See also:", "rule")


def test_a_term_that_the_rule_would_break_goes_to_the_engine() -> None:
    """A user's own "Ảnh minh họa" must be what the digest shows."""
    wanted = term("Ảnh minh họa", "Stock picture", 0)
    assert translate_by_rule(segment("Ảnh minh họa", "caption"), (wanted,)) is None


def test_a_batch_has_both_under_their_keys() -> None:
    jobs = (
        Job(key="a", segment=segment("(Ảnh: Reuters)", "caption"), terms=()),
        Job(key="b", segment=segment("Giá vàng tăng.", "text"), terms=()),
    )
    settings = Settings(model="echo")
    results = translate_batch(Batch(jobs=jobs), load_engine(settings), settings)
    assert set(results) == {"a", "b"}
    assert (results["a"].en, results["a"].origin, results["b"].origin) == ("(Photo: Reuters)", "rule", "model")


class Misreading(EchoEngine):
    """An engine that gets one syllable of a name wrong."""

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        return [(Hypothesis(text="Nguyen Dinh Truong saved.", score=0.0),) for _ in requests]


def test_an_altered_name_is_mended() -> None:
    job = Job(key="a", segment=segment("Nguyễn Đình Triệu cản phá.", "text"), terms=())
    settings = Settings(model="echo")
    made = translate_batch(Batch(jobs=(job,)), Misreading(), settings)["a"]
    assert made.en == "Nguyen Dinh Trieu saved."
    assert not [issue for issue in made.issues if issue.check == "names"]


class Stumbling(EchoEngine):
    """An engine that one sentence makes fail."""

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        if any("hỏng" in request.source for request in requests):
            raise ZeroDivisionError("by a sentence")
        return super().translate(requests, hypotheses=hypotheses)


def test_a_segment_that_makes_us_stumble_takes_no_other_down() -> None:
    texts = {"a": "Giá vàng tăng.", "b": "Câu hỏng.", "c": "Trời mưa."}
    jobs = tuple(Job(key=key, segment=segment(vi, "text"), terms=()) for key, vi in texts.items())
    settings = Settings(model="echo")
    outcomes = translate_each(Batch(jobs=jobs), Stumbling(), settings)
    assert outcomes["b"] == Broken(reason="unexpected ZeroDivisionError: by a sentence")
    sound = Batch(jobs=(jobs[0], jobs[2]))
    assert {key: outcomes[key] for key in "ac"} == translate_batch(sound, Stumbling(), settings)


def test_what_hinders_all_is_no_segments_fault() -> None:
    class Absent(EchoEngine):
        def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
            raise ModelError("the model is gone")

    job = Job(key="a", segment=segment("Trời mưa.", "text"), terms=())
    with pytest.raises(ModelError):
        translate_each(Batch(jobs=(job,)), Absent(), Settings(model="echo"))
