"""Measure translations: sacrebleu's metrics, terminology success, and whether an engine obeys terms at all.

Terminology success is counted per occurrence, word-bounded, in the right case, longest match first (see
glossary/occurrences.py). Beside it stands the measure of WMT25's terminology task (track 2): lower-cased substrings,
min(1, occurrences in the hypothesis / in the source) by term, which also counts `lan` in `Ireland`.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from songngu.engines.base import Engine
from songngu.errors import ReadError, UsageError
from songngu.glossary.enforcement import EnforcementReport, count_steps, enforce
from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher, combine
from songngu.glossary.occurrences import assign, find_target
from songngu.records import Record, Segment, Span, Term
from songngu.settings import Settings
from songngu.text.quantities import find_quantities

_WORD = re.compile(r"[^\W_][\w’'-]*")
_NAME_WORDS = 5  # the longest name looked for


class Pair(Record, frozen=True, kw_only=True):
    """A source sentence and its human translation."""

    source: str
    reference: str


class Score(Record, frozen=True, kw_only=True):
    """One metric with the signature that says how it was computed."""

    metric: str
    value: float
    signature: str


class TermScore(Record, frozen=True, kw_only=True):
    """Terminology in a set of translations.

    `success`, `wmt25` and `consistency` are shares from 0 to 1 (1.0 where there was nothing to do), `over_produced`
    counts places of enforced targets that no source occurrence asks for. `consistency`: of the source forms that
    occur at least twice, the share of occurrences that have their form's most frequent rendering.
    """

    occurrences: int
    met: int
    success: float
    wmt25: float
    over_produced: int
    consistency: float


class Drawn(Record, frozen=True, kw_only=True):
    """A pair and the terms found in both its sides, true or with random targets also written into the reference."""

    pair: Pair
    terms: tuple[Term, ...]


class TermRun(Record, frozen=True, kw_only=True):
    """One run of `evaluate_terms`: "none", "true" or "random" terms, and what came of them."""

    name: str
    english: tuple[str, ...]
    steps: EnforcementReport
    terms: TermScore
    quantities: TermScore
    chrf: Score


def read_lines(path: Path) -> list[str]:
    """Read the lines of a UTF-8 file. Raises ReadError where it can't."""
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"can't be read: {error}", where=str(path), mend="Give a text file in UTF-8") from error


def read_pairs(path: Path, lines: int | None = None) -> list[Pair]:
    """Read `source<TAB>reference` lines. Raises ReadError for a line without exactly one tab."""
    pairs = []
    for number, line in enumerate(read_lines(path), 1):
        source, tab, reference = line.partition("\t")
        if not tab or "\t" in reference:
            raise ReadError("not two columns", where=f"{path}:{number}", mend="Write source, one tab, reference")
        pairs.append(Pair(source=source, reference=reference))
    return pairs[:lines]


def read_parallel(source: Path, reference: Path) -> list[Pair]:
    """Read two files, line for line. Raises ReadError where they differ in length."""
    here, there = read_lines(source), read_lines(reference)
    if len(here) != len(there):
        what = f"{len(here)} lines against {len(there)} in {reference}"
        raise ReadError(what, where=str(source), mend="Source and reference must match line for line")
    return [Pair(source=one, reference=other) for one, other in zip(here, there, strict=True)]


def measure_quality(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """BLEU, chrF2, chrF2++ and TER over the corpus (Post 2018). Raises UsageError where sacrebleu isn't installed."""
    try:
        from sacrebleu.metrics import BLEU, CHRF, TER
    except ImportError as error:
        raise UsageError("sacrebleu isn't installed", mend="Install it with `pip install 'songngu[eval]'`") from error
    metrics = {"BLEU": BLEU(), "chrF2": CHRF(), "chrF2++": CHRF(word_order=2), "TER": TER()}
    return tuple(
        Score(
            metric=name,
            value=metric.corpus_score(list(hypotheses), [list(references)]).score,
            signature=str(metric.get_signature()),
        )
        for name, metric in metrics.items()
    )


def measure_terms(english: Sequence[str], terms: Sequence[Sequence[Term]]) -> TermScore:
    """Measure how far each text has the terms of its segment."""
    places = [assign(text, own) for text, own in zip(english, terms, strict=True)]
    renderings: dict[str, Counter[str]] = defaultdict(Counter)
    for text, own, (spans, _) in zip(english, terms, places, strict=True):
        for term, span in zip(own, spans, strict=True):
            renderings[term.vi][text[slice(*span)].lower() if span else ""] += 1
    occurrences = sum(len(own) for own in terms)
    met = sum(span is not None for spans, _ in places for span in spans)
    shares = [share for text, own in zip(english, terms, strict=True) for share in _wmt25_shares(text, own)]
    return TermScore(
        occurrences=occurrences,
        met=met,
        success=met / occurrences if occurrences else 1.0,
        wmt25=sum(shares) / len(shares) if shares else 1.0,
        over_produced=sum(len(left) for _, left in places),
        consistency=_consistency(renderings.values()),
    )


def draw_terms(pairs: Sequence[Pair], glossary: Glossary | None = None) -> list[Drawn]:
    """Find in each pair what is a term on both sides: names that are equal, glossary entries, quantities."""
    matcher = Matcher(glossary) if glossary else None
    drawn = []
    for pair in pairs:
        entries = matcher.match(pair.source) if matcher else ()
        terms = combine(combine(entries, _equal_names(pair)), find_quantities(pair.source))
        kept = [msgspec.structs.replace(t, mode="quantity" if t.mode == "quantity" else "enforce") for t in terms]
        drawn.append(Drawn(pair=pair, terms=_in_reference(kept, pair.reference)))
    return drawn


def randomise_terms(drawn: Sequence[Drawn], seed: int) -> list[Drawn]:
    """Give each enforced term the target of another term of its kind, and write that into the reference.

    No model can know these from its training, so they show obedience (the random run of WMT23 and WMT25). Within a
    pair equal targets stay equal and different ones different; a target that the pair has already isn't given.
    """
    chance = random.Random(seed)
    pool = sorted({term.targets[0] for each in drawn for term in each.terms if term.mode == "enforce"})
    return [_randomise(each, pool, chance) for each in drawn]


def evaluate_terms(drawn: Sequence[Drawn], engine: Engine, settings: Settings, seed: int = 1) -> Iterator[TermRun]:
    """Translate without terms, with the true ones and with random ones, each measured against its own references."""
    yield _run("none", drawn, engine, settings)
    yield _run("true", drawn, engine, settings)
    yield _run("random", randomise_terms(drawn, seed), engine, settings)


def _run(name: str, drawn: Sequence[Drawn], engine: Engine, settings: Settings) -> TermRun:
    segments = [Segment(id=f"s{n}", paragraph=0, kind="text", vi=each.pair.source) for n, each in enumerate(drawn, 1)]
    given = [() if name == "none" else each.terms for each in drawn]
    translations = enforce(segments, given, engine, settings)
    english = [translation.en for translation in translations]
    return TermRun(
        name=name,
        english=tuple(english),
        steps=count_steps(translations),
        terms=measure_terms(english, [_of_mode(each.terms, quantity=False) for each in drawn]),
        quantities=measure_terms(english, [_of_mode(each.terms, quantity=True) for each in drawn]),
        chrf=measure_quality(english, [each.pair.reference for each in drawn])[2],
    )


def _of_mode(terms: Sequence[Term], *, quantity: bool) -> tuple[Term, ...]:
    return tuple(term for term in terms if (term.mode == "quantity") is quantity)


def _wmt25_shares(english: str, terms: Iterable[Term]) -> list[float]:
    wanted = Counter(tuple(target.lower() for target in term.targets) for term in terms)
    lower = english.lower()
    return [min(1.0, sum(lower.count(target) for target in targets) / n) for targets, n in wanted.items()]


def _consistency(renderings: Iterable[Counter[str]]) -> float:
    repeated = [counts for counts in renderings if counts.total() > 1]
    total = sum(counts.total() for counts in repeated)
    return sum(counts.most_common(1)[0][1] for counts in repeated) / total if total else 1.0


def _equal_names(pair: Pair) -> tuple[Term, ...]:
    """Names, the longest first, that stand as often in the source as in the reference, letter for letter."""
    terms: list[Term] = []
    for start, end in sorted(_capitalised(pair.source), key=lambda span: (span[0] - span[1], span)):
        name = pair.source[start:end]
        if any(start < term.vi_span[1] and term.vi_span[0] < end for term in terms):
            continue
        if len(find_target(pair.source, name)) == len(find_target(pair.reference, name)) > 0:
            terms.append(Term(vi=name, vi_span=(start, end), targets=(name,), mode="enforce", key=f"{name}={name}"))
    return tuple(sorted(terms, key=lambda term: term.vi_span))


def _capitalised(text: str) -> list[Span]:
    """Every run of up to five words that have a capital and only a space between them; not what opens a sentence."""
    words = [match.span() for match in _WORD.finditer(text)]
    runs: list[Span] = []
    for first, (start, _) in enumerate(words):
        if not text[start].isupper() or re.search(r"(?:^|[.!?:…][\s\"“‘(]*|[\"“‘])$", text[:start]):
            continue
        for end in range(first, min(first + _NAME_WORDS, len(words))):
            if not text[words[end][0]].isupper() or (end > first and text[words[end - 1][1] : words[end][0]] != " "):
                break
            if words[end][1] - start > 2:
                runs.append((start, words[end][1]))
    return runs


def _in_reference(terms: Sequence[Term], reference: str) -> tuple[Term, ...]:
    """The terms that the reference has, in the rendering that it has, if it has that no oftener than the source."""
    spans, left = assign(reference, terms)
    often = {reference[slice(*span)] for span in left}
    return tuple(
        term if term.mode == "quantity" else msgspec.structs.replace(term, targets=(_rendering(term, reference, span),))
        for term, span in zip(terms, spans, strict=True)
        if span is not None and reference[slice(*span)] not in often
    )


def _rendering(term: Term, reference: str, span: Span) -> str:
    """What the reference has, without the capital that a sentence's beginning gave it."""
    found = reference[slice(*span)]
    return next((target for target in term.targets if target.casefold() == found.casefold()), found)


def _randomise(drawn: Drawn, pool: Sequence[str], chance: random.Random) -> Drawn:
    texts = drawn.pair.source.casefold() + drawn.pair.reference.casefold()
    free = [target for target in pool if target.casefold() not in texts]
    chance.shuffle(free)
    given: dict[str, str] = {}
    for term in drawn.terms:
        old = term.targets[0]
        if term.mode == "enforce" and old not in given:
            new = next((t for t in free if t[0].isupper() == old[0].isupper() and t not in given.values()), None)
            if new:
                given[old] = new
    terms = tuple(
        term
        if term.mode == "quantity"
        else msgspec.structs.replace(term, targets=(given.get(term.targets[0], term.targets[0]),))
        for term in drawn.terms
    )
    return Drawn(pair=msgspec.structs.replace(drawn.pair, reference=_rewrite(drawn, given)), terms=terms)


def _rewrite(drawn: Drawn, given: dict[str, str]) -> str:
    """The reference with the new targets in the places of the old ones."""
    reference = drawn.pair.reference
    spans, _ = assign(reference, drawn.terms)
    places: list[tuple[Span, str]] = [
        (span, given[term.targets[0]])
        for term, span in zip(drawn.terms, spans, strict=True)
        if span and term.mode == "enforce" and term.targets[0] in given
    ]
    for (start, end), target in sorted(places, reverse=True):
        reference = reference[:start] + target + reference[end:]
    return reference
