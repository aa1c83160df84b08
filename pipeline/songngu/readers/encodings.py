"""Bytes to text: UTF-8, UTF-16 and UTF-32, windows-1258, TCVN3, VNI, or an error that says how to mend the file."""

from __future__ import annotations

import codecs
import re
import unicodedata

from songngu.errors import ReadError
from songngu.readers.legacy import as_windows_1252, from_font, mend
from songngu.text.latin import VIETNAMESE_LETTER

LARGE = 10 * 1024 * 1024  # bytes; above it a note says that one "article" is unusually long

# UTF-32's mark begins with UTF-16's, so it's looked for first.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (Word, EPUB and OpenDocument files are such)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
# Frequent words that have Vietnamese letters: no other language and no other encoding shows them.
_FREQUENT = frozenset(
    (
        "và",
        "của",
        "là",
        "có",
        "được",
        "người",
        "những",
        "một",
        "với",
        "các",
        "đã",
        "ở",
        "để",
        "đến",
        "này",
        "từ",
        "vào",
        "thì",
        "mà",
        "ông",
        "tại",
    )
)
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡-ª¬-º¼-¿×÷]|[¡-ª¬-º¼-¿×÷][^\W\d_]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # no text has more than a stray one
_SAMPLE = 200_000  # bytes looked at to guess an encoding
_SAVE_AS_TEXT = "Save its text as UTF-8 (.txt) and give that file"


def decode(data: bytes, where: str, *, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Give the text and a note on every step other than plain UTF-8. Linear in time and memory.

    Text that was decoded wrongly before it came here is mended, and a note says so. `declared` is the encoding that
    the file gives for itself (HTML, XML): it is believed where its bytes tell nothing better.
    Raises ReadError for an empty or binary file and for an encoding that can't be told.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"this is {what}, not text", where=where, mend=_SAVE_AS_TEXT)
    try:
        text, notes = _decode(data, where)
    except ReadError:
        if not (as_declared := _as_declared(data, declared)):
            raise
        text, notes = as_declared
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 20 > len(sample):
        raise ReadError("a binary file (it has many control characters)", where=where, mend=_SAVE_AS_TEXT)
    if not text.strip() or not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\xa0\x00"):
        raise ReadError("the file is empty", where=where, mend="Put an article in it or remove it")
    if len(data) > LARGE:
        notes = (*notes, f"a large file: {len(data) / 1024 / 1024:.0f} MB read as one article")
    text, mended = mend(text)
    return text, notes + mended


def _as_declared(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]] | None:
    """The text in the encoding the file gives for itself; None where it isn't in it."""
    try:
        return data.decode(encoding), (f"decoded as {encoding.lower()}, as the file says",)
    except (LookupError, ValueError):
        return None


def _decode(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            note = "byte order mark removed" if encoding == "utf-8" else f"decoded as {encoding.upper()}"
            return _marked(data[len(mark) :], encoding, note, where)
    if wide := _wide(data):
        return _marked(data, wide, f"decoded as {wide.upper()}, told by its NUL bytes", where)
    if data.count(0) * 100 > len(data):
        raise ReadError("a binary file (it has many NUL bytes)", where=where, mend=_SAVE_AS_TEXT)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, where)


def _marked(data: bytes, encoding: str, note: str, where: str) -> tuple[str, tuple[str, ...]]:
    """Decode by a known encoding; a few broken characters are replaced and counted."""
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if broken * 20 > len(text):
        how = f"Find its encoding and run: iconv -f ENCODING -t UTF-8 {where} > mended.txt"
        raise ReadError(f"the file says it's {encoding.upper()} but isn't", where=where, mend=how)
    return text, (note, _replaced(broken)) if broken else (note,)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of its spaces and ASCII letters are NUL, on one side only."""
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 5 > len(sample) // 2 and even * 20 <= odd:
        return "utf-16-le"
    return "utf-16-be" if even * 5 > len(sample) // 2 and odd * 20 <= even else None


def _not_utf8(data: bytes, error: UnicodeDecodeError, where: str) -> tuple[str, tuple[str, ...]]:
    """UTF-8 with a few broken bytes, windows-1258, or an error."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * 20 < sum(char > "\x7f" for char in text) - broken:
        return text, (_replaced(broken),)
    text = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    if text.count("\ufffd") * 200 <= len(text) and _looks_vietnamese(text[:_SAMPLE]):
        return text, ("decoded as windows-1258",)
    if font := from_font(as_windows_1252(data)):
        return font[0], (f"decoded as {font[1]}",)
    line = data.count(b"\n", 0, error.start) + 1
    what = "not UTF-8, nor any other encoding songngu can tell"
    how = f"Find its encoding and convert it, for instance: iconv -f UTF-16 -t UTF-8 {where} > mended.txt"
    raise ReadError(what, where=f"{where}:{line}", mend=how)


def _replaced(count: int) -> str:
    return f"{count} broken characters replaced by \ufffd"


def _looks_vietnamese(text: str) -> bool:
    """Whether frequent words or, in short texts, letters are Vietnamese and no tone is left without its vowel."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    frequent = sum(word in _FREQUENT for word in words)
    letters = len(VIETNAMESE_LETTER.findall(text))
    loose = sum(unicodedata.combining(char) > 0 for char in text)
    inside = len(_SYMBOL_IN_WORD.findall(text))  # TCVN3 read as windows-1258: Ng©n hµng
    if max(loose, inside) * 5 > letters:
        return False
    return frequent * 25 >= len(words) > 30 or (len(words) <= 30 and letters * 10 >= len(words) > 0)
