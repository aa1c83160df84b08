"""What marks an item or part of a text at the start of a sentence: `- `, `1. `, `a) `, `Bước 2: `, `Hỏi: `.

It is no part of the sentence, and a model that reads it as one loses it ("1. Ăn nhiều rau" was "To eat vegetables") or
says something else ("• Uống nhiều nước", don't drink much water). So the engine is asked for what follows alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_STEPS = {"bước": "Step", "cách": "Method", "câu hỏi": "Question", "câu": "Question"}
_GROUPS = {"bảng": "Group"}
# Labels that say what the list after them is about ("Nguyên liệu: đường, muối") aren't here: the model needs them.
_LABELS = {
    "hỏi": "Question", "đáp": "Answer", "trả lời": "Answer", "pv": "Reporter", "phóng viên": "Reporter",
    "nóng": "Breaking", "clip": "Video", "lưu ý": "Note", "chú ý": "Note", "ghi chú": "Note",
    "kết luận": "Conclusion", "tóm lại": "In short", "triệu chứng": "Symptoms", "nguyên nhân": "Cause",
    "điều trị": "Treatment", "phòng ngừa": "Prevention", "kết quả": "Result", "tỷ số": "Score", "tỉ số": "Score",
    "ghi bàn": "Goals", "trọng tài": "Referee", "đội hình": "Lineup", "đội hình dự kiến": "Expected lineup",
    "đội hình ra sân": "Starting lineup", "đội hình xuất phát": "Starting lineup", "đội hình thi đấu": "Lineup",
    "thẻ đỏ": "Red card", "thẻ vàng": "Yellow card", "địa chỉ": "Address", "điện thoại": "Phone", "địa điểm": "Venue",
    "thời gian": "Time", "giá vé": "Ticket price", "đạo diễn": "Director", "diễn viên": "Cast", "thể loại": "Genre",
    "thời lượng": "Running time", "đáp án": "Answer key", "gợi ý": "Suggestion", "ưu điểm": "Advantages",
    "nhược điểm": "Disadvantages",
}  # fmt: skip
_OPENS = r"(?=\s+[\"“‘(]?[^\W_])"
_MARKER = re.compile(
    rf"\s*(?:(?:[-–—•●▪■◦‣·*+]|\(?\d{{1,2}}\)|\d{{1,2}}[./](?!\s*\d)|\(?[a-zđ]\)){_OPENS}|"
    rf"(?P<step>{'|'.join(_STEPS)})\s(?P<number>\d{{1,2}})\s?(?P<stop>:|\.(?!\s*\d)){_OPENS}|"
    rf"(?P<group>{'|'.join(_GROUPS)})\s(?P<letter>[A-L])\s?:{_OPENS}|"
    rf"(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})\s?:{_OPENS})\s+",
    re.IGNORECASE,
)


class Marker(NamedTuple):
    """How long the marker is, with the space after it, and its English with a space; 0 and "" where there is none."""

    length: int
    english: str


def find_marker(vi: str) -> Marker:
    """What marks an item or a part at the start of a text."""
    match = _MARKER.match(vi)
    if match is None:
        return Marker(0, "")
    word = (match["step"] or match["group"] or match["label"] or "").lower()
    if not word:
        return Marker(match.end(), f"{match[0].strip()} ")
    kind = (_STEPS if match["step"] else _GROUPS if match["group"] else _LABELS).get(word)
    after = vi[match.end() :]
    if kind is None or (word == "nóng" and after[0].isdigit()) or (word == "diễn viên" and not after[0].isalnum()):
        return Marker(0, "")  # a letter that only looks like one of it; heat; what one actor says
    number = f" {match['number']}{match['stop']}" if match["step"] else ":"
    english = f"{kind}{number}" if not match["group"] else f"{kind} {match['letter'].upper()}:"
    return Marker(match.end(), f"{english} ")
