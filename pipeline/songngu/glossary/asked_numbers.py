"""What to ask the engine for where a translation lacks a number: the number with the noun that it counts.

A small model leaves "4 năm" out as it would any words, and obeys when it is asked for "4 years". Only numbers that need
no conversion are asked for here; dates, sums and measures are terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from songngu.engines.base import Annotation
from songngu.records import Span, Term, overlap
from songngu.text.counted import Count, number_in_english
from songngu.text.quantities import annotatable


def ask_numbers(
    source: str, missing: Sequence[Term], uncounted: Sequence[Count], settled: Sequence[Span] = ()
) -> Iterator[Annotation]:
    """Annotations for the quantities that are plain numbers, and the counts, that a translation lacks.

    A noun that overlaps a `settled` span is a term's, and the number is asked for alone.
    """
    for count in uncounted:
        yield _annotate(source, count.number, count.value, settled)
    for term in missing:
        if _PLAIN.fullmatch(term.key) and term.vi.isdigit() and not annotatable(term):
            yield _annotate(source, term.vi_span, term.vi, settled)


def _annotate(source: str, span: Span, value: str, settled: Sequence[Span]) -> Annotation:
    """`4 năm qua` is "4 years", `bốn người bị` "four people"; `bốn người đàn ông` has "four" alone."""
    start, end = span
    english = value if source[start:end].isdigit() else number_in_english(value)
    noun = _NOUN.match(source, end)
    if noun is None or int(value) < 2 or _NUMBERED.search(source, 0, start):
        return Annotation(span=span, target=english)
    if any(overlap(noun.span(1), other) for other in settled):
        return Annotation(span=span, target=english)
    return Annotation(span=(start, noun.end()), target=f"{english} {_ENGLISH[noun[1].lower()]}")


_PLAIN = re.compile(r"number:\d+")
_ENGLISH = {
    "năm": "years", "tháng": "months", "tuần": "weeks", "ngày": "days", "phút": "minutes", "người": "people",
    "quốc gia": "countries", "học sinh": "students", "sinh viên": "students", "nạn nhân": "victims",
    "bị cáo": "defendants", "bị can": "defendants", "huyện": "districts", "xã": "communes", "công ty": "companies",
    "doanh nghiệp": "businesses", "bệnh viện": "hospitals", "hành khách": "passengers", "công nhân": "workers",
}  # fmt: skip
# The noun must end there: "bốn người đàn ông" are men, "4 xã hội" no communes.
_NOUN = re.compile(
    rf"\s({'|'.join(_ENGLISH)})(?=[^\w\s]|$|\s(?:bị|đã|được|ở|tại|trong|qua|nay|và|với|chết|tử|thiệt|mất|đang|sẽ|là|có|vì|do|"
    r"từ|đến|khi|cùng|liên|sau|tới|trên)(?!\w))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<!\w)(?:tầng|quận|phường|ngày|tháng|số|lớp|khóa|khoá|cấp|hạng|lúc|lộ|đường|thứ|mùng|mồng)\s$", re.IGNORECASE
)
