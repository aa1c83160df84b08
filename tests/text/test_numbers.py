from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.text.numbers import (
    find_spelled_numbers,
    grouped,
    in_words,
    ordinal,
    ordinal_in_words,
    read_numeral,
    render_number,
)


@pytest.mark.parametrize(
    ("digits", "values", "why"),
    [
        ("1.500,5", ["1500.5"], "CLDR vi"),
        ("2,4", ["2.4"], "decimal comma"),
        ("1.234.567", ["1234567"], "groups"),
        ("118,000", ["118000"], "a decimal doesn't end in zeros"),
        ("26,750", ["26.750", "26750"], "may be either, so neither is guessed"),
        ("1,234,567", ["1234567"], "two commas can't be decimal marks"),
        ("7.5", ["7.5"], "one place after a point isn't a group"),
    ],
)
def test_numerals_are_read_as_vietnamese(digits: str, values: list[str], why: str) -> None:
    assert read_numeral(digits) == tuple(Decimal(v) for v in values), why


@pytest.mark.parametrize(
    ("words", "value"),
    [("ba mươi lăm", 35), ("hai nghìn ba trăm", 2300), ("hai triệu rưỡi", 2_500_000), ("mười hai", 12)],
)  # fmt: skip
def test_number_words_have_values(words: str, value: int) -> None:
    assert Decimal(value) in [v for _, v in find_spelled_numbers(f"có {words} người")]


def test_ordinals_and_words() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 11, 12, 13, 21, 102)] == [
        "1st",
        "2nd",
        "3rd",
        "11th",
        "12th",
        "13th",
        "21st",
        "102nd",
    ]
    assert [ordinal_in_words(n) for n in (1, 5, 8, 12, 20, 21)] == [
        "first",
        "fifth",
        "eighth",
        "twelfth",
        "twentieth",
        "twenty-first",
    ]
    assert in_words(342) == "three hundred and forty-two"


@given(st.decimals(0, 10**13, allow_nan=False, places=2))
def test_rendering_never_changes_a_value(value: Decimal) -> None:
    sizes = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 1000}
    for form in render_number(value):
        number, _, word = form.partition(" ")
        if number[0].isdigit():
            assert Decimal(number.replace(",", "")) * sizes.get(word, 1) == value
    assert Decimal(grouped(value).replace(",", "")) == value
