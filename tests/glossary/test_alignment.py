"""The other side of a selection: names, terms, both directions, and what other evidence changes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.engines.base import Hypothesis, Request
from songngu.glossary.alignment import Aligner, Association, Direction
from songngu.records import Span, TermResult

ALIGNER = Aligner()
CASES = (  # Vietnamese, English, selected words, their rendering, kind
    # Letters without marks; a title isn't part of the name.
    ("Ông Đinh Văn Thu đến Hội An.", "Mr. Dinh Van Thu came to Hoi An.", "Đinh Văn Thu", "Dinh Van Thu", "person"),
    # The words turn around, "of" stays inside.
    ("Hôm qua Bộ Y tế họp.", "The Ministry of Health met yesterday.", "Bộ Y tế", "Ministry of Health", "organisation"),
    # Another spelling.
    ("Tổng thống Zelenskiy nói.", "President Zelensky spoke.", "Zelenskiy", "Zelensky", "person"),
    # A full stop that belongs to the name.
    ("Quân đội Hoa Kỳ rút đi.", "The U.S. military withdrew.", "Hoa Kỳ", "U.S.", "place"),
    # A common noun of two syllables, of which one is in the next word too.
    ("Giá cổ phiếu và phiếu bầu.", "The price of shares and votes.", "cổ phiếu", "shares", "term"),
    # The compound isn't cut at its hyphen.
    ("Một công ty khởi nghiệp lớn.", "A big start-up.", "công ty khởi nghiệp", "start-up", "term"),
    # Unknown words: what nothing else explains.
    ("Ông nói về xyzxyz hôm nay.", "He talked about deflatables today.", "xyzxyz", "deflatables", "term"),
)


def propose(vi: str, en: str, selected: str, direction: Direction = "vi-en") -> str | None:
    source, target = (vi, en) if direction == "vi-en" else (en, vi)
    proposal = ALIGNER.propose(source, place(source, selected), target, direction=direction)
    return proposal.text if proposal else None


def place(text: str, part: str) -> Span:
    return text.index(part), text.index(part) + len(part)


@pytest.mark.parametrize(("vi", "en", "selected", "rendering", "kind"), CASES)
def test_the_rendering_is_found(vi: str, en: str, selected: str, rendering: str, kind: str) -> None:
    proposal = ALIGNER.propose(vi, place(vi, selected), en)
    assert proposal is not None
    assert (proposal.text, proposal.kind) == (rendering, kind)
    assert en[slice(*proposal.span)] == rendering


@pytest.mark.parametrize(("vi", "en", "selected", "rendering"), [case[:4] for case in CASES[:5]])
def test_and_the_other_way(vi: str, en: str, selected: str, rendering: str) -> None:
    assert propose(vi, en, rendering, "en-vi") == selected


def test_half_a_word_selected_is_the_word() -> None:
    proposal = ALIGNER.propose("Bộ Y tế họp", (0, 5), "The Ministry of Health met")
    assert proposal is not None
    assert proposal.text == "Ministry of Health"


def test_the_second_of_two_equal_names_is_the_second() -> None:
    vi, en = "Lan gặp Minh hôm qua, Minh đi.", "Lan met Minh yesterday, Minh left."
    proposal = ALIGNER.propose(vi, (22, 26), en)
    assert proposal is not None
    assert proposal.span == (24, 28)


def test_words_of_other_terms_are_taken() -> None:
    vi, en = "Xuka và Suka họp.", "Suka and Zuka met."
    other = TermResult(
        vi="Xuka", en="Suka", vi_span=place(vi, "Xuka"), en_span=(0, 4), mode="enforce", met=True, how="model"
    )
    proposal = ALIGNER.propose(vi, place(vi, "Suka"), en, terms=(other,))
    assert proposal is not None
    assert proposal.text == "Zuka"


def test_the_digest_and_known_renderings_help() -> None:
    vi, en = "Hội Qơq và Qêq họp.", "The Blue Club met and the Reds met."
    pairs = [(vi, en), ("Qêq thắng.", "The Reds won."), ("Qêq thua.", "The Reds lost."), ("Mưa.", "The Blue Club.")]
    found = ALIGNER.propose(vi, place(vi, "Qêq"), en, association=Association(pairs))
    told = ALIGNER.propose(vi, place(vi, "Qêq"), en, known=("Blue Club",))
    assert (found and found.text, told and told.text) == ("Reds", "Blue Club")


def test_an_engine_is_asked_about_the_words_alone() -> None:
    class Knows:
        signature, annotates, unmarks = "knows", False, False

        def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
            return [(Hypothesis(text={"Qêq": "The Reds."}.get(r.source, "?"), score=0),) for r in requests]

        def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
            raise NotImplementedError

    vi, en = "Hội Qơq và Qêq họp.", "The Blue Club met and the Reds met."
    found = ALIGNER.propose(vi, place(vi, "Qêq"), en, engine=Knows())
    assert found is not None
    assert found.text == "Reds"


@pytest.mark.parametrize(("vi", "en", "span"), [("", "", (0, 0)), ("…", "Yes.", (0, 1)), ("Có.", "", (0, 2))])
def test_nothing_is_proposed_where_nothing_stands(vi: str, en: str, span: Span) -> None:
    assert ALIGNER.propose(vi, span, en) is None


@given(st.text(st.sampled_from("Bộ Ytế.,U S-(an")), st.text(st.sampled_from("The Ministry.,U S-of")), st.data())
def test_a_proposal_is_always_words_of_the_other_side(vi: str, en: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(vi)))
    span = (start, data.draw(st.integers(start, len(vi))))
    for source, target in ((vi, en), (en, vi)):
        proposal = ALIGNER.propose(source, span, target, direction="vi-en" if source is vi else "en-vi")
        if proposal:
            assert target[slice(*proposal.span)] == proposal.text
            assert proposal.text.strip() == proposal.text != ""
