"""Bring every term into the English of its segment, by the gentlest step that does it, or say that it isn't there.

The steps, each batched over the segments that still need it:

1. The engine is asked for the terms by inline annotation and the best hypothesis of its beam taken ("model"); what is
   nearly the term is mended in place ("repaired").
2. More hypotheses: with and without annotation, with the other renderings of the terms ("reranked").
3. The term is forced where the model scores it best ("constrained", see constrained.py).
4. "unmet": checks.py makes an issue of it.

An engine that wasn't trained on annotations gets plain text in step 1; the other steps do the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from songngu.engines.base import Annotation, Engine, Hypothesis, Request
from songngu.glossary.candidates import Candidate, Task, choose, is_satisfied, judge, make_task
from songngu.glossary.constrained import constrain
from songngu.glossary.repair import repair
from songngu.glossary.shouting import is_shouted, quieten, shout
from songngu.records import How, Record, Segment, Span, Term, TermResult, Translation
from songngu.settings import Settings
from songngu.text.quantities import annotatable

ALTERNATIVES = 3  # renderings of a term that step 2 asks for


class EnforcementReport(Record, frozen=True, kw_only=True):
    """How many occurrences of terms were met at each step, and how many enforced ones stand too often."""

    segments: int = 0
    terms: int = 0
    model: int = 0
    reranked: int = 0
    constrained: int = 0
    repaired: int = 0
    unmet: int = 0


def enforce(
    segments: Sequence[Segment], terms: Sequence[tuple[Term, ...]], engine: Engine, settings: Settings
) -> list[Translation]:
    """Translate each segment so that it has its terms; `terms[i]` are those of `segments[i]`, sorted by span.

    The result has one translation a segment, with one TermResult a term in the same order.
    """
    tasks = [_task(segment, own, engine) for segment, own in zip(segments, terms, strict=True)]
    best, hows = _ask(tasks, engine, settings.beam)
    for step in (_ask_for_more, constrain):
        failing = [i for i, task in enumerate(tasks) if not is_satisfied(task, best[i])]
        if not failing:
            break
        found = step([tasks[i] for i in failing], [best[i] for i in failing], engine)
        for i, candidate in zip(failing, found, strict=True):
            hows[i] = _label(hows[i], best[i], candidate)
            best[i] = candidate
    return [
        _translation(segment, own, candidate, how)
        for segment, own, candidate, how in zip(segments, terms, best, hows, strict=True)
    ]


def count_steps(translations: Iterable[Translation]) -> EnforcementReport:
    """Count where the terms of many translations were met."""
    results = [translation.terms for translation in translations]
    every = [result for of_segment in results for result in of_segment]
    met: dict[How, int] = dict.fromkeys(("model", "reranked", "constrained", "repaired", "unmet"), 0)
    for result in every:
        met[result.how] = met.get(result.how, 0) + 1
    return EnforcementReport(
        segments=len(results),
        terms=len(every),
        model=met["model"] + met.get("memory", 0),
        reranked=met["reranked"],
        constrained=met["constrained"],
        repaired=met["repaired"],
        unmet=met["unmet"],
    )


def is_annotated(term: Term) -> bool:
    """Whether the engine is asked for the term: a plain small number comes out right by itself."""
    return term.mode != "quantity" or annotatable(term)


def _task(segment: Segment, terms: tuple[Term, ...], engine: Engine) -> Task:
    source = segment.vi
    if is_shouted(source):
        source, terms = quieten(source, terms)
    return make_task(source, terms, _annotate(terms), annotates=engine.annotates)


def _annotate(terms: Sequence[Term], choice: int = 0) -> tuple[Annotation, ...]:
    """Annotations without overlap; glossary entries before quantities. `choice` is the rendering asked for."""
    taken: dict[Span, Term] = {}
    for term in sorted(terms, key=lambda term: (term.mode == "quantity", term.vi_span[0] - term.vi_span[1])):
        if is_annotated(term) and not any(term.vi_span[0] < end and start < term.vi_span[1] for start, end in taken):
            taken[term.vi_span] = term
    return tuple(
        Annotation(span=span, target=term.targets[min(choice, len(term.targets) - 1)])
        for span, term in sorted(taken.items())
    )


def _ask(tasks: Sequence[Task], engine: Engine, beam: int) -> tuple[list[Candidate], list[tuple[How, ...]]]:
    """Step 1: the first hypothesis that satisfies, as it is or mended; and how each term came there."""
    groups = (
        ([i for i, task in enumerate(tasks) if task.terms], beam),
        ([i for i, task in enumerate(tasks) if not task.terms], 1),
    )
    found: dict[int, tuple[Hypothesis, ...]] = {}
    for indices, count in groups:
        found |= zip(indices, engine.translate([tasks[i].request for i in indices], hypotheses=count), strict=True)
    best: list[Candidate] = []
    hows: list[tuple[How, ...]] = []
    for i, task in enumerate(tasks):
        first = judge(task, found[i][0].text, found[i][0].score, "model")
        others = [judge(task, other.text, other.score, "reranked") for other in found[i][1:]]
        candidates = [first, *others, *_bare_term(task)]
        chosen = (
            first if is_satisfied(task, first) else choose(task, [*candidates, *(repair(task, c) for c in candidates)])
        )
        best.append(chosen)
        hows.append(_label(tuple("unmet" if span is None else "model" for span in first.spans), first, chosen))
    return best, hows


def _bare_term(task: Task) -> list[Candidate]:
    """For a segment that is nothing but one term, the term itself, with the signs around it."""
    if len(task.terms) != 1:
        return []
    (start, end), target = task.terms[0].vi_span, task.terms[0].targets[0]
    around = task.source[:start] + task.source[end:]
    if any(c.isalnum() for c in around):
        return []
    return [judge(task, task.source[:start] + target + task.source[end:], -1.0, "repaired")]


def _ask_for_more(tasks: Sequence[Task], candidates: Sequence[Candidate], engine: Engine) -> list[Candidate]:
    """Step 2: hypotheses of other requests, all scored under the same request to be comparable."""
    asked = [(i, request) for i, task in enumerate(tasks) for request in _other_requests(task)]
    answers = engine.translate([request for _, request in asked], hypotheses=4)
    texts = [[candidate.text] for candidate in candidates]
    for (i, _), hypotheses in zip(asked, answers, strict=True):
        texts[i] += [h.text for h in hypotheses if h.text not in texts[i]]
    requests = [task.switched for task, some in zip(tasks, texts, strict=True) for _ in some]
    scores = iter(engine.score(requests, [text for some in texts for text in some]))
    chosen = []
    for task, candidate, some in zip(tasks, candidates, texts, strict=True):
        base = msgspec.structs.replace(candidate, score=next(scores))
        others = [judge(task, text, next(scores), "reranked") for text in some[1:]]
        chosen.append(choose(task, [base, *others, *(repair(task, other) for other in others)]))
    return chosen


def _other_requests(task: Task) -> list[Request]:
    """Without annotations, with the targets in the source, and with the other renderings of the terms annotated."""
    plain = msgspec.structs.replace(task.request, annotations=())
    others = [plain, task.switched]
    if task.request.annotations:
        renderings = (_annotate(task.terms, choice) for choice in range(1, ALTERNATIVES))
        others += [msgspec.structs.replace(plain, annotations=annotations) for annotations in renderings]
    return [request for request in dict.fromkeys(others) if request != task.request]


def _label(before: tuple[How, ...], old: Candidate, new: Candidate) -> tuple[How, ...]:
    """How each term came there: a term that was met keeps its label, a newly met one gets the step of the text."""
    return tuple(
        "unmet" if there is None else label if here is not None and label != "unmet" else new.how
        for label, here, there in zip(before, old.spans, new.spans, strict=True)
    )


def _translation(segment: Segment, terms: Sequence[Term], candidate: Candidate, hows: Sequence[How]) -> Translation:
    text = shout(candidate.text) if is_shouted(segment.vi) else candidate.text
    results = tuple(
        TermResult(
            vi=term.vi,
            en=text[slice(*span)] if span else term.targets[0],
            vi_span=term.vi_span,
            en_span=span,
            mode=term.mode,
            met=span is not None,
            how=how,
        )
        for term, span, how in zip(terms, candidate.spans, hows, strict=True)
    )
    return Translation(en=text, terms=results, score=candidate.score)
