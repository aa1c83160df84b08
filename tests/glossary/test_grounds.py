"""Words of the English that nothing in the source stands for, and how their grounds are learned."""

from __future__ import annotations

import pytest

from songngu.glossary.grounds import TELLING, SourceUnits, stem_of
from songngu.glossary.learning_grounds import learn_grounds

# Each word with a ground of its own, among others that any sentence may have.
VEHICLES = [(f"chiếc xe hơi số {number} chạy qua", f"a car ran by number {number}") for number in range(20)]
BOATS = [(f"chiếc thuyền số {number} chạy qua", f"a boat ran by number {number}") for number in range(20)]
OTHERS = [(f"trời mưa ngày {number} và nắng sau đó", f"rain on day {number} and then sun") for number in range(2000)]


def groundless(source: str, english: str, most: float = 1.0) -> list[str]:
    return [english[slice(*span)] for span in SourceUnits.of(source).find_groundless(english, most=most)]


@pytest.mark.parametrize(
    ("source", "english", "told"),
    [
        ("7 người thi công chức từ đậu thành rớt", "7 civil servants from parking lot", ["parking"]),
        ("Ông Jones giữ chiếc xe ở bãi đậu xe", "Mr. Jones kept the car in the parking lot", []),
        ("Tìm thấy thi thể cô lái đò trên sông Tiền", "Her car was found on Tien River", ["car"]),
        ("Huyện trưởng Somsak tuyên bố", "The mayor Somsak announced", ["mayor"]),
        ("Huyện trưởng Somsak tuyên bố", "The Mayor Somsak announced", []),  # a name may have it
        ("Ông ấy gọi đó là parking", "He calls it parking", []),  # it is in the source
        ("Thi sỹ đọc thơ", "The poet read a poem", []),  # "sĩ"
        ("Lính cứu hoả dập lửa", "The firefighters put out the fire", []),  # "hỏa"
        ("", "", []),
        ("Trời mưa.", "", []),
    ],
)
def test_a_word_without_a_ground_is_found(source: str, english: str, told: list[str]) -> None:
    assert groundless(source, english) == told


def test_what_a_term_means_is_a_ground() -> None:
    english = "the election was held"
    assert SourceUnits.of("buổi chấm phúc khảo").find_groundless(english)
    assert not SourceUnits.of("buổi chấm phúc khảo", ("elections",)).find_groundless(english)
    assert not SourceUnits.of("buổi chấm phúc khảo").find_groundless(english, taken=[(4, 12)])


def test_only_words_that_hardly_anybody_adds_are_told_to_people() -> None:
    source, english = "Hãng tin cho biết", "The agency said on its brain"
    assert groundless(source, english) == ["brain"]
    assert groundless(source, english, TELLING) == []


def test_grounds_are_learned() -> None:
    table = learn_grounds(pair for group in zip(VEHICLES, BOATS, strict=True) for pair in group)
    assert table == {}  # both words are too frequent here to have grounds
    pairs = [*OTHERS, *VEHICLES, *BOATS]
    table = learn_grounds(pairs)
    assert {"xe", "hơi", "xe hơi"} & set(table["car"][1].split("|"))
    assert "thuyền" in table["boat"][1]
    assert 0 < table["car"][0] < 0.05
    assert "rain" not in table


def test_a_word_whose_grounds_are_accidents_is_not_learned() -> None:
    pairs = [(f"câu chuyện thứ {number} kể lại", f"story {number} told again") for number in range(3000)]
    pairs += [(f"điều lạ {number} bất kỳ {number + 1}", f"whatever {number} appears") for number in range(10)]
    table = learn_grounds(pairs)
    assert "story" not in table
    assert "whatever" in table  # "lạ" is its ground
    scattered = [(f"chữ{number} từ{number} câu{number}", "something appears") for number in range(10)]
    assert "something" not in learn_grounds([*pairs, *scattered])


def test_plural_and_possessive_are_one_word() -> None:
    assert [stem_of(word) for word in ("Cars", "car's", "parties", "glass")] == ["car", "car", "party", "glass"]
