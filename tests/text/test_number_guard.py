import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.text.number_guard import compare_numbers

RIGHT = [
    ("Ngày 6/1, 1.500 tỷ đồng được chi", "On Jan. 6, 1,500 billion dong was spent", "another magnitude, same value"),
    ("từ ngày 3/5 đến 5/5", "from May 3 to 5", "the month is said once"),
    ("Hai bên ký 2 thỏa thuận", "The two sides signed two deals", "a number word may be said"),
    ("Ông là người đầu tiên", "He was the first one", "first and one aren't invented"),
    ("1/3 dân số", "a third of the population", "fraction in words"),
    ("lúc 19h30", "at 7:30 p.m.", "twelve hours"),
    ("từ 5 đến 9 triệu won", "from 5 million to 9 million won", "the magnitude belongs to both"),
    ("1 người bị thương", "A person was hurt", "an article is one"),
    ("tiêm kích F-16 và COVID-19", "F-16 fighters and Covid-19", "codes compare as codes"),
    ("U.23 Việt Nam thắng 2-0", "Vietnam's under-23s won 2-0", "age group"),
    ("6 tháng đầu năm 2021", "the first half of 2021", "six months are half a year"),
    ("Cô ở Q.7", "She lives in District 7", "Q. is a district, no code"),
    ("từ 27-9 đến 6-10", "from Sept. 27 to Oct. 6", "hyphenated dates"),
    ("năm học 2024-2025", "the 2024/25 school year", "two digits of a year"),
    ("thuê15 công nhân", "hired 15 workers", "a space lost in the source"),
    ("giai đoạn 2010-2015", "in the 2010-2015 period", "years aren't grouped"),
    ("hơn 100 người ở báo Sunday Times", "over 100 people at The Sunday Times", "a weekday inside a foreign name"),
]
WRONG = [
    ("Ngày 6/1 ông đến", "He arrived on June 1", "day and month swapped"),
    ("1.500,5 tỷ đồng", "VND1.5 trillion", "rounded"),
    ("1.500,5 tỷ đồng", "VND1,500.5 million", "magnitude"),
    ("4,5% dân số", "45% of the population", "lost mark"),
    ("38 người chết", "People died", "dropped"),
    ("Nhiều người chết", "38 people died", "invented"),
    ("lúc 7h30", "at 7:30 p.m.", "evening for morning"),
    ("tháng 11/2025", "in October 2025", "month"),
    ("ngày 1 tháng 4", "in April", "a day isn't an article"),
    ("năm 2019", "in 2018", "year"),
]


@pytest.mark.parametrize(("source", "english", "why"), RIGHT)
def test_right_renderings_pass(source: str, english: str, why: str) -> None:
    report = compare_numbers(source, english)
    assert (report.missing, report.invented) == ((), ()), why


@pytest.mark.parametrize(("source", "english", "why"), WRONG)
def test_wrong_renderings_are_caught(source: str, english: str, why: str) -> None:
    report = compare_numbers(source, english)
    assert report.missing or report.invented, why


@pytest.mark.parametrize(
    "noise", ["1" * 5000, "1." * 2000, "9" * 30 + " tỷ đồng", "³½⅓", "٣٤ tỷ", "1/0", "0/0", "99h99", "31/2/2025"]
)
def test_noise_is_no_number_and_no_crash(noise: str) -> None:
    compare_numbers(noise, noise)
    compare_numbers(f"ngày {noise}", f"on {noise} million")


@given(st.text(max_size=60), st.text(max_size=60))
def test_never_crashes(source: str, english: str) -> None:
    compare_numbers(source, english)
