"""Turn trained weights into the shipped model: CTranslate2 int8, cut into pieces, with their sha256 in model.toml.

    python models/recipes/export.py --weights FOLDER [--checkpoint last.pt …] --out models/vi-en

Several checkpoints are averaged (Junczys-Dowmunt et al. 2016), and with `--keep 0.4` two fifths of the weights that
training went on from are kept in the mean (Wortsman et al. 2022): a short training gains what it learned without losing
what it shook. `--older FOLDER=0.2` gives a fifth of the whole to weights of an earlier training. The folder's
model.toml keeps everything but [sha256].

With `--megabytes 95 --calibration train.tsv` matrices are rounded to fewer integers than int8 has, where that changes
least (rounding.py): they take as much memory, but so many megabytes where they are packed (a wheel, a clone).
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import random
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

import rounding
from model import FILL_TO, Prompt, load_model, load_state
from train import Pair, read

PIECE_BYTES = 45 * 1024 * 1024  # no file of the repository is over 50 MB
Scales = Mapping[str, torch.Tensor]
NEW_CARD = 'format = 1\nname = "{name}"\n\n[prompt]\nfill_to = {fill_to}\n'


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, nargs="*", default=[])
    parser.add_argument("--keep", type=float, default=0.0, help="share of --weights in the mean with the checkpoints")
    parser.add_argument(
        "--older", default="", metavar="FOLDER=SHARE", help="older weights, and their share of the whole"
    )
    parser.add_argument("--megabytes", type=float, help="what the matrices take when packed, if not all of int8")
    parser.add_argument("--calibration", type=Path, help="text that --megabytes is judged by, as annotate.py writes it")
    parser.add_argument("--calibration-pairs", type=int, default=192, help="how much of it, drawn at random")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if (options.megabytes is None) != (options.calibration is None):
        parser.error("--megabytes and --calibration need each other")
    if options.calibration_pairs < 1 or (options.megabytes is not None and options.megabytes <= 0):
        parser.error("--megabytes and --calibration-pairs must be above 0")
    model = load_model(options.weights)
    if options.checkpoint:
        before = {name: each.clone() for name, each in model.state_dict().items()}
        load_state(model, average(options.checkpoint))
        mix(model, before, options.keep)
    if options.older:
        folder, _, share = options.older.rpartition("=")
        mix(model, load_model(Path(folder)).state_dict(), float(share))
    tokenizer, scales = options.weights / "spm.model", None
    if options.megabytes is not None:
        pairs = read_calibration(options.calibration, tokenizer, options.calibration_pairs)
        scales = coarsen(model, pairs, options.megabytes)
    export(model, tokenizer, options.out, scales)


def average(checkpoints: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of the checkpoints' weights."""
    states = [torch.load(path, map_location="cpu")["model"] for path in checkpoints]
    return {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}


def mix(model: Any, before: Mapping[str, torch.Tensor], keep: float) -> None:
    """Make each weight of `model` the mean of itself and of one `before`, which has the share `keep`, 0 to 1."""
    if not 0 <= keep <= 1:
        raise SystemExit(f"a share of {keep}: give one from 0 to 1")
    now = model.state_dict()
    model.load_state_dict({name: torch.lerp(now[name], before[name], keep) for name in now})


def read_calibration(path: Path, tokenizer: Path, count: int) -> list[Pair]:
    """Ids of prompts and targets of some pairs of a training text. Raises SystemExit where it has none."""
    prompt, rows = Prompt(tokenizer), read(path)
    if not rows:
        raise SystemExit(f"{path} has no pairs: give what annotate.py writes")
    chosen = random.Random(1).sample(rows, min(count, len(rows)))
    return [(prompt.source(vi), prompt.target(en)) for vi, en, *_ in chosen]


def coarsen(model: Any, pairs: Sequence[Pair], megabytes: float) -> Scales:
    """Round the matrices of the model to some packed size; how many of its steps make one, for each row."""
    scales = {}
    for name, (integers, steps) in rounding.round_to(rounding.calibrate(model.eval(), pairs), megabytes).items():
        model.get_submodule(name).weight.data.copy_(integers * steps[:, None])
        scales[f"{name}.weight"] = 1 / steps
    return scales


def export(model: Any, tokenizer: Path, folder: Path, scales: Scales | None = None) -> None:
    """Convert, cut and write; files of an earlier model in the folder are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("model.bin.*"):
        old.unlink()
    with tempfile.TemporaryDirectory() as temporary:
        converted = Path(temporary, "converted")
        convert(model, tokenizer, converted, scales)
        data = (converted / "model.bin").read_bytes()
        for number, start in enumerate(range(0, len(data), PIECE_BYTES)):
            (folder / f"model.bin.{number}").write_bytes(data[start : start + PIECE_BYTES])
        for name in ("config.json", "vocabulary.json"):
            shutil.copyfile(converted / name, folder / name)
    shutil.copyfile(tokenizer, folder / "spm.model")
    write_hashes(folder)


def convert(model: Any, tokenizer: Path, folder: Path, scales: Scales | None = None) -> None:
    """Write the model as CTranslate2 has it, int8, with the pieces of the tokenizer as its vocabulary.

    Where `scales` has a matrix, its rows are integers over these; else a row's largest weight is 127.
    """
    import sentencepiece

    joined = join_scales(model, scales) if scales else {}
    spec = specify(model)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    spec.register_vocabulary([pieces.id_to_piece(number) for number in range(pieces.get_piece_size())])
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "<eos>", "<unk>"
    spec.validate()
    matrices = {name: each.numpy().copy() for name, each in spec.variables().items() if name.endswith("/weight")}
    spec.optimize(quantization="int8")
    quantized = spec.variables()
    for name, scale in joined.items():
        if f"{name}_scale" in quantized:
            weights = matrices[name]
            quantized[name].array[...] = np.rint(weights * scale[:, None]).astype(np.int8)
            quantized[f"{name}_scale"].array[...] = scale
    folder.mkdir(parents=True)
    spec.save(str(folder))


def join_scales(model: Any, scales: Scales) -> dict[str, np.ndarray]:
    """The scales of the rows of CTranslate2's matrices [rows], which joins some of the model's.

    The converter is given scales in the place of weights, and so joins them as it joins weights.
    """
    filled = copy.deepcopy(model).requires_grad_(False)
    for name, rows in scales.items():
        weight = filled.get_parameter(name)
        weight.data.copy_(rows[:, None].expand_as(weight))
    found = specify(filled).variables()
    return {name: each.numpy()[:, 0].copy() for name, each in found.items() if name.endswith("/weight")}


def specify(model: Any) -> Any:
    """The model as CTranslate2's converter describes it, which takes the model apart."""
    from ctranslate2.converters.transformers import Gemma3Loader

    with torch.no_grad():
        return Gemma3Loader().get_model_spec(model.eval())


def write_hashes(folder: Path) -> None:
    """Put the sha256 of every file of the model into the [sha256] table of its model.toml."""
    names = sorted(path.name for path in folder.iterdir() if re.match(r"model\.bin\.|config|vocabulary|spm", path.name))
    lines = [f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"' for name in names]
    card = folder / "model.toml"
    text = card.read_text(encoding="utf-8") if card.exists() else NEW_CARD.format(name=folder.name, fill_to=FILL_TO)
    head = re.sub(r"\n*\[sha256\]\n[^\[]*", "\n", text).rstrip("\n")
    card.write_text("\n".join([head, "", "[sha256]", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
