"""Tiny models, built on the spot with random weights: what is tested is how an engine calls them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from songngu.engines import load_engine
from songngu.engines.base import Engine
from songngu.settings import Settings

TEXT = (
    "Thủ tướng Đức đã gặp Tổng thống Ukraine tại Paris, ngày 6 tháng 1. Giá xăng tăng 2% trong tháng này! "
    "The Chancellor of Germany met the President of Ukraine in Paris on January 6; fuel prices rose by 2 percent. "
    "vi: en: <2en> Translate this Vietnamese text into English. Vietnamese: English: one two three four five"
)
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
LETTERS = sorted(
    {c for c in TEXT + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?-<>/()%" if c != " "}
)


def build_embedded(folder: Path, seed: int = 0) -> Path:
    """A Gemma 3 of two thin layers as CTranslate2 int8 in two pieces, with its tokenizer and card."""
    import sentencepiece
    import torch
    from ctranslate2.converters.transformers import Gemma3Loader
    from transformers import Gemma3ForCausalLM
    from transformers.models.gemma3 import Gemma3TextConfig

    folder.mkdir(parents=True)
    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join(TEXT.split(". ") * 4), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus),
        model_prefix=str(folder / "spm"),
        model_type="bpe",
        vocab_size=460,
        byte_fallback=True,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        control_symbols=[f"<unused{n}>" for n in range(16)],
        pad_id=0,
        eos_id=1,
        bos_id=2,
        unk_id=3,
        pad_piece="<pad>",
        eos_piece="<eos>",
        bos_piece="<bos>",
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spm.model"))
    vocabulary = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    torch.manual_seed(seed)
    config = Gemma3TextConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    spec = Gemma3Loader().get_model_spec(Gemma3ForCausalLM(config).eval())
    spec.register_vocabulary(vocabulary)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "<eos>", "<unk>"
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    for name in ("corpus.txt", "spm.vocab"):
        (folder / name).unlink()
    weights = (folder / "model.bin").read_bytes()
    (folder / "model.bin").unlink()
    for n in (0, 1):
        (folder / f"model.bin.{n}").write_bytes(weights[n * 20_000 : (n + 1) * 20_000 if n == 0 else None])
    write_card(folder)
    return folder


def write_card(folder: Path, extra: str = "") -> None:
    """A model.toml that fits the files."""
    files = sorted(path for path in folder.iterdir() if path.name != "model.toml")
    lines = [f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"' for path in files]
    (folder / "model.toml").write_text(
        f'name = "tiny"\n{extra}\n[sha256]\n' + "\n".join(lines) + "\n", encoding="utf-8"
    )


def build_hub(family: str, folder: Path, seed: int = 0) -> Path:
    """A random hub model of the family with a tokenizer of single characters, saved as the hub has it."""
    import torch

    folder.mkdir(parents=True)
    torch.manual_seed(seed)
    tokenizer, model = HUB[family](folder)
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    if family == "envit5":
        _edit(folder / "config.json", _name_or_path="VietAI/envit5-translation")
    if family == "madlad":
        _edit(folder / "config.json", _name_or_path="google/madlad400-3b-mt")
    return folder


def _edit(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


def _spm(folder: Path) -> tuple[Path, dict[str, int]]:
    import sentencepiece

    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join(TEXT.split(". ") * 4 + [" ".join(LETTERS)]), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus),
        model_prefix=str(folder / "tiny"),
        vocab_size=len(LETTERS) + 30,
        model_type="bpe",
        character_coverage=1.0,
        minloglevel=2,
    )
    corpus.unlink()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tiny.model"))
    names = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    names = ["<s>", "<pad>", "</s>", "<unk>", *(name for name in names if name not in SPECIAL)]
    return folder / "tiny.model", {name: i for i, name in enumerate(names)}


def _vocab_file(folder: Path, vocab: dict[str, int]) -> str:
    path = folder / "tiny-vocab.json"
    path.write_text(json.dumps(vocab), encoding="utf-8")
    return str(path)


def _scored() -> list[tuple[str, float]]:
    return [("▁", -1.0), *((letter, -2.0) for letter in LETTERS), *(("▁" + letter, -2.5) for letter in LETTERS)]


def _small(**more: Any) -> dict[str, Any]:
    sizes: dict[str, Any] = {}
    for side in ("encoder", "decoder"):
        sizes |= {f"{side}_layers": 1, f"{side}_attention_heads": 2, f"{side}_ffn_dim": 32}
    return {"d_model": 16, "max_position_embeddings": 1024, "init_std": 0.5} | sizes | more


def _marian(folder: Path) -> tuple[Any, Any]:
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    spm, vocab = _spm(folder)
    tokenizer = MarianTokenizer(str(spm), str(spm), _vocab_file(folder, vocab), source_lang="vi", target_lang="en")
    ids = {"pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 1, "forced_eos_token_id": None}
    return tokenizer, MarianMTModel(MarianConfig(**_small(vocab_size=len(vocab), **ids)))


def _m2m100(folder: Path) -> tuple[Any, Any]:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    spm, vocab = _spm(folder)
    tokenizer = M2M100Tokenizer(_vocab_file(folder, vocab), str(spm))
    config = M2M100Config(**_small(vocab_size=len(vocab) + 108, decoder_start_token_id=2))
    return tokenizer, M2M100ForConditionalGeneration(config)


def _nllb(folder: Path) -> tuple[Any, Any]:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    letters = {"▁": 4, **{letter: 5 + i for i, letter in enumerate(LETTERS)}}
    tokenizer = NllbTokenizer(vocab={name: i for i, name in enumerate(SPECIAL)} | letters, merges=[])
    config = M2M100Config(**_small(vocab_size=len(tokenizer), decoder_start_token_id=2))
    return tokenizer, M2M100ForConditionalGeneration(config)


def _mbart(kind: str) -> Callable[[Path], tuple[Any, Any]]:
    def build(folder: Path) -> tuple[Any, Any]:
        import transformers

        vocab = [(name, 0.0) for name in SPECIAL] + _scored()
        tokenizer = getattr(transformers, kind)(vocab=vocab)
        config = transformers.MBartConfig(
            **_small(vocab_size=len(tokenizer), forced_eos_token_id=None, decoder_start_token_id=2)
        )
        return tokenizer, transformers.MBartForConditionalGeneration(config)

    return build


def _t5(folder: Path) -> tuple[Any, Any]:
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    tokenizer = T5Tokenizer(vocab=[("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *_scored(), ("<2en>", 0.0)])
    config = T5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, decoder_start_token_id=0
    )
    return tokenizer, T5ForConditionalGeneration(config)


def _causal(folder: Path) -> tuple[Any, Any]:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    backend = Tokenizer(models.BPE(vocab={c: i for i, c in enumerate(["<s>", "</s>", *alphabet])}, merges=[]))
    backend.pre_tokenizer, backend.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=backend, bos_token="<s>", eos_token="</s>", pad_token="</s>")
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=1,
    )
    return tokenizer, LlamaForCausalLM(config)


HUB: dict[str, Callable[[Path], tuple[Any, Any]]] = {
    "marian": _marian,
    "m2m100": _m2m100,
    "nllb": _nllb,
    "mbart50": _mbart("MBart50Tokenizer"),
    "vinai": _mbart("MBartTokenizer"),
    "envit5": _t5,
    "madlad": _t5,
    "causal": _causal,
}
ENGINES = ("echo", "ctranslate2", "ctranslate2-filled", *HUB)
FILLED = '[prompt]\nfill = "<unused4>"\nfill_to = 8\n'


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], Path]:
    """Build, once, the tiny model of an engine from a seed."""
    built: dict[tuple[str, int], Path] = {}

    def make(name: str, seed: int = 0) -> Path:
        if (name, seed) not in built:
            folder = tmp_path_factory.mktemp(name) / "model"
            if name.startswith("ctranslate2"):
                built[name, seed] = build_embedded(folder, seed)
                write_card(folder, FILLED if name == "ctranslate2-filled" else "")
            else:
                built[name, seed] = build_hub(name, folder, seed)
        return built[name, seed]

    return make


@pytest.fixture(scope="session")
def embedded(build: Callable[[str, int], Path]) -> Path:
    """The folder of the tiny embedded model."""
    return build("ctranslate2", 0)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, build: Callable[[str, int], Path]) -> Engine:
    """Each engine in turn, beam 2."""
    name = str(request.param)
    return load_engine(Settings(model=name if name == "echo" else str(build(name, 0)), beam=2, threads=1))


@pytest.fixture(scope="session")
def filled(build: Callable[[str, int], Path]) -> Path:
    """The folder of the tiny embedded model whose card fills its prompts."""
    return build("ctranslate2-filled", 0)


@pytest.fixture(scope="session")
def rewrite_card() -> Callable[..., None]:
    """Write a model.toml that fits a folder's files, with more lines where given."""
    return write_card
