"""The table for alignment: what is learned, and that what ships can be read."""

from __future__ import annotations

from songngu.glossary.learning import learn
from songngu.glossary.lexicon import load_lexicon, stem

PAIRS = (
    ("chính phủ họp", "the government met"),
    ("chính phủ nói", "the government said"),
    ("bộ trưởng họp", "the minister met"),
    ("bộ trưởng nói", "the minister said"),
)


def test_words_that_stand_beside_each_other_are_learned() -> None:
    learned = learn(PAIRS)
    assert max(learned.words["họp"], key=learned.words["họp"].__getitem__) == "met"
    assert max(learned.words["phủ"], key=learned.words["phủ"].__getitem__) == "government"


def test_neighbours_that_belong_together_are_learned() -> None:
    learned = learn(PAIRS * 3)
    assert learned.vietnamese.keys() == {"chính phủ", "bộ trưởng"}


def test_nothing_is_learned_from_nothing() -> None:
    assert not learn(()).words
    assert not learn((("", ""), ("một", ""))).words


def test_what_ships_knows_the_news() -> None:
    lexicon = load_lexicon()
    assert lexicon.words["bộ"]["ministry"] > 0.5
    assert "bộ trưởng" in lexicon.vietnamese
    assert "prime minister" in lexicon.english


def test_a_plural_is_its_singular() -> None:
    assert [stem(word) for word in ("ministers", "ministries", "class", "gas")] == [
        "minister",
        "ministry",
        "class",
        "gas",
    ]
