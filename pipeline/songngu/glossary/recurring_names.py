"""Capitalised Vietnamese syllables of which nothing says what they name; those that an article has again and again.

"Tuấn Hưng" has no surname: a singer, a street, a brand. A small model writes "Tan Hung" and "Tuong Hung", or leaves him
out. What two sentences of an article have, one of them after "ca sĩ", "anh", "trường THCS" or their like, is surely a
name in all of it, and in its headline. What only has capitals may be a word ("Kinh Thánh" is the Bible).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from songngu.glossary.context import SURNAMES, is_headline, name_runs
from songngu.glossary.lexicon import ONE_WORD, load_lexicon
from songngu.glossary.person_names import ABROAD, find_names_in
from songngu.glossary.place_names import find_places_in
from songngu.glossary.proper_names import KINDS_OF_THINGS, Name
from songngu.glossary.words import Words, fold_key
from songngu.records import Span, overlap

_LEAST, _MOST = 2, 4  # syllables of a name
_AGAIN = 2  # sentences of an article that have it
_NO_NAMES = frozenset(
    map(
        fold_key,
        (
            "Giáng Sinh",
            "Mười Một",
            "Mười Hai",
            "Hoàn Vũ",
            "Trưởng Khoa",
            "Ưu Tú",
            "Nhân Dân",
            "Nam Mỹ",
            "Bắc Mỹ",
            "Bắc Âu",
            "Đông Âu",
            "Tây Âu",
            "Anh Quốc",
            "Việt Kiều",
            "Y Dược",
            "Sư Phạm",
            "Ngoại Thương",
            "Bách Khoa",
            "Kinh Tế",
        ),
    )
)
# What a Vietnamese bearer of a name stands after; not after "anh" and its like, which make it a person's anyway.
_TITLE = re.compile(
    r"(?<!\w)(?:(?i:ca s[ĩỹ]|nghệ s[ĩỹ]|diễn viên|người mẫu|siêu mẫu|hoa hậu|á hậu|hoa khôi|cầu thủ|tiền đạo|tiền vệ|"
    r"hậu vệ|thủ môn|đạo diễn|nhạc s[ĩỹ]|danh hài|vợ chồng|bà xã|ông xã|hot ?girl|rapper|giám khảo|thí sinh|võ s[ĩỹ]|"
    r"kỳ thủ|tài xế|bị cáo|nghi phạm|nạn nhân|doanh nhân|thầy giáo|cô giáo|bác s[ĩỹ]|luật sư|trường|khách sạn|siêu thị|"
    r"chung cư|nhà hàng|quán|khu đô thị|tiệm vàng|xưởng)|MC|NSƯT|NSND|HLV|VĐV|THCS|THPT)\s+$"
)
_BEFORE = 16  # characters


def find_recurring_names(texts: Sequence[Words]) -> tuple[str, ...]:
    """The names that nothing else says to be names, as written and sorted, that several of an article's sentences have.

    None where the article is about countries whose names are read as Vietnamese ones: "Vương Nghị" is Wang Yi.
    """
    if any(ABROAD.search(words.text) for words in texts):
        return ()
    count: Counter[str] = Counter()
    titled: set[str] = set()
    for words in texts:
        if not is_headline(words):
            people = find_names_in(words)
            others = tuple(find_others(words, (*people, *find_places_in(words))))
            addressed = [name for name in people if not name.sure and fold_key(name.text.split()[0]) not in SURNAMES]
            count.update({name.text for name in (*others, *addressed)})
            titled |= {
                name.text for name in others if _TITLE.search(words.text, max(0, name.span[0] - _BEFORE), name.span[0])
            }
            titled |= {name.text for name in addressed}
    return tuple(sorted(name for name in titled if count[name] >= _AGAIN and not _is_word(name)))


def _is_word(name: str) -> bool:
    """Whether the news has two of its syllables as one word: a country, "Kinh Thánh"."""
    firm = load_lexicon().vietnamese
    return any(firm.get(f"{one} {other}", 0.0) > ONE_WORD for one, other in pairwise(fold_key(name).split()))


def find_recurring(text: str, names: Sequence[str]) -> Iterator[Name]:
    """The places of the `names`."""
    if any(name in text for name in names):
        longest_first = sorted(names, key=len, reverse=True)
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text):
            yield Name(match[0], match.span(), sure=True)


def find_others(words: Words, known: Sequence[Name]) -> Iterator[Name]:
    """Find runs of two to four capitalised syllables within a sentence, which hold no known name."""
    for first, last in name_runs(words):
        end = last - _is_cut(words, last)
        span = (words.spans[first][0], words.spans[end - 1][1])
        if (
            _LEAST <= end - first <= _MOST
            and _is_introduced(words, first)
            and words.folded(first) not in KINDS_OF_THINGS
            and words.key(first, end - 1) not in _NO_NAMES
            and not is_among(span, known)
        ):
            yield Name(words.text[slice(*span)], span, sure=False)


def _is_introduced(words: Words, first: int) -> bool:
    """Whether a name may begin there: after a word, after an acronym ("MC Phí Linh"), in a list ("Ninh, An Trạch")."""
    if first == 0:
        return False
    before, gap = words.word(first - 1), words.gap(first).strip()
    if gap in (",", "(", "),", ";"):
        return before[0].isupper() and before != before.upper()
    return not gap and (before.islower() or (len(before) > 1 and before.isupper()))


def _is_cut(words: Words, end: int) -> bool:
    """Whether a word of two syllables lies across the end of a run of capitals: "Phó Chủ|tịch", "Phòng Xúc|tiến"."""
    return (
        words.adjacent(end)
        and words.word(end).islower()
        and load_lexicon().vietnamese.get(words.key(end - 1, end), 0.0) > ONE_WORD
    )


def is_among(span: Span, names: Sequence[Name]) -> bool:
    """Whether a span overlaps one of the names."""
    return any(overlap(span, name.span) for name in names)
