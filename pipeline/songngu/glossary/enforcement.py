"""Bring every term into the English of its segment, by the gentlest step that does it, or say that it isn't there.

The steps, each batched over the segments that still need it:

1. The engine translates; where terms are lacking, preferred ones too, it is asked for these by inline annotation
   ("model"): in the place where the text goes against them (in_place.py), or for the whole sentence anew. Their form
   is fitted to the sentence (fitting.py). What is nearly the term is mended ("repaired"). A text that raises doubts (a
   name or number lost, words left in Vietnamese) gives way to another hypothesis without, and names that all lack are
   asked for too; where words were left, without the letters that only Vietnamese has; where a place or a grave word has
   no ground, without.
2. Other hypotheses: of the beams, of all terms annotated, of the terms' other renderings ("reranked"). Vietnamese
   names are asked for again here, where they are lost, and whatever an answer of step 1 left in Vietnamese.
3. The term is forced where the model scores it best ("constrained", see constrained.py).
4. "unmet": checks.py makes an issue of it.

What the text leaves out of its source is brought in before the first step and after the last, where that can be done
(completion.py); what stays left out becomes an issue.

Only what is lacking is annotated: a model that knows "Mỹ" chooses between US, American and the United States better
than any rule, and many annotations in one sentence make it gloss word by word (figures in docs/decisions/0006).
Texts of different requests are compared by their score under the plain request: under the one that asked for it, the
model likes a gloss ("propose to President US that") as much as a sentence.
An engine that wasn't trained on annotations is shown the targets as words of the source instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from songngu.engines.base import Engine, Request
from songngu.glossary.abbreviations import find_original, spell_out
from songngu.glossary.candidates import Candidate, Task, choose, is_satisfied, judge, make_task, rank
from songngu.glossary.clauses import BONUS, LONG, LONG_AND_LACKING, Clauses, join_clauses, split_clauses
from songngu.glossary.completion import complete
from songngu.glossary.constrained import constrain
from songngu.glossary.fitting import fit_forms
from songngu.glossary.in_place import ask_in_place
from songngu.glossary.lost_names import VietnameseNames
from songngu.glossary.occurrences import assign
from songngu.glossary.repair import repair
from songngu.glossary.shouting import is_shouted, quieten, shout
from songngu.records import How, Issue, Record, Segment, Term, Translation, moved
from songngu.settings import Settings
from songngu.text.markers import Marker, find_marker

HYPOTHESES = 3  # of each request after the first
OF_A_PART = 2  # hypotheses of each part of a long sentence, of which the best is taken
ALTERNATIVES = 2  # renderings of a term that are asked for
FINALISTS = 3  # texts of one segment, at most, that are scored to be compared


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

    The result has one translation a segment, with one TermResult a term in the same order. What marks an item of a list
    is put before the translation of what follows it.
    """
    markers = [_find_marker(segment, own) for segment, own in zip(segments, terms, strict=True)]
    items = [_without(segment, marker) for segment, marker in zip(segments, markers, strict=True)]
    inner = [_after(marker, own) for marker, own in zip(markers, terms, strict=True)]
    found = _enforce(items, inner, engine, settings)
    return [_put_before(*each) for each in zip(markers, terms, found, strict=True)]


def _find_marker(segment: Segment, terms: Sequence[Term]) -> Marker:
    """What marks an item at the start of a segment; nothing where its English lacks a term that stands in it."""
    marker = find_marker(segment.vi)
    if any(term.vi_span[0] < marker.length < term.vi_span[1] for term in terms):
        return Marker(0, "")
    if is_shouted(segment.vi):
        marker = (
            Marker(marker.length, shout(marker.english)) if is_shouted(segment.vi[marker.length :]) else Marker(0, "")
        )
    spans, _ = assign(marker.english, [term for term in terms if term.vi_span[0] < marker.length])
    return marker if all(spans) else Marker(0, "")


def _without(segment: Segment, marker: Marker) -> Segment:
    return msgspec.structs.replace(segment, vi=segment.vi[marker.length :]) if marker.length else segment


def _after(marker: Marker, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms at their places in what follows the marker, without those in it."""
    return tuple(
        msgspec.structs.replace(term, vi_span=moved(term.vi_span, -marker.length))
        for term in terms
        if term.vi_span[0] >= marker.length
    )


def _put_before(marker: Marker, terms: Sequence[Term], translation: Translation) -> Translation:
    if not marker.length:
        return translation
    within = terms[: len(terms) - len(translation.terms)]
    spans, _ = assign(marker.english, within)
    results = [
        *(term.result(marker.english, span, "repaired") for term, span in zip(within, spans, strict=True)),
        *(result.moved(marker.length, len(marker.english)) for result in translation.terms),
    ]
    return msgspec.structs.replace(translation, en=marker.english + translation.en, terms=tuple(results))


def _enforce(
    segments: Sequence[Segment], terms: Sequence[tuple[Term, ...]], engine: Engine, settings: Settings
) -> list[Translation]:
    """What enforce() does, for segments without markers."""
    tasks = [_task(segment, own, engine) for segment, own in zip(segments, terms, strict=True)]
    best, hows = _translate(tasks, engine, settings.beam)
    steps = (
        (complete, _is_unread),
        (_ask, _is_asked),
        (_ask_otherwise, _needs_more),
        (constrain, _lacks),
        (partial(complete, asking=True), _is_unread),
    )
    for step, needs in steps:
        failing = [i for i, task in enumerate(tasks) if needs(task, best[i])]
        if not failing:
            continue
        found = step([tasks[i] for i in failing], [best[i] for i in failing], engine)
        for i, candidate in zip(failing, found, strict=True):
            hows[i] = _label(hows[i], best[i], candidate)
            best[i] = candidate
    return [
        _translation(segment, own, candidate, how, task.source)
        for segment, own, candidate, how, task in zip(segments, terms, best, hows, tasks, strict=True)
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


def _task(segment: Segment, terms: tuple[Term, ...], engine: Engine) -> Task:
    source = segment.vi
    if is_shouted(source):
        source, terms = quieten(source, terms)
    else:
        source, terms = spell_out(source, terms)
    names = VietnameseNames.of(source, [term.vi_span for term in terms], segment.people, segment.names)
    return make_task(source, terms, annotates=engine.annotates, unmarks=engine.unmarks, names=names)


def _lacks(task: Task, candidate: Candidate) -> bool:
    return not is_satisfied(task, candidate)


def _needs_asking(task: Task, candidate: Candidate) -> bool:
    return (
        _lacks(task, candidate)
        or any(candidate.lacking)
        or bool(candidate.names)
        or (task.unmarks and bool(candidate.left or candidate.unfounded))
    )


def _is_asked(task: Task, candidate: Candidate) -> bool:
    return _needs_asking(task, candidate) or split_clauses(task.request(), LONG) is not None


def _is_unread(task: Task, candidate: Candidate) -> bool:
    """Whether nobody has looked yet for what the text leaves out."""
    return candidate.omitted is None


def _can_unmark(task: Task, candidate: Candidate) -> bool:
    return task.unmarks and bool(candidate.left)


def _needs_more(task: Task, candidate: Candidate) -> bool:
    return _lacks(task, candidate) or candidate.lost > 0 or _can_unmark(task, candidate)


def _translate(tasks: Sequence[Task], engine: Engine, beam: int) -> tuple[list[Candidate], list[tuple[How, ...]]]:
    """Step 1, first half: the best plain translation, as it is or mended; and how each term came there."""
    found = engine.translate([task.request() for task in tasks], hypotheses=max(1, beam))
    best: list[Candidate] = []
    hows: list[tuple[How, ...]] = []
    for task, hypotheses in zip(tasks, found, strict=True):
        first = judge(task, hypotheses[0].text, hypotheses[0].score, "model")
        chosen = first
        if not is_satisfied(task, first) or first.doubtful or _left_preferred(task, first):
            others = [judge(task, h.text, h.score, "reranked") for h in hypotheses[1:]]
            candidates = [first, *others, *_bare_term(task)]
            chosen = choose(task, _with_mended(task, candidates, untranslated=False))
        best.append(chosen)
        hows.append(_label(tuple("unmet" if span is None else "model" for span in first.spans), first, chosen))
    return best, hows


def _ask(tasks: Sequence[Task], candidates: Sequence[Candidate], engine: Engine) -> list[Candidate]:
    """Step 1, second half: ask for what the translation lacks; where it only says a name too often, for all.

    It is asked for in its place, and for what that leaves lacking the whole sentence is written anew. A long one is
    asked for in two parts as well.
    """
    in_place = ask_in_place(tasks, candidates, engine)
    asked, clauses = [], []
    for i, (task, first, candidate) in enumerate(zip(tasks, candidates, in_place, strict=True)):
        needed = _needs_asking(task, candidate)
        request = _asking(task, first) if _needs_asking(task, first) else task.request()
        asked += [(i, request)] if needed else []
        parts = split_clauses(request, LONG_AND_LACKING if needed else LONG)
        clauses += [(i, parts)] if parts else []
    how: How = "model" if engine.annotates else "reranked"
    found = _choose_of(tasks, in_place, asked, engine, how, clauses)
    return fit_forms(tasks, candidates, found, engine)


def _ask_otherwise(tasks: Sequence[Task], candidates: Sequence[Candidate], engine: Engine) -> list[Candidate]:
    """Step 2: ask for all terms, for the other renderings of the lacking ones, and with the target in the source."""
    asked = [(i, request) for i, task in enumerate(tasks) for request in _other_requests(task, candidates[i])]
    return _choose_of(tasks, candidates, asked, engine, "reranked")


def _asking(task: Task, candidate: Candidate) -> Request:
    lacking = _lacking(candidate)
    if _can_unmark(task, candidate):  # names that lose their letters would be guessed, unless they are asked for
        names = [*candidate.names, *task.names.annotations(sure=True)]
        return task.request(lacking, names=names, unmarked=True, without=(*candidate.left, *candidate.unfounded))
    if not lacking and not candidate.names and not (task.unmarks and candidate.unfounded):
        return task.request(range(len(task.terms)))
    return task.request(lacking, names=candidate.names, without=candidate.unfounded)


def _choose_of(
    tasks: Sequence[Task],
    candidates: Sequence[Candidate],
    asked: Sequence[tuple[int, Request]],
    engine: Engine,
    how: How,
    clauses: Sequence[tuple[int, Clauses]] = (),
) -> list[Candidate]:
    """Send the requests, each for the task of its index, and choose among the answers and the candidates so far."""
    answers = engine.translate([request for _, request in asked], hypotheses=HYPOTHESES)
    halves = engine.translate([part for _, each in clauses for part in each.requests], hypotheses=OF_A_PART)
    found: list[list[Candidate]] = [[candidate] for candidate in candidates]
    for (i, request), hypotheses in zip(asked, answers, strict=True):
        plain = request == tasks[i].request()
        found[i] += (
            judge(tasks[i], h.text, h.score, "reranked" if n else how, plain=plain) for n, h in enumerate(hypotheses)
        )
    for (i, each), first, second in zip(clauses, halves[::2], halves[1::2], strict=True):
        text = join_clauses(first[0].text, second[0].text, each)
        found[i].append(judge(tasks[i], text, (first[0].score + second[0].score) / 2, how, -BONUS, plain=False))
    mended = [_with_mended(task, each, untranslated=True) for task, each in zip(tasks, found, strict=True)]
    return _choose_plainly(tasks, mended, engine)


def _choose_plainly(tasks: Sequence[Task], found: Sequence[list[Candidate]], engine: Engine) -> list[Candidate]:
    """Choose by the score under the plain request, which is asked for where several texts could win."""
    finalists = [_finalists(task, each) for task, each in zip(tasks, found, strict=True)]
    asked = [(i, n) for i, some in enumerate(finalists) if len(some) > 1 for n, each in enumerate(some)]
    scores = engine.score([tasks[i].request() for i, _ in asked], [finalists[i][n].text for i, n in asked])
    for (i, n), score in zip(asked, scores, strict=True):
        finalists[i][n] = msgspec.structs.replace(finalists[i][n], score=score, plain=True)
    return [choose(task, some) for task, some in zip(tasks, finalists, strict=True)]


def _finalists(task: Task, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The texts that only their score tells apart, none twice; one alone where all scores are comparable."""
    ranked = sorted(candidates, key=lambda candidate: rank(task, candidate))
    best = rank(task, ranked[0])[:4]
    equal = [each for each in ranked if rank(task, each)[:4] == best]
    finalists = [each for n, each in enumerate(equal) if all(each.text != other.text for other in equal[:n])][
        :FINALISTS
    ]
    return finalists if any(not each.plain for each in finalists) else finalists[:1]


def _with_mended(task: Task, candidates: Sequence[Candidate], *, untranslated: bool) -> list[Candidate]:
    """The candidates, and those that can be mended also mended: preferred terms too, where one is left as it was."""
    mended = [
        repair(task, each, untranslated=untranslated)
        for each in candidates
        if not is_satisfied(task, each) or _left_preferred(task, each)
    ]
    return [*candidates, *mended]


def _left_preferred(task: Task, candidate: Candidate) -> bool:
    return any(
        term.mode == "prefer" and span is None and term.vi in candidate.text
        for term, span in zip(task.terms, candidate.spans, strict=True)
    )


def _lacking(candidate: Candidate) -> list[int]:
    return [index for index, lacks in enumerate(candidate.lacking) if lacks]


def _other_requests(task: Task, candidate: Candidate) -> list[Request]:
    every, lacking, names = range(len(task.terms)), _lacking(candidate), candidate.names
    others: list[Request] = []
    if _lacks(task, candidate):
        others = [task.request(every), *(task.request(lacking, choice) for choice in range(1, ALTERNATIVES))]
    if candidate.lost:
        others.append(task.request(lacking, names=[*names, *task.names.annotations()]))
    if _can_unmark(task, candidate):  # an answer to annotations left words that the plain translation hadn't
        enforced = [index for index in every if task.terms[index].mode == "enforce"]
        sure = [*names, *task.names.annotations(sure=True)]
        others.append(task.request(enforced, names=sure, unmarked=True, without=candidate.left))
    if task.annotates:  # what isn't obeyed as an annotation may be copied as a word of the source
        others.append(msgspec.structs.replace(task, annotates=False).request(lacking, names=names))
    asked = (task.request(), task.request(lacking), task.request(lacking, names=names))
    return [request for request in dict.fromkeys(others) if request not in asked]


def _bare_term(task: Task) -> list[Candidate]:
    """For a segment that is nothing but one term, the term itself, with the signs around it."""
    if len(task.terms) != 1:
        return []
    (start, end), target = task.terms[0].vi_span, task.terms[0].targets[0]
    around = task.source[:start] + task.source[end:]
    if any(c.isalnum() for c in around):
        return []
    return [judge(task, task.source[:start] + target + task.source[end:], -1.0, "repaired")]


def _label(before: tuple[How, ...], old: Candidate, new: Candidate) -> tuple[How, ...]:
    """How each term came there: a term that was met keeps its label, a newly met one gets the step of the text."""
    return tuple(
        "unmet" if there is None else label if here is not None and label != "unmet" else new.how
        for label, here, there in zip(before, old.spans, new.spans, strict=True)
    )


def _translation(
    segment: Segment, terms: Sequence[Term], candidate: Candidate, hows: Sequence[How], source: str
) -> Translation:
    text = shout(candidate.text) if is_shouted(segment.vi) else candidate.text
    results = tuple(term.result(text, span, how) for term, span, how in zip(terms, candidate.spans, hows, strict=True))
    told = candidate.omitted.told if candidate.omitted else ()
    issues = tuple(_tell_omission(segment.vi[slice(*find_original(span, source, segment.vi))]) for span in told)
    return Translation(en=text, terms=results, issues=issues, score=candidate.score)


def _tell_omission(part: str) -> Issue:
    message = f"nothing in the English seems to stand for “{part.strip()}”"
    return Issue(check="dropped", severity="warning", message=message)
