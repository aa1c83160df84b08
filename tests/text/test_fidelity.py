"""What two texts alone tell: names missing, parts lost, words said twice."""

import pytest

from songngu.text.fidelity import Loss, SourceText, find_doubled

DOUBLED = [
    # English, source, what is said twice
    ("the General Staff of Ukraine General Staff of Ukraine", "Bộ Tổng tham mưu", "General Staff of Ukraine"),
    ("his son-in-law Jared Kushner, Jared Kushner, said", "con rể Jared Kushner", "Jared Kushner"),
    ("German Chancellor German Chancellor said", "Thủ tướng Đức", "German Chancellor"),
    ("in Paris (Paris) today", "ở Paris", "Paris"),
    ("the Bank of Bank", "Ngân hàng", "Bank"),
    ("Germany's Germany", "Đức", "Germany"),
    ("New York, New York", "New York, New York", None),
    ("he had had it and that, that is all", "ông đã có", None),
    ("Anna and Annabel", "Anna", None),
    ("Baden-Baden", "Baden", None),
]  # fmt: skip


@pytest.mark.parametrize(("english", "source", "words"), DOUBLED)
def test_find_doubled(english: str, source: str, words: str | None) -> None:
    assert [english[slice(*first)] for first, _ in find_doubled(english, source)] == ([words] if words else [])


def test_both_places_may_be_needed() -> None:
    """Two terms of the source that have the same English ("Kiev (Kyiv)") are no repetition."""
    assert find_doubled("Kyiv (Kyiv)", "Kiev (Kyiv)", [(0, 4), (6, 10)]) == ()
    assert find_doubled("Tay Ho Tay Ho District", "quận Tây Hồ luôn luôn", [(0, 6), (7, 13)]) == (((0, 6), (6, 13)),)
    assert find_doubled("Tay Ho, Tay Ho", "Tây Hồ, Tây Hồ", [(0, 6), (8, 14)]) == ()
    assert find_doubled("ceasefire ceasefire", "ngừng bắn", [(0, 9)]) == (((0, 9), (9, 19)),)


def test_missing_names() -> None:
    source = SourceText("Ông Rustem Umerov gặp Steve Witkoff ở Slovakia")
    assert [name for name, _ in source.find_missing_names("Umerov met Witkoff in a Slovak town", [])] == []
    assert [name for name, _ in source.find_missing_names("Mr. Umarov met Witkoff", [])] == [
        "Rustem",
        "Umerov",
        "Slovakia",
    ]
    assert source.find_missing_names("He met Witkoff in a Slovak town", [(4, 17)]) == [], (
        "a term that is met settles it"
    )


def test_loss_and_loops() -> None:
    source = SourceText("Ông đã đến. Bà đã đi rồi và không bao giờ trở lại nữa.")
    assert source.find_loss("He came. She left and never came back.") is None
    assert source.find_loss("He came.") == Loss(message="1 of 2 sentences translated", severity="error")
    caption = SourceText("Quang cảnh phiên tòa xét xử. Ảnh minh họa")
    assert caption.find_loss("Trial scene. Illustration") is None
    assert source.find_loop("He came and he came and he came and he came.")
    assert not source.find_loop("He came and she left.")


@pytest.mark.parametrize(
    ("vi", "en", "wanted"),
    [
        (
            "Bão cách bờ biển 140 km về phía đông.",
            "The storm is 140 km east of the coast, about 140 km east of the coast.",
            "140 km east of the coast",
        ),
        (  # the source says it twice
            "Ông thích nhà nửa chừng, bà ghét nhà nửa chừng.",
            "He likes the house that is half-way, she hates the house that is half-way.",
            "",
        ),
        ("Ông đến và bà đến.", "He came to the old house and she left the old house.", ""),
        ("Ông đến đây.", "a b c d e a b c d e a b", "a b c d e"),
        ("Ông đến đây.", "", ""),
        ("Đội khách trả giá ngay phút 12.", "The visitors paid a price of 12 minutes 12.", "12"),
        ("Họ không thua trong 12 trận.", "They have not lost in 12 games in the last 12 games.", "12"),
        ("Giá 2.025 đồng.", "It costs 2,025 of the 2,025 dong.", "2,025"),
        ("Ngày 8/3 có 8 ca.", "On March 8 there were 8 cases.", ""),  # the source has both
        ("Ngày 8 tháng 3 có tám ca.", "On March 8 there were 8 cases.", ""),
        ("An và Bình (cùng 25 tuổi) bị bắt.", "An, 25, and Binh, 25, were arrested.", ""),
        ("Ngày 30/4 và 1/5/2024.", "April 30, 2024 and May 1, 2024.", ""),
        ("Các khu 1,2,3 rộng 5 ha.", "Zones 1, 2, 3 cover 5 hectares of 5.", "5"),  # no number with two commas
        ("ba bốn " * 2000, "5 " * 2000, ""),  # in time that grows as the text does
        ("Có 12 đội đến.", "There were 12 teams, as the host of the event told us, and all 12 came.", ""),
    ],
)
def test_what_is_said_twice_though_the_source_says_it_once(vi: str, en: str, wanted: str) -> None:
    assert SourceText(vi).find_said_twice(en) == wanted
