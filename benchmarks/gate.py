"""Does anything that was reached fall? `python benchmarks/gate.py FOLDER`: quality, terms and speed against floors.

FOLDER has the test sets that gate.toml names (`source TAB reference`); a file that isn't the one the floors were
measured on, by its sha256, fails as well. Exit code 1 where a figure is under its floor; some ten minutes on two cores.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from songngu.engines import load_engine
from songngu.engines.base import Engine, Request
from songngu.evaluate import Pair, draw_terms, evaluate_terms, measure_quality, read_pairs
from songngu.glossary.entries import Glossary
from songngu.settings import Settings

HERE = Path(__file__).parent
METRICS = {"BLEU": "bleu", "chrF2": "chrf2", "chrF2++": "chrf2pp"}


class Figure(NamedTuple):
    """One measured value and what it may not be worse than; `most` where a smaller one is better."""

    name: str
    value: float
    floor: float
    most: bool = False

    @property
    def holds(self) -> bool:
        """Whether it isn't worse."""
        return self.value <= self.floor if self.most else self.value >= self.floor


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--model", default="vi-en", show_default=True)
@click.option("--only", type=click.Choice(["quality", "terms", "speed"]), multiple=True, help="Measure only these.")
def main(folder: Path, model: str, only: tuple[str, ...]) -> None:
    """Print each figure with its floor."""
    floors = tomllib.loads((HERE / "gate.toml").read_text(encoding="utf-8"))
    settings = Settings(model=model)
    failed = 0
    for part, measure in (("quality", _quality), ("terms", _terms)):
        for test, wanted in floors[part].items() if not only or part in only else ():
            pairs = _read(folder / f"{test}.tsv", wanted["sha256"], wanted["lines"])
            for figure in measure(pairs, wanted, load_engine(settings), settings):
                failed += _tell(test, figure)
    if not only or "speed" in only:
        failed += not _is_fast(floors["speed"])
    sys.exit(1 if failed else 0)


def _read(path: Path, sha256: str, lines: int) -> list[Pair]:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise click.ClickException(f"{path}: sha256 {found}, but the floors were measured on {sha256}")
    return read_pairs(path, lines)


def _quality(pairs: list[Pair], floors: dict[str, Any], engine: Engine, settings: Settings) -> Iterator[Figure]:
    english = [found[0].text for found in engine.translate([Request(source=pair.source) for pair in pairs])]
    for score in measure_quality(english, [pair.reference for pair in pairs]):
        name = METRICS.get(score.metric, "")
        if name in floors:
            yield Figure(f"{score.metric}, no glossary", score.value, floors[name])


def _terms(pairs: list[Pair], floors: dict[str, Any], engine: Engine, settings: Settings) -> Iterator[Figure]:
    runs = {
        run.name: run for run in evaluate_terms(draw_terms(pairs, Glossary.load([], shipped=True)), engine, settings)
    }
    for name in ("true", "random"):
        yield Figure(f"{name} terms met", runs[name].terms.success, floors[name])
        yield Figure(f"{name} terms over-produced", runs[name].terms.over_produced, floors["over_produced"], most=True)
    yield Figure("quantities met", runs["true"].quantities.success, floors["quantities"])
    yield Figure("chrF++ gained by true terms", runs["true"].chrf.value - runs["none"].chrf.value, floors["gain"])


def _tell(test: str, figure: Figure) -> bool:
    sign = "at most" if figure.most else "at least"
    verdict = "" if figure.holds else "   FALLEN"
    click.echo(f"{test:>18} {figure.name:>28}: {figure.value:8.3f}, {sign} {figure.floor:g}{verdict}")
    return not figure.holds


def _is_fast(floors: dict[str, Any]) -> bool:
    """Ask engine_speed.py, whose exit code says whether its ratio holds."""
    options = ["--sentences", str(floors["sentences"]), "--rounds", "1", "--floor", str(floors["ratio"])]
    return subprocess.run([sys.executable, str(HERE / "engine_speed.py"), *options], check=False).returncode == 0


if __name__ == "__main__":
    main()
