"""Time glossary matching: `python benchmarks/glossary_matching.py ARTICLES.txt [--articles 1000]`, one article a line.

Prints CPU seconds for the shipped glossary and for glossaries of made-up names up to 200,000 entries: to read them from
a file, to build a matcher, to change one entry of it, and to match the whole text and half of it: that time follows the
text, not the glossary.
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from songngu.glossary.entries import Entry, Glossary
from songngu.glossary.files import format_entries
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
    """Print CPU seconds to read, to build, to change and to match, for all texts and for half of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "glossary.csv")
        path.write_text(format_entries(entries), encoding="utf-8")
        marks = [time.process_time()]
        glossary = Glossary.load([path], shipped=False)
    marks.append(time.process_time())
    matcher = Matcher(glossary)
    marks.append(time.process_time())
    matcher.changed(glossary.entries[:1])
    marks.append(time.process_time())
    read, built, changed = (after - before for before, after in itertools.pairwise(marks))
    figures = []
    for part in (texts[: len(texts) // 2], texts):
        began = time.process_time()
        found = sum(len(matcher.match(text)) for text in part)
        figures.append(f"{len(part):6} articles {time.process_time() - began:6.2f} s {found:7} terms")
    made = f"read {read:5.2f} s, built {built:5.2f} s, changed {changed:5.3f} s"
    print(f"{title:8} {len(entries):7} entries {made} | {' | '.join(figures)}", flush=True)


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
    for count in (5_000, 20_000, 100_000, 200_000):
        report("made up", made_up(texts, count), texts)


if __name__ == "__main__":
    main()
