"""Find glossary entries in a source text: longest match, word boundaries, case rules, context for ambiguous names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from importlib.resources import files
from typing import NamedTuple

from songngu.glossary.context import (
    Weights,
    in_longer_name,
    is_addressed,
    is_headline,
    is_in_capitals,
    is_name,
    load_weights,
    order_forms,
)
from songngu.glossary.entries import Entry, Glossary, identity
from songngu.glossary.given_names import is_mention
from songngu.glossary.surnames import find_surnames, surname_entries
from songngu.glossary.words import Words, edge_signs, fold_key, fold_plain, split_words, word_set
from songngu.records import Term
from songngu.text.normalise import to_nfc

_LONG_NAME = 4  # letters from which a one-word name in capitals (UKRAINE) is itself in a text that isn't


class Form(NamedTuple):
    """An entry as it is looked up: its words, which of them have a capital, and the signs written onto its ends."""

    entry: Entry
    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    before: str = ""
    after: str = ""


class Candidate(NamedTuple):
    """An entry that fits words `first` to `last` (included) of a text."""

    first: int
    last: int
    form: Form


class Cut(NamedTuple):
    """Words `first` to `last` (included) are a phrase in which a word surely begins."""

    first: int
    last: int


class Matcher:
    """Finds the entries of one glossary. Building is linear in the glossary, matching in the text.

    Measured by benchmarks/glossary_matching.py, CPU seconds on one core for 400 articles (200,000 words) and half of
    them: the 5,048 shipped entries 0.72 and 0.35, 100,000 made-up entries 2.48 and 1.24 (six times as many matches).
    """

    def __init__(self, glossary: Glossary) -> None:
        self._weights = load_weights()
        self._cuts, self._cut_lengths = _load_cuts()
        self._entries: dict[str, tuple[Entry, ...]] = {}  # by fold_key
        self._lengths: dict[str, tuple[int, ...]] = {}  # in words, by the first of them
        self._forms: dict[str, tuple[Form, ...]] = {}  # of those keys that a text had
        self._add(glossary.entries)

    def changed(self, add: Sequence[Entry] = (), remove: Iterable[Entry] = ()) -> Matcher:
        """The matcher of a glossary that has the entries of `add` before all others and not those of `remove`.

        As in a user's file, an added entry replaces the one that matches the same text; with several for one text the
        first is added. The matcher itself stays as it is. Takes milliseconds where building takes seconds.
        """
        other = copy(self)
        other._entries, other._lengths, other._forms = dict(self._entries), dict(self._lengths), dict(self._forms)
        wanted = Glossary.of(add).entries
        for entry in (*wanted, *remove):
            other._remove(entry)
        other._add(wanted, first=True)
        return other

    def find(self, vi: str) -> Entry | None:
        """The entry that is looked for in the same text as `vi`, at once in a glossary of any size."""
        same = identity(vi)
        return next((entry for entry in self._entries.get(fold_key(vi), ()) if identity(entry.vi) == same), None)

    def _add(self, entries: Sequence[Entry], *, first: bool = False) -> None:
        """Take entries in: behind those of the same key, or before them."""
        plain = fold_plain(entry.vi for entry in entries)
        found: dict[str, list[Entry]] = {}
        for entry in entries:
            key = plain.get(entry.vi)
            if key is None:
                words = split_words(entry.vi)
                key, opening, length = words.canonical, words.folded(0), len(words.spans)
            else:
                opening, length = key.partition(" ")[0], key.count(" ") + 1
            found.setdefault(key, []).append(entry)
            known = self._lengths.get(opening, ())
            if length not in known:
                self._lengths[opening] = tuple(sorted((*known, length)))
        for key, new in found.items():
            old = self._entries.get(key, ())
            self._entries[key] = (*new, *old) if first else (*old, *new)
            self._forms.pop(key, None)

    def _remove(self, entry: Entry) -> None:
        if same := self.find(entry.vi):
            key = fold_key(entry.vi)
            self._entries[key] = tuple(other for other in self._entries[key] if other is not same)
            self._forms.pop(key, None)

    def match(self, text: str, people: Sequence[str] = ()) -> tuple[Term, ...]:
        """The entries in `text`, sorted, without overlaps; spans are offsets in `text` as given.

        A name of one word that is among the `people` is no country where it stands for the person; the surname of a
        person of the glossary whose full name is among them ("ông Tập") is in English as that person's is.
        """
        return self.match_words(split_words(text), people)

    def match_words(self, words: Words, people: Sequence[str] = ()) -> tuple[Term, ...]:
        """The same for a text that is cut into words already."""
        headline = is_headline(words)
        return _without_glosses(
            words.text, [_term(words, candidate, self._weights, headline) for candidate in self._choose(words, people)]
        )

    def _choose(self, words: Words, people: Sequence[str]) -> list[Candidate]:
        """Longest first, then leftmost: a long match that fails leaves its words to the shorter ones in it."""
        cuts = self._find_cuts(words)
        found = (candidate for candidate in self._candidates(words, people) if not _crosses(candidate, cuts))
        candidates = sorted(found, key=lambda c: (c.first - c.last, c.first))
        taken: set[int] = set()
        chosen: list[Candidate] = []
        for candidate in candidates:
            covered = range(candidate.first, candidate.last + 1)
            if taken.isdisjoint(covered):
                taken.update(covered)
                chosen.append(candidate)
        return sorted(chosen)

    def _find_cuts(self, words: Words) -> dict[int, list[Cut]]:
        """The phrases in which a word surely begins, though with the one before it may be a term: "bị|cáo buộc".

        By the index of that word.
        """
        found: dict[int, list[Cut]] = {}
        for first in range(len(words.spans)):
            for length in self._cut_lengths.get(words.folded(first), ()):
                last = first + length - 1
                before = self._cuts.get(words.key(first, last)) if last < len(words.spans) else None
                if before and all(words.adjacent(i) for i in range(first + 1, last + 1)):
                    found.setdefault(first + before, []).append(Cut(first, last))
        return found

    def _candidates(self, words: Words, people: Sequence[str]) -> Iterable[Candidate]:
        lengths, entries, count = self._lengths, self._entries, len(words.spans)
        canonical, starts, ends = words.canonical, words.starts, words.ends
        surnames = self._surnames(people)
        for index, surname in find_surnames(words, surnames):
            yield Candidate(index, index, surnames[surname])
        for first in range(count):
            for length in lengths.get(canonical[starts[first] : ends[first]], ()):
                last = first + length - 1
                if last >= count:
                    break
                key = canonical[starts[first] : ends[last]]
                for form in self._forms_of(key) if key in entries else ():
                    if fits(words, first, last, form) and self._is_name(words, first, last, form, people):
                        yield Candidate(first, last, form)
                        break

    def _forms_of(self, key: str) -> tuple[Form, ...]:
        """The entries of that key, made ready when a text first has it: most of a glossary never is."""
        if key not in self._forms:
            # "C#" is looked for before "C".
            self._forms[key] = tuple(sorted(map(make_form, self._entries[key]), key=_count_signs))
        return self._forms[key]

    def _surnames(self, people: Sequence[str]) -> dict[str, Form]:
        """What is looked for where those of the `people` who are in the glossary are called by their surname."""
        known = [entry for name in people if " " in name and (entry := self.find(name)) and entry.kind == "person"]
        return {surname: make_form(entry) for surname, entry in surname_entries(known).items()}

    def _is_name(self, words: Words, first: int, last: int, form: Form, people: Sequence[str]) -> bool:
        """Whether the context takes the words for the name they are in the glossary."""
        if not any(form.capitals):
            return True
        if first == last and form.entry.kind == "place":
            person = words.word(first) in people
            if words.key(first, last) in self._weights.names:
                return not (person and is_mention(words, first)) and is_name(self._weights, words, first)
            if person and is_addressed(words, first):  # "anh Huế"
                return False
        return not in_longer_name(words, first, last)


def _load_cuts() -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """The phrases of cuts.txt, folded, with the number of words before the bar; their lengths by first word."""
    text = files("songngu.glossary").joinpath("cuts.txt").read_text(encoding="utf-8")
    cuts: dict[str, int] = {}
    lengths: dict[str, set[int]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            before, after = (fold_key(part) for part in line.split("|"))
            cuts[f"{before} {after}"] = before.count(" ") + 1
            lengths.setdefault(before.partition(" ")[0], set()).add(f"{before} {after}".count(" ") + 1)
    return cuts, {first: tuple(sorted(found)) for first, found in lengths.items()}


def _crosses(candidate: Candidate, cuts: Mapping[int, Sequence[Cut]]) -> bool:
    """Whether a candidate has a part of a word; one that has the whole phrase knows what it does."""
    inside = (cut for at in range(candidate.first + 1, candidate.last + 1) for cut in cuts.get(at, ()))
    return any(candidate.first > cut.first or candidate.last < cut.last for cut in inside)


def make_form(entry: Entry) -> Form:
    """Cut an entry into words, ready to be looked for."""
    words = split_words(entry.vi)
    written = tuple(words.word(i) for i in range(len(words.spans)))
    return Form(entry, written, tuple(map(_has_capital, written)), *edge_signs(words))


def combine(terms: Sequence[Term], quantities: Sequence[Term]) -> tuple[Term, ...]:
    """Merge glossary terms with quantity terms: the longer wins an overlap, the glossary a tie; sorted."""
    ranked = [(start - end, order, start, term) for order, group in enumerate((terms, quantities)) for term in group
              for start, end in (term.vi_span,)]  # fmt: skip
    kept: list[Term] = []
    taken = bytearray(max((term.vi_span[1] for *_, term in ranked), default=0))  # time grows with the text
    for _, _, _, term in sorted(ranked, key=lambda item: item[:3]):
        start, end = term.vi_span
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(term)
    return tuple(sorted(kept, key=lambda term: term.vi_span))


def fits(words: Words, first: int, last: int, form: Form) -> bool:
    """Whether words that fold to the entry's key are the entry as far as boundaries and case tell."""
    if first in words.hidden or not _bounded(words, first, last):
        return False
    if (form.before and not words.gap(first).endswith(form.before)) or not words.gap(last + 1).startswith(form.after):
        return False
    if not any(form.capitals):
        return _fits_term(words, first, last)
    if first == last:
        return _fits_single(words, first, form)
    return _fits_name(words, first, last, form)


def _bounded(words: Words, first: int, last: int) -> bool:
    """Whether the words stand free: "add" isn't in "add-on", nor Mỹ in "Mỹ-la-tinh", but Mỹ is in "Mỹ-Ukraine"."""
    return not _joined(words, first) and not _joined(words, last + 1)


def _joined(words: Words, right: int) -> bool:
    """Whether the words at both sides of the gap before word `right` are one compound."""
    if not 0 < right < len(words.spans):
        return False
    gap = words.gap(right)
    if gap in ("-", "\u2010", "\u2011"):
        return words.word(right)[0].islower()
    if gap in ("'", "\u2019"):
        return words.word(right) != "s"
    return gap == "_"


def _fits_term(words: Words, first: int, last: int) -> bool:
    """An entry without capitals: in lower case, with a first capital, or in a text in capitals.

    A capital inside "Tổng thống" is common anywhere, but one on a lone word only where a sentence opens; capitals on
    every word ("Hòa Bình") are a name and no term.
    """
    written = [words.word(i) for i in range(first, last + 1)]
    if all(word == word.lower() for word in written):
        return True
    if all(word == word.upper() for word in written):
        return (
            first != last or (len(written[0]) > 1 and is_in_capitals(words, first, last)) or words.opens_sentence(first)
        )
    if not written[0][0].isupper() or any(word != word.lower() for word in (written[0][1:], *written[1:])):
        return False
    return first != last or words.opens_sentence(first)


def _fits_single(words: Words, index: int, form: Form) -> bool:
    """A name of one word: written exactly so, or in capitals where the text around is."""
    word = words.word(index)
    exact = [c.isupper() for c in word] == [c.isupper() for c in form.words[0]]
    shouted = word == word.upper() and (len(word) >= _LONG_NAME or is_in_capitals(words, index, index))
    return exact or shouted


def _fits_name(words: Words, first: int, last: int, form: Form) -> bool:
    """A name of several words needs its capital; the other words are free ("Liên Hợp Quốc", "Liên hợp quốc").

    Free with two bounds: an acronym inside stays one, and "Hòa bình" at the start of a sentence is peace where the
    entry is the person or place Hòa Bình. The first word may lose its capital before an acronym ("viện KSND") or where
    it tells a kind ("sao Hỏa").
    """
    written = [words.word(i) for i in range(first, last + 1)]
    if all(word == word.upper() for word in written):
        return True
    for word, wanted in zip(written, form.words, strict=True):
        if len(wanted) > 1 and wanted == wanted.upper() and wanted != wanted.lower() and word != wanted.upper():
            return False
    lead = form.capitals.index(True)
    if len(written) == 2 and len(written[1]) > 2 and form.words[1].isupper():
        return True  # "viện KSND" for the entry "Viện KSND": the acronym tells
    if all(form.capitals):
        common = form.entry.kind in ("organisation", "term")  # no person or place
        if not _has_capital(written[0]):  # "sao Hỏa", "điện Kremlin"
            return common and all(map(_has_capital, written[1:])) and _may_be_lower(words, first, last)
        return all(map(_has_capital, written)) or common or not words.opens_sentence(first)
    if _has_capital(written[lead]):
        return True
    # "thành phố Hồ Chí Minh" for the entry "Thành phố Hồ Chí Minh": the generic word may lose its capital.
    rest = [word for word, capital in zip(written[1:], form.capitals[1:], strict=True) if capital]
    return len(written) > 2 and bool(rest) and all(map(_has_capital, rest))


# Words that a name may begin with in lower case, and the words before them with which they are another word.
_LOWERED: Mapping[str, frozenset[str]] = {
    fold_key(word): word_set(before)
    for word, before in {
        "sao": "vì tại ngôi bản dàn làm",
        "cục": "chi",
        "bộ": "cán nội toàn",
        "sở": "cơ trụ",
        "viện": "bệnh học thư",
        "phố": "thành khu đường",
        "mặt": "bề",
        "điện": "",
        "tết": "",
        "nhà": "",
        "lầu": "",
        "tòa": "",
        "đài": "",
    }.items()
}


def _may_be_lower(words: Words, first: int, last: int) -> bool:
    """Whether a name's first word may stand in lower case: "sao Kim" is Venus, "sao Kim Soo Hyun" isn't."""
    word = words.folded(first)
    if word not in _LOWERED or words.folded(first - 1) in _LOWERED[word]:
        return False
    return word != "sao" or not (words.adjacent(last + 1) and _has_capital(words.word(last + 1)))


def _count_signs(form: Form) -> int:
    return -len(form.before + form.after)


def _has_capital(word: str) -> bool:
    return word != word.lower()


def _without_glosses(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms without an acronym in brackets after its own name: "Cảnh sát giao thông (CSGT)" is said once.

    Both would be asked for, and "traffic police (traffic police)" is no English. Where the acronym has an English of
    its own, as "drone (UAV)" has, it stays. In 3,000 articles 312 names have their acronym after them.
    """
    kept: list[Term] = []
    for term in terms:
        before = kept[-1] if kept else None
        glossed = (
            before is not None
            and text[before.vi_span[1] : term.vi_span[0]].strip() == "("
            and text[term.vi_span[1] : term.vi_span[1] + 1] == ")"
            and term.vi.isupper()
            and term.targets[0] == before.targets[0]
        )
        if not glossed:
            kept.append(term)
    return tuple(kept)


def _term(words: Words, candidate: Candidate, weights: Weights, headline: bool) -> Term:
    form, first, last = candidate.form, candidate.first, candidate.last
    start, end = words.spans[first][0] - len(form.before), words.spans[last][1] + len(form.after)
    # "Marcos Jr." takes its own full stop along.
    span = (start, end + (form.entry.vi.endswith(".") and words.text.startswith(".", end)))
    vi = words.text[span[0] : span[1]]
    targets = order_forms(weights, _short_first(vi, form.entry.en), words, first, last)
    return Term(
        vi=vi,
        vi_span=span,
        targets=_adapt_case(targets, to_nfc(vi), form, headline),
        mode=form.entry.mode,
        key=form.entry.key,
    )


def _short_first(vi: str, targets: tuple[str, ...]) -> tuple[str, ...]:
    """The acronym itself before what it stands for, where English has the same: "OSCE", not its long name again."""
    return (vi, *(target for target in targets if target != vi)) if vi in targets and vi == vi.upper() else targets


def _adapt_case(targets: tuple[str, ...], vi: str, form: Form, headline: bool) -> tuple[str, ...]:
    """ALL CAPS where the source is in capitals and the entry isn't; both where the entry itself is an acronym."""
    if vi != vi.upper() or vi == vi.lower():
        return targets
    upper = tuple(dict.fromkeys(target.upper() for target in targets))
    if form.entry.vi == form.entry.vi.upper():
        return tuple(dict.fromkeys((*upper, *targets))) if headline else targets
    return upper
