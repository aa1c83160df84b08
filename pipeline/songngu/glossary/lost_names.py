"""Vietnamese names that a translation lacks, to be asked for as they are written: of persons, places and anything else.

A small model swaps syllables of names that it hasn't met: "Khuất Duy Tiến" became "Truong Duy Tien", "Đan Trường"
"Danu". Which English a name has is no question: the syllables in their order, without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from songngu.engines.base import Annotation
from songngu.glossary.context import is_headline
from songngu.glossary.given_names import ABROAD, find_mentions
from songngu.glossary.initials import find_initials, has_initials
from songngu.glossary.person_names import find_faults, find_names_in
from songngu.glossary.place_names import NOUNS, find_places_in, stands_in
from songngu.glossary.proper_names import WELL_KNOWN, Name, Run, capitalised_runs, distinct, syllables
from songngu.glossary.recurring_names import find_others, find_recurring, is_among
from songngu.glossary.words import split_words
from songngu.records import Record, Span, overlap
from songngu.text.latin import fold_marks, is_vietnamese_syllable

_LETTERS = re.compile(r"[^\W\d_]+")
# What only Vietnam has so many of that a name after it is read in Vietnamese.
_AT_HOME = re.compile(
    r"(?:xã|phường|thôn|ấp|bản|buôn|xóm|thpt|thcs|huyện|thị trấn|đường|(?<!thành )phố|làng|cầu|đèo|sông|núi|chợ|chùa)"
    r"\s+$",
    re.IGNORECASE,
)
_BEFORE = 24  # characters
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)


class VietnameseNames(Record, frozen=True, kw_only=True):
    """The Vietnamese names of one source, apart from its terms."""

    people: tuple[Name, ...]
    places: tuple[Name, ...]
    others: tuple[Name, ...]  # capitalised syllables of which nothing says what they name
    given: tuple[Name, ...]  # of one syllable, of people whom the article names in full
    initials: tuple[Name, ...]

    @classmethod
    def of(
        cls, text: str, settled: Sequence[Span] = (), given: Sequence[str] = (), recurring: Sequence[str] = ()
    ) -> VietnameseNames:
        """Find the names in `text` that overlap no `settled` span.

        `given` are given names to look for, `recurring` names of several syllables that surely are names where they
        stand: `Segment.people` and `Segment.names`.
        """
        words = split_words(text)
        abroad = ABROAD.search(text) is not None
        places = tuple(
            name._replace(
                sure=not abroad and _AT_HOME.search(text[max(0, name.span[0] - _BEFORE) : name.span[0]]) is not None
            )
            for name in find_places_in(words)
        )
        # "thôn Đoàn Kết", "đường Lê Duẩn": what begins like a surname is a place all the same.
        people = tuple(name for name in find_names_in(words) if not is_among(name.span, places))
        known = (*people, *places)
        longer = [name for name in people if name.text not in recurring]  # "Nguyễn Tuấn Hưng"
        again = [name for name in find_recurring(text, recurring) if not is_among(name.span, (*places, *longer))]
        people = tuple(name for name in people if not is_among(name.span, again))
        others = (*again, *(() if is_headline(words) else find_others(words, (*known, *again))))
        mentions = tuple(find_mentions(words, given)) if given else ()
        free = [
            tuple(name for name in group if not any(overlap(name.span, span) for span in settled))
            for group in (people, places, others, mentions, find_initials(text))
        ]
        return cls(people=free[0], places=free[1], others=free[2], given=free[3], initials=free[4])

    def annotations(self, *, sure: bool = False) -> list[Annotation]:
        """All of them, to be asked for as English writes them, or those whose bearers must be Vietnamese."""
        wanted = (name for name in self._all if name.sure or not sure)
        return [Annotation(span=name.span, target=name.english) for name in wanted]

    @property
    def in_full(self) -> tuple[Name, ...]:
        """The names of several syllables."""
        return (*self.people, *self.places, *self.others)

    @property
    def _all(self) -> tuple[Name, ...]:
        return (*self.in_full, *self.given, *self.initials)

    def find_lost(self, english: str, taken: Sequence[Span] = ()) -> list[Name]:
        """Find the names that `english` has altered or lost; `taken` are places of terms, which are no name's.

        A name that nothing says to be Vietnamese may rightly be written otherwise ("Vương Nghị" is Wang Yi): it is lost
        only where the English has something like it.
        """
        if not self._all or not english.strip():
            return []
        lost = [fault.name for fault in find_faults(self.people, english, taken=taken)]
        runs = capitalised_runs(english)
        for name in distinct((*self.places, *self.others)):
            wanted = syllables(name)
            if not _is_kept(wanted, runs) and (name.sure or _has_like(wanted, runs, taken)):
                lost.append(name)
        said = {word for run in runs for word, _ in run}
        lost += [name for name in distinct(self.given) if said.isdisjoint(syllables(name))]
        return lost + [name for name in distinct(self.initials) if not has_initials(english, name)]

    def may_be_pronoun(self, name: Name, english: str) -> bool:
        """Whether a lost name may rightly be away: a pronoun can stand for a person who was named before."""
        return name in (*self.given, *self.initials) and _PRONOUN.search(english) is not None

    def find_misspelt(self, source: str, english: str, taken: Sequence[Span] = ()) -> list[tuple[Span, Name]]:
        """Find where `english` has another syllable in a name of which nothing says what it names: "Phu Mai".

        No more places than the source has, all misspelt alike, and not as something else of the source is written.
        """
        found: list[tuple[Span, Name]] = []
        runs = capitalised_runs(english)
        written = f" {' '.join(_LETTERS.findall(fold_marks(source).lower()))} "
        for name in distinct(self.others):
            wanted = syllables(name)
            if _is_kept(wanted, runs):
                continue
            near = [(span, said) for span, said in _windows(wanted, runs, taken) if _differ_in_one(wanted, said)]
            alike = len({" ".join(said) for _, said in near}) == 1
            if alike and len(near) <= written.count(" ".join(wanted)) and f" {' '.join(near[0][1])} " not in written:
                found += [(span, name) for span, _ in near]
        return found


def _differ_in_one(wanted: Sequence[str], said: Sequence[str]) -> bool:
    wrong = [other for one, other in zip(wanted, said, strict=True) if one != other]
    return len(wrong) == 1 and is_vietnamese_syllable(wrong[0])


def _is_kept(wanted: Sequence[str], runs: Sequence[Run]) -> bool:
    return any(stands_in(wanted, [word for word, _ in run]) for run in runs)


def _has_like(wanted: Sequence[str], runs: Sequence[Run], taken: Sequence[Span]) -> bool:
    """Whether capitalised words in a row have a syllable of the name where the name has it: "Diu Ngoc"."""
    return any(
        any(one == other for one, other in zip(wanted, said, strict=True)) for _, said in _windows(wanted, runs, taken)
    )


def _windows(wanted: Sequence[str], runs: Sequence[Run], taken: Sequence[Span]) -> Iterator[tuple[Span, list[str]]]:
    """The places of as many capitalised words as the name has, which are no term's and no kind of place."""
    size = len(wanted)
    for run in runs:
        for first in range(len(run) - size + 1):
            window = run[first : first + size]
            said = [word for word, _ in window]
            span = (window[0][1][0], window[-1][1][1])
            free = said not in WELL_KNOWN and NOUNS.isdisjoint(said)
            if free and not any(overlap(span, place) for place in taken):
                yield span, said
