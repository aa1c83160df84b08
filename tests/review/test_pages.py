"""Records shaped for the page: reasons said once, places in a text, addresses."""

from __future__ import annotations

import pytest

from songngu.digest.safe import displayable
from songngu.records import Issue, TermResult, TranslatedSegment
from songngu.review import pages
from songngu.review.records import Filter, ReviewedSegment


def segment(**more: object) -> TranslatedSegment:
    return TranslatedSegment(id="s1", paragraph=0, kind="text", vi="Hà Nội", en="Hue", **more)  # type: ignore[arg-type]


def test_what_one_check_says_twenty_times_is_one_line_and_errors_come_first() -> None:
    issues = (
        Issue(check="dropped", severity="warning", message="a clause may be missing"),
        *(Issue(check="names", severity="error", message=f"name missing: {name}") for name in ("Anna", "Bob", "Bob")),
    )
    shown = pages.show(ReviewedSegment(article="a", version="1", segment=segment(issues=issues)))
    assert [(reason.check, reason.message) for reason in shown.reasons] == [
        ("names", "name missing: Anna; Bob"),
        ("dropped", "a clause may be missing"),
    ]
    assert (shown.errors, shown.warnings) == (3, 1)


@pytest.mark.parametrize(
    "text", ["Hà Nội", "a  b\tc", "NUL\x00 BEL\x07 x", "🇻🇳 👩‍👩‍👧 x", "", "\u2028đầu", "x \n\n y z"]
)
def test_a_place_on_the_page_is_a_place_in_the_text(text: str) -> None:
    shown = displayable(text)
    for at, letter in enumerate(shown):
        if letter != " ":
            end = pages.raw_offset(text, at + 1)
            assert text[end - 1] == letter
    assert pages.raw_offset(text, len(shown) + 5) == len(text)


def test_an_address_asks_for_what_was_asked() -> None:
    assert pages.query_of(Filter()) == {}
    wanted = Filter(text="giá xăng", doubtful=True, article="a")
    assert pages.query_of(wanted) == {"text": "giá xăng", "article": "a", "doubtful": "1"}


@pytest.mark.parametrize(
    ("offset", "shown", "total", "expected"),
    [(0, 0, 0, (0, 0, None, None)), (0, 50, 120, (1, 50, None, 50)), (100, 20, 120, (101, 120, 50, None))],
)
def test_a_page_of_a_list_knows_its_neighbours(
    offset: int, shown: int, total: int, expected: tuple[int, int, int | None, int | None]
) -> None:
    found = pages.pager(offset, shown, total, 50)
    assert (found.first, found.last, found.before, found.after) == expected


def test_the_facts_say_whose_text_it_is_and_how_each_term_came() -> None:
    term = TermResult(vi="Hà Nội", en="Hanoi", vi_span=(0, 6), en_span=None, mode="enforce", met=False, how="unmet")
    origin, met = pages.facts(segment(terms=(term, term), score=-0.41))
    assert origin == "Translated by the model · mean log-probability of its tokens -0.41 (0 is certain)"
    assert met == "Hà Nội → Hanoi · glossary, enforced · not in the translation"
    assert pages.facts(segment(origin="human", score=-0.41)) == ("Written by a person",)
