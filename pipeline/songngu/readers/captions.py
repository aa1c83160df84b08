"""Captions of pictures: told by their credit, or by the shape of a short sentence that stands alone."""

from __future__ import annotations

import re

from songngu.text.credits import translate_credit
from songngu.text.normalise import fold

_WHAT = (
    r"(?:nguồn\s+)?(?:ảnh(?:\s+(?:chụp\s+màn\s+hình|minh\s+họa|tư\s+liệu|cắt\s+từ\s+(?:clip|video)|bìa))?|video(?:\s+clip)?"
    r"|clip|đồ\s+họa|infographic|photo|hình|tranh)"
)
_SOURCE = r"(?:nguồn|photo|image|source)"
_CREDIT = re.compile(
    rf"(?:^|[\s(\[.\-|/])(?:bài\s*(?:,|và|&)\s*)?(?:{_WHAT}|{_SOURCE})\s*:\s*[^:]{{1,70}}$"  # Ảnh: Reuters
    rf"|\(\s*(?:{_WHAT}|{_SOURCE}\s*:?)\s*[:\-]?\s*[^()]{{0,70}}\)\s*[.]?\s*$"  # (Ảnh Reuters), (Nguồn: AFP).
    rf"|\s[-|/]\s*{_WHAT}(?:\s+[^.:]{{1,40}})?[.]?\s*$"  # … - Ảnh chụp màn hình
    r"|[.…]?\s(?:ảnh|photo)\s*:\s*[^.:]{1,60}[.]?$"
)
_LABELLED = re.compile(rf"{_WHAT}\s*:")  # Video: Cảnh sát truy bắt nghi phạm
_CREDIT_BEGINS = re.compile(
    rf"(?P<space>\s+|(?<=[^\W\d_]))(?:[-–—|/]\s*)?[(\[]?\s*(?i:{_WHAT}|{_SOURCE}|bài\s*(?:và|,|&)\s*ảnh)\b"
)
_MOST_CHARACTERS = 1_000  # of a credited block; the patterns' time grows with the square of it
_MOST_CREDITED = 90  # words: the longest caption with a credit; beyond, a credit line was glued to the text

# Measured on 1,859 captions without a credit and 19,287 article sentences of at most 30 words (vietnews, 2016-2019).
_MOST_WORDS = 24
_FEW_WORDS = 12
_PICTURED = re.compile(
    r"^(?:hiện\s+trường|toàn\s+cảnh|hình\s+ảnh|vị\s+trí|chân\s+dung|khoảnh\s+khắc|một\s+góc|quang\s+cảnh|tang\s+vật|"
    r"bức\s+ảnh|cận\s+cảnh|khung\s+cảnh|bản\s+đồ|sơ\s+đồ|mô\s+hình|ảnh|minh\s+họa|phối\s+cảnh)\b"
    r"|\((?:bìa\s+)?(?:trái|phải|giữa|đứng|ngồi|áo|bên|hàng|ngoài\s+cùng|ở\s+giữa|chính\s+giữa)\b[^)]*\)"
    r"|\btừ\s+trái\b|\btrong\s+(?:ảnh|hình)\b|\bảnh\s+minh\s+họa\b|\btrong\s+phim\b|\btrong\s+một\s+(?:lần|bức|cảnh)\b"
)
_EVENT = re.compile(
    r"^(?:(?:cuộc|buổi|phiên)\s+\w+|lễ\s+\w+|đám\s+\w+|trụ\s+sở|tòa\s+nhà|cổng|khu\s+vực|ngôi\s+nhà|chiếc|tàu|xe|máy\s+bay)\b"
)
_PERSON = re.compile(
    r"^(?:ông|bà|tổng\s+thống|thủ\s+tướng|chủ\s+tịch|bộ\s+trưởng|ngoại\s+trưởng|nhà\s+lãnh\s+đạo|tổng\s+bí\s+thư|"
    r"ca\s+sĩ|diễn\s+viên|nghệ\s+sĩ|hoa\s+hậu|cầu\s+thủ|huấn\s+luyện\s+viên|hlv|tiền\s+đạo|đối\s+tượng|bị\s+cáo|"
    r"nghi\s+phạm|các\s+bị\s+cáo|cảnh\s+sát|binh\s+sĩ|người\s+dân|lực\s+lượng|phái\s+đoàn|đại\s+sứ|đại\s+tướng)\b"
)
_PLACED = re.compile(r"\b(?:tại|ở|trong|trên|bên|cùng|trước|hôm|ngày|giữa|gặp|bắt\s+tay)\b")
# A sentence that argues, reports or refers back isn't a caption.
_TELLS = re.compile(
    r"\b(?:nói|cho\s+(?:biết|hay|rằng)|khẳng\s+định|nhấn\s+mạnh|tuyên\s+bố|theo|tuy|nhưng|cũng|sẽ|này|đó|ấy|tôi|chúng|nếu|"
    r"vì|do|nên|rằng|thì|mà|nào|gì|không|chưa|hơn|khi|sau|còn|vẫn|vậy|cả|rồi|đã|là|có|muốn|phải|cần|thể|thêm|hiện(?!\s+trường)|từng|"
    r"sinh\s+(?:năm|ngày)|dự\s+kiến|đánh\s+giá|dường\s+như|hôm\s+nay|nhất|nhiều|nó|họ|hay|khoảng|tiếp|tục|trước\s+đó|kêu\s+gọi|đồng\s+ý|quyết\s+định|ngoài\s+ra|xem)\b"
)
_PASSIVE = re.compile(r"\b(?:bị|được|đang)\b")


def is_credited(text: str) -> bool:
    """Whether the block says whose picture it is: `(Ảnh: Reuters)`, `Ảnh: X`, `… - Ảnh: AFP`, `Nguồn ảnh: …`."""
    if len(text) > _MOST_CHARACTERS:
        return False
    count, key = len(text.split()), fold(text)
    return count <= _MOST_CREDITED and bool(_CREDIT.search(key) or (count <= _MOST_WORDS and _LABELLED.match(key)))


def split_credit(sentence: str) -> tuple[str, ...]:
    """A sentence of a caption and the credit it ends in, `… ngày 30.11 Ảnh: Reuters`; together they are the sentence.

    Only what is a credit by rule is cut off, so that a caption that goes on (`Video: Cảnh sát …`) stays whole.
    """
    bare = sentence.rstrip()
    if len(bare) > _MOST_CHARACTERS:
        return (sentence,)
    for match in _CREDIT_BEGINS.finditer(bare):
        start = match.start() + len(match["space"])
        tail = bare[start:]
        set_off = not tail[0].islower() or ":" in tail  # "tung ảnh chụp màn hình" goes on
        if start and set_off and translate_credit(tail, kind="caption"):
            return sentence[:start], sentence[start:]
    return (sentence,)


def is_picture_like(text: str) -> bool:
    """Whether a lone sentence reads like a caption without a credit: a scene or a person, placed, nothing told."""
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or text.rstrip()[-1:] in ':?!…;,"”':
        return False
    key = fold(text)
    if _PICTURED.search(key):
        return not re.search(r"\b(?:tôi|chúng|cho\s+(?:biết|hay)|nói|tuy|nhưng|nếu)\b", key)
    if _TELLS.search(key):
        return False
    if len(words) <= _FEW_WORDS and not _PASSIVE.search(key) and text[-1:] == ".":
        return bool(_PLACED.search(key)) or _is_name(words)
    if _EVENT.search(key):
        return bool(_PLACED.search(key)) and not _PASSIVE.search(key)
    pronoun = words[0].lower() in ("ông", "bà") and words[1].islower()  # Bà bước vào chính trường … tells
    return bool(_PERSON.search(key) and _PLACED.search(key)) and not pronoun


def _is_name(words: list[str]) -> bool:
    """Whether most words are capitalised: `Tổng thống Mỹ Donald Trump.`"""
    return sum(word[:1].isupper() for word in words) * 2 > len(words)
