"""Line for line: as many come out as go in, and nothing of one goes into another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher
from songngu.glossary.repair import TRIED
from songngu.lines import LINES_AT_A_TIME, LineTranslator, plan_line, split_lines
from songngu.settings import Settings

ECHO = Settings(model="echo", shipped_glossary=False)


def test_split_lines() -> None:
    assert split_lines("") == []
    assert split_lines("a") == split_lines("a\n") == split_lines("a\r\n") == ["a"]
    assert split_lines("a\r\n\r\nb\n\n") == ["a", "", "b", ""]
    assert split_lines("a\u2028b\x0cc") == ["a\u2028b\x0cc"], "only what ends a line in a pipe"


def test_lines_keep_their_number_and_empty_ones_stay_empty() -> None:
    lines = list(LineTranslator(ECHO).translate(["Trời mưa. Gió to.", "", "   ", "Trời nắng."]))
    assert [line.number for line in lines] == [1, 2, 3, 4]
    assert [line.en for line in lines] == ["[Trời mưa.] [Gió to.]", "", "", "[Trời nắng.]"]
    assert [line.vi for line in lines] == ["Trời mưa. Gió to.", "", "   ", "Trời nắng."]


def test_spans_are_in_the_line_not_in_its_sentence() -> None:
    """A program that marks terms with `--json` reads them so; the second sentence's began at its own start once."""
    (line,) = LineTranslator(ECHO).translate(["  Trời mưa. Giá tăng 2,5% rồi giảm 3%."])
    assert [line.vi[slice(*term.vi_span)] for term in line.terms] == ["2,5%", "3%"]
    assert [line.en[slice(*term.en_span)] for term in line.terms if term.en_span] == ["2.5%", "3%"]


def test_a_line_knows_its_people() -> None:
    line = "Toà xử Trần Đình Nhật. Trần Đình Nhật nhận 45 tháng tù. Quỳnh, Nhật và Côn đi nhậu ở Mỹ."
    *_, last = plan_line(line, Matcher(Glossary.load([], shipped=True))).pieces
    assert last.segment.people == ("Nhật",)
    assert [term.vi for term in last.terms if term.mode == "enforce"] == ["Mỹ"]


def test_an_agency_prefix_is_the_outlets_name_before_its_sentence() -> None:
    # A model makes other words of it: `(Dân phiếu)`.
    (line,) = LineTranslator(ECHO).translate([" (Dân trí) - Giá tăng 2,5%. Trời mưa."])
    assert line.en == "Dan Tri - [Giá tăng 2.5%.] [Trời mưa.]"
    assert [line.vi[slice(*term.vi_span)] for term in line.terms] == ["2,5%"]
    assert [line.en[slice(*term.en_span)] for term in line.terms if term.en_span] == ["2.5%"]


def test_a_doubt_and_a_number_stand_at_their_line() -> None:
    lines = list(LineTranslator(ECHO).translate(["", "Giá tăng 2,5%."]))
    assert (lines[0].terms, lines[0].issues) == ((), ())
    assert [term.vi for term in lines[1].terms] == ["2,5%"]
    assert [issue.check for issue in lines[1].issues] == ["untranslated"]


def test_more_lines_than_are_translated_at_a_time_come_in_order() -> None:
    given_lines = [f"Bản tin số {number}." for number in range(LINES_AT_A_TIME + 3)]
    lines = list(LineTranslator(ECHO).translate(given_lines))
    assert [line.vi for line in lines] == given_lines
    assert all(str(number) in line.en for number, line in enumerate(lines))


@hypothesis_settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["", " ", "Mưa.", "Mưa. Nắng.", "…", "\t", "6/1", "\u200b", "a\rb"]), max_size=8))
def test_as_many_lines_come_out_as_go_in(given_lines: list[str]) -> None:
    lines = list(LineTranslator(ECHO).translate(given_lines))
    assert [line.number for line in lines] == list(range(1, len(given_lines) + 1))
    assert not any("\n" in line.en for line in lines)


def test_a_long_line_is_translated_in_pieces() -> None:
    """One of 4,000 dates was one piece, and held everything up; now each piece has its own tries of mending."""
    line = "ngày 6/1/2026, " * 400
    [found] = list(LineTranslator(ECHO).translate([line]))
    assert found.en.count("6, 2026") + found.en.count("6/1/2026") == 400
    assert found.en.count("January 6, 2026") > 2 * TRIED
