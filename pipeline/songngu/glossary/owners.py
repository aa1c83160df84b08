"""What several countries have: "Ukraine's stance, Europe and the US" is the stance of Ukraine, Europe and the US.

Vietnamese puts owners last, in a list: "lập trường của Ukraine, châu Âu và Mỹ", "cố vấn an ninh Anh, Đức và Pháp". The
model may turn the first of them round only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from songngu.glossary.demonyms import adjective_of, is_adjective
from songngu.records import Term

_OWNED = re.compile(r"(?<!\w)của (?:cả )?$")
_JOINED = re.compile(r", (?:và )?| và ")
# One to five words, none of which ends a phrase.
_NO_NOUN = r"(?!(?:and|or|of|to|in|on|at|for|from|by|with|that|which|who|is|are|was|were|has|have|had|will|said)\b)"
_PHRASE = rf"(?P<phrase>{_NO_NOUN}[A-Za-z][\w-]*(?: {_NO_NOUN}[A-Za-z][\w’'-]*){{0,4}})"
_ENDS = (
    r"(?=[.,;:?!)”\"]|$| (?:also|will|would|can|could|may|must|should|is|are|was|were|has|have|had|to|in|on|at|for|"
    r"with|by|after|before|during|amid|that|which|who|as|said|agreed|met|attended|took|over|about|from|when|while)\b)"
)


def say_owners(english: str, source: str, terms: Sequence[Term]) -> str:
    """The English with each list of owners in one piece, where the source has such a list."""
    for owners in _lists(source, terms):
        owned = _OWNED.search(source, 0, owners[0].vi_span[0]) is not None
        names = [rf"(?:the )?(?:{'|'.join(map(re.escape, term.targets))})" for term in owners]
        rest = rf",? and (?P<last>{names[-1]})"
        if len(owners) > 2:
            rest = ", (?P<others>" + ", ".join(names[1:-1]) + ")" + rest
        found = re.search(rf"(?<![\w-])(?P<first>{names[0]})(?P<of>['’]s?)? {_PHRASE}{rest}(?!['’]s|-){_ENDS}", english)
        if found and (changed := _changed(found, owners, owned=owned)):
            english = english[: found.start()] + changed + english[found.end() :]
    return english


def _lists(source: str, terms: Sequence[Term]) -> Iterator[list[Term]]:
    """Countries that stand in a row in the source, two or more."""
    row: list[Term] = []
    names = [term for term in terms if term.mode != "quantity" and adjective_of(term)]
    for before, term in pairwise([None, *names, None]):
        if before and term and _JOINED.fullmatch(source[before.vi_span[1] : term.vi_span[0]]):
            row = [*(row or [before]), term]
            continue
        if row and " và " in source[row[-2].vi_span[1] : row[-1].vi_span[0]]:
            yield row
        row = []


def _changed(found: re.Match[str], owners: Sequence[Term], *, owned: bool) -> str:
    first, phrase = found["first"], found["phrase"]
    others = [found["others"]] if len(owners) > 2 else []
    if found["of"] and (owned or others):
        before = "The" if found.start() == 0 or found.string[: found.start()].endswith((". ", "“", '"')) else "the"
        names = ", ".join([first[0].lower() + first[1:] if first.startswith("The ") else first, *others])
        return f"{before} {phrase} of {names} and {found['last']}"
    if owned or len(owners) < 3 or not phrase.endswith("s") or not is_adjective(first, owners[0]):
        return ""
    return f"{first}, {', '.join(map(adjective_of, owners[1:-1]))} and {adjective_of(owners[-1])} {phrase}"
