"""Learn what Vietnamese English words can't do without: `python benchmarks/grounds.py PAIRS.tsv … --out grounds.json`.

The files hold Vietnamese TAB English, one sentence a line. What ships was learned in some five minutes from 191,922
pairs of news, talks, books and dictionary examples, none of them in a test set.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import click

from songngu.glossary.learning_grounds import learn_grounds

_SHORTEST, _LONGEST = 9, 599  # characters of a source


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def main(files: tuple[Path, ...], out: Path) -> None:
    """Write the table, one word a line."""
    lines = [line.split("\t") for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [(line[0], line[1]) for line in lines if len(line) > 1 and _SHORTEST <= len(line[0]) <= _LONGEST]
    random.Random(1).shuffle(pairs)
    table = learn_grounds(pairs)
    rows = (f"{json.dumps(word)}:{json.dumps(row, ensure_ascii=False)}" for word, row in table.items())
    out.write_text("{" + ",\n".join(rows) + "}\n", "utf-8")
    click.echo(f"{len(table)} words from {len(pairs)} pairs")


if __name__ == "__main__":
    main()
