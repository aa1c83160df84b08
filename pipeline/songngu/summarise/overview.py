"""What opens a digest: the most central sentences over all its articles."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from songngu.records import Document, Segment
from songngu.summarise.extract import SAME, alone
from songngu.summarise.vectors import Vectors, content_syllables, vectorise

PER_ARTICLE = 2
MOST = 10  # sentences

# Articles are compared in a random projection: 10,000 of them need 10,000² products of 512 numbers, two seconds.
# At 512 the error of a cosine is about 0.04, so that LINKED stands far above chance.
DIMENSIONS = 512
LINKED = 0.2
BLOCK = 1000

Projected = npt.NDArray[np.float32]


def overview_length(articles: int) -> int:
    """How many sentences the overview of so many articles has: one each up to 5, then slowly more, at most 10."""
    return max(2, min(articles, 2 + articles.bit_length(), MOST))


def overview(documents: Sequence[Document], n: int) -> tuple[tuple[str, str], ...]:
    """Choose at most n sentences, as (document id, segment id), that tell what happened.

    The newest first, as everywhere in the digest, undated last; of one day, the most central first.

    An article counts by how many others report the same, less what those already taken tell of it: five papers on one
    fire make it news, and one of them is enough. It gives its best sentence; copies and near-copies of an article taken
    give none. Where articles run out before n sentences, each gives its second.
    """
    sources = [d for d in documents if d.segments]
    if not sources or n < 1:
        return ()
    summaries = [_summary(d) for d in sources]
    articles = vectorise([content_syllables(" ".join(s.vi for s in summary)) for summary in summaries])
    order = _take_articles(articles, n)
    picks = _take_sentences(
        [(a, s) for place in range(PER_ARTICLE) for a in order for s in summaries[a][place:][:1]], n
    )
    rank = {article: place for place, article in enumerate(order)}
    picks.sort(key=lambda pick: (-_day(sources[pick[0]]), rank[pick[0]], _place(sources[pick[0]], pick[1])))
    return tuple((sources[article].id, segment.id) for article, segment in picks)


def _summary(document: Document) -> list[Segment]:
    """Its best sentences, the best first."""
    segments = {segment.id: segment for segment in document.segments}
    return [segments[name] for name in alone(document, PER_ARTICLE)]


def _day(document: Document) -> int:
    return document.date.toordinal() if document.date else 0


def _place(document: Document, segment: Segment) -> int:
    return document.segments.index(segment)


def _take_articles(articles: Vectors, n: int) -> list[int]:
    """Up to n articles, best first, none a near-copy of one before it; ties go to the earlier.

    Maximises the facility location function Σⱼ maxᵢ cosᵢⱼ over linked articles, greedily, with lazy evaluation: a gain
    never grows as more is taken (Lin and Bilmes 2011, https://aclanthology.org/P11-1052/; Minoux 1978).
    """
    projected = _project(articles)
    gains = [(-gain, row) for row, gain in enumerate(_degrees(projected).tolist())]
    heapq.heapify(gains)
    covered = np.zeros(articles.count, dtype=np.float32)
    alike = np.zeros(articles.count)
    taken: list[int] = []
    while gains and len(taken) < n:
        row = heapq.heappop(gains)[1]
        if alike[row] > SAME:
            continue
        links = _links(projected[row : row + 1], projected)[0]
        now = (-float(np.maximum(links - covered, 0).sum()), row)
        if gains and now > gains[0]:
            heapq.heappush(gains, now)
            continue
        taken.append(row)
        covered = np.maximum(covered, links)
        alike = np.maximum(alike, articles.cosines(row))
    return taken


def _degrees(projected: Projected) -> Projected:
    """For each article, the sum of its links, with itself included."""
    blocks = range(0, len(projected), BLOCK)
    return np.concatenate([_links(projected[start : start + BLOCK], projected).sum(axis=1) for start in blocks])


def _links(some: Projected, projected: Projected) -> Projected:
    """The cosines of some articles with all, 0 where they are too small to mean anything."""
    cosines = some @ projected.T
    return np.where(cosines > LINKED, cosines, np.float32(0))


def _project(vectors: Vectors) -> Projected:
    """Project rows to DIMENSIONS with signs from a fixed seed (Achlioptas 2003), four columns for each term."""
    random = np.random.default_rng(0)
    projected = np.zeros((vectors.count, DIMENSIONS), dtype=np.float32)
    for _ in range(4):
        column = random.integers(0, DIMENSIONS, vectors.width)
        sign = random.choice(np.array([-0.5, 0.5]), vectors.width)
        np.add.at(projected, (vectors.rows, column[vectors.columns]), vectors.weights * sign[vectors.columns])
    lengths: Projected = np.linalg.norm(projected, axis=1, keepdims=True)
    projected /= np.maximum(lengths, 1e-12)
    return projected


def _take_sentences(offered: Sequence[tuple[int, Segment]], n: int) -> list[tuple[int, Segment]]:
    """The first n sentences offered that don't repeat one before them."""
    vectors = vectorise([content_syllables(segment.vi) for _, segment in offered])
    taken: list[int] = []
    for row in range(len(offered)):
        if len(taken) < n and (not taken or vectors.cosines(row)[taken].max() <= SAME):
            taken.append(row)
    return [offered[row] for row in taken]
