"""`songngu glossary`: keep the glossary of names and terms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from songngu.cli.shared import SOME_FAILED, give, given_settings, say, say_json, setting_options
from songngu.counts import number_of, some_of

if TYPE_CHECKING:
    from songngu.cli.merge import Prefer
    from songngu.glossary.entries import Entry, Glossary
    from songngu.glossary.suggestion import Suggestion

KINDS = ("person", "place", "organisation", "term", "keep")  # as glossary.entries has them, without importing it
MODES = ("enforce", "prefer")
MOST_RENDERINGS = 5  # shown of one suggestion
FORMATS_HELP = "csv, tsv, deepl, google, amazon, omegat, tmx, tbx (2) or tbx3.  [default: by suffix]"

file_option = click.option(
    "--file", "path", type=click.Path(path_type=Path), metavar="FILE",
    help="Your glossary file.  [default: the first of your settings, else glossary.csv]",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _check_choice(preview: bool, apply: bool) -> None:
    from songngu.errors import UsageError

    if preview and apply:
        raise UsageError("--preview writes nothing, --apply does", mend="Give one of the two")


def _check_keep(entry: Entry, own: Path) -> None:
    """Raise UsageError where an entry that has English would be replaced by one that keeps the Vietnamese."""
    from songngu.errors import UsageError
    from songngu.glossary.entries import Glossary, identity

    known = Glossary.load([own] if own.exists() else [], shipped=True).entries
    same = next((e for e in known if identity(e.vi) == identity(entry.vi) and e.kind != "keep"), None)
    if same:
        mend = "Give the new English, or --kind keep to leave it as the source has it"
        raise UsageError(f"{_shown(same)} is in the glossary, and EN is missing", mend=mend)


def teaching_options(command: Any) -> Any:
    """What an edit may do besides writing the file: show what it touches, or bring it up to date at once."""
    options = (
        click.option("--preview", is_flag=True, help="Write nothing: show each sentence it touches, before and after."),
        click.option("--apply", "apply", is_flag=True, help="Bring the digest in --out up to date at once."),
        setting_options("out", "shipped_glossary", "model", "threads", "beam"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def glossary() -> None:
    """Keep the glossary of names and terms.

    Your entries are in glossary.csv of the current folder (or where your settings say) and win over the shipped ones.
    The next `songngu run` translates again only the sentences that an edit touches.
    """


@glossary.command()
@click.argument("vi")
@click.argument("en", required=False)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    metavar="KIND",
    help="person, place, organisation, term or keep.  [default: term; keep without EN]",
)
@click.option("--mode", type=click.Choice(MODES), metavar="MODE", help="enforce or prefer.  [default: enforce]")
@click.option("--note", default="", metavar="TEXT", help="What a reader should know: a source, a date.")
@file_option
@teaching_options
def add(
    vi: str,
    en: str | None,
    path: Path | None,
    kind: str | None,
    mode: str | None,
    note: str,
    preview: bool,
    apply: bool,
    **flags: object,
) -> None:
    """Add (or replace) the entry for VI. EN may hold alternatives: "Germany|German".

    What is replaced is shown. The next run translates again what it touches; --apply does so now.
    """
    from songngu.errors import UsageError
    from songngu.glossary.entries import Glossary, identity, make_entry, strip_invisible
    from songngu.glossary.files import add_entry
    from songngu.glossary.validation import validate_entries

    target = _own_file(path)
    if en is not None and not en.strip():
        raise UsageError("EN is empty", mend="Give the English, or leave it out to keep VI as it is in the English")
    fields = {"vi": vi, "en": en or "", "kind": kind or ("term" if en else "keep"), "mode": mode or "", "note": note}
    entry = make_entry(fields, "command line")
    _check_choice(preview, apply)
    if preview or apply:
        _teach(fields, target, apply=apply, flags=flags)
        return
    if en is None and kind is None:
        _check_keep(entry, target)
    change, old = add_entry(target, entry)
    if any(strip_invisible(text) != text for text in fields.values()):
        say("note: invisible characters removed", err=True)
    say(f"{change} in {target}: {_shown(entry)}" + (f" (was {_shown(old)}, {old.kind}, {old.mode})" if old else ""))
    glossary = Glossary.load([], shipped=True)
    for finding in validate_entries([entry], glossary):
        say(f"{finding.severity}: {finding.message}", err=True)
    shipped = next((e for e in glossary.entries if identity(e.vi) == identity(entry.vi)), None)
    if shipped and not old and shipped.en != entry.en:
        say(f"note: it replaces the shipped {_shown(shipped)}, {shipped.kind}, {shipped.mode}", err=True)


@glossary.command()
@click.argument("vi")
@file_option
@teaching_options
def remove(vi: str, path: Path | None, preview: bool, apply: bool, **flags: object) -> None:
    """Remove the entry for VI from your file."""
    from songngu.glossary.files import remove_entry

    target = _own_file(path)
    _check_choice(preview, apply)
    if preview or apply:
        _teach({"vi": vi}, target, apply=apply, flags=flags)
        return
    entry = remove_entry(target, vi)
    say(f"removed from {target}: {_shown(entry)}")


@glossary.command("list")
@click.argument("text", required=False)
@setting_options("glossary", "shipped_glossary")
@json_option
def list_entries(text: str | None, as_json: bool, **flags: object) -> None:
    """List the entries in force.

    With TEXT, those that contain it in either language, whatever its case and tone placement.
    """
    from songngu.text.normalise import fold

    wanted = fold(text) if text else ""
    entries = [e for e in _load(flags).entries if wanted in fold(e.vi) or wanted in fold("|".join(e.en))]
    if as_json:
        say_json(entries)
        return
    if not entries:
        say(f"no entry contains {text!r}" if text else "the glossary is empty", err=True)
    for entry in entries:
        say("\t".join((entry.vi, "|".join(entry.en), entry.kind, entry.mode, entry.origin)))


@glossary.command()
@setting_options("glossary", "shipped_glossary")
@json_option
def check(as_json: bool, **flags: object) -> None:
    """Find mistakes and doubts in the glossary.

    Broken lines, duplicates, conflicts, entries that can never match and others, each with file and line. Exit with 1
    for an error.
    """
    from songngu.glossary.chosen import note_of_own
    from songngu.glossary.validation import inspect

    settings = given_settings(flags)
    entries, findings = inspect([Path(p) for p in settings.glossary], shipped=settings.shipped_glossary)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        say_json(findings)
    else:
        for finding in findings:
            about = f"{finding.vi}: " if finding.vi else ""
            say(f"{finding.where}: {finding.severity}: {about}{finding.message}")
        counts = {"entry": entries, "error": errors, "warning": len(findings) - errors}
        say(", ".join(number_of(count, noun) for noun, count in counts.items()) + note_of_own(settings.glossary))
    sys.exit(SOME_FAILED if errors else 0)


@glossary.command()
@click.argument("source", metavar="[FOLDER|FILE]", required=False)
@click.option(
    "--least", type=click.IntRange(1), metavar="N", default=2, show_default=True, help="Seen N times or more."
)
@click.option("--out", metavar="FOLDER", help="Look in the digest there, which has the English.  [default: output]")
@setting_options("glossary", "shipped_glossary")
@json_option
def suggest(source: str | None, least: int, out: str | None, as_json: bool, **flags: object) -> None:
    """Find names and terms that the glossary lacks.

    People, organisations, places, abbreviations, titles of works and quoted terms of these articles, most widespread
    first, each with its kind, the English that a rule gives, and a sentence. Without FOLDER or FILE, those of the
    digest in --out, with how its English renders them and how often. A suggestion is added with `glossary add`.
    """
    from songngu.errors import UsageError
    from songngu.glossary.suggestion import suggest as find_suggestions
    from songngu.glossary.suggestion import suggest_from_articles
    from songngu.stored import read_digest

    if source is not None and out is not None:
        raise UsageError("a folder or file and --out", mend="Give one: the articles, or the folder of their digest")
    failed = False
    if source is None:
        articles = read_digest(Path(given_settings({"out": out}).out)).articles
        suggestions = suggest_from_articles(articles, _load(flags), least=least)
    else:
        texts, failed = _read_texts(source)
        suggestions = find_suggestions(texts, _load(flags), least=least)
    if as_json:
        say_json(suggestions)
    else:
        for one in suggestions:
            _say_suggestion(one)
        if not suggestions:
            fewer = "; --least 1 shows the others" if least > 1 else ""
            say(f"no name that the glossary lacks was found {number_of(least, 'time')} or more{fewer}", err=True)
    sys.exit(SOME_FAILED if failed else 0)


def _read_texts(source: str) -> tuple[list[str], bool]:
    """The texts of the articles, and whether any couldn't be read."""
    from songngu.cli.run import find_sources
    from songngu.errors import ReadError

    texts = []
    failed = False
    for found in find_sources(source)[0]:
        try:
            document = found.read()
        except (ReadError, OSError) as error:
            failed = True
            say(f"failed: {error}", err=True)
        else:
            texts.append("\n".join(segment.vi for segment in document.segments))
    return texts, failed


def _say_suggestion(one: Suggestion) -> None:
    also = f"  also {', '.join(one.spellings[1:])}" if len(one.spellings) > 1 else ""
    like = f"  spelled like {one.like}" if one.like else ""
    expansion = f"  = {one.expansion}" if one.expansion else ""
    proposed = f" → {one.en}" if one.en else ""
    kind = f"  ({one.kind})" if one.kind else ""
    say(f"{one.count:4} × in {one.articles:3}  {one.vi}{proposed}{kind}{expansion}{also}{like}")
    if one.renderings:
        shown = some_of([f"{english} {times} ×" for english, times in one.renderings], MOST_RENDERINGS)
        doubt = f"  ({one.inconsistency:.0%} otherwise)" if one.inconsistency else ""
        say(f"               now: {shown}{doubt}")
    say(f"               {one.example}")


@glossary.command("import")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--format", "name", help=FORMATS_HELP)
@click.option(
    "--prefer",
    type=click.Choice(["theirs", "mine"]),
    help="Whose entry stays in a conflict.  [default: asked on a terminal, else mine]",
)
@file_option
def import_file(source: Path, name: str | None, prefer: Prefer | None, path: Path | None) -> None:
    """Take another tool's entries into your file.

    Every conflict with an entry of yours is shown; on a terminal you are asked who wins. What the other tool says
    nothing of (often kind, mode and note) stays as you have it. Exit with 1 where entries are left out as broken, none
    is found, or you stop.
    """
    from songngu.cli.merge import Asked, Stopped, merge_entries
    from songngu.errors import GlossaryError
    from songngu.glossary.formats import guess_format, import_entries

    try:
        data = source.read_bytes()
    except OSError as error:
        raise GlossaryError(f"can't be read: {error.strerror}", where=str(source), mend="Check the name") from error
    found = import_entries(data, name or guess_format(data, source.suffix.lower()), str(source))
    for note in found.notes:
        say(f"note: {note}", err=True)
    target = _own_file(path)
    if not found.entries:
        say(f"songngu: {source}: no entry found; {target} is as it was", err=True)
        sys.exit(SOME_FAILED)
    asks = prefer is None and _on_terminal()
    try:
        merged = merge_entries(target, found, Asked() if asks else lambda mine, theirs: prefer or "mine")
    except Stopped:
        say(f"stopped; {target} is as it was", err=True)
        sys.exit(SOME_FAILED)
    if not asks:
        for line in merged.conflicts:
            say(line, err=True)
    if merged.conflicts and not prefer and not asks:
        what = number_of(len(merged.conflicts), "conflict")
        say(f"note: {what}: your entries stay; --prefer theirs takes the others", err=True)
    say(f"{target}: " + ", ".join(f"{number} {what}" for what, number in merged.counts.items()))
    sys.exit(SOME_FAILED if found.refused else 0)


@glossary.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE|-")
@click.option("--format", "name", help=FORMATS_HELP)
@setting_options("glossary", "shipped_glossary")
def export(target: Path, name: str | None, **flags: object) -> None:
    """Write the entries in force for another tool.

    What its format can't hold is said on stderr.
    """
    from songngu.errors import UsageError
    from songngu.files import write_atomic
    from songngu.glossary.formats import SUFFIXES, export_entries

    by_suffix = "csv" if str(target) == "-" else SUFFIXES.get(target.suffix.lower())
    if not name and not by_suffix:
        known = ", ".join(SUFFIXES)
        raise UsageError("no format has this suffix", where=str(target), mend=f"Use one of {known}, or --format NAME")
    exported = export_entries(_load(flags).entries, name or by_suffix or "csv")
    for note in exported.notes:
        say(f"note: {note}", err=True)
    if str(target) == "-":
        give(exported.text.encode())
    else:
        write_atomic(target, exported.text.encode())
        say(f"written: {target}", err=True)


def _teach(fields: dict[str, str], target: Path, *, apply: bool, flags: dict[str, object]) -> None:
    """Show which sentences of the digest an edit touches and how they will read; `apply`: make it so."""
    from songngu.review.records import GlossaryEdit
    from songngu.review.service import ReviewService

    settings = given_settings(flags)
    service = ReviewService(settings, target)
    try:
        edit = GlossaryEdit(**({"en": None} | fields))  # type: ignore[arg-type]
        found = service.wait(service.preview(edit).id)
        for note in found.notes:
            say(f"note: {note}", err=True)
        if found.replaces and edit.en is not None:
            say(f"note: it replaces {_shown(found.replaces)} ({found.replaces.origin})", err=True)
        if apply:
            service.apply(found.id)
            found = service.wait(found.id)
        for each in found.affected:
            say(f"{each.article}: {each.vi}" + ("  (a person's text, kept)" if each.kept else ""))
            say(f"  - {each.before}")
            if each.after != each.before:
                say(f"  + {each.after}")
        if found.total > len(found.affected):
            say(f"… and {found.total - len(found.affected)} more")
        done = f"brought up to date, {target} written" if apply else f"would be translated again; {target} is as it was"
        say(f"{number_of(found.total, 'sentence')} {done}")
    finally:
        service.close()


def _on_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty()


def _shown(entry: Entry) -> str:
    return f"{entry.vi} → {'|'.join(entry.en)}"


def _own_file(path: Path | None) -> Path:
    """The file that edits go to."""
    from songngu.settings import OWN_GLOSSARY

    return path or Path(next(iter(given_settings({}).glossary), OWN_GLOSSARY))


def _load(flags: dict[str, object]) -> Glossary:
    from songngu.glossary.chosen import load_glossary

    return load_glossary(given_settings(flags))
