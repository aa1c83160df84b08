"""What can be told from two texts alone about a translation: names missing, parts dropped, words said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from songngu.records import Record, Severity, Span, overlap
from songngu.text.latin import find_foreign_names, fold_marks, has_vietnamese_letters
from songngu.text.leftovers import find_leftovers
from songngu.text.negation import denies, find_denials, find_denied_twice
from songngu.text.number_guard import NumberGuard
from songngu.text.numbers import NUMERAL, find_spelled_numbers, read_numeral
from songngu.text.sentences import split_sentences

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
LONG = 20  # syllables from which the ratio of words tells that a clause is missing
# In English: no initial, title or number before the stop.
_STOPPED = re.compile(r"[.!?…][\"”’)\]]*\s*$")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bMrs)[.!?…][\"”’)\]]*(?=\s|$)")
# "the General Staff of Ukraine General Staff of Ukraine", "Kushner, Kushner", "Paris (Paris)", "Hanoi of Hanoi"
_DOUBLED = re.compile(
    r"(?<![\w-])(\w[\w.'’-]*(?: \w[\w.'’-]*){0,7})(?:['’]s)?,?( (?:of |and |in |at |the )*\(?)\1(?![\w-])"
)


# "the The US", "a the"; not "the A team", nor "a an" where a letter is named.
DOUBLED_ARTICLE = re.compile(r"(?<![\w-])([Tt]he|[Aa]n?) (the|The|an?)(?= \w)")

_FIGURE = re.compile(r"(?<![\w.,:/$€£-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/:-]|[.,]\d)")
_NUMERAL = re.compile(NUMERAL)
_YEAR = re.compile(r"(?:19|20)\d\d")
_EACH = re.compile(r"\b(?:cùng|mỗi|đều|đôi|cặp|hai|lần lượt)\b", re.IGNORECASE)  # one number of two things
_BETWEEN, _FAR = 6, 120  # words, and at most so many characters, between a number and the same number said again


class Loss(Record, frozen=True, kw_only=True):
    """A part of a source that must be missing: an error where whole sentences are, a warning for a clause."""

    message: str
    severity: Severity


class SourceText:
    """One source, each of its facts read once and only when it is asked for, to hold many translations against."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def numbers(self) -> NumberGuard:
        """Its numbers."""
        return NumberGuard(self.text)

    @cached_property
    def names(self) -> tuple[tuple[str, Span], ...]:
        """Its foreign names; none in a line that isn't Vietnamese, which is left alone."""
        return find_foreign_names(self.text) if has_vietnamese_letters(self.text) else ()

    @cached_property
    def words(self) -> int:
        """How many syllables it has."""
        return count_words(self.text)

    @cached_property
    def sentences(self) -> int:
        """How many sentences it has."""
        return len(split_sentences(self.text))

    @cached_property
    def _folded(self) -> str:
        return fold_marks(self.text)

    @cached_property
    def _figures(self) -> frozenset[Decimal]:
        """The values that stand in figures in it once, and not in words besides."""
        written = Counter(read_numeral(each)[0] for each in _NUMERAL.findall(self.text))
        spelled = {value for _, value in find_spelled_numbers(self.text)}
        return frozenset(value for value, times in written.items() if times == 1 and value not in spelled)

    @cached_property
    def _lower(self) -> list[str]:
        return [word.lower() for word in _WORD.findall(self.text)]

    def find_missing_names(self, english: str, settled: Sequence[Span]) -> list[tuple[str, Span]]:
        """Find the foreign names that `english` lacks; those that overlap `settled` spans of the source aren't asked.

        Of "Brett Kavanaugh" the last word counts: news drops first names. "Slovak" answers Slovakia.
        """
        names = [(name, span) for name, span in self.names if not any(overlap(span, other) for other in settled)]
        if not names or not english.strip():
            return []
        folded = fold_marks(english).lower()
        squeezed = re.sub(r"[\W_]", "", folded)
        words = set(_WORD.findall(folded))
        missing: list[tuple[str, Span]] = []
        told: set[str] = set()
        for name, span in names:
            bare = re.sub(r"[\W_]", "", fold_marks(name).lower())
            if bare in told or bare in squeezed:
                continue
            told.add(bare)
            if not any(_is_derived(bare, word) for word in words) and not _last_name_present(self.text, span, squeezed):
                missing.append((name, span))
        return missing

    def find_leftovers(self, english: str, taken: Sequence[Span] = ()) -> tuple[str, ...]:
        """Find Vietnamese words left in `english`, outside the `taken` spans, which are terms'."""
        return find_leftovers(self.text, english, self._folded, taken=taken)

    def find_loss(self, english: str) -> Loss | None:
        """Say what part of the source `english` must lack, judged by its length; None for none."""
        words = count_words(english)
        sentences = len(_SENTENCE_END.findall(english)) + (_STOPPED.search(english) is None)
        if not words:
            return None
        if self.sentences >= 2 and sentences < self.sentences and words < 0.5 * self.words:
            return Loss(message=f"{sentences} of {self.sentences} sentences translated", severity="error")
        if self.words >= LONG and words < 0.47 * self.words:
            message = f"a clause may be missing: {words} words for {self.words} syllables"
            return Loss(message=message, severity="warning")
        return None

    @cached_property
    def _denials(self) -> tuple[Span, ...]:
        return find_denials(self.text)

    def find_lost_denial(self, english: str, settled: Sequence[Span] = ()) -> Span | None:
        """Find the first word that denies, outside `settled` spans of the source, where `english` denies nothing."""
        denials = [span for span in self._denials if not any(overlap(span, other) for other in settled)]
        denying = any(denies(english, self.text[slice(*span)]) for span in denials)
        return denials[0] if denials and not denying else None

    def find_denied_twice(self, english: str) -> str:
        """Where `english` denies a word that denies, and nothing in the source denies: "not be absent"; "" nowhere."""
        return find_denied_twice(self.text, english)

    def find_loop(self, english: str) -> str:
        """Say what `english` repeats and the source doesn't; "" for nothing."""
        words = [word.lower() for word in _WORD.findall(english)]
        if len(set(words)) == len(words):
            return ""
        for size, times in ((1, 4), (2, 3), (3, 3), (4, 3)):
            run = _longest_run(words, size)
            if run >= times and run > _longest_run(self._lower, size):
                return f"the same {size} words {run} times in a row"
        grams = Counter(tuple(words[i : i + 6]) for i in range(len(words) - 5))
        if grams and max(grams.values()) >= 3:
            said = Counter(tuple(self._lower[i : i + 6]) for i in range(len(self._lower) - 5))
            if max(said.values(), default=1) < 3:
                return f"said {max(grams.values())} times: {' '.join(grams.most_common(1)[0][0])}"
        return ""

    def find_said_twice(self, english: str) -> str:
        """The first five or more words that stand in `english` twice, though the source has no three twice; or "".

        So do 4 in 10,000 human translations of news, and 35 of a small model. A number that the source has once counts
        as well where it comes again at once ("12 minutes 12"): in 3 of 10,000 human ones and in 18 of the model's.
        """
        return self._find_words_twice(english) or self._find_number_twice(english)

    def _find_words_twice(self, english: str) -> str:
        words = [word.lower() for word in _WORD.findall(english)]
        first, second = _find_again(words, 5)
        if not second or _find_again(self._lower, 3)[1]:
            return ""
        end = 5
        while second + end < len(words) and words[first + end] == words[second + end] and first + end < second:
            end += 1
        return " ".join(words[first : first + end])

    def _find_number_twice(self, english: str) -> str:
        """The first figure that comes again within a few words, though the source has it once and of one thing."""
        last: dict[str, int] = {}
        for match in _FIGURE.finditer(english):
            start = last.get(match[0], -_FAR)
            last[match[0]] = match.end()
            near = match.start() - start < _FAR and count_words(english[start : match.start()]) <= _BETWEEN
            if near and not _YEAR.fullmatch(match[0]) and Decimal(match[0].replace(",", "")) in self._figures:
                return "" if _EACH.search(self.text) else match[0]
        return ""


def _find_again(words: Sequence[str], size: int) -> tuple[int, int]:
    """Where so many words begin that come again later, without overlap, and where they do; (0, 0) for none."""
    first: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - size + 1):
        before = first.setdefault(tuple(words[at : at + size]), at)
        if at - before >= size:
            return before, at
    return 0, 0


def count_words(text: str) -> int:
    """Count words, or the syllables of Vietnamese."""
    return len(_WORD.findall(text))


def find_doubled(english: str, source: str, needed: Sequence[Span] = ()) -> tuple[tuple[Span, Span], ...]:
    """Find names and terms said twice in a row: the two places of each, the second with what joins them.

    `needed` are the places of terms. Where both places hold one of these, the source has the term twice: a fault only
    if nothing stands between them, and nothing is doubled there. Words without a term must have a capital, and stand in
    the source once at most.
    """
    found: list[tuple[Span, Span]] = []
    for match in _DOUBLED.finditer(english):
        first = match.span(1)
        second = (match.end() - len(match[1]), match.end())
        here, there = (any(overlap(span, each) for each in needed) for span in (first, second))
        if here and there and (match[2].strip() or "," in match[0] or _has_doubled_name(source)):
            continue
        if not here and not there and (not _is_name(match[1]) or source.count(match[1]) > 1):
            continue
        closing = match[2].endswith("(") and english[match.end() : match.end() + 1] == ")"
        found.append((first, (match.end(1), match.end() + closing)))
    return tuple(found)


def _has_doubled_name(source: str) -> bool:
    return any(_is_name(match[1]) for match in _DOUBLED.finditer(source))


def _is_name(words: str) -> bool:
    return any(word[0].isupper() for word in words.split()) and len(words) > 2


def _longest_run(words: list[str], size: int) -> int:
    best = run = 1
    for i in range(size, len(words) - size + 1):
        same = words[i : i + size] == words[i - size : i]
        run = run + 1 if same else run if run > 1 and (i % size) else 1
        best = max(best, run // size + 1 if size > 1 else run)
    return best


# Adjectives that don't begin as their name does.
_IRREGULAR = {
    "wales": "welsh",
    "ireland": "irish",
    "scotland": "scottish",
    "philippines": "filipino",
    "oscar": "academy",
}
_DERIVED = re.compile(r"(?:an|ans|ese|ish|ic|i|is|er|ers|ean|ine|y|ech|ch|ot|o|os)$")


def _is_derived(name: str, word: str) -> bool:
    """Tell whether an English word is a place's adjective or people: Mexican, Slovak, Ukrainian, Italy of Italia."""
    if _IRREGULAR.get(name) == word:
        return True
    stem = name[: max(4, len(name) - 3)]
    return len(word) >= 4 and (
        (name.startswith(word) and len(word) >= 5) or (word.startswith(stem) and bool(_DERIVED.search(word)))
    )


def _last_name_present(text: str, span: Span, squeezed: str) -> bool:
    following = re.match(r"(?:\s+(?:de|van|von|al|el|bin|[A-Z]\.|[A-Z][\w'’-]+))*\s+([A-Z][\w'’-]+)", text[span[1] :])
    return bool(following and re.sub(r"[\W_]", "", fold_marks(following[1]).lower()) in squeezed)
