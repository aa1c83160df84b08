"""From weights to a shipped model on two thin layers: trained, stopped, resumed, exported, loaded."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

torch = pytest.importorskip("torch")

PAIRS = [
    ("Giá xăng tăng 2%.", "Fuel prices rose by 2 percent."),
    ("Thủ tướng \ue001Đức\ue002Germany\ue003 đến Paris.", "The Chancellor of Germany came to Paris."),
    ("Trời mưa.", "It rained."),
] * 8


@pytest.fixture
def folder(tmp_path: Path, weights: ModuleType) -> Path:
    """Weights, tokenizer, configuration and data of a tiny model."""
    import sentencepiece
    from transformers import Gemma3ForCausalLM
    from transformers.models.gemma3 import Gemma3TextConfig

    corpus = tmp_path / "corpus.txt"
    corpus.write_text("\n".join(text for pair in PAIRS for text in pair), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(tmp_path / "spm"), model_type="bpe", vocab_size=380, byte_fallback=True,
        normalization_rule_name="identity", add_dummy_prefix=False, control_symbols=[f"<unused{n}>" for n in range(16)],
        pad_id=0, eos_id=1, bos_id=2, unk_id=3, pad_piece="<pad>", eos_piece="<eos>", bos_piece="<bos>", minloglevel=2,
        hard_vocab_limit=False,
    )  # fmt: skip
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "spm.model"))
    config = {
        "vocab_size": pieces.get_piece_size(), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16, "pad_token_id": 0, "eos_token_id": 1,
        "bos_token_id": 2,
    }  # fmt: skip
    (tmp_path / "hf_config.json").write_text(json.dumps(config))
    torch.manual_seed(0)
    weights.save(Gemma3ForCausalLM(Gemma3TextConfig(**config)).state_dict(), tmp_path)
    (tmp_path / "data.tsv").write_text("".join(f"{v}\t{e}\n" for v, e in PAIRS), encoding="utf-8")
    return tmp_path


def options(folder: Path, work: str) -> Namespace:
    return Namespace(
        weights=folder, data=folder / "data.tsv", dev=folder / "data.tsv", work=folder / work, hours=1.0, rate=1e-2,
        step_pieces=200, part_pieces=120, save_minutes=60.0, dev_lines=3, threads=1, seed=1, bfloat16=False,
    )  # fmt: skip


def learn(train: ModuleType, folder: Path, work: str, steps: int) -> Any:
    """A trainer after some more steps, saved."""
    given = options(folder, work)
    given.work.mkdir(exist_ok=True)
    trainer = train.Trainer(given)
    for batch in trainer._batches(skip=trainer.seen):
        trainer._learn(batch)
        steps -= 1
        if not steps:
            break
    trainer.save()
    return trainer


def test_int8_rows_lose_at_most_half_a_step(tmp_path: Path, weights: ModuleType) -> None:
    state = {"a": torch.randn(5, 7), "b": torch.randn(7)}
    weights.save(state, tmp_path / "w")
    back = weights.load(tmp_path / "w")
    assert torch.equal(back["b"], state["b"])
    step = state["a"].abs().amax(dim=1, keepdim=True) / 127
    assert bool(((back["a"] - state["a"]).abs() <= step / 2 + 1e-6).all())


def test_an_altered_piece_is_refused_with_both_hashes(tmp_path: Path, weights: ModuleType) -> None:
    weights.save({"a": torch.randn(5, 7)}, tmp_path)
    (tmp_path / "weights.00").write_bytes(b"\0" + (tmp_path / "weights.00").read_bytes()[1:])
    with pytest.raises(ValueError, match=r"sha256 [0-9a-f]{64}, expected [0-9a-f]{64}"):
        weights.load(tmp_path)


def test_training_lowers_the_loss_and_goes_on_exactly_where_it_stopped(train: ModuleType, folder: Path) -> None:
    before = train.Trainer(options(folder, "none")).dev_loss()
    whole = learn(train, folder, "whole", 6)
    learn(train, folder, "parts", 2)
    parts = learn(train, folder, "parts", 4)
    assert whole.dev_loss() < before - 0.2
    assert (parts.step, parts.seen) == (whole.step, whole.seen)
    for name, tensor in whole.model.state_dict().items():
        assert torch.allclose(tensor, parts.model.state_dict()[name], atol=1e-6), name


def test_what_is_exported_translates(train: ModuleType, export: ModuleType, folder: Path) -> None:
    from songngu.engines import load_engine
    from songngu.engines.base import Request
    from songngu.settings import Settings

    trainer = learn(train, folder, "whole", 2)
    out = folder / "model"
    out.mkdir()
    (out / "model.toml").write_text('name = "tiny"\nlicence = "test"\n\n[sha256]\n"old" = "hash"\n')
    export.export(trainer.model, folder / "spm.model", out)
    card = (out / "model.toml").read_text()
    assert 'licence = "test"' in card
    assert '"old"' not in card
    engine = load_engine(Settings(model=str(out)))
    assert len(engine.translate([Request(source="Trời mưa.")])) == 1


def test_prompts_are_filled_to_one_length_and_marks_are_pieces(train: ModuleType, folder: Path) -> None:
    prompt = train.Prompt(folder / "spm.model")
    for source, _ in PAIRS[:3]:
        ids = prompt.source(source)
        assert len(ids) % 8 == 0
        assert ids[0] == prompt.bos
        assert ids[-1] == prompt.translate
    assert "\ue001" not in prompt.pieces.decode(prompt.source(PAIRS[1][0]))
