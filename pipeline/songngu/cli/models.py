"""`songngu models`: what can translate here."""

from __future__ import annotations

from collections.abc import Mapping

import click

from songngu.cli.shared import say, say_json
from songngu.counts import number_of

NAMES = {"bleu": "BLEU", "chrf": "chrF2", "chrf2": "chrF2", "chrf2pp": "chrF2++", "ter": "TER"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def models(as_json: bool) -> None:
    """List the models that can translate here.

    For each: its name, licence, size, how it is called and its measured quality.
    """
    from songngu.engines import describe_models

    descriptions = describe_models()
    if as_json:
        say_json(descriptions)
        return
    for model in descriptions:
        say(f"{model.name}{'' if model.installed else '  (not installed)'}")
        size = f"{model.megabytes} MB" if model.megabytes else ""
        texts = (model.note, model.licence, size, model.called)
        lines = [*zip(("about", "licence", "size", "called"), texts, strict=True)]
        lines += [("scores", f"{test}{_measures(found)}") for test, found in model.scores.items()]
        for label, text in lines:
            if text:
                say(f"    {label:8} {text}")


def _measures(found: Mapping[str, float]) -> str:
    """ " (1,997 lines, beam 2): BLEU 27.4, chrF2 53.3": what was measured on how much."""
    lines = number_of(int(found["lines"]), "line") if "lines" in found else ""
    beam = f"beam {found['beam']:g}" if "beam" in found else ""
    given = ", ".join(filter(None, (lines, beam)))
    scores = ", ".join(f"{NAMES[key]} {value:.1f}" for key, value in found.items() if key in NAMES)
    return f" ({given}): {scores}" if given else f": {scores}"
