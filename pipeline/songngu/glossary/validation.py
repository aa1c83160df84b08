"""Doubts about a glossary, for `songngu glossary check` and `add`. A check is one function and one line in `CHECKS`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from songngu.errors import GlossaryError
from songngu.glossary.entries import Entry, Glossary, shipped_paths
from songngu.glossary.files import scan
from songngu.glossary.matching import fits, make_form
from songngu.glossary.words import edge_signs, fold_key, split_words
from songngu.records import Record, Severity
from songngu.text.latin import is_vietnamese_syllable

# Letters that only Vietnamese has; é, ô and others are at home in English texts too ("café", "Côte d'Ivoire").
_VIETNAMESE = re.compile(r"[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹ]", re.IGNORECASE)


class Finding(Record, frozen=True, kw_only=True):
    """One doubt about one entry. `check` is a name of `CHECKS`, "broken", "conflict" or "duplicate"."""

    check: str
    severity: Severity
    message: str
    vi: str
    where: str  # "names.csv:12"


Check = Callable[[Entry, frozenset[str]], str]


def inspect(paths: Sequence[Path], *, shipped: bool) -> tuple[int, tuple[Finding, ...]]:
    """How many entries some files have, and everything broken or doubtful in them; the broken lines first.

    Raises GlossaryError for a file that isn't there.
    """
    broken: list[GlossaryError] = []
    own = [entry for path in paths for entry in _readable(path, broken)]
    glossary = Glossary.of(own, [e for path in shipped_paths() for e in _readable(path, broken)] if shipped else ())
    findings = [
        Finding(check="broken", severity="error", message=f"{e.what}. {e.mend}".strip(), vi="", where=e.where)
        for e in broken
    ]
    return len(glossary.entries), (*findings, *validate(glossary))


def _readable(path: Path, broken: list[GlossaryError]) -> list[Entry]:
    """The entries of a file that can be read; what can't is added to `broken`."""
    try:
        found = scan(path)
    except GlossaryError as error:
        if not path.is_file():
            raise
        broken.append(error)
        return []
    broken += found.problems
    return [entry for _, entry in found.entries]


def validate(glossary: Glossary) -> tuple[Finding, ...]:
    """Everything doubtful in a glossary, in the order of its entries; conflicts first."""
    findings = [_repeated(conflict.kept, conflict.dropped) for conflict in glossary.dropped]
    return (*findings, *validate_entries(glossary.entries, glossary))


def validate_entries(entries: Iterable[Entry], glossary: Glossary) -> Iterator[Finding]:
    """Everything doubtful in some entries of a glossary, in their order."""
    sources = frozenset(fold_key(entry.vi) for entry in glossary.entries)
    for entry in entries:
        for name, (severity, check) in CHECKS.items():
            if message := check(entry, sources):
                yield Finding(check=name, severity=severity, message=message, vi=entry.vi, where=entry.origin)


def _repeated(kept: Entry, dropped: Entry) -> Finding:
    differs = kept.en != dropped.en
    wanted = f"{dropped.en[0]!r} here, {kept.en[0]!r}" if differs else "the same English"
    message = f"{dropped.vi!r} has {wanted} in {kept.origin or 'an earlier file'}, which comes first and is used"
    return Finding(
        check="conflict" if differs else "duplicate",
        severity="error" if differs else "warning",
        message=message,
        vi=dropped.vi,
        where=dropped.origin,
    )


def _unreachable(entry: Entry, sources: frozenset[str]) -> str:
    words = split_words(entry.vi)
    if fits(words, 0, len(words.spans) - 1, make_form(entry)):
        return ""
    return "can never match: it is (part of) an address or of a compound with a hyphen"


def _ends_in_marks(entry: Entry, sources: frozenset[str]) -> str:
    words = split_words(entry.vi)
    before, after = edge_signs(words)
    first, last = words.spans[0][0] - len(before), words.spans[-1][1] + len(after)
    if (first, last) == (0, len(entry.vi.removesuffix("."))):
        return ""
    return f"only {entry.vi[first:last]!r} is looked for: marks at the ends of vi don't count"


def _same(entry: Entry, sources: frozenset[str]) -> str:
    if entry.kind != "term" or entry.mode == "prefer" or entry.en[0] != entry.vi:
        return ""
    return "vi and en are the same; kind keep says that this is meant"


def _vietnamese_in_target(entry: Entry, sources: frozenset[str]) -> str:
    found = [form for form in entry.en if _VIETNAMESE.search(form)] if entry.kind != "keep" else []
    return f"en has Vietnamese letters: {found[0]!r}" if found else ""


def _mixed_scripts(entry: Entry, sources: frozenset[str]) -> str:
    for word in re.findall(r"[^\W\d_]+", " ".join((entry.vi, *entry.en))):
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in word}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return f"{word!r} mixes letters of {' and '.join(sorted(scripts)).lower()} that look alike"
    return ""


def _contains_source(entry: Entry, sources: frozenset[str]) -> str:
    source, target = f" {fold_key(entry.vi)} ", f" {fold_key(entry.en[0])} "
    if source == target or source not in target or target.strip() in sources:
        return ""
    return f"{entry.en[0]!r} has {entry.vi!r} in it: add {entry.en[0]!r} as a source form too, or words may be doubled"


def _fires_everywhere(entry: Entry, sources: frozenset[str]) -> str:
    if entry.mode == "prefer":  # asked for only where the English has none of its renderings
        return ""
    words = split_words(entry.vi)
    if len(words.spans) > 1 or entry.vi != entry.vi.lower() or not is_vietnamese_syllable(entry.vi):
        return ""
    return "one syllable in lower case is part of many words: it will match where something else is meant"


CHECKS: Mapping[str, tuple[Severity, Check]] = {
    "unreachable": ("error", _unreachable),
    "marks": ("warning", _ends_in_marks),
    "same": ("warning", _same),
    "vietnamese": ("warning", _vietnamese_in_target),
    "scripts": ("error", _mixed_scripts),
    "contains": ("warning", _contains_source),
    "short": ("warning", _fires_everywhere),
}
