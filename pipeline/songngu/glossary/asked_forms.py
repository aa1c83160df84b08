"""The form of an English word that a term is asked for in, by the words around it in the source.

A model that is asked for "drown" writes "eight students drown" of yesterday, and asked for "mocked" after "cố tình" it
writes "intentionally mocked" of what is to come. In human pairs of news "thừa nhận" is admitted 71 times and admit 5,
"cảnh báo" warned 186 times and warn 23. So vocabulary.csv has the past first for such verbs, and other forms are asked
for where the source has what they stand after, and they are among the other renderings: the infinitive after "sẽ",
"phải", "để" and their like, a gerund after "đang" and "việc", an adverb after "một cách", the past after "đã" and "bị".

In 90,000 human pairs the form that is asked for is the one that stands there in 58 % of the places after "đã" and its
like (the first rendering in 40 %), in 41 % after "đang" (20 %), in 57 % after "một cách" (23 %).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_IRREGULAR = {
    "fled": "flee", "caught": "catch", "shot": "shoot", "took": "take", "sank": "sink", "lost": "lose", "hid": "hide",
    "stole": "steal", "broke": "break", "ran": "run", "won": "win", "hanged": "hang", "dealt": "deal", "drove": "drive",
    "fell": "fall", "rose": "rise", "told": "tell", "held": "hold", "found": "find", "made": "make", "built": "build",
    "sent": "send", "spent": "spend", "left": "leave", "led": "lead", "gave": "give", "began": "begin", "sold": "sell",
    "bought": "buy", "brought": "bring", "fought": "fight", "sought": "seek", "struck": "strike", "wrote": "write",
    "drew": "draw", "threw": "throw", "flew": "fly", "shook": "shake", "overcame": "overcome", "withdrew": "withdraw",
}  # fmt: skip


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})\s+$", re.IGNORECASE)


_INFINITIVE = re.compile(
    r"(?<!\w)(?:sẽ|phải|muốn|để|cần|nên|(?:có|không) thể|hãy|đừng|(?:dự|ý) định|tránh|xin|đòi|(?:cho|được) phép|nhằm|"
    r"kế hoạch|yêu cầu|(?:đề|kiến) nghị|kêu gọi|sắp|khả năng|nguy cơ|cấm|giúp|buộc|dám|toan|tìm cách|cố|cố gắng|"
    r"cố tình|(?<!hàng )không|tiếp tục|bắt đầu|quyết định)\s+(?:(?:tự|cùng|nhanh chóng|sớm)\s+)?$",
    re.IGNORECASE,
)
_ADVERB, _GERUND, _PAST = _after("một cách"), _after("đang|bằng cách|việc"), _after("đã|vừa|được|bị|mới|từng")
_NOUN = _after("sự|quá trình|tỷ lệ|lòng|nỗi|niềm|mối|nạn")
_QUALITY = _after("rất|trở nên|đầy|hoàn toàn|khá|quá|hơi|thật|tỏ ra|cảm thấy|vô cùng|hết sức|cực kỳ")
_PASSIVE = re.compile(r"\s*(?:bởi|rằng)(?!\w)", re.IGNORECASE)
_BEFORE = 24  # characters

_OF_NOUNS = re.compile(r"\w+(?:[ts]ion|ment|ness|ity|ance|ence|ship|ism|hood|cy|dom|ery|ure)")
_NO_ADVERBS = frozenset(
    ("family", "friendly", "early", "daily", "only", "supply", "reply", "apply", "ally", "rally", "assembly", "likely",
     "elderly", "costly", "deadly", "lonely", "ugly", "monopoly", "weekly", "monthly", "yearly", "unlikely", "orderly")
)  # fmt: skip


def asked_form(targets: Sequence[str], before: str, after: str = "") -> str:
    """The rendering to ask for: the first, or another form where `before` or `after` it the source calls for that."""
    before = before[-_BEFORE:]
    if _INFINITIVE.search(before):
        return _first(targets, _bases(targets[0]).__contains__)
    for place, fits in _FORMS:
        if place.search(before):
            return _first(targets, fits)
    if _QUALITY.search(before):
        bases = frozenset(base for target in targets if _is_past(target) for base in _bases(target))
        return _first(targets, lambda target: _is_quality(target) and target not in bases)
    return _first(targets, _is_past) if _PASSIVE.match(after) else targets[0]


def _first(targets: Sequence[str], fits: Callable[[str], bool]) -> str:
    return next((target for target in targets if fits(target)), targets[0])


def _is_adverb(target: str) -> bool:
    return target.endswith("ly") and " " not in target and target not in _NO_ADVERBS


def _is_gerund(target: str) -> bool:
    return re.match(r"\w{3,}ing\b", target) is not None


def _is_noun(target: str) -> bool:
    return _OF_NOUNS.fullmatch(target) is not None


def _is_past(target: str) -> bool:
    verb = target.split(" ", 1)[0]
    return verb in _IRREGULAR or (verb.endswith("ed") and not verb.endswith("eed"))


def _is_quality(target: str) -> bool:
    return " " not in target and not (_is_adverb(target) or _is_gerund(target) or _is_noun(target))


_FORMS = ((_ADVERB, _is_adverb), (_GERUND, _is_gerund), (_NOUN, _is_noun), (_PAST, _is_past))


def _bases(past: str) -> frozenset[str]:
    """What the infinitive of a past form may be, with the words that follow it."""
    verb, *rest = past.split(" ", 1)
    bases = {_IRREGULAR.get(verb, "")}
    if verb.endswith("ed"):
        stem = verb[:-2]
        bases |= {stem, verb[:-1], stem[:-1]}
        bases |= {f"{stem[:-1]}y"} if stem.endswith("i") else set()
    return frozenset(" ".join([base, *rest]) for base in bases if base)
