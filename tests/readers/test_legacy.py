"""Text of the fonts' encodings and mojibake: what is proper text in any language stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers import made

from songngu.readers.legacy import as_windows_1252, from_font, mend

TEXT = "Chính phủ Việt Nam đã quyết định giảm “lãi suất” là đúng – 5 tỷ ₫, Đà Nẵng và HỘI NGHỊ ở Ý™"


@pytest.mark.parametrize("times", [1, 2])
def test_mojibake_is_undone(times: int) -> None:
    broken = TEXT
    for _ in range(times):
        broken = as_windows_1252(broken.encode())
    mended, notes = mend(broken)
    assert mended == TEXT
    assert notes[0].startswith("mojibake repaired")


def test_the_blank_of_a_lost_a_grave_is_found_again() -> None:
    """à is C3 A0; a no-break space that became a plain one, or went into its neighbour, made words of halves."""
    plain = as_windows_1252(TEXT.encode()).replace("\xa0", " ")
    assert mend(plain)[0] == TEXT
    assert mend(" ".join(plain.split()))[0] == TEXT


def test_half_a_file_of_mojibake_is_mended() -> None:
    assert mend(TEXT + "\n" + as_windows_1252(TEXT.encode()))[0] == f"{TEXT}\n{TEXT}"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Résumé déjà publié à la fête de l'été, où l'élève a préféré être créé là-bas; ça va, garçon, Noël, naïve",
        "São Paulo não é a capital; ação, informações, coração, também você está à venda",
        "Größe über Straße, schön, Mädchen für Öl",
        "Señor José Ángel Peña, mañana será otro día — ¿qué tal?",
        "Công an tìm",
        "Ö Ö",
        "Việt ¡°°Î",
        "NÃO",
        "É",
        "",
        "1/2 Â» ©®",
    ],
)
def test_proper_text_stays(text: str) -> None:
    assert mend(text) == (text, ())


def test_capitals_of_vni() -> None:
    assert from_font("ÑAØ NAÜNG VAØ THUÛ ÑOÂ HAØ NOÄI") == ("ĐÀ NẴNG VÀ THỦ ĐÔ HÀ NỘI", "VNI")


@pytest.mark.parametrize("shown_by", ["cp1252", "latin-1"])
def test_quotes_in_tcvn3_stay_quotes(shown_by: str) -> None:
    """The standard has Ỏ, Õ and Ặ there, the fonts haven't: “Người was read as ỎNgười."""
    written = made.as_tcvn3("“Người dân được lợi”, ông nói – ‘rất tốt’…")
    assert from_font(written.decode(shown_by)) == ("“Người dân được lợi”, ông nói – ‘rất tốt’…", "TCVN3 (ABC)")


@settings(deadline=None)
@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert mend(text)[0] is not None
