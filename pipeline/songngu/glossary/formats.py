"""Glossary formats of other tools, read and written. A format is one `Format` and one line in `FORMATS`."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from songngu.counts import some_of
from songngu.errors import GlossaryError
from songngu.glossary import exchange
from songngu.glossary.entries import COLUMNS, LONGEST, Entry, make_entry, strip_invisible
from songngu.glossary.exchange import Row
from songngu.glossary.files import as_text, format_entries, of_text, parse_rows, row_of
from songngu.records import Record

# A record of a CSV file that goes on over more lines has a quotation mark that isn't closed.
MOST_LINES = 20
EXTRAS = ("alternatives", "kind", "mode", "note")  # what an entry has besides vi and one form of en
# Names of columns that other tools write, in lower case and without blanks, hyphens and underscores.
_HEADERS = {
    "vietnamese": "vi", "tiếngviệt": "vi", "vie": "vi", "english": "en", "tiếnganh": "en", "eng": "en",
    "source": "source", "target": "target", "sourceterm": "source", "targetterm": "target",
    "sourcelang": "from", "sourcelanguage": "from", "targetlang": "to", "targetlanguage": "to",
    "note": "note", "notes": "note", "comment": "note", "comments": "note", "description": "note",
    "definition": "note", "kind": "kind", "mode": "mode",
}  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?")


class Imported(Record, frozen=True, kw_only=True):
    """What a file of another tool gave, what of it was changed or left out, and how many rows were refused.

    `unsaid` has, by the Vietnamese of an entry, the extras that the file leaves open: they are no opinion of its own.
    """

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    refused: int = 0
    unsaid: Mapping[str, frozenset[str]] = {}


class Exported(Record, frozen=True, kw_only=True):
    """The text of a file for another tool, and what the format can't hold."""

    text: str
    notes: tuple[str, ...] = ()


class Format(NamedTuple):
    """`read(text, where)` gives a row or what is wrong with it, and raises GlossaryError for a file that is none.

    `holds` are the extras that come back.
    """

    holds: frozenset[str]
    read: Callable[[str, str], Iterable[Row | GlossaryError]]
    write: Callable[[Sequence[Entry]], str]


def guess_format(data: bytes, suffix: str) -> str:
    """The format that a file with this suffix has; a CSV or TSV that isn't songngu's own is taken as two columns.

    Raises GlossaryError for a suffix that no format has.
    """
    if suffix in (".csv", ".tsv"):
        text = decode(data, suffix)
        lines = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
        cells = [cell.strip(' "').lower() for cell in re.split("[,;\t]", next(lines, ""))]
        own = {"vi", "en"} <= set(cells) <= set(COLUMNS)
        mistyped = ("vi" in cells or "en" in cells) and not _header_of(cells) and not _languages(cells[2:4])
        return suffix[1:] if own or mistyped or not any(cells) else "deepl"
    if suffix == ".xml":
        return "tmx" if "<tmx" in decode(data, suffix)[:4000] else "tbx"
    if suffix not in SUFFIXES:
        mend = f"Use one of {', '.join(SUFFIXES)}, or --format NAME"
        raise GlossaryError(f"no format has the suffix {suffix!r}", mend=mend)
    return SUFFIXES[suffix]


def import_entries(data: bytes, name: str, where: str) -> Imported:
    """Read a file of the format called `name`: what is broken in it is left out and noted.

    Raises GlossaryError where the file as a whole can't be read, and for an unknown format.
    """
    chosen = _format(name)
    own = chosen.read is _read_own  # elsewhere one form is no opinion about others
    found = _Found()
    for row in chosen.read(decode(data, where), where):
        try:
            if isinstance(row, GlossaryError):
                raise row
            if row.fields["vi"]:
                found.add(_told(row, row.where or where, own=own), row.dropped)
            else:
                found.foreign += 1
        except GlossaryError as error:
            found.refuse(error)
    return found.imported()


class _Told(NamedTuple):
    """What one row or several tell: an entry, the extras that it has an opinion on, and what was changed of it."""

    entry: Entry
    said: frozenset[str]
    changes: tuple[str, ...] = ()


class _Found:
    """What a file has told so far, by the Vietnamese, and what of it was left out or changed."""

    def __init__(self) -> None:
        self.told: dict[str, _Told] = {}
        self.notes: list[str] = []
        self.dropped: Counter[str] = Counter()
        self.foreign = self.refused = 0

    def add(self, told: _Told, dropped: Iterable[str]) -> None:
        """Take a row in, merged with those of the same source. Raises GlossaryError where they can't be one entry."""
        vi = told.entry.vi
        self.told[vi] = _merged(self.told[vi], told) if vi in self.told else told
        self.notes += told.changes
        self.dropped.update(dropped)

    def refuse(self, error: GlossaryError) -> None:
        """Leave a row out."""
        self.notes.append(f"left out: {error}")
        self.refused += 1

    def imported(self) -> Imported:
        """All of it, with notes on what was counted."""
        notes = list(self.notes)
        if self.dropped:
            what = ", ".join(f"{name} ({count})" for name, count in self.dropped.most_common())
            notes.append(f"a glossary has no place for what some entries have besides: {what}")
        if self.foreign:
            notes.append(f"left out: {self.foreign} without Vietnamese")
        return Imported(
            entries=tuple(told.entry for told in self.told.values()),
            notes=tuple(notes),
            refused=self.refused,
            unsaid={vi: frozenset(EXTRAS) - told.said for vi, told in self.told.items()},
        )


def _told(row: Row, place: str, *, own: bool) -> _Told:
    """What one row tells; a note that is too long is cut. Raises GlossaryError for what is no entry."""
    fields = row.fields
    changes: list[str] = []
    note = " ".join(fields.get("note", "").split())
    if len(note) > LONGEST["note"]:
        fields = fields | {"note": note[: LONGEST["note"] - 1] + "…"}
    entry = make_entry(fields, place)
    if fields is not row.fields:
        changes.append(f"{place}: the note of {entry.vi!r} is cut to {LONGEST['note']} characters")
    if seen := [side for side in ("vi", "en") if strip_invisible(fields[side]) != fields[side]]:
        changes.append(f"invisible characters removed: {place}: {' and '.join(seen)} of {entry.vi!r}")
    said = {extra for extra in EXTRAS if fields.get(extra)}
    if own or len(entry.en) > 1:
        said.add("alternatives")
    return _Told(entry, frozenset(said), tuple(changes))


def _merged(first: _Told, other: _Told) -> _Told:
    """Two rows of one source, by which formats with one target a line say alternatives."""
    forms = "|".join((*first.entry.en, *other.entry.en))
    entry = make_entry(row_of(first.entry) | {"en": forms}, first.entry.origin)
    return _Told(entry, first.said | other.said | ({"alternatives"} if len(entry.en) > 1 else set()))


def export_entries(entries: Sequence[Entry], name: str) -> Exported:
    """Write entries in the format called `name`; the notes count what it has no place for."""
    chosen = _format(name)
    lost = {
        "alternatives": sum(len(entry.en) > 1 for entry in entries),
        "kind": sum(entry.kind != "term" for entry in entries),
        "mode": sum(entry.mode != "enforce" for entry in entries),
        "note": sum(bool(entry.note) for entry in entries),
    }
    notes = [f"{name} has no place for {what}: dropped from {count} entries"
             for what, count in lost.items() if count and what not in chosen.holds]  # fmt: skip
    text = chosen.write(entries)
    # Some formats have no way to write some texts (a # that begins a line of OmegaT); reading it again tells.
    back = {entry.vi: entry for entry in import_entries(text.encode(), name, name).entries}
    astray = [e.vi for e in entries if e.vi not in back or held(back[e.vi], chosen) != held(e, chosen)]
    if astray:
        notes.append(f"{name} can't write these so that they are read again: {some_of(astray)}")
    return Exported(text=text, notes=tuple(notes))


def held(entry: Entry, chosen: Format) -> tuple[object, ...]:
    """What of an entry a format can bring back."""
    return (
        entry.vi,
        entry.en if "alternatives" in chosen.holds else entry.en[:1],
        *(getattr(entry, extra) for extra in ("kind", "mode", "note") if extra in chosen.holds),
    )


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise GlossaryError(f"unknown glossary format {name!r}", mend=f"Known formats: {', '.join(FORMATS)}")
    return FORMATS[name]


def decode(data: bytes, where: str) -> str:
    """The text, its lines ended by newlines; old Macs end them with a lone carriage return."""
    try:
        # XML tools and spreadsheets like to write UTF-16; its byte order mark says so.
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"{where}:{data[: error.start].count(10) + 1}"
        raise GlossaryError(f"not {error.encoding.upper()}", where=place, mend="Save the file as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_own(text: str, where: str) -> Iterator[Row | GlossaryError]:
    for place, fields in parse_rows(text, where):
        if isinstance(fields, GlossaryError):
            yield fields
        elif not fields["vi"].strip():
            yield GlossaryError("vi is empty", where=place, mend="Write the Vietnamese form or remove the line")
        else:
            yield Row(fields, place)


def _write_own(delimiter: str) -> Callable[[Sequence[Entry]], str]:
    return lambda entries: format_entries(entries, delimiter)


def _read_columns(text: str, where: str) -> Iterator[Row | GlossaryError]:
    """Two columns and more, separated by tabs, commas or semicolons.

    A header, or the codes of languages that stand behind each row in DeepL's files, tells which column is which.
    """
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = "\t" if "\t" in first else ";" if ";" in first and "," not in first else ","
    roles: list[str] | None = None
    for number, values in _records(text, delimiter):
        place = f"{where}:{number}"
        if isinstance(values, str):
            yield GlossaryError(f"broken line ({values})", where=place, mend='Write "" for a quotation mark in a text')
            continue
        if not any(value.strip() for value in values):
            continue
        if roles is None:
            roles = _header_of(values)
            if roles:
                continue
            roles = ["source", "target", *(["from", "to"] if len(values) == 4 and _codes(values[2:4]) else [])]
        yield _row(values, roles, place)


def _row(values: Sequence[str], roles: Sequence[str], place: str) -> Row | GlossaryError:
    """A line by the roles of its columns; columns behind the last role are dropped."""
    if len(values) < 2:
        return GlossaryError("one column where two are needed", where=place, mend="Write source,target")
    named = [*roles, *(f"column {index + 1}" for index in range(len(roles), len(values)))]
    found = dict(zip(named, (value.strip() for value in values), strict=False))
    codes = [found.pop("from", ""), found.pop("to", "")]
    order = _languages(codes) or ["vi", "en"]
    if any(codes) and not _languages(codes):
        return Row({"vi": ""}, place)  # of other languages
    for role, side in zip(("source", "target"), order, strict=True):
        if role in found:
            found[side] = found.pop(role)
    fields = {name: found.pop(name, "") for name in ("vi", "en", "kind", "mode", "note")}
    if not fields["vi"] and "vi" not in roles:
        return GlossaryError("the Vietnamese is empty", where=place, mend="Write both columns, or remove the line")
    return Row(fields, place, tuple(name for name, value in found.items() if value))


def _header_of(values: Sequence[str]) -> list[str]:
    """The roles of the columns that a header gives, [] where the row is none.

    A column without a role has its own name; of several with one role (languages of two countries), the first has it.
    """
    if len(values) == 4 and _codes(values[2:4]) and not any(map(_known, values[:2])):
        return []  # a row of DeepL's
    roles: list[str] = []
    for index, value in enumerate(values):
        role = _known(value) or value.strip() or f"column {index + 1}"
        roles.append(
            role if role not in roles else value.strip() if value.strip() not in roles else f"column {index + 1}"
        )
    pairs = ({"vi", "en"}, {"source", "target"})
    return roles if any(pair <= set(roles) for pair in pairs) else []


def _known(name: str) -> str:
    """The role that a name of a column has, "" for none."""
    plain = name.strip().lower()
    if plain[:2] in ("vi", "en") and _codes([plain]):
        return plain[:2]
    return _HEADERS.get(re.sub(r"[\s_-]", "", plain), "")


def _codes(values: Sequence[str]) -> bool:
    """Whether these are codes of languages: "vi", "en-US"."""
    return all(_LANGUAGE.fullmatch(value.strip().lower()) for value in values)


def _languages(codes: Sequence[str]) -> list[str]:
    """The order of Vietnamese and English that two codes of languages give, [] where they are of others or none."""
    found = [code.strip().lower()[:2] for code in codes if _codes([code])]
    return found if sorted(found) == ["en", "vi"] else []


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """The records of a CSV text with the number of their first line; a string says why one can't be read.

    What is broken ends with its line: the csv module would take all that follows an open quotation mark as its text.
    """
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        taken = 1
        found: list[str] | str = lines[index].split(delimiter)
        if '"' in lines[index]:
            found, taken = _unquote(lines[index : index + MOST_LINES], delimiter)
        if isinstance(found, str) and delimiter == "\t":
            found = lines[index].split("\t")  # files with tabs often know no quoting
        yield index + 1, found if isinstance(found, str) else [of_text(cell) for cell in found]
        index += taken


def _unquote(lines: Sequence[str], delimiter: str) -> tuple[list[str] | str, int]:
    """The record that begins these lines and how many of them it takes."""
    reason = ""
    for taken in range(1, len(lines) + 1):
        try:
            record, *_ = csv.reader([f"{line}\n" for line in lines[:taken]], delimiter=delimiter, strict=True)
        except csv.Error as error:
            reason = reason or str(error)
            if "unexpected end" not in str(error):
                break
        else:
            return record, taken
    return reason, 1


def _write_columns(header: Sequence[str] = ()) -> Callable[[Sequence[Entry]], str]:
    def write(entries: Sequence[Entry]) -> str:
        rows = [header] if header else []
        return _csv([*rows, *((entry.vi, entry.en[0]) for entry in entries)], ",")

    return write


def _read_omegat(text: str, where: str) -> Iterator[Row | GlossaryError]:
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{where}:{number}"
        values = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if len(values) < 2 or not values[0].strip():
            yield GlossaryError("no source TAB target", where=place, mend="Write source TAB target")
            continue
        dropped = tuple(f"column {index}" for index, value in enumerate(values[3:], 4) if value.strip())
        yield Row({"vi": values[0], "en": values[1], "note": values[2] if len(values) > 2 else ""}, place, dropped)


def _write_omegat(entries: Sequence[Entry]) -> str:
    rows = ((entry.vi, form, entry.note) for entry in entries for form in entry.en)
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)


def _csv(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(map(as_text, row) for row in rows)
    return buffer.getvalue()


SUFFIXES: Mapping[str, str] = {
    ".csv": "csv", ".tsv": "tsv", ".tmx": "tmx", ".tbx": "tbx", ".txt": "omegat", ".tab": "omegat", ".utf8": "omegat",
}  # fmt: skip
_ALL = frozenset(EXTRAS)
FORMATS: Mapping[str, Format] = {
    "csv": Format(_ALL, _read_own, _write_own(",")),
    "tsv": Format(_ALL, _read_own, _write_own("\t")),
    "deepl": Format(frozenset(), _read_columns, _write_columns()),
    "google": Format(frozenset(), _read_columns, _write_columns()),
    "amazon": Format(frozenset(), _read_columns, _write_columns(("vi", "en"))),
    "omegat": Format(frozenset({"alternatives", "note"}), _read_omegat, _write_omegat),
    "tmx": Format(_ALL, exchange.read_tmx, exchange.write_tmx),  # 1.4
    "tbx": Format(_ALL - {"mode"}, exchange.read_tbx, exchange.write_tbx2),  # TBX-Basic, version 2
    "tbx3": Format(_ALL - {"mode"}, exchange.read_tbx, exchange.write_tbx3),  # TBX-Basic, version 3 (DCT)
}
