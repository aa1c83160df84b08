"""Guess what a name is (person, place, organisation, term) from its words, those before it and its English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from songngu.glossary.context import HONORIFICS, shape_of
from songngu.glossary.organisation_names import find_organisations
from songngu.glossary.person_names import find_person_names
from songngu.glossary.words import Words, fold_key, split_words, word_set

Guess = Literal["person", "place", "organisation", "term"]

# A name after one of these is a place: "huyện Tân Kỳ", "đường Nguyễn Kiệm", "ở Hà Nội".
PLACES = word_set("""
    tỉnh huyện quận xã phường thôn ấp bản làng buôn đường phố cầu sông núi đảo hồ chợ đèo ngõ trấn tx tp vịnh thác hầm
    ga suối đồi hẻm kênh rạch ở tại""")
# The last syllables of titles and trades: "Tổng thống Zelensky", "diễn viên Trấn Thành".
PERSONS = frozenset(map(fold_key, (
    "tổng thống", "thủ tướng", "chủ tịch", "bộ trưởng", "ngoại trưởng", "giám đốc", "bí thư", "đại sứ", "nghị sĩ",
    "tiến sĩ", "giáo sư", "bác sĩ", "luật sư", "thẩm phán", "bị cáo", "bị can", "nghi phạm", "đối tượng",
    "ca sĩ", "diễn viên", "nghệ sĩ", "đạo diễn", "nhạc sĩ", "nhà văn", "nhà thơ", "cầu thủ", "tiền đạo", "tiền vệ",
    "hậu vệ", "thủ môn", "trung vệ", "huấn luyện viên", "hlv", "phóng viên", "nhà báo", "phát ngôn viên", "tướng",
    "đại tá", "thượng tá", "trung tá", "thiếu tá", "đại úy", "thượng úy", "trung úy", "thiếu úy", "tỷ phú", "tỉ phú",
    "doanh nhân", "nữ hoàng", "hoàng tử", "công chúa", "giáo hoàng", "hoa hậu", "người mẫu", "siêu mẫu", "nsưt",
    "mc", "ntk", "nsnd", "dj", "á hậu", "hoa khôi", "nhà thiết kế", "danh hài", "rapper", "tài tử",
    "trung tướng", "thiếu tướng", "đại tướng", "thượng tướng", "thứ trưởng", "họa sĩ", "đại biểu",
    "ts", "gs", "pgs", "bs", "ths", "hiệu trưởng", "phi công", "tài xế", "nạn nhân", "bệnh nhân", "thí sinh", "tay vợt",
)))  # fmt: skip
# Before the name of a company, a newspaper, a team: "tập đoàn viễn thông Altice".
_BEFORE_ORGANISATIONS = frozenset(map(fold_key, (
    "công ty", "tập đoàn", "hãng", "hãng tin", "ngân hàng", "báo", "tờ", "tạp chí", "đài", "câu lạc bộ", "clb",
    "nhà thầu", "hãng hàng không", "thương hiệu", "tổ chức", "nhà sản xuất", "đội bóng",
)))  # fmt: skip
_IN_TITLE = 4  # words between a title and the name: "Bộ trưởng Quốc phòng Hàn Quốc"
_BETWEEN = 2  # words between: "công ty viễn thông Altice"
_ORGANISATIONS = word_set("""
    ministry department university college academy institute hospital company corporation corp group bank committee
    council commission agency association federation union organization organisation party court police school club
    authority bureau office army navy force airlines inc ltd centre center fund newspaper fc foundation board assembly
    parliament""")
_GEOGRAPHY = word_set("""
    province district city town township ward commune village river island islands mountain lake sea bay bridge street
    road peninsula strait region county state port beach cape pass valley""")


def guess_kind(words: Words, place: Sequence[int], english: str = "") -> Guess:
    """The kind of the Vietnamese words `place` (indexes in a row), rendered as `english` where that is known."""
    span = (words.spans[place[0]][0], words.spans[place[-1]][1])
    english_words = split_words(english)
    said = {english_words.folded(i) for i in range(len(english_words.spans))}
    if not any(words.word(i)[:1].isupper() for i in place):
        return "term"
    if any(found.first <= place[0] and place[-1] <= found.last and place[0] < found.body
           for found in find_organisations(words)):  # fmt: skip
        return "organisation"
    if said & _ORGANISATIONS:
        return "organisation"
    if said & _GEOGRAPHY:
        return "place"
    if follows_person(words, place[0]) or any(
        name.span[0] <= span[0] and span[1] <= name.span[1] for name in find_person_names(words.text)
    ):
        return "person" if not follows_place(words, place[0]) else "place"
    if follows_place(words, place[0]):
        return "place"
    if all(shape_of(words, i) == "acronym" for i in place):
        return "organisation"
    capitals = sum(words.word(i)[:1].isupper() for i in place)
    foreign = sum(shape_of(words, i) == "foreign" for i in place)
    if foreign and capitals == len(place) and 1 < capitals < 4:
        return "person"
    return "place" if capitals == len(place) else "term"


def follows_place(words: Words, first: int) -> bool:
    """Whether the word before says that a place is named: "huyện", "sông", "ở"; not the "Bản" of "Nhật Bản"."""
    if not words.adjacent(first) or words.folded(first - 1) not in PLACES or shape_of(words, first) == "acronym":
        return False
    return not (words.adjacent(first - 1) and words.key(first - 2, first - 1) == "nhật bản")


def follows_person(words: Words, first: int) -> bool:
    """Whether the words before are an address or a title, a country or field between: "Tổng thống Colombia"."""
    if not words.adjacent(first):
        return False
    if words.folded(first - 1) in HONORIFICS:
        return True
    end = first - 1
    while end >= max(0, first - 1 - _IN_TITLE) and words.adjacent(end + 1):
        named = words.word(end + 1)[0].isupper()  # "Tổng thống Colombia", not "Tổng thống gặp"
        lengths = [length for length in (1, 2, 3) if end + 1 >= length]
        if named and any(_is_whole(words, end - length + 1, end) for length in lengths):
            return True
        end -= 1
    return False


def _is_whole(words: Words, first: int, last: int) -> bool:
    return words.key(first, last) in PERSONS and all(words.adjacent(i) for i in range(first + 1, last + 1))


def follows_organisation(words: Words, first: int) -> bool:
    """Whether a word for a company, newspaper or team stands before, or up to two words before."""
    for end in range(first - 1, max(-1, first - 2 - _BETWEEN), -1):
        if not words.adjacent(end + 1) or not words.word(end)[0].islower():
            return False
        for start in range(max(0, end - 2), end + 1):
            size = end - start
            if (size or end == first - 1) and words.key(start, end) in _BEFORE_ORGANISATIONS:
                return all(words.adjacent(i) for i in range(start + 1, end + 1))
    return False
