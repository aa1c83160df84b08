"""Glossary files: errors with their line, edits that touch nothing else."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.errors import GlossaryError
from songngu.glossary.entries import Entry, make_entry
from songngu.glossary.files import (
    add_entry,
    format_entries,
    parse_entries,
    read_entries,
    remove_entry,
    scan,
    write_lines,
)

HEADER = "vi,en,kind,mode,note\n"


def write(folder: Path, content: str | bytes, name: str = "names.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"", 1, "file is empty"),
        (b"# only a comment\n", 1, "file is empty"),
        ("Nga,Russia\n", 1, "header is missing"),
        ("vi,en,colour\n", 1, "unknown column 'colour'"),
        (HEADER + "Nga,Russia\n", 2, "2 columns where the header has 5"),
        (HEADER + "Nga\n", 2, "1 column where the header has 5"),
        (HEADER + "Nga,Russia,place,enforce,a,b\n", 2, "6 columns"),
        (HEADER + '\n# note\n"Nga,Russia,place,,\n', 4, "broken line"),
        (HEADER + "Nga,,place,,\n", 2, "en is missing"),
        (HEADER + "Nga,Russia,planet,,\n", 2, "unknown kind"),
        (HEADER + "Nga,Russia,place,maybe,\n", 2, "unknown mode"),
        (HEADER.encode() + b"Nga,Russia,place,,\nM\xff,US,place,,\n", 3, "not UTF-8"),
        (HEADER.encode("utf-16"), 1, "not UTF-8"),
        (HEADER + "Nga,Rus\0sia,place,,\n", 2, "NUL"),
    ],
)
def test_a_broken_file_is_refused_with_its_line_and_a_mend(
    tmp_path: Path, content: str | bytes, line: int, what: str
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(GlossaryError, match=what) as caught:
        read_entries(path)
    assert caught.value.where == f"{path}:{line}"
    assert caught.value.mend


@pytest.mark.parametrize(("line", "mend"), [("Nga,Russia", "Give it 5, empty ones too"), ("Nga,a,b,c,d,e", "Put")])
def test_a_line_with_too_many_columns_is_mended_otherwise(tmp_path: Path, line: str, mend: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_entries(write(tmp_path, f"{HEADER}{line}\n"))
    assert caught.value.mend.startswith(mend)


def test_a_missing_file_is_an_error_of_the_glossary(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="can't be read"):
        read_entries(tmp_path / "none.csv")


def test_scan_gives_everything_broken_and_the_entries_that_are_not(tmp_path: Path) -> None:
    result = scan(write(tmp_path, HEADER + "Nga,,place,,\nMỹ,US,place,,\nx\n"))
    assert [entry.vi for _, entry in result.entries] == ["Mỹ"]
    assert len(result.problems) == 2


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffvi,en\nNga,Russia\n",  # Excel writes a BOM
        "vi\ten\r\nNga\tRussia\r\n",
        "vi;en\nNga;Russia\n",  # Excel where the comma is the decimal sign
        "# names\n\nvi,en\n\n# Europe\nNga,Russia",
        "EN,VI\nRussia,Nga\n",
        'vi,en\n"Nga","Russia"\n,,\n',
    ],
)
def test_usual_variants_are_read(tmp_path: Path, content: str) -> None:
    assert [(e.vi, e.en) for e in read_entries(write(tmp_path, content))] == [("Nga", ("Russia",))]


def test_line_separators_inside_a_note_are_no_line_ends(tmp_path: Path) -> None:
    # str.splitlines would cut the row at U+2028.
    assert len(read_entries(write(tmp_path, HEADER + "Nga,Russia,place,,a\u2028b\n"))) == 1


COMMENTED = (
    "# mine\r\nvi,en,kind,mode,note\r\n\r\n# Europe\r\n"
    '"Nga",Russia,place,,\r\nĐức,Germany|German,place,,  odd   spaces\r\n'
)


def test_adding_keeps_every_other_byte(tmp_path: Path) -> None:
    path = write(tmp_path, COMMENTED)
    before = path.read_bytes()
    assert add_entry(path, make_entry({"vi": "Ý", "en": "Italy", "note": "a, b"}, "")) == ("added", None)
    assert path.read_bytes() == before + 'Ý,Italy,term,enforce,"a, b"\r\n'.encode()


def test_adding_after_a_last_line_without_end(tmp_path: Path) -> None:
    path = write(tmp_path, "vi,en\nNga,Russia")
    add_entry(path, make_entry({"vi": "Ý", "en": "Italy"}, ""))
    assert path.read_text(encoding="utf-8") == "vi,en\nNga,Russia\nÝ,Italy\n"


def test_adding_a_known_source_form_replaces_its_line_only(tmp_path: Path) -> None:
    path = write(tmp_path, "vi,en\n# a\nKiev,Kiev\n# b\nNga,Russia\n")
    change, old = add_entry(path, make_entry({"vi": "Kiev", "en": "Kyiv"}, ""))
    assert change == "replaced"
    assert old is not None
    assert (old.vi, old.en) == ("Kiev", ("Kiev",))
    assert path.read_text(encoding="utf-8") == "vi,en\n# a\nKiev,Kyiv\n# b\nNga,Russia\n"
    assert add_entry(path, make_entry({"vi": "Kiev", "en": "Kyiv"}, "")) == ("unchanged", None)


def test_a_sign_is_part_of_a_term_and_replaces_no_other(tmp_path: Path) -> None:
    # "#x" replaced "-x" without a word, and "C#" replaced "C".
    path = tmp_path / "names.csv"
    for vi in ("C", "C#", "C++", "-x", "#x"):
        assert add_entry(path, make_entry({"vi": vi, "en": f"{vi}!"}, "")) == ("added", None)
    assert [e.vi for e in read_entries(path)] == ["C", "C#", "C++", "-x", "#x"]


def test_old_mac_line_ends_are_read_and_kept(tmp_path: Path) -> None:
    path = write(tmp_path, "vi,en\rNga,Russia\r")
    add_entry(path, make_entry({"vi": "Ý", "en": "Italy"}, ""))
    assert path.read_bytes() == "vi,en\rNga,Russia\rÝ,Italy\r".encode()


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path, "vi,en\nNga,Russia\n")
    broken = Entry(vi="Ý", en=("a" * 200_000,))
    with pytest.raises(GlossaryError, match="en has 200000 characters, more than"):
        add_entry(path, broken)
    with pytest.raises(GlossaryError, match="broken line"):
        write_lines(path, ["vi,en\n", 'Ý,"Italy\n'])
    assert path.read_text(encoding="utf-8") == "vi,en\nNga,Russia\n"


def test_adding_makes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "names.tsv"
    add_entry(path, make_entry({"vi": "Nga", "en": "Russia"}, ""))
    assert path.read_text(encoding="utf-8") == "vi\ten\tkind\tmode\tnote\nNga\tRussia\tterm\tenforce\t\n"


def test_adding_what_the_columns_cannot_hold_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "vi,en\nNga,Russia\n")
    with pytest.raises(GlossaryError, match="no column 'mode'"):
        add_entry(path, make_entry({"vi": "Ý", "en": "Italy", "mode": "prefer"}, ""))
    assert path.read_text(encoding="utf-8") == "vi,en\nNga,Russia\n"


def test_an_edit_never_goes_past_a_broken_line(tmp_path: Path) -> None:
    path = write(tmp_path, "vi,en\nNga\n")
    with pytest.raises(GlossaryError, match="1 column where"):
        add_entry(path, make_entry({"vi": "Ý", "en": "Italy"}, ""))


def test_removing_keeps_every_other_byte(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff# a\nvi,en\nKiev,Kyiv\n# b\nNga,Russia")
    assert remove_entry(path, "Kiev").en == ("Kyiv",)
    assert path.read_text(encoding="utf-8") == "\ufeff# a\nvi,en\n# b\nNga,Russia"
    with pytest.raises(GlossaryError, match="no entry for 'Kiev'"):
        remove_entry(path, "Kiev")


def test_an_edit_leaves_no_temporary_file_and_follows_a_link(tmp_path: Path) -> None:
    real = write(tmp_path, "vi,en\n", "real.csv")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    add_entry(link, make_entry({"vi": "Nga", "en": "Russia"}, ""))
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "vi,en\nNga,Russia\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.csv", "real.csv"]


words = st.text(st.sampled_from("aăđẩỹGN09 ,;\"'#-+&\u2028"), min_size=1, max_size=12)


@given(st.text("ab,\"; '\\", max_size=8))
def test_fields_without_quotation_marks_are_cut_as_csv_cuts_them(line: str) -> None:
    try:
        expected = next(csv.reader([f"Nga,{line}"], strict=True))
    except csv.Error:
        expected = []
    text = f"vi,en,note\nNga,{line}\n"
    if len(expected) == 3 and expected[1].strip():
        (entry,) = parse_entries(text, "x.csv")
        assert (entry.en[0], entry.note) == tuple(" ".join(part.split()) for part in expected[1:])
    else:
        with pytest.raises(GlossaryError):
            parse_entries(text, "x.csv")


@given(st.lists(st.tuples(words, words, words), max_size=5), st.sampled_from([",", "\t", ";"]))
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    entries: list[Entry] = []
    for vi, en, note in rows:
        if any(c.isalnum() for c in vi) and en.strip():
            entries.append(make_entry({"vi": vi, "en": en, "note": note}, ""))
    found = parse_entries(format_entries(entries, delimiter), "x.csv")
    assert [(e.vi, e.en, e.note) for e in found] == [(e.vi, e.en, e.note) for e in entries]
