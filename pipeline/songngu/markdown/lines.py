"""A Markdown file translated on the spot, as `songngu translate` does."""

from __future__ import annotations

from collections.abc import Sequence

from songngu.errors import ReadError
from songngu.lines import Line, LineTranslator
from songngu.markdown.document import LONGEST, is_too_long
from songngu.markdown.english import English, to_english
from songngu.markdown.placing import Rendering


def translate_markdown(text: str, where: str, translator: LineTranslator) -> tuple[English, list[Line]]:
    """The English of a Markdown file, and its passages with their terms and issues.

    Raises ReadError for a paragraph that no Markdown parser should be given.
    """
    if is_too_long(text):
        mend = "Part it with a blank line, or translate it with --lines"
        raise ReadError(f"a paragraph has more than {LONGEST:,} characters", where=where, mend=mend)
    lines: list[Line] = []

    def translate(passages: Sequence[str]) -> list[Rendering]:
        translated = list(translator.translate(passages))
        lines.extend(translated)
        return [Rendering(vi=one.vi, en=one.en, sentences=one.sentences, terms=one.terms) for one in translated]

    return to_english(text, translate), lines
