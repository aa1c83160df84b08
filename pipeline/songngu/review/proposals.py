"""Where a new glossary entry begins: what stands for selected words, and names that the glossary lacks."""

from __future__ import annotations

import re
from functools import cached_property

from songngu.errors import UsageError
from songngu.glossary.alignment import Aligner, Association
from songngu.glossary.suggestion import Suggestion, suggest_from_articles
from songngu.index import phrase
from songngu.review.lookup import find_segments, get_finished, get_segment
from songngu.review.records import Filter, Proposal, SegmentPage, Side
from songngu.review.workspace import Workspace
from songngu.store import Store

OCCURRENCES = 20
BESIDE = 200  # sentences of the digest that tell what renders the selected words


class Proposals:
    """Proposes entries; what was found of all articles is kept until they or the glossary change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._suggested: tuple[object, tuple[Suggestion, ...]] = (None, ())

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner()

    def propose(self, article: str, segment: str, side: Side, start: int, end: int) -> Proposal:
        """What the form for a new glossary entry starts with, from a selection in one side of a sentence.

        A selection that cuts a word takes the whole word. Raises UsageError for one that has no word.
        """
        planner = self._workspace.refresh()
        with self._workspace.store() as store, store.snapshot():
            found = get_segment(get_finished(store, article).article, segment)
            text = found.vi if side == "vi" else found.en
            start, end = _whole_words(text, start, end)
            if start == end:
                raise UsageError("nothing is selected", where=f"{article} {segment}", mend="Select a name")
            selected = text[start:end]
            proposed = self._aligner.propose(
                text,
                (start, end),
                found.en if side == "vi" else found.vi,
                direction="vi-en" if side == "vi" else "en-vi",
                terms=found.terms,
                known=[entry.en[0]] if side == "vi" and (entry := planner.matcher.find(selected)) else (),
                association=_association(store, selected, side),
            )
            other = proposed.text if proposed else ""
            vi, en = (selected, other) if side == "vi" else (other, selected)
            page = (
                find_segments(store, Filter(term=vi), 0, OCCURRENCES)
                if vi
                else SegmentPage(segments=(), offset=0, total=0)
            )
        return Proposal(
            vi=vi,
            en=en,
            kind=proposed.kind if proposed else "",
            existing=planner.matcher.find(vi) if vi else None,
            occurrences=page.segments,
            total=page.total,
        )

    def suggestions(self, least: int = 2) -> tuple[Suggestion, ...]:
        """Names in these articles that the glossary lacks, most spread first."""
        glossary = self._workspace.refresh().glossary
        with self._workspace.store() as store:
            marks = store.marks()
            state = (tuple(marks.values()), glossary.sha256, least)
            if self._suggested[0] != state:
                articles = (store.get_finished(name).article for name in marks)
                found = suggest_from_articles(articles, glossary, least=least, aligner=self._aligner)
                self._suggested = (state, found)
        return self._suggested[1]


def _association(store: Store, selected: str, side: Side) -> Association:
    """What stands beside the selected words elsewhere in the digest, and as much that stands beside others."""
    query = phrase(selected, column=side)
    having = store.query(
        "SELECT s.vi, s.en FROM words w JOIN sentences s ON s.id = w.rowid WHERE words MATCH ? LIMIT ?",
        (query, BESIDE),
    )
    others = store.query("SELECT vi, en FROM sentences LIMIT ?", (BESIDE,))
    return Association(dict.fromkeys([*having, *others]))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the words that a selection touches, without the signs around them."""
    words = [match.span() for match in re.finditer(r"\w+", text) if match.start() < end and match.end() > start]
    return (words[0][0], words[-1][1]) if words and start < end else (0, 0)
