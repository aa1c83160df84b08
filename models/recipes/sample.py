"""Draw several answers of a model to each source of the training text, and say how good each is: for risk.py.

    python models/recipes/sample.py --weights models/vi-en --data train.tsv --mix news=1 … --out answers.jsonl

A line of the output is one pair: its annotated source, its reference, the file it is of, and the different answers
with their utility, at most 1: the mean of sentence chrF++ and sentence BLEU against the reference, and `--obedience`
less for the share of the annotated targets that an answer doesn't have. chrF++ alone would reward longer answers.
The same command goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import torch
from sacrebleu.metrics import BLEU, CHRF
from torch import Tensor

import network
import weights
from model import MARKS, Prompt
from train import LONGEST, has_bfloat16, mixture, read

WORDS = (6, 70)  # of a reference: fewer say little, more take long
CHUNK = 768  # pairs sampled at once
CHRF_PP, SENTENCE_BLEU = CHRF(word_order=2), BLEU(effective_order=True)
TARGET = re.compile(f"{MARKS[1]}([^{MARKS[2]}]*){MARKS[2]}")


def main() -> None:
    """Sample until the pairs are done."""
    options = parse()
    rows = choose(options)
    done = count_whole_lines(options.out)
    sampler = Sampler(options)
    with options.out.open("a", encoding="utf-8") as out, ProcessPoolExecutor(1) as pool:
        for start in range(done, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            answers = sampler.sample([vi for vi, *_ in chunk])
            tasks = [(vi, en, found, options.obedience) for (vi, en, _), found in zip(chunk, answers, strict=True)]
            for (vi, en, name), scored in zip(chunk, pool.map(judge, tasks, chunksize=32), strict=True):
                line = {"vi": vi, "en": en, "name": name, "answers": scored}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            print(f"{start + len(chunk)} of {len(rows)} pairs", flush=True)


def count_whole_lines(path: Path) -> int:
    """The lines of a file that may not exist; what an interruption left of a last one is cut off."""
    if not path.exists():
        return 0
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if whole != data:
        path.write_bytes(whole)
    return whole.count(b"\n")


def choose(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """The pairs to sample, `--mix` of each file, in random order."""
    random_ = random.Random(options.seed)
    mix = mixture(options.mix)
    rows = []
    for path in options.data:
        for vi, en, *names in read(path):
            name = names[0] if names else "all"
            fits = WORDS[0] <= len(en.split()) <= WORDS[1]
            if fits and random_.random() < mix.get(name, mix.get("*", 0.0)):
                rows.append((vi, en, name))
    random_.shuffle(rows)
    return rows[: options.pairs or None]


class Sampler:
    """A model that answers at random, drawing each piece from the `--top` most probable ones."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(options.seed)
        self.options = options
        self.prompt = Prompt(options.weights / "spm.model")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = network.Network(*weights.read_model(options.weights)).to(device).eval()
        if has_bfloat16():
            self.model.bfloat16()

    def sample(self, sources: list[str]) -> list[list[str]]:
        """The different answers to each source, `--answers` at most."""
        count, pieces = self.options.answers, self.prompt.pieces
        prompts = [self.prompt.source(source) for source in sources]
        found = network.generate(
            self.model, prompts, end=self.prompt.eos, longest=LONGEST, answers=count, draw=self._draw
        )
        texts = [pieces.decode(answer).strip() for answer in found]
        return [list(dict.fromkeys(texts[at : at + count])) for at in range(0, len(texts), count)]

    def _draw(self, logits: Tensor) -> Tensor:
        values, indices = logits.float().topk(self.options.top, -1)
        chosen = (values / self.options.temperature).softmax(-1).multinomial(1)
        return indices.gather(1, chosen)


def judge(task: tuple[str, str, list[str], float]) -> list[tuple[str, float]]:
    """The answers to a source with their utility, best first."""
    source, reference, answers, obedience = task
    return sorted(((a, utility(source, reference, a, obedience)) for a in answers), key=lambda pair: -pair[1])


def utility(source: str, reference: str, answer: str, obedience: float) -> float:
    """How good an answer is, at most 1: 0.5 chrF++ + 0.5 BLEU, less for annotated targets that it doesn't have."""
    chrf = CHRF_PP.sentence_score(answer, [reference]).score
    bleu = SENTENCE_BLEU.sentence_score(answer, [reference]).score
    targets = TARGET.findall(source)
    missing = sum(target not in answer for target in targets) / max(1, len(targets))
    return round((chrf + bleu) / 200 - obedience * missing, 4)


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of weights, or a shipped model")
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--mix", nargs="*", default=["*"], metavar="NAME=SHARE", help="share of each file's pairs")
    parser.add_argument("--pairs", type=int, default=0, help="at most so many")
    parser.add_argument("--answers", type=int, default=8)
    parser.add_argument("--top", type=int, default=10, help="pieces that one is drawn from")
    parser.add_argument("--temperature", type=float, default=0.8)
    parser.add_argument("--obedience", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
