"""The articles of one run on their way from source to store: planned, translated in batches, finished in order."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from songngu.assemble import build_article
from songngu.distribute import Batch, Broken, Distributor, Job, Outcomes, Results
from songngu.errors import ReadError, SongnguError, unexpected
from songngu.files import state_of
from songngu.index import mark_of
from songngu.output import article_path, compact, save_article
from songngu.plan import Planned, Planner, explain
from songngu.progress import Effort, Progress
from songngu.records import Finished
from songngu.recovery import recover_translations
from songngu.report import Change, Failure, Reason
from songngu.reviews import Remembered, Review, needs_engine, out_of_step, remembered, reviews_of, take_over_reviews
from songngu.sources import Input
from songngu.store import Store

# Segments translated and stored together: a kill costs at most these.
BATCH_SEGMENTS = 64


class Given(NamedTuple):
    """What a run is given."""

    sources: Sequence[Input]
    planner: Planner
    distribute: Distributor
    progress: Progress
    effort: Progress | None


class Work:
    """The articles of one run, until each is finished, unchanged or failed."""

    def __init__(self, given: Given, store: Store, notes: Sequence[str]) -> None:
        self.sources, self.planner, self.distribute, self.progress, self._told = given
        self.store = store
        self._effort = Effort(())
        self.failures: list[Failure] = []
        self.notes = list(notes)
        self.changes: list[Change] = []
        self.reasons: Counter[Reason] = Counter()
        self.finished: list[str] = []
        self.unchanged: list[str] = []
        self.segments: Counter[str] = Counter()
        self.words = 0
        self._waiting: dict[str, Planned] = {}  # planned, not yet finished, in order
        self._pending: set[str] = set()  # keys on their way through the engine
        self._broken: dict[str, str] = {}  # key: why it has no translation
        self._texts: dict[str, str] = {}  # sha256 of a source: the first path that has it
        self._ids: dict[str, str] = {}  # id: the path that has it
        self._files: dict[str, tuple[str, str]] = {}  # id: its file's noted state, its record's hash
        self._gone: dict[str, str] = {}  # sha256 of a source that isn't given any more: its id
        self._seen: dict[str, str] = {}  # id: the state of a file that was found right without one
        self._stale: set[str] = set()  # ids of articles whose people's translations aren't as they now are

    def translate(self) -> None:
        """Bring every article that is new or changed into the store and into `articles/`."""
        done = self.distribute(self._batches(), self.planner.settings)
        try:
            for _, outcomes in done:
                self._take(outcomes)
        finally:  # Ctrl-C may come here, between two batches, and then too the workers have to end
            if isinstance(done, Generator):
                done.close()
        self._finish({})
        self.store.note_files(self._seen)

    def _take(self, outcomes: Outcomes) -> None:
        """Store what came of a batch, and finish the articles that waited for it."""
        results: Results = {}
        for key, outcome in outcomes.items():
            if isinstance(outcome, Broken):
                self._broken[key] = outcome.reason
            else:
                results[key] = outcome
        self.store.save_translations(results)
        self._pending -= outcomes.keys()
        self._effort.finish(outcomes)
        self._finish(results)

    def _batches(self) -> Iterator[Batch]:
        """Plan the articles one after another; yield a batch whenever enough segments have come together."""
        self._files = self.store.files()
        self._stale = out_of_step(self.store)
        given = {source.id for source in self.sources}
        self._gone = {text: name for text, name in self.store.texts() if name not in given}
        jobs: dict[str, Job] = {}
        changed = self._changed()
        self._effort = Effort(size for _, size in changed)
        for source, size in changed:
            planned = self._plan(source)
            if planned is None:
                self._effort.plan(size, {})
                continue
            self._waiting[source.id] = planned
            missing = self._missing(planned)
            self._effort.plan(size, {key: len(job.segment.vi.split()) for key, job in missing.items()})
            jobs |= missing
            while len(jobs) >= BATCH_SEGMENTS:
                some = tuple(jobs.pop(key) for key in list(jobs)[:BATCH_SEGMENTS])
                yield Batch(jobs=some, engine=self.planner.engine)
        if jobs:
            yield Batch(jobs=tuple(jobs.values()), engine=self.planner.engine)

    def _changed(self) -> list[tuple[Input, int]]:
        """The articles that have to be planned, with their bytes; the others have failed, or nothing has changed."""
        known = self.store.inputs()
        changed: list[tuple[Input, int]] = []
        for source in self.sources:
            with self._one(source):
                self._take_id(source)
                data = source.load()
                text_hash = hashlib.sha256(data).hexdigest()
                first = self._texts.setdefault(text_hash, source.name)
                if first != source.name:
                    self.notes.append(f"{source.name} has the same text as {first}")
                same = known.get(source.id) == self.planner.inputs(source.name, text_hash)
                if same and source.id not in self._stale and self._is_written(source.id):
                    self.unchanged.append(source.id)
                else:
                    changed.append((source, len(data)))
        return changed

    def _take_id(self, source: Input) -> None:
        """Note the id of an article. Raises ReadError where another has it."""
        if source.id in self._ids:  # a name in two normal forms, or one that isn't UTF-8 and one that looks like it
            raise ReadError(f"its name is too much like that of {self._ids[source.id]}: rename one of them")
        self._ids[source.id] = source.name

    def _plan(self, source: Input) -> Planned | None:
        """Plan one article; None where it failed."""
        with self._one(source):
            return self.planner.plan(source)
        return None

    @contextmanager
    def _one(self, source: Input) -> Iterator[None]:
        """The border around one article: it must not take the others down."""
        try:
            yield
        except OSError as error:
            self.failures.append(Failure(path=source.name, reason=f"can't be read ({error.strerror})"))
        except SongnguError as error:
            self.failures.append(Failure(path=source.name, reason=_reason(error, source.name)))
        except Exception as error:
            self.failures.append(Failure(path=source.name, reason=unexpected(error)))

    def _is_written(self, article_id: str) -> bool:
        """Whether the file in `articles/` is as the database has the article: one of a process that was killed before
        it wrote the database isn't, nor one that was changed by hand."""
        path = self._json(article_id)
        state, mark = self._files[article_id]
        now = state_of(path)
        if now and now != state:
            if mark_of(compact(path)) != mark:
                return False
            self._seen[article_id] = now  # the folder was copied, or is of an older songngu
        return bool(now)

    def _missing(self, planned: Planned) -> dict[str, Job]:
        """The jobs of an article whose translation the store doesn't have, by key."""
        parts = planned.plan.segments
        before = self.store.finished(planned.document.id)
        path = self._json(planned.document.id)
        if before is None and path.exists():  # of a database that is gone
            self.store.save_translations(recover_translations(path, planned, self.planner.signature))
        known = self._pending | self.store.translations(part.key for part in parts).keys()
        if before is None and (old := self._gone.get(planned.text_hash)):  # it has another name now
            take_over_reviews(self.store, old, planned.document.id)
        reviews, memory = self._reviewed(planned)
        jobs: dict[str, Job] = {}
        for segment, part in zip(planned.segments, parts, strict=True):
            if part.key in known or part.key in jobs or not needs_engine(part.vi, reviews, memory):
                continue
            jobs[part.key] = Job(key=part.key, segment=segment, terms=part.terms)
            change = explain(planned.document.id, part, planned.plan, before.plan if before else None)
            self.reasons[change.reason] += 1
            if before:
                self.changes.append(change)
            self.words += len(segment.vi.split())
        self._pending |= jobs.keys()
        self.segments += Counter(total=len(parts), translated=len(jobs), reused=len(parts) - len(jobs))
        return jobs

    def _finish(self, results: Results) -> None:
        """Write and store the articles at the head of the queue whose every segment is translated."""
        for planned in list(self._waiting.values()):
            keys = [part.key for part in planned.plan.segments]
            if broken := [key for key in keys if key in self._broken]:
                self._fail(planned, self._broken[broken[0]])
                continue
            if any(key in self._pending for key in keys):
                break  # before anything is read: a long article comes by here once for each of its batches
            translations = {key: results[key] for key in keys if key in results}
            translations |= self.store.translations(key for key in keys if key not in translations)
            if not self._finish_one(planned, translations):
                break  # later articles wait too, so that memory holds only what is on its way
        self.progress(len(self.finished) + len(self.unchanged) + len(self.failures), len(self.sources))
        if self._told:
            self._told(self._effort.done, self._effort.total)

    def _finish_one(self, planned: Planned, translations: Results) -> bool:
        """Finish an article, or note why it failed; False where translations are still lacking.

        All in one transaction: what people do meanwhile comes before it or after it.
        """
        with self.store.transaction():
            reviews, memory = self._reviewed(planned)
            parts = planned.plan.segments
            if any(part.key not in translations and needs_engine(part.vi, reviews, memory) for part in parts):
                return False
            try:
                article = build_article(
                    planned, translations, self.planner.signature, self.planner.settings, reviews, memory
                )
            except Exception as error:  # the border: one article must not take the others down
                self._fail(planned, unexpected(error))
                return True
            finished = Finished(
                inputs=planned.inputs,
                plan=planned.plan,
                document=planned.document,
                article=article,
                text_hash=planned.text_hash,
            )
            save_article(self.store, Path(self.planner.settings.out), finished)
        del self._waiting[article.id]
        self.finished.append(article.id)
        return True

    def _reviewed(self, planned: Planned) -> tuple[dict[str, Review], dict[str, Remembered]]:
        """What people made of this article's sentences, here and elsewhere, by their Vietnamese."""
        texts = (part.vi for part in planned.plan.segments)
        return reviews_of(self.store, planned.document.id), remembered(self.store, texts)

    def _fail(self, planned: Planned, reason: str) -> None:
        self.failures.append(Failure(path=planned.document.path, reason=reason))
        del self._waiting[planned.document.id]

    @property
    def ids(self) -> set[str]:
        """The ids of all articles given."""
        return set(self._ids)

    def _json(self, article_id: str) -> Path:
        return article_path(Path(self.planner.settings.out), article_id)


def _reason(error: SongnguError, name: str) -> str:
    """The error's text, without the place where that is only the article itself, or a line of it."""
    text = str(error).removeprefix(f"{name}: ")
    return f"line {text.removeprefix(f'{name}:')}" if text.startswith(f"{name}:") else text
