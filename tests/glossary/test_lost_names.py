"""Vietnamese names that a translation lacks: which are found, which are said to be lost, which are put right."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from songngu.checks import run_checks
from songngu.engines.base import Engine, Hypothesis, Request
from songngu.glossary.candidates import choose, is_satisfied, judge, make_task
from songngu.glossary.enforcement import enforce
from songngu.glossary.lost_names import VietnameseNames
from songngu.glossary.name_repair import mend_names
from songngu.records import Segment, Translation
from songngu.settings import Settings

LOST = [
    (
        "Vụ việc tại xã Quỳnh Châu, huyện Quỳnh Lưu.",
        "It was in Quuan Chau Commune, Quynh Luu District.",
        ["Quỳnh Châu"],
    ),
    ("Nạn nhân ở thôn Láng Xéo bị bắt.", "The victim lives in the village.", ["Láng Xéo"]),
    ("Bà Hạnh ở thôn Đoàn Kết, xã Ea Tar.", "Ms. Hanh lives in Ea Tar Commune.", ["Đoàn Kết"]),
    # Names of highland peoples, which are spelled as no Vietnamese syllable is.
    ("Bà Hạnh ở thôn Bình, xã Ea Tar.", "Ms. Hanh lives in Doan Ket.", ["Ea Tar"]),
    ("Quán nằm ở xã Ia Rsươm, huyện Krông Pa.", "The bar is in Krong Pa District.", ["Ia Rsươm"]),
    ("Ông trú tại làng Đê Kjiêng.", "He lives in De Kjieng Village.", []),
    ("Đội thắng trên sân Thiên Trường.", "They won at Thien Trung Stadium.", ["Thiên Trường"]),
    ("Công ty ở phường Uyên Hưng cháy.", "The company in Hung Uyen Ward.", ["Uyên Hưng"]),
    ("Ca sĩ và Diệu Ngọc đều đến.", "The singer and Dieu Ngoc came.", []),
    ("Ca sĩ và Diệu Ngọc đều đến.", "The singer and Dieungoc came.", []),
    # Nothing like it there: it may be translated, or be written as another language does.
    ("Giải thưởng Nhân tài Đất Việt được trao.", "The Vietnamese Talent Awards were given.", []),
    ("Cháy ở quận Hoàng Châu.", "There was a fire in Huangzhou District.", []),
    ("Cháy ở huyện Tiên Du, Trung Quốc.", "There was a fire in Xianyou County, China.", []),
    # Kinds of things and ordinary words.
    ("Lễ hội ở vùng Chùa Hương rất đông.", "The festival at Huong Pagoda was crowded.", []),
    ("Sở đã yêu cầu Ban Chỉ đạo họp.", "The department asked the steering committee to meet.", []),
    ("DIỄN VIÊN GẶP DIỆU NGỌC", "ACTOR MEETS DIU NGOC", []),
]


@pytest.mark.parametrize(("source", "english", "lost"), LOST)
def test_lost_are_names_that_the_english_should_have(source: str, english: str, lost: list[str]) -> None:
    assert [name.text for name in VietnameseNames.of(source).find_lost(english)] == lost


@pytest.mark.parametrize(("source", "english", "lost"), LOST)
def test_a_lost_name_is_told(source: str, english: str, lost: list[str]) -> None:
    segment = Segment(id="s1", paragraph=0, kind="text", vi=source)
    issues = [issue.message for issue in run_checks(segment, Translation(en=english)) if issue.check == "names"]
    assert len(issues) == len(lost)
    assert all(name in message for name, message in zip(lost, issues, strict=True))


def test_a_title_that_goes_on_in_lower_case_is_no_name() -> None:
    source = "Gặp nguyên Phó Chủ tịch UBND xã, và Phó Giám đốc Sở đến Phòng Xúc tiến đầu tư hôm Giáng Sinh."
    assert not VietnameseNames.of(source).others


def test_a_lost_name_is_asked_for_as_english_writes_it() -> None:
    source = "Vụ việc tại xã Quỳnh Châu."
    task = make_task(source, (), annotates=True)
    candidate = judge(task, "It was in Quuan Chau Commune.", -0.5, "model")
    (asked,) = task.request(names=candidate.names).annotations
    assert (source[slice(*asked.span)], asked.target) == ("Quỳnh Châu", "Quynh Chau")
    assert candidate.doubts == 1
    assert not judge(task, "It was in Quynh Chau Commune.", -0.5, "model").names


def test_a_right_name_wins_over_the_likelier_text() -> None:
    task = make_task("Ca sĩ quen Phương Mai.", (), annotates=True)
    likely = judge(task, "The singer knows Phu Mai.", -0.2, "model")
    right = judge(task, "The singer knows Phuong Mai.", -1.5, "model")
    assert choose(task, [likely, right]) == right
    assert is_satisfied(task, likely), "nothing can be forced: it is no term"


class Deaf(Engine):
    """An engine that obeys no annotation, but copies what stands in the source without marks."""

    signature = "deaf"
    annotates = True
    unmarks = False

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        """Say "Phung Mai" unless the source itself has "Phuong Mai"."""
        self.asked += requests
        names = ["Phuong" if "Phuong" in request.source else "Phung" for request in requests]
        return [(Hypothesis(text=f"The singer knows {name} Mai.", score=-0.5),) for name in names]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        """All the same."""
        return [-0.5 for _ in targets]


def test_what_annotation_does_not_bring_is_shown_in_the_source() -> None:
    engine = Deaf()
    segment = Segment(id="s1", paragraph=0, kind="text", vi="Ca sĩ quen Phương Mai.")
    (translation,) = enforce([segment], [()], engine, Settings())
    assert translation.en == "The singer knows Phuong Mai."
    assert [bool(request.annotations) for request in engine.asked] == [False, True, False]


MENDED = [
    ("Ca sĩ quen Phương Mai.", "The singer has known Phu Mai.", "The singer has known Phuong Mai."),
    ("Cháy ở làng nghề Triều Khúc.", "A fire in Tri Khuc Village.", "A fire in Trieu Khuc Village."),
    # Another name of the source, two places where the source has one, a word that is no syllable, two syllables wrong.
    ("Ca sĩ quen Phương Mai và Thanh Mai.", "The singer knows Thanh Mai.", None),
    ("Ca sĩ quen Phương Mai.", "Phu Mai knows Phu Mai.", None),
    ("Ca sĩ quen Phương Mai.", "The singer knows Sister Mai.", None),
    ("Đi qua Khuất Duy Mạn.", "Past Truong Duy Tien.", None),
]  # fmt: skip


@pytest.mark.parametrize(("source", "english", "mended"), MENDED)
def test_one_wrong_syllable_is_put_right(source: str, english: str, mended: str | None) -> None:
    assert mend_names(source, Translation(en=english)).en == (mended or english)


def test_a_name_after_an_acronym_is_looked_for() -> None:
    names = VietnameseNames.of("Đó là nữ MC Phí Linh.")
    assert [name.text for name in names.others] == ["Phí Linh"]
    assert names.find_misspelt("Đó là nữ MC Phí Linh.", "It is MC Phu Linh.") == [((9, 17), names.others[0])]


def test_names_in_a_list_are_looked_for() -> None:
    names = VietnameseNames.of("Các xã như Bảo Ninh (Đồng Hới), Nhân Trạch (Bố Trạch) cũng vậy.")
    assert [name.text for name in names.others] == ["Bảo Ninh", "Đồng Hới", "Nhân Trạch", "Bố Trạch"]


@pytest.mark.parametrize(
    ("source", "english", "parted"),
    [
        ("Chủ tịch huyện Trà Ôn nói.", "The chairman of Traon District said.", "The chairman of Tra On District said."),
        ("Chị Lê Minh Anh đến.", "Ms. Le Minhanh came.", "Ms. Le Minh Anh came."),
        ("Chị Lê Minh Anh đến.", "Ms. Leminhanh came.", "Ms. Le Minh Anh came."),
        ("Ca sĩ đến Hương Tràm.", "The singer came to Huongtram.", "The singer came to Huong Tram."),
        ("Ông đến Bách Khoa.", "He came to Backhoa.", "He came to Backhoa."),  # not the same letters
        ("Huyện Chi Na ở xa.", "The district is called China.", "The district is called China."),  # a word
        ("Chị Lê Ga La đến.", "Le Ga La came to the Gala night.", "Le Ga La came to the Gala night."),  # it is there
        ("Chị Lê Ga La đến.", "She came to the Gala night.", "She came to the Gala night."),  # not all of it
        ("Ông đến Đông Á rồi.", "He came to DongA.", "He came to DongA."),  # as a bank writes itself
        ("Ông đến Na Na rồi.", "He came to NANA.", "He came to NANA."),
        ("Ông đến Tô Ni, tức Tô-ni.", "He came to Toni.", "He came to Toni."),  # which the source has as well
    ],
)
def test_joined_syllables_are_parted(source: str, english: str, parted: str) -> None:
    assert mend_names(source, Translation(en=english)).en == parted
