"""The model and its prompt, as training and export see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sentencepiece
import torch

import weights

MARKS = ("\ue001", "\ue002", "\ue003")  # of annotate.py: before a source form, before its target, after it
FILL_TO = 8  # prompts are filled to a multiple of this, so that many have one length and can be decoded together


class Prompt:
    """Text to ids: `<bos>`, fill, source, `<unused0>`; annotations in `<unused1>`…`<unused3>`. See model.toml."""

    def __init__(self, tokenizer: Path) -> None:
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
        self.bos, self.eos, self.pad = (self.pieces.piece_to_id(name) for name in ("<bos>", "<eos>", "<pad>"))
        unused = [self.pieces.piece_to_id(f"<unused{number}>") for number in range(5)]
        self.translate, self.fill = unused[0], unused[4]
        self._marks = dict(zip(MARKS, unused[1:4], strict=True))
        self._split = re.compile(f"([{''.join(MARKS)}])")

    def source(self, text: str, cut: Callable[[str], list[str]] = lambda part: [part]) -> list[int]:
        """The prompt of an annotated source; `cut` may divide text, whose parts are then encoded each by itself."""
        body: list[int] = []
        last = ""
        for part in self._split.split(text):
            if part in self._marks:
                body.append(self._marks[part])
            else:  # a target in lower case has a space before it, as the engine's prompts have
                parts = cut(f" {part}" if last == MARKS[1] and part[:1].islower() else part)
                body += [piece for each in parts for piece in self.pieces.encode(each)]
            last = part
        return [self.bos] + [self.fill] * (-(len(body) + 2) % FILL_TO) + body + [self.translate]

    def target(self, text: str) -> list[int]:
        """The answer the model is to learn."""
        return [*self.pieces.encode(text), self.eos]


def load_model(folder: Path) -> Any:
    """The model of a folder of weights (see weights.py) or a shipped model, float32, output tied to the embedding."""
    from transformers import Gemma3ForCausalLM
    from transformers.models.gemma3 import Gemma3TextConfig

    config, state = weights.read_model(folder)
    model = Gemma3ForCausalLM(Gemma3TextConfig(**config))
    load_state(model, state)
    return model


def load_state(model: Any, state: dict[str, torch.Tensor]) -> None:
    """Put weights into a transformers model; the output is the embedding again, so it has none of its own.

    Raises ValueError where a weight is missing or unknown.
    """
    missing, unknown = model.load_state_dict(state, strict=False)
    if unknown or set(missing) - {"lm_head.weight"}:
        raise ValueError(f"the weights are of another model: missing {missing}, unknown {unknown}")
    model.tie_weights()
