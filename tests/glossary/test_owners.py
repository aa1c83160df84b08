"""What several countries have, in one piece."""

from __future__ import annotations

import pytest

from songngu.glossary.entries import Glossary
from songngu.glossary.matching import Matcher
from songngu.glossary.owners import say_owner, say_owners


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        (
            "Họ xây dựng lập trường chung của Ukraine, châu Âu và Mỹ, để trình Nga.",
            "They build Ukraine's common stance, Europe and the United States, to show Russia.",
            "They build the common stance of Ukraine, Europe and the United States, to show Russia.",
        ),
        (
            "Lập trường của Ukraine, Mỹ và châu Âu là rõ.",
            "Ukraine's positions, the United States and Europe are clear.",
            "The positions of Ukraine, the United States and Europe are clear.",
        ),
        ("Quan hệ của Nga và Mỹ.", "Russia's ties and the US will end", "The ties of Russia and the US will end"),
        (
            "Các cố vấn an ninh quốc gia Anh, Đức và Pháp cũng dự.",
            "British national security advisers, Germany and France also attended.",
            "British, German and French national security advisers also attended.",
        ),
        (
            "Các quan chức Mỹ, Nga và Nhật Bản gặp nhau.",
            "US officials, Russia and Japan met.",
            "US, Russian and Japanese officials met.",
        ),
        # One ambassador isn't three; the countries act themselves.
        ("Đại sứ Anh, Đức và Pháp đến.", "The British ambassador, Germany and France came.", None),
        ("Theo quan chức Ukraine, Nga và Mỹ đã họp.", "According to Ukrainian officials, Russia and the US met.", None),
        ("Các nước châu Âu, Trung Quốc và Hàn Quốc.", "European countries, China and South Korea.", None),
        ("Theo kế hoạch của Mỹ, Nga và Ukraine sẽ rút.", "Under America's plan, Russia and Ukraine would go.", None),
        ("Đồng minh của Mỹ, Nhật và Hàn Quốc.", "America's allies, Japan and South Korea.", None),
        # Nothing is owned, or by one of the two only.
        ("Quân Nga và Mỹ gặp nhau.", "Russia's troops and the US met.", None),
        ("Tàu của Trung Quốc và Philippines.", "China's vessels collided and the Philippines was told.", None),
        ("Tàu của Trung Quốc và Philippines.", "China's fleet is here, and the Philippines has left.", None),
        ("Lập trường của Ukraine và Nga.", "Ukraine's stance and Russia's army.", None),
        ("Lập trường của Ukraine và Nga.", "Ukraine's stance and Russia troops left.", None),
        ("Ukraine, Nga và Mỹ gặp nhau.", "Ukraine, Russia and the US met.", None),
        ("Cúp của Mỹ và Anh.", "America's Cup and England in one.", None),
    ],
)  # fmt: skip
def test_owners_stand_together(source: str, english: str, expected: str | None) -> None:
    terms = Matcher(Glossary.load([], shipped=True)).match(source)
    assert say_owners(english, source, terms) == (expected or english)


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Từ báo cáo của ông Mueller, có.", "By his report Mueller, yes.", "By Mueller's report, yes."),
        ("Báo cáo của ông Mueller cũng vậy.", "And his report Mueller's also did.", "And Mueller's report also did."),
        ("Trợ lý của bà Hứa Phấn đã đến.", "Her assistant Hua Phan, who came.", "Hua Phan's assistant, who came."),
        ("Vũ, chồng của bà Thảo, đến.", "Vu, her husband Thao, came.", "Vu, Thao's husband, came."),
        ("Bài phát biểu của ông Trump gây sốc.", "In his speech Trump shocked.", None),
        ("Túi của bà Melania bị mất, ông Trump nói.", "Trump and his wife Melania, he said.", None),
        ("Ông Trump và vợ, bà Melania, đến.", "Trump and his wife Melania, came.", None),
        ("Báo cáo của ông Mueller.", "It is his report.", None),
        ("Con của ông Biden là Hunter Biden.", "His son Hunter Biden was charged.", None),
    ],
)  # fmt: skip
def test_an_owner_is_no_companion(source: str, english: str, expected: str | None) -> None:
    assert say_owner(english, source) == (expected or english)
