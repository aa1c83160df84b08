"""What kind of place the English makes of a Vietnamese one: "Dong Lo Commune" is wrong for "thôn Đông Lỗ", a village.

A small model knows that a kind of place belongs behind the name, but not always which: of 140 such places in 200
articles it had nine wrong. Human references have another in 4 of 1,000, which are mostly the same place seen otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from songngu.glossary.place_names import find_place_names
from songngu.glossary.proper_names import replaced, spans_of_terms
from songngu.records import Span, Translation
from songngu.text.latin import fold_marks

# What English may call it, the best first.
_KINDS = {
    "tỉnh": ("Province",),
    "thành phố": ("City",),
    "tp": ("City",),
    "thị xã": ("Town", "City", "Township"),
    "tx": ("Town", "City", "Township"),
    "thị trấn": ("Town", "Township", "Townlet"),
    "tt": ("Town", "Township", "Townlet"),
    **dict.fromkeys(("huyện", "quận", "h", "q"), ("District", "County")),
    **dict.fromkeys(("xã", "x"), ("Commune", "Village", "Township")),
    **dict.fromkeys(("phường", "p"), ("Ward", "Precinct")),
    **dict.fromkeys(("thôn", "ấp", "bản", "xóm", "làng"), ("Village", "Hamlet")),
    **dict.fromkeys(("đường", "phố"), ("Street", "Road", "Avenue", "Boulevard", "Highway")),
    "đại lộ": ("Boulevard", "Avenue", "Street", "Road"),
    "cầu": ("Bridge",),
    "sông": ("River",),
    "núi": ("Mountain", "Mount"),
    "đèo": ("Pass",),
    "chợ": ("Market",),
    "chùa": ("Pagoda", "Temple"),
    "đền": ("Temple", "Shrine", "Pagoda"),
}
_NOUNS = "|".join(sorted({noun for nouns in _KINDS.values() for noun in nouns}, key=len, reverse=True))
_KIND = re.compile(rf"(?<!\w)(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})\.?\s*$", re.IGNORECASE)
# A river is no province of the same name, so a noun gives way only to one of its own kind of thing.
_ROADS = ("Street", "Road", "Avenue", "Boulevard", "Highway", "Bridge")
_THINGS = frozenset((*_ROADS, "River", "Mountain", "Mount", "Pass", "Market", "Pagoda", "Temple", "Shrine"))
# Words that only end like a kind of place: a demand is no bridge, a sugar mill no street.
_COMPOUND = re.compile(
    r"(?<!\w)(?:(?:yêu|nhu|toàn|địa|hoàn|thỉnh|khẩn|đòi)\s+cầu|(?:miền|vùng|đồi|rừng)\s+núi|(?:thiên|mía|máy|ty)\s+đường|"
    r"hội\s+chợ|nông\s+thôn|(?:kịch|văn|căn|phiên|cơ|nhật|bài|xuất)\s+bản|(?:tác|công)\s+xã|(?:khu|đường)\s+phố)\s*$",
    re.IGNORECASE,
)
_BEFORE = 16  # characters that the longest kind or compound and what joins it take


def mend_kinds(source: str, translation: Translation) -> Translation:
    """Put the kind of each place right that the source gives one kind; what the glossary asked for stays as it is."""
    for name in dict.fromkeys(place.text for place in find_place_names(source)):
        given = list(_kinds_of(name, source))
        there = _find_kinds(name, translation.en)
        if len({nouns[0] for nouns in given}) != 1 or len(there) > len(given):
            continue  # "An Phu Commune, An Phu District" of one: the second is another place, whichever
        _, taken = spans_of_terms(translation)
        for span in reversed(there):
            noun, right = translation.en[slice(*span)], given[0][0]
            free = not any(span[0] < end and start < span[1] for start, end in taken)
            if free and (noun in _THINGS) == (right in _THINGS) and all(noun not in nouns for nouns in given):
                translation = replaced(translation, span, right)
    return translation


def _kinds_of(name: str, source: str) -> Iterator[tuple[str, ...]]:
    """The English of the kind before each place where the source has a name, `TP` and `Q.` among them."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", source):
        before = source[: match.start()]
        if not _COMPOUND.search(before[-_BEFORE:]) and (kind := _KIND.search(before[-_BEFORE:])):
            yield _KINDS[kind["kind"].lower()]


def _find_kinds(name: str, english: str) -> list[Span]:
    """The places of nouns right behind the name; not in "Nguyen Trai District 5"."""
    folded = fold_marks(english)
    if len(folded) != len(english):
        return []
    plain = " ".join(fold_marks(name).split())
    found = re.finditer(rf"(?<!\w){re.escape(plain)} (?P<noun>{_NOUNS})(?!\w)(?! \d)", folded)
    return [match.span("noun") for match in found]
