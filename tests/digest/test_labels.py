"""Dates and counts read the same on every machine."""

from __future__ import annotations

import datetime

import pytest

from songngu.digest import labels
from songngu.records import TermResult


@pytest.mark.parametrize(
    ("date", "vi", "en"),
    [
        # Day before month in Vietnamese, month first in English: 6/1 is January 6.
        (datetime.date(2026, 1, 6), "Thứ Ba, 6/1/2026", "Tuesday, January 6, 2026"),
        # Sunday is the one day that isn't "Thứ …".
        (datetime.date(2025, 12, 21), "Chủ nhật, 21/12/2025", "Sunday, December 21, 2025"),
        (None, "Không rõ ngày", "Undated"),
    ],
)
def test_dates(date: datetime.date | None, vi: str, en: str) -> None:
    assert (labels.date_vi(date), labels.date_en(date)) == (vi, en)


@pytest.mark.parametrize(
    ("first", "last", "vi", "en"),
    [
        ((2025, 12, 6), (2026, 1, 7), "6/12/2025 – 7/1/2026", "December 6, 2025 – January 7, 2026"),
        # The year stands once where it is the same.
        ((2026, 1, 4), (2026, 1, 7), "4/1 – 7/1/2026", "January 4 – January 7, 2026"),
        ((2026, 1, 4), (2026, 1, 4), "4/1/2026", "January 4, 2026"),
    ],
)
def test_ranges(first: tuple[int, int, int], last: tuple[int, int, int], vi: str, en: str) -> None:
    dates = datetime.date(*first), datetime.date(*last)
    assert (labels.range_vi(*dates), labels.range_en(*dates)) == (vi, en)


def test_an_unmet_term_says_so_whatever_its_how() -> None:
    term = TermResult(vi="Đức", en="Germany", vi_span=(0, 3), en_span=None, mode="enforce", met=False, how="model")
    assert labels.describe_term(term) == "Đức → Germany · glossary, enforced · not in the translation"
