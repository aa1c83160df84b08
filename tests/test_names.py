"""Whatever a name holds, it can be written and can't play tricks on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.names import encodable, printable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Giá vàng 🎉.txt", "Giá vàng 🎉.txt"),
        ("a\tb", "a\tb"),
        ("a\nb\rc", r"a\nb\rc"),
        ("\x1b[31mđỏ\x9b0m\x7f", r"\x1b[31mđỏ\x9b0m\x7f"),
        ("txt.\u202egpj\u2066", r"txt.\u202egpj\u2066"),
        ("a\udcffb", r"a\xffb"),
        ("\ud800", r"\ud800"),
    ],
)
def test_a_terminal_gets_no_control_characters(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_bytes_that_are_not_utf8_are_shown_as_such() -> None:
    assert encodable("Giá\n.txt") == "Giá\n.txt"
    assert encodable("gi\udce1.txt") == r"gi\xe1.txt"


@given(st.binary(max_size=12))
def test_every_name_a_disk_can_hold_can_be_written(name: bytes) -> None:
    text = name.decode("utf-8", "surrogateescape")
    encodable(text).encode()
    printable(text).encode()
    assert "\n" not in printable(text)
