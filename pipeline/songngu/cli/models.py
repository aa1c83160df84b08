"""`songngu models`: what can translate here."""

from __future__ import annotations

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def models(as_json: bool) -> None:
    """List the models that can translate here.

    For each: its name, licence, size, how it is called and its measured quality.
    """
    import msgspec

    from songngu.engines import describe_models

    found = describe_models()
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    for model in found:
        click.echo(f"{model.name}{'' if model.installed else '  (not installed)'}")
        size = f"{model.megabytes} MB" if model.megabytes else ""
        scores = "; ".join(
            f"{test}: {', '.join(f'{metric} {value}' for metric, value in measures.items())}"
            for test, measures in model.scores.items()
        )
        for label, text in (("licence", model.licence), ("size", size), ("called", model.called), ("scores", scores)):
            if text:
                click.echo(f"    {label:8} {text}")
