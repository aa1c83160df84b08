"""Who is beaten, and what is won."""

from __future__ import annotations

import pytest

from songngu.glossary.beaten_teams import say_beaten
from songngu.records import Term


@pytest.mark.parametrize(
    ("source", "english", "said"),
    [
        ("Việt Nam thắng Indonesia 2-1.", "Vietnam won Indonesia 2-1.", "Vietnam beat Indonesia 2-1."),
        (
            "Thắng Thái Lan 1-0, họ vui.",
            "Winning Thailand 1-0, they are happy.",
            "Beating Thailand 1-0, they are happy.",
        ),
        ("Họ thắng đội tuyển Hà Nội 3-2.", "They win Ha Noi 3-2.", "They beat Ha Noi 3-2."),
        ("Họ thắng Thái Lan 1-0.", "They won the match 1-0 over Thailand.", None),
        ("Ông Trump thắng Florida 51-48.", "Trump won Florida 51-48.", None),  # votes
        ("Alcaraz thắng Djokovic 7-6.", "Alcaraz won Wimbledon 7-6, 6-4.", None),
        ("Liverpool thắng Arsenal 2-1 hôm Chủ nhật.", "Liverpool won Sunday 2-1.", None),
        ("Đội nhà thắng Lào 2-1.", "After a win Laos 2-1 were out.", None),
        ("Họ vô địch.", "They won Laos 2-1.", None),
        ("thắng A " * 5000, "won A 1-0 " * 5000, "beat A 1-0 " * 5000),  # in time that grows as the text does
    ],
)
def test_who_is_beaten(source: str, english: str, said: str | None) -> None:
    named = [(vi, en) for vi, en in (("Thái Lan", "Thailand"), ("Lào", "Laos")) if vi in source]
    terms = [
        Term(vi=vi, vi_span=(source.index(vi), source.index(vi) + len(vi)), targets=(en,), mode="enforce", key=vi)
        for vi, en in named
    ]
    assert say_beaten(english, source, terms) == (said or english)
