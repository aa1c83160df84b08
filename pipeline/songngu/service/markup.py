"""HTML in which only the text is translated: every tag stays as it was written, at the place its words went to.

A sentence is translated as a whole, whatever is bold or a link in it. Where a tag stood in the Vietnamese tells where
it goes in the English: sentences and terms, whose places in both are known, are anchors, and between two of them the
share of the way is kept, to the nearest end of a word. Tags keep their order, so what was nested well stays so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from itertools import pairwise, takewhile
from typing import NamedTuple

from songngu.records import Span

# Elements that don't end a sentence (HTML Standard, "Phrasing content"); all others do.
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "font", "i", "img", "ins", "label",
    "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
_KEPT = frozenset(("script", "style", "pre", "code", "kbd", "samp", "textarea", "svg", "math", "template"))
_BLANK = re.compile(r"\s+")


class Tag(NamedTuple):
    """A tag within a block's text: where, as it was written, and whether it opens what follows."""

    offset: int
    raw: str
    opens: bool


class Block(NamedTuple):
    """A run of text that is translated as one, white space within it folded, with the tags in it."""

    text: str
    tags: tuple[Tag, ...]


Part = str | Block  # markup that stays as it is, or text to translate


def cut(markup: str) -> list[Part]:
    """Cut HTML into markup that stays and blocks of text; what is broken in it is kept as it is."""
    cutter = _Cutter()
    cutter.feed(markup)
    cutter.close()
    return cutter.finish()


def render(block: Block, english: str, anchors: Sequence[Span]) -> str:
    """The English of a block with the block's tags; `anchors` are places (Vietnamese, English) known to be the same."""
    place = _projection(anchors, len(block.text), english)
    pieces, at = [], 0
    for tag in block.tags:
        to = max(at, place(tag.offset, tag.opens))
        pieces += [html.escape(english[at:to], quote=False), tag.raw]
        at = to
    return "".join([*pieces, html.escape(english[at:], quote=False)])


def _projection(anchors: Sequence[Span], length: int, english: str) -> Callable[[int, bool], int]:
    """A function from places in the Vietnamese to places in the English that never goes back."""
    known = [(0, 0)]
    for vi, en in sorted(set(anchors)):
        if known[-1][0] < vi < length and known[-1][1] <= en <= len(english):
            known.append((vi, en))
    known.append((length, len(english)))
    exact = dict(known)
    starts = [0, *(match.end() for match in _BLANK.finditer(english)), len(english)]
    ends = [0, *(match.start() for match in _BLANK.finditer(english)), len(english)]

    def place(offset: int, opens: bool) -> int:
        if offset in exact:
            return exact[offset]
        (vi, en), (next_vi, next_en) = next(pair for pair in pairwise(known) if pair[0][0] <= offset < pair[1][0])
        wanted = en + (next_en - en) * (offset - vi) / (next_vi - vi)
        return min(starts if opens else ends, key=lambda boundary: abs(boundary - wanted))

    return place


class _Cutter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[Part] = []
        self._text = ""
        self._tags: list[Tag] = []
        self._kept: list[str] = []  # open elements of the kind whose content isn't translated

    def finish(self) -> list[Part]:
        """All parts."""
        self._end_block()
        return self._parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        names = (given.get("class") or "").split()
        kept = tag in _KEPT or given.get("translate") == "no" or "notranslate" in names
        raw = self.get_starttag_text() or ""
        if self._kept or kept or tag not in _INLINE:
            self._raw(raw)
        else:
            self._tags.append(Tag(len(self._text), raw, True))
        if tag not in _VOID and (kept or tag in self._kept):
            self._kept.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if self._kept or tag not in _INLINE:
            self._raw(raw)
        else:
            self._tags.append(Tag(len(self._text), raw, True))

    def handle_endtag(self, tag: str) -> None:
        raw = f"</{tag}>"
        if self._kept:
            if self._kept[-1] == tag:
                self._kept.pop()
            self._raw(raw)
        elif tag in _INLINE:
            self._tags.append(Tag(len(self._text.rstrip()) or len(self._text), raw, False))
        else:
            self._raw(raw)

    def handle_data(self, data: str) -> None:
        if self._kept:
            inside = self.cdata_elem is not None
            self._raw(data if inside else html.escape(data, quote=False))
            return
        if not self._text and not self._tags:
            bare = data.lstrip()
            self._parts.append(data[: len(data) - len(bare)])  # white space between elements
            data = bare
        folded = _BLANK.sub(" ", data)
        self._text += folded.lstrip() if self._text.endswith(" ") else folded

    def handle_comment(self, data: str) -> None:
        self._raw(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._raw(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._raw(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._raw(f"<?{data}>")

    def _raw(self, raw: str) -> None:
        self._end_block()
        self._parts.append(raw)

    def _end_block(self) -> None:
        text, tags = self._text, self._tags
        self._text, self._tags = "", []
        if text.startswith(" ") and text.strip():  # what is before the first word stays before it: <img> <b>Mưa</b>
            before = list(takewhile(lambda tag: tag.offset == 0, tags))
            self._parts.append("".join([*(tag.raw for tag in before), " "]))
            text, tags = text[1:], [tag._replace(offset=max(0, tag.offset - 1)) for tag in tags[len(before) :]]
        bare = text.rstrip()
        if any(char.isalnum() for char in bare):
            self._parts.append(Block(bare, tuple(tag._replace(offset=min(tag.offset, len(bare))) for tag in tags)))
            self._parts.append(text[len(bare) :])
        elif text or tags:
            # Nothing to translate: punctuation, an image, an empty link.
            at, pieces = 0, []
            for tag in tags:
                to = max(at, tag.offset)  # an element that closes after white space closes before it
                pieces += [html.escape(text[at:to], quote=False), tag.raw]
                at = to
            self._parts.append("".join([*pieces, html.escape(text[at:], quote=False)]))
