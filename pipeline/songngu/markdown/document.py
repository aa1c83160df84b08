"""A Markdown file as blocks whose text can be put into another language: each character of it knows its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from songngu.markdown.front_matter import FrontMatter, find_front_matter
from songngu.markdown.inline import Env, Item, items_of, make_parser
from songngu.records import Kind, Span
from songngu.text.normalise import clean

Form = Literal["paragraph", "heading", "underlined", "cell", "html"]
MarkKind = Literal["pair", "atom", "point", "break"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_BLANKS = re.compile(r"[ \t\n]+")
_CELL_END = re.compile(r"(?<!\\)\|")
_LISTS = ("bullet_list", "ordered_list", "table_", "footnote_reference")  # what is in them has its kind
_UNREAD = re.compile(r"<(script|style|pre|textarea)\b", re.IGNORECASE)
LONGEST = 20_000  # characters of a paragraph; the parser's time may be quadratic in it, and no article has such a one


class Mark(NamedTuple):
    """Markup inside a passage. `span` is what it is about in the passage's text, empty for a point and a line end.

    A pair surrounds text, an atom is text that stays as it is, a point stands between words. `first` and `last` are
    its items: the same one, but for a pair.
    """

    kind: MarkKind
    span: Span
    first: Item
    last: Item


class Passage(NamedTuple):
    """Text that is translated as one: `span` is its place in the block's content, markup inside included."""

    text: str
    span: Span
    kind: Kind | None
    marks: tuple[Mark, ...] = ()
    fixed: bool = False  # it has no words of its own, or its place isn't known


class Block(NamedTuple):
    """A heading, paragraph, cell or HTML block. `starts[i]` and `ends[i]` are the place of `content[i]` in the file."""

    form: Form
    content: str
    starts: Sequence[int]
    ends: Sequence[int]
    items: Sequence[Item]
    passages: Sequence[Passage]


class Markdown(NamedTuple):
    """A parsed file. `code` is the number of code blocks, which have no passage."""

    source: str
    front: FrontMatter
    blocks: Sequence[Block]
    code: int
    parser: MarkdownIt
    env: Env


def is_too_long(source: str) -> bool:
    """Whether a paragraph is longer than the parser may be given."""
    return max(map(len, _BLANK_LINES.split(_LINE_END.sub("\n", source)))) > LONGEST


def parse_markdown(source: str) -> Markdown:
    """Find all text of a file. Give it no file that `is_too_long`."""
    file = _File(source)
    front = find_front_matter("\n".join(file.lines))
    first = "\n".join(file.lines)[: front.end].count("\n") if front.end else 0
    parser = make_parser()
    env: Env = {}
    tokens = parser.parse("\n".join(file.lines[first:]), env)
    blocks = tuple(_blocks(tokens, file, first, parser, env))
    code = sum(token.type in ("fence", "code_block") for token in tokens)
    return Markdown(source, front, blocks, code, parser, env)


class _File:
    """The lines of a file without their ends, and where each begins."""

    def __init__(self, source: str) -> None:
        self.lines: list[str] = []
        self.starts: list[int] = []
        at = 0
        for match in _LINE_END.finditer(source):
            self._add(source[at : match.start()], at)
            at = match.end()
        self._add(source[at:], at)

    def _add(self, line: str, at: int) -> None:
        self.lines.append(line.replace("\0", "\ufffd"))  # as the parser does
        self.starts.append(at)


def _blocks(tokens: Sequence[Token], file: _File, first: int, parser: MarkdownIt, env: Env) -> Iterator[Block]:
    heading, underlined, listed, column = False, False, 0, 0
    inline = [token for token in tokens if token.type == "inline"]
    rows: dict[int, list[str]] = {}  # the cells of the table row on a line
    in_cell = False
    for token in tokens:
        if token.type.startswith(_LISTS):
            listed += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
            underlined = token.markup in ("-", "=")
        elif token.type in ("th_open", "td_open", "th_close", "td_close"):
            in_cell = token.nesting == 1
        elif token.type == "tr_open":
            column = 0
        elif token.type == "html_block":
            yield _html_block(token, file, first)
        elif token.type == "inline":
            assert token.map is not None  # the parser gives every inline token its lines
            line = first + token.map[0]
            kind: Kind | None = "heading" if heading else "text" if listed else None
            form: Form = "cell" if in_cell else "paragraph"
            if heading:
                form = "underlined" if underlined else "heading"
            if in_cell:
                rows.setdefault(line, _row_of(inline, token.map[0]))
                places = _cell_places(rows[line], column, file.lines[line], file.starts[line])
                column += 1
            else:
                places = _places(token.content, file, line)
            yield _inline_block(form, kind, token.content, places, parser, env)


def _row_of(inline: Sequence[Token], line: int) -> list[str]:
    return [token.content for token in inline if token.map and token.map[0] == line]


Places = tuple[list[int], list[int]]


def _places(content: str, file: _File, line: int) -> Places | None:
    """Where each character of a block's content is in the file; None where that can't be told.

    The parser has taken away what stands before each line (`> `, indentation) and maybe behind it, nothing inside.
    """
    starts: list[int] = []
    for number, part in enumerate(content.split("\n"), line):
        if number > line:
            starts.append(file.starts[number - 1] + len(file.lines[number - 1]))
        bare = part.lstrip(" \t")
        at = file.lines[number].rfind(bare) if number < len(file.lines) else -1
        if at < 0:
            return None
        blanks = len(part) - len(bare)
        here = file.starts[number]
        starts += [here + max(0, at - blanks + index) for index in range(blanks)]
        starts += range(here + at, here + at + len(bare))
    return starts, [start + 1 for start in starts]


def _cell_places(row: Sequence[str], index: int, line: str, start: int) -> Places | None:
    """Where each character of a cell is; in the file a pipe inside a cell has a backslash."""
    bounds = [0, *(match.end() for match in _CELL_END.finditer(line)), len(line) + 1]
    raw = [line[left : right - 1] for left, right in pairwise(bounds)]
    plain = [part.strip() for part in raw] + [""] * (len(row) + 1)
    wanted = [cell.replace("|", r"\|") for cell in row]
    if plain[1 : len(row) + 1] == wanted:  # the row begins with a pipe
        number = index + 1
    elif plain[0].endswith(wanted[0]) and plain[1 : len(row)] == wanted[1:]:
        number = index
    else:
        return None
    if number >= len(raw):
        return [], []
    at = start + bounds[number] + raw[number].rfind(wanted[index])
    starts, ends = [], []
    for character in row[index]:
        starts.append(at)
        at += 2 if character == "|" else 1
        ends.append(at)
    return starts, ends


def _inline_block(
    form: Form, kind: Kind | None, content: str, places: Places | None, parser: MarkdownIt, env: Env
) -> Block:
    items = items_of(content, parser, env)
    passages = [passage for group in _lines_of(items) if (passage := _passage(items, group, content, kind))]
    for item in items:
        if item.kind == "image" and (alt := _alt_passage(content, item, parser, env)):
            passages.append(alt)
    if places is None:
        passages = [passage._replace(fixed=True) for passage in passages]
        places = [0] * len(content), [0] * len(content)
    return Block(form, content, *places, items, passages)


def alt_span(image: str, parser: MarkdownIt, env: Env) -> Span:
    """Where the description of an image is in its Markdown."""
    token = parser.inline.parse(image, parser, env, [])[0]
    return 2, 2 + len(token.content)


def _alt_passage(content: str, image: Item, parser: MarkdownIt, env: Env) -> Passage | None:
    start, end = (image.start + at for at in alt_span(content[image.start : image.end], parser, env))
    items = [
        item._replace(start=item.start + start, end=item.end + start)
        for item in items_of(content[start:end], parser, env)
    ]
    return _passage(items, range(len(items)), content, "caption")


def _lines_of(items: Sequence[Item]) -> Iterator[range]:
    """The indexes of the items between hard line ends."""
    start = 0
    for index, item in enumerate(items):
        if item.kind == "hard":
            yield range(start, index)
            start = index + 1
    yield range(start, len(items))


def _passage(items: Sequence[Item], group: range, content: str, kind: Kind | None) -> Passage | None:
    """The text of some items without the markup around it; None where there is none."""
    group = _trimmed(items, group)
    text = ""
    marks: list[Mark] = []
    opened: dict[int, int] = {}  # index of the opening item: where its text begins
    for index in group:
        item = items[index]
        if item.kind in ("text", "soft"):
            shown = _plain(item.shown) if item.kind == "text" else " "
            if item.kind == "soft" and text:
                marks.append(Mark("break", (len(text.rstrip()), len(text.rstrip())), item, item))
            text += shown.lstrip() if text[-1:] in ("", " ") else shown
        elif item.kind == "atom":
            shown = _plain(item.shown)
            marks.append(Mark("atom", (len(text), len(text) + len(shown)), item, item))
            text += shown
        elif item.kind == "open" and item.mate in group:
            opened[index] = len(text)
        elif item.kind == "close" and item.mate in opened:
            marks.append(Mark("pair", (opened[item.mate], len(text)), items[item.mate], item))
        else:
            marks.append(Mark("point", (len(text), len(text)), item, item))
    text = text.rstrip()
    if not text:
        return None
    # Trimming may have left white space at the edges of the outermost text.
    start, end = items[group[0]].start, items[group[-1]].end
    if items[group[0]].kind == "text":
        start += len(content[start:end]) - len(content[start:end].lstrip())
    if items[group[-1]].kind == "text":
        end -= len(content[start:end]) - len(content[start:end].rstrip())
    fixed = not any(items[index].kind == "text" and _has_words(items[index].shown) for index in group)
    marks = [mark._replace(span=(min(mark.span[0], len(text)), min(mark.span[1], len(text)))) for mark in marks]
    return Passage(text, (start, end), kind, tuple(marks), fixed)


def _trimmed(items: Sequence[Item], group: range) -> range:
    """Without what stands before and after all text, and without a pair around all of it."""
    start, end = group.start, group.stop
    while start < end:
        first, last = items[start], items[end - 1]
        if _is_beside(first, start, end):
            start += 1
        elif _is_beside(last, start, end):
            end -= 1
        elif first.kind == "open" and first.mate == end - 1 and not is_label(last):
            start, end = start + 1, end - 1
        else:
            break
    return range(start, end)


def is_label(close: Item) -> bool:
    """Whether this may end a link whose text is its label: `[text]`, `[text][]`."""
    return close.sign == ("link",) and close.end - close.start in (1, 3)


def _is_beside(item: Item, start: int, end: int) -> bool:
    if item.kind == "text":
        return not _plain(item.shown).strip()
    return item.kind in ("point", "soft", "image") or (item.kind in ("open", "close") and not start <= item.mate < end)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", clean(text)[0])


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _html_block(token: Token, file: _File, first: int) -> Block:
    assert token.map is not None
    content = token.content.rstrip("\n")
    places = _places(content, file, first + token.map[0])
    passages = [
        Passage(text, span, None, fixed=places is None or not _has_words(text))
        for span in _html_lines(content)
        if (text := _plain(html.unescape(content[slice(*span)])).strip())
    ]
    starts, ends = places or ([0] * len(content), [0] * len(content))
    return Block("html", content, starts, ends, (), passages)


def _html_lines(content: str) -> Iterator[Span]:
    """The lines of text between the tags of a block of HTML, without white space around them."""
    for start, end in _html_texts(content):
        at = start
        for line in content[start:end].split("\n"):
            bare = line.strip()
            if bare:
                left = at + line.index(bare)
                yield left, left + len(bare)
            at += len(line) + 1


def _html_texts(content: str) -> Iterator[Span]:
    """What is between tags and comments; nothing of scripts, styles and code. Linear in the length."""
    lower = content.lower()
    start = at = 0  # of the text that has no end yet; of what is looked at
    right = -1  # the next ">"
    while (at := content.find("<", at)) >= 0:
        if content.startswith("<!--", at):
            end = _after(content, "-->", at)
        elif unread := _UNREAD.match(content, at):
            end = _after(lower, f"</{unread[1].lower()}", at)
        else:
            if right < at:
                right = _after(content, ">", at) - 1
            if (right == len(content) - 1 and content[-1] != ">") or "<" in content[at + 1 : right]:
                at += 1  # no tag
                continue
            end = right + 1
        yield start, at
        start = at = end
    yield start, len(content)


def _after(content: str, sign: str, start: int) -> int:
    """The end of the next such sign; of the content where there is none, as browsers see it."""
    at = content.find(sign, start)
    return at + len(sign) if at >= 0 else len(content)
