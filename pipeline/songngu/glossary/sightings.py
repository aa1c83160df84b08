"""Find in one sentence the names and terms that the glossary lacks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from songngu.glossary.context import SURNAMES, is_headline, shape_of
from songngu.glossary.entries import Glossary
from songngu.glossary.kinds import follows_organisation, follows_person, follows_place
from songngu.glossary.matching import Matcher
from songngu.glossary.organisation_names import COMMON, LEVELS, STOPS, Organisation, find_organisations, propose
from songngu.glossary.person_names import find_names_in
from songngu.glossary.words import Words, fold_key, fold_letters, word_set
from songngu.records import Span
from songngu.text.latin import fold_marks, is_vietnamese_syllable

# First syllables of titles and kinds of place ("Tổng thống Putin", "Ông Vinh"): a run of capitals never begins there.
_TITLES = word_set("ông bà anh chị em cô chú bác tp ts gs pgs ths pv nsnd nsưt bs ls phó trưởng báo mc ntk hlv dj ch")
# Abbreviations that are units, marks of the trade or of an address, and marks of a plate, a date of birth.
_NO_NAMES = word_set("""
    usd vnd eur vnđ sn pv tx tp tt ql btc tto đt km am pm bks đkks bđs cđ đh bv nq cp nđ gs ts ths tnhh mtv qđ tw ttg
    mc ntk hlv bst aud gbp jpy cny ndt krw sgd hkd""")
_NO_PLACES = word_set("đông tây nam bắc trung")  # "Tây Tây Bắc" is a direction
_DAYS = frozenset(map(fold_key, ("Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy")))
_BYLINE = word_set("tổng theo th")  # "Đào Vũ (Tổng hợp)"
_MIDDLE = word_set("văn thị")
# What has a title of its own: "bộ phim Hậu duệ mặt trời", "báo Người lao động".
_WORKS = frozenset(map(fold_key, (
    "phim", "ca khúc", "bài hát", "bài thơ", "vở kịch", "vở", "mv", "album", "tiểu thuyết", "cuốn sách", "tác phẩm",
    "chương trình", "gameshow", "truyện", "báo", "tờ", "tạp chí", "chiến dịch", "cuộc thi", "giọng ca", "bản hit",
)))  # fmt: skip
_NO_TITLES = word_set("việt tết hàn nay này")  # "phim Việt hay nhất"
_LONGEST_TITLE = 7  # words
_ABBREVIATION = re.compile(r"\(\s*([A-ZĐ][A-ZĐ&]{1,9})\s*\)")
_QUOTED = re.compile(r"[“\"]([^“”\"]{5,40})[”\"]")
_MARKS = re.compile(r"[.,;:?!()…]")
_NUMBER = re.compile(r"\d{1,4}")
_LOWER = re.compile(r"[^\W\d_A-ZĐ]+")
_CALLS = 0.1  # share of a syllable's occurrences that makes it part of a word: "đốc" is nearly always in "giám đốc"


class Sighting(NamedTuple):
    """One occurrence of a candidate. `sure` is False where only the sentence's beginning may give it its capital."""

    span: Span
    sure: bool = True
    kind: str = ""
    en: str = ""
    expansion: str = ""


class Known(NamedTuple):
    """What sightings are told by: the glossary, and which words the articles have in lower case.

    `places` is the English of its places by folded Vietnamese, `english` all its English forms, `ordinary` as
    `find_ordinary` gives it.
    """

    matcher: Matcher
    places: Mapping[str, str]
    english: Set[str]
    ordinary: Set[str]

    @classmethod
    def of(cls, glossary: Glossary, texts: Iterable[str]) -> Known:
        """Prepare for finding what `glossary` lacks in `texts`."""
        places = {fold_key(entry.vi): entry.en[0] for entry in reversed(glossary.entries) if entry.kind == "place"}
        english = frozenset(form for entry in glossary.entries for form in entry.en)
        return cls(Matcher(glossary), places, english, find_ordinary(texts))

    def is_english(self, text: str) -> bool:
        """Whether a text is what an entry has as English already ("Vietnam"), so that it stays as it is."""
        return text in self.english


def find_ordinary(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand in lower case somewhere ("clip"), and pairs of which one calls for the other ("công an")."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        lower = [token if token.islower() and token.isalpha() else "" for token in text.split()]
        single.update(lower)
        pairs.update(pairwise(lower))
        single.update(_LOWER.findall(text))  # those beside a mark; the others count twice
    calling = (
        f"{one} {other}" for (one, other), n in pairs.items()
        if one and other and 2 * n > _CALLS * min(single[one], single[other])
    )  # fmt: skip
    return frozenset(fold_letters("\n".join((*single, *calling))).split("\n"))


def find_sightings(words: Words, known: Known) -> Iterator[Sighting]:
    """Find people, organisations, places, abbreviations, titles of works and quoted terms, none of them twice."""
    if is_headline(words):
        return
    starts = [start for start, _ in words.spans]
    covered = set(words.hidden)
    capitals = [i for i, start in enumerate(starts) if words.text[start].isupper()]
    terms = [_place(starts, term.vi_span) for term in known.matcher.match_words(words)]
    names = find_names_in(words)
    for organisation in find_organisations(words, names):
        organisation = _fit(words, organisation, terms)
        if _is_common(words, organisation, terms):
            continue
        place = range(organisation.first, organisation.last + 1)
        yield Sighting(_span(words, place), kind="organisation", en=propose(words, organisation, known.places))
        covered.update(place)
    own = {term[0] for term in terms if len(term) == 1} - covered
    for term in terms:
        covered.update(term)
    for match in _ABBREVIATION.finditer(words.text):
        index = bisect_left(starts, match.start(1))
        if index not in covered and words.folded(index) not in _NO_NAMES:
            yield Sighting(match.span(1), kind="organisation", expansion=_expansion(words, index))
            covered.add(index)
    for name in names:
        place = _place(starts, name.span)
        if covered.isdisjoint(place):
            covered.update(place)
            if not _is_signature(words, place) and not _is_initial(words, place[-1] + 1):
                yield Sighting(name.span, kind=_kind(words, place) or "person", en=name.english)
    for place in _titles(words, starts, capitals):
        if covered.isdisjoint(place):
            covered.update(place)
            yield Sighting(_span(words, place), kind="term")
    for run in _runs(words, [i for i in capitals if i not in covered], known.ordinary):
        run = _with_neighbours(words, run, own)
        span = _span(words, run)
        text = words.text[slice(*span)]
        if not known.is_english(text) and not _is_direction_or_day(words, run):
            kind = _kind(words, run)
            yield Sighting(
                span, _is_sure(words, run), kind, _english(words, run) if kind in ("person", "place") else ""
            )
    for match in _QUOTED.finditer(words.text):
        place = _place(starts, match.span(1))
        if match[1] == match[1].lower() and 1 < len(place) < 5 and covered.isdisjoint(place):
            yield Sighting(match.span(1), kind="term")


def _place(starts: Sequence[int], span: Span) -> range:
    return range(bisect_left(starts, span[0]), bisect_left(starts, span[1]))


def _span(words: Words, place: Sequence[int]) -> Span:
    return words.spans[place[0]][0], words.spans[place[-1]][1]


def _fit(words: Words, organisation: Organisation, terms: Sequence[range]) -> Organisation:
    """End a name where a known one in it ends: "… tỉnh Bà Rịa – Vũng Tàu", "Bộ Ngoại giao Nga" before a person."""
    last = max([organisation.last, *(term[-1] for term in terms if organisation.last in term)])
    for term in terms:
        rest = range(term[-1] + 1, last + 1)
        if organisation.body < term[0] and rest and all(shape_of(words, i) == "foreign" for i in rest):
            last = term[-1]
    return organisation._replace(last=last)


def _is_common(words: Words, organisation: Organisation, terms: Sequence[range]) -> bool:
    """Whether the words are a known name, with or without a verb in lower case, or a common noun before a name.

    Or cut one in two: "Ban Nha Mariano Rajoy" of "Tây Ban Nha".
    """
    first, body, last = organisation
    if any(term[0] < first < term[-1] for term in terms):
        return True
    for term in terms:
        rest = range(term[-1] + 1, last + 1)
        if term[0] <= first <= term[-1] and all(words.word(i)[0].islower() for i in rest):
            return True  # "Bộ Y tế thông tin"
    if words.key(first, body - 1) not in COMMON or not (words.word(first)[0].islower() or words.opens_sentence(first)):
        return False
    if any(term[0] <= body and last <= term[-1] for term in terms):
        return True  # "công ty Trung Quốc"
    capital = next(i for i in range(body, last + 1) if words.word(i)[0].isupper())
    if words.word(first)[0].islower() and words.folded(body) in LEVELS:
        return True  # "trung tâm phường Bến Tắm"
    return shape_of(words, capital) in ("foreign", "acronym")  # "tập đoàn viễn thông Altice" is Altice


def _kind(words: Words, place: Sequence[int]) -> str:
    """What the words before tell: a place, a person, an organisation, or nothing; "Lường Văn Lả" tells itself."""
    if follows_place(words, place[0]):
        return "place"
    if follows_person(words, place[0]) or (len(place) > 2 and words.folded(place[1]) in _MIDDLE):
        return "person"
    if follows_organisation(words, place[0]) or (len(place) == 1 and shape_of(words, place[0]) == "acronym"):
        return "organisation"
    return ""


def _english(words: Words, place: Sequence[int]) -> str:
    """A name without its marks; "" where a foreign place has a Vietnamese word: "Tây Java" is West Java."""
    shapes = {shape_of(words, i) for i in place}
    mixed = "foreign" in shapes and any(words.folded(i) in _NO_PLACES for i in place)
    return "" if mixed else fold_marks(words.text[slice(*_span(words, place))])


def _titles(words: Words, starts: Sequence[int], capitals: Sequence[int]) -> Iterator[range]:
    """Titles of works after the word for such a work: quoted, or up to a mark or a word that no title goes on in."""
    for first in capitals:
        if not first or not _follows_work(words, first):
            continue
        if words.gap(first).strip() in ("“", '"'):
            end = re.compile('[”"]').search(words.text, words.spans[first][0])
            place = _place(starts, (words.spans[first][0], end.start())) if end else range(0)
        else:
            place = _open_title(words, first)
        if 1 < len(place) <= _LONGEST_TITLE and not any(_MARKS.search(words.gap(i)) for i in place[1:]):
            yield place


def _open_title(words: Words, first: int) -> range:
    if not words.adjacent(first) or words.folded(first) in _NO_TITLES or not words.word(first + 1)[:1].islower():
        return range(0)
    last = first
    while words.adjacent(last + 1) and words.word(last + 1)[0].islower() and words.folded(last + 1) not in STOPS:
        last += 1
    return range(first, last + 1)


def _follows_work(words: Words, first: int) -> bool:
    if words.gap(first).strip() not in ("", "“", '"'):
        return False
    one = words.folded(first - 1)
    return one in _WORKS or (words.adjacent(first - 1) and f"{words.folded(first - 2)} {one}" in _WORKS)


def _runs(words: Words, capitals: Sequence[int], ordinary: Set[str]) -> Iterator[list[int]]:
    """Maximal sequences of the capitalised words that no entry covers, titles and lone syllables dropped."""
    run: list[int] = []
    for index in capitals:
        if run and (index > run[-1] + 1 or not (words.adjacent(index) or words.gap(index) == "-")):
            yield from _trim(words, run, ordinary)
            run = []
        run.append(index)
    if run:
        yield from _trim(words, run, ordinary)


def _trim(words: Words, run: list[int], ordinary: Set[str]) -> Iterator[list[int]]:
    while run and (words.folded(run[0]) in _TITLES | _NO_NAMES or _only_opens(words, run)):
        run = run[1:]
    # "Phó Giám đốc", "ở Hà Nội Bộ Công an": the last word begins what goes on in lower case.
    while run and _begins_word(words, run[-1], ordinary):
        run = run[:-1]
    if not run or _is_signature(words, run) or _is_initial(words, run[-1]) or _is_initial(words, run[-1] + 1):
        return
    # "Tổng thống Putin" gives the runs "Tổng" and "Putin": one Vietnamese syllable is no name of interest.
    if len(run) > 1 or _stands_alone(words, run[0], ordinary):
        yield run


def _with_neighbours(words: Words, run: list[int], own: Set[int]) -> list[int]:
    """The run with a number that belongs to it ("France 24"), or the known abbreviation that it follows ("AFC Cup")."""
    before, after = run[0] - 1, run[-1] + 1
    follows = len(run) == 1 and before in own and words.adjacent(run[0]) and shape_of(words, run[0]) == "foreign"
    if follows and shape_of(words, before) in ("acronym", "foreign"):
        run = [before, *run]
    return [*run, after] if _goes_with_number(words, run[-1]) else run


def _goes_with_number(words: Words, index: int) -> bool:
    """Whether the number behind a foreign word or abbreviation is a part of the name, with no noun behind it."""
    number = index + 1
    if not words.adjacent(number) or not _NUMBER.fullmatch(words.word(number)) or shape_of(words, index) == "name":
        return False
    if words.adjacent(number + 1) and words.folded(number + 1) not in STOPS:
        return False
    return words.gap(number + 1)[:1] in ("", " ", ",", ".", ")", "”", '"', ":", ";")  # not "24/7", "24%"


def _begins_word(words: Words, index: int, ordinary: Set[str]) -> bool:
    """Whether a Vietnamese syllable and the one in lower case after it are a word that the articles have: "Công an"."""
    if shape_of(words, index) not in ("name", "surname") or not words.adjacent(index + 1):
        return False
    return words.word(index + 1).islower() and words.key(index, index + 1) in ordinary


def _is_initial(words: Words, index: int) -> bool:
    """Whether a word is one capital: "Nguyễn Thị H." is nobody's name."""
    return len(words.word(index)) == 1 and words.word(index).isupper() and words.adjacent(index)


def _is_signature(words: Words, place: Sequence[int]) -> bool:
    """Whether a name is the author's: alone after the last sentence, or before "(Tổng hợp)"."""
    if not words.opens_sentence(place[0]):
        return False
    after = words.gap(place[-1] + 1).strip()
    if after == "(" and words.folded(place[-1] + 1) in _BYLINE:
        return True
    return place[-1] == len(words.spans) - 1 and not after


def _is_direction_or_day(words: Words, run: Sequence[int]) -> bool:
    return all(words.folded(i) in _NO_PLACES for i in run) or words.key(run[0], run[-1]) in _DAYS


def _only_opens(words: Words, run: Sequence[int]) -> bool:
    """Whether the first word has its capital from the sentence: "Theo Zelensky", "Theo Nguyễn Văn Nam"."""
    if len(run) < 2 or not words.opens_sentence(run[0]) or shape_of(words, run[0]) != "name":
        return False
    return shape_of(words, run[1]) in ("foreign", "acronym", "surname")


def _stands_alone(words: Words, index: int, ordinary: Set[str]) -> bool:
    """Whether one word can be a name of interest: foreign, or an abbreviation that is no unit, numeral or byline.

    Nor a word that the articles have in lower case too ("Clip", "Video"), nor a number's ("PC 01", "24/QĐ").
    """
    word = words.word(index)
    shape = shape_of(words, index)
    if shape == "acronym":
        excluded = words.folded(index) in _NO_NAMES or set(word) <= set("IVXLCDM")
        return not excluded and not _is_code(words, index)
    foreign = shape == "foreign" or (shape == "name" and not is_vietnamese_syllable(word))
    return foreign and len(word) > 2 and words.folded(index) not in ordinary


def _is_code(words: Words, index: int) -> bool:
    """Whether capitals are part of a number ("24/QĐ - TTg", "PC 01 bắt") or one letter with digits ("T2")."""
    if sum(c.isalpha() for c in words.word(index)) < 2:
        return True
    if words.adjacent(index + 1) and words.word(index + 1)[0].isdigit() and not _goes_with_number(words, index):
        return True
    before, after = words.gap(index), words.gap(index + 1)
    if before.endswith("/") or after.startswith("/"):
        return True
    beside = ((before, index - 1), (after, index + 1))
    return any(gap.strip() == "-" and gap != "-" and shape_of(words, i) == "acronym" for gap, i in beside)


def _is_sure(words: Words, run: Sequence[int]) -> bool:
    if not words.opens_sentence(run[0]) or (len(run) > 1 and words.gap(run[0]).strip() in (":", "(", ";")):
        return True
    return shape_of(words, run[0]) in ("foreign", "acronym") or (len(run) > 1 and words.folded(run[0]) in SURNAMES)


def _expansion(words: Words, index: int) -> str:
    """The words before a bracketed abbreviation whose initials it has: "Trung tâm Dự báo (TTDB)"."""
    letters = words.word(index).replace("&", "")
    first = index - len(letters)
    if first < 0 or any(not words.adjacent(i) for i in range(first + 1, index)):
        return ""
    initials = "".join(words.word(i)[0].upper() for i in range(first, index))
    return words.text[words.spans[first][0] : words.spans[index - 1][1]] if initials == letters else ""
