"""Ids that no name can break, and text without what no format may hold."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from songngu.digest.safe import anchor, displayable

TEXT = st.text(max_size=40)


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_anchors_are_safe_in_html_and_in_urls(names: list[str]) -> None:
    assert re.fullmatch(r"a(:[A-Za-z0-9_.-]*)+", anchor(*names))


@given(TEXT, TEXT)
def test_different_names_have_different_anchors(one: str, other: str) -> None:
    assert (anchor(one) == anchor(other)) == (one == other)
    assert anchor(one, "s1") != anchor(other)


def test_an_ordinary_name_is_readable_in_the_address() -> None:
    assert anchor("001_ba37-chung-ket", "s3") == "a:001_ba37-chung-ket:s3"


@given(TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert displayable(displayable(text)) == displayable(text)


def test_clean_drops_controls_and_keeps_letters_marks_and_joiners() -> None:
    # The zero-width joiner holds an emoji family together; NUL is not allowed in HTML.
    assert displayable("Ế\x00ộ \t\n 👩\u200d👧\x7f") == "Ếộ 👩\u200d👧"
