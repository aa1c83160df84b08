"""Characters made plain (NFC, an explicit list of clean-ups) and the key under which spellings are compared."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

# NFKC is never used: it turns m² into m2, 1½ into 11⁄2 and № into No. What is mended is listed here, by name.
_SPACES: Mapping[int, str] = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_LINE_ENDS: Mapping[int, str] = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
# Zero-width space, BOM, soft hyphen, word joiner, Mongolian separator and marks of direction. The zero-width joiner
# stays: families and flags among emoji are built with it.
_INVISIBLE: Mapping[int, str] = dict.fromkeys(
    (0x200B, 0xFEFF, 0xAD, 0x2060, 0x180E, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""
)
_CONTROLS: Mapping[int, str] = dict.fromkeys(
    (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)), ""
)

# A tone typed before the vowel's own mark (a ́ ̂) isn't composed by NFC; Vietnamese has only this order to mend.
_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0302\u0306]{2,}")
# HTML's own way to write a letter, left in text that was scraped: Hu&#7871;, &ocirc;, &amp;.
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}\d?);")
_BLANKS = re.compile(r"[ \t]{16,}")  # a row of blanks says no more than one, and patterns would look at it for long
_SURROGATE = re.compile("[\ud800-\udfff]")

_PLAIN: Mapping[int, str] = {
    **_SPACES,
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ`´"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "ðÐƉɖ"), "đ"),
    ord("İ"): "i",  # the only character whose lower case is longer than itself
}
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW_TO_OLD: Mapping[str, str] = dict(zip(_NEW.split(), _OLD.split(), strict=True))
# Only open syllables differ between the styles (hòa, hoà; but toán, quý in both).
_NEW_STYLE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_]|[\u0300-\u036f])")
_OPEN_Y = re.compile(r"(?<![^\W\d_])([hklmst]|qu)([yỳýỷỹỵ])(?![^\W\d_]|[\u0300-\u036f])")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


def to_nfc(text: str) -> str:
    """Compose the text (NFC), tones typed before the vowel's mark included."""
    composed = unicodedata.normalize("NFC", text)
    if "\u0302" not in composed and "\u0306" not in composed:
        return composed
    ordered = _MARKS.sub(_vowel_marks_first, unicodedata.normalize("NFD", composed))
    return unicodedata.normalize("NFC", ordered)


def _vowel_marks_first(match: re.Match[str]) -> str:
    return "".join(sorted(match.group(), key=lambda mark: mark not in "\u0302\u0306"))


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Make characters plain without changing a letter; give the text and notes of what was done.

    Line ends become `\\n`, space separators spaces; invisible and control characters go (`\\n` and `\\t` stay).
    """
    notes: list[str] = []
    if _SURROGATE.search(text):
        text, count = _SURROGATE.subn("\ufffd", text)
        notes.append(f"{count} undecodable characters replaced by \ufffd")
    text = text.replace("\r\n", "\n")
    for table, what in (
        (_LINE_ENDS, "unusual line ends made plain"),
        (_SPACES, "unusual spaces made plain"),
        (_INVISIBLE, "invisible characters removed"),
        (_CONTROLS, "control characters dropped"),
    ):
        mended = text.translate(table)
        if mended != text:
            count = sum(text.count(chr(code)) for code in table)
            notes.append(f"{count} {what}")
            text = mended
    text, count = _BLANKS.subn(" ", text)
    if count:
        notes.append(f"{count} long rows of blanks made one")
    composed = to_nfc(text)
    if composed != text:
        notes.append("characters composed (NFC)")
    return composed, tuple(notes)


def unescape(text: str) -> tuple[str, tuple[str, ...]]:
    """Write the characters that HTML entities stand for (`Hu&#7871;` is Huế); give the text and a note if any did."""
    count = 0

    def character(match: re.Match[str]) -> str:
        nonlocal count
        written = html.unescape(match[0])
        count += written != match[0]
        return written

    mended = _ENTITY.sub(character, text)
    return mended, (f"{count} HTML entities written as characters",) if count else ()


def fold(text: str, *, i_y: bool = False) -> str:
    """Give the key under which two spellings of NFC text are the same; it has the length of `text`, so spans hold.

    Lower case; hoà = hòa, khoẻ = khỏe, thuý = thúy; Ð (U+00D0) = đ; curly quotes, dashes and no-break spaces as in
    ASCII. With `i_y` also mỹ = mĩ, kỹ = kĩ, quý = quí in open syllables after h, k, l, m, s, t and qu.
    """
    key = text.translate(_PLAIN).lower()
    key = _NEW_STYLE.sub(lambda match: _NEW_TO_OLD[match.group()], key)
    return _OPEN_Y.sub(lambda match: match.group(1) + match.group(2).translate(_Y_TO_I), key) if i_y else key
