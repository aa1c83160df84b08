"""How much faster the embedded engine is than the same weights in transformers, measured side by side.

    python benchmarks/engine_speed.py [--sentences 64] [--batch 16] [--floor 5]

All decode greedily the same prompts on the same cores: CTranslate2 int8 in its batches, and transformers float32 twice,
one sentence at a time, as its pipelines do by default, and in padded batches sorted by length. The weights of both come
from the same files. That both are one network is checked first: the mean log-probability of the engine's own
translations under each. Rounds alternate, and the ratios are of medians of tokens a CPU-second, so that a busy machine
slows both. Exit code 1 when the ratio to one by one is under the floor or the networks differ.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from songngu.engines.base import Request
from songngu.engines.ctranslate2 import CTranslate2Engine
from songngu.resources import models_folder
from songngu.settings import Settings

WORDS = 0.76  # English words a piece in the references of VLSP 2020 dev
SAME = 0.1  # mean log-probabilities of int8 and float32 lie nearer together than this


def read_sentences(folder: Path, count: int) -> list[str]:
    """The first sentences of the sample articles, short ones and repeated ones left out."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".txt", ".md"}:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", path.read_text(encoding="utf-8")):
                if 40 <= len(sentence) <= 220:
                    found[sentence.strip()] = None
    return list(found)[:count]


def build_transformers(folder: Path) -> Any:
    """The same network in transformers, float32; every weight comes from the CTranslate2 file."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "models" / "recipes"))
    return importlib.import_module("model").load_model(folder).eval()


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
    slow = build_transformers(folder)
    rows = sorted(([index[piece] for piece in encoder.prompt(request)] for request in requests), key=len)
    pairs = [
        (score(slow, [index[p] for p in encoder.prompt(r)], [index[p] for p in encoder.verbatim(t)]), own)
        for r, t, own in zip(first, texts, engine.score(first, texts[:4]), strict=False)
    ]
    difference = max(abs(slow_score - own) for slow_score, own in pairs)

    def fast_tokens() -> int:
        return sum(len(encoder.verbatim(found[0].text)) + 1 for found in engine.translate(requests))

    def slow_tokens(size: int) -> int:
        count = 0
        with torch.inference_mode():
            for at in range(0, len(rows), size):
                batch = padded(rows[at : at + size])
                length = batch["input_ids"].shape[1]
                found = slow.generate(**batch, max_new_tokens=2 * length + 16, do_sample=False)
                count += int((found[:, length:] != 0).sum())
        return count

    rates: dict[str, list[float]] = {"engine": [], "one by one": [], "in batches": []}
    for _ in range(options.rounds):
        rates["engine"].append(measured(fast_tokens))
        rates["one by one"].append(measured(lambda: slow_tokens(1)))
        rates["in batches"].append(measured(lambda: slow_tokens(options.batch)))
    middle = {name: statistics.median(values) for name, values in rates.items()}
    ratios = {name: middle["engine"] / middle[name] for name in ("one by one", "in batches")}
    result = {
        "sentences": len(sentences),
        "tokens_per_cpu_second": {name: round(value, 1) for name, value in middle.items()},
        "words_per_cpu_second": round(middle["engine"] * WORDS, 1),
        "ratios": {name: round(value, 2) for name, value in ratios.items()},
        "floor": options.floor,
        "log_probability_difference": round(difference, 4),
        "load_seconds": round(load_seconds, 2),
        "peak_megabytes": memory,
    }
    print(json.dumps(result, indent=1))
    return 0 if ratios["one by one"] >= options.floor and difference <= SAME else 1


if __name__ == "__main__":
    sys.exit(main())
