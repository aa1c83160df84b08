"""Suggest names that the glossary lacks, by how many articles have them, with the English that a rule can give.

People, organisations, places, other capitalised sequences, abbreviations, and terms in quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from songngu.glossary.context import HONORIFICS, SURNAMES, is_headline, shape_of
from songngu.glossary.entries import Entry, Glossary
from songngu.glossary.matching import Matcher
from songngu.glossary.organisation_names import find_organisations, propose
from songngu.glossary.person_names import find_person_names
from songngu.glossary.words import Words, fold_key, split_words, word_set
from songngu.records import Record, Span
from songngu.text.latin import fold_marks
from songngu.text.sentences import split_sentences

# First syllables of titles and kinds of place ("Tổng thống Putin", "Ông Vinh"): a run of capitals never begins there.
_TITLES = word_set("ông bà anh chị em cô chú bác tp ts gs pgs ths pv nsnd nsưt bs ls phó trưởng báo")
# Abbreviations that are units, marks of the trade or of an address, and marks of a plate, a date of birth.
_NO_NAMES = word_set(
    "usd vnd eur vnđ sn pv tx tp tt ql btc tto đt km am pm bks đkks bđs cđ đh bv nq cp nđ gs ts ths tnhh mtv"
)
# A name after one of these is a place: "huyện Tân Kỳ", "đường Nguyễn Kiệm", "ở Hà Nội".
_PLACES = word_set("""
    tỉnh huyện quận xã phường thôn ấp bản làng buôn đường phố cầu sông núi đảo hồ chợ đèo ngõ trấn tx tp vịnh thác hầm
    ga suối đồi hẻm kênh rạch ở tại""")
_BYLINE = word_set("tổng theo th")  # "Đào Vũ (Tổng hợp)"
_MIDDLE = word_set("văn thị")
_ABBREVIATION = re.compile(r"\(\s*([A-ZĐ][A-ZĐ&]{1,9})\s*\)")
_QUOTED = re.compile(r"[“\"]([^“”\"]{5,40})[”\"]")
_CALLS = 0.1  # share of a syllable's occurrences that makes it part of a word: "đốc" is nearly always in "giám đốc"
_LEAST_QUOTED = 2  # a term said once in quotation marks is a figure of speech


class Suggestion(Record, frozen=True, kw_only=True):
    """A name to consider. `spellings` has every form seen, the most frequent (`vi`) first.

    `kind` is the entry's where the context tells, else ""; `en` the English that a rule gives, else "". `expansion` is
    what an abbreviation stands for where the text says so; `like` is the English of an entry with nearly the same
    spelling, "" for none.
    """

    vi: str
    count: int
    articles: int
    spellings: tuple[str, ...]
    kind: str = ""
    en: str = ""
    expansion: str = ""
    like: str = ""
    example: str = ""


class Sighting(NamedTuple):
    """One occurrence of a candidate. `sure` is False where only the sentence's beginning may give it its capital."""

    line: str
    span: Span
    article: int
    sure: bool
    kind: str = ""
    en: str = ""
    expansion: str = ""

    @property
    def text(self) -> str:
        """The candidate as it stands there."""
        return self.line[slice(*self.span)]


class Known(NamedTuple):
    """What is known before: the glossary, the English of its places, and the words that articles have in lower case."""

    matcher: Matcher
    english: Mapping[str, str]
    ordinary: Set[str]


def suggest(texts: Iterable[str], glossary: Glossary, *, least: int = 2) -> tuple[Suggestion, ...]:
    """Names and abbreviations in `texts` (one article each) seen at least `least` times, most spread first."""
    articles = list(texts)
    english = {fold_key(entry.vi): entry.en[0] for entry in reversed(glossary.entries) if entry.kind == "place"}
    known = Known(Matcher(glossary), english, _ordinary(articles))
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for article, text in enumerate(articles):
        for line in text.splitlines():
            for sighting in _sightings(line, article, known):
                groups[spelling_key(sighting.text)].append(sighting)
    entries = {spelling_key(entry.vi): entry for entry in reversed(glossary.entries)}
    found = [_suggestion(group, entries.get(key)) for key, group in groups.items() if _counts(group, least)]
    return tuple(sorted(found, key=lambda s: (-s.articles, -s.count, s.vi)))


def _ordinary(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand in lower case somewhere ("clip"), and pairs of which one calls for the other ("công an")."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = split_words(text)
        lower = [words.folded(i) if words.word(i).islower() else "" for i in range(len(words.spans))]
        single.update(filter(None, lower))
        pairs.update(pair for i, pair in enumerate(pairwise(lower), 1) if all(pair) and words.adjacent(i))
    calling = (f"{one} {other}" for (one, other), n in pairs.items() if n > _CALLS * min(single[one], single[other]))
    return frozenset((*single, *calling))


def spelling_key(name: str) -> str:
    """Equal for spellings that look like one foreign name: Zelensky, Zelenskiy, Zelenskyy; Kim Jong-un, Kim Jong Un.

    Vietnamese names keep their marks: Lan and Lân are two people.
    """
    words = split_words(name)
    if len(words.spans) == 1 and name == name.upper():
        return name  # IS and ISS are two abbreviations
    if all(shape_of(words, i) in ("name", "surname") for i in range(len(words.spans))):
        return words.canonical
    plain = unicodedata.normalize("NFD", words.canonical.replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c.isalnum())
    return re.sub(r"(.)\1+", r"\1", letters.replace("y", "i"))


def _sightings(line: str, article: int, known: Known) -> Iterator[Sighting]:
    words = split_words(line)
    if is_headline(words):
        return
    starts = [start for start, _ in words.spans]
    covered = set(words.hidden)
    terms = [
        range(bisect_left(starts, term.vi_span[0]), bisect_left(starts, term.vi_span[1]))
        for term in known.matcher.match(line)
    ]

    def sight(span: Span, *, sure: bool = True, kind: str = "", en: str = "", expansion: str = "") -> Sighting:
        return Sighting(line, span, article, sure, kind, en, expansion)

    for organisation in find_organisations(words):
        # "Công an tỉnh Bà Rịa – Vũng Tàu": a known name isn't cut.
        last = max([organisation.last, *(term[-1] for term in terms if organisation.last in term)])
        organisation = organisation._replace(last=last)
        place = range(organisation.first, last + 1)
        if any(set(place) <= set(term) for term in terms):
            continue
        yield sight(_span(words, place), kind="organisation", en=propose(words, organisation, known.english))
        covered.update(place)
    for term in terms:
        covered.update(term)
    for match in _ABBREVIATION.finditer(line):
        index = bisect_left(starts, match.start(1))
        if index not in covered and words.folded(index) not in _NO_NAMES:
            yield sight(match.span(1), kind="organisation", expansion=_expansion(words, index))
            covered.add(index)
    for name in find_person_names(line):
        place = range(bisect_left(starts, name.span[0]), bisect_left(starts, name.span[1]))
        if covered.isdisjoint(place):
            covered.update(place)
            if not _is_signature(words, place) and not _is_initial(words, place[-1] + 1):
                yield sight(name.span, kind=_kind(words, place) or "person", en=name.english)
    for run in _runs(words, covered, known.ordinary):
        kind = _kind(words, run)
        span = _span(words, run)
        en = fold_marks(line[slice(*span)]) if kind else ""
        yield sight(span, sure=_is_sure(words, run), kind=kind, en=en)
    for match in _QUOTED.finditer(line):
        place = range(bisect_left(starts, match.start(1)), bisect_left(starts, match.end(1)))
        if match[1] == match[1].lower() and 1 < len(place) < 5 and covered.isdisjoint(place):
            yield sight(match.span(1), kind="term")


def _span(words: Words, place: Sequence[int]) -> Span:
    return words.spans[place[0]][0], words.spans[place[-1]][1]


def _kind(words: Words, place: Sequence[int]) -> str:
    """What the word before tells: a place, a person, or nothing; "Lường Văn Lả" tells itself."""
    before = words.folded(place[0] - 1) if words.adjacent(place[0]) else ""
    if before in _PLACES and shape_of(words, place[0]) != "acronym":
        return "place"
    if before in HONORIFICS or (len(place) > 2 and words.folded(place[1]) in _MIDDLE):
        return "person"
    return ""


def _runs(words: Words, covered: set[int], ordinary: Set[str]) -> Iterator[list[int]]:
    """Maximal sequences of capitalised words that no entry covers, titles and lone syllables dropped."""
    run: list[int] = []
    for index in range(len(words.spans) + 1):
        capital = index < len(words.spans) and words.word(index)[0].isupper() and index not in covered
        joined = capital and bool(run) and (words.adjacent(index) or words.gap(index) == "-")
        if run and not joined:
            yield from _trim(words, run, ordinary)
            run = []
        if capital:
            run.append(index)


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


def _only_opens(words: Words, run: Sequence[int]) -> bool:
    """Whether the first word has its capital from the sentence: "Theo Zelensky", "Theo Nguyễn Văn Nam"."""
    if len(run) < 2 or not words.opens_sentence(run[0]) or shape_of(words, run[0]) != "name":
        return False
    return shape_of(words, run[1]) in ("foreign", "acronym", "surname")


def _stands_alone(words: Words, index: int, ordinary: Set[str]) -> bool:
    """Whether one word can be a name of interest: foreign, or an abbreviation that is no unit, numeral or byline.

    Nor a word that the articles have in lower case too ("Clip", "Video"), nor a number's ("PC 01").
    """
    word = words.word(index)
    if shape_of(words, index) == "acronym":
        numbered = words.adjacent(index + 1) and words.word(index + 1)[:1].isdigit()
        return words.folded(index) not in _NO_NAMES and not numbered and not set(word) <= set("IVXLCDM")
    return shape_of(words, index) == "foreign" and len(word) > 2 and words.folded(index) not in ordinary


def _is_sure(words: Words, run: Sequence[int]) -> bool:
    if not words.opens_sentence(run[0]):
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


def _example(line: str, span: Span) -> str:
    """The sentence that has it, cut to some 200 characters around it."""
    begin, end = 0, len(line)
    at = 0
    for sentence in split_sentences(line):
        if at <= span[0] < at + len(sentence):
            begin, end = at, at + len(sentence)
        at += len(sentence)
    start, stop = max(begin, span[0] - 80), min(max(end, span[1]), span[1] + 80)
    text = " ".join(line[start:stop].split())
    return ("…" if start > begin else "") + text + ("…" if stop < end else "")


def _counts(group: Sequence[Sighting], least: int) -> bool:
    if group[0].kind == "term":
        least = max(least, _LEAST_QUOTED)
    return len(group) >= least and any(sighting.sure for sighting in group)


def _suggestion(group: Sequence[Sighting], like: Entry | None) -> Suggestion:
    spellings = Counter(sighting.text for sighting in group)
    ordered = tuple(sorted(spellings, key=lambda text: (-spellings[text], text)))
    kinds = Counter(sighting.kind for sighting in group)
    # Streets and schools are named after people: "đường Nguyễn Kiệm", also said without "đường".
    kind = "place" if 4 * kinds["place"] >= len(group) else kinds.most_common(1)[0][0]
    en = next((sighting.en for sighting in group if sighting.en and sighting.text == ordered[0]), "") if kind else ""
    return Suggestion(
        vi=ordered[0],
        count=len(group),
        articles=len({sighting.article for sighting in group}),
        spellings=ordered,
        kind=kind,
        en=en,
        expansion=next((sighting.expansion for sighting in group if sighting.expansion), ""),
        like=like.en[0] if like else "",
        example=next(_example(sighting.line, sighting.span) for sighting in group if sighting.sure),
    )
