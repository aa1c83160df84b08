"""Signs that a decoder ran away: it looped, it never stopped, or it stopped far too early."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LOOP = 4  # pieces of a repeated run
REPEATS = 4  # a run that comes this often is a loop; so it does in 2 of the 1,007 references of VLSP 2020 dev
SHORTEST = 0.25  # pieces of English a Vietnamese one; 1 of the 800 long references of VLSP 2020 dev has fewer
SHORT_FROM = 24  # source pieces from which a translation can be called too short


def is_degenerate(pieces: Sequence[str], source_pieces: int, limit: int) -> bool:
    """Whether a translation of `source_pieces` pieces looks like a decoding accident. `limit`: the most it may have."""
    if len(pieces) >= limit or is_short(pieces, source_pieces):
        return True
    runs = Counter(zip(*(pieces[i:] for i in range(LOOP)), strict=False))
    return max(runs.values(), default=0) >= REPEATS


def is_short(pieces: Sequence[str], source_pieces: int) -> bool:
    """Whether most of the source must have been dropped."""
    return source_pieces >= SHORT_FROM and len(pieces) < SHORTEST * source_pieces
