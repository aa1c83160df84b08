"""The man page of all commands, made from the commands: `python -m songngu.cli.man > docs/man/songngu.1`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from songngu import __version__
from songngu.cli import main

_CODES = """\
.TP
.B 0
Everything is done.
.TP
.B 1
Some articles failed, or with \\-\\-strict a segment has an error; the rest is done.
.TP
.B 2
The command, a setting or a file is wrong; nothing was done.
.TP
.B 130
Interrupted with Ctrl-C; what was done is kept, and the next run goes on from there.
"""
_FILES = """\
.TP
.I songngu.toml
Settings of the folder songngu is called in; each option that stands for a setting is a key of it.
.TP
.I glossary.csv
Your glossary, if it is in the folder songngu is called in and no other is named.
.TP
.I output/songngu.db
All that was translated and reviewed; the digest can be made again from it.
"""
_ENVIRONMENT = """\
.TP
.B SONGNGU_*
Each setting, as in SONGNGU_MODEL; stronger than songngu.toml, weaker than an option.
"""


def man_page() -> str:
    """The page in man(7) macros; the same for the same commands."""
    context = click.Context(main, info_name="songngu", **main.context_settings)
    return "".join(_page(context))


def _page(context: click.Context) -> Iterator[str]:
    text = inspect.cleandoc(main.help or "")
    summary = text.partition(".")[0]
    yield f'.TH SONGNGU 1 "" "songngu {__version__}" "User Commands"\n'
    yield f".SH NAME\nsongngu \\- {_escape(summary[0].lower() + summary[1:])}\n"
    yield f".SH SYNOPSIS\n.B songngu\n{_escape(' '.join(main.collect_usage_pieces(context)))}\n"
    yield f".SH DESCRIPTION\n{_text(text)}"
    yield ".SH COMMANDS\n"
    yield from _commands(main, context)
    yield f".SH EXIT STATUS\n{_CODES}.SH ENVIRONMENT\n{_ENVIRONMENT}.SH FILES\n{_FILES}"


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.commands[name]
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield f".SS {_escape(inner.command_path)} {_escape(usage)}\n{_text(inspect.cleandoc(command.help or ''))}"
        for parameter in command.get_params(inner):
            record = parameter.get_help_record(inner)
            if isinstance(parameter, click.Option) and record and record[0] != "-h, --help":
                yield f".TP\n.B {_escape(record[0])}\n{_escape(record[1])}\n"
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _text(text: str) -> str:
    r"""Paragraphs; one that click is told to leave as it is (`\b`) keeps its lines."""
    parts = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        kept = paragraph.startswith("\b")
        lines = [_escape(line) for line in paragraph.removeprefix("\b").strip("\n").split("\n")]
        parts.append(f".nf\n{chr(10).join(lines)}\n.fi\n" if kept else f"{chr(10).join(lines)}\n")
    return ".PP\n".join(parts)


def _escape(text: str) -> str:
    """A line that no macro reads."""
    marked = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{marked}" if marked[:1] in (".", "'") else marked


if __name__ == "__main__":
    click.echo(man_page(), nl=False)
