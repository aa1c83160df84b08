"""People whom news of crimes and accidents calls by their initials: "anh T.", "bà N.V. A.", "chị Ph.".

One article in twenty of vietnews has them, seven times each: a small model makes a name of them ("Phuong" for "Ph."),
or somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from songngu.glossary.proper_names import Name
from songngu.text.latin import INITIAL, fold_marks

_INITIALS = re.compile(
    r"(?<!\w)(?<!ụng )(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ậu|[Cc]ụ|[Bb]é)\s+"
    rf"(?P<name>{INITIAL}(?:\.\s?{INITIAL})*\.?)(?![\w'’]|-\w)"
)
# Without a stop a letter may begin a longer name ("ông Y Thiên", "ông O ' Connor") or be of a word ("cụ y tế").
_GOES_ON = re.compile(r"\s*['’]|\s+(?:tế|tá)\b|\s+(?P<word>\w)\w")
_LETTER = re.compile(INITIAL)


def find_initials(text: str) -> Iterator[Name]:
    """The initials that stand for a person's name after "ông", "bà", "anh" …"""
    for match in _INITIALS.finditer(text):
        after = None if match["name"].endswith(".") else _GOES_ON.match(text, match.end())
        if after is None or (after["word"] or "").islower():
            yield Name(match["name"], match.span("name"), sure=True)


def has_initials(english: str, name: Name) -> bool:
    """Whether the English has a name's initials, with stops and spaces or without: "N.V.A.", "N.V. A", "D." for Đ.

    "A man" and "I" aren't anybody's; nor is one letter of others' initials.
    """
    letters = [fold_marks(letter) for letter in _LETTER.findall(name.text)]
    pattern = r"\.?\s?".join(letter.replace("D", "[DĐ]") for letter in letters)
    if letters == ["A"]:
        pattern = r"(?:(?:(?<=[^.!?\s]\s)|(?<=M[rs]\.\s)|(?<=Mrs\.\s))A|A(?=[.,'’]))"
    elif letters == ["I"]:
        pattern = r"(?:(?:(?<=M[rs]\.\s)|(?<=Mrs\.\s))I|I(?=\.|['’]s))"
    return re.search(rf"(?<![\w.]){pattern}(?!\w)(?!\.\w)", english) is not None
