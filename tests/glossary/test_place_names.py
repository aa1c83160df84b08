"""Names of places that no glossary has: found, and mended where one syllable is wrong."""

from __future__ import annotations

import pytest

from songngu.checks import check_names
from songngu.glossary.name_repair import mend_names
from songngu.glossary.place_names import find_place_names
from songngu.records import Segment, Translation

FOUND = [
    ("Công an huyện Phong Điền đến xã Phong Thu", ["Phong Điền", "Phong Thu"], "a district and a commune"),
    ("Trên đường Duyên Hải, thị trấn Cần Thạnh", ["Duyên Hải", "Cần Thạnh"], "a street and a town"),
    ("Ở quận 1, phường Tân", [], "a number, and one syllable, which is too little"),
    ("Lên đường Nguyễn Văn A nói", ["Nguyễn Văn A"], "no matter: it must be in the English all the same"),
    ("Ở xã Ea Tar, huyện Krông Pa", ["Ea Tar", "Krông Pa"], "names of highland peoples"),
    ("Ở làng Cedar Springs, thành phố New York", [], "abroad"),
    ("Con Đường Hạnh Phúc", [], "a title in capitals"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "why"), FOUND)
def test_finds_what_follows_the_word_for_a_place(text: str, names: list[str], why: str) -> None:
    assert [name.text for name in find_place_names(text)] == names, why


MENDED = [
    (
        "Công an huyện Phong Điền và xã Phong Thu có mặt.",
        "Phong Dinh District Police and Phong Thu Commune were there.",
        "Phong Dien District Police and Phong Thu Commune were there.",
        "the last syllable is wrong; the other place is right and stays",
    ),
    (
        "Vụ tai nạn tại đường Duyên Hải.",
        "The accident on Dinh Hai Street.",
        "The accident on Duyen Hai Street.",
        "the first is wrong",
    ),
    (
        "Anh Phạm Duy Hải ở đường Duyên Hải.",
        "Pham Duy Hai of Street Hai.",
        "Pham Duy Hai of Street Hai.",
        "part of a person's name is no place",
    ),
    (
        "Xe từ huyện Tân Phước, huyện Tân Phong.",
        "A car from Tan Phu District.",
        "A car from Tan Phu District.",
        "two may be meant",
    ),
    (
        "Viện kiểm sát thị xã Buôn Hồ truy tố một người ở thị xã Buôn Hồ.",
        "The procuracy of Buong Ho Town charged a man of Buong Ho Town.",
        "The procuracy of Buon Ho Town charged a man of Buon Ho Town.",
        "wrong in both places",
    ),
    (
        "Một người ở thị xã Buôn Hồ.",
        "A man of Buong Ho Town in Buong Ho District.",
        "A man of Buong Ho Town in Buong Ho District.",
        "one of them may be another",
    ),
    (
        "Quần đảo Hoàng Sa và Trường Sa, nhất là quần đảo Hoàng Sa.",
        "The Hoang Sa and Truong Sa Islands.",
        "The Hoang Sa and Truong Sa Islands.",
        "the other is in the source as well",
    ),
    (
        "Tỉnh Hà Nam báo cáo tại thủ đô.",
        "The report was made in Ha Noi City.",
        "The report was made in Ha Noi City.",
        "the capital is no other place misspelt",
    ),
    (
        "Phường Hòa Khánh Bắc và Nam, phường Hòa Khánh Bắc.",
        "Hoa Khanh Bac and Hoa Khanh Nam Wards.",
        "Hoa Khanh Bac and Hoa Khanh Nam Wards.",
        "it is there, and the other may be another",
    ),
]


@pytest.mark.parametrize(("vi", "english", "mended", "why"), MENDED)
def test_one_wrong_syllable_is_put_right_where_one_place_can_be_meant(
    vi: str, english: str, mended: str, why: str
) -> None:
    assert mend_names(vi, Translation(en=english)).en == mended, why


def test_what_two_may_be_meant_by_is_told() -> None:
    segment = Segment(id="s1", paragraph=0, kind="text", vi="Xe từ huyện Tân Phước, huyện Tân Phong.")
    messages = [issue.message for issue in check_names(segment, Translation(en="A car from Tan Phu District."))]
    assert messages == ["name altered: Tân Phước (here Tan Phu)", "name missing or altered: Tân Phong"]
