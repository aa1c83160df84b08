"""What goes wrong while a digest is reviewed: others write at once, articles and files change, all is killed."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from songngu.digest import RENDERERS
from songngu.engines.echo import EchoEngine
from songngu.errors import GlossaryError, ModelError, StoreError
from songngu.publish import read_whole
from songngu.records import Article, TranslatedSegment, all_segments
from songngu.report import Report
from songngu.review import teaching
from songngu.review.app import build_app
from songngu.review.lookup import ConflictError
from songngu.review.records import Filter, GlossaryEdit, Preview
from songngu.review.service import ReviewService
from songngu.reviews import remember
from songngu.settings import Settings
from songngu.store import Store

FORUM = GlossaryEdit(vi="Diễn đàn Biển Xanh", en="Blue Sea Forum", kind="organisation")
PROUD = "The delegates agreed."


@pytest.fixture
def service(own: Settings) -> Iterator[ReviewService]:
    service = ReviewService(own)
    yield service
    service.close()


def segment(service: ReviewService, article: str, words: str) -> TranslatedSegment:
    return next(s for s in all_segments(service.article(article).article) if words in s.vi)


def edit(service: ReviewService, article: str, words: str, en: str, *, by: str = "me", approve: bool = False) -> None:
    name = segment(service, article, words).id
    version = service.article(article).versions[name]
    service.edit(article, name, en, version=version, by=by, status="approved" if approve else "draft")


def set_status(service: ReviewService, article: str, words: str, status: str) -> None:
    name = segment(service, article, words).id
    versions = {name: service.article(article).versions[name]}
    service.set_status(article, versions, status, by="me")  # type: ignore[arg-type]


def settled(service: ReviewService, preview: Preview) -> Preview:
    for _ in range(1000):
        state = service.preview_state(preview.id)
        if state.state in ("ready", "applied", "failed"):
            return state
        time.sleep(0.01)
    raise AssertionError(f"still {state.state}")


def applied(service: ReviewService, change: GlossaryEdit) -> Preview:
    return settled(service, service.apply(service.preview(change, translate=False).id))


def rewrite(settings: Settings, name: str, old: str, new: str) -> None:
    path = Path(settings.out).parent / "in" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def faults(settings: Settings) -> list[str]:
    """Where the database contradicts itself, or its files."""
    found = []
    with Store(Path(settings.out, "songngu.db")) as store:
        assert store.query("PRAGMA integrity_check") == [("ok",)]
        finished = [store.get_finished(name) for name in store.marks()]
        for one in finished:
            article = one.article
            rows = store.query(
                "SELECT segment, vi, en, approved, origin FROM sentences WHERE article = ? ORDER BY position",
                (article.id,),
            )
            if rows != [(s.id, s.vi, s.en, int(s.status == "approved"), s.origin) for s in all_segments(article)]:
                found.append(f"index of {article.id}")
            path = Path(settings.out, "articles", f"{article.id}.json")
            if msgspec.json.decode(path.read_bytes(), type=Article) != article:
                found.append(f"file of {article.id}")
            for vi, en, status, origin in store.query(
                "SELECT vi, en, status, origin FROM reviews WHERE article = ?", (article.id,)
            ):
                standing = {(s.en, s.status, s.origin) for s in all_segments(article) if s.vi == vi}
                if standing - {(en, status, origin)}:
                    found.append(f"review in {article.id}: {vi}")
        words = store.query("SELECT count(*) FROM words")[0][0]
        if words != store.query("SELECT count(*) FROM sentences")[0][0]:
            found.append("index of words")
        signature = msgspec.json.decode(Path(settings.out, "report.json").read_bytes(), type=Report).signature
        page = RENDERERS["html"].render(read_whole(store, signature))
        if Path(settings.out, "index.html").read_bytes() != page:
            found.append("index.html")
    return found


# Articles that go, come back and change while they are reviewed


def test_a_review_does_not_bring_back_an_article_that_is_not_given_any_more(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    path = Path(own.out).parent / "in" / "nghe-ca.txt"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    digest_of()
    edit(service, "nghe-ca", "Ngư dân Quảng Nam", "Fishermen hope.", approve=True)  # in a tab that is still open
    assert [row.id for row in service.articles(Filter()).rows] == ["dien-dan", "nguy-hiem"]
    assert not Path(own.out, "articles", "nghe-ca.json").exists()
    path.write_text(text, encoding="utf-8")
    digest_of()
    assert segment(service, "nghe-ca", "Ngư dân Quảng Nam").en == "Fishermen hope."
    assert faults(own) == []


def test_what_is_approved_reaches_articles_that_are_not_given_any_more_without_bringing_them_back(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    folder = Path(own.out).parent / "in"
    (folder / "sau.txt").write_text("Tin sau\n\nCác đại biểu đồng tình.\n", encoding="utf-8")
    digest_of()
    (folder / "sau.txt").unlink()
    digest_of()
    edit(service, "dien-dan", "đồng tình", PROUD, approve=True)
    service.close()
    assert not Path(own.out, "articles", "sau.json").exists()
    digest_of()
    assert faults(own) == []


def test_an_article_that_is_renamed_keeps_what_was_done_to_it(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    edit(service, "dien-dan", "đồng tình", PROUD)
    set_status(service, "dien-dan", "bảo vệ", "approved")
    before = service.article("dien-dan")
    folder = Path(own.out).parent / "in"
    (folder / "dien-dan.txt").rename(folder / "bien-xanh.txt")
    assert digest_of().segments["translated"] == 0
    assert service.article("bien-xanh").versions == before.versions
    assert faults(own) == []


def test_the_latest_approval_of_two_is_used_elsewhere_until_it_is_taken_back(
    own: Settings, digest_of: Callable[[], Report]
) -> None:
    folder = Path(own.out).parent / "in"
    for name in ("mot", "hai"):
        (folder / f"{name}.txt").write_text(f"Tin {name}\n\nCác đại biểu đồng tình.\n", encoding="utf-8")
    digest_of()
    seen = []
    for article, english in (("dien-dan", "First."), ("mot", "Second."), ("mot", ""), ("dien-dan", "")):
        service = ReviewService(own)
        if english:
            edit(service, article, "đồng tình", english, approve=True)
        else:
            set_status(service, article, "đồng tình", "draft")
        service.close()  # waits until it has reached the others
        found = segment(service, "hai", "đồng tình")
        seen.append((found.en, found.origin))
    machine = "[Các đại biểu đồng tình.]"
    assert seen == [("First.", "memory"), ("Second.", "memory"), ("First.", "memory"), (machine, "model")]
    digest_of()
    assert faults(own) == []


def test_a_sentence_that_goes_and_comes_back_is_as_it_was_left(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    edit(service, "dien-dan", "đồng tình", "One.")
    edit(service, "dien-dan", "đồng tình", "Two.")
    rewrite(own, "dien-dan.txt", "Các đại biểu đồng tình.", "Hết.")
    digest_of()
    assert service.undo(by="me") == ()
    assert service.undo(by="me") == ()
    assert service.redo(by="me") == ()
    rewrite(own, "dien-dan.txt", "Hết.", "Các đại biểu đồng tình.")
    digest_of()
    assert segment(service, "dien-dan", "đồng tình").en == "One."
    assert faults(own) == []


def test_undoing_what_somebody_else_changed_before_the_sentence_went_changes_nothing(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    edit(service, "dien-dan", "đồng tình", "Mine.", by="me")
    edit(service, "dien-dan", "đồng tình", "Yours.", by="you")
    rewrite(own, "dien-dan.txt", "Các đại biểu đồng tình.", "Hết.")
    digest_of()
    assert service.undo(by="me") == ()
    rewrite(own, "dien-dan.txt", "Hết.", "Các đại biểu đồng tình.")
    digest_of()
    assert segment(service, "dien-dan", "đồng tình").en == "Yours."


def test_undo_after_the_glossary_has_changed_gives_the_engines_text_under_the_new_one(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    edit(service, "nghe-ca", "Biển Xanh", "The forum will talk about fishing.")
    with Path(own.glossary[0]).open("a", encoding="utf-8") as file:
        file.write("Diễn đàn Biển Xanh,Blue Sea Forum,organisation,,\n")
    digest_of()
    assert segment(service, "nghe-ca", "Biển Xanh").origin == "human"
    (changed,) = service.undo(by="me")
    assert "Blue Sea Forum" in changed.segment.en
    assert changed.segment.origin == "model"
    (changed,) = service.redo(by="me")
    assert changed.segment.en == "The forum will talk about fishing."
    digest_of()
    assert faults(own) == []


def test_undo_after_an_import_gives_what_the_memory_now_has(service: ReviewService, own: Settings) -> None:
    edit(service, "dien-dan", "đồng tình", "Mine.")
    with service.store() as store:
        remember(store, [("Các đại biểu đồng tình.", PROUD)], "theirs.tmx")
    assert {changed.segment.en for changed in service.undo(by="me")} == {PROUD}
    assert {changed.segment.en for changed in service.redo(by="me")} == {"Mine."}


def test_two_people_undo_their_own_in_any_order(service: ReviewService) -> None:
    before = segment(service, "dien-dan", "đồng tình"), segment(service, "dien-dan", "1.200")
    edit(service, "dien-dan", "đồng tình", "Mine.", by="me")
    edit(service, "dien-dan", "1.200", "Yours.", by="you")
    edit(service, "dien-dan", "đồng tình", "Mine again.", by="me")
    service.undo(by="you")
    service.undo(by="me")
    service.undo(by="me")
    assert (segment(service, "dien-dan", "đồng tình"), segment(service, "dien-dan", "1.200")) == before


def test_an_engines_text_that_is_no_longer_approved_follows_the_glossary_again(service: ReviewService) -> None:
    before = segment(service, "nghe-ca", "Biển Xanh")
    set_status(service, "nghe-ca", "Biển Xanh", "approved")
    set_status(service, "nghe-ca", "Biển Xanh", "draft")
    assert segment(service, "nghe-ca", "Biển Xanh") == before
    preview = applied(service, FORUM)
    assert segment(service, "nghe-ca", "Biển Xanh").en in {each.after for each in preview.affected}
    assert "Blue Sea Forum" in segment(service, "nghe-ca", "Biển Xanh").en


def test_another_model_than_the_runs_makes_no_text_in_its_name(service: ReviewService) -> None:
    edit(service, "dien-dan", "đồng tình", "Mine.")
    set_status(service, "dien-dan", "bảo vệ", "approved")
    approved = segment(service, "dien-dan", "bảo vệ").en
    with service.store() as store:
        finished = store.get_finished("dien-dan")
        store.save_finished([replace(finished, plan=replace(finished.plan, engine="other/1"))])
        store.query("DELETE FROM translations")
    with pytest.raises(ModelError, match="other/1"):
        edit(service, "dien-dan", "đồng tình", "")
    assert segment(service, "dien-dan", "đồng tình").en == "Mine."
    set_status(service, "dien-dan", "bảo vệ", "draft")
    found = segment(service, "dien-dan", "bảo vệ")
    assert (found.en, found.status) == (approved, "draft")
    with service.store() as store:
        assert store.query("SELECT count(*) FROM translations") == [(0,)]


# The glossary while others write, and while its file is edited


def test_a_preview_tells_what_the_memory_keeps(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    vi = segment(service, "nghe-ca", "Biển Xanh").vi
    with service.store() as store:
        remember(store, [(vi, "The forum will talk about fishing.")], "theirs.tmx")
    digest_of()
    preview = settled(service, service.preview(FORUM))
    told = {each.article: each for each in preview.affected if each.article == "nghe-ca"}["nghe-ca"]
    assert (told.after, told.kept, told.violates) == ("The forum will talk about fishing.", True, True)
    settled(service, service.apply(preview.id))
    assert segment(service, "nghe-ca", "Biển Xanh").en == told.after


@pytest.mark.parametrize("moment", ["before it is applied", "while it is applied"])
def test_a_run_in_between_is_not_signed_as_made_under_the_new_glossary(
    service: ReviewService,
    own: Settings,
    digest_of: Callable[[], Report],
    moment: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = Path(own.out).parent / "in"
    preview = settled(service, service.preview(FORUM))
    text = Path(own.glossary[0]).read_bytes()

    def run_under_the_old_glossary() -> None:
        new = Path(own.glossary[0]).read_bytes()
        Path(own.glossary[0]).write_bytes(text)
        (folder / "moi.txt").write_text("Tin mới\n\nDiễn đàn Biển Xanh kết thúc.\n", encoding="utf-8")
        rewrite(own, "nghe-ca.txt", "Ngư dân Quảng Nam", "Một câu mới. Ngư dân Quảng Nam")
        digest_of()
        Path(own.glossary[0]).write_bytes(new)

    bring = teaching.bring_up_to_date

    def bring_late(*arguments: object) -> None:
        run_under_the_old_glossary()
        bring(*arguments)  # type: ignore[arg-type]

    if moment == "before it is applied":
        run_under_the_old_glossary()
    else:
        monkeypatch.setattr(teaching, "bring_up_to_date", bring_late)
    end = settled(service, service.apply(preview.id))
    assert (end.state, end.problem) == ("applied", "")
    digest_of()
    for name in ("moi", "nghe-ca", "dien-dan"):
        for found in all_segments(service.article(name).article):
            assert ("Diễn đàn Biển Xanh" in found.vi) == ("Blue Sea Forum" in found.en)
    assert faults(own) == []


def test_a_run_during_a_preview_leaves_out_what_is_gone(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = teaching.plan_touched

    def plan(*arguments: object) -> object:
        rewrite(own, "nghe-ca.txt", "Diễn đàn Biển Xanh sẽ bàn về nghề cá.", "")
        digest_of()
        return planned(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(teaching, "plan_touched", plan)
    assert settled(service, service.preview(FORUM)).state == "ready"


def test_an_edit_of_the_file_by_hand_is_neither_lost_nor_overlooked(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    path = Path(own.glossary[0])
    preview = service.preview(FORUM, translate=False)
    path.write_text(
        path.read_text(encoding="utf-8") + "Quảng Nam,Quang Nam Province,place,,by hand\n", encoding="utf-8"
    )
    with pytest.raises(GlossaryError, match="changed since"):
        service.apply(preview.id)
    assert "Blue Sea Forum" not in path.read_text(encoding="utf-8")
    assert applied(service, FORUM).state == "applied"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == [
        "Quảng Nam,Quang Nam Province,place,,by hand",
        "Diễn đàn Biển Xanh,Blue Sea Forum,organisation,enforce,",
    ]
    digest_of()
    assert "Quang Nam Province" in segment(service, "nghe-ca", "Ngư dân Quảng Nam").en
    assert "Blue Sea Forum" in segment(service, "nghe-ca", "Biển Xanh").en
    assert digest_of().articles["unchanged"] == 3


def test_a_glossary_taught_through_two_servers_has_both_entries_in_force(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    other = ReviewService(own)
    try:
        assert applied(other, GlossaryEdit(vi="Quảng Nam", en="Quang Nam Province")).state == "applied"
        assert applied(service, FORUM).state == "applied"
    finally:
        other.close()
    assert "Quang Nam Province" in segment(service, "nghe-ca", "Ngư dân Quảng Nam").en
    assert "Blue Sea Forum" in segment(service, "nghe-ca", "Biển Xanh").en
    assert digest_of().segments["translated"] == 0
    assert digest_of().articles["unchanged"] == 3


@pytest.mark.parametrize("breakage", ["vi,en\nmột\n", "\0", "nothing\n"])
def test_a_file_broken_by_hand_is_told_and_left_as_it_is(service: ReviewService, own: Settings, breakage: str) -> None:
    path = Path(own.glossary[0])
    preview = service.preview(FORUM, translate=False)
    path.write_text(breakage, encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"mine\.csv"):
        service.preview(FORUM)
    with pytest.raises(GlossaryError, match=r"mine\.csv"):
        service.apply(preview.id)
    assert path.read_text(encoding="utf-8") == breakage
    edit(service, "dien-dan", "đồng tình", PROUD)  # the rest goes on
    service.close()
    assert PROUD in Path(own.out, "index.html").read_text(encoding="utf-8")


def test_a_file_that_is_gone_is_made_again(service: ReviewService, own: Settings) -> None:
    Path(own.glossary[0]).unlink()
    assert applied(service, FORUM).state == "applied"
    assert "Blue Sea Forum" in Path(own.glossary[0]).read_text(encoding="utf-8")


def test_a_link_to_the_file_stays_a_link(own: Settings, tmp_path: Path) -> None:
    path = Path(own.glossary[0])
    path.rename(tmp_path / "real.csv")
    path.symlink_to(tmp_path / "real.csv")
    service = ReviewService(own)
    assert applied(service, FORUM).state == "applied"
    service.close()
    assert path.is_symlink()
    assert "Blue Sea Forum" in (tmp_path / "real.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "vi", ['"Biển" NEAR(Xanh)', "Biển* AND (Xanh OR vi:Xanh)", "^Biển-Xanh:", "Biển_Xanh", "BIỂN XANH", "a🇻🇳"]
)
def test_an_entry_may_have_any_signs(service: ReviewService, vi: str) -> None:
    preview = settled(service, service.preview(GlossaryEdit(vi=vi, en="Blue Sea")))
    assert preview.state == "ready"
    assert settled(service, service.apply(preview.id)).state == "applied"
    assert settled(service, service.apply(service.preview(GlossaryEdit(vi=vi, en=None)).id)).state == "applied"


@pytest.mark.parametrize("vi", ["'--;", '"*', "🇻🇳", " "])
def test_an_entry_of_signs_alone_is_refused(service: ReviewService, vi: str) -> None:
    with pytest.raises(GlossaryError, match="no word"):
        service.preview(GlossaryEdit(vi=vi, en="Blue Sea"))
    with pytest.raises(GlossaryError, match="no entry"):
        service.preview(GlossaryEdit(vi=vi, en=None))


def test_doubts_about_an_entry_are_told_with_its_preview(service: ReviewService) -> None:
    (note,) = service.preview(GlossaryEdit(vi="biển", en="sea"), translate=False).notes
    assert "one syllable" in note
    assert service.preview(FORUM, translate=False).notes == ()


def test_an_entry_that_another_file_of_the_users_has_first_is_told(own: Settings, tmp_path: Path) -> None:
    service = ReviewService(own, tmp_path / "other.csv")
    (note,) = service.preview(GlossaryEdit(vi="Hà Nội", en="Ha Noi", kind="place"), translate=False).notes
    assert "mine.csv:3 has 'Hanoi' for the same words" in note
    service.close()


def test_a_file_that_cannot_be_written_is_told_and_the_edit_is_not_in_force(own: Settings, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder is wanted", encoding="utf-8")
    service = ReviewService(own, tmp_path / "taken" / "mine.csv")
    preview = settled(service, service.preview(FORUM))
    with pytest.raises(GlossaryError, match="can't be written"):
        service.apply(preview.id)
    assert service.preview_state(preview.id).state == "ready"
    assert service.preview(FORUM, translate=False).replaces is None
    service.close()


def test_an_edit_that_failed_in_the_middle_is_told_tried_again_or_done_by_the_next_run(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **more: object) -> object:
        raise ModelError("out of memory", where="model", mend="Use fewer threads")

    with monkeypatch.context() as patched:
        patched.setattr(EchoEngine, "translate", fail)
        preview = service.apply(service.preview(FORUM, translate=False).id)
        end = settled(service, preview)
        assert (end.state, end.problem) == ("failed", "model: out of memory. Use fewer threads")
        assert "Blue Sea Forum" in Path(own.glossary[0]).read_text(encoding="utf-8")
    text = Path(own.glossary[0]).read_bytes()
    again = settled(service, service.apply(preview.id))
    assert (again.state, again.problem) == ("applied", "")
    assert Path(own.glossary[0]).read_bytes() == text
    assert "Blue Sea Forum" in segment(service, "nghe-ca", "Biển Xanh").en
    assert digest_of().segments["translated"] == 0


def test_a_server_that_ends_during_an_edit_leaves_the_rest_to_the_next_run(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    preview = service.preview(FORUM, translate=False)
    service.close()
    assert service.apply(preview.id).state == "applying"
    edit(service, "dien-dan", "đồng tình", PROUD)
    digest_of()
    assert "Blue Sea Forum" in segment(service, "nghe-ca", "Biển Xanh").en
    assert segment(service, "dien-dan", "đồng tình").en == PROUD
    assert faults(own) == []


def test_two_who_look_at_previews_both_get_them(service: ReviewService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teaching, "AT_A_TIME", 1)
    translate = EchoEngine.translate

    def slowly(engine: EchoEngine, *arguments: object, **more: object) -> object:
        time.sleep(0.05)
        return translate(engine, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(EchoEngine, "translate", slowly)
    one = service.preview(FORUM)
    two = service.preview(GlossaryEdit(vi="Quảng Nam", en="Quang Nam Province"))
    assert settled(service, two).state == "ready"
    assert settled(service, one).state == "ready"
    assert all(each.after for each in service.preview_state(one.id).affected)


@pytest.mark.parametrize("act", ["look", "apply"])
def test_who_asks_while_sentences_are_sought_is_told_no_half_of_it(
    service: ReviewService, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Sentences were shown with no English before, and an edit being applied touched none and was counted."""
    monkeypatch.setattr("songngu.review.previews.AT_ONCE", 0)
    preview = service.preview(FORUM, translate=False)
    begun, asked = Event(), Event()

    def held_up(function: Callable[..., object]) -> Callable[..., object]:
        def wait(*arguments: object) -> object:
            begun.set()
            assert asked.wait(10)
            return function(*arguments)

        return wait

    if act == "look":
        english = teaching.current_english
        patched = [english, held_up(english)]  # at once, then in the background
        monkeypatch.setattr(teaching, "current_english", lambda *given: patched.pop(0)(*given))
        preview = service.preview(FORUM)
    else:
        monkeypatch.setattr(teaching, "find_touched", held_up(teaching.find_touched))
        service.apply(preview.id)
    assert begun.wait(10)
    told = service.preview_state(preview.id)
    asked.set()
    end = settled(service, preview)
    assert told.total >= end.total > 0
    assert all(each.before for each in (*told.affected, *end.affected))
    assert len(end.affected) == end.total


# Others that write at once, and what cannot be written


def test_a_database_in_use_for_long_is_told_and_nothing_is_lost(
    service: ReviewService, own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("songngu.store.BUSY_SECONDS", 0.05)
    before = segment(service, "dien-dan", "đồng tình")
    other = sqlite3.connect(Path(own.out, "songngu.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use"):
        edit(service, "dien-dan", "đồng tình", PROUD)
    client = TestClient(build_app(service, 8765), base_url="http://127.0.0.1:8765")
    given = {"en": PROUD, "version": service.article("dien-dan").versions[before.id]}
    address = f"/api/articles/dien-dan/sentences/{before.id}"
    answer = client.put(address, json=given, headers={"X-Songngu-Tab": "tab-of-mine"})
    assert answer.status_code == 503
    assert "in use" in answer.json()["error"]
    assert segment(service, "dien-dan", "đồng tình") == before
    other.execute("ROLLBACK")
    other.close()
    edit(service, "dien-dan", "đồng tình", PROUD)
    assert segment(service, "dien-dan", "đồng tình").en == PROUD


def test_a_full_disk_is_told_and_the_next_run_mends_the_files(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Store.__init__

    def open_full(store: Store, path: Path) -> None:
        opened(store, path)
        pages = store.query("PRAGMA page_count")[0][0]
        store.query(f"PRAGMA max_page_count = {pages}")

    before = segment(service, "dien-dan", "đồng tình")
    with monkeypatch.context() as patched:
        patched.setattr(Store, "__init__", open_full)
        with pytest.raises(StoreError, match="disk is full"):
            edit(service, "dien-dan", "đồng tình", "x" * 20_000)
    assert segment(service, "dien-dan", "đồng tình") == before
    digest_of()
    assert faults(own) == []


def test_what_cannot_be_written_to_the_folder_is_not_called_saved(service: ReviewService, own: Settings) -> None:
    before = segment(service, "dien-dan", "đồng tình")
    folder = Path(own.out, "articles")
    folder.rename(folder.with_name("moved"))
    folder.write_text("a file in its place", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be written"):
        edit(service, "dien-dan", "đồng tình", PROUD)
    folder.unlink()
    folder.with_name("moved").rename(folder)
    assert segment(service, "dien-dan", "đồng tình") == before
    assert service.history("dien-dan", before.id) == ()


def test_a_file_that_the_database_does_not_know_is_written_again(
    own: Settings, digest_of: Callable[[], Report]
) -> None:
    """As a process leaves it that is killed after it wrote the file, or as somebody edited it."""
    path = Path(own.out, "articles", "dien-dan.json")
    right = path.read_bytes()
    path.write_bytes(right.replace(b"[", b"{", 1) if b"[" in right else b"")
    assert digest_of().segments["translated"] == 0
    assert path.read_bytes() == right
    path.touch()  # as in a folder that was copied
    assert digest_of().articles["unchanged"] == 3


def test_a_digest_that_a_killed_server_left_behind_is_written_again(
    own: Settings, digest_of: Callable[[], Report]
) -> None:
    service = ReviewService(own)
    edit(service, "dien-dan", "đồng tình", PROUD)
    service.close()
    again = ReviewService(own)  # killed: it is never closed
    again.undo(by="me")
    digest_of()
    assert faults(own) == []


def test_a_list_is_of_one_moment_whatever_a_run_takes_away_meanwhile(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = service.segments(Filter(text="nghề cá"))
    get = Store.finished

    def get_late(store: Store, name: str) -> object:
        with monkeypatch.context() as patched:
            patched.setattr(Store, "finished", get)
            rewrite(own, "nghe-ca.txt", "Diễn đàn Biển Xanh sẽ bàn về nghề cá.", "")
            digest_of()
        return get(store, name)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "finished", get_late)
        assert service.segments(Filter(text="nghề cá")) == before
    assert service.segments(Filter(text="nghề cá")).total == 0


def test_undo_pressed_twice_at_once_takes_back_two_actions(service: ReviewService) -> None:
    before = segment(service, "dien-dan", "đồng tình")
    for english in ("One.", "Two.", "Three.", "Four."):
        edit(service, "dien-dan", "đồng tình", english)
    threads = [Thread(target=service.undo, kwargs={"by": "me"}) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert segment(service, "dien-dan", "đồng tình") == before


def test_two_servers_and_a_run_at_once_lose_nothing(own: Settings, digest_of: Callable[[], Report]) -> None:
    services = [ReviewService(own), ReviewService(own)]
    wrong: list[BaseException] = []

    def review(service: ReviewService, who: str) -> None:
        try:
            for number in range(15):
                with suppress(ConflictError):
                    edit(service, "dien-dan", "1.200" if number % 3 else "đồng tình", f"{who} {number}", by=who)
                edit(service, "nghe-ca" if who == "a" else "nguy-hiem", "ở" if who == "b" else "ổn", f"{who}{number}")
                if number % 4 == 0:
                    with suppress(ConflictError):
                        service.undo(by=who)
        except BaseException as error:
            wrong.append(error)

    threads = [Thread(target=review, args=pair) for pair in zip(services, "ab", strict=True)]
    for thread in threads:
        thread.start()
    for number in range(3):
        rewrite(own, "nghe-ca.txt", "Ngư dân Quảng Nam", f"Câu {number}. Ngư dân Quảng Nam")
        digest_of()
    for thread in threads:
        thread.join()
    for service in services:
        service.close()
    digest_of()
    assert wrong == []
    assert faults(own) == []
    assert digest_of().articles["unchanged"] == 3


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_faults import FORUM, GlossaryEdit, ReviewService, Settings, all_segments, msgspec
service = ReviewService(msgspec.json.decode(sys.argv[1], type=Settings))
number = int(sys.argv[2])
while True:
    number += 1
    found = service.article("dien-dan")
    two = [s for s in all_segments(found.article) if "tham dự" in s.vi or "bảo vệ" in s.vi]
    for segment in two:
        service.edit("dien-dan", segment.id, f"{segment.id} {number}", version=found.versions[segment.id], by="me")
        print("saved", segment.id, number, flush=True)
    versions = service.article("dien-dan").versions
    service.set_status("dien-dan", {two[0].id: versions[two[0].id]}, "approved", by="me")
    service.undo(by="me")
    other = GlossaryEdit(vi="Quảng Nam", en=f"Quang Nam {number}")
    service.apply(service.preview(other).id)
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_server_loses_nothing_that_it_called_saved(
    own: Settings, digest_of: Callable[[], Report], seed: int
) -> None:
    given = msgspec.json.encode(own).decode()
    command = [sys.executable, "-c", WRITER, given, str(seed * 1000), str(Path(__file__).parent)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    first = child.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.7))
    child.kill()
    lines = (first + child.communicate()[0]).split("\n")[:-1]  # the last may be half a line
    saved = dict(line.split()[1:] for line in lines if line.startswith("saved"))
    service = ReviewService(own)
    after = {s.id: s.en for s in all_segments(service.article("dien-dan").article)}
    for name, number in saved.items():
        assert int(after[name].split()[1]) >= int(number)
    digest_of()
    assert faults(own) == []
    assert digest_of().articles["unchanged"] == 3


# Texts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\ud800b", "ab"),
        ("e\x00\u0301", "é"),
        (" two\n\tlines\u2028here ", "two lines here"),
        ("<script>alert('x')</script>", "<script>alert('x')</script>"),
        ("\u202eright to left", "\u202eright to left"),
        ("x" * 20_000, "x" * 20_000),
    ],
)
def test_any_text_is_kept_as_text(service: ReviewService, own: Settings, typed: str, kept: str) -> None:
    edit(service, "dien-dan", "đồng tình", typed)
    assert segment(service, "dien-dan", "đồng tình").en == kept
    assert kept in service.segments(Filter(text=kept[:4])).segments[0].segment.en
    service.close()
    assert faults(own) == []


@pytest.mark.parametrize("typed", ["", " \n\t", "\u200b\u2060", "\x00\x1b", "\ufeff\u3164", "\ud800"])
def test_a_text_with_nothing_to_see_gives_the_engines_back(service: ReviewService, typed: str) -> None:
    before = segment(service, "dien-dan", "đồng tình")
    edit(service, "dien-dan", "đồng tình", PROUD)
    edit(service, "dien-dan", "đồng tình", typed)
    assert segment(service, "dien-dan", "đồng tình") == before


def test_an_article_of_hundreds_of_sentences_is_approved_and_undone(
    service: ReviewService, own: Settings, digest_of: Callable[[], Report]
) -> None:
    text = "Tin dài\n\n" + "\n\n".join(f"Câu số {number} nói về Hà Nội." for number in range(520))
    (Path(own.out).parent / "in" / "dai.txt").write_text(text, encoding="utf-8")
    digest_of()
    versions = service.article("dai").versions
    assert len(service.set_status("dai", versions, "approved", by="me")) == len(versions) == 521
    assert len(service.undo(by="me")) == 521
    assert service.article("dai").versions == versions
