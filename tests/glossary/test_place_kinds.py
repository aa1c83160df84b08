"""A place is what the source calls it: a village is no commune."""

from __future__ import annotations

import pytest

from songngu.glossary.name_repair import mend_names
from songngu.records import TermResult, Translation

CASES = [
    ("Một người ở thôn Đông Lỗ.", "A resident of Dong Lo Commune.", "A resident of Dong Lo Village.", "a village"),
    ("Tàu qua đèo Hải Vân.", "The train crossed Hai Van Bridge.", "The train crossed Hai Van Pass.", "a pass"),
    ("Nhà ở quận Thủ Đức.", "A house in Thu Duc City.", "A house in Thu Duc District.", "a district"),
    ("Xe ở xã An Bình, huyện Văn Yên.", "A car in An Bình District, Van Yen District.",
     "A car in An Binh Commune, Van Yen District.", "the name loses its marks as well"),
    ("Một người ở thôn Đông Lỗ.", "A resident of Dong Lo Hamlet.", "A resident of Dong Lo Hamlet.", "as good a word"),
    ("UBND TP Châu Đốc họp.", "Chau Doc District met.", "Chau Doc City met.", "a city"),
    ("UBND TP Nguyễn Văn Sửu nói.", "Nguyen Van Suu District said.", "Nguyen Van Suu District said.", "a person"),
    ("Công an TP. Thủ Đức nói.", "Thu Duc Ward police said.", "Thu Duc City police said.", "with a point"),
    ("Xe ở thị xã Đông Hà, TP. Đông Hà.", "In Dong Ha Commune, Dong Ha City.", "In Dong Ha Commune, Dong Ha City.",
     "it is a town and a city"),
    ("Xe ở xã Long Phước, huyện Long Hồ.", "In Long Phuoc Commune, Long Phuoc District.",
     "In Long Phuoc Commune, Long Phuoc District.", "the second is another place"),
    ("Nhà ở đường Nguyễn Trãi, quận 5.", "A house in Nguyen Trai District 5.", "A house in Nguyen Trai District 5.",
     "the district has a number"),
    ("Thủ tướng yêu cầu Quảng Ninh dập dịch.", "He asked Quang Ninh Province to act.",
     "He asked Quang Ninh Province to act.", "a demand is no bridge"),
    ("Diện mạo nông thôn Thái Bình.", "Rural areas of Thai Binh Province.", "Rural areas of Thai Binh Province.",
     "the country is no village"),
    ("Khu phố Tân Lập có 200 hộ.", "Tan Lap Ward has 200 homes.", "Tan Lap Ward has 200 homes.", "a quarter"),
    ("Nước sông Đồng Nai dâng cao.", "Water rose in Dong Nai Province.", "Water rose in Dong Nai Province.",
     "the river has the name of a province"),
]  # fmt: skip


@pytest.mark.parametrize(("vi", "english", "mended", "why"), CASES)
def test_the_kind_of_a_place_is_the_source_s(vi: str, english: str, mended: str, why: str) -> None:
    assert mend_names(vi, Translation(en=english)).en == mended, why


def test_what_the_glossary_asked_for_stays_and_what_stands_behind_moves() -> None:
    asked = TermResult(vi="Đông Hà", en="Dong Ha City", vi_span=(12, 19), en_span=(9, 21), mode="enforce", met=True,
                       how="model")  # fmt: skip
    kept = Translation(en="A man of Dong Ha City.", terms=(asked,))
    assert mend_names("Người ở xã Đông Hà.", kept) == kept
    hanoi = TermResult(vi="Hà Nội", en="Hanoi", vi_span=(24, 30), en_span=(26, 31), mode="enforce", met=True,
                       how="model")  # fmt: skip
    moved = mend_names("Một người ở thôn Đông Lỗ, Hà Nội.", Translation(en="A man of Dong Lo Commune, Hanoi.",
                                                                       terms=(hanoi,)))  # fmt: skip
    (span,) = [term.en_span for term in moved.terms if term.en_span]
    assert moved.en == "A man of Dong Lo Village, Hanoi."
    assert moved.en[slice(*span)] == "Hanoi"
