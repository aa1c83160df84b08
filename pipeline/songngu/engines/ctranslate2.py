"""The embedded decoder: a small language model fine-tuned to translate, int8, run by CTranslate2 on the CPU.

The prompt, in SentencePiece pieces, is `<bos> FILL SOURCE <unused0>`; the model goes on with `TARGET <eos>`. A term in
SOURCE is `<unused1>` source form `<unused2>` target form `<unused3>`; the model was trained to write the target form.
FILL brings a prompt to a multiple of the card's `fill_to` pieces. Only rows of one length are decoded together, for
then no result depends on its companions; filled, many rows have one length.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from songngu.engines.base import Hypothesis, PieceScore, Request
from songngu.engines.card import ModelCard, fingerprint, mending, read_card, read_files
from songngu.engines.guard import is_degenerate, is_short
from songngu.engines.parts import split_request
from songngu.engines.prompt import PromptEncoder
from songngu.errors import ModelError
from songngu.records import Record
from songngu.settings import Settings
from songngu.text.latin import has_vietnamese_letters

CONTEXT = 1024  # pieces of prompt and prefix; more than twice what the model was trained on
BATCH = 32  # rows at most in a batch, beams not counted
# Pieces of prompt, beams counted, in a batch. CTranslate2 4.8.5 keeps the keys and values of each head, though all
# heads of the embedded model share them: 147 KB a piece, copied at each step. 12 rows of beams or 128 were as fast.
BATCH_PIECES = 384
SCORED_TO = 16  # pieces of which a scored row has a multiple
SCORED_PIECES = 384  # in a batch that is scored: each has a float32 for every piece of the vocabulary, 177 KB


class Job(Record, frozen=True, kw_only=True):
    """One prompt on its way through the decoder; `prefix` are the pieces of the forced beginning.

    `source_pieces` counts the source with its annotations, without the control pieces around it.
    """

    prompt: list[str]
    prefix: list[str]
    prefix_text: str
    source_pieces: int
    unmarked: bool
    without: tuple[str, ...]

    @property
    def length(self) -> int:
        """The pieces that the decoder is given."""
        return len(self.prompt) + len(self.prefix)

    @property
    def limit(self) -> int:
        """The most pieces after the prefix: the same for all jobs of one length.

        Of the 1,007 pairs of VLSP 2020 dev, English has 0.76 pieces a Vietnamese one, 2.2 at the 99.9th percentile,
        and never more than 1.8 and 16 besides.
        """
        return 2 * self.length + 16


class Decoded(Record, frozen=True, kw_only=True):
    """One hypothesis of a job: the pieces after the prefix and their mean log-probability."""

    pieces: list[str]
    score: float


class CTranslate2Engine:
    """Translates with the embedded model. `retries` counts the segments that the guard had decoded again."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.card = read_card(folder)
        self.retries = 0
        self._beam = settings.beam
        files = read_files(folder, self.card)
        self._encoder = PromptEncoder(_take(files, "spm.model", folder), self.card.prompt, folder)
        self._generator = _load_generator(files, self._encoder.vocabulary, folder, settings.threads)
        self._suppressed = [[piece] for piece in self._encoder.controls if piece != self._encoder.eos]
        self._marked = [[piece] for piece in self._encoder.vocabulary if _may_mark(piece)]

    @property
    def signature(self) -> str:
        """Library, model, weights and decoding settings."""
        return sign(self.card, self._beam)

    unmarks = True

    @property
    def annotates(self) -> bool:
        """What the model's card says."""
        return self.card.annotates

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        """Translate each request; a source longer than the card's `max_source` pieces goes in parts.

        Raises ModelError for a source with a prefix that is too long for the model's context.
        """
        parts = [split_request(request, self._measure, self.card.max_source) for request in requests]
        jobs = [self._job(part) for of_request in parts for part in of_request]
        decoded = iter(zip(jobs, self._decode(jobs, max(1, hypotheses)), strict=True))
        results = []
        for request, of_request in zip(requests, parts, strict=True):
            pairs = [next(decoded) for _ in of_request]
            results.append(_join([self._texts(job, found) for job, found in pairs], request.prefix))
        return results

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        """Give the mean log-probability of the pieces after the prefix, the end of the sentence not counted.

        A target that doesn't begin with its request's prefix is taken as what follows it. No pieces: 0.0.
        """
        tails = self._score_tails(requests, targets)
        return [min(0.0, sum(scores) / len(scores)) if scores else 0.0 for _, scores in tails]

    def score_pieces(self, requests: Sequence[Request], targets: Sequence[str]) -> list[tuple[PieceScore, ...]]:
        """Give the pieces of each target with their offsets and log-probabilities; a prefix changes nothing."""
        whole = [msgspec.structs.replace(request, prefix="") for request in requests]
        return [
            tuple(PieceScore(self._measure_text(pieces[:n]), score) for n, score in enumerate(scores))
            for pieces, scores in self._score_tails(whole, targets)
        ]

    def _measure_text(self, pieces: list[str]) -> int:
        """Characters, not counting one that the pieces only begin."""
        return len(self._encoder.decode(pieces).rstrip("\ufffd"))

    def _score_tails(self, requests: Sequence[Request], targets: Sequence[str]) -> list[tuple[list[str], list[float]]]:
        """The pieces of each target after its request's prefix, and their log-probabilities."""
        rows: list[tuple[list[str], list[str]]] = []
        for request, target in zip(requests, targets, strict=True):
            whole = target if target.startswith(request.prefix) else request.prefix + target
            head, tail = self._encoder.continuation(request.prefix, whole)
            rows.append(([*self._encoder.prompt(request), *head, *tail], tail))
        # What stands behind the target can't change its probabilities: attention looks back only.
        filled = [[*pieces, *[self._encoder.eos] * (-len(pieces) % SCORED_TO)] for pieces, _ in rows]
        running = [
            pair
            for group in _grouped([len(pieces) for pieces in filled])
            for pair in zip(group, self._start_scoring([filled[i] for i in group]), strict=True)
        ]
        scores: list[list[float]] = [[] for _ in rows]
        for i, future in running:
            pieces, tail = rows[i]
            end = len(pieces) - 1  # the first piece has no probability
            scores[i] = list(future.result().log_probs[end - len(tail) : end])
        return [(tail, each) for (_, tail), each in zip(rows, scores, strict=True)]

    def _start_scoring(self, rows: list[list[str]]) -> list[Any]:
        size = max(1, min(BATCH, SCORED_PIECES // len(rows[0])))
        found: list[Any] = self._generator.score_batch(rows, max_batch_size=size, max_input_length=0, asynchronous=True)
        return found

    def _measure(self, request: Request) -> int:
        return len(self._encoder.source(request))

    def _job(self, request: Request) -> Job:
        prefix = self._encoder.verbatim(request.prefix.rstrip())
        prompt = self._encoder.prompt(request, following=len(prefix))
        if len(prompt) + len(prefix) > CONTEXT:
            what = f"{len(prompt)} pieces of source and {len(prefix)} of prefix don't fit the model's {CONTEXT}"
            raise ModelError(what, where=self.card.name, mend="Give a shorter segment, or no prefix: then it is split")
        return Job(
            prompt=prompt,
            prefix=prefix,
            prefix_text=request.prefix,
            source_pieces=self._measure(request),
            unmarked=request.unmarked,
            without=request.without,
        )

    def _decode(self, jobs: Sequence[Job], count: int) -> list[list[Decoded]]:
        """Decode; what looks degenerate goes once more, forbidden to repeat itself or to stop early."""
        results = [_sound(job, found) for job, found in zip(jobs, self._generate(jobs, count), strict=True)]
        again = [i for i, found in enumerate(results) if not found.sound]
        self.retries += len(again)
        for early in (True, False):
            chosen = [i for i in again if results[i].short is early]
            options: dict[str, Any] = {"no_repeat_ngram_size": 4, "disable_unk": True}
            retried = self._generate([jobs[i] for i in chosen], count, early=early, **options)
            for i, found in zip(chosen, retried, strict=True):
                second = _sound(jobs[i], found)
                results[i] = second if second.sound or not early else results[i]
        return [found.hypotheses for found in results]

    def _generate(self, jobs: Sequence[Job], count: int, *, early: bool = False, **options: Any) -> list[list[Decoded]]:
        """Decode jobs in batches of one length. `early`: those that stopped early, which must write half as much."""
        running: list[tuple[int, Any]] = []
        beam = max(self._beam, count)
        shortest = [job.source_pieces // 2 if early else 0 for job in jobs]
        alike = [(job.length, least, job.unmarked, job.without) for job, least in zip(jobs, shortest, strict=True)]
        for group in _grouped(alike):
            first = jobs[group[0]]
            running += zip(
                group,
                self._generator.generate_batch(
                    [[*jobs[i].prompt, *jobs[i].prefix] for i in group],
                    max_batch_size=max(1, min(BATCH, BATCH_PIECES // (beam * first.length))),
                    asynchronous=True,
                    beam_size=beam,
                    num_hypotheses=count,
                    length_penalty=self.card.length_penalty,
                    max_length=first.limit,
                    min_length=shortest[group[0]],
                    suppress_sequences=[
                        *self._suppressed,
                        *(self._marked if first.unmarked else ()),
                        # A sentence begins without the space.
                        *(self._encoder.verbatim(start + word) for word in first.without for start in (" ", "")),
                    ],
                    include_prompt_in_result=False,
                    return_scores=True,
                    **options,
                ),
                strict=True,
            )
        decoded: list[list[Decoded]] = [[] for _ in jobs]
        for i, future in running:
            result = future.result()
            pairs = zip(result.sequences, result.scores, strict=True)
            decoded[i] = [Decoded(pieces=list(pieces), score=self._mean(score, len(pieces))) for pieces, score in pairs]
        return decoded

    def _mean(self, score: float, count: int) -> float:
        """CTranslate2's score is the sum of log-probabilities over count ** length_penalty."""
        return min(0.0, score * float(max(1, count) ** (self.card.length_penalty - 1)))

    def _texts(self, job: Job, found: Sequence[Decoded]) -> list[Hypothesis]:
        """The texts, prefix first. White space at its end wasn't given to the model, which begins words with it."""
        head, bare = self._encoder.decode(job.prefix), job.prefix_text.rstrip()
        hypotheses = []
        for decoded in found:
            whole = self._encoder.decode([*job.prefix, *decoded.pieces]).rstrip()
            tail = whole[len(head) :] if whole.startswith(head) else self._encoder.decode(decoded.pieces)
            text = tail.strip() if not bare else bare + tail
            if not text.startswith(job.prefix_text):
                text = job.prefix_text + tail.lstrip()
            hypotheses.append(Hypothesis(text=text, score=decoded.score))
        return hypotheses


class _Sound(Record, frozen=True, kw_only=True):
    """The hypotheses of a job that look right, or all of them where none does."""

    hypotheses: list[Decoded]
    sound: bool
    short: bool


def sign(card: ModelCard, beam: int) -> str:
    """The signature of a model's engine, which its card tells without the weights being read."""
    decoding = f"beam={beam},length_penalty={card.length_penalty},fill_to={card.prompt.fill_to},int8"
    return f"ctranslate2-{version('ctranslate2')}/{card.name}@{fingerprint(card.sha256)}/{decoding}"


def _sound(job: Job, found: list[Decoded]) -> _Sound:
    head = job.prefix
    kept = [d for d in found if not is_degenerate([*head, *d.pieces], job.source_pieces, len(head) + job.limit)]
    short = not kept and is_short([*head, *found[0].pieces], job.source_pieces)
    return _Sound(hypotheses=kept or found, sound=bool(kept), short=short)


def _join(parts: Sequence[Sequence[Hypothesis]], prefix: str) -> tuple[Hypothesis, ...]:
    """Join the n-th hypotheses of the parts of a source; a part that has fewer gives its best. All different."""
    if not parts:
        return (Hypothesis(text=prefix, score=0.0),)
    joined: dict[str, Hypothesis] = {}
    for n in range(max(len(part) for part in parts)):
        chosen = [part[n] if n < len(part) else part[0] for part in parts]
        text = " ".join(hypothesis.text for hypothesis in chosen if hypothesis.text)
        score = sum(hypothesis.score for hypothesis in chosen) / len(chosen)
        joined.setdefault(text, Hypothesis(text=text, score=score))
    return tuple(joined.values())


def _grouped(keys: Sequence[Any]) -> list[list[int]]:
    """Indices with the same key together, longest first: the last batch to finish is then a short one."""
    groups: dict[Any, list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    return [groups[key] for key in sorted(groups, reverse=True)]


def _take(files: dict[str, bytes], name: str, folder: Path) -> bytes:
    try:
        return files.pop(name)
    except KeyError as error:
        raise ModelError(
            f"the card doesn't list {name}", where=str(folder / "model.toml"), mend=mending(folder)
        ) from error


_FIRST_BYTES = frozenset(f"<0x{byte:02X}>" for byte in (0xC4, 0xC5, 0xC6, 0xE1))  # of đ, ũ, ơ, ạ in UTF-8


def _may_mark(piece: str) -> bool:
    """Whether a piece has a letter of Vietnamese, or a mark that makes one of the letter before it, or begins one."""
    return has_vietnamese_letters(piece) or any(map(unicodedata.combining, piece)) or piece in _FIRST_BYTES


def _load_generator(files: dict[str, bytes], vocabulary: list[str], folder: Path, threads: int) -> Any:
    """Load the weights from memory. Raises ModelError for another tokenizer or a file CTranslate2 can't read."""
    import ctranslate2

    if json.loads(_take(dict(files), "vocabulary.json", folder)) != vocabulary:
        what = "vocabulary.json and spm.model don't belong together: the wrong tokenizer"
        raise ModelError(what, where=str(folder / "spm.model"), mend=mending(folder))
    try:
        return ctranslate2.Generator(
            folder.name,
            device="cpu",
            files=files,
            compute_type="int8",
            # One batch a core, not one batch on all cores: a step is 18 layers of small matrices, too small to share.
            inter_threads=threads or _cores(),
            intra_threads=1,
        )
    except RuntimeError as error:
        what = f"CTranslate2 {ctranslate2.__version__} can't load the model: {error}"
        raise ModelError(what, where=str(folder), mend="Use the songngu version that the model came with") from error


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
