"""Names that a translation has altered, written right again: of persons, of places, and without their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from songngu.glossary.lexicon import english_words
from songngu.glossary.lost_names import VietnameseNames
from songngu.glossary.person_names import find_faults, find_person_names
from songngu.glossary.place_kinds import mend_kinds
from songngu.glossary.place_names import find_place_faults, find_place_names
from songngu.glossary.proper_names import Name, distinct, replaced, spans_of_terms
from songngu.records import Translation, overlap
from songngu.text.latin import fold_marks, has_vietnamese_mark, is_highland_syllable, is_vietnamese_syllable

_NAME_WORD = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]*(?!\w)")  # a word with a capital, unless it opens with đ, ă …
_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


def mend_names(source: str, translation: Translation, recurring: Sequence[str] = ()) -> Translation:
    """Write a name right where the English has it altered, and no other place could be meant; marks are taken off.

    A place gets the kind that the source says (see `place_kinds`). `recurring` is `Segment.names`.

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
    return _mend_places(source, translation, names, recurring)


def _mend_places(
    source: str, translation: Translation, people: Sequence[Name], recurring: Sequence[str]
) -> Translation:
    places = find_place_names(source)
    settled, taken = spans_of_terms(translation)
    faults = find_place_faults(source, places, translation.en, others=people, settled=settled, taken=taken)
    safe = [(fault.span, fault.name.english) for fault in faults if fault.safe and fault.span]
    for span, name in sorted(safe, reverse=True):
        translation = replaced(translation, span, name)
    translation = _mend_others(source, translation, VietnameseNames.of(source, settled, recurring=recurring))
    return mend_kinds(source, translation) if places else translation


def _mend_others(source: str, translation: Translation, names: VietnameseNames) -> Translation:
    _, taken = spans_of_terms(translation)
    for span, name in sorted(names.find_misspelt(source, translation.en, taken), reverse=True):
        translation = replaced(translation, span, name.english)
    for name in distinct(names.in_full):
        translation = _part(source, translation, name)
    return translation


def _part(source: str, translation: Translation, name: Name) -> Translation:
    """Part the syllables of a name that the English has run together: "Traon" for Trà Ôn, "Le Minhanh".

    The whole name must be there, and no brand ("DongA", "NANA") or English word be meant ("Gala").
    """
    parted = name.english
    if parted in translation.en:
        return translation
    _, taken = spans_of_terms(translation)
    found = re.search(rf"(?<![\w-])(?i:{' ?'.join(map(re.escape, parted.split()))})(?![\w-])", translation.en)
    if not found or any(overlap(found.span(), span) for span in taken):
        return translation
    written = {fold_marks(word).lower() for word in _WORD.findall(source.replace("-", ""))}
    words = found[0].split()
    joined = [word for word in words if word not in parted.split()]
    if any(word != word.capitalize() for word in words) or not joined:
        return translation
    if any(word.lower() in english_words() or word.lower() in written for word in joined):
        return translation
    return replaced(translation, found.span(), parted)


def _without_marks(source: str, translation: Translation) -> Translation:
    """Take the marks off Vietnamese names that the English has as the source writes them. Lengths stay the same.

    A text that was left in Vietnamese stays what it is.
    """
    if translation.en.isascii():
        return translation
    written = set(_NAME_WORD.findall(source))
    words = _WORD.findall(translation.en)
    own = set(_WORD.findall(source))
    english = sum(word.isascii() and word.islower() and word not in own for word in words)
    left = sum(not word.isascii() and (not english or word not in written) for word in words)
    if 3 * left > len(words):
        return translation
    taken = [term.en_span for term in translation.terms if term.en_span]

    def bare(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii() or not word[0].isupper() or word not in written:
            return word
        if not is_vietnamese_syllable(word) and not (is_highland_syllable(word) and has_vietnamese_mark(word)):
            return word
        after = _NEXT_WORD.match(translation.en, match.end())
        if after and after[1].islower() and not after[1].isascii():  # "Triệu tập": no name, but a verb that was left
            return word
        return word if any(overlap(match.span(), span) for span in taken) else fold_marks(word)

    return replace(translation, en=_NAME_WORD.sub(bare, translation.en))
