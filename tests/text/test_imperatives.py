"""An infinitive that is all of the English is an imperative; purposes and subjects stay infinitives."""

from __future__ import annotations

import pytest

from songngu.text.imperatives import say_imperative


@pytest.mark.parametrize(
    ("vi", "en", "said"),
    [
        ("Rửa tay thường xuyên.", "To wash one's hands regularly.", "Wash your hands regularly."),
        ("ăn nhiều rau xanh", "to eat a lot of vegetables", "eat a lot of vegetables"),
        ("Không hút thuốc", "Not to smoke", "Do not smoke"),
        ("Rửa tay mình", "To wash one’s hands", "Wash your hands"),
    ],
)
def test_advice_is_an_imperative(vi: str, en: str, said: str) -> None:
    assert say_imperative(en, vi) == said


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("Để giảm cân", "To lose weight"),
        ("- Để giảm cân", "To lose weight"),
        ("Giảm cân, bạn nên tập thể dục", "To lose weight, you should exercise"),
        ("Học là thay đổi.", "To learn is to change."),
        ("Đến nay", "To date"),
        ("Gửi mẹ", "To my mother"),
        ("Tô Lâm phát biểu", "To Lam speaks"),
        ("Tô Lâm phát biểu", "To Lam's speech"),
        ("Ngủ đủ giấc", "Not to mention sleep"),
        ("Không kể Việt Nam.", "Not to mention Vietnam."),
        ("Tránh ùn tắc, cảnh sát đóng đường.", "To avoid jams, police closed the road."),
        ("Thức khuya ảnh hưởng sức khỏe.", "To sleep late affects health."),
        ("Bị phạt 3 năm tù.", "To be jailed for 3 years."),
        ("Mua hay thuê?", "To buy or to rent?"),
        ("Kính gửi các đồng nghiệp", "To colleagues"),
        ("Còn nữa.", "To be continued."),
    ],
)
def test_others_stay(vi: str, en: str) -> None:
    assert say_imperative(en, vi) == en
