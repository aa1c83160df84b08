"""Translation memories: TMX 1.4b, written from the digest and read from any tool."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import NamedTuple

from songngu.digest.safe import anchor, displayable
from songngu.digest.sentences import Sentence, sentences_of
from songngu.glossary.exchange import add_variants, begin_tmx, read_units
from songngu.records import Article, Digest
from songngu.text.normalise import to_nfc
from songngu.xml import add, to_xml


class Memory(NamedTuple):
    """What a translation memory holds of Vietnamese and English, and how many of its units it doesn't give.

    `one_sided` lack one of the two; `drafts` are translations of songngu that nobody has approved.
    """

    pairs: list[tuple[str, str]]
    one_sided: int
    drafts: int = 0


def render_tmx(digest: Digest) -> bytes:
    """Render `digest.tmx`: a unit for each sentence that has a translation, approved or not.

    https://www.gala-global.org/tmx-14b. Its props `x-status` (draft, approved) and `x-origin` (model, memory, human,
    rule) tell how far it can be trusted; `x-article` and `x-segment` where it stands; its notes are the doubts.
    """
    root, header, body = begin_tmx("sentence")
    add(header, "prop", displayable(digest.signature), type="x-signature")
    for article in digest.articles:
        for sentence in sentences_of(article):
            if sentence.en:
                _add_unit(body, article, sentence)
    return to_xml(root)


def render_memory(pairs: Iterable[tuple[str, str, str]]) -> bytes:
    """Render a translation memory: a unit for each (Vietnamese, English, where it comes from)."""
    root, _, body = begin_tmx("sentence")
    for vi, en, source in pairs:
        unit = add(body, "tu")
        add(unit, "prop", displayable(source), type="x-source")
        add(unit, "prop", "approved", type="x-status")
        add_variants(unit, displayable(vi).strip(), displayable(en).strip())
    return to_xml(root)


def read_memory(text: str, where: str) -> Memory:
    """Read the pairs of a TMX file, NFC, without the inline codes; `where` names the file in errors.

    Of several variants in one language the first is taken. Raises GlossaryError for XML that is broken, too large or
    not to be trusted.
    """
    pairs: list[tuple[str, str]] = []
    one_sided = drafts = 0
    for unit in read_units(text, where):
        if ("x-status", "draft") in unit.props:
            drafts += 1
            continue
        vi, en = (to_nfc(next(iter(unit.said(language)), "")) for language in ("vi", "en"))
        if vi and en:
            pairs.append((vi, en))
        else:
            one_sided += 1
    return Memory(pairs, one_sided, drafts)


def _add_unit(body: ET.Element, article: Article, sentence: Sentence) -> None:
    unit = add(body, "tu", tuid=anchor(article.id, sentence.id))
    for doubt in sentence.doubts:
        add(unit, "note", f"{doubt.severity}: {doubt.check}: {doubt.message}")
    props = {
        "x-article": displayable(article.id),
        "x-path": displayable(article.path),
        "x-date": article.date.isoformat() if article.date else "",
        "x-segment": displayable(sentence.id),
        "x-kind": sentence.kind,
        "x-status": sentence.status,
        "x-origin": sentence.origin,
    }
    for name, value in props.items():
        if value:
            add(unit, "prop", value, type=name)
    add_variants(unit, sentence.vi, sentence.en)
