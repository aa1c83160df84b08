"""Places that the English names and the source doesn't: "Da Nang's", "the Swedish ports" for a source with neither.

A small model fills a gap with a name that it has often seen. What it has often seen are the countries and cities of the
shipped glossary, which say under which Vietnamese names each may stand.

In 2,647 sentences of the model 16 places are told, of which 15 are wrong; in 10,191 pairs of human references 60,
nearly all of which the source hasn't either: the pair is mismatched, or the translator adds a country for readers
abroad.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from songngu.glossary.words import split_words, word_set
from songngu.records import Record, Span, overlap
from songngu.text.latin import fold_marks

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 4  # letters: "US", "UAE" and "Hue" are words of other things too
# What a text about Vietnam may add, and what isn't a name by itself.
_PLAIN = word_set("""
    vietnam vietnamese north south east west northern southern eastern western westerner westerners central gulf channel
    africa african asia asian europe european america american americas""")
# The one syllable that is left of a country beside another ("Mỹ - Trung") and in compounds ("gốc Hoa").
_SHORT = {
    "Trung": ("China", "Chinese"),
    "Hoa": ("China", "Chinese"),
    "Triều": ("North Korea", "North Korean", "Korea", "Korean"),
    "Ấn": ("India", "Indian"),
    "Đài": ("Taiwan", "Taiwanese"),
    "Phi": ("Philippines", "Philippine"),
    "Thổ": ("Turkey", "Turkish", "Turkiye"),
    "Tây": ("Spain", "Spanish"),
    "Bồ": ("Portugal", "Portuguese"),
}
_KINDS = frozenset(("Island", "Islands", "Bank", "Reef", "Shoal", "Sea", "River", "Lake", "Bay", "Strait", "Province"))
_BESIDE = re.compile(r"(?:gốc |[-–] ?)$")
# What else may stand for them, folded and without marks: by-names, capitals, their money, what is called after them.
_STANDS_FOR = tuple(
    (re.compile(rf" (?:{sources}) "), frozenset(names.split("|")))
    for sources, names in (
        (r"han|thuoc bac|co tuong|tau|am lich|nhan dan te|te|dai luc|bac kinh|hoa kieu|tet", "China|Chinese"),
        (r"hoa ngu|tieng hoa|hoa luc", "China|Chinese"),
        (r"anh ngu", "English"),
        (r"bayern", "Munich|Bayern Munich"),
        (r"real|atletico", "Madrid|Real Madrid|Atletico Madrid"),
        (r"inter|ac", "Milan|Inter Milan"),
        (r"barca", "Barcelona"),
        (r"nam trieu tien", "South Korea|South Korean"),
        (r"khoai tay chien|bordeaux", "French"),
        (r"becgie", "German"),
        (r"ga tay", "Turkey"),
        (r"yen|tokyo", "Japan|Japanese"),
        (r"won|seoul|kim chi", "Korea|Korean|South Korea|South Korean"),
        (r"bac han|binh nhuong", "North Korea|North Korean|Korea|Korean"),
        (r"rup|dien kremlin|kremlin|moskva|moscow", "Russia|Russian"),
        (r"bang|london|luan don", "British|Britain|UK|United Kingdom"),
        (r"ngoai hang|tam su|tieng anh", "English|England"),
        (r"thu do|hn|tp hn", "Hanoi|Ha Noi"),
        (r"hcm|tp|thanh pho|sai gon", "HCMC|Ho Chi Minh City|Saigon"),
        (r"mien tay|cuu long|dbscl", "Mekong Delta|Mekong"),
        (r"dong duong", "Indo-China|Indochina|Indochinese"),
        (r"tbn|bo tot", "Spain|Spanish"),
        (r"bdn", "Portugal|Portuguese"),
        (r"chua vang|bangkok", "Thailand|Thai"),
        (r"sea games|asean|aff", "Southeast Asia|Southeast Asian"),
    )
)


class _Place(Record, frozen=True):
    """A way to write a place in English, and how the source may write it, in Vietnamese or in English."""

    english: str
    sources: tuple[str, ...]  # folded words with a space before, between and behind


def find_invented(source: str, english: str, taken: Sequence[Span] = ()) -> list[Span]:
    """Find where `english` names a place that nothing in `source` stands for; `taken` are places of terms."""
    known = _known()
    found: list[Span] = []
    written = ""
    end = 0
    for match in _WORD.finditer(english):
        if match.start() < end or match[0] not in known:
            continue
        place = _longest(known[match[0]], english, match.start())
        if place is None:
            continue
        span = (match.start(), match.start() + len(place.english))
        end = span[1]
        if any(overlap(span, other) for other in taken):
            continue
        written = written or _spaced(source)
        if not any(form in written for form in place.sources) and not _is_meant(place.english, source, written):
            found.append(span)
    return found


def _is_meant(english: str, source: str, written: str) -> bool:
    """Whether something else in `source` stands for the place: "đảo Woody" for Woody Island."""
    if _is_shortened(source, english):
        return True
    own = [word.lower() for word in english.split() if word not in _KINDS]
    if own and len(own) < len(english.split()) and f" {' '.join(own)} " in written:
        return True
    return any(english in names and pattern.search(written) for pattern, names in _STANDS_FOR)


def _is_shortened(source: str, english: str) -> bool:
    """Whether `source` has the syllable of the country by itself: "Mỹ - Trung", not "Trung Tín", "Trung tâm"."""
    for short, names in _SHORT.items():
        for match in re.finditer(rf"(?<!\w){short}(?!\w)", source) if english in names else ():
            after = source[match.end() : match.end() + 2].strip()
            if _BESIDE.search(source, 0, match.start()) or not after.isalpha():
                return True
    return False


def _longest(places: Sequence[_Place], english: str, start: int) -> _Place | None:
    there = [place for place in places if english.startswith(place.english, start)]
    ends = ((place, start + len(place.english)) for place in there)
    whole = (place for place, end in ends if not english[end : end + 1].isalnum())
    return max(whole, key=lambda place: len(place.english), default=None)


@cache
def _known() -> Mapping[str, tuple[_Place, ...]]:
    """The places of the shipped glossary by the first word of their English."""
    from songngu.glossary.entries import Glossary

    forms: dict[str, set[str]] = {}
    for entry in Glossary.load((), shipped=True).entries:
        if entry.kind == "place" and entry.mode == "enforce":
            for english in entry.en:
                if english[0].isupper() and len(english) >= _LEAST and english.lower() not in _PLAIN:
                    forms.setdefault(english, set()).update(map(_spaced, (entry.vi, *entry.en)))
    known: dict[str, tuple[_Place, ...]] = {}
    for english, sources in forms.items():
        if first := _WORD.match(english):
            place = _Place(english, tuple(sorted(sources)))
            known[first[0]] = (*known.get(first[0], ()), place)
    return known


def _spaced(text: str) -> str:
    """The folded words of a text without marks, one space around each."""
    words = split_words(text)
    return fold_marks(f" {' '.join(words.folded(i) for i in range(len(words.spans)))} ")
