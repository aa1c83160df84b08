"""Verbs are asked for in the past, and in the infinitive where the source has what it stands after."""

from __future__ import annotations

import pytest

from songngu.glossary.candidates import annotate
from songngu.glossary.verb_forms import asked_form
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
