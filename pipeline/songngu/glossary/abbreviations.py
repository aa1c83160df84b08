"""What newspapers shorten, spelled out for the engine: "Q. Tân Bình" is "quận Tân Bình", "TT Putin" tổng thống Putin.

A small model leaves such letters as they are ("P. Hiep Thanh", "TT Putin"). The articles keep their text; only what the
engine is asked changes. Of 12,285 newspaper articles 190 have some 400 districts and wards written so, and 200
presidents. What stands in brackets by custom (220 captions tell who stands where, 230 articles who compiled them) is
written in English, which the engine copies: by itself it makes "(must)" of "(phải)". The dash of a type that has come
loose ("S -400", 5,000 places) is joined to it as well. The dash between what is quoted and who says it (800 articles:
`"…" - ông Nam nói`) is a comma, as most newspapers have it:
the model made a mess of one such sentence in three ("to minimize the risk of " - said …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from songngu.glossary.context import is_name_syllable
from songngu.glossary.glosses import find_glosses
from songngu.glossary.words import Words, fold_letters, split_words, word_set
from songngu.records import Span, Term
from songngu.text.latin import is_vietnamese_syllable

_KINDS = {"h": "huyện", "q": "quận", "p": "phường", "x": "xã", "tx": "thị xã"}
_KIND = re.compile(r"(?<![\w.])(?P<kind>[HQPX](?=\.)|T[. ]?X(?=[. ]))\.?\s?(?=[^\W\d_])")
_SYLLABLES = 2  # of a place's name, at least: "bé H. Khi về" is a girl and the next sentence
_SIGNS = (",", "(", ";", "-", "–", "/")
_OFFICES = frozenset(("UBND", "HĐND", "TAND", "VKSND", "CA"))
# After these stands a person's initial.
_PERSONS = word_set(
    "anh chị em ông bà cô chú bác cháu bé bạn tên con nữ nam sinh gái trai thầy cậu dì mẹ cha vợ chồng cáo phạm can sĩ "
    "sỹ nghi thủ viên"
)
# No place begins so: deputies ("P. Tổng Giám đốc"), acting heads ("Q. Cục trưởng"), departments, middle names.
_NO_PLACES = word_set("tổng giám chánh trưởng cục cảnh quản kế tư bí chủ viện văn thị")

# Letters that are one thing before a capital, and what police has.
_BODIES = re.compile(
    r"(?<![\w.])(?:(?P<hospital>BV\.?\s)(?=[A-ZĐ][^\W\d_]*[^\W\dA-Z_])|"
    r"(?P<police>CA\.?\s)(?=(?:[HQPX]\.|T[. ]?[XP]\b|(?:tỉnh|thành phố|huyện|quận|phường|xã|thị xã|thị trấn)\s))|"
    r"CA(?P<kind>[HQPX])\s(?=[A-ZĐ][^\W\d_]*[^\W\dA-Z_]))"
)

# Who is a president, in office or before it; a premier is TT as well, and so are a town and a centre.
PRESIDENTS = word_set(
    "trump obama biden bush clinton reagan nixon kennedy putin yeltsin macron hollande sarkozy chirac zelensky "
    "zelenskyy poroshenko yanukovych lukashenko erdogan assad rouhani raisi ahmadinejad pezeshkian maduro chavez "
    "guaido duterte aquino marcos widodo jokowi yudhoyono prabowo moon yoon park lula bolsonaro rousseff temer macri "
    "fernandez milei morales correa santos duque petro boric pinera mubarak morsi sisi mugabe zuma ramaphosa "
    "ghani karzai saakashvili nazarbayev tokayev aliyev steinmeier gauck duda vucic kagame ruto kenyatta "
    "buhari sirisena rajapaksa"
)
_COUNTRIES = frozenset(
    ("Mỹ", "Nga", "Pháp", "Hàn", "Hàn Quốc", "Syria", "Ukraine", "Venezuela", "Philippines", "Indonesia", "Iran",
     "Thổ Nhĩ Kỳ", "Brazil", "Mexico", "Ai Cập", "Belarus", "Afghanistan", "Argentina", "Chile", "Colombia", "Bolivia",
     "Nam Phi", "Zimbabwe", "Kenya", "Nigeria", "Sri Lanka", "Serbia", "Kazakhstan", "Peru", "Ecuador")
)  # fmt: skip
_LEADER = re.compile(r"(?<![\w.])TT\.?\s(?P<name>[A-ZĐ][\w’'-]*(?:\s[A-ZĐ][\w’'-]*)*)")

# Where somebody stands in a picture: "(trái)", "(thứ hai từ phải sang)".
_SIDES = {"trái": "left", "phải": "right", "giữa": "center"}
_PLACES = {"nhất": "first", "hai": "second", "2": "second", "ba": "third", "3": "third", "tư": "fourth", "4": "fourth"}
_SIDE = re.compile(
    r"(?<=\()(?:(?P<edge>bìa |ngoài cùng )|thứ (?P<place>nhất|hai|ba|tư|[2-4]) )?(?:(?:từ |ở )?(?:bên |phía )?)"
    r"(?P<side>trái|phải|giữa)(?: (?:sang|qua|ảnh|hình))?(?=\))"
)
# What stands in brackets by custom.
_REMARKS = {
    "tổng hợp": "compiled", "t/h": "compiled", "còn nữa": "to be continued", "còn tiếp": "to be continued",
    "cười": "laughs", "cười lớn": "laughs", "khóc": "cries", "nếu có": "if any", "ảnh minh họa": "illustrative photo",
    "ảnh minh hoạ": "illustrative photo", "đề nghị không nêu tên": "who asked not to be named",
    "đề nghị giấu tên": "who asked not to be named", "xin giấu tên": "who asked not to be named",
}  # fmt: skip
_REMARK = re.compile(rf"(?<=\()(?:{'|'.join(map(re.escape, _REMARKS))})(?=\))", re.IGNORECASE)

# Who says what was quoted stands after a dash: `"…" - ông Nam nói.`, or between two: `"… - ông Nam nói - …"`.
_SPEAKS = (
    r"(?:nói|kể|hỏi|đáp|cho (?:biết|hay|rằng)|chia sẻ|tâm sự|nhấn mạnh|khẳng định|nhận định|bày tỏ|phân tích|"
    r"l[ýí] giải|giải thích|đánh giá|phát biểu|trình bày|tuyên bố|thông tin|khuyến cáo|cảnh báo|trả lời|nhận xét|"
    r"thừa nhận|khai(?! (?:báo|màn|giảng|thông))|viết|bộc bạch|thổ lộ|than thở|nhớ lại|lo lắng|lưu ý|đề nghị|"
    r"kiến nghị|đề xuất|cam kết|dẫn lời|nêu)"
    r"(?! (?:mạc|trương|thác))(?!\w)"
)
_SPEAKER = r"[^\W\d_](?:(?!\s-\s)[^\"“”.;–—]){0,90}?(?<!\w)"
_DASHES = (
    re.compile(
        rf"(?:(?<=[\w.,!?…][\"”])|(?<=[\w.,!?…]\s[\"”])(?=\s))(?P<dash>\s?[-–—]\s)(?={_SPEAKER}{_SPEAKS})(?P<second>)?"
    ),
    re.compile(
        rf"(?<=\w)(?<!ông)(?<!anh)(?<!thầy)(?P<dash>\s[-–—]\s)(?:ông|bà|anh|chị|cô|bác|chú)\s(?!gái|trai|vợ|chồng|nội|ngoại|ruột|họ)"
        rf"{_SPEAKER}(?:nói|cho (?:biết|hay|rằng)|chia sẻ|kể|nhấn mạnh|khẳng định|nhận định)"
        rf"(?:(?P<second>\s[-–—]\s)|[.]?$)"
    ),
)

_OTHER_D = re.compile("[ÐðƉɖ]")  # Icelandic and African letters that look like Đ: "Ðại Sơn"
_LOOSE_DASH = re.compile(
    r"(?<![\w-])(?<![Qq]uý )(?P<type>[A-Z][A-Za-z]{0,2})(?P<gap> )-(?=\d)(?!\d+,\d)"
    r"(?!\d[\d.]*\s?(?:[%°º˚]|[oO]?C\b|(?:độ|điểm|đồng|USD|đô|tuổi|HC[VBĐ]|lần|triệu|tỷ|tỉ|nghìn|người|đến|tới)\b))"
)
_TYPES = word_set("su tu mi an be la ki ka ke pe po yu li xi va hy")  # read alone these are syllables too

_Change = tuple[Span, str]


def spell_out(source: str, terms: Sequence[Term]) -> tuple[str, tuple[Term, ...]]:
    """The source with abbreviations in full and no name twice, and the terms at their places there, in their order."""
    changes: list[_Change] = []
    for span, full in sorted((*_changes(source), *find_glosses(source, terms)), key=lambda c: (c[0][0], -c[0][1])):
        free = not changes or changes[-1][0][1] <= span[0]  # none within another
        if free and all(_apart(span, term.vi_span) or _inside(span, term.vi_span) for term in terms):
            changes.append((span, full))
    if not changes:
        return source, tuple(terms)
    text, at = "", 0
    for (start, end), full in changes:
        text, at = text + source[at:start] + full, end
    text += source[at:]
    return text, tuple(_moved(term, changes, text) for term in terms)


def find_original(span: Span, source: str, original: str) -> Span:
    """Where the original has what stands at `span` of the source that was made of it; whole abbreviations."""
    if source == original:
        return span
    start = end = 0
    matcher = SequenceMatcher(None, source.casefold(), original.casefold(), autojunk=False)
    for tag, i, _, k, m in matcher.get_opcodes():
        if i <= span[0]:
            start = k + (span[0] - i if tag == "equal" else 0)
        if i < span[1]:
            end = min(m, k + span[1] - i) if tag == "equal" else m
    return start, end


def _apart(change: Span, term: Span) -> bool:
    return change[1] <= term[0] or term[1] <= change[0]


def _inside(change: Span, term: Span) -> bool:
    return term[0] <= change[0] and change[1] <= term[1]


def _moved(term: Term, changes: Sequence[_Change], text: str) -> Term:
    """The term at its place in the new text; one that is kept as written is kept as written there."""
    start, end = (
        place + sum(len(full) - (last - first) for (first, last), full in changes if last <= place)
        for place in term.vi_span
    )
    vi = text[start:end]
    kept = vi != term.vi and term.mode == "quantity"
    targets = tuple(dict.fromkeys((vi, *term.targets))) if kept else term.targets
    return msgspec.structs.replace(term, vi=vi, vi_span=(start, end), targets=targets)


def _changes(source: str) -> Iterator[_Change]:
    if "." in source or "TX" in source:
        yield from _kinds(source, split_words(source))
    for match in _BODIES.finditer(source):
        kind = f"{_KINDS[match['kind'].lower()]} " if match["kind"] else ""
        yield match.span(), "Bệnh viện " if match["hospital"] else f"Công an {kind}"
    for match in _LEADER.finditer(source):
        if match["name"] in _COUNTRIES or not PRESIDENTS.isdisjoint(fold_letters(match["name"]).split()):
            yield (match.start(), match.start("name")), "Tổng thống "
    for match in _SIDE.finditer(source):
        before = "far " if match["edge"] else f"{_PLACES[match['place']]} from " if match["place"] else ""
        yield match.span(), before + _SIDES[match["side"]]
    for match in _REMARK.finditer(source):
        yield match.span(), _REMARKS[match[0].lower()]
    for dash in _DASHES:
        for match in dash.finditer(source):
            said = source[: match.start("dash")].rstrip('"” ').endswith((",", "?", "!"))
            yield match.span("dash"), " " if said else ", "
            if match["second"]:
                yield match.span("second"), ", "
    for match in _OTHER_D.finditer(source):
        yield match.span(), "Đ" if match[0].isupper() else "đ"
    for match in _LOOSE_DASH.finditer(source):
        letters = match["type"]
        if len(letters) == 1 or fold_letters(letters) in _TYPES or not is_vietnamese_syllable(letters):
            yield match.span("gap"), ""


def _kinds(source: str, words: Words) -> Iterator[_Change]:
    """Kinds of places, before a name of two syllables and not where a person's initial would stand."""
    starts = {start: index for index, (start, _) in enumerate(words.spans)}
    for match in _KIND.finditer(source):
        index = starts.get(match.end())
        if index is not None and _named(words, index) and _introduced(source[: match.start()].rstrip()):
            full = _KINDS[re.sub(r"[. ]", "", match["kind"]).lower()]
            yield match.span(), f"{full} "


def _named(words: Words, index: int) -> bool:
    last = index + _SYLLABLES - 1
    return (
        last < len(words.spans)
        and fold_letters(words.word(index)) not in _NO_PLACES
        and all(is_name_syllable(words, i, plain=True) for i in range(index, last + 1))
        and all(words.adjacent(i) for i in range(index + 1, last + 1))
    )


def _introduced(before: str) -> bool:
    """Whether what stands before may introduce a place: a sign, an office, or a word that no person's name follows."""
    word = re.search(r"[^\W\d_]+$", before)
    if word is None:
        return before.endswith(_SIGNS) or before[-1:].isdigit()
    plain = word[0].islower() or word.start() == 0  # the first of a sentence: "Ngụ Q. Gò Vấp"
    return word[0] in _OFFICES or (plain and fold_letters(word[0]) not in _PERSONS)
