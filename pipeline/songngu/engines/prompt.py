"""Text to pieces and back for the embedded model: the prompt, inline annotations, a forced prefix."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

from songngu.engines.base import Request
from songngu.engines.card import PromptTokens, mending
from songngu.errors import ModelError

_WHITE = re.compile(r"\s+")


class PromptEncoder:
    """Builds prompts. Text that looks like a control piece stays text: SentencePiece never yields one from text.

    `controls` are the pieces that never stand for text. Raises ModelError where the tokenizer lacks one of `tokens`.
    """

    def __init__(self, model: bytes, tokens: PromptTokens, folder: Path) -> None:
        import sentencepiece

        try:
            self._pieces: Any = sentencepiece.SentencePieceProcessor(model_proto=model)
        except RuntimeError as error:
            what = f"not a SentencePiece model: {error}"
            raise ModelError(what, where=str(folder / "spm.model"), mend=mending(folder)) from error
        self.tokens = tokens
        self.vocabulary = [str(self._pieces.id_to_piece(i)) for i in range(self._pieces.get_piece_size())]
        self.controls = [piece for i, piece in enumerate(self.vocabulary) if self._pieces.is_control(i)]
        fill = [tokens.fill] if tokens.fill_to > 1 else []
        for token in (tokens.begin, tokens.translate, tokens.term, tokens.target, tokens.end, *fill):
            if token not in self.controls:
                what = f"the tokenizer has no control piece {token!r}: it isn't this model's"
                raise ModelError(what, where=str(folder / "spm.model"), mend=mending(folder))

    @property
    def eos(self) -> str:
        """The piece that ends a translation."""
        return self.vocabulary[int(self._pieces.eos_id())]

    def source(self, request: Request) -> list[str]:
        """The pieces of the source with its annotations; each run between markers is encoded on its own."""
        pieces: list[str] = []
        at = 0
        for annotation in request.annotations:
            start, end = annotation.span
            pieces += self.text(request.source[at:start], strip_left=at == 0)
            pieces += [self.tokens.term, *self.text(request.source[start:end])]
            pieces += [self.tokens.target, *self.text(_as_written(annotation.target)), self.tokens.end]
            at = end
        return pieces + self.text(request.source[at:], strip_left=at == 0, strip_right=True)

    def prompt(self, request: Request, following: int = 0) -> list[str]:
        """`begin FILL SOURCE translate`: with the pieces that follow, a multiple of `fill_to` pieces."""
        source = self.source(request)
        fill = -(len(source) + 2 + following) % self.tokens.fill_to
        return [self.tokens.begin, *[self.tokens.fill] * fill, *source, self.tokens.translate]

    def text(self, text: str, *, strip_left: bool = False, strip_right: bool = False) -> list[str]:
        """The pieces of plain text as the model was trained to see it: NFC, single spaces."""
        text = _WHITE.sub(" ", unicodedata.normalize("NFC", text))
        text = text.lstrip() if strip_left else text
        return self.verbatim(text.rstrip() if strip_right else text)

    def verbatim(self, text: str) -> list[str]:
        """The pieces of text as it is."""
        return list(self._pieces.encode(text, out_type=str))

    def continuation(self, prefix: str, target: str) -> tuple[list[str], list[str]]:
        """The pieces of `prefix` and of what follows it in `target`, cut as the model would write them."""
        head, whole = self.verbatim(prefix), self.verbatim(target)
        if whole[: len(head)] == head:
            return head, whole[len(head) :]
        return head, self.verbatim(target.removeprefix(prefix))

    def decode(self, pieces: list[str]) -> str:
        """The text of pieces."""
        return str(self._pieces.decode(pieces))


def _as_written(target: str) -> str:
    """The target with a space before it, as where the model is to write it, if it is in lower case.

    Without, the model joins some to the word before ("wasmistakenly"). Names were trained without, and stay so.
    """
    return f" {target}" if target[:1].islower() else target
