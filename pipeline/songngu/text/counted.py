"""Counts that a source writes in words: `hai người`, `ba mươi lăm ngôi nhà`, `sáu triệu khách`.

Digits must be in the English (see `number_guard`). A number word may be said in another way, or need not be said, as in
`hai bên`, "the sides"; so only those that count a noun of `_NOUNS` are looked for, or have a scale: `ba trăm`. Of 2,778
such counts in 45,000 human pairs of news 2 in 100 aren't found in the English, most of them because the pair is free.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from songngu.records import Record, Span
from songngu.text.english_numbers import EnglishNumber
from songngu.text.numbers import find_spelled_numbers, in_words, plain


class Count(Record, frozen=True):
    """A count in words with its noun, as the source has them, and its value."""

    text: str
    span: Span
    number: Span  # of the number without its noun
    value: str

    @property
    def english(self) -> str:
        """The number as English writes it."""
        return _in_english(self.value)


def _in_english(value: str) -> str:
    """In words, above 99 in digits."""
    return in_words(int(value)) if int(value) < 100 else f"{int(value):,}"


def find_counts(source: str) -> tuple[Count, ...]:
    """Find the counts of a sentence that its English must have."""
    found = []
    for match in _COUNT.finditer(source):
        number = match["scaled"] or match["number"]
        start, end = match.start(), match.start() + len(number)
        other = _BEFORE.search(source[max(0, start - 12) : start]) or _AFTER.match(source, end)
        if other or _KNOWN.match(source, match.end()):
            continue
        (_, value), *_ = find_spelled_numbers(number)
        found.append(Count(text=match[0], span=match.span(), number=(start, end), value=plain(value)))
    return tuple(found)


def is_counted(count: Count, values: Container[str], english: str) -> bool:
    """Whether an English sentence whose numbers have these values says a count."""
    if count.value in values or (count.text.endswith("tuần") and str(7 * int(count.value)) in values):
        return True
    other = _OTHERWISE.get(count.value)
    return other is not None and other.search(english) is not None


def phrase(source: str, span: Span, value: str) -> tuple[Span, str]:
    """What to ask for where the English lacks a number: its place in a source, with its noun if known, and its English.

    `4 năm` is "4 years", `bốn người` "four people", `bốn người đàn ông` has "four" alone.
    """
    start, end = span
    english = value if source[start:end].isdigit() else _in_english(value)
    noun = _UNIT_NOUN.match(source, end)
    if not noun or value in ("0", "1"):
        return (start, end), english
    return (start, noun.end()), f"{english} {_NOUNS_IN_ENGLISH[noun[1].lower()]}"


def mend_count(english: str, uncounted: Sequence[Count], invented: Sequence[EnglishNumber]) -> str:
    """The English with a count that it lacks in the place of a number that only it has: "Ten people" for fifteen.

    Nothing is done where either is more than one, nor in the place of a date, a time, a share or an amount of money.
    """
    if len(uncounted) != 1 or len(invented) != 1:
        return english
    (count,), (number,) = uncounted, invented
    start, end = number.span
    if (
        not _CARDINAL.fullmatch(number.text)
        or _NO_COUNT.match(english, end)
        or english[:start].endswith(_NO_COUNT_BEFORE)
    ):
        return english
    wanted = f"{int(count.value):,}" if number.text[0].isdigit() else count.english
    return english[:start] + (wanted.capitalize() if number.text[0].isupper() else wanted) + english[end:]


_NOUNS_IN_ENGLISH = {
    "năm": "years", "tháng": "months", "tuần": "weeks", "ngày": "days", "giờ": "hours", "phút": "minutes",
    "giây": "seconds", "người": "people", "lần": "times", "quốc gia": "countries", "học sinh": "students",
    "sinh viên": "students", "nạn nhân": "victims", "bị cáo": "defendants", "bị can": "defendants", "tỉnh": "provinces",
    "huyện": "districts", "xã": "communes", "công ty": "companies", "doanh nghiệp": "businesses",
    "ngân hàng": "banks", "bệnh viện": "hospitals", "hành khách": "passengers", "công nhân": "workers",
}  # fmt: skip
# Not "bốn người đàn ông", "hai năm tù", nor what isn't counted: "ngày 4 tháng 5".
_UNIT_NOUN = re.compile(
    rf"\s({'|'.join(_NOUNS_IN_ENGLISH)})(?!\w)(?!\s(?:đàn|phụ|dân|con|lao|việt|nước|già|bạn|thân|tù|giam|đầu|cuối|trước|sau|"
    r"tuổi|học|kinh|kể|\d))",
    re.IGNORECASE,
)
_CARDINAL = re.compile(
    r"(?:\d{1,3}(?:,\d{3})*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|million|billion))*)",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(r"\s?(?:%|per ?cent|[$€£]|USD|VND|dong|dollars|euros|o['’]clock|[ap]\.?m\b)|[:/.]\d|[-–]\d")
_NO_COUNT_BEFORE = ("$", "€", "£", "VND", ":", "/", "-", "–", ".", ",", "No. ", "Article ", "of age ")
_UNIT = "hai|ba|bốn|sáu|b[ảẩ]y|tám|chín"
_UNDER_100 = rf"mười(?:\s(?:một|{_UNIT}|lăm))?|(?:{_UNIT}|năm)\smươi(?:\s(?:mốt|{_UNIT}|tư|lăm))?|{_UNIT}"
_SCALED = rf"(?:{_UNDER_100}|năm)(?:\s(?:trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ])\b)+(?!\s(?:phú|lệ))"
_NOUNS = (
    "người|nạn nhân|bị cáo|bị can|nghi phạm|đối tượng|học sinh|sinh viên|cháu|em nhỏ|trẻ em|đứa trẻ|phụ nữ|đàn ông|"
    "thanh niên|cán bộ|chiến sĩ|binh sĩ|cảnh sát|công nhân|bác sĩ|hành khách|du khách|ngư dân|cầu thủ|thành viên|"
    "chiếc|căn|ngôi|tòa|toà|bức|cuốn|quyển|quả|cây|khẩu|viên đạn|chuyến|vụ|trận|ca|lần|cuộc|bàn|điểm|"
    "ngày|tuần|tháng|năm|giờ đồng hồ|tiếng đồng hồ|phút|giây|thập kỷ|thế kỷ|tỉnh|thành phố|huyện|xã|phường|quận|"
    "quốc gia|ngôi làng|"
    "công ty|doanh nghiệp|ngân hàng|trường|bệnh viện|nhà máy|dự án|sân bay|tàu|máy bay|xe|ô tô|loại|tầng|phòng|trạm|"
    "giai đoạn|bước|lý do|nguyên nhân|yếu tố|vấn đề|mục tiêu|nhóm|bản|hiệp|hợp đồng|mét|km|kg|tấn|độ"
)
_WORDS = rf"(?:một|{_UNIT}|tư|năm|lăm|mười|mươi|trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ]|chục)"
# No count: "thứ hai", "tháng mười", "số ba", "hai, ba người", "ba bốn người", "sáu giờ mười lăm phút", "cặp đôi hai".
_BEFORE = re.compile(
    rf"(?<!\w)(?:thứ|tháng|ngày|mùng|mồng|mống|số|lớp|cấp|hạng|hàng|mỗi|vài|dăm|mấy|giờ|kém|phẩy|phần|đôi|bậc|khóa|"
    rf"khoá|chương|điều|khoản|quý|quận|tập|{_WORDS})[\s,]+$|\d[.,]?\s?$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s?(?:,|-|–|/|hoặc|hay|đến|tới)?\s?{_WORDS}(?!\w)", re.IGNORECASE)
_KNOWN = re.compile(r"(?:\s\w+)?\s(?:này|đó|ấy|kia|họ|nói trên)(?!\w)", re.IGNORECASE)  # "they", "the men"
_COUNT = re.compile(
    rf"(?<!\w)(?:(?P<scaled>{_SCALED})(?!\w)|(?P<number>{_UNDER_100})(?=\s(?:{_NOUNS})(?!\w)))"
    rf"(?:\s(?:{_NOUNS})(?!\w))?",
    re.IGNORECASE,
)
_OTHERWISE = {
    value: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for value, words in {
        "2": "each other|neither|brothers|sisters|parents|biennial|half",
        "3": "hat-trick|triplets|thirds?|trebled?",
        "4": "quartet|quarters?",
        "5": "quintet",
        "6": "half a dozen|half-dozen",
        "7": "sevens",
        "15": "quarter",
        "20": "score",
    }.items()
}
