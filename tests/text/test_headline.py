"""Headlines from leads: what is left out, and that nothing is invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.readers import read_data
from songngu.text.headline import make_headline, shorten_lead


@pytest.mark.parametrize(
    ("lead", "headline", "why"),
    [
        (
            "Ngày 4/4, Ngân hàng Nhà nước quyết định giảm lãi suất điều hành thêm 0,5 điểm phần trăm, theo Reuters.",
            "Ngân hàng Nhà nước quyết định giảm lãi suất điều hành thêm 0,5 điểm phần trăm",
            "the date and the source go; the decimal comma isn't a clause",
        ),
        (
            "Sáng 23-3, một vụ hoả hoạn xảy ra tại siêu thị điện máy (huyện Tương Dương) thiêu rụi nhiều tài sản.",
            "Một vụ hoả hoạn xảy ra tại siêu thị điện máy thiêu rụi nhiều tài sản",
            "brackets go",
        ),
        (
            "Đội tuyển U.23 Việt Nam đã thắng Thái Lan 2-0 tại Hà Nội trong trận giao hữu trước giải đấu, AP đưa tin.",
            "Đội tuyển U.23 Việt Nam đã thắng Thái Lan 2-0 tại Hà Nội",
            "the attribution and the trailing circumstance go",
        ),
        (
            "Bộ Y tế hôm 8/8 công bố phác đồ điều trị sốt xuất huyết mới nhằm giảm số ca nặng phải nhập viện mỗi năm.",
            "Bộ Y tế công bố phác đồ điều trị sốt xuất huyết mới",
            "a date inside goes with the clause of purpose",
        ),
        (
            "Ngày 19.12, Đặc phái viên Steve Witkoff có cuộc gặp với phái đoàn Ukraine tại TP.Miami, theo AFP.",
            "Đặc phái viên Steve Witkoff gặp phái đoàn Ukraine tại TP.Miami",
            "what was done, in one verb",
        ),
        (
            "Thủ tướng Phạm Minh Chính và Tổng thống Pháp không có cuộc gặp nào bên lề hội nghị cấp cao này.",
            "Thủ tướng Phạm Minh Chính và Tổng thống Pháp không có cuộc gặp nào bên lề hội nghị cấp cao này",
            "no meeting stays none",
        ),
        (
            "Theo phòng Tài nguyên TP Vinh, Nghệ An, nguyên nhân cá chết là do nguồn nước bị ô nhiễm nặng.",
            "Nguyên nhân cá chết là do nguồn nước bị ô nhiễm nặng",
            "the province after the first comma still belongs to the opening",
        ),
        (
            "Ba người Việt, trong đó có hai du học sinh, bị cảnh sát tỉnh Ibaraki bắt vì thực hiện hơn 100 vụ trộm.",
            "Ba người Việt bị cảnh sát tỉnh Ibaraki bắt vì thực hiện hơn 100 vụ trộm",
            "an aside goes, the predicate stays",
        ),
        (
            "Tổ chức Trump được chính quyền hạt Clare cấp phép xây hai bức tường ở sân golf sau khi tranh cãi.",
            "Tổ chức Trump được chính quyền hạt Clare cấp phép xây hai bức tường ở sân golf",
            "an agent without its verb is no clause",
        ),
        (
            "Một tuần sau khi em bé được tìm thấy, nhiều người dân bày tỏ nỗi tiếc thương và lo lắng về an ninh.",
            "Một tuần sau khi em bé được tìm thấy, nhiều người dân bày tỏ nỗi tiếc thương và lo lắng về an ninh",
            "an opening clause alone says nothing; rather too long than broken",
        ),
        (
            "Một quan chức Triều Tiên khẳng định, Bình Nhưỡng sẽ không dừng các vụ thử khi Mỹ còn gây hấn ở biên giới.",
            "Một quan chức Triều Tiên khẳng định, Bình Nhưỡng sẽ không dừng các vụ thử",
            "what is affirmed belongs to the verb",
        ),
        (
            "Tổng thống dự kiến sẽ tổ chức cuộc họp khẩn với lãnh đạo và quan chức của khoảng 30 quốc gia ủng hộ.",
            "Tổng thống dự kiến sẽ tổ chức cuộc họp khẩn",
            "a meeting is complete without those who are met",
        ),
        (
            "Bộ trưởng Ngoại giao sẽ thăm Cuba và Mỹ từ ngày 19/5 đến 23/5.",
            "Bộ trưởng Ngoại giao sẽ thăm Cuba và Mỹ từ ngày 19/5 đến 23/5",
            "a date that a word holds stays: `từ đến 23/5` is nothing",
        ),
        (
            "Bộ Quốc phòng Thuỵ Sĩ yêu cầu nữ binh không đăng ảnh mặc quân phục nằm trên giường và múa cột lên mạng.",
            "Bộ Quốc phòng Thuỵ Sĩ yêu cầu nữ binh không đăng ảnh mặc quân phục nằm trên giường và múa cột lên mạng",
            "`nằm` needs its place",
        ),
        (
            "Nhận tin báo của dân, đội tìm kiếm cất bốc hài cốt liệt sĩ tại Quảng Trị đã triển khai tìm kiếm ven sông.",
            "Nhận tin báo của dân, đội tìm kiếm cất bốc hài cốt liệt sĩ tại Quảng Trị đã triển khai tìm kiếm ven sông",
            "the place belongs to the subject, whose predicate follows",
        ),
        (
            "Tổ chức Cà phê thế giới, Liên đoàn cà phê ASEAN, Hiệp hội cà phê châu Á, các doanh nghiệp sẽ dự ngày hội.",
            "Tổ chức Cà phê thế giới, Liên đoàn cà phê ASEAN, Hiệp hội cà phê châu Á, các doanh nghiệp sẽ dự ngày hội",
            "a noun that is a verb elsewhere is no predicate",
        ),
        (
            "Tình báo cho biết động thái điều tàu của Mỹ có thể là lời cảnh báo của Washington về khả năng căng thẳng "
            "leo thang và nguy cơ xảy ra xung đột.",
            "Động thái điều tàu của Mỹ có thể là lời cảnh báo của Washington về khả năng căng thẳng leo thang",
            "a long one loses the second of two things",
        ),
        ("Giá vàng lập đỉnh mới.", "Giá vàng lập đỉnh mới", "short already: only the full stop goes"),
        (
            "Trung tâm khí tượng cho biết, bão số 5 sẽ vào đất liền.",
            "Trung tâm khí tượng cho biết, bão số 5 sẽ vào đất liền",
            "fits",
        ),
    ],
)
def test_shorten_lead(lead: str, headline: str, why: str) -> None:
    assert shorten_lead(lead) == headline, why


def test_a_condition_is_never_dropped() -> None:
    """`will pay` and `will pay if …` are different news."""
    lead = "Chỉ huy quân đội Iran cho rằng Tehran có nghĩa vụ đáp trả nếu London không thả siêu tàu dầu bị Anh bắt giữ."
    assert "nếu" in shorten_lead(lead)


def test_a_printed_title_is_the_headline() -> None:
    text = "Giá vàng tăng mạnh\n\nGiá vàng trong nước sáng nay tăng hai triệu đồng một lượng so với hôm qua."
    assert make_headline(read_data(text.encode(), "a.txt")) == "Giá vàng tăng mạnh"


def test_captions_and_bylines_are_passed_over() -> None:
    text = "Quang cảnh cuộc họp (Ảnh: TTXVN).\n\nTPO - Quốc hội đã thông qua luật đất đai sửa đổi vào cuối phiên họp."
    assert make_headline(read_data(text.encode(), "a.txt")).startswith("Quốc hội đã thông qua luật đất đai")


@pytest.mark.parametrize("text", ["(Ảnh: Reuters)", "TPO - Hết", "...", "1", "Ảnh: X"])
def test_never_empty(text: str) -> None:
    assert make_headline(read_data(text.encode(), "a.txt"))


WORDS = [
    *("Ngày 5/12,", "theo AFP", "Hà Nội", "đã", "bị", "nhằm", ",", "trong khi", "cho biết", "(Mỹ)", "tăng", "“", "”"),
    *("2,4%", "và", "các", ".", "6.2024", "- Phó", "thuộc nhóm", "hôm qua"),
]


def test_brackets_part_what_stands_beside_them() -> None:
    assert shorten_lead("0()0") == "0 0"
    assert shorten_lead("Ông A (trái)đến Huế (Ảnh: B).") == "Ông A đến Huế"


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.strip) | st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join))
def test_only_words_of_the_lead_in_their_order(lead: str) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold())

    if not lead.strip():
        return
    headline = shorten_lead(lead)
    assert headline
    remaining = iter(words(lead))
    assert all(word in remaining for word in words(headline))
