"""Read the shipped model back: from CTranslate2's model.bin to the weights and configuration that training knows.

So training can go on from what is in the repository, and a benchmark can put the same weights into another engine.
The format is CTranslate2's binary version 6.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch

from songngu.engines.card import read_card, read_files

TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
SPECIAL = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 2}
MATRICES = {
    "self_attn.o_proj": "self_attention/linear_1",
    "mlp.gate_proj": "ffn/linear_0",
    "mlp.up_proj": "ffn/linear_0_noact",
    "mlp.down_proj": "ffn/linear_1",
}
NORMS = {
    "input_layernorm": "input_layer_norm",
    "post_attention_layernorm": "post_attention_layer_norm",
    "pre_feedforward_layernorm": "pre_feedforward_layer_norm",
    "post_feedforward_layernorm": "post_feedforward_layer_norm",
    "self_attn.q_norm": "self_attention/q_norm",
    "self_attn.k_norm": "self_attention/k_norm",
}


def load(folder: Path) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """The configuration (as transformers' Gemma 3 has it) and the float32 weights of a folder with a model.toml.

    Raises ModelError for a missing or altered file.
    """
    variables = read_variables(read_files(folder, read_card(folder))["model.bin"])
    config = read_config(variables)
    state = {
        "model.embed_tokens.weight": _matrix(variables, "decoder/embeddings"),
        "model.norm.weight": _gain(variables, "decoder/layer_norm"),
    }
    heads, shared, size = (config[name] for name in ("num_attention_heads", "num_key_value_heads", "head_dim"))
    for number in range(config["num_hidden_layers"]):
        theirs, ours = f"decoder/layer_{number}/", f"model.layers.{number}."
        joined = _matrix(variables, theirs + "self_attention/linear_0").split(
            [heads * size, shared * size, shared * size]
        )
        for name, part in zip(("q_proj", "k_proj", "v_proj"), joined, strict=True):
            state[f"{ours}self_attn.{name}.weight"] = part
        for name, their in MATRICES.items():
            state[f"{ours}{name}.weight"] = _matrix(variables, theirs + their)
        for name, their in NORMS.items():
            state[f"{ours}{name}.weight"] = _gain(variables, theirs + their)
    return config, state


def read_config(variables: dict[str, Any]) -> dict[str, Any]:
    """What the shapes and attributes of the variables say of the network."""
    layers = 1 + max(int(found[1]) for name in variables if (found := re.match(r"decoder/layer_(\d+)/", name)))
    one = "decoder/layer_0/"
    out = variables[one + "self_attention/linear_1/weight"].shape[1]
    joined = variables[one + "self_attention/linear_0/weight"].shape[0]
    head = len(variables[one + "self_attention/q_norm/gamma"])
    kinds, bases = [], {"sliding_attention": 1e4, "full_attention": 1e6}
    for number in range(layers):
        at = f"decoder/layer_{number}/self_attention/"
        kinds.append("sliding_attention" if variables[at + "sliding_window"] else "full_attention")
        bases[kinds[-1]] = float(variables[at + "rotary_base"])
    vocabulary, size = variables["decoder/embeddings/weight"].shape
    return SPECIAL | {
        "vocab_size": vocabulary,
        "hidden_size": size,
        "intermediate_size": variables[one + "ffn/linear_0/weight"].shape[0],
        "num_hidden_layers": layers,
        "num_attention_heads": out // head,
        "num_key_value_heads": (joined - out) // head // 2,
        "head_dim": head,
        "query_pre_attn_scalar": head,
        "rms_norm_eps": 1e-6,
        "layer_types": kinds,
        "rope_parameters": {kind: {"rope_type": "default", "rope_theta": base} for kind, base in bases.items()},
    }


def read_variables(data: bytes) -> dict[str, Any]:
    """The arrays of a model.bin under their names, aliases too."""
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
        variables[name] = np.frombuffer(data, kind, size // np.dtype(kind).itemsize, at).reshape(shape)
        at += size
    for _ in range(take("I")):
        alias, name = text(), text()
        variables[alias] = variables[name]
    return variables


def _matrix(variables: dict[str, Any], name: str) -> torch.Tensor:
    """A matrix as float32 rows; CTranslate2 keeps 127 / greatest as the scale of a row."""
    rows = variables[f"{name}/weight"].astype(np.float32)
    scale = variables.get(f"{name}/weight_scale")
    return torch.from_numpy(rows if scale is None else rows / scale.reshape(-1, 1))


def _gain(variables: dict[str, Any], name: str) -> torch.Tensor:
    """The gains of a norm, less one: Gemma's converter keeps them as Gemma does."""
    return torch.from_numpy(variables[f"{name}/gamma"].astype(np.float32))
