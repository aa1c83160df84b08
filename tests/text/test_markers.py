"""What marks an item of a list is found; sentences that only look so are left whole."""

from __future__ import annotations

import pytest

from songngu.text.markers import find_marker


@pytest.mark.parametrize(
    ("vi", "english", "rest"),
    [
        ("- Uống nhiều nước.", "- ", "Uống nhiều nước."),
        ("•  Uống nhiều nước.", "• ", "Uống nhiều nước."),
        ("1. Ăn nhiều rau xanh", "1. ", "Ăn nhiều rau xanh"),
        ("3/ “Hạn chế” rượu bia", "3/ ", "“Hạn chế” rượu bia"),
        ("a) Người lao động nghỉ 12 ngày.", "a) ", "Người lao động nghỉ 12 ngày."),
        ("(2) Doanh nghiệp nhỏ", "(2) ", "Doanh nghiệp nhỏ"),
        ("Bước 2: Điền thông tin.", "Step 2: ", "Điền thông tin."),
        ("Hỏi: Tôi bị đau lưng?", "Question: ", "Tôi bị đau lưng?"),
        ("Nóng: Bắt ba nghi phạm", "Breaking: ", "Bắt ba nghi phạm"),
        ("PV: Thưa ông,", "Reporter: ", "Thưa ông,"),
        ("Bảng A: Brazil", "Group A: ", "Brazil"),
        ("Đội hình dự kiến: Văn Lâm", "Expected lineup: ", "Văn Lâm"),
        ("Câu hỏi 1: Ai được miễn thuế?", "Question 1: ", "Ai được miễn thuế?"),
    ],
)
def test_a_marker_is_found(vi: str, english: str, rest: str) -> None:
    marker = find_marker(vi)
    assert (marker.english, vi[marker.length :]) == (english, rest)


@pytest.mark.parametrize(
    "vi",
    [
        "-5 độ C ở Mẫu Sơn",
        "1.500 người tham dự",
        "12. 000 người",
        "5/6 trường hợp",
        "5/ 6 trường hợp",
        "V. Putin đến Hà Nội.",
        "Bước 2 là điền thông tin.",
        "Cách 5 km: có một cây cầu.",
        "-",
        "Hỏi anh: Đi đâu?",
        "Kết quả là: thắng.",
        "Nóng trên mạng: cháy",
        "Nóng: 39 độ C",
        "Diễn viên: “Tôi bị ép”",
        "Cách 10. 000 km về phía bắc",
        "Điện thoạı: 09",
        "CLİP: cháy lớn",
        "Bảng Anh: giảm",
        "Thời gian:8h",
        "1.",
        "*** Hết ***",
        "",
    ],
)
def test_what_is_none_is_left(vi: str) -> None:
    assert find_marker(vi) == (0, "")
