"""`songngu translate`: plain text in, plain English out, line for line; a Markdown file in, the same in English out."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songngu.cli import completers
from songngu.cli.shared import SOME_FAILED, give, given_settings, say, say_json, setting_options, standard_input

if TYPE_CHECKING:
    from songngu.records import Issue
    from songngu.settings import Settings


SHOWN = 40  # characters of a passage that a doubt is told of


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]", shell_complete=completers.of_kind("file"))
@setting_options("glossary", "shipped_glossary", "model", "threads", "beam", "strict")
@click.option(
    "--markdown/--lines",
    "markdown",
    default=None,
    help="Take it for Markdown, or for plain lines.  [default: Markdown for FILE.md]",
)
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line: the text, its terms and issues.")
@click.option("--quiet", is_flag=True, help="Say nothing about unmet terms on stderr.")
def translate(file: str, markdown: bool | None, as_json: bool, quiet: bool, **flags: object) -> None:
    """Translate plain text, line for line: for pipes. A Markdown file stays the same Markdown file.

    Every input line gives one output line; an empty one stays empty. Of Markdown, only the words change: links, tables,
    code, images, front matter, HTML and line ends stay as they are. What could not be met or kept is named on stderr.
    """
    settings = given_settings(flags)
    if not quiet and file == "-" and sys.stdin is not None and sys.stdin.isatty():
        say("Type Vietnamese; end with Ctrl-D (on Windows Ctrl-Z, Enter).", err=True)
    data = _load(file)
    if markdown is None:
        markdown = Path(file).suffix.lower() in (".md", ".markdown")
    errors = (_translate_markdown if markdown else _translate_lines)(data, file, settings, as_json, quiet)
    sys.exit(SOME_FAILED if errors and settings.strict else 0)


def _translate_lines(data: bytes, file: str, settings: Settings, as_json: bool, quiet: bool) -> int:
    """Print the English of each line; the number of errors."""
    from songngu.lines import LineTranslator, split_lines

    errors = 0
    for line in LineTranslator(settings).translate(split_lines(_decode(data, file))):
        if as_json:
            say_json(line)
        else:
            say(line.en)
        errors += _tell(f"line {line.number}", line.issues, quiet)
    return errors


def _translate_markdown(data: bytes, file: str, settings: Settings, as_json: bool, quiet: bool) -> int:
    """Print the English file, or as JSON its passages; the number of errors."""
    from songngu.lines import LineTranslator
    from songngu.markdown.lines import translate_markdown

    english, passages = translate_markdown(_decode(data, file), _name(file), LineTranslator(settings))
    if as_json:
        for passage in passages:
            say_json(passage)
    else:
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        give(mark + english.text.encode("utf-8", "backslashreplace"))
    errors = sum(
        _tell(f"passage {passage.number} (“{_beginning(passage.vi)}”)", passage.issues, quiet) for passage in passages
    )
    return errors + _tell(_name(file), english.issues, quiet)


def _tell(where: str, issues: Iterable[Issue], quiet: bool) -> int:
    """Name the issues on stderr; the number of errors among them."""
    errors = 0
    for issue in issues:
        errors += issue.severity == "error"
        if not quiet:
            say(f"{where}: {issue.severity}: {issue.message}", err=True)
    return errors


def _beginning(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rpartition(' ')[0] or text[:SHOWN]} …"


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _load(file: str) -> bytes:
    """The bytes of a file or of standard input. Raises ReadError."""
    from songngu.errors import ReadError

    if file == "-":
        return standard_input()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        sentence = " " in file and not file.isascii()
        mend = (
            "Check the name; a sentence comes from a pipe: echo … | songngu translate" if sentence else "Check the name"
        )
        raise ReadError(f"can't be read ({error.strerror})", where=file, mend=mend) from error


def _decode(data: bytes, file: str) -> str:
    """The text of those bytes; one without any letter is a text too. Raises ReadError."""
    from songngu.readers.encodings import decode

    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8-sig")
        if not text.replace("\u200b", "").strip():
            return text
    return decode(data, _name(file))[0]
