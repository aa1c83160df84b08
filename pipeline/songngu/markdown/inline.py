"""The inline content of a Markdown block cut into text and markup, each with its place, from markdown-it-py's rules.

markdown-it-py tells no places inside a block; here its rules are watched at work instead of being written again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

ItemKind = Literal["text", "open", "close", "atom", "point", "soft", "hard", "image"]
Env = dict[str, Any]

# What is written as text and is none: addresses, templates of site generators. They are never altered. A template has
# no other one in it, and before its @ an address has 64 signs at most (RFC 5321), so that time grows as the text.
_TEMPLATE = r"\{\{(?:[^{}\n]|\{(?!\{)|\}(?!\}))*+\}\}|\{%(?:[^{%\n]|\{(?!%)|%(?!\}))*+%\}"
_PAGE = r"(?:https?://|www\.)[^\s<>\"“”()\[\]]*[^\s<>\"“”()\[\].,;:!?'’…]"
_MAILBOX = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
_KEPT = re.compile(f"(?P<template>{_TEMPLATE})|{_PAGE}|{_MAILBOX}")
_OPENING_MARK = re.compile(r"\[(?: |x|X|![A-Za-z]+)\](?=\s|\Z)")  # a task's box; GitHub's [!NOTE]
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset(("br", "hr", "img", "wbr", "input", "source", "area"))


class Item(NamedTuple):
    """A piece of inline content. The spans of a block's items, in order, are the whole of it.

    `shown` is what a reader sees of it; `sign` is what must not change: address, code, tag. `mate` is the index of the
    other half of a pair, -1 for none.
    """

    kind: ItemKind
    start: int
    end: int
    shown: str = ""
    sign: tuple[str, ...] = ()
    mate: int = -1


class _Event(NamedTuple):
    name: str
    start: int
    end: int
    tokens: list[Token]
    widths: list[int]
    label: tuple[int, int]


class _State(StateInline):
    """What the parser knows of a block, with what its rules have found."""

    def __init__(self, src: str, md: MarkdownIt, env: Env) -> None:
        super().__init__(src, md, env, [])
        self.events: list[_Event] = []
        self.spans: list[tuple[int, int]] = []


class _Watched(ParserInline):
    """The parser of inline content; `_State` gets the place of every label."""

    def tokenize(self, state: StateInline) -> None:
        if isinstance(state, _State):
            state.spans.append((state.pos, state.posMax))
        super().tokenize(state)


def make_parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough and footnotes; `parse` leaves inline content to `items_of`."""
    md = MarkdownIt("commonmark")
    inline = _Watched()
    md.inline = inline
    md.configure("commonmark").enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.disable(["text_join", "fragments_join"])
    md.core.ruler.disable(["inline"])
    for rule in inline.ruler.__rules__:
        inline.ruler.at(rule.name, _watch(rule.name, rule.fn), {"alt": rule.alt})
        if not rule.enabled:
            inline.ruler.disable([rule.name])
    return md


def _watch(name: str, rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def watched(state: StateInline, silent: bool) -> bool:
        if silent or not isinstance(state, _State):
            return rule(state, silent)
        start, spans = state.pos, len(state.spans)
        # The first token that a rule makes comes after one of the text that waited until then.
        count = len(state.tokens) + (bool(state.pending) and name != "newline")
        if not rule(state, silent):
            return False
        tokens = state.tokens[count:]
        label = state.spans[spans] if len(state.spans) > spans else (start, start)
        widths = [len(token.content) for token in tokens]
        state.events.append(_Event(name, start, state.pos, tokens, widths, label))
        return True

    return watched


def items_of(content: str, md: MarkdownIt, env: Env) -> list[Item]:
    """Cut the content of an inline token into items."""
    state = _State(content, md, env)
    md.inline.tokenize(state)
    for rule in md.inline.ruler2.getRules(""):
        rule(state)
    found = [item for event in state.events for item in _items_of_event(event, content)]
    found.sort(key=lambda item: (item.start, item.end))
    return _paired(_tidied(list(_with_text(found, content)), content))


def _items_of_event(event: _Event, content: str) -> Iterator[Item]:
    name, start, end = event.name, event.start, event.end
    tokens = event.tokens
    if name == "link":
        sign = ("link", *map(str, (tokens[0].attrs.get("href"), tokens[0].attrs.get("title"))))
        yield Item("open", start, event.label[0], sign=sign)
        yield Item("close", event.label[1], end, sign=("link",))
    elif name in ("emphasis", "strikethrough"):
        yield from _delimiters(event, content)
    elif name == "image":
        sign = ("image", *map(str, (tokens[-1].attrs.get("src"), tokens[-1].attrs.get("title"))))
        yield Item("image", start, end, sign=sign)
    elif name == "autolink":
        yield Item("atom", start, end, shown=content[start + 1 : end - 1], sign=("autolink", content[start:end]))
    elif name == "backticks" and tokens and tokens[-1].type == "code_inline":
        yield Item("atom", start, end, shown=tokens[-1].content, sign=("code", tokens[-1].content))
    elif name == "html_inline":
        yield _tag(start, end, content[start:end])
    elif name == "newline" or (name == "escape" and tokens[-1].type == "hardbreak"):
        hard = tokens[-1].type == "hardbreak"
        yield Item("hard" if hard else "soft", start, end, sign=("break",) if hard else ())
    elif name in ("escape", "entity") and tokens:
        yield Item("text", start, end, shown=tokens[-1].content)
    elif name == "footnote_ref":
        yield Item("point", start, end, sign=("footnote", content[start:end]))


def _delimiters(event: _Event, content: str) -> Iterator[Item]:
    """The markers of one run: those that became emphasis, doubled ones joined, and those that are text."""
    at, index = event.start, 0
    tokens = event.tokens
    while index < len(tokens):
        token, width = tokens[index], event.widths[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.type == "text" and token.content == "" and following and following.type == "strong_open":
            token, width, index = following, 2, index + 1
        elif token.type == "strong_close":
            width, index = 2, index + 1
        kind: ItemKind = "open" if token.nesting == 1 else "close" if token.nesting == -1 else "text"
        raw = content[at : at + width]
        yield Item(kind, at, at + width, shown=raw if kind == "text" else "", sign=_tag_sign(token, kind))
        at += width
        index += 1


def _tag_sign(token: Token, kind: ItemKind) -> tuple[str, ...]:
    return () if kind == "text" else (token.tag,)


def _tag(start: int, end: int, raw: str) -> Item:
    match = _TAG_NAME.match(raw)
    name = match[1].lower() if match else ""
    if name == "br":
        return Item("hard", start, end, sign=("html", raw))
    if not name or name in _VOID or raw.endswith("/>"):
        return Item("point", start, end, sign=("html", raw))
    return Item("close" if raw.startswith("</") else "open", start, end, sign=("html", name, raw))


def _with_text(found: Sequence[Item], content: str) -> Iterator[Item]:
    """The items and between them the text that no rule took, what is to be kept of it apart."""
    at = 0
    for item in [*found, Item("text", len(content), len(content))]:
        if item.start > at:
            yield from _kept_apart(content, at, item.start)
        if item.end > item.start:
            yield item
        at = max(at, item.end)


def _kept_apart(content: str, start: int, end: int) -> Iterator[Item]:
    if start == 0 and (match := _OPENING_MARK.match(content, 0, end)):
        yield Item("point", 0, match.end(), sign=("mark", match[0]))
        start = match.end()
    for match in _KEPT.finditer(content, start, end):
        if match.start() > start:
            yield Item("text", start, match.start(), shown=content[start : match.start()])
        if match["template"]:
            yield Item("point", *match.span(), sign=("mark", match[0]))
        else:
            yield Item("atom", *match.span(), shown=match[0], sign=("kept", match[0]))
        start = match.end()
    if start < end:
        yield Item("text", start, end, shown=content[start:end])


def _tidied(items: list[Item], content: str) -> list[Item]:
    """The white space before a line end belongs to the line end."""
    tidied: list[Item] = []
    for item in items:
        before = tidied[-1] if tidied else None
        if item.kind in ("soft", "hard") and content[item.start] in " \t\n\\" and before and before.kind == "text":
            bare = before.shown.rstrip(" \t") if content[before.start : before.end] == before.shown else before.shown
            cut = len(before.shown) - len(bare)
            tidied[-1:] = [before._replace(end=before.end - cut, shown=bare)] if bare else []
            item = item._replace(start=item.start - cut)
        tidied.append(item)
    return tidied


def _paired(items: list[Item]) -> list[Item]:
    """The items, each half of a pair knowing the other; a tag without its other half is a point."""
    stack: list[int] = []
    mates: dict[int, int] = {}
    for index, item in enumerate(items):
        if item.kind == "open":
            stack.append(index)
        elif item.kind == "close":
            fits = next(
                (at for at in reversed(stack) if items[at].sign[: _depth(item)] == item.sign[: _depth(item)]), None
            )
            if fits is not None and (item.sign[0] != "html" or stack[-1] == fits):
                while stack.pop() != fits:
                    pass
                mates |= {index: fits, fits: index}
    return [
        item._replace(mate=mates[index])
        if index in mates
        else item._replace(kind="point")
        if item.kind in ("open", "close")
        else item
        for index, item in enumerate(items)
    ]


def _depth(item: Item) -> int:
    return 2 if item.sign[0] == "html" else 1
