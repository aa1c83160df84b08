"""Does anything that was reached fall? `python benchmarks/gate.py FOLDER`: quality, terms and speed against floors.

FOLDER has the test sets that gate.toml names (`source TAB reference`); a file that isn't the one the floors were
measured on, by its sha256, fails as well. Exit code 1 where a figure is under its floor; some ten minutes on two cores.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec
from msgspec.structs import replace

from songngu.batch import run
from songngu.cli.run import find_sources
from songngu.engines import load_engine
from songngu.engines.base import Engine, Request
from songngu.evaluate import Pair, draw_terms, evaluate_terms, measure_quality, read_pairs
from songngu.glossary.entries import Glossary
from songngu.records import Article, all_segments
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
@click.option(
    "--only", type=click.Choice(["quality", "terms", "samples", "speed"]), multiple=True, help="Measure only these."
)
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
    for figure in _samples(floors["samples"], settings) if not only or "samples" in only else ():
        failed += _tell("samples", figure)
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


def _samples(floors: dict[str, Any], settings: Settings) -> Iterator[Figure]:
    """Make the digest of samples/ as `make digest` does, and look at each segment as the checks do."""
    sources, skipped = find_sources(str(HERE.parent / "samples"))
    with tempfile.TemporaryDirectory() as out:
        report = run(replace(settings, out=out), sources, skipped, progress=lambda done, total: None)
        articles = [msgspec.json.decode(path.read_bytes(), type=Article) for path in Path(out, "articles").iterdir()]
    enforced = report.terms["enforce"]
    issues = [issue.message for article in articles for segment in all_segments(article) for issue in segment.issues]
    yield Figure("articles finished", report.articles["finished"], floors["articles"])
    yield Figure("enforced terms", enforced.total, floors["terms"])
    yield Figure("enforced terms met", enforced.met / max(1, enforced.total), floors["met"])
    surplus = sum(message.startswith("term said more often") for message in issues)
    yield Figure("terms over-produced", surplus, floors["over_produced"], most=True)


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
