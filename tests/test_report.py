"""What the report counts."""

from __future__ import annotations

import pytest

from songngu.records import Article, Bilingual, How, Issue, Mode, Severity, Span, TermResult, TranslatedSegment
from songngu.report import count_issues, count_terms


def term(mode: Mode, how: How) -> TermResult:
    place: Span | None = None if how == "unmet" else (0, 7)
    return TermResult(vi="Đức", en="Germany", vi_span=(0, 3), en_span=place, mode=mode, met=how != "unmet", how=how)


def article(*terms: TermResult, issues: tuple[Severity, ...] = ()) -> Article:
    found = tuple(Issue(check="numbers", severity=severity, message="2 is missing") for severity in issues)
    segment = TranslatedSegment(
        id="s1", paragraph=0, kind="text", vi="Đức", en="Germany", terms=terms, issues=found, origin="model"
    )
    title = Bilingual(vi="Đức", en="Germany")
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


@pytest.mark.parametrize(("issues", "counts"), [((), (0, 0)), (("error", "warning", "warning"), (1, 2))])
def test_issues_are_counted_by_severity(issues: tuple[Severity, ...], counts: tuple[int, int]) -> None:
    found = count_issues([article(issues=issues), article()])
    assert (found["error"], found["warning"]) == counts
