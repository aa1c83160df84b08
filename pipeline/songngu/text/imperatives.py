"""Advice without a subject, "Rửa tay thường xuyên", is an imperative: not "To wash one's hands regularly".

Dictionaries give verbs so, and a model that has read them does the same with items of lists and headings.
"""

from __future__ import annotations

import re

_INFINITIVE = re.compile(
    r"(?P<not>[Nn]ot (?!to (?:be|mention|say)\b))?[Tt]o (?!(?:the|an?|my|your|his|her|our|their|its|this|these|"
    r"that|those|them|us|me|him|it|date|and|no|what|whom|which|some|many|most|all|both|be|begin|sum|put it|"
    r"name a|people|everyone)\b)"
    r"(?P<verb>[a-z][a-z-]+)"
)
# A clause of purpose, an infinitive that is the subject, and one of several are what they are.
_CLAUSE = re.compile(
    r"[,;:]|\b(?:or|and) (?:not )?to\b|"
    r"\b(?:is|are|was|were|will|would|has|had|can|could|should|must|may|might|means|takes|said|says|requires|becomes|"
    r"remains|needs|increases|reduces|affects|causes|makes|leads|helps|gives|brings|raises|comes|depends)\b"
)
_PURPOSE = re.compile(
    r"[\W\d_]*(?:để|nhằm|hòng|tới|đến|muốn|(?:kính |thân )?gửi|cho|đối với|với|trước|giữa|trong|theo|còn|kể)\b",
    re.IGNORECASE,
)
# In none of these is the first verb advice: "Ăn mặn làm tăng huyết áp", "Bị phạt 3 năm tù".
_TOLD = re.compile(
    r"\b(?:làm tăng|làm giảm|ảnh hưởng|giúp|gây|khiến|dẫn đến|là|bị|được|sẽ|đã|đang|phải|cần|vừa)\b", re.IGNORECASE
)
_DENIES = re.compile(r"[\W\d_]*(?:không|đừng|chớ)\b", re.IGNORECASE)
_ONE = ((re.compile(r"\bone['’]s\b"), "your"), (re.compile(r"\bone-?self\b"), "yourself"))


def say_imperative(english: str, source: str) -> str:
    """The English as an imperative where it is an infinitive and nothing else, and the source no purpose."""
    match = _INFINITIVE.match(english)
    if match is None or _PURPOSE.match(source) or _TOLD.search(source) or _CLAUSE.search(english, match.end()):
        return english
    if match["not"] and not _DENIES.match(source):
        return english
    rest = english[match.start("verb") :]
    for word, yours in _ONE:
        rest = word.sub(yours, rest)
    if match["not"]:
        rest = f"do not {rest}"
    return rest[0].upper() + rest[1:] if english[0].isupper() else rest
