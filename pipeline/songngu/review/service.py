"""Everything the review page does, without HTTP: the one door between the page and the rooms behind it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from songngu.glossary.suggestion import Suggestion
from songngu.records import Digest, Status, TranslatedSegment, all_segments
from songngu.review.editing import Editing
from songngu.review.lookup import find_articles, find_history, find_neighbours, find_segments, get_finished, get_segment
from songngu.review.matches import Matches
from songngu.review.previews import Previews
from songngu.review.proposals import Proposals
from songngu.review.records import (
    ArticlePage,
    Event,
    Filter,
    GlossaryEdit,
    Match,
    Preview,
    Proposal,
    ReviewedArticle,
    ReviewedSegment,
    SegmentPage,
    Side,
)
from songngu.review.taught import Taught
from songngu.review.workspace import Workspace
from songngu.reviews import version_of
from songngu.settings import Settings
from songngu.store import Store

PAGE = 50  # rows of a page where no other number is asked for


class ReviewService:
    """Reads and writes one output folder for any number of threads at once; a batch run may write to it too.

    Every method that writes has written to the database when it returns. `by` is a name for the tab or person that
    acts: each undoes its own actions only. Raises NotFoundError for an unknown article or sentence.
    """

    def __init__(self, settings: Settings, own_glossary: Path | None = None) -> None:
        """Open the folder `settings.out`; `own_glossary` is the file that edits go to, made when it is needed.

        Raises UsageError where no run has written there.
        """
        self._workspace = Workspace(settings, own_glossary)
        self._editing = Editing(self._workspace)
        self._matches = Matches(self._workspace)
        self._proposals = Proposals(self._workspace)
        self._previews = Previews(self._workspace)
        self._taught = Taught(self._workspace, self._previews)

    def store(self) -> AbstractContextManager[Store]:
        """The database, opened for the calling thread."""
        return self._workspace.store()

    @property
    def out(self) -> Path:
        """The output folder."""
        return self._workspace.out

    @property
    def settings(self) -> Settings:
        """The settings, with the glossary files as they are after the edits so far."""
        return self._workspace.settings

    def articles(self, wanted: Filter, offset: int = 0, limit: int = PAGE) -> ArticlePage:
        """The articles that have a sentence as wanted, newest first."""
        with self.store() as store, store.snapshot():
            return find_articles(store, wanted, offset, limit)

    def article(self, article: str) -> ReviewedArticle:
        """One article."""
        with self.store() as store:
            found = get_finished(store, article).article
        return ReviewedArticle(article=found, versions={s.id: version_of(s) for s in all_segments(found)})

    def segment(self, article: str, segment: str) -> TranslatedSegment:
        """One sentence, the headline made for its article among them."""
        with self.store() as store:
            return get_segment(get_finished(store, article).article, segment)

    def neighbours(self, article: str) -> tuple[str | None, str | None]:
        """The ids of the articles before and after one in reading order."""
        with self.store() as store:
            return find_neighbours(store, article)

    def segments(self, wanted: Filter, offset: int = 0, limit: int = PAGE) -> SegmentPage:
        """The sentences as wanted, across all articles."""
        with self.store() as store, store.snapshot():
            return find_segments(store, wanted, offset, limit)

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
        self._taught.forget_undone(by)
        return self._editing.edit(article, segment, en, version=version, by=by, status=status, continues=continues)

    def set_status(
        self, article: str, versions: Mapping[str, str], status: Status, *, by: str
    ) -> tuple[ReviewedSegment, ...]:
        """Approve sentences (id to version), or take approval back, as one action.

        Raises ConflictError for the first that is not as its version says, and then changes none.
        """
        self._taught.forget_undone(by)
        return self._editing.set_status(article, versions, status, by=by)

    def undo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Take back what `by` did last to sentences; nothing where there is none. Raises ConflictError where it was
        changed. A glossary edit that is newer is for `undo_entry`, which is asked first."""
        return self._editing.undo(by=by)

    def redo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Do again what `by` undid last, unless it did something else since."""
        return () if self._taught.bars_redo(by) else self._editing.redo(by=by)

    def undo_entry(self, *, by: str) -> Preview | None:
        """Take back the glossary edit that `by` applied, where that is the last thing it did; ask `preview_state` on.

        Edits from before the server began can't be undone so. Raises GlossaryError where the entry was changed since.
        """
        return self._taught.undo(by)

    def redo_entry(self, *, by: str) -> Preview | None:
        """Apply the glossary edit again that `by` undid last; None where it's a sentence's turn, or there is none."""
        return self._taught.redo(by)

    def history(self, article: str, segment: str) -> tuple[Event, ...]:
        """What people did to a sentence, newest first; where they did anything, what the machine made is last."""
        with self.store() as store:
            return find_history(store, article, segment)

    def matches(self, article: str, segment: str) -> tuple[Match, ...]:
        """Approved sentences at least 75 % like this one, the most alike first, at most five."""
        return self._matches.matches(article, segment)

    def propose(self, article: str, segment: str, side: Side, start: int, end: int) -> Proposal:
        """What the form for a new glossary entry starts with, from a selection in one side of a sentence.

        A selection that cuts a word takes the whole word. Raises UsageError for one that has no word.
        """
        return self._proposals.propose(article, segment, side, start, end)

    def suggestions(self, least: int = 2) -> tuple[Suggestion, ...]:
        """Names in these articles that the glossary lacks, most spread first."""
        return self._proposals.suggestions(least)

    def preview(self, edit: GlossaryEdit, *, translate: bool = True) -> Preview:
        """Tell which sentences an edit of the glossary touches, and (in the background) how they will read.

        Nothing is changed. Ask again by its id: `preview_state`. Raises GlossaryError for an entry that can't be.
        """
        return self._previews.start(edit, translate=translate)

    def preview_state(self, preview: str) -> Preview:
        """How far a preview is."""
        return self._previews.state(preview)

    def apply(self, preview: str, *, by: str = "") -> Preview:
        """Write the entry to the user's file and, in the background, bring the sentences it touches up to date.

        Ask `preview_state` until it is "applied" or "failed".
        """
        shown = self._previews.apply(preview)
        self._taught.note(self._previews.change(preview), by)
        return shown

    def wait(self, preview: str) -> Preview:
        """Wait until a preview is ready or applied. Raises SongnguError with its problem where it failed."""
        return self._previews.wait(preview)

    def digest(self) -> Digest:
        """The whole digest as it stands, for the exports."""
        return self._workspace.digest()

    def close(self) -> None:
        """End the work in the background and write the digest where something has changed."""
        self._previews.close()
        self._editing.close()
        self._workspace.close()
