"""The key of a translation changes with all that can change it, and with nothing else; a change says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from songngu.errors import ReadError
from songngu.plan import ENGLISH_NOTE, UNMARKED_NOTE, Planned, Planner, explain
from songngu.records import TITLE_ID, Plan, PlannedSegment, Term
from songngu.settings import Settings
from songngu.sources import Input

TEXT = "Tin kinh tế\n\nHà Nội có mưa. Giá vàng tăng 2,5% ngày 6/1.\n"


def plan(settings: Settings, text: str = TEXT, name: str = "a.txt") -> Planned:
    return Planner(settings).plan(Input(path=Path(name), root=Path(), data=text.encode()))


def keys(planned: Planned) -> dict[str, str]:
    return {part.vi: part.key for part in planned.plan.segments}


@pytest.fixture
def with_entry(settings: Settings, tmp_path: Path) -> Settings:
    """The same settings with one entry in force."""
    path = tmp_path / "mine.csv"
    path.write_text("vi,en,kind,mode,note\nHà Nội,Hanoi,place,,\n", encoding="utf-8")
    return replace(settings, glossary=(str(path),))


def test_terms_are_the_glossarys_and_the_rules(with_entry: Settings) -> None:
    terms = {term.vi: term.targets[0] for part in plan(with_entry).plan.segments for term in part.terms}
    assert terms["Hà Nội"] == "Hanoi"
    assert terms["2,5%"] == "2.5%"


def test_an_entry_changes_the_keys_of_the_segments_it_matches_only(settings: Settings, with_entry: Settings) -> None:
    before, after = keys(plan(settings)), keys(plan(with_entry))
    assert [vi for vi in before if before[vi] != after[vi]] == ["Hà Nội có mưa."]


def test_where_a_segment_stands_and_how_its_article_is_summarised_is_not_in_its_key(settings: Settings) -> None:
    moved = plan(
        replace(settings, summary=1, formats=("md",), workers=3), "Tin kinh tế\n\nMới.\n\nHà Nội có mưa.", "b.txt"
    )
    assert keys(moved)["Hà Nội có mưa."] == keys(plan(settings))["Hà Nội có mưa."]


def test_inputs_change_with_text_name_and_summary(settings: Settings) -> None:
    source = Input(path=Path("a.txt"), root=Path(), data=b"")
    planner = Planner(settings)
    same = planner.inputs(source.name, "hash")
    assert same == Planner(replace(settings, formats=("md",), strict=True)).inputs(source.name, "hash")
    others = [
        planner.inputs(source.name, "other"),
        planner.inputs("b.txt", "hash"),
        Planner(replace(settings, summary=1)).inputs(source.name, "hash"),
        Planner(replace(settings, summariser="lead")).inputs(source.name, "hash"),
    ]
    assert same not in others
    assert len(set(others)) == len(others)


def test_an_article_without_a_title_gets_a_headline_of_its_own(settings: Settings) -> None:
    text = "Sáng nay, giá vàng trong nước tăng mạnh so với hôm qua, theo các công ty lớn.\n\nNgười dân đi mua vàng.\n"
    planned = plan(settings, text)
    assert planned.document.title_id is None
    assert planned.segments[-1].id == planned.plan.segments[-1].id == TITLE_ID
    assert planned.segments[-1].vi
    assert plan(settings).segments == plan(settings).document.segments, "one with a title has nothing added"


def test_people_named_in_full_are_known_in_other_sentences(settings: Settings) -> None:
    text = "Bắt nghi phạm\n\nCông an bắt Nguyễn Thông, 36 tuổi.\n\nThông đã dùng dao.\n"
    planned = plan(settings, text)
    assert [segment.people for segment in planned.document.segments] == [(), (), ("Thông",)]
    alone = plan(settings, text.replace("Nguyễn Thông", "một người"))
    assert alone.plan.segments[2].key != planned.plan.segments[2].key
    change = explain("a", planned.plan.segments[2], planned.plan, alone.plan)
    assert (change.reason, change.detail) == ("people", "+Thông")


def test_english_gets_a_note_and_vietnamese_none(settings: Settings) -> None:
    english = "Gold prices rise\n\nThe bank said on Monday that prices have risen for the third month in a row.\n"
    assert plan(settings, english).document.notes == (ENGLISH_NOTE,)
    assert plan(settings).document.notes == ()


def test_a_text_without_marks_gets_a_note(settings: Settings) -> None:
    lost = "Gia vang tang\n\n" + "Ngan hang Nha nuoc cho biet gia vang trong nuoc da tang ba thang lien tiep.\n" * 2
    assert plan(settings, lost).document.notes == (UNMARKED_NOTE,)


def test_what_has_no_text_is_a_read_error(settings: Settings) -> None:
    with pytest.raises(ReadError, match=r"a\.txt"):
        plan(settings, " \n")


def segment(vi: str, *entries: str) -> PlannedSegment:
    """A segment with a term for each entry: a=1|2, or a quantity where it has no rendering."""
    terms = []
    for key in entries:
        word, _, targets = key.rpartition("=")
        mode = "enforce" if word else "quantity"
        terms.append(Term(vi=word, vi_span=(0, 1), targets=tuple(targets.split("|")), mode=mode, key=key))  # type: ignore[arg-type]
    return PlannedSegment(id="s1", vi=vi, terms=tuple(terms), key=f"{vi}{entries}")


@pytest.mark.parametrize(
    ("before", "engine", "reason", "detail"),
    [
        (None, "echo", "new article", ""),
        (segment("khác"), "echo", "new sentence", ""),
        (segment("câu", "a=1", "b=1"), "older", "model", "older before"),
        (segment("câu", "a=1", "c=1|2"), "echo", "glossary", "-c=1, +b=1"),
        (segment("câu", "a=1|3|4|5|6|7", "b=1"), "echo", "glossary", "a (-3, -4, -5 and 2 more)"),
        (segment("câu", "a=2", "b=1"), "echo", "glossary", "a (-2, +1)"),
        (segment("câu", "a=b=2", "a=1", "b=1"), "echo", "glossary", "-a=b=2"),
        (segment("câu", "a=2", "a=3", "b=1"), "echo", "glossary", "a (-2, +1), -a=3"),
        (segment("câu", "a=1", "date:2026-01-06", "b=1"), "echo", "glossary", "-date:2026-01-06"),
        (segment("câu", "a=1", "b=1"), "echo", "rules", ""),
    ],
)
def test_explain_gives_the_most_specific_reason(
    before: PlannedSegment | None, engine: str, reason: str, detail: str
) -> None:
    now = segment("câu", "a=1", "b=1")
    earlier = Plan(engine=engine, segments=(before,)) if before else None
    change = explain("a", now, Plan(engine="echo", segments=(now,)), earlier)
    assert (change.article, change.segment, change.reason, change.detail) == ("a", "s1", reason, detail)


@pytest.mark.parametrize(("old", "told"), [("a=2|1|3", "a (1 first)"), ("a=1|3|2", "a (in another order)")])
def test_the_same_renderings_in_another_order(old: str, told: str) -> None:
    now, before = segment("câu", "a=1|2|3"), segment("câu", old)
    plans = [Plan(engine="echo", segments=(one,)) for one in (now, before)]
    assert explain("a", now, *plans).detail == told
