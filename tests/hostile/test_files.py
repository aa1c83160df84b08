"""Hostile glossaries, settings and translation memories; what is written for spreadsheets."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path
from random import Random

import pytest
from tests.hostile.makers import FORMULAS, SCRIPTS, random_bytes, text, xml

from songngu.digest.tmx import read_memory
from songngu.errors import SongnguError
from songngu.glossary.entries import make_entry
from songngu.glossary.formats import FORMATS, decode, export_entries, import_entries
from songngu.settings import load


def _hostile(number: int) -> bytes:
    chance = Random(number)
    made = (text(chance).encode(), random_bytes(chance)[1], xml(chance)[1], ",".join(SCRIPTS).encode())[number % 4]
    heads = (b"vi,en,kind,mode,note\n", b"<tmx><body>", b"[glossary]\nout = ", b"")
    return heads[number // 4 % 4] + made


@pytest.mark.parametrize("number", range(32))
def test_each_is_read_or_refused(number: int, tmp_path: Path) -> None:
    data = _hostile(number)
    for name in FORMATS:
        with contextlib.suppress(SongnguError):
            import_entries(data, name, "x")
    with contextlib.suppress(SongnguError):
        read_memory(decode(data, "x.tmx"), "x.tmx")
    (tmp_path / "songngu.toml").write_bytes(data)
    with contextlib.suppress(SongnguError):
        load({}, folder=tmp_path, environ={})


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("name", ["csv", "tsv", "deepl", "google", "amazon"])
def test_no_cell_is_calculated_and_each_is_read_as_it_was(formula: str, name: str) -> None:
    formula = formula.strip().replace("|", " ")  # which parts renderings
    entry = make_entry({"vi": formula, "en": formula, "kind": "term", "mode": "enforce", "note": ""}, "x")
    text = export_entries([entry], name).text
    delimiter = "\t" if name == "tsv" else ","
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
    (again,) = import_entries(text.encode(), name, f"x.{name}").entries
    assert (again.vi, again.en) == (entry.vi, entry.en)
