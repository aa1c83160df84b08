"""The reference of all commands as Markdown: `python -m songngu.cli.reference > docs/commands.md`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from songngu.cli import main

WIDTH = 100


def reference() -> str:
    """Every command's help, made from the commands themselves."""
    head = "# Commands\n\nMade from `--help` by `python -m songngu.cli.reference`; a test keeps it so.\n"
    context = click.Context(main, info_name="songngu", **main.context_settings)
    return head + "".join(_sections(main, context))


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    context.terminal_width = WIDTH
    yield f"\n## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.commands[name]
            yield from _sections(child, click.Context(child, info_name=name, parent=context))


if __name__ == "__main__":
    click.echo(reference(), nl=False)
