"""Minimum risk training: make the better ones of a model's own answers more probable, the worse ones less.

    python models/recipes/risk.py --weights models/vi-en --data answers.jsonl --dev dev.tsv … --work FOLDER --hours 1

`--data` is what sample.py writes. Cross-entropy teaches a model to go on from a reference; here it learns which of the
sentences that it writes itself are good (Shen et al. 2016, https://arxiv.org/abs/1512.02433; Edunov et al. 2018,
https://arxiv.org/abs/1711.04956, whose mean of both losses this is). Of the answers to a source `--answers` are taken,
best and worst among them. With q the softmax of `--sharpness` times their mean log-probabilities a piece, the risk is
the sum of q × (1 - utility). It counts `--risk` times the pieces of the reference, of which the cross-entropy, a sum
over these pieces, counts `--reference` times.

Everything else, from the checkpoint to the log, is train.py's, but for its options on what to read: --mix, --last-mix,
--last-from, --cuts, --vary and --r-drop change nothing here.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.utils.checkpoint import checkpoint

import train
from model import Prompt
from train import LOGITS, LONGEST, WIDTHS, Pair, Trainer

CHUNK = 1536  # sources drawn at once


def main() -> None:
    """Train until the time or the steps are over or `stop` appears."""
    parser = train.parser(__doc__)
    parser.add_argument("--answers", type=int, default=3, help="of each source")
    parser.add_argument("--sharpness", type=float, default=10.0)
    parser.add_argument("--risk", type=float, default=1.0, help="weight of the risk")
    parser.add_argument("--reference", type=float, default=0.3, help="weight of cross-entropy on the reference")
    options = parser.parse_args()
    train.prepare(options)
    RiskTrainer(options, Answers(options)).run()


class Choice(NamedTuple):
    """A source with its reference and some answers, as pairs in this order, and the utility of each answer."""

    pairs: list[Pair]
    utilities: list[float]

    @property
    def width(self) -> int:
        """The pieces of its longest row, with padding."""
        return math.ceil(max(len(source) + len(target) for source, target in self.pairs) / WIDTHS) * WIDTHS


class Answers:
    """The sampled answers, and the order in which they are seen."""

    def __init__(self, options: Any) -> None:
        self.options = options
        self.prompt = Prompt(options.weights / "spm.model")
        self.rows = [row for path in options.data for row in read(path) if len(row["answers"]) > 1]
        if not self.rows:
            raise SystemExit(f"{', '.join(map(str, options.data))}: no source has two different answers")

    def size(self) -> int:
        """The number of sources."""
        return len(self.rows)

    def batches(self, chunk: int, _part: int) -> Iterator[list[Choice]]:
        """The batches of a chunk; each pass sees all sources in another order."""
        pass_, part = divmod(chunk, math.ceil(len(self.rows) / CHUNK))
        order = list(range(len(self.rows)))
        random.Random(f"{self.options.seed} {pass_}").shuffle(order)
        random_ = random.Random(f"{self.options.seed} {chunk}")
        choices = [self._choice(self.rows[i], random_) for i in order[part * CHUNK : (part + 1) * CHUNK]]
        choices = [c for c in choices if c.width < LONGEST]
        groups = list(group(choices, self.options.step_pieces))
        random_.shuffle(groups)
        yield from groups

    def _choice(self, row: dict[str, Any], random_: random.Random) -> Choice:
        answers = take(row["answers"], self.options.answers, random_)
        source = self.prompt.source(row["vi"])
        texts = [row["en"], *(text for text, _ in answers)]
        pairs = [(source, self.prompt.target(text)) for text in texts]
        return Choice(pairs=pairs, utilities=[utility for _, utility in answers])


class RiskTrainer(Trainer):
    """A trainer whose batches are choices instead of pairs."""

    def __init__(self, options: argparse.Namespace, corpus: Answers) -> None:
        super().__init__(options, corpus)
        self.likelihood = torch.compile(likelihood, dynamic=True) if options.compile else likelihood

    def _learn(self, batch: list[Choice]) -> Tensor:
        """One step: the gradient of the whole batch, gathered over parts that fit the memory."""
        pieces = sum(len(choice.pairs[0][1]) for choice in batch)
        total = torch.zeros((), device=self.device)
        for part in group(batch, self.options.part_pieces):
            loss = self._both(part) / pieces
            loss.backward()
            total += loss.detach()
        self._move(len(batch))
        return total

    def _both(self, batch: list[Choice]) -> Tensor:
        """The summed loss of a part: cross-entropy on the references, and risk."""
        options = self.options
        pairs = [pair for choice in batch for pair in choice.pairs]
        with torch.autocast(self.device, torch.bfloat16, enabled=options.bfloat16):
            hidden, labels = self._hidden(pairs)
            found = [
                checkpoint(self.likelihood, some, self.model.embedding, of_some, use_reentrant=False)
                for some, of_some in zip(hidden.split(LOGITS), labels.split(LOGITS), strict=True)
            ]
        counts = [len(target) for _, target in pairs]
        chosen = [part.sum() for part in torch.cat([chosen for chosen, _ in found]).split(counts)]
        mean = [part.sum() for part in torch.cat([mean for _, mean in found]).split(counts)]
        loss, at = hidden.new_zeros((), dtype=torch.float32), 0
        for choice in batch:
            loss = loss - options.reference * torch.lerp(chosen[at], mean[at], options.smoothing)
            answers = range(at + 1, at + len(choice.pairs))
            q = (options.sharpness * torch.stack([chosen[i] / counts[i] for i in answers])).softmax(0)
            risk = (q * (1 - torch.tensor(choice.utilities, device=self.device))).sum()
            loss = loss + options.risk * counts[at] * risk
            at += len(choice.pairs)
        return loss


def likelihood(hidden: Tensor, embedding: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Of hidden states [n, size]: the log-probability of each label [n], and the mean of all pieces' [n]."""
    logits = (hidden @ embedding.T).float()
    total = logits.logsumexp(-1)
    return logits.gather(1, labels[:, None])[:, 0] - total, logits.mean(-1) - total


def take(answers: list[list[Any]], count: int, random_: random.Random) -> list[tuple[str, float]]:
    """So many of a source's answers, which are sorted: the best, the worst and some between, in order."""
    between = random_.sample(range(1, len(answers) - 1), max(0, min(count, len(answers)) - 2))
    return [(answers[i][0], answers[i][1]) for i in sorted([0, len(answers) - 1, *between])]


def group(choices: list[Choice], pieces: int) -> Iterator[list[Choice]]:
    """Choices of similar length together, each group at most `pieces` with its padding."""
    now: list[Choice] = []
    rows = 0
    for choice in sorted(choices, key=lambda choice: choice.width):
        if now and choice.width * (rows + len(choice.pairs)) > pieces:
            yield now
            now, rows = [], 0
        now.append(choice)
        rows += len(choice.pairs)
    if now:
        yield now


def read(path: Path) -> list[dict[str, Any]]:
    """The lines that sample.py wrote."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
