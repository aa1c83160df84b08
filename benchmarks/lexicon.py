"""Learn the table by which names are aligned: `python benchmarks/lexicon.py PAIRS.tsv … --out lexicon.json`.

The files hold Vietnamese TAB English, one sentence a line. What ships was learned from 65,167 pairs of news and of
dictionary examples, none of them in a test set; `benchmarks/alignment.py` says what it is worth.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from songngu.glossary.learning import learn


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def main(files: tuple[Path, ...], out: Path) -> None:
    """Write the table, one word or pair of words a line."""
    lines = [line.split("\t") for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    learned = learn((line[0], line[1]) for line in lines if len(line) == 2)
    parts = {"words": learned.words, "vietnamese": learned.vietnamese, "english": learned.english}
    out.write_text("{" + ",\n".join(f'"{name}":{_lines(part)}' for name, part in parts.items()) + "}\n", "utf-8")
    click.echo(", ".join(f"{name}: {len(part)}" for name, part in parts.items()))


def _lines(part: Mapping[str, object]) -> str:
    """A JSON object with one key a line."""
    rows = (
        f"{json.dumps(key, ensure_ascii=False)}:{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for key, value in part.items()
    )
    return "{" + ",\n".join(rows) + "}"


if __name__ == "__main__":
    main()
