"""`songngu translate`: plain text in, plain English out, line for line."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from songngu.cli.shared import SOME_FAILED, given_settings, say, say_json, setting_options, standard_input


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@setting_options("glossary", "shipped_glossary", "model", "threads", "beam", "strict")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line: the text, its terms and issues.")
@click.option("--quiet", is_flag=True, help="Say nothing about unmet terms on stderr.")
def translate(file: str, as_json: bool, quiet: bool, **flags: object) -> None:
    """Translate plain text, line for line: for pipes.

    Every input line gives one output line; an empty one stays empty. Terms that could not be met are named on stderr.
    """
    from songngu.lines import LineTranslator, split_lines

    settings = given_settings(flags)
    if not quiet and file == "-" and sys.stdin is not None and sys.stdin.isatty():
        say("Type Vietnamese; end with Ctrl-D (on Windows Ctrl-Z, Enter).", err=True)
    text = _read(file)
    errors = 0
    for line in LineTranslator(settings).translate(split_lines(text)):
        if as_json:
            say_json(line)
        else:
            say(line.en)
        errors += sum(issue.severity == "error" for issue in line.issues)
        if not quiet:
            for issue in line.issues:
                say(f"line {line.number}: {issue.severity}: {issue.message}", err=True)
    sys.exit(SOME_FAILED if errors and settings.strict else 0)


def _read(file: str) -> str:
    """The text of a file or of standard input; one without any letter is a text too. Raises ReadError."""
    from songngu.errors import ReadError
    from songngu.readers.encodings import decode

    if file == "-":
        data = standard_input()
    else:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise ReadError(f"can't be read ({error.strerror})", where=file, mend="Check the name") from error
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8-sig")
        if not text.replace("\u200b", "").strip():
            return text
    return decode(data, "standard input" if file == "-" else file)[0]
