"""The form that a word is asked for in."""

from __future__ import annotations

import pytest

from songngu.glossary.asked_forms import asked_form
from songngu.glossary.candidates import annotate
from songngu.records import Term


@pytest.mark.parametrize(
    ("before", "targets", "asked"),
    [
        ("8 học sinh ", ("drowned", "drown"), "drowned"),
        ("Họ có thể ", ("drowned", "drown"), "drown"),
        ("Ông sẽ ", ("admitted", "admit"), "admit"),
        ("Ông không ", ("denied", "deny"), "deny"),
        ("Ông phải ", ("released", "release"), "release"),
        ("tìm cách ", ("fled", "flee"), "flee"),
        ("để ", ("took statements", "take statements"), "take statements"),
        ("có thể bị ", ("charged", "charge"), "charged"),  # be charged
        ("Cơ quan chức năng ", ("discovered", "discover"), "discovered"),
        ("Công an Nam Định ", ("discovered", "discover"), "discovered"),
        ("Hãng hàng không ", ("warned", "warn"), "warned"),
        ("có khả năng ", ("fled", "flee"), "flee"),
        ("Ông sẽ ", ("admitted", "acknowledge"), "admitted"),  # its infinitive isn't among them
        ("sẽ ", ("police",), "police"),
        ("Ông lẽ ra đã sẽ nói rồi ", ("admitted", "admit"), "admitted"),
        ("", ("admitted", "admit"), "admitted"),
        ("Ông có cố tình ", ("mocked", "mock"), "mock"),
        ("Công an đang ", ("verify", "verified", "verifying"), "verifying"),
        ("bằng cách ", ("lured", "luring"), "luring"),
        ("một cách ", ("sudden", "suddenly"), "suddenly"),
        ("Họ làm việc một cách ", ("friendly", "amicable"), "friendly"),
        ("Vụ án đã ", ("concern", "concerned"), "concerned"),
        ("bị ", ("damage", "damaged"), "damaged"),
        ("tỏ ra ", ("confusion", "confused"), "confused"),
        ("rất ", ("admire", "admired", "admiring", "admirable"), "admired"),
        ("sự ", ("admired", "admire", "recognition"), "recognition"),
        ("Cần ", ("need", "needed"), "need"),
    ],
)
def test_asked_form(before: str, targets: tuple[str, ...], asked: str) -> None:
    assert asked_form(targets, before) == asked


def test_a_term_is_asked_for_in_its_form() -> None:
    source = "Ông sẽ thừa nhận."
    term = Term(vi="thừa nhận", vi_span=(7, 16), targets=("admitted", "admit"), mode="prefer", key="x")
    assert [each.target for each in annotate(source, [term])] == ["admit"]
    assert [each.target for each in annotate(source, [term], 1)] == ["admitted"]
    assert [each.target for each in annotate("Ông đã thừa nhận.", [term])] == ["admitted"]


def test_what_follows_may_tell_as_well() -> None:
    assert asked_form(("attack", "attacked"), "Ngôi làng ", " bởi quân nổi dậy") == "attacked"
    assert asked_form(("confirm", "confirmed"), "Ông ", " rằng") == "confirmed"
    assert asked_form(("attack", "attacked"), "Ngôi làng ", " bởi") == "attacked"
    assert asked_form(("attack", "attacked"), "Ngôi làng ", " bờ biển") == "attack"
