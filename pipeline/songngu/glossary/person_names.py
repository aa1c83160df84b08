"""Vietnamese personal names of a source, and what became of them in the English: kept, altered or missing.

A name that no glossary has goes through the model syllable by syllable, and a small model may swap one for another
("Nguyễn Đình Triệu" became "Nguyen Dinh Truong"). English news writes such names without marks and in their order.

Measured on 19,966 pairs of news with human references, of which 1,873 have such names (2,240): 6 are said to be altered
and 14 to be missing. Read by hand, all but four are so: the reference leaves the speaker out, or has another name.
With every surname taken for Vietnamese (see `PersonName.sure`) 25 more are missing, most of them names of China.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Literal, NamedTuple

from msgspec.structs import replace

from songngu.glossary.context import HONORIFICS, NOT_HONORIFICS, SURNAMES, shape_of
from songngu.glossary.words import Words, split_words, word_set
from songngu.records import Span, Translation, overlap
from songngu.text.latin import fold_marks, is_vietnamese_syllable

Fate = Literal["altered", "missing"]

_LEAST, _MOST = 2, 5  # syllables of a name
# Surnames that hardly any Chinese name is read with: of the others, "Vương Nghị" may rightly be Wang Yi.
_VIETNAMESE_ONLY = word_set("nguyễn lê phạm bùi võ đỗ huỳnh")
_MIDDLE = word_set("thị văn đình hữu")  # middle names of no Chinese name either
_LAKES = word_set("hồ")  # "Hồ Tây" is a lake
_MIDDLE_PLAIN = frozenset(map(fold_marks, _MIDDLE))
_PLAIN_SURNAMES = frozenset(map(fold_marks, SURNAMES))
WELL_KNOWN = (["ha", "noi"], ["viet", "nam"])  # what no other name is misspelt as
_NAME_WORD = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]*(?!\w)")  # a word with a capital, unless it opens with đ, ă …
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_ENGLISH_RUN = re.compile(r"[^\W\d_]+(?:[ \u00a0-][^\W\d_]+)*")


class PersonName(NamedTuple):
    """A name and its place in the source; `sure` where the bearer must be Vietnamese."""

    text: str
    span: Span
    sure: bool

    @property
    def english(self) -> str:
        """The name as the digest writes it: without marks, in its order."""
        return " ".join(fold_marks(self.text).split())


class Fault(NamedTuple):
    """A name that isn't in the English; `span` is where it was altered, None where it is missing.

    `safe` where one syllable differs and no other place could be meant.
    """

    name: PersonName
    fate: Fate
    span: Span | None = None
    safe: bool = False


def find_person_names(text: str) -> tuple[PersonName, ...]:
    """Find two to five capitalised Vietnamese syllables that begin with a surname or follow "ông", "bà", "anh" …"""
    return find_names_in(split_words(text))


def find_names_in(words: Words) -> tuple[PersonName, ...]:
    """The same for a text that is cut into words already."""
    found: list[PersonName] = []
    index = 0
    while index < len(words.spans):
        end = index + 1
        if _is_syllable(words, index):
            while end < len(words.spans) and words.adjacent(end) and _is_syllable(words, end):
                end += 1
            if name := _name_in(words, index, end):
                found.append(name)
        index = end
    return tuple(found)


def find_faults(
    names: Sequence[PersonName], english: str, *, settled: Sequence[Span] = (), taken: Sequence[Span] = ()
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
    for name in {_key(name): name for name in reversed(asked)}.values():
        wanted = syllables(name)
        if wanted in right:
            continue
        near = sorted(place for run in free for place in _near(wanted, run, right))
        if near:
            wrong, span = near[0]
            alone = len(near) == 1 or near[1][0] > wrong
            faults.append(Fault(name, "altered", span, safe=alone and wrong == 1))
        elif name.sure and wanted[-1] not in said:
            faults.append(Fault(name, "missing"))
    return _with_exchanged(tuple(reversed(faults)), names, free)


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


def _with_exchanged(faults: tuple[Fault, ...], names: Sequence[PersonName], free: Sequence[Run]) -> tuple[Fault, ...]:
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


def mend_names(source: str, translation: Translation) -> Translation:
    """Write a name right where the English has it altered, and no other place could be meant; marks are taken off.

    A place gets the kind that the source says (see `place_kinds`).

    English news writes "Doan Van Tuan" and "Tan Lap". What the glossary asked for stays as it is.
    """
    translation = _without_marks(source, translation)
    names = find_person_names(source)
    for _ in names:
        settled, taken = spans_of_terms(translation)
        faults = find_faults(names, translation.en, settled=settled, taken=taken)
        fault = next((fault for fault in faults if fault.safe), None)
        if fault is None or fault.span is None:
            break
        translation = replaced(translation, fault.span, fault.name.english)
    return _mend_places(source, translation, names)


def _mend_places(source: str, translation: Translation, people: Sequence[PersonName]) -> Translation:
    from songngu.glossary.place_kinds import mend_kinds
    from songngu.glossary.place_names import find_place_faults, find_place_names

    places = find_place_names(source)
    settled, taken = spans_of_terms(translation)
    faults = find_place_faults(source, places, translation.en, others=people, settled=settled, taken=taken)
    safe = [(fault.span, fault.name.english) for fault in faults if fault.safe and fault.span]
    for span, name in sorted(safe, reverse=True):
        translation = replaced(translation, span, name)
    return mend_kinds(source, translation) if places else translation


def _without_marks(source: str, translation: Translation) -> Translation:
    """Take the marks off Vietnamese names that the English has as the source writes them. Lengths stay the same.

    A text that was left in Vietnamese stays what it is.
    """
    words = translation.en.split()
    if translation.en.isascii() or 3 * sum(not word.isascii() for word in words) > len(words):
        return translation
    written = set(_NAME_WORD.findall(source))
    taken = [term.en_span for term in translation.terms if term.en_span]

    def bare(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii() or not word[0].isupper() or word not in written or not is_vietnamese_syllable(word):
            return word
        after = _NEXT_WORD.match(translation.en, match.end())
        if after and after[1].islower() and not after[1].isascii():  # "Triệu tập": no name, but a verb that was left
            return word
        return word if any(overlap(match.span(), span) for span in taken) else fold_marks(word)

    return replace(translation, en=_NAME_WORD.sub(bare, translation.en))


def spans_of_terms(translation: Translation) -> tuple[list[Span], list[Span]]:
    """The places, in source and English, that terms answer for: those met, and those whose lack is said already."""
    terms = translation.terms
    settled = [term.vi_span for term in terms if term.met or term.mode == "enforce"]
    return settled, [term.en_span for term in terms if term.en_span]


def replaced(translation: Translation, span: Span, text: str) -> Translation:
    """The translation with another text at `span`, where no term is; what stands behind moves."""
    start, end = span
    moved = len(text) - (end - start)
    terms = tuple(
        replace(term, en_span=(term.en_span[0] + moved, term.en_span[1] + moved))
        if term.en_span and term.en_span[0] >= end
        else term
        for term in translation.terms
    )
    return replace(translation, en=translation.en[:start] + text + translation.en[end:], terms=terms)


def _key(name: PersonName) -> str:
    return " ".join(syllables(name))


def _is_syllable(words: Words, index: int) -> bool:
    # Most words are in lower case, which is told faster than the shape.
    return words.text[words.spans[index][0]].isupper() and shape_of(words, index) in ("name", "surname")


def _name_in(words: Words, first: int, end: int) -> PersonName | None:
    """The name that ends a run of capitalised syllables: it begins with the first surname, or after an address."""
    addressed = words.adjacent(first) and words.folded(first - 1) in HONORIFICS - {"em", "con"}
    addressed = addressed and not (words.adjacent(first - 1) and words.folded(first - 2) in NOT_HONORIFICS)
    start = first
    if words.folded(first) in HONORIFICS and words.folded(first) not in SURNAMES:  # "Ông" that opens a sentence
        start, addressed = first + 1, True
    if not addressed:
        # "Theo Nguyễn Văn A": the word that opens the sentence is no part of the name; "Phố Lê Duẩn" is as good.
        start = next((i for i in range(first, min(first + 3, end)) if shape_of(words, i) == "surname"), end)
    if not _LEAST <= end - start <= _MOST:
        return None
    surname = words.folded(start)
    if surname in _LAKES and not addressed:
        return None
    sure = surname in _VIETNAMESE_ONLY or (surname in SURNAMES and words.folded(start + 1) in _MIDDLE)
    span = (words.spans[start][0], words.spans[end - 1][1])
    return PersonName(words.text[slice(*span)], span, sure)


Run = list[tuple[str, Span]]


def capitalised_runs(english: str) -> list[Run]:
    """Sequences of capitalised words, folded, with their places: "Mr. Nguyen Van A" gives "mr" and "nguyen van a"."""
    runs: list[Run] = []
    for match in _ENGLISH_RUN.finditer(english):
        run: Run = []
        for word in re.finditer(r"[^\W\d_]+", match[0]):
            if word[0][0].isupper():
                start = match.start() + word.start()
                run.append((fold_marks(word[0]).lower(), (start, start + len(word[0]))))
            elif run:
                runs.append(run)
                run = []
        if run:
            runs.append(run)
    return runs


def syllables(name: PersonName) -> list[str]:
    return fold_marks(name.text).lower().split()


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
