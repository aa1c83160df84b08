"""Characters: what is mended is listed, letters never change, and the folded key keeps every span."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.text.normalise import clean, fold, to_nfc, unescape

SYLLABLES = st.text(alphabet="aăâeêioôơuưyđhklmnqtAĂÂĐHKLMQT \u0300\u0301\u0302\u0303\u0306\u0309\u0323", max_size=40)


@pytest.mark.parametrize(
    ("text", "composed", "why"),
    [
        ("Huê\u0301", "Huế", "a combining tone joins its vowel"),
        ("a\u0323\u0302", "ậ", "the dot below comes first in canonical order"),
        ("a\u0301\u0302n", "ấn", "a tone typed before the circumflex isn't composed by plain NFC"),
        ("a\u0300\u0306", "ằ", "the same for the breve"),
        ("m² ½ № ﬁ", "m² ½ № ﬁ", "NFKC would turn these into other words"),
        ("â\u0323", "ậ", "half composed"),
    ],
)
def test_to_nfc(text: str, composed: str, why: str) -> None:
    assert to_nfc(text) == composed, why


@settings(deadline=None)
@given(st.text() | SYLLABLES)
def test_to_nfc_is_nfc_and_idempotent(text: str) -> None:
    once = to_nfc(text)
    assert to_nfc(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "cleaned", "note"),
    [
        ("a\u00a0b\u2009c\u3000d", "a b c d", "3 unusual spaces made plain"),
        ("\ufeffa\u200bb\u00adc\u2060d", "abcd", "4 invisible characters removed"),
        ("a\x00b\x07c", "abc", "2 control characters dropped"),
        ("a\r\nb", "a\nb", None),
        ("a\rb\u2028c\x0cd", "a\nb\nc\nd", "3 unusual line ends made plain"),
        ("a\tb\nc", "a\tb\nc", None),
        ("Huê\u0301", "Huế", "characters composed (NFC)"),
        ("\ud800x", "\ufffdx", "1 undecodable characters replaced by \ufffd"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", None),
    ],
)
def test_clean(text: str, cleaned: str, note: str | None) -> None:
    assert clean(text) == (cleaned, (note,) if note else ())


@settings(deadline=None)
@given(st.text())
def test_clean_is_idempotent_and_silent_the_second_time(text: str) -> None:
    once, _ = clean(text)
    assert clean(once) == (once, ())


@settings(deadline=None)
@given(st.text())
def test_clean_keeps_every_letter(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(char for char in unicodedata.normalize("NFD", value) if char.isalnum())

    assert letters(clean(text)[0]) == letters(text)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("hoà bình", "hòa bình", "old and new placement in oa"),
        ("Khoẻ", "khỏe", "in oe, and case"),
        ("Thuý", "THÚY", "in uy, and capitals"),
        ("Uỷ ban", "Ủy ban", "at the beginning of a word"),
        ("Ðà Nẵng", "Đà Nẵng", "U+00D0 is drawn like U+0110"),
        ("“Liên minh”", '"Liên minh"', "quotes"),
        ("Trump–Putin", "Trump-Putin", "dashes"),
        ("TP\u00a0HCM", "TP HCM", "no-break space"),
    ],
)
def test_fold_joins_spellings(one: str, other: str, why: str) -> None:
    assert fold(one) == fold(other), why


@pytest.mark.parametrize("word", ["quý", "quỳ", "toán", "ngoài", "khuỷu", "thuyền", "loài", "hoàng"])
def test_fold_leaves_qu_and_closed_syllables(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize(("one", "other"), [("má", "mà"), ("đa", "da"), ("Hòa", "Hoa"), ("Mỹ", "Mĩ"), ("thúy", "thùy")])
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Mỹ", "Mĩ"), ("kỹ sư", "kĩ sư"), ("tỷ", "tỉ"), ("Quý", "quí"), ("lý do", "lí do")]
)
def test_fold_i_y(one: str, other: str) -> None:
    assert fold(one, i_y=True) == fold(other, i_y=True)


@pytest.mark.parametrize(("one", "other"), [("Vy", "Vi"), ("tay", "tai"), ("thuý", "thúi"), ("yêu", "iêu")])
def test_fold_i_y_leaves_names_and_other_vowels(one: str, other: str) -> None:
    assert fold(one, i_y=True) != fold(other, i_y=True)


@settings(deadline=None)
@given(st.text() | SYLLABLES, st.booleans())
def test_fold_keeps_length_and_is_idempotent(text: str, i_y: bool) -> None:
    key = fold(text, i_y=i_y)
    assert len(key) == len(text)
    assert fold(key, i_y=i_y) == key


def test_html_entities_are_written_as_characters_and_said_so() -> None:
    assert unescape("TP Hu&#7871; &amp; &ocirc;") == ("TP Huế & ô", ("3 HTML entities written as characters",))
    assert unescape("AT&T; Q&A; R&D") == ("AT&T; Q&A; R&D", ())  # company names and plain ampersands are no entities
