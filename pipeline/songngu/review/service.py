"""Everything the review page does, without HTTP: the one door between the page and the database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from songngu.errors import SongnguError
from songngu.glossary.suggestion import Suggestion
from songngu.records import Digest, Status
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
from songngu.settings import Settings

PAGE = 50  # rows of a page where no other number is asked for


class ConflictError(SongnguError):
    """Someone else changed the sentence in the meantime; `current` is how it stands now, nothing was written."""

    def __init__(self, current: ReviewedSegment) -> None:
        super().__init__(
            "changed by someone else in the meantime",
            where=f"{current.article} {current.segment.id}",
            mend="Compare both texts and save again",
        )
        self.current = current


class NotFoundError(SongnguError):
    """There is no such article, sentence or preview."""


class ReviewService:
    """Reads and writes one output folder for any number of threads at once; a batch run may write to it too.

    Every method that writes has written to the database when it returns. `by` is a name for the tab or person that
    acts: each undoes its own actions only. Raises NotFoundError for an unknown article or sentence.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the folder `settings.out`. Raises UsageError where no run has written there."""
        raise NotImplementedError

    def articles(self, wanted: Filter, offset: int = 0, limit: int = PAGE) -> ArticlePage:
        """The articles that have a sentence as wanted, newest first."""
        raise NotImplementedError

    def article(self, article: str) -> ReviewedArticle:
        """One article."""
        raise NotImplementedError

    def neighbours(self, article: str) -> tuple[str | None, str | None]:
        """The ids of the articles before and after one in reading order."""
        raise NotImplementedError

    def segments(self, wanted: Filter, offset: int = 0, limit: int = PAGE) -> SegmentPage:
        """The sentences as wanted, across all articles."""
        raise NotImplementedError

    def edit(
        self, article: str, segment: str, en: str, *, version: str, by: str, status: Status = "draft"
    ) -> tuple[ReviewedSegment, ...]:
        """Write a person's English; checks and terms are looked at anew. Raises ConflictError.

        Gives all sentences that changed: the same Vietnamese further on in the article changes with it. An empty `en`
        gives the machine's text back.
        """
        raise NotImplementedError

    def set_status(
        self, article: str, versions: Mapping[str, str], status: Status, *, by: str
    ) -> tuple[ReviewedSegment, ...]:
        """Approve sentences (id to version), or take approval back, as one action. Raises ConflictError for the first
        that is not as its version says, and then changes none."""
        raise NotImplementedError

    def undo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Take back the last action of `by`; nothing where there is none. Raises ConflictError where it was changed."""
        raise NotImplementedError

    def redo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Do again what `by` undid last, unless it did something else since."""
        raise NotImplementedError

    def history(self, article: str, segment: str) -> tuple[Event, ...]:
        """What people did to a sentence, newest first."""
        raise NotImplementedError

    def matches(self, article: str, segment: str) -> tuple[Match, ...]:
        """Approved sentences at least 75 % like this one, the most alike first, at most five."""
        raise NotImplementedError

    def propose(self, article: str, segment: str, side: Side, start: int, end: int) -> Proposal:
        """What the form for a new glossary entry starts with, from a selection in one side of a sentence."""
        raise NotImplementedError

    def suggestions(self, least: int = 2) -> tuple[Suggestion, ...]:
        """Names in these articles that the glossary lacks, most spread first."""
        raise NotImplementedError

    def preview(self, edit: GlossaryEdit, *, translate: bool = True) -> Preview:
        """Tell which sentences an edit of the glossary touches, and (in the background) how they will read.

        Nothing is changed. Ask again by its id: `preview_state`. Raises GlossaryError for an entry that can't be.
        """
        raise NotImplementedError

    def preview_state(self, preview: str) -> Preview:
        """How far a preview is."""
        raise NotImplementedError

    def apply(self, preview: str) -> Preview:
        """Write the entry to the user's file and, in the background, bring the sentences it touches up to date.

        Ask `preview_state` until it is "applied" or "failed".
        """
        raise NotImplementedError

    def digest(self) -> Digest:
        """The whole digest as it stands, for the exports."""
        raise NotImplementedError

    def write_digest(self) -> tuple[Path, ...]:
        """Render the digest's files anew from the database; the paths written."""
        raise NotImplementedError

    def close(self) -> None:
        """End the work in the background and write the digest where something has changed."""
        raise NotImplementedError
