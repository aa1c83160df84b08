from __future__ import annotations

import pytest

from songngu.glossary.quantity_forms import with_forms
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


@pytest.mark.parametrize("source", ["lô hàng trăm triệu đồng", "cửa hàng trăm tuổi", "mặt hàng nghìn người tìm mua"])
def test_goods_are_no_order_of_magnitude(source: str) -> None:
    assert not [term for term in find_quantities(source) if term.key.startswith("multitude:")]


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Nợ hàng nghìn tỷ đồng", "Debts of thousands of billions of dong", "Debts of billions of dong"),
        ("Nợ hàng nghìn tỷ đồng", "Trillions of dong in debt", "Debts of VND1 trillion"),
        ("Hàng chục nghìn người", "Tens of thousands of people", "Hundreds of thousands of people"),
        ("Hàng triệu USD", "A multimillion-dollar sum", "Thousands of dollars"),
        ("Hàng trăm triệu bản", "A hundred million copies", "Hundreds of copies"),
        ("Hàng chục năm", "For decades", "For 10 years"),
        ("Hàng chục ngôi nhà", "About a dozen houses", "10 houses"),
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
        ("mất hàng triệu USD", "lost thousands of dollars", "lost millions of dollars"),
        ("nợ hàng tỷ đồng", "owes VND1 billion", "owes billions of dong"),
        ("nợ hàng tỷ đồng", "owes VND1 billion to VND2 billion", "owes VND1 billion to VND2 billion"),
        ("hàng chục, hàng trăm người", "hundreds and thousands of people", "hundreds and thousands of people"),
    ],
)
def test_the_one_wrong_order_is_put_right(source: str, english: str, mended: str) -> None:
    assert with_forms(english, find_quantities(source)) == mended
