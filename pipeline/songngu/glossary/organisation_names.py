"""Vietnamese names of organisations, found by the word they begin with, and the English that rules can give them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from songngu.glossary.context import shape_of
from songngu.glossary.person_names import find_names_in
from songngu.glossary.proper_names import Name
from songngu.glossary.words import Words, fold_key, word_set
from songngu.text.latin import fold_marks

_LONGEST = 12  # syllables
_PLAIN = 5  # syllables in lower case that may stand before the first capital: "rừng phòng hộ Yên Thành"

# What a name begins with, and its English where the rest is a name ("Bệnh viện Bạch Mai"); "" where that depends on
# words which a rule can't translate ("Sở Tài chính"). In lower case too, but for those of one syllable.
_HEADS: Mapping[str, str] = {
    fold_key(head): english
    for head, english in {
        "Công ty": "{} Company",
        "Công ty Cổ phần": "{} Joint Stock Company",
        "Công ty CP": "{} Joint Stock Company",
        "Công ty TNHH": "{} Co., Ltd.",
        "Công ty TNHH MTV": "{} Co., Ltd.",
        "Công ty TNHH Một thành viên": "{} Co., Ltd.",
        "Tổng công ty": "{} Corporation",
        "Tập đoàn": "{} Group",
        "Ngân hàng": "{} Bank",
        "Ngân hàng TMCP": "{} Bank",
        "Bệnh viện": "{} Hospital",
        "Bệnh viện Đa khoa": "{} General Hospital",
        "BV": "{} Hospital",
        "BVĐK": "{} General Hospital",
        "Trung tâm y tế": "{} Medical Center",
        "Đại học": "{} University",
        "Trường Đại học": "{} University",
        "ĐH": "{} University",
        "Học viện": "",
        "Diễn đàn": "{} Forum",
        "Cao đẳng": "{} College",
        "Trường Cao đẳng": "{} College",
        "Trường THPT": "{} High School",
        "Trường THCS": "{} Secondary School",
        "Trường Tiểu học": "{} Primary School",
        "Trường Mầm non": "{} Kindergarten",
        "Tòa án nhân dân": "People's Court of {}",
        "TAND": "People's Court of {}",
        "Viện kiểm sát nhân dân": "People's Procuracy of {}",
        "VKSND": "People's Procuracy of {}",
        "Ủy ban nhân dân": "People's Committee of {}",
        "UBND": "People's Committee of {}",
        "Hội đồng nhân dân": "People's Council of {}",
        "HĐND": "People's Council of {}",
        "Công an": "{} Police",
        "Đồn biên phòng": "{} Border Guard Station",
        "Đoàn luật sư": "{} Bar Association",
        "Thành ủy": "{} Party Committee",
        "Tỉnh ủy": "{} Party Committee",
        "Huyện ủy": "{} Party Committee",
        "Quận ủy": "{} Party Committee",
        "CDC": "{} CDC",
        "LĐLĐ": "{} Federation of Labor",
        "SVĐ": "{} Stadium",
        "Sân vận động": "{} Stadium",
        "Vườn quốc gia": "{} National Park",
        "Bảo tàng": "{} Museum",
        "Nhà hát": "{} Theater",
        "Trại giam": "{} Prison",
        "Trường ĐH": "{} University",
        "Đài khí tượng": "",
        "Đài khí tượng thủy văn": "{} Hydrometeorological Station",
        "Ban quản lý": "",
        "Ban chỉ huy": "",
        "Ban chỉ đạo": "",
        "Phòng cảnh sát": "",
        "Chi cục": "",
        "Thanh tra": "",
        "Khu công nghệ": "",
        "Bộ đội Biên phòng": "",
        "Khu công nghiệp": "{} Industrial Park",
        "KCN": "{} Industrial Park",
        "Sân bay": "{} Airport",
        "Sân bay quốc tế": "{} International Airport",
        "Câu lạc bộ": "",
        "CLB": "",
        "Nhà xuất bản": "",
        "Liên đoàn": "",
        "Hiệp hội": "",
        "Trung tâm": "",
        "Ủy ban": "",
        "Tổng cục": "",
        "Văn phòng": "",
        "Bộ": "",
        "Sở": "",
        "Cục": "",
        "Vụ": "",
        "Viện": "",
        "Hội": "",
        "Quỹ": "",
        "Ban": "",
        "Phòng": "",
    }.items()
}
_FIRST_WORDS = frozenset(head.partition(" ")[0] for head in _HEADS)
# How many words the heads with a first word have, the longest first.
_LENGTHS: Mapping[str, tuple[int, ...]] = {
    first: tuple(sorted({len(head.split()) for head in _HEADS if head.partition(" ")[0] == first}, reverse=True))
    for first in _FIRST_WORDS
}
# Levels of government before a name: "Công an huyện Tân Kỳ".
LEVELS: Mapping[str, str] = {
    fold_key(level): english
    for level, english in {
        "tỉnh": "{} Province",
        "thành phố": "{}",
        "TP": "{}",
        "huyện": "{} District",
        "quận": "{} District",
        "thị xã": "{} Town",
        "thị trấn": "{} Township",
        "phường": "{} Ward",
        "xã": "{} Commune",
    }.items()
}
# No name goes on in these: prepositions, conjunctions, verbs of news.
STOPS = word_set("""
    là và có đã đang vừa sẽ cho thuộc ở tại của với trong trên từ đến khi để bị được do nói này kia đó cũng vẫn còn phải
    hôm ngày sau trước theo nơi mà thì rằng nếu vì như những các bởi cùng hay hoặc vào lên xuống đi rồi lại nay ông bà
    anh chị cần nên đưa bắt nhận gửi gọi chỉ đây ký đề trao mở xử nêu khẳng yêu tuyên triệt ra họp gặp mời hứa kêu
    dùng chịu bán mua thắng thua""")
# Nor in these, unless a syllable with a capital before makes them the end of a word: "Hàng không", "Dịch vụ".
_SOFT = word_set("không vụ về một hai ba bốn chưa mới dự bàn giao ban quyết tạm điều")
_PAIRS = frozenset(map(fold_key, (
    "phát hiện", "phát biểu", "phát đi", "thông báo", "thông tin", "phối hợp", "tiếp nhận", "tiếp tục", "khởi tố",
    "xác nhận", "xác minh", "xác định", "cấp cứu", "khen thưởng", "tổ chức", "lập biên", "làm rõ", "làm việc",
    "kiểm điểm", "chủ trì", "công bố", "ban hành", "quyết định", "điều tra", "khuyến cáo", "xem xét", "báo cáo",
    "thống nhất", "phê duyệt", "chấp thuận", "tiến hành", "đánh giá", "giới thiệu", "trả lời", "bổ nhiệm", "kỉ luật",
    "thành lập", "thu hồi", "giải quyết", "rà soát", "nhận định", "ghi nhận", "triển khai", "thực hiện", "cảnh báo",
    "đồng ý", "kiến nghị", "tham gia", "tổng kết", "kí kết", "lựa chọn", "vào cuộc", "xử phạt", "ra mắt", "liên quan",
    "thừa nhận", "bác bỏ", "từ chối", "ủng hộ",
)))  # fmt: skip
# A syllable of the above that is another word with the next: "Phòng Cảnh sát giao thông", "Ban Quản lý dự án".
_WHOLE = frozenset(map(fold_key, (
    "giao thông", "giao dịch", "giao hàng", "một thành", "dự án", "dự phòng", "dự trữ", "dự báo", "điều hành",
    "điều phối", "điều dưỡng", "điều trị", "bàn cờ", "chưa thành", "mới nổi",
)))  # fmt: skip
# The second halves of ministries' names, which newspapers also join with a dash: "Sở Tài nguyên - môi trường".
_HALVES = frozenset(map(fold_key, (
    "môi trường", "đầu tư", "vận tải", "xã hội", "thể thao", "du lịch", "đào tạo", "công nghệ", "truyền thông",
    "phát triển", "thương binh", "tuyên truyền", "điện ảnh", "nhân văn",
)))  # fmt: skip
# Heads of common nouns: "công ty Trung Quốc" is any company of China, "công ty Virgin Mobile" is Virgin Mobile.
COMMON = frozenset(
    map(fold_key, ("công ty", "tập đoàn", "ngân hàng", "văn phòng", "tổng công ty", "hiệp hội", "trung tâm"))
)
_JOINS = word_set("và")
_ALSO_VERBS = word_set("phòng hội")  # "Kiểm soát và Phòng ngừa"
_ENDS = word_set("ương gia tế khoa dân nghệ nghiệp")  # of "Trung ương", "Quốc gia", "Quốc tế" …
_RANKS = word_set("trưởng phó viên")  # "Cục trưởng" is a person
_SHORT = word_set("tp tx tt q p h")  # written with a full stop: "TP. Hưng Yên"


class Organisation(NamedTuple):
    """Words `first` to `last` (included) are the name; those of its head end before `body`."""

    first: int
    body: int
    last: int


def find_organisations(words: Words, names: Sequence[Name] | None = None) -> list[Organisation]:
    """Find the names that begin with a head and have a capital after it, left to right.

    `names` are the people's that `find_names_in` gives, for who has them already.
    """
    found: list[Organisation] = []
    people = _people(words, find_names_in(words) if names is None else names)
    index = 0
    while index < len(words.spans):
        organisation = _from(words, index, people)
        if organisation:
            found.append(organisation)
        index = organisation.last + 1 if organisation else index + 1
    return found


def propose(words: Words, organisation: Organisation, english: Mapping[str, str]) -> str:
    """The English by rule, "" where none fits; `english` has that of the names which are known, by `fold_key`."""
    first, start, last = organisation
    template, level = _HEADS[words.key(first, start - 1)], "{}"
    known = english.get(_key(words, start, last), "")
    for length in (2, 1):
        if not known and start + length <= last and words.key(start, start + length - 1) in LEVELS:
            level = LEVELS[words.key(start, start + length - 1)]
            start += length
            known = english.get(_key(words, start, last), "")
    body = [words.word(i) for i in range(start, last + 1)]
    if not template or not (known or all(word[0].isupper() or word[0].isdigit() for word in body)):
        return ""
    if not known and any(_key(words, i, last) in english for i in range(start + 1, last)):
        return ""  # "Thép Việt Nam" is of steel, and no name
    name = level.format(known or " ".join(map(fold_marks, body)))
    return template.format(name if template.endswith("{}") else name.removesuffix(" Province"))


def _people(words: Words, names: Sequence[Name]) -> frozenset[int]:
    """Where people's names of three syllables and more begin: "UBND TP Hà Nội Nguyễn Đức Chung"."""
    starts = [start for start, _ in words.spans] if names else []
    return frozenset(bisect_left(starts, name.span[0]) for name in names if name.text.count(" ") > 1)


def _key(words: Words, first: int, last: int) -> str:
    return words.key(first, last).replace(".", " ")  # "TP. HCM"


def _from(words: Words, first: int, people: Set[int]) -> Organisation | None:
    body = _body(words, first)
    if body is None or words.folded(body) in _RANKS or _is_stop(words, body):
        return None
    last = _last(words, body, people)
    named = [i for i in range(body, min(body + _PLAIN + 1, last + 1)) if words.folded(i) not in LEVELS]
    capital = next((i for i in named if words.word(i)[0].isupper()), None)
    if capital is None or (body == first + 1 and capital != body and words.word(first) != words.word(first).upper()):
        return None
    if last == body and (body == first + 1 or words.word(first)[0].islower()) and shape_of(words, body) == "name":
        return None  # "văn phòng Ban"
    return Organisation(first, body, last)


def _body(words: Words, first: int) -> int | None:
    """Where the longest head that begins at `first` ends."""
    for length in _LENGTHS.get(words.folded(first), ()):
        end = first + length
        if end >= len(words.spans) or not all(words.adjacent(i) for i in range(first + 1, end + 1)):
            continue
        if words.key(first, end - 1) not in _HEADS or end in words.hidden:
            continue
        if words.folded(first - 1) == "tàu":  # "tàu sân bay" is an aircraft carrier
            return None
        if length > 1 or words.word(first)[0].isupper():
            return end
    return None


def _last(words: Words, body: int, people: Set[int]) -> int:
    """The last word of a name: before a mark, a word that no name goes on in, or the name of a person."""
    last = body
    while last + 1 < len(words.spans) and last - body < _LONGEST and _goes_on(words, last + 1, people):
        # Two capitals in a row are a whole name ("Công ty Toàn Cầu hứa hẹn"), unless a word ends here ("Trung ương").
        whole = last > body and words.word(last)[0].isupper() and words.word(last - 1)[0].isupper()
        if whole and words.word(last + 1)[0].islower() and words.folded(last + 1) not in _ENDS:
            break
        last += 1
    # "Phòng CSGT Công an tỉnh": the last word begins the next name.
    while last > body and words.adjacent(last + 1) and words.key(last, last + 1) in _HEADS:
        last -= 1
    return last


def _goes_on(words: Words, index: int, people: Set[int]) -> bool:
    word = words.word(index)
    if index in people or _is_stop(words, index):
        return False
    gap = words.gap(index).strip()
    if gap == "." and words.folded(index - 1) in _SHORT:
        return word[0].isupper()
    if gap in ("-", "–") and index + 1 < len(words.spans) and words.key(index, index + 1) in _HALVES:
        return True
    if gap == "-" and shape_of(words, index) == shape_of(words, index - 1) == "acronym":
        return words.gap(index) == "-"  # "Sở GD-ĐT"
    if gap:  # "Sở Văn hóa, Thể thao và Du lịch", "Sở Tài nguyên - môi trường"
        joined = _JOINS.intersection(words.folded(i) for i in range(index + 1, index + 4))
        return gap == "," and word[0].isupper() and bool(joined)
    # A word in lower case belongs to the name only behind a syllable of a word ("Tài chính"), not "ABC bán".
    return word[0].isupper() or shape_of(words, index - 1) not in ("foreign", "acronym", "number")


def _is_stop(words: Words, index: int) -> bool:
    word = words.folded(index)
    if word in _JOINS and words.folded(index + 1) in _FIRST_WORDS - _ALSO_VERBS:
        return True  # "Bộ Y tế và Bộ Công an"
    if word in _JOINS:
        return not (words.word(index + 1)[:1].isupper() and shape_of(words, index + 1) == "name")
    if not words.word(index)[0].islower():
        return False
    if index + 1 < len(words.spans) and words.key(index, index + 1) in _WHOLE:
        return False
    if word in STOPS or (index + 1 < len(words.spans) and words.key(index, index + 1) in _PAIRS):
        return words.word(index - 1)[:1].islower() or word in STOPS
    return word in _SOFT and not words.word(index - 1)[:1].isupper()
