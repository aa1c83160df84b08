"""Vietnamese personal names: where they are, what became of them, and what may be mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songngu.glossary.name_repair import mend_names
from songngu.glossary.person_names import find_faults, find_person_names
from songngu.records import TermResult, Translation


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thủ môn Nguyễn Đình Triệu bắt phạt đền.", ["Nguyễn Đình Triệu"]),
        ("Theo Trần Văn Nam, bà Giàng A Páo đã về.", ["Trần Văn Nam", "Giàng A Páo"]),  # no surname, but addressed
        ("Ông Cà Văn Mái và anh Lê Hoàng.", ["Cà Văn Mái", "Lê Hoàng"]),
        ("Nguyễn  Thị Minh Khai, Võ Thị Sáu", ["Nguyễn  Thị Minh Khai", "Võ Thị Sáu"]),
        ("Hồ Tây đẹp. Anh Quốc và Pháp. Đàn ông Nhật Bản.", []),  # a lake, a country, "men"
        ("Ông Triệu ở Quảng Trị.", []),  # one syllable
        ("NGUYỄN VĂN A", []),
    ],
)
def test_where_names_are(text: str, names: list[str]) -> None:
    assert [name.text for name in find_person_names(text)] == names


SOURCE = "Thủ môn Nguyễn Đình Triệu và ông Vương Nghị."


@pytest.mark.parametrize(
    ("english", "faults"),
    [
        ("Goalkeeper Nguyen Dinh Trieu and Wang Yi.", []),  # pinyin is as it should be
        ("Goalkeeper Nguyễn Đình Triệu.", []),
        ("Trieu Dinh Nguyen, the goalkeeper.", []),
        ("Goalkeeper Trieu.", []),  # news drops the rest
        ("Goalkeeper Nguyen Dinh Truong.", [("altered", "Nguyen Dinh Truong")]),
        ("Goalkeeper Le Dinh Trieu.", [("altered", "Le Dinh Trieu")]),
        ("Goalkeeper Nguyen Trong.", [("altered", "Nguyen Trong")]),
        ("The goalkeeper.", [("missing", "")]),
        ("", []),
    ],
)
def test_what_became_of_a_name(english: str, faults: list[tuple[str, str]]) -> None:
    found = find_faults(find_person_names(SOURCE), english)
    assert [(fault.fate, english[slice(*fault.span)] if fault.span else "") for fault in found] == faults


def mended(source: str, english: str, *terms: TermResult) -> Translation:
    return mend_names(source, Translation(en=english, terms=terms))


def test_one_wrong_syllable_is_mended_and_the_terms_behind_move() -> None:
    place = TermResult(
        vi="Hà Nội", en="Hanoi", vi_span=(24, 30), en_span=(22, 27), mode="enforce", met=True, how="model"
    )
    done = mended("Nguyễn Đình Triệu sống ở Hà Nội.", "Nguyen Dinh Truong in Hanoi.", place)
    assert done.en == "Nguyen Dinh Trieu in Hanoi."
    assert done.terms[0].en_span == (21, 26)


def test_two_names_are_each_mended_in_its_own_place() -> None:
    done = mended("Nguyễn Văn Nam gặp Nguyễn Đình Triệu.", "Nguyen Van Name met Nguyen Dinh Truong.")
    assert done.en == "Nguyen Van Nam met Nguyen Dinh Trieu."


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Nguyễn Đình Triệu.", "Nguyen Trong Truong."),  # two syllables differ
        ("Nguyễn Đình Triệu.", "Nguyen Dinh Truong and Nguyen Dinh Tuan."),  # which one?
        ("Nguyễn Đình Triệu và Nguyễn Đình Trường.", "Nguyen Dinh Truong."),  # the other one, who is rightly there
        ("Nguyễn Đình Triệu.", "Nguyen Dinh."),  # a syllable is missing
    ],
)
def test_what_is_not_sure_is_left_and_said(source: str, english: str) -> None:
    assert mended(source, english).en == english
    assert find_faults(find_person_names(source), english)


def test_a_name_that_a_term_answers_for_is_left() -> None:
    term = TermResult(vi="Tô Lâm", en="To Lam", vi_span=(0, 6), en_span=(0, 8), mode="enforce", met=True, how="model")
    assert mended("Tô Lâm.", "To Lam An.", term).en == "To Lam An."


letters = st.text(st.sampled_from("NguyễnVăTrầLêÔông aAbB .,-\n"), max_size=40)


@given(letters, letters)
def test_any_two_texts(source: str, english: str) -> None:
    for name in find_person_names(source):
        assert source[slice(*name.span)] == name.text
    done = mended(source, english)
    assert not any(fault.safe for fault in find_faults(find_person_names(source), done.en))


def test_chinese_people_may_have_another_name_in_english() -> None:
    (name,) = find_person_names("Võ Thu Hằng ở Thượng Hải")
    assert not name.sure
    (name,) = find_person_names("Võ Thu Hằng ở Huế")
    assert name.sure


EXCHANGED = [
    ("đại tá Đoàn Văn Tuấn - Trưởng công an huyện Tân Phước", "Colonel Vu Van Tan - head of the Tan Phuoc police",
     "Colonel Doan Van Tuan - head of the Tan Phuoc police"),
    ("Bà Nguyễn Thị Mai nói ở phố Lê Duẩn", "Hoang Ngoc Lan said in Le Duan Street",
     "Nguyen Thi Mai said in Le Duan Street"),
    # Two are lacking, or two places could be meant: nothing is changed.
    ("Nguyễn Văn An và Lê Thị Hoa", "Hoang Ngoc Lan came", "Hoang Ngoc Lan came"),
    ("Nguyễn Văn An đã đến", "Hoang Ngoc Lan and Tran Duc Thang came", "Hoang Ngoc Lan and Tran Duc Thang came"),
    ("Nguyễn Văn An đã đến", "Do Not Enter", "Do Not Enter"),
]  # fmt: skip


@pytest.mark.parametrize(("vi", "english", "mended"), EXCHANGED)
def test_another_persons_name_in_a_names_place_is_exchanged(vi: str, english: str, mended: str) -> None:
    assert mend_names(vi, Translation(en=english)).en == mended


SURNAMES_AS_WORDS = [
    ("Siti Aisyah và Đoàn Thị Hương", "Siti Aisyah and the group Thi Huong", "Siti Aisyah and Doan Thi Huong"),
    ("Luật sư của Đoàn Thị Hương nói", "A lawyer of the Group Thi Huong said", "A lawyer of Doan Thi Huong said"),
    ("anh Hồ Văn Nam nói", "The lake Van Nam said", "Ho Van Nam said"),
    ("Ngày mai chị Mai Linh sẽ về", "Tomorrow Linh will come home", "Tomorrow Linh will come home"),
    ("Đoàn do anh Đoàn Nam dẫn", "The delegation Nam led came", "The delegation Nam led came"),
    ("ông Cao Văn Bình", "Mr High Van Binh", "Mr Cao Van Binh"),
    # The given name alone is how news goes on, and a delegation of hers may be what is said.
    ("chị Đoàn Thị Hương", "Ms Huong", "Ms Huong"),
    ("đoàn của Đoàn Thị Hương", "the delegation of Thi Huong", "the delegation of Thi Huong"),
    ("ông Nguyễn Văn Bình", "the group Van Binh", "the group Van Binh"),
]


@pytest.mark.parametrize(("vi", "english", "mended"), SURNAMES_AS_WORDS)
def test_a_surname_that_was_read_as_a_word_is_written(vi: str, english: str, mended: str) -> None:
    assert mend_names(vi, Translation(en=english)).en == mended


def test_a_name_after_its_surname_as_a_word_is_lost_where_it_is_not_safe() -> None:
    english = "the Committee of Thi Huong"
    (fault,) = find_faults(find_person_names("Đoàn Thị Hương nói"), english)
    assert (fault.fate, fault.safe) == ("altered", False)


UNMARKED = [
    ("Thứ trưởng Doãn Mậu", "The Deputy Minister said Doãn Mậu", "The Deputy Minister said Doan Mau"),
    ("đại tá Tảo", "the Colonel Tảo", "the Colonel Tao"),
    ("bông và Đặng", "tons of bông to Mr. Đặng", "tons of bông to Mr. Dang"),
    ("Hà Nội mưa", "[Hà Nội mưa]", "[Hà Nội mưa]"),  # left in Vietnamese
    ("Lê Văn Anh trả ông Bứ", "Lê Văn Anh met Bứ", "Le Van Anh met Bu"),  # most words are names
    ("huyện Krông Pa", "Krông Pa District", "Krong Pa District"),
    ("Björn đến huyện", "Björn came to the district", "Björn came to the district"),
    ("Sarkozy gặp Sébastien", "Sarkozy met Sébastien", "Sarkozy met Sébastien"),
]


@pytest.mark.parametrize(("vi", "english", "mended"), UNMARKED)
def test_names_are_written_without_marks(vi: str, english: str, mended: str) -> None:
    assert mend_names(vi, Translation(en=english)).en == mended


def test_the_capital_of_a_verb_that_was_left_is_no_name() -> None:
    vi, english = "Triệu tập 191 phụ huynh ở Hà Giang", "Triệu tập 191 parents of pupils in the province of Hà Giang"
    assert mend_names(vi, Translation(en=english)).en == "Triệu tập 191 parents of pupils in the province of Ha Giang"

    vi, english = "Các bộ thẩm định dự án", "The ministries that are to thẩm định the project"
    assert mend_names(vi, Translation(en=english)).en == english


def test_what_the_glossary_asked_for_keeps_its_marks() -> None:
    term = TermResult(vi="Đặng", en="Đặng", vi_span=(0, 4), en_span=(0, 4), mode="enforce", met=True, how="model")
    assert mend_names("Đặng nói", Translation(en="Đặng said no more", terms=(term,))).en == "Đặng said no more"


def test_a_name_beside_a_term_is_mended() -> None:
    term = TermResult(vi="NTK", en="Designer", vi_span=(0, 3), en_span=(0, 8), mode="enforce", met=True, how="model")
    english = Translation(en="Designer Nguyen Tien Truong sews", terms=(term,))
    assert mend_names("NTK Nguyễn Tiến Truyển may áo", english).en == "Designer Nguyen Tien Truyen sews"


def test_a_name_beside_a_vietnamese_one_is_vietnamese() -> None:
    (first, second, third) = find_person_names("Nguyễn Văn Dương, Đoàn Thu Hà và Vương Nghị bị bắt.")
    assert (first.sure, second.sure, third.sure) == (True, True, False)
    assert [name.sure for name in find_person_names("Đoàn Thu Hà bị bắt.")] == [False]
    assert [name.sure for name in find_person_names("Ở Thượng Hải, Nguyễn Văn Dương gặp Đoàn Thu Hà.")] == [True, False]


def test_a_place_before_a_name_is_no_part_of_it() -> None:
    (name,) = find_person_names("Chủ tịch UBND tỉnh Hải Dương Nguyễn Dương Thái vừa ký.")
    assert name.text == "Nguyễn Dương Thái"
    (name,) = find_person_names("Chủ tịch UBND tỉnh Thái Bình Đặng Trọng Thăng nói.")
    assert name.text == "Đặng Trọng Thăng"


def test_things_with_capitals_beside_a_name_are_no_persons() -> None:
    names = find_person_names("Nguyễn Văn An dự Đại hội Đoàn Thanh Niên.")
    assert [name.sure for name in names] == [True, False]
