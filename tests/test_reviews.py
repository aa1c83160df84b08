"""What people did, row by row: what stands, what is remembered, what was done, and what can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from songngu.counts import doubts_of
from songngu.records import Segment, Term, Translation
from songngu.reviews import (
    Remembered,
    Review,
    Step,
    all_remembered,
    as_reviewed,
    history_of,
    last_action,
    mark_undone,
    next_action,
    remember,
    remembered,
    reviews_of,
    write_history,
    write_review,
)
from songngu.store import Store

VI = "Giá vàng tăng"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "s.db") as store:
        yield store


def approve(store: Store, article: str, en: str, vi: str = VI, *, status: str = "approved") -> None:
    review = Review(en=en, status=status)  # type: ignore[arg-type]
    action = next_action(store)
    before = reviews_of(store, article).get(vi)
    write_review(store, article, vi, review, action)
    step = Step(article=article, vi=vi, what="edited", before=before, after=review, shown=review)
    write_history(store, [step], action, by="me")


def english(store: Store, vi: str = VI) -> str:
    return remembered(store, [vi])[vi].en


def test_the_latest_approval_is_remembered_as_long_as_it_stands(store: Store) -> None:
    approve(store, "a", "Gold rises")
    approve(store, "b", "Gold is up")
    assert english(store) == "Gold is up"
    assert [each.en for each in all_remembered(store)] == ["Gold is up"]
    approve(store, "b", "Gold is up", status="draft")
    assert english(store) == "Gold rises"
    write_review(store, "a", VI, None, next_action(store))
    assert remembered(store, [VI]) == {}
    assert all_remembered(store) == ()


def test_what_is_approved_goes_before_what_is_imported(store: Store) -> None:
    remember(store, [(VI, "Gold price up")], "theirs.tmx")
    assert english(store) == "Gold price up"
    approve(store, "a", "Gold rises")
    assert english(store) == "Gold rises"
    remember(store, [(VI, "Gold soars")], "theirs.tmx")
    assert english(store) == "Gold rises"


def test_an_import_is_made_like_the_texts_of_articles(store: Store) -> None:
    pairs = [
        ("Gia\u0301 va\u0300ng  tăng\n", " Gold\u00a0rises "),
        (VI, "Gold is up"),
        ("", "Nothing"),
        ("Không có gì", " \n"),
        ("Một " * 50_000, "One " * 50_000),
    ]
    assert remember(store, pairs, "tên\udcff.tmx") == 2
    assert english(store) == "Gold is up", "of two for one sentence, the later"
    assert {each.source for each in all_remembered(store)} == {r"tên\xff.tmx"}
    assert remember(store, pairs, "again.tmx") == 0


def test_nobody_waits_while_an_import_is_read(store: Store) -> None:
    def pairs() -> Iterator[tuple[str, str]]:
        other = sqlite3.connect(store.path, timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.close()
        yield VI, "Gold rises"

    assert remember(store, pairs(), "theirs.tmx") == 1


def test_many_texts_are_asked_for_at_once(store: Store) -> None:
    pairs = [(f"Câu {number}", f"Sentence {number}") for number in range(40_000)]  # SQLite takes 32,766 in one question
    assert remember(store, pairs, "theirs.tmx") == len(pairs)
    found = remembered(store, (vi for vi, _ in pairs))
    assert {vi: each.en for vi, each in found.items()} == dict(pairs)


def test_an_import_that_fails_in_the_middle_leaves_nothing(store: Store) -> None:
    def pairs() -> Iterator[tuple[str, str]]:
        yield VI, "Gold rises"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        remember(store, pairs(), "theirs.tmx")
    assert remembered(store, [VI]) == {}


def test_actions_are_taken_back_from_the_last_and_done_again_from_the_first(store: Store) -> None:
    for en in ("One", "Two", "Three"):
        approve(store, "a", en)
    for number in (3, 2):
        found = last_action(store, "me", undone=False)
        assert found is not None
        assert found[0] == number
        mark_undone(store, number, True)
    found = last_action(store, "me", undone=True)
    assert found is not None
    assert [step.shown.en for step in found[1]] == ["Two"]
    approve(store, "a", "Four")
    assert last_action(store, "me", undone=True) is None
    assert last_action(store, "you", undone=False) is None
    assert [step.shown.en for step in history_of(store, "a", VI)] == ["Four", "Three", "Two", "One"]


@pytest.mark.parametrize(
    ("review", "memory", "expected"),
    [
        (None, None, ("[Giá vàng]", "model", "draft")),
        (None, "Gold", ("Gold", "memory", "draft")),
        (Review(en="Gold!", status="draft"), "Gold", ("Gold!", "human", "draft")),
        (Review(en="[Giá vàng]", status="approved", origin="model"), "Gold", ("[Giá vàng]", "model", "approved")),
        (Review(en="Older", status="approved", origin="model"), None, ("Older", "model", "approved")),
    ],
)
def test_a_person_goes_before_the_memory_and_the_memory_before_the_engine(
    review: Review | None, memory: str | None, expected: tuple[str, str, str]
) -> None:
    segment = Segment(id="s1", paragraph=0, kind="text", vi="Giá vàng")
    machine = Translation(en="[Giá vàng]", score=-0.5)
    known = Remembered(vi="Giá vàng", en=memory, source="a") if memory else None
    found = as_reviewed(segment, (), machine, review, known)
    assert (found.en, found.origin, found.status) == expected
    assert found.score == (-0.5 if found.en == machine.en else 0.0)


def test_a_remembered_text_that_violates_the_glossary_says_so() -> None:
    segment = Segment(id="s1", paragraph=0, kind="text", vi="Hà Nội mưa")
    term = Term(vi="Hà Nội", vi_span=(0, 6), targets=("Hanoi",), mode="enforce", key="Hà Nội=Hanoi")
    known = Remembered(vi=segment.vi, en="It rains there", source="theirs.tmx")
    found = as_reviewed(segment, (term,), None, None, known)
    assert found.en == known.en
    assert [(one.met, one.how) for one in found.terms] == [(False, "unmet")]
    assert [doubt.severity for doubt in doubts_of(found.terms, found.issues)] == ["error"]
