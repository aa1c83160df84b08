"""Does the engine obey terms? None, true and random ones: `python benchmarks/terms.py PAIRS.tsv [--lines N]`."""

from __future__ import annotations

from pathlib import Path

import click

from songngu.engines import load_engine
from songngu.evaluate import TermRun, draw_terms, evaluate_terms, read_pairs
from songngu.glossary.entries import Glossary
from songngu.settings import Settings


@click.command()
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lines", type=int, help="The first N lines only.")
@click.option("--model", default="vi-en", show_default=True)
@click.option("--glossary", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True)
@click.option("--threads", type=int, default=0, help="0: all cores.")
@click.option("--beam", type=int, default=Settings().beam, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write each run's translations here.")
def main(
    pairs: Path,
    lines: int | None,
    model: str,
    glossary: tuple[Path, ...],
    threads: int,
    beam: int,
    seed: int,
    out: Path | None,
) -> None:
    """Print, for each run, the success by step, over-production, chrF++ and the success of quantities."""
    settings = Settings(model=model, threads=threads, beam=beam)
    drawn = draw_terms(read_pairs(pairs, lines), Glossary.load(glossary, shipped=True))
    signature = ""
    for run in evaluate_terms(drawn, load_engine(settings), settings, seed):
        signature = run.chrf.signature
        click.echo(_describe(run))
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{run.name}.en").write_text("".join(f"{text}\n" for text in run.english), encoding="utf-8")
    click.echo(f"signature: {signature}")


def _describe(run: TermRun) -> str:
    steps, total = run.steps, max(1, run.steps.terms)
    shares = ", ".join(
        f"{name} {getattr(steps, name) / total:.3f}"
        for name in ("model", "repaired", "reranked", "constrained", "unmet")
    )
    return (
        f"{run.name:>6}: success {run.terms.success:.3f} of {run.terms.occurrences} (wmt25 {run.terms.wmt25:.3f},"
        f" consistency {run.terms.consistency:.3f}, over-produced {run.terms.over_produced});"
        f" quantities {run.quantities.success:.3f} of {run.quantities.occurrences};"
        f" chrF2++ {run.chrf.value:.1f}; steps: {shares}"
    )


if __name__ == "__main__":
    main()
