"""Is the aligned other side of a selected name right? `python benchmarks/alignment.py PAIRS.tsv [--model vi-en]`.

The file holds Vietnamese TAB English. Where an entry of the shipped glossary and a target of it are met in a pair, both
places are known. Each entry is hidden in turn: its words are selected on one side, and the place proposed on the other
is compared with the known one. "with terms" is given the other terms of the pair, as a digest has them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.evaluate import Pair, read_pairs
from songngu.glossary.alignment import Aligner, Association, Direction
from songngu.glossary.entries import Glossary
from songngu.glossary.lexicon import Lexicon
from songngu.glossary.matching import Matcher
from songngu.glossary.occurrences import assign
from songngu.records import Span, TermResult
from songngu.settings import Settings


class Case(NamedTuple):
    """One hidden term: its places, and the other terms of its pair."""

    pair: Pair
    vi_span: Span
    en_span: Span
    others: tuple[TermResult, ...]
    name: bool


@click.command()
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lines", type=int, help="The first N lines only.")
@click.option("--model", help="Ask this engine too; slow.")
@click.option("--wrong", type=int, default=0, help="Print the first N wrong proposals.")
def main(pairs: Path, lines: int | None, model: str | None, wrong: int) -> None:
    """Print the share of exact and of overlapping proposals and the time of one."""
    read = read_pairs(pairs, lines)
    cases = list(find_cases(read))
    aligner, bare = Aligner(), Aligner(Lexicon(words={}, vietnamese={}, english={}))
    association = Association((pair.source, pair.reference) for pair in read)
    engine = load_engine(Settings(model=model)) if model else None
    names = sum(case.name for case in cases)
    click.echo(f"{len(read)} pairs, {len(cases)} terms hidden in turn, of them {names} names")
    for direction in ("vi-en", "en-vi"):
        _measure(bare, cases, direction, "no lexicon", terms=True)
        _measure(aligner, cases, direction, "alone")
        _measure(aligner, cases, direction, "with terms", terms=True, wrong=wrong)
        _measure(aligner, cases, direction, "and the digest", terms=True, association=association)
        if engine:
            _measure(aligner, cases, direction, "and the engine", terms=True, association=association, engine=engine)


def find_cases(pairs: list[Pair]) -> Iterator[Case]:
    """Every enforced term that the reference has as often as the source."""
    glossary = Glossary.load([], shipped=True)
    names = {entry.key for entry in glossary.entries if entry.kind != "term"}
    matcher = Matcher(glossary)
    for pair in pairs:
        terms = matcher.match(pair.source)
        spans, _ = assign(pair.reference, terms)
        found = [term.result(pair.reference, span, "model") for term, span in zip(terms, spans, strict=True) if span]
        keys = [term.key for term, span in zip(terms, spans, strict=True) if span]
        for key, hidden in zip(keys, found, strict=True):
            assert hidden.en_span
            others = tuple(other for other, its_key in zip(found, keys, strict=True) if its_key != key)
            yield Case(pair, hidden.vi_span, hidden.en_span, others, key in names)


def _measure(
    aligner: Aligner,
    cases: list[Case],
    direction: Direction,
    name: str,
    *,
    terms: bool = False,
    association: Association | None = None,
    engine: Engine | None = None,
    wrong: int = 0,
) -> None:
    exact = overlapping = silent = exact_names = 0
    slowest = total = 0.0
    for case in cases:
        source, target = case.pair.source, case.pair.reference
        span, known = case.vi_span, case.en_span
        if direction == "en-vi":
            source, target, span, known = target, source, known, span
        begun = time.perf_counter()
        proposal = aligner.propose(
            source, span, target,
            direction=direction, terms=case.others if terms else (), association=association, engine=engine,
        )  # fmt: skip
        taken = time.perf_counter() - begun
        slowest, total = max(slowest, taken), total + taken
        silent += proposal is None
        right = proposal is not None and proposal.span == known
        exact += right
        exact_names += right and case.name
        overlapping += proposal is not None and proposal.span[0] < known[1] and known[0] < proposal.span[1]
        if wrong > 0 and not right:
            wrong -= 1
            given = proposal.text if proposal else "-"
            click.echo(f"  {source[slice(*span)]} = {target[slice(*known)]}, not {given}\n    {source}\n    {target}")
    names = sum(case.name for case in cases)
    click.echo(
        f"{direction} {name:>14}: exact {exact / len(cases):.3f} (names {exact_names / max(1, names):.3f}),"
        f" overlapping {overlapping / len(cases):.3f}, none {silent / len(cases):.3f};"
        f" {1000 * total / len(cases):.1f} ms, at most {1000 * slowest:.0f} ms"
    )


if __name__ == "__main__":
    main()
