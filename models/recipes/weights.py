"""The weights of the embedded model in training form: int8 rows with a float32 scale each, in pieces that travel.

A folder of weights has `weights.00`, `weights.01`, … (one byte string, cut), `weights.json` (its sha256 and where each
tensor lies), `hf_config.json` (the Gemma 3 configuration) and `spm.model` (the tokenizer). Training goes on from such a
folder or from a shipped model.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

import shipped

PIECE_BYTES = 15 * 1024 * 1024


def read_model(folder: Path) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """The configuration and weights of a folder of this form, or of a shipped model (one with a model.toml)."""
    if (folder / "model.toml").exists():
        return shipped.load(folder)
    return json.loads((folder / "hf_config.json").read_text(encoding="utf-8")), load(folder)


def save(state: dict[str, torch.Tensor], folder: Path) -> None:
    """Write a state dict: matrices as int8 rows and scales, vectors as float32. The tied output isn't written."""
    folder.mkdir(parents=True, exist_ok=True)
    index: dict[str, list[Any]] = {}
    blob = bytearray()

    def put(key: str, array: np.ndarray) -> None:
        index[key] = [len(blob), list(array.shape), str(array.dtype)]
        blob.extend(array.tobytes())

    for name, tensor in sorted(state.items()):
        if name == "lm_head.weight":
            continue
        array = tensor.detach().float().cpu().numpy()
        if array.ndim == 2:
            scale = (np.maximum(np.abs(array).max(axis=1), 1e-12) / 127).astype(np.float32)
            put(name, np.rint(array / scale[:, None]).astype(np.int8))
            put(f"{name}#scale", scale)
        else:
            put(name, array.astype(np.float32))
    for number, start in enumerate(range(0, len(blob), PIECE_BYTES)):
        (folder / f"weights.{number:02d}").write_bytes(blob[start : start + PIECE_BYTES])
    head = {"sha256": hashlib.sha256(blob).hexdigest(), "index": index}
    (folder / "weights.json").write_text(json.dumps(head), encoding="utf-8")


def load(folder: Path) -> dict[str, torch.Tensor]:
    """Read a state dict of float32 tensors; load it with strict=False and tie the output.

    Raises ValueError, naming the folder and both hashes, where a piece is missing or altered.
    """
    head = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
    blob = b"".join(path.read_bytes() for path in sorted(folder.glob("weights.[0-9][0-9]")))
    found = hashlib.sha256(blob).hexdigest()
    if found != head["sha256"]:
        raise ValueError(f"{folder}: sha256 {found}, expected {head['sha256']}: a piece is missing or altered")

    def get(key: str) -> np.ndarray:
        start, shape, kind = head["index"][key]
        return np.frombuffer(blob, kind, int(np.prod(shape)), start).reshape(shape)

    state = {}
    for key in head["index"]:
        if not key.endswith("#scale"):
            array = get(key).astype(np.float32)
            if f"{key}#scale" in head["index"]:
                array *= get(f"{key}#scale")[:, None]
            state[key] = torch.from_numpy(array)
    return state
