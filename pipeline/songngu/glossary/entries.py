"""Glossary entries and the glossary they form; see docs/decisions/0002 for alternatives in `en`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self, cast, get_args

import msgspec
from msgspec.structs import replace

from songngu.errors import GlossaryError
from songngu.glossary.words import edge_signs, fold_plain, has_word, split_words
from songngu.records import Record
from songngu.resources import glossary_folder

EntryKind = Literal["person", "place", "organisation", "term", "keep"]
EntryMode = Literal["enforce", "prefer"]
COLUMNS = ("vi", "en", "kind", "mode", "note")
SHIPPED = "the shipped glossary"
KINDS: tuple[str, ...] = get_args(EntryKind)
MODES: tuple[str, ...] = get_args(EntryMode)
# Longer than any name, and so short that a line of a file stays far below the csv module's limit for a field.
LONGEST = {"vi": 200, "en": 2000, "kind": 20, "mode": 20, "note": 2000}  # characters
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Letters and marks that show nothing and yet are no format characters: fillers, joiner, variation selectors.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


class Entry(Record, frozen=True, kw_only=True, gc=False):
    """One line of a glossary. `en[0]` is the form asked for; every form of `en` counts as met."""

    vi: str
    en: tuple[str, ...]
    kind: EntryKind = "term"
    mode: EntryMode = "enforce"
    note: str = ""
    origin: str = ""  # "names.csv:12"

    @property
    def key(self) -> str:
        """What cache keys are made of: the same as long as the entry asks for the same thing."""
        return f"{self.vi}={'|'.join(self.en)}"


class Conflict(Record, frozen=True, kw_only=True):
    """Two entries for one source form; `kept` came first."""

    kept: Entry
    dropped: Entry


class Glossary(Record, frozen=True, kw_only=True):
    """All entries in force, one for each source form, the user's first."""

    entries: tuple[Entry, ...]
    sha256: str
    dropped: tuple[Conflict, ...] = ()  # entries whose source form had one already, in agreement or not
    files: tuple[tuple[str, int], ...] = ()  # what it was read from, with the number of entries; SHIPPED is one of them

    @classmethod
    def of(cls, own: Iterable[Entry], shipped: Iterable[Entry] = ()) -> Self:
        """Merge entries: the first for a source form wins; only an own entry replaces a shipped one without a word."""
        kept: dict[str, Entry] = {}
        dropped: list[Conflict] = []
        for key, entry in _identified(own):
            _keep(key, entry, kept, dropped)
        overriding = frozenset(kept)
        for key, entry in _identified(shipped):
            if key not in overriding:
                _keep(key, entry, kept, dropped)
        entries = tuple(kept.values())
        return cls(entries=entries, sha256=_digest(entries), dropped=tuple(dropped))

    @classmethod
    def load(cls, paths: Sequence[Path], shipped: bool) -> Self:
        """Read the user's files, then the shipped ones. Raises GlossaryError for a file that can't be read."""
        from songngu.glossary.files import read_entries

        own = [(str(path), tuple(read_entries(path))) for path in paths]
        curated = [e for path in shipped_paths() for e in read_entries(path)] if shipped else []
        files = [(name, len(entries)) for name, entries in own] + ([(SHIPPED, len(curated))] if shipped else [])
        return replace(cls.of([e for _, entries in own for e in entries], curated), files=tuple(files))


def strip_invisible(text: str) -> str:
    """Take out what can't be seen and would never match: zero-width and format characters (Cf), fillers."""
    if text.isprintable() and not _BLANK.search(text):
        return text
    return "".join(c for c in _BLANK.sub("", text) if c.isascii() or unicodedata.category(c) != "Cf")


def make_entry(fields: Mapping[str, str], origin: str) -> Entry:
    """Check one row and make it an entry, its invisible characters taken out (they are in no article either).

    Raises GlossaryError with `origin` as its place.
    """
    tidy = _is_tidy("|".join(fields.values()))
    values = {name: text.strip() if tidy else _plain(text) for name, text in fields.items()}
    for name, text in values.items():
        if len(text) > LONGEST[name]:
            what = f"{name} has {len(text)} characters, more than {LONGEST[name]}"
            raise GlossaryError(what, where=origin, mend="Is a quotation mark or a line end missing? Shorten it")
        if not tidy and (found := _CONTROL.search(text)):
            what = f"{name} has the control character U+{ord(found[0]):04X}"
            raise GlossaryError(what, where=origin, mend="Remove it")
    vi, kind, mode = values["vi"], values.get("kind") or "term", values.get("mode") or "enforce"
    kind = "organisation" if kind == "organization" else kind
    if not has_word(vi):
        raise GlossaryError("vi has no word", where=origin, mend="Write the Vietnamese form or remove the line")
    if kind not in KINDS:
        raise GlossaryError(f"unknown kind {kind!r}", where=origin, mend=f"Known kinds: {', '.join(KINDS)}")
    if mode not in MODES:
        raise GlossaryError(f"unknown mode {mode!r}", where=origin, mend=f"Known modes: {', '.join(MODES)}")
    en = tuple(dict.fromkeys(filter(None, map(str.strip, values.get("en", "").split("|")))))
    if not en and kind != "keep":
        mend = "Write the English form, or kind keep to leave the source form as it is"
        raise GlossaryError(f"en is missing for {vi!r}", where=origin, mend=mend)
    if blank := [form for form in en if _is_blank(form)]:
        raise GlossaryError(f"en has nothing to see: {blank[0]!a}", where=origin, mend="Write the English form")
    return Entry(
        vi=vi,
        en=en or (vi,),
        kind=cast(EntryKind, kind),
        mode=cast(EntryMode, mode),
        note=values.get("note", ""),
        origin=origin,
    )


@lru_cache(maxsize=2**16)
def identity(vi: str) -> str:
    """Equal for spellings that match the same text: "Liên hợp quốc" and "Liên Hợp Quốc", not "anh" and "Anh".

    Nor "C" and "C#"; but "(WHO)" and "WHO", since brackets, quotation marks and stops at the ends don't count.
    """
    words = split_words(vi)
    before, after = edge_signs(words)
    one_word = len(words.spans) == 1
    return f"{before}{words.canonical}{after}/{_capitals(words.word(0) if one_word else vi, one_word)}"


def identities(forms: Sequence[str]) -> list[str]:
    """The `identity` of each source form; of many, in a fraction of the time."""
    plain = fold_plain(forms)
    return [f"{plain[vi]}/{_capitals(vi, ' ' not in plain[vi])}" if vi in plain else identity(vi) for vi in forms]


def _capitals(vi: str, one_word: bool) -> str:
    """What an entry's capitals are to its identity: each letter's in one word, any in several."""
    if one_word:
        return "".join("A" if c.isupper() else "a" for c in vi)
    return "A" if any(map(str.isupper, vi)) else "a"


def shipped_paths() -> tuple[Path, ...]:
    """The curated files, by name. Raises GlossaryError where their folder is missing."""
    return tuple(sorted(path for path in glossary_folder().iterdir() if path.suffix in (".csv", ".tsv")))


def _is_blank(text: str) -> bool:
    return not text[0].isalnum() and all(unicodedata.category(c)[0] in "MZC" for c in text)


def _is_tidy(text: str) -> bool:
    """Whether `_plain` would leave a text as it is but for blanks at its ends: true of most, and quickly seen."""
    return (
        text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text) and not _BLANK.search(text)
    )


def _plain(text: str) -> str:
    return " ".join(strip_invisible(unicodedata.normalize("NFC", text)).split())


def _identified(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    entries = tuple(entries)
    return zip(identities([entry.vi for entry in entries]), entries, strict=True)


def _keep(key: str, entry: Entry, kept: dict[str, Entry], dropped: list[Conflict]) -> None:
    first = kept.setdefault(key, entry)
    if first is not entry:
        dropped.append(Conflict(kept=first, dropped=entry))


def _digest(entries: Sequence[Entry]) -> str:
    rows = [(e.vi, e.en, e.kind, e.mode) for e in entries]
    return hashlib.sha256(msgspec.json.encode(rows)).hexdigest()
