"""The digest as Markdown: CommonMark 0.31 whose text is the articles' text, whatever characters that has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from songngu.counts import is_unmet
from songngu.digest import labels
from songngu.digest.safe import displayable
from songngu.digest.view import ArticleView, Cited, Doubt, Page, Pair, Row, TermUse, build_page
from songngu.records import Digest, TermResult

# GFM and other renderers make links of bare addresses. A backslash inside one stops that, save for e-mail addresses on
# GitHub (cmark-gfm looks for them after the backslashes are gone): those have a word joiner too, which doesn't show.
_ADDRESS = re.compile(r"/(?P<slash>/)|(?<=\w)(?P<dot>\.)(?=[a-z]{2})|(?P<at>@)(?=\w)", re.IGNORECASE)
JOINER = "\u2060"  # WORD JOINER
# All that can begin inline markup anywhere, in CommonMark, GFM (~ |) or pandoc ($ ^); escaping is always allowed.
_INLINE = re.compile(r"[\\`*_\[\]<>&#~|$^]")
# What begins a block only at the start of a line: lists, numbered lists, setext underlines and rules.
_BLOCK = re.compile(r"^(?:(?P<bullet>[-+=:])|(?P<number>\d{1,9})(?P<stop>[.)]))")


def render_markdown(digest: Digest) -> bytes:
    """Render `digest.md`: UTF-8, one blank line between blocks, one newline at the end."""
    return ("\n\n".join(page_blocks(build_page(digest))) + "\n").encode("utf-8")


def escape(text: str) -> str:
    r"""Escape so that a CommonMark renderer shows this very text, at the start of a line or inside one.

    https://spec.commonmark.org/0.31.2/#backslash-escapes. White space is expected as `displayable` leaves it.
    """
    marked = _INLINE.sub(r"\\\g<0>", text.strip())
    return _BLOCK.sub(_escape_block, _ADDRESS.sub(_escape_address, marked))


def _escape_address(match: re.Match[str]) -> str:
    if match["at"]:
        return rf"\@{JOINER}"
    return r"/\/" if match["slash"] else r"\."


def _escape_block(match: re.Match[str]) -> str:
    return f"\\{match['bullet']}" if match["bullet"] else f"{match['number']}\\{match['stop']}"


def page_blocks(page: Page) -> Iterator[str]:
    """The blocks of a page, in order."""
    yield f"# {labels.TITLE}"
    if page.range_en:
        yield f"{page.range_vi} / {page.range_en}"
    yield page.figures
    if page.overview:
        yield f"## What happened{page.scope}"
        yield from _pairs(page.overview)
    if page.articles:
        yield "## Contents"
    for day in page.days:
        yield f"**{day.vi} / {day.en}**"
        yield "\n".join(_contents_line(article) for article in day.articles)
    for day in page.days:
        yield f"## {day.vi} / {day.en}"
        for article in day.articles:
            yield from _article(article, page.signature)
    if not page.articles:
        yield "No articles yet."
    if page.terms:
        yield "## Names and terms"
        yield "\n".join(_term_line(use) for use in page.terms)
    yield "---"
    yield f"Signature: {escape(page.signature)}"


def _contents_line(article: ArticleView) -> str:
    return f"- {article.number}: {escape(article.name_vi)} / {escape(article.name_en)}"


def _article(article: ArticleView, signature: str) -> Iterator[str]:
    # "1: " first, so that no title is an empty heading or ends in a closing run of #.
    yield f"### {article.number}: {escape(article.title.vi_text)}".rstrip()
    if article.title.en_text.strip():
        yield f"> **{article.number}:** {escape(article.title.en_text)}"
    yield from _doubts(article.title.doubts)
    yield f"{labels.date_en(article.date)}. File: {escape(article.path)}"
    for note in article.notes:
        yield f"Note: {escape(note)}"
    if article.summary:
        yield "#### In brief"
        yield from _pairs(article.summary)
    if article.rows:
        yield "#### Full text"
    for row in article.rows:
        yield from _row(row)
    terms = "; ".join(dict.fromkeys(_term(term) for _, term in article.terms if term.vi != term.en or is_unmet(term)))
    if terms:
        yield f"Terms: {terms}."
    if article.signature != signature:
        yield f"Made with: {escape(article.signature)}"


def _pairs(sentences: tuple[Cited, ...]) -> Iterator[str]:
    for sentence in sentences:
        day = f", {sentence.day_en}" if sentence.day_en else ""
        source = f" (article {sentence.number}{day})" if sentence.number else ""
        yield from _both(escape(sentence.vi) + source, escape(sentence.en))
        yield from _doubts(sentence.doubts)


def _row(row: Row) -> Iterator[str]:
    for pair in row.pairs:
        yield from _pair(pair)
        yield from _doubts(pair.doubts)


def _pair(pair: Pair) -> Iterator[str]:
    vi, en = escape(pair.vi_text), escape(pair.en_text)
    if pair.kind == "heading":
        yield f"##### {vi}".rstrip()
        if en:
            yield f"> {en}"
        return
    label = {"caption": "Caption: ", "byline": "Byline: "}.get(pair.kind, "")
    yield from _both(label + vi, en)


def _both(vi: str, en: str) -> Iterator[str]:
    """The Vietnamese as a paragraph, the English as a quotation below it: readable as plain text too."""
    if vi:
        yield vi
    yield f"> {en or '(no translation)'}"


def _doubts(doubts: tuple[Doubt, ...]) -> Iterator[str]:
    if doubts:
        yield "\n".join(f"- **{d.severity.upper()}** {escape(d.check)}: {escape(d.message)}" for d in doubts)


def _term(term: TermResult) -> str:
    pair = f"{escape(displayable(term.vi))} → {escape(displayable(term.en))}"
    return f"{pair} **unmet**" if is_unmet(term) else pair


def _term_line(use: TermUse) -> str:
    unmet = f", **{use.unmet:,} unmet**" if use.unmet else ""
    return f"- {escape(use.vi)} → {escape(use.en)}: {use.count:,}{unmet}"
