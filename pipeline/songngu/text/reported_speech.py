"""What is said after "said" has no comma before it: "The police said, the unit …" is "The police said that the unit …".

Vietnamese reporters write "cho biết, …", and the model leaves the comma where it stands in one such sentence of seven.
"""

from __future__ import annotations

import re

_SAYS = re.compile(
    r"(?<!\w)(?:cho (?:biết|hay|rằng)|nhấn mạnh|khẳng định|tuyên bố|thông (?:báo|tin)|cảnh báo|thừa nhận|giải thích|"
    r"tiết lộ|nhận định|nói|kể|chia sẻ|bày tỏ|xác nhận|lưu ý|phát biểu|phân tích|dự báo|đánh giá|trả lời|lý giải|"
    r"báo cáo|trình bày|khai(?: nhận)?), ?(?![\"“'‘])",
    re.IGNORECASE,
)
_VERBS = (
    "said|says|stressed|noted|added|affirmed|emphasi[sz]ed|confirmed|declared|warned|explained|stated|revealed|admitted|"
    "argued|asserted|acknowledged|disclosed"
)
# No subject of what was said begins with these, nor does a part of the sentence that "that" could open.
_NO_SUBJECTS = "according|adding|citing|quoting|noting|saying|calling|and|but|or|as|which|who|while|though|where|before"
_COMMA = re.compile(
    rf"(?<=[\w)”\"] )(?P<verb>(?:{_VERBS})(?: also)?),(?: that(?= \w)| (?!(?:that|{_NO_SUBJECTS})\b)(?=[A-Za-z0-9]))"
)
_QUOTED_BEFORE = re.compile(r"[”\"],?\s(?!and\b|but\b)[^,”\"]*$|[,.?!][”\"’']\s")  # "…," the ministry said, …
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|as|to)(?: \w+ly)? $")  # "will be emphasized, will be …"
_AS = re.compile(r"(?:^|[\s,;])as\s[^,]*$", re.IGNORECASE)  # "As the paper reported, …"
_SENTENCE = re.compile(r"[.?!][”\"]? (?=[A-Z])")


def say_that(english: str, source: str) -> str:
    """The English with "that" instead of such a comma, as often as the source has one after a verb of saying."""
    left = len(_SAYS.findall(source))

    def changed(match: re.Match[str]) -> str:
        nonlocal left
        sentence = _SENTENCE.split(english[: match.start()])[-1]
        if not left or any(pattern.search(sentence) for pattern in (_AS, _QUOTED_BEFORE, _PASSIVE)):
            return match[0]
        left -= 1
        return f"{match['verb']} that" + ("" if match[0].endswith(" that") else " ")

    return _COMMA.sub(changed, english) if left else english
