"""Counts in words: found where a noun is counted, missed where the English lacks them, mended where one is another."""

from __future__ import annotations

import pytest

from songngu.glossary.candidates import judge, make_task
from songngu.text.counted import find_counts
from songngu.text.number_guard import compare_numbers


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Mười một người đã thiệt mạng.", [("Mười một người", "11")]),
        ("Cảnh sát cứu hai mươi lăm em nhỏ và ba phụ nữ.", [("hai mươi lăm em nhỏ", "25"), ("ba phụ nữ", "3")]),
        ("Năm mươi ngôi nhà sập.", [("Năm mươi ngôi", "50")]),
        ("Hai vạn người tham dự.", [("Hai vạn người", "20000")]),
        ("Doanh thu gấp bốn lần.", [("bốn lần", "4")]),
        ("Có ba trăm hộ dân.", [("ba trăm", "300")]),
        ("Gần một vạn cổ động viên, có một triệu chứng.", [("một vạn", "10000")]),
        ("Hai trăm triệu khách hàng.", [("Hai trăm triệu", "200000000")]),
        ("Hai nghìn không trăm mười chín người.", []),
        ("Hai trăm linh năm người và hai triệu rưỡi khách.", []),
        ("Anh được chín điểm rưỡi, cao hai mét hai.", []),
        ("Ho và khó thở, hai triệu chứng điển hình.", []),
        ("Hiệp hai trận đấu, ông Sáu người Bến Tre, đường ba tháng hai.", []),
        ("Ghi bàn là Chín người Huế.", []),
        ("Ông ở đó hai năm.", [("hai năm", "2")]),
        ("Bốn năm người đứng xem.", []),
        ("Hai bên ký kết.", []),
        ("Hai người này được cách ly, ba cầu thủ trẻ đó đã đi.", []),
        ("Thứ Bảy tuần trước, thứ hai ngày 3/5.", []),
        ("Tháng Mười năm 2009.", []),
        ("Lúc sáu giờ mười lăm phút.", []),
        ("Hai, ba người bị thương.", []),
        ("Vài ba người đứng xem.", []),
        ("Ba bốn người đứng xem.", []),
        ("Việt Nam có năm tỷ phú.", []),
        ("Mỗi năm người dân thu hoạch một lần.", []),
        ("Hai người con của ba tôi.", [("Hai người", "2")]),
        ("Năm người chết trong năm ngày.", [("Năm người", "5"), ("năm ngày", "5")]),
        ("Anh lĩnh năm năm tù.", [("năm năm", "5")]),
        ("Sớm nhất là năm năm 2014.", []),
        ("Cuối năm người dân bán nhà, kỷ niệm 20 năm ngày cưới.", []),
        ("Những năm tháng ấy, năm học mới.", []),
        ("Năm nay, mỗi năm du khách đến đông.", []),
        ("Mọi năm du khách đến đông, sang năm công ty niêm yết.", []),
        ("Trong năm bệnh viện khám 2.000 lượt, cầu thủ xuất sắc nhất năm lần thứ hai.", []),
        ("Đây là năm xã hội biến động, 2020 là năm ngân hàng lỗ.", []),
        ("Thi thể của năm người, tìm suốt năm ngày.", [("năm người", "5"), ("năm ngày", "5")]),
        ("Một trong năm cầu thủ đã về.", [("năm cầu thủ", "5")]),
        ("Năm người 20 tuổi bị bắt.", [("Năm người", "5")]),
        ("Bốn năm nhân viên chạy ra.", []),
        ("Giai đoạn hai dự án, ca hai công nhân.", []),
        ("Hai trang trại và ba xã hội.", []),
    ],
)
def test_counts_of_nouns_are_found(source: str, wanted: list[tuple[str, str]]) -> None:
    assert [(count.text, count.value) for count in find_counts(source)] == wanted


@pytest.mark.parametrize(
    ("source", "english", "wanted"),
    [
        ("Hai người chết.", "People died.", ["hai người"]),
        ("Hai người chết.", "Both died.", []),
        ("Hai người chết.", "A couple died.", []),
        ("Hai người chết.", "Two died.", []),
        ("Hai người chết.", "Neither lived.", []),
        ("Tám quốc gia châu Âu được miễn thị thực.", "Six European countries are exempt.", ["tám quốc gia"]),
        ("Anh ấy được mười điểm.", "He got ten points.", []),
        ("Ca sĩ đã hát mười năm.", "The singer has sung for a decade.", []),
        ("Nhóm gồm bốn người.", "The group is a quartet.", []),
        ("Phải ở nhà trong hai tuần.", "Stay home for 14 days.", []),
        ("Phải ở nhà trong hai tuần.", "Stay home.", ["hai tuần"]),
        ("Hai thập kỷ qua.", "In the last 20 years.", []),
        ("Giá tăng gấp ba lần.", "The price tripled.", []),
        ("Sáu tháng đầu năm.", "The first half of the year.", []),
        ("Hai cháu học lớp 7.", "The twins are in the seventh grade.", []),
        ("Bà mua sáu quả trứng.", "She bought half a dozen eggs.", []),
    ],
)
def test_a_count_that_english_lacks_is_told(source: str, english: str, wanted: list[str]) -> None:
    assert [count.text.lower() for count in compare_numbers(source, english).uncounted] == wanted


@pytest.mark.parametrize(
    ("source", "english", "wanted"),
    [
        ("Mười một người đã thiệt mạng.", "Twelve people were killed.", "Eleven people were killed."),
        ("Cách ly mười bốn ngày.", "A twelve-day quarantine.", "A fourteen-day quarantine."),
        ("Gấp hai mươi lần.", "Up two hundred-fold.", "Up twenty-fold."),
        ("Gần một vạn cổ động viên đã đến.", "Nearly a thousand fans came.", "Nearly 10,000 fans came."),
        ("Hai vạn người tham dự.", "12,000 people came.", "20,000 people came."),
        # What else a number may be, and where it's unclear which one it is.
        ("Bốn người chết.", "Dead: 30% of them.", None),
        ("Bốn người chết.", "They died at 7:30.", None),
        ("Bốn người chết.", "They had $30.", None),
        ("Bốn người chết.", "Seven died and nine were hurt.", None),
        ("Bốn người và sáu trẻ em chết.", "Seven died.", None),
        ("Bốn người chết.", "They died on the third.", None),
        ("Bốn người chết và 15 người bị thương.", "13 people were hurt.", None),
        ("Bốn người chết.", "They died aged 7.", None),
        ("Bốn người chết.", "They died on Flight 370.", None),
        ("Bốn người chết.", "The 12-year war.", None),
        ("Bốn người chết.", "They died 7 km away.", None),
        ("Bốn người chết.", "One in seven died.", None),
        ("Hai thập kỷ.", "It has been 30 years.", None),
    ],
)
def test_a_wrong_count_is_mended_where_it_must_be_this_one(source: str, english: str, wanted: str | None) -> None:
    task = make_task(source, (), annotates=True)
    assert judge(task, english, 0.0, "model").text == (wanted or english)


def test_what_nobody_writes_ends_soon() -> None:
    report = compare_numbers("chín" + " tỷ" * 600 + " người " + "hai người đi. " * 3000, "We left. " * 3000)
    assert {count.value for count in report.uncounted} == {"2"}
