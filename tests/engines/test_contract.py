"""What every engine must do, whatever its model knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from songngu.engines import load_engine
from songngu.engines.base import Annotation, Engine, Request
from songngu.settings import Settings

SOURCES = ("Thủ tướng Đức", "Giá xăng tăng 2%", "Thủ tướng Đức đã gặp Tổng thống", "Paris")
MARKERS = ("<unused", "<bos>", "<eos>", "<pad>", "<unk>", "</s>", "eng_Latn", "en_XX", "__en__")


def test_order_is_kept_and_companions_change_nothing(engine: Engine) -> None:
    requests = [Request(source=source) for source in SOURCES]
    together = engine.translate(requests)
    assert together == [engine.translate([request])[0] for request in requests]
    assert engine.translate(requests[::-1]) == together[::-1]


def test_no_request_and_white_sources(engine: Engine) -> None:
    assert engine.translate([]) == []
    assert engine.score([], []) == []
    empty, full, white = engine.translate([Request(source=s) for s in ("", "Paris", " \n\u00a0")])
    assert [h.text for h in (*empty, *white)] == ["", ""]
    assert full == engine.translate([Request(source="Paris")])[0]


@pytest.mark.parametrize("prefix", ["The", "The Chancellor", "The Chancellor of ", "Paris, on January 6"])
def test_a_prefix_is_kept_exactly(engine: Engine, prefix: str) -> None:
    for hypothesis in engine.translate([Request(source=SOURCES[2], prefix=prefix)], hypotheses=2)[0]:
        assert hypothesis.text.startswith(prefix)


def test_hypotheses_differ_and_the_best_comes_first(engine: Engine) -> None:
    found = engine.translate([Request(source=SOURCES[2])], hypotheses=3)[0]
    texts = [hypothesis.text for hypothesis in found]
    assert 1 <= len(texts) <= 3
    assert len(set(texts)) == len(texts)
    assert all(hypothesis.score <= 0 for hypothesis in found)


def test_scores_are_finite_one_each_and_independent(engine: Engine) -> None:
    requests = [Request(source=source, prefix="The") for source in SOURCES]
    targets = ["The Chancellor", "The", "The President of Ukraine", "The fuel"]
    scores = engine.score(requests, targets)
    assert scores == [engine.score([r], [t])[0] for r, t in zip(requests, targets, strict=True)]
    assert all(-100 < score <= 0 for score in scores)
    assert scores[1] == 0.0  # nothing after the prefix


def test_markers_never_leak(engine: Engine) -> None:
    source = SOURCES[2]
    request = Request(source=source, annotations=(Annotation(span=(10, 13), target="Germany"),))
    for hypothesis in engine.translate([request], hypotheses=2)[0]:
        assert not any(marker in hypothesis.text for marker in MARKERS)


@pytest.mark.parametrize("name", ["ctranslate2", "marian"])
def test_the_signature_follows_weights_and_decoding(build: Callable[[str, int], Path], name: str) -> None:
    settings = Settings(model=str(build(name, 0)), beam=2)
    first = load_engine(settings).signature
    assert load_engine(settings).signature == first
    assert load_engine(Settings(model=settings.model, beam=3)).signature != first
    assert load_engine(Settings(model=str(build(name, 1)), beam=2)).signature != first
