"""Summarisers of one article: each picks whole sentences of the source, so a summary can't say what isn't there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from songngu.records import Document, Segment
from songngu.summarise.context import is_leaning, is_pointing
from songngu.summarise.vectors import Array, Vectors, content_syllables, shares, tokenise, vectorise, without_stops
from songngu.text.lead_ins import translate_lead_in

# A 10 MB article has some 70,000 sentences; the news is in the first ones.
MOST_CANDIDATES = 5000
DAMPING = 0.85

# Two picks more alike than this say the same thing: the second isn't worth its line.
SAME = 0.7

# A short line without any of these has no predicate that we can see: a caption or a heading that the file doesn't mark.
_VERBS = """
bị bắt bằng cần chỉ chiếm cho chưa có còn cùng dẫn diễn đã đang đạt đến đều để đòi đưa được giảm gây giúp gồm hứa khai
khẳng khiến không là làm lên mất mở muốn nên nhận nói phải phát quyết ra sẽ tăng thành thiếu thông thu trở tuyên vẫn vừa
xảy xuống yêu
"""
_PREDICATES = frozenset(_VERBS.split())
_PHOTO = re.compile(r"\b[ẢA]nh:|\((?:trái|phải|giữa|ảnh)\b|^(?:xem thêm|video|clip|ảnh)\b", re.IGNORECASE)
_QUOTES = re.compile('[“”"«»„‟]')


def lead(document: Document, n: int) -> tuple[str, ...]:
    """Take the first n sentences: how news is written, and the baseline every other one must beat."""
    return tuple(segment.id for segment in candidates(document)[:n])


def lexrank(document: Document, n: int) -> tuple[str, ...]:
    """Take the n most central sentences: continuous LexRank (Erkan and Radev 2004, §3.3), damping 0.85.

    The graph is never built: one step of the power iteration is two products with the sparse sentence vectors.
    """
    sentences = candidates(document)
    if not sentences:
        return ()
    vectors = vectorise([content_syllables(s.vi) for s in sentences])
    degree = np.maximum(vectors.dot(vectors.sum(np.ones(vectors.count))), 1e-12)
    rank = np.full(vectors.count, 1 / vectors.count)
    for _ in range(100):
        step = vectors.dot(vectors.sum(rank / degree))
        following = (1 - DAMPING) / vectors.count + DAMPING * step
        settled = bool(np.abs(following - rank).sum() < 1e-9)
        rank = following
        if settled:
            break
    return _chosen(sentences, pick(shares(rank), vectors, n, redundancy=0.0))


def candidates(document: Document) -> list[Segment]:
    """The sentences that may stand in a summary, in reading order: text, else captions and headings, else anything.

    A paragraph that leads to another article (`Xem thêm: …`) tells nothing of this one, nor does such a sentence.
    """
    body = [s for s in document.segments if s.id != document.title_id and s.kind != "byline"]
    elsewhere = _led_elsewhere(body)
    text = [s for s in body if s.kind == "text" and s.id not in elsewhere]
    return (text or body or list(document.segments))[:MOST_CANDIDATES]


def _led_elsewhere(body: Sequence[Segment]) -> set[str]:
    """The ids of lead-ins and of what they lead to: the rest of a paragraph that begins so, else the next sentence."""
    found: set[str] = set()
    for _, paragraph in groupby(body, key=lambda s: s.paragraph):
        sentences = list(paragraph)
        leads = [index for index, s in enumerate(sentences) if translate_lead_in(s.vi)]
        last = len(sentences) if leads[:1] == [0] else 0
        found |= {s.id for index in leads for s in sentences[index : max(last, index + 2)]}
    return found


def pick(scores: Array, vectors: Vectors, n: int, *, redundancy: float) -> list[int]:
    """Choose up to n rows greedily by score less `redundancy` times the likeness to those chosen (MMR).

    Rows that repeat a chosen one (cosine above SAME) are left out, so there may be fewer than n, but never none.
    Ties go to the earlier row. Source: Carbonell and Goldstein 1998, https://doi.org/10.1145/290941.291025
    """
    chosen: list[int] = []
    alike = np.zeros(vectors.count)
    while len(chosen) < min(n, vectors.count):
        worth = np.where(alike > SAME, -np.inf, scores - redundancy * alike)
        worth[chosen] = -np.inf
        best = int(np.argmax(worth))
        if worth[best] == -np.inf:
            break
        chosen.append(best)
        alike = np.maximum(alike, vectors.cosines(best))
    return chosen


def _chosen(sentences: Sequence[Segment], rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(sentences[row].id for row in sorted(rows))


# Fitted by coordinate search on 1,000 vietnews validation articles (mean of ROUGE-1 and -2 F1, two and three sentences:
# 24.0, lead 21.6; 22.1 with the titles taken away). The search would set the last four to 0 (25.0): abstracts do quote
# and ask, but a reader of a summary shouldn't meet half a quotation, a caption or a "but" without its "although".
# Position 0.3 scores 0.1 more but loses the printed lead of 2 articles in 100; 0.5 loses none of 300. The share of
# names and numbers, a penalty for short sentences and pairs of syllables as terms were tried: nothing gained.
WEIGHTS = {
    "position": 0.5,
    "centrality": 0.3,
    "title": 1.5,
    "long": -0.5,
    "fragment": -0.5,
    "quoted": -0.3,
    "leaning": -0.2,
    "question": -0.5,
}
REDUNDANCY = 0.5
ORPHANS = 12  # sentences that are put last because they need one that isn't taken
LAST = 10.0  # more than any two scores differ


# A sentence of the overview has nothing around it: one that leans on others is taken only where there is nothing else,
# one that points back only where it tells far more than the next.
ALONE = {
    **WEIGHTS,
    "position": 0.8,
    "fragment": -3.0,
    "quoted": -1.0,
    "leaning": -3.0,
    "pointing": -0.7,
    "question": -2.0,
}


def default(document: Document, n: int) -> tuple[str, ...]:
    """Take the n sentences of the greatest weighted sum of features, each less its likeness to those taken (MMR).

    One that leans on the sentence before it is taken only together with that sentence, or where there is nothing
    else: a summary that says "He" or "This" must have said who or what. On 400 vietnews articles this costs 0.16
    points of ROUGE-1 and 0.02 of ROUGE-2; of 900 sentences taken 16 leant on one that wasn't, now none does.
    """
    sentences, vectors, table, scores = _scored(document, WEIGHTS)
    leaning = table["leaning"] > 0
    rows = pick(scores, vectors, n, redundancy=REDUNDANCY)
    for _ in range(ORPHANS):
        orphans = [row for row in rows if leaning[row] and row and row - 1 not in rows]
        if not orphans:
            break
        scores[min(orphans, key=lambda row: scores[row])] -= LAST
        rows = pick(scores, vectors, n, redundancy=REDUNDANCY)
    return _chosen(sentences, rows)


def alone(document: Document, n: int) -> tuple[str, ...]:
    """As `default`, but sentences that can be understood without the others, the best first."""
    sentences, rows = _best(document, n, ALONE)
    return tuple(sentences[row].id for row in rows)


def _best(document: Document, n: int, weights: Mapping[str, float]) -> tuple[list[Segment], list[int]]:
    sentences, vectors, _, scores = _scored(document, weights)
    return sentences, pick(scores, vectors, n, redundancy=REDUNDANCY)


def _scored(document: Document, weights: Mapping[str, float]) -> tuple[list[Segment], Vectors, dict[str, Array], Array]:
    """The sentences that may be taken, their vectors, their features and the weighted sum of these."""
    sentences = candidates(document)
    vectors, table = features(document, sentences)
    scores = sum((weight * table[name] for name, weight in weights.items()), np.zeros(len(sentences)))
    return sentences, vectors, table, scores


def features(document: Document, sentences: Sequence[Segment]) -> tuple[Vectors, dict[str, Array]]:
    """Describe each sentence by numbers between 0 and 1; the names are those of WEIGHTS.

    position: 1 / place, fragments not counted; centrality: likeness to the whole article; title: likeness to the
    title; fragment: no sentence; long: how far above 40 syllables; quoted: share of it inside a quotation; leaning:
    begins with a word or pronoun that needs the sentence before; pointing: only the sentences before tell who or what
    is meant; question: ends as one, or with a colon.
    """
    title = next((s.vi for s in document.segments if s.id == document.title_id), "")
    texts = [s.vi for s in sentences]
    tokens = [tokenise(text) for text in texts]
    vectors = vectorise([without_stops(t) for t in [*tokens, tokenise(title)]])
    lengths = np.array([len(t) for t in tokens], dtype=np.float64)
    fragment = np.array([_is_fragment(*pair) for pair in zip(texts, tokens, strict=True)], dtype=np.float64)
    body = np.append(np.ones(len(texts)), 0.0)
    table = {
        "position": (1 - fragment) / np.maximum(np.cumsum(1 - fragment), 1),
        "centrality": shares(vectors.dot(vectors.sum(body))[:-1]),
        "title": vectors.cosines(len(texts))[:-1],
        "fragment": fragment,
        "long": np.clip((lengths - 40) / 40, 0, 1),
        "quoted": _quoted(texts),
        "leaning": np.array([is_leaning(text) for text in texts], dtype=np.float64),
        "pointing": np.array([is_pointing(text) for text in texts], dtype=np.float64),
        "question": np.array([text.endswith(("?", ":", "?”", '?"')) for text in texts], dtype=np.float64),
    }
    return vectors.head(len(texts)), table


def _quoted(texts: Sequence[str]) -> Array:
    """The share of each sentence's characters that stand inside a quotation, which may run over several sentences.

    A straight mark opens and closes by turns, save that the last thing in a sentence closes. What a closing mark
    without an opening one ends is quoted. A mark that is never closed is forgotten after five sentences.
    """
    result = np.zeros(len(texts))
    inside, since = False, 0
    for number, text in enumerate(texts):
        start, within = 0, 0
        for mark in _QUOTES.finditer(text):
            straight = mark[0] == '"'
            closes = inside if straight and any(c.isalnum() for c in text[mark.end() :]) else mark[0] not in "“«„"
            within += (inside or closes) * (mark.start() - start)
            start, inside = mark.end(), not closes
        within += inside * (len(text) - start)
        result[number] = within / max(len(text), 1)
        since = since + 1 if inside else 0
        inside = inside and since < 5
    return result


def _is_fragment(text: str, tokens: Sequence[str]) -> bool:
    """Tell a line that is no sentence: too short for one, a photo's caption, or a heading."""
    if len(tokens) < 5 or _PHOTO.search(text):
        return True
    return len(tokens) < 16 and (text[-1].isalnum() or not _PREDICATES.intersection(tokens))
