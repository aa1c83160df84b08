"""The form of an English term that fits where it was asked for: "these headphone" has headphones.

An engine that is asked for "colluded" writes it, though its sentence takes a noun. So where a term came by being asked
for, its other forms are put in its place, the plural too, and the text that the engine likes best under the plain
request is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from songngu.engines.base import Engine
from songngu.glossary.candidates import Candidate, Task, judge, rank
from songngu.glossary.occurrences import forms_of
from songngu.glossary.repair import splice
from songngu.records import Span, Term

BETTER = 0.06  # mean log-probability; below it, half the changes are no better
TRIED = 3  # forms of one term
_ONE = re.compile(r"\b(?:an?|one|each|every|this|that) $", re.IGNORECASE)  # no plural follows
_STEM = 0.6  # share of the shorter form that two forms of a word have in common


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
    tried = list(dict.fromkeys(trial.position for trial in trials))
    requests = [tasks[position].request() for position in (*tried, *(trial.position for trial in trials))]
    scores = engine.score(requests, [*(after[position].text for position in tried), *(trial.text for trial in trials)])
    own = dict(zip(tried, scores, strict=False))
    gains = [score - own[trial.position] for trial, score in zip(trials, scores[len(tried) :], strict=True)]
    best: dict[tuple[int, Span], tuple[float, str]] = {}
    for trial, gain in zip(trials, gains, strict=True):
        place = trial.position, trial.span
        best[place] = max(best.get(place, (BETTER, "")), (gain, trial.form))
    for (position, span), (_, form) in sorted(best.items(), reverse=True):  # the last place of a text first
        if form:
            state[position] = _with_form(tasks[position], state[position], span, form)
    return state


def _with_form(task: Task, candidate: Candidate, span: Span, form: str) -> Candidate:
    old = candidate
    found = judge(task, splice(old.text, span, form), old.score, old.how, old.penalty, plain=old.plain)
    return found if found.lacking == old.lacking and rank(task, found) <= rank(task, old) else old


def _other_forms(text: str, span: Span, term: Term) -> list[str]:
    here, alone = text[slice(*span)], _ONE.search(text, 0, span[0])
    forms = [form for target in term.targets for form in ([target] if alone else forms_of(target))]
    return [form for form in dict.fromkeys(forms) if form != here and _is_akin(form, here)][:TRIED]


def _is_akin(form: str, other: str) -> bool:
    """Whether both are forms of one word, by their beginning."""
    shared = Prefix.similarity(form.lower(), other.lower())
    return shared >= max(3, _STEM * min(len(form), len(other)))
