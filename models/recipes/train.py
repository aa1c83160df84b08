"""Fine-tune the embedded model on annotated parallel text, on a CPU or one GPU; stop and go on at any time.

    python models/recipes/train.py --weights FOLDER --data train.tsv … --dev dev.tsv … --work FOLDER --hours 2

`--data` is what annotate.py writes; where it has several files, each pass over the text takes the next one, so that a
sentence comes back with other terms. With names in the third column (`--names`), `--mix` and `--last-mix` say how often
each file of the corpus is seen: news=3 thrice, bible=0.2 a fifth, 0 never. The last part of the run sees the last mix.

The loss is on the target only, with label smoothing; dropout on each layer's two outputs; AdamW; the learning rate
rises over the first twentieth of `--hours` (time, whatever else runs) or `--steps` and falls linearly to nothing.
With `--r-drop`, each pair goes through twice and the two answers are drawn together (Liang et al. 2021,
https://arxiv.org/abs/2106.14448).

The checkpoint in `--work` has the optimiser and the place in the data, so the same command goes on where it stopped; a
file `stop` in the folder ends it cleanly. The log has the loss on the first lines of each dev file, nats a piece, and
chrF++ if asked; a dev file with annotations beside one without shows both.
"""

from __future__ import annotations

import argparse
import lzma
import math
import multiprocessing
import os
import random
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

import network
import weights
from model import MARKS, Prompt

Row = tuple[str, str]
Pair = tuple[list[int], list[int]]
CHUNK = 12_000  # pairs drawn at once, whose batches are sorted by length, then shuffled
LONGEST = 420  # pieces of prompt and target together
WIDTHS = 8  # rows are padded to a multiple of this
LOGITS = 8192  # rows of logits computed at once
WARM_UP = 0.05  # share of the run
IGNORED = -100
PLACE = ("step", "seen", "chunk", "batch", "part", "spent")  # where a run stands, in its checkpoint


def main() -> None:
    """Train until the time or the steps are over or `stop` appears."""
    options = parser().parse_args()
    prepare(options)
    Trainer(options, Corpus(options)).run()


def prepare(options: argparse.Namespace) -> None:
    """Make the folder of a run, and set what torch keeps for a process."""
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_flush_denormal(True)
    torch.backends.cuda.matmul.allow_tf32 = True
    if options.threads:
        torch.set_num_threads(options.threads)


class Corpus:
    """The pairs of each file of the corpus in one or more annotations, and the order in which they are seen."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.prompt = Prompt(options.weights / "spm.model")
        self.files: dict[str, list[list[Row]]] = {}
        for path in options.data:
            version: dict[str, list[Row]] = {}
            for vi, en, *name in read(path):
                version.setdefault(name[0] if name else "all", []).append((vi, en))
            for name_, rows in version.items():
                self.files.setdefault(name_, []).append(rows)

    def size(self) -> int:
        """The number of pairs."""
        return sum(len(versions[0]) for versions in self.files.values())

    def batches(self, chunk: int, part: int) -> Iterator[list[Pair]]:
        """The batches of a chunk under the mix of a part of the run (0 or 1); the same for the same arguments."""
        random_ = random.Random(f"{self.options.seed} {chunk}")
        mix = mixture(self.options.last_mix if part and self.options.last_mix else self.options.mix)
        shares = {name: mix.get(name, mix.get("*", 1.0)) * len(rows[0]) for name, rows in self.files.items()}
        names = random_.choices(list(shares), list(shares.values()), k=CHUNK)
        rows = [random_.choice(self.files[name][chunk % len(self.files[name])]) for name in names]
        pairs = [self._encode(*vary(row, rows, random_, self.options.vary), random_) for row in rows]
        groups = list(
            group([pair for pair in pairs if len(pair[0]) + len(pair[1]) < LONGEST], self.options.step_pieces)
        )
        random_.shuffle(groups)
        yield from groups

    def _encode(self, vi: str, en: str, random_: random.Random) -> Pair:
        share = self.options.cuts if random_.random() < 0.25 else 0.0
        return self.prompt.source(vi, lambda text: cut(text, random_, share)), self.prompt.target(en)


def cut(text: str, random_: random.Random, share: float) -> list[str]:
    """Divide text before this share of its characters, so that rare cuts of words are learnt too.

    The effect of BPE-dropout (Provilkov et al. 2020, https://aclanthology.org/2020.acl-main.170/), repeatably.
    """
    if not share:
        return [text]
    places = [at for at in range(1, len(text)) if random_.random() < share]
    return [text[start:end] for start, end in pairwise([0, *places, len(text)])]


CORPUS: list[Any] = []  # of the process that reads ahead


def remember(corpus: Any) -> None:
    """Give the process that reads ahead its corpus."""
    CORPUS[:] = [corpus]


def read_chunk(chunk: int, part: int) -> list[Any]:
    """The batches of a chunk, in the process that reads ahead."""
    return list(CORPUS[0].batches(chunk, part))


def vary(row: Row, others: list[Row], random_: random.Random, share: float) -> Row:
    """Now and then two or three pairs as one, a source without its diacritics, or English to be left as it is."""
    vi, en = row
    if random_.random() >= share:
        return row
    kind = random_.choices(("joined", "bare", "english"), (8, 2, 1))[0]
    if kind == "joined":
        more = [random_.choice(others) for _ in range(random_.choice((1, 1, 2)))]
        return " ".join([vi, *(v for v, _ in more)]), " ".join([en, *(e for _, e in more)])
    if any(mark in vi for mark in MARKS):
        return row
    if kind == "bare":
        plain = "".join(c for c in unicodedata.normalize("NFD", vi) if not unicodedata.combining(c))
        return plain.replace("đ", "d").replace("Đ", "D"), en
    return en, en


class Trainer:
    """A model, its optimiser and its place in the data: a Corpus, or another class with its methods."""

    def __init__(self, options: argparse.Namespace, corpus: Any) -> None:
        torch.manual_seed(options.seed)
        self.options = options
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.corpus = corpus
        self.model = network.Network(*weights.read_model(options.weights))
        self.model.to(self.device).train()
        self.model.dropout = options.dropout
        self.answer_loss = answer_loss
        if options.compile:
            self.model.block = torch.compile(network.block, dynamic=True)
            self.answer_loss = torch.compile(answer_loss, dynamic=True)
        self.optimiser = adam(self.model, options.rate)
        self.dev = {path.stem: self._dev(path) for path in options.dev}
        self.step = self.seen = self.chunk = self.batch = self.part = 0
        self.spent = 0.0  # seconds of training, over all its runs
        self.checkpoint = options.work / "last.pt"
        if self.checkpoint.exists():
            self.load(torch.load(self.checkpoint, map_location=self.device))

    def run(self) -> None:
        """Train, saving every `--save-minutes`."""
        print(f"{self.corpus.size()} pairs; {self.report()}", flush=True)
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork"), remember, (self.corpus,)) as pool:
            self._train(pool)
        self.save()
        print(self.report(), flush=True)

    def _train(self, pool: ProcessPoolExecutor) -> None:
        """Learn batch after batch, while another process encodes the next chunk."""
        began, before, saved = time.monotonic(), self.spent, time.monotonic()
        total, steps = torch.zeros((), device=self.device), 0
        ahead = pool.submit(read_chunk, self.chunk, self.part)
        while True:
            batches = ahead.result()
            next_part = int(self.progress() >= self.options.last_from)
            ahead = pool.submit(read_chunk, self.chunk + 1, next_part)
            for batch in batches[self.batch :]:
                total, steps = total + self._learn(batch), steps + 1
                self.batch += 1
                self.spent = before + time.monotonic() - began
                if self.step % self.options.log_steps == 0:
                    hours, mean = self.spent / 3600, total.item() / steps
                    print(f"step {self.step} pairs {self.seen} loss {mean:.3f} hours {hours:.3f}", flush=True)
                    total, steps = torch.zeros((), device=self.device), 0
                if self.progress() >= 1 or (self.options.work / "stop").exists():
                    return
                if time.monotonic() - saved > self.options.save_minutes * 60:
                    self.save()
                    saved = time.monotonic()
                    print(self.report(), flush=True)
            self.chunk, self.batch, self.part = self.chunk + 1, 0, next_part

    def progress(self) -> float:
        """How much of the run is done, 0 to 1."""
        if self.options.steps:
            return self.step / self.options.steps
        return self.spent / (self.options.hours * 3600)

    def save(self) -> None:
        """Write the checkpoint beside its place, then move it there."""
        temporary = self.checkpoint.with_suffix(".new")
        state: dict[str, Any] = {"model": self.model.state(), "opt": self.optimiser.state_dict()}
        place = {name: getattr(self, name) for name in PLACE}
        torch.save(state | place | {"random": self._random_state()}, temporary)
        os.replace(temporary, self.checkpoint)

    def load(self, saved: dict[str, Any]) -> None:
        """Go on from a checkpoint."""
        for name, parameter in self.model.state().items():
            parameter.copy_(saved["model"][name])
        self.optimiser.load_state_dict(saved["opt"])
        for name in PLACE:
            setattr(self, name, saved[name])
        torch.set_rng_state(saved["random"][0].cpu())
        if self.device == "cuda":
            torch.cuda.set_rng_state(saved["random"][1].cpu())

    def _random_state(self) -> list[Tensor]:
        return [torch.get_rng_state(), *([torch.cuda.get_rng_state()] if self.device == "cuda" else [])]

    @torch.no_grad()
    def report(self) -> str:
        """The loss on each dev file, without smoothing and dropout."""
        self.model.eval()
        found = []
        for name, groups in self.dev.items():
            sums = [self._loss(part, 0.0) for part in groups]
            found.append(f"{name} {sum(float(loss) for loss, _ in sums) / max(1, sum(n for _, n in sums)):.4f}")
            if self.options.chrf_lines:
                found.append(f"chrF++ {self._chrf(groups):.1f}")
        self.model.train()
        return f"dev loss at step {self.step}: " + ", ".join(found)

    def _chrf(self, groups: list[list[Pair]]) -> float:
        """chrF++ of greedy answers to the first `--chrf-lines` pairs, shorter ones first."""
        from sacrebleu.metrics import CHRF

        prompt, pairs = self.corpus.prompt, [pair for some in groups for pair in some][: self.options.chrf_lines]
        with torch.autocast(self.device, torch.bfloat16, enabled=self.options.bfloat16):
            answers = network.generate(self.model, [source for source, _ in pairs], end=prompt.eos, longest=LONGEST)
        texts = [prompt.pieces.decode(answer) for answer in answers]
        return float(CHRF(word_order=2).corpus_score(texts, [[prompt.pieces.decode(t[:-1]) for _, t in pairs]]).score)

    def _dev(self, path: Path) -> list[list[Pair]]:
        rows = [(vi, en) for vi, en, *_ in read(path)][: self.options.dev_lines]
        pairs = [(self.corpus.prompt.source(vi), self.corpus.prompt.target(en)) for vi, en in rows]
        return list(group(pairs, self.options.part_pieces))

    def _learn(self, batch: list[Pair]) -> Tensor:
        """One step: the gradient of the whole batch, gathered over parts that fit the memory."""
        pieces = sum(len(target) for _, target in batch)
        total = torch.zeros((), device=self.device)
        for part in group(batch, self.options.part_pieces):
            loss, _ = self._loss(part, self.options.smoothing, self.options.r_drop)
            (loss / pieces).backward()
            total += loss.detach()
        self._move(len(batch))
        return total / pieces

    def _move(self, seen: int) -> None:
        """Let the optimiser go down the gradient of so many pairs."""
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        rate = self.options.rate * min(1.0, self.progress() / WARM_UP) * max(0.0, 1 - self.progress())
        for each in self.optimiser.param_groups:
            each["lr"] = rate
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.seen += seen

    def _loss(self, batch: list[Pair], smoothing: float, r_drop: float = 0.0) -> tuple[Tensor, int]:
        """The summed loss on the targets and their number of pieces."""
        with torch.autocast(self.device, torch.bfloat16, enabled=self.options.bfloat16):
            hidden, labels = self._hidden([*batch, *batch] if r_drop else batch)
            half = len(labels) // 2 if r_drop else 0
            loss = hidden.new_zeros((), dtype=torch.float32)
            for start in range(0, half or len(labels), LOGITS):
                end = min(start + LOGITS, half or len(labels))
                second = hidden[half + start : half + end] if half else None
                arguments = (hidden[start:end], second, self.model.embedding, labels[start:end], smoothing, r_drop)
                loss = loss + checkpoint(self.answer_loss, *arguments, use_reentrant=False)
        return loss, half or len(labels)

    def _hidden(self, batch: list[Pair]) -> tuple[Tensor, Tensor]:
        """The hidden states from which the pieces of all targets are told, one after another, and these pieces.

        Padding stands on the right and no mask is given: under causal attention it can't change what stands before.
        """
        width = -(-max(len(source) + len(target) for source, target in batch) // WIDTHS) * WIDTHS
        inputs = torch.full((len(batch), width), self.corpus.prompt.pad)
        labels = torch.full((len(batch), width), IGNORED)
        for row, (source, target) in enumerate(batch):
            end = len(source) + len(target)
            inputs[row, :end] = torch.tensor(source + target)
            labels[row, len(source) : end] = torch.tensor(target)
        inputs = inputs.to(self.device, non_blocking=True)
        kept = torch.nonzero(labels[:, 1:].flatten() != IGNORED).flatten().to(self.device, non_blocking=True)
        labels = labels[:, 1:].flatten().to(self.device, non_blocking=True)[kept]
        return self.model(inputs)[:, :-1].flatten(0, 1)[kept], labels


def answer_loss(
    hidden: Tensor, second: Tensor | None, embedding: Tensor, labels: Tensor, smoothing: float, r_drop: float
) -> Tensor:
    """The loss of hidden states [n, size]; with a second pass, the mean of both and how far apart their answers are."""
    logits = (hidden @ embedding.T).float()
    loss = functional.cross_entropy(logits, labels, label_smoothing=smoothing, reduction="sum")
    if second is None:
        return loss
    other = (second @ embedding.T).float()
    loss = (loss + functional.cross_entropy(other, labels, label_smoothing=smoothing, reduction="sum")) / 2
    one, two = logits.log_softmax(-1), other.log_softmax(-1)
    return loss + r_drop / 4 * ((one.exp() - two.exp()) * (one - two)).sum()  # the divergence, in both directions


def mixture(parts: list[str]) -> dict[str, float]:
    """Read NAME=TIMES arguments; `*` is every file that isn't named."""
    return {name: float(times or 1) for name, _, times in (part.partition("=") for part in parts)}


def group(pairs: list[Pair], pieces: int) -> Iterator[list[Pair]]:
    """Pairs of similar length together, each group at most `pieces` with its padding."""
    now: list[Pair] = []
    width = 0
    for pair in sorted(pairs, key=lambda pair: len(pair[0]) + len(pair[1])):
        length = math.ceil((len(pair[0]) + len(pair[1])) / WIDTHS) * WIDTHS
        if now and max(width, length) * (len(now) + 1) > pieces:
            yield now
            now, width = [], 0
        now.append(pair)
        width = max(width, length)
    if now:
        yield now


def adam(model: nn.Module, rate: float) -> torch.optim.AdamW:
    """AdamW with weight decay on matrices only."""
    matrices = [weight for weight in model.parameters() if weight.ndim >= 2]
    vectors = [weight for weight in model.parameters() if weight.ndim < 2]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)


def read(path: Path) -> list[list[str]]:
    """The rows of a .tsv or .tsv.xz file."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    return [row for row in (line.split("\t") for line in text.split("\n")) if len(row) > 1]


def has_bfloat16() -> bool:
    """Whether a GPU is there, or a processor that multiplies bfloat16 itself; others are faster with float32."""
    able = torch.cpu.get_capabilities()
    return torch.cuda.is_available() or any(able.get(name, False) for name in ("amx_bf16", "avx512_bf16"))


def parser(about: str | None = __doc__) -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of weights, or a shipped model")
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--steps", type=int, default=0, help="instead of --hours")
    parser.add_argument("--mix", nargs="*", default=[], metavar="NAME=TIMES")
    parser.add_argument("--last-mix", nargs="*", default=[], metavar="NAME=TIMES")
    parser.add_argument("--last-from", type=float, default=0.6, help="share of the run after which the last mix begins")
    parser.add_argument("--rate", type=float, default=6e-5, help="highest learning rate; for steps of 4096 pieces")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--cuts", type=float, default=0.02, help="of the characters of a quarter of the sources")
    parser.add_argument("--r-drop", type=float, default=0.0)
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--vary", type=float, default=0.1, help="share of pairs that `vary` may change")
    parser.add_argument("--step-pieces", type=int, default=4096, help="pieces of a step, padding included")
    parser.add_argument("--part-pieces", type=int, default=2112, help="pieces computed at once")
    parser.add_argument("--save-minutes", type=float, default=8)
    parser.add_argument("--log-steps", type=int, default=10)
    parser.add_argument("--dev-lines", type=int, default=160)
    parser.add_argument("--chrf-lines", type=int, default=0, help="pairs of each dev file to translate for chrF++")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=has_bfloat16(),
                        help="by default where the processor, or a GPU, multiplies such numbers itself")  # fmt: skip
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=False)
    return parser


if __name__ == "__main__":
    main()
