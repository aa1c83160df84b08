"""The embedded model as plain functions: Gemma 3 (https://arxiv.org/abs/2503.19786) for short rows, on CPU or GPU.

Weights are a dict of float32 tensors under the names that transformers gives them, so that a checkpoint of either is
one of the other. No row is longer than the sliding window, so every layer sees all that stands before; what differs
between layers is the base of their rotary positions. One block is one function: it compiles once for all layers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

Cache = list[tuple[Tensor, Tensor]]


class Network(nn.Module):
    """The decoder: ids [rows, width] to hidden states [rows, width, size]; logits come from the tied embedding."""

    def __init__(self, config: dict[str, Any], state: dict[str, Tensor]) -> None:
        super().__init__()
        self.config = config
        self.bases = [config["rope_parameters"][kind]["rope_theta"] for kind in config["layer_types"]]
        self.epsilon: float = config["rms_norm_eps"]
        self.dropout = 0.0
        self.block = block
        self.embedding = nn.Parameter(state["model.embed_tokens.weight"].float())
        self.norm = nn.Parameter(state["model.norm.weight"].float())
        self.layers = nn.ModuleList(
            nn.ParameterDict({short: nn.Parameter(state[f"model.layers.{layer}.{name}.weight"].float())
                              for short, name in NAMES.items()})
            for layer in range(config["num_hidden_layers"])
        )  # fmt: skip

    def forward(self, ids: Tensor, cache: Cache | None = None) -> Tensor:
        """Hidden states after the last norm. With a cache, `ids` continue what it holds, and it grows."""
        start = cache[0][0].shape[2] if cache else 0
        tables = {
            base: rotary(base, start, ids.shape[1], self.config["head_dim"], ids.device) for base in set(self.bases)
        }
        x = functional.embedding(ids, self.embedding) * self.config["hidden_size"] ** 0.5
        for number, (layer, base) in enumerate(zip(self.layers, self.bases, strict=True)):
            past = cache[number] if cache and number < len(cache) else None
            x, now = self.block(x, *(layer[name] for name in NAMES), *tables[base], past, self.epsilon,
                                self.dropout if self.training else 0.0)  # fmt: skip
            if cache is not None:
                cache[number : number + 1] = [now]
        return normalise(x, self.norm, self.epsilon)

    def state(self) -> dict[str, Tensor]:
        """The weights under the names of transformers."""
        found = {"model.embed_tokens.weight": self.embedding.data, "model.norm.weight": self.norm.data}
        for number, layer in enumerate(self.layers):
            found |= {f"model.layers.{number}.{name}.weight": layer[short].data for short, name in NAMES.items()}
        return found


NAMES = {
    "before_attention": "input_layernorm",
    "query": "self_attn.q_proj",
    "key": "self_attn.k_proj",
    "value": "self_attn.v_proj",
    "query_norm": "self_attn.q_norm",
    "key_norm": "self_attn.k_norm",
    "out": "self_attn.o_proj",
    "after_attention": "post_attention_layernorm",
    "before_feed": "pre_feedforward_layernorm",
    "gate": "mlp.gate_proj",
    "up": "mlp.up_proj",
    "down": "mlp.down_proj",
    "after_feed": "post_feedforward_layernorm",
}


def normalise(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    """Root mean square norm over the last dimension, in float32."""
    wide = x.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + epsilon) * (1 + weight)).to(x.dtype)


def rotary(base: float, start: int, width: int, size: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Cosine and sine [width, size] of positions start … start + width - 1."""
    speeds = base ** -(torch.arange(0, size, 2, device=device).float() / size)
    angles = torch.outer(torch.arange(start, start + width, device=device).float(), speeds).repeat(1, 2)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Turn the two halves of each head by their position."""
    left, right = x.float().chunk(2, -1)
    return (x.float() * cosine + torch.cat((-right, left), -1) * sine).to(x.dtype)


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Causal attention of queries [rows, heads, width, size] over the one head of keys and values [rows, 1, all, size].

    On a CPU, where rows are short, the heads of a row are multiplied as one matrix: a step takes 0.9 of the time.
    """
    rows, heads, width, size = q.shape
    if width == 1 or q.device.type != "cpu":
        shared = (-1, heads, -1, -1)
        return functional.scaled_dot_product_attention(q, k.expand(shared), v.expand(shared), is_causal=width > 1)
    scores = (q.reshape(rows, heads * width, size) @ k[:, 0].transpose(1, 2)).view(rows, heads, width, width)
    later = torch.ones(width, width, dtype=torch.bool, device=q.device).triu(1)
    shares = (scores.float() / size**0.5).masked_fill(later, -torch.inf).softmax(-1).to(v.dtype)
    return (shares.view(rows, heads * width, width) @ v[:, 0]).view(rows, heads, width, size)


def block(
    x: Tensor, before_attention: Tensor, query: Tensor, key: Tensor, value: Tensor, query_norm: Tensor,
    key_norm: Tensor, out: Tensor, after_attention: Tensor, before_feed: Tensor, gate: Tensor, up: Tensor,
    down: Tensor, after_feed: Tensor, cosine: Tensor, sine: Tensor, past: tuple[Tensor, Tensor] | None,
    epsilon: float, dropout: float,
) -> tuple[Tensor, tuple[Tensor, Tensor]]:  # fmt: skip
    """One layer: attention over what stands before, then the gated feed-forward; dropout on both before they add up."""
    rows, width, _ = x.shape
    head = query_norm.shape[0]
    h = normalise(x, before_attention, epsilon)
    q = normalise(functional.linear(h, query).view(rows, width, -1, head), query_norm, epsilon).transpose(1, 2)
    k = normalise(functional.linear(h, key).view(rows, width, -1, head), key_norm, epsilon).transpose(1, 2)
    v = functional.linear(h, value).view(rows, width, -1, head).transpose(1, 2)
    q, k = rotate(q, cosine, sine), rotate(k, cosine, sine)
    if past is not None:
        k, v = torch.cat((past[0], k), 2), torch.cat((past[1], v), 2)
    h = functional.linear(attend(q, k, v).transpose(1, 2).reshape(rows, width, -1), out)
    x = x + functional.dropout(normalise(h, after_attention, epsilon), dropout, dropout > 0)
    h = normalise(x, before_feed, epsilon)
    h = functional.linear(
        functional.gelu(functional.linear(h, gate), approximate="tanh") * functional.linear(h, up), down
    )
    return x + functional.dropout(normalise(h, after_feed, epsilon), dropout, dropout > 0), (k, v)


def most_probable(logits: Tensor) -> Tensor:
    """The piece [rows, 1] of the highest logit [rows, vocabulary]."""
    return logits.argmax(-1, keepdim=True)


@torch.no_grad()
def generate(
    network: Network,
    prompts: Sequence[Sequence[int]],
    *,
    end: int,
    longest: int,
    rows: int = 512,
    answers: int = 1,
    draw: Callable[[Tensor], Tensor] = most_probable,
) -> list[list[int]]:
    """So many continuations of each prompt, one after another, drawn token by token from the logits.

    Prompts of one length go together, `rows` continuations at most.
    """
    found: list[list[int]] = [[] for _ in range(len(prompts) * answers)]
    order = sorted(range(len(prompts)), key=lambda number: len(prompts[number]))
    device = network.embedding.device
    while order:
        most = max(1, rows // answers)
        same = [number for number in order[:most] if len(prompts[number]) == len(prompts[order[0]])]
        order = order[len(same) :]
        ids = torch.tensor([prompts[number] for number in same], device=device)
        cache: Cache = []
        hidden = network(ids, cache)[:, -1].repeat_interleave(answers, 0)
        cache = [(k.repeat_interleave(answers, 0), v.repeat_interleave(answers, 0)) for k, v in cache]
        going = torch.tensor([number * answers + n for number in same for n in range(answers)], device=device)
        written: list[Tensor] = []
        for step in range(min(longest, 2 * ids.shape[1] + 16)):
            written.append(draw(functional.linear(hidden, network.embedding)))
            if step % 8 == 7:  # those that have ended go
                answer = torch.cat(written, 1)
                still = torch.nonzero((answer != end).all(1)).flatten()
                if len(still) < len(going):
                    _keep(found, going, answer, end)
                    going, written = going[still], [answer[still]]
                    cache = [(k[still], v[still]) for k, v in cache]
                if not len(going):
                    break
            hidden = network(written[-1][:, -1:], cache)[:, -1]
        if len(going):
            _keep(found, going, torch.cat(written, 1), end)
    return found


def _keep(found: list[list[int]], numbers: Tensor, answers: Tensor, end: int) -> None:
    """Write down answers as they are, up to their end."""
    for number, row in zip(numbers.tolist(), answers.tolist(), strict=True):
        found[number] = row[: row.index(end)] if end in row else row
