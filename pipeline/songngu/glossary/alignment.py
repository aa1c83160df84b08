"""Where the other side of a segment renders some selected words, in either direction; no model is needed for it.

The evidence: equal letters (names, numbers), a small lexicon, the terms of the segment that have their place already,
where in the sentence the words stand, capitals and marks, and renderings that are known or likely from elsewhere: the
engine's translation of the words alone, what a rule proposes, what the rest of the digest has (`Association`).

What it is worth: `python benchmarks/alignment.py`, docs/measured.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import exp
from typing import Literal, NamedTuple

from rapidfuzz.fuzz import ratio

from songngu.engines.base import Engine, Request
from songngu.glossary.context import shape_of
from songngu.glossary.kinds import guess_kind
from songngu.glossary.lexicon import Lexicon, load_lexicon, stem
from songngu.glossary.words import Words, split_words, word_set
from songngu.records import Record, Span, TermResult
from songngu.text.latin import fold_marks

Direction = Literal["vi-en", "en-vi"]

# Words that no rendering begins or ends with, and that say nothing of what renders what.
ENGLISH_STOPS = word_set("""
    the a an of in on at to for and or by with from is was were are be been as that this these those it its his her
    their he she they has have had will would s t who which not but than then also said says""")
VIETNAMESE_STOPS = word_set("""
    của và là các những một cho với trong tại ở về đã đang sẽ được bị này đó khi có cũng thì mà rằng vì do nên để từ
    đến ra vào lên theo trên dưới cùng hay hoặc nếu như vẫn còn rất""")
_AGENTS = word_set("nhà khách kẻ sự")  # an investor is a "nhà đầu tư"
_MOST_WORDS = 14  # of a rendering
# A score is a sum over words, each between -1 and 1; what else counts is weighed against that. The weights were chosen
# by hand and checked on 600 pairs of news that aren't among those of docs/measured.md.
_NEAR = 2.5  # how fast a link weakens with the distance of the relative places
_ALIKE = 78.0  # rapidfuzz's ratio from which two foreign words may be two spellings
_DOUBT = 0.12  # what a word must have against it or for it to count
_FIRM = 0.1  # links in all from which a word counts in full
_FREE, _FREE_LEAST = 0.2, 0.02  # for a word that nothing explains: at the same relative place, and far from it
_COST = 0.06  # of a word without a link
_END = -0.6  # what a word at either end has for it at least
_COVERED = 0.6  # for having all that the selected words are linked to
_FOREIGN_TERM = 0.05  # what is left of a link between a word that a term has and one that it hasn't
_CUT_NAME = 0.35  # for cutting between two capitalised words
_MARK = 0.6  # for each comma or other mark inside that the selection hasn't
_LENGTH = 0.02  # for each word more or less than expected
_KNOWN = 1.2  # for being a known rendering
_LOWER = 0.15  # for a word in lower case at the end of a name
_CUT_COMPOUND = 0.5  # in "start-up", "U.S."
_CUT_WORD, _LOOSE = 2.0, 0.25  # for cutting between two words that belong together more firmly than that
_LEAST_KNOWN = 75.0  # ratio from which a place may be a known rendering
_MOST_ASSOCIATED = 60  # places
_ASKED = 5  # places that the engine is asked about where it can only translate the other way


class Proposal(Record, frozen=True, kw_only=True):
    """The words that most likely render the selected ones. `score` is comparable within one segment only.

    `kind` is a guess for the glossary: person, place, organisation or term.
    """

    span: Span
    text: str
    kind: str
    score: float


Candidate = tuple[float, int, int]  # score, first and last word


class Links(NamedTuple):
    """Both sides of a segment and, for each Vietnamese word, the English words that may render it with weights."""

    vi: Words
    en: Words
    rows: tuple[Mapping[int, float], ...]
    lexicon: Lexicon

    def seen(self, direction: Direction) -> _Sides:
        """The links from the side of the words that are selected."""
        if direction == "vi-en":
            return _Sides(
                self.vi, self.en, self.rows, VIETNAMESE_STOPS, ENGLISH_STOPS, self.lexicon.english, into_english=True
            )
        rows: list[dict[int, float]] = [{} for _ in self.en.spans]
        for i, row in enumerate(self.rows):
            for j, weight in row.items():
                rows[j][i] = weight
        return _Sides(
            self.en, self.vi, rows, ENGLISH_STOPS, VIETNAMESE_STOPS, self.lexicon.vietnamese, into_english=False
        )


class _Sides(NamedTuple):
    """The selected words' side and the other; for each word of the first, the words that may render it with weights."""

    source: Words
    target: Words
    rows: Sequence[Mapping[int, float]]
    stops: frozenset[str]  # of the source
    ends: frozenset[str]  # of the target: what no rendering begins or ends with
    neighbours: Mapping[str, float]  # how firmly two words of the target belong together
    into_english: bool


class Association:
    """Which words of one side stand in segments whose other side has some words, and hardly elsewhere."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._segments: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, (vi, en) in enumerate(pairs):
            for language, text in (("vi", vi), ("en", en)):
                for word in _keys(split_words(text)):
                    self._segments[language, word].add(number)

    def score(self, vi: str, en: str) -> float:
        """Dice's coefficient of the segments that have all words of `vi` and those that have all of `en`, 0 to 1."""
        here, there = self._having("vi", vi), self._having("en", en)
        return 2 * len(here & there) / (len(here) + len(there)) if len(here) > 1 and there else 0.0

    def _having(self, language: str, text: str) -> set[int]:
        found = [self._segments.get((language, word), set()) for word in _keys(split_words(text))]
        return set.intersection(*sorted(found, key=len)) if found else set()


class Aligner:
    """Proposes renderings. Reads the lexicon once; give one of your own to do without the shipped one."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = load_lexicon() if lexicon is None else lexicon

    def propose(
        self,
        source: str,
        span: Span,
        target: str,
        *,
        direction: Direction = "vi-en",
        terms: Sequence[TermResult] = (),
        known: Sequence[str] = (),
        association: Association | None = None,
        engine: Engine | None = None,
    ) -> Proposal | None:
        """The span of `target` that renders `source[slice(*span)]`, None where nothing tells.

        `direction` says which language `source` is; `terms` are the segment's, `known` likely renderings. A span that
        cuts a word takes the whole word. `engine` translates Vietnamese into English.
        """
        vi, en = (source, target) if direction == "vi-en" else (target, source)
        links = self.link(vi, en, terms)
        selected = source[slice(*span)].strip()
        if engine and direction == "vi-en" and selected:
            known = (*known, engine.translate([Request(source=selected)])[0][0].text.rstrip("."))
        found = find_places(links, span, direction=direction, known=known, association=association)
        if engine and direction == "en-vi" and len(found) > 1:
            back = engine.translate([Request(source=target[slice(*place)]) for _, place in found[:_ASKED]])
            alike = (_KNOWN * ratio(_plain(one[0].text), _plain(selected)) / 100 for one in back)
            asked = [(score + more, place) for (score, place), more in zip(found, alike, strict=False)]
            found = (max(asked, key=lambda each: each[0]),)
        if not found:
            return None
        score, place = found[0]
        text = target[slice(*place)]
        vi_span, english = (span, text) if direction == "vi-en" else (place, selected)
        kind = guess_kind(links.vi, _indexes(links.vi, vi_span), english)
        return Proposal(span=place, text=text, kind=kind, score=round(score, 3))

    def link(self, vi: str, en: str, terms: Sequence[TermResult] = ()) -> Links:
        """Link the words of a segment; enough for any number of selections in it."""
        source, target = split_words(vi), split_words(en)
        places: dict[str, list[int]] = defaultdict(list)
        for j in range(len(target.spans)):
            if target.folded(j) not in ENGLISH_STOPS or target.word(j).isupper():
                for form in forms_of(target.folded(j)):
                    places[form].append(j)
        foreign = [j for j in range(len(target.spans)) if len(target.word(j)) > 3 and target.word(j)[0].isupper()]
        rows = []
        for i in range(len(source.spans)):
            row = dict(self._links_of(source, i, target, places, foreign))
            rows.append({j: weight * _nearness(source, i, target, j) for j, weight in row.items()})
        return Links(source, target, _with_terms(source, target, rows, terms), self._lexicon)

    def _links_of(
        self, vi: Words, i: int, en: Words, places: Mapping[str, Sequence[int]], foreign: Sequence[int]
    ) -> Iterator[tuple[int, float]]:
        folded = vi.folded(i)
        if folded not in VIETNAMESE_STOPS:
            for word, weight in self._lexicon.words.get(folded, {}).items():
                for j in places.get(word, ()):
                    yield j, weight
        word = vi.word(i)
        shape = shape_of(vi, i)
        if shape == "lower" and (len(word) < 4 or word in self._lexicon.words):
            return
        equal = places.get(stem(fold_marks(folded)), ())
        for j in equal:
            if shape in ("lower", "number") or en.word(j)[0].isupper():
                yield j, 1.0
        if shape == "foreign" and not equal and len(word) > 3:
            for j in foreign:
                alike = ratio(fold_marks(folded), fold_marks(en.folded(j)))
                if alike >= _ALIKE:
                    yield j, alike / 110


def forms_of(word: str) -> set[str]:
    """The forms under which an English word may be in the lexicon: "listed", "list"."""
    forms = {stem(word)}
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bare = word.removesuffix(ending)
            forms |= {bare, bare + "e"}
    return forms


def find_places(
    links: Links,
    span: Span,
    *,
    direction: Direction = "vi-en",
    known: Sequence[str] = (),
    association: Association | None = None,
) -> tuple[tuple[float, Span], ...]:
    """The places that may render the words at `span` with their scores, best first; none overlaps a better one.

    Scores are comparable within one segment only.
    """
    sides = links.seen(direction)
    chosen = _indexes(sides.source, span)
    if not chosen or (len(chosen) > 1 and all(sides.source.folded(i) in sides.stops for i in chosen)):
        return ()
    shape = _Shape(sides, chosen)
    wanted = [bare for text in known if (bare := _bare(text, sides.ends))]
    candidates = _candidates(_values(sides, chosen), sides, shape, wanted)
    if not candidates:
        candidates = _candidates(_leftover(sides, chosen), sides, shape, wanted)
    if association:
        candidates = _associated(candidates[:_MOST_ASSOCIATED], association, sides, _text(sides.source, chosen))
    best: list[tuple[float, Span]] = []
    taken: set[int] = set()
    for score, first, last in candidates:
        place = range(first, last + 1)
        if taken.isdisjoint(place):
            taken.update(place)
            best.append((score, _span(sides.target, place)))
    return tuple(best)


def _candidates(values: Sequence[float], sides: _Sides, shape: _Shape, wanted: Sequence[str]) -> list[Candidate]:
    """Every place with something for it, best first."""
    sums = [0.0, *accumulate(values)]
    candidates: list[Candidate] = []
    starts = [i for i, value in enumerate(values) if (wanted or value > _END) and _may_end(sides.target, i, sides.ends)]
    for first in starts:
        for last in starts[bisect_left(starts, first) :]:
            if last - first >= _MOST_WORDS:
                break
            plain = sums[last + 1] - sums[first]
            if plain <= 0 and not wanted:
                continue
            score = plain - shape.misfit(first, last)
            if wanted:
                text = _plain(_text(sides.target, range(first, last + 1)))
                alike = max(ratio(text, other, score_cutoff=_LEAST_KNOWN) for other in wanted)
                score += _KNOWN * max(0.0, alike - _LEAST_KNOWN) / (100 - _LEAST_KNOWN)
            if score > 0:
                candidates.append((score, first, last))
    return sorted(candidates, key=_best_first)


def _best_first(candidate: Candidate) -> tuple[float, int, int]:
    return -candidate[0], candidate[1], candidate[2]


def _leftover(sides: _Sides, chosen: Sequence[int]) -> list[float]:
    """Where nothing is linked to the selected words: the words that nothing is linked to, near their place."""
    target = sides.target
    linked = {j for row in sides.rows for j in row}
    middle = (chosen[0] + chosen[-1] + 1) / 2 / len(sides.source.spans)
    return [
        -1.0
        if j in linked or target.folded(j) in sides.ends
        else max(_FREE_LEAST, _FREE - abs((j + 0.5) / len(target.spans) - middle))
        for j in range(len(target.spans))
    ]


class _Shape:
    """What the selected words look like: how many, whether a name, with which marks inside."""

    def __init__(self, sides: _Sides, chosen: Sequence[int]) -> None:
        source = sides.source
        self.sides = sides
        self.size = len(chosen)
        self.name = source.word(chosen[0])[:1].isupper() or source.word(chosen[-1])[:1].isupper()
        opens = source.opens_sentence(chosen[0])
        self.proper = source.word(chosen[-1])[:1].isupper() and (len(chosen) > 1 or not opens)
        self.marks = _marks(source, chosen[0], chosen[-1])

    def misfit(self, first: int, last: int) -> float:
        """What speaks against a place: other marks inside than the selection has, a word or name cut in two, length."""
        target, into_english = self.sides.target, self.sides.into_english
        expected = self.size * (0.75 if into_english else 1.4)
        misfit = _LENGTH * max(0.0, abs(last - first + 1 - expected) - 1)
        misfit += _MARK * max(0, _marks(target, first, last) - self.marks)
        if self.proper and into_english:  # a name is written with a capital in English
            misfit += _LOWER * (target.word(first)[0].islower() + target.word(last)[0].islower())
        return misfit + self._cut(first) + self._cut(last + 1)

    def _cut(self, right: int) -> float:
        """What speaks against a boundary before word `right`."""
        target = self.sides.target
        if not 0 < right < len(target.spans):
            return 0.0
        if _is_initials(target, right):
            return _CUT_COMPOUND
        if target.gap(right) == "-" and target.word(right)[0].islower():
            return _CUT_COMPOUND
        if target.folded(right - 1) in _AGENTS and not self.sides.into_english and target.adjacent(right):
            return _CUT_COMPOUND
        firm = self.sides.neighbours.get(target.key(right - 1, right), 0.0) if target.adjacent(right) else 0.0
        return max(_CUT_WORD * max(0.0, firm - _LOOSE), _CUT_NAME * (self.name and _is_joined(target, right)))


def _is_initials(words: Words, right: int) -> bool:
    """Whether the gap before word `right` is the full stop of "U.S."."""
    return words.gap(right) == "." and len(words.word(right)) == 1 and words.word(right).isupper()


def _is_joined(words: Words, right: int) -> bool:
    """Whether the words on both sides of a gap have capitals and only a space or hyphen between them."""
    if not 0 < right < len(words.spans) or words.gap(right).strip(" -"):
        return False
    left_word, right_word = words.word(right - 1), words.word(right)
    return left_word[0].isupper() and right_word[0].isupper() and not words.opens_sentence(right - 1)


def _values(sides: _Sides, chosen: Sequence[int]) -> list[float]:
    """For each word of the other side what speaks for its being in the rendering, above 0, or against it."""
    size = len(sides.target.spans)
    inside, outside = [0.0] * size, [0.0] * size
    selected = frozenset(chosen)
    for i, row in enumerate(sides.rows):
        side, share = inside if i in selected else outside, sum(row.values())
        for j, weight in row.items():
            side[j] += weight * weight / share  # a word that has a better link elsewhere speaks less
    mass = sum(inside)
    return [
        (a - b) / (a + b + _DOUBT) * min(1.0, (a + b) / _FIRM) - _COST + (_COVERED * a / mass if mass else 0.0)
        for a, b in zip(inside, outside, strict=True)
    ]


def _associated(
    candidates: Sequence[Candidate], association: Association, sides: _Sides, selected: str
) -> list[Candidate]:
    scored = []
    for score, first, last in candidates:
        text = _text(sides.target, range(first, last + 1))
        vi, en = (selected, text) if sides.into_english else (text, selected)
        scored.append((score + association.score(vi, en), first, last))
    return sorted(scored, key=_best_first)


def _with_terms(
    vi: Words, en: Words, rows: Sequence[dict[int, float]], terms: Sequence[TermResult]
) -> tuple[Mapping[int, float], ...]:
    """The links with those of the terms made sure, and those between a term's words and others' nearly undone."""
    vi_owner: dict[int, int] = {}
    en_owner: dict[int, int] = {}
    for number, term in enumerate(terms):
        if term.en_span:
            vi_owner.update(dict.fromkeys(_indexes(vi, term.vi_span), number))
            en_owner.update(dict.fromkeys(_indexes(en, term.en_span), number))
    if not vi_owner:
        return tuple(rows)
    owned: dict[int, list[int]] = defaultdict(list)
    for j, number in en_owner.items():
        owned[number].append(j)
    linked = []
    for i, row in enumerate(rows):
        mine = vi_owner.get(i)
        new = {j: w * (1.0 if en_owner.get(j) == mine else _FOREIGN_TERM) for j, w in row.items()}
        if mine is not None:
            new |= dict.fromkeys(owned[mine], 1.0)
        linked.append(new)
    return tuple(linked)


def _nearness(vi: Words, i: int, en: Words, j: int) -> float:
    return exp(-_NEAR * abs((i + 0.5) / len(vi.spans) - (j + 0.5) / len(en.spans)))


def _may_end(words: Words, index: int, stops: frozenset[str]) -> bool:
    """Whether a rendering may begin or end with a word: not with "the", but with US and U.S."""
    if words.folded(index) not in stops:
        return True
    return words.word(index).isupper() and (len(words.word(index)) > 1 or _is_initials(words, index))


def _indexes(words: Words, span: Span) -> list[int]:
    """The words that a span has a letter of."""
    first = bisect_left(words.spans, span[0], key=lambda place: place[1] - 1)
    return [i for i in range(first, len(words.spans)) if words.spans[i][0] < span[1]]


def _span(words: Words, place: Sequence[int]) -> Span:
    end = words.spans[place[-1]][1]
    # "U.S." has its last full stop.
    return words.spans[place[0]][0], end + (_is_initials(words, place[-1]) and words.text.startswith(".", end))


def _text(words: Words, place: Sequence[int]) -> str:
    return words.text[slice(*_span(words, place))]


def _marks(words: Words, first: int, last: int) -> int:
    """Gaps inside that have a mark which parts phrases."""
    return sum(1 for i in range(first + 1, last + 1) if any(c in ',;:!?()"“”…' for c in words.gap(i)))


def _keys(words: Words) -> set[str]:
    return {stem(words.folded(i)) for i in range(len(words.spans))} - ENGLISH_STOPS


def _bare(text: str, ends: frozenset[str]) -> str:
    """A known rendering without what no place begins or ends with."""
    words = split_words(text)
    inner = [i for i in range(len(words.spans)) if _may_end(words, i, ends)]
    return _plain(_text(words, range(inner[0], inner[-1] + 1))) if inner else ""


def _plain(text: str) -> str:
    return fold_marks(text).casefold()
