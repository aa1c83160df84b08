"""`songngu export`: the digest as it stands, corrections and approvals included, in a format of your choice."""

from __future__ import annotations

from pathlib import Path

import click

from songngu.cli import completers
from songngu.cli.shared import give, given_settings, say, setting_options
from songngu.counts import number_of


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE|-")
@setting_options("out")
@click.option(
    "--format",
    "name",
    metavar="NAME",
    shell_complete=completers.one_format,
    help="tmx, xliff (2.1), xliff12, jsonl, md, html, epub, docx; markdown-en: a folder with the English of each "
    "Markdown file.  [default: by suffix]",
)
@click.option("--approved", is_flag=True, help="Only what is approved: sentences, and articles that have any.")
def export(target: Path, name: str | None, approved: bool, **flags: object) -> None:
    """Write the digest, as reviewed up to now, to a file.

    From the database of the output folder (--out); nothing is translated. TMX and XLIFF have every sentence with its
    status, so that the receiving tool can tell drafts from what a person approved; --approved leaves the drafts out.
    """
    from songngu.digest import FOLDERS, RENDERERS
    from songngu.digest.sentences import only_approved
    from songngu.errors import UsageError
    from songngu.files import MARKDOWN_EN, write_atomic
    from songngu.stored import read_digest

    if name == MARKDOWN_EN:
        _export_articles(target, Path(given_settings(flags).out), approved)
        return
    by_suffix = formats_by_suffix()
    chosen = name or by_suffix.get(target.suffix.lower(), "")
    if not chosen:
        mend = f"Use one of {', '.join(by_suffix)}, or --format NAME"
        raise UsageError("no format has this suffix", where=str(target), mend=mend)
    if chosen not in RENDERERS:
        raise UsageError(f"unknown format {chosen!r}", mend=f"Known formats: {', '.join([*RENDERERS, *FOLDERS])}")
    renderer = RENDERERS[chosen]
    if str(target) == "-" and not renderer.text:
        raise UsageError(f"{chosen} is no text for standard output", mend=f"Give a file: digest.{chosen}")
    out = given_settings(flags).out
    digest = read_digest(Path(out))
    if approved:
        digest = only_approved(digest)
        if not digest.articles:
            say("note: nothing is approved yet", err=True)
    data = renderer.render(digest)
    if str(target) == "-":
        give(data)
    else:
        write_atomic(target, data)
        say(f"written: {target}, {number_of(len(digest.articles), 'article')} of {out}", err=True)


def _export_articles(target: Path, out: Path, approved: bool) -> None:
    """Write the English of each Markdown file into a folder."""
    from songngu.errors import UsageError
    from songngu.files import MARKDOWN_EN
    from songngu.markdown.articles import write_articles
    from songngu.stored import read_finished

    if approved or str(target) == "-":
        mend = "Leave --approved out" if approved else "Give a folder"
        raise UsageError(f"{MARKDOWN_EN} writes whole files into a folder", mend=mend)
    names, notes = write_articles(read_finished(out), target)
    for note in notes:
        say(f"note: {note}", err=True)
    say(f"written: {target}, {number_of(len(names), 'Markdown file')} of {out}", err=True)


def formats_by_suffix() -> dict[str, str]:
    """The format that the suffix of a file's name chooses: the first that has it."""
    from songngu.digest import RENDERERS

    suffixes = {Path(renderer.file_name).suffix: name for name, renderer in reversed(RENDERERS.items())}
    return suffixes | {".xliff": "xliff"}
