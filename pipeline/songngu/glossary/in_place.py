"""Ask for what a translation lacks in its place, and keep the rest of the sentence as it is.

The engine scores the text twice: under the plain request, and asked by annotation for what is lacking. The piece that
falls most is where the text goes against it: of "found guilty of murder", asked for manslaughter, only "murder" falls.
The engine goes on from there, asked; of what it writes the first change is taken and all other words stay as they were,
unless its own rest is likelier. A word that nothing in the source stands for is its own place. What has no place, left
out or said in other words, is for the next request, which writes the whole sentence anew; so is a sentence of more than
some 400 letters.

Contrasting two conditions of one model to find the tokens that a condition bears on: Vamvas & Sennrich 2022, who find
what a translation added or left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from songngu.engines.base import Engine, PieceScore, PieceScorer, Request
from songngu.glossary.candidates import Candidate, Task, choose, has_new_fault, judge, rank
from songngu.glossary.constrained import fits
from songngu.records import Record

CLEAR = 0.7  # by how much a piece's log-probability falls at a place; where it falls less, half the trials fail
_BESIDE = 0.35  # share of the greatest fall from which the piece before belongs to the same place: "high| priest"
ROUNDS = 3  # places of one text, one after the other
DEAR = 0.45  # mean log-probability that a preferred term may cost; above it the text is no sentence any more
KEPT = 0.03  # the same by which keeping the rest may be worse, as nobody asked for another
_GAP = 1  # words between two changes that are one
_PARTIAL = 5  # words of the first change that are tried one by one
_WORD = re.compile(r"\S+")
_OPENING = re.compile(r"[^\w\s]+")
_PAIRED = re.compile(r"[\"“”()\[\]]")


class Edit(Record, frozen=True, kw_only=True):
    """One place of one text to write anew."""

    position: int  # of the text in the batch
    task: Task
    base: Candidate
    request: Request
    at: int  # offset in the text

    @property
    def continued(self) -> Request:
        """The request with all before the place as its prefix."""
        return msgspec.structs.replace(self.request, prefix=self.base.text[: self.at].rstrip())


def ask_in_place(tasks: Sequence[Task], candidates: Sequence[Candidate], engine: Engine) -> list[Candidate]:
    """Give each text with what it lacks in its place, as far as there is one; the others as they are.

    An engine that doesn't obey annotations, or gives no scores of pieces, changes nothing.
    """
    state = list(candidates)
    if not isinstance(engine, PieceScorer) or not engine.annotates:
        return state
    waiting = list(range(len(tasks)))
    for _ in range(ROUNDS):
        edits = _find_edits(waiting, tasks, state, engine)
        if not edits:
            break
        waiting = []
        for edit, found in zip(edits, _carry_out(edits, engine), strict=True):
            if found is not edit.base:
                state[edit.position] = found
                waiting.append(edit.position)
    return state


def _find_edits(
    waiting: Sequence[int], tasks: Sequence[Task], state: Sequence[Candidate], scorer: PieceScorer
) -> list[Edit]:
    requests = [(i, request) for i in waiting if (request := _request(tasks[i], state[i]))]
    asked = [(i, request) for i, request in requests if request.annotations]
    texts = [state[i].text for i, _ in asked]
    plain = scorer.score_pieces([tasks[i].request() for i, _ in asked], texts)
    under = scorer.score_pieces([request for _, request in asked], texts)
    places = {
        i: find_place(text, before, after)
        for (i, _), text, before, after in zip(asked, texts, plain, under, strict=True)
    }
    return [
        Edit(position=i, task=tasks[i], base=state[i], request=request, at=at)
        for i, request in requests
        if (at := places[i] if places.get(i) is not None else _find_words(state[i].text, request.without)) is not None
    ]


def _request(task: Task, candidate: Candidate) -> Request | None:
    """What asks for all that the text lacks, without what it has made up; None where it is no text to keep."""
    if candidate.degenerate or candidate.loss:
        return None
    lacking = (index for index, lacks in enumerate(candidate.lacking) if lacks)
    without = candidate.unfounded if task.unmarks else ()
    request = task.request(lacking, names=candidate.names, without=without)
    wanted = request.annotations or request.without
    return request if wanted and fits(msgspec.structs.replace(request, prefix=candidate.text)) else None


def _find_words(text: str, words: Sequence[str]) -> int | None:
    """Where the first of the words stands."""
    found = [re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words]
    return min((match.start() for match in found if match), default=None)


def find_place(text: str, plain: Sequence[PieceScore], asked: Sequence[PieceScore]) -> int | None:
    """Where the text goes against what is asked: the offset of a word, or of the sign where something is left out."""
    falls = [piece.score - other.score for piece, other in zip(plain, asked, strict=True)]
    greatest = max(falls, default=0.0)
    if greatest < CLEAR:
        return None
    first = falls.index(greatest)
    while first and falls[first - 1] >= max(CLEAR, _BESIDE * greatest):
        first -= 1
    at = plain[first].start
    at += len(text[at:]) - len(text[at:].lstrip())
    if not text[at : at + 1].isalnum():
        return at
    at = max(text.rfind(" ", 0, at), text.rfind("-", 0, at)) + 1
    opening = _OPENING.match(text, at)
    return opening.end() if opening else at


def _carry_out(edits: Sequence[Edit], engine: Engine) -> list[Candidate]:
    """For each edit the best text with less lacking and no new fault, kept or new behind the place; else its base.

    All are scored under the plain request. A term that is only preferred is left where its sentence would become much
    less likely ("the outdated customs check-in").
    """
    answers = engine.translate([edit.continued for edit in edits], hypotheses=2)
    texts: list[tuple[Edit, list[Candidate]]] = []
    for edit, found in zip(edits, answers, strict=True):
        options = _options(edit, [hypothesis.text for hypothesis in found])
        texts.append((edit, options if edit.base.plain or not options else [*options, edit.base]))
    asked = [(edit.task.request(), each.text) for edit, some in texts for each in some]
    scores = iter(engine.score([request for request, _ in asked], [text for _, text in asked]))
    scored = [(edit, [(each, next(scores)) for each in some]) for edit, some in texts]
    return [_choose(edit, some) for edit, some in scored]


def _choose(edit: Edit, scored: Sequence[tuple[Candidate, float]]) -> Candidate:
    base = edit.base
    known = next((score for each, score in scored if each is base), base.score)
    options = [msgspec.structs.replace(each, score=score, plain=True) for each, score in scored if each is not base]
    if not options:
        return base
    best = choose(edit.task, options)
    dear = best.score < known - DEAR and rank(edit.task, best)[:4] == rank(edit.task, base)[:4]
    return base if dear else msgspec.structs.replace(best, penalty=base.penalty)


def _options(edit: Edit, answers: Sequence[str]) -> list[Candidate]:
    """The texts of the first answer that does: with its first word, with its fewest whole changes, and as it is."""
    base = edit.base
    for answer in answers:
        found: dict[str, Candidate] = {}
        for texts, price in ((partial(base.text, answer), 0.0), (merge(base.text, answer), 0.0), ((answer,), KEPT)):
            whole = (text for text in texts if text == answer or is_balanced(text, base.text))
            each = next(filter(None, (_try(edit, text, base.penalty + price) for text in whole)), None)
            if each:
                found.setdefault(each.text, each)
        if found:
            return list(found.values())
    return []


def is_balanced(text: str, other: str) -> bool:
    """Whether no quotation mark or bracket lost its pair."""
    here, there = Counter(_PAIRED.findall(text)), Counter(_PAIRED.findall(other))
    return here == there or (all(here[a] == here[b] for a, b in ("“”", "()", "[]")) and here['"'] % 2 == 0)


def _try(edit: Edit, text: str, penalty: float) -> Candidate | None:
    """The text where it lacks less and has no fault that the base hasn't."""
    base = edit.base
    found = judge(edit.task, text, base.score, "model", penalty, plain=False)
    worse = has_new_fault(edit.task, found, base) or _count_mendable(found) >= _count_mendable(base)
    return None if worse else found


def _count_mendable(candidate: Candidate) -> int:
    return sum(candidate.lacking) + len(candidate.names) + len(candidate.unfounded)


def _changes(before: Sequence[str], after: Sequence[str]) -> list[list[int]]:
    """Where the words differ, as `[start, end, start, end]` in both; changes with a word between them are one."""
    changes: list[list[int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal" and changes and i - changes[-1][1] <= _GAP:
            changes[-1][1], changes[-1][3] = j, m
        elif tag != "equal":
            changes.append([i, j, k, m])
    return changes


def partial(old: str, new: str) -> Iterator[str]:
    """The old text with the first word of the first change, with its first two, and so on, where it has as many.

    "Guilty of murder after", "guilty of manslaughter in": the first word was asked for, the second is another wording.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    for i, j, k, m in _changes(before, after)[:1]:
        if j - i == m - k:
            for count in range(1, min(j - i, _PARTIAL + 1)):
                yield " ".join([*before[:i], *after[k : k + count], *before[i + count :]])


def merge(old: str, new: str) -> Iterator[str]:
    """The old text with the first change of the new one, with its first two, and so on."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    changes = _changes(before, after)
    for count in range(1, len(changes) + 1):
        words, at = [], 0
        for i, j, k, m in changes[:count]:
            words += [*before[at:i], *after[k:m]]
            at = j
        yield " ".join([*words, *before[at:]])
