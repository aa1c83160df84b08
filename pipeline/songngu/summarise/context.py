"""Whether a sentence needs those before it: it opens with `tuy nhiên` or `ông`, or says `vụ này`."""

from __future__ import annotations

import re

_LEANING = re.compile(
    r"(?:tuy nhiên|tuy vậy|tuy thế|theo đó|ngoài ra|bên cạnh đó|do đó|do vậy|vì vậy|vì thế|bởi vậy|điều này|điều đó|"
    r"đây|đó|trong khi đó|trong đó|trước đó|sau đó|tại đây|từ đó|từ đây|khi đó|khi ấy|lúc này|lúc đó|cùng lúc|cũng|"
    r"nhưng|và|còn|mặt khác|thế nhưng|song|đồng thời|ngược lại|trái lại|tương tự|cụ thể|hơn nữa|thậm chí|nói cách khác|"
    r"như vậy|chẳng hạn|ví dụ|vậy|ông này|bà này|người này|anh này|chị này|việc này|nhờ đó|qua đó|họ|nó|chúng|"
    r"đáng chú ý|mặc dù vậy|dù vậy|dù thế|ngay sau đó|không lâu sau đó|ít lâu sau|trước tình hình (?:đó|này|trên)|"
    r"(?:ngay )?(?:trước|sau) (?:những |các )?(?:sự việc|quyết định|kết quả|thông tin|phản ứng|hành động|"
    r"động thái|vụ việc) (?:này|đó|trên))\b|"
    # "Các nước ASEAN" and "hai bên bờ sông" stand alone.
    r"(?:cả )?(?:hai|ba|các) (?:bên|nước|phía) (?:này|đã|sẽ|đang|vừa|cũng|còn|ký|thảo|nhất|đồng|cam|khẳng|nhấn|trao|"
    r"cùng|có|tiếp|đều|sẵn|tuyên|thống)\b",
    re.IGNORECASE,
)
# A pronoun counts before a stop or one of these words: before others it may be a title or a part of a noun (ông Nam, cô
# gái, bà con). Inside a sentence it counts in lower case only: Anh is a country too.
_PRONOUNS = "ông|bà|anh|chị|cô|cậu|em|hắn|gã|y|nó|họ|thị"
_AFTER = (
    r"(?:\s+(?:ấy|ta|này)\b|(?=\s*(?:$|[,.;:)”\"])|\s+(?:và|cùng|với|đã|sẽ|đang|vừa|cũng|còn|bị|được|nói|cho|kể|là|có|"
    r"không|chưa|vẫn|từng|luôn|đều|rất|phải|muốn|cần|khẳng|nhấn|bày|chia|thừa|giải|tiết|tuyên|cảnh|tin|nghĩ|đến|về|vào|"
    r"ra|lên|tại|trong|ở|bắt|đưa|nhận|yêu|đề|trở|tiếp|hy|lo|mong|đòi|bác|gọi|viết|trả|dẫn|sinh|làm|đi|lấy|gặp)\b))"
)
_OPENING_PRONOUN = re.compile(
    rf"(?!anh\s+(?!ấy|ta|này|nói|kể|chia|cũng|từng))(?:{_PRONOUNS}){_AFTER}",  # Anh sẽ rời EU
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"\b(?:{_PRONOUNS}){_AFTER}")
_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper())
# Who a pronoun may stand for, before it: a name of two words or more, or somebody with a title.
_PERSON = re.compile(
    rf"[{_UPPER}][\w.’'-]+\s+[{_UPPER}]|\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]ổng thống|[Tt]hủ tướng|[Bb]ộ trưởng|"
    rf"[Cc]hủ tịch|[Gg]iám đốc|[Nn]goại trưởng|[Đđ]ại sứ|HLV|[Bb]ác sĩ|[Bb]ị cáo)\s+[{_UPPER}]|"
    r"\b(?:người|một)\s+(?:người|nam|nữ|cựu|cô|bà|ông|đàn ông|phụ nữ)\b"
)
# What opens the sentence points back: `Hai kẻ này`, `Theo các nguồn tin, cuộc họp này`, `… cho biết như vậy`. After the
# first mention people are called by one name: `Ông Umerov nhấn mạnh`.
_POINTING = re.compile(
    rf"(?:[^,]{{1,50}},\s+)?[^\s,]+(?:\s+[^\s,{_UPPER}]+){{0,4}}?"
    r"\s+(?:này|nói trên|kể trên|ấy|(?:tin|số|việc|vụ|định|quả) trên)\b|"
    rf"[^,]{{1,40}}\snhư (?:vậy|trên|thế)\b|(?:Ông|Bà|Anh|Chị|Cô)\s+[{_UPPER}][\w.’'-]*\s+[^\W\d{_UPPER}]"
)


def is_leaning(text: str) -> bool:
    """Whether it opens with a word or a pronoun that the sentence before explains."""
    bare = text.lstrip('-–—"“ ')
    return bool(_LEANING.match(bare) or _OPENING_PRONOUN.match(bare))


def is_pointing(text: str) -> bool:
    """Whether only the sentences before tell who or what is meant: by its first words, or by a pronoun in it."""
    if _POINTING.match(text):
        return True
    pronoun = _PRONOUN.search(text)
    return pronoun is not None and not _PERSON.search(text[: pronoun.start()])
