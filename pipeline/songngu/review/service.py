"""Everything the review page does, without HTTP: the one door between the page and the database."""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from songngu.assemble import revise, stand
from songngu.digest import output_names
from songngu.digest.safe import clean
from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.errors import ModelError, UsageError
from songngu.files import DATABASE
from songngu.glossary.alignment import Aligner, Association
from songngu.glossary.entries import strip_invisible
from songngu.glossary.suggestion import Suggestion, suggest_from_articles
from songngu.index import all_segments, phrase
from songngu.output import forget_digest
from songngu.plan import Planner
from songngu.publish import publish, read_whole
from songngu.records import Digest, Status, TranslatedSegment
from songngu.review import teaching
from songngu.review.lookup import (
    ConflictError,
    as_reviewed_segment,
    find_articles,
    find_segments,
    get_current,
    get_finished,
    get_segment,
    has_form,
    no_article,
)
from songngu.review.previews import Previews
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
from songngu.reviews import (
    Remembered,
    Review,
    Step,
    What,
    all_remembered,
    history_of,
    last_action,
    mark_undone,
    next_action,
    out_of_step,
    remembered,
    reviews_of,
    version_of,
    write_history,
    write_review,
)
from songngu.settings import OWN_GLOSSARY, Settings
from songngu.store import Finished, Store

PAGE = 50  # rows of a page where no other number is asked for
LONGEST = 20_000  # characters of an English sentence
ALIKE = 75  # per cent from which an approved sentence is shown as a match
MATCHES = 5
OCCURRENCES = 20
BESIDE = 200  # sentences of the digest that tell what renders the selected words


class ReviewService:
    """Reads and writes one output folder for any number of threads at once; a batch run may write to it too.

    Every method that writes has written to the database when it returns. `by` is a name for the tab or person that
    acts: each undoes its own actions only. Raises NotFoundError for an unknown article or sentence.
    """

    def __init__(self, settings: Settings, own_glossary: Path | None = None) -> None:
        """Open the folder `settings.out`; `own_glossary` is the file that edits go to, made when it is needed.

        Raises UsageError where no run has written there.
        """
        self._settings = settings
        self.own_glossary = own_glossary or Path(next(iter(settings.glossary), OWN_GLOSSARY))
        self._out = Path(settings.out)
        if not (self._out / DATABASE).is_file():
            what = "no digest is here"
            raise UsageError(what, where=str(self._out), mend="Make one with `songngu run FOLDER`, or name its --out")
        self._lock = threading.Lock()  # of the engine
        self._glossary_lock = threading.Lock()
        self._files = self._glossary_files()
        self._planner = Planner(settings)
        self._engine: Engine | None = None
        self._memory: tuple[object, tuple[Remembered, ...]] = (None, ())
        self._suggested: tuple[object, tuple[Suggestion, ...]] = (None, ())
        self._changed = False  # whether the digest's files are older than the database
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="review")  # spreads approvals to other articles
        self._previews = Previews(self)
        with self.store():
            pass  # brings an older database up to date, and says what is wrong with a damaged one

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, opened for the calling thread."""
        with Store(self._out / DATABASE) as store:
            store.define("has_form", 2, has_form)
            yield store

    @property
    def out(self) -> Path:
        """The output folder."""
        return self._out

    @property
    def settings(self) -> Settings:
        """The settings, with the glossary files as they are after the edits so far."""
        return self._planner.settings

    @property
    def planner(self) -> Planner:
        """The planner of the glossary in force."""
        return self._planner

    def use(self, planner: Planner) -> None:
        """Put another glossary in force; the digest's files are then to be written again."""
        self._planner, self._changed = planner, True

    def refresh(self) -> Planner:
        """The planner of the glossary as its files are now: another program may have edited them.

        Raises GlossaryError for a broken file; the glossary read before then stays in force.
        """
        with self._glossary_lock:
            files = self._glossary_files()
            if files != self._files:
                settings = replace(self.settings, glossary=tuple(str(path) for path in files))
                glossary = teaching.merge(teaching.own_entries(settings, self.own_glossary), settings)
                if glossary.sha256 != self._planner.glossary.sha256:
                    self._planner = Planner(settings, glossary)
                self._files = files
            return self._planner

    def _glossary_files(self) -> dict[Path, bytes]:
        """The user's glossary files that are there, with what tells one version from another."""
        paths = dict.fromkeys([*map(Path, self._settings.glossary), self.own_glossary])
        return {path: _hash(path) for path in paths if path.is_file()}

    def engine(self) -> Engine:
        """The engine, loaded when it is first needed."""
        with self._lock:
            if self._engine is None:
                self._engine = load_engine(self._settings)
            return self._engine

    def articles(self, wanted: Filter, offset: int = 0, limit: int = PAGE) -> ArticlePage:
        """The articles that have a sentence as wanted, newest first."""
        with self.store() as store, store.snapshot():
            return find_articles(store, wanted, offset, limit)

    def article(self, article: str) -> ReviewedArticle:
        """One article."""
        with self.store() as store:
            found = get_finished(store, article).article
        return ReviewedArticle(article=found, versions={s.id: version_of(s) for s in all_segments(found)})

    def neighbours(self, article: str) -> tuple[str | None, str | None]:
        """The ids of the articles before and after one in reading order."""
        with self.store() as store:
            names = list(store.marks())
        if article not in names:
            raise no_article(article)
        at = names.index(article)
        return names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None

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
        text = unicodedata.normalize("NFC", clean(en)).strip()
        text = text if strip_invisible(text).strip() else ""
        if len(text) > LONGEST:
            raise UsageError(f"longer than {LONGEST:,} characters", where=segment, mend="Shorten it")
        with self.store() as store:
            current = get_current(get_finished(store, article), {segment: version})[0]
            if (text, status) == (current.en, current.status):
                return (as_reviewed_segment(article, current),)
            origin = "human" if text != current.en else current.origin
            review = _standing(Review(en=text, status=status, origin=origin)) if text else None
            if review is None:
                self._make_machine_text(store, article, {current.vi})
            what: What = "edited" if text != current.en else "approved" if status == "approved" else "unapproved"
            with store.transaction():
                finished = get_finished(store, article)
                get_current(finished, {segment: version})
                steps = {current.vi: review}
                changed = self._write(store, finished, steps, what if text else "reverted", by, continues=continues)
        self._spread(changed)
        return changed

    def set_status(
        self, article: str, versions: Mapping[str, str], status: Status, *, by: str
    ) -> tuple[ReviewedSegment, ...]:
        """Approve sentences (id to version), or take approval back, as one action.

        Raises ConflictError for the first that is not as its version says, and then changes none.
        """
        with self.store() as store:
            current = get_current(get_finished(store, article), versions)
            steps = {
                segment.vi: _standing(Review(en=segment.en, status=status, origin=segment.origin))
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
        self._spread(changed)
        return changed

    def undo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Take back the last action of `by`; nothing where there is none. Raises ConflictError where it was changed."""
        return self._again(by, undone=False)

    def redo(self, *, by: str) -> tuple[ReviewedSegment, ...]:
        """Do again what `by` undid last, unless it did something else since."""
        return self._again(by, undone=True)

    def history(self, article: str, segment: str) -> tuple[Event, ...]:
        """What people did to a sentence, newest first; where they did anything, what the machine made is last."""
        with self.store() as store:
            finished = get_finished(store, article)
            vi = get_segment(finished.article, segment).vi
            steps = history_of(store, article, vi)
            keys = [part.key for part in finished.plan.segments if part.vi == vi] if steps else []
            made = list(store.translations(keys).values())[:1]
        events = [
            Event(at=step.at, what=step.what, en=step.shown.en, status=step.shown.status, origin=step.shown.origin)
            for step in steps
        ]
        first = [Event(at=None, what="made", en=each.en, status="draft", origin=each.origin) for each in made]
        return (*events, *first)

    def matches(self, article: str, segment: str) -> tuple[Match, ...]:
        """Approved sentences at least 75 % like this one, the most alike first, at most five."""
        with self.store() as store:
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

    def propose(self, article: str, segment: str, side: Side, start: int, end: int) -> Proposal:
        """What the form for a new glossary entry starts with, from a selection in one side of a sentence.

        A selection that cuts a word takes the whole word. Raises UsageError for one that has no word.
        """
        planner = self.refresh()
        with self.store() as store, store.snapshot():
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
                association=self._association(store, selected, side),
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
        glossary = self.refresh().glossary
        with self.store() as store:
            marks = store.marks()
            state = (tuple(marks.values()), glossary.sha256, least)
            if self._suggested[0] != state:
                articles = (store.get_finished(name).article for name in marks)
                found = suggest_from_articles(articles, glossary, least=least, aligner=self._aligner)
                self._suggested = (state, found)
        return self._suggested[1]

    def preview(self, edit: GlossaryEdit, *, translate: bool = True) -> Preview:
        """Tell which sentences an edit of the glossary touches, and (in the background) how they will read.

        Nothing is changed. Ask again by its id: `preview_state`. Raises GlossaryError for an entry that can't be.
        """
        return self._previews.start(edit, translate=translate)

    def preview_state(self, preview: str) -> Preview:
        """How far a preview is."""
        return self._previews.state(preview)

    def apply(self, preview: str) -> Preview:
        """Write the entry to the user's file and, in the background, bring the sentences it touches up to date.

        Ask `preview_state` until it is "applied" or "failed".
        """
        return self._previews.apply(preview)

    def digest(self) -> Digest:
        """The whole digest as it stands, for the exports."""
        with self.store() as store, store.snapshot():
            return read_whole(store, self._planner.signature)

    def wait(self, preview: str) -> Preview:
        """Wait until a preview is ready or applied. Raises SongnguError with its problem where it failed."""
        return self._previews.wait(preview)

    def write_digest(self) -> tuple[Path, ...]:
        """Render the digest's files anew from the database; the paths written."""
        self._changed = False  # first: what is changed meanwhile is written the next time
        forget_digest(self._out)
        with self.store() as store:
            publish(store, self._out, self._settings.formats, self._planner.signature)
        return tuple(self._out / name for name in output_names(self._settings.formats))

    def close(self) -> None:
        """End the work in the background and write the digest where something has changed."""
        self._previews.close()
        self._worker.shutdown()
        if self._changed:
            self.write_digest()

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
        before = reviews_of(store, article.id)
        parts = {part.id: part for part in finished.plan.segments}
        sources = teaching.segments_of(finished)
        there = [segment for segment in all_segments(article) if segment.vi in steps]
        machine = store.translations(parts[segment.id].key for segment in there)
        action = next_action(store)
        for vi, review in steps.items():
            write_review(store, article.id, vi, review, action)
        memory = remembered(store, (vi for vi, review in steps.items() if review is None))
        after = dict(steps)
        for segment in there:
            lacks = segment.vi not in memory and parts[segment.id].key not in machine
            if after[segment.vi] is None and lacks:  # what can't be made here is kept
                review = after[segment.vi] = Review(en=segment.en, status="draft", origin=segment.origin)
                write_review(store, article.id, segment.vi, review, action)
        reviews = {vi: review for vi, review in after.items() if review}
        changed: dict[str, TranslatedSegment] = {}
        for segment in there:
            part = parts[segment.id]
            changed[segment.id] = stand(sources[segment.id], part, machine.get(part.key), reviews, memory)
        article = revise(article, changed)
        shown = {s.vi: Review(en=s.en, status=s.status, origin=s.origin) for s in changed.values()}
        written = [
            Step(
                article=article.id,
                vi=vi,
                what=what,
                before=before.get(vi),
                after=review,
                shown=shown.get(vi) or review or Review(en="", status="draft", origin="model"),  # it may be gone
            )
            for vi, review in after.items()
        ]
        write_history(store, written, action, by=by, continues=continues)
        teaching.save(store, self._out, replace(finished, article=article))
        self._changed = True
        return tuple(as_reviewed_segment(article.id, segment) for segment in changed.values())

    def _again(self, by: str, *, undone: bool) -> tuple[ReviewedSegment, ...]:
        """Undo an action, or redo one that is undone."""
        with self.store() as store:
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
        self._spread(changed)
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
            if _standing(now.get(step.vi)) != _standing(step.before if undone else step.after):
                if step.vi in there:
                    raise ConflictError(as_reviewed_segment(finished.article.id, there[step.vi]))
                del wanted[step.vi]  # the sentence is gone, and somebody else did something since
        changed = self._write(store, finished, wanted, "redone" if undone else "undone", by)
        mark_undone(store, action, not undone)
        return changed

    def _spread(self, changed: Sequence[ReviewedSegment]) -> None:
        """In the background, bring the same sentences of other articles in step with what is approved now."""
        with suppress(RuntimeError):  # the server ends: the next run does it
            self._worker.submit(self._bring_in_step, {each.segment.vi for each in changed})

    def _bring_in_step(self, texts: Set[str]) -> None:
        with self.store() as store:
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
                    teaching.save(store, self._out, replace(finished, article=article))
                    self._changed = True

    def _association(self, store: Store, selected: str, side: Side) -> Association:
        """What stands beside the selected words elsewhere in the digest, and as much that stands beside others."""
        query = phrase(selected, column=side)
        having = store.query(
            "SELECT s.vi, s.en FROM words w JOIN sentences s ON s.id = w.rowid WHERE words MATCH ? LIMIT ?",
            (query, BESIDE),
        )
        others = store.query("SELECT vi, en FROM sentences LIMIT ?", (BESIDE,))
        return Association(dict.fromkeys([*having, *others]))

    def _make_machine_text(self, store: Store, article: str, texts: Set[str]) -> None:
        """Let the engine translate the sentences of an article that only people have translated so far."""
        if not texts:
            return
        finished = get_finished(store, article)
        memory, sources = remembered(store, texts), teaching.segments_of(finished)
        parts = [part for part in finished.plan.segments if part.vi in texts and part.vi not in memory]
        made_by = finished.plan.engine
        if made_by != self._planner.engine and store.translations(p.key for p in parts).keys() < {p.key for p in parts}:
            mend = "End the review and start it with the --model of the run"
            raise ModelError(f"this article was translated by another model, {made_by}", where=article, mend=mend)
        touched = [teaching.Touched(article, sources[part.id], part) for part in parts]
        for _ in teaching.translate_touched(store, touched, self.engine, self._settings, lambda: True):
            pass

    def _remembered(self, store: Store) -> tuple[Remembered, ...]:
        """All that is approved or imported, read again only when something has been."""
        state = store.query("SELECT (SELECT max(action) FROM history), (SELECT max(id) FROM imports)")[0]
        if self._memory[0] != state:
            self._memory = (state, all_remembered(store))
        return self._memory[1]


def _hash(path: Path) -> bytes:
    """The hash of a file; empty for one that can't be read, as who reads it then says."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the words that a selection touches, without the signs around them."""
    words = [match.span() for match in re.finditer(r"\w+", text) if match.start() < end and match.end() > start]
    return (words[0][0], words[-1][1]) if words and start < end else (0, 0)


def _standing(review: Review | None) -> Review | None:
    """A review that stands against the engine: a text of the engine's or the memory's that isn't approved doesn't."""
    return review if review and (review.origin == "human" or review.status == "approved") else None


def _differences(wanted: str, found: str) -> tuple[tuple[int, int], ...]:
    """The spans of `found` whose words `wanted` doesn't have at that place."""
    words = [(match.group(), match.span()) for match in re.finditer(r"\w+|[^\w\s]", found)]
    operations = Indel.opcodes(re.findall(r"\w+|[^\w\s]", wanted), [word for word, _ in words])
    return tuple(
        (words[operation.dest_start][1][0], words[operation.dest_end - 1][1][1])
        for operation in operations
        if operation.tag == "insert"
    )
