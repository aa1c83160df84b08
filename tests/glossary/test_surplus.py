"""A term is said as often as in the source, where the sentence stands without the mention that is too much."""

from __future__ import annotations

from functools import cache

import pytest

from songngu.glossary.candidates import judge, make_task
from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher
from songngu.glossary.surplus import drop_surplus


@cache
def _matcher() -> Matcher:
    return Matcher(Glossary.load([], shipped=True))


def spared(vi: str, en: str) -> str:
    task = make_task(vi, _matcher().match(vi), annotates=True)
    return drop_surplus(task, judge(task, en, -0.5, "model")).text


@pytest.mark.parametrize(
    ("vi", "en", "spare"),
    [
        (
            "Truyền thông dẫn nguồn tiết lộ Mỹ đã đề xuất đảm bảo an ninh.",
            "US media revealed that the US has offered security guarantees.",
            "Media revealed that the US has offered security guarantees.",
        ),
        ("Mỹ rút quân.", "The US withdraws US troops.", "The US withdraws troops."),
        ("Mỹ thắng Canada, và khóc.", "The US beat Canada. US soldiers wept.", "The US beat Canada. Soldiers wept."),
        (
            "Đoàn đến Iraq thăm quân.",
            "They went to Iraq to see the troops in Iraq.",
            "They went to Iraq to see the troops.",
        ),
    ],
)
def test_a_mention_too_many_is_left_out(vi: str, en: str, spare: str) -> None:
    assert spared(vi, en) == spare


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("Mỹ tuyên bố đã rút.", "The US said the US has withdrawn."),  # nothing stands without either
        ("Mỹ tuyên bố Mỹ đã rút quân Mỹ.", "The US said the US has withdrawn US troops."),  # as often as the source
        ("Mỹ cho biết nước này đã rút quân.", "The US said US troops have left."),  # "nước này" is the US
        ("Chính phủ Mỹ sẽ chi 5 triệu USD.", "US officials will spend 5 million US dollars."),
        ("Mỹ không tham gia.", "The US isn't taking part, but US isn't alone."),
        ("Giá nhà Hà Nội tăng.", "House prices in Hanoi rose as Hanoi grew."),
        ("VFF công bố lịch.", "The Vietnam Football Federation (VFF) announced it, the VFF said."),
    ],
)
def test_what_is_right_or_cannot_be_spared_stays(vi: str, en: str) -> None:
    assert spared(vi, en) == en
