"""A stand-in for a model: instant, deterministic, obedient. For tests and first looks, never for reading."""

from __future__ import annotations

from collections.abc import Sequence

from songngu.engines.base import Hypothesis, Request


class EchoEngine:
    """Gives the source back between brackets, each annotated span replaced by its target.

    `[source]`, `[source] (2)`, `[source] (3)` … are its hypotheses. After a prefix only the words that the prefix
    hasn't used up follow, so that a prefix taken from a hypothesis gives that hypothesis again.
    """

    signature = "echo/1"
    annotates = True
    unmarks = False

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        """Echo each request `hypotheses` times, all different."""
        return [_echo(request, max(1, hypotheses)) for request in requests]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        """The share of target words that the echo lacks, below 0: the echo itself scores 0."""
        return [_score(request, target) for request, target in zip(requests, targets, strict=True)]


def annotated_text(request: Request) -> str:
    """The source with each annotated span replaced by its target."""
    parts, at = [], 0
    for annotation in request.annotations:
        start, end = annotation.span
        parts += [request.source[at:start], annotation.target]
        at = end
    return "".join([*parts, request.source[at:]])


def _echo(request: Request, count: int) -> tuple[Hypothesis, ...]:
    if not request.source.strip():
        return (Hypothesis(text=request.prefix, score=0.0),)
    text = f"[{annotated_text(request).strip()}]"
    return tuple(
        Hypothesis(text=_continue(request.prefix, text if n == 1 else f"{text} ({n})"), score=-0.1 * (n - 1))
        for n in range(1, count + 1)
    )


def _continue(prefix: str, text: str) -> str:
    if text.startswith(prefix):
        return text
    rest = text.split()[len(prefix.split()) :]
    return prefix + (" " if rest and not prefix[-1].isspace() else "") + " ".join(rest)


def _score(request: Request, target: str) -> float:
    words, expected = target.split(), set(_echo(request, 1)[0].text.split())
    return -sum(word not in expected for word in words) / len(words) if words else 0.0
