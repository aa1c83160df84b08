"""Abbreviations are spelled out for the engine, terms keep their places, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import pytest

from songngu.engines.base import Hypothesis, Request
from songngu.glossary.abbreviations import spell_out
from songngu.glossary.enforcement import enforce
from songngu.records import Segment, Term
from songngu.settings import Settings

NAMES = [("Putin", "Putin"), ("Mỹ", "US"), ("Abe", "Abe")]


def terms_of(source: str) -> tuple[Term, ...]:
    """A term wherever one of the names stands."""
    return tuple(
        Term(vi=vi, vi_span=match.span(), targets=(en,), mode="enforce", key=f"{vi}={en}")
        for vi, en in NAMES
        for match in re.finditer(rf"\b{vi}\b", source)
    )


@pytest.mark.parametrize(
    ("source", "spelled"),
    [
        ("Ngụ P. Hiệp Thành, Q. 12, TP. HCM.", "Ngụ phường Hiệp Thành, Q. 12, TP. HCM."),
        ('"Rất tốt" - ông Nam nói.', '"Rất tốt", ông Nam nói.'),
        ('"Tôi buồn," - ông Nam nói.', '"Tôi buồn," ông Nam nói.'),
        ("“Tôi sẽ kiểm tra” – vị đại diện của hãng cho biết", "“Tôi sẽ kiểm tra”, vị đại diện của hãng cho biết"),
        ("Tôi đã xem kỹ - ông Nam nói - và không thấy gì.", "Tôi đã xem kỹ, ông Nam nói, và không thấy gì."),
        ("Cháy ở P. 4, Q. Tân Bình (TP. HCM).", "Cháy ở P. 4, quận Tân Bình (TP. HCM)."),
        ("Bị cáo ngụ H.Ba Tri, Bến Tre.", "Bị cáo ngụ huyện Ba Tri, Bến Tre."),
        ("Công an T X.Hoàng Mai và UBND H. Đăk Pơ.", "Công an thị xã Hoàng Mai và UBND huyện Đăk Pơ."),
        ("Tại TX Hoàng Mai, T.X Thuận An.", "Tại thị xã Hoàng Mai, thị xã Thuận An."),
        ("CA H. Bình Chánh, CAX Vĩnh Lộc", "Công an huyện Bình Chánh, Công an xã Vĩnh Lộc"),
        ("Đưa vào BV Nhi đồng 1, CA tỉnh bắt.", "Đưa vào Bệnh viện Nhi đồng 1, Công an tỉnh bắt."),
        ("Anh Hùng (X.Hương Sơn, Nghệ An)", "Anh Hùng (xã Hương Sơn, Nghệ An)"),
        ("Theo TT Putin và TT Mỹ, TT Nga vắng.", "Theo Tổng thống Putin và Tổng thống Mỹ, Tổng thống Nga vắng."),
        ("TT Mỹ Donald Trump và TT Moon Jae-in", "Tổng thống Mỹ Donald Trump và Tổng thống Moon Jae-in"),
        ("Ông Nam (trái) và bà Lan (ngoài cùng bên phải).", "Ông Nam (left) và bà Lan (far right)."),
        ("Anh Thư (Tổng hợp)", "Anh Thư (compiled)"),
        ("Xử lý vi phạm (nếu có).", "Xử lý vi phạm (if any)."),
        ("Ông Nam (giữa), ông Ba (thứ hai từ phải sang).", "Ông Nam (center), ông Ba (second from right)."),
        ("Hệ thống S -400, tiêm kích Su -35.", "Hệ thống S-400, tiêm kích Su-35."),
        ("Xe 30 A -80.015 và tàu QNa -94679.", "Xe 30 A-80.015 và tàu QNa-94679."),
        ("Putin bay Il -76, Putin về Q. Gò Vấp, TT Putin.", "Putin bay Il-76, Putin về quận Gò Vấp, Tổng thống Putin."),
    ],
)
def test_what_is_spelled_out(source: str, spelled: str) -> None:
    terms = terms_of(source)
    text, moved = spell_out(source, terms)
    assert text == spelled
    assert [text[slice(*term.vi_span)] for term in moved] == [term.vi for term in terms]
    assert [term.targets for term in moved] == [term.targets for term in terms]


@pytest.mark.parametrize(
    "source",
    [
        "Nhiều lần xâm hại bé H. Khi bị bắt, y khai.",  # a girl, and the next sentence
        "Anh Q. Tân Bình kể lại.",  # a person's initial
        "Thư ký báo chí Sarah H. Ba Tri nói.",
        "Bạn L.T. H. Tân Bình kể.",
        "Chị P. cho biết.",
        "TT Nguyễn Xuân Phúc, TT Angela Merkel và TT Israel Netanyahu.",  # prime ministers
        "Sở VH, TT TP. HCM, TT Mỹ Lộc, TT Liverpool, TT NATO.",  # sports, a town, centres
        "Ông Bình, P. Tổng Giám đốc, Q. Cục Trưởng.",
        "Ảnh: H. Minh Anh, ca sĩ H. Minh Trang, bị cáo H. Văn Nam, P. Văn Tú.",
        "P. Thanh Hà",
        "Bang CA của Mỹ, BV TP.HCM, CAHN thắng, CA sĩ.",
        "Sa Pa -3,2 độ C, Mẫu Sơn -1 độ, Sa Pa -2 đến 0 độ, ở Y -2ºC.",
        "FPT -2,3 điểm, VCB -120 đồng, quý I -2018, Nga -10 HCV.",
        "Đội thua 6 -30, S-400 và F - 16.",
        "Sống ở Q. 12 và P.4.",
        'Phim "Bố già" - niềm tự hào của hãng - thắng lớn.',
        "Bà Kim Yo Jong - em gái nhà lãnh đạo - dự lễ khai mạc.",
        "Ông Nam - anh trai bà Hoa nói dối.",
        '"- Anh nói gì thế?" cô hỏi.',
        'Ông hét: "- Em nói đi!"',
        "Hai vợ chồng ông - bà Nam kể - đã đi.",
        'Nguyên tắc "5K" - khẩu trang, khai báo y tế - được nhắc lại.',
        "Khai thác cát (trái phép), đàm phán (giữa Mỹ và Nga).",
        "",
    ],
)
def test_what_stays(source: str) -> None:
    terms = terms_of(source)
    assert spell_out(source, terms) == (source, terms)


def test_a_code_is_kept_as_it_is_spelled_out_and_a_term_that_is_cut_stops_the_change() -> None:
    source = "Mua S -400."
    code = Term(vi="S -400", vi_span=(4, 10), targets=("S -400",), mode="quantity", key="keep:S -400")
    text, (moved,) = spell_out(source, [code])
    assert text == "Mua S-400."
    assert (moved.vi, moved.vi_span, moved.targets) == ("S-400", (4, 9), ("S-400", "S -400"))
    cut = Term(vi="-400", vi_span=(6, 10), targets=("-400",), mode="quantity", key="keep:-400")
    assert spell_out(source, [cut]) == ("Mua S-400.", (msgspec.structs.replace(cut, vi_span=(5, 9)),))
    across = Term(vi="P. Tân", vi_span=(3, 9), targets=("Tan",), mode="enforce", key="P. Tân=Tan")
    assert spell_out("Ở (P. Tân Phú)", [across])[0] == "Ở (phường Tân Phú)"
    part = Term(vi=". Tân", vi_span=(4, 9), targets=("Tan",), mode="enforce", key=". Tân=Tan")
    assert spell_out("Ở (P. Tân Phú)", [part]) == ("Ở (P. Tân Phú)", (part,))


def test_the_engine_is_asked_for_the_full_form_and_results_keep_the_articles_places() -> None:
    asked: list[str] = []

    class Engine:
        signature, annotates, unmarks = "test", True, False

        def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
            asked.extend(request.source for request in requests)
            return [(Hypothesis(text="President Putin is in Tan Binh District.", score=-0.1),) for _ in requests]

        def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
            return [-0.1 for _ in requests]

    segment = Segment(id="s1", paragraph=0, kind="text", vi="TT Putin ở Q. Tân Bình.")
    (found,) = enforce([segment], [terms_of(segment.vi)], Engine(), Settings())
    assert asked == ["Tổng thống Putin ở quận Tân Bình."]
    (result,) = found.terms
    assert segment.vi[slice(*result.vi_span)] == "Putin"
    assert result.met
