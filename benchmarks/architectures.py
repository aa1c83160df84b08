"""How fast the embedded model is beside other architectures, and beside what the machine could do at most.

    python benchmarks/architectures.py [--sentences 32] [--pieces 32] [--rounds 3]

The embedded model, and networks of the size of OPUS-MT (Marian, transformer-base, 6 + 6 layers) and of NLLB-200
distilled 600M with random weights, all int8 under CTranslate2 with one batch a core, turn as many sentences of as many
pieces into as many pieces. Random weights say nothing of quality; the arithmetic is the same. Rounds alternate and
medians are taken, so that a busy machine slows all alike.

The roofline (Williams et al. 2009): the machine's int8 arithmetic and memory bandwidth are measured in the same run,
and a step takes at least the longer of what its multiplications and its bytes take. Printed as JSON: pieces written a
second, ratios of the embedded model to the others, and the share of the roofline that it reaches.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import ctranslate2
import numpy as np

from songngu.engines.ctranslate2 import CTranslate2Engine
from songngu.resources import models_folder
from songngu.settings import Settings

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
BEAMS = (1, 2, 4)
LAYERS, WIDTH, INNER, HEAD, HEADS, VOCABULARY = 18, 640, 2048, 256, 4, 44_266  # of the embedded model
IN_LAYERS = LAYERS * (WIDTH * HEAD * (HEADS + 2) + HEADS * HEAD * WIDTH + 3 * WIDTH * INNER)  # multiplications a piece
IN_OUTPUT = WIDTH * VOCABULARY
CACHED = LAYERS * 2 * HEAD * 4  # bytes of keys and values a piece, shared by the heads


class Network(NamedTuple):
    """A network that can be timed: `write(sentences, beam, size)` decodes them in batches of `size` sentences."""

    name: str
    megabytes: int
    write: Callable[[int, int, int], None]


class Machine(NamedTuple):
    """What all cores together do in a second: int8 multiply-adds, bytes read from memory."""

    multiplications: float
    bytes: float


def embedded(pieces: int) -> Network:
    """The model that ships."""
    folder = models_folder() / "vi-en"
    engine = CTranslate2Engine(folder, Settings())
    vocabulary = engine._encoder.vocabulary

    def write(sentences: int, beam: int, size: int) -> None:
        rows = _rows(vocabulary, sentences, pieces)
        limits = {"max_length": pieces, "min_length": pieces, "beam_size": beam, "include_prompt_in_result": False}
        for future in engine._generator.generate_batch(rows, max_batch_size=size, asynchronous=True, **limits):
            future.result()

    return Network("embedded", sum(path.stat().st_size for path in folder.glob("model.bin.*")) >> 20, write)


def marian(pieces: int) -> Network:
    """OPUS-MT's size: 512 wide, 6 layers on each side, 65,001 pieces."""
    from ctranslate2.converters.transformers import MarianMTLoader
    from transformers import MarianConfig, MarianMTModel

    size: dict[str, Any] = {"d_model": 512, "encoder_layers": 6, "decoder_layers": 6, "vocab_size": 65_001}
    sides = {
        f"{side}_{what}": n
        for side in ("encoder", "decoder")
        for what, n in (("ffn_dim", 2048), ("attention_heads", 8))
    }
    config = MarianConfig(**size, **sides, activation_function="swish", pad_token_id=65_000, eos_token_id=0)
    return _encoder_decoder("marian", MarianMTModel(config), MarianMTLoader(), 65_000, pieces)


def nllb(pieces: int) -> Network:
    """The size of NLLB-200 distilled 600M: 1,024 wide, 12 layers on each side, 256,206 pieces."""
    from ctranslate2.converters.transformers import M2M100Loader
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    config = M2M100Config(vocab_size=256_206, d_model=1024, encoder_layers=12, decoder_layers=12)
    return _encoder_decoder("nllb 600M", M2M100ForConditionalGeneration(config), M2M100Loader(), 256_206, pieces)


def _encoder_decoder(name: str, model: Any, loader: Any, vocabulary: int, pieces: int) -> Network:
    spec = loader.get_model_spec(model.eval())
    tokens = ["</s>", "<unk>", "<s>", *(f"p{number}" for number in range(3, vocabulary))]
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
    spec.config.decoder_start_token = "</s>"
    spec.validate()
    spec.optimize(quantization="int8")
    with tempfile.TemporaryDirectory() as folder:
        spec.save(folder)
        megabytes = Path(folder, "model.bin").stat().st_size >> 20
        translator = ctranslate2.Translator(folder, compute_type="int8", inter_threads=CORES, intra_threads=1)

    def write(sentences: int, beam: int, size: int) -> None:
        rows = _rows(tokens, sentences, pieces)
        limits = {"max_decoding_length": pieces, "min_decoding_length": pieces, "beam_size": beam}
        for future in translator.translate_batch(rows, max_batch_size=size, asynchronous=True, **limits):
            future.result()

    return Network(name, megabytes, write)


def _rows(tokens: list[str], sentences: int, pieces: int) -> list[list[str]]:
    drawn = np.random.default_rng(1).integers(100, len(tokens), (sentences, pieces))
    return [[tokens[number] for number in row] for row in drawn]


def measure_machine() -> Machine:
    """Measure the two roofs, on matrices of the model's own sizes."""
    import torch

    torch.set_num_threads(CORES)
    rows = 256
    linear: Callable[[Any], Any] = getattr(torch.ao.nn.quantized.dynamic, "Linear")(WIDTH, INNER)  # noqa: B009 (untyped)
    given = torch.rand(rows, WIDTH)
    times = [_seconds(lambda: [linear(given) for _ in range(20)]) for _ in range(5)]
    multiplications = 20 * rows * WIDTH * INNER / min(times)
    block = np.ones(1 << 28, np.uint8)  # larger than any cache
    parts = np.array_split(block.view(np.uint64), CORES)
    with ThreadPoolExecutor(CORES) as pool:
        read = min(_seconds(lambda: list(pool.map(np.max, parts))) for _ in range(5))
    return Machine(multiplications, block.nbytes / read)


def at_most(machine: Machine, sentences: int, pieces: int, beam: int, size: int) -> float:
    """Pieces a second under the machine's roofs: prompts are read at once, then each step writes a piece a beam."""
    batches = -(-sentences // size)
    weights = IN_LAYERS + IN_OUTPUT  # bytes, at one a weight
    seconds = batches * max(
        sentences / batches * pieces * IN_LAYERS / machine.multiplications, IN_LAYERS / machine.bytes
    )
    for step in range(pieces):
        rows = beam * sentences / batches
        moved = weights + rows * CACHED * (pieces + step)
        seconds += batches * max(rows * weights / machine.multiplications, moved / machine.bytes)
    return sentences * pieces / seconds


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The embedded model beside other architectures and the machine.")
    parser.add_argument("--sentences", type=int, default=32)
    parser.add_argument("--pieces", type=int, default=32, help="of each source and of each target")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    networks = [build(given.pieces) for build in (embedded, marian, nllb)]
    machine = measure_machine()
    ways = [(given.sentences, beam, 16) for beam in BEAMS] + [(max(2, given.sentences // 8), 2, 1)]
    taken: dict[tuple[str, int, int], list[float]] = {}
    for _ in range(given.rounds):
        for sentences, beam, size in ways:
            for network in networks:
                seconds = _seconds(lambda: network.write(sentences, beam, size))  # noqa: B023 (called at once)
                taken.setdefault((network.name, beam, size), []).append(sentences * given.pieces / seconds)
    rates = {key: statistics.median(each) for key, each in taken.items()}
    result = {
        "cores": CORES,
        "machine": {"int8 multiplications/s": f"{machine.multiplications:.3g}", "bytes/s": f"{machine.bytes:.3g}"},
        "megabytes": {network.name: network.megabytes for network in networks},
        "pieces of source and target": given.pieces,
        "ways": [
            {
                "beam": beam,
                "sentences a batch": size,
                "pieces/s": {network.name: round(rates[network.name, beam, size], 1) for network in networks},
                "embedded to": {
                    network.name: round(rates["embedded", beam, size] / rates[network.name, beam, size], 2)
                    for network in networks[1:]
                },
                "share of the roofline": round(
                    rates["embedded", beam, size] / at_most(machine, sentences, given.pieces, beam, size), 2
                ),
            }
            for sentences, beam, size in ways
        ],
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
