"""What a candidate is worth, and which of several wins."""

from __future__ import annotations

import pytest

from songngu.engines.base import Annotation
from songngu.glossary.candidates import Candidate, Task, choose, is_satisfied, judge, make_task, rank
from songngu.records import Term
from songngu.text.quantities import find_quantities

GERMANY = Term(vi="Đức", vi_span=(0, 3), targets=("Germany", "German"), mode="enforce", key="Đức=Germany|German")
UMEROV = Annotation(span=(8, 14), target="Umerov")
LONG = "Đức cho biết chính phủ nước này sẽ tăng chi tiêu quốc phòng và mở rộng hợp tác với các đồng minh trong năm tới"


def task(vi: str, *terms: Term) -> Task:
    return make_task(vi, terms, annotates=True)


def judged(vi: str, english: str, *terms: Term, score: float = -0.5) -> Candidate:
    return judge(task(vi, *terms), english, score, "model")


def best(vi: str, *texts: str, terms: tuple[Term, ...] = ()) -> str:
    """The winner where the model likes each text a little less than the one before."""
    own = task(vi, *terms)
    return choose(own, [judge(own, text, -0.5 - 0.05 * n, "model") for n, text in enumerate(texts)]).text


def test_a_text_that_lost_half_the_source_does_not_win_by_its_terms() -> None:
    whole = "Berlin said the government would raise defence spending and widen cooperation with its allies next year"
    assert best(LONG, "Germany said so then.", whole, terms=(GERMANY,)) == whole


def test_a_doubled_term_loses_even_to_a_less_likely_text() -> None:
    assert best("Đức thắng lớn", "German German wins big", "Germany wins big", terms=(GERMANY,)) == "Germany wins big"


def test_a_sentence_that_ends_with_an_hour_has_one_stop() -> None:
    source = "Giá tăng từ 15h."
    task = make_task(source, tuple(find_quantities(source)), annotates=True)
    assert judge(task, "Prices rise from 15:00.", -0.5, "model").text == "Prices rise from 3 p.m."


def test_texts_without_doubts_go_first() -> None:
    assert best("Ông Umerov đến", "Mr. Umarov came", "Mr. Umerov came") == "Mr. Umerov came"
    assert best("Có 38 người đến", "There came 83 people", "38 people came") == "38 people came"
    assert best("Ông ở thị trấn", "He is in thị trấn", "He is in town") == "He is in town"


def test_a_doubt_does_not_buy_a_far_worse_text() -> None:
    own = task("Ông Umerov đến")
    likely, unlikely = judge(own, "Mr. Umarov came", -0.3, "model"), judge(own, "Umerov Umerov to come", -2.0, "model")
    assert choose(own, [unlikely, likely]) == likely


def test_a_common_word_said_too_often_is_over_produced() -> None:
    term = Term(vi="ca nhiễm", vi_span=(0, 8), targets=("case",), mode="enforce", key="")
    assert judged("ca nhiễm ở đây", "a case here and a case there", term).over_produced == 1
    assert judged("ca nhiễm của ông", "a case here and a case there", term).over_produced == 0, (
        "a pronoun may be a name"
    )


def test_satisfied_is_about_terms_and_doubtful_about_the_rest() -> None:
    own = task("Đức gặp Umerov", GERMANY)
    candidate = judge(own, "Germany met him", -0.5, "model")
    assert is_satisfied(own, candidate)
    assert candidate.doubtful
    assert candidate.names == (UMEROV,)
    assert rank(own, candidate)[:4] == (0, 0, 0, 0)


def test_names_are_asked_for_as_they_stand_but_not_within_terms() -> None:
    own = task("Đức gặp Umerov", GERMANY)
    asked = own.request([0], names=[UMEROV, Annotation(span=(0, 3), target="Đức")]).annotations
    assert asked == (Annotation(span=(0, 3), target="Germany"), UMEROV)


TIDIED = [
    ("Đàm phán với Mỹ", (), "Talks with the The US failed", "Talks with the US failed"),
    ("Đàm phán với Mỹ", (), "Talks with a the US envoy", "Talks with the US envoy"),
    ("Ở Hague", ("Hague", "The Hague"), "In the The Hague", "In The Hague"),
    ("Mỹ", (), "The the US", "The US"),
    ("Đội A", (), "The A team", "The A team"),
    ("Ngân hàng Việt Nam", (), "Bank of Việt Nam", "Bank of Vietnam"),
    ("Ông Nguyễn Việt Nam", (), "Mr. Nguyễn Việt Nam", "Mr. Nguyễn Việt Nam"),
]  # fmt: skip


def test_a_time_of_24_hours_is_written_as_the_others_are() -> None:
    vi = "Phim chiếu lúc 21h30 ngày 12/7, tối 20h đến 22h30 GMT"
    own = make_task(vi, find_quantities(vi), annotates=True)
    english = "The film is on at 21:30 on July 12, 20:00 to 22:30 GMT, at 21:30-22"
    assert judge(own, english, 0.0, "model").text == (
        "The film is on at 9:30 p.m. on July 12, 8 p.m. to 22:30 GMT, at 21:30-22"
    )


@pytest.mark.parametrize(
    ("vi", "english", "mended"),
    [
        ("Cháy lúc 20h tối 9-5.", "A fire at 20 p.m. on May 9.", "A fire at 8 p.m. on May 9."),
        ("Họp lúc 15h30.", "They met at 15.30 a.m.", "They met at 3:30 p.m."),
    ],
)
def test_an_hour_of_the_afternoon_is_said_once(vi: str, english: str, mended: str) -> None:
    assert judge(make_task(vi, find_quantities(vi), annotates=True), english, 0.0, "model").text == mended


@pytest.mark.parametrize(
    ("vi", "english", "ended"),
    [
        ("Ông đến.", "He came", "He came."),
        ("Ông đến…", "He came", "He came."),
        ("“Ông đến!”", "“He came”", "“He came”"),
        ("Ông đến", "He came", "He came"),
        ("Ông đến.", "He came to the U.S.", "He came to the US."),
    ],
)
def test_a_sentence_ends_where_its_source_does(vi: str, english: str, ended: str) -> None:
    assert judged(vi, english).text == ended


def test_a_quantity_whose_unit_was_left_is_lacking() -> None:
    vi = "Họ ngồi trong xe 5 chỗ."
    own = make_task(vi, find_quantities(vi), annotates=True)
    assert judge(own, "They sat in a 5 chỗ car.", 0.0, "model").lacking == (True,)
    assert judge(own, "They sat in a car of 5.", 0.0, "model").lacking == (False,)


def test_a_vietnamese_acronym_in_brackets_is_left_out() -> None:
    own = task("Hội đồng nhân dân (HĐND) họp với Cơ quan (EĐA).")
    english = "The People's Council (HĐND) met the Agency (EDA) and (ĐTX)."
    assert judge(own, english, 0.0, "model").text == "The People's Council met the Agency (EDA) and (ĐTX)."


def test_what_a_target_has_is_no_matter_of_style() -> None:
    own = task("Thép Mỹ tăng", Term(vi="Thép Mỹ", vi_span=(0, 7), targets=("U.S. Steel",), mode="enforce", key=""))
    assert judge(own, "U.S. Steel rose 3 percent", 0.0, "model").text == "U.S. Steel rose 3%"


@pytest.mark.parametrize(("vi", "entry", "english", "tidy"), TIDIED)
def test_doubled_articles_and_the_countrys_marks_are_mended(
    vi: str, entry: tuple[str, ...], english: str, tidy: str
) -> None:
    """A target with its own article was put after another one, and the model left "Việt Nam" in a name."""
    at = vi.index(entry[0]) if entry else 0
    terms = (
        [Term(vi=entry[0], vi_span=(at, at + len(entry[0])), targets=entry[1:], mode="enforce", key="")]
        if entry
        else []
    )
    assert judge(make_task(vi, tuple(terms), annotates=True), english, 0.0, "model").text == tidy


@pytest.mark.parametrize(
    ("target", "english", "parted"),
    [
        ("abscess", "They took it from the abdomenabscess.", "They took it from the abdomen abscess."),
        ("ill-gotten gains", "They took ill- gotten gains.", "They took ill-gotten gains."),
        (
            "punched in the face",
            "The passengerspunched in the face of her.",
            "The passengers punched in the face of her.",
        ),
        ("witness account", "An eyewitness account.", "An eyewitness account."),
        ("fighter", "The firefighter came.", "The firefighter came."),  # a word of its own
        ("fighter", "A fighter and a streetfighter.", "A fighter and a streetfighter."),  # the term is there
    ],
)
def test_a_target_joined_to_another_word_is_parted(target: str, english: str, parted: str) -> None:
    term = Term(vi="Họ", vi_span=(0, 2), targets=(target,), mode="prefer", key=target)
    assert judged("Họ lấy ra.", english, term).text == parted
