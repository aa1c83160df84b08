"""Cuts a source that is longer than a model can take, at the best place near its middle, never inside an annotation."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from songngu.engines.base import Annotation, Request

# From the best place to cut to the worst: after a sentence, a clause, a comma, a word, anywhere.
_PLACES = tuple(
    re.compile(place)
    for place in (r"(?<=[.!?…])\s+", r"(?<=[;:])\s+|(?<!\s)\s+(?=[–—-]\s)", r"(?<=,)\s+", r"\s+", r"(?<=.)(?=.)")
)


def split_request(request: Request, measure: Callable[[Request], int], longest: int) -> list[Request]:
    """Give requests that together have the whole source, each at most `longest` by `measure` where it can be cut.

    A white source gives none. A request with a prefix stays whole: where its prefix ends in the source is unknown.
    """
    if not request.source.strip():
        return []
    if request.prefix or measure(request) <= longest:
        return [request]
    cut = _best_cut(request)
    if cut is None:
        return [request]
    return [part for half in _halves(request, *cut) for part in split_request(half, measure, longest)]


def halve(request: Request, end: int, start: int) -> tuple[Request, Request] | None:
    """Give what stands up to `end` and what stands from `start` on, with their annotations; None if one is cut."""
    return None if _inside(request, (end, start)) else _halves(request, end, start)


def _best_cut(request: Request) -> tuple[int, int] | None:
    """The white space (maybe empty) to cut out, as a span; places in the middle half come first."""
    text, middle = request.source, len(request.source) / 2
    for share in (0.25, 0.5):
        for place in _PLACES:
            spans = [m.span() for m in place.finditer(text) if abs(m.start() - middle) <= share * len(text)]
            spans = [s for s in spans if text[: s[0]].strip() and text[s[1] :].strip() and not _inside(request, s)]
            if spans:
                return min(spans, key=lambda span: abs(span[0] - middle))
    return None


def _inside(request: Request, cut: tuple[int, int]) -> bool:
    return any(
        (a.span[0] < cut[1] and cut[0] < a.span[1]) or a.span[0] < cut[0] < a.span[1] for a in request.annotations
    )


def _halves(request: Request, end: int, start: int) -> tuple[Request, Request]:
    left = tuple(a for a in request.annotations if a.span[1] <= end)
    right = tuple(_moved(a, start) for a in request.annotations if a.span[0] >= start)
    return (
        msgspec.structs.replace(request, source=request.source[:end], annotations=left),
        msgspec.structs.replace(request, source=request.source[start:], annotations=right),
    )


def _moved(annotation: Annotation, by: int) -> Annotation:
    start, end = annotation.span
    return msgspec.structs.replace(annotation, span=(start - by, end - by))
