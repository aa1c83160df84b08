"""Parts of a source that its translation leaves out: "and to be examined at top speed", "the minister said".

A small model drops a clause now and then and writes a fluent sentence without it. Where the text is likelier as the
translation of the source without a part than of the whole, that part isn't in it: contrastive conditioning (Vamvas &
Sennrich 2022), which needs no other model. The lexicon of alignment tells beforehand which parts are worth asking
about: those that hardly a word of the English belongs to, one of twenty.

What it is worth: docs/measured.md, "Omissions".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from songngu.engines.base import PieceScorer, Request
from songngu.glossary.alignment import VIETNAMESE_STOPS, Aligner, Links
from songngu.records import Record, Span

SYLLABLES = 4  # of a part, below which nothing is asked: its loss and a freer wording can't be told apart
LOST = 5.0  # nats that a part may be worth to the text; below TOLD it is left out, up to here often garbled
TOLD = 3.0
_TELLING = 2  # words of a part that say something, likewise
_FEW = 0.175  # English words that belong to a part over its telling words, up to which it may be left out
_LINKED = 0.05  # weight of a link from which an English word belongs to a part
# Words that begin a part without a sign before it, and before them what makes another word of them: "trở nên".
_LEADS = (
    r"và|đồng thời|nhằm|(?:trong|sau|trước) khi|cũng như|cùng với|trong đó|(?<!\bchẳng )để|(?<!\bthế )nhưng|"
    r"(?<!\blý )(?<!\btự )(?<!\bvận )do|(?<!\bbởi )vì|(?<!\bnhưng )(?<!\bthế )(?<!\bvậy )mà|"
    r"(?<!\btrở )(?<!\bgây )(?<!\btạo )(?<!\bcho )(?<!\blàm )(?<!\bdựng )(?<!\bviết )(?<!\bkhông )nên|"
    r"(?<!\bsau )(?<!\btrước )(?<!\btrong )(?<!\bmỗi )(?<!\bđôi )(?<!\bcó )(?<!\bmột )(?<!\bđến )"
    r"(?<!\bhiếm )(?<!\bít )khi"
)
_CUT = re.compile(
    rf"(?<=[,;:.!?…])\s+|\s+(?=\()|(?<=\))\s+|\s+(?=[–—-]\s+\w)|(?<=\w)\s(?=(?:{_LEADS})\s)", re.IGNORECASE
)
_LOOSE_END = re.compile(r"[\s,;:–—-]+$")
_STOP = re.compile(r"[.!?…][\"”’)\]]*$")


class Omissions(Record, frozen=True, kw_only=True):
    """The parts of a source that a text leaves out, with the nats that each is worth to it, below `LOST`."""

    parts: Mapping[Span, float] = msgspec.field(default_factory=dict)

    @property
    def told(self) -> list[Span]:
        """Those that are left out for sure, neighbours as one."""
        joined: list[Span] = []
        for span in sorted(span for span, worth in self.parts.items() if worth < TOLD):
            if joined and joined[-1][1] == span[0]:
                span = joined.pop()[0], span[1]
            joined.append(span)
        return joined


class Parts(Record, frozen=True, kw_only=True):
    """The parts of a source, and of each English word which of them it belongs to (-1: none)."""

    spans: tuple[Span, ...]
    thin: tuple[Span, ...]  # those that hardly a word belongs to
    words: tuple[Span, ...]  # of the English
    owners: tuple[int, ...]


def split_parts(source: str) -> list[Span]:
    """Cut at commas and other signs, and before words that begin a clause."""
    cuts = [0, *(match.end() for match in _CUT.finditer(source)), len(source)]
    return [(start, end) for start, end in pairwise(cuts) if source[start:end].strip()]


def assign_words(source: str, english: str) -> Parts:
    """Give each English word to the part that has the word it is most firmly linked to."""
    spans = split_parts(source)
    links = _aligner().link(source, english)
    owners = [next(number for number, (_, end) in enumerate(spans) if start < end) for start, _ in links.vi.spans]
    best: dict[int, tuple[float, int]] = {}
    for owner, row in zip(owners, links.rows, strict=True):
        for j, weight in row.items():
            if weight > best.get(j, (_LINKED, 0))[0]:
                best[j] = weight, owner
    found = tuple(best[j][1] if j in best else -1 for j in range(len(links.en.spans)))
    thin = (span for part, span in enumerate(spans) if _is_thin(links, owners, part, found.count(part)))
    return Parts(spans=tuple(spans), thin=tuple(thin), words=links.en.spans, owners=found)


def _is_thin(links: Links, owners: Sequence[int], part: int, count: int) -> bool:
    mine = [i for i, owner in enumerate(owners) if owner == part]
    telling = sum(links.vi.folded(i) not in VIETNAMESE_STOPS for i in mine)
    return len(mine) >= SYLLABLES and telling >= _TELLING and count <= _FEW * telling


@cache
def _aligner() -> Aligner:
    return Aligner()


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or another sign that ends a sentence."""
    return _STOP.search(text.rstrip()) is not None


def leave_out(source: str, span: Span) -> str:
    """The source without a part; the sentence that it began or ended still has a capital, or its stop."""
    before, after = source[: span[0]].rstrip(), source[span[1] :].lstrip()
    stop = _STOP.search(source[: span[1]].rstrip())
    if stop and before and not ends_sentence(before):
        before = _LOOSE_END.sub("", before) + stop[0]
    elif not after:
        before = _LOOSE_END.sub("", before)
    if not before or ends_sentence(before):
        after = after[:1].upper() + after[1:]
    return f"{before} {after}".strip()


def weigh_parts(asked: Sequence[tuple[str, str, Span]], scorer: PieceScorer) -> list[float]:
    """For each source, text and part of the source, the nats by which the part makes the text likelier."""
    rows = [((source, text), (leave_out(source, span), text)) for source, text, span in asked]
    unlike = list(dict.fromkeys(row for both in rows for row in both))
    scored = scorer.score_pieces([Request(source=source) for source, _ in unlike], [text for _, text in unlike])
    sums = {row: sum(piece.score for piece in pieces) for row, pieces in zip(unlike, scored, strict=True)}
    return [sums[whole] - sums[without] for whole, without in rows]


def find_omissions(sources: Sequence[str], texts: Sequence[str], scorer: PieceScorer) -> list[Omissions]:
    """Find what each text leaves out of its source. A source of one part has none: that is for other checks."""
    asked = [
        (i, span)
        for i, (source, text) in enumerate(zip(sources, texts, strict=True))
        if text.strip() and len(split_parts(source)) > 1
        for span in assign_words(source, text).thin
    ]
    worth = weigh_parts([(sources[i], texts[i], span) for i, span in asked], scorer)
    found: list[dict[Span, float]] = [{} for _ in sources]
    for (i, span), nats in zip(asked, worth, strict=True):
        if nats < LOST:
            found[i][span] = nats
    return [Omissions(parts=parts) for parts in found]
