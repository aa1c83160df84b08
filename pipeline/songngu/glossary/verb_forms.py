"""The form of an English verb that a term is asked for in: the past, which news is told in, or the infinitive.

A model that is asked for "drown" writes "eight students drown" of yesterday. In human pairs of news "thừa nhận" is
admitted 71 times and admit 5, "cảnh báo" warned 186 times and warn 23. So vocabulary.csv has the past first for such
verbs, and after "sẽ", "phải", "để" and their like the infinitive is asked for, which is among the other renderings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_IRREGULAR = {
    "fled": "flee", "caught": "catch", "shot": "shoot", "took": "take", "sank": "sink", "lost": "lose", "hid": "hide",
    "stole": "steal", "broke": "break", "ran": "run", "won": "win", "hanged": "hang",
}  # fmt: skip
_INFINITIVE = re.compile(
    r"(?<!\w)(?:sẽ|phải|muốn|để|cần|nên|(?:có|không) thể|hãy|đừng|(?:dự|ý) định|tránh|xin|đòi|(?:cho|được) phép|nhằm|"
    r"kế hoạch|yêu cầu|(?:đề|kiến) nghị|kêu gọi|sắp|khả năng|nguy cơ|cấm|giúp|buộc|dám|toan|tìm cách|cố|cố gắng|"
    r"(?<!hàng )không|tiếp tục|bắt đầu|quyết định)\s+(?:(?:tự|cùng|nhanh chóng|sớm)\s+)?$",
    re.IGNORECASE,
)
_BEFORE = 24  # characters


def asked_form(targets: Sequence[str], before: str) -> str:
    """The first of the renderings, or its infinitive where that is among them and `before` ends in what asks for it."""
    if _INFINITIVE.search(before[-_BEFORE:]):
        bases = _bases(targets[0])
        return next((target for target in targets[1:] if target in bases), targets[0])
    return targets[0]


def _bases(past: str) -> frozenset[str]:
    """What the infinitive of a past form may be, with the words that follow it."""
    verb, *rest = past.split(" ", 1)
    bases = {_IRREGULAR.get(verb, "")}
    if verb.endswith("ed"):
        stem = verb[:-2]
        bases |= {stem, verb[:-1], stem[:-1]}
        bases |= {f"{stem[:-1]}y"} if stem.endswith("i") else set()
    return frozenset(" ".join([base, *rest]) for base in bases if base)
