"""What is spelled like Vietnamese."""

from __future__ import annotations

from songngu.text.syllables import is_syllable

SYLLABLES = "Nghiêng người khuỷu quyết được Đắk giếng oan yêu thuở hoà hòa xoong ý rượu ngoằn"
OTHERS = "préféré hát̀ tàt củà Straße ação fête ñaï Vieät ViÖt"


def test_syllables() -> None:
    assert [word for word in SYLLABLES.split() if not is_syllable(word)] == []


def test_others() -> None:
    assert [word for word in OTHERS.split() if is_syllable(word)] == []
