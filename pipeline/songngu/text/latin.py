"""Tell Vietnamese syllables from foreign names by their letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from songngu.records import Span

# Letters that Vietnamese has and English hasn't; other languages have some too.
MARKED_LETTER = re.compile(r"[ăâđĩũêôơư\u1ea0-\u1ef9àáãèéìíòóõùúý]", re.IGNORECASE)
# What only Vietnamese writes: horned and dotted letters, đ. French and Spanish have é, ô, ã as well.
VIETNAMESE_LETTER = re.compile(r"[ăđĩơũưĂĐĨƠŨƯ\u1ea0-\u1ef9]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|oai|oay|uoi|uou|ieu|yeu|iec|uay|oeo|uyu|uao|[iuy]?[aeo][iuyo]?|[aeiouy]|oa|oe|ue|uy|uo|ua|ia|ie|iu|ui|uu|yen?)"
    r"(?:ng|nh|ch|[cmnpt])?"
)
# Names that only Vietnamese writes so: English has another, which a glossary gives.
_EXONYMS = frozenset(
    (
        "campuchia",
        "xingapo",
        "matxcova",
        "nepan",
        "oxtraylia",
        "x-quang",
        "internet",
        "euro",
        "covid",
        "moskva",
        "praha",
        "beograd",
        "habana",
        "kiev",
        "kyiv",
    )
)
# Loanwords, which are names only beside another capital ("Robot Wars").
_COMMON = frozenset(
    re.findall(r"\w+", """
    album axit baby ballad bitcoin blog blogger bolero burger cabin cafe camera canxi carbon carfentanil casino
    catwalk clip club cocaine collagen container dance diva drone fanpage flycam gallery game gene girl golf
    guitar hacker hashtag heroin hotgirl hydrogen insulin jihad judo karaoke ketamine kimono kungfu laptop laser
    limousine link live liveshow livestream logo mafia mail marketing methamphetamine metro micro mini morphine
    nano nitrogen online oxygen ozone photocopy piano plastic protein radar radio rapper remix resort robot rock
    rocker rocket salon sandwich sarin scandal series shop show showbiz showroom smartphone solo spa startup
    status steroid stress sumo taxi team test testosterone tivi tour trailer tweet vaccine vacxin vali video
    view virus visa vitamin vodka website yoga
    """)
)  # fmt: skip
# What Vietnamese news cuts a name down to: "anh T.", "chị Ph.", "Nguyễn Văn Ngh.".
INITIAL = r"(?:Ngh|Ng|Nh|Th|Tr|Ph|Kh|Ch|Gi|Qu|[A-ZĐÁÂÔƠƯÝ])"
_ONE_VOWEL = re.compile(r"[^aeiouy\W\d_]{0,4}[aeiouy]{1,3}[^aeiouy\W\d_]{0,3}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def fold_marks(text: str) -> str:
    """Take all marks off: "Đà Nẵng" is "Da Nang"."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.translate(str.maketrans("đĐðÐɖƉłŁøØ", "dDdDdDlLoO"))


def has_vietnamese_letters(text: str) -> bool:
    """Tell whether a text has letters that only Vietnamese writes: "chợ", "đi", not "café"."""
    return VIETNAMESE_LETTER.search(text) is not None


@lru_cache(maxsize=2**15)  # there are some 7,000 syllables, and each text asks for most of its words
def is_vietnamese_syllable(word: str) -> bool:
    """Tell whether a word could be a syllable of Vietnamese, marks or not."""
    return _SYLLABLE.fullmatch(fold_marks(word).lower()) is not None


@lru_cache(maxsize=2**12)
def is_highland_syllable(word: str) -> bool:
    """Tell whether a word could be a syllable of a name of the highland peoples: "Krông", "Rcăm", "Tar", not "Minh".

    Consonants that Vietnamese doesn't join around one vowel.
    """
    return _ONE_VOWEL.fullmatch(fold_marks(word).lower()) is not None and not is_vietnamese_syllable(word)


def has_vietnamese_mark(word: str) -> bool:
    """Tell whether a word has a mark that Vietnamese writes, and perhaps other languages too: "Krông", "São"."""
    return MARKED_LETTER.search(word) is not None


def _has_capital_beside(text: str, span: Span) -> bool:
    """Whether a word has a capital just before or behind it, with nothing but a space or hyphen between."""
    behind = text[span[1] + 1 : span[1] + 2]
    before = re.search(r"(\w+)[ -]$", text[max(0, span[0] - 24) : span[0]])
    return (behind.isupper() and text[span[1]] in " -") or (before is not None and before[1][0].isupper())


_SUBSTANCE = re.compile(r"[a-z]{3,}(?:in|ol|en|ine|ide|ate|one)")
_NO_SUBSTANCES = frozenset(  # words that English has otherwise, or may say otherwise
    ("vaccine", "vacxin", "vaxin", "vitamin", "tuabin", "turbin", "turbine", "photphin", "moocphin", "niken", "diezen",
     "simen", "platin", "eroin", "kentamin", "online", "offline", "deadline", "hotline", "timeline", "magazine",
     "smartphone", "microphone", "iphone", "limousine", "limousin", "canteen", "catin", "bitcoin", "altcoin", "fanzone",
     "checkin")
)  # fmt: skip


def find_foreign_names(text: str) -> tuple[tuple[str, Span], ...]:
    """Find capitalised words that can't be Vietnamese: "Umerov", "Zelensky", not "Minh" or "TP".

    At least four letters, no mark of Vietnamese, not a possible Vietnamese syllable, not all capitals. Substances too,
    which English calls alike: "ibuprofen", "ketamine".
    """
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        if _SUBSTANCE.fullmatch(word) and word not in _NO_SUBSTANCES:
            found.append((word, match.span()))
            continue
        if len(word) < 4 or not word[0].isupper() or word.isupper() or MARKED_LETTER.search(word):
            continue
        if word.lower() in _EXONYMS or (word.lower() in _COMMON and not _has_capital_beside(text, match.span())):
            continue
        parts = re.split(r"['’-]", word)
        if all(is_vietnamese_syllable(part) for part in parts):
            continue
        found.append((word, match.span()))
    return tuple(found)
