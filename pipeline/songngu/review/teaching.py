"""Teaching the glossary: which sentences an edit touches, how they will read, and bringing exactly those up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from songngu.assemble import revise
from songngu.distribute import Batch, Broken, Job, translate_each
from songngu.engines.base import Engine
from songngu.errors import GlossaryError, SongnguError
from songngu.glossary.entries import Entry, Glossary, identity, make_entry
from songngu.glossary.files import add_entry, read_entries, remove_entry, row_of
from songngu.glossary.validation import validate_entries
from songngu.index import phrase
from songngu.output import save_article
from songngu.plan import Planner
from songngu.records import Finished, Plan, PlannedSegment, Segment, all_segments
from songngu.review.records import GlossaryEdit
from songngu.review.standing import Standing, segments_of
from songngu.reviews import remembered, reviews_of
from songngu.settings import Settings
from songngu.store import Store, in_batches
from songngu.text.latin import is_vietnamese_syllable

AT_A_TIME = 8  # sentences translated between two looks at whether anybody still wants them
SIGNED_AT_A_TIME = 20  # articles that get a new signature in one transaction: a tenth of a second


class Found(NamedTuple):
    """A sentence that has the words of an entry, or the surname of a person whom its article names in full."""

    article: str
    segment: str
    vi: str
    people: tuple[str, ...] = ()  # as in `Segment`, where a surname is looked for


class Touched(NamedTuple):
    """A sentence that an edit touches, with what its English is to be made from."""

    article: str
    segment: Segment
    part: PlannedSegment


class Change(NamedTuple):
    """An edit of the glossary, thought through and not yet made."""

    edit: GlossaryEdit
    path: Path  # the user's file that it goes to
    old: Planner
    new: Planner
    entry: Entry | None  # None where one is removed
    replaces: Entry | None  # what is in force for the same words
    notes: tuple[str, ...]  # what is doubtful in the new entry
    was: Entry | None  # what the user's file has for the same words

    @property
    def surname(self) -> str:
        """By which an article may call the person whose entry is edited; "" for another entry."""
        person = any(entry and entry.kind == "person" for entry in (self.entry, self.replaces))
        first, _, rest = self.edit.vi.partition(" ")
        return first if person and rest and is_vietnamese_syllable(first) else ""


def prepare(edit: GlossaryEdit, path: Path, old: Planner) -> Change:
    """Think an edit of the user's file through, given the planner of the glossary in force.

    Raises GlossaryError for an entry that can't be, for a broken file, and where there is nothing to remove.
    """
    settings = old.settings
    own = own_entries(settings, path)
    same = identity(edit.vi)
    replaces = next((entry for entry in old.glossary.entries if identity(entry.vi) == same), None)
    entry = None if edit.en is None else make_entry(_fields(edit), "the new entry")
    mine = [each for each in own[path] if identity(each.vi) == same]
    if entry is None and not mine:
        what = f"no entry for {edit.vi!r} in your glossary"
        mend = "A shipped entry can only be replaced by one of yours" if replaces else "Is it spelled otherwise?"
        raise GlossaryError(what, where=str(path), mend=mend)
    if mine and entry:  # replaced where it stands, as in the file
        own[path] = [entry if each is mine[0] else each for each in own[path]]
    else:
        own[path] = [each for each in own[path] if each not in mine] + ([entry] if entry else [])
    glossary = merge(own, settings)
    now = [each for each in glossary.entries if identity(each.vi) == same]
    notes = tuple(finding.message for finding in validate_entries([entry] if entry else [], glossary))
    if entry and now[0] is not entry:
        notes += (f"{now[0].origin} has {now[0].en[0]!r} for the same words, comes first and is used",)
    matcher = old.matcher.changed(add=now, remove=[replaces] if replaces else [])
    new_settings = replace(settings, glossary=tuple(str(file) for file in own))
    return Change(
        edit, path, old, Planner(new_settings, glossary, matcher), entry, replaces, notes, mine[0] if mine else None
    )


def reverse(change: Change) -> GlossaryEdit:
    """The edit that brings the user's file back to what it was before `change`."""
    return GlossaryEdit(**row_of(change.was)) if change.was else GlossaryEdit(vi=change.edit.vi, en=None)


def is_as_left(now: Change, before: Change) -> bool:
    """Whether the user's file has, as `now` is thought through, what `before` left there."""
    return (now.was and row_of(now.was)) == (before.entry and row_of(before.entry))


def own_entries(settings: Settings, path: Path) -> dict[Path, list[Entry]]:
    """The entries of the user's files, `path` among them; a file that isn't there has none.

    Raises GlossaryError for a broken one.
    """
    files = dict.fromkeys([*map(Path, settings.glossary), path])
    return {file: list(read_entries(file)) if file.exists() else [] for file in files}


def merge(own: Mapping[Path, Sequence[Entry]], settings: Settings) -> Glossary:
    """The glossary in force with these entries of the user's files."""
    shipped = _shipped_entries() if settings.shipped_glossary else ()
    return Glossary.of([each for entries in own.values() for each in entries], shipped)


@cache
def _shipped_entries() -> tuple[Entry, ...]:
    return Glossary.load([], shipped=True).entries


def find_touched(store: Store, change: Change) -> tuple[list[Found], dict[str, str]]:
    """The sentences that an edit touches, and the inputs of all articles at the same moment."""
    with store.transaction():
        candidates, inputs = find_candidates(store, change), store.inputs()
    return [each for each in candidates if is_touched(change, each)], inputs


def find_candidates(store: Store, change: Change) -> list[Found]:
    """The sentences of the digest that may be touched, in reading order.

    Those that have the words of the entry one after another; of a person's, those also that have the surname, in the
    articles that have the words.
    """
    found = _find_words(store, change.edit.vi)
    if not change.surname:
        return found
    articles = {each.article for each in found}
    called = [each for each in _find_words(store, change.surname) if each.article in articles]
    more = {each.article for each in called} if len(called) > len(found) else ()
    people = {(name, part.id): part.people for name in more for part in store.get_finished(name).plan.segments}
    return [each._replace(people=people.get((each.article, each.segment), ())) for each in called]


def _find_words(store: Store, vi: str) -> list[Found]:
    words = phrase(vi, column="vi")
    rows = store.query(
        """
        SELECT s.article, s.segment, s.vi FROM words w JOIN sentences s ON s.id = w.rowid
            JOIN contents c ON c.article = s.article
            WHERE words MATCH ? AND c.shown ORDER BY c.place, c.path, s.position
        """,
        (words,),
    )
    return [Found(*row) for row in rows] if words else []


def is_touched(change: Change, each: Found) -> bool:
    """Whether the glossary finds something else in a sentence after the edit."""
    return change.old.matcher.match(each.vi, each.people) != change.new.matcher.match(each.vi, each.people)


def plan_touched(store: Store, change: Change, found: Iterable[Found]) -> Iterator[Touched]:
    """Plan sentences anew; `found` is in the order of the articles. What a run has changed meanwhile is left out."""
    finished: Finished | None = None
    segments: dict[str, Segment] = {}
    for each in found:
        if finished is None or finished.article.id != each.article:
            finished = store.get_finished(each.article)
            segments = segments_of(finished)
        segment = segments.get(each.segment)
        if segment is not None and segment.vi == each.vi:
            yield Touched(each.article, segment, change.new.plan_segment(segment, finished.document.date))


def translate_touched(
    store: Store,
    touched: Iterable[Touched],
    engine: Callable[[], Engine],
    settings: Settings,
    wanted: Callable[[], bool],
) -> Iterator[list[Touched]]:
    """Translate what no one has translated yet and store it, `AT_A_TIME` sentences at a time; gives those now done.

    A translation is stored under all that it was made from, so one that isn't used in the end does no harm.
    Ends early where it isn't `wanted` any more. Raises SongnguError.
    """
    for some in in_batches(touched, AT_A_TIME):
        if not wanted():
            return
        known = store.translations(each.part.key for each in some)
        jobs = {
            each.part.key: Job(key=each.part.key, segment=each.segment, terms=each.part.terms)
            for each in some
            if each.part.key not in known
        }
        if jobs:
            outcomes = translate_each(Batch(jobs=tuple(jobs.values())), engine(), settings)
            for outcome in outcomes.values():
                if isinstance(outcome, Broken):
                    raise SongnguError(outcome.reason)
            store.save_translations({k: o for k, o in outcomes.items() if not isinstance(o, Broken)})
        yield some


def write_entry(change: Change) -> None:
    """Write the edit to the user's file; everything else in it stays as it is, byte for byte."""
    if change.entry is None:
        remove_entry(change.path, change.edit.vi)
    else:
        add_entry(change.path, change.entry)


def bring_up_to_date(
    store: Store, out: Path, change: Change, touched: Sequence[Touched], inputs: Mapping[str, str]
) -> None:
    """Give the touched sentences their new translations, which are in the store; what people wrote stays, proved anew.

    Articles that were up to date before are so afterwards: the next run has nothing to do for them. `inputs` are those
    of the articles as they were when they were searched; one that a run has made anew since is the next run's.
    """
    by_article: dict[str, list[Touched]] = {}
    for each in touched:
        by_article.setdefault(each.article, []).append(each)
    for article, own in by_article.items():
        with store.transaction():
            finished = store.get_finished(article)
            if finished.inputs == inputs.get(article):
                save(store, out, _signed(change, _revised(store, finished, own)))
    others = [name for name in store.marks() if name not in by_article]
    for names in in_batches(others, SIGNED_AT_A_TIME):
        with store.transaction():
            for name in names:
                finished = store.get_finished(name)
                signed = _signed(change, finished)
                if finished.inputs == inputs.get(name) and signed is not finished:
                    save(store, out, signed)


def save(store: Store, out: Path, finished: Finished) -> None:
    """Save a finished article that was there before, inside the caller's transaction; the folder has the files of
    those only that the digest shows."""
    if store.is_shown(finished.article.id):
        save_article(store, out, finished)
    else:
        store.save_finished([finished])


def _revised(store: Store, finished: Finished, touched: Sequence[Touched]) -> Finished:
    parts = {each.segment.id: each.part for each in touched}
    segments = tuple(parts.get(part.id, part) for part in finished.plan.segments)
    planned = replace(finished, plan=Plan(engine=finished.plan.engine, segments=segments))
    standing = Standing.of(store, planned, {part.vi for part in parts.values()})
    return replace(planned, article=revise(planned.article, {name: standing.segment(name) for name in parts}))


def _signed(change: Change, finished: Finished) -> Finished:
    """An article that was up to date under the old glossary, signed as made under the new one; another as it is."""
    name, text = finished.document.path, finished.text_hash
    if not text or finished.inputs != change.old.inputs(name, text):
        return finished
    article = replace(finished.article, signature=change.new.signature)
    return replace(finished, inputs=change.new.inputs(name, text), article=article)


def _fields(edit: GlossaryEdit) -> dict[str, str]:
    kind = edit.kind or ("term" if edit.en else "keep")
    return {"vi": edit.vi, "en": edit.en or "", "kind": kind, "mode": edit.mode, "note": edit.note}


def current_english(store: Store, found: Iterable[Found]) -> dict[tuple[str, str], tuple[str, bool]]:
    """The English of each sentence (by article and id) as it stands, and whether a person wrote or approved it, there
    or elsewhere (the memory)."""
    wanted: dict[str, set[str]] = {}
    for each in found:
        wanted.setdefault(each.article, set()).add(each.segment)
    english: dict[tuple[str, str], tuple[str, bool]] = {}
    for article, names in wanted.items():
        segments = [each for each in all_segments(store.get_finished(article).article) if each.id in names]
        kept = reviews_of(store, article).keys() | remembered(store, (each.vi for each in segments)).keys()
        english |= {(article, each.id): (each.en, each.vi in kept) for each in segments}
    return english
