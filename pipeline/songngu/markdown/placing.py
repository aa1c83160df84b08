"""Where the markup of a passage stands in its English: links and emphasis by alignment, code by its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from songngu.glossary.alignment import Aligner, Links, find_places
from songngu.markdown.document import Mark, Passage
from songngu.records import Record, Span, TermResult, moved

_CLOSING = ".,;:!?…)]}\"'”’»"
_OF_A_NUMBER = "%°"
_OPENING = "([{\"'“‘«"


class Rendering(Record, frozen=True, kw_only=True):
    """The English of a passage. `sentences` has the span of each sentence in `vi` and in `en`, in order."""

    vi: str
    en: str
    sentences: tuple[tuple[Span, Span], ...]
    terms: tuple[TermResult, ...] = ()


class Placed(Record, frozen=True, kw_only=True):
    """A mark (by its index) with its place in the English, None where none was found, and the marks inside it."""

    index: int
    span: Span | None
    inner: tuple[Placed, ...] = ()


def place(passage: Passage, rendering: Rendering, aligner: Aligner) -> tuple[Placed, ...]:
    """The places of a passage's marks as a tree, outermost first; line ends are left out, see `break_places`.

    Marks of one parent don't overlap, and none reaches out of its parent.
    """
    children: dict[int, list[int]] = {}
    open_pairs: list[int] = []
    order = [index for index, mark in enumerate(passage.marks) if mark.kind != "break"]
    for index in sorted(order, key=lambda number: passage.marks[number].first.start):
        mark = passage.marks[index]
        while open_pairs and passage.marks[open_pairs[-1]].last.end <= mark.first.start:
            open_pairs.pop()
        children.setdefault(open_pairs[-1] if open_pairs else -1, []).append(index)
        if mark.kind == "pair":
            open_pairs.append(index)
    sentences = [_Sentence(rendering, number, aligner) for number in range(len(rendering.sentences))]
    return _Placing(passage, rendering, sentences, children).of(-1, (0, len(rendering.en)))


class _Placing:
    def __init__(
        self, passage: Passage, rendering: Rendering, sentences: Sequence[_Sentence], children: dict[int, list[int]]
    ) -> None:
        self._marks, self._rendering = passage.marks, rendering
        self._sentences, self._children = sentences, children

    def of(self, parent: int, bounds: Span) -> tuple[Placed, ...]:
        """The marks inside a parent (-1: the passage)."""
        taken: list[Span] = []
        placed: list[Placed] = []
        points: list[int] = []
        # Atoms first: nothing may begin inside an address.
        for index in sorted(self._children.get(parent, []), key=lambda one: self._marks[one].kind != "atom"):
            if self._marks[index].kind == "point":
                points.append(index)
                continue
            span = self._find(self._marks[index], bounds, taken, self._whole(parent, index))
            taken += [span] if span else []
            placed.append(Placed(index=index, span=span, inner=self.of(index, span or bounds)))
        for index in points:
            at = self._point(self._marks[index].span[0], bounds)
            at = next((end for start, end in taken if start < at < end), at)
            placed.append(Placed(index=index, span=(at, at)))
        return tuple(placed)

    def _whole(self, parent: int, index: int) -> bool:
        return parent >= 0 and self._marks[parent].span == self._marks[index].span

    def _find(self, mark: Mark, bounds: Span, taken: Sequence[Span], whole: bool) -> Span | None:
        if whole and mark.kind == "pair":
            return bounds if not taken else None
        found = self._verbatim(mark.span) if mark.kind == "atom" else self._candidates(mark.span)
        for start, end in found:
            inside = bounds[0] <= start < end <= bounds[1]
            if inside and all(end <= left or right <= start for left, right in taken):
                return start, end
        return None

    def _verbatim(self, span: Span) -> Iterator[Span]:
        """The places that have the very text, those of its sentence first."""
        text = self._rendering.vi[slice(*span)]
        sentences = [one for one in self._sentences if one.vi[0] < span[1] and span[0] < one.vi[1]]
        bare = text.lstrip()
        for one in sentences:  # white space that opens code is no part of the sentence that the code opens
            if span[0] < one.vi[0] and bare and self._rendering.en.startswith(bare, one.en[0]):
                yield one.en[0], one.en[0] + len(bare)
        for start, end in [*(one.en for one in sentences), (0, len(self._rendering.en))]:
            at = self._rendering.en.find(text, start, end) if text else -1
            while at >= 0:
                yield at, at + len(text)
                at = self._rendering.en.find(text, at + 1, end)

    def _candidates(self, span: Span) -> Iterator[Span]:
        """Likely places of some words, the best first."""
        sentences = [one for one in self._sentences if one.vi[0] < span[1] and span[0] < one.vi[1]]
        if len(sentences) == 1:
            yield from sentences[0].candidates(span)
        elif sentences:
            first, last = (next(iter(one.candidates(span)), None) for one in (sentences[0], sentences[-1]))
            if first and last:
                yield first[0], last[1]

    def _point(self, at: int, bounds: Span) -> int:
        """The place between words of what stands at `at` of the source: it follows the word before it."""
        if at == 0 or not self._sentences:
            return bounds[0] if at == 0 else bounds[1]
        sentence = next((one for one in reversed(self._sentences) if one.vi[0] < at), self._sentences[0])
        return min(max(sentence.point(at), bounds[0]), bounds[1])


class _Sentence:
    """One sentence in both languages; spans are in the passage."""

    def __init__(self, rendering: Rendering, number: int, aligner: Aligner) -> None:
        self.vi, self.en = rendering.sentences[number]
        self._vi, self._en = rendering.vi[slice(*self.vi)], rendering.en[slice(*self.en)]
        self._all_terms, self._aligner = rendering.terms, aligner

    @cached_property
    def _terms(self) -> list[TermResult]:
        start, end = self.vi
        return [
            term.moved(-start, -self.en[0])
            for term in self._all_terms
            if start <= term.vi_span[0] and term.vi_span[1] <= end
        ]

    @cached_property
    def _links(self) -> Links:
        return self._aligner.link(self._vi, self._en, self._terms)

    def candidates(self, span: Span) -> Iterator[Span]:
        """Likely places of the words of `span` that are in this sentence, the best first."""
        start, end = max(span[0], self.vi[0]) - self.vi[0], min(span[1], self.vi[1]) - self.vi[0]
        for place in self._inner(start, end):
            yield moved(self._with_signs((start, end), place), self.en[0])

    def _inner(self, start: int, end: int) -> Iterator[Span]:
        left, right = _bare(self._vi)
        if start <= left and right <= end:
            bare = _bare(self._en)
            if bare[0] < bare[1]:
                yield (0 if start == 0 else bare[0]), (len(self._en) if end == len(self._vi) else bare[1])
            return
        if self._vi == self._en:
            yield start, end
            return
        yield from (term.en_span for term in self._terms if term.vi_span == (start, end) and term.en_span)
        text = self._vi[start:end]
        at = self._en.find(text) if any(map(str.isalnum, text)) else -1
        if at >= 0 and not _cuts(self._en, at) and not _cuts(self._en, at + len(text)):
            yield at, at + len(text)
        yield from (place for _, place in find_places(self._links, (start, end)))

    def _with_signs(self, span: Span, place: Span) -> Span:
        """The place with the sign that the source has at the same end inside: `**Chú ý:**`."""
        first, last = self._vi[span[0]], self._vi[span[1] - 1]
        start, end = place
        if first in _OPENING and start and self._en[start - 1] in _OPENING and self._en[start] not in _OPENING:
            start -= 1
        if last in _CLOSING + _OF_A_NUMBER and self._en[end : end + 1] == last and self._en[end - 1] != last:
            end += 1
        return start, end

    def point(self, at: int) -> int:
        """The place that follows the rendering of the word before `at`."""
        before = self._vi[: at - self.vi[0]].rstrip()
        if self._vi == self._en:
            return self.en[0] + len(before)
        _, right = _bare(self._vi)
        if len(before) >= right:  # at the end: before the full stop, or after it
            signs = len(before) - right
            return self.en[0] + min(len(self._en), _bare(self._en)[1] + signs)
        word = len(before) - len(before.split()[-1]) if before.split() else 0
        found = next(self._inner(word, len(before)), None)
        if found:
            end = found[1]
            while before[-1] in _CLOSING and self._en[end : end + 1] == before[-1]:
                end += 1
            return self.en[0] + end
        return self.en[0] + _nearest_end(self._en, len(before) / max(1, len(self._vi)))


def break_places(passage: Passage, rendering: Rendering, forbidden: Sequence[Span]) -> dict[int, int]:
    """The blank of the English that each line end of the source takes the place of: {blank: index of the mark}.

    Between sentences where it was between them, else as far along the sentence as it was; left out where no blank is
    free.
    """
    blanks = [
        at
        for at, character in enumerate(rendering.en)
        if character == " " and not any(start <= at < end for start, end in forbidden)
    ]
    found: dict[int, int] = {}
    least = 0
    for index, mark in enumerate(passage.marks):
        if mark.kind != "break":
            continue
        wanted = _break_at(mark.span[0], rendering)
        free = [at for at in blanks if at >= least]
        if free:
            chosen = min(free, key=lambda at: abs(at - wanted))
            found[chosen] = index
            least = chosen + 1
    return found


def _break_at(at: int, rendering: Rendering) -> float:
    for (start, end), (left, right) in reversed(rendering.sentences):
        if at >= end:
            return right
        if at > start:
            return left + (at - start) / (end - start) * (right - left)
    return 0


def _nearest_end(text: str, share: float) -> int:
    """The end of the word that is about so far along a text."""
    ends = [at for at, character in enumerate(text) if character == " "] + [len(text)]
    return min(ends, key=lambda end: abs(end - share * len(text)))


def _bare(text: str) -> Span:
    """The span of a text without the signs around it."""
    left = len(text) - len(text.lstrip(_OPENING + " "))
    return left, max(left, len(text.rstrip(_CLOSING + " ")))


def _cuts(text: str, at: int) -> bool:
    """Whether a word goes on over a place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
