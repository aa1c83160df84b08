"""What the files in `articles/` still tell when the database that knew it is damaged or gone.

Only where the database knows no article at all: otherwise it is right, and the files follow it. What a damaged database
itself still tells is taken before, by salvage.py.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from songngu.counts import number_of
from songngu.files import is_signed
from songngu.plan import Planned
from songngu.records import Article, Segment, Translation, all_segments
from songngu.reviews import Review, next_action, remembered, reviews_of, write_review
from songngu.store import Store


def recover_reviews(store: Store, folder: Path) -> tuple[str, ...]:
    """Take what people did from the files into a database that knows no article; notes that say so.

    A sentence that a person wrote or approved is its review again, one of the translation memory is remembered. What
    the database has already (saved from a damaged one) is newer and stays.
    """
    if store.inputs() or not folder.is_dir():
        return ()
    memory: dict[str, tuple[str, str]] = {}
    recovered = 0
    with store.transaction():
        action = next_action(store)
        for article in filter(None, map(read_article, sorted(folder.glob("*.json")))):
            known = reviews_of(store, article.id)
            for segment in all_segments(article):
                if segment.origin == "human" or segment.status == "approved":
                    if segment.vi not in known:
                        review = Review(en=segment.en, status=segment.status, origin=segment.origin)
                        write_review(store, article.id, segment.vi, review, action)
                        recovered += 1
                elif segment.origin == "memory":
                    memory[segment.vi] = (segment.en, article.path)
        recovered += _recover_memory(store, memory)
    what = number_of(recovered, "sentence")
    return (f"{what} that people wrote, approved or imported taken from {folder.name}/*.json",) if recovered else ()


def _recover_memory(store: Store, memory: dict[str, tuple[str, str]]) -> int:
    """Remember what stood in the files as from the memory and isn't there for another reason; how many."""
    known = remembered(store, memory)
    missing = {vi: pair for vi, pair in memory.items() if vi not in known}
    for vi, (en, path) in missing.items():
        store.query("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", (vi, en, path))
    return len(missing)


def recover_translations(path: Path, planned: Planned, signature: str) -> dict[str, Translation]:
    """The engine's translations that an article's file has, by their keys in its plan.

    None of them where the file was made under another signature or the article had another date: they might be others.
    """
    article = read_article(path)
    if article is None or (article.signature, article.date) != (signature, planned.document.date):
        return {}
    made = {
        (segment.kind, segment.vi): Translation(
            en=segment.en, terms=segment.terms, issues=segment.issues, origin=segment.origin, score=segment.score
        )
        for segment in all_segments(article)
        if segment.origin in ("model", "rule")
    }
    parts: list[tuple[Segment, str]] = [
        (segment, part.key) for segment, part in zip(planned.segments, planned.plan.segments, strict=True)
    ]
    return {key: made[segment.kind, segment.vi] for segment, key in parts if (segment.kind, segment.vi) in made}


def read_article(path: Path) -> Article | None:
    """The article of a file in `articles/`; None for what isn't one of songngu's."""
    try:
        article = msgspec.json.decode(path.read_bytes(), type=Article)
    except (OSError, ValueError):
        return None
    return article if article.id == path.stem and is_signed(article.signature) else None
