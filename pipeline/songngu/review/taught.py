"""Glossary edits that were applied while the page is served: undone in turn with what people do to sentences."""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import NamedTuple

from songngu.review.previews import Previews
from songngu.review.records import Preview
from songngu.review.teaching import Change
from songngu.review.workspace import Workspace
from songngu.reviews import last_action, next_action


class _Taught(NamedTuple):
    """An edit in force, or the one that took it back; `after` is the last action there was as it was applied."""

    change: Change
    after: int


class Taught:
    """The edits of each tab or person. The history of sentences tells what came before an edit and what after."""

    def __init__(self, workspace: Workspace, previews: Previews) -> None:
        self._workspace, self._previews = workspace, previews
        self._done: defaultdict[str, list[_Taught]] = defaultdict(list)
        self._undone: defaultdict[str, list[_Taught]] = defaultdict(list)
        self._lock = threading.Lock()

    def note(self, change: Change, by: str) -> None:
        """Note an edit as the last action of `by`; one that is noted already (asked for twice) isn't another."""
        with self._lock, self._workspace.store() as store:
            if all(one.change is not change for one in (*self._done[by], *self._undone[by])):
                self._done[by].append(_Taught(change, next_action(store) - 1))
                self._undone[by].clear()

    def forget_undone(self, by: str) -> None:
        """`by` did something else: what it undid can't be done again."""
        with self._lock:
            self._undone[by].clear()

    def undo(self, by: str) -> Preview | None:
        """Take back the last edit of `by`, where it did nothing to a sentence since; else None.

        Raises GlossaryError where the entry isn't any more as the edit left it; then it stays so.
        """
        with self._lock:
            number = self._number(by, undone=False)
            if not self._done[by] or (number or 0) > self._done[by][-1].after:
                return None
            return self._move(self._done[by], self._undone[by])

    def redo(self, by: str) -> Preview | None:
        """Do again the edit that `by` undid last, where a sentence isn't to be done again before it; else None."""
        with self._lock:
            number = self._number(by, undone=True)
            if not self._undone[by] or (number is not None and number <= self._undone[by][-1].after):
                return None
            return self._move(self._undone[by], self._done[by])

    def bars_redo(self, by: str) -> bool:
        """Whether an edit came after the sentence that would be done again."""
        number = self._number(by, undone=True)
        return number is not None and bool(self._done[by]) and number <= self._done[by][-1].after

    def _move(self, one: list[_Taught], other: list[_Taught]) -> Preview:
        last = one.pop()
        preview, change = self._previews.revert(last.change)
        other.append(_Taught(change, last.after))
        return preview

    def _number(self, by: str, *, undone: bool) -> int | None:
        with self._workspace.store() as store:
            found = last_action(store, by, undone=undone)
        return found and found[0]
