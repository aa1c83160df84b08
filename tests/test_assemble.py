"""Articles and the digest are put together from their parts, in order and without loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from songngu.assemble import build_article
from songngu.errors import UsageError
from songngu.plan import Planner
from songngu.records import Finished, Issue, Translation
from songngu.settings import Settings
from songngu.sources import Input

TEXT = "Tin kinh tế\n\nHà Nội có mưa. Giá vàng tăng.\n\nNgười dân đi mua vàng.\n"


def finish(settings: Settings, name: str, text: str = TEXT) -> Finished:
    planned = Planner(settings).plan(Input(path=Path(name), root=Path(), data=text.encode()))
    doubt = (Issue(check="length", severity="warning", message="short"),)
    translations = {
        part.key: Translation(en=f"<{part.vi}>", issues=doubt, score=-0.5, status="approved", origin="human")
        for part in planned.plan.segments
    }
    article = build_article(planned, translations, "signature", settings)
    return Finished(inputs="inputs", plan=planned.plan, document=planned.document, article=article)


def test_every_segment_stands_beside_its_translation_with_its_proof(settings: Settings) -> None:
    done = finish(settings, "a.txt")
    assert [segment.id for segment in done.article.segments] == [segment.id for segment in done.document.segments]
    for segment, source in zip(done.article.segments, done.document.segments, strict=True):
        assert (segment.vi, segment.paragraph, segment.kind) == (source.vi, source.paragraph, source.kind)
        assert segment.en == f"<{segment.vi}>"
        assert (segment.score, segment.status, segment.origin) == (-0.5, "approved", "human")
        assert [issue.check for issue in segment.issues] == ["length"]
    assert (done.article.title.vi, done.article.title.segment) == ("Tin kinh tế", done.document.title_id)


def test_a_headline_made_for_an_article_is_its_title_but_no_segment(settings: Settings) -> None:
    text = "Sáng nay, giá vàng trong nước tăng mạnh so với hôm qua, theo các công ty lớn.\n\nNgười dân đi mua vàng.\n"
    article = finish(settings, "a.txt", text).article
    assert article.title.segment is None
    assert article.title.en == f"<{article.title.vi}>"
    assert [issue.check for issue in article.title.issues] == ["length"], "no segment has its doubts, so it has them"
    assert "title" not in {segment.id for segment in article.segments}


@pytest.mark.parametrize("sentences", [0, 1, 3])
def test_a_summary_is_of_the_articles_own_sentences(settings: Settings, sentences: int) -> None:
    article = finish(replace(settings, summary=sentences), "a.txt").article
    assert len(article.summary) == sentences
    segments = {segment.id: (segment.vi, segment.en) for segment in article.segments}
    assert all(segments[one.segment] == (one.vi, one.en) for one in article.summary)


def test_an_unknown_summariser_lists_the_known_ones(settings: Settings) -> None:
    with pytest.raises(UsageError, match="lexrank"):
        finish(replace(settings, summariser="best"), "a.txt")
