"""XLIFF, the exchange format of translation tools: version 2.1 and, for older tools, 1.2."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from itertools import groupby

from songngu import __version__
from songngu.digest.safe import anchor, displayable
from songngu.digest.sentences import Sentence, sentences_of
from songngu.records import Article, Digest, Issue
from songngu.xml import XML_SPACE, add, to_xml

CORE_2 = "urn:oasis:names:tc:xliff:document:2.0"  # also of version 2.1
GLOSSARY_2 = "urn:oasis:names:tc:xliff:glossary:2.0"
CORE_1 = "urn:oasis:names:tc:xliff:document:1.2"
# XLIFF 1.2 knows where a text comes from; what it has no word for begins with x-.
_QUALIFIERS = {"model": "mt-suggestion", "memory": "exact-match", "rule": "x-rule"}


def render_xliff(digest: Digest) -> bytes:
    """Render `digest.xlf`, XLIFF 2.1: a file for each article, a unit for each paragraph, a segment for each sentence.

    http://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html. The state of a segment is `initial` without
    a translation, `translated` by a machine, `reviewed` where a person wrote it, `final` once approved; its subState
    says by whom it was made. Doubts are notes that begin with the id of their segment; terms are in the glossary
    module.
    """
    root = ET.Element(
        "xliff", {"xmlns": CORE_2, "xmlns:gls": GLOSSARY_2, "version": "2.1", "srcLang": "vi", "trgLang": "en"}
    )
    for article in digest.articles:
        sentences = sentences_of(article)
        if sentences:
            file = _file_2(root, article)
            for number, unit in enumerate(_paragraphs(sentences), 1):
                _unit_2(file, f"u{number}", unit)
    if not len(root):  # the standard wants a file with a unit with a segment
        empty = add(add(root, "file", id="none"), "unit", id="u1", translate="no")
        add(add(empty, "segment"), "source")
    return to_xml(root)


def render_xliff12(digest: Digest) -> bytes:
    """Render `digest-1.2.xlf`, XLIFF 1.2: a file for each article, a trans-unit for each sentence.

    http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. The state of a target is `needs-review-translation` as a
    machine made it, `translated` where a person wrote it, `final` (and the unit approved) once approved; a unit
    without a translation has no target. Doubts and terms are notes.
    """
    root = ET.Element("xliff", {"xmlns": CORE_1, "version": "1.2"})
    for article in digest.articles:
        body = _file_12(root, displayable(article.path), article.signature)
        for sentence in sentences_of(article):
            _unit_12(body, sentence)
    if not len(root):  # the standard wants a file
        _file_12(root, "none", digest.signature)
    return to_xml(root)


def _paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    return [list(group) for _, group in groupby(sentences, key=lambda one: (one.paragraph, one.kind))]


def _file_2(root: ET.Element, article: Article) -> ET.Element:
    file = add(root, "file", id=_id(article.id), original=displayable(article.path))
    notes = add(file, "notes")
    add(notes, "note", displayable(article.signature), category="signature")
    if article.date:
        add(notes, "note", article.date.isoformat(), category="date")
    for note in article.notes:
        add(notes, "note", displayable(note), category="reader")
    return file


def _unit_2(file: ET.Element, id: str, sentences: list[Sentence]) -> None:
    unit = add(file, "unit", id=id, type=f"songngu:{sentences[0].kind}")
    if terms := dict.fromkeys(term for sentence in sentences for term in sentence.terms):
        glossary = add(unit, "gls:glossary")
        for vi, en in terms:
            entry = add(glossary, "gls:glossEntry")
            add(entry, "gls:term", vi)
            add(entry, "gls:translation", en)
    doubts = [(sentence.id, doubt) for sentence in sentences for doubt in sentence.doubts]
    if doubts:
        notes = add(unit, "notes")
        for name, doubt in doubts:
            text = f"{displayable(name)}: {doubt.severity}: {doubt.message}"
            add(notes, "note", text, appliesTo="target", category=doubt.check, priority=_priority(doubt))
    for index, sentence in enumerate(sentences):
        if index:
            gap = add(unit, "ignorable")
            for side in ("source", "target"):
                add(gap, side, " ").set(XML_SPACE, "preserve")
        segment = add(unit, "segment", id=_id(sentence.id), state=_state_2(sentence))
        add(segment, "source", sentence.vi)
        if sentence.en or sentence.status == "approved":
            segment.set("subState", f"songngu:{sentence.origin}")
            add(segment, "target", sentence.en)


def _state_2(sentence: Sentence) -> str:
    if sentence.status == "approved":
        return "final"
    if not sentence.en:
        return "initial"
    return "reviewed" if sentence.origin == "human" else "translated"


def _file_12(root: ET.Element, original: str, signature: str) -> ET.Element:
    file = add(
        root, "file", original=original, source_language="vi", target_language="en", datatype="plaintext",
    )  # fmt: skip
    header = add(file, "header")
    add(header, "note", displayable(signature))
    add(header, "tool", tool_id="songngu", tool_name="songngu", tool_version=__version__)
    return add(file, "body")


def _unit_12(body: ET.Element, sentence: Sentence) -> None:
    approved = sentence.status == "approved"
    unit = add(
        body, "trans-unit", id=_id(sentence.id), restype=f"x-{sentence.kind}", approved="yes" if approved else "no"
    )
    add(unit, "source", sentence.vi, xml_lang="vi")
    if sentence.en or approved:
        target = add(unit, "target", sentence.en, xml_lang="en", state=_state_12(sentence))
        if sentence.origin in _QUALIFIERS:
            target.set("state-qualifier", _QUALIFIERS[sentence.origin])
    for doubt in sentence.doubts:
        text = f"{doubt.severity}: {doubt.message}"
        add(unit, "note", text, annotates="target", priority=_priority(doubt), **{"from": doubt.check})
    for vi, en in sentence.terms:
        add(unit, "note", f"{vi} → {en}", annotates="source", **{"from": "glossary"})


def _state_12(sentence: Sentence) -> str:
    if sentence.status == "approved":
        return "final"
    return "translated" if sentence.origin == "human" else "needs-review-translation"


def _id(name: str) -> str:
    """An NMTOKEN, different for different names."""
    return anchor(name).removeprefix("a:")


def _priority(doubt: Issue) -> str:
    """1 is the highest of ten in both versions."""
    return "1" if doubt.severity == "error" else "5"
