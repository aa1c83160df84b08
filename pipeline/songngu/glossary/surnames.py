"""People of the glossary whom an article first names in full and then by their surname: "Tập Cận Bình … ông Tập".

The English of such a name isn't the Vietnamese without its marks, so "ông Tập" can't be left to a small model ("Mr.
Tap"). Some 230 of 12,285 articles of vietnews call somebody so, 131 of them Xi Jinping; of 45 such places that were
read all are right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from songngu.glossary.context import is_addressed, is_name_syllable, load_weights, shape_of
from songngu.glossary.entries import Entry
from songngu.glossary.lexicon import ONE_WORD, load_lexicon
from songngu.glossary.words import Words, fold_key
from songngu.text.latin import fold_marks

_MOST = 4  # syllables of a full name
_TITLES = frozenset(
    map(
        fold_key,
        ("chủ tịch", "thủ tướng", "tổng thống", "ngoại trưởng", "bộ trưởng", "bí thư", "đại sứ", "thượng tướng",
         "đô đốc", "giáo sư", "tiến sĩ", "tỷ phú", "khu trưởng", "lãnh đạo", "phu nhân", "phát ngôn viên"),
    )
)  # fmt: skip
_DASH = re.compile(r"\s*[-\u2010-\u2015]\s*")
_ONE_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]+[^aeiouy]*", re.IGNORECASE)


def find_called(texts: Sequence[Words]) -> dict[str, tuple[str, ...]]:
    """The surnames by which an article calls people, with the full names there that begin with each, as written."""
    surnames = {words.word(i) for words in texts for i in range(len(words.spans)) if _is_surname(words, i)}
    found: dict[str, dict[str, None]] = {}
    for words in texts if surnames else ():
        for surname, full in _full_names(words, surnames):
            found.setdefault(surname, {})[full] = None
    return {surname: tuple(full) for surname, full in found.items()}


def find_surnames(words: Words, called: Collection[str]) -> Iterator[tuple[int, str]]:
    """The words, by index, that are a surname among `called`, with the surname as written."""
    for index in range(len(words.spans) if called else 0):
        if (word := words.word(index)) in called and _is_surname(words, index):
            yield index, word


def surname_entries(people: Sequence[Entry]) -> dict[str, Entry]:
    """What the surname of each of the glossary's `people` is in English, as an entry: "Tập" is Xi; by surname.

    Two people of one surname have one entry, with the renderings of both: where these differ ("Lý Khắc Cường" is Li,
    "Lý Hiển Long" Lee) they are preferred, since nothing tells who is meant.
    """
    found: dict[str, Entry] = {}
    for person in people:
        surname = person.vi.split()[0]
        before = found.get(surname)
        en = tuple(dict.fromkeys((*(before.en if before else ()), english_surname(person))))
        mode = "prefer" if len(en) > 1 else (before or person).mode
        found[surname] = Entry(vi=surname, en=en, kind="person", mode=mode, origin=(before or person).origin)
    return found


def english_surname(person: Entry) -> str:
    """The surname in a person's English name: the rendering that is one of its words, else the first or the last word.

    Of these two it is one of one syllable ("Carrie Lam" isn't Carrie), and rather one with the first letter of the
    Vietnamese surname ("Jack Ma" for Mã Vân); "Xi Jinping" and "Wang Yi" begin with theirs.
    """
    words = person.en[0].split()
    for rendering in person.en[1:]:
        if rendering in words:  # "Xi"; not "HCMC" of Hồ Chí Minh
            return rendering
    ends = [word for word in (words[0], words[-1]) if _ONE_SYLLABLE.fullmatch(word)] or [words[0]]
    letter = fold_marks(person.vi)[0].lower()
    return next((word for word in ends if word[0].lower() == letter), ends[0])


def _is_surname(words: Words, index: int) -> bool:
    """Whether a word stands where somebody is called by it: "ông Tập", "Chủ tịch Tập", "Trump - Tập"."""
    word = words.word(index)
    if len(word) < 2 or not is_name_syllable(words, index) or index in words.hidden:
        return False
    after = words.word(index + 1) if words.adjacent(index + 1) else ""
    if after and (is_name_syllable(words, index + 1) or (len(after) == 1 and after.isupper())):
        return False
    if is_addressed(words, index):
        return True
    if words.folded(index) in load_weights().names:
        return False  # "Thủ tướng Thái", "Mỹ - Hàn" are countries
    if after and load_lexicon().vietnamese.get(words.key(index, index + 1), 0.0) > ONE_WORD:
        return False  # "Chủ tịch Tập đoàn"
    if index > 1 and words.adjacent(index) and words.key(index - 2, index - 1) in _TITLES:
        return True
    # "Trump - Tập"; not "TTO - Các nước", "Vương Triều - Tập 5".
    joined = index > 0 and _DASH.fullmatch(words.gap(index)) is not None and shape_of(words, index - 1) == "foreign"
    return joined and words.word(index - 1)[1:].islower() and not after[:1].isdigit()


def _full_names(words: Words, surnames: Collection[str]) -> Iterator[tuple[str, str]]:
    for index, span in enumerate(words.spans):
        word = words.word(index)
        if word in surnames:
            end = index + 1
            while words.adjacent(end) and is_name_syllable(words, end):
                end += 1
            if 1 < end - index <= _MOST:
                yield word, words.text[span[0] : words.spans[end - 1][1]]
