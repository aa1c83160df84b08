import pytest

from songngu.text.latin import find_foreign_names, fold_marks, has_vietnamese_letters, is_vietnamese_syllable


def test_folds_every_mark() -> None:
    assert fold_marks("Đà Nẵng, Löfven, Wałęsa") == "Da Nang, Lofven, Walesa"


@pytest.mark.parametrize("word", ["Nguyễn", "Minh", "Trang", "Nghiêng", "Quyết", "Giang", "Khuya"])
def test_syllables(word: str) -> None:
    assert is_vietnamese_syllable(word)


@pytest.mark.parametrize("word", ["Umerov", "Zelensky", "Trump", "Boeing", "Kremlin"])
def test_foreign_words_are_no_syllables(word: str) -> None:
    assert not is_vietnamese_syllable(word)


def test_loanwords_are_names_only_beside_a_capital() -> None:
    assert not find_foreign_names("Clip ghi lại. Taxi công nghệ. Showbiz vui? Camera an ninh, Vacxin phòng dịch")
    assert [n for n, _ in find_foreign_names("Robot Wars và Clip Nga, đội Visa")] == ["Robot", "Wars", "Clip"]


def test_substances_are_looked_for_as_names() -> None:
    found = find_foreign_names("Trẻ uống ibuprofen, không phải vitamin hay ketamine; tuabin và online")
    assert [n for n, _ in found] == ["ibuprofen", "ketamine"]


def test_foreign_names() -> None:
    assert [n for n, _ in find_foreign_names("Ông Umerov gặp ông Minh ở Washington, Campuchia")] == [
        "Umerov",
        "Washington",
    ]


@pytest.mark.parametrize("word", ["tĩnh", "cũ", "Ũ", "kĩ"])
def test_letters_with_a_tilde_are_vietnamese(word: str) -> None:
    assert has_vietnamese_letters(word)
