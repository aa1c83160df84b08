"""A digest that is too long for one page, as HTML and as Markdown: its first page, and the pages that it leads to.

Each page is a digest of its own articles, in the same words and shape, and carries a key: the hash of all that it was
made from. A page whose key is the one wanted needs not be made again.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from songngu.counts import Counts
from songngu.digest import labels
from songngu.digest.html import fill_template
from songngu.digest.markdown import escape, page_blocks
from songngu.digest.safe import anchor, displayable
from songngu.digest.sheets import Month, Sheet
from songngu.digest.view import Cited, Page, TermUse, build_page, join_uses, names_of
from songngu.figures import Use
from songngu.records import Article, Digest, Record, SummarySentence
from songngu.store import Line

NEWEST = 100  # articles that the first page has with a sentence each
TERMS = 200  # that the first page lists
KEY = re.compile(rb"songngu-page:([0-9a-f]{64})")
_END = ".!?… "
_HEAD = 4096  # bytes of a file that have its key


class Entry(Record, frozen=True, kw_only=True):
    """An article in the contents of the first page. `address` leads to it from there."""

    address: str
    vi: str
    en: str
    doubts: int
    brief: SummarySentence | None


class Day(Record, frozen=True, kw_only=True):
    """The newest articles of one date."""

    vi: str
    en: str
    entries: tuple[Entry, ...]

    @property
    def doubtful(self) -> bool:
        """Whether one of them has a doubt."""
        return any(entry.doubts for entry in self.entries)


class MonthRow(Record, frozen=True, kw_only=True):
    """A month with its counts and the pages that it fills."""

    vi: str
    en: str
    sheets: tuple[Sheet, ...]
    articles: int
    sentences: int
    errors: int
    warnings: int


class Front(Record, frozen=True, kw_only=True):
    """All that the first page tells."""

    digest: Digest  # its articles are those of the overview and the newest: each once
    months: tuple[Month, ...]
    counts: Counts
    uses: tuple[Use, ...]  # of the whole digest

    @property
    def lines(self) -> tuple[Line, ...]:
        """The contents, in reading order."""
        return tuple(line for month in self.months for line in month.lines)


def key_of(path: Path) -> str:
    """The key that a written page carries; "" for none."""
    try:
        with path.open("rb") as file:
            match = KEY.search(file.read(_HEAD))
    except OSError:
        return ""
    return match[1].decode() if match else ""


def render_sheet_html(articles: Sequence[Article], place: Place, signature: str) -> bytes:
    """One page of a long digest as HTML."""
    page = build_page(Digest(articles=tuple(articles), overview=(), signature=signature))
    return fill_template(
        "sheet.html.j2", "digest.js", page=page, key=place.key, sheet=place.sheet, newer=place.newer, older=place.older
    )


def render_sheet_markdown(articles: Sequence[Article], place: Place, signature: str) -> bytes:
    """One page of a long digest as Markdown."""
    page = build_page(Digest(articles=tuple(articles), overview=(), signature=signature))
    beside = [
        f"[{said}: {sheet.en} {sheet.days}]({sheet.name}.md)"
        for said, sheet in (("Newer", place.newer), ("Older", place.older))
        if sheet
    ]
    ways = " · ".join([*beside[:1], "[All of the digest](../digest.md)", *beside[1:]])
    return _text([f"<!-- songngu-page:{place.key} -->", *page_blocks(page), ways])


class Place(Record, frozen=True, kw_only=True):
    """A sheet, its key and the sheets beside it."""

    sheet: Sheet
    key: str
    newer: Sheet | None
    older: Sheet | None


def render_front_html(front: Front) -> bytes:
    """The first page of a long digest as HTML: `index.html`."""
    addresses = _addresses(front.months, ".html")
    page = _page(front, addresses)
    terms = _term_uses(front.uses)
    shown = [*terms[:TERMS], *(use for use in terms[TERMS:] if use.unmet)]
    return fill_template(
        "index.html.j2",
        "index.js",
        page=page,
        newest=len(front.lines[:NEWEST]),
        days=tuple(_days(front, addresses)),
        months=tuple(map(_row, front.months)),
        uses=shown,
        terms=len(terms),
        titles=Markup(_titles(front.months)),
    )


def render_front_markdown(front: Front) -> bytes:
    """The first page of a long digest as Markdown: `digest.md`, with all titles."""
    page = _page(front, _addresses(front.months, ".md"))
    blocks = [f"# {labels.TITLE}", f"{page.range_vi} / {page.range_en}" if page.range_en else "", page.figures]
    if page.overview:
        blocks += [f"## What happened{page.scope}", *(block for cited in page.overview for block in _cited(cited))]
    blocks.append("## Contents")
    for month in front.months:
        for sheet in month.sheets:
            days = f", {sheet.days}" if sheet.days else ""
            blocks.append(f"**[{sheet.vi} / {sheet.en}{days}]({sheet.path('.md')})**")
            blocks.append("\n".join(f"- {escape(_name(line)[0])} / {escape(_name(line)[1])}" for line in sheet.lines))
    terms = _term_uses(front.uses)
    if terms:
        blocks.append("## Names and terms")
        unmet = (f", **{use.unmet:,} unmet**" if use.unmet else "" for use in terms)
        blocks.append(
            "\n".join(
                f"- {escape(use.vi)} → {escape(use.en)}: {use.count:,}{said}"
                for use, said in zip(terms, unmet, strict=True)
            )
        )
    return _text([*blocks, "---", f"Signature: {escape(page.signature)}"])


def _cited(cited: Cited) -> Iterator[str]:
    day = f", {cited.day_en}" if cited.day_en else ""
    yield f"{escape(cited.vi)} ([article]({cited.anchor}){day})"
    yield f"> {escape(cited.en) or '(no translation)'}"


def _text(blocks: Iterable[str]) -> bytes:
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _addresses(months: Iterable[Month], suffix: str) -> dict[str, str]:
    """Where each article stands, seen from the first page."""
    return {
        line.id: f"{sheet.path(suffix)}#{anchor(line.id)}"
        for month in months
        for sheet in month.sheets
        for line in sheet.lines
    }


def _page(front: Front, addresses: Mapping[str, str]) -> Page:
    """The first page without its articles: the overview leads into the pages, the counts are of all."""
    page = build_page(front.digest)
    dates = [line.date for line in front.lines if line.date]
    overview = tuple(
        replace(cited, anchor=addresses[sentence.article])
        for cited, sentence in zip(page.overview, front.digest.overview, strict=True)
    )
    return replace(
        page,
        days=(),
        overview=overview,
        terms=(),
        totals=front.counts,
        articles=len(front.lines),
        undated=sum(line.date is None for line in front.lines),
        range_vi=labels.range_vi(min(dates), max(dates)) if dates else "",
        range_en=labels.range_en(min(dates), max(dates)) if dates else "",
    )


def _days(front: Front, addresses: Mapping[str, str]) -> Iterator[Day]:
    summaries = {article.id: article.summary for article in front.digest.articles}
    newest = islice(front.lines, NEWEST)
    for date, group in groupby(newest, key=lambda line: line.date):
        yield Day(
            vi=labels.date_vi(date),
            en=labels.date_en(date),
            entries=tuple(_entry(line, addresses[line.id], summaries[line.id]) for line in group),
        )


def _entry(line: Line, address: str, summary: Sequence[SummarySentence]) -> Entry:
    vi, en = _name(line)
    said = vi.rstrip(_END)  # a headline made of the first sentence
    others = (one for one in summary if displayable(one.vi).strip().rstrip(_END) != said)
    brief = next((replace(one, vi=displayable(one.vi), en=displayable(one.en)) for one in others), None)
    return Entry(address=address, vi=vi, en=en, doubts=line.errors + line.warnings, brief=brief)


def _row(month: Month) -> MonthRow:
    lines = month.lines
    return MonthRow(
        vi=month.vi,
        en=month.en,
        sheets=month.sheets,
        articles=len(lines),
        sentences=sum(line.sentences for line in lines),
        errors=sum(line.errors for line in lines),
        warnings=sum(line.warnings for line in lines),
    )


def _name(line: Line) -> tuple[str, str]:
    return names_of(displayable(line.vi), displayable(line.en), displayable(line.path))


def _titles(months: Iterable[Month]) -> str:
    """What the search looks through: [page, [[anchor, date, Vietnamese, English], …]] for each page, as JSON."""
    data = [
        (sheet.name, [(anchor(line.id), _day(line.date), *_name(line)) for line in sheet.lines])
        for month in months
        for sheet in month.sheets
    ]
    return msgspec.json.encode(data).decode().replace("<", "\\u003c")  # no end of the element inside it


def _day(date: datetime.date | None) -> str:
    return date.isoformat() if date else ""


def _term_uses(uses: Iterable[Use]) -> tuple[TermUse, ...]:
    return join_uses(TermUse(vi=use.vi, en=use.en, count=use.count, unmet=use.unmet) for use in uses)
