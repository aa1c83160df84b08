"""What the report counts."""

from __future__ import annotations

from songngu.records import Article, Bilingual, How, Mode, Span, TermResult, TranslatedSegment
from songngu.report import count_terms


def term(mode: Mode, how: How) -> TermResult:
    place: Span | None = None if how == "unmet" else (0, 7)
    return TermResult(vi="Đức", en="Germany", vi_span=(0, 3), en_span=place, mode=mode, met=how != "unmet", how=how)


def article(*terms: TermResult) -> Article:
    segment = TranslatedSegment(id="s1", paragraph=0, kind="text", vi="Đức", en="Germany", terms=terms, origin="model")
    title = Bilingual(vi="Đức", en="Germany", segment="s1")
    return Article(id="a", path="a.txt", date=None, title=title, summary=(), segments=(segment,), signature="x")


def test_terms_are_counted_by_mode_and_step() -> None:
    counts = count_terms(
        [
            article(term("enforce", "model"), term("enforce", "unmet"), term("quantity", "repaired")),
            article(term("enforce", "constrained"), term("enforce", "model")),
        ]
    )
    assert (counts["enforce"].total, counts["enforce"].met) == (4, 3)
    assert counts["enforce"].how == {"constrained": 1, "model": 2}, "unmet ones were met by no step"
    assert (counts["quantity"].total, counts["quantity"].met, counts["quantity"].how) == (1, 1, {"repaired": 1})
    assert (counts["prefer"].total, counts["prefer"].how) == (0, {})
