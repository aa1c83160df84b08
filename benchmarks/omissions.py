"""What is found of what a translation leaves out: `python benchmarks/omissions.py PAIRS.tsv … [--lines N]`.

Each source of several parts is translated whole, and once without each of its parts; held against the whole source,
that text leaves the part out. Printed for the texts made so, for the model's own translations and for the human
references: the parts, how many the lexicon calls thin, and how many of these are worth less to the text than `LOST` and
`TOLD`. Of the references those are wordings freer than the source, or lines paired wrongly; of the model's, read them
(`--show`). No text goes through enforcement.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import click

from songngu.engines import load_engine
from songngu.engines.base import Engine, PieceScorer, Request
from songngu.evaluate import read_pairs
from songngu.glossary.omissions import LOST, SYLLABLES, TOLD, assign_words, leave_out, split_parts, weigh_parts
from songngu.records import Span
from songngu.settings import Settings

Asked = tuple[str, str, Span]  # source, text, part of the source


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lines", default=150, show_default=True, help="Lines of each file.")
@click.option("--show", is_flag=True, help="Print what the model's own translations leave out.")
def main(files: tuple[Path, ...], lines: int, show: bool) -> None:
    """Print one line for each kind of text."""
    engine = load_engine(Settings())
    if not isinstance(engine, PieceScorer):
        raise click.ClickException("this engine gives no scores of pieces")
    pairs = list(chain.from_iterable(read_pairs(path)[:lines] for path in files))
    parts = [(pair, span) for pair in pairs for span in _parts(pair.source)]
    whole = _translate([pair.source for pair, _ in parts], engine)
    without = _translate([leave_out(pair.source, span) for pair, span in parts], engine)
    kinds = {
        "made without the part": without,
        "the model's own": whole,
        "human": [pair.reference for pair, _ in parts],
    }
    for kind, texts in kinds.items():
        asked = [(pair.source, text, span) for (pair, span), text in zip(parts, texts, strict=True)]
        thin = [each for each in asked if each[2] in assign_words(each[0], each[1]).thin]
        worth = weigh_parts(thin, engine)
        found = (sum(nats < most for nats in worth) for most in (LOST, TOLD))
        click.echo(f"{kind:<22} {len(asked)} parts, thin {len(thin)}, lost {' '.join(map(str, found))}")
        if show and texts is whole:
            _show(thin, worth)


def _parts(source: str) -> list[Span]:
    spans = split_parts(source)
    return [span for span in spans if len(source[slice(*span)].split()) >= SYLLABLES] if len(spans) > 1 else []


def _translate(sources: Sequence[str], engine: Engine) -> list[str]:
    each = list(dict.fromkeys(sources))
    found = engine.translate([Request(source=source) for source in each], hypotheses=2)
    english = {source: hypotheses[0].text for source, hypotheses in zip(each, found, strict=True)}
    return [english[source] for source in sources]


def _show(asked: Sequence[Asked], worth: Sequence[float]) -> None:
    for nats, (source, text, span) in sorted(zip(worth, asked, strict=True)):
        if nats < LOST:
            click.echo(f"{nats:6.1f}  {source[slice(*span)].strip()}\n        {source}\n        {text}")


if __name__ == "__main__":
    main()
