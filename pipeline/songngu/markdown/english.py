"""The English of a Markdown file: the text of its passages is replaced, every other byte stays as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from markdown_it import MarkdownIt

from songngu.glossary.alignment import Aligner
from songngu.markdown.document import Block, Mark, Markdown, Passage, alt_span, parse_markdown
from songngu.markdown.inline import Env, Item, items_of
from songngu.markdown.placing import Placed, Rendering, break_places, place
from songngu.records import Issue, Span

Translate = Callable[[Sequence[str]], Sequence[Rendering | None]]
"""Gives the English of each passage, None for one that is to stay as it is."""

CHECK = "markdown"
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~]")
_LINE_START = re.compile(r"([-+=#>:|](?=\s|=|-|#|>|\Z)|\d{1,9}(?=[.)](?:\s|\Z)))")
_EMPHASIS = frozenset(("em", "strong", "s", "b", "i", "u", "mark", "small", "big", "font"))


class English(NamedTuple):
    """The file in English, and what could not be kept in its place."""

    text: str
    issues: tuple[Issue, ...]


class _Piece(NamedTuple):
    """Some content of a block, what the file has for it, the item it is (None for text), and what a reader sees."""

    content: str
    raw: str
    item: Item | None = None
    shown: str = ""


class _Style(NamedTuple):
    """How carefully the English is written: `escaped` text, `kept` emphasis and line ends, links in the sentence."""

    escaped: bool
    kept: bool = True
    linked: bool = True


# From the one that changes least to the one that can hardly be read in another way; the first that is read as meant.
_STYLES = (_Style(False), _Style(True), _Style(True, kept=False), _Style(True, kept=False, linked=False))


def to_english(source: str, translate: Translate, aligner: Aligner | None = None) -> English:
    """Put the text of a Markdown file into English. Everything that is no text stays byte for byte.

    A link whose words can't be found in the English stands after its sentence, and an issue says so.
    """
    parsed = parse_markdown(source)
    asked = [passage for block in parsed.blocks for passage in block.passages if not passage.fixed]
    given = iter(translate([passage.text for passage in asked]))
    aligner = aligner or Aligner()
    edits: list[tuple[int, int, str]] = []
    issues: list[Issue] = []
    for block in parsed.blocks:
        renderings = [None if passage.fixed else next(given) for passage in block.passages]
        changed = {
            number: rendering
            for number, rendering in enumerate(renderings)
            if rendering and rendering.en.strip() and rendering.en != block.passages[number].text
        }
        if changed:
            found, doubts = rewrite(parsed, block, changed, aligner)
            edits += found
            issues += doubts
    return English(_apply(source, edits), tuple(issues))


def _apply(source: str, edits: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, text in sorted(edits):
        parts += [source[at:start], text]
        at = end
    return "".join([*parts, source[at:]])


def rewrite(
    parsed: Markdown, block: Block, renderings: Mapping[int, Rendering], aligner: Aligner
) -> tuple[list[tuple[int, int, str]], list[Issue]]:
    """The edits (start, end, text) of the file that put some passages of a block into English, and doubts."""
    if block.form == "html":
        return [
            (*_file_span(block, block.passages[number].span), html.escape(rendering.en, quote=False))
            for number, rendering in renderings.items()
        ], []
    for style in _STYLES:
        writer = _Writer(parsed.source, block, renderings, aligner, style)
        regions = writer.regions()
        if _reads_as_meant(block, _join(block, regions), parsed.parser, parsed.env):
            edits = [(*_file_span(block, span), "".join(piece.raw for piece in pieces)) for span, pieces in regions]
            return edits, writer.issues
    shown = block.passages[0].text[:60]
    message = f"“{shown}” is left as it is: no way was found to write its English in Markdown"
    return [], [Issue(check=CHECK, severity="error", message=message)]


def _file_span(block: Block, span: Span) -> Span:
    return block.starts[span[0]], block.ends[span[1] - 1]


class _Writer:
    """Writes the changed regions of one block in one style."""

    def __init__(
        self, source: str, block: Block, renderings: Mapping[int, Rendering], aligner: Aligner, style: _Style
    ) -> None:
        self._source, self._block, self._aligner, self._style = source, block, aligner, style
        self.issues: list[Issue] = []
        images = [item for item in block.items if item.kind == "image"]
        self._alts: dict[int, tuple[Span, str]] = {}  # start of an image: the place of its description, its English
        self._changed: list[tuple[Passage, Rendering]] = []
        for number, rendering in renderings.items():
            passage = block.passages[number]
            image = next((one for one in images if one.start < passage.span[0] and passage.span[1] < one.end), None)
            if image:
                self._alts[image.start] = passage.span, rendering.en
            else:
                self._changed.append((passage, rendering))

    def regions(self) -> list[tuple[Span, list[_Piece]]]:
        """The parts of the content that change, with what comes in their place."""
        found = [(passage.span, list(self._passage(passage, rendering))) for passage, rendering in self._changed]
        for item in self._block.items:
            if item.start in self._alts and not any(start <= item.start < end for (start, end), _ in found):
                found.append(((item.start, item.end), [self.copy(item)]))
        return sorted(found, key=lambda region: region[0])

    def _passage(self, passage: Passage, rendering: Rendering) -> Iterator[_Piece]:
        tree = place(passage, rendering, self._aligner)
        if not self._style.linked:
            tree = tuple(
                one if passage.marks[one.index].kind == "point" else Placed(index=one.index, span=None) for one in tree
            )
        lost = list(self._lost(tree, passage.marks))
        kept = _placed(tree, passage.marks, emphasis=self._style.kept)
        atoms = [one.span for one in _flat(kept) if one.span and passage.marks[one.index].kind == "atom"]
        breaks = break_places(passage, rendering, atoms) if self._style.kept else {}
        after = _sentence_ends(lost, passage, rendering)
        sentence = _Text(self, passage, rendering.en, breaks, after)
        yield from sentence.write((0, len(rendering.en)), kept, opening=True)
        yield from sentence.rest()

    def _lost(self, tree: Sequence[Placed], marks: Sequence[Mark]) -> Iterator[Mark]:
        """The marks that come after their sentence; emphasis whose words weren't found goes."""
        for one in tree:
            mark = marks[one.index]
            name = mark.first.sign[0]
            if one.span is None and not _is_emphasis(mark):
                what = {"link": "link", "html": "tag"}.get(name, "code" if name == "code" else "address")
                self._doubt(f"the {what} {self._raw(mark)} stands after its sentence: its place in it wasn't found")
                yield mark
                continue
            if one.span is None or (_is_emphasis(mark) and not self._style.kept):
                self._doubt(f"the emphasis of {self._raw(mark)} is gone: its words weren't found in the English")
            yield from self._lost(one.inner, marks)

    def _raw(self, mark: Mark) -> str:
        shown = self._block.content[mark.first.start : mark.last.end].replace("\n", " ")
        return f"“{shown if len(shown) < 80 else shown[:80] + '…'}”"

    def _doubt(self, message: str) -> None:
        self.issues.append(Issue(check=CHECK, severity="warning", message=message))

    def text(self, text: str, *, opening: bool) -> _Piece:
        """English as Markdown; `opening` where it begins a line."""
        content = text
        if self._style.escaped:
            content = _SPECIAL.sub(r"\\\g<0>", text)
            if self._block.form == "underlined":  # with a pipe in it the line under it would make it a table
                content = content.replace("|", "&#124;")
            if opening:
                content = _LINE_START.sub(_escape_start, content, count=1) if _LINE_START.match(content) else content
        return _Piece(content, content.replace("|", r"\|") if self._block.form == "cell" else content, shown=text)

    def verbatim(self, mark: Mark) -> Iterator[_Piece]:
        """A mark with all that is in it, as the file has it."""
        for item in self._block.items:
            if mark.first.start <= item.start and item.end <= mark.last.end:
                yield self.copy(item)

    def copy(self, item: Item) -> _Piece:
        """An item as the file has it, descriptions of images in English."""
        block = self._block
        content = block.content[item.start : item.end]
        end = block.starts[item.end] if item.kind == "soft" else block.ends[item.end - 1]
        raw = self._source[block.starts[item.start] : end]
        if item.start in self._alts and item.kind == "image":
            (left, right), english = self._alts[item.start]
            written = self.text(english, opening=False)
            head, tail = content[: left - item.start], content[right - item.start :]
            raw_head = self._source[block.starts[item.start] : block.starts[left]]
            raw_tail = self._source[block.ends[right - 1] : end]
            if tail in ("]", "][]"):  # the description was the label of the address
                label = f"][{content[2 : -len(tail)]}]"
                raw_label = f"][{raw[2 : -len(tail)]}]"
                tail, raw_tail = label, raw_label
            return _Piece(head + written.content + tail, raw_head + written.raw + raw_tail, item, english)
        return _Piece(content, raw, item)

    def spaced(self, item: Item) -> tuple[bool, bool]:
        """Whether the file has white space before and after an item."""
        content = self._block.content
        return content[: item.start][-1:] in (" ", "\n"), content[item.end : item.end + 1] in (" ", "\n")

    def closing(self, mark: Mark, inside: str) -> _Piece:
        """The end of a link; one whose text was its label gets its label."""
        close = self.copy(mark.last)
        if mark.first.sign[0] != "link" or close.content not in ("]", "][]"):
            return close
        label = self._block.content[mark.first.end : mark.last.start]
        if inside == label:
            return close
        raw = self._source[self._block.starts[mark.first.end] : self._block.ends[mark.last.start - 1]]
        return _Piece(f"][{label}]", f"][{raw}]", mark.last)


class _Text:
    """The English of one passage on its way into Markdown."""

    def __init__(
        self, writer: _Writer, passage: Passage, en: str, breaks: Mapping[int, int], after: Mapping[int, list[Mark]]
    ) -> None:
        self._writer, self._marks, self._en, self._breaks = writer, passage.marks, en, breaks
        self._after = dict(after)
        self._glue = False  # a space is owed before the next text
        self._inside = 0  # pairs that are open

    def write(self, bounds: Span, placed: Sequence[Placed], *, opening: bool) -> Iterator[_Piece]:
        """The English between two places with its markup."""
        at, end = bounds
        for one in sorted(placed, key=lambda each: each.span or (0, 0)):
            assert one.span is not None
            yield from self._plain(at, one.span[0], opening=opening)
            opening = opening and one.span[0] == 0
            mark = self._marks[one.index]
            if mark.kind == "point":
                yield from self._point(mark, one.span[0])
            elif mark.kind == "atom":
                yield self._writer.copy(mark.first)
            else:
                yield self._writer.copy(mark.first)
                self._inside += 1
                inner = list(self.write(one.span, one.inner, opening=False))
                self._inside -= 1
                yield from inner
                yield self._writer.closing(mark, "".join(piece.content for piece in inner))
            opening = False
            at = one.span[1]
        yield from self._plain(at, end, opening=opening)

    def rest(self) -> Iterator[_Piece]:
        """What stands after the whole, if its sentence never ended in plain text."""
        for end in sorted(self._after):
            yield from self._parenthesis(self._after.pop(end))

    def _plain(self, start: int, end: int, *, opening: bool) -> Iterator[_Piece]:
        after = [at for at in self._after if start <= at <= end and not self._inside]
        at = start
        for cut in sorted({end, *after, *(at for at in self._breaks if start <= at < end)}):
            if at < cut:
                text = self._en[at:cut]
                if self._glue and not text[0].isspace() and text[0] not in ".,;:!?)":
                    yield self._writer.text(" ", opening=False)
                self._glue = False
                yield self._writer.text(text, opening=opening)
                opening = False
                at = cut
            if cut in after:
                yield from self._parenthesis(self._after.pop(cut))
            if cut in self._breaks and cut < end:
                yield self._writer.copy(self._marks[self._breaks[cut]].first)
                opening = True
                at = cut + 1

    def _parenthesis(self, marks: Sequence[Mark]) -> Iterator[_Piece]:
        for mark in marks:
            yield self._writer.text(" (", opening=False)
            yield from self._writer.verbatim(mark)
            yield self._writer.text(")", opening=False)

    def _point(self, mark: Mark, at: int) -> Iterator[_Piece]:
        before, after = self._writer.spaced(mark.first)
        if before and at and not self._en[at - 1].isspace():
            yield self._writer.text(" ", opening=False)
        yield self._writer.copy(mark.first)
        self._glue = after


def _placed(tree: Sequence[Placed], marks: Sequence[Mark], *, emphasis: bool) -> list[Placed]:
    """The marks that have a place; what is in emphasis that has none takes its place."""
    kept: list[Placed] = []
    for one in tree:
        inner = tuple(_placed(one.inner, marks, emphasis=emphasis))
        lost = _is_emphasis(marks[one.index])
        if one.span is not None and (emphasis or not lost):
            kept.append(Placed(index=one.index, span=one.span, inner=inner))
        elif lost:
            kept += inner
    return _apart(kept)


def _is_emphasis(mark: Mark) -> bool:
    """Whether a mark only says how words look: without it they are as true."""
    sign = mark.first.sign
    return mark.kind == "pair" and (sign[1] if sign[0] == "html" else sign[0]) in _EMPHASIS


def _apart(placed: Sequence[Placed]) -> list[Placed]:
    """Without those that overlap an earlier one, as what takes the place of its parent may.

    What takes no room, such as an image, stands behind the earlier one then.
    """
    kept: list[Placed] = []
    for one in sorted(placed, key=lambda each: each.span or (0, 0)):
        assert one.span is not None
        end = kept[-1].span[1] if kept and kept[-1].span else 0
        if one.span[0] >= end:
            kept.append(one)
        elif one.span[0] == one.span[1]:
            kept.append(Placed(index=one.index, span=(end, end), inner=one.inner))
    return kept


def _flat(placed: Sequence[Placed]) -> Iterator[Placed]:
    for one in placed:
        yield one
        yield from _flat(one.inner)


def _sentence_ends(lost: Sequence[Mark], passage: Passage, rendering: Rendering) -> dict[int, list[Mark]]:
    """The end of the English sentence that each of some marks belongs to."""
    ends: dict[int, list[Mark]] = {}
    for mark in lost:
        fitting = [en[1] for vi, en in rendering.sentences if mark.span[0] < vi[1]]
        ends.setdefault(fitting[0] if fitting else len(rendering.en), []).append(mark)
    return ends


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _join(block: Block, regions: Sequence[tuple[Span, list[_Piece]]]) -> list[_Piece]:
    """The block's content as it will be."""
    pieces: list[_Piece] = []
    at = 0
    for (start, end), changed in [*regions, ((len(block.content), len(block.content)), [])]:
        pieces += _between(block, at, start)
        pieces += changed
        at = end
    return pieces


def _between(block: Block, start: int, end: int) -> Iterator[_Piece]:
    """The unchanged items, or parts of text, between two places."""
    for item in block.items:
        left, right = max(item.start, start), min(item.end, end)
        if left < right:
            content = block.content[left:right]
            whole = item.start == left and item.end == right
            shown = item if whole or item.kind != "text" else item._replace(shown=content)
            yield _Piece(content, "", shown)


def _outline(pieces: Sequence[_Piece], parser: MarkdownIt, env: Env) -> list[tuple[str, ...]]:
    """Markup and text in order; text without white space, so that line ends may move."""
    outline: list[tuple[str, ...]] = []
    for piece in pieces:
        item = piece.item
        if item is None or item.kind in ("text", "soft") or item.sign[:1] == ("kept",):
            bare = "".join((item.shown if item else piece.shown).split())
            if bare and outline and outline[-1][0] == "text":
                outline[-1] = ("text", outline[-1][1] + bare)
            elif bare:
                outline.append(("text", bare))
        elif item.kind == "image":
            seen = piece.shown or _described(piece.content, parser, env)
            outline.append(("image", *item.sign, "".join(seen.split())))
        else:
            outline.append((item.kind, *item.sign))
    return outline


def _described(image: str, parser: MarkdownIt, env: Env) -> str:
    """The description of an image as a reader hears it."""
    start, end = alt_span(image, parser, env)
    return "".join(item.shown for item in items_of(image[start:end], parser, env))


def _reads_as_meant(block: Block, pieces: Sequence[_Piece], parser: MarkdownIt, env: Env) -> bool:
    """Whether the content is read as the text and markup it is meant to be, and is the same kind of block."""
    mine = deepcopy(env)
    content = "".join(piece.content for piece in pieces)
    if block.form in ("paragraph", "cell"):  # a cell may be what its line begins with
        written, kind = content, "paragraph_open"
    elif block.form == "underlined":
        written, kind = f"{content}\n---", "heading_open"
    else:
        written, kind = f"# {content}", "heading_open"
    tokens = parser.parse(written, mine)
    if [token.type for token in tokens[:2]] != [kind, "inline"] or len(tokens) != 3:
        return False
    if tokens[1].content != content.strip() or (block.form == "cell" and "\n" in content):
        return False
    items = items_of(content, parser, mine)
    actual = [_Piece(content[item.start : item.end], "", item) for item in items]
    return _outline(actual, parser, mine) == _outline(pieces, parser, mine)
