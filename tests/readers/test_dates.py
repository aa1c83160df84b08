"""Opening dates: a line or prefix that is a date, never a sentence that begins with one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.readers.dates import date_line, date_prefix


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("date 2026-01-06", (2026, 1, 6)),
        ("2026-01-06", (2026, 1, 6)),
        ("2026-01-06T10:30:00+07:00", (2026, 1, 6)),
        ("Thứ Hai, 12/1/2026, 10:30", (2026, 1, 12)),
        ("Thứ 2, ngày 12/01/2026 - 10:30", (2026, 1, 12)),
        ("Chủ nhật, 5/4/2026 | 07:00", (2026, 4, 5)),
        ("Ngày 5/3/2025", (2025, 3, 5)),
        ("Ngày 5 tháng 3 năm 2025", (2025, 3, 5)),
        ("12/01/2026 08:15 GMT+7", (2026, 1, 12)),
        ("12/01/2026 08:15 (GMT+7)", (2026, 1, 12)),
        ("Cập nhật: 12/01/2026, 8h15", (2026, 1, 12)),
        ("08:15 12/01/2026", (2026, 1, 12)),
        ("6.2.2024", (2024, 2, 6)),
    ],
)
def test_date_line(line: str, date: tuple[int, int, int]) -> None:
    assert date_line(line) == datetime.date(*date)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Ngày 5/3/2025, ông Nam họp báo", "a sentence that begins with a date"),
        ("Ngày 5/3", "no year"),
        ("32/13/2025", "no such day"),
        ("30/2/2025", "no such day in February"),
        ("1.500.2025", "a number"),
        ("Bão số 5", "no date at all"),
        ("", "nothing"),
    ],
)
def test_not_a_date_line(line: str, why: str) -> None:
    assert date_line(line) is None, why


def test_date_prefix_splits() -> None:
    assert date_prefix("date 2026-01-07 Bước tiến mới") == (datetime.date(2026, 1, 7), "Bước tiến mới")


@pytest.mark.parametrize("text", ["date 2026-13-07 Bước", "date với Việt", "2026-01-07 là ngày họp"])
def test_no_date_prefix(text: str) -> None:
    assert date_prefix(text) == (None, text)


@settings(deadline=None)
@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31)))
def test_day_comes_first(date: datetime.date) -> None:
    assert date_line(f"{date.day}/{date.month}/{date.year:04}") == date


@settings(deadline=None)
@given(st.text())
def test_never_crashes(text: str) -> None:
    date_line(text)
    assert date_prefix(text)[1] in text


def test_a_year_that_no_article_can_be_of_is_a_typing_mistake() -> None:
    assert date_line("Thứ sáu, 31/12/9999") is None
    assert date_line("Chủ nhật, 31/12/1899") is None
