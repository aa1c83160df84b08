"""Names of a source, of persons and of places, and the capitalised words of the English that they are looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec.structs import replace

from songngu.glossary.words import word_set
from songngu.records import Span, Translation
from songngu.text.latin import fold_marks

Fate = Literal["altered", "missing"]
Run = list[tuple[str, Span]]

WELL_KNOWN = (["ha", "noi"], ["viet", "nam"])  # what no other name is misspelt as
# A run of capitals that opens with a kind of thing is translated in part: "Chùa Hương", "Thép Hòa Phát".
KINDS_OF_THINGS = word_set("""
    ban báo biển bộ bến cảng cầu chùa chợ cục công cung cụm cửa đài đảng đảo đầm đập đèo đền đoàn đội động
    đường ga giải giáo hãng hầm hiệp hội hồ kho khu lăng làng lễ luật ngân nghị nhà nhóm núi phố quán
    phòng quần quỹ rạp sân siêu sở sông suối tây bắc tháp thành thép tòa toà tỉnh tổ tổng trại trạm trường tượng ủy
    uỷ vườn viện vịnh vùng vụ xưởng xứ huyện quận""")
_ENGLISH_RUN = re.compile(r"[^\W\d_]+(?:[ \u00a0-][^\W\d_]+)*")


class Name(NamedTuple):
    """A name of a person or a place, and where it stands in the source; `sure` where the bearer must be Vietnamese."""

    text: str
    span: Span
    sure: bool

    @property
    def english(self) -> str:
        """The name as the digest writes it: without marks, in its order; initials have no space between."""
        return " ".join(fold_marks(self.text).split()).replace(". ", ".")


class Fault(NamedTuple):
    """A name that isn't in the English; `span` is where it was altered, None where it is missing.

    `safe` where one syllable differs and no other place could be meant.
    """

    name: Name
    fate: Fate
    span: Span | None = None
    safe: bool = False


def capitalised_runs(english: str) -> list[Run]:
    """Sequences of capitalised words, folded, with their places: "Mr. Nguyen Van A" gives "mr" and "nguyen van a"."""
    runs: list[Run] = []
    for match in _ENGLISH_RUN.finditer(english):
        run: Run = []
        for word in re.finditer(r"[^\W\d_]+", match[0]):
            if word[0][0].isupper():
                start = match.start() + word.start()
                run.append((fold_marks(word[0]).lower(), (start, start + len(word[0]))))
            elif run:
                runs.append(run)
                run = []
        if run:
            runs.append(run)
    return runs


def syllables(name: Name) -> list[str]:
    """The syllables of a name, folded and without marks."""
    return fold_marks(name.text).lower().split()


def distinct(names: Iterable[Name]) -> list[Name]:
    """The names without those that read like one before them in English."""
    first: dict[str, Name] = {}
    for name in names:
        first.setdefault(" ".join(syllables(name)), name)
    return list(first.values())


def spans_of_terms(translation: Translation) -> tuple[list[Span], list[Span]]:
    """The places, in source and English, that terms answer for: those met, and those whose lack is said already."""
    terms = translation.terms
    settled = [term.vi_span for term in terms if term.met or term.mode == "enforce"]
    return settled, [term.en_span for term in terms if term.en_span]


def replaced(translation: Translation, span: Span, text: str) -> Translation:
    """The translation with another text at `span`, where no term is; what stands behind moves."""
    start, end = span
    longer = len(text) - (end - start)
    terms = tuple(
        term.moved(0, longer) if term.en_span and term.en_span[0] >= end else term for term in translation.terms
    )
    return replace(translation, en=translation.en[:start] + text + translation.en[end:], terms=terms)
