"""One article as feeds, exports and e-books hold it: fields, of which the text is plain or HTML."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import msgspec

from songngu.errors import ReadError
from songngu.readers.dates import field_date
from songngu.readers.legacy import mend
from songngu.readers.plain import parse_plain
from songngu.readers.source import Block, Source
from songngu.readers.tidy import source_note, tidy, titled
from songngu.records import Record
from songngu.text.normalise import clean

ARTICLE = ".article"  # the suffix of such an article's bytes; no file has it
_MARKUP = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?|!--)")
_LABEL_LENGTH = 40


class Fields(Record, frozen=True, kw_only=True):
    """What is used of an entry; its JSON is what tells whether the entry has changed."""

    title: str = ""
    text: str = ""
    date: str = ""
    url: str = ""
    author: str = ""
    publisher: str = ""
    notes: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """The bytes that `read_article` reads."""
        return msgspec.json.encode(self)


def read_article(data: bytes, where: str) -> Source:
    """Read one entry. Raises ReadError where it has no text."""
    fields = msgspec.json.decode(data, type=Fields)
    text, notes = mend(fields.text)
    if _MARKUP.search(text):
        from songngu.readers.markup import blocks_of, parse_html

        blocks, more = tidy(blocks_of(parse_html(text, where)))
    else:
        plain = parse_plain(text)
        blocks, more = plain.blocks, plain.notes
    title = " ".join(clean(_without_markup(mend(fields.title)[0]))[0].split())
    if not blocks and not title:
        raise ReadError("the entry has no text", where=where, mend="Give it in a field `text`, or take the entry out")
    source = source_note(fields.publisher, fields.author, fields.url)
    return Source(
        blocks=titled(title, blocks) if blocks else (Block(text=title, kind="heading"),),
        date=field_date(fields.date),
        notes=(*fields.notes, *notes, *more, *source),
    )


def _without_markup(title: str) -> str:
    import html

    bare = re.sub(r"</?[A-Za-z][^<>]*>", "", title) if _MARKUP.search(title) else title
    return html.unescape(bare)


def keyed(identities: Iterable[tuple[str, int]]) -> Iterator[str]:
    """A key for each entry, from what identifies it (an id, a URL, a title) or else from its number, counted from 1.

    The key of an entry doesn't depend on the others, unless two have one identity.
    """
    seen: dict[str, int] = {}
    for identity, number in identities:
        key = _key(identity) if identity else str(number)
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def _key(identity: str) -> str:
    from songngu.readers.find import ascii_label

    address = urlsplit(identity) if "://" in identity else None
    last = (address.path.rstrip("/") if address else identity).rsplit("/", 1)[-1]
    last = re.sub(r"\.\w{2,5}$", "", last) if address else last
    label = ascii_label(last or (address.query or address.netloc if address else ""))[:_LABEL_LENGTH].strip("-")
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{label}-{digest}" if label else digest
