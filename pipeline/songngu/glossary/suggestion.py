"""Suggest names that the glossary lacks: capitalised sequences and abbreviations, by how many articles have them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from songngu.glossary.context import SURNAMES, is_headline, shape_of
from songngu.glossary.entries import Entry, Glossary
from songngu.glossary.matching import Matcher
from songngu.glossary.words import Words, split_words, word_set
from songngu.records import Record

# First syllables of titles and kinds of place ("Tổng thống Putin", "Ông Vinh"): a run of capitals never begins there.
_TITLES = word_set("ông bà anh chị em cô chú bác tp ts gs pgs ths")
# First syllables of words that go on in lower case: "Hà Nội Bộ trưởng".
_OPENERS = word_set("bộ tổng thủ chủ phó giám công đại ủy hội sở cục")
# Abbreviations that are units, marks of the trade or of an address.
_NO_NAMES = word_set("usd vnd eur vnđ sn pv tx tp tt ql btc tto đt km am pm")
_ABBREVIATION = re.compile(r"\(\s*([A-ZĐ][A-ZĐ&]{1,9})\s*\)")


class Suggestion(Record, frozen=True, kw_only=True):
    """A name to consider. `spellings` has every form seen, the most frequent (`vi`) first.

    `expansion` is what an abbreviation stands for where the text says so; `like` is the English of an entry with
    nearly the same spelling, "" for none.
    """

    vi: str
    count: int
    articles: int
    spellings: tuple[str, ...]
    expansion: str = ""
    like: str = ""
    example: str = ""


class Sighting(NamedTuple):
    """One occurrence of a candidate. `sure` is False where only the sentence's beginning may give it its capital."""

    text: str
    article: int
    sure: bool
    example: str
    expansion: str = ""


def suggest(texts: Iterable[str], glossary: Glossary, *, least: int = 2) -> tuple[Suggestion, ...]:
    """Names and abbreviations in `texts` (one article each) seen at least `least` times, most spread first."""
    matcher = Matcher(glossary)
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for article, text in enumerate(texts):
        for line in text.splitlines():
            for sighting in _sightings(line, article, matcher):
                groups[spelling_key(sighting.text)].append(sighting)
    known = {spelling_key(entry.vi): entry for entry in reversed(glossary.entries)}
    found = [_suggestion(group, known.get(key)) for key, group in groups.items() if _counts(group, least)]
    return tuple(sorted(found, key=lambda s: (-s.articles, -s.count, s.vi)))


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


def _sightings(line: str, article: int, matcher: Matcher) -> Iterator[Sighting]:
    words = split_words(line)
    if is_headline(words):
        return
    starts = [start for start, _ in words.spans]
    covered = set(words.hidden)
    for term in matcher.match(line):
        covered.update(range(bisect_left(starts, term.vi_span[0]), bisect_left(starts, term.vi_span[1])))
    for match in _ABBREVIATION.finditer(line):
        index = bisect_left(starts, match.start(1))
        if index not in covered and words.folded(index) not in _NO_NAMES:
            expansion = _expansion(words, index)
            yield Sighting(match[1], article, True, _example(line, match.span()), expansion)
            covered.add(index)
    for run in _runs(words, covered):
        span = (words.spans[run[0]][0], words.spans[run[-1]][1])
        yield Sighting(line[span[0] : span[1]], article, _is_sure(words, run), _example(line, span))


def _runs(words: Words, covered: set[int]) -> Iterator[list[int]]:
    """Maximal sequences of capitalised words that no entry covers, titles and lone syllables dropped."""
    run: list[int] = []
    for index in range(len(words.spans) + 1):
        capital = index < len(words.spans) and words.word(index)[0].isupper() and index not in covered
        joined = capital and bool(run) and (words.adjacent(index) or words.gap(index) == "-")
        if run and not joined:
            yield from _trim(words, run)
            run = []
        if capital:
            run.append(index)


def _trim(words: Words, run: list[int]) -> Iterator[list[int]]:
    while run and (words.folded(run[0]) in _TITLES or _only_opens(words, run)):
        run = run[1:]
    # "Tổng thống Putin" gives the runs "Tổng" and "Putin": one Vietnamese syllable is no name of interest.
    if run and run[-1] == len(words.spans) - 1 and not words.gap(len(words.spans)).strip():
        return  # a name that ends the line with no mark after it is the author's, or a headline's
    if run and (len(run) > 1 or _stands_alone(words, run[0])):
        last = words.folded(run[-1])
        # "Hà Nội Bộ" in "ở Hà Nội Bộ Công an": the last word begins what goes on in lower case.
        after = words.word(run[-1] + 1)
        if len(run) > 2 and words.adjacent(run[-1] + 1) and after.islower() and last not in SURNAMES:
            titled = shape_of(words, run[-1]) == "name" and last in _OPENERS
            run = run[:-1] if titled else run
        yield run


def _only_opens(words: Words, run: Sequence[int]) -> bool:
    """Whether the first word has its capital from the sentence: "Theo Zelensky", "Theo Nguyễn Văn Nam"."""
    if len(run) < 2 or not words.opens_sentence(run[0]) or shape_of(words, run[0]) != "name":
        return False
    return shape_of(words, run[1]) in ("foreign", "acronym", "surname")


def _stands_alone(words: Words, index: int) -> bool:
    """Whether one word can be a name of interest: foreign, or an abbreviation that is no unit, numeral or byline."""
    word = words.word(index)
    if shape_of(words, index) == "acronym":
        return words.folded(index) not in _NO_NAMES and not set(word) <= set("IVX")
    return shape_of(words, index) == "foreign" and len(word) > 2


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


def _example(line: str, span: tuple[int, int]) -> str:
    start, end = max(0, span[0] - 40), min(len(line), span[1] + 40)
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def _counts(group: Sequence[Sighting], least: int) -> bool:
    return len(group) >= least and any(sighting.sure for sighting in group)


def _suggestion(group: Sequence[Sighting], like: Entry | None) -> Suggestion:
    spellings = Counter(sighting.text for sighting in group)
    ordered = tuple(sorted(spellings, key=lambda text: (-spellings[text], text)))
    return Suggestion(
        vi=ordered[0],
        count=len(group),
        articles=len({sighting.article for sighting in group}),
        spellings=ordered,
        expansion=next((sighting.expansion for sighting in group if sighting.expansion), ""),
        like=like.en[0] if like else "",
        example=next(sighting.example for sighting in group if sighting.sure),
    )
