"""The form of an English term that fits where it was asked for: "these headphone" has headphones.

An engine that is asked for "colluded" writes it, though its sentence takes a noun. So where a term came by being asked
for, its other forms are put in its place, the plural too, and the text that the engine likes best under the plain
request is taken. This follows step 1 of enforcement, which nearly all terms come by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from songngu.engines.base import Engine
from songngu.glossary.candidates import Candidate, Task, judge, rank
from songngu.glossary.occurrences import plural_of
from songngu.glossary.repair import splice
from songngu.records import Span, Term

BETTER = 0.06  # mean log-probability; below it, half the changes are no better
TRIED = 2  # forms of one term besides the plural
_STEM = 0.5  # share of the longer form that two forms of a word have in common: "bullied" and "bullying"
_ONE = re.compile(r"\b(?:an?|one|each|every|this|that) $", re.IGNORECASE)  # no plural follows
_MAN = re.compile(r"(?:wo)?m[ae]n$")


class _Trial(NamedTuple):
    position: int  # of the text in the batch
    span: Span  # of the term in it
    form: str
    text: str


def fit_forms(
    tasks: Sequence[Task], before: Sequence[Candidate], after: Sequence[Candidate], engine: Engine
) -> list[Candidate]:
    """Give each text of `after` with the best form of each term that the one of `before` lacked."""
    trials = [
        _Trial(position, span, form, splice(new.text, span, form))
        for position, (task, old, new) in enumerate(zip(tasks, before, after, strict=True))
        for term, lacked, span in zip(task.terms, old.lacking, new.spans, strict=True)
        if lacked and span and term.mode != "quantity"
        for form in _other_forms(new.text, span, term)
    ]
    state = list(after)
    own = {trial.position: after[trial.position].score for trial in trials}
    unknown = [position for position in own if not after[position].plain]
    texts = [(i, after[i].text) for i in unknown] + [(trial.position, trial.text) for trial in trials]
    scores = engine.score([tasks[position].request() for position, _ in texts], [text for _, text in texts])
    own.update(zip(unknown, scores, strict=False))
    gains = [score - own[trial.position] for trial, score in zip(trials, scores[len(unknown) :], strict=True)]
    best: dict[tuple[int, Span], tuple[float, str]] = {}
    for trial, gain in zip(trials, gains, strict=True):
        place = trial.position, trial.span
        best[place] = max(best.get(place, (BETTER, "")), (gain, trial.form))
    for (position, span), (gain, form) in sorted(best.items(), reverse=True):  # the last place of a text first
        if form:
            old = state[position]
            score = (old.score if old is not after[position] else own[position]) + gain
            state[position] = _with_form(tasks[position], old, span, form, score)
    return state


def _with_form(task: Task, old: Candidate, span: Span, form: str, score: float) -> Candidate:
    found = judge(task, splice(old.text, span, form), score, old.how, old.penalty)
    return found if found.lacking == old.lacking and rank(task, found)[:4] <= rank(task, old)[:4] else old


def _other_forms(text: str, span: Span, term: Term) -> list[str]:
    """The term's other forms of the word that stands there, and its plural."""
    here = text[slice(*span)]
    others = [target for target in dict.fromkeys(term.targets) if are_forms(here, target)][:TRIED]
    if (plural := plural_of(here)) and plural not in others and not _ONE.search(text, 0, span[0]):
        others.append(plural)
    return others


def are_forms(one: str, other: str) -> bool:
    """Whether the two differ in the form of one word only; "chairman" is no form of "chairwoman"."""
    pairs = list(zip(one.lower().split(), other.lower().split(), strict=False))
    different = [(a, b) for a, b in pairs if a != b]
    if len(one.split()) != len(other.split()) or len(different) != 1 or any(map(_MAN.search, different[0])):
        return False
    shared, longer = Prefix.similarity(*different[0]), max(map(len, different[0]))
    return shared >= max(3, _STEM * longer)
