"""`songngu models`: what can translate here."""

from __future__ import annotations

import click

from songngu.cli.shared import say, say_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def models(as_json: bool) -> None:
    """List the models that can translate here.

    For each: its name, licence, size, how it is called and its measured quality.
    """
    from songngu.engines import describe_models

    found = describe_models()
    if as_json:
        say_json(found)
        return
    for model in found:
        say(f"{model.name}{'' if model.installed else '  (not installed)'}")
        size = f"{model.megabytes} MB" if model.megabytes else ""
        scores = "; ".join(
            f"{test}: {', '.join(f'{metric} {value}' for metric, value in measures.items())}"
            for test, measures in model.scores.items()
        )
        for label, text in (("licence", model.licence), ("size", size), ("called", model.called), ("scores", scores)):
            if text:
                say(f"    {label:8} {text}")
