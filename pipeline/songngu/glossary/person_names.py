"""Vietnamese personal names of a source, and what became of them in the English: kept, altered or missing.

A name that no glossary has goes through the model syllable by syllable, and a small model may swap one for another
("Nguyễn Đình Triệu" became "Nguyen Dinh Truong"). English news writes such names without marks and in their order.

Measured on 19,966 pairs of news with human references, of which 1,873 have such names (2,240): 6 are said to be altered
and 14 to be missing. Read by hand, all but four are so: the reference leaves the speaker out, or has another name.
With every surname taken for Vietnamese (see `Name.sure`) 25 more are missing, most of them names of China.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from songngu.glossary.context import HONORIFICS, NOT_HONORIFICS, SURNAMES, name_runs, shape_of
from songngu.glossary.proper_names import WELL_KNOWN, Fault, Name, Run, capitalised_runs, distinct, syllables
from songngu.glossary.words import Words, fold_key, split_words, word_set
from songngu.records import Span, overlap
from songngu.text.latin import fold_marks, is_vietnamese_syllable

_LEAST, _MOST = 2, 5  # syllables of a name
# Surnames that hardly any Chinese name is read with: of the others, "Vương Nghị" may rightly be Wang Yi.
_VIETNAMESE_ONLY = word_set("nguyễn lê phạm bùi võ đỗ huỳnh")
_CHINESE = re.compile(  # where these stand, even Lê, Võ and Huỳnh may be
    r"Trung (?:Quốc|Hoa)|Hoa ngữ|Đài Loan|H[ồo]ng K[ôo]ng|TVB|Thượng Hải|Bắc Kinh|nhà (?:Đường|Hán|Tống|Minh|Thanh)\b"
)
_THINGS = re.compile(r"(?i:thanh niên|luật sư|vũ trụ|đại biểu|hoàng thành|đoàn viên|bình dương)")  # with capitals
_PROVINCES = frozenset(  # that begin as surnames do
    map(
        fold_key,
        ("Thái Bình", "Thái Nguyên", "Lâm Đồng", "Hà Giang", "Hà Nam", "Hà Tĩnh", "Hà Nội", "Cao Bằng", "Trà Vinh"),
    )
)
ABROAD = re.compile(  # where these stand, other names may be read as Vietnamese
    rf"{_CHINESE.pattern}|Triều Tiên|Hàn Quốc|Singapore|Malaysia|Mông Cổ|Macau|gốc Hoa|người Hoa"
)
_MIDDLE = word_set("thị văn đình hữu")  # middle names of no Chinese name either
_LAKES = word_set("hồ")  # "Hồ Tây" is a lake
_MIDDLE_PLAIN = frozenset(map(fold_marks, _MIDDLE))
_PLAIN_SURNAMES = frozenset(map(fold_marks, SURNAMES))
# Surnames that are words as well, and the words that stand in their place: "the group Thi Huong" for Đoàn Thị Hương.
_SURNAMES_AS_WORDS: dict[str, frozenset[str]] = {
    surname: frozenset(english.split())
    for surname, english in {
        "đoàn": "group union delegation committee team mission party corps crew troupe",
        "hồ": "lake",
        "đào": "peach",
        "lương": "salary wage",
        "trần": "ceiling",
        "vương": "king",
        "đỗ": "park bean",
    }.items()
}
_BEFORE = 40  # characters
_ARTICLE_AND_WORD = re.compile(r"(?:\b(?:an?|the)\s+)?\b([^\W\d_]+)\s+(of\s+(?:the\s+)?)?$", re.IGNORECASE)


def find_person_names(text: str) -> tuple[Name, ...]:
    """Find two to five capitalised Vietnamese syllables that begin with a surname or follow "ông", "bà", "anh" …"""
    return find_names_in(split_words(text))


def find_names_in(words: Words) -> tuple[Name, ...]:
    """The same for a text that is cut into words already."""
    named = (_name_in(words, first, end) for first, end in name_runs(words))
    names = tuple(name for name in named if name)
    if not any(name.sure for name in names) or ABROAD.search(words.text):
        return names
    # Beside one of them "Đoàn Thu Hà" is Vietnamese too; "Vương Nghị" needn't be, and "Thái Lan" is no person.
    return tuple(name._replace(sure=name.sure or (name.text.count(" ") > 1 and not _is_thing(name))) for name in names)


def _is_thing(name: Name) -> bool:
    return _THINGS.search(name.text) is not None


def find_faults(
    names: Sequence[Name], english: str, *, settled: Sequence[Span] = (), taken: Sequence[Span] = ()
) -> tuple[Fault, ...]:
    """Find the names that the English has altered or lost.

    Names that overlap `settled` spans of the source aren't asked for; `taken` spans of the English are no name's.
    """
    asked = [name for name in names if not any(overlap(name.span, other) for other in settled)]
    if not asked or not english.strip():
        return ()
    runs = capitalised_runs(english)
    right = [syllables(name) for name in names if _is_kept(syllables(name), runs)]
    free = [part for run in runs for part in _outside(run, taken)]
    said = {word for run in runs for word, _ in run}
    faults: list[Fault] = []
    for name in distinct(asked):
        wanted = syllables(name)
        if wanted in right:
            continue
        near = sorted(place for run in free for place in _near(wanted, run, right))
        if fault := _without_surname(name, wanted, free, english):
            faults.append(fault)
        elif near:
            wrong, span = near[0]
            alone = len(near) == 1 or near[1][0] > wrong
            faults.append(Fault(name, "altered", span, safe=alone and wrong == 1))
        elif name.sure and wanted[-1] not in said:
            faults.append(Fault(name, "missing"))
    return _with_exchanged(tuple(faults), names, free)


def _without_surname(name: Name, wanted: Sequence[str], free: Sequence[Run], english: str) -> Fault | None:
    """The one place where the name stands after what its surname means as a word: "the group Thi Huong".

    "The delegation of Thi Huong" may be hers, so that isn't safe to mend.
    """
    words = _SURNAMES_AS_WORDS.get(fold_key(name.text.split()[0]), frozenset())
    rest = list(wanted[1:])
    found: list[Fault] = []
    for run in free if words and len(rest) > 1 else ():
        for first in range(len(run) - len(rest) + 1):
            window = run[first : first + len(rest)]
            if [word for word, _ in window] != rest:
                continue
            start = window[0][1][0]
            before = _ARTICLE_AND_WORD.search(english, max(0, start - _BEFORE), start)
            if before and before[1].lower() in words:
                found.append(Fault(name, "altered", (before.start(), window[-1][1][1]), safe=not before[2]))
    return found[0] if len(found) == 1 else None


def _outside(run: Run, taken: Sequence[Span]) -> Iterator[Run]:
    """The parts of a run that no term has: "Designer Nguyen Tien Truong" without "Designer"."""
    part: Run = []
    for word, span in run:
        if not any(overlap(span, other) for other in taken):
            part.append((word, span))
        elif part:
            yield part
            part = []
    if part:
        yield part


def _with_exchanged(faults: tuple[Fault, ...], names: Sequence[Name], free: Sequence[Run]) -> tuple[Fault, ...]:
    """The faults, with the place of a missing name where the English has another person's name that no one has.

    "Vu Van Tan" for "Đoàn Văn Tuấn": safe where one name is missing and there is one such place.
    """
    missing = [fault for fault in faults if fault.fate == "missing"]
    known = {word for name in names for word in syllables(name)}
    strange = [place for run in free if (place := _full_name(run, known))]
    if len(missing) != 1 or len(strange) != 1:
        return faults
    fault = missing[0]._replace(fate="altered", span=strange[0], safe=True)
    return tuple(fault if each is missing[0] else each for each in faults)


def _full_name(run: Run, known: Set[str]) -> Span | None:
    """A full Vietnamese name of three syllables or more that ends a run and has hardly a syllable of the known ones."""
    for index, (word, _) in enumerate(run):
        rest = run[index:]
        if word not in _PLAIN_SURNAMES or not _LEAST < len(rest) <= _MOST:
            continue
        others = [each for each, _ in rest if each not in _MIDDLE_PLAIN]
        if all(is_vietnamese_syllable(each) for each, _ in rest) and known.isdisjoint(others):
            return rest[0][1][0], rest[-1][1][1]
    return None


def _name_in(words: Words, first: int, end: int) -> Name | None:
    """The name that ends a run of capitalised syllables: it begins with the first surname, or after an address."""
    addressed = words.adjacent(first) and words.folded(first - 1) in HONORIFICS - {"em", "con"}
    addressed = addressed and not (words.adjacent(first - 1) and words.folded(first - 2) in NOT_HONORIFICS)
    start = first
    if words.folded(first) in HONORIFICS and words.folded(first) not in SURNAMES:  # "Ông" that opens a sentence
        start, addressed = first + 1, True
    if not addressed:
        # "Theo Nguyễn Văn A": the word that opens the sentence is no part of the name; "Phố Lê Duẩn" is as good.
        start = next((i for i in range(first, min(first + 3, end)) if shape_of(words, i) == "surname"), end)
        if start == first + 1 and end - start > _LEAST and shape_of(words, start + 1) == "surname":
            start += not words.opens_sentence(first)  # "tỉnh Hải Dương Nguyễn Dương Thái"
        if start == first and end - start > _LEAST + 1 and words.key(first, first + 1) in _PROVINCES:
            start += 2 * (shape_of(words, start + 2) == "surname")  # "tỉnh Thái Bình Đặng Trọng Thăng"
    if not _LEAST <= end - start <= _MOST:
        return None
    surname = words.folded(start)
    if surname in _LAKES and not addressed:
        return None
    sure = surname in SURNAMES and words.folded(start + 1) in _MIDDLE
    sure = sure or surname == "nguyễn" or (surname in _VIETNAMESE_ONLY and not _CHINESE.search(words.text))
    span = (words.spans[start][0], words.spans[end - 1][1])
    return Name(words.text[slice(*span)], span, sure)


def _is_kept(wanted: Sequence[str], runs: Sequence[Run]) -> bool:
    """Whether a run has every syllable: in order, or turned as the West does ("Trieu Nguyen Dinh"), or run together."""
    return any(set(wanted) <= {word for word, _ in run} or _has_joined("".join(wanted), run) for run in runs)


def _has_joined(name: str, run: Run) -> bool:
    """Whether words in a row make up the name: "Le Minhanh" for Lê Minh Anh, not "Nguyen Van Name" for … Nam."""
    words = [word for word, _ in run]
    return any(
        "".join(words[first:end]) == name for first in range(len(words)) for end in range(first + 1, len(words) + 1)
    )


def _near(wanted: Sequence[str], run: Run, right: Sequence[Sequence[str]]) -> Iterator[tuple[int, Span]]:
    """Places in a run that begin with the surname, or have all but one syllable, with the number of wrong ones.

    One that is missing counts twice, since what stands there may be another person's whole name. Not where another
    name of the source stands as it should.
    """
    size = len(wanted)
    for index in range(len(run)):
        rest = run[index : index + size]
        said = [word for word, _ in rest]
        wrong = sum(one != other for one, other in zip(wanted, said, strict=False)) + 2 * (size - len(said))
        if len(said) < _LEAST or said in WELL_KNOWN or any(said == list(other)[: len(said)] for other in right):
            continue
        if said[0] == wanted[0] or (size > _LEAST and wrong == 1):
            yield wrong, (rest[0][1][0], rest[-1][1][1])
