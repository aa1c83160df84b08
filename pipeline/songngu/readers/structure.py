"""Blocks to a Document: the date, the title, what each paragraph is, and its segments in reading order."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from songngu.readers.bylines import byline_prefix, is_author, is_byline
from songngu.readers.captions import is_credited, is_picture_like, split_credit
from songngu.readers.dates import date_line, date_prefix
from songngu.readers.source import Block, Source
from songngu.records import Document, Kind, Segment
from songngu.text.credits import translate_credit
from songngu.text.latin import is_vietnamese_syllable
from songngu.text.lead_ins import lead_in
from songngu.text.leftovers import EXONYMS
from songngu.text.sentences import split_long, split_sentences

MOST_WORDS = 150  # in a segment: the engine handles about 200, and the English may be longer
_HEADING_WORDS = 18
_TITLE_WORDS = 32
_BETWEEN_NAMES = re.compile(r"\s*[-–/,&]\s*|\s+và\s+")
_DATE_LINES = 4  # how far from the top a date line is looked for: kicker, title, author, date
_ENDS = (".", "!", "…", ":", ";", ",", '."', ".”", '!"', "!”", '?"', "?”")


def build_document(source: Source, *, id: str, path: str) -> Document:
    """Tell what each block is and cut it into segments. Nothing but the recognised date line leaves the text."""
    date, blocks = _take_date(source)
    title = _title(blocks)
    kinds = _kinds(blocks, title)
    segments: list[Segment] = []
    title_id: str | None = None
    for paragraph, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        for vi, after, piece_kind in _pieces(block.text, kind, last=_is_ending(blocks, paragraph)):
            name = f"s{len(segments) + 1}"
            title_id = title_id or (name if paragraph == title else None)
            segments.append(Segment(id=name, paragraph=paragraph, kind=piece_kind, vi=vi, after=after))
    return Document(
        id=id,
        path=path,
        date=date,
        title_id=title_id,
        segments=tuple(segments),
        notes=source.notes,
        markdown=source.markdown,
    )


def _take_date(source: Source) -> tuple[datetime.date | None, tuple[Block, ...]]:
    """The date and the blocks without it: a prefix of the first block or a line of its own near the top."""
    blocks = source.blocks
    if not blocks:
        return source.date, blocks
    date, rest = date_prefix(blocks[0].text)
    if date:
        first = (Block(text=rest.strip(), kind=blocks[0].kind),) if rest.strip() else ()
        return source.date or date, first + blocks[1:]
    for index, block in enumerate(blocks[:_DATE_LINES]):
        if date := date_line(block.text):
            return source.date or date, blocks[:index] + blocks[index + 1 :]
    return source.date, blocks


def _title(blocks: Sequence[Block]) -> int | None:
    """The index of the title: the first block, if it's a heading by markup or by its shape and text follows."""
    if len(blocks) < 2:
        return None
    first, rest = blocks[0], blocks[1:]
    if first.kind:
        return 0 if first.kind == "heading" else None
    words = len(first.text.split())
    lead = max(len(block.text.split()) for block in rest[:3])
    fits = _is_heading_like(first.text.removesuffix("!"), _TITLE_WORDS) and (
        words < lead or words <= _HEADING_WORDS // 2
    )
    return 0 if fits and not is_byline(first.text, last=False) and not lead_in(first.text) else None


def _kinds(blocks: Sequence[Block], title: int | None) -> list[Kind]:
    """What each block is, from itself and its neighbours."""
    kinds: list[Kind] = []
    for index, block in enumerate(blocks):
        if block.kind:
            kinds.append(block.kind)
        elif index == title:
            kinds.append("heading")
        else:
            kinds.append(_kind(blocks, index, after_title=title is not None and index == title + 1))
    return kinds


def _kind(blocks: Sequence[Block], index: int, *, after_title: bool) -> Kind:
    text = blocks[index].text
    remaining = blocks[index + 1 :]
    if is_byline(text, last=index > 1 and _is_ending(blocks, index)) or (
        after_title and is_author(text) and len(text.split()) <= 4
    ):
        return "byline"
    if lead_in(text):
        return "text"
    if is_credited(text):
        return "caption"
    if remaining and _is_heading_like(text, _HEADING_WORDS) and len(remaining[0].text) > len(text) // 2:
        return "caption" if is_picture_like(text) and index and not _numbered(text) else "heading"
    if index and remaining and is_picture_like(text) and _stands_out(blocks, index):
        return "caption"
    return "text"


def _is_ending(blocks: Sequence[Block], index: int) -> bool:
    """Whether at most three lines follow the block that are short (tags, credits, another author) or lead elsewhere."""
    remaining = blocks[index + 1 : index + 5]
    return len(remaining) <= 3 and all(len(block.text.split()) <= 8 or lead_in(block.text) for block in remaining)


def _stands_out(blocks: Sequence[Block], index: int) -> bool:
    """Whether the block is one sentence and clearly shorter than a paragraph beside it."""
    text = blocks[index].text
    longest = max(len(block.text) for block in (blocks[index - 1], blocks[index + 1]))
    return len(split_sentences(text)) == 1 and longest > len(text) * 3 // 2


def _numbered(text: str) -> bool:
    return text[:1].isdigit()


def _is_heading_like(text: str, most_words: int) -> bool:
    """Short, no final stop, opened by a capital, a number or a quote, no credit, no item of a list."""
    return (
        0 < len(text.split()) <= most_words
        and not text.endswith(_ENDS)
        and not text[0].islower()
        and text[0] not in "-–—•*●▪■+►<@#(["
        and not is_credited(text)
        and "://" not in text
    )


def _pieces(text: str, kind: Kind, *, last: bool) -> Iterator[tuple[str, str, Kind]]:
    """The segments of a paragraph as (text, white space after it, kind); their concatenation is the paragraph.

    The agency that opens it and the author who closes the article (`last`) are bylines.
    """
    prefix = byline_prefix(text) if kind == "text" else ""
    if prefix:
        yield prefix.rstrip(), prefix[len(prefix.rstrip()) :], "byline"
    body = text[len(prefix) :]
    sentences = (body,) if kind in ("heading", "byline") else split_sentences(body)
    if kind == "caption":
        sentences = tuple(part for sentence in sentences for part in split_credit(sentence))
    for number, sentence in enumerate(sentences):
        signed = kind == "text" and last and 1 < number == len(sentences) - 1 and _is_signature(sentence)
        for piece in split_long(sentence, MOST_WORDS):
            bare = piece.rstrip()
            yield bare, piece[len(bare) :], "byline" if signed else kind


def _is_signature(text: str) -> bool:
    """Whether the last piece of an article is who wrote it: `Như Tâm`, `Hồng Hạnh (Theo BBC)`, or a credit.

    One or two Vietnamese names of two to four syllables; "Việt Nam - Thái Lan" is a match, "Hà Nội, Huế, Vinh" a list.
    """
    text = text.strip()
    if translate_credit(text, kind="caption"):
        return True
    names, _, source = text.partition(" (")
    if source and not translate_credit(f"({source}", kind="caption"):
        return False
    people = [name.split() for name in _BETWEEN_NAMES.split(names)]
    return len(people) <= 2 and all(
        2 <= len(name) <= 4
        and all(word[0].isupper() and is_vietnamese_syllable(word) for word in name)
        and " ".join(name) not in EXONYMS
        for name in people
    )
