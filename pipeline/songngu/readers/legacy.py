"""Text that was decoded wrongly: the fonts' encodings TCVN3 (ABC) and VNI, and UTF-8 read as windows-1252.

All three leave letters of Latin-1 behind, so they are told and mended in text, whatever file it came in. The tables
are those of TCVN 5712:1993 (VN1, of which TCVN3 is the part that fonts have) and of the VNI fonts for Windows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, product
from unicodedata import category

from songngu.text.latin import VIETNAMESE_LETTER, has_vietnamese_letters
from songngu.text.normalise import to_nfc
from songngu.text.syllables import is_syllable

_SAMPLE = 20_000  # characters looked at, from the first that isn't ASCII
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(r"[^\W\d_a-zA-Z]")

_BEYOND = re.compile("[^\x00-\x7f]")
_LATIN = re.compile("[\xa1-\xff]")

# What windows-1252 shows for a byte; where it has nothing, decoders leave the control character of that number.
_AS_1252: dict[int, str] = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
_BYTE_OF = {char: byte for byte, char in _AS_1252.items()} | {chr(byte): byte for byte in range(0x80, 0x100)}

_VN1 = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)


def _tcvn3(byte: int) -> str:
    """Where the standard has capitals with a tone, the fonts have the quotes and dashes of Windows."""
    sign = _AS_1252[byte]
    return sign if byte < 0xA0 and category(sign)[0] in "PS" else _VN1[byte - 0x80]


_TCVN3 = {ord(char): _tcvn3(byte) for char, byte in _BYTE_OF.items()}


def _vni() -> dict[str, str]:
    """Vowel and mark as VNI writes them, to the letter."""
    tones = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
    circumflex = dict(zip("âáàåãä", ("", *tones.values()), strict=True))
    breve = dict(zip("êéèúüë", ("", *tones.values()), strict=True))
    pairs = {vowel + mark: vowel + tone for vowel, (mark, tone) in product("aeiouy", tones.items())}
    pairs |= {letter + mark: horned + tone for letter, horned in ("ôơ", "öư") for mark, tone in tones.items()}
    pairs |= {vowel + mark: vowel + "\u0302" + tone for vowel, (mark, tone) in product("aeo", circumflex.items())}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in breve.items()}
    pairs |= dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
    table = {}
    for written, letter in pairs.items():
        for case in (written, written.upper(), written[0].upper() + written[1:], written[0] + written[1:].upper()):
            table[case] = to_nfc(letter.upper() if case[0].isupper() else letter)
    return table


_VNI = _vni()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_CONTINUATION = "[" + "".join(re.escape(char) for char, byte in _BYTE_OF.items() if byte < 0xC0) + "]"
_THREE = "|".join(f"{_AS_1252[0xE1]}{char}" for char in (_AS_1252[0xBA], _AS_1252[0xBB]))
_SIGNS = _AS_1252[0xE2] + "[" + "".join(_AS_1252[byte] + chr(byte) for byte in (0x80, 0x82, 0x84)) + "]"
_MOJIBAKE = re.compile(f"(?:{_THREE}|{_SIGNS}|[Â-ÆËÌ]){_CONTINUATION}")
_LOST_A = re.compile(r"Ã {1,2}(?=\S)")  # à is C3 A0, and A0 is a no-break space that became a plain one
_CODA = re.compile(r"(?:ng|nh|[imnouyt])(?![^\W\d_])")
_FEWEST = 3  # sequences that prove mojibake, words that prove a font's encoding


def as_windows_1252(data: bytes) -> str:
    """The bytes as windows-1252 shows them; every byte has a character."""
    return "".join(_AS_1252.get(byte, chr(byte)) for byte in data)


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was meant, and a note where anything was changed. Proper text of any language stays as it is."""
    text, notes = _mend_mojibake(text)
    if converted := from_font(text):
        return converted[0], (*notes, f"converted from {converted[1]}")
    return text, notes


def from_font(text: str) -> tuple[str, str] | None:
    """Text in a font's encoding, as windows-1252 or Latin-1 shows it, in Unicode, and the encoding's name.

    None where it is neither TCVN3 nor VNI.
    """
    beyond = _BEYOND.search(text)
    start = max(beyond.start() - 100, 0) if beyond else 0
    sample = text[start : start + _SAMPLE]
    if len(_LATIN.findall(sample)) < 3 * len(VIETNAMESE_LETTER.findall(sample)) + 1:
        return None
    for name, convert in FONTS.items():
        if _is_better(convert(sample), sample):
            return convert(text), name
    return None


def _from_tcvn3(text: str) -> str:
    return to_nfc(text.translate(_TCVN3))


def _from_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda match: _VNI[match[0]], text)


FONTS: Mapping[str, Callable[[str], str]] = {"TCVN3 (ABC)": _from_tcvn3, "VNI": _from_vni}


def _is_better(converted: str, text: str) -> bool:
    """Whether what was converted is Vietnamese and the text as it stood isn't."""
    words, before = _marked(converted), _marked(text)
    known = set(before)
    changed = [word for word in words if len(word) > 1 and word not in known]  # signs alone may become letters alone
    new, old = _spelled(words), _spelled(before)
    return len(changed) >= _FEWEST and new >= 0.9 and old < 0.6 and new - old > 0.3


def _marked(text: str) -> list[str]:
    """The words with a letter beyond ASCII."""
    return [word for word in _WORD.findall(text) if _MARKED.search(word)]


def _spelled(words: Sequence[str]) -> float:
    """The share of words that are spelled as Vietnamese is; 0 where there are none."""
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _mend_mojibake(text: str) -> tuple[str, tuple[str, ...]]:
    """Undo UTF-8 that was read as windows-1252 or Latin-1, once or twice."""
    total = 0
    for _ in range(2):
        letters = sum(_decoded(match[0]).isalpha() for match in islice(_MOJIBAKE.finditer(text), 10_000))
        if letters < _FEWEST and (not letters or has_vietnamese_letters(text)):
            break
        mended, count = _MOJIBAKE.subn(lambda match: _decoded(match[0]), text)
        mended = _restore_lost(mended)
        total += count
        text = mended
    if not total:
        return text, ()
    return text, (f"mojibake repaired: UTF-8 had been read as windows-1252 ({total} places)",)


def _decoded(sequence: str) -> str:
    try:
        return bytes(_BYTE_OF[char] for char in sequence).decode()
    except UnicodeDecodeError:
        return sequence


def _restore_lost(text: str) -> str:
    """Write à where only its first half is left. A doubled blank tells that the half was lost as one blank."""
    whole = "Ã  " in text

    def letter(match: re.Match[str]) -> str:
        inside = len(match[0]) == 2 and (whole or _CODA.match(text, match.end()))
        return "à" if inside else "à "

    return _LOST_A.sub(letter, text)
