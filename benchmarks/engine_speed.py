"""How much faster the embedded engine is than the same weights in transformers, measured side by side.

    python benchmarks/engine_speed.py [--sentences 64] [--floor 5]

Both decode greedily the same prompts on the same cores: CTranslate2 int8 in its batches, and transformers float32 one
sentence at a time (as a plain pipeline does) with the weights dequantised from the same files. Rounds alternate, and
the ratio is of medians, so that a busy machine slows both. Exit code 1 when the ratio is under the floor.
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
    """The same network in transformers, float32; every matrix comes from the CTranslate2 file."""
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
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    model = Gemma3ForCausalLM(config).eval()
    with torch.no_grad():
        model.model.embed_tokens.weight.copy_(embedding)
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
    return model


def measured(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds and what `work` counts."""
    start = time.perf_counter()
    count = work()
    return time.perf_counter() - start, count


def measured_singles(engine: CTranslate2Engine, requests: list[Request]) -> tuple[float, list[str]]:
    """Seconds and translations of requests given one at a time."""
    start = time.perf_counter()
    found = [engine.translate([request])[0][0].text for request in requests]
    return time.perf_counter() - start, found


def main() -> int:
    """Measure, print a table and JSON, compare with the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--length", type=int, default=24, help="new tokens a sentence for transformers")
    parser.add_argument("--floor", type=float, default=5.0)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    import torch

    folder = models_folder() / "vi-en"
    load_seconds, _ = measured(lambda: bool(CTranslate2Engine(folder, Settings(beam=1, threads=options.threads))) * 1)
    engine = CTranslate2Engine(folder, Settings(beam=1, threads=options.threads))
    if options.threads:
        torch.set_num_threads(options.threads)
    sentences = read_sentences(Path(__file__).parent.parent / "samples", options.sentences)
    requests = [Request(source=sentence) for sentence in sentences]
    encoder = engine._encoder
    index = {piece: i for i, piece in enumerate(encoder.vocabulary)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    slow = build_transformers(read_files(folder, read_card(folder)), len(index))
    plain = [torch.tensor([[index[piece] for piece in encoder.prompt(request)]]) for request in requests]

    def fast_tokens() -> int:
        return sum(len(encoder.verbatim(h[0].text)) + 1 for h in engine.translate(requests))

    def slow_tokens() -> int:
        length, prompts = options.length, plain[:: max(1, len(plain) // 8)]
        with torch.inference_mode():
            for prompt in prompts:
                slow.generate(prompt, max_new_tokens=length, min_new_tokens=length, do_sample=False, num_beams=1)
        return int(len(prompts) * length)

    rates: dict[str, list[float]] = {"batches": [], "single": [], "transformers": []}
    for _ in range(options.rounds):
        seconds, count = measured(fast_tokens)
        rates["batches"].append(count / seconds)
        seconds, count = measured(slow_tokens)
        rates["transformers"].append(count / seconds)
        seconds, found = measured_singles(engine, requests[:4])
        count = sum(len(encoder.verbatim(text)) + 1 for text in found)
        rates["single"].append(count / seconds)
    middle = {name: statistics.median(values) for name, values in rates.items()}
    result = {
        "sentences": len(sentences),
        "tokens_per_second": {name: round(value, 1) for name, value in middle.items()},
        "words_per_second": round(middle["batches"] * 0.75, 1),  # English has 0.75 words a piece here
        "ratio": round(middle["batches"] / middle["transformers"], 2),
        "floor": options.floor,
        "load_seconds": round(load_seconds, 2),
        "peak_megabytes": memory,
    }
    print(json.dumps(result, indent=1))
    return 0 if float(middle["batches"] / middle["transformers"]) >= options.floor else 1


if __name__ == "__main__":
    sys.exit(main())
