"""Words that a story hangs on, which the source must have."""

from __future__ import annotations

import pytest

from songngu.text.grave_words import find_unfounded


@pytest.mark.parametrize(
    ("source", "english", "told"),
    [
        ("Ông Vĩnh bị đưa ra xét xử.", "Vinh was sentenced to life imprisonment.", "sentenced to life imprisonment"),
        ("Cô lái đò nghi bị cướp.", "The driver was kidnapped.", "kidnapped"),
        ("Anh bị phạt 13 năm tù.", "He was sentenced to death.", "sentenced to death"),
        ("Chốt phiên, cổ phiếu tăng trần.", "APL shares rose 29%.", "29%"),
        ("Bé được cai máy thở và tỉnh táo.", "She was put in a coma.", "coma"),
        ("Đàn lợn 20 con coi như mất trắng.", "The 20-year-old herd of pigs was lost.", "20-year-old"),
        ("Anh Lực, 36 tuổi, kể.", "Luc is a 36-year-old man.", ""),
        ("Cụ ông sinh 1930 kể.", "The 96-year-old man said.", ""),
        ("Bão cách bờ 350 km.", "It made landfall 350 km away.", ""),
        ("Giá giảm một nửa.", "Prices fell 50 percent.", ""),
        ("Bệnh nhân đau bụng.", "The patient had cancer.", "cancer"),
        ("Đại biểu Đặng Thuần Phong nói.", "Deputy Prime Minister Dang Thuan Phong said.", "Deputy Prime Minister"),
        ("Phó Thủ tướng Phong nói.", "Deputy Prime Minister Phong said.", ""),
        ("Thủ hiến nói.", "The Prime Minister said.", ""),
        ("Bị cáo lĩnh án chung thân.", "The defendant got life imprisonment.", ""),
        ("Hắn bị tử hình vì giết người.", "He got the death penalty for murder.", ""),
        ("Nạn nhân bị đâm chết.", "The victim was murdered.", ""),
        ("Nhà hoạt động AIDS.", "An AIDS activist.", ""),
        ("Trợ lý y tế tại nhà.", "Home health aids.", ""),
        ("Cuộc sống trong tù.", "Life goes on in prison.", ""),
        ("Cuộc sống trong tù rất khổ.", "Life in prison is hard.", ""),
        ("Ông bị xét xử.", "He is serving life in prison.", "serving life in prison"),
        ("Bão đi vào Thanh Hoá.", "It made landfall in Thanh Hoa.", ""),
        ("Bệnh nhân ngừng tuần hoàn.", "The patient had a cardiac arrest.", ""),
    ],
)
def test_grave_words_without_ground_are_found(source: str, english: str, told: str) -> None:
    assert [english[slice(*span)] for span in find_unfounded(source, english)] == ([told] if told else [])
