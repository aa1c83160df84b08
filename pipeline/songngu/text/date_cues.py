"""What the words around two numbers say that they are: a day ("từ 1-6."), a share, an address, a range, a street."""

from __future__ import annotations

import re

_CUE_WORDS = r"ngày|phiên|hôm(?:\s+(?:nay|qua|kia|sau|trước))?|sáng|trưa|chiều|tối|đêm|khuya|rạng\s+sáng|mùng|mồng"
CUE_BEFORE = re.compile(
    rf"(?:{_CUE_WORDS}|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|nay|qua|mai|tuần)\s*[,(]?\s*$"
)
LIGHT_CUE = re.compile(r"(?:\b(?:từ|đến|tới|vào|trước|sau|lúc|và|-|–|giờ|\d+h\d*|phút|dịp|lễ|vụ)\s*|\(|,\s*)$")
_OCCASION = re.compile(  # "dịp lễ 30-4 và 1-5", "vụ 11-9": days that are known by their date
    r"(?:\b(?:dịp|lễ|tết|nghỉ|mừng|kỷ\s+niệm|quốc\s+khánh|giải\s+phóng|lao\s+động|phụ\s+nữ|nhà\s+giáo|vụ|sự\s+kiện)"
    r"|\b(?:30\s?-\s?0?4|19\s?-\s?0?8)\s*(?:,|&|và))\s+$",
    re.IGNORECASE,
)
# Days (day, month) that Vietnamese news names by their date; "nghỉ 3-4 trận" are three or four matches.
_HOLIDAYS = frozenset(
    ((30, 4), (1, 5), (2, 9), (8, 3), (20, 10), (20, 11), (27, 7), (11, 9), (19, 8), (27, 2), (22, 12), (1, 6), (7, 5),
     (26, 3), (21, 6), (10, 10), (13, 10))
)  # fmt: skip
_FRACTION_CUE = re.compile(
    r"(?:khoảng|hơn|gần|chiếm|bằng|ít nhất|tới|đến|quá|số|giảm|tăng|mất|tỷ lệ|được|có|xếp|hạng|chưa|dưới)\s+$"
)
_FRACTION_NOUN = re.compile(
    r"\s*(?:dân|số|diện|tổng|thị|lượng|trong|các|người|của|chặng|thời|giá|sản|thế|nước|tỉnh|quận|huyện|xã|đại|cử|"
    r"phiếu|thành|doanh|gia|nhân|ngân|toàn|lần|cả|bàn|mức|khu|đất|quãng|cuộc|trận|vòng|nhà|hộ|điểm|ghế|học|mẫu)"
)
# What has, or is, so many of so many: "đạt 9/10", "khởi tố 8/12 bị can".
_SHARE_CUE = re.compile(r"\b(?:đạt|(?<!thời )điểm|hoàn\s+thành|trúng)\s+$")
_SHARE_NOUN = re.compile(
    r"\s*(?:bị\s+can|bị\s+cáo|chỉ\s+tiêu|tiêu\s+chí|thành\s+viên|ý\s+kiến|phường|thôn|đối\s+tượng|nghi\s+phạm|trường|"
    r"bệnh\s+nhân|hồ\s+(?:chứa|đập|thủy|thuỷ)|môn|câu|đội|dự\s+án|công\s+trình|trạm|tuyến)\b"
)
COUNTS = re.compile(
    r"\s*(?:%|(?:triệu|tỷ|tỉ|nghìn|ngàn|trăm|người|lần|năm(?!\s+(?:nay|ngoái))|tháng|tuần|ngày|giờ|tiếng|phút|km|m|cm|mm|kg|tấn|ha|độ|tuổi|điểm|trận|ca|vụ|usd|đồng|euro)\b)"
)
# After these a day with a hyphen is one unless it counts what follows: "từ 1-6." but "từ 2-3 năm".
_FROM = re.compile(r"\b(?:từ|đến|hết|tới|vào|(?<!dẫn\s)trước|sau)\s+$")
_SCALE = re.compile(  # "thang điểm từ 1-10", "các quận từ 1-12"
    r"\b(?:điểm|thang|mức|độ|lòng|cấp|bậc|lớp|khối|quận|phường|tầng|số|hạng|nhóm|bảng)\s+(?:từ|đến|tới)\s+$"
)
_GOES_ON = re.compile(
    r"\s*(?:[,.;:)]|$)|\s+(?:(?:tới|này|vừa|sắp)\b|(?:đến|tới)(?:\s+(?:hết|ngày|hết\s+ngày))?\s+\d{1,2}-\d{1,2}\b)"
)
_SECOND = re.compile(r"\d-\d{1,2}\s+(?:đến|tới)(?:\s+hết)?\s+$")  # "từ 27-9 đến 6-10"
_IN_BRACKETS_AFTER_SCORE = re.compile(r"\d\s?[-–:]\s?\d{1,2}\s*\($")  # "7-6 (7-5)"
ADDRESS = re.compile(
    r"\b(?:hẻm|ngõ|ngách|kiệt|(?<!đa )(?<!một )(?<!tổng )số(?:\s+nhà)?|nhà\s+số|địa\s+chỉ|tổ|lô|căn(?:\s+hộ)?)\s*:?\s*$"
)
STREET = re.compile(r"(?<!lên )(?<!xuống )(?<!ra )(?<!dọc )\bđường\s+$|(?<!thành )\bphố\s+$")


# The clock of a place: "sáng 28-12 giờ địa phương" are no hours; "2-3 giờ anh tập" are.
_ZONE = re.compile(
    r"\s+(?:giờ\s+)?(?:địa\s+phương|quốc\s+tế|(?:Việt\s+Nam|VN|Hà\s+Nội|Mỹ|Nga|Pháp|Đức|Úc|Nhật|Hàn|Thái|Ấn|Trung\s+Quốc|"
    r"Bắc\s+Kinh|Moscow|London|Paris|Washington|New\s+York|Qatar|Ukraine|Singapore|GMT|miền\s+Đông)(?!\w|\s+ngữ)"
    r"|[A-ZĐ]\w+(?:\s+[A-ZĐ]\w+)?\s*(?:[,.;:()]|$))"
)
_EACH_DAY = re.compile(
    r"\b(?:mỗi|một|hằng|hàng|khoảng|cả)\s+(?:ngày|sáng|trưa|chiều|tối|đêm)\s+(?:\d{1,2}\s?[-/]\s?)?$"
)


def is_in_zone(text: str, start: int, end: int) -> bool:
    """Whether the clock of a place follows `end`, and what stands before `start` isn't how long something takes."""
    return _ZONE.match(text, end) is not None and not _EACH_DAY.search(text[max(0, start - 24) : start].lower())


def is_said_day(text: str, start: int) -> bool:
    """Whether the words before `start` say that a day stands there in numbers: "ngày 8/6", "từ 8/6", "(8/6)"."""
    left = text[max(0, start - 24) : start].lower()
    return CUE_BEFORE.search(left) is not None or LIGHT_CUE.search(left) is not None


def is_hyphened_day(match: re.Match[str], left: str, right: str) -> bool:
    """Whether `14-3` is a day: "đến 14-3", "(14-3)", "từ 1-6." or a day that is known by its date."""
    day, month = int(match["d"]), int(match["m"])
    if "." in match[0] or _SCALE.search(left):
        return False
    if left.endswith("(") and right.startswith((")", ",")):
        return _IN_BRACKETS_AFTER_SCORE.search(left) is None
    if _SECOND.search(left) or ((day, month) in _HOLIDAYS and _OCCASION.search(left)):
        return True
    if day > month and left.endswith("là "):
        return True
    return _FROM.search(left) is not None and (day > month or _GOES_ON.match(right) is not None)


def is_fraction(match: re.Match[str], left: str, right: str) -> bool:
    """Whether `1/3` is a share of something."""
    if match[0].replace(" ", "") == "1/1" or _FRACTION_NOUN.match(right):
        return True
    proper = int(match["d"]) <= int(match["m"])
    counted = proper and _SHARE_NOUN.match(right) is not None
    if LIGHT_CUE.search(left):
        return counted and left.rstrip().endswith(",")  # "Theo báo cáo, 3/5 hồ chứa"
    return counted or bool((proper and _SHARE_CUE.search(left)) or _FRACTION_CUE.search(left))
