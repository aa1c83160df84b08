"""How each family of hub models must be called to translate Vietnamese into English.

Facts from the model cards and the source of transformers and CTranslate2; a wrong call gives fluent text in a wrong
language, so a model that no record recognises is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from songngu.errors import ModelError
from songngu.records import Record

TargetBy = Literal["nothing", "forced_bos", "decoder_start"]


class Family(Record, frozen=True, kw_only=True):
    """One way of calling a model. `target` is the language token, given as `target_by` says.

    `strip` is what the model writes before its translation. `model_types` are values of config.json's `model_type`,
    `tokenizers` beginnings of the tokenizer's class name, `names` parts of the model's name; empty: any.
    """

    name: str
    model_types: tuple[str, ...]
    tokenizers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    source_prefix: str = ""
    source_language: str = ""
    target_language: str = ""  # as the tokenizer names it
    target: str = ""
    target_by: TargetBy = "nothing"
    strip: str = ""
    causal: bool = False
    max_source: int = 400  # tokens; a longer source is translated in parts
    licence: str = "see its card"
    ctranslate2: bool = True  # whether CTranslate2 can run it
    spaced_hyphens: bool = False  # writes "AI - related"
    example: str = "--model FOLDER"
    scores: dict[str, dict[str, float]] = msgspec.field(default_factory=dict)  # published, BLEU and chrF


# The first record that fits is taken: particular ones stand before general ones.
FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Family(
            name="marian",
            model_types=("marian",),
            licence="Apache-2.0 (opus-mt)",
            example="--model Helsinki-NLP/opus-mt-vi-en",
            scores={"flores200-devtest": {"bleu": 25.3, "chrf": 52.7}, "ntrex-128": {"bleu": 23.2, "chrf": 51.3}},
        ),
        Family(
            name="nllb",
            model_types=("m2m_100",),
            tokenizers=("Nllb",),
            source_language="vie_Latn",
            target_language="eng_Latn",
            target="eng_Latn",
            target_by="forced_bos",
            licence="CC-BY-NC-4.0",
            example="--model facebook/nllb-200-distilled-600M",
            scores={"flores200-devtest": {"bleu": 33.4, "chrf": 59.1}},
        ),
        Family(
            name="m2m100",
            model_types=("m2m_100",),
            tokenizers=("M2M100",),
            source_language="vi",
            target_language="en",
            target="__en__",
            target_by="forced_bos",
            licence="MIT",
            example="--model facebook/m2m100_418M",
            scores={"flores200-devtest": {"bleu": 27.6, "chrf": 55.1}},
        ),
        Family(
            name="mbart50",
            model_types=("mbart",),
            tokenizers=("MBart50",),
            example="--model facebook/mbart-large-50-many-to-one-mmt",
            source_language="vi_VN",
            target_language="en_XX",
            target="en_XX",
            target_by="forced_bos",
            licence="MIT",
        ),
        Family(
            # VinAI Translate: the language starts the decoder, unlike in mBART-50.
            name="vinai",
            example="--model vinai/vinai-translate-vi2en-v2",
            model_types=("mbart",),
            tokenizers=("MBartTokenizer",),
            source_language="vi_VN",
            target_language="en_XX",
            target="en_XX",
            target_by="decoder_start",
            licence="AGPL-3.0",
        ),
        Family(
            name="madlad",
            example="--model google/madlad400-3b-mt",
            model_types=("t5", "mt5"),
            names=("madlad",),
            source_prefix="<2en> ",
            max_source=200,
            licence="Apache-2.0",
        ),
        Family(
            name="envit5",
            example="--model VietAI/envit5-translation",
            model_types=("t5",),
            names=("envit5", "vit5"),
            source_prefix="vi: ",
            strip="en: ",
            licence="OpenRAIL, no licence text",
            spaced_hyphens=True,
        ),
        Family(
            name="causal",
            model_types=("llama", "gemma", "gemma2", "gemma3_text", "qwen2", "qwen3", "mistral", "phi3", "gpt2"),
            source_prefix="Translate this Vietnamese text into English.\nVietnamese: ",
            target="\nEnglish:",
            causal=True,
            max_source=300,
        ),
    )
}


def find_family(config: Mapping[str, object], tokenizer: str, name: str) -> Family:
    """The record for a model by its config.json, its tokenizer's class name and its own name.

    Raises ModelError for a family that isn't in the table.
    """
    model_type = str(config.get("model_type", ""))
    stated = f"{name} {config.get('_name_or_path', '')}".lower()
    for family in FAMILIES.values():
        if (
            model_type in family.model_types
            and (not family.tokenizers or tokenizer.startswith(family.tokenizers))
            and (not family.names or any(part in stated for part in family.names))
        ):
            return family
    known = ", ".join(f"{f.name} ({'/'.join(f.model_types)})" for f in FAMILIES.values())
    raise ModelError(
        f"don't know how to call a model of type {model_type or 'unknown'!r} with tokenizer {tokenizer!r}",
        where=name,
        mend=f"Known families: {known}. T5 models are known by name: madlad, envit5, vit5",
    )
