"""Turn trained weights into the shipped model: CTranslate2 int8, cut into pieces, with their sha256 in model.toml.

    python models/recipes/export.py --weights FOLDER [--checkpoint last.pt …] --out models/vi-en

Several checkpoints are averaged (Junczys-Dowmunt et al. 2016), and with `--keep 0.4` two fifths of the weights that
training went on from are kept in the mean (Wortsman et al. 2022): a short training gains what it learned without losing
what it shook. `--older FOLDER=0.2` gives a fifth of the whole to weights of an earlier training. The folder's
model.toml keeps everything but [sha256].

With `--levels 56` matrices have some 56 steps from zero to a row's largest weight instead of int8's 127: they take as
much memory, but less where they are packed (a wheel, a clone). What that costs is in docs/measured.md.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from model import FILL_TO, load_model, load_state

PIECE_BYTES = 45 * 1024 * 1024  # no file of the repository is over 50 MB
MOST_LEVELS = 127
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
    parser.add_argument("--levels", type=int, help="steps of a matrix from zero, if not all of int8")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    model = load_model(options.weights)
    if options.checkpoint:
        before = {name: each.clone() for name, each in model.state_dict().items()}
        load_state(model, average(options.checkpoint))
        mix(model, before, options.keep)
    if options.older:
        folder, _, share = options.older.rpartition("=")
        mix(model, load_model(Path(folder)).state_dict(), float(share))
    export(model, options.weights / "spm.model", options.out, options.levels)


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


def export(model: Any, tokenizer: Path, folder: Path, levels: int | None = None) -> None:
    """Convert, cut and write; files of an earlier model in the folder are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("model.bin.*"):
        old.unlink()
    with tempfile.TemporaryDirectory() as temporary:
        converted = Path(temporary, "converted")
        convert(model, tokenizer, converted, levels)
        data = (converted / "model.bin").read_bytes()
        for number, start in enumerate(range(0, len(data), PIECE_BYTES)):
            (folder / f"model.bin.{number}").write_bytes(data[start : start + PIECE_BYTES])
        for name in ("config.json", "vocabulary.json"):
            shutil.copyfile(converted / name, folder / name)
    shutil.copyfile(tokenizer, folder / "spm.model")
    write_hashes(folder)


def convert(model: Any, tokenizer: Path, folder: Path, levels: int | None = None) -> None:
    """Write the model as CTranslate2 has it, int8, with the pieces of the tokenizer as its vocabulary."""
    import sentencepiece
    from ctranslate2.converters.transformers import Gemma3Loader

    with torch.no_grad():
        spec = Gemma3Loader().get_model_spec(model.eval())
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    spec.register_vocabulary([pieces.id_to_piece(number) for number in range(pieces.get_piece_size())])
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "<eos>", "<unk>"
    spec.validate()
    matrices = {name: each.numpy().copy() for name, each in spec.variables().items() if name.endswith("weight")}
    spec.optimize(quantization="int8")
    quantized = spec.variables()
    for name, weights in matrices.items() if levels else ():
        if f"{name}_scale" in quantized:
            quantized[name].array[...], quantized[f"{name}_scale"].array[...] = coarsen(weights, levels)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def coarsen(weights: np.ndarray, levels: int) -> tuple[np.ndarray, np.ndarray]:
    """Quantise a matrix [rows, columns] in steps that are alike in all rows: int8 [rows, columns] and scales [rows].

    Its row of middling size has `levels` steps from zero to its largest weight, another in proportion to its own, up to
    127: for one size when packed this errs least (Gish and Pierce 1968). A weight is its integer over the scale.
    """
    largest = np.maximum(np.abs(weights).max(axis=1), np.finfo(np.float32).tiny)
    middling = np.median(largest[largest > np.finfo(np.float32).tiny]) if np.any(weights) else 1.0
    steps = np.clip(np.rint(levels * largest / middling), 1, MOST_LEVELS)
    scales = (steps / largest).astype(np.float32)
    return np.rint(weights * scales[:, None]).astype(np.int8), scales


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
