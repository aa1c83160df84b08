"""The model and its prompt, as training and export see them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import sentencepiece

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

    def source(self, text: str) -> list[int]:
        """The prompt of an annotated source."""
        body: list[int] = []
        for part in self._split.split(text):
            body += [self._marks[part]] if part in self._marks else self.pieces.encode(part)
        return [self.bos] + [self.fill] * (-(len(body) + 2) % FILL_TO) + body + [self.translate]

    def target(self, text: str) -> list[int]:
        """The answer the model is to learn."""
        return [*self.pieces.encode(text), self.eos]


def load_model(folder: Path) -> Any:
    """The model of a folder of weights (see weights.py), float32, output tied to the embedding."""
    from transformers import Gemma3ForCausalLM
    from transformers.models.gemma3 import Gemma3TextConfig

    config = json.loads((folder / "hf_config.json").read_text(encoding="utf-8"))
    model = Gemma3ForCausalLM(Gemma3TextConfig(**config))
    model.load_state_dict(weights.load(folder), strict=False)
    model.tie_weights()
    return model
