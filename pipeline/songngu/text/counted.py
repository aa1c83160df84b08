"""Counts that a source writes in words: `hai người`, `ba mươi lăm ngôi nhà`, `sáu triệu khách`.

Digits must be in the English (see `number_guard`). A number word may be said in another way, or need not be said, as in
`hai bên`, "the sides"; so only those that count a noun of `_NOUNS` are looked for, or have a scale: `ba trăm`. Of 3,785
such counts in 46,000 human pairs of news 2 in 100 aren't found in the English, most of them because the pair is free.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from functools import cache

from songngu.records import Record, Span
from songngu.text.english_numbers import EnglishNumber
from songngu.text.numbers import find_spelled_numbers, in_words, plain


class Count(Record, frozen=True, kw_only=True):
    """A count in words with its noun, as the source has them, and its value."""

    text: str
    span: Span
    number: Span  # of the number without its noun
    noun: str  # in lower case; "" for none
    value: str

    @property
    def english(self) -> str:
        """The number as English writes it."""
        return number_in_english(self.value)


def number_in_english(value: str) -> str:
    """A whole number in words, above 99 in digits."""
    return in_words(int(value)) if len(value) < 3 else f"{int(value):,}"


def find_counts(source: str) -> tuple[Count, ...]:
    """Find the counts of a sentence that its English must have."""
    found = []
    for match in _COUNT.finditer(source):
        number, noun = match["scaled"] or match["number"], (match["noun"] or "").lower()
        start, end = match.start(), match.start() + len(number)
        before = source[max(0, start - 16) : start]
        if _BEFORE.search(before) or _AFTER.match(source, end) or _AFTER.match(source, match.end()):
            continue
        if _KNOWN.match(source, match.end()) or (number[0].isupper() and not _OPENS.search(before)):
            continue
        if number.lower() == "năm" and _is_year(before, noun, source[match.end() :]):
            continue
        if number.lower() == "bốn" and noun == "năm" and _FOUR_OR_FIVE.match(source, match.end()):
            continue
        (_, value), *_ = find_spelled_numbers(number)
        found.append(Count(text=match[0], span=match.span(), number=(start, end), noun=noun, value=plain(value)))
    return tuple(found)


def _is_year(before: str, noun: str, after: str) -> bool:
    """Whether "năm" between these, before a noun that may be counted, is a year and no five."""
    year = _YEAR_BEFORE.search(before)
    spans = year is not None and year["span"] is not None and (noun in _TIMES or _OF_SEVERAL.search(before))
    return (year is not None and not spans) or _YEAR_AFTER.match(after) is not None


def reader_of(values: Container[str], english: str) -> Callable[[Count], bool]:
    """What tells whether an English sentence, whose numbers have these values, says a count."""

    @cache
    def otherwise(value: str) -> bool:
        return value in _OTHERWISE and _OTHERWISE[value].search(english) is not None

    def says(count: Count) -> bool:
        smaller = _IN_SMALLER.get(count.noun)  # "14 days" for two weeks
        return (
            count.value in values
            or (smaller is not None and str(smaller * int(count.value)) in values)
            or otherwise(count.value)
        )

    return says


def mend_count(english: str, uncounted: Sequence[Count], invented: Sequence[EnglishNumber]) -> str:
    """The English with a count that it lacks in the place of a number that only it has: "Ten people" for fifteen.

    Nothing is done where either is more than one, nor where the number may be no count of the same: a time, an age, an
    amount, the number of a room, a length of time for people.
    """
    if len(uncounted) != 1 or len(invented) != 1:
        return english
    (count,), (number,) = uncounted, invented
    before, after = english[: number.span[0]], english[number.span[1] :]
    time = _TIMES.get(count.noun)
    follows = re.compile(rf"[- ]{time}s?\b") if time else _FOLD if count.noun == "lần" else _COUNTED
    if not _CARDINAL.fullmatch(number.text) or not follows.match(after) or _NO_COUNT_BEFORE.search(before):
        return english
    wanted = f"{int(count.value):,}" if number.text[0].isdigit() else count.english
    return before + (wanted.capitalize() if number.text[0].isupper() else wanted) + after


_UNIT = "hai|ba|bốn|sáu|b[ảẩ]y|tám|chín"
_UNDER_100 = rf"mười(?:\s(?:một|{_UNIT}|lăm))?|(?:{_UNIT}|năm)\smươi(?:\s(?:mốt|{_UNIT}|tư|lăm))?|{_UNIT}"
# Not "hai triệu chứng", "năm tỷ phú".
_SCALE = r"(?:trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ])\b(?!\s(?:chứng|phú|lệ|tập|hồi|trọng|số|giá|mỉ)\b)"
_SCALED = rf"(?:{_UNDER_100}|năm|một)(?:\s{_SCALE}){{1,4}}"
_NOUNS = (
    "trường hợp|người|nạn nhân|bị cáo|bị can|nghi phạm|đối tượng|học sinh|sinh viên|cháu|em nhỏ|trẻ em|đứa trẻ|"
    "phụ nữ|đàn ông|thanh niên|cán bộ|chiến sĩ|binh sĩ|cảnh sát|công nhân|bác sĩ|hành khách|du khách|ngư dân|"
    "cầu thủ|thành viên|chiếc|căn|ngôi làng|ngôi|tòa nhà|toà nhà|bức|cuốn|quyển|quả|cây|khẩu|viên đạn|chuyến|vụ|"
    "trận|ca|lần|cuộc|bàn thắng|điểm|ngày|tuần|tháng|năm|giờ đồng hồ|tiếng đồng hồ|phút|giây|thập kỷ|thế kỷ|tỉnh|"
    "thành phố|huyện|xã|phường|quận|quốc gia|công ty|doanh nghiệp|ngân hàng|trường|bệnh viện|nhà máy|dự án|sân bay|"
    "tàu|máy bay|xe|ô tô|loại|tầng|phòng|trạm|giai đoạn|bước|lý do|nguyên nhân|yếu tố|vấn đề|mục tiêu|nhóm|hiệp|"
    "hợp đồng|mét|km|kg|tấn|bệnh nhân|nhân viên|liều|mũi|tên|đứa con|công dân|đồng phạm|ứng cử viên|ứng viên|nhà báo|"
    "phóng viên|luật sư|giáo viên|phi công|sĩ quan|lính|nghị sĩ|thẩm phán|chuyên gia|trợ lý|tay đua|vận động viên|"
    "nghi can|kẻ|cô gái|anh em|tội danh|đoạn|trang|loài|cơ sở|khu vực|địa phương|bang|cảng|vị trí|cửa hàng|khách sạn|"
    "bảo tàng|huy chương|thế hệ|ghế|tuyến|hãng|thương hiệu|dịch vụ|sản phẩm|đợt|cơn|bài hát|tác phẩm|món|kênh|"
    "lĩnh vực|tài khoản|ứng dụng|cú sút|tờ|tuổi|tiếng"
)
_WORDS = rf"(?:một|{_UNIT}|tư|năm|lăm|mốt|mười|mươi|trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ]|chục|linh|lẻ|không|rưỡi)"
_NO_PART = r"(?!\s(?:trại|thiết|hội|nhọn|lớp|rạch)(?!\w))"  # "hai trang trại", "ba xã hội"
# No count: "thứ hai", "tháng mười", "số ba", "hai, ba người", "ba bốn người", "hiệp hai", "ông Sáu".
_BEFORE = re.compile(
    rf"(?<!\w)(?:thứ|tháng|ngày|mùng|mồng|mống|số|lớp|cấp|hạng|hàng|mỗi|vài|dăm|mấy|giờ|kém|phẩy|phần|đôi|bậc|khóa|"
    rf"khoá|chương|điều|khoản|quý|quận|tập|hiệp|tầng|giải|lần|vòng|bảng|khoa|phòng|phường|giai đoạn|đợt|tuyến|ca|lượt|"
    rf"bước|ngã|ông|bà|anh|chị|{_WORDS})[\s,]+$"
    r"|\d[.,]?\s?$",
    re.IGNORECASE,
)
# "hai, ba người", "hai nghìn không trăm", "chín điểm rưỡi"; "bốn năm người" are four or five people, "bốn năm" years.
_AFTER = re.compile(
    rf"\s?(?:,|-|–|/|hoặc|hay|đến|tới)?\s?(?!năm(?!\s(?:người|chiếc|vụ|ngày|lần|tuổi|trăm|nghìn|ngàn|triệu)))"
    rf"{_WORDS}(?!\w)",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"(?:\s\w+){0,2}\s(?:này|đó|ấy|kia|họ|nói trên)(?!\w)", re.IGNORECASE)  # "they", "the men"
# "năm" is a year too: "cuối năm", "là năm năm 2014"; not in "suốt năm ngày".
_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:những|nhiều|hằng|từng|nửa|bao|bấy|quanh|lâu|đầu|giữa|cuối|thường|sang|mọi|hết|cùng|trọn|ra|nhất|từ|vào|"
    r"(?P<span>các|cả|suốt|qua|theo|trong)|(?:\d+|đây|này) là)\s$",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(rf"(?:{_WORDS}|\d|số|nhiều|vài) trong\s$", re.IGNORECASE)  # "một trong năm cầu thủ"
_YEAR_AFTER = re.compile(r"\s(?:19|20)\d\d")
_FOUR_OR_FIVE = re.compile(rf"\s(?:{_NOUNS})(?!\w)", re.IGNORECASE)  # "bốn năm nhân viên"
_OPENS = re.compile(r"(?:^|[.!?:;…\"“”'‘’(\[–-])\s*$")
_COUNT = re.compile(
    rf"(?<!\w)(?:(?P<scaled>{_SCALED})(?!\w)|"
    rf"(?P<number>{_UNDER_100}|năm(?!\s(?:tháng|học(?! sinh)|tuổi)(?!\w)))(?=\s(?:{_NOUNS})(?!\w){_NO_PART}))"
    rf"(?:\s(?P<noun>{_NOUNS})(?!\w))?",
    re.IGNORECASE,
)
_IN_SMALLER = {"tuần": 7, "thập kỷ": 10, "thế kỷ": 100}
_OTHERWISE = {
    value: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for value, words in {
        "2": r"each other|one another|neither|brothers|sisters|siblings|twins|parents|biennial|doubl\w+|halv\w+|brace",
        "3": r"hat[- ]trick|triplets|thirds?|trebl\w+|tripl\w+|quarters?",
        "4": r"quartet|quarters?|quadrupl\w+",
        "5": "quintet",
        "6": r"half a dozen|half-dozen|(?:first|second|last|next) half|half[- ]year|H[12]",
        "7": "sevens",
        "9": "three quarters",
        "15": "quarter",
        "20": "twentyfold",
    }.items()
}
_TIMES = {
    "ngày": "day", "tuần": "week", "tháng": "month", "năm": "year", "phút": "minute", "giây": "second",
    "giờ đồng hồ": "hour", "tiếng đồng hồ": "hour", "thập kỷ": "decade", "thế kỷ": "centur(?:y|ie)",
}  # fmt: skip
_CARDINAL = re.compile(
    r"(?:\d{1,3}(?:,\d{3})*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|million|billion))*|"
    r"an? (?:hundred|thousand|million|billion))",
    re.IGNORECASE,
)
_FOLD = re.compile(r"(?:[ -]hundred)?-?fold\b| times\b")
# A noun in lower case, or what is said of people; no unit and no share.
_COUNTED = re.compile(
    r" (?!(?:per ?cent|dong|dollars?|euros?|pounds?|o['’]clock|[ap]\.?m|km|kilomet\w+|met(?:er|re)s?|kg|tons?|ha|"
    r"hectares?|times|points?|days?|weeks?|months?|years?|hours?|minutes?|seconds?|decades?|in|of|at|on|to|or|and)\b)[a-z]"
)
# "Flight 370", "aged 7", "at 7", "$30", "1-2".
_NO_COUNT_BEFORE = re.compile(
    r"(?:\w,? [A-Z]\w+|\b(?:Flight|Room|Highway|Route|Chapter|Season|Group|Grade|Class|Article|Decree|District)|"
    r"\b(?:aged?|at|of|in|number|no\.)|[$€£:/.,–-]|\bVND) ?$"
)
