"""Mend in place what is nearly the term: wrong case, dots, a close spelling, the source form left as it was.

No other word is changed, apart from `a`/`an` and a doubled `the` just before the place. What is said twice in a row
("Kushner, Kushner") is said once, and a mention that the source hasn't is left out where that can be (surplus.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property

from songngu.glossary.candidates import DAY_IN_NUMBERS, Candidate, Task, count_vietnamese, judge, mark, rank, shorten
from songngu.glossary.occurrences import find_target, find_targets
from songngu.glossary.surplus import drop_surplus
from songngu.records import Span, Term
from songngu.text.date_cues import is_said_day
from songngu.text.english_numbers import EnglishNumber
from songngu.text.number_guard import NumberReport
from songngu.text.numbers import MAGNITUDE_WORDS, in_words

CLOSE = 0.8  # Zelenskiy/Zelensky 0.94, Medvedyev/Medvedev 0.94; Slovakia/Slovenia 0.75
TRIED = 24  # mendings of one text that are judged; what is lacking beyond them is for the next step
CROWDED = 25  # terms from which a text has fewer tries, as each takes longer: the work stays about linear
LOOKED_AT = 100  # places of one text that may be mended
_BESIDE = 80  # characters around a mended place that may be part of the term
LEFT_PREFERRED = 0.1  # price where nothing would ask for the term, as it is only preferred
LEFT_AS_IT_WAS = 0.3  # price of a replaced source form, in mean log-probability
_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BEFORE_DAY = re.compile(r"\b(?:[Oo]n|[Ii]n|[Aa]t) (?:the )?(?:(?:day|date)(?: of)? )?$")
_VOWEL = re.compile(r"[aeio]", re.IGNORECASE)
_SIGNS = re.compile(r"(?<!\d)[.\-‐‑–'’ʼ]|[.\-‐‑–'’ʼ](?!\d)|[\u0300-\u036f\s]")
_TWICE_AFTERNOON = re.compile(r"(?<![\w.,:])(1[3-9]|2[0-3])(?:[:.]\d\d)? ?[aApP]\.?[mM]\b\.?")
_MAGNITUDE = re.compile(rf"(?: (?:{MAGNITUDE_WORDS})\b)+", re.IGNORECASE)
_ALL_OF = re.compile(r"\bcả\s+$", re.IGNORECASE)
_DOUBLE = re.compile(r"\b(?:hai|đôi|lẫn|vừa|2)\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:['’]s?|[-–]\w+)$")


def repair(task: Task, candidate: Candidate, *, untranslated: bool) -> Candidate:
    """Mend the unmet terms of a candidate one by one; give it back unchanged where nothing can be mended.

    A name that was left as the source has it ("Cần Thơ") is replaced where it stands. With `untranslated`, any source
    form that was left is, at a price: where the engine left one that is no name, or other words beside it, asking it
    for the term gives a better sentence.
    """
    best = drop_surplus(task, collapse(task, candidate))
    text, tried, tries, looked_at = _Text(task, best), 0, _count_tries(task), 0
    hopeless: set[tuple[str, tuple[str, ...]]] = set()  # terms that nothing in the text can be mended to
    for index, term in enumerate(task.terms):
        if best.spans[index] is not None or (term.vi, term.targets) in hopeless:
            continue
        # The first that has this term and has lost nothing: mendings come in order of safety.
        for place, target, penalty in _places(text, term, untranslated=untranslated):
            looked_at += 1
            mending = splice(text.text, place, target)
            if tried == tries or looked_at > LOOKED_AT:
                return best
            if not text.has_more(mending, place, term):
                continue
            tried += 1
            mended = judge(task, mending, best.score, "repaired", best.penalty + penalty, plain=best.plain)
            if mended.spans[index] is not None and rank(task, mended) <= rank(task, best):
                best = mended
                text, hopeless = _Text(task, best), set()
                break
        else:
            hopeless.add((term.vi, term.targets))
    return best


def collapse(task: Task, candidate: Candidate) -> Candidate:
    """Say once what the candidate says twice in a row, where no term is lost by it."""
    return shorten(task, candidate, _said_once, _count_tries(task))


def _said_once(candidate: Candidate) -> Iterator[str]:
    """The text without the second of two places that say the same."""
    for (_, kept), (_, end) in candidate.doubled:
        yield candidate.text[:kept] + candidate.text[end:]


def _count_tries(task: Task) -> int:
    return min(TRIED, max(3, TRIED * CROWDED // max(1, len(task.terms))))


class _Text:
    """A candidate that is to be mended: its free places, each looked up once for all the terms that it lacks."""

    def __init__(self, task: Task, candidate: Candidate) -> None:
        self.text = candidate.text
        self.source = task.text
        self._taken = mark(len(candidate.text), candidate.spans)
        self._windows: dict[int, dict[str, list[Span]]] = {}
        self._alike: dict[tuple[str, int], list[Span]] = {}

    def is_free(self, span: Span) -> bool:
        """Whether no met term has a part of the place."""
        return self._taken.find(1, *span) < 0

    def has_more(self, mending: str, place: Span, term: Term) -> bool:
        """Whether the term has more places in `mending`, which differs at `place`, than here: cheaper than to judge."""
        start, end = max(0, place[0] - _BESIDE), place[1] + _BESIDE
        here, there = self.text[start:end], mending[start : len(mending) - len(self.text) + end]
        return self._count(there, term) > self._count(here, term)

    def _count(self, text: str, term: Term) -> int:
        return len({span for spans in find_targets(text, term.targets).values() for span in spans})

    @cached_property
    def bare(self) -> str:
        """The text as `_bare` has it."""
        return _bare(self.text)

    @cached_property
    def untranslated(self) -> bool:
        """Whether words of the source were left in it."""
        return count_vietnamese(self.text) > 0

    @cached_property
    def numbers(self) -> dict[str, list[re.Match[str]]]:
        """The free numbers by their digits."""
        found: dict[str, list[re.Match[str]]] = {}
        for match in _NUMBER.finditer(self.text):
            if self.is_free(match.span()):
                found.setdefault(_digits(match[0]), []).append(match)
        return found

    @cached_property
    def number_report(self) -> NumberReport:
        """The numbers of the source that the text lacks, and those that only the text has."""
        return self.source.numbers.compare(self.text)

    @cached_property
    def _tokens(self) -> list[Span]:
        return [match.span() for match in _TOKEN.finditer(self.text)]

    def windows(self, length: int) -> dict[str, list[Span]]:
        """The free spans of `length` words without the punctuation around them, by their bare text."""
        if length not in self._windows:
            found = self._windows[length] = {}
            tokens = self._tokens
            spans = ((tokens[i][0], tokens[i + length - 1][1]) for i in range(len(tokens) - length + 1))
            for span in dict.fromkeys(part for whole in spans for part in _bared(self.text, whole)):
                if self.is_free(span):
                    found.setdefault(_bare(self.text[slice(*span)]), []).append(span)
        return self._windows[length]

    def alike(self, wanted: str, length: int) -> list[Span]:
        """The free spans of `length` words with a capital that could be another spelling of a bare name."""
        key = (wanted, length)
        if key not in self._alike:
            self._alike[key] = [
                span
                for found, spans in self.windows(length).items()
                if found[:1] == wanted[:1] and _is_close(found, wanted)
                for span in spans
                if self.text[span[0]].isupper()
            ]
        return self._alike[key]


def _places(text: _Text, term: Term, *, untranslated: bool) -> Iterator[tuple[Span, str, float]]:
    """Places where `term` may be mended, what comes there, and the price of each."""
    for place, target in _mendings(text, term):
        yield place, target, 0.0
    safe = (is_name(term.vi) or term.mode == "quantity") and not text.untranslated
    preferred = term.mode == "prefer" and _is_marked(term.vi)
    if (safe or preferred or untranslated) and _is_surely_day(text, term):
        for span in find_target(text.text, term.vi):
            if text.is_free(span) and term.targets[0].strip():
                yield span, term.targets[0], 0.0 if safe else LEFT_PREFERRED if preferred else LEFT_AS_IT_WAS


def _is_marked(form: str) -> bool:
    """Whether a source form can't be English: it has marks, or is an acronym ("HĐXX", "VKS")."""
    return not form.isascii() or (form.isupper() and len(form) > 1)


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


def _mendings(text: _Text, term: Term) -> Iterator[tuple[Span, str]]:
    """Places of what is nearly `term` and what comes there, the safest first."""
    targets = [target for target in term.targets if target.strip()]
    if not targets:
        return
    # As many words as a target or the source form has.
    lengths = sorted({len(form.split()) for form in (*targets, term.vi)} - {0})
    for target in targets:
        wanted = _bare(target)
        if wanted in text.bare or any(c.isdigit() for c in target):
            for length in lengths:
                for span in text.windows(length).get(wanted, ()):
                    yield span, target
    target = targets[0]
    if term.mode == "quantity":
        yield from _mend_strays(text, term)
        yield from _mend_left_dates(text, term)
        yield from _mend_numbers(text, target)
        yield from _mend_values(text, term)
        yield from _mend_both(text, term)
    elif target[0].isupper():
        for length in lengths:
            for span in text.alike(_bare(target), length):
                yield span, target


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
    return matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE and matcher.ratio() >= CLOSE


def _mend_numbers(text: _Text, target: str) -> Iterator[tuple[Span, str]]:
    """Write a number of the same digits as the target writes it: "1.500,5" or "1500.5" becomes "1,500.5"."""
    for wanted in _NUMBER.findall(target):
        for match in text.numbers.get(_digits(wanted), ()):
            if match[0] != wanted:
                yield match.span(), wanted


def _mend_strays(text: _Text, term: Term) -> Iterator[tuple[Span, str]]:
    """Take off what was left of the source beside a target: "May 1-5" for "1-5", "$0.8%", "16:00 pm" for "16h"."""
    for target in term.targets:
        if target not in text.text:
            continue
        pattern = rf"(?P<before>[$€£¥]?)(?<!\w){re.escape(target)}(?P<after>(?:[-–/]\d{{1,4}})*)(?![\w.]?\d)"
        for match in re.finditer(pattern, text.text):
            left = re.findall(r"\d+", match["after"])
            known = set(left) <= set(re.findall(r"\d+", term.vi))
            if known and (match["before"] or left) and text.is_free(match.span()):
                yield match.span(), target
    if _is_time(term):
        for match in _TWICE_AFTERNOON.finditer(text.text):
            if int(match[1]) in map(int, _NUMBER.findall(term.vi)) and text.is_free(match.span()):
                yield match.span(), term.targets[0]


def _mend_left_dates(text: _Text, term: Term) -> Iterator[tuple[Span, str]]:
    """Write the day that was left in numbers: "On 24-3", "in the day of 4-7". Nothing else may have these numbers."""
    written = DAY_IN_NUMBERS.search(term.vi)
    if written is None or not term.key.startswith("date:") or "," in term.key:
        return
    if not _is_surely_day(text, term):
        return
    numbers = r"\s?[-/.]\s?".join(rf"0?{number.lstrip('0')}" for number in re.findall(r"\d+", written[0]))
    day = re.compile(rf"(?<![\w/,-])(?<!\d\.){numbers}(?![\w/-]|[.,]\d)")
    places = list(day.finditer(text.text))
    if len(places) != 1 or len(day.findall(text.source.text)) != 1 or not text.is_free(places[0].span()):
        return
    start, end = places[0].span()
    before = _BEFORE_DAY.search(text.text, 0, start)
    if before is None:
        yield (start, end), term.targets[0]
    else:
        yield (before.start(), end), f"{'On' if before[0][0].isupper() else 'on'} {term.targets[0]}"


def _is_surely_day(text: _Text, term: Term) -> bool:
    """False for a bare "9/10": an address, so many of ten, or a share that the rules may take for a day."""
    written = DAY_IN_NUMBERS.search(term.vi) if term.key.startswith("date:") else None
    return written is None or "/" not in written[0] or is_said_day(text.source.text, term.vi_span[0] + written.start())


def _digits(number: str) -> str:
    return re.sub("[.,]", "", number)


def _mend_values(text: _Text, term: Term) -> Iterator[tuple[Span, str]]:
    """Replace a wrong value where it must be this one: the only one that the text lacks, and the only one too many.

    "7:00 p.m." for "7h" is "7 a.m."; "450 km" for "400 km" is "400 km". Times are told apart from other numbers, and
    as many as are lacking are put in the places of as many that are too many, in order.
    """
    report = text.number_report
    spans = [missing.vi_span for missing in report.missing if _is_time(missing) == _is_time(term)]
    wrong = [number for number in report.invented if _is_time(number) == _is_time(term) and text.is_free(number.span)]
    if term.vi_span not in spans or len(wrong) != len(spans) or (len(spans) > 1 and not _is_time(term)):
        return
    number = wrong[spans.index(term.vi_span)]
    if _is_time(term):
        yield number.span, term.targets[0]
        return
    start = number.span[0]
    for target in term.targets:
        value = _NUMBER.search(target)
        if value and text.text[:start].endswith(target[: value.start()]):
            written = _NUMBER.match(text.text, start)
            if written and value[0] in re.split("[.,]", written[0]):
                return  # "1.70 m" has the 70 of a source that was misread
            if written is None:
                continue
            # A magnitude belongs to its number: "VND3.9 million" becomes "VND3.9 billion".
            size, own = _MAGNITUDE.match(text.text, written.end()), _MAGNITUDE.match(target, value.end())
            ends = [match.end() if match else bare.end() for match, bare in ((size, written), (own, value))]
            if (size is None) == (own is None) and text.text[ends[0] :].startswith(target[ends[1] :]):
                yield (start, ends[0]), target[value.start() : ends[1]]
                return


def _mend_both(text: _Text, term: Term) -> Iterator[tuple[Span, str]]:
    """Write "all four" for the "both" of "cả 4 HLV", where it is the only one and the source has nothing double."""
    number = re.fullmatch(r"number:([3-9]|1\d)", term.key)
    source = text.source.text
    if not number or not _ALL_OF.search(source, 0, term.vi_span[0]) or _DOUBLE.search(source):
        return
    places = list(re.finditer(r"\b[Bb]oth\b", text.text))
    if len(places) == 1 and text.is_free(places[0].span()):
        yield places[0].span(), f"{'All' if places[0][0] == 'Both' else 'all'} {in_words(int(number[1]))}"


def _is_time(value: Term | EnglishNumber) -> bool:
    if isinstance(value, Term):
        return value.key.startswith("time:")
    return any(each.startswith("T") for each in value.values)
