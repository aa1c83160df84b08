"""Hub models through transformers (extra `hub`): any family of families.FAMILIES, from a folder or the local cache."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from songngu.engines.base import Hypothesis, Request
from songngu.engines.families import Family, find_family
from songngu.engines.parts import split_request
from songngu.errors import ModelError
from songngu.settings import Settings

WEIGHTS = ("*.safetensors", "*.bin")


class TransformersEngine:
    """Translates with a hub model, one segment at a time: padding would let a batch change its members' results."""

    annotates = False
    unmarks = False

    def __init__(self, model: str, settings: Settings) -> None:
        self._name, self._beam = Path(model).name if Path(model).is_dir() else model, max(1, settings.beam)
        torch, transformers = _import_hub()
        folder = model_folder(model)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        with _as_model_error(folder):
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self.family: Family = find_family(config, _tokenizer_class(folder, self._tokenizer), self._name)
            kind = transformers.AutoModelForCausalLM if self.family.causal else transformers.AutoModelForSeq2SeqLM
            self._model: Any = kind.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()
        if settings.threads:
            torch.set_num_threads(settings.threads)
        if self.family.source_language:
            self._tokenizer.src_lang = self.family.source_language
            self._tokenizer.tgt_lang = self.family.target_language
        self._start = self._decoder_start(folder)
        self._weights = _hash_weights(folder)

    @property
    def signature(self) -> str:
        """Libraries, model, weights, family and decoding settings."""
        import torch
        import transformers

        libraries = f"transformers-{transformers.__version__},torch-{torch.__version__}"
        return f"{libraries}/{self._name}@{self._weights}/{self.family.name},beam={self._beam},float32"

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        """Translate each request; a source longer than the family's `max_source` tokens goes in parts."""
        return [self._translate(request, max(1, hypotheses)) for request in requests]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        """Give the mean log-probability of the tokens after the prefix, the end of the sentence not counted.

        A target that doesn't begin with its request's prefix is taken as what follows it. No tokens: 0.0.
        """
        return [self._score(request, target) for request, target in zip(requests, targets, strict=True)]

    def _translate(self, request: Request, count: int) -> tuple[Hypothesis, ...]:
        parts = split_request(request, self._measure, self.family.max_source)
        if not parts:
            return (Hypothesis(text=request.prefix, score=0.0),)
        found = [self._generate(part, count) for part in parts]
        joined: dict[str, Hypothesis] = {}
        for n in range(max(len(part) for part in found)):
            chosen = [part[min(n, len(part) - 1)] for part in found]
            text = " ".join(hypothesis.text for hypothesis in chosen)
            score = sum(hypothesis.score for hypothesis in chosen) / len(chosen)
            joined.setdefault(text, Hypothesis(text=text, score=score))
        return tuple(joined.values())

    def _measure(self, request: Request) -> int:
        return len(self._tokenizer(self.family.source_prefix + request.source).input_ids)

    def _generate(self, request: Request, count: int) -> list[Hypothesis]:
        import torch

        source, start = self._source(request), [*self._start, *self._target_ids(request.prefix.rstrip())]
        length = self._measure(request)
        row = torch.tensor([[*source, *start] if self.family.causal else source])
        inputs: dict[str, Any] = {"input_ids": row, "attention_mask": torch.ones_like(row)}
        if not self.family.causal:
            inputs["decoder_input_ids"] = torch.tensor([start])
        skip = row.shape[1] if self.family.causal else len(start)
        with torch.inference_mode():
            output = self._model.generate(
                **inputs,
                num_beams=max(self._beam, count),
                num_return_sequences=count,
                do_sample=False,
                max_new_tokens=2 * length + 32,
                forced_bos_token_id=None,
                bad_words_ids=self._bad_words(),
            )
        rows = [[t for t in ids[skip:].tolist() if t != self._tokenizer.pad_token_id] for ids in output]
        texts: dict[str, list[int]] = {}
        for ids in rows:
            texts.setdefault(self._text(request.prefix, ids), ids)
        scores = [self._mean(request, start, ids) for ids in texts.values()]
        pairs = zip(texts, scores, strict=True)
        return [Hypothesis(text=text, score=score) for text, score in pairs]

    def _source(self, request: Request) -> list[int]:
        text = self.family.source_prefix + " ".join(request.source.split())
        text += self.family.target if self.family.causal else ""
        # split_special_tokens: "</s>" or a language code in an article stays text.
        return list(self._tokenizer(text, split_special_tokens=not self.family.source_prefix.startswith("<")).input_ids)

    def _decoder_start(self, folder: Path) -> list[int]:
        """What the decoder begins with: its start token, the target language, what the model writes before a text."""
        if self.family.causal:
            return []
        start = self._model.generation_config.decoder_start_token_id
        start = self._model.config.pad_token_id if start is None else start
        language = self._tokenizer.convert_tokens_to_ids(self.family.target) if self.family.target else None
        if self.family.target and language in (None, self._tokenizer.unk_token_id):
            what = f"the tokenizer has no {self.family.target!r}: not a model for English of family {self.family.name}"
            raise ModelError(what, where=str(folder), mend="Give a model that translates into English")
        head = {"nothing": [start], "forced_bos": [start, language], "decoder_start": [language]}[self.family.target_by]
        return [*head, *self._target_ids(self.family.strip.rstrip())]

    def _target_ids(self, text: str) -> list[int]:
        if not text:
            return []
        given = {"text": text} if self.family.causal else {"text_target": text}
        return list(self._tokenizer(**given, add_special_tokens=False).input_ids)

    def _bad_words(self) -> list[list[int]] | None:
        unknown = self._tokenizer.unk_token_id
        return None if unknown is None else [[unknown]]

    def _text(self, prefix: str, ids: Sequence[int]) -> str:
        """The text of the tokens after the prefix, joined to it as the tokenizer would join them."""
        head = self._target_ids(prefix.rstrip())
        before = self._tokenizer.decode(head, skip_special_tokens=True)
        whole = self._tokenizer.decode([*head, *ids], skip_special_tokens=True)
        alone = self._tokenizer.decode(ids, skip_special_tokens=True)
        tail = str(whole[len(before) :] if whole.startswith(before) else alone).rstrip()
        if self.family.causal:  # a chat model may go on after the translation
            tail = (tail if prefix else tail.lstrip()).split("\n")[0].rstrip()
        if self.family.spaced_hyphens:
            tail = re.sub(r"(?<=\w) - (?=\w)", "-", tail)
        text = prefix.rstrip() + tail if prefix.strip() else tail.strip()
        return text if text.startswith(prefix) else prefix + tail.lstrip()

    def _score(self, request: Request, target: str) -> float:
        whole = target if target.startswith(request.prefix) else request.prefix + target
        head, ids = self._target_ids(request.prefix.rstrip()), self._target_ids(whole)
        tail = ids[len(head) :] if ids[: len(head)] == head else self._target_ids(whole[len(request.prefix) :])
        return self._mean(request, [*self._start, *head], tail)

    def _mean(self, request: Request, start: Sequence[int], ids: Sequence[int]) -> float:
        """The mean log-probability of `ids` after `start`, by one forward pass; the end token isn't counted."""
        import torch

        ends = {self._tokenizer.eos_token_id, self._tokenizer.pad_token_id}
        ids = [token for token in ids if token not in ends]
        if not ids:
            return 0.0
        source = self._source(request)
        with torch.inference_mode():
            if self.family.causal:
                logits = self._model(input_ids=torch.tensor([[*source, *start, *ids]])).logits[0]
            else:
                decoder = torch.tensor([[*start, *ids]])
                logits = self._model(input_ids=torch.tensor([source]), decoder_input_ids=decoder).logits[0]
            logs = torch.log_softmax(logits[-len(ids) - 1 : -1].float(), dim=-1)
        return min(0.0, float(logs[torch.arange(len(ids)), torch.tensor(ids)].mean()))


def model_folder(model: str) -> Path:
    """The folder of a model: `model` itself, or where the hub's cache on this computer has it. Nothing is downloaded.

    Raises ModelError with the command that fetches it.
    """
    folder = Path(model)
    if (folder / "config.json").is_file():
        return folder
    _import_hub()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        what = (
            f"the model {model!r} is neither a folder nor in this computer's hub cache; nothing is downloaded unasked"
        )
        raise ModelError(what, mend=f"Fetch it once, with a network: hf download {model}") from error


def _import_hub() -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ImportError as error:
        raise ModelError("hub models need torch and transformers", mend="pip install 'songngu[hub]'") from error
    return torch, transformers


@contextlib.contextmanager
def _as_model_error(folder: Path) -> Any:
    try:
        yield
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        what = f"transformers can't load the model: {error}"
        raise ModelError(what, where=str(folder), mend="Fetch all of its files again with `hf download`") from error


def _tokenizer_class(folder: Path, tokenizer: Any) -> str:
    """As the model's own files state it: transformers 5 loads several classes as one."""
    path = folder / "tokenizer_config.json"
    stated = json.loads(path.read_text(encoding="utf-8")).get("tokenizer_class") if path.is_file() else None
    return str(stated or type(tokenizer).__name__)


def _hash_weights(folder: Path) -> str:
    """sha256 over the weights and the configuration, streamed."""
    digest = hashlib.sha256()
    weights = next((found for pattern in WEIGHTS if (found := sorted(folder.glob(pattern)))), [])
    for path in [*weights, *sorted(folder.glob("*.json")), *sorted(folder.glob("*.model"))]:
        with path.open("rb") as file:
            digest.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
