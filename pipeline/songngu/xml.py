"""XML and zip files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add a child; `xml_lang` is written as xml:lang, and any other `_` in the name of an attribute as `-`."""
    named = {XML_LANG if key == "xml_lang" else key.replace("_", "-"): value for key, value in attributes.items()}
    child = ET.SubElement(parent, name, named)
    child.text = text
    return child


def to_xml(root: ET.Element) -> bytes:
    """Give the document as UTF-8, indented where an element has only elements in it; no element may mix both."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def to_zip(files: Iterable[tuple[str, bytes]], stored: Iterable[str] = ()) -> bytes:
    """Give a zip file of these files in this order; those named in `stored` aren't compressed."""
    plain = frozenset(stored)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system = 3  # Unix, also where this runs on Windows
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()
