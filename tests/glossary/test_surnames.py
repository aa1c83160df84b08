"""People of the glossary whom an article calls by their surname."""

from __future__ import annotations

import pytest

from songngu.glossary.entries import Entry, Glossary
from songngu.glossary.given_names import with_people
from songngu.glossary.matching import Matcher
from songngu.glossary.surnames import english_surname
from songngu.records import Segment, Term

PEOPLE = (
    Entry(vi="Tập Cận Bình", en=("Xi Jinping",), kind="person"),
    Entry(vi="Vương Nghị", en=("Wang Yi",), kind="person"),
    Entry(vi="Vương Thụy Kiệt", en=("Heng Swee Keat",), kind="person"),
    Entry(vi="Thái Anh Văn", en=("Tsai Ing-wen",), kind="person"),
    Entry(vi="Lâm Trịnh Nguyệt Nga", en=("Carrie Lam",), kind="person"),
    Entry(vi="Hàn Chính", en=("Han Zheng",), kind="person"),
    Entry(vi="Thái", en=("Thailand",), kind="place"),
    Entry(vi="Hàn", en=("South Korea",), kind="place"),
    Entry(vi="Tập đoàn Điện lực", en=("Electricity Group",), kind="organisation"),
)


def match(*texts: str, glossary: tuple[Entry, ...] = PEOPLE) -> list[tuple[Term, ...]]:
    """The terms of the sentences of one article."""
    matcher = Matcher(Glossary.of(glossary))
    segments = with_people([Segment(id=f"s{n}", paragraph=0, kind="text", vi=vi) for n, vi in enumerate(texts)])
    return [matcher.match(each.vi, each.people) for each in segments]


FULL = "Chủ tịch Trung Quốc Tập Cận Bình tới Moscow."


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ((FULL, "Ông Tập hối thúc hai bên đàm phán."), "Tập=Xi"),
        ((FULL, "Tổng thống Nga cảm ơn Chủ tịch Tập."), "Tập=Xi"),
        ((FULL, "Cuộc gặp Trump - Tập kéo dài hai giờ."), "Tập=Xi"),
        (("Lãnh đạo Đài Loan Thái Anh Văn phát biểu.", "Theo bà Thái, hòn đảo cần hòa bình."), "Thái=Tsai"),
        (("Bà Lâm Trịnh Nguyệt Nga xin lỗi.", "Người biểu tình đòi bà Lâm từ chức."), "Lâm=Lam"),
        (("Ngoại trưởng Vương Nghị tới Hà Nội.", "Ngoại trưởng Vương nói vậy."), "Vương=Wang"),
        # Before the full name, too: a headline says less than the lead.
        (("Ông Tập tới Nga", FULL), "Tập=Xi"),
    ],
)
def test_surname_is_the_english_one(texts: tuple[str, ...], key: str) -> None:
    assert key in {term.key for terms in match(*texts) for term in terms}


@pytest.mark.parametrize(
    "texts",
    [
        ("Ông Tập hối thúc hai bên đàm phán.",),  # nobody is named in full
        ("Ông Tập Văn Hòa tới Huế.", "Ông Tập nói vậy."),  # nobody of the glossary
        (FULL, "Chủ tịch Tập đoàn Điện lực từ chức."),
        (FULL, "Ông Tập Văn Hòa là người khác."),
        (FULL, "Anh Nguyễn Văn Tập bị bắt.", "Ông Tập khai như vậy."),  # somebody's given name
        (FULL, "Tập hai của bộ phim ra mắt."),
        ("Phó thủ tướng Hàn Chính tới Seoul.", "Liên minh Mỹ - Hàn vững chắc."),
        ("Phó thủ tướng Hàn Chính tới Seoul.", "Ngoại trưởng Hàn hoan nghênh."),
        (FULL, "Xem phim Vương Triều - Tập 5 tối nay."),
        (FULL, "Sách Master Chef - Tập 2 ra mắt. TTO - Tập luyện."),
    ],
)
def test_what_is_no_surname(texts: tuple[str, ...]) -> None:
    assert not [term for terms in match(*texts) for term in terms if term.key in ("Tập=Xi", "Hàn=Han")]


def test_two_people_of_one_surname_are_preferred_as_either() -> None:
    (term,) = match("Ông Vương Nghị gặp ông Vương Thụy Kiệt.", "Ông Vương nói vậy.")[1]
    assert (term.key, term.mode) == ("Vương=Wang|Heng", "prefer")


def test_mode_is_the_persons() -> None:
    person = Entry(vi="Tập Cận Bình", en=("Xi Jinping", "Xi"), kind="person", mode="prefer")
    terms = match(FULL, "Ông Tập nói vậy.", glossary=(person,))[1]
    assert [(term.targets, term.mode, term.vi_span) for term in terms] == [(("Xi",), "prefer", (4, 7))]


@pytest.mark.parametrize(
    ("vi", "en", "surname"),
    [
        ("Tập Cận Bình", "Xi Jinping", "Xi"),
        ("Vương Nghị", "Wang Yi", "Wang"),
        ("Mã Vân", "Jack Ma", "Ma"),
        ("Diêu Minh", "Yao Ming", "Yao"),
        ("Lâm Trịnh Nguyệt Nga", "Carrie Lam", "Lam"),
        ("Hoàng Chi Phong", "Joshua Wong", "Wong"),
        ("Lý Hiển Long", "Lee Hsien Loong", "Lee"),
        ("Châu Kiệt Luân", "Jay Chou", "Chou"),
        ("Kim Nhật Thành", "Kim Il Sung|Kim", "Kim"),
        ("Hồ Chí Minh", "Ho Chi Minh|HCMC|Hochiminh", "Ho"),
        ("Xuân Son", "Xuan Son|Rafaelson", "Xuan"),
        ("Khổng Tử", "Confucius", "Confucius"),
    ],
)
def test_english_surname(vi: str, en: str, surname: str) -> None:
    assert english_surname(Entry(vi=vi, en=tuple(en.split("|")), kind="person")) == surname
