"""The interface of every engine. See `contract` tests in tests/engines: an engine is right when they pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from songngu.records import Record, Span


class Annotation(Record, frozen=True, kw_only=True):
    """Ask for `target` where the source has `span`."""

    span: Span
    target: str


class Request(Record, frozen=True, kw_only=True):
    """One segment to translate.

    `annotations` don't overlap and are sorted; an engine that wasn't trained on annotations ignores them.
    `prefix` is the beginning that the English must have, exactly, "" for none. Where it is
    `unmarked` the English shall have no letter that only Vietnamese has, and none of the words `without`.
    """

    source: str
    annotations: tuple[Annotation, ...] = ()
    prefix: str = ""
    unmarked: bool = False
    without: tuple[str, ...] = ()


class Hypothesis(Record, frozen=True, kw_only=True):
    """One translation, prefix included. `score` is the mean log-probability of its tokens, at most 0."""

    text: str
    score: float


class Engine(Protocol):
    """Translates segments, offline and deterministically.

    The result of a request doesn't depend on what else is in the batch. An empty or white source gives "".
    """

    @property
    def signature(self) -> str:
        """Name, model and sha256 of its weights, decoding settings: all that can change a translation."""

    @property
    def annotates(self) -> bool:
        """Whether the model was trained to obey inline annotations."""

    @property
    def unmarks(self) -> bool:
        """Whether it can be kept from words, and from letters that only Vietnamese has.

        If not, `unmarked` and `without` of a request change nothing.
        """

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        """Give for each request its hypotheses, best first: at least one, at most `hypotheses`, all different."""

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        """Give the mean log-probability of each target's tokens after its request's `prefix`."""


class PieceScore(NamedTuple):
    """One piece of a target: its offset in it, and its log-probability."""

    start: int
    score: float


@runtime_checkable
class PieceScorer(Protocol):
    """An engine that tells of each piece how likely it is. Terms are asked for in place with it (in_place.py)."""

    def score_pieces(self, requests: Sequence[Request], targets: Sequence[str]) -> list[tuple[PieceScore, ...]]:
        """Give the pieces of each whole target, in order. Their number depends on the target alone."""
