"""What is counted as what: one definition for the terminal, the report, the page and digest.md."""

from __future__ import annotations

from songngu.counts import Counts, Share, count_articles, describe, doubts_of, number_of, some_of
from songngu.records import Article, Bilingual, Issue, Mode, Severity, Status, TermResult, TranslatedSegment


def term(mode: Mode = "enforce", *, met: bool = True) -> TermResult:
    place = (0, 7) if met else None
    how = "model" if met else "unmet"
    return TermResult(vi="Đức", en="Germany", vi_span=(0, 3), en_span=place, mode=mode, met=met, how=how)  # type: ignore[arg-type]


def issue(severity: Severity, message: str = "2 is missing") -> Issue:
    return Issue(check="numbers", severity=severity, message=message)


def article(
    *terms: TermResult, issues: tuple[Issue, ...] = (), title: Bilingual | None = None, status: Status = "draft"
) -> Article:
    segment = TranslatedSegment(
        id="s1", paragraph=0, kind="text", vi="Đức", en="Germany", terms=terms, issues=issues, status=status
    )
    title = title or Bilingual(vi="Đức", en="Germany", segment="s1")
    return Article(id="a", path="a.txt", date=None, title=title, summary=(), segments=(segment,), signature="x")


def test_terms_are_counted_by_mode() -> None:
    counts = count_articles(
        [article(term(), term(met=False), term("prefer", met=False)), article(term("quantity", met=False), term())]
    )
    assert (counts.enforced, counts.preferred) == (Share(met=2, total=3), Share(met=0, total=1))
    assert counts.quantities == Share(met=0, total=1)


def test_only_an_enforced_term_is_an_error_by_being_unmet() -> None:
    # A number may be right in another form (4, four): whether it is missing the checks say.
    counts = count_articles([article(term("quantity", met=False), term("prefer", met=False), term(met=False))])
    assert (counts.errors, counts.warnings, counts.doubtful) == (1, 0, 1)


def test_an_unmet_term_that_an_issue_names_is_one_error() -> None:
    named = issue("error", "term unmet: Đức → Germany")
    assert doubts_of([term(met=False)], [named]) == (named,)
    assert [doubt.check for doubt in doubts_of([term(met=False)], [issue("warning")])] == ["numbers", "terms"]


def test_errors_and_warnings_are_apart_and_both_are_doubts() -> None:
    found = count_articles([article(issues=(issue("error"), issue("warning"), issue("warning"))), article()])
    assert (found.sentences, found.doubtful, found.errors, found.warnings, found.doubts) == (2, 1, 1, 2, 3)


def test_a_made_headline_is_a_sentence_with_its_terms_and_doubts() -> None:
    made = Bilingual(vi="Đức", en="Germany", terms=(term(),), issues=(issue("warning"),))
    counts = count_articles([article(term(), title=made)])
    assert (counts.sentences, counts.enforced.total, counts.warnings) == (2, 2, 1)


def test_approved_sentences_are_counted() -> None:
    assert count_articles([article(status="approved"), article()]).approved == 1


def test_figures_in_words() -> None:
    counts = count_articles([article(term(), term("quantity"), issues=(issue("error"),))])
    assert [" ".join(figure) for figure in describe(counts)] == [
        "1 sentence",
        "1 of 1 glossary term met",
        "1 of 1 date or number as expected",
        "1 error",
        "0 warnings",
    ]


def test_of_nothing() -> None:
    none = Share(met=0, total=0)
    assert count_articles([]) == Counts(
        sentences=0, doubtful=0, approved=0, enforced=none, preferred=none, quantities=none, errors=0, warnings=0
    )


def test_of_many_the_first_are_told_and_the_others_counted() -> None:
    assert [some_of("abcde"[:n]) for n in (0, 1, 3, 5)] == ["", "a", "a, b, c", "a, b, c and 2 more"]
    assert some_of(["a b", "c", "d"], 2, "; ") == "a b; c and 1 more"


def test_numbers_have_a_plural_and_thousands() -> None:
    assert [number_of(n, "doubt") for n in (0, 1, 1200)] == ["0 doubts", "1 doubt", "1,200 doubts"]
