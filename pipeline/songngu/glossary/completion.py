"""Translate what a translation has left out, and bring it into its place.

The ways to a whole text, of which the one that has no new fault and is likeliest is taken:

1. The model goes on from the place with what begins the part there: a comma, "and", "because".
2. The part is translated by itself and put into its place; the rest is kept, or written anew.
3. The source is cut before the part or after it, and both sides are translated by themselves.

Where the part begins or ends a sentence of several, or its place isn't between two words, only the third is tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from songngu.engines.base import Engine, PieceScorer, Request
from songngu.glossary.alignment import ENGLISH_STOPS
from songngu.glossary.candidates import Candidate, Task, choose, has_new_fault, is_annotated, judge, rank
from songngu.glossary.clauses import as_continued, cut_at, cut_out, join_clauses
from songngu.glossary.constrained import fits
from songngu.glossary.in_place import is_balanced
from songngu.glossary.omissions import (
    LOST,
    SYLLABLES,
    Parts,
    assign_words,
    ends_sentence,
    find_omissions,
    split_parts,
    weigh_parts,
)
from songngu.records import Record, Span, overlap

ROUNDS = 2  # parts of one text that are brought in, one after the other
LONGEST = 2000  # bytes of source and text up to which they are scored
DEAR = 0.3  # mean log-probability that being whole may cost
FINALISTS = 3  # texts that are held against their base, part by part
WORTH = 12.0  # nats that the part must be worth to the whole text; more than that are four syllables as a rule
_HYPOTHESES = 2  # of each request, of which the best is taken
# The English that begins a part, by what begins the Vietnamese; the longer first.
_ENGLISH_LEADS = {
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
_LEAD = re.compile(rf"(?:{'|'.join(_ENGLISH_LEADS)})(?!\w)", re.IGNORECASE)
_SIGN = re.compile(r"[,;:–—-]$")
_LOOSE_END = re.compile(r"[\s,;:.–—-]+$")
_WORD = re.compile(r"\w+")
_REST_OF_WORD = re.compile(r"((?:[\w'’%/.,-]*[\w%])?)[,;:]?(?=\s)")
_LAST_WORD = re.compile(r"\w\.?$")
_JOINED = re.compile(r"[a-z][.,](?=[A-Za-z]{2})")
_SIGNS = tuple(",;:.!?…–—-")


class Gap(Record, frozen=True, kw_only=True):
    """A text and the part of its source that it lacks. `head` stands before its place, `tail` after it."""

    position: int  # of the text in the batch
    task: Task
    base: Candidate
    request: Request
    span: Span  # of the source
    head: str
    tail: str
    placed: bool  # whether there is a place

    @property
    def others(self) -> list[Span]:
        """The other parts of the source that are long enough to be left out."""
        source = self.task.source
        spans = (span for span in split_parts(source) if not overlap(span, self.span))
        return [span for span in spans if len(source[slice(*span)].split()) >= SYLLABLES]

    @property
    def lead(self) -> str:
        """The English of what begins the part, or nothing."""
        found = _LEAD.match(self.task.source, self.span[0])
        return _ENGLISH_LEADS[found[0].lower()] if found else ""

    @property
    def sign(self) -> str:
        """What the source has before the part: a comma or another sign, or nothing."""
        found = _SIGN.search(self.task.source[: self.span[0]].rstrip())
        return found[0] if found else ""

    @property
    def sign_after(self) -> str:
        """The sign that the part ends with, a comma after a clause that begins the sentence, or nothing."""
        found = _SIGN.search(self.task.source[slice(*self.span)].rstrip())
        return found[0] if found else "," if self.lead and not self.head else ""

    def before(self) -> str:
        """The text up to the place, with the sign that parts it from what is to come."""
        head = _LOOSE_END.sub("", self.head)
        return head + (f" {self.sign}" if self.sign and self.sign in "–—-" else self.sign) if head else ""


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
    known = [i for i, task in enumerate(tasks) if len((task.source + state[i].text).encode()) <= LONGEST]
    unread, tried = known, [list[Span]() for _ in tasks]
    for turn in range(ROUNDS + 1):
        found = find_omissions([tasks[i].source for i in unread], [state[i].text for i in unread], scorer)
        for i, omitted in zip(unread, found, strict=True):
            state[i] = msgspec.structs.replace(state[i], omitted=omitted)
        gaps = [gap for i in known if (gap := _find_gap(i, tasks[i], state[i], tried[i], asking=asking))]
        if turn == ROUNDS or not gaps:
            break
        unread = []
        for gap, whole in zip(gaps, _fill(gaps, engine, scorer), strict=True):
            tried[gap.position].append(gap.span)
            if whole is not gap.base:
                state[gap.position] = whole
                unread.append(gap.position)
    return state


def _find_gap(position: int, task: Task, base: Candidate, tried: Sequence[Span], *, asking: bool) -> Gap | None:
    """The part that is worth least to the text, with those beside it that are lost too, and its place in the text."""
    worth = base.omitted.parts if base.omitted else {}
    lost = [span for span in worth if not any(overlap(span, other) for other in tried)]
    if not lost:
        return None
    parts = assign_words(task.source, base.text)
    first = last = parts.spans.index(min(lost, key=lambda span: worth[span]))
    while first and parts.spans[first - 1] in lost:
        first -= 1
    while last + 1 < len(parts.spans) and parts.spans[last + 1] in lost:
        last += 1
    span = parts.spans[first][0], parts.spans[last][1]
    at = _find_place(task.source, base.text, parts, first, last)
    met = [index for index, place in enumerate(base.spans) if place and is_annotated(task.terms[index])]
    return Gap(
        position=position,
        task=task,
        base=base,
        request=task.request(met if asking and task.annotates else ()),
        span=span,
        head=base.text[: at or 0],
        tail=base.text[at or 0 :],
        placed=at is not None,
    )


def _find_place(source: str, text: str, parts: Parts, first: int, last: int) -> int | None:
    """The offset before which the words of earlier parts stand and after which those of later ones, as far as can be.

    None at the end of a sentence of several, inside a word, and beside a quotation mark or bracket.
    """
    if first and ends_sentence(source[: parts.spans[first][0]]):
        return None
    if last + 1 == len(parts.spans):
        return len(text) - text.endswith(".") if _LAST_WORD.search(text) else None
    if ends_sentence(source[: parts.spans[last][1]]):
        return None
    owners = parts.owners
    costs = [
        sum(owner > last for owner in owners[:at]) + sum(0 <= owner < first for owner in owners[at:])
        for at in range(len(owners) + 1)
    ]
    words = costs.index(min(costs))
    if not words:
        return 0
    end = parts.words[words - 1][1]
    rest = _REST_OF_WORD.match(text, end)
    return end + len(rest[1]) if rest else None


def _fill(gaps: Sequence[Gap], engine: Engine, scorer: PieceScorer) -> list[Candidate]:
    """For each gap the best text that has its part too, and no new fault; else its base."""
    options = _judge(gaps, _write(gaps, engine))
    worth = weigh_parts([(gap.task.source, each.text, gap.span) for gap, each in options], scorer)
    options = [(gap, each) for (gap, each), nats in zip(options, worth, strict=True) if nats >= WORTH]
    finalists = _score(gaps, options, engine)
    rest = [(gap, each, span) for gap, each in finalists for span in gap.others]
    now = weigh_parts([(gap.task.source, each.text, span) for gap, each, span in rest], scorer)
    then = weigh_parts([(gap.task.source, gap.base.text, span) for gap, _, span in rest], scorer)
    worse = {
        (gap.position, each.text)
        for (gap, each, span), new, old in zip(rest, now, then, strict=True)
        if new < LOST <= old
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
    """Whether a text has a fault that the base hasn't, a torn quotation, words said twice or run together."""
    text, base = candidate.text, gap.base.text
    return (
        has_new_fault(gap.task, candidate, gap.base)
        or not is_balanced(text, base)
        or _count_repeated(text) > _count_repeated(base)
        or len(_JOINED.findall(text)) > len(_JOINED.findall(base))
    )


def _count_repeated(text: str) -> int:
    """How many names and phrases have stood before: "to Japan, made in China, to Japan"."""
    words = _WORD.findall(text)
    named = [pair for pair in pairwise(words) if any(not word[0].islower() for word in pair)]
    triples = [each for each in zip(words, words[1:], words[2:], strict=False) if not ENGLISH_STOPS.issuperset(each)]
    return len(named) - len(set(named)) + len(triples) - len(set(triples))


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
    texts: list[list[str]] = [[] for _ in gaps]
    cuts = [(n, cut) for n, gap in enumerate(gaps) for at in gap.span if (cut := cut_at(gap.request, at))]
    placed = [(n, gap) for n, gap in enumerate(gaps) if gap.placed]
    begun = [(n, _going_on(gap, f"{gap.before()} {gap.lead}".strip())) for n, gap in placed if _begins(gap)]
    requests = [half for _, cut in cuts for half in cut.requests]
    requests += [cut_out(gap.request, gap.span) for _, gap in placed]
    requests += [request for _, request in begun if request]
    answers = iter(_first(engine, requests))
    for n, cut in cuts:
        texts[n].append(join_clauses(next(answers), next(answers), cut))
    heads = [(n, gap, _with_part(gap, next(answers))) for n, gap in placed]
    for n, request in begun:
        texts[n] += [next(answers)] if request else []
    anew = [(n, request) for n, gap, head in heads if (request := _going_on(gap, head))]
    for (n, _), text in zip(anew, _first(engine, [request for _, request in anew]), strict=True):
        texts[n].append(text)
    for n, gap, head in heads:
        texts[n].append(_join(head, gap.tail if gap.head else as_continued(gap.tail)))
    return texts


def _first(engine: Engine, requests: Sequence[Request]) -> list[str]:
    return [found[0].text for found in engine.translate(requests, hypotheses=_HYPOTHESES)]


def _begins(gap: Gap) -> bool:
    """Whether there is something to go on from that the text hasn't gone on from."""
    return bool(gap.head and (gap.lead or gap.sign))


def _going_on(gap: Gap, begun: str) -> Request | None:
    """The request with what is to be gone on from, where the model's context has room for it."""
    request = msgspec.structs.replace(gap.request, prefix=begun)
    return request if fits(request) else None


def _with_part(gap: Gap, part: str) -> str:
    """The text up to the place, and the part."""
    bare = part.strip().removesuffix(".")
    bare = bare if bare.endswith(_SIGNS) else bare + gap.sign_after
    return f"{gap.before()} {as_continued(bare)}" if gap.head else bare


def _join(text: str, tail: str) -> str:
    """The text and the rest, with one sign between them where both have one."""
    tail = tail.lstrip()
    return _LOOSE_END.sub("", text) + tail if tail.startswith(_SIGNS) else f"{text} {tail}".strip()
