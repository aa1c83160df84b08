"""What an article needs: its segments, their terms, and the key each translation is stored under.

What reads and matches is imported where an article is planned: most runs find few that are new, or none.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from songngu import __version__
from songngu.counts import some_of
from songngu.engines import engine_signature
from songngu.files import SIGNED
from songngu.glossary.chosen import load_glossary
from songngu.glossary.entries import Glossary
from songngu.records import TITLE_ID, Document, Plan, PlannedSegment, Record, Segment, Term
from songngu.report import Change
from songngu.settings import Settings
from songngu.sources import Input

if TYPE_CHECKING:
    from songngu.glossary.matching import Matcher

ENGLISH_NOTE = "the text seems to be English already"
UNMARKED_NOTE = (
    "the text has no Vietnamese marks: most of its words can't be told apart, and the translation is a guess"
)


class Planned(Record, frozen=True, kw_only=True):
    """An article read and matched, ready to be translated."""

    inputs: str
    text_hash: str
    plan: Plan
    document: Document
    segments: tuple[Segment, ...]  # the document's, then the headline made for it where it has no title line


class Planner:
    """Reads and matches articles under one glossary (unless given, that of the settings), engine and summary length.

    `engine` is the signature of the settings' engine, where it's loaded already.
    """

    def __init__(
        self, settings: Settings, glossary: Glossary | None = None, matcher: Matcher | None = None, engine: str = ""
    ) -> None:
        self.settings = settings
        self.glossary = glossary or load_glossary(settings)
        self._matcher = matcher
        self.engine = engine or engine_signature(settings)
        self.signature = f"{SIGNED}{__version__}|{self.engine}|glossary:{self.glossary.sha256[:12]}"

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the glossary's entries; made when an article needs it."""
        from songngu.glossary.matching import Matcher

        return self._matcher or Matcher(self.glossary)

    def inputs(self, name: str, text_hash: str) -> str:
        """The hash of everything that could change the finished article of that name."""
        return hash_of(text_hash, name, self.signature, self.settings.summary, self.settings.summariser)

    def plan(self, source: Input) -> Planned:
        """Read and match one article. Raises OSError, and ReadError for what can't be read."""
        from songngu.glossary.given_names import with_people
        from songngu.text.headline import make_headline

        data = source.load()
        source = replace(source, data=data)  # once: what is hashed must be what is translated
        text_hash = hashlib.sha256(data).hexdigest()
        document = _with_language(source.read())
        segments = document.segments
        if document.title_id is None:
            segments += (Segment(id=TITLE_ID, paragraph=0, kind="heading", vi=make_headline(document)),)
        segments = with_people(segments)
        document = replace(document, segments=segments[: len(document.segments)])
        planned = tuple(self.plan_segment(segment, document.date) for segment in segments)
        plan = Plan(engine=self.engine, segments=planned)
        inputs = self.inputs(source.name, text_hash)
        return Planned(inputs=inputs, text_hash=text_hash, plan=plan, document=document, segments=segments)

    def plan_segment(self, segment: Segment, date: datetime.date | None) -> PlannedSegment:
        """Match one segment of an article of that date."""
        from songngu.glossary.matching import combine
        from songngu.text.quantities import find_quantities

        terms = combine(self.matcher.match(segment.vi, segment.people), find_quantities(segment.vi, date))
        key = key_of(segment, terms, self.engine)
        return PlannedSegment(
            id=segment.id, vi=segment.vi, terms=terms, key=key, people=segment.people, names=segment.names
        )


def key_of(segment: Segment, terms: tuple[Term, ...], engine: str) -> str:
    """The key of a segment's translation: a hash of all that could change it. `engine` is the engine's signature."""
    given = tuple(name for name in segment.people if " " not in name)  # of other people the terms tell all
    names = (*given, *segment.names)
    return hash_of(__version__, engine, segment.kind, segment.vi, terms, *((names,) if names else ()))


def _with_language(document: Document) -> Document:
    """The document, with a note where it is English already or has lost its marks: a person decides what to do."""
    from songngu.text.language import lacks_marks, looks_english

    text = " ".join(segment.vi for segment in document.segments)
    note = ENGLISH_NOTE if looks_english(text) else UNMARKED_NOTE if lacks_marks(text) else ""
    return replace(document, notes=(*document.notes, note)) if note else document


def explain(article_id: str, segment: PlannedSegment, now: Plan, before: Plan | None) -> Change:
    """Say why `segment` has no stored translation, given the plan its article had before."""
    if before is None:
        return Change(article=article_id, segment=segment.id, reason="new article")
    same = [part for part in before.segments if part.vi == segment.vi]
    if not same:
        return Change(article=article_id, segment=segment.id, reason="new sentence")
    if before.engine != now.engine:
        return Change(article=article_id, segment=segment.id, reason="model", detail=f"{before.engine} before")
    if {term.key for term in same[0].terms} != {term.key for term in segment.terms}:
        detail = _differences(same[0].terms, segment.terms)
        return Change(article=article_id, segment=segment.id, reason="glossary", detail=detail)
    old, new = ({*part.people, *part.names} for part in (same[0], segment))
    if old != new:  # another sentence of the article names somebody now, or no more
        signs = [f"-{name}" for name in sorted(old - new)] + [f"+{name}" for name in sorted(new - old)]
        return Change(article=article_id, segment=segment.id, reason="people", detail=", ".join(signs))
    return Change(article=article_id, segment=segment.id, reason="rules")


def _differences(old: Sequence[Term], new: Sequence[Term]) -> str:
    """Which terms came or went, each with its first rendering, and which renderings where one has others now."""
    known, wanted = ({term.key: term for term in terms} for terms in (old, new))
    gone, come = ([known[key] for key in sorted(known.keys() - wanted.keys())],
                  [wanted[key] for key in sorted(wanted.keys() - known.keys())])  # fmt: skip
    signs = []
    for term in tuple(gone):
        same = [other for other in come if other.vi == term.vi and "quantity" not in (term.mode, other.mode)]
        if len(same) == 1:
            gone.remove(term)
            come.remove(same[0])
            signs.append(_changed(term, same[0]))
    return ", ".join([*signs, *(f"-{_shown(term)}" for term in gone), *(f"+{_shown(term)}" for term in come)])


def _changed(before: Term, after: Term) -> str:
    """ "Bộ trưởng (-secretary, +minister)", or what comes first where the same renderings are in another order."""
    less = [f"-{each}" for each in before.targets if each not in after.targets]
    more = [f"+{each}" for each in after.targets if each not in before.targets]
    told = ", ".join(some_of(each) for each in (less, more) if each)
    if not told:
        told = f"{after.targets[0]} first" if after.targets[:1] != before.targets[:1] else "in another order"
    return f"{after.vi} ({told})"


def _shown(term: Term) -> str:
    """A term with the rendering that is asked for, or the value of a quantity."""
    return term.key if term.mode == "quantity" else f"{term.vi}={term.targets[0]}"


def hash_of(*parts: object) -> str:
    """A hash of parts that msgspec can encode, each with its length, so that no two lists of parts run together."""
    digest = hashlib.sha256()
    for part in parts:
        data = msgspec.json.encode(part)
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
