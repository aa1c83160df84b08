"""People whom the news calls by their initials."""

from __future__ import annotations

import pytest

from songngu.checks import check_names
from songngu.glossary.initials import find_initials, has_initials
from songngu.glossary.lost_names import VietnameseNames
from songngu.records import Segment, Translation


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("Sau đó anh T. bỏ chạy, bà C. và chị Ph. ở lại.", ["T.", "C.", "Ph."]),
        ("Ông N.V. A. (57 tuổi) gặp anh Đ. A.T (SN 1974).", ["N.V. A.", "Đ. A.T"]),
        ("chị Ng. N.Ph và em N", ["Ng. N.Ph", "N"]),
        ("kéo bé N.] lại", ["N."]),
        ("Tại nhà ông V. Ông T. nói vậy.", ["V.", "T."]),
        ("Hoa hậu chị H'Hen Niê, cụ K'Lan, bà Thu, ông A-xít", []),
        ("Nước Anh T. và Công ty TNHH A.", ["T."]),  # nothing tells that this Anh is the country
        ("bà Nguyễn Thị Ngọc K. và Q.1", []),  # the name says more
        ("ông Y Thiên, bà A Vô, Ông O ' Connor, chị H ' Duin, dụng cụ Y tế, anh Y tá", []),
        ("anh T nói, chị Ngh. khóc, ông Á (57 tuổi), cô K", ["T", "Ngh.", "Á", "K"]),
        ("Ông Thanh, anh Trung, chị Nga", []),
    ],
)
def test_find_initials(text: str, initials: list[str]) -> None:
    found = list(find_initials(text))
    assert [name.text for name in found] == initials
    assert [text[slice(*name.span)] for name in found] == initials


@pytest.mark.parametrize(
    ("initials", "english", "has"),
    [
        ("T.", "Mr. T. ran away.", True),
        ("T.", "T's house", True),
        ("T.", "T ran away.", True),
        ("T.", "N.T. ran away, as did T.V. Kh.", False),
        ("Ph.", "Phuong ran away.", False),
        ("Ph.", "Ms. Ph. ran away.", True),
        ("N.V. A.", "N.V.A., 57", True),
        ("N.V. A.", "N. V. A. said", True),
        ("N.V. A.", "V.A. said", False),
        ("Đ. A.T", "D.A.T. said", True),
        ("Đ. A.T", "Đ. A.T said", True),
        ("A.", "A man ran. A woman stayed.", False),
        ("A.", "The house of A was small.", True),
        ("A.", "A. ran away.", True),
        ("A.", "Mr. A said so. It was Ms. A (30) and Mrs. A too.", True),
        ("I.", "Ms. I said so.", True),
        ("I.", "I ran away.", False),
    ],
)
def test_has_initials(initials: str, english: str, has: bool) -> None:
    (name,) = find_initials(f"ông {initials}")
    assert has_initials(english, name) is has


def test_lost_initials_are_asked_for_as_english_writes_them() -> None:
    names = VietnameseNames.of("Anh Đ.A. T. gặp chị Ph. hôm qua.")
    assert [name.english for name in names.find_lost("Phuong met a man yesterday.")] == ["D.A.T.", "Ph."]
    assert [each.target for each in names.annotations()] == ["D.A.T.", "Ph."]


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("Phuong ran away.", ["name missing or altered: Ph."]),
        ("She ran away.", []),  # a pronoun may stand for somebody named before
        ("Ph. ran away.", []),
    ],
)
def test_lost_initials_are_told(english: str, told: list[str]) -> None:
    source = Segment(id="s1", paragraph=0, kind="text", vi="Chị Ph. bỏ chạy.")
    assert [issue.message for issue in check_names(source, Translation(en=english))] == told
