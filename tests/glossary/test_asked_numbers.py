"""What the engine is asked for where a translation lacks a number: never a noun that isn't counted."""

from __future__ import annotations

import pytest

from songngu.glossary.candidates import judge, make_task
from songngu.records import Term
from songngu.text.quantities import find_quantities


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Xung đột kéo dài gần 4 năm qua.", ("4 năm", "4 years")),
        ("Bốn người bị thương.", ("Bốn người", "four people")),
        ("Bốn người đàn ông bị thương.", ("Bốn", "four")),
        ("Hai mươi lăm em nhỏ đã về.", ("Hai mươi lăm", "twenty-five")),
        ("Hai vạn người dân đã đến.", ("Hai vạn", "20,000")),
        ("Ông ở đó hai năm ròng.", ("hai", "two")),
        ("Có 4 xã hội khác nhau.", ("4", "4")),
        ("Có 4 công nhân viên.", ("4", "4")),
        ("Ở tầng 4 bệnh viện.", ("4", "4")),
        ("Có 4 người bệnh.", ("4", "4")),
        ("Có 4 năm ánh sáng.", ("4", "4")),
    ],
)
def test_a_lost_number_is_asked_for_with_what_it_counts(source: str, wanted: tuple[str, str]) -> None:
    task = make_task(source, find_quantities(source), annotates=True)
    found = judge(task, "It is so.", 0.0, "model").names
    assert [(source[slice(*each.span)], each.target) for each in found] == [wanted]
    assert not judge(task, f"It is {wanted[1]}.", 0.0, "model").names


@pytest.mark.parametrize(
    "source", ["Giá là 4,5 triệu đồng.", "Ông đến ngày 4/5.", "Một người chết.", "Thứ tư tuần trước."]
)
def test_what_is_a_term_or_no_count_is_not_asked_for_so(source: str) -> None:
    task = make_task(source, find_quantities(source), annotates=True)
    assert not judge(task, "It is so.", 0.0, "model").names


def test_a_number_inside_a_term_that_is_met_is_no_doubt() -> None:
    source = "2 cha con bị lũ cuốn trôi."
    term = Term(vi="2 cha con", vi_span=(0, 9), targets=("father and son",), mode="prefer", key="2 cha con")
    found = judge(make_task(source, (term,), annotates=True), "The father and son were swept away.", 0.0, "model")
    assert (found.names, found.doubts) == ((), 0)
    assert judge(make_task(source, (), annotates=True), "They were swept away.", 0.0, "model").doubts == 1
