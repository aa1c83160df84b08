"""Headings lose what the model adds, and terms keep their places."""

from __future__ import annotations

import pytest

from songngu.headings import as_heading
from songngu.records import TermResult, Translation

HEADINGS = [
    ("Đảm bảo ngừng bắn", "To ensure the ceasefire", "Ensure the ceasefire"),
    ("Để có hòa bình", "To have peace", "To have peace"),
    ("Tô Lâm đến Hà Nội", "To Lam arrives in Hanoi", "To Lam arrives in Hanoi"),
    ("Giá vàng tăng", "Gold prices rise.", "Gold prices rise"),
    ("Giá vàng tăng.", "Gold prices rise.", "Gold prices rise."),
    ("Lập trường của Mỹ", "The position of the U.S.", "The position of the U.S."),
]


@pytest.mark.parametrize(("vi", "english", "heading"), HEADINGS)
def test_a_heading_is_written_as_one(vi: str, english: str, heading: str) -> None:
    assert as_heading(vi, Translation(en=english)).en == heading


def test_terms_keep_their_places() -> None:
    term = TermResult(
        vi="ngừng bắn", en="ceasefire", vi_span=(8, 17), en_span=(14, 23), mode="enforce", met=True, how="model"
    )
    found = as_heading("Đảm bảo ngừng bắn", Translation(en="To ensure the ceasefire", terms=(term,)))
    [moved] = found.terms
    assert moved.en_span
    assert found.en[slice(*moved.en_span)] == "ceasefire"
