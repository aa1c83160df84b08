"""What several countries have: "Ukraine's stance, Europe and the US" is the stance of Ukraine, Europe and the US.

Vietnamese puts owners last, in a list: "lập trường của Ukraine, châu Âu và Mỹ", "cố vấn an ninh Anh, Đức và Pháp". The
model may turn the first of them round only. "Báo cáo của ông Mueller" is "his report Mueller" now and then: the "ông"
that stands before a name is read as the owner, and the name as one beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from songngu.glossary.demonyms import adjective_of, is_adjective
from songngu.glossary.words import fold_letters, word_set
from songngu.records import Term
from songngu.text.latin import fold_marks

_OWNED = re.compile(r"(?<!\w)của (?:cả )?$")
_JOINED = re.compile(r", (?:và )?| và ")
# Where a list of countries may begin a clause of its own: "theo các quan chức Ukraine, Nga và Mỹ đã …".
_APART = re.compile(
    r"(?<!\w)(?:theo|nhờ|ngoài|bên cạnh|cùng|với|như|nước|(?:các|những|số|nhiều) quốc gia)(?!\w)[^,]*$", re.IGNORECASE
)
# One to five words, none of which ends a phrase.
_WORD = (
    r"(?!(?:and|or|of|to|in|on|at|for|from|by|with|that|which|who|is|are|was|were|has|have|had|will|said)\b)"
    r"[a-z][\w-]*(?<!ed)"
)
_PHRASE = rf"(?P<phrase>{_WORD}(?: {_WORD}){{0,4}})"
_ENDS = (
    r"(?=[.,;:?!)”\"]|$| (?:also|will|would|can|could|may|must|should|is|are|was|were|has|have|had|to|in|on|at|for|"
    r"with|by|after|before|during|amid|that|which|who|as|said|agreed|met|attended|took|over|about|from|when|while)\b)"
)
# "Under America's plan, Russia and Ukraine would …"
_OPENS = re.compile(
    r"(?:^|[.;,“\"] ?)(?:under|according to|thanks to|besides|despite|with|amid|after|before|following|in|by|like|"
    r"unlike|due to|because of|from|for|as part of|at) $",
    re.IGNORECASE,
)
# "Russia's customers, China and India": these are the two others.
_OTHERS = re.compile(
    r"\b(?:all(?:y|ies)|neighbou?rs?|partners?|customers?|rivals?|opponents?|members?|suppliers?|friends?|enem(?:y|ies)|"
    r"adversar(?:y|ies)|competitors?|markets?|countries|nations|states|powers|cities|regions?|territor(?:y|ies)|areas?)$"
)
# Who acts for one country; several of them may act for several.
_AGENTS = re.compile(
    r"\b(?:advis[eo]rs|ministers|leaders|officials|delegations|ambassadors|presidents|representatives|diplomats|envoys|"
    r"negotiators|forces|troops)$"
)

# "của bà Hứa Thị Phấn", with the word before it: whose what it is.
_OF_PERSON = re.compile(
    r"(?<!\w)(?P<before>\w+) của (?:ông|bà|anh|chị|cô|em|bác|chú) (?P<name>\w[\w.-]*(?: \w[\w.-]*){0,4})"
)
_HIS = re.compile(
    rf"\b(?P<his>[Hh]is|[Hh]er) (?P<phrase>{_WORD}(?: {_WORD})?) (?P<name>[A-Z][\w-]*(?: [A-Z][\w-]*){{0,4}})"
    r"(?:['’]s?)?(?=[.,;:?!)”\"]|$| (?:also|is|was|are|were|has|had|will|and)\b)"
)
# "His assistant Phan" may well be called so, unless it is the assistant that is somebody's.
_PERSON = re.compile(
    r"(?:wife|husband|son|daughter|mother|father|brother|sister|child|friend|assistant|lawyer|colleague|boss|partner|aide|"
    r"deputy|fianc[eé]e?|uncle|aunt|cousin|nephew|niece|predecessor|successor|rival|counterpart|opponent|teammate|"
    r"coach|driver|teacher|student|doctor|secretary|advis[eo]r|neighbou?r|relative|[a-z]*friend|son-in-law)$"
)
_PERSONS = word_set(
    "vợ chồng trai gái mẹ cha bố con bạn lý sư nghiệp dưới phó em anh chị nhiệm thân lái đội vấn ký xóm tác"
)


def say_owner(english: str, source: str) -> str:
    """The English with "Mueller's report" for "his report Mueller", where the source has "của ông Mueller"."""
    owners = [] if " của " not in source or not _HIS.search(english) else list(_OF_PERSON.finditer(source))
    sign = "’" if "’" in english else "'"

    def owned(match: re.Match[str]) -> str:
        mine = any(_owns(owner, match) for owner in owners)
        return f"{match['name']}{sign}s {match['phrase']}" if mine else match[0]

    return _HIS.sub(owned, english) if owners else english


def _owns(owner: re.Match[str], match: re.Match[str]) -> bool:
    """Whether the one of the source is the one of the English, called no longer than there, and no companion."""
    words = takewhile(lambda word: word[0].isupper(), owner["name"].split())
    name, have = fold_marks(" ".join(words)).casefold(), fold_marks(match["name"]).casefold()
    person = _PERSON.search(match["phrase"]) is not None
    return f" {name}".endswith(f" {have}") and (not person or fold_letters(owner["before"]) in _PERSONS)


def say_owners(english: str, source: str, terms: Sequence[Term]) -> str:
    """The English with each list of owners in one piece, where the source has such a list."""
    for owners in _lists(source, terms) if " and " in english else ():
        names = [rf"(?:[Tt]he )?(?:{'|'.join(map(re.escape, term.targets))})" for term in owners]
        others = ", (?P<others>" + ", ".join(names[1:-1]) + "),?" if len(owners) > 2 else ""
        rest = rf"{others} and (?P<last>{names[-1]})"
        found = re.search(rf"(?<![\w-])(?P<first>{names[0]})(?P<of>['’]s?)? {_PHRASE}{rest}(?!['’]s|-){_ENDS}", english)
        if found and (changed := _changed(found, source, owners)):
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


def _changed(found: re.Match[str], source: str, owners: Sequence[Term]) -> str:
    """What to write instead, nothing where the list may be of something else."""
    first, phrase, before = found["first"], found["phrase"], found.string[: found.start()]
    others = [found["others"]] if len(owners) > 2 else []
    start = owners[0].vi_span[0]
    if found["of"]:
        if not _OWNED.search(source, 0, start) or _OTHERS.search(phrase) or (before and _OPENS.search(before)):
            return ""
        names = ", ".join([first.replace("The ", "the "), *others])
        return f"{'the' if before else 'The'} {phrase} of {names} and {found['last']}"
    agents = len(owners) > 2 and _AGENTS.search(phrase) and is_adjective(first, owners[0])
    if not agents or _APART.search(source[:start]):
        return ""
    return f"{first}, {', '.join(map(adjective_of, owners[1:-1]))} and {adjective_of(owners[-1])} {phrase}"
