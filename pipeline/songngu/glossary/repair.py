"""Mend in place what is nearly the term: wrong case, dots, a close spelling, the source form left as it was.

No other word is changed, apart from `a`/`an` and a doubled `the` just before the place. What is said twice in a row
("Kushner, Kushner") is said once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from songngu.glossary.candidates import Candidate, Task, count_vietnamese, judge, rank
from songngu.glossary.occurrences import find_target
from songngu.records import Span, Term

CLOSE = 0.8  # Zelenskiy/Zelensky 0.94, Medvedyev/Medvedev 0.94; Slovakia/Slovenia 0.75
LEFT_AS_IT_WAS = 0.3  # price of a replaced source form, in mean log-probability
_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_VOWEL = re.compile(r"[aeio]", re.IGNORECASE)
_SIGNS = re.compile(r"(?<!\d)[.\-‐‑–'’ʼ]|[.\-‐‑–'’ʼ](?!\d)|[\u0300-\u036f\s]")
_ENDING = re.compile(r"(?:['’]s?|[-–]\w+)$")


def repair(task: Task, candidate: Candidate, *, untranslated: bool) -> Candidate:
    """Mend the unmet terms of a candidate one by one; give it back unchanged where nothing can be mended.

    A name that was left as the source has it ("Cần Thơ") is replaced where it stands. With `untranslated`, any source
    form that was left is, at a price: where the engine left one that is no name, or other words beside it, asking it
    for the term gives a better sentence.
    """
    best = collapse(task, candidate)
    for index, term in enumerate(task.terms):
        if best.spans[index] is not None:
            continue
        # The first that has this term and has lost nothing: mendings come in order of safety.
        for text, penalty in _texts(best, term, untranslated=untranslated):
            mended = judge(task, text, best.score, "repaired", best.penalty + penalty, plain=best.plain)
            if mended.spans[index] is not None and rank(task, mended) <= rank(task, best):
                best = mended
                break
    return best


def collapse(task: Task, candidate: Candidate) -> Candidate:
    """Say once what the candidate says twice in a row, where no term is lost by it."""
    best = candidate
    while best.doubled:
        for (_, kept), (_, end) in best.doubled:
            text = best.text[:kept] + best.text[end:]
            once = judge(task, text, best.score, best.how, best.penalty, plain=best.plain)
            if rank(task, once)[:4] < rank(task, best)[:4]:
                best = once
                break
        else:
            break
    return best


def _texts(candidate: Candidate, term: Term, *, untranslated: bool) -> Iterator[tuple[str, float]]:
    """Texts in which `term` may have been mended, with the price of each."""
    for text in _mendings(candidate, term):
        yield text, 0.0
    safe = is_name(term.vi) and not count_vietnamese(candidate.text)
    if safe or untranslated:
        for text in _replace_source_form(candidate, term):
            yield text, 0.0 if safe else LEFT_AS_IT_WAS


def is_name(form: str) -> bool:
    """Whether every word of a source form has a capital."""
    return all(word[0].isupper() for word in form.split())


def splice(text: str, span: Span, target: str) -> str:
    """Put `target` in the place of `span`: with `a`/`an` right, no doubled article, a capital where a text begins."""
    before, after = text[: span[0]], text[span[1] :]
    article, _, rest = target.partition(" ")
    if (
        rest
        and article.lower() in ("the", "a", "an")
        and (match := re.search(r"\b(?:the|an?) $", before, re.IGNORECASE))
    ):
        before = before[: match.start()]
    elif (match := re.search(r"\b([Aa])n? $", before)) and target[0].isalpha() and target[0].lower() != "u":
        before = before[: match.start()] + match[1] + ("n " if _VOWEL.match(target) else " ")
    if not before.strip(" \"'“‘([") and target == target.lower():
        target = target[:1].upper() + target[1:]
    return before + target + after


def _mendings(candidate: Candidate, term: Term) -> Iterator[str]:
    """Texts in which something that is nearly `term` has become it, the safest first."""
    targets = [target for target in term.targets if target.strip()]
    if not targets:
        return
    whole = _bare(candidate.text)
    near = [target for target in targets if _bare(target) in whole or any(c.isdigit() for c in target)]
    named = term.mode != "quantity" and targets[0][0].isupper()
    free = (
        [span for span in _windows(candidate.text, term) if not _touches(span, candidate.spans)]
        if near or named
        else []
    )
    if near:
        bare = [_bare(candidate.text[slice(*span)]) for span in free]
        for target in near:
            wanted = _bare(target)
            for span, found in zip(free, bare, strict=True):
                if found == wanted:
                    yield splice(candidate.text, span, target)
    target = targets[0]
    if term.mode == "quantity":
        yield from _mend_numbers(candidate, target)
    elif named:
        wanted = _bare(target)
        for span in free:
            first = candidate.text[span[0]]
            alike = first.isupper() and _bare(first) == wanted[:1]
            if alike and _is_close(_bare(candidate.text[slice(*span)]), wanted):
                yield splice(candidate.text, span, target)


def _replace_source_form(candidate: Candidate, term: Term) -> Iterator[str]:
    """Texts in which the source form, left as it was, has become the target."""
    for span in find_target(candidate.text, term.vi):
        if not _touches(span, candidate.spans) and term.targets[0].strip():
            yield splice(candidate.text, span, term.targets[0])


def _windows(text: str, term: Term) -> list[Span]:
    """Spans of as many words as a target or the source form has, without the punctuation around them."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    lengths = {len(form.split()) for form in (*term.targets, term.vi)} - {0}
    spans = [(tokens[i][0], tokens[i + n - 1][1]) for n in sorted(lengths) for i in range(len(tokens) - n + 1)]
    return list(dict.fromkeys(part for span in spans for part in _bared(text, span)))


def _bared(text: str, span: Span) -> Iterator[Span]:
    """The span without surrounding punctuation; also without a possessive, or a hyphen and what follows it."""
    start, end = span
    while start < end and not (text[start].isalnum() or text[start] in "$€£"):
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in "%"):
        end -= 1
    if start == end:
        return
    if text[end : end + 1] == ".":  # "U.S."
        yield start, end + 1
    if match := _ENDING.search(text[start:end]):
        yield start, start + match.start()
    yield start, end


def _touches(span: Span, places: Sequence[Span | None]) -> bool:
    start, end = span
    return any(place is not None and start < place[1] and place[0] < end for place in places)


def _bare(text: str) -> str:
    """The text without case, dots, marks, hyphens and apostrophes; the dots and hyphens of numbers stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return _SIGNS.sub("", text.casefold())


def _is_close(found: str, target: str) -> bool:
    """Whether two bare names differ by little enough to be two spellings of one."""
    if min(len(found), len(target)) < 5:
        return False
    matcher = SequenceMatcher(None, found, target, autojunk=False)
    return matcher.real_quick_ratio() >= CLOSE and matcher.ratio() >= CLOSE


def _mend_numbers(candidate: Candidate, target: str) -> Iterator[str]:
    """Write a number of the same digits as the target writes it: "1.500,5" or "1500.5" becomes "1,500.5"."""
    for wanted in _NUMBER.findall(target):
        for match in _NUMBER.finditer(candidate.text):
            same = re.sub("[.,]", "", match[0]) == re.sub("[.,]", "", wanted)
            if same and match[0] != wanted and not _touches(match.span(), candidate.spans):
                yield candidate.text[: match.start()] + wanted + candidate.text[match.end() :]
