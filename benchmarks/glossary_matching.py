"""Time glossary matching: `python benchmarks/glossary_matching.py ARTICLES.txt [--articles 1000]`, one article a line.

Prints CPU seconds for the shipped glossary and for glossaries of made-up names up to 100,000 entries, on the whole text
and on half of it: the time follows the text, not the glossary.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Sequence
from pathlib import Path

from songngu.glossary.entries import Entry, Glossary
from songngu.glossary.matching import Matcher


def made_up(texts: Sequence[str], count: int) -> list[Entry]:
    """Entries of two to four words that stand beside each other in the texts, so that they do match."""
    generator = random.Random(1)
    words = list(itertools.chain.from_iterable(text.split() for text in texts))
    entries: dict[str, Entry] = {}
    while len(entries) < count:
        start = generator.randrange(len(words) - 4)
        vi = " ".join(words[start : start + generator.randint(2, 4)]) + ("" if generator.random() < 0.3 else "x")
        if any(c.isalnum() for c in vi):
            entries[vi] = Entry(vi=vi, en=("name",))
    return list(entries.values())


def report(title: str, entries: Sequence[Entry], texts: Sequence[str]) -> None:
    """Print CPU seconds to build and to match, for all texts and for half of them."""
    began = time.process_time()
    matcher = Matcher(Glossary.of(entries))
    built = time.process_time() - began
    figures = []
    for part in (texts[: len(texts) // 2], texts):
        began = time.process_time()
        found = sum(len(matcher.match(text)) for text in part)
        figures.append(f"{len(part):6} articles {time.process_time() - began:6.2f} s {found:7} terms")
    print(f"{title:24} {len(entries):7} entries built in {built:5.2f} s | {' | '.join(figures)}")


def main() -> None:
    """Read the texts, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles_file", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with options.articles_file.open(encoding="utf-8") as stream:
        texts = list(itertools.islice(stream, options.articles))
    print(f"{sum(len(text.split()) for text in texts)} words")
    report("shipped", Glossary.load([], shipped=True).entries, texts)
    for count in (5_000, 20_000, 100_000):
        report("made up", made_up(texts, count), texts)


if __name__ == "__main__":
    main()
