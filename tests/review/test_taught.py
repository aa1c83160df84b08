"""Undoing a glossary edit: in turn with what people do to sentences, back to the file and the texts as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.review.test_service import edit, on_disk, own, run, segment, service, settled

from songngu.errors import GlossaryError
from songngu.records import all_segments
from songngu.review.records import GlossaryEdit, Preview
from songngu.review.service import ReviewService
from songngu.settings import Settings

__all__ = ["own", "service"]  # fixtures

THAILAND = GlossaryEdit(vi="Thái Lan", en="Thailand", kind="place", note="a country")


def teach(service: ReviewService, edit: GlossaryEdit, by: str = "me") -> Preview:
    done = settled(service, service.apply(service.preview(edit, translate=False).id, by=by))
    assert done.state == "applied"
    return done


def settle(service: ReviewService, preview: Preview | None) -> GlossaryEdit:
    assert preview is not None
    assert settled(service, preview).state == "applied"
    return preview.edit


def texts(service: ReviewService) -> list[str]:
    return [s.en for s in all_segments(service.article("bong-da").article)]


def test_edits_of_the_glossary_and_of_sentences_are_undone_and_done_again_in_turn(
    service: ReviewService, own: Settings
) -> None:
    path = Path(own.glossary[0])
    states = [(path.read_bytes(), texts(service))]
    edit(service, "bong-da", "tự hào", "I am proud.")
    states.append((path.read_bytes(), texts(service)))
    done = teach(service, THAILAND)
    service.apply(done.id, by="me")  # asked for twice, it is one action
    states.append((path.read_bytes(), texts(service)))
    edit(service, "bong-da", "tự hào", "I am very proud.")
    states.append((path.read_bytes(), texts(service)))
    assert len({str(state) for state in states}) == 4

    assert service.undo_entry(by="me") is None, "the sentence is newer"
    service.undo(by="me")
    assert (path.read_bytes(), texts(service)) == states[2]
    assert settle(service, service.undo_entry(by="me")).en is None
    assert (path.read_bytes(), texts(service)) == states[1]
    assert on_disk(own, "bong-da").segments == service.article("bong-da").article.segments
    assert service.undo_entry(by="me") is None
    service.undo(by="me")
    assert (path.read_bytes(), texts(service)) == states[0]

    assert service.redo_entry(by="me") is None, "the sentence was first"
    service.redo(by="me")
    assert (path.read_bytes(), texts(service)) == states[1]
    assert settle(service, service.redo_entry(by="me")) == GlossaryEdit(
        vi="Thái Lan", en="Thailand", kind="place", mode="enforce", note="a country"
    )
    assert (path.read_bytes(), texts(service)) == states[2]
    assert service.redo_entry(by="me") is None
    service.redo(by="me")
    assert (path.read_bytes(), texts(service)) == states[3]


@pytest.mark.parametrize("then", [GlossaryEdit(vi="Thái Lan", en="Siam"), GlossaryEdit(vi="Thái Lan", en=None)])
def test_what_an_edit_replaced_or_removed_is_back_with_all_its_fields(
    service: ReviewService, own: Settings, then: GlossaryEdit
) -> None:
    teach(service, THAILAND)
    before = Path(own.glossary[0]).read_bytes(), texts(service)
    teach(service, then)
    assert (Path(own.glossary[0]).read_bytes(), texts(service)) != before
    settle(service, service.undo_entry(by="me"))
    assert (Path(own.glossary[0]).read_bytes(), texts(service)) == before


def test_each_undoes_their_own_edits(service: ReviewService) -> None:
    teach(service, THAILAND, by="me")
    teach(service, GlossaryEdit(vi="Việt Nam", en="Vietnam"), by="you")
    assert service.undo_entry(by="they") is None
    assert settle(service, service.undo_entry(by="me")).vi == "Thái Lan"
    assert "Vietnam" in " ".join(texts(service))
    assert "Thailand" not in " ".join(texts(service))


def test_an_entry_that_was_changed_since_stays_and_what_came_before_can_be_undone(
    service: ReviewService, own: Settings
) -> None:
    teach(service, GlossaryEdit(vi="Việt Nam", en="Vietnam"), by="me")
    teach(service, THAILAND, by="me")
    teach(service, GlossaryEdit(vi="Thái Lan", en="Siam"), by="you")
    before = Path(own.glossary[0]).read_bytes()
    with pytest.raises(GlossaryError, match="was changed since"):
        service.undo_entry(by="me")
    assert Path(own.glossary[0]).read_bytes() == before
    assert settle(service, service.undo_entry(by="me")).vi == "Việt Nam"


def test_whoever_does_something_else_has_nothing_to_do_again(service: ReviewService) -> None:
    teach(service, THAILAND)
    settle(service, service.undo_entry(by="me"))
    edit(service, "bong-da", "tự hào", "I am proud.")
    assert service.redo_entry(by="me") is None
    service.undo(by="me")
    teach(service, THAILAND)
    assert service.redo(by="me") == (), "the entry is newer than the sentence"
    assert segment(service, "bong-da", "tự hào").en != "I am proud."


def test_a_person_is_taught_where_only_the_surname_stands(articles: Path, own: Settings) -> None:
    text = "Thăm Nga\n\nChủ tịch Tập Cận Bình tới Moscow.\n\nÔng Tập nói vậy. Họ tập luyện ở Moscow.\n"
    (articles / "nga.txt").write_text(text, encoding="utf-8")
    run(articles, own)
    service = ReviewService(own)
    try:
        for name in ("Xi Jinping", "Hsi Jinping"):
            done = teach(service, GlossaryEdit(vi="Tập Cận Bình", en=name, kind="person"))
            assert done.total == 2
            found = segment(service, "nga", "Ông Tập")
            assert [(term.en, term.met) for term in found.terms] == [(name.split()[0], True)]
        assert not run(articles, own).changes, "the next run has nothing to do"
    finally:
        service.close()
