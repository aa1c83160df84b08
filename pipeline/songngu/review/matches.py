"""What the memory has that is like a sentence: approved and imported translations, with what differs."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from songngu.review.lookup import get_finished, get_segment
from songngu.review.records import Match
from songngu.review.workspace import Workspace
from songngu.reviews import Remembered, all_remembered
from songngu.store import Store

ALIKE = 75  # per cent from which an approved sentence is shown as a match
MATCHES = 5


class Matches:
    """Finds approved sentences; the memory is kept between two searches."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._memory: tuple[object, tuple[Remembered, ...]] = (None, ())

    def matches(self, article: str, segment: str) -> tuple[Match, ...]:
        """Approved sentences at least 75 % like this one, the most alike first, at most five."""
        with self._workspace.store() as store:
            vi = get_segment(get_finished(store, article).article, segment).vi
            memory = [each for each in self._remembered(store) if each.vi != vi or each.source != article]
        found = process.extract(vi, [each.vi for each in memory], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MATCHES)
        return tuple(
            Match(
                vi=memory[index].vi,
                en=memory[index].en,
                score=100 if memory[index].vi == vi else min(99, int(score)),
                differences=_differences(vi, memory[index].vi),
                source=memory[index].source,
            )
            for _, score, index in found
        )

    def _remembered(self, store: Store) -> tuple[Remembered, ...]:
        """All that is approved or imported, read again only when something has been."""
        state = store.query("SELECT (SELECT max(action) FROM history), (SELECT max(id) FROM imports)")[0]
        if self._memory[0] != state:
            self._memory = (state, all_remembered(store))
        return self._memory[1]


def _differences(wanted: str, found: str) -> tuple[tuple[int, int], ...]:
    """The spans of `found` whose words `wanted` doesn't have at that place."""
    words = [(match.group(), match.span()) for match in re.finditer(r"\w+|[^\w\s]", found)]
    operations = Indel.opcodes(re.findall(r"\w+|[^\w\s]", wanted), [word for word, _ in words])
    return tuple(
        (words[operation.dest_start][1][0], words[operation.dest_end - 1][1][1])
        for operation in operations
        if operation.tag == "insert"
    )
