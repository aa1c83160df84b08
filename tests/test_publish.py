"""The digest of what the store shows: in order, and quoting its articles."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from songngu import batch
from songngu.publish import read_whole
from songngu.records import Digest
from songngu.salvage import open_store
from songngu.settings import Settings
from songngu.sources import Input
from songngu.summarise.overview import overview_length


def digest_of(texts: dict[str, str], settings: Settings) -> Digest:
    """What a run over these texts leaves for the digest."""
    sources = [Input(path=Path(name), root=Path(), data=text.encode()) for name, text in texts.items()]
    batch.run(settings, sources, progress=lambda done, total: None)
    store, _ = open_store(Path(settings.out))
    with store:
        return read_whole(store, "signature")


def test_the_digest_is_newest_first_undated_last_then_by_path(settings: Settings) -> None:
    dates = {"a.txt": "", "b.txt": "2026-01-05", "c.txt": "2026-01-09", "d.txt": "2026-01-05", "e.txt": ""}
    texts = {name: f"Tin {name[0]}\n\nCó tin {name[0]}.\n" for name in dates}
    texts |= {name: f" date {day}\n\n{texts[name]}" for name, day in dates.items() if day}
    digest = digest_of(texts, settings)
    assert [article.path for article in digest.articles] == ["c.txt", "b.txt", "d.txt", "a.txt", "e.txt"]
    turned = dict(reversed(list(texts.items())))
    assert digest_of(turned, replace(settings, out=settings.out + "2")) == digest, "in whatever order they are given"


def test_the_overview_quotes_what_the_articles_say(settings: Settings) -> None:
    digest = digest_of(
        {f"{n}.txt": f"Tin số {n}\n\nThành phố {n} có {n} dự án. Trời mưa to.\n" for n in range(8)}, settings
    )
    articles = {article.id: {s.id: (s.vi, s.en) for s in article.segments} for article in digest.articles}
    assert 0 < len(digest.overview) <= overview_length(8)
    assert all(articles[one.article][one.segment] == (one.vi, one.en) for one in digest.overview)


def test_no_articles_make_an_empty_digest(settings: Settings) -> None:
    store, _ = open_store(Path(settings.out))
    with store:
        digest = read_whole(store, "signature")
    assert (digest.articles, digest.overview) == ((), ())
