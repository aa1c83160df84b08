"""What the templates are given: nothing lost, nothing twice, ids safe, totals right."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.digest.safe import displayable
from songngu.digest.view import MOST_NUMBERS, build_article, build_page, build_pair
from songngu.records import Article, Bilingual, Digest, Issue, TermResult, TranslatedSegment

TEXT = st.text(max_size=40)


def _term(span: tuple[int, int], *, met: bool = True, mode: str = "enforce") -> TermResult:
    values = {"vi": "Đức", "en": "Germany", "vi_span": span, "en_span": span if met else None, "met": met}
    return TermResult(**values, mode=mode, how="model" if met else "unmet")  # type: ignore[arg-type]


def _segment(text: str, *terms: TermResult, issues: tuple[Issue, ...] = ()) -> TranslatedSegment:
    return TranslatedSegment(id="s1", paragraph=0, kind="text", vi=text, en=text, terms=terms, issues=issues)


@given(TEXT, st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=6))
def test_marking_never_changes_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    pair = build_pair(_segment(text, *(_term(span) for span in spans)), "a")
    # Clean the pieces as the whole: a run of spaces cut by a mark is a space on either side.
    assert displayable(pair.vi_text) == displayable(text)
    assert displayable(pair.en_text) == displayable(text)


def test_both_sides_of_a_term_have_one_index() -> None:
    pair = build_pair(_segment("Đức và Đức", _term((0, 3)), _term((7, 10))), "a")
    indexes = [[piece.mark.index for piece in side if piece.mark] for side in (pair.vi, pair.en)]
    assert indexes == [[0, 1], [0, 1]]


@pytest.mark.parametrize(
    ("mode", "met", "unmet", "otherwise"),
    [
        ("enforce", False, True, False),
        ("prefer", False, False, True),
        ("quantity", False, False, True),
        ("prefer", True, False, False),
    ],
)
def test_what_the_english_has_otherwise_is_marked(mode: str, met: bool, unmet: bool, otherwise: bool) -> None:
    pair = build_pair(_segment("Đức", _term((0, 3), met=met, mode=mode)), "a")
    assert [(p.mark.unmet, p.mark.otherwise) for p in pair.vi if p.mark] == [(unmet, otherwise)]


def test_a_span_inside_another_marks_nothing() -> None:
    pair = build_pair(_segment("Đức và Đức", _term((0, 10)), _term((7, 10))), "a")
    assert [piece.text for piece in pair.vi] == ["Đức và Đức"]


def test_the_title_segment_is_not_in_the_body(plain_digest: Digest) -> None:
    view = build_article(plain_digest.articles[0], 1)
    assert view.title.vi_text == "Bão số 9 áp sát Quảng Nam"
    assert "s1" not in {pair.id for row in view.rows for pair in row.pairs}


def test_every_segment_is_shown_once(nasty_digest: Digest) -> None:
    for number, article in enumerate(nasty_digest.articles, 1):
        view = build_article(article, number)
        shown = [pair.id for row in view.rows for pair in row.pairs] + [view.title.id] * bool(view.title.id)
        assert sorted(shown) == sorted(segment.id for segment in article.segments)


def test_a_paragraph_is_one_row_and_kinds_stand_apart(plain_digest: Digest) -> None:
    rows = build_article(plain_digest.articles[0], 1).rows
    assert [(row.kind, len(row.pairs)) for row in rows] == [
        ("caption", 1),
        ("text", 2),
        ("heading", 1),
        ("text", 1),
        ("byline", 1),
    ]


def test_a_long_paragraph_is_several_rows_in_order(plain_digest: Digest) -> None:
    # Else the English of a phone's page is screens below its Vietnamese.
    texts = [f"{n} {'x' * 150}" for n in range(7)]
    segments = tuple(
        TranslatedSegment(id=f"s{n}", paragraph=0, kind="text", vi=text, en=text) for n, text in enumerate(texts)
    )
    article = msgspec.structs.replace(plain_digest.articles[1], segments=segments, summary=())
    rows = build_article(article, 1).rows
    assert [len(row.pairs) for row in rows] == [2, 2, 2, 1]
    assert [row.continued for row in rows] == [False, True, True, True]
    assert [pair.vi_text for row in rows for pair in row.pairs] == texts


def test_a_sentence_longer_than_a_row_stands_alone() -> None:
    segments = tuple(
        TranslatedSegment(id=f"s{size}", paragraph=0, kind="text", vi="x" * size, en="x") for size in (8, 999, 9)
    )
    article = Article(
        id="a", path="a", date=None, title=Bilingual(vi="a", en="a"), summary=(), segments=segments, signature=""
    )
    assert [len(row.pairs) for row in build_article(article, 1).rows] == [1, 1, 1]


def test_totals(plain_digest: Digest) -> None:
    totals = build_page(plain_digest).totals
    # Nine segments and the headline of the second article, which has none printed. Enforced: Quảng Nam twice, the
    # centre (unmet, so an error) and Việt Nam; the preferred "bão" isn't followed. The warning is about numbers.
    assert totals.sentences == 10
    assert [(s.met, s.total) for s in (totals.enforced, totals.preferred, totals.quantities)] == [
        (3, 4),
        (0, 1),
        (1, 1),
    ]
    assert (totals.errors, totals.warnings) == (1, 1)


def test_a_cited_sentence_has_the_doubts_it_has_where_it_stands(plain_digest: Digest) -> None:
    page = build_page(plain_digest)
    storm = page.days[0].articles[0]
    assert [[doubt.check for doubt in line.doubts] for line in page.overview] == [["numbers"], []]
    assert [[doubt.check for doubt in line.doubts] for line in storm.summary] == [["numbers"], []]
    assert (page.overview[0].anchor, storm.summary[0].anchor) == ("a:bao-so-9", "a:bao-so-9:s3")


def test_a_made_headline_shows_its_terms_and_doubts(plain_digest: Digest) -> None:
    made = Bilingual(vi="Đức thắng", en="Germans win", terms=(_term((0, 3), met=False),), issues=())
    view = build_article(msgspec.structs.replace(plain_digest.articles[1], title=made), 2)
    assert [piece.text for piece in view.title.vi if piece.mark] == ["Đức"]
    assert view.title.severity == "error"
    assert view.terms[0][0] == view.title.anchor
    assert view.totals.errors == 1


def test_undated_articles_are_counted(plain_digest: Digest, nasty_digest: Digest) -> None:
    assert build_page(plain_digest).undated == 0
    nasty = build_page(nasty_digest)
    assert nasty.undated == len(nasty_digest.articles)
    assert f", {nasty.undated} undated, " in nasty.figures


def test_an_unmet_term_is_a_doubt_unless_an_issue_names_it() -> None:
    unmet = _term((0, 3), met=False)
    named = Issue(check="terms", severity="error", message="Đức must be Germany")
    assert [d.message for d in build_pair(_segment("Đức", unmet), "a").doubts] == ["term unmet: Đức → Germany"]
    assert [d.message for d in build_pair(_segment("Đức", unmet, issues=(named,)), "a").doubts] == [named.message]


def test_a_preference_not_followed_is_no_doubt() -> None:
    assert build_pair(_segment("Đức", _term((0, 3), met=False, mode="prefer")), "a").doubts == ()


def test_term_table_groups_capitals_and_counts(plain_digest: Digest) -> None:
    # The preferred "bão", which isn't followed, is not in it: its English stands nowhere.
    uses = build_page(plain_digest).terms
    assert [(use.vi, use.en, use.count, use.unmet, [n for n, _ in use.places]) for use in uses] == [
        ("Quảng Nam", "Quang Nam", 2, 0, [1]),
        (
            "Trung tâm Dự báo Khí tượng Thủy văn Quốc gia",
            "National Centre for Hydro-Meteorological Forecasting",
            1,
            1,
            [1],
        ),
        ("Việt Nam", "Vietnam", 1, 0, [2]),
    ]


def test_days_keep_the_order_of_the_digest(plain_digest: Digest) -> None:
    days = build_page(plain_digest).days
    assert [(day.en, [article.number for article in day.articles]) for day in days] == [
        ("Tuesday, January 6, 2026", [1]),
        ("Monday, January 5, 2026", [2]),
    ]


def test_a_sentence_of_the_overview_tells_the_day_of_its_article(plain_digest: Digest) -> None:
    page = build_page(plain_digest)
    assert [line.date for line in page.overview] == [sentence.date for sentence in plain_digest.overview]
    assert (page.overview[0].day_vi, page.overview[0].day_en) == ("6/1/2026", "January 6, 2026")
    assert not any(line.date for day in page.days for article in day.articles for line in article.summary)
    undated = msgspec.structs.replace(plain_digest.overview[0], date=None)
    assert build_page(msgspec.structs.replace(plain_digest, overview=(undated,))).overview[0].day_en == ""


def test_the_overview_tells_of_how_many_articles_it_is(plain_digest: Digest) -> None:
    assert len(plain_digest.articles) > 1
    assert len(plain_digest.overview) > 1
    first = plain_digest.overview[0].article
    one = tuple(sentence for sentence in plain_digest.overview if sentence.article == first)
    count = len(plain_digest.articles)
    assert build_page(msgspec.structs.replace(plain_digest, overview=one)).scope == f" in 1 of {count} articles"
    every = tuple(
        msgspec.structs.replace(plain_digest.overview[0], article=article.id) for article in plain_digest.articles
    )
    assert build_page(msgspec.structs.replace(plain_digest, overview=every)).scope == ""


def test_the_numbers_of_a_table_are_not_marked_but_its_terms_are() -> None:
    text = "Đức " + "1 " * (MOST_NUMBERS + 1)
    numbers = [_term((4 + 2 * i, 5 + 2 * i), mode="quantity") for i in range(MOST_NUMBERS + 1)]
    table = build_pair(_segment(text, _term((0, 3)), *numbers), "a")
    assert [piece.mark.index for piece in table.vi if piece.mark] == [0]
    sentence = build_pair(_segment(text, _term((0, 3)), *numbers[1:]), "a")
    assert sum(piece.mark is not None for piece in sentence.en) == MOST_NUMBERS + 1
