"""Bringing other articles in step with what is approved: the same Vietnamese reads the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from msgspec.structs import replace

from songngu.assemble import revise, stand
from songngu.records import all_segments
from songngu.review import teaching
from songngu.review.records import ReviewedSegment
from songngu.review.workspace import Workspace
from songngu.reviews import out_of_step, remembered, reviews_of


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
                    memory = remembered(store, (part.vi for part in finished.plan.segments))
                    reviews = reviews_of(store, name)
                    machine = store.translations(part.key for part in finished.plan.segments)
                    parts = {part.id: part for part in finished.plan.segments}
                    sources = teaching.segments_of(finished)
                    changed = {}
                    for segment in all_segments(finished.article):
                        part = parts[segment.id]
                        made = machine.get(part.key)
                        if segment.vi in reviews or (segment.vi not in memory and made is None):
                            continue
                        if segment.vi in memory or segment.origin == "memory":
                            changed[segment.id] = stand(sources[segment.id], part, made, reviews, memory)
                    article = revise(finished.article, changed)
                    teaching.save(store, self._workspace.out, replace(finished, article=article))
                    self._workspace.note_change()

    def close(self) -> None:
        """End what is on its way."""
        self._worker.shutdown()
