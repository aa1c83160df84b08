"""The form of an English word that a term is asked for in, by the words around it in the source.

A model that is asked for "drown" writes "eight students drown" of yesterday, and asked for "mocked" after "cố tình" it
writes "intentionally mocked" of what is to come. In human pairs of news "thừa nhận" is admitted 71 times and admit 5,
"cảnh báo" warned 186 times and warn 23. So vocabulary.csv has the past first for such verbs, and other forms are asked
for where the source has what they stand after and they are among the other renderings: the infinitive after "sẽ",
"phải", "để" and their like, a gerund after "đang" and "việc", an adverb after "một cách", the past after "đã", a
participle after "bị", and after "rất" and "trở nên" no noun. After "các" and numbers it's the plural, which needn't be
among the renderings: of 10,000 such places in human pairs 89 in 100 have it. What came in a form that can't stand there
is put right afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from songngu.glossary.occurrences import plural_of
from songngu.records import Term

_IRREGULAR = {
    "fled": "flee", "caught": "catch", "shot": "shoot", "took": "take", "sank": "sink", "lost": "lose", "hid": "hide",
    "stole": "steal", "broke": "break", "ran": "run", "won": "win", "hanged": "hang", "dealt": "deal", "drove": "drive",
    "fell": "fall", "rose": "rise", "told": "tell", "held": "hold", "found": "find", "made": "make", "built": "build",
    "sent": "send", "spent": "spend", "left": "leave", "led": "lead", "gave": "give", "began": "begin", "sold": "sell",
    "bought": "buy", "brought": "bring", "fought": "fight", "sought": "seek", "struck": "strike", "wrote": "write",
    "drew": "draw", "threw": "throw", "flew": "fly", "shook": "shake", "overcame": "overcome", "withdrew": "withdraw",
    "came": "come", "woke": "wake", "paid": "pay", "got": "get", "went": "go", "swept": "sweep", "upheld": "uphold",
    "sprang": "spring", "stood": "stand", "kept": "keep", "met": "meet", "became": "become", "froze": "freeze",
}  # fmt: skip
# Past forms that are no participles, and participles that are no past forms.
_PRETERITES = frozenset(
    ("took", "sank", "hid", "stole", "broke", "ran", "drove", "fell", "rose", "gave", "began", "wrote", "drew", "threw",
     "flew", "shook", "overcame", "withdrew", "came", "woke", "went", "sprang", "became", "froze")
)  # fmt: skip
_PARTICIPLES = frozenset(
    ("taken", "sunk", "hidden", "stolen", "broken", "driven", "given", "written", "drawn", "thrown", "flown", "shaken",
     "withdrawn", "frozen", "overcome", "taken over", "broken into", "taken away")
)  # fmt: skip


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})\s+$", re.IGNORECASE)


_INFINITIVE = re.compile(
    r"(?<!\w)(?:sẽ|(?<!gặp )phải|muốn|để|cần|(?<!trở )nên|(?:có|không) thể|hãy|đừng|(?:dự|ý) định|tránh|xin|đòi|nhằm|"
    r"kế hoạch|(?:cho|được) phép|yêu cầu|(?:đề|kiến) nghị|kêu gọi|sắp|khả năng|nguy cơ|cấm|giúp|(?<!cáo )buộc|dám|toan|"
    r"tìm cách|(?<!sự )(?<!củng )(?<!kiên )(?<!gia )cố|cố gắng|cố tình|(?<!hàng )(?<!phòng )(?<!trên )không|tiếp tục|"
    r"bắt đầu|quyết định)\s+(?:(?:tự|cùng|nhanh chóng|sớm)\s+)?$",
    re.IGNORECASE,
)
_ADVERB = _after("một cách")
_GERUND = _after("đang|bằng cách|(?<!vụ )(?<!sự )(?<!công )(?<!làm )(?<!mất )(?<!thôi )(?<!nghỉ )(?<!xin )việc")
_PAST = _after("đã|vừa|mới")
_PASSIVE = _after("bị|(?:đã|vừa|mới|chưa|sẽ|cũng|đang|có thể|cần|phải) được")
_QUALITY = _after("rất|trở nên|đầy|hoàn toàn|khá|quá|hơi|thật|tỏ ra|cảm thấy|vô cùng|hết sức|cực kỳ")
_SEVERAL = re.compile(
    r"(?<!\w)(?:các|những|nhiều|vài|mấy|hàng (?:loạt|chục|trăm|nghìn|ngàn|triệu)|[2-9]|[1-9]\d{1,2}|hai|ba|bốn|sáu|bảy|"
    r"tám|chín|mười)\s+(?:(?:chiếc|con|cái|vị|tên|ngôi|căn|cuộc|vụ|trận|bộ|tấm|quả|loại)\s+)?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<!\w)(?:thứ|ngày|tháng|lớp|tầng|quận|số|cấp|hạng|lần|quý|khóa|điều|mùng|mồng|năm|ông|bà)\s+\w+\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BEFORE = 24  # characters
# What an infinitive follows in English, and no other form: "continued to accuse".
_CONTROL = (
    r"(?:continu(?:e|es|ed|ing)|beg[ai]ns?|beginning|start(?:s|ed|ing)?|tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|"
    r"want(?:s|ed|ing)?|willing|unwilling|ready|able|unable|likely|decid(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|"
    r"plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|in order|pledged|vowed|promised|managed|failed|determined) to"
)
_WITH_OBJECT = re.compile(r"\w+ (?:an?|the) ")
# What a gerund follows, and no past form with an object: "by sealed the score". No "passer-by called the police".
_PREPOSITION = (
    r"(?<![\w-])(?i:by|without|instead of|(?:accused|suspected|convicted|guilty|capable|afraid) of|"
    r"(?:charges?|crimes?|acts?|risk|chance|hope|purpose|possibility|way|idea) of)"
)
_OBJECT = r"(?:an?|the|his|her|their|its|these|those|(?:this|that)(?! (?:day|week|month|year|time))) "
_ALIKE = 4  # letters that a noun and its verb begin with: "concession", "concede"

_OF_NOUNS = re.compile(r"\w+(?:[ts]ion|ment|ness|ity|ance|ence|ship|ism|hood|cy|dom|ery|ure)")


def asked_form(targets: Sequence[str], before: str) -> str:
    """The rendering to ask for: the first, or another form where what ends `before` calls for that."""
    before = before[-_BEFORE:]
    if _INFINITIVE.search(before):
        return _first(targets, _bases(targets[0]).__contains__)
    if _PAST.search(before):
        return _first(targets, lambda target: not _bases(target).isdisjoint(targets))
    if _PASSIVE.search(before):
        return _first(targets, lambda target: target in _PARTICIPLES or _is_participle(target, targets))
    if _ADVERB.search(before):
        return _first(targets, lambda target: _is_adverb(target) and not _adjectives(target).isdisjoint(targets))
    if _GERUND.search(before):
        return _first(targets, lambda target: not _of_gerund(target).isdisjoint(targets))
    if _QUALITY.search(before) and (_is_noun(targets[0]) or _is_adverb(targets[0])):
        bases = frozenset(base for target in targets for base in _bases(target))
        return _first(targets, lambda target: _is_quality(target) and target not in bases)
    if _SEVERAL.search(before) and not _NUMBERED.search(before) and targets[0].partition(" ")[0] not in _IRREGULAR:
        return plural_of(targets[0]) or targets[0]
    return targets[0]


def say_forms(text: str, terms: Sequence[Term]) -> str:
    """The English with the form of a term that can stand there: no "continued to accused", no "by sealed the score"."""
    for term in terms:
        infinitives, gerunds = _wrong_forms(term.targets) if term.mode != "quantity" else ((), ())
        for wrong, base in infinitives if " to " in text else ():
            if f" to {wrong}" in text:
                control = r"\bto" if _WITH_OBJECT.match(wrong) else _CONTROL  # "used a hammer to smashed the glass"
                text = re.sub(rf"\b({control} ){re.escape(wrong)}(?![\w-]| of\b)", rf"\g<1>{base}", text)
        for wrong, gerund in gerunds:
            if f" {wrong}" in text:
                after = "" if _WITH_OBJECT.match(wrong) else rf"(?= {_OBJECT})"
                text = re.sub(rf"({_PREPOSITION} ){re.escape(wrong)}(?![\w-]){after}", rf"\g<1>{gerund}", text)
    return text


_Forms = list[tuple[str, str]]


@lru_cache(maxsize=2**12)  # every candidate text of a sentence asks for the same terms
def _wrong_forms(targets: tuple[str, ...]) -> tuple[_Forms, _Forms]:
    """The past forms and nouns in -ion among the targets with the infinitive, and the past forms with the gerund."""
    past = [(one, base) for one in targets for base in _bases(one) if base not in (one, "find")]
    verbs = {base for _, base in past}
    infinitives = [(one, base) for one, base in past if base in targets]
    nouns = [
        (one, base)
        for one in targets
        if _is_noun(one) and one.endswith("ion") and one not in verbs  # no "amend the constitution"
        for _, base in infinitives
        if one[:_ALIKE] == base[:_ALIKE] and one != base
    ]
    of_gerund = {base: one for one in targets for base in _of_gerund(one)}
    gerunds = [(one, of_gerund[base]) for one, base in past if base in of_gerund]
    return infinitives + [(form, base) for noun, base in nouns for form in (f"{noun}s", noun)], gerunds


def _first(targets: Sequence[str], fits: Callable[[str], bool]) -> str:
    return next((target for target in targets if fits(target)), targets[0])


def _is_adverb(target: str) -> bool:
    return target.endswith("ly") and " " not in target


def _is_gerund(target: str) -> bool:
    return re.match(r"\w{3,}ing\b", target) is not None


def _adjectives(adverb: str) -> frozenset[str]:
    stem = adverb.removesuffix("ly")
    return frozenset((stem, f"{stem}le", f"{stem[:-1]}y" if stem.endswith("i") else stem, stem.removesuffix("al")))


def _of_gerund(target: str) -> frozenset[str]:
    """What the infinitive of a gerund may be, with the words that follow it; none where it is no gerund."""
    verb, *rest = target.split(" ", 1)
    if not _is_gerund(target):
        return frozenset()
    stem = verb.removesuffix("ing")
    bases = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return frozenset(" ".join([base, *rest]) for base in bases)


def _is_noun(target: str) -> bool:
    return _OF_NOUNS.fullmatch(target) is not None


def _is_participle(target: str, targets: Sequence[str]) -> bool:
    return target.split(" ", 1)[0] not in _PRETERITES and not _bases(target).isdisjoint(targets)


def _is_quality(target: str) -> bool:
    return " " not in target and not (_is_adverb(target) or _is_gerund(target) or _is_noun(target))


def _bases(past: str) -> frozenset[str]:
    """What the infinitive of a past form may be, with the words that follow it."""
    verb, *rest = past.split(" ", 1)
    bases = {_IRREGULAR.get(verb, "")}
    if verb.endswith("ed"):  # agreed, freed too
        stem = verb[:-2]
        bases |= {stem, verb[:-1], stem[:-1]}
        bases |= {f"{stem[:-1]}y"} if stem.endswith("i") else set()
    return frozenset(" ".join([base, *rest]) for base in bases if base)
