"""Suggest names and terms that the glossary lacks, the most widespread first, with the English they have or could have.

People, organisations, places, other capitalised sequences, abbreviations, titles of works, and terms in quotation
marks. Measured: `python benchmarks/names.py`, docs/measured.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from songngu.glossary.alignment import Aligner
from songngu.glossary.entries import Entry, Glossary
from songngu.glossary.renderings import Occurrence, Renderings, count_renderings, inconsistency
from songngu.glossary.sightings import Known, Sighting, find_sightings
from songngu.glossary.spelling import find_alike, spelling_key
from songngu.glossary.words import fold_key, split_words
from songngu.records import Article, Record, Span, TermResult
from songngu.text.sentences import split_sentences

_LEAST_QUOTED = 2  # a term said once in quotation marks is a figure of speech
_GLUED = 2  # times that a name is more frequent than the same with words in lower case behind it, from which they go
_KIND_SHARE = 4  # a quarter of the occurrences that tell a kind are enough
_MOST_PLACES = 50


class Suggestion(Record, frozen=True, kw_only=True):
    """A name to consider. `spellings` has every form seen, the most frequent (`vi`) first.

    `kind` is the entry's where the context tells, else ""; `en` the English that a rule gives, else "". `expansion` is
    what an abbreviation stands for where the text says so; `like` is the English of an entry, or another suggestion,
    with nearly the same spelling, "" for none.

    Of stored articles also: `renderings`, the English that they have for it with counts, the most frequent first;
    `inconsistency`, the share of occurrences rendered otherwise, 0 to 1; `places`, the article and segment ids of the
    first fifty occurrences, which are also the ones that renderings are counted in.
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
    renderings: tuple[tuple[str, int], ...] = ()
    inconsistency: float = 0.0
    places: tuple[tuple[str, str], ...] = ()


class Line(NamedTuple):
    """A text to look in: a segment of a stored article, or a line of a text that has neither ids nor English."""

    article: int
    vi: str
    article_id: str = ""
    segment: str = ""
    en: str = ""
    terms: tuple[TermResult, ...] = ()


class Place(NamedTuple):
    """Where a candidate was sighted."""

    line: Line
    sighting: Sighting

    @property
    def text(self) -> str:
        """The candidate as it stands there."""
        return self.line.vi[slice(*self.sighting.span)]


def suggest(texts: Iterable[str], glossary: Glossary, *, least: int = 2) -> tuple[Suggestion, ...]:
    """Names and terms in `texts` (one article each) seen at least `least` times, most widespread first."""
    return _suggest(
        [Line(n, line) for n, text in enumerate(texts) for line in text.splitlines()], glossary, least, None
    )


def suggest_from_articles(
    articles: Iterable[Article], glossary: Glossary, *, least: int = 2, aligner: Aligner | None = None
) -> tuple[Suggestion, ...]:
    """The same in stored articles, with the English that they have for each; `aligner` spares loading one."""
    lines = [
        Line(number, segment.vi, article.id, segment.id, segment.en, segment.terms)
        for number, article in enumerate(articles)
        for segment in article.segments
        if segment.kind != "byline"
    ]
    return _suggest(lines, glossary, least, aligner or Aligner())


def _suggest(lines: Sequence[Line], glossary: Glossary, least: int, aligner: Aligner | None) -> tuple[Suggestion, ...]:
    known = Known.of(glossary, (line.vi for line in lines))
    places = [Place(line, one) for line in lines for one in find_sightings(split_words(line.vi), known)]
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in _unglue(places):
        groups[spelling_key(place.text)].append(place)
    kept = {key: group for key, group in groups.items() if _counts(group, least)}
    names = (entry for entry in reversed(glossary.entries) if entry.vi != entry.vi.lower())
    entries = {spelling_key(entry.vi): entry for entry in names}
    renderings = count_renderings([_occurrences(group) for group in kept.values()], aligner) if aligner else []
    counted = dict(zip(kept, renderings, strict=False))
    likes = _find_likes(kept, entries)
    found = [_suggestion(group, likes.get(key, ""), counted.get(key, ())) for key, group in kept.items()]
    return tuple(sorted(found, key=_rank))


def _rank(suggestion: Suggestion) -> tuple[float, float, str]:
    """By articles, then occurrences; words in quotation marks count half, since most are figures of speech."""
    weight = 0.5 if suggestion.kind == "term" else 1.0
    return -weight * suggestion.articles, -weight * suggestion.count, suggestion.vi


def _unglue(places: Sequence[Place]) -> list[Place]:
    """Cut words in lower case off an organisation that is more often seen without them: "Ban Bí thư xem xét"."""
    counts = Counter(fold_key(place.text) for place in places if place.sighting.kind == "organisation")
    return [_without_glued(place, counts) if place.sighting.kind == "organisation" else place for place in places]


def _without_glued(place: Place, counts: Counter[str]) -> Place:
    words = split_words(place.text)
    here = counts[words.canonical]
    for last in range(len(words.spans) - 2, 0, -1):
        if not words.word(last + 1)[0].islower():
            break
        if counts[words.key(0, last)] >= _GLUED * here:
            start = place.sighting.span[0]
            return place._replace(sighting=place.sighting._replace(span=(start, start + words.spans[last][1]), en=""))
    return place


def _counts(group: Sequence[Place], least: int) -> bool:
    if all(place.sighting.kind == "term" and place.text[0].islower() for place in group):
        least = max(least, _LEAST_QUOTED)
    return len(group) >= least and any(place.sighting.sure for place in group)


def _occurrences(group: Sequence[Place]) -> list[Occurrence]:
    return [
        Occurrence(line.vi, line.en, line.terms, sighting.span, sighting.en)
        for line, sighting in islice(group, _MOST_PLACES)
    ]


def _find_likes(groups: dict[str, list[Place]], entries: dict[str, Entry]) -> dict[str, str]:
    """For each key the entry or the other suggestion that looks like it."""
    likes = {key: entries[key].en[0] for key in groups if key in entries}
    others = [key for key in {*groups, *entries} if " " not in key and key.isascii()]
    for key in groups.keys() - likes.keys():
        near = find_alike(key, others)
        if near in entries:
            likes[key] = entries[near].en[0]
        elif near:
            likes[key] = groups[near][0].text
    return likes


def _suggestion(group: Sequence[Place], like: str, renderings: Renderings) -> Suggestion:
    spellings = Counter(place.text for place in group)
    ordered = tuple(sorted(spellings, key=lambda text: (-spellings[text], text)))
    sightings = [place.sighting for place in group]
    kind = _kind(sightings)
    of_kind = [place for place in group if place.sighting.en and place.sighting.kind == kind]
    return Suggestion(
        vi=ordered[0],
        count=len(group),
        articles=len({place.line.article for place in group}),
        spellings=ordered,
        kind=kind,
        en=next((place.sighting.en for place in of_kind if place.text == ordered[0]), ""),
        expansion=next((sighting.expansion for sighting in sightings if sighting.expansion), ""),
        like=like,
        example=next(_example(place.line.vi, place.sighting.span) for place in group if place.sighting.sure),
        renderings=renderings,
        inconsistency=inconsistency(renderings),
        places=tuple(
            (place.line.article_id, place.line.segment) for place in islice(group, _MOST_PLACES) if place.line.segment
        ),
    )


def _kind(sightings: Sequence[Sighting]) -> str:
    kinds = Counter(sighting.kind for sighting in sightings if sighting.kind)
    # Streets and schools are named after people: "đường Nguyễn Kiệm", also said without "đường".
    if _KIND_SHARE * kinds["place"] >= len(sightings):
        return "place"
    kind, count = next(iter(kinds.most_common(1)), ("", 0))
    return kind if _KIND_SHARE * count >= len(sightings) else ""


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
