"""Vietnamese names of places that no glossary has, told by the word before them, and what the English made of them.

A small model swaps syllables of names that it hasn't met: "huyện Phong Điền" became "Phong Dinh District". As with
persons (see `person_names`) what differs in one syllable is put right where no other place could be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from songngu.glossary.context import is_name_syllable
from songngu.glossary.proper_names import WELL_KNOWN, Fault, Name, Run, capitalised_runs, distinct, syllables
from songngu.glossary.words import Words, split_words, word_set
from songngu.records import Span, overlap
from songngu.text.latin import fold_marks

_LEAST, _MOST = 2, 4  # syllables of a name
_ONE = word_set("xã phường huyện quận tỉnh thôn ấp bản buôn xóm làng đường phố cầu sông núi đèo chợ chùa đền thpt thcs")
_HIGHLAND = word_set("xã huyện thôn buôn")  # after these may stand "Ea Tar", which has no mark
_TWO = frozenset(
    ("thị xã", "thị trấn", "thành phố", "khu phố", "đại lộ", "quần đảo", "bán đảo", "bệnh viện", "tiểu học")
)
_CAPITALS = frozenset(("TP", "TX"))  # "TT" is a president as well
_NO_KINDS = frozenset(("yêu cầu", "nhu cầu", "toàn cầu", "địa cầu", "văn bản", "cơ bản", "kịch bản", "phiên bản"))
# Words of an English name that may stand beside the place's own.
NOUNS = word_set(
    "district commune ward town township village hamlet province city street road avenue bridge river mountain pass "
    "boulevard island islands peninsula quarter area block highway police department hospital market school primary "
    "secondary high pagoda temple"
)

_LETTERS = re.compile(r"[^\W\d_]+")


def find_place_names(text: str) -> tuple[Name, ...]:
    """Find two to four capitalised syllables of Vietnam after "xã", "huyện", "đường" and their like."""
    return find_places_in(split_words(text))


def find_places_in(words: Words) -> tuple[Name, ...]:
    """The same for a text that is cut into words already."""
    found: list[Name] = []
    for index in range(1, len(words.spans) - 1):
        if not _follows_kind(words, index):
            continue
        plain = words.folded(index - 1) in _HIGHLAND
        end = index
        while (
            end < len(words.spans)
            and (end == index or words.adjacent(end))
            and is_name_syllable(words, end, plain=plain)
        ):
            end += 1
        most = _LEAST if words.word(index - 1) in _CAPITALS else _MOST  # "UBND TP Nguyễn Văn Sửu" is a person
        if _LEAST <= end - index <= most:
            span = (words.spans[index][0], words.spans[end - 1][1])
            found.append(Name(words.text[slice(*span)], span, sure=False))
    return tuple(found)


def find_place_faults(
    source: str,
    names: Sequence[Name],
    english: str,
    *,
    others: Sequence[Name] = (),
    settled: Sequence[Span] = (),
    taken: Sequence[Span] = (),
) -> tuple[Fault, ...]:
    """Find the names of places that the English has altered in one syllable; what is missing isn't told.

    On 4,224 pairs of human references, which name 140 places so, none is said to be altered.

    `names` are the places of the source, `others` its persons; names that overlap `settled` spans of the source aren't
    asked for, `taken` spans of the English are no name's.
    """
    asked = [name for name in names if not any(overlap(name.span, span) for span in settled)]
    if not asked or not english.strip():
        return ()
    runs = capitalised_runs(english)
    said = [[word for word, _ in run] for run in runs]
    known = [syllables(name) for name in (*names, *others)]
    lost = [name for name in known if not any(stands_in(name, words) for words in said)]
    written = " ".join(["", *_LETTERS.findall(fold_marks(source).lower()), ""])
    faults: list[Fault] = []
    for name in distinct(asked):
        wanted = syllables(name)
        near = [
            (span, there)
            for span, there in (_look_alikes(wanted, runs, taken) if wanted in lost else ())
            if there not in known and f" {' '.join(there)} " not in written
        ]
        if near and near[0][0] not in [fault.span for fault in faults]:
            # Altered alike as often as the source has it, or seldomer: "Thuyen Binh District", "Thuyen Binh Commune".
            alike = all(there == near[0][1] for _, there in near) and len(near) <= known.count(wanted)
            safe = alike and not any(_differ_in_one(other, near[0][1]) for other in lost if other != wanted)
            faults += [Fault(name, "altered", span, safe=safe) for span, _ in (near if safe else near[:1])]
    return tuple(faults)


def _look_alikes(wanted: Sequence[str], runs: Sequence[Run], taken: Sequence[Span]) -> Iterator[tuple[Span, list[str]]]:
    """The places of the English that differ from a name in one syllable and are no term's."""
    for run in runs:
        for span, there in _windows(run, len(wanted)):
            free = there not in WELL_KNOWN and not any(overlap(span, place) for place in taken)
            if free and _differ_in_one(wanted, there):
                yield span, there


def _windows(run: Run, size: int) -> Iterator[tuple[Span, list[str]]]:
    """The places of `size` words in a run that nothing but nouns of places stands beside."""
    for first in range(len(run) - size + 1):
        beside = [run[i][0] for i in (first - 1, first + size) if 0 <= i < len(run)]
        window = run[first : first + size]
        if all(word in NOUNS for word in beside) and not any(word in NOUNS for word, _ in window):
            yield (window[0][1][0], window[-1][1][1]), [word for word, _ in window]


def _differ_in_one(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def stands_in(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words have these syllables in a row, or run together."""
    return (
        any(list(words[at : at + len(wanted)]) == list(wanted) for at in range(len(words))) or "".join(wanted) in words
    )


def _follows_kind(words: Words, index: int) -> bool:
    """Whether the word before says that a place is named: in lower case, where it opens a sentence, or as "TP"."""
    if words.word(index - 1) in _CAPITALS and words.gap(index).strip() in ("", "."):
        return True
    if not words.adjacent(index):
        return False
    before = words.folded(index - 1)
    if words.adjacent(index - 1) and f"{words.folded(index - 2)} {before}" in _TWO:
        return True
    if words.adjacent(index - 1) and f"{words.folded(index - 2)} {before}" in _NO_KINDS:
        return False
    return before in _ONE and (words.word(index - 1)[0].islower() or words.opens_sentence(index - 1))
