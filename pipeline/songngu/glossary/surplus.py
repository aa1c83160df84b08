"""A name that the English says more often than the source: said less where the sentence surely stands without it.

"Earlier, US media revealed that the US has offered …" for a source that has the US once is right without the first,
"They went to Iraq to see the troops in Iraq" without the second. Everything else stays, and is a doubt for the checks:
on 8,700 pairs of human references the first version of this rule, which also took owners ("Korea's") and names in
brackets away, changed 46, and few for the better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from songngu.glossary.candidates import Candidate, Task, shorten
from songngu.glossary.occurrences import assign, find_target
from songngu.glossary.words import word_set

TRIED = 12  # texts that are judged
MOST = 20  # mentions too many, above which the text is no sentence
# What may stand without whose it is: "US media", "Russian troops".
_ATTRIBUTED = word_set(
    "media troops forces soldiers officials lawmakers senators authorities allies investors newspapers newspaper "
    "police citizens nationals warplanes warships aircraft jets diplomats experts "
    "sanctions analysts scientists researchers"
)
_NOUN = re.compile(r" (?P<next>[a-z]+)\b(?!['’-])")
_PHRASE = re.compile(r",? (?:in|of|from|at) (?:the )?$")
_END = re.compile(r"(?=[,.;:!?)](?!\w)|\s(?:and|or|on|in|at|to|has|have|had|is|are|was|were|said|will)\b|$)")
_MONEY = re.compile(r"[ -](?:dollars?|bucks)\b|\$")
_BEGINS = re.compile(r"(?:^|[.!?]\s)[\s\"'“‘(\[]*$")


def drop_surplus(task: Task, candidate: Candidate) -> Candidate:
    """Leave out mentions of names that the source hasn't, one by one; the candidate itself where none can be spared."""
    return shorten(task, candidate, lambda best: _without_one(task, best), TRIED)


def _without_one(task: Task, candidate: Candidate) -> Iterator[str]:
    """The text without a mention of a name that it has too often, wherever that one stands; the surest first."""
    if not 0 < candidate.over_produced <= MOST:
        return
    text = candidate.text
    _, surplus = assign(text, task.terms)
    targets = [name for name in dict.fromkeys(text[slice(*span)] for span in surplus) if _is_spared(name, text, task)]
    places = [span for target in targets for span in find_target(text, target)]
    for spare in (_before_noun, _where_something_is):
        for span in places:
            if shorter := spare(text[: span[0]], text[span[1] :]):
                yield shorter


def _is_spared(name: str, text: str, task: Task) -> bool:
    """Whether mentions of the name may go: not "US" where there are US dollars, nor what the source itself has."""
    if not name[0].isupper() or any(_MONEY.match(text, end) for _, end in find_target(text, name)):
        return False
    said = task.source.casefold().count(name.casefold())
    return said <= sum(term.vi.casefold() == name.casefold() for term in task.terms)


def _before_noun(before: str, after: str) -> str:
    """Without "US" before "media"; "" where that isn't so."""
    match = _NOUN.match(after)
    return _joined(before, after[1:]) if match and match["next"] in _ATTRIBUTED else ""


def _where_something_is(before: str, after: str) -> str:
    """Without "in Iraq" before the end of a clause."""
    match = _PHRASE.search(before)
    return before[: match.start()] + after if match and _END.match(after) else ""


def _joined(before: str, after: str) -> str:
    return before + (after[:1].upper() + after[1:] if _BEGINS.search(before) else after)
