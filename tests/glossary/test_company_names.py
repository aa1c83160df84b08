"""Vietnamese companies by their legal form, and their English."""

from __future__ import annotations

import pytest

from songngu.glossary.candidates import judge, make_task
from songngu.glossary.company_names import find_companies
from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Công ty TNHH MTV Cường Huyền đã san lấp.", ["Cuong Huyen Co., Ltd."]),
        ("công ty Cổ phần XD & TM Nam Phương làm.", ["Nam Phuong Construction and Trading Joint Stock Company"]),
        ("Công ty TNHH Đầu tư BOT Bình Lợi nói.", ["Binh Loi Investment BOT Co., Ltd."]),
        ("Công ty TNHH xây dựng - tư vấn - thiết kế KTT, quận 1.", ["KTT Construction Consulting Design Co., Ltd."]),
        ("Công ty Cổ phần Môi trường đô thị Quảng Trị.", ["Quang Tri Urban Environment Joint Stock Company"]),
        ("Công ty trách nhiệm hữu hạn Sông Thu 5 và công ty TNHH B.", ["Song Thu 5 Co., Ltd.", "B Co., Ltd."]),
        ("Công ty TNHH Ðại Sơn.", ["Dai Son Co., Ltd."]),
        ("Công ty CP hàng tiêu dùng Masan (Masan Consumer).", ["Masan Consumer Joint Stock Company"]),
        # Where the name ends isn't known, or there is none.
        ("Công ty TNHH kết nối Á Châu tổ chức.", []),
        ("Công ty TNHH Minh Phương - Minh Nhật.", []),
        ("Công ty TNHH Sáng tạo trẻ.", []),
        ("Công ty cổ phần được thành lập.", []),
        ("Công ty TNHH Thanh Châu Nguyễn Thị Hoài Thanh nói.", []),
        ("Công ty CP Giày 2.430 lao động.", []),
        ("Công ty TNHH MTV Thoát nước Hà Nội.", []),
        ("Công ty TNHH Coca-Cola Việt Nam, công ty TNHH Lee & Man.", []),
        ("Công ty TNHH Hoàng Long Nguyễn Văn A nói.", []),
        ("Công ty CP Hồng Trí Việt 40 triệu đồng.", ["Hong Tri Viet Joint Stock Company"]),
    ],
)  # fmt: skip
def test_find_companies(source: str, english: list[str]) -> None:
    assert [company.english for company in find_companies(source)] == english


def test_the_glossary_says_what_a_name_in_it_is() -> None:
    matcher = Matcher(Glossary.load([], shipped=True))
    source = "Công ty CP Cấp nước Hà Nội tăng giá."
    (company,) = find_companies(source, matcher.match(source))
    assert company.english == "Hanoi Water Supply Joint Stock Company"
    assert company.is_said("Ha Noi Water Supply JSC raises prices.")


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Cuong Huyen Co., Ltd. filled the lake.", True),
        ("Cuong Huyen filled the lake.", True),
        ("The Cuong Huyen Limited Company filled it.", True),
        ("Hoa Sen Joint Stock Company, Cuong Huyen Co., Ltd. rose.", True),
        ("Cuong Huyen Co., Ltd. sues Cuong Huyen Trading JSC.", True),
        ("The Limited Company Cuong Huyen filled it.", False),
        ("MTV Group Cuong Huyen filled it.", False),
        ("Limited Company filled the lake.", False),
        ("Cuong Huyen Trading JSC filled it.", False),
    ],
)
def test_is_said(english: str, said: bool) -> None:
    source = "Công ty TNHH MTV Cường Huyền đã san lấp hồ."
    (company,) = find_companies(source)
    assert company.is_said(english) is said
    task = make_task(source, (), annotates=True)
    candidate = judge(task, english, -1.0, "model")
    assert (candidate.lost > 0) is not said
    request = task.request(names=candidate.names)
    assert [each.target == "Cuong Huyen Co., Ltd." for each in request.annotations] == ([] if said else [True])
