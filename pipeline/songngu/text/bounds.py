"""Bounds of numbers that turn into their opposite: "up to 120 mm" where the source says "trên 120 mm", more than that.

Of 1,843 bounds in pairs with human references 20 go against their source, nearly all with a negation beside them; of 41
that a small model wrote four did. Where either side denies something nothing is touched.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

_NUMBER = r"(?P<number>\d+(?:[.,]\d+)*)(?!\d|[.,]\d|[-–]\d)"
_ENGLISH_BOUND = {"trên": "more than", "hơn": "more than", "gần": "nearly", "dưới": "under"}
# After other words "hơn" compares: "cao hơn 30%" is by how much, "mỏng hơn 2 mm" how thin.
_BEFORE_MORE = re.compile(
    "có|với|khoảng|đã|tới|đến|lên|là|được|gồm|và|của|cho|trong|sau|từ|bằng|thu|hút|giết|trị|giá|chi|tổng|thêm|còn|mất|qua|"
    "tiền|khoản|phạt|vay|nợ|lãi|lỗ|bán|mua|đạt|chiếm|gây|khiến|làm|về|tại|ở|mỗi|những|các|hiện|này|đó|nay|nhất|xuống"
)
_NO_BOUND = {"gần": ("đến", "tới"), "dưới": ("trên",)}  # "trên dưới 500" is about 500
_BEFORE = re.compile(
    r"(?:^|(?P<word>\S+)\s+)(?P<bound>trên|hơn|gần|dưới|(?:chưa|không) (?:đến|tới|đầy))\s+$", re.IGNORECASE
)
_REACH = 80  # characters before a number, in which its bound and what denies it stand
_SOURCE_NUMBER = re.compile(_NUMBER)
# Before these words alone "over", "under" and "up to" bound a number: "take over 20 companies", "a dispute over 30 ha".
_BOUNDING = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        *(
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "has",
            "have",
            "had",
            "having",
            "of",
            "with",
            "for",
            "by",
            "at",
            "and",
        ),
        *("or", "than", "in", "killed", "injured", "reached", "paid", "spent", "worth", "cost", "there", "just"),
    )
)
_ENGLISH = re.compile(
    r"\b(?P<adverb>(?:just|well|slightly|far|way|a little|a bit) )?"
    rf"(?:(?P<more>more than|in excess of|at least|(?:^|(?<=[.,;:(\"“] )|{_BOUNDING})(?:over|above))"
    r"|(?P<less>less than|fewer than|nearly|almost|a maximum of|as many as|as much as"
    rf"|(?:^|(?<=[.,;:(\"“] )|{_BOUNDING})(?:under|below|up to)))"
    rf"(?P<between> (?:VND|US\$|\$|€)?){_NUMBER}(?P<people> people\b)?",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:không|chưa|chẳng|chả|cấm|đừng|tránh|trừ)\b(?! (?:đến|tới|đầy) \d)", re.IGNORECASE)
_DENIED_ENGLISH = re.compile(
    r"\b(?:not|never|no|nobody|none|without|avoid\w*|cannot|only|fail\w*|hardly|barely|rarely|scarcely|few|refus\w*|ban|"
    r"banned|bans|prohibit\w*|forbid\w*|unable|short)\b|n['’]t\b",
    re.IGNORECASE,
)


def mend_bounds(english: str, source: str) -> str:
    """The English with each bound on the side of its number where the source has it; a number said twice is left."""
    bounds = _bounds_of(source)
    if not bounds:
        return english
    said = Counter(_value(match["number"]) for match in _SOURCE_NUMBER.finditer(english))

    def mend(match: re.Match[str]) -> str:
        value = _value(match["number"])
        bound = bounds.get(value)
        if not bound or said[value] > 1 or bool(match["more"]) == (bound == "more than"):
            return match[0]
        start = max(english.rfind(sign, 0, match.start()) for sign in ".;") + 1
        end = min((at for sign in ".;" if (at := english.find(f"{sign} ", match.end())) >= 0), default=len(english))
        if _DENIED_ENGLISH.search(english[start : match.start()] + english[match.end() : end]):
            return match[0]
        if bound == "less than" and match["people"]:
            bound = "fewer than"
        rest = match[0][match.start("between") - match.start() :]
        if match[0][:2].isupper():
            return bound.upper() + rest
        return (bound[0].upper() + bound[1:] if match[0][0].isupper() else bound) + rest

    return _ENGLISH.sub(mend, english)


def _bounds_of(source: str) -> dict[str, str]:
    """The English bound of each number that the source has once, with a bound and without a negation before it."""
    found: dict[str, list[str]] = defaultdict(list)
    for match in _SOURCE_NUMBER.finditer(source):
        found[_value(match["number"])].append(_bound(source[max(0, match.start() - _REACH) : match.start()]))
    return {value: each[0] for value, each in found.items() if len(each) == 1 and each[0]}


def _bound(before: str) -> str:
    """The English bound of the number that stands after `before`, "" for none."""
    match = _BEFORE.search(before)
    if not match or _DENIED.search(re.split(r"[.,;:]\s", before[: match.start("bound")])[-1]):
        return ""
    words, word = match["bound"].lower(), (match["word"] or "").lower()
    if words == "hơn" and word[-1:].isalpha() and not _BEFORE_MORE.fullmatch(word.lstrip('("“')):
        return ""
    return "" if word in _NO_BOUND.get(words, ()) else _ENGLISH_BOUND.get(words, "less than")


def _value(number: str) -> str:
    """A number without the signs of thousands and with a point before decimals, in either language."""
    *parts, last = re.split(r"[.,]", number)
    whole = "".join(parts)
    return f"{whole}.{last}" if parts and (len(last) != 3 or whole == "0") else whole + last
