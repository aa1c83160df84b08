"""Credits and bylines by rule: claims a person checked, and that nothing else is taken for one."""

from __future__ import annotations

import pytest

from songngu.records import Kind, Term
from songngu.text.credits import translate_credit


@pytest.mark.parametrize(
    ("vi", "en", "why"),
    [
        ("(Ảnh: Reuters)", "(Photo: Reuters)", "the brackets stay"),
        ("(Ảnh: X).", "(Photo: X).", "the network X; the full stop stays with the credit"),
        ("(Ảnh Reuters)", "(Photo: Reuters)", "in brackets the colon may be missing"),
        ("- Ảnh: NGUYỄN KHÁNH", "- Photo: NGUYEN KHANH", "capitals stay, marks go"),
        ("Ảnh: Reuters/Isabel Infantes", "Photo: Reuters/Isabel Infantes", "agency and photographer"),
        ("Ảnh minh họa", "Illustration", "no photo of the event"),
        ("(Ảnh chụp màn hình)", "(Screenshot)", "a label without names"),
        ("Nguồn: AFP", "Source: AFP", "a source"),
        ("Đồ họa: Khánh Hoàng", "Graphic: Khanh Hoang", "the designer"),
        ("Video: VTV", "Video: VTV", "a broadcaster"),
        ("Ảnh do nhân vật cung cấp", "Photo courtesy of the subject", "given by the person shown"),
        ("Ảnh: NVCC", "Photo courtesy of the subject", "the same, abbreviated"),
        ("Ảnh: Công an cung cấp", "Photo courtesy of the police", "given by the police"),
        ("Ảnh: TTXVN", "Photo: VNA", "the agency is known abroad by its English letters"),
        ("Theo Reuters", "According to Reuters", "a byline that names the source"),
        ("(Theo AP, BBC)", "(According to AP, BBC)", "two sources"),
        ("Minh Đức (theo AP, BBC)", "Minh Duc (according to AP, BBC)", "author and sources"),
        ("TPO -", "TPO", "an agency prefix, which is a line of its own in English"),
        ("(Dân trí) -", "Dan Tri", "a newspaper that writes its second syllable small"),
        ("Nguyễn Văn A", "Nguyen Van A", "an author loses the marks"),
        ("Bài và ảnh: Hà Linh", "Story and photos: Ha Linh", "one for both"),
        ("Bài: Hà Linh - Ảnh: Minh Châu", "Story: Ha Linh - Photo: Minh Chau", "two credits"),
        ("PV", "Staff reporter", "no name given"),
    ],
)
def test_credits(vi: str, en: str, why: str) -> None:
    assert translate_credit(vi) == en, why


@pytest.mark.parametrize(
    "vi",
    [
        "Video: Cảnh sát truy bắt nghi phạm",  # tells what it shows
        "Ảnh hưởng của bão số 5",  # influence
        "Nguồn nước bị ô nhiễm.",  # a water source
        "Theo ông Nam, giá sẽ tăng.",  # a sentence
        "Theo số liệu của Bộ Y tế",
        "Tổng thống Mỹ Donald Trump tại Đức",
        "(Ảnh: Reuters",  # a bracket that doesn't close
    ],
)
def test_what_is_no_credit(vi: str) -> None:
    assert translate_credit(vi) is None


@pytest.mark.parametrize(("kind", "expected"), [("caption", None), ("byline", "Minh Chau")])
def test_a_bare_name_is_an_author_in_a_byline_only(kind: Kind, expected: str | None) -> None:
    assert translate_credit("Minh Châu", kind=kind) == expected


@pytest.mark.parametrize("kind", ["text", "caption", "byline"])
def test_names_with_a_credit_in_brackets_are_a_credit_anywhere(kind: Kind) -> None:
    """ "H.M (tổng hợp)" at the end of an article became "H.M (total)"."""
    assert translate_credit("H.M (tổng hợp)", kind=kind) == "H.M (compiled)"
    assert translate_credit("Mộc Miên (Theo AP)", kind=kind) == "Moc Mien (According to AP)"
    assert translate_credit("Đội tuyển Anh (thắng 2-1)", kind=kind) is None


def test_names_of_the_glossary_have_its_english() -> None:
    vi = "(Ảnh: Bộ Quốc phòng Nga)"
    term = Term(vi="Bộ Quốc phòng Nga", vi_span=(6, 23), targets=("Russian Defense Ministry",), mode="enforce", key="")
    assert translate_credit(vi) is None  # "phòng" is no name
    assert translate_credit(vi, (term,)) == "(Photo: Russian Defense Ministry)"
