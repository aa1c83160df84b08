"""Ask for what a translation lacks in its place, and keep the rest of the sentence as it is.

The engine scores the text twice: under the plain request, and asked by annotation for what is lacking. The piece that
falls most is where the text goes against it: of "found guilty of murder", asked for manslaughter, only "murder" falls.
The engine goes on from there, asked; of what it writes the first change is taken and all other words stay as they were,
unless it likes its own rest better. A word that nothing in the source stands for is its own place. What has no place,
left out or said in other words, is for the next request, which writes the whole sentence anew.

Contrasting two conditions of one model to find the tokens that a condition bears on: Vamvas & Sennrich 2022, who find
what a translation added or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Protocol, runtime_checkable

import msgspec

from songngu.engines.base import Engine, PieceScore, PieceScorer, Request
from songngu.glossary.candidates import Candidate, Task, judge, rank
from songngu.glossary.constrained import fits
from songngu.records import Record

CLEAR = 0.7  # by how much a piece's log-probability falls at a place; where it falls less, half the trials fail
_BESIDE = 0.35  # share of the greatest fall from which an earlier piece belongs to the same place: "high| priest"
ROUNDS = 3  # places of one text, one after the other
KEPT = 0.03  # mean log-probability by which keeping the rest may be worse, as nobody asked for another
_GAP = 1  # words between two changes that are one
_WORD = re.compile(r"\S+")
_OPENING = re.compile(r"[^\w\s]+")


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


@runtime_checkable
class _Engine(Engine, PieceScorer, Protocol):
    """An engine with both."""


def ask_in_place(tasks: Sequence[Task], candidates: Sequence[Candidate], engine: Engine) -> list[Candidate]:
    """Give each text with what it lacks in its place, as far as there is one; the others as they are.

    An engine that doesn't obey annotations, or gives no scores of pieces, changes nothing.
    """
    state = list(candidates)
    if not isinstance(engine, _Engine) or not engine.annotates:
        return state
    waiting = list(range(len(tasks)))
    for _ in range(ROUNDS):
        edits = _find_edits(waiting, tasks, state, engine)
        if not edits:
            break
        waiting = []
        for edit, found in zip(edits, _carry_out(edits, engine), strict=True):
            if found:
                state[edit.position] = found
                waiting.append(edit.position)
    return state


def _find_edits(
    waiting: Sequence[int], tasks: Sequence[Task], state: Sequence[Candidate], engine: _Engine
) -> list[Edit]:
    requests = [(i, request) for i in waiting if (request := _request(tasks[i], state[i]))]
    asked = [(i, request) for i, request in requests if request.annotations]
    texts = [state[i].text for i, _ in asked]
    plain = engine.score_pieces([tasks[i].request() for i, _ in asked], texts)
    under = engine.score_pieces([request for _, request in asked], texts)
    places = {
        i: find_place(text, before, after)
        for (i, _), text, before, after in zip(asked, texts, plain, under, strict=True)
    }
    return [
        Edit(position=i, task=tasks[i], base=state[i], request=request, at=at)
        for i, request in requests
        if (at := places[i] if places.get(i) is not None else _find_unfounded(state[i])) is not None
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


def _find_unfounded(candidate: Candidate) -> int | None:
    places = [candidate.text.find(word) for word in candidate.unfounded]
    return min((at for at in places if at >= 0), default=None)


def find_place(text: str, plain: Sequence[PieceScore], asked: Sequence[PieceScore]) -> int | None:
    """Where the text goes against what is asked: the offset of a word, or of the sign where something is left out."""
    falls = [(piece.start, piece.score - other.score) for piece, other in zip(plain, asked, strict=True)]
    greatest = max((fall for _, fall in falls), default=0.0)
    if greatest < CLEAR:
        return None
    at = next(start for start, fall in falls if fall >= max(CLEAR, _BESIDE * greatest))
    at += len(text[at:]) - len(text[at:].lstrip())
    if not text[at : at + 1].isalnum():
        return at
    at = max(text.rfind(" ", 0, at), text.rfind("-", 0, at)) + 1
    opening = _OPENING.match(text, at)
    return opening.end() if opening else at


def _carry_out(edits: Sequence[Edit], engine: _Engine) -> list[Candidate | None]:
    """For each edit the text with less lacking and no new fault, kept or new behind the place; None where none is."""
    answers = engine.translate([edit.continued for edit in edits], hypotheses=2)
    options = [_options(edit, [h.text for h in found]) for edit, found in zip(edits, answers, strict=True)]
    asked = [(edit, each) for edit, some in zip(edits, options, strict=True) if len(some) > 1 for each in some]
    scores = iter(engine.score([edit.request for edit, _ in asked], [each.text for _, each in asked]))
    chosen: list[Candidate | None] = []
    for some in options:
        worth = [(-next(scores) + each.penalty, n) for n, each in enumerate(some)] if len(some) > 1 else [(0.0, 0)]
        best = some[min(worth)[1]] if some else None
        chosen.append(best and msgspec.structs.replace(best, penalty=0.0))
    return chosen


def _options(edit: Edit, answers: Sequence[str]) -> list[Candidate]:
    """The first answer that does: with its fewest changes, and as it is."""
    for answer in answers:
        kept = next((found for text in merge(edit.base.text, answer) if (found := _try(edit, text, 0.0))), None)
        if kept:
            anew = _try(edit, answer, KEPT)
            return [kept, anew] if anew and anew.text != kept.text else [kept]
    return []


def _try(edit: Edit, text: str, penalty: float) -> Candidate | None:
    base = edit.base
    found = judge(edit.task, text, base.score, "model", penalty, plain=False)
    before, after = _count_faults(base), _count_faults(found)
    no_worse = all(now <= then for now, then in zip(after, before, strict=True))
    return (
        found if no_worse and after[0] < before[0] and rank(edit.task, found)[:4] <= rank(edit.task, base)[:4] else None
    )


def _count_faults(candidate: Candidate) -> tuple[int, int, int, int]:
    """All that an edit may mend, and the parts of it of which none may grow."""
    lacking = sum(candidate.lacking)
    faults = lacking + len(candidate.names) + len(candidate.unfounded)
    return faults, lacking, candidate.doubts, candidate.groundless


def merge(old: str, new: str) -> Iterator[str]:
    """The old text with the first change of the new one, with its first two, and so on; last the new text itself.

    Changes with a word between them are one. Before the first, where it puts as many words in the place of others, come
    its first word, its first two, and so on: "guilty of murder [after]" and "guilty of manslaughter [in]".
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    changes: list[list[int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal" and changes and i - changes[-1][1] <= _GAP:
            changes[-1][1], changes[-1][3] = j, m
        elif tag != "equal":
            changes.append([i, j, k, m])
    if changes and changes[0][1] - changes[0][0] == changes[0][3] - changes[0][2]:
        i, j, k, _ = changes[0]
        for count in range(1, j - i):
            yield " ".join([*before[:i], *after[k : k + count], *before[i + count :]])
    for count in range(1, len(changes) + 1):
        words, at = [], 0
        for i, j, k, m in changes[:count]:
            words += [*before[at:i], *after[k:m]]
            at = j
        yield " ".join([*words, *before[at:]])
    yield new
