"""Which record a model gets, as its hub files state it."""

from __future__ import annotations

import pytest

from songngu.engines.families import FAMILIES, find_family
from songngu.errors import ModelError


@pytest.mark.parametrize(
    ("model_type", "tokenizer", "name", "family"),
    [
        ("marian", "MarianTokenizer", "Helsinki-NLP/opus-mt-vi-en", "marian"),
        ("m2m_100", "NllbTokenizer", "facebook/nllb-200-distilled-600M", "nllb"),  # NLLB says m2m_100 too
        ("m2m_100", "NllbTokenizerFast", "x", "nllb"),
        ("m2m_100", "M2M100Tokenizer", "facebook/m2m100_418M", "m2m100"),
        ("mbart", "MBart50Tokenizer", "facebook/mbart-large-50-many-to-one-mmt", "mbart50"),
        ("mbart", "MBartTokenizer", "vinai/vinai-translate-vi2en-v2", "vinai"),
        ("t5", "T5Tokenizer", "google/madlad400-3b-mt", "madlad"),
        ("t5", "T5Tokenizer", "VietAI/envit5-translation", "envit5"),
        ("qwen3", "Qwen2Tokenizer", "Qwen/Qwen3-0.6B", "causal"),
    ],
)
def test_a_model_finds_its_family(model_type: str, tokenizer: str, name: str, family: str) -> None:
    assert find_family({"model_type": model_type}, tokenizer, name) is FAMILIES[family]


@pytest.mark.parametrize(("model_type", "tokenizer"), [("bert", "BertTokenizer"), ("t5", "T5Tokenizer"), ("", "")])
def test_an_unknown_one_is_refused_with_the_known_ones(model_type: str, tokenizer: str) -> None:
    with pytest.raises(ModelError, match="Known families: marian"):
        find_family({"model_type": model_type}, tokenizer, "somebody/plain")


def test_a_target_language_goes_with_a_way_to_ask_for_it() -> None:
    for family in FAMILIES.values():
        assert bool(family.source_language) == bool(family.target_language) == (family.target_by != "nothing")
