import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.text.english_numbers import find_english_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("VND1,500.5 billion", ["1500500000000"]),
        ("$1.2bn", ["1200000000"]),
        ("£11million", ["11000000"]),
        ("Jan. 6, 2026", ["M1", "6", "2026"]),
        ("at 7:30 p.m.", ["T19:30"]),
        ("two-thirds", ["2/3"]),
        ("twenty-five people", ["25"]),
        ("the 1990s", ["1990"]),
        ("a 42-year-old", ["42"]),
        ("the 125th", ["125"]),
        ("four hundred and twenty-five thousand", ["425000"]),
        ("Q1 2024", ["1", "2024"]),
        ("30-40 people", ["30", "40"]),
        ("from 1.2 to 1.5 billion", ["1200000000", "1500000000"]),
    ],
)
def test_finds_values(text: str, values: list[str]) -> None:
    numbers = [n for n in find_english_numbers(text) if not n.soft]
    assert len(numbers) == len(values)
    assert all(value in number.values for value, number in zip(values, numbers, strict=True))


@pytest.mark.parametrize("text", ["COVID-19", "F-16", "5G", "Theresa May may march", "one of the first", "SARS‑CoV‑2"])
def test_codes_and_idioms_are_never_firm(text: str) -> None:
    assert all(number.soft for number in find_english_numbers(text))


@given(st.text(max_size=80) | st.text(alphabet="0123456789.,-/: $bmnkthousandmillion", max_size=60))
def test_spans_are_right_on_any_text(text: str) -> None:
    end = 0
    for number in find_english_numbers(text):
        assert end <= number.span[0] < number.span[1] <= len(text)
        assert text[slice(*number.span)] == number.text
        end = number.span[1]


def test_a_date_after_a_hyphen_is_a_date() -> None:
    """ "25-November" is no code such as 5-G."""
    values = [sorted(number.values) for number in find_english_numbers("October 25-November 7")]
    assert values == [["M10"], ["25"], ["M11"], ["7"]]


@pytest.mark.parametrize(
    ("english", "value"),
    [
        ("5 mıllion", "5000000"),
        ("ten thouſand", "10000"),
        ("ſix", "6"),
        ("twentıes", "20"),
        ("one thırd", "1/3"),
        ("on Wedneſday", "W2"),
        ("Aprıl 5", "M4"),
    ],
)
def test_letters_that_ignoring_case_takes_for_i_and_s_are_read_as_these(english: str, value: str) -> None:
    assert value in find_english_numbers(english)[0].values
