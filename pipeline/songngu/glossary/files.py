"""Read and edit glossary files: CSV or TSV, UTF-8, header `vi,en,kind,mode,note`, one entry a line, # for comments."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from songngu.errors import GlossaryError
from songngu.glossary.entries import COLUMNS, Entry, identities, identity, make_entry

HEADER_MEND = f"The first line must be {','.join(COLUMNS)} (vi and en are needed, the others may be left out)"
LINE_MEND = 'Put "…" around a text with a comma in it, double a quotation mark inside it ("")'
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Change = Literal["added", "replaced", "unchanged"]


class Layout(NamedTuple):
    """How a file is written: line end, delimiter, its columns, and the index of its header line."""

    newline: str
    delimiter: str
    columns: tuple[str, ...]
    header: int


class Scan(NamedTuple):
    """What a file holds: entries with the index of their line, and what is broken."""

    lines: list[str]  # with their ends, a BOM kept
    layout: Layout
    entries: list[tuple[int, Entry]]
    problems: list[GlossaryError]


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of a file in order. Raises GlossaryError for the first thing broken; `scan` gives all of them."""
    result = scan(path)
    if result.problems:
        raise result.problems[0]
    return tuple(entry for _, entry in result.entries)


def scan(path: Path) -> Scan:
    """Read a file line by line. Raises GlossaryError where the file as a whole can't be read (missing, no header)."""
    lines = _split_lines(_decode(path))
    layout = _layout(lines, path)
    entries: list[tuple[int, Entry]] = []
    problems: list[GlossaryError] = []
    for index, line in enumerate(lines):
        if index <= layout.header or _is_comment(line):
            continue
        where = f"{path}:{index + 1}"
        try:
            entries.append((index, make_entry(_fields(line, layout, where), where)))
        except GlossaryError as error:
            problems.append(error)
    return Scan(lines, layout, entries, problems)


def add_entry(path: Path, entry: Entry) -> tuple[Change, Entry | None]:
    """Write an entry into a file, made if missing; one that matches the same text is replaced where it stands.

    Gives what was done, and the entry that was replaced.

    Comments, order and every other line stay as they are, byte for byte. Raises GlossaryError for a broken file.
    """
    make_entry(row_of(entry), entry.vi)
    if not path.exists():
        delimiter = "\t" if path.suffix == ".tsv" else ","
        layout = Layout("\n", delimiter, COLUMNS, 0)
        write_lines(path, [_format(COLUMNS, layout), _format([row_of(entry)[c] for c in COLUMNS], layout)])
        return "added", None
    found = _scan_whole(path)
    lines, layout = found.lines, found.layout
    line = format_row(entry, layout, path)
    same = _entries_for(entry.vi, found)
    if same:
        index, old = same[0]
        if row_of(old) == row_of(entry):
            return "unchanged", None
        lines[index] = line
        write_lines(path, lines)
        return "replaced", old
    write_lines(path, [*ended(lines, layout), line])
    return "added", None


def remove_entry(path: Path, vi: str) -> Entry:
    """Take the entry for `vi` out of a file and give it. Raises GlossaryError where there is none."""
    found = _scan_whole(path)
    same = _entries_for(vi, found)
    if not same:
        raise GlossaryError(f"no entry for {vi!r}", where=str(path), mend="`songngu glossary list` shows what there is")
    gone = {index for index, _ in same}
    write_lines(path, [line for index, line in enumerate(found.lines) if index not in gone])
    return same[0][1]


def format_entries(entries: Sequence[Entry], delimiter: str = ",") -> str:
    """The text of a glossary file with these entries."""
    layout = Layout("\n", delimiter, COLUMNS, 0)
    rows = [_format([row_of(entry)[c] for c in COLUMNS], layout) for entry in entries]
    return "".join([_format(COLUMNS, layout), *rows])


def parse_entries(text: str, where: str) -> tuple[Entry, ...]:
    """The entries of a glossary file given as text. Raises GlossaryError for the first thing broken."""
    entries = []
    for place, row in parse_rows(text, where):
        if isinstance(row, GlossaryError):
            raise row
        entries.append(make_entry(row, place))
    return tuple(entries)


def parse_rows(text: str, where: str) -> Iterator[tuple[str, dict[str, str] | GlossaryError]]:
    """The lines of a glossary file given as text: where each stands, and its columns or why they can't be told.

    Raises GlossaryError where the header is missing or wrong.
    """
    lines = _split_lines(text)
    layout = _layout(lines, Path(where))
    for index, line in enumerate(lines):
        if index <= layout.header or _is_comment(line):
            continue
        place = f"{where}:{index + 1}"
        try:
            yield place, _fields(line, layout, place)
        except GlossaryError as error:
            yield place, error


def _split_lines(text: str) -> list[str]:
    """Cut at newlines only (`str.splitlines` also cuts at U+2028, form feeds and others).

    Where there are none, at the carriage returns that old Macs end lines with.
    """
    return list(io.StringIO(text, newline="\r" if "\r" in text and "\n" not in text else "\n"))


def ended(lines: Sequence[str], layout: Layout) -> list[str]:
    """The lines of a file, the last with its line end."""
    *others, last = lines
    return [*others, last if last.endswith(("\n", "\r")) else last + layout.newline]


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"can't be read: {error.strerror}", where=str(path), mend="Check the name") from error
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        where = f"{path}:{data[: data.index(0)].count(10) + 1}"
        raise GlossaryError("has a NUL character", where=where, mend="Remove it; is this a text file?")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"{path}:{data[: error.start].count(10) + 1}"
        mend = "Save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise GlossaryError("not UTF-8", where=where, mend=mend) from error


def _scan_whole(path: Path) -> Scan:
    """Scan a file to be edited: an edit never goes past a broken line."""
    result = scan(path)
    if result.problems:
        raise result.problems[0]
    return result


def _entries_for(vi: str, found: Scan) -> list[tuple[int, Entry]]:
    """The entries that match the same text as `vi`."""
    keys = identities([entry.vi for _, entry in found.entries])
    wanted = identity(vi)
    return [line for key, line in zip(keys, found.entries, strict=True) if key == wanted]


def _layout(lines: Sequence[str], path: Path) -> Layout:
    header = next((i for i, line in enumerate(lines) if not _is_comment(line)), None)
    if header is None:
        raise GlossaryError("the file is empty", where=f"{path}:1", mend=HEADER_MEND)
    line = lines[header].removeprefix("\ufeff")
    newline = next((end for end in ("\r\n", "\r") if line.endswith(end)), "\n")
    delimiter = next((d for d in ("\t", ";") if d in line), ",")
    columns = tuple(part.strip().strip('"').lower() for part in line.strip("\r\n").split(delimiter))
    where = f"{path}:{header + 1}"
    if not {"vi", "en"} <= set(columns):
        raise GlossaryError("the header is missing", where=where, mend=HEADER_MEND)
    unknown = [c for c in columns if c not in COLUMNS]
    if unknown or len(set(columns)) != len(columns):
        what = f"unknown column {unknown[0]!r}" if unknown else "a column stands twice in the header"
        raise GlossaryError(what, where=where, mend=HEADER_MEND)
    return Layout(newline, delimiter, columns, header)


def _is_comment(line: str) -> bool:
    if line[:1].isalnum():
        return False
    stripped = line.removeprefix("\ufeff").strip()
    return not stripped.strip(",;\t") or stripped.startswith("#")


def _fields(line: str, layout: Layout, where: str) -> dict[str, str]:
    line = line.rstrip("\r\n")
    if '"' not in line and "\r" not in line and len(line) < csv.field_size_limit():
        values = line.split(layout.delimiter)  # the same, in a fifth of the time
    else:
        values = _unquote(line, layout, where)
    if len(values) != len(layout.columns):
        wanted = len(layout.columns)
        what = f"{len(values)} column{'s' * (len(values) != 1)} where the header has {wanted}"
        few = f"Give it {wanted}, empty ones too"
        raise GlossaryError(what, where=where, mend=LINE_MEND if len(values) > wanted else few)
    return dict(zip(layout.columns, map(of_text, values), strict=True))


def _unquote(line: str, layout: Layout, where: str) -> list[str]:
    try:
        (values,) = csv.reader([line], delimiter=layout.delimiter, strict=True)
    except (csv.Error, ValueError) as error:
        raise GlossaryError(f"broken line ({error})", where=where, mend=LINE_MEND) from error
    return values


def row_of(entry: Entry) -> dict[str, str]:
    """An entry as the columns of a glossary file."""
    kept = entry.kind == "keep" and entry.en == (entry.vi,)
    en = "" if kept else "|".join(entry.en)
    return {"vi": entry.vi, "en": en, "kind": entry.kind, "mode": entry.mode, "note": entry.note}


def format_row(entry: Entry, layout: Layout, path: Path) -> str:
    """An entry as a line of a file. Raises GlossaryError where the file lacks a column for it."""
    values = row_of(entry)
    lacking = [c for c in COLUMNS if c not in layout.columns and values[c] not in ("", "enforce", "term")]
    if lacking:
        where = f"{path}:{layout.header + 1}"
        raise GlossaryError(f"the file has no column {lacking[0]!r}", where=where, mend="Add it to the header")
    return _format([values[c] for c in layout.columns], layout)


def _format(values: Sequence[str], layout: Layout) -> str:
    buffer = io.StringIO()
    # A first field that begins with # would be read as a comment, so such a row is quoted.
    hidden = values[0].startswith("#")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if hidden else csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, delimiter=layout.delimiter, lineterminator=layout.newline, quoting=quoting)
    writer.writerow([as_text(value) for value in values])
    return buffer.getvalue()


def as_text(cell: str) -> str:
    """A cell as spreadsheets show it and don't calculate it: `=1+1` gets an apostrophe before it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def of_text(cell: str) -> str:
    """What `as_text` was given."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA) else cell


def write_lines(path: Path, lines: Sequence[str]) -> None:
    """Write beside the file, then put in its place; a link keeps pointing where it did.

    Raises GlossaryError, the old file untouched, for a text that couldn't be read again.
    """
    parse_entries("".join(lines), str(path))
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with open(handle, "w", encoding="utf-8", newline="") as stream:
                stream.writelines(lines)
            if target.exists():
                shutil.copymode(target, temporary)
            else:
                os.chmod(temporary, 0o644)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise GlossaryError(f"can't be written: {error.strerror}", where=str(path)) from error
