"""Force a term into a translation where the model scores it best (step 3 of enforcement).

For an unmet term every word boundary p of the text is a place: the engine scores the term after `text[:p]`. At the
best few places it is either put in the stead of up to five words (of none: inserted), or the engine decodes the rest
of the sentence anew from `text[:p] + term`. All these texts are scored whole, and the best one that has the term and
has lost no other is taken. Terms are forced one after the other, from left to right of the source.

Grid beam search (Hokamp & Liu 2017) does this inside the decoder; no decoder here allows that, and with a text to
start from a search over its word boundaries is enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from songngu.engines.base import Engine, Request
from songngu.glossary.candidates import Candidate, Task, choose, is_annotated, judge, rank
from songngu.glossary.repair import splice
from songngu.records import Record, Span, Term

PLACES = 16  # word boundaries tried for a term, those nearest to its place in the source
KEPT = 3  # of them tried with replacements
CONTINUED = 2  # of them decoded anew
FORCED = 12  # terms of one segment that are forced, or tried in vain; the others stay unmet, and a check says so
REPLACED = 5  # words at most that a term may replace
DROPPED_WORD = 0.01  # cost of each replaced word, in mean log-probability: a short text isn't better for being short
LONGEST = 1000  # bytes of a request: no model here takes more pieces, and a piece has a byte at least, but for
CONTROLS = 3  # pieces of each annotation, and around the whole
_WORD = re.compile(r"\S+")
_OPENING, _CLOSED = re.compile(r"[\"“]\w"), re.compile(r"[^\s\"”][\"”]$")


class Goal(Record, frozen=True, kw_only=True):
    """One term that one segment still lacks."""

    position: int  # of the segment in the batch
    index: int  # of the term in its task
    task: Task
    base: Candidate

    @property
    def term(self) -> Term:
        """The term to force."""
        return self.task.terms[self.index]

    @property
    def request(self) -> Request:
        """What the texts are scored under: the source with all that it still lacks asked for."""
        return self.task.request(index for index, lacks in enumerate(self.base.lacking) if lacks)


class Trial(Record, frozen=True, kw_only=True):
    """A text in which the term has been forced, and how many words it cost."""

    text: str
    dropped: int


def constrain(tasks: Sequence[Task], candidates: Sequence[Candidate], engine: Engine) -> list[Candidate]:
    """Force every enforced term and converted quantity, one of each segment at a time, batched over the segments."""
    state = list(candidates)
    given_up: list[set[int]] = [set() for _ in tasks]
    for _ in range(FORCED):
        goals = [
            Goal(position=position, index=index, task=task, base=state[position])
            for position, task in enumerate(tasks)
            if (index := _next_unmet(task, state[position], given_up[position])) is not None
        ]
        if not goals:
            break
        for goal, found in zip(goals, _force(goals, engine), strict=True):
            if rank(goal.task, found)[:4] < rank(goal.task, goal.base)[:4]:
                state[goal.position] = found
            else:
                given_up[goal.position].add(goal.index)
    return state


def _next_unmet(task: Task, candidate: Candidate, given_up: set[int]) -> int | None:
    unmet = [
        index
        for index, term in enumerate(task.terms)
        if candidate.lacking[index] and may_be_forced(term) and index not in given_up
    ]
    return min(unmet, key=lambda index: (task.terms[index].mode, task.terms[index].vi_span), default=None)


def may_be_forced(term: Term) -> bool:
    """A date or a sum finds its place; a bare number forced where its clause was dropped would tell a falsehood."""
    return term.mode == "enforce" or (term.mode == "quantity" and is_annotated(term))


def _force(goals: Sequence[Goal], engine: Engine) -> list[Candidate]:
    """One round: for each goal the best text that has its term, or its base where none is better."""
    places = _best_places(goals, engine)
    again = _decode_from(goals, places, engine)
    trials = [
        [found for trial in {t.text: t for t in (*_replace(goal, at), *anew)}.values() if (found := _try(goal, trial))]
        for goal, at, anew in zip(goals, places, again, strict=True)
    ]
    requests = [goal.request for goal, some in zip(goals, trials, strict=True) for _ in some]
    scores = iter(engine.score(requests, [found.text for some in trials for found in some]))
    scored = [[msgspec.structs.replace(found, score=next(scores)) for found in some] for some in trials]
    return [choose(goal.task, [*some, goal.base]) for goal, some in zip(goals, scored, strict=True)]


def _best_places(goals: Sequence[Goal], engine: Engine) -> list[list[int]]:
    """The offsets where the model likes each goal's term best, best first."""
    places = [_boundaries(goal) for goal in goals]
    requests = [_after(goal, _prefix(goal, at)) for goal, some in zip(goals, places, strict=True) for at in some]
    targets = [_begun(goal, at) for goal, some in zip(goals, places, strict=True) for at in some]
    scores = iter(engine.score(requests, targets))
    scored = [[(-next(scores), at) for at in some] for some in places]
    return [[at for _, at in sorted(some)[:KEPT]] for some in scored]


def _boundaries(goal: Goal) -> list[int]:
    """Starts of words and the end, outside the places of met terms, nearest to where the source has the term."""
    text = goal.base.text
    places = [match.start() for match in _WORD.finditer(text)] + [len(text.rstrip(" .!?…"))]
    outside = [at for at in places if not any(span and span[0] < at < span[1] for span in goal.base.spans)]
    expected = len(text) * goal.term.vi_span[0] / max(1, len(goal.task.source))
    return sorted(sorted(set(outside), key=lambda at: (abs(at - expected), at))[:PLACES])


def _prefix(goal: Goal, at: int) -> str:
    before = goal.base.text[:at]
    return before if not before or before[-1].isspace() else before + " "


def _begun(goal: Goal, at: int) -> str:
    """The text up to a place and the term after it, with one article where both have one."""
    prefix = _prefix(goal, at)
    return splice(prefix, (len(prefix), len(prefix)), goal.term.targets[0])


def _after(goal: Goal, prefix: str) -> Request:
    return msgspec.structs.replace(goal.request, prefix=prefix)


def _decode_from(goals: Sequence[Goal], places: Sequence[Sequence[int]], engine: Engine) -> list[list[Trial]]:
    """The texts that the engine goes on with after the term at the best places."""
    begun = [
        [prefix for at in some[:CONTINUED] if fits(_after(goal, prefix := _begun(goal, at)))]
        for goal, some in zip(goals, places, strict=True)
    ]
    requests = [_after(goal, prefix) for goal, some in zip(goals, begun, strict=True) for prefix in some]
    results = iter(engine.translate(requests))
    return [[Trial(text=next(results)[0].text, dropped=0) for _ in some] for some in begun]


def fits(request: Request) -> bool:
    """Whether a request with its prefix surely fits the context of every model here."""
    texts = (request.source, request.prefix, *(annotation.target for annotation in request.annotations))
    size = sum(len(unicodedata.normalize("NFC", text).encode()) for text in texts)
    return size + CONTROLS * (1 + len(request.annotations)) <= LONGEST


def _replace(goal: Goal, places: Sequence[int]) -> list[Trial]:
    """The texts in which the term stands for none to five words after each place."""
    text = goal.base.text
    trials = []
    for at in places:
        ends = [match.end() for match in _WORD.finditer(text, at)][:REPLACED]
        for dropped, end in enumerate([at, *ends]):
            if any(span and span[0] < end and at < span[1] for span in goal.base.spans):
                break
            trials.append(Trial(text=_put(goal, (at, end)), dropped=dropped))
    return trials


def _put(goal: Goal, span: Span) -> str:
    """The text with the term in the place of `span`, spaces and the punctuation after the span kept."""
    text, (start, end) = goal.base.text, span
    kept = text[start:end].rstrip(",.;:!?…)\"'”’]")
    if kept:
        end = start + len(kept)
    return splice(text, (start, end), spaced(text, (start, end), goal.term.targets[0]))


def spaced(text: str, span: Span, target: str) -> str:
    """The term as it goes into a place: parted from its neighbours, by a colon from a quotation that it introduces."""
    start, end = span
    left = " " if start and (text[start - 1].isalnum() or _CLOSED.search(text, 0, start)) else ""
    quoted = _OPENING.match(text, end) is not None
    right = ": " if quoted and not text[:start].strip() else " " if quoted or text[end : end + 1].isalnum() else ""
    return left + target + right


def _try(goal: Goal, trial: Trial) -> Candidate | None:
    """The trial where it has the term and the ones before, before the engine is asked for its score."""
    found = judge(goal.task, trial.text, 0.0, "constrained", DROPPED_WORD * trial.dropped, plain=False)
    better = rank(goal.task, found)[:4] < rank(goal.task, goal.base)[:4]
    return found if found.spans[goal.index] is not None and better else None
