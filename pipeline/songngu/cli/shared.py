"""What the commands share: settings from flags, lines to the terminal, errors to exit codes."""

from __future__ import annotations

import errno
import functools
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, NoReturn, TextIO, TypeVar

import click

from songngu.cli import completers
from songngu.errors import GlossaryError, ModelError, ReadError, SongnguError, UsageError
from songngu.names import encodable, printable
from songngu.settings import Settings, load, split_list

Command = TypeVar("Command", bound=click.Command)
Function = TypeVar("Function", bound=Callable[..., Any])

SOME_FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
ENDING_SECONDS = 0.5  # given to threads after Ctrl-C


class Group(click.Group):
    """The group of all commands: also what is written before one of them runs (`--help`) may find no room."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line."""
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and hasattr(stream, "reconfigure"):  # a terminal that has no Vietnamese
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            _give_up(error)


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
            say(f"songngu: {error}", err=True)
            # One unreadable article is a line of the report; a ReadError that comes here is the command's argument.
            wrong = isinstance(error, UsageError | GlossaryError | ModelError | ReadError)
            sys.exit(WRONG_USAGE if wrong else SOME_FAILED)
        except KeyboardInterrupt:
            _stop_at_once()
        except OSError as error:
            _give_up(error)

    command.callback = explained
    return command


def say(line: str, *, err: bool = False) -> None:
    """Print one line, control characters as escapes; to standard error where `err`.

    Raises OSError where standard output can't be written. What can't be said on standard error is let go: it may not
    stop the work.
    """
    if err:
        try:
            click.echo(printable(line), err=True)
        except OSError:
            _silence(sys.stderr)
    else:
        _write(printable(line))


def say_json(value: object, *, indent: bool = False) -> None:
    """Print a value as JSON: on one line, or indented. Raises OSError as `say` does."""
    import msgspec

    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:  # a name of bytes that aren't UTF-8
        data = msgspec.json.encode(_encodable(msgspec.to_builtins(value)))
    _write(msgspec.json.format(data) if indent else data)


def give(data: bytes) -> None:
    """Write the bytes of a file to standard output as they are. Raises OSError as `say` does."""
    _write(data, newline=False)


def _write(text: str | bytes, *, newline: bool = True) -> None:
    try:
        if sys.stdout is None:  # closed by the shell's >&-, where click would say nothing
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        click.echo(text, nl=newline)
    except OSError as error:
        raise OSError(error.errno, error.strerror, "standard output") from error


def _encodable(value: object) -> object:
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return encodable(value) if isinstance(value, str) else value


def standard_input() -> bytes:
    """All that comes on standard input. Raises UsageError where it can't be read."""
    if sys.stdin is None:
        raise UsageError("standard input is closed", mend="Give a file, or pipe a text into songngu")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        what = f"standard input can't be read ({error.strerror})"
        raise UsageError(what, mend="Give a file, or pipe a text into songngu") from error


def _give_up(error: OSError) -> NoReturn:
    """End where a stream or file fails: quietly where the reader of our output (head, less) has left."""
    _silence(sys.stdout)
    if error.errno != errno.EPIPE:
        where = f"{error.filename}: " if error.filename else ""
        say(f"songngu: {where}{error.strerror or error}", err=True)
    sys.exit(SOME_FAILED)


def _silence(stream: TextIO | None) -> None:
    """Send what is still unwritten nowhere: Python would try again at its end, and complain."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError:
        pass  # no file behind it


def _stop_at_once() -> NoReturn:
    """End the process: orderly, which gives semaphores back, where its threads end soon; else at once.

    An engine at work in a thread can't be interrupted and isn't waited for; all writes are atomic.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough
    say("", err=True)
    say("songngu: stopped. What is done is kept; run again to go on from here.", err=True)
    for worker in multiprocessing.active_children():
        worker.kill()
    others = [one for one in threading.enumerate() if not one.daemon and one is not threading.main_thread()]
    deadline = time.monotonic() + ENDING_SECONDS
    for thread in others:
        thread.join(timeout=max(0.0, deadline - time.monotonic()))
    if not any(thread.is_alive() for thread in others):
        sys.exit(INTERRUPTED)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def given_settings(flags: dict[str, object]) -> Settings:
    """Settings from those flags that were given, over the environment, songngu.toml and the defaults."""
    given = {name: value for name, value in flags.items() if value is not None and value != ()}
    formats = given.get("formats")
    if isinstance(formats, str):
        given["formats"] = split_list(formats)
    return load(given)


def setting_options(*names: str) -> Callable[[Function], Function]:
    """The options of those settings, spelled the same in every command."""

    def decorate(function: Function) -> Function:
        for name in reversed(names):
            function = _OPTIONS[name](function)
        return function

    return decorate


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "out": click.option(
        "--out",
        metavar="FOLDER",
        shell_complete=completers.of_kind("dir"),
        help="Folder of the digest.  [default: output]",
    ),
    "glossary": click.option(
        "--glossary",
        multiple=True,
        metavar="FILE",
        shell_complete=completers.of_kind("file"),
        help="Your glossary, CSV or TSV; wins over the shipped one.",
    ),
    "shipped_glossary": click.option(
        "--shipped-glossary/--no-shipped-glossary", default=None, help="Use the glossary that comes with songngu."
    ),
    "model": click.option(
        "--model",
        metavar="NAME",
        shell_complete=completers.models,
        help="An embedded name, a folder or a hub id; see `songngu models`.",
    ),
    "summary": click.option(
        "--summary", type=click.IntRange(0), metavar="N", help="Sentences in each summary.  [default: 3]"
    ),
    "summariser": click.option(
        "--summariser",
        metavar="NAME",
        shell_complete=completers.summarisers,
        help="default, lead or lexrank: how sentences are chosen.",
    ),
    "formats": click.option(
        "--formats",
        metavar="html,md,…",
        shell_complete=completers.formats,
        help="Formats of the digest: html, md, jsonl, tmx, xliff, xliff12, epub, docx; markdown-en: the "
        "English of each Markdown file.  [default: html,md]",
    ),
    "engine": click.option(
        "--engine", metavar="NAME", help="Where batches are translated: local or ray.  [default: local]"
    ),
    "address": click.option(
        "--address", metavar="HOST:PORT", help="The Ray to join.  [default: $RAY_ADDRESS, else one for this run]"
    ),
    "workers": click.option(
        "--workers", type=click.IntRange(1), metavar="N", help="Processes that share the work.  [default: 1]"
    ),
    "threads": click.option(
        "--threads", type=click.IntRange(0), metavar="N", help="Threads; 0 for all cores.  [default: 0]"
    ),
    "beam": click.option("--beam", type=click.IntRange(1), metavar="N", help="Beam size: 1 is fastest.  [default: 2]"),
    "strict": click.option(
        "--strict/--no-strict",
        default=None,
        help="Exit with 1 where a segment has an error: a term, number or name is missing, or the text is empty,"
        " repeats itself, lacks a part or is left in Vietnamese.",
    ),
}
