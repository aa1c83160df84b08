"""What newspapers shorten, spelled out for the engine: "Q. Tân Bình" is "quận Tân Bình", "TT Putin" tổng thống Putin.

A small model leaves such letters as they are ("P. Hiep Thanh", "TT Putin"). The articles keep their text; only what the
engine is asked changes. Of 12,285 newspaper articles some 400 places in 250 articles are districts and wards written
so, and 200 are presidents. The dash of a type that has come loose ("S -400", 4,000 places) is joined to it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from songngu.glossary.context import is_name_syllable
from songngu.glossary.words import Words, fold_letters, split_words, word_set
from songngu.records import Span, Term
from songngu.text.latin import is_vietnamese_syllable

_KINDS = {"h": "huyện", "q": "quận", "p": "phường", "x": "xã", "tx": "thị xã"}
_KIND = re.compile(r"(?<![\w.])(?P<kind>[HQPX](?=\.)|T[. ]?X(?=[. ]))\.?\s?(?=[^\W\d_])")
_SYLLABLES = 2  # of a place's name, at least: "bé H. Khi về" is a girl and the next sentence
_OFFICES = frozenset(("UBND", "HĐND", "TAND", "VKSND", "CA", "Theo", "Tại", "Ở", "Từ"))
# After these stands a person's initial.
_PERSONS = word_set("anh chị em ông bà cô chú bác cháu bé bạn tên con nữ nam sinh gái trai thầy cậu dì mẹ cha vợ chồng")

_LEADER = re.compile(r"(?<![\w.])TT\.?\s(?=[A-ZĐ]\w)")
_COUNTRIES = word_set("mỹ nga pháp hàn đức thổ iran israel ukraine")
_PRIME_MINISTERS = word_set("abe merkel modi may trudeau johnson netanyahu medvedev hun prayuth sunak kishida morrison")

_LOOSE_DASH = re.compile(r"(?<![\w-])(?P<type>[A-Z][A-Za-z]{0,2})(?P<gap> )-(?=\d)(?!\d+(?:[.,]\d+)?\s*(?:độ|°|%))")

_Change = tuple[Span, str]


def spell_out(source: str, terms: Sequence[Term]) -> tuple[str, tuple[Term, ...]]:
    """The source with abbreviations in full, and the terms at their places in it, in the same order."""
    changes = [
        ((start, end), full)
        for (start, end), full in sorted(_changes(source, terms))
        if all(_apart_or_inside((start, end), term.vi_span) for term in terms)
    ]
    if not changes:
        return source, tuple(terms)
    text, at = "", 0
    for (start, end), full in changes:
        text, at = text + source[at:start] + full, end
    text += source[at:]

    def moved(place: int) -> int:
        return place + sum(len(full) - (end - start) for (start, end), full in changes if end <= place)

    spans = [(moved(term.vi_span[0]), moved(term.vi_span[1])) for term in terms]
    return text, tuple(
        msgspec.structs.replace(term, vi_span=span, vi=text[slice(*span)])
        for term, span in zip(terms, spans, strict=True)
    )


def _apart_or_inside(change: Span, term: Span) -> bool:
    return change[1] <= term[0] or term[1] <= change[0] or (term[0] <= change[0] and change[1] <= term[1])


def _changes(source: str, terms: Sequence[Term]) -> Iterator[_Change]:
    words = split_words(source) if "." in source or "T" in source else None
    if words is not None:
        yield from _kinds(source, words)
        yield from _leaders(source, terms)
    for match in _LOOSE_DASH.finditer(source):
        yield match.span("gap"), ""


def _kinds(source: str, words: Words) -> Iterator[_Change]:
    """Kinds of places, before a name of two syllables and not where a person's initial would stand."""
    starts = {start: index for index, (start, _) in enumerate(words.spans)}
    for match in _KIND.finditer(source):
        index = starts.get(match.end())
        if index is not None and _named(words, index) and _no_person(source[: match.start()]):
            full = _KINDS[re.sub(r"[. ]", "", match["kind"]).lower()]
            yield match.span(), f"{full} "


def _named(words: Words, index: int) -> bool:
    last = index + _SYLLABLES - 1
    return last < len(words.spans) and all(
        is_name_syllable(words, i, plain=True) and (i == index or words.adjacent(i)) for i in range(index, last + 1)
    )


def _no_person(before: str) -> bool:
    """Whether what stands before may introduce a place: a sign, an office, or a word in lower case for no person."""
    word = re.search(r"([^\W\d_]+)\s*$", before)
    if word is None:
        return not before.rstrip().endswith(".")
    plain = word[1].islower() or word.start() == 0  # the first of a sentence: "Ngụ Q. Gò Vấp"
    return word[1] in _OFFICES or (plain and fold_letters(word[1]) not in _PERSONS)


def _leaders(source: str, terms: Sequence[Term]) -> Iterator[_Change]:
    """Presidents: before a name of the glossary that isn't Vietnamese, or before a country."""
    starts = {term.vi_span[0] for term in terms}
    for match in _LEADER.finditer(source):
        name = re.match(r"\w+", source[match.end() :])
        if name is None or match.end() not in starts:
            continue
        folded = fold_letters(name[0])
        if folded in _COUNTRIES or not is_vietnamese_syllable(name[0]):
            yield match.span(), "Thủ tướng " if folded in _PRIME_MINISTERS else "Tổng thống "
