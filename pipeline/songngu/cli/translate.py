"""`songngu translate`: plain text in, plain English out, line for line."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click

from songngu.cli.shared import SOME_FAILED, given_settings, setting_options


@click.command()
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE|-]")
@setting_options("glossary", "shipped_glossary", "model", "threads", "beam", "strict")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line: the text, its terms and issues.")
@click.option("--quiet", is_flag=True, help="Say nothing about unmet terms on stderr.")
def translate(file: BinaryIO, as_json: bool, quiet: bool, **flags: object) -> None:
    """Translate plain text, line for line: for pipes.

    Every input line gives one output line; an empty one stays empty. Terms that could not be met are named on stderr.
    """
    import msgspec

    from songngu.lines import LineTranslator, split_lines
    from songngu.readers.encodings import decode

    settings = given_settings(flags)
    if not quiet and file.isatty():
        click.echo("Type Vietnamese; end with Ctrl-D (on Windows Ctrl-Z, Enter).", err=True)
    text, _ = decode(file.read(), getattr(file, "name", "standard input"))
    errors = 0
    for line in LineTranslator(settings).translate(split_lines(text)):
        click.echo(msgspec.json.encode(line) if as_json else line.en)
        errors += sum(issue.severity == "error" for issue in line.issues)
        if not quiet:
            for issue in line.issues:
                click.echo(f"line {line.number}: {issue.severity}: {issue.message}", err=True)
    sys.exit(SOME_FAILED if errors and settings.strict else 0)
