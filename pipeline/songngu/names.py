"""Names of files, which may hold anything: as records keep them and as a terminal may show them."""

from __future__ import annotations

import os
import re

# What moves the cursor, ends a line or turns the reading direction; a lone surrogate is a byte that isn't UTF-8.
_HARMFUL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def encodable(name: str) -> str:
    r"""Give the name with each byte that isn't UTF-8 as `\xff`, so that it can be written as UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    return name


def printable(line: str) -> str:
    r"""Give the line with every control and direction character as an escape such as `\n` or `\x1b`; tabs stay."""
    return _HARMFUL.sub(lambda match: _escape(match[0]), line)


def _escape(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # as os.fsdecode keeps an undecodable byte
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")
