"""The ladder, with engines that drop, double, miscase and misplace terms (bug reports of other tools among them)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from songngu.engines.base import Annotation, Hypothesis, Request
from songngu.glossary.candidates import is_degenerate
from songngu.glossary.constrained import spaced
from songngu.glossary.enforcement import count_steps, enforce
from songngu.glossary.occurrences import find_target
from songngu.records import Segment, Term, Translation
from songngu.settings import Settings
from songngu.text.quantities import find_quantities

WILLING = ("Liên minh các nước sẵn sàng", "Coalition of the Willing")


def segment(vi: str) -> Segment:
    return Segment(id="s1", paragraph=0, kind="text", vi=vi)


def terms(vi: str, *entries: tuple[str, ...]) -> tuple[Term, ...]:
    """A term for each place of each entry (source form, targets…) in `vi`."""
    found = []
    for form, *targets in entries:
        start = vi.find(form)
        while start >= 0:
            key = f"{form}={'|'.join(targets)}"
            found.append(
                Term(vi=form, vi_span=(start, start + len(form)), targets=tuple(targets), mode="enforce", key=key)
            )
            start = vi.find(form, start + len(form))
    return tuple(sorted(found, key=lambda term: term.vi_span))


class ScriptedEngine:
    """`answers` and `annotated`: source → hypotheses without and with annotations; `ideal`: source → best English."""

    signature = "scripted/1"
    unmarks = False

    def __init__(
        self,
        answers: Mapping[str, Sequence[str]],
        *,
        annotated: Mapping[str, Sequence[str]] | None = None,
        ideal: Mapping[str, str] | None = None,
        annotates: bool = True,
    ) -> None:
        self._answers, self._annotated, self._ideal = answers, annotated or {}, ideal or {}
        self.annotates = annotates
        self.requests: list[Request] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        self.requests += requests
        return [self._translate(request, hypotheses) for request in requests]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [self._score(request, target) for request, target in zip(requests, targets, strict=True)]

    def _translate(self, request: Request, count: int) -> tuple[Hypothesis, ...]:
        answers = self._annotated.get(request.source) if request.annotations else None
        texts = list(answers or self._answers.get(request.source, [request.source]))[:count]
        if request.prefix:
            rest = self._best(request).split()[len(request.prefix.split()) :]
            texts = [" ".join([request.prefix, *rest])]
        return tuple(Hypothesis(text=text, score=-0.1 - 0.1 * n) for n, text in enumerate(texts))

    def _best(self, request: Request) -> str:
        return self._ideal.get(request.source) or self._answers.get(request.source, [request.source])[0]

    def _score(self, request: Request, target: str) -> float:
        """0 for the ideal (or, with a prefix, for what the ideal has there), down to -1."""
        ideal = self._best(request)
        if request.prefix:
            ideal = " ".join(ideal.split()[: len(target.split())])
        return SequenceMatcher(None, ideal.split(), target.split(), autojunk=False).ratio() - 1


def run(engine: ScriptedEngine, vi: str, *entries: tuple[str, ...]) -> Translation:
    return enforce([segment(vi)], [terms(vi, *entries)], engine, Settings())[0]


def hows(translation: Translation) -> list[str]:
    return [result.how for result in translation.terms]


# --- step 1: asked for and met


def test_what_is_lacking_is_asked_for_by_annotation() -> None:
    vi = "Pháp và Đức họp"
    engine = ScriptedEngine({vi: ["France and they meet"]}, annotated={vi: ["France and Germany meet"]})
    translation = run(engine, vi, ("Đức", "Germany"), ("Pháp", "France"))
    assert translation.en == "France and Germany meet"
    assert hows(translation) == ["model", "model"]
    places = [translation.en[slice(*result.en_span)] for result in translation.terms if result.en_span]
    assert places == ["France", "Germany"]
    asked = Request(source=vi, annotations=(Annotation(span=(8, 11), target="Germany"),))
    assert engine.requests == [Request(source=vi), asked]


def test_what_the_engine_knows_is_not_asked_for() -> None:
    """The engine's own choice between US, American and United States is better than any rule's."""
    vi = "Quân đội Mỹ rút lui"
    engine = ScriptedEngine({vi: ["American troops withdraw"]})
    assert hows(run(engine, vi, ("Mỹ", "US", "American"))) == ["model"]
    assert engine.requests == [Request(source=vi)]


def test_segments_without_terms_take_one_request() -> None:
    engine = ScriptedEngine({"Xin chào": ["Hello"]})
    assert enforce([segment("Xin chào"), segment("")], [(), ()], engine, Settings()) == [
        Translation(en="Hello", score=-0.1),
        Translation(en="", score=-0.1),
    ]
    assert len(engine.requests) == 2


def test_a_plain_small_number_is_asked_for_with_its_noun() -> None:
    vi = "Ngày 6/1 có 3 người"
    quantities = (
        Term(vi="6/1", vi_span=(5, 8), targets=("January 6",), mode="quantity", key="date:01-06"),
        Term(vi="3", vi_span=(12, 13), targets=("3", "three"), mode="quantity", key="number:3"),
    )
    engine = ScriptedEngine({vi: ["People on June 1"]}, annotated={vi: ["There were three people on January 6"]})
    translation = enforce([segment(vi)], [quantities], engine, Settings())[0]
    assert [a.target for a in engine.requests[1].annotations] == ["January 6", "3 people"]
    assert hows(translation) == ["model", "model"]


def test_a_lower_case_term_that_comes_first_gets_its_capital() -> None:
    vi = "Ngừng bắn tại Gaza"
    engine = ScriptedEngine({vi: ["Truce"]}, annotated={vi: ["ceasefire in Gaza"]})
    assert run(engine, vi, ("Ngừng bắn", "ceasefire")).en == "Ceasefire in Gaza"


# --- mended in place


REPAIRS = [
    (
        "Liên minh các nước sẵn sàng họp",
        WILLING,
        "The coalition of the willing met",
        "The Coalition of the Willing met",
    ),
    ("Mỹ phản đối", ("Mỹ", "U.S."), "The US objects", "The U.S. objects"),
    ("ông Zelensky nói", ("Zelensky", "Zelensky"), "Mr. Zelenskiy's office said", "Mr. Zelensky's office said"),
    ("Florida, Mỹ, thắng", ("Mỹ", "US"), "Florida (Mỹ) won", "Florida (US) won"),
    ("một cuộc họp ở Áo", ("Áo", "Austria"), "a Áo meeting", "an Austria meeting"),
    ("EU họp", ("EU", "the European Union"), "Today the EU meets", "Today the European Union meets"),
    ("ngừng bắn ngay", ("ngừng bắn", "ceasefire"), "Cease-fire now", "Ceasefire now"),
]


@pytest.mark.parametrize(("vi", "entry", "english", "mended"), REPAIRS)
def test_what_is_nearly_the_term_is_mended(vi: str, entry: tuple[str, ...], english: str, mended: str) -> None:
    translation = run(ScriptedEngine({vi: [english]}), vi, entry)
    assert translation.en == mended
    assert hows(translation) == ["repaired"]


def test_a_number_in_vietnamese_format_is_mended() -> None:
    vi = "giá 1.500,5 USD"
    quantity = Term(vi="1.500,5", vi_span=(4, 11), targets=("1,500.5",), mode="quantity", key="number:1500.5")
    engine = ScriptedEngine({vi: ["the price is 1.500,5 USD"]})
    translation = enforce([segment(vi)], [(quantity,)], engine, Settings())[0]
    assert translation.en == "the price is $1,500.5"
    assert hows(translation) == ["repaired"]


def test_two_countries_of_like_names_are_not_mixed_up() -> None:
    """Austria and Australia are close in spelling: where both are terms, neither is mended into the other."""
    vi = "Áo và Úc"
    engine = ScriptedEngine({vi: ["Austria and Australia"]})
    assert run(engine, vi, ("Áo", "Austria"), ("Úc", "Australia")).en == "Austria and Australia"


@pytest.mark.parametrize("form", ["ngừng bắn", "Ngừng bắn", "NGỪNG BẮN"])
def test_case_of_the_source_does_not_decide(form: str) -> None:
    """deepl-dotnet#16: capitalising a sentence switched the entry off."""
    vi = f"{form} ở Gaza"
    target = "CEASEFIRE" if form.isupper() else "ceasefire"
    engine = ScriptedEngine({vi: ["Truce in Gaza", "Ceasefire in Gaza"]})
    translation = run(engine, vi, (form, target))
    assert translation.terms[0].met


def test_capitals_are_translated_in_normal_case() -> None:
    """MODEL: trained on normal case; and deepl-dotnet#35: two terms in capitals stay two."""
    vi = "MỸ GẶP ĐỨC TẠI HÀ NỘI"
    entries = terms(vi, ("MỸ", "THE US"), ("ĐỨC", "GERMANY"))
    own = [Term(vi=t.vi, vi_span=t.vi_span, targets=t.targets, mode="enforce", key=k)
           for t, k in zip(entries, ("Mỹ=the US", "Đức=Germany"), strict=True)]  # fmt: skip
    engine = ScriptedEngine({"Mỹ gặp Đức tại hà nội": ["The US meets Germany in Hanoi"]})
    translation = enforce([segment(vi)], [tuple(own)], engine, Settings())[0]
    assert translation.en == "THE US MEETS GERMANY IN HANOI"
    assert [result.en for result in translation.terms] == ["THE US", "GERMANY"]
    assert hows(translation) == ["model", "model"]


def test_a_preferred_term_that_was_left_in_vietnamese_is_replaced() -> None:
    """It stood as "HĐXX concluded"."""
    vi = "HĐXX kết luận bị cáo có tội"
    preferred = (
        Term(vi="HĐXX", vi_span=(0, 4), targets=("trial panel", "court"), mode="prefer", key=""),
        Term(vi="bị cáo", vi_span=(14, 20), targets=("defendant",), mode="prefer", key=""),
    )
    engine = ScriptedEngine({vi: ["HĐXX concluded that he was guilty"]})
    (translation,) = enforce([segment(vi)], [preferred], engine, Settings())
    assert translation.en == "Trial panel concluded that he was guilty"


def test_a_preferred_term_is_asked_for_once_and_not_insisted_on() -> None:
    vi = "Hung thủ bị bắt"
    preferred = (Term(vi="Hung thủ", vi_span=(0, 8), targets=("killer", "murderer"), mode="prefer", key=""),)
    plain, ideal = {vi: ["The victim was arrested"]}, {vi: "The man was arrested"}  # the model likes both as much
    obeyed = ScriptedEngine(plain, annotated={vi: ["The killer was arrested"]}, ideal=ideal)
    assert enforce([segment(vi)], [preferred], obeyed, Settings())[0].en == "The killer was arrested"
    deaf = ScriptedEngine(plain, annotated={vi: ["The man was arrested"]}, ideal=ideal)
    (translation,) = enforce([segment(vi)], [preferred], deaf, Settings())
    assert not translation.terms[0].met
    assert [bool(request.annotations) for request in deaf.requests] == [False, True], "asked for once"


def test_asking_goes_before_replacing_what_was_left_in_vietnamese() -> None:
    """Where the engine left a term as it was, it had left the words around it: "said vừa báo cáo UBND"."""
    vi = "Ông Dự vừa báo cáo UBND kết quả"
    engine = ScriptedEngine(
        {vi: ["Mr. Du said vừa báo cáo UBND results"]}, annotated={vi: ["Mr. Du reported the results to the committee"]}
    )
    translation = run(engine, vi, ("UBND", "committee"))
    assert translation.en == "Mr. Du reported the results to the committee"


# --- other hypotheses


def test_a_hypothesis_that_has_the_term_goes_before_one_that_has_not() -> None:
    vi = "Đức thắng"
    engine = ScriptedEngine({vi: ["Berlin wins", "Germany wins"]})
    translation = run(engine, vi, ("Đức", "Germany"))
    assert (translation.en, hows(translation)) == ("Germany wins", ["reranked"])


def test_the_plain_request_is_tried_where_annotation_fails() -> None:
    vi = "Đức thắng"
    engine = ScriptedEngine({vi: ["Germany wins"]}, annotated={vi: ["wins wins"]})
    assert run(engine, vi, ("Đức", "Germany")).en == "Germany wins"


def test_two_occurrences_need_two() -> None:
    vi = "Đức mời Pháp đến Đức"
    engine = ScriptedEngine({vi: ["Germany invited France to visit", "Germany invited France to Germany"]})
    translation = run(engine, vi, ("Đức", "Germany"), ("Pháp", "France"))
    assert translation.en == "Germany invited France to Germany"
    assert hows(translation) == ["model", "model", "reranked"]


def test_the_doubled_term_loses_to_the_single_one() -> None:
    vi = "Đức thắng lớn"
    engine = ScriptedEngine({vi: ["Germany Germany wins big", "Germany wins big"]})
    assert run(engine, vi, ("Đức", "Germany")).en == "Germany wins big"


def test_a_name_may_stand_for_a_word_that_points_back() -> None:
    vi = "Đức nói nước này sẽ thắng"
    engine = ScriptedEngine({vi: ["Germany said Germany would win", "Germany said so"]})
    assert run(engine, vi, ("Đức", "Germany")).en == "Germany said Germany would win"


def test_nothing_is_deleted_blindly() -> None:
    vi = "Đức thắng lớn"
    engine = ScriptedEngine({vi: ["Germany wins for Germany"]})
    assert run(engine, vi, ("Đức", "Germany")).en == "Germany wins for Germany"


def test_a_broken_hypothesis_never_wins_by_its_terms() -> None:
    vi = "Thủ tướng Đức cho biết chính phủ sẽ tăng chi tiêu quốc phòng trong năm tới"
    good, looping = "The chancellor said the government will raise defence spending", "Germany " * 20
    ideal = "The German chancellor of Germany said the government will raise defence spending"
    translation = run(ScriptedEngine({vi: [good, looping]}, ideal={vi: ideal}), vi, ("Đức", "Germany"))
    assert not is_degenerate(vi, translation.en)
    assert translation.terms[0].met


def test_a_preferred_term_does_not_buy_a_worse_translation() -> None:
    vi = "Đức thắng"
    preferred = Term(vi="Đức", vi_span=(0, 3), targets=("Deutschland",), mode="prefer", key="")
    engine = ScriptedEngine({vi: ["Germany wins", "Deutschland wins"]})
    translation = enforce([segment(vi)], [(preferred,)], engine, Settings())[0]
    assert translation.en == "Germany wins"
    assert hows(translation) == ["unmet"]


# --- doubts, repetitions, and scores of one measure


class Copying(ScriptedEngine):
    """Leaves words in Vietnamese unless their letters are forbidden."""

    unmarks = True

    def _translate(self, request: Request, count: int) -> tuple[Hypothesis, ...]:
        text = f"The small child was so {'naughty' if request.unmarked else 'nghịch'} that it laughed."
        return (Hypothesis(text=text, score=-1.0),)


class Glossing(ScriptedEngine):
    """Says "Moscow" where it is asked to, and leaves another word as it was unless its letters are forbidden."""

    unmarks = True

    def _translate(self, request: Request, count: int) -> tuple[Hypothesis, ...]:
        if not request.annotations:
            return (Hypothesis(text="They denied the enemy codes.", score=-0.5),)
        code = "enemy" if request.unmarked else "địch"
        return (Hypothesis(text=f"Moscow denied the {code} codes.", score=-0.6),)


class Unforced(ScriptedEngine):
    """Leaves a word in Vietnamese unless that word is forbidden."""

    unmarks = True

    def _translate(self, request: Request, count: int) -> tuple[Hypothesis, ...]:
        text = f"Thao {'handed' if 'giao' in request.without else 'giao'} the weapon to the police."
        return (Hypothesis(text=text, score=-1.0),)


class Convicting(ScriptedEngine):
    """Sends everybody to prison for life unless that word is forbidden."""

    unmarks = True

    def _translate(self, request: Request, count: int) -> tuple[Hypothesis, ...]:
        text = "Vinh was put on trial." if "life" in request.without else "Vinh was sentenced to life in prison."
        return (Hypothesis(text=text, score=-1.0),)


class Guessing(ScriptedEngine):
    """Sees a parking lot unless that is forbidden; `other` is the score of what it says then."""

    unmarks = True

    def __init__(self, other: float) -> None:
        super().__init__({})
        self._other = other

    def _translate(self, request: Request, count: int) -> tuple[Hypothesis, ...]:
        text = "7 failed the test." if "parking" in request.without else "7 left the parking lot."
        return (Hypothesis(text=text, score=self._score(request, text)),)

    def _score(self, request: Request, target: str) -> float:
        return -0.5 if "parking" in target else self._other


@pytest.mark.parametrize(
    ("text", "span", "put"),
    [
        ('"I hope so," he said.', (0, 0), "Xinhua: "),
        ('He said "I hope so".', (8, 8), "Xinhua "),
        ('He said "I hope so".', (3, 7), "Xinhua"),
        ('"I hope so," said he.', (12, 12), " Xinhua"),
        ("Hesaid so.", (2, 2), " Xinhua "),
        ("He said so.", (8, 8), "Xinhua "),
        ("He said so", (10, 10), " Xinhua"),
    ],
)
def test_a_forced_term_is_parted_from_its_neighbours(text: str, span: tuple[int, int], put: str) -> None:
    assert spaced(text, span, "Xinhua") == put


def test_words_that_were_left_are_translated_without_the_letters_of_vietnamese() -> None:
    vi = "Đứa trẻ rất nghịch."
    engine = Copying({}, ideal={vi: "The small child was so nghịch that it laughed."})
    assert run(engine, vi).en == "The small child was so naughty that it laughed."
    assert [request.unmarked for request in engine.requests] == [False, True]


def test_words_that_an_annotated_answer_left_are_translated_with_its_terms() -> None:
    vi = "Moskva bác mã địch."
    better = "Moscow denied the enemy codes."
    engine = Glossing({}, ideal={vi: better})
    assert run(engine, vi, ("Moskva", "Moscow")).en == better
    asked = [(request.unmarked, len(request.annotations)) for request in engine.requests if request.annotations]
    assert asked == [(False, 1), (True, 1)]


def test_words_that_were_left_without_marks_are_forbidden_themselves() -> None:
    engine = Unforced({})
    assert run(engine, "Thảo giao hung khí cho công an.").en == "Thao handed the weapon to the police."
    assert [request.without for request in engine.requests] == [(), ("giao",)]


def test_a_grave_word_without_ground_is_forbidden() -> None:
    engine = Convicting({})
    assert run(engine, "Ông Vĩnh bị đưa ra xét xử.").en == "Vinh was put on trial."
    engine = Convicting({})
    assert run(engine, "Ông Vĩnh lĩnh án chung thân.").en == "Vinh was sentenced to life in prison."


@pytest.mark.parametrize(
    ("vi", "score", "english"),
    [
        ("7 người rớt kỳ thi.", -0.55, "7 failed the test."),
        ("7 người rớt kỳ thi.", -0.7, "7 left the parking lot."),  # a word that the model is so sure of may be right
        ("7 người rời bãi đậu xe.", -0.55, "7 left the parking lot."),
    ],
)
def test_a_word_without_ground_gives_way_to_one_nearly_as_likely(vi: str, score: float, english: str) -> None:
    assert run(Guessing(score), vi).en == english


def test_a_word_without_ground_is_forbidden_beside_what_is_asked_for() -> None:
    vi = "Pháp và Đức họp"
    engine = ScriptedEngine({vi: ["France and others meet"]}, annotated={vi: ["France and Germany meet"]})
    engine.unmarks = True
    run(engine, vi, ("Đức", "Germany"), ("Pháp", "France"))
    assert engine.requests[1].without == ("others",)


def test_a_word_of_a_target_is_not_forbidden() -> None:
    engine = Unforced({})
    run(engine, "Thảo giao hung khí cho công an.", ("hung khí", "giao dao"))
    assert [request.without for request in engine.requests[:2]] == [(), ()]


def test_a_lost_denial_gives_way_to_a_hypothesis_that_denies() -> None:
    vi = "Khách sạn không an toàn vẫn đón khách."
    engine = ScriptedEngine({vi: ["Hotels are still safe for guests.", "Hotels are not safe for guests."]})
    assert run(engine, vi).en == "Hotels are not safe for guests."
    assert len(engine.requests) == 1


def test_the_marker_of_an_item_is_no_part_of_the_sentence() -> None:
    """The engine doesn't see it, and terms and numbers are where the whole text has them."""
    vi = "Bước 2: Gửi 3 đơn cho Đức."
    given = tuple(sorted((*terms(vi, ("Đức", "Germany")), *find_quantities(vi)), key=lambda term: term.vi_span))
    engine = ScriptedEngine({"Gửi 3 đơn cho Đức.": ["Send 3 forms to Germany."]})
    [found] = enforce([segment(vi)], [given], engine, Settings())
    assert found.en == "Step 2: Send 3 forms to Germany."
    assert {request.source for request in engine.requests} == {"Gửi 3 đơn cho Đức."}
    places = [(vi[slice(*each.vi_span)], found.en[slice(*each.en_span)]) for each in found.terms if each.en_span]
    assert places == [("2", "2"), ("3", "3"), ("Đức", "Germany")]


def test_a_term_in_the_marker_keeps_it_in_the_sentence() -> None:
    vi = "a) Đơn của A."
    engine = ScriptedEngine({vi: ["alpha) A's form."]})
    [found] = enforce([segment(vi)], [terms(vi, ("a)", "alpha)"))], engine, Settings())
    assert found.en == "alpha) A's form."


def test_an_engine_that_can_forbid_no_letters_is_not_asked_again() -> None:
    engine = Copying({})
    engine.unmarks = False
    run(engine, "Đứa trẻ rất nghịch.")
    assert len(engine.requests) == 1


def test_a_term_with_marks_needs_its_letters() -> None:
    engine = Copying({})
    run(engine, "Đứa trẻ rất nghịch ở Huế.", ("Huế", "Huế"))
    assert not any(request.unmarked for request in engine.requests)


def test_a_doubtful_translation_gives_way_to_another_hypothesis() -> None:
    vi = "Có 38 người ở thị trấn"
    engine = ScriptedEngine({vi: ["83 people are in thị trấn", "38 people are in town"]})
    assert run(engine, vi).en == "38 people are in town"
    assert len(engine.requests) == 1, "all hypotheses come from the first request"


def test_a_lost_name_is_asked_for_though_all_terms_are_met() -> None:
    vi = "Đức mời Umerov"
    wanted = "Germany invited Umerov"
    engine = ScriptedEngine({vi: ["Germany invited him"]}, annotated={vi: [wanted]}, ideal={vi: wanted})
    assert run(engine, vi, ("Đức", "Germany")).en == wanted
    assert engine.requests[1].annotations == (Annotation(span=(8, 14), target="Umerov"),)


def test_a_name_said_twice_is_mended_without_asking() -> None:
    vi = "con rể là Jared Kushner"
    engine = ScriptedEngine({vi: ["The son-in-law is Jared Kushner, Jared Kushner"]})
    translation = run(engine, vi, ("Jared Kushner", "Jared Kushner"))
    assert (translation.en, hows(translation)) == ("The son-in-law is Jared Kushner", ["model"])
    assert len(engine.requests) == 1


def test_answers_to_different_requests_are_compared_under_the_plain_one() -> None:
    """Asked for US, the model likes "propose to President US that" as much as a sentence; unasked it does not."""
    vi = "Ông đề xuất với Tổng thống Mỹ"
    fluent = "He proposed it to the US President"
    engine = ScriptedEngine(
        {vi: ["He proposed it to the President"]},
        annotated={vi: ["He proposed to President US it", fluent]},
        ideal={vi: fluent},
    )
    assert run(engine, vi, ("Mỹ", "US")).en == fluent


def test_a_source_form_left_of_a_matched_term_is_replaced() -> None:
    vi = "Pháp cũng đặt mục tiêu"
    translation = run(ScriptedEngine({vi: ["Pháp also aims"]}), vi, ("Pháp", "France"))
    assert translation.en == "France also aims"


# --- forced


@pytest.mark.parametrize("annotates", [True, False])
def test_a_dropped_name_of_several_words_is_forced_in_its_place(annotates: bool) -> None:
    """transformers#19070: forced phrases came only first or last; integreat-cms#3160: a word jumped to the start."""
    vi = "Các nước thuộc Liên minh các nước sẵn sàng sẽ họp tại Paris"
    ideal = "Members of the Coalition of the Willing will meet in Paris"
    switched = vi.replace(*WILLING)
    engine = ScriptedEngine(
        {vi: ["Members of the alliance will meet in Paris"], switched: ["Members of the union will meet in Paris"]},
        ideal={vi: ideal, switched: ideal},
        annotates=annotates,
    )
    translation = run(engine, vi, WILLING, ("Paris", "Paris"))
    assert translation.en == ideal
    assert hows(translation) == ["constrained", "model"]


def test_several_dropped_terms_are_forced_without_losing_the_others() -> None:
    vi = "Pháp và Đức và Ý họp ở Kiev"
    ideal = "France and Germany and Italy meet in Kyiv"
    engine = ScriptedEngine({vi: ["France and others meet there"]}, ideal={vi: ideal})
    translation = run(engine, vi, ("Pháp", "France"), ("Đức", "Germany"), ("Ý", "Italy"), ("Kiev", "Kyiv"))
    assert all(result.met for result in translation.terms)
    assert hows(translation)[0] == "model"
    for target in ("France", "Germany", "Italy", "Kyiv"):
        assert len(find_target(translation.en, target)) == 1, "nothing is inserted twice"


def test_a_very_long_segment_is_never_given_with_a_prefix() -> None:
    """Engines raise for a prefix that doesn't fit their context beside the source: then only words are replaced."""
    vi = "Đức và nhiều nước khác " + "tiếp tục đàm phán về thỏa thuận thương mại mới " * 30
    english = "Berlin and many countries go on negotiating about a new trade agreement " + "as they did then " * 2
    engine = ScriptedEngine({vi: [english + " ".join(f"clause{n}" for n in range(150))]})
    translation = run(engine, vi, ("Đức", "Germany"))
    assert translation.terms[0].met
    assert all(not request.prefix for request in engine.requests)


@pytest.mark.parametrize("mask", ["$$$x$$", "<1>", "1_1_1", "11111111"])
def test_no_term_is_lost_whatever_the_engine_makes_of_it(mask: str) -> None:
    """CTranslate2#1798: NLLB altered every placeholder."""
    vi = "Bộ trưởng Đức phát biểu"
    engine = ScriptedEngine({vi: [f"The minister of {mask} spoke"]}, annotates=False)
    assert run(engine, vi, ("Đức", "Germany")).terms[0].met


def test_an_empty_answer_still_gets_its_term() -> None:
    vi = "Đức"
    translation = run(ScriptedEngine({vi: [""]}), vi, ("Đức", "Germany"))
    assert (translation.en, hows(translation)) == ("Germany", ["repaired"])


def test_a_target_that_cannot_be_found_is_said_to_be_unmet() -> None:
    vi = "Đức thắng"
    broken = Term(vi="Đức", vi_span=(0, 3), targets=(" ",), mode="enforce", key="")
    translation = enforce([segment(vi)], [(broken,)], ScriptedEngine({vi: ["Germany wins"]}), Settings())[0]
    result = translation.terms[0]
    assert (result.met, result.how, result.en_span) == (False, "unmet", None)


def test_a_bare_number_is_not_forced_but_a_date_is() -> None:
    vi = "Có 38 người đến hôm 6/1"
    quantities = (
        Term(vi="38", vi_span=(3, 5), targets=("38",), mode="quantity", key="number:38"),
        Term(vi="6/1", vi_span=(20, 23), targets=("January 6",), mode="quantity", key="date:01-06"),
    )
    engine = ScriptedEngine({vi: ["People came then"]}, ideal={vi: "People came January 6"})
    translation = enforce([segment(vi)], [quantities], engine, Settings())[0]
    assert hows(translation) == ["unmet", "constrained"]
    assert "38" not in translation.en


def test_count_steps() -> None:
    vi = "Đức thắng"
    translations = [run(ScriptedEngine({vi: [en]}), vi, ("Đức", "Germany")) for en in ("Germany wins", "GERMANY wins")]
    report = count_steps(translations)
    assert (report.segments, report.terms, report.model, report.repaired, report.unmet) == (2, 2, 1, 1, 0)


# --- properties

NAMES = ["Đức", "Pháp", "Ý", "Kiev", "Lan"]
ENGLISH = ["Germany", "France", "Italy", "Kyiv", "Lan Anh"]
TEXTS = st.lists(st.sampled_from([*ENGLISH, "meets", "the", "GERMANY", "Ireland", "in"]), max_size=9).map(" ".join)


@limits(max_examples=30, deadline=None)
@given(
    # A name said four times in a row is a loop, and no text is better for it.
    st.lists(
        st.lists(st.sampled_from([*NAMES, "gặp"]), max_size=5)
        .filter(lambda words: all(words.count(word) <= 2 for word in words))
        .map(" ".join),
        max_size=4,
    ),
    st.lists(TEXTS, min_size=4, max_size=4),
    st.booleans(),
)
def test_every_term_of_every_segment_is_met_and_none_is_lost(
    sources: list[str], texts: list[str], annotates: bool
) -> None:
    entries = list(zip(NAMES, ENGLISH, strict=True))
    every = [terms(vi, *entries) for vi in sources]
    answers = {vi: [text, *texts] for vi, text in zip(sources, texts, strict=False)}
    engine = ScriptedEngine(answers, annotates=annotates)
    translations = enforce([segment(vi) for vi in sources], every, engine, Settings())
    assert len(translations) == len(sources)
    for own, translation in zip(every, translations, strict=True):
        assert [(result.vi, result.vi_span) for result in translation.terms] == [(t.vi, t.vi_span) for t in own]
        for term, result in zip(own, translation.terms, strict=True):
            assert result.met
            assert result.en_span is not None
            assert result.en_span in [span for target in term.targets for span in find_target(translation.en, target)]


def test_a_target_that_is_not_obeyed_is_shown_as_a_word_of_the_source() -> None:
    """Only the code-switched source gets the term into the text, before anything is forced."""
    vi = "Thủ tướng gặp liên minh."
    engine = ScriptedEngine({vi: ["The PM met the group."], "Thủ tướng gặp fellows.": ["The PM met the fellows."]})
    [translation] = enforce([segment(vi)], [terms(vi, ("liên minh", "fellows"))], engine, Settings())
    assert translation.en == "The PM met the fellows."
    assert [result.how for result in translation.terms] == ["reranked"]


def test_a_day_left_in_numbers_is_written_out() -> None:
    vi = "chuyến bay trong ngày 4-7 sẽ ngừng"
    engine = ScriptedEngine({vi: ["flights in the day of 4-7 will stop"]})
    translation = enforce([segment(vi)], [find_quantities(vi)], engine, Settings())[0]
    assert translation.en == "flights on July 4 will stop"
    assert hows(translation) == ["repaired"]
