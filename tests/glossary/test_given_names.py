"""People whom an article names in full and then by their given name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from songngu.checks import check_names
from songngu.engines.base import Engine, Hypothesis, Request
from songngu.glossary.enforcement import enforce
from songngu.glossary.entries import Entry, Glossary
from songngu.glossary.given_names import with_people
from songngu.glossary.matching import Matcher
from songngu.records import Segment, Translation
from songngu.settings import Settings


def _segments(*texts: str) -> tuple[Segment, ...]:
    return with_people([Segment(id=f"s{n}", paragraph=0, kind="text", vi=vi) for n, vi in enumerate(texts)])


CALLED = [
    (["Công an bắt Nguyễn Thông, 36 tuổi.", "Thông đã dùng dao đâm khách."], [(), ("Thông",)], "opens the sentence"),
    (["Công an bắt Nguyễn Thông.", "Thông tin ban đầu cho biết."], [(), ()], "information"),
    (["Bị cáo Trần Đình Lộc bị tuyên án.", "Tánh rủ Lộc tìm nạn nhân."], [(), ("Lộc",)], "within it"),
    (["Bà Hoàng Thị Huyền ở nhà.", "Ông gặp bà Huyền.", "Họ đi Huyền Trân."], [(), ("Huyền",), ()], "a longer name"),
    (["Ông Lê Quang Trường nói.", "Trường THPT ở xa.", "Anh Trường về."], [(), (), ("Trường",)], "a school"),
    (["Ông Lê Hữu Công nói.", "Theo Công an phường.", "Ông Công nói."], [(), (), ("Công",)], "the police"),
    (["Anh Võ Văn Hoàng nói.", "Khi gặp Hoàng A., họ cãi nhau."], [(), ()], "another person's initial"),
    (["Nguyễn Thị Nga", "Tàu chiến Nga bốc cháy."], [(), ()], "the author"),
    (["Tàu chiến Nga bốc cháy ở cảng. (Nguyễn Thị Nga)"], [()], "the author in the last sentence"),
    (["Cháy ở Thái Lan.", "Theo Lan, đó là lỗi."], [(), ()], "two syllables that may be a place"),
    (["TOÀ TUYÊN ÁN NGUYỄN THÔNG", "BẮT THÔNG"], [(), ()], "capitals tell nothing"),
    (["Bị cáo Lê Văn Quyết khai.", "Quyết định khởi tố vụ án.", "Quyết đã khai."], [(), (), ("Quyết",)], "a decision"),
    (["Bị cáo Lê Văn Lộc khai.", "Theo Lộc, đó là lỗi.", "Lộc ở nhà, đưa Lộc 5 triệu."], [(), ("Lộc",), ("Lộc",)],
     "after a word that opens the sentence"),
    (["Bà Huỳnh Thị Như khai.", "Như đã đưa tin, bà Như có tội."], [(), ("Như",)], "as has been told"),
    (["Anh Lê Văn Trung nói.", "Họ đến Trung tâm Văn hoá."], [(), ()], "a centre"),
    (["Chị Nguyễn Vân Anh là MC.", "Chị Nguyễn Vân Anh về.", "Anh là doanh nhân."], [(), (), ()], "he"),
    (["Ông Nguyễn Đức H. khai.", "Ông Nguyễn Đức H. về.", "Xe hơi Đức bán chạy."], [(), (), ()], "a middle name"),
    (["Đội tuyển Đức thắng. Ảnh: Nguyễn Văn Đức", "Tuyển Đức vui. Ảnh: Nguyễn Văn Đức"], [(), ()], "the photographer"),
    (["Ông Trần Minh Đức đến.", "Ông Trần Minh Đức từng sống ở Đức.", "Đức nói."], [(), (), ("Đức",)], "both"),
    (["Ông Lê Hữu Đạt nói.", "Hai người đàn ông Đạt gặp."], [(), ("Đạt",)], "a word may stand for it"),
    (["Vợ chồng ông Hòa có hai con.", "Hòa thuận là quý."], [("Hòa",), ()], "only ever addressed"),
    (["Thành viên Anh em Hồi giáo ra toà.", "Họ là anh em Hà Nội."], [(), ()], "brothers"),
    (["Báo cáo về trẻ em Thế giới, thể dục dụng cụ Úc."], [()], "children, tools"),
    (["Dàn nhạc cụ Việt, bậc thầy Việt, anh Việt."], [("Việt",)], "instruments, masters"),
    (["Anh Hòa mua xe Trung Quốc.", "Ông Vương dự họp."], [("Hòa",), ()], "a Vietnamese name, a surname"),
    (["Bà Thượng nghị sĩ tặng cô Hoa hậu."], [()], "titles"),
    (["Ông Hứa dạy ở Đại học Thanh Hoa.", "Trung Quốc sa thải ông Hứa."], [(), ()], "who may not be Vietnamese"),
    (["Phu nhân của ông Tập Cận Bình đến.", "Bà Lâm và ông Tập họp."], [(), ("Lâm", "Tập Cận Bình")], "Xi"),
    (["Công an tỉnh Bà Rịa và quận Hai Bà Trưng bắt Xuân Anh Đào.", "Chị Giàng Th. khai."], [(), ()], "parts of names"),
    (["ÔNG HÒA VÀ BÀ LAN BỊ BẮT"], [()], "capitals"),
    (["Không ai."], [()], "nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "people", "why"), CALLED)
def test_who_is_called_by_the_given_name(texts: list[str], people: list[tuple[str, ...]], why: str) -> None:
    assert [segment.people for segment in _segments(*texts)] == people, why


COUNTRIES = [
    (
        ["Bị cáo Trần Đình Nhật ra toà.", "Trần Đình Nhật 45 tháng tù.", "Nhóm Quỳnh, Nhật và Côn đi nhậu."],
        [],
        "the accused",
    ),
    (["Ông Nguyễn Văn Nhật nói.", "Ông Nguyễn Văn Nhật về.", "Thủ tướng Nhật thăm Mỹ."], ["Japan", "US"], "surely it"),
    (["Thủ tướng Nhật thăm Mỹ."], ["Japan", "US"], "nobody of that name"),
    (["Trần Văn Nhật (30 tuổi) bị tạm giữ.", "Nhật đã dùng dao."], [], "named once, with an age"),
    (["Họ bắt Trần Văn Nhật (SN 1988) ở Huế.", "Nhật đã dùng dao."], ["Hue"], "or a year of birth"),
    (["Trần Văn Nhật đưa tin.", "Nhật đã ký hiệp định."], ["Japan"], "but: who may only sign"),
    (["Anh Lê Văn Huế mất tích.", "Nước cuốn anh Huế đi.", "Người dân ở Huế lo."], ["Hue"], "only after an address"),
]


@pytest.mark.parametrize(("texts", "english", "why"), COUNTRIES)
def test_a_person_is_no_country(texts: list[str], english: list[str], why: str) -> None:
    entries = [Entry(vi=vi, en=(en,), kind="place") for vi, en in (("Nhật", "Japan"), ("Mỹ", "US"), ("Huế", "Hue"))]
    matcher = Matcher(Glossary.of(entries))
    found = [term.targets[0] for segment in _segments(*texts) for term in matcher.match(segment.vi, segment.people)]
    assert found == english, why


class Obedient(Engine):
    """An engine that leaves people out unless it is asked for them."""

    signature = "obedient"
    annotates = True
    unmarks = False

    def translate(self, requests: Sequence[Request], hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        return [
            (
                Hypothesis(
                    text=f"{each.annotations[0].target if each.annotations else 'A man'} used a knife.", score=-1.0
                ),
            )
            for each in requests
        ]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [0.0 if target.startswith("A man") else -2.0 for target in targets]


def test_a_name_that_the_english_lacks_is_asked_for() -> None:
    _, segment = _segments("Công an bắt Nguyễn Thông.", "Thông đã dùng dao.")
    (translation,) = enforce([segment], [()], Obedient(), Settings())
    assert translation.en == "Thong used a knife."


def test_what_is_lost_is_told_unless_a_pronoun_stands_for_it() -> None:
    _, segment = _segments("Công an bắt Nguyễn Thông.", "Thông đã dùng dao.")
    (issue,) = check_names(segment, Translation(en="The cook used a knife."))
    assert issue.message == "name missing or altered: Thông"
    assert not list(check_names(segment, Translation(en="He used a knife.")))
    assert not list(check_names(segment, Translation(en="Thong used a knife.")))
