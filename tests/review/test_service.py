"""Reviewing over the database: what is written stands, survives runs, is undone, spreads, and teaches the glossary."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from songngu import batch
from songngu.cli.run import find_sources
from songngu.errors import GlossaryError, UsageError
from songngu.readers import slug
from songngu.records import Article, TranslatedSegment, all_segments
from songngu.report import Report
from songngu.review.lookup import ConflictError, NotFoundError
from songngu.review.records import Filter, GlossaryEdit, Preview
from songngu.review.service import ReviewService
from songngu.settings import Settings

ENGLISH = "Vietnam beat the Thais 2-1 on the evening of January 5."
FLU = slug("suc-khoe/cum-mua.txt")


def run(folder: Path, settings: Settings) -> Report:
    sources, skipped = find_sources(str(folder))
    return batch.run(settings, sources, skipped, progress=lambda done, total: None)


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a glossary file of the user's, with a comment in it."""
    path = tmp_path / "mine.csv"
    path.write_text("# names\nvi,en,kind,mode,note\nHà Nội,Hanoi,place,,\n", encoding="utf-8")
    return replace(settings, glossary=(str(path),))


@pytest.fixture
def service(articles: Path, own: Settings) -> Iterator[ReviewService]:
    """A service over the digest of three articles, made by the echo engine."""
    run(articles, own)
    service = ReviewService(own)
    yield service
    service.close()


def segment(service: ReviewService, article: str, words: str) -> TranslatedSegment:
    return next(s for s in all_segments(service.article(article).article) if words in s.vi)


def version(service: ReviewService, article: str, name: str) -> str:
    return service.article(article).versions[name]


def edit(service: ReviewService, article: str, words: str, en: str, by: str = "me", **status: str) -> None:
    name = segment(service, article, words).id
    service.edit(article, name, en, version=version(service, article, name), by=by, **status)  # type: ignore[arg-type]


def settled(service: ReviewService, preview: Preview) -> Preview:
    for _ in range(400):
        state = service.preview_state(preview.id)
        if state.state in ("ready", "applied", "failed"):
            return state
        time.sleep(0.01)
    raise AssertionError(f"still {state.state}")


def on_disk(settings: Settings, article: str) -> Article:
    return msgspec.json.decode(Path(settings.out, "articles", f"{article}.json").read_bytes(), type=Article)


def test_a_folder_without_a_digest_says_how_to_make_one(settings: Settings) -> None:
    with pytest.raises(UsageError, match="songngu run"):
        ReviewService(settings)


def test_articles_are_listed_newest_first_with_their_progress(service: ReviewService) -> None:
    page = service.articles(Filter())
    assert [row.id for row in page.rows] == ["gia-vang", "bong-da", FLU]
    assert all(row.sentences > 0 and row.approved == 0 for row in page.rows)
    assert service.articles(Filter(), offset=2, limit=2).rows == page.rows[2:]
    assert service.neighbours(page.rows[1].id) == (page.rows[0].id, page.rows[2].id)


def test_an_edit_is_in_the_record_and_survives_a_run(service: ReviewService, articles: Path, own: Settings) -> None:
    edit(service, "bong-da", "tự hào", "I am proud of them.", status="approved")
    found = segment(service, "bong-da", "tự hào")
    assert (found.en, found.origin, found.status) == ("I am proud of them.", "human", "approved")
    assert segment_of(on_disk(own, "bong-da"), found.id).en == "I am proud of them."
    report = run(articles, own)
    assert report.articles["unchanged"] == 3
    assert report.segments["translated"] == 0
    page = Path(own.out, "index.html").read_text(encoding="utf-8")
    assert "I am proud of them." in page


def segment_of(article: Article, name: str) -> TranslatedSegment:
    return next(s for s in article.segments if s.id == name)


def test_an_edit_follows_its_sentence_when_others_come_before_it(
    service: ReviewService, articles: Path, own: Settings
) -> None:
    edit(service, "bong-da", "tự hào", "I am proud of them.")
    path = articles / "bong-da.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Huấn luyện", "Sân đầy.\n\nHuấn luyện"), encoding="utf-8")
    report = run(articles, own)
    assert report.segments["translated"] == 1
    found = segment(service, "bong-da", "tự hào")
    assert (found.en, found.origin, found.status) == ("I am proud of them.", "human", "draft")


def test_a_persons_text_is_checked_as_the_engines_is(service: ReviewService) -> None:
    edit(service, FLU, "tăng 15%", "Flu cases rose 51% last month.")
    found = segment(service, FLU, "tăng 15%")
    assert {issue.check for issue in found.issues} >= {"numbers", "terms"}
    assert [term.met for term in found.terms if term.vi == "Hà Nội"] == [False]
    edit(service, FLU, "tăng 15%", "Flu cases in Hanoi rose 15% last month, the Health Ministry says.")
    found = segment(service, FLU, "tăng 15%")
    assert not [issue for issue in found.issues if issue.severity == "error"]
    assert [term.how for term in found.terms if term.vi == "Hà Nội"] == ["human"]


def test_two_people_cannot_overwrite_each_other_silently(service: ReviewService) -> None:
    name = segment(service, "bong-da", "tự hào").id
    seen = version(service, "bong-da", name)
    service.edit("bong-da", name, "I am proud of them.", version=seen, by="one")
    with pytest.raises(ConflictError) as conflict:
        service.edit("bong-da", name, "I'm so proud.", version=seen, by="two")
    assert conflict.value.current.segment.en == "I am proud of them."
    with pytest.raises(ConflictError):
        service.set_status("bong-da", {name: seen}, "approved", by="two")
    service.edit("bong-da", name, "I'm so proud.", version=conflict.value.current.version, by="two")
    assert segment(service, "bong-da", "tự hào").en == "I'm so proud."


def test_approving_an_article_is_one_action_to_undo_and_redo(service: ReviewService) -> None:
    versions = service.article("bong-da").versions
    service.set_status("bong-da", versions, "approved", by="me")
    assert all(s.status == "approved" and s.origin == "model" for s in all_segments(service.article("bong-da").article))
    (row,) = [row for row in service.articles(Filter()).rows if row.id == "bong-da"]
    assert row.approved == row.sentences
    assert len(service.undo(by="me")) == len(versions)
    assert service.article("bong-da").versions == versions
    assert service.undo(by="me") == ()
    service.redo(by="me")
    assert all(s.status == "approved" for s in all_segments(service.article("bong-da").article))
    assert service.redo(by="me") == ()


def test_undo_goes_back_step_by_step_and_each_person_undoes_their_own(service: ReviewService) -> None:
    before = segment(service, "bong-da", "tự hào").en
    edit(service, "bong-da", "tự hào", "One.", by="me")
    edit(service, "bong-da", "tự hào", "Two.", by="me")
    assert service.undo(by="you") == ()
    assert [changed.segment.en for changed in service.undo(by="me")] == ["One."]
    assert [changed.segment.en for changed in service.undo(by="me")] == [before]
    assert [changed.segment.en for changed in service.redo(by="me")] == ["One."]
    edit(service, "bong-da", "tự hào", "Three.", by="me")
    assert service.redo(by="me") == ()
    edit(service, "bong-da", "tự hào", "Theirs.", by="you")
    with pytest.raises(ConflictError):
        service.undo(by="me")
    events = service.history("bong-da", segment(service, "bong-da", "tự hào").id)
    assert [event.what for event in events] == [
        "edited", "edited", "redone", "undone", "undone", "edited", "edited", "made",
    ]  # fmt: skip
    assert events[0].en == "Theirs."
    assert (events[-1].en, events[-1].at) == (before, None)


def test_what_is_saved_at_each_pause_of_typing_is_one_action(service: ReviewService) -> None:
    before = segment(service, "bong-da", "tự hào").en
    name = segment(service, "bong-da", "tự hào").id
    for text, continues in (("I am", False), ("I am proud", True), ("I am proud of them.", True), ("Proud.", False)):
        seen = version(service, "bong-da", name)
        service.edit("bong-da", name, text, version=seen, by="me", continues=continues)
    assert [event.en for event in service.history("bong-da", name)] == ["Proud.", "I am proud of them.", before]
    assert [changed.segment.en for changed in service.undo(by="me")] == ["I am proud of them."]
    assert [changed.segment.en for changed in service.undo(by="me")] == [before]
    assert [changed.segment.en for changed in service.redo(by="me")] == ["I am proud of them."]


def test_what_goes_on_with_another_sentence_is_an_action_of_its_own(service: ReviewService) -> None:
    edit(service, "bong-da", "tự hào", "Proud.")
    name = segment(service, "bong-da", "Rajamangala").id
    service.edit("bong-da", name, ENGLISH, version=version(service, "bong-da", name), by="me", continues=True)
    service.undo(by="me")
    assert segment(service, "bong-da", "tự hào").en == "Proud."


def test_an_empty_text_gives_the_machines_back(service: ReviewService) -> None:
    before = segment(service, "bong-da", "tự hào")
    edit(service, "bong-da", "tự hào", "Proud.", status="approved")
    edit(service, "bong-da", "tự hào", "  ")
    assert segment(service, "bong-da", "tự hào") == before


def test_a_made_headline_is_reviewed_as_any_sentence(service: ReviewService, own: Settings) -> None:
    seen = version(service, FLU, "title")
    service.edit(FLU, "title", "Flu cases up 15% in Hanoi", version=seen, by="me", status="approved")
    assert on_disk(own, FLU).title.en == "Flu cases up 15% in Hanoi"
    assert service.articles(Filter(text="flu cases up")).rows[0].en == "Flu cases up 15% in Hanoi"


def test_a_summary_says_what_its_sentence_says(service: ReviewService, own: Settings) -> None:
    cited = service.article("gia-vang").article.summary[0].segment
    service.edit("gia-vang", cited, "Gold is up.", version=version(service, "gia-vang", cited), by="me")
    assert on_disk(own, "gia-vang").summary[0].en == "Gold is up."


def test_an_approved_sentence_is_used_in_other_articles_now_and_later(
    service: ReviewService, articles: Path, own: Settings
) -> None:
    line = "Ngân hàng Nhà nước cho biết sẽ theo dõi sát thị trường."
    (articles / "sau.txt").write_text(f"Tin sau\n\n{line}\n", encoding="utf-8")
    run(articles, own)
    edit(service, "gia-vang", "Ngân hàng Nhà nước", "The central bank will watch the market.", status="approved")
    service.close()
    assert segment_of(on_disk(own, "sau"), "s2").en == "The central bank will watch the market."
    (articles / "mai.txt").write_text(f"Tin mai\n\n{line}\n", encoding="utf-8")
    report = run(articles, own)
    assert report.segments["translated"] == 1
    found = segment_of(on_disk(own, "mai"), "s2")
    assert (found.en, found.origin, found.status) == ("The central bank will watch the market.", "memory", "draft")
    again = ReviewService(own)
    name = segment(again, "gia-vang", "Ngân hàng Nhà nước").id
    again.set_status("gia-vang", {name: version(again, "gia-vang", name)}, "draft", by="me")
    again.close()
    assert run(articles, own).segments["translated"] == 0
    assert segment_of(on_disk(own, "mai"), "s2").origin == "model"


def test_sentences_are_found_by_text_term_doubt_and_approval(service: ReviewService) -> None:
    def found(**wanted: object) -> list[str]:
        return [each.segment.vi for each in service.segments(Filter(**wanted)).segments]  # type: ignore[arg-type]

    everything = found()
    assert len(everything) == service.segments(Filter()).total
    assert found(text="gia vang")
    assert all("vàng" in vi for vi in found(text="gia vang"))
    assert found(text="ha n") == found(text="Hà Nội") != []
    assert found(text="%") == [vi for vi in everything if "%" in vi]
    assert found(term="Thái Lan") == [vi for vi in everything if "Thái Lan" in vi]
    assert found(term="Thai Lan") == []
    assert found(text="no such words") == []
    assert found(text='"*(') == []
    name = segment(service, "gia-vang", "cao nhất").id
    service.set_status("gia-vang", {name: version(service, "gia-vang", name)}, "approved", by="me")
    assert set(everything) - set(found(unapproved=True)) == {segment(service, "gia-vang", "cao nhất").vi}
    assert found(article="gia-vang") == [s.vi for s in all_segments(service.article("gia-vang").article)]
    assert service.segments(Filter(), offset=2, limit=3).segments == service.segments(Filter()).segments[2:5]


def test_matches_show_what_differs(service: ReviewService, articles: Path, own: Settings) -> None:
    (articles / "sau.txt").write_text("Tin sau\n\nNgân hàng Nhà nước cho biết sẽ theo dõi thị trường vàng.\n", "utf-8")
    run(articles, own)
    assert service.matches("sau", "s2") == ()
    edit(service, "gia-vang", "Ngân hàng Nhà nước", "The central bank will watch the market.", status="approved")
    (match,) = service.matches("sau", "s2")
    assert 75 <= match.score < 100
    assert [match.vi[slice(*span)] for span in match.differences] == ["sát"]
    assert (match.en, match.source) == ("The central bank will watch the market.", "gia-vang")


def test_a_new_entry_touches_only_what_has_it(service: ReviewService, articles: Path, own: Settings) -> None:
    before = {name: service.article(name).article for name in ("bong-da", "gia-vang", FLU)}
    preview = settled(service, service.preview(GlossaryEdit(vi="Thái Lan", en="Thailand", kind="place")))
    assert {each.article for each in preview.affected} == {"bong-da"}
    assert preview.total == sum("Thái Lan" in s.vi for s in all_segments(before["bong-da"]))
    assert all("Thái Lan" in each.before and "Thailand" in (each.after or "") for each in preview.affected)
    assert service.article("bong-da").article == before["bong-da"]
    assert settled(service, service.apply(preview.id)).state == "applied"
    text = Path(own.glossary[0]).read_text(encoding="utf-8")
    assert text == "# names\nvi,en,kind,mode,note\nHà Nội,Hanoi,place,,\nThái Lan,Thailand,place,enforce,\n"
    for old, new in zip(before["bong-da"].segments, service.article("bong-da").article.segments, strict=True):
        assert ("Thailand" in new.en) if "Thái Lan" in old.vi else old == new
    assert service.article("gia-vang").article.segments == before["gia-vang"].segments
    report = run(articles, own)
    assert report.articles["unchanged"] == 3
    assert report.segments["translated"] == 0


def test_an_entry_is_removed_and_what_is_not_there_cannot_be(service: ReviewService, own: Settings) -> None:
    preview = settled(service, service.preview(GlossaryEdit(vi="Hà Nội", en=None)))
    assert preview.replaces is not None
    assert {each.article for each in preview.affected} == {FLU}
    assert settled(service, service.apply(preview.id)).state == "applied"
    assert Path(own.glossary[0]).read_text(encoding="utf-8") == "# names\nvi,en,kind,mode,note\n"
    assert all("Hanoi" not in s.en for s in service.article(FLU).article.segments)
    with pytest.raises(GlossaryError, match="no entry"):
        service.preview(GlossaryEdit(vi="Đà Nẵng", en=None))


def test_what_a_person_wrote_is_kept_and_flagged_where_it_violates_the_entry(service: ReviewService) -> None:
    edit(service, "bong-da", "Rajamangala", ENGLISH, status="approved")
    preview = settled(service, service.preview(GlossaryEdit(vi="Thái Lan", en="Thailand", kind="place")))
    (kept,) = [each for each in preview.affected if each.kept]
    assert (kept.after, kept.violates) == (kept.before, True)
    settled(service, service.apply(preview.id))
    found = segment(service, "bong-da", "Rajamangala")
    assert (found.en, found.status) == (ENGLISH, "approved")
    assert any(issue.severity == "error" and "Thái Lan" in issue.message for issue in found.issues)


def test_a_preview_of_an_older_glossary_is_not_applied(service: ReviewService, own: Settings) -> None:
    one = service.preview(GlossaryEdit(vi="Thái Lan", en="Thailand"), translate=False)
    two = service.preview(GlossaryEdit(vi="Việt Nam", en="Vietnam"), translate=False)
    settled(service, service.apply(one.id))
    with pytest.raises(GlossaryError, match="changed since"):
        service.apply(two.id)
    assert "Việt Nam" not in Path(own.glossary[0]).read_text(encoding="utf-8")


def test_what_is_not_there_is_said(service: ReviewService) -> None:
    with pytest.raises(NotFoundError):
        service.article("../x")
    with pytest.raises(NotFoundError):
        service.history("bong-da", "s999")
    with pytest.raises(NotFoundError):
        service.preview_state("x")
    with pytest.raises(UsageError, match="longer"):
        edit(service, "bong-da", "tự hào", "x" * 30_000)


def test_the_digest_is_written_at_the_end_where_something_changed(service: ReviewService, own: Settings) -> None:
    page = Path(own.out, "index.html")
    edit(service, "bong-da", "tự hào", "I am proud of them.")
    assert "I am proud of them." not in page.read_text(encoding="utf-8")
    service.close()
    assert "I am proud of them." in page.read_text(encoding="utf-8")


def test_a_selection_proposes_the_other_side_and_shows_where_else_it_stands(
    service: ReviewService, articles: Path, own: Settings
) -> None:
    edit(service, "bong-da", "Rajamangala", ENGLISH.replace("the Thais", "Thailand"))
    found = segment(service, "bong-da", "Rajamangala")
    start = found.vi.index("hái Lan")
    proposal = service.propose("bong-da", found.id, "vi", start, start + 5)
    assert (proposal.vi, proposal.en) == ("Thái Lan", "Thailand")
    assert proposal.existing is None
    assert proposal.total == len(proposal.occurrences) == 2
    start = found.en.index("Thailand")
    back = service.propose("bong-da", found.id, "en", start, start + 8)
    assert (back.vi, back.en) == ("Thái Lan", "Thailand")
    known = segment(service, FLU, "tăng 15%")
    start = known.vi.index("Hà Nội")
    existing = service.propose(FLU, known.id, "vi", start, start + 6).existing
    assert existing is not None
    assert existing.en == ("Hanoi",)
    with pytest.raises(UsageError, match="nothing is selected"):
        service.propose("bong-da", found.id, "vi", 3, 3)


def test_names_that_the_glossary_lacks_are_suggested_until_it_has_them(service: ReviewService) -> None:
    assert "Thái Lan" in {one.vi for one in service.suggestions(least=1)}
    settled(service, service.apply(service.preview(GlossaryEdit(vi="Thái Lan", en="Thailand"), translate=False).id))
    assert "Thái Lan" not in {one.vi for one in service.suggestions(least=1)}
