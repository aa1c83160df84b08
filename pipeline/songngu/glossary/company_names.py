"""Vietnamese companies by their legal form, and their English: "Công ty TNHH MTV Xây dựng Hoà Bình".

A small model takes such names apart ("the single-Member Limited Company Cuong Huyen", "organized by Limited Company").
In English the name comes first, then the line of business, then the form. Of 12,285 newspaper articles some 600 have
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from songngu.glossary.context import SURNAMES
from songngu.glossary.lexicon import ONE_WORD, load_lexicon
from songngu.glossary.words import fold_key, fold_letters, word_set
from songngu.records import Span, Term, overlap
from songngu.text.latin import fold_marks, is_vietnamese_syllable

_FORM = re.compile(
    r"(?<!\w)[Cc]ông [Tt]y (?:(?P<limited>TNHH|[Tt]rách nhiệm hữu hạn)|CP|[Cc]ổ [Pp]hần)"
    r"(?: (?:MTV|[Mm]ột thành viên|1 thành viên|[Hh]ai thành viên))?(?= )"
)
_BUSINESSES: Mapping[str, str] = {
    fold_key(vi): english
    for vi, english in {
        "đầu tư": "Investment", "ĐT": "Investment", "phát triển": "Development", "PT": "Development",
        "xây dựng": "Construction", "XD": "Construction", "xây lắp": "Construction", "thương mại": "Trading",
        "TM": "Trading", "dịch vụ": "Services", "DV": "Services", "sản xuất": "Production", "SX": "Production",
        "xuất nhập khẩu": "Import-Export", "XNK": "Import-Export", "kinh doanh": "Trading", "KD": "Trading",
        "vận tải": "Transport", "du lịch": "Tourism", "bất động sản": "Real Estate", "BĐS": "Real Estate",
        "địa ốc": "Real Estate", "chứng khoán": "Securities", "bảo hiểm": "Insurance", "dược phẩm": "Pharmaceutical",
        "dược": "Pharmaceutical", "thủy sản": "Seafood", "chế biến": "Processing", "may": "Garment",
        "may mặc": "Garment", "dệt may": "Textile and Garment", "thép": "Steel", "xi măng": "Cement",
        "điện lực": "Power", "thủy điện": "Hydropower", "cấp nước": "Water Supply", "nước sạch": "Clean Water",
        "môi trường": "Environment", "công nghệ": "Technology", "truyền thông": "Media", "quảng cáo": "Advertising",
        "giải trí": "Entertainment", "nông nghiệp": "Agriculture", "thực phẩm": "Food", "cơ khí": "Mechanical",
        "tư vấn": "Consulting", "thiết kế": "Design", "kỹ thuật": "Engineering", "giáo dục": "Education",
        "y tế": "Medical", "quốc tế": "International", "hàng không": "Aviation", "sữa": "Dairy", "gỗ": "Wood",
        "cao su": "Rubber", "nhựa": "Plastics", "hóa chất": "Chemical", "phân bón": "Fertilizer", "in": "Printing",
        "BOT": "BOT", "tập đoàn": "Group", "hạ tầng": "Infrastructure", "khoáng sản": "Minerals",
        "logistics": "Logistics", "xăng dầu": "Petroleum", "dầu khí": "Petroleum", "viễn thông": "Telecommunications",
        "điện tử": "Electronics", "ô tô": "Automobile", "vật liệu xây dựng": "Building Materials",
        "giao thông": "Transport", "bao bì": "Packaging", "giày": "Footwear", "lâm nghiệp": "Forestry",
        "đường sắt": "Railway", "đô thị": "Urban", "công nghiệp": "Industrial",
        "môi trường đô thị": "Urban Environment", "đào tạo": "Training", "vật tư y tế": "Medical Supplies",
        "tổ chức sự kiện": "Events", "hàng tiêu dùng": "Consumer", "cầu đường": "Roads and Bridges",
        "vận tải đường sắt": "Railway Transport", "xây dựng giao thông": "Transport Construction",
        "xây dựng công trình giao thông": "Transport Construction", "chế biến thủy sản": "Seafood Processing",
        "chế biến gỗ": "Wood Processing", "điện lực dầu khí": "Petroleum Power", "nội thất": "Furniture",
        "thiết bị": "Equipment", "công trình": "Construction", "mỹ phẩm": "Cosmetics",
    }.items()
}  # fmt: skip
_LONGEST = 5  # words of a business
_JOINT = re.compile(r"(?: (?:và|&|-|–)|,)?\s")
_WORD = re.compile(r"[^\W_](?:[\w'’&]|\.(?=\w))*")
_NUMBER = re.compile(r"\d{1,3}")  # "Sông Đà 5"
_COUNTS = re.compile(r"[.,]\d|\s?(?:nghìn|ngàn|triệu|tỷ|tỉ|ha|m2|km|m|người|đồng|tấn|lao động|%|năm|tháng)\b|\s?%")
_GOES_ON = re.compile(r" ?[-–&] ?\S|-|,\d")
_MIDDLES = word_set("văn thị đình hữu đức quang xuân thanh minh")
_MOST = 5  # words of a name
_COMPANY = r"(?:Company|Corporation|Group|Limited|Ltd\.?|Co\.|JSC|Stock)"
_BEHIND = re.compile(rf"\b{_COMPANY}(?: (?:for|of))?(?: [A-Z]\w*)? $")  # "the Limited Company Cuong Huyen"
_OTHER_FORM = {True: r"JSC|Joint|Stock", False: r"Ltd|Limited"}  # by whether the company is a limited one


class Company(NamedTuple):
    """A company of a source: its place, its English in full, how its name may be written, whether it is limited."""

    span: Span
    english: str
    names: tuple[str, ...]
    limited: bool

    def is_said(self, english: str) -> bool:
        """Whether the English has the name, not behind its form ("the Limited Company Cuong Huyen") or with another."""
        plain = fold_marks(english)
        return any(self._is_right(plain, place) for name in self.names for place in _places(plain, name))

    def _is_right(self, english: str, place: re.Match[str]) -> bool:
        behind = _BEHIND.search(english, 0, place.start())
        other = re.compile(rf"(?: (?:[A-Z][\w-]*|and))*? (?:{_OTHER_FORM[self.limited]})\b").match(english, place.end())
        return behind is None and other is None


def _places(english: str, name: str) -> Iterator[re.Match[str]]:
    words = r"\W+".join(map(re.escape, fold_marks(name).split()))
    return re.finditer(rf"(?<!\w){words}(?!\w)", english, re.IGNORECASE)


def find_companies(source: str, terms: Sequence[Term] = ()) -> Iterator[Company]:
    """Find the companies whose form and line of business are known and whose English has the enforced terms in them."""
    for form in _FORM.finditer(source):
        businesses, at = _businesses(source, form.end() + 1)
        words = _name(source, at)
        if not words:
            continue
        span, named = (form.start(), words[-1].end()), (words[0].start(), words[-1].end())
        enforced = [term for term in terms if term.mode == "enforce" and overlap(term.vi_span, span)]
        names = _names(source, named, enforced)
        kind = "Co., Ltd." if form["limited"] else "Joint Stock Company"
        english = " ".join((names[0], *businesses, kind))
        if all(any(target in english for target in term.targets) for term in enforced):
            yield Company(span, english, names, form["limited"] is not None)


def _businesses(source: str, at: int) -> tuple[list[str], int]:
    """The English of what the company does, in order, and where the name begins."""
    found: list[str] = []
    while True:
        start = at
        words = list(_words(source, at, _LONGEST))
        for length in range(len(words), 0, -1):
            key = fold_key(source[words[0].start() : words[length - 1].end()])
            joint = _JOINT.match(source, words[length - 1].end())
            if key in _BUSINESSES and joint:
                joined = found and source[:at].rstrip().endswith(("và", "&"))
                found += ["and", _BUSINESSES[key]] if joined else [_BUSINESSES[key]]
                at = joint.end()
                break
        if at == start:
            return found, at


def _words(source: str, at: int, most: int) -> Iterator[re.Match[str]]:
    """Up to `most` words that follow each other from `at`, with one space between."""
    while most and (word := _WORD.match(source, at)):
        yield word
        at, most = word.end() + 1, most - 1
        if source[word.end() : at] != " ":
            return


def _name(source: str, at: int) -> list[re.Match[str]]:
    """The words with capitals from `at`, and a number behind them; none where the name may end elsewhere."""
    words: list[re.Match[str]] = []
    after = ""
    for word in _words(source, at, _MOST + 1):
        number = words and _NUMBER.fullmatch(word[0]) and not _COUNTS.match(source, word.end())
        if not (word[0][0].isupper() or number):
            after = word[0]
            break
        words.append(word)
    if not words or len(words) > _MOST or _GOES_ON.match(source, words[-1].end()) or _has_person(words):
        return []
    # "Lâm nghiệp Đắk Lắk", "Thoát nước Hà Nội": half a word is no name.
    last = words[-1][0]
    one = len(words) == 1 and is_vietnamese_syllable(last)
    halved = load_lexicon().vietnamese.get(fold_key(f"{last} {after}"), 0.0) > ONE_WORD
    return [] if after.islower() and (one or halved) else words


def _has_person(words: Sequence[re.Match[str]]) -> bool:
    """Whether who speaks for the company stands behind it: "Hoàng Long Nguyễn Văn A"."""
    folded = [fold_letters(word[0]) for word in words]
    return any(
        surname == "nguyễn" or (surname in SURNAMES and middle in _MIDDLES)
        for surname, middle in zip(folded[1:], [*folded[2:], ""], strict=False)
    )


def _names(source: str, named: Span, enforced: Sequence[Term]) -> tuple[str, ...]:
    """The name as it is written in English, first with the targets of the terms in it, then with their other forms."""
    inside = [term for term in enforced if named[0] <= term.vi_span[0] and term.vi_span[1] <= named[1]]
    inside.sort(key=lambda term: term.vi_span)
    most = max((len(term.targets) for term in inside), default=1)
    return tuple(dict.fromkeys(_with_targets(source, named, inside, choice) for choice in range(most)))


def _with_targets(source: str, named: Span, terms: Sequence[Term], choice: int) -> str:
    text, at = "", named[0]
    for term in terms:
        target = term.targets[min(choice, len(term.targets) - 1)]
        text, at = text + source[at : term.vi_span[0]] + target, term.vi_span[1]
    return fold_marks(text + source[at : named[1]])
