"""TMX 1.4 and TBX-Basic (ISO 30042, version 2 and version 3 DCT), read safely and written with the standard library.

Entities and inner DTDs are refused before a tree is built (expat never loads an outer DTD), so neither "billion
laughs" nor a reference to a file does anything; depth and size are bounded. That is what defusedxml would add.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.parsers import expat

from songngu import __version__
from songngu.errors import GlossaryError
from songngu.glossary.entries import KINDS, MODES, Entry
from songngu.xml import XML_LANG, add, to_xml

MOST_CHARACTERS = 64 * 1024 * 1024
DEEPEST = 64
_DCT = "urn:iso:std:iso:30042:ed-2"
# The modules that TBX-Basic is made of; what is written here belongs to the first of them.
_MIN, _BASIC = "http://www.tbxinfo.net/ns/min", "http://www.tbxinfo.net/ns/basic"
# What they hold is code of the original file, or stands beside the text.
_CODES = ("bpt", "ept", "it", "ph", "ut", "sub")
_STATUS = {"administrativeStatus", "normativeAuthorization"}
# How a status begins where a form is not to be written, in TBX-Basic and as other tools put it.
_BAD_STATUS = ("deprecated", "superseded", "notrecommended", "obsolete", "forbidden", "rejected")
# What frames the terms of a TBX concept and says nothing of its own.
_FRAMES = frozenset((
    "langSet", "langSec", "tig", "ntig", "termGrp", "termSec", "term", "note", "descripGrp", "descripNote",
    "termNoteGrp", "adminGrp", "hi", "foreign",
))  # fmt: skip


class Row(NamedTuple):
    """An entry as another tool's file has it.

    `fields` are columns of a glossary, "" or absent where the file says nothing; vi is "" for an entry in other
    languages. `dropped` names what the file says besides and a glossary has no place for.
    """

    fields: dict[str, str]
    where: str = ""
    dropped: tuple[str, ...] = ()


def parse_xml(text: str, where: str) -> ET.Element:
    """Parse XML that comes from outside. Raises GlossaryError for what is broken, too large or not to be trusted."""
    if len(text) > MOST_CHARACTERS:
        raise GlossaryError(f"larger than {MOST_CHARACTERS >> 20} MiB", where=where, mend="Split the file")
    scanner = expat.ParserCreate("utf-8")  # the text is decoded already, whatever its declaration says
    depth = 0

    def refuse(what: str) -> GlossaryError:
        place = f"{where}:{scanner.CurrentLineNumber}"
        return GlossaryError(what, where=place, mend="Export the file again without it")

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise refuse(f"elements nested more than {DEEPEST} deep")

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(name: str, system: str | None, public: str | None, inner: bool) -> None:
        if inner:
            raise refuse("a DTD inside the file")

    scanner.StartElementHandler = open_element
    scanner.EndElementHandler = close_element
    scanner.StartDoctypeDeclHandler = doctype
    try:
        scanner.Parse(text.encode("utf-8"), True)
        return ET.fromstring(text.encode("utf-8"), parser=ET.XMLParser(encoding="utf-8"))
    except (expat.ExpatError, ET.ParseError, UnicodeEncodeError) as error:
        line = getattr(error, "lineno", None) or getattr(error, "position", (1, 0))[0]
        raise GlossaryError(
            f"not valid XML ({error})", where=f"{where}:{line}", mend="Export the file again"
        ) from error


class Unit(NamedTuple):
    """A unit of a TMX file: (language, text) of each variant, (type, text) of its props, and its notes."""

    variants: list[tuple[str, str]]
    props: list[tuple[str, str]]
    notes: list[str]

    def said(self, language: str) -> list[str]:
        """What it says in a language, none of it empty."""
        return [text for code, text in self.variants if code == language and text]


def read_units(text: str, where: str) -> Iterator[Unit]:
    """The units of a TMX file. Raises GlossaryError as `parse_xml` does, and for XML that is no TMX."""
    for unit in _all(_root(text, where, "tmx"), "tu"):
        yield Unit(
            [(_language(tuv), _text(next(_all(tuv, "seg"), None))) for tuv in _all(unit, "tuv")],
            [(prop.get("type", ""), _text(prop)) for prop in _all(unit, "prop")],
            [_text(note) for note in _all(unit, "note")],
        )


def read_tmx(text: str, where: str) -> Iterator[Row]:
    """The units of a TMX file, one row for each Vietnamese form; alternatives from props written by `write_tmx`."""
    for unit in read_units(text, where):
        values = dict(unit.props)
        kind, mode = values.get("x-kind", ""), values.get("x-mode", "")
        fields = {
            "en": "|".join(unit.said("en") + [value for name, value in unit.props if name == "x-alternative"]),
            "kind": kind if kind in KINDS else "",
            "mode": mode if mode in MODES else "",
            "note": "; ".join(dict.fromkeys(filter(None, unit.notes))),
        }
        others = [f"the language {code}" for code, _ in unit.variants if code not in ("vi", "en")]
        props = [name for name, _ in unit.props if name not in ("x-kind", "x-mode", "x-alternative")]
        for vi in unit.said("vi") or [""]:
            yield Row({"vi": vi} | fields, where, tuple(dict.fromkeys([*others, *props])))


def begin_tmx(segtype: str) -> tuple[ET.Element, ET.Element, ET.Element]:
    """The root, header and body of a TMX 1.4 file from Vietnamese whose units are `segtype` (sentence, phrase)."""
    root = ET.Element("tmx", version="1.4")
    header = add(
        root, "header", creationtool="songngu", creationtoolversion=__version__, segtype=segtype, o_tmf="songngu",
        adminlang="en", srclang="vi", datatype="plaintext",
    )  # fmt: skip
    return root, header, add(root, "body")


def add_variants(unit: ET.Element, vi: str, en: str) -> None:
    """Add both languages to a unit of TMX."""
    for language, said in (("vi", vi), ("en", en)):
        add(add(unit, "tuv", xml_lang=language), "seg", said)


def write_tmx(entries: Sequence[Entry]) -> str:
    """TMX 1.4; kind, mode and alternatives as props, which other tools keep or ignore."""
    root, _, body = begin_tmx("phrase")
    for entry in entries:
        unit = add(body, "tu")
        if entry.note:
            add(unit, "note", entry.note)
        add(unit, "prop", entry.kind, type="x-kind")
        add(unit, "prop", entry.mode, type="x-mode")
        for form in entry.en[1:]:
            add(unit, "prop", form, type="x-alternative")
        add_variants(unit, entry.vi, entry.en[0])
    return to_xml(root).decode()


def read_tbx(text: str, where: str) -> Iterator[Row]:
    """The concepts of a TBX file, version 2 (martif) or 3 (tbx, DCA or DCT): one row for each Vietnamese term.

    Preferred English terms come first; deprecated and superseded ones are dropped. A Vietnamese one stays, whatever its
    status: articles go on to use it. Notes and definitions make the note.
    """
    root = _root(text, where, "martif", "tbx")
    for concept in [*_all(root, "termEntry"), *_all(root, "conceptEntry")]:
        languages = [*_all(concept, "langSet"), *_all(concept, "langSec")]
        sources = [term for part in languages if _language(part) == "vi" for _, term in _terms(part)]
        targets = [found for part in languages if _language(part) == "en" for found in _terms(part)]
        good = [term for status, term in targets if not status.startswith(_BAD_STATUS)]
        said = _categories(concept)
        kind = next((value for name, value in said if name == "subjectField" and value in KINDS), "")
        fields = {
            "en": "|".join(good),
            "kind": kind,
            "note": "; ".join(dict.fromkeys(value for name, value in said if name in ("note", "definition"))),
        }
        dropped = [f"the language {_language(part)}" for part in languages if _language(part) not in ("vi", "en")]
        dropped += ["terms not to be used"] * (len(good) < len(targets))
        dropped += [
            name for name, value in said if name not in _USED and not (name == "subjectField" and value == kind)
        ]
        for source in dict.fromkeys(sources) or [""]:
            yield Row({"vi": source} | fields, where, tuple(dict.fromkeys(dropped)))


def write_tbx2(entries: Sequence[Entry]) -> str:
    """TBX-Basic version 2: martif, termEntry, langSet, tig."""
    root = ET.Element("martif", {"type": "TBX-Basic", XML_LANG: "en"})
    header = add(root, "martifHeader")
    add(add(add(header, "fileDesc"), "sourceDesc"), "p", "Written by songngu")
    add(add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = add(add(root, "text"), "body")
    for number, entry in enumerate(entries, 1):
        concept = add(body, "termEntry", id=f"c{number}")
        add(concept, "descrip", entry.kind, type="subjectField")
        if entry.note:
            add(concept, "note", entry.note)
        for language, forms in (("vi", (entry.vi,)), ("en", entry.en)):
            part = add(concept, "langSet", xml_lang=language)
            for form in forms:
                group = add(part, "tig")
                add(group, "term", form)
                add(group, "termNote", _status(form == forms[0]), type="administrativeStatus")
    return to_xml(root).decode()


def write_tbx3(entries: Sequence[Entry]) -> str:
    """TBX-Basic version 3 in DCT style: tbx, conceptEntry, langSec, termSec."""
    names = {"xmlns": _DCT, "xmlns:min": _MIN, "xmlns:basic": _BASIC}
    root = ET.Element("tbx", {"style": "dct", "type": "TBX-Basic", XML_LANG: "en"} | names)
    header = add(root, "tbxHeader")
    add(add(add(header, "fileDesc"), "sourceDesc"), "p", "Written by songngu")
    body = add(add(root, "text"), "body")
    for number, entry in enumerate(entries, 1):
        concept = add(body, "conceptEntry", id=f"c{number}")
        add(concept, "min:subjectField", entry.kind)
        if entry.note:
            add(concept, "note", entry.note)
        for language, forms in (("vi", (entry.vi,)), ("en", entry.en)):
            part = add(concept, "langSec", xml_lang=language)
            for form in forms:
                group = add(part, "termSec")
                add(group, "term", form)
                add(group, "min:administrativeStatus", _status(form == forms[0]))
    return to_xml(root).decode()


def _root(text: str, where: str, *names: str) -> ET.Element:
    root = parse_xml(text, where)
    if _name(root) not in names:
        what = f"the outermost element is <{_name(root)}> where <{'> or <'.join(names)}> should be"
        raise GlossaryError(what, where=f"{where}:1", mend="Is it another format? --format names it")
    return root


_USED = {"note", "definition", *_STATUS}


def _categories(concept: ET.Element) -> list[tuple[str, str]]:
    """The data categories of a concept, at any level, with their values: by type in DCA style, by name in DCT."""
    found: list[tuple[str, str]] = []
    for element in concept.iter():
        name = element.get("type") or _name(element)
        if element is concept or (_name(element) in _FRAMES and name != "note") or not _text(element):
            continue
        found.append(("transactions" if _name(element).startswith("transac") else name, _text(element)))
    return found


def _terms(part: ET.Element) -> list[tuple[str, str]]:
    """(status in lower case, term) of the terms of one language, preferred ones first."""
    found: list[tuple[str, str]] = []
    groups = [element for element in part.iter() if _name(element) in ("tig", "ntig", "termSec")]
    for group in groups:
        status = next((_text(e) for e in group.iter() if {_name(e), e.get("type")} & _STATUS), "")
        if term := _text(next(_all(group, "term"), None)):
            found.append((status.lower(), term))
    return sorted(found, key=lambda item: not item[0].startswith("preferred"))


def _status(preferred: bool) -> str:
    return "preferredTerm-admn-sts" if preferred else "admittedTerm-admn-sts"


def _all(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """Elements by local name, whatever the namespace."""
    return (element for element in root.iter() if _name(element) == name)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _language(element: ET.Element) -> str:
    code = (element.get(XML_LANG) or element.get("lang") or "").lower().replace("_", "-").partition("-")[0]
    return {"vie": "vi", "eng": "en"}.get(code, code)


def _text(element: ET.Element | None) -> str:
    return " ".join(_words(element).split()) if element is not None else ""


def _words(element: ET.Element) -> str:
    """The text without the native code in it: TMX 1.4b, 2.2, "Content Markup"; <hi> alone marks up text."""
    inner = ((("" if _name(child) in _CODES else _words(child)) + (child.tail or "")) for child in element)
    return (element.text or "") + "".join(inner)
