"""Words and the keys they are looked up by; folding many at once gives what folding one by one gives."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.glossary.words import fold_key, fold_plain

# Where folding could differ beside a line end: tone placement, final y, final sigma, letters that grow or compose.
letters = st.text("oòóàaáuyýquhkgiïİIſßΣσς\u0301\u02bcĐÐð\u1100\u1161ｱ²٣A9 -+'.&#\u2010", max_size=12)


@given(st.lists(letters | st.text(max_size=8), max_size=8))
def test_folded_at_once_is_folded_one_by_one(texts: list[str]) -> None:
    found = fold_plain(texts)
    assert found == {text: fold_key(text) for text in found}
    assert all(key.count(" ") == len(text.replace("-", " ").split(" ")) - 1 for text, key in found.items())


@pytest.mark.parametrize("text", ["Liên hợp quốc", "Cộng hoà", "Mỹ", "Pê-ru", "F-16", "Ðà Nẵng", "QUÝ"])
def test_what_most_entries_are_is_plain(text: str) -> None:
    assert fold_plain([text]) == {text: fold_key(text)}


@pytest.mark.parametrize("text", ["", " ", "C#", "OPEC+", "TP.HCM", "a  b", " a", "a-", "a - b", "Nga\n"])
def test_anything_else_is_not(text: str) -> None:
    assert fold_plain(["Nga", text]).keys() == {"Nga"}


def test_what_is_not_composed_is_folded_one_by_one() -> None:
    assert fold_plain(["Nga", unicodedata.normalize("NFD", "Đức")]) == {"Nga": "nga"}
    assert fold_plain(["Nga", "\u1100\u1161"]) == {}  # letters that would be composed into one
