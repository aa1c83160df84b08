"""`songngu memory`: what is approved, and what other tools know, used again for the same sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songngu.cli.shared import given_settings, say, setting_options
from songngu.counts import number_of

if TYPE_CHECKING:
    from songngu.store import Store


@click.group()
def memory() -> None:
    """Use translations again, approved ones or a TMX file's.

    A sentence that is approved in any article of an output folder, or imported into it, isn't translated anew where it
    stands again; what is nearly the same is shown in `songngu review`.
    """


@memory.command("import")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE.tmx")
@setting_options("out")
def import_file(source: Path, **flags: object) -> None:
    """Take a translation memory into the output folder (--out). The next run uses it."""
    from songngu.digest.tmx import read_memory
    from songngu.errors import UsageError
    from songngu.glossary.formats import decode
    from songngu.reviews import remember

    try:
        data = source.read_bytes()
    except OSError as error:
        raise UsageError(f"can't be read: {error.strerror}", where=str(source), mend="Check the name") from error
    found = read_memory(decode(data, str(source)), str(source))
    with _store(flags) as store:
        new = remember(store, found.pairs, source.name)
    left = {"with one language only": found.one_sided, "not approved": found.drafts}
    for why, number in left.items():
        if number:
            say(f"note: {number_of(number, 'unit')} {why} left out", err=True)
    say(f"{number_of(len(found.pairs), 'translation')} read, {new} new")


@memory.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE.tmx")
@setting_options("out")
def export(target: Path, **flags: object) -> None:
    """Write what is approved in, or imported into, the output folder (--out) as a translation memory."""
    from songngu.digest.tmx import render_memory
    from songngu.files import write_atomic
    from songngu.reviews import all_remembered

    with _store(flags) as store:
        known = sorted(all_remembered(store), key=lambda each: each.vi)
    write_atomic(target, render_memory((each.vi, each.en, each.source) for each in known))
    say(f"written: {target}, {number_of(len(known), 'translation')}", err=True)


@contextmanager
def _store(flags: dict[str, object]) -> Iterator[Store]:
    from songngu.files import require_database
    from songngu.salvage import open_store

    out = Path(given_settings(flags).out)
    require_database(out)
    store, notes = open_store(out)
    for note in notes:
        say(f"note: {note}", err=True)
    with store:
        yield store
