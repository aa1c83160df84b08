"""Translate what a translation has left out, and bring it into its place.

The ways to a whole text, of which the one that leaves out least and is likeliest is taken:

1. The model goes on from the place with what begins the part there: a comma, "and", "because".
2. The part is translated by itself and put into its place; the rest is kept, or written anew.
3. The source is cut before the part or after it, and both sides are translated by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from songngu.engines.base import Engine, PieceScorer, Request
from songngu.glossary.alignment import ENGLISH_STOPS
from songngu.glossary.candidates import Candidate, Task, choose, is_annotated, judge, rank
from songngu.glossary.clauses import Clauses, as_continued, cut_at, cut_out, join_clauses
from songngu.glossary.constrained import fits
from songngu.glossary.in_place import is_balanced
from songngu.glossary.omissions import assign_words, find_omissions, split_parts, weigh_parts
from songngu.records import Record, Span, overlap

ROUNDS = 2  # parts of one text that are brought in, one after the other
LONGEST = 2000  # bytes of source and text up to which they are scored
DEAR = 0.3  # mean log-probability that being whole may cost
FINALISTS = 3  # texts that are held against their base, part by part
WORTH = 2.2  # nats a syllable that the part must be worth to the whole text; nine of ten parts are, in any text
# The English that begins a part, by what begins the Vietnamese; the longer first.
_LEADS = {
    "trong khi": "while",
    "trong đó": "including",
    "sau khi": "after",
    "trước khi": "before",
    "cũng như": "as well as",
    "cùng với": "along with",
    "đồng thời": "and",
    "và": "and",
    "nhưng": "but",
    "mà": "but",
    "để": "to",
    "nhằm": "to",
    "khi": "when",
    "vì": "because",
    "do": "because",
    "nên": "so",
}
_LEAD = re.compile(rf"(?:{'|'.join(_LEADS)})(?!\w)", re.IGNORECASE)
_SIGN = re.compile(r"[,;:–—-]$")
_LOOSE_END = re.compile(r"[\s,;:.–—-]+$")
_STOP = re.compile(r"\.$")
_WORD = re.compile(r"\w+")
_SIGNS = ",;:.!?…–—-"


class Gap(Record, frozen=True, kw_only=True):
    """A text and the part of its source that it lacks. `head` stands before the place, `tail` after it."""

    position: int  # of the text in the batch
    task: Task
    base: Candidate
    request: Request
    span: Span  # of the source
    head: str
    tail: str

    @property
    def enough(self) -> float:
        """The nats that the part must be worth to a text that has it."""
        return _enough(self.task.source, self.span)

    @property
    def others(self) -> list[Span]:
        """The other parts of the source."""
        return [span for span in split_parts(self.task.source) if not overlap(span, self.span)]

    @property
    def sign(self) -> str:
        """What the source has before the part: a comma or another sign, or nothing."""
        found = _SIGN.search(self.task.source[: self.span[0]].rstrip())
        return found[0] if found else ""

    @property
    def sign_after(self) -> str:
        """The sign that the part ends with, or nothing."""
        found = _SIGN.search(self.task.source[slice(*self.span)].rstrip())
        return found[0] if found else ""

    def before(self) -> str:
        """The text up to the place, with the sign that parts it from what is to come."""
        head = _LOOSE_END.sub("", self.head)
        return head + (f" {self.sign}" if self.sign and self.sign in "–—-" else self.sign)


def _enough(source: str, span: Span) -> float:
    return WORTH * len(source[slice(*span)].split())


def complete(
    tasks: Sequence[Task], candidates: Sequence[Candidate], engine: Engine, *, asking: bool = False
) -> list[Candidate]:
    """Give each text with what it leaves out of its source, where a whole one is found, and say what it leaves out.

    `asking` also asks for the terms that the text has, which it may have only because they were asked for. An engine
    that gives no scores of pieces changes and tells nothing.
    """
    state = list(candidates)
    if not isinstance(engine, PieceScorer):
        return state
    scorer: PieceScorer = engine
    waiting = [i for i, task in enumerate(tasks) if len((task.source + state[i].text).encode()) <= LONGEST]
    for turn in range(ROUNDS + 1):
        found = find_omissions([tasks[i].source for i in waiting], [state[i].text for i in waiting], scorer)
        for i, omitted in zip(waiting, found, strict=True):
            state[i] = msgspec.structs.replace(state[i], omitted=omitted)
        gaps = (
            [gap for i in waiting if (gap := _find_gap(i, tasks[i], state[i], asking=asking))] if turn < ROUNDS else []
        )
        waiting = []
        for gap, whole in zip(gaps, _fill(gaps, engine, scorer), strict=True):
            if whole is not gap.base:
                state[gap.position] = whole
                waiting.append(gap.position)
    return state


def _find_gap(position: int, task: Task, base: Candidate, *, asking: bool) -> Gap | None:
    """The part that is worth least to the text, with those beside it that are lost too, and its place in the text."""
    lost = base.omitted
    if not lost or not lost.parts or base.degenerate:
        return None
    parts = assign_words(task.source, base.text)
    worst = min(lost.parts, key=lambda span: lost.parts[span])
    first = last = parts.spans.index(worst)
    while first and parts.spans[first - 1] in lost.parts:
        first -= 1
    while last + 1 < len(parts.spans) and parts.spans[last + 1] in lost.parts:
        last += 1
    at = _place(parts.owners, first, last)
    cut = parts.words[at - 1][1] if at else 0
    if last + 1 == len(parts.spans):
        cut = len(base.text)
    span = parts.spans[first][0], parts.spans[last][1]
    met = (index for index, place in enumerate(base.spans) if place and is_annotated(task.terms[index]))
    return Gap(
        position=position,
        task=task,
        base=base,
        request=task.request(met if asking else ()),
        span=span,
        head=base.text[:cut],
        tail=base.text[cut:],
    )


def _place(owners: Sequence[int], first: int, last: int) -> int:
    """How many English words stand before the place: as few as can be of later parts, as many of earlier ones."""
    costs = [
        sum(owner > last for owner in owners[:at]) + sum(0 <= owner < first for owner in owners[at:])
        for at in range(len(owners) + 1)
    ]
    return costs.index(min(costs))


def _fill(gaps: Sequence[Gap], engine: Engine, scorer: PieceScorer) -> list[Candidate]:
    """For each gap the best text that has its part too, and no new fault; else its base."""
    options = _judge(gaps, _write(gaps, engine))
    worth = weigh_parts([(gap.task.source, each.text, gap.span) for gap, each in options], scorer)
    options = [(gap, each) for (gap, each), nats in zip(options, worth, strict=True) if nats >= gap.enough]
    finalists = _score(gaps, options, engine)
    rest = [(gap, each, span) for gap, each in finalists for span in gap.others]
    now = weigh_parts([(gap.task.source, each.text, span) for gap, each, span in rest], scorer)
    then = weigh_parts([(gap.task.source, gap.base.text, span) for gap, _, span in rest], scorer)
    worse = {
        (gap.position, each.text)
        for (gap, each, span), new, old in zip(rest, now, then, strict=True)
        if new < min(old, _enough(gap.task.source, span))
    }
    whole: dict[int, list[Candidate]] = {}
    for gap, each in finalists:
        if (gap.position, each.text) not in worse:
            whole.setdefault(gap.position, []).append(each)
    return [choose(gap.task, whole.get(gap.position, [gap.base])) for gap in gaps]


def _judge(gaps: Sequence[Gap], texts: Sequence[Sequence[str]]) -> list[tuple[Gap, Candidate]]:
    """The texts without a fault that their base hasn't."""
    judged = [
        (gap, judge(gap.task, text, gap.base.score, "model", gap.base.penalty, plain=False))
        for gap, some in zip(gaps, texts, strict=True)
        for text in dict.fromkeys(some)
    ]
    return [(gap, each) for gap, each in judged if not _is_worse(gap, each)]


def _is_worse(gap: Gap, candidate: Candidate) -> bool:
    """Whether a text has a fault that the base hasn't: one of terms, names, numbers or quotes, or words said twice."""
    more = rank(gap.task, candidate)[:4] > rank(gap.task, gap.base)[:4] or candidate.doubts > gap.base.doubts
    torn = not is_balanced(candidate.text, gap.base.text)
    return more or torn or _count_repeated(candidate.text) > _count_repeated(gap.base.text)


def _count_repeated(text: str) -> int:
    """How many pairs of words have stood before: "to Japan, made in China, to Japan"."""
    words = [word.lower() for word in _WORD.findall(text)]
    pairs = [pair for pair in pairwise(words) if not ENGLISH_STOPS.issuperset(pair)]
    return len(pairs) - len(set(pairs))


def _score(
    gaps: Sequence[Gap], options: Sequence[tuple[Gap, Candidate]], engine: Engine
) -> list[tuple[Gap, Candidate]]:
    """The best texts of each gap under the plain request, without those that are much less likely than their base."""
    texts = [*((gap, gap.base) for gap in gaps), *options]
    scores = engine.score([gap.task.request() for gap, _ in texts], [each.text for _, each in texts])
    least = {gap.position: score - DEAR for gap, score in zip(gaps, scores, strict=False)}
    found: dict[int, list[tuple[Gap, Candidate]]] = {gap.position: [] for gap in gaps}
    for (gap, each), score in zip(options, scores[len(gaps) :], strict=True):
        if score >= least[gap.position]:
            found[gap.position].append((gap, msgspec.structs.replace(each, score=score, plain=True)))
    best = (sorted(some, key=lambda pair: rank(pair[0].task, pair[1]))[:FINALISTS] for some in found.values())
    return [pair for some in best for pair in some]


def _write(gaps: Sequence[Gap], engine: Engine) -> list[list[str]]:
    """The texts of all ways: what goes on from the part needs its translation first."""
    ways = [_Ways.of(gap) for gap in gaps]
    answers = iter(engine.translate([request for way in ways for request in way.requests], hypotheses=2))
    first = [[next(answers)[0].text for _ in way.requests] for way in ways]
    begun = [_with_part(gap, each[0]) for gap, each in zip(gaps, first, strict=True)]
    asked = [_going_on(gap.request, text) for gap, text in zip(gaps, begun, strict=True)]
    rest = [hypotheses[0].text for hypotheses in engine.translate(asked, hypotheses=2)]
    return [
        [anew, _join(text, gap.tail), *way.read(each)]
        for gap, way, each, text, anew in zip(gaps, ways, first, begun, rest, strict=True)
    ]


class _Ways(Record, frozen=True, kw_only=True):
    """What is asked for in the first round: the part, both halves of each cut, what goes on from a word or sign."""

    part: Request
    cuts: tuple[Clauses, ...]
    going_on: tuple[Request, ...]

    @classmethod
    def of(cls, gap: Gap) -> _Ways:
        cuts = tuple(cut for at in gap.span if (cut := cut_at(gap.request, at)))
        lead = _LEAD.match(gap.task.source, gap.span[0])
        begun = " ".join(filter(None, (gap.before(), _LEADS[lead[0].lower()] if lead else "")))
        going_on = (_going_on(gap.request, begun),) if gap.head and (lead or gap.sign) else ()
        return cls(part=cut_out(gap.request, gap.span), cuts=cuts, going_on=going_on)

    @property
    def requests(self) -> list[Request]:
        return [self.part, *(half for cut in self.cuts for half in cut.requests), *self.going_on]

    def read(self, answers: Sequence[str]) -> list[str]:
        """The texts of the answers to all requests but the part's."""
        halves = answers[1 : 1 + 2 * len(self.cuts)]
        joined = [join_clauses(a, b, cut) for a, b, cut in zip(halves[::2], halves[1::2], self.cuts, strict=True)]
        return [*joined, *answers[1 + len(halves) :]]


def _join(text: str, tail: str) -> str:
    """The text and the rest, with one sign between them where both have one."""
    tail = tail.lstrip()
    return _LOOSE_END.sub("", text) + tail if tail[:1] in _SIGNS else f"{text} {tail}".strip()


def _going_on(request: Request, begun: str) -> Request:
    """The request with what is to be gone on from, where the model's context has room for it."""
    prefixed = msgspec.structs.replace(request, prefix=begun)
    return prefixed if fits(prefixed) else request


def _with_part(gap: Gap, part: str) -> str:
    """The text up to the place, and the part."""
    bare = _STOP.sub("", part.strip()) if gap.tail.strip(" .") else part.strip()
    bare = bare if bare[-1:] in _SIGNS else bare + gap.sign_after
    return f"{gap.before()} {as_continued(bare)}" if gap.head else bare
