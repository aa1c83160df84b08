"""What the commands share: settings from flags, errors to exit codes."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import click

from songngu.errors import GlossaryError, ModelError, ReadError, SongnguError, UsageError
from songngu.settings import Settings, load

Command = TypeVar("Command", bound=click.Command)
Function = TypeVar("Function", bound=Callable[..., Any])

SOME_FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130


def explain_errors(command: Command) -> Command:
    """Make a command (and its subcommands) end songngu's errors and Ctrl-C with a message and an exit code."""
    if isinstance(command, click.Group):
        for child in command.commands.values():
            explain_errors(child)
        return command
    callback = command.callback
    assert callback is not None

    @functools.wraps(callback)
    def explained(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except SongnguError as error:
            click.echo(f"songngu: {error}", err=True)
            # One unreadable article is a line of the report; a ReadError that comes here is the command's argument.
            wrong = isinstance(error, UsageError | GlossaryError | ModelError | ReadError)
            sys.exit(WRONG_USAGE if wrong else SOME_FAILED)
        except KeyboardInterrupt:
            _stop_at_once()
        except BrokenPipeError:
            # The reader of our output (head, less) has left; writing more, even at exit, would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(SOME_FAILED)

    command.callback = explained
    return command


def _stop_at_once() -> NoReturn:
    """End the process without waiting for the engine's thread, which can't be interrupted; all writes are atomic."""
    click.echo("\nsongngu: stopped. What is done is kept; run again to go on from here.", err=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "2 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def given_settings(flags: dict[str, object]) -> Settings:
    """Settings from those flags that were given, over the environment, songngu.toml and the defaults."""
    given = {name: value for name, value in flags.items() if value is not None and value != ()}
    formats = given.get("formats")
    if isinstance(formats, str):
        given["formats"] = [part.strip() for part in formats.split(",") if part.strip()]
    return load(given)


def setting_options(*names: str) -> Callable[[Function], Function]:
    """The options of those settings, spelled the same in every command."""

    def decorate(function: Function) -> Function:
        for name in reversed(names):
            function = _OPTIONS[name](function)
        return function

    return decorate


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "out": click.option("--out", metavar="FOLDER", help="Where the digest goes.  [default: output]"),
    "glossary": click.option(
        "--glossary", multiple=True, metavar="FILE", help="Your glossary, CSV or TSV; wins over the shipped one."
    ),
    "shipped_glossary": click.option(
        "--shipped-glossary/--no-shipped-glossary", default=None, help="Use the glossary that comes with songngu."
    ),
    "model": click.option(
        "--model", metavar="NAME", help="An embedded name, a folder or a hub id; see `songngu models`."
    ),
    "summary": click.option(
        "--summary", type=click.IntRange(0), metavar="N", help="Sentences in each summary.  [default: 3]"
    ),
    "summariser": click.option(
        "--summariser", metavar="NAME", help="default, lead or lexrank: how sentences are chosen."
    ),
    "formats": click.option(
        "--formats", metavar="html,md,…", help="Formats of the digest: html, md, jsonl.  [default: html,md]"
    ),
    "engine": click.option("--engine", metavar="NAME", help="Where batches are translated: local.  [default: local]"),
    "workers": click.option(
        "--workers", type=click.IntRange(1), metavar="N", help="Processes that share the cores.  [default: 1]"
    ),
    "threads": click.option(
        "--threads", type=click.IntRange(0), metavar="N", help="Threads; 0 for all cores.  [default: 0]"
    ),
    "beam": click.option("--beam", type=click.IntRange(1), metavar="N", help="Beam size: 1 is fastest.  [default: 2]"),
    "strict": click.option(
        "--strict/--no-strict", default=None, help="Exit with 1 where a term or number is unmet in any segment."
    ),
}
