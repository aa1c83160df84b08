"""Doubts about entries: each is raised where it should be and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from songngu.errors import GlossaryError
from songngu.glossary.entries import Glossary, make_entry
from songngu.glossary.validation import CHECKS, inspect, validate


def findings(*rows: tuple[str, str], kind: str = "term") -> list[tuple[str, str]]:
    entries = [
        make_entry({"vi": vi, "en": en, "kind": kind}, f"names.csv:{line}") for line, (vi, en) in enumerate(rows, 2)
    ]
    return [(finding.check, finding.where) for finding in validate(Glossary.of(entries))]


@pytest.mark.parametrize(
    ("vi", "en", "check"),
    [
        ("vnexpress.net", "VnExpress", "unreachable"),  # nothing matches inside addresses
        ("(Nga)", "Russia", "marks"),
        ("Facebook", "Facebook", "same"),
        ("Hà Nội", "Hà Nội city", "vietnamese"),
        ("Nga", "Ruѕsia", "scripts"),  # a Cyrillic ѕ
        ("Trump", "Donald Trump", "contains"),  # "Donald Trump" would become "Donald Donald Trump"
        ("vàng", "gold", "short"),
    ],
)
def test_each_doubt(vi: str, en: str, check: str) -> None:
    assert (check, "names.csv:2") in findings((vi, en))


def test_every_check_has_a_case_above() -> None:
    marks = test_each_doubt.pytestmark  # type: ignore[attr-defined]
    assert {case[2] for case in marks[0].args[1]} == set(CHECKS)


def test_a_good_glossary_has_no_findings() -> None:
    assert findings(("Liên hợp quốc", "United Nations|UN"), ("Nga", "Russia"), ("lạm phát", "inflation")) == []


def test_a_target_that_is_a_source_form_itself_is_no_doubt() -> None:
    assert findings(("Trump", "Donald Trump"), ("Donald Trump", "Donald Trump"), kind="person") == []


def test_foreign_accents_are_no_vietnamese() -> None:
    assert findings(("Bờ Biển Ngà", "Côte d'Ivoire"), ("Pháp cổ", "café")) == []


def test_a_full_stop_of_an_abbreviation_is_no_doubt() -> None:
    assert findings(("Marcos Jr.", "Ferdinand Marcos")) == []


def test_conflicts_are_errors_and_duplicates_warnings() -> None:
    entries = [
        make_entry({"vi": "Kiev", "en": en}, f"names.csv:{i}") for i, en in enumerate(("Kyiv", "Kiev", "Kyiv"), 2)
    ]
    found = validate(Glossary.of(entries))
    assert [(f.check, f.severity, f.where) for f in found] == [
        ("conflict", "error", "names.csv:3"),
        ("duplicate", "warning", "names.csv:4"),
    ]
    assert "names.csv:2" in found[0].message


def test_a_foreign_word_of_one_word_is_no_syllable_that_fires_everywhere() -> None:
    """No Vietnamese word has "vaccine" in it; "ý" is in hundreds."""
    found = validate(Glossary.of([make_entry({"vi": vi, "en": "x"}, "") for vi in ("vaccine", "blockchain", "ý")]))
    assert [finding.vi for finding in found if finding.check == "short"] == ["ý"]


def test_what_is_only_preferred_may_be_short_or_the_same() -> None:
    """It is asked for only where the English has none of its renderings."""
    rows = [{"vi": vi, "en": en, "mode": "prefer"} for vi, en in (("mèo", "cat"), ("album", "album"))]
    assert validate(Glossary.of([make_entry(row, "") for row in rows])) == ()
    assert len(validate(Glossary.of([make_entry(row | {"mode": "enforce"}, "") for row in rows]))) == 2


def test_nothing_is_doubtful_in_the_shipped_glossary() -> None:
    entries, found = inspect([], shipped=True)
    assert entries > 11_000
    assert found == ()


def test_every_broken_line_of_every_file_is_listed(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("vi,en,kind\nNga,,\nĐức,Germany,planet\nÝ,Italy,place\nx\n", encoding="utf-8")
    other.write_text("no header\n", encoding="utf-8")
    entries, found = inspect([one, other], shipped=False)
    assert entries == 1
    assert [finding.where for finding in found] == [f"{one}:2", f"{one}:3", f"{one}:5", f"{other}:1"]
    assert {finding.severity for finding in found} == {"error"}
    with pytest.raises(GlossaryError, match="can't be read"):
        inspect([tmp_path / "absent.csv"], shipped=False)


def test_a_sign_on_a_term_is_no_mark() -> None:
    assert "marks" not in dict(findings(("#Metoo", "MeToo"), ("C#", "C Sharp")))
