"""Abbreviations are spelled out for the engine, terms keep their places, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from songngu.engines.base import Hypothesis, Request
from songngu.glossary.abbreviations import spell_out
from songngu.glossary.enforcement import enforce
from songngu.records import Segment, Term
from songngu.settings import Settings

NAMES = [("Putin", "Putin"), ("Mỹ", "US"), ("Abe", "Abe")]


def terms_of(source: str) -> tuple[Term, ...]:
    """A term wherever one of the names stands."""
    return tuple(
        Term(vi=vi, vi_span=match.span(), targets=(en,), mode="enforce", key=f"{vi}={en}")
        for vi, en in NAMES
        for match in re.finditer(rf"\b{vi}\b", source)
    )


@pytest.mark.parametrize(
    ("source", "spelled"),
    [
        ("Ngụ P. Hiệp Thành, Q. 12, TP. HCM.", "Ngụ phường Hiệp Thành, Q. 12, TP. HCM."),
        ("Cháy ở P. 4, Q. Tân Bình (TP. HCM).", "Cháy ở P. 4, quận Tân Bình (TP. HCM)."),
        ("Bị cáo ngụ H.Ba Tri, Bến Tre.", "Bị cáo ngụ huyện Ba Tri, Bến Tre."),
        ("Công an T X.Hoàng Mai và UBND H. Đăk Pơ.", "Công an thị xã Hoàng Mai và UBND huyện Đăk Pơ."),
        ("Tại TX Hoàng Mai, T.X Thuận An.", "Tại thị xã Hoàng Mai, thị xã Thuận An."),
        ("Anh Hùng (X.Hương Sơn, Nghệ An)", "Anh Hùng (xã Hương Sơn, Nghệ An)"),
        ("Theo TT Putin và TT Mỹ, TT Abe vắng.", "Theo Tổng thống Putin và Tổng thống Mỹ, Thủ tướng Abe vắng."),
        ("Hệ thống S -400, tiêm kích Su -35.", "Hệ thống S-400, tiêm kích Su-35."),
        ("Xe 30 A -80.015 và tàu QNa -94679.", "Xe 30 A-80.015 và tàu QNa-94679."),
    ],
)
def test_what_is_spelled_out(source: str, spelled: str) -> None:
    terms = terms_of(source)
    text, moved = spell_out(source, terms)
    assert text == spelled
    assert [term.vi for term in moved] == [text[slice(*term.vi_span)] for term in moved]
    assert [term.targets for term in moved] == [term.targets for term in terms]


@pytest.mark.parametrize(
    "source",
    [
        "Nhiều lần xâm hại bé H. Khi bị bắt, y khai.",  # a girl, and the next sentence
        "Anh Q. Tân Bình kể lại.",  # a person's initial
        "Thư ký báo chí Sarah H. Ba Tri nói.",
        "Bạn L.T. H. Tân Bình kể.",
        "Chị P. cho biết.",
        "TT Nguyễn Xuân Phúc và TT Mai.",  # the prime minister; a centre
        "Sa Pa -3,2 độ C, Mẫu Sơn -1 độ.",
        "Đội thua 6 -30, S-400 và F - 16.",
        "Sống ở Q. 12 và P.4.",
        "",
    ],
)
def test_what_stays(source: str) -> None:
    terms = terms_of(source)
    assert spell_out(source, terms) == (source, terms)


def test_the_engine_is_asked_for_the_full_form_and_results_keep_the_articles_places() -> None:
    asked: list[str] = []

    class Engine:
        signature, annotates, unmarks = "test", True, False

        def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
            asked.extend(request.source for request in requests)
            return [(Hypothesis(text="President Putin is in Tan Binh District.", score=-0.1),) for _ in requests]

        def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
            return [-0.1 for _ in requests]

    segment = Segment(id="s1", paragraph=0, kind="text", vi="TT Putin ở Q. Tân Bình.")
    (found,) = enforce([segment], [terms_of(segment.vi)], Engine(), Settings())
    assert asked == ["Tổng thống Putin ở quận Tân Bình."]
    (result,) = found.terms
    assert segment.vi[slice(*result.vi_span)] == "Putin"
    assert result.met
