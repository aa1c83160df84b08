"""What a model adds to a date is taken back where the source can't have said it; what it may have said stays."""

from __future__ import annotations

import pytest

from songngu.text.inventions import take_back, without_dollars
from songngu.text.number_guard import NumberGuard

TAKEN_BACK = [
    ("Sáng 5/1, ông đến.", "On January 5, 2020, he came.", "On January 5, he came."),
    ("IS ngày 20/3 đăng video.", "The March 20, 2020 IS video.", "The March 20 IS video."),
    ("Hồi tháng 3, giá tăng.", "In March 2021, prices rose.", None),
    (
        "Tính chung 6 tháng đầu năm, xuất siêu.",
        "In the first six months of 2020, a surplus.",
        "In the first six months, a surplus.",
    ),
    ("Sáu tháng đầu năm nay, xuất siêu.", "In the first six months of 2020, a surplus.", None),
    ("Chiều 19-12, kỳ họp bế mạc.", "On December 19-20, the session closed.", "On December 19, the session closed."),
    ("Phim chiếu ngày 20 trên VTV.", "The film is on VTV on September 20.", None),
    (
        "Chiều 4-4, công an cho biết.",
        "At 4:00 p.m. on April 4, police said.",
        "On the afternoon of April 4, police said.",
    ),
    ("Ông đến vào trưa 5/1.", "He came at 12:30 p.m. on January 5.", "He came at noon on January 5."),
    ("Tối qua, 9/2, ông đến.", "He came at around 9 p.m. on February 9.", "He came on the evening of February 9."),
    ("Sáng 5/1 và chiều 6/1, ông đến.", "He came at 9 a.m. on January 5 and January 6.", None),
    ("Đầu tháng 3, một người dân đến.", "On March 1, a resident came.", "In early March, a resident came."),
    ("Một người đến hồi giữa tháng 3.", "A man came on March 1.", "A man came in mid-March."),
    ("Cuối tháng 3, ông đến.", "He came on March 30.", "He came in late March."),
    ("Hồi tháng 3, ông đến.", "He came on March 30.", "He came in March."),
    ("Ngày một tháng ba, ông đến.", "On March 1, he came.", None),
    ("Ngày cuối cùng của tháng 3, ông đến.", "On March 31, he came.", None),
    ("Hết tháng 3 là hết hạn.", "It expires on March 31.", None),
    ("Cá tháng Tư, ông nói dối.", "On April 1, he lied.", None),
    ("Giáng sinh tháng 12, ông về.", "On December 25, he came home.", None),
    ("Hồi đầu tháng 3, ông đến.", "On March 1 or 2 he came.", None),
    ("Hồi đầu tháng 3, ông đến.", "On March 1 through 5, he came.", None),
    ("Từ tháng 3 đến tháng 5.", "On March 1 to May.", None),
    ("Mùng ba tết, hồi tháng 2, ông đến.", "On February 3, he came.", None),
    ("Hồi tháng 3 năm ngoái, giá tăng.", "In March 2021, prices rose.", None),
    ("Dịp lễ 30-4 và 1-5.", "The April 30 and May 1 holidays.", None),
    ("Ngày giải phóng 30/4/75.", "Liberation on April 30, 1975.", None),
    ("Sáng 5/2 năm Giáp Thìn, ông đến.", "On February 5, 2024, he came.", None),
    ("Từ 28/12 đến 2/1/2020.", "From December 28, 2019 to January 2, 2020.", None),
    ("Lễ Giáng sinh năm nay.", "On December 25 this year.", None),
    ("Từ 19/12 đến hết Giáng sinh.", "On December 19-25.", None),
    ("Lúc bốn giờ chiều 4-4, ông đến.", "At 4 p.m. on April 4, he came.", None),
    ("Thanh Xuân tối 7-4.", "Thanh Xuan Thursday night April 7.", "Thanh Xuan on the night of April 7."),
    ("Tối 7/4, ông đến.", "On Thursday night, April 7, he came.", "On the night of April 7, he came."),
    ("Trước tối 7/4, ông đến.", "He came by Thursday night, April 7.", "He came by the night of April 7."),
    ("Ngày 7/4 tới, ông đến.", "He comes next Thursday, April 7.", None),
    ("Vụ cháy tối 7/4.", "The Thursday night, April 7 fire.", None),
    ("Ngày 7/4, ông đến.", "On Thursday, April 7, he came.", "On April 7, he came."),
    ("Thứ năm 7/4, ông đến.", "On Thursday, April 7, he came.", None),
    ("Giải thưởng Cánh diều.", "The Golden Kite 2020.", None),
    ("Gió giật cấp 8, biển động.", "Gusts of level 8 or 9, rough seas.", "Gusts of level 8, rough seas."),
    ("Gió cấp 8, giật cấp 10.", "Winds of level 8 to 9, gusts of 10.", "Winds of level 8, gusts of 10."),
    ("Cháu 6 tuổi bị lạc.", "A child aged 5 or 6 is lost.", "A child aged 6 is lost."),
    ("Trẻ từ 6 tuổi.", "Children aged 5 or 6.", None),
    ("Trẻ dưới 12 tuổi.", "Children aged 11 or 12.", None),
    ("Bé 3 tuổi rưỡi.", "A boy of 3 or 4.", None),
    ("Gió cấp 7-8.", "Winds of level 7, 8 or 9.", None),
    ("Gió cấp 8 hoặc hơn.", "Winds of level 8 or 9.", None),
    ("Có 8 người.", "From 8 to 9 people.", None),
    ("Việt Nam ghi 2 bàn.", "Vietnam won 2 to 1.", None),
    ("Ông chia 20 căn hộ.", "He gave 20 or 15 families flats.", None),
    ("Hội nghị khai mạc 8/1.", "It opens on January 8 or 9.", None),
    ("Từ 3 tới dăm ngày.", "From 3 or 4 days.", None),
    ("Thắng 3 bàn.", "They won by 2 or 3.5 goals.", None),
]


@pytest.mark.parametrize(("source", "english", "expected"), TAKEN_BACK)
def test_take_back(source: str, english: str, expected: str | None) -> None:
    guard = NumberGuard(source)
    mended = take_back(english, source, guard.compare(english).invented)
    assert mended == (expected or english)
    if expected:
        assert not guard.compare(mended).invented
        assert not guard.compare(mended).missing


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Bà vay 200 triệu.", "She borrowed around 200 million dollars.", "She borrowed around 200 million."),
        ("Bà vay 200 triệu.", "She borrowed $200 million.", "She borrowed 200 million."),
        ("Bà vay 200 triệu.", "She borrowed US$200 million.", "She borrowed 200 million."),
        ("Bà vay 200 triệu ở Đông Anh và thủ đô.", "She got $200 million in Hanoi.", "She got 200 million in Hanoi."),
        ("Bà ký hợp đồng 200 triệu.", "She signed for $200 million.", "She signed for 200 million."),
        ("Xe trị giá 15 tỷ.", "The 15 billion-dollar car is his.", "The 15 billion car is his."),
        ("Xe trị giá 15 tỷ.", "The 15-billion-dollar car is his.", "The 15-billion car is his."),
        ("Bà vay 200 triệu.", "She got 200 million dollars' worth and $3 million.", None),
        ("Bà vay 200 triệu USD.", "She borrowed 200 million dollars.", None),
        ("Bà vay 200 triệu đồng.", "She borrowed 200 million dollars.", None),  # told as another currency
        ("Bà vay 5 cây vàng.", "She borrowed $200 million.", None),  # told as invented
    ],
)
def test_dollars_of_which_nothing_tells_are_taken_back(source: str, english: str, expected: str | None) -> None:
    assert without_dollars(english, source) == (expected or english)
