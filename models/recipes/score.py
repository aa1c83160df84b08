"""Measure a model by itself, without glossary or repair, and write the scores into its model.toml.

    python models/recipes/score.py --model models/vi-en --beam 1 --lines 500 --write ntrex-128.tsv vlsp20-news-dev.tsv

Each test is a file `source TAB reference`. Scores are sacrebleu's BLEU, chrF2 and chrF++ with default signatures.
"""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path

from songngu.engines import load_engine
from songngu.engines.base import Request
from songngu.evaluate import measure_quality, read_pairs
from songngu.settings import Settings

METRICS = {"BLEU": "bleu", "chrF2": "chrf2", "chrF2++": "chrf2pp"}


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tests", type=Path, nargs="+")
    parser.add_argument("--model", required=True)
    parser.add_argument("--beam", type=int, default=Settings().beam)
    parser.add_argument("--lines", type=int, help="only the first lines of each test")
    parser.add_argument("--write", action="store_true", help="put the scores into the model's model.toml")
    options = parser.parse_args()
    engine = load_engine(Settings(model=options.model, beam=options.beam))
    tables = []
    for test in options.tests:
        pairs = read_pairs(test)[: options.lines]
        began = time.perf_counter()
        english = [found[0].text for found in engine.translate([Request(source=pair.source) for pair in pairs])]
        seconds = time.perf_counter() - began
        scores = measure_quality(english, [pair.reference for pair in pairs])
        for score in scores:
            print(f"{test.stem:18} {len(pairs)} lines, beam {options.beam}: {score.metric} {score.value:.2f}", end="  ")
            print(score.signature, flush=True)
        print(f"{test.stem:18} {sum(len(text.split()) for text in english) / seconds:.0f} English words a second")
        found = {METRICS[score.metric]: round(score.value, 1) for score in scores if score.metric in METRICS}
        lines = [
            f"lines = {len(pairs)}",
            f"beam = {options.beam}",
            *(f"{name} = {value}" for name, value in found.items()),
        ]
        tables.append("\n".join([f"[scores.{test.stem}]", *lines]))
    if options.write:
        write_scores(Path(options.model, "model.toml"), tables)


def write_scores(card: Path, tables: list[str]) -> None:
    """Replace the score tables of a card; everything else stays."""
    text = re.sub(r"(?m)^\[scores\.[^\[]*", "", card.read_text(encoding="utf-8"))
    head, mark, hashes = text.partition("[sha256]")
    card.write_text("\n\n".join([head.rstrip(), *tables, mark + hashes]), encoding="utf-8")


if __name__ == "__main__":
    main()
