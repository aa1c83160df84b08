"""Glossary formats of other tools, read and written. A format is one `Format` and one line in `FORMATS`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from songngu.errors import GlossaryError
from songngu.glossary import exchange
from songngu.glossary.entries import Entry, make_entry, strip_invisible
from songngu.glossary.files import format_entries, parse_entries, row_of
from songngu.records import Record


class Imported(Record, frozen=True, kw_only=True):
    """What a file of another tool gave, what of it was changed or left out, and how many rows were refused."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    refused: int = 0


class Exported(Record, frozen=True, kw_only=True):
    """The text of a file for another tool, and what the format can't hold."""

    text: str
    notes: tuple[str, ...] = ()


class Format(NamedTuple):
    """`read(text, where)` raises GlossaryError with file:line; `holds` are the columns besides vi and en[0]."""

    title: str
    extension: str
    holds: frozenset[str]
    read: Callable[[str, str], list[dict[str, str]]]
    write: Callable[[Sequence[Entry]], str]


def import_entries(data: bytes, name: str, where: str) -> Imported:
    """Read a file of the format called `name`. Raises GlossaryError for a broken file or an unknown format."""
    chosen = _format(name)
    try:
        # XML tools like to write UTF-16; its byte order mark says so.
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"{where}:{data[: error.start].count(10) + 1}"
        raise GlossaryError(f"not {error.encoding.upper()}", where=place, mend="Save the file as UTF-8") from error
    # Old Macs end lines with a lone carriage return; the readers know newlines only.
    rows = chosen.read(text.replace("\r\n", "\n").replace("\r", "\n"), where)
    merged: dict[str, Entry] = {}
    notes: list[str] = []
    foreign = refused = 0
    for row in rows:
        place = row.pop("where", where)
        if not row["vi"]:
            foreign += 1
            continue
        try:
            entry = make_entry(row, place)
            first = merged.get(entry.vi)
            if first:
                # Formats with one target a line say alternatives by repeating the source.
                entry = make_entry(row_of(first) | {"en": "|".join((*first.en, *entry.en))}, first.origin)
        except GlossaryError as error:
            notes.append(f"left out: {error}")
            refused += 1
            continue
        merged[entry.vi] = entry
        if changed := [name for name in ("vi", "en") if strip_invisible(row[name]) != row[name]]:
            notes.append(f"invisible characters removed: {place}: {' and '.join(changed)} of {entry.vi!r}")
    if foreign:
        notes.append(f"left out: {foreign} without Vietnamese")
    return Imported(entries=tuple(merged.values()), notes=tuple(notes), refused=refused)


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
    return Exported(text=chosen.write(entries), notes=tuple(notes))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise GlossaryError(f"unknown glossary format {name!r}", mend=f"Known formats: {', '.join(FORMATS)}")
    return FORMATS[name]


def _read_own(text: str, where: str) -> list[dict[str, str]]:
    return [row_of(entry) | {"where": entry.origin} for entry in parse_entries(text, where)]


def _write_own(delimiter: str) -> Callable[[Sequence[Entry]], str]:
    return lambda entries: format_entries(entries, delimiter)


def _read_columns(text: str, where: str) -> list[dict[str, str]]:
    """Two columns and more, tabs or commas; codes of languages, in a header or behind a row, tell which is which."""
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    rows: list[dict[str, str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    order = ["vi", "en"]
    try:
        for values in reader:
            place = f"{where}:{reader.line_num}"
            if not any(values):
                continue
            codes = [value.strip().lower() for value in values]
            if reader.line_num == 1 and (codes[:2] == ["source", "target"] or _languages(codes[:2])):
                order = _languages(codes[:2]) or order
                continue
            if len(values) < 2:
                raise GlossaryError("one column where two are needed", where=place, mend="Write source,target")
            rows.append(dict(zip(_languages(codes[2:4]) or order, values, strict=False)) | {"where": place})
    except csv.Error as error:
        raise GlossaryError(f"broken line ({error})", where=f"{where}:{reader.line_num}") from error
    return rows


def _languages(codes: Sequence[str]) -> list[str]:
    """The order of Vietnamese and English that two language codes give ("vi", "en-US"), [] where they are none."""
    found = [code[:2] for code in codes if len(code) == 2 or code[2:3] in ("-", "_")]
    return found if sorted(found) == ["en", "vi"] else []


def _write_columns(header: Sequence[str] = ()) -> Callable[[Sequence[Entry]], str]:
    def write(entries: Sequence[Entry]) -> str:
        rows = [header] if header else []
        return _csv([*rows, *((entry.vi, entry.en[0]) for entry in entries)], ",")

    return write


def _read_omegat(text: str, where: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{where}:{number}"
        values = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if len(values) < 2:
            raise GlossaryError("no tab between source and target", where=place, mend="Write source TAB target")
        rows.append({"vi": values[0], "en": values[1], "note": values[2] if len(values) > 2 else "", "where": place})
    return rows


def _write_omegat(entries: Sequence[Entry]) -> str:
    rows = ((entry.vi, form, entry.note) for entry in entries for form in entry.en)
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)


def _csv(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


_ALL = frozenset({"alternatives", "kind", "mode", "note"})
FORMATS: Mapping[str, Format] = {
    "csv": Format("songngu, CSV", ".csv", _ALL, _read_own, _write_own(",")),
    "tsv": Format("songngu, TSV", ".tsv", _ALL, _read_own, _write_own("\t")),
    "deepl": Format("DeepL, two columns", ".csv", frozenset(), _read_columns, _write_columns()),
    "google": Format("Google, two columns", ".csv", frozenset(), _read_columns, _write_columns()),
    "amazon": Format("Amazon, header vi,en", ".csv", frozenset(), _read_columns, _write_columns(("vi", "en"))),
    "omegat": Format("OmegaT glossary", ".txt", frozenset({"alternatives", "note"}), _read_omegat, _write_omegat),
    "tmx": Format("TMX 1.4", ".tmx", _ALL, exchange.read_tmx, exchange.write_tmx),
    "tbx": Format("TBX-Basic, version 2", ".tbx", frozenset({"alternatives", "kind", "note"}),
                  exchange.read_tbx, exchange.write_tbx2),
    "tbx3": Format("TBX-Basic, version 3 (DCT)", ".tbx", frozenset({"alternatives", "kind", "note"}),
                   exchange.read_tbx, exchange.write_tbx3),
}  # fmt: skip
