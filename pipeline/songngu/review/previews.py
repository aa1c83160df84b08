"""Previews of glossary edits: counted at once, translated in the background, applied when someone says so."""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from songngu.errors import GlossaryError, SongnguError, unexpected
from songngu.glossary.occurrences import prove
from songngu.review import teaching
from songngu.review.lookup import NotFoundError
from songngu.review.records import Affected, GlossaryEdit, Preview, State
from songngu.review.workspace import Workspace
from songngu.store import Store

SHOWN = 50  # affected sentences that a preview has, and translates
AT_ONCE = 0.25  # seconds that candidates are looked at before the first answer; the rest follows in the background
WAIT = 0.05  # seconds between two looks at a preview
KEPT = 20  # previews that can still be asked for
PATIENCE = 0.5  # seconds


class _Work:
    """One preview on its way. `Previews` changes it under its lock, once others know of it; only the one thread that
    translates changes what is found and made."""

    def __init__(self, change: teaching.Change, candidates: Sequence[teaching.Found]) -> None:
        self.id = uuid.uuid4().hex
        self.change = change
        self.candidates = deque(candidates)  # not yet looked at
        self.found: list[teaching.Found] = []
        self.planned: dict[tuple[str, str], teaching.Touched] = {}  # of those shown, by article and segment
        self.english: dict[tuple[str, str], tuple[str, bool]] = {}  # as it was before, and whether a person's
        self.state: State = "counted"
        self.done = 0
        self.problem = ""

    @property
    def total(self) -> int:
        """How many sentences the edit touches, as far as it is known."""
        return len(self.found) + len(self.candidates)


class Previews:
    """The previews of one workspace. One thread does all the translating; the latest preview goes first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._works: dict[str, _Work] = {}
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="preview")
        self._latest = ""  # the preview whose translations are wanted
        self._ended = False

    def start(self, edit: GlossaryEdit, *, translate: bool) -> Preview:
        """Count what an edit touches; translate in the background if asked to."""
        change = teaching.prepare(edit, self._workspace.own_glossary, self._workspace.refresh())
        with self._workspace.store() as store, store.snapshot():
            work = _Work(change, teaching.find_candidates(store, change))
            self._look(work, AT_ONCE)
            work.english = teaching.current_english(store, work.found[:SHOWN])
        with self._lock:
            self._works[work.id] = work
            done = [old.id for old in self._works.values() if old.state != "applying"]
            for old in done[: max(0, len(self._works) - KEPT)]:
                del self._works[old]
            if translate:
                work.state, self._latest = "translating", work.id
        if translate:
            self._submit(self._translate, work)
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
            wanted = work.state not in ("applying", "applied")
            if wanted:
                self._write(work)
                work.state, work.problem, self._latest = "applying", "", work.id
        if wanted:
            self._submit(self._apply, work)
        return self._shown(work)

    def _write(self, work: _Work) -> None:
        """Write the entry, unless that is done already, and put the glossary that it makes in force."""
        now = self._workspace.refresh()
        if work.state == "failed" and now is work.change.new:
            return
        if now is not work.change.old:
            what = "the glossary has changed since this preview"
            raise GlossaryError(what, where=str(work.change.path), mend="Look at a new preview, then apply it")
        teaching.write_entry(work.change)
        self._workspace.use(work.change.new)

    def change(self, preview: str) -> teaching.Change:
        """The edit of a preview, thought through. Raises NotFoundError."""
        return self._get(preview).change

    def revert(self, change: teaching.Change) -> tuple[Preview, teaching.Change]:
        """Take an edit back that was applied: the preview of that, being applied, and its edit.

        Raises GlossaryError where the entry isn't any more as the edit left it.
        """
        preview = self.start(teaching.reverse(change), translate=False)
        back = self.change(preview.id)
        if not teaching.is_as_left(back, change):
            what = f"the entry for {change.edit.vi!r} was changed since, and stays as it is"
            raise GlossaryError(what, where=str(change.path), mend="Edit the entry itself")
        return self.apply(preview.id), back

    def wait(self, preview: str) -> Preview:
        """Wait for what is on its way. Raises SongnguError with its problem where it failed."""
        while (shown := self.state(preview)).state in ("translating", "applying"):
            time.sleep(WAIT)
        if shown.state == "failed":
            raise SongnguError(shown.problem)
        return shown

    def close(self) -> None:
        """End what is on its way. An edit being applied is applied by the next run.

        An engine can't be interrupted: what it has in hand isn't waited for longer than `PATIENCE`, and not used.
        """
        self._ended = True
        ending = threading.Thread(target=self._thread.shutdown, kwargs={"cancel_futures": True}, daemon=True)
        ending.start()
        ending.join(PATIENCE)

    def _submit(self, task: Callable[[_Work], None], work: _Work) -> None:
        with suppress(RuntimeError):  # the server ends; an edit that is written is applied by the next run
            self._thread.submit(task, work)

    def _get(self, preview: str) -> _Work:
        work = self._works.get(preview)
        if work is None:
            raise NotFoundError("this preview is no longer known", where=preview[:40], mend="Look at a new one")
        return work

    def _look(self, work: _Work, seconds: float = float("inf")) -> None:
        """Look at candidates for so long."""
        end = time.monotonic() + seconds
        while work.candidates and time.monotonic() < end:
            touched = teaching.is_touched(work.change, work.candidates[0])
            with self._lock:
                candidate = work.candidates.popleft()
                if touched:
                    work.found.append(candidate)

    def _translate(self, work: _Work) -> None:
        """Look at the remaining candidates and translate the sentences that are shown."""
        touched = None
        try:
            self._look(work)
            with self._workspace.store() as store:
                shown = work.found[:SHOWN]
                english = teaching.current_english(store, shown)
                with self._lock:
                    work.english = english
                touched = self._translate_some(store, work, shown)
        except SongnguError as error:
            self._fail(work, "translating", str(error))
        except Exception as error:  # the border: a thread's error would be seen by nobody
            self._fail(work, "translating", unexpected(error))
        with self._lock:
            if work.state == "translating" and touched is not None:
                work.state = "ready"
            waits = work.state == "translating" and work.id in self._works and not self._ended
            if self._latest == work.id:
                self._latest = ""
        if waits:  # a later preview goes first
            self._submit(self._translate, work)

    def _apply(self, work: _Work) -> None:
        """Translate all that the edit touches and bring it up to date."""
        try:
            with self._workspace.store() as store:
                found, inputs = teaching.find_touched(store, work.change)  # a run may have come in between
                english = teaching.current_english(store, found[:SHOWN]) | work.english
                with self._lock:
                    work.candidates.clear()
                    work.found, work.english = found, english
                touched = self._translate_some(store, work, found)
                if touched is None:
                    return  # the server ends: the next run goes on from here
                teaching.bring_up_to_date(store, self._workspace.out, work.change, touched, inputs)
        except SongnguError as error:
            self._fail(work, "applying", str(error))
        except Exception as error:  # the border, as above
            self._fail(work, "applying", unexpected(error))
        else:
            with self._lock:
                work.state = "applied"
        finally:
            with self._lock:
                if self._latest == work.id:
                    self._latest = ""

    def _translate_some(
        self, store: Store, work: _Work, found: Sequence[teaching.Found]
    ) -> list[teaching.Touched] | None:
        """Translate these sentences; None where nobody wants them any more before all are done."""

        def wanted() -> bool:
            return not self._ended and (self._latest in (work.id, "") or work.state == "applying")

        workspace = self._workspace
        touched: list[teaching.Touched] = []
        with self._lock:
            work.done = 0
        planned = teaching.plan_touched(store, work.change, found)
        for some in teaching.translate_touched(store, planned, workspace.engine, workspace.settings, wanted):
            touched += some
            with self._lock:
                for each in some[: max(0, SHOWN - work.done)]:
                    work.planned[each.article, each.segment.id] = each
                work.done = len(touched)
        return touched if wanted() else None

    def _fail(self, work: _Work, during: State, problem: str) -> None:
        with self._lock:
            if work.state == during:  # else it is being applied, which tells how it ends
                work.state, work.problem = "failed", problem

    def _shown(self, work: _Work) -> Preview:
        with self._lock:  # all of one moment: what is told as ready must be there
            state, done, problem = work.state, work.done, work.problem
            total, counted = work.total, not work.candidates
            found, planned, english = work.found[:SHOWN], dict(work.planned), work.english
        with self._workspace.store() as store:
            known = store.translations(each.part.key for each in planned.values())
        affected = []
        for each in found:
            if (each.article, each.segment) not in english:
                break  # its English is being looked up
            before, kept = english[each.article, each.segment]
            touched = planned.get((each.article, each.segment))
            made = known.get(touched.part.key) if touched else None
            proved = prove(before, touched.part.terms, "human") if touched and kept else ()
            affected.append(
                Affected(
                    article=each.article,
                    segment=each.segment,
                    vi=each.vi,
                    before=before,
                    after=before if kept else made.en if made else None,
                    kept=kept,
                    violates=any(not term.met and term.mode == "enforce" for term in proved),
                )
            )
        return Preview(
            id=work.id,
            edit=work.change.edit,
            replaces=work.change.replaces,
            notes=work.change.notes,
            affected=tuple(affected),
            total=total,
            counted=counted,
            done=done,
            state=state,
            problem=problem,
        )
