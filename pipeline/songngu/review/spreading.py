"""Bringing other articles in step with what is approved: the same Vietnamese reads the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from msgspec.structs import replace

from songngu.assemble import revise
from songngu.records import all_segments
from songngu.review import teaching
from songngu.review.records import ReviewedSegment
from songngu.review.standing import Standing
from songngu.review.workspace import Workspace
from songngu.reviews import out_of_step


class Spreading:
    """Spreads approvals to other articles, in a thread of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="review")

    def spread(self, changed: Sequence[ReviewedSegment]) -> None:
        """In the background, bring the same sentences of other articles in step with what is approved now."""
        with suppress(RuntimeError):  # the server ends: the next run does it
            self._worker.submit(self._bring_in_step, {each.segment.vi for each in changed})

    def _bring_in_step(self, texts: Set[str]) -> None:
        with self._workspace.store() as store:
            for name in sorted(out_of_step(store, texts)):
                with store.transaction():
                    finished = store.get_finished(name)
                    standing = Standing.of(store, finished, {part.vi for part in finished.plan.segments})
                    changed = {
                        segment.id: standing.segment(segment.id)
                        for segment in all_segments(finished.article)
                        if (segment.vi in standing.memory or segment.origin == "memory")
                        and segment.vi not in standing.reviews
                        and not standing.lacks(segment.id)
                    }
                    article = revise(finished.article, changed)
                    teaching.save(store, self._workspace.out, replace(finished, article=article))
                    self._workspace.note_change()

    def close(self) -> None:
        """End what is on its way."""
        self._worker.shutdown()
