"""Cutting long sources: nothing lost, annotations whole, sentence ends first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from songngu.engines.base import Annotation, Request
from songngu.engines.parts import split_request


def length(request: Request) -> int:
    return len(request.source)


def test_a_sentence_end_is_better_than_a_comma_and_a_comma_than_a_space() -> None:
    parts = split_request(Request(source="Một hai ba, bốn năm. Sáu bảy, tám chín mười."), length, 25)
    assert [part.source for part in parts] == ["Một hai ba, bốn năm.", "Sáu bảy, tám chín mười."]
    parts = split_request(Request(source="một hai ba bốn, năm sáu bảy tám"), length, 20)
    assert [part.source for part in parts] == ["một hai ba bốn,", "năm sáu bảy tám"]


def test_a_prefix_and_a_short_source_stay_whole_and_white_gives_nothing() -> None:
    long = Request(source="một " * 50, prefix="One")
    assert split_request(long, length, 10) == [long]
    assert split_request(Request(source="một"), length, 10) == [Request(source="một")]
    assert split_request(Request(source=" \n"), length, 10) == []


@given(st.text("aĐ ,.;\n", min_size=1, max_size=80), st.data())
def test_nothing_is_lost_and_annotations_stay_whole(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(start + 1, len(source)))
    request = Request(source=source, annotations=(Annotation(span=(start, end), target="T"),))
    parts = split_request(request, length, 12)
    assert "".join("".join(part.source for part in parts).split()) == "".join(source.split())
    spans = [part.source[a.span[0] : a.span[1]] for part in parts for a in part.annotations]
    assert spans == ([source[start:end]] if source.strip() else [])
