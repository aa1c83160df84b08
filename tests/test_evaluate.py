"""Measures that a person can check by hand, and the honesty run with an obedient and a deaf engine."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest

from songngu.engines.base import Hypothesis, Request
from songngu.engines.echo import EchoEngine
from songngu.errors import ReadError, UsageError
from songngu.evaluate import (
    Drawn,
    Pair,
    draw_terms,
    evaluate_terms,
    measure_quality,
    measure_terms,
    randomise_terms,
    read_pairs,
    read_parallel,
)
from songngu.glossary.entries import Entry, Glossary
from songngu.records import Mode, Term
from songngu.settings import Settings

PAIRS = [
    Pair(
        source="Theo báo Reuters, ông Vance gặp Macron tại Đức.", reference="Vance met Macron in Germany, Reuters said."
    ),
    Pair(source="Thủ tướng Đức thăm Ukraine ngày 6/1.", reference="Germany's chancellor visited Ukraine on January 6."),
    Pair(source="Trận đấu giữa Arsenal và Chelsea bị hoãn.", reference="The match of Arsenal and Chelsea was put off."),
    Pair(source="Hãng xe Toyota mở nhà máy ở Indonesia.", reference="Toyota opens a factory in Indonesia."),
]
GLOSSARY = Glossary.of([Entry(vi="Đức", en=("Germany",), kind="place")])


def term(start: int, target: str, vi: str = "x", mode: Mode = "enforce") -> Term:
    return Term(vi=vi, vi_span=(start, start + 1), targets=(target,), mode=mode, key="")


def test_read_pairs(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("một\tone\nhai\ttwo\n", encoding="utf-8")
    assert read_pairs(file, 1) == [Pair(source="một", reference="one")]
    file.write_text("một\tone\nhai\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"pairs\.tsv:2: not two columns"):
        read_pairs(file)
    with pytest.raises(ReadError, match="can't be read"):
        read_pairs(tmp_path / "none.tsv")


def test_read_parallel(tmp_path: Path) -> None:
    source, reference = tmp_path / "a.vi", tmp_path / "a.en"
    source.write_text("một\nhai\n", encoding="utf-8")
    reference.write_text("one\ntwo", encoding="utf-8")
    assert [pair.reference for pair in read_parallel(source, reference)] == ["one", "two"]
    reference.write_text("one\n", encoding="utf-8")
    with pytest.raises(ReadError, match="2 lines against 1"):
        read_parallel(source, reference)


def test_quality_carries_its_signature() -> None:
    scores = {score.metric: score for score in measure_quality(["the cat sat there"], ["the cat sat there"])}
    assert list(scores) == ["BLEU", "chrF2", "chrF2++", "TER"]
    assert scores["BLEU"].value == pytest.approx(100)
    assert scores["TER"].value == 0
    assert "nw:2" in scores["chrF2++"].signature
    assert "tok:13a" in scores["BLEU"].signature


def test_a_missing_sacrebleu_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name.startswith("sacrebleu"):
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"songngu\[eval\]"):
        measure_quality(["a"], ["a"])


def test_ours_and_wmt25_differ_where_they_should() -> None:
    score = measure_terms(["Ireland and US, US"], [[term(0, "Lan"), term(5, "US"), term(9, "US")]])
    assert (score.occurrences, score.met) == (3, 2)
    assert score.success == pytest.approx(2 / 3)
    assert score.wmt25 == 1.0, "a substring: lan stands in Ireland"


def test_wmt25_is_capped_and_counts_each_term_once() -> None:
    score = measure_terms(["US"], [[term(0, "US"), term(5, "US"), term(9, "Peru")]])
    assert score.wmt25 == pytest.approx((0.5 + 0) / 2)
    assert measure_terms(["US US US"], [[term(0, "US")]]).wmt25 == 1.0


def test_over_production_and_consistency() -> None:
    terms = [[term(0, "Kyiv", "Kiev"), term(5, "Kyiv", "Kiev")], [term(0, "Kyiv", "Kiev"), term(5, "Rome", "Rome")]]
    score = measure_terms(["Kyiv and Kyiv, not Kyiv", "Kiev, Rome"], terms)
    assert score.over_produced == 1
    assert score.consistency == pytest.approx(2 / 3), "Kiev is rendered twice one way, once another; Rome occurs once"


def test_nothing_to_do_is_success() -> None:
    score = measure_terms([], [])
    assert (score.success, score.wmt25, score.consistency, score.occurrences) == (1.0, 1.0, 1.0, 0)


def test_draw_terms() -> None:
    drawn = draw_terms(PAIRS, GLOSSARY)
    assert [[(t.vi, t.targets[0], t.mode) for t in each.terms if t.mode == "enforce"] for each in drawn] == [
        [
            ("Reuters", "Reuters", "enforce"),
            ("Vance", "Vance", "enforce"),
            ("Macron", "Macron", "enforce"),
            ("Đức", "Germany", "enforce"),
        ],
        [("Đức", "Germany", "enforce"), ("Ukraine", "Ukraine", "enforce")],
        [("Arsenal", "Arsenal", "enforce"), ("Chelsea", "Chelsea", "enforce")],
        [("Toyota", "Toyota", "enforce"), ("Indonesia", "Indonesia", "enforce")],
    ]
    assert next(t.key for t in drawn[1].terms if t.mode == "quantity").startswith("date:")


def test_a_term_of_one_side_only_is_not_drawn() -> None:
    pair = Pair(source="Ông Vance thăm Đức và Ukraine", reference="He visited Germany")
    assert [t.vi for t in draw_terms([pair], GLOSSARY)[0].terms] == ["Đức"]


def test_the_capital_of_a_sentence_is_not_drawn() -> None:
    glossary = Glossary.of([Entry(vi="nhập khẩu", en=("imports",))])
    pair = Pair(source="Nhập khẩu tăng", reference="Imports rise")
    assert draw_terms([pair], glossary)[0].terms[0].targets == ("imports",)


def test_random_targets_are_written_into_the_reference() -> None:
    drawn = draw_terms(PAIRS, GLOSSARY)
    scrambled = randomise_terms(drawn, seed=3)
    assert scrambled == randomise_terms(drawn, seed=3), "the seed decides"
    for before, after in zip(drawn, scrambled, strict=True):
        old, new = (_targets(each) for each in (before, after))
        assert set(old).isdisjoint(new)
        assert len(set(old)) == len(set(new)), "different terms stay different"
        assert measure_terms([after.pair.reference], [after.terms]).success == 1.0
    assert "'s chancellor" in scrambled[1].pair.reference, "the endings stay"


def _targets(drawn: Drawn) -> list[str]:
    return [term.targets[0] for term in drawn.terms if term.mode == "enforce"]


class DeafEngine:
    """Answers with the reference of the pair, whatever it is asked for."""

    signature, annotates, unmarks = "deaf/1", True, False

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        return [(Hypothesis(text=f"{r.prefix} {self._answer(r)}".strip(), score=-0.1),) for r in requests]

    def _answer(self, request: Request) -> str:
        answers = {pair.source: pair.reference for pair in PAIRS}
        [nearest] = get_close_matches(request.source, answers, 1, 0)  # a source may have targets in it
        return answers[nearest]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [-0.01 * len(target) for target in targets]


def test_a_deaf_engine_is_found_out_and_made_to_obey() -> None:
    none, true, random = evaluate_terms(draw_terms(PAIRS, GLOSSARY), DeafEngine(), Settings())
    assert (none.name, true.name, random.name) == ("none", "true", "random")
    assert none.steps.terms == 0
    assert none.terms.success == true.terms.success == 1.0
    assert true.chrf.value == pytest.approx(100)
    assert true.steps.model == true.steps.terms
    assert random.terms.success == 1.0
    assert random.steps.model < random.steps.terms
    assert random.steps.constrained > 0


def test_an_obedient_engine_needs_no_force() -> None:
    _, true, random = evaluate_terms(draw_terms(PAIRS, GLOSSARY), EchoEngine(), Settings())
    for run in (true, random):
        assert run.terms.success == 1.0
        assert run.steps.constrained == run.steps.unmet == 0
