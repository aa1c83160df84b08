"""Previews of glossary edits: counted at once, translated in the background, applied when someone says so."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal

from songngu.errors import GlossaryError, SongnguError
from songngu.glossary.occurrences import prove
from songngu.review import teaching
from songngu.review.records import Affected, GlossaryEdit, Preview

if TYPE_CHECKING:
    from songngu.review.service import ReviewService

SHOWN = 100  # affected sentences that a preview has, and translates
KEPT = 20  # previews that can still be asked for

State = Literal["counted", "translating", "ready", "applying", "applied", "failed"]


class _Work:
    """One preview on its way. Only `Previews` touches it, under its lock."""

    def __init__(self, change: teaching.Change, touched: Sequence[teaching.Touched]) -> None:
        self.id = uuid.uuid4().hex
        self.change = change
        self.touched = touched
        self.state: State = "counted"
        self.done = 0
        self.problem = ""
        self.english: list[tuple[str, bool]] = []  # as it was before, and whether a person's


class Previews:
    """The previews of one review service. One thread does all the translating; the latest preview goes first."""

    def __init__(self, service: ReviewService) -> None:
        self._service = service
        self._works: dict[str, _Work] = {}
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="preview")
        self._latest = ""  # the preview whose translations are wanted; "" ends all

    def start(self, edit: GlossaryEdit, *, translate: bool) -> Preview:
        """Count what an edit touches; translate in the background if asked to."""
        change = teaching.prepare(edit, self._service.settings, self._service.planner)
        with self._service.store() as store:
            work = _Work(change, tuple(teaching.find_touched(store, change)))
            work.english = teaching.current_english(store, work.touched[:SHOWN])
        with self._lock:
            self._works[work.id] = work
            while len(self._works) > KEPT:
                del self._works[next(iter(self._works))]
            self._latest = work.id
        if translate:
            work.state = "translating"
            self._thread.submit(self._translate, work)
        return self._shown(work)

    def state(self, preview: str) -> Preview:
        """How far a preview is. Raises NotFoundError for one that is no longer known."""
        return self._shown(self._get(preview))

    def apply(self, preview: str) -> Preview:
        """Write the entry, and bring the sentences up to date in the background.

        Raises GlossaryError where the glossary has been edited since the preview was made.
        """
        work = self._get(preview)
        with self._lock:
            if work.state in ("applying", "applied"):
                return self._shown(work)
            if work.change.old is not self._service.planner:
                what = "the glossary has changed since this preview"
                raise GlossaryError(what, where=str(work.change.path), mend="Look at a new preview, then apply it")
            teaching.write_entry(work.change)
            self._service.use(work.change.new)
            work.state, self._latest = "applying", work.id
        self._thread.submit(self._apply, work)
        return self._shown(work)

    def close(self) -> None:
        """End what is on its way after the sentences in hand. An edit being applied is applied by the next run."""
        self._latest = ""
        self._thread.shutdown(cancel_futures=True)

    def _get(self, preview: str) -> _Work:
        from songngu.review.service import NotFoundError

        work = self._works.get(preview)
        if work is None:
            raise NotFoundError("this preview is no longer known", where=preview[:40], mend="Look at a new one")
        return work

    def _translate(self, work: _Work) -> None:
        try:
            self._translate_some(work, work.touched[:SHOWN])
        except SongnguError as error:
            work.state, work.problem = "failed", str(error)
        except Exception as error:  # the border: a thread's error would be seen by nobody
            work.state, work.problem = "failed", f"unexpected {type(error).__name__}: {error}"
        else:
            if work.state == "translating":
                work.state = "ready" if work.done >= len(work.touched[:SHOWN]) else "counted"

    def _apply(self, work: _Work) -> None:
        try:
            self._translate_some(work, work.touched)
            if self._latest != work.id and not self._latest:
                return  # the server ends: the next run goes on from here
            with self._service.store() as store:
                out = self._service.out
                teaching.bring_up_to_date(store, out, work.change, work.touched)
        except SongnguError as error:
            work.state, work.problem = "failed", str(error)
        except Exception as error:  # the border, as above
            work.state, work.problem = "failed", f"unexpected {type(error).__name__}: {error}"
        else:
            work.state = "applied"

    def _translate_some(self, work: _Work, touched: Sequence[teaching.Touched]) -> None:
        def wanted() -> bool:
            return self._latest == work.id or (work.state == "applying" and bool(self._latest))

        service = self._service
        with service.store() as store:
            for done in teaching.translate_touched(store, touched, service.engine, service.settings, wanted):
                work.done = done

    def _shown(self, work: _Work) -> Preview:
        with self._service.store() as store:
            known = store.translations(each.part.key for each in work.touched[:SHOWN])
        affected = []
        for each, (before, kept) in zip(work.touched, work.english, strict=False):
            made = known.get(each.part.key)
            after = before if kept else made.en if made else None
            proved = prove(before, each.part.terms, "human") if kept else ()
            affected.append(
                Affected(
                    article=each.article,
                    segment=each.segment.id,
                    vi=each.segment.vi,
                    before=before,
                    after=after,
                    kept=kept,
                    violates=any(not term.met and term.mode == "enforce" for term in proved),
                )
            )
        return Preview(
            id=work.id,
            edit=work.change.edit,
            replaces=work.change.replaces,
            notes=(),
            affected=tuple(affected),
            total=len(work.touched),
            done=work.done,
            state=work.state,
            problem=work.problem,
        )
