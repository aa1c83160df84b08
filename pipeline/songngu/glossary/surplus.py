"""A term that the English says more often than the source: said less where the sentence stands without it.

"Earlier, US media revealed that the US has offered …" for a source that has the US once is right without the first; so
are "Iraq's Islamic State in Iraq" and "Tra Op Village in Tra Vinh (Tra Vinh)" without one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from songngu.glossary.candidates import Candidate, Task, judge, rank
from songngu.glossary.occurrences import assign, find_target
from songngu.glossary.words import word_set

TRIED = 12  # texts that are judged
# A word of these can't be what the name stands before: "the US has", "the US and".
_NO_NOUN = word_set(
    "has have had is are was were be been being will would can could may might shall should must do does did not also "
    "and or but nor in on at to of for from by with as than that which who whom whose where when while after before "
    "since until if because so although about into over under between against during without within through per say "
    "says said told tells began begins took takes gave gives made makes held holds met meets saw sees won wins lost "
    "loses led leads sent sends put puts set sets hit hits came comes went goes got gets left leaves kept built bought "
    "sold paid spent shot fought wants needs a an the this these its his her their it he she they we you there then "
    "now still already just only again yesterday today tomorrow ago later earlier"
)
_NOUN = re.compile(r" (?P<next>[a-z][a-z-]+)")
_OWNER = re.compile(r"['’]s (?=\w)|s['’] (?=\w)")
_THE = re.compile(r"\b[Tt]he $")
_PHRASE = re.compile(r",? (?:in|of|from|at) (?:the )?$")
_END = re.compile(r"(?=[,.;:!?)]|\s(?:and|or|on|in|at|to|has|have|had|is|are|was|were|said|will)\b|$)")


def drop_surplus(task: Task, candidate: Candidate) -> Candidate:
    """Leave out mentions of terms that the source hasn't, one by one; the candidate itself where none can be spared."""
    best, tried = candidate, 0
    while best.over_produced:
        for text in dict.fromkeys(_without_one(task, best.text)):
            if tried == TRIED:
                return best
            tried += 1
            shorter = judge(task, text, best.score, best.how, best.penalty, plain=best.plain)
            if rank(task, shorter)[:4] < rank(task, best)[:4]:
                best = shorter
                break
        else:
            break
    return best


def _without_one(task: Task, text: str) -> Iterator[str]:
    """The text without a mention of a term that it has too often, wherever that one stands; the surest first."""
    _, surplus = assign(text, task.terms)
    targets = dict.fromkeys(text[slice(*span)] for span in surplus)
    places = [span for target in targets for span in find_target(text, target)]
    for spare in (_as_owner, _in_brackets, _before_noun, _where_something_is):
        for span in places:
            if shorter := spare(text[: span[0]], text[span[1] :]):
                yield shorter


def _as_owner(before: str, after: str) -> str:
    """Without "Tra Vinh's" or "the US's" before something else; "" where that isn't so."""
    match = _OWNER.match(after)
    return _joined(_THE.sub("", before), after[match.end() :]) if match else ""


def _in_brackets(before: str, after: str) -> str:
    return before[:-2] + after[1:] if before.endswith(" (") and after.startswith(")") else ""


def _before_noun(before: str, after: str) -> str:
    """Without "US" before "media"; "the US withdraws" has a verb."""
    match = _NOUN.match(after)
    if not match or match["next"] in _NO_NOUN or match["next"].endswith("ed"):
        return ""
    return "" if _THE.search(before) and match["next"].endswith("s") else _joined(before, after[1:])


def _where_something_is(before: str, after: str) -> str:
    """Without "in Iraq" before the end of a clause."""
    match = _PHRASE.search(before)
    return before[: match.start()] + after if match and _END.match(after) else ""


def _joined(before: str, after: str) -> str:
    return before + (after if before.strip(" \"'“‘([") else after[:1].upper() + after[1:])
