"""The kind of a name, guessed."""

from __future__ import annotations

import pytest

from songngu.glossary.kinds import guess_kind
from songngu.glossary.words import split_words


@pytest.mark.parametrize(
    ("text", "name", "english", "kind"),
    [
        ("Ông Đinh Văn Thu đến", "Đinh Văn Thu", "", "person"),
        ("Tổng thống Zelensky nói", "Zelensky", "", "person"),
        ("đạo diễn Trấn Thành nói", "Trấn Thành", "", "person"),
        ("Tổng thống Colombia Ivan Duque nói", "Ivan Duque", "", "person"),
        ("Bộ trưởng Quốc phòng Delfin Lorenzana", "Delfin Lorenzana", "", "person"),
        ("ở huyện Tân Kỳ", "Tân Kỳ", "", "place"),
        ("đường Nguyễn Kiệm", "Nguyễn Kiệm", "", "place"),  # named after a person, but a street
        ("Trọng tài người Nhật Bản Hiroki Kasahara đến", "Hiroki Kasahara", "", "person"),  # no "bản", a village
        ("Người Bản Phố đến", "Phố", "", "place"),
        ("Bộ Y tế họp", "Bộ Y tế", "", "organisation"),
        ("nhóm Xanh Đỏ họp", "Xanh Đỏ", "Green Red Club", "organisation"),
        ("VEC cho biết", "VEC", "", "organisation"),
        ("giá cổ phiếu tăng", "cổ phiếu", "shares", "term"),
        ("Dòng Xanh Đỏ chảy", "Xanh Đỏ", "Green Red River", "place"),
    ],
)
def test_the_kind_is_guessed(text: str, name: str, english: str, kind: str) -> None:
    words = split_words(text)
    place = [i for i, (start, _) in enumerate(words.spans) if text.index(name) <= start < text.index(name) + len(name)]
    assert guess_kind(words, place, english) == kind
