"""Words that lead to another article or a film, `Xem thêm: …`, by rule: in "thêm" a model hears "more than"."""

from __future__ import annotations

import re

from songngu.text.normalise import fold

_ENGLISH = {
    "See also:": ("xem thêm", "đọc thêm", "mời xem thêm", "tham khảo thêm", "mời đọc thêm"),
    "Related:": ("tin liên quan", "bài liên quan", "tin bài liên quan", "liên quan"),
    "Watch the video:": ("xem video", "xem clip", "mời xem video", "mời xem clip", "xem thêm video", "video liên quan"),
    "Readers may also watch:": (
        "mời bạn đọc xem thêm video",
        "mời độc giả xem thêm video",
        "mời quý độc giả xem video",
    ),
    "You may also like:": ("có thể bạn quan tâm", "bạn có thể quan tâm"),
}
_BY_LABEL = {label: english for english, labels in _ENGLISH.items() for label in labels}
_LABELS = "|".join(sorted(map(re.escape, _BY_LABEL), key=len, reverse=True))
_LEAD_IN = re.compile(rf"[>»\s]{{0,8}}(?P<label>{_LABELS})\s*[:>»][>»\s]*", re.IGNORECASE)


def lead_in(paragraph: str, start: int = 0) -> str:
    """The words at `start` that lead to another article, up to the colon or arrows (`>> Xem thêm: `), "" for none."""
    match = _LEAD_IN.match(paragraph, start)
    return match[0] if match and match.end() < len(paragraph) else ""


def translate_lead_in(vi: str) -> str | None:
    """The English of such words where a segment is nothing else, None for others."""
    match = _LEAD_IN.fullmatch(vi)
    return _BY_LABEL.get(fold(match["label"])) if match else None
