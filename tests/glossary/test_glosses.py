"""Foreign names that the source writes twice."""

from __future__ import annotations

import pytest

from songngu.glossary.abbreviations import spell_out
from songngu.records import Term


def _term(source: str, vi: str, *targets: str) -> Term:
    start = source.index(vi)
    return Term(
        vi=vi, vi_span=(start, start + len(vi)), targets=targets, mode="enforce", key=f"{vi}={'|'.join(targets)}"
    )


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("Tỷ phú Hạng Tuấn Ba (Xiang Junbo) bị bắt.", "Tỷ phú Xiang Junbo bị bắt."),
        ("Tàu khu trục Trường Sa (Changsha) tới.", "Tàu khu trục Changsha tới."),
        ("Ông Ðặng Tiểu Bình (Deng Xiaoping) và Ðại Sơn.", "Ông Deng Xiaoping và Đại Sơn."),
        (
            "Ca sĩ Bích Phương (Jin Ju), cầu thủ Hồng Sơn (Milan).",
            "Ca sĩ Bích Phương (Jin Ju), cầu thủ Hồng Sơn (Milan).",
        ),
        ("Tỷ phú Lưu Cường Đông (Richard Liu) bị bắt.", "Tỷ phú Lưu Cường Đông (Richard Liu) bị bắt."),
        ("Công an Đức Hoà (Long An) vào cuộc.", "Công an Đức Hoà (Long An) vào cuộc."),
        ("Thu Hương (Theo Fox) và ông ấy (Choi).", "Thu Hương (Theo Fox) và ông ấy (Choi)."),
        ("Chủ tịch HĐQT Quách Văn Quý (Guo Wengui, 50 tuổi).", "Chủ tịch HĐQT Quách Văn Quý (Guo Wengui, 50 tuổi)."),
    ],
)
def test_a_name_in_pinyin_stands_for_its_reading(source: str, asked: str) -> None:
    assert spell_out(source, ()) == (asked, ())


def test_the_gloss_that_is_the_target_is_left_out() -> None:
    source = "Ở Tứ Xuyên (Sichuan) và Hồ Nam (Hunan) có mưa."
    terms = (_term(source, "Tứ Xuyên", "Sichuan"), _term(source, "Hồ Nam", "Hunan", "Ho Nam"))
    asked, moved = spell_out(source, terms)
    assert asked == "Ở Tứ Xuyên và Hồ Nam có mưa."
    assert [asked[slice(*term.vi_span)] for term in moved] == ["Tứ Xuyên", "Hồ Nam"]


@pytest.mark.parametrize(
    ("source", "vi", "target"),
    [
        ("Tổ chức Y tế Thế giới (WHO) nói.", "Tổ chức Y tế Thế giới", "WHO"),
        ("Thủ phủ Thành Đô (Sichuan) mưa.", "Thành Đô", "Chengdu"),
        ("Mưa ở Thành Đô (Chengdu, Sichuan).", "Thành Đô", "Chengdu"),
    ],
)
def test_other_brackets_stay(source: str, vi: str, target: str) -> None:
    assert spell_out(source, (_term(source, vi, target),))[0] == source
