"""Compare the summarisers on articles with a human abstract: ROUGE-1, ROUGE-2 and ROUGE-L.

    python benchmarks/summaries.py FILE.jsonl[.xz] [--limit N] [--sentences 3]

Each line of FILE is an object with `title`, `abstract`, `article` (a list of sentences) and `captions`.
ROUGE is Lin 2004 (https://aclanthology.org/W04-1013/): overlap of n-grams, and of the longest common subsequence, of
lower-case syllables and numbers. Every Vietnamese letter counts; rouge-score's own tokeniser drops them.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from songngu.records import Document, Kind, Segment
from songngu.summarise import SUMMARISERS
from songngu.summarise.vectors import tokenise

METRICS = ("ROUGE-1", "ROUGE-2", "ROUGE-L")
Prf = tuple[float, float, float]


def rouge(hypothesis: str, reference: str) -> dict[str, Prf]:
    """Score a summary against one abstract: (precision, recall, F1) of each of METRICS, between 0 and 1."""
    have, want = tokenise(hypothesis), tokenise(reference)
    return {
        "ROUGE-1": _overlap(_grams(have, 1), _grams(want, 1)),
        "ROUGE-2": _overlap(_grams(have, 2), _grams(want, 2)),
        "ROUGE-L": _prf(longest_common(have, want), len(have), len(want)),
    }


def longest_common(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of the longest common subsequence of two lists of tokens."""
    row = [0] * (len(right) + 1)
    for token in left:
        corner = 0
        for place, other in enumerate(right, 1):
            above = row[place]
            row[place] = corner + 1 if token == other else max(above, row[place - 1])
            corner = above
    return row[-1]


def _grams(tokens: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[start : start + size]) for start in range(len(tokens) - size + 1))


def _overlap(have: Counter[tuple[str, ...]], want: Counter[tuple[str, ...]]) -> Prf:
    return _prf((have & want).total(), have.total(), want.total())


def _prf(common: int, have: int, want: int) -> Prf:
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / have, common / want
    return precision, recall, 2 * precision * recall / (precision + recall)


def read_articles(path: Path) -> Iterator[Mapping[str, Any]]:
    """Read the lines of a .jsonl or .jsonl.xz file."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def as_document(row: Mapping[str, Any]) -> Document:
    """Build a document of one paragraph a sentence: the title, the article, the captions."""
    parts: list[tuple[Kind, str]] = [("heading", row["title"])]
    parts += [("text", s) for s in row["article"]]
    parts += [("caption", s) for s in row.get("captions") or []]
    segments = tuple(
        Segment(id=f"s{number}", paragraph=number, kind=kind, vi=text.strip())
        for number, (kind, text) in enumerate(parts)
        if text.strip()
    )
    return Document(id=str(row["id"]), path=str(row["id"]), date=None, title_id="s0", segments=segments)


def score(rows: Iterable[Mapping[str, Any]], sentences: int) -> dict[str, np.ndarray[Any, np.dtype[np.float64]]]:
    """Score every summariser on every article: name to an array of (articles, metrics, precision/recall/F1)."""
    results: dict[str, list[list[Prf]]] = {name: [] for name in SUMMARISERS}
    for row in rows:
        document = as_document(row)
        texts = {segment.id: segment.vi for segment in document.segments}
        for name, summarise in SUMMARISERS.items():
            scored = rouge(" ".join(texts[s] for s in summarise(document, sentences)), row["abstract"])
            results[name].append([scored[metric] for metric in METRICS])
    return {name: np.array(values) for name, values in results.items()}


def interval(differences: np.ndarray[Any, np.dtype[np.float64]], draws: int = 1000) -> tuple[float, float]:
    """The 95 % bootstrap confidence interval of the mean of paired differences (Koehn 2004), seed 0."""
    picks = np.random.default_rng(0).integers(0, len(differences), (draws, len(differences)))
    low, high = np.percentile(differences[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Print one table of F1 and recall, with the interval of each difference to lead."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--sentences", type=int, default=3, help="sentences in each summary (default 3)")
    options = parser.parse_args()
    results = score(islice(read_articles(options.file), options.limit), options.sentences)
    print(f"{len(results['lead'])} articles, {options.sentences} sentences, F1 and recall in %, tokens: syllables")
    for name in sorted(results, key=lambda name: name != "lead"):
        for place, metric in enumerate(METRICS):
            values = results[name][:, place]
            low, high = interval(values[:, 2] - results["lead"][:, place, 2])
            versus = "" if name == "lead" else f"  F1 to lead [{100 * low:+.2f}, {100 * high:+.2f}]"
            print(f"{name:8} {metric}  F1 {100 * values[:, 2].mean():5.2f}  R {100 * values[:, 1].mean():5.2f}{versus}")


if __name__ == "__main__":
    main()
