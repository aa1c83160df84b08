from __future__ import annotations

import pytest

from songngu.text.multitudes import mend_multitude
from songngu.text.number_guard import compare_numbers
from songngu.text.quantities import find_quantities


@pytest.mark.parametrize(
    ("source", "key", "english"),
    [
        ("hàng chục nghìn người", "multitude:10000", "tens of thousands of"),
        ("Hàng trăm ngàn lượt khách", "multitude:100000", "hundreds of thousands of"),
        ("hàng vạn cây số", "multitude:10000", "tens of thousands of"),
        ("hàng tỷ đồng", "multitude:VND:1000000000", "billions of dong"),
        ("hàng nghìn tỉ đồng", "multitude:VND:1000000000000", "trillions of dong"),
        ("hàng chục triệu USD", "multitude:USD:10000000", "tens of millions of dollars"),
        ("hàng chục năm", "multitude:10", "decades"),
        ("hàng trăm đồng bào", "multitude:100", "hundreds of"),
        ("hàng chục bảng hiệu", "multitude:10", "dozens of"),
    ],
)
def test_an_order_of_magnitude_is_a_quantity(source: str, key: str, english: str) -> None:
    (term,) = find_quantities(source)
    assert (term.key, term.targets[0]) == (key, english)


@pytest.mark.parametrize(
    "source",
    [
        "lô hàng trăm triệu đồng", "cửa hàng trăm tuổi", "mặt hàng nghìn người tìm mua", "số hàng triệu hồi",
        "hàng tỷ lệ lỗi cao", "hàng triệu tập", "hàng nghìn tỷ tỷ tỷ",
    ],
)  # fmt: skip
def test_goods_are_no_order_of_magnitude(source: str) -> None:
    assert not [term for term in find_quantities(source) if term.key.startswith("multitude:")]


@pytest.mark.parametrize(
    "source", ["bán hàng triệu bản", "mua hàng chục căn nhà", "số tiền hàng tỷ đồng", "ngành hàng tỷ đô"]
)
def test_what_is_bought_and_sold_may_be_many(source: str) -> None:
    assert [term for term in find_quantities(source) if term.key.startswith("multitude:")]


@pytest.mark.parametrize(
    "source",
    ["hàng trăm bảng quảng cáo", "hàng chục đô đốc", "hàng trăm đồng phục", "hàng nghìn đồng cỏ", "hàng chục tệ nạn"],
)
def test_things_that_begin_like_a_currency_are_no_money(source: str) -> None:
    (term,) = find_quantities(source)
    assert term.key.count(":") == 1


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Nợ hàng nghìn tỷ đồng", "Debts of thousands of billions of dong", "Debts of billions of dong"),
        ("Nợ hàng nghìn tỷ đồng", "Trillions of dong in debt", "Debts of VND1 trillion"),
        ("Dự án hàng nghìn tỷ đồng", "A trillion-dong project", "A billion-dong project"),
        ("Hàng chục nghìn người", "Tens of thousands of people", "Hundreds of thousands of people"),
        ("Hàng triệu USD", "A multimillion-dollar sum", "Thousands of dollars"),
        ("Hàng chục tỷ USD", "A multi-billion-dollar deal", "A multi-million-dollar deal"),
        ("Hàng trăm triệu bản", "A hundred million copies", "Hundreds of copies"),
        ("Hàng chục năm", "For decades", "For 10 years"),
        ("Hàng chục ngôi nhà", "About a dozen houses", "10 houses"),
        ("Hàng chục ngôi nhà", "Scores of houses", "Thousands of houses"),
        ("Hàng trăm ngôi nhà", "Countless houses", "Two houses"),
        ("Hàng nghìn người", "More than 1,000 people", "1,000 people"),
        ("Hàng chục km", "20 kilometers or more", "20 kilometers"),
        ("Hàng trăm nhà, hàng trăm bò", "Hundreds of houses and cows", "Houses and cows"),
        ("Hàng nghìn năm", "For millennia", "For decades"),
        ("Cây hàng trăm năm tuổi", "A 100-year-old tree", "A 60-year-old tree"),
        ("Hàng chục đến hàng trăm triệu đồng", "Tens of millions to hundreds of millions of dong", "Millions of dong"),
        ("Hàng chục tỷ USD", "Tens of billion dollars", "Billions of dollars"),
    ],
)
def test_the_order_of_magnitude_must_be_the_same(source: str, right: str, wrong: str) -> None:
    assert not compare_numbers(source, right).missing
    assert compare_numbers(source, wrong).missing


@pytest.mark.parametrize(
    ("source", "english", "mended"),
    [
        ("hàng chục nghìn người", "Hundreds of thousands of people", "Tens of thousands of people"),
        ("hàng trăm người", "hundreds of thousands of people", "hundreds of people"),
        ("mất hàng triệu USD", "lost thousands of dollars", "lost millions of dollars"),
        ("nợ hàng tỷ đồng", "owes VND1 billion", "owes billions of dong"),
    ],
)
def test_the_one_wrong_order_is_put_right(source: str, english: str, mended: str) -> None:
    assert _mended(source, english) == mended


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("nợ hàng tỷ đồng", "owes VND1 billion to VND2 billion"),
        ("nợ hàng tỷ đồng, đã trả 1 tỷ đồng", "owes a lot of money and has paid VND1 billion"),
        ("lỗ hàng tỷ đồng", "a VND1 billion loss"),
        ("nợ hàng tỷ đồng", "owes over VND1 billion"),
        ("hàng chục, hàng trăm người", "hundreds and thousands of people"),
        ("Hàng chục người chết và cả nghìn người mất nhà", "Scores of people died and thousands lost their homes"),
        ("Hàng trăm người biểu tình, vài nghìn cảnh sát", "A crowd of protesters and thousands of police"),
        ("hàng trăm nghìn tỷ đồng", "hundreds of thousand billion dong"),
        ("hàng trăm nghìn tỷ đồng", "hundreds of thousands of VND billion"),
        ("hàng triệu USD", "thousands of people lost their money"),
        ("hàng trăm người chết", "THOUSANDS DIED"),
        ("nợ hàng tỷ đồng, mới trả 1.000.000 đồng", "owes a fortune and has paid VND1 million"),
        ("Hơn 5.000 người, hàng chục người bị thương", "Thousands of people, and people were hurt"),
        ("Đông đảo người dân và hàng chục nghệ sĩ", "Thousands of people and artists"),
        ("hàng chục triệu đồng", "hundreds of thousands of dollars"),
        ("nợ hàng tỷ đồng", "owes roughly VND1 billion"),
    ],
)
def test_what_may_be_for_something_else_stays(source: str, english: str) -> None:
    assert _mended(source, english) == english


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Ông làm việc 10 năm", "He worked for decades"),
        ("10.000 người", "tens of thousands of people"),
        ("10 triệu người", "a multi-million crowd"),
        ("hàng chục nghìn người", "thousands of people"),
    ],
)
def test_vague_words_are_no_exact_numbers(source: str, english: str) -> None:
    assert compare_numbers(source, english).missing


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("hàng chục, thậm chí hàng trăm triệu đồng", "tens of millions, even hundreds of millions of dong"),
        ("từ hàng chục triệu đến hàng trăm triệu đồng", "from tens to hundreds of millions of dong"),
        ("hàng trăm tỷ đồng", "more than VND 100 billion"),
        ("hàng tỷ euro", "approximately €1 billion"),
        ("hàng vạn người", "thousands of people"),
        ("hàng chục lần", "multiple times"),
    ],
)
def test_many_ways_of_saying_many(source: str, english: str) -> None:
    assert not compare_numbers(source, english).missing


def test_one_word_may_stand_for_two_orders() -> None:
    """The first "hàng chục" shares its million with what follows, the second doesn't."""
    source = "Hàng chục, hàng trăm triệu đồng đã mất, hàng chục người bị hại"
    english = "Tens of millions, hundreds of millions of dong were lost by victims"
    assert [term.vi_span[0] for term in compare_numbers(source, english).missing] == [source.rindex("hàng chục")]


def test_a_chain_without_end_is_no_number() -> None:
    assert compare_numbers("Hàng trăm người", "trillions of " * 400 + "trillions").missing
    assert find_quantities("hàng chục, hàng trăm " + "nghìn " * 1500)


def test_repetitions_take_no_time() -> None:
    """Each order of magnitude is looked up once: without that this takes a minute and a half."""
    assert compare_numbers("hàng nghìn " * 5000, "thousands, " * 5000).missing == ()
    assert compare_numbers("hàng tỷ đồng", "1 billion " * 5000).missing


@pytest.mark.parametrize("source", ["hàng triệu đô Úc", "hàng triệu đồng nhân dân tệ", "hàng triệu đô la New Zealand"])
def test_the_money_of_another_country_is_none_of_ours(source: str) -> None:
    assert not [term for term in find_quantities(source) if term.key.startswith("multitude:")]


def _mended(source: str, english: str) -> str:
    return mend_multitude(english, source, compare_numbers(source, english).missing)
