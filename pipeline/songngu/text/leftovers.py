"""Vietnamese words left in an English sentence, told from the names that English may rightly keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from songngu.records import Span, overlap
from songngu.text.latin import MARKED_LETTER, fold_marks, has_vietnamese_letters, is_vietnamese_syllable

# A word that may be a syllable without marks: no part of "drop-out", "didn't", "he/she" or an address.
_PLAIN = re.compile(r"(?<![\w'’./@#-])[a-z]{3,}(?![\w'’/@:-]|\.\w)")
_WORD = re.compile(r"[^\W\d_]+(?:(?!['’]s\b)['’-][^\W\d_]+)*")
_VOWEL = re.compile(r"[AEIOUY]")
_TRANSCRIBED = 6  # letters from which a word that is no syllable is a foreign name in Vietnamese spelling
# Countries and regions that have another name in English. Whatever else these words name has a word beside it
# ("Mỹ Đình", "Nguyễn Văn Đức") or a title before it ("anh Đức").
EXONYMS = frozenset(
    fold.strip()
    for fold in """
    Việt Nam,
    Pháp, Đức, Mỹ, Ý, Úc, Áo, Bỉ, Nhật, Hàn, Séc, Síp, Ấn, Lào, Hoa Kỳ, Nhật Bản, Hàn Quốc, Trung Quốc, Triều Tiên,
    Bắc Triều Tiên, Đài Loan, Hồng Công, Hồng Kông, Mông Cổ, Ấn Độ, Thái Lan, Miến Điện, Hy Lạp, Hà Lan, Phần Lan,
    Đan Mạch, Thụy Sĩ, Thụy Sỹ, Thụy Điển, Bồ Đào Nha, Tây Ban Nha, Thổ Nhĩ Kỳ, Ai Cập, Ả Rập, Ả Rập Saudi,
    Ả Rập Xê Út, Liên Xô, Nam Tư, Tiệp Khắc, Bờ Biển Ngà, Bắc Âu, Tây Âu, Đông Âu, Nam Âu, Trung Âu, Trung Đông,
    Cận Đông, Viễn Đông, Bắc Phi, Đông Phi, Tây Phi, Bắc Mỹ, Nam Mỹ, Trung Mỹ, Mỹ Latinh, Mỹ La-tinh, Đông Á, Nam Á,
    Trung Á, Tây Á, Đông Nam Á, Đông Bắc Á, Bắc Cực, Nam Cực, Vùng Vịnh, Nước Pháp, Nước Mỹ, Nước Đức, Nước Anh,
    Nước Nga, Nước Ý, Nước Úc, Nước Áo, Liên Hợp Quốc, Liên Hiệp Quốc
    """.replace("\n", " ").split(",")
)
_FIRST_WORDS = frozenset(name.split()[0] for name in EXONYMS if name)
_LONGEST = 3  # words of an exonym looked for
_TITLE_EN = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Miss|Prof|Professor|Sir|Madam)\.? $")
_TITLES_VI = (
    r"(?:ông|bà|anh|chị|em|cô|chú|bác|cậu|thầy|cháu|bé|cụ|dì|dượng|mợ|thím|nghệ sĩ|ca sĩ|diễn viên|bác sĩ|thiếu tá|"
    r"trung tá|đại tá|thượng tá|đại úy|thượng úy|trung úy|thiếu úy|hlv|tiền vệ|tiền đạo|hậu vệ|thủ môn)"
)


def find_leftovers(
    source: str, english: str, folded: str | None = None, *, taken: Sequence[Span] = ()
) -> tuple[str, ...]:
    """Find the words of `english` that are left from `source` and aren't a name that English keeps.

    A person or place of Vietnam may keep its marks ("Nguyễn Văn Hùng", "Đà Nẵng"). Not kept are words in lower case,
    with their marks or without ("the intersection of Pham Hung giao Xuan Thuy"), a country's Vietnamese name,
    transcriptions ("In-đô-nê-xi-a"), acronyms ("HĐND"), labels ("Ảnh:"), and what has a capital here that the source
    doesn't give it. `folded` is the source without its marks, where it is known; what overlaps a `taken` span of the
    English is a term's.

    Of words without marks a leftover is what no writer of English has (english_syllables.txt): on 81,610 pairs of news
    with human references some 25, nearly all of them dishes and plants that keep their names.
    """
    plain = [match for match in _PLAIN.finditer(english) if _is_no_english(match[0])]
    if not plain and not MARKED_LETTER.search(english):
        return ()
    folded = fold_marks(source) if folded is None else folded
    found = [match for match in plain if _has_word(folded, match[0])]
    if MARKED_LETTER.search(english):
        found += _find_marked(source, folded, english)
    found.sort(key=re.Match.start)
    return tuple(match[0] for match in found if not any(overlap(match.span(), span) for span in taken))


def _find_marked(source: str, folded: str, english: str) -> Iterator[re.Match[str]]:
    words = list(_WORD.finditer(english))
    exonyms = _find_exonyms(source, english, words)
    for index, match in enumerate(words):
        if index in exonyms or (MARKED_LETTER.search(match[0]) and _is_left(source, folded, english, match)):
            yield match


def _is_no_english(word: str) -> bool:
    return is_vietnamese_syllable(word) and word not in _english_syllables()


@cache
def _english_syllables() -> frozenset[str]:
    text = files("songngu.text").joinpath("english_syllables.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _is_left(source: str, folded: str, english: str, match: re.Match[str]) -> bool:
    word = match[0]
    if not has_vietnamese_letters(word):  # "café", "São"; but "giá" where the source has it
        mixed = word[0].islower() and word.isalpha() and _is_mixed(source, word)  # "lànhness"
        return mixed or (word[0].islower() and is_vietnamese_syllable(word) and _has_word(source, word))
    return word[0].islower() or not _may_stay(source, folded, english, match)


_ENDINGS = re.compile("ness|ing|ings|ed|ly|er|ers")


def _is_mixed(source: str, word: str) -> bool:
    """Whether a word begins with a marked one of the source and goes on in English."""
    return any(
        word.startswith(left) and MARKED_LETTER.search(left) and _ENDINGS.fullmatch(word, len(left))
        for left in _WORD.findall(source.lower())
        if is_vietnamese_syllable(left)
    )


def _may_stay(source: str, folded: str, english: str, match: re.Match[str]) -> bool:
    word = match[0]
    if "Đ" in word and len(word) > 1 and word.isupper() and not _VOWEL.search(fold_marks(word)):
        return False
    parts = word.split("-")
    if len(parts) > 1 and any(part[:1].islower() for part in parts[1:]):
        return False
    if len(word) >= _TRANSCRIBED and not is_vietnamese_syllable(word):
        return False
    if english[match.end() : match.end() + 1] == ":" and f"{word}:" in source:
        return False
    # "Lạng Sơn" may stay where the source has "Lang Sơn", and NGUYỄN in a headline is Nguyễn.
    return _has_word(folded, fold_marks(word)) or word.upper() in source


def _has_word(source: str, word: str) -> bool:
    at = source.find(word)
    while at >= 0:
        if not _is_letter(source[at - 1 : at]) and not _is_letter(source[at + len(word) : at + len(word) + 1]):
            return True
        at = source.find(word, at + 1)
    return False


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _find_exonyms(source: str, english: str, words: list[re.Match[str]]) -> set[int]:
    """The indexes of words that are a country's name in Vietnamese, the longest names first."""
    found: set[int] = set()
    for first in range(len(words)):
        if words[first][0] not in _FIRST_WORDS:
            continue
        for count in range(min(_LONGEST, len(words) - first), 0, -1):
            last = first + count - 1
            name = english[words[first].start() : words[last].end()]
            if name in EXONYMS and not _is_person_or_place(source, english, words, first, last):
                found.update(range(first, last + 1))
                break
    return found


def _is_person_or_place(source: str, english: str, words: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether the words are part of a longer Vietnamese name of the source or a person's given name."""
    name = english[words[first].start() : words[last].end()]
    for one, other in ((first - 1, last), (first, last + 1)):
        if one < 0 or other >= len(words):
            continue
        beside = words[one if one < first else other][0]
        longer = english[words[one].start() : words[other].end()]
        if beside[0].isupper() and is_vietnamese_syllable(beside) and longer in source:
            return True
    if _TITLE_EN.search(english[: words[first].start()]):
        return True
    return re.search(rf"(?<!\w){_TITLES_VI} {re.escape(name)}(?!\w)", source, re.IGNORECASE) is not None
