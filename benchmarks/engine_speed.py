"""How much faster the embedded engine is than the same weights in transformers, measured side by side.

    python benchmarks/engine_speed.py [--sentences 64] [--batch 16] [--floor 5]

Both decode greedily the same prompts on the same cores: CTranslate2 int8 in its batches, and transformers float32 in
padded batches, sorted by length, with the weights dequantised from the same files (matrices, gains, rotary bases).
That both are one network is checked first: the mean log-probability of the engine's own translations under each.
Rounds alternate, and the ratio is of medians of tokens a CPU-second, so that a busy machine slows both.
Exit code 1 when the ratio is under the floor or the networks differ.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy

from songngu.engines.base import Request
from songngu.engines.card import read_card, read_files
from songngu.engines.ctranslate2 import CTranslate2Engine
from songngu.resources import models_folder
from songngu.settings import Settings

WORDS = 0.76  # English words a piece in the references of VLSP 2020 dev
SAME = 0.1  # mean log-probabilities of int8 and float32 lie nearer together than this
TYPES = {0: numpy.float32, 1: numpy.int8, 2: numpy.int16, 3: numpy.int32, 4: numpy.float16}


def read_sentences(folder: Path, count: int) -> list[str]:
    """The first sentences of the sample articles, short ones and repeated ones left out."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".txt", ".md"}:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", path.read_text(encoding="utf-8")):
                if 40 <= len(sentence) <= 220:
                    found[sentence.strip()] = None
    return list(found)[:count]


def read_variables(data: bytes) -> dict[str, Any]:
    """The arrays of a CTranslate2 model.bin (binary version 6)."""
    at = 0

    def take(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return int(value)

    def text() -> str:
        nonlocal at
        length = take("H")
        value = data[at : at + length - 1].decode()
        at += length
        return value

    take("I"), text(), take("I")
    variables: dict[str, Any] = {}
    for _ in range(take("I")):
        name = text()
        shape = [take("I") for _ in range(take("B"))]
        kind, size = TYPES[take("B")], take("I")
        variables[name] = numpy.frombuffer(data, kind, size // numpy.dtype(kind).itemsize, at).reshape(shape)
        at += size
    for _ in range(take("I")):
        alias, name = text(), text()
        variables[alias] = variables[name]
    return variables


def dequantised(variables: dict[str, Any], name: str) -> Any:
    """A weight as float32 rows."""
    import torch

    weight, scale = variables[name], variables.get(name + "_scale")
    rows = weight.astype(numpy.float32)
    return torch.from_numpy(rows if scale is None else rows / scale.reshape(-1, 1))


def build_transformers(files: dict[str, bytes], vocabulary: int) -> Any:
    """The same network in transformers, float32; every weight comes from the CTranslate2 file."""
    import torch
    from transformers import Gemma3ForCausalLM
    from transformers.models.gemma3 import Gemma3TextConfig

    variables = read_variables(files["model.bin"])
    layers = 1 + max(int(m[1]) for name in variables if (m := re.match(r"decoder/layer_(\d+)/", name)))
    embedding = dequantised(variables, "decoder/embeddings/weight")
    one = "decoder/layer_0/"
    qkv, out = variables[one + "self_attention/linear_0/weight"], variables[one + "self_attention/linear_1/weight"]
    head = len(variables[one + "self_attention/q_norm/gamma"])
    config = Gemma3TextConfig(
        vocab_size=vocabulary,
        hidden_size=embedding.shape[1],
        intermediate_size=variables[one + "ffn/linear_0/weight"].shape[0],
        num_hidden_layers=layers,
        num_attention_heads=out.shape[1] // head,
        num_key_value_heads=(qkv.shape[0] - out.shape[1]) // head // 2,
        head_dim=head,
        query_pre_attn_scalar=head,
        layer_types=[
            "sliding_attention" if variables[f"decoder/layer_{i}/self_attention/sliding_window"] else "full_attention"
            for i in range(layers)
        ],
        rope_parameters={
            kind: {"rope_type": "default", "rope_theta": base} for kind, base in rotary_bases(variables, layers).items()
        },
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    model = Gemma3ForCausalLM(config).eval()
    with torch.no_grad():
        model.model.embed_tokens.weight.copy_(embedding)
        model.model.norm.weight.copy_(gain(variables, "decoder/layer_norm"))
        for i, layer in enumerate(model.model.layers):
            at = f"decoder/layer_{i}/"
            joined = dequantised(variables, at + "self_attention/linear_0/weight")
            sizes = [
                m.weight.shape[0] for m in (layer.self_attn.q_proj, layer.self_attn.k_proj, layer.self_attn.v_proj)
            ]
            query, key, value = joined.split(sizes)
            for module, weight in (
                (layer.self_attn.q_proj, query),
                (layer.self_attn.k_proj, key),
                (layer.self_attn.v_proj, value),
                (layer.self_attn.o_proj, dequantised(variables, at + "self_attention/linear_1/weight")),
                (layer.mlp.gate_proj, dequantised(variables, at + "ffn/linear_0/weight")),
                (layer.mlp.up_proj, dequantised(variables, at + "ffn/linear_0_noact/weight")),
                (layer.mlp.down_proj, dequantised(variables, at + "ffn/linear_1/weight")),
            ):
                module.weight.copy_(weight)
            for module, name in (
                (layer.input_layernorm, "input_layer_norm"),
                (layer.post_attention_layernorm, "post_attention_layer_norm"),
                (layer.pre_feedforward_layernorm, "pre_feedforward_layer_norm"),
                (layer.post_feedforward_layernorm, "post_feedforward_layer_norm"),
                (layer.self_attn.q_norm, "self_attention/q_norm"),
                (layer.self_attn.k_norm, "self_attention/k_norm"),
            ):
                module.weight.copy_(gain(variables, at + name))
    return model


def rotary_bases(variables: dict[str, Any], layers: int) -> dict[str, float]:
    """The base of each kind of layer."""
    bases: dict[str, float] = {"sliding_attention": 10_000.0, "full_attention": 1_000_000.0}
    for i in range(layers):
        at = f"decoder/layer_{i}/self_attention/"
        kind = "sliding_attention" if variables[at + "sliding_window"] else "full_attention"
        bases[kind] = float(variables[at + "rotary_base"])
    return bases


def gain(variables: dict[str, Any], name: str) -> Any:
    """The gains of a normalisation, less one as Gemma has them."""
    import torch

    return torch.from_numpy(variables[name + "/gamma"].astype(numpy.float32))


def score(model: Any, prompt: list[int], target: list[int]) -> float:
    """The mean log-probability of a target's tokens."""
    import torch

    with torch.inference_mode():
        logits = model(input_ids=torch.tensor([[*prompt, *target]])).logits[0, len(prompt) - 1 : -1]
    logs = torch.log_softmax(logits, dim=-1)
    return float(logs[torch.arange(len(target)), torch.tensor(target)].mean())


def padded(rows: list[list[int]]) -> dict[str, Any]:
    """Rows of one length, padded at the left."""
    import torch

    length = max(map(len, rows))
    ids = torch.tensor([[0] * (length - len(row)) + row for row in rows])
    return {"input_ids": ids, "attention_mask": (ids != 0).long()}


def measured(work: Callable[[], int]) -> float:
    """What `work` counts, a second of processor time."""
    start = time.process_time()
    count = work()
    return count / (time.process_time() - start)


def main() -> int:
    """Measure, print JSON, compare with the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=str(models_folder() / "vi-en"))
    parser.add_argument("--sentences", type=int, default=64)
    parser.add_argument("--batch", type=int, default=16, help="sentences a batch of transformers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--floor", type=float, default=5.0)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    import torch

    folder, start = Path(options.model), time.perf_counter()
    engine = CTranslate2Engine(folder, Settings(beam=1, threads=options.threads))
    load_seconds = time.perf_counter() - start
    if options.threads:
        torch.set_num_threads(options.threads)
    sentences = read_sentences(Path(__file__).parent.parent / "samples", options.sentences)
    requests, encoder = [Request(source=sentence) for sentence in sentences], engine._encoder
    index = {piece: i for i, piece in enumerate(encoder.vocabulary)}
    texts, first = [found[0].text for found in engine.translate(requests)], requests[:4]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    slow = build_transformers(read_files(folder, read_card(folder)), len(index))
    rows = sorted(([index[piece] for piece in encoder.prompt(request)] for request in requests), key=len)
    pairs = [
        (score(slow, [index[p] for p in encoder.prompt(r)], [index[p] for p in encoder.verbatim(t)]), own)
        for r, t, own in zip(first, texts, engine.score(first, texts[:4]), strict=False)
    ]
    difference = max(abs(slow_score - own) for slow_score, own in pairs)

    def fast_tokens() -> int:
        return sum(len(encoder.verbatim(found[0].text)) + 1 for found in engine.translate(requests))

    def slow_tokens() -> int:
        count = 0
        with torch.inference_mode():
            for at in range(0, len(rows), options.batch):
                batch = padded(rows[at : at + options.batch])
                length = batch["input_ids"].shape[1]
                found = slow.generate(**batch, max_new_tokens=2 * length + 16, do_sample=False)
                count += int((found[:, length:] != 0).sum())
        return count

    rates: dict[str, list[float]] = {"engine": [], "transformers": []}
    for _ in range(options.rounds):
        rates["engine"].append(measured(fast_tokens))
        rates["transformers"].append(measured(slow_tokens))
    middle = {name: statistics.median(values) for name, values in rates.items()}
    ratio = middle["engine"] / middle["transformers"]
    result = {
        "sentences": len(sentences),
        "tokens_per_cpu_second": {name: round(value, 1) for name, value in middle.items()},
        "words_per_cpu_second": round(middle["engine"] * WORDS, 1),
        "ratio": round(ratio, 2),
        "floor": options.floor,
        "log_probability_difference": round(difference, 4),
        "load_seconds": round(load_seconds, 2),
        "peak_megabytes": memory,
    }
    print(json.dumps(result, indent=1))
    return 0 if ratio >= options.floor and difference <= SAME else 1


if __name__ == "__main__":
    sys.exit(main())
