"""Bytes to text: every encoding told, every guess said, every refusal with a way out."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.errors import ReadError
from songngu.readers.encodings import decode
from songngu.text.normalise import to_nfc

TEXT = (
    "Ngân hàng Nhà nước ngày 5/3 quyết định giảm lãi suất điều hành, các doanh nghiệp đã được vay với lãi thấp hơn. "
    "Theo ông Nguyễn Văn Hùng, đây là một trong những bước đi cần thiết để hỗ trợ người dân và doanh nghiệp.\n"
)


def as_cp1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: the vowel composed, its tone a character of its own."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = _without_tone(char)
            out += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def _without_tone(char: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", char)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), "byte order mark removed"),
        (TEXT.encode("utf-16"), "decoded as UTF-16-LE"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "decoded as UTF-16-BE"),
        (TEXT.encode("utf-32"), "decoded as UTF-32-LE"),
        (TEXT.encode("utf-16-le"), "decoded as UTF-16-LE, told by its NUL bytes"),
        (TEXT.encode("utf-16-be"), "decoded as UTF-16-BE, told by its NUL bytes"),
        (as_cp1258(TEXT), "decoded as windows-1258"),
    ],
)
def test_decode(data: bytes, note: str | None) -> None:
    assert decode(data, "a.txt") == (TEXT, (note,) if note else ())


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (
            b"Ng\xa9n h\xb5ng Nh\xb5 n\xad\xedc quy\xd5t \xae\xdenh gi\xb6m l\xb7i su\xcat",
            "Ngân hàng Nhà nước quyết định giảm lãi suất",
            "decoded as TCVN3 (ABC)",
        ),
        (
            "Ngöôøi daân Vónh Phuùc vaø Ñaø Naüng ñeán Haø Noäi, thuû ñoâ Vieät Nam".encode("cp1252"),
            "Người dân Vĩnh Phúc và Đà Nẵng đến Hà Nội, thủ đô Việt Nam",
            "decoded as VNI",
        ),
        (
            "Ngöôøi daân Vónh Phuùc vaø Ñaø Naüng ñeán Haø Noäi".encode(),
            "Người dân Vĩnh Phúc và Đà Nẵng đến Hà Nội",
            "converted from VNI",
        ),
        (
            "Giá xăng “giảm” là đúng".encode().decode("latin-1").encode(),
            "Giá xăng “giảm” là đúng",
            "mojibake repaired: UTF-8 had been read as windows-1252 (8 places)",
        ),
    ],
)
def test_fonts_encodings_and_mojibake_are_mended_and_said(data: bytes, text: str, note: str) -> None:
    assert decode(data, "a.txt") == (text, (note,))


def test_an_encoding_that_the_file_declares_is_believed_last() -> None:
    data = "Съешь ещё этих мягких французских булок".encode("koi8-r")
    assert decode(data, "a.html", declared="KOI8-R")[1] == ("decoded as koi8-r, as the file says",)
    assert decode(TEXT.encode(), "a.html", declared="iso-8859-1") == (TEXT, ())
    with pytest.raises(ReadError):
        decode(data, "a.html", declared="no such thing")


def test_short_windows_1258() -> None:
    assert decode(as_cp1258("Hà Nội mưa lớn"), "a.txt") == ("Hà Nội mưa lớn", ("decoded as windows-1258",))


def test_utf8_cut_in_the_middle_of_a_character() -> None:
    """Downloads break off anywhere; one lost character doesn't make an article unreadable."""
    text, notes = decode((TEXT + "ổ").encode()[:-1], "a.txt")
    assert text == TEXT + "\ufffd"
    assert notes == ("1 broken characters replaced by \ufffd",)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"%PDF-1.7 x", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"{\\rtf1 abc}", "RTF"),
        (bytes(range(256)) * 10 + b"\x00" * 100, "binary"),
        ("Résumé déjà publié à la fête de l'été, où l'élève a préféré être créé".encode("latin-1") * 3, "not UTF-8"),
        ("Съешь ещё этих мягких французских булок".encode("koi8-r"), "not UTF-8"),
    ],
)
def test_refusals_say_what_and_how_to_mend(data: bytes, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "news/a.txt")
    assert what in caught.value.what
    assert caught.value.where.startswith("news/a.txt")
    assert caught.value.mend


def test_an_unknown_encoding_names_the_line() -> None:
    with pytest.raises(ReadError) as caught:
        decode(b"one\ntwo\n\xe9\xe8\xff\xfe caf\xe9", "a.txt")
    assert caught.value.where == "a.txt:3"
    assert "iconv" in caught.value.mend


def test_large_files_are_read_in_linear_time_and_said_so() -> None:
    data = TEXT.encode() * (11 * 1024 * 1024 // len(TEXT.encode()) + 1)
    start = time.perf_counter()
    text, notes = decode(data, "a.txt")
    assert len(text.encode()) == len(data)
    assert notes == ("a large file: 11 MB read as one article",)
    assert time.perf_counter() - start < 5


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_a_read_error(data: bytes) -> None:
    try:
        text, _ = decode(data, "a.txt")
    except ReadError:
        return
    assert text.strip()


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32)).filter(str.strip))
def test_utf8_round_trip(text: str) -> None:
    data = ("Việt " + text).encode()
    assert decode(data, "a.txt")[0] == "Việt " + text


def test_windows_1258_equals_nfc() -> None:
    text = decode(as_cp1258(TEXT), "a.txt")[0]
    assert text == to_nfc(text)


@pytest.mark.parametrize("data", [bytes(range(4)), bytes(range(1, 9)), bytes(range(32)) * 100, b"\x01\x02ab" * 50])
def test_bytes_of_control_characters_are_called_binary(data: bytes) -> None:
    """`00 01 02 03` was taken for UTF-16."""
    with pytest.raises(ReadError, match="binary"):
        decode(data, "a.txt")
