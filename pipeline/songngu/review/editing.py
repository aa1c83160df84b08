"""What people do to sentences, written down so that it can be undone: their English, their approval."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress

from msgspec.structs import replace

from songngu.assemble import revise
from songngu.digest.safe import displayable
from songngu.errors import ModelError, UsageError
from songngu.glossary.entries import strip_invisible
from songngu.records import Finished, Status, all_segments
from songngu.review import teaching
from songngu.review.lookup import ConflictError, as_reviewed_segment, get_current, get_finished
from songngu.review.records import ReviewedSegment
from songngu.review.spreading import Spreading
from songngu.review.standing import Standing, segments_of
from songngu.review.workspace import Workspace
from songngu.reviews import (
    Review,
    Step,
    What,
    last_action,
    mark_undone,
    next_action,
    remembered,
    reviews_of,
    write_history,
    write_review,
)
from songngu.store import Store

LONGEST = 20_000  # characters of an English sentence; the longest of 50,000 articles has 3,000


class Editing:
    """Edits, approvals, and taking them back. `by` is a name for the tab or person that acts."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._spreading = Spreading(workspace)

    def edit(
        self,
        article: str,
        segment: str,
        en: str,
        *,
        version: str,
        by: str,
        status: Status = "draft",
        continues: bool = False,
    ) -> tuple[ReviewedSegment, ...]:
        """Write a person's English; checks and terms are looked at anew. Raises ConflictError.

        Gives all sentences that changed: the same Vietnamese further on in the article changes with it. An empty `en`
        gives the machine's text back. What `continues` the last edit of `by` is undone together with it: a text that is
        saved at every pause of typing is one action.
        """
        text = unicodedata.normalize("NFC", displayable(en)).strip()
        text = text if strip_invisible(text).strip() else ""
        if len(text) > LONGEST:
            raise UsageError(f"longer than {LONGEST:,} characters", where=segment, mend="Shorten it")
        with self._workspace.store() as store:
            current = get_current(get_finished(store, article), {segment: version})[0]
            if (text, status) == (current.en, current.status):
                return (as_reviewed_segment(article, current),)
            origin = "human" if text != current.en else current.origin
            review = _lasting(Review(en=text, status=status, origin=origin)) if text else None
            if review is None:
                self._make_machine_text(store, article, {current.vi})
            what: What = "edited" if text != current.en else "approved" if status == "approved" else "unapproved"
            with store.transaction():
                finished = get_finished(store, article)
                get_current(finished, {segment: version})
                steps = {current.vi: review}
                changed = self._write(store, finished, steps, what if text else "reverted", by, continues=continues)
        self._spreading.spread(changed)
        return changed

    def set_status(
        self, article: str, versions: Mapping[str, str], status: Status, *, by: str
    ) -> tuple[ReviewedSegment, ...]:
        """Approve sentences (id to version), or take approval back, as one action.

        Raises ConflictError for the first that is not as its version says, and then changes none.
        """
        with self._workspace.store() as store:
            current = get_current(get_finished(store, article), versions)
            steps = {
                segment.vi: _lasting(Review(en=segment.en, status=status, origin=segment.origin))
                for segment in current
                if segment.status != status
            }
            if not steps:
                return tuple(as_reviewed_segment(article, segment) for segment in current)
            with suppress(ModelError):  # without an engine the text stays, as a draft
                self._make_machine_text(store, article, {vi for vi, review in steps.items() if review is None})
            with store.transaction():
                finished = get_finished(store, article)
                get_current(finished, versions)
                changed = self._write(store, finished, steps, "approved" if status == "approved" else "unapproved", by)
        self._spreading.spread(changed)
        return changed

    def undo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Take back the last action of `by`; nothing where there is none. Raises ConflictError where it was changed."""
        return self._again(by, undone=False)

    def redo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Do again what `by` undid last, unless it did something else since."""
        return self._again(by, undone=True)

    def close(self) -> None:
        """End the work in the background."""
        self._spreading.close()

    def _write(
        self,
        store: Store,
        finished: Finished,
        steps: Mapping[str, Review | None],
        what: What,
        by: str,
        *,
        continues: bool = False,
    ) -> tuple[ReviewedSegment, ...]:
        """Put reviews (by Vietnamese) into an article and the history, inside the caller's transaction."""
        article = finished.article
        before, action = reviews_of(store, article.id), next_action(store)
        standing = _write_reviews(store, finished, steps, action)
        changed = {each.id: standing.segment(each.id) for each in all_segments(article) if each.vi in steps}
        shown = {s.vi: Review(en=s.en, status=s.status, origin=s.origin) for s in changed.values()}
        gone = Review(en="", status="draft", origin="model")  # a run may have read the article without it
        written = [
            Step(
                article=article.id,
                vi=vi,
                what=what,
                before=before.get(vi),
                after=review,
                shown=shown.get(vi) or review or gone,
            )
            for vi, review in ((vi, standing.reviews.get(vi)) for vi in steps)
        ]
        write_history(store, written, action, by=by, continues=continues)
        teaching.save(store, self._workspace.out, replace(finished, article=revise(article, changed)))
        self._workspace.note_change()
        return tuple(as_reviewed_segment(article.id, segment) for segment in changed.values())

    def _again(self, by: str, *, undone: bool) -> tuple[ReviewedSegment, ...]:
        """Undo an action, or redo one that is undone."""
        with self._workspace.store() as store:
            found = last_action(store, by, undone=undone)
            if found is None:
                return ()
            action, steps = found
            article = steps[0].article
            wanted = {step.vi: step.after if undone else step.before for step in steps}
            self._make_machine_text(store, article, {vi for vi, review in wanted.items() if review is None})
            with store.transaction():
                late = last_action(store, by, undone=undone) != found  # the same key, pressed twice
                changed = () if late else self._take_back(store, action, steps, wanted, undone=undone, by=by)
        self._spreading.spread(changed)
        return self._again(by, undone=undone) if late else changed

    def _take_back(
        self,
        store: Store,
        action: int,
        steps: Sequence[Step],
        wanted: dict[str, Review | None],
        *,
        undone: bool,
        by: str,
    ) -> tuple[ReviewedSegment, ...]:
        """Undo (or redo) an action inside the caller's transaction: put the reviews that are wanted in their places."""
        finished = get_finished(store, steps[0].article)
        now = reviews_of(store, finished.article.id)
        there = {segment.vi: segment for segment in all_segments(finished.article)}
        for step in steps:
            if _lasting(now.get(step.vi)) != _lasting(step.before if undone else step.after):
                if step.vi in there:
                    raise ConflictError(as_reviewed_segment(finished.article.id, there[step.vi]))
                del wanted[step.vi]  # the sentence is gone, and somebody else did something since
        changed = self._write(store, finished, wanted, "redone" if undone else "undone", by)
        mark_undone(store, action, not undone)
        return changed

    def _make_machine_text(self, store: Store, article: str, texts: Set[str]) -> None:
        """Let the engine translate the sentences of an article that only people have translated so far."""
        if not texts:
            return
        finished = get_finished(store, article)
        memory, sources = remembered(store, texts), segments_of(finished)
        parts = [part for part in finished.plan.segments if part.vi in texts and part.vi not in memory]
        made_by = finished.plan.engine
        if made_by != self._workspace.planner.engine and store.translations(p.key for p in parts).keys() < {
            p.key for p in parts
        }:
            mend = "End the review and start it with the --model of the run"
            raise ModelError(f"this article was translated by another model, {made_by}", where=article, mend=mend)
        touched = [teaching.Touched(article, sources[part.id], part) for part in parts]
        for _ in teaching.translate_touched(
            store, touched, self._workspace.engine, self._workspace.settings, lambda: True
        ):
            pass


def _write_reviews(store: Store, finished: Finished, steps: Mapping[str, Review | None], action: int) -> Standing:
    """Put reviews in their places; a text in whose stead none can be made here is kept. What stands then."""
    article = finished.article
    for vi, review in steps.items():
        write_review(store, article.id, vi, review, action)
    standing = Standing.of(store, finished, steps)
    kept: dict[str, Review] = {}
    for segment in all_segments(article):
        if segment.vi in steps and segment.vi not in kept and standing.lacks(segment.id):
            kept[segment.vi] = Review(en=segment.en, status="draft", origin=segment.origin)
            write_review(store, article.id, segment.vi, kept[segment.vi], action)
    return standing._replace(reviews={**standing.reviews, **kept})


def _lasting(review: Review | None) -> Review | None:
    """A review that stands against the engine: a text of the engine's or the memory's that isn't approved doesn't."""
    return review if review and (review.origin == "human" or review.status == "approved") else None
