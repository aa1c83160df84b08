"""Round a trained model to fewer integers than int8 has, where that changes least: it takes less room when packed.

A matrix keeps int8 rows with a scale each, and runs as fast and in as much memory as before. But a wheel or a clone
packs its integers, and a row whose largest is 20 packs to half of one whose largest is 127. Calibration text says how
much each row matters: how far its outputs move the loss (the mean of their squared gradients, the empirical Fisher
information), and how its inputs go together (the mean of their outer products). Steps are then so long that one bit
more would help every row alike (Gish and Pierce 1968), and what rounding a column does wrong is made good in the
columns after it (Frantar et al. 2023, https://arxiv.org/abs/2210.17323).

What a given size costs is in docs/measured.md.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

MOST = 127  # the largest integer of int8 that has its negative
EMBEDDING = "model.embed_tokens"
DAMPING = 0.01  # of the mean of the inputs' squares, added to each: calibration text is short
LEAST = 1e-3  # of a matrix's mean: no row matters less
LONGEST = 60.0  # the logarithm of what steps are multiplied by, at most
BLOCK = 128  # columns rounded before the columns after them are mended
SAMPLED = 64  # rows of a matrix, at least, that tell its packed size

Rounded = tuple[Tensor, Tensor]


class Calibration:
    """What calibration text says of each matrix: `weights` [rows, columns], and how much an error in it matters.

    `gradients` [rows] are the mean squares of the loss's gradients, a piece: by an output of a linear layer, by a
    weight of the embedding, whose rows are both looked up and multiplied. `inputs` [columns, columns] is the mean outer
    product of a linear layer's inputs, None for the embedding.
    """

    def __init__(self, weights: Tensor) -> None:
        self.weights = weights
        self.gradients = torch.zeros(len(weights))
        self.inputs: Tensor | None = None
        self.mending: Tensor | None = None

    def finish(self, pieces: int) -> None:
        """Turn the sums over `pieces` into what the rounding needs."""
        self.gradients /= pieces
        self.gradients.clamp_(min=max(LEAST * float(self.gradients.mean()), 1e-30))
        if self.inputs is None:
            return
        inputs = self.inputs / pieces
        inputs.diagonal().add_(DAMPING * inputs.diagonal().mean().clamp(min=1e-12))
        inverse = torch.cholesky_inverse(torch.linalg.cholesky(inputs))
        self.inputs, self.mending = None, torch.linalg.cholesky(inverse, upper=True)

    def steps(self) -> Tensor:
        """The lengths of the steps of rows [rows], in proportion: the more an error matters, the shorter."""
        left = 1.0 if self.mending is None else float((self.mending.diagonal() ** -2).mean())
        return torch.rsqrt(self.gradients * left)

    def round(self, steps: Tensor) -> Rounded:
        """Integers as float32 [rows, columns] and the lengths of their steps [rows], as long as given or longer."""
        steps = _in_range(self.weights, steps)
        if self.mending is None:
            return _nearest(self.weights, steps[:, None]), steps
        return _mended(self.weights.clone(), steps, self.mending), steps

    def size(self, steps: Tensor) -> float:
        """About how many bytes it has, rounded and packed, by some of its rows."""
        every = max(1, min(len(self.weights) // SAMPLED, 8))
        weights = self.weights[::every]
        integers = _nearest(weights, _in_range(weights, steps[::every])[:, None])
        return packed_size([integers]) * len(self.weights) / len(weights)


def calibrate(model: Any, pairs: Sequence[tuple[list[int], list[int]]]) -> dict[str, Calibration]:
    """Run (prompt, target) pairs of ids through the model, forwards and back; a calibration for each matrix's name."""
    embedding = model.get_submodule(EMBEDDING)
    layers = {name: each for name, each in model.model.named_modules(prefix="model") if isinstance(each, nn.Linear)}
    found = {name: Calibration(each.weight.detach()) for name, each in [(EMBEDDING, embedding), *layers.items()]}
    hooks = [each.register_forward_hook(_watch(found[name])) for name, each in layers.items()]
    for prompt, target in pairs:
        model.zero_grad(set_to_none=True)
        logits = model(input_ids=torch.tensor([prompt + target])).logits[0, len(prompt) - 1 : -1]
        functional.cross_entropy(logits, torch.tensor(target), reduction="sum").backward()
        found[EMBEDDING].gradients += embedding.weight.grad.square().mean()
    model.zero_grad(set_to_none=True)
    for hook in hooks:
        hook.remove()
    for each in found.values():
        each.finish(sum(len(prompt) + len(target) for prompt, target in pairs))
    return found


def _watch(found: Calibration) -> Callable[[nn.Module, tuple[Tensor], Tensor], None]:
    """Add up the outer products of a layer's inputs, and the squares of the gradients of its outputs."""

    def forwards(_: nn.Module, given: tuple[Tensor], output: Tensor) -> None:
        rows = given[0].detach().flatten(0, -2)
        product = rows.T @ rows
        found.inputs = product if found.inputs is None else found.inputs + product
        output.register_hook(backwards)

    def backwards(gradient: Tensor) -> None:
        found.gradients += gradient.flatten(0, -2).square().sum(0)

    return forwards


def round_to(calibrations: Mapping[str, Calibration], megabytes: float) -> dict[str, Rounded]:
    """Round every matrix, so that all of them packed have about this many megabytes (of 10⁶ bytes).

    The size is foretold from some rows' nearest integers: of the shipped matrices within one percent, of small ones
    less exactly.

    Raises SystemExit where even the coarsest steps take more.
    """
    relative = {name: each.steps() for name, each in calibrations.items()}
    shortest, longest = -LONGEST, LONGEST  # the logarithm of what the steps are multiplied by
    for _ in range(30):
        middle = (shortest + longest) / 2
        sizes = [each.size(relative[name] * math.exp(middle)) for name, each in calibrations.items()]
        shortest, longest = (middle, longest) if sum(sizes) > megabytes * 1e6 else (shortest, middle)
    if longest == LONGEST:
        raise SystemExit(f"{megabytes} MB: no rounding is so small")
    return {name: each.round(relative[name] * math.exp(longest)) for name, each in calibrations.items()}


def packed_size(matrices: Sequence[Tensor]) -> int:
    """The bytes of matrices of integers, packed one by one as zip and git do."""
    return sum(len(zlib.compress(each.numpy().astype(np.int8).tobytes())) for each in matrices)


def _in_range(weights: Tensor, steps: Tensor) -> Tensor:
    """Steps long enough for each row's largest weight to be in int8."""
    return torch.maximum(steps, weights.abs().amax(1) / MOST).clamp(min=torch.finfo().tiny)


def _nearest(weights: Tensor, steps: Tensor) -> Tensor:
    return (weights / steps).round().clamp(-MOST, MOST)


def _mended(weights: Tensor, steps: Tensor, mending: Tensor) -> Tensor:
    """Integers of `weights`, which change: each column's error is spread over the columns after it."""
    integers = torch.empty_like(weights)
    for start in range(0, weights.shape[1], BLOCK):
        end = min(start + BLOCK, weights.shape[1])
        errors = torch.empty(len(weights), end - start)
        for column in range(start, end):
            integers[:, column] = _nearest(weights[:, column], steps)
            error = (weights[:, column] - integers[:, column] * steps) / mending[column, column]
            errors[:, column - start] = error
            weights[:, column + 1 : end] -= torch.outer(error, mending[column, column + 1 : end])
        weights[:, end:] -= errors @ mending[start:end, end:]
    return integers
