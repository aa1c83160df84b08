"""What the Markdown round trip keeps: `python benchmarks/markdown.py [--documents 500] [--seed 0]`.

Documents of random pieces of markup; the English is the words of each sentence turned round, so that hardly anything
stays where it was. Printed: documents whose blocks, links, code or tags differ afterwards, blocks that had to be left
as they were, emphases lost, and the time without an engine.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence

from songngu.glossary.alignment import Aligner
from songngu.markdown.document import parse_markdown
from songngu.markdown.english import to_english
from songngu.markdown.placing import Rendering
from songngu.text.sentences import split_sentences

PIECES = [
    "Giá vàng", "tăng mạnh", "Hà Nội", "**", "*", "_", "`mã`", "`", "[Bộ Y tế](a.html)", "[liên kết][r]", "[r]", " ",
    "\n", "![ảnh chụp](i.png)", "\n\n", "  \n", "\\\n", "# ", "- ", "1. ", "> ", "| a | b |\n|---|---|\n| c | d |\n",
    "~~", "<b>", "</b>", "<br>", "<div>chữ</div>\n", "<https://a.vn>", "[^1]", "\n\n[r]: /u\n\n", "---\n", "```\n",
    "\n\n[^1]: Chú thích\n\n", "````\n", "    ", "\t", "&amp;", "\\*", "|", "(", ")", "[", "]", "!", ".", ", ", '"',
    "#", "+", "=", "5 * 3", "$", "<", ">", "&", "a_b", "\u00a0", "é",
]  # fmt: skip
EMPHASIS = {("em",), ("strong",), ("s",), ("html", "b")}


def turned(passages: Sequence[str]) -> list[Rendering]:
    """Each sentence with its words in reverse."""
    return [_turned(passage) for passage in passages]


def _turned(vi: str) -> Rendering:
    en, at = "", 0
    spans = []
    for sentence in split_sentences(vi):
        if bare := sentence.strip():
            words = " ".join(["The", *reversed(bare.split())])
            en += " " if en else ""
            start = at + sentence.index(bare)
            spans.append(((start, start + len(bare)), (len(en), len(en) + len(words))))
            en += words
        at += len(sentence)
    return Rendering(vi=vi, en=en, sentences=tuple(spans))


def outline(text: str) -> tuple[list[tuple[str, str]], Counter[tuple[str, ...]], int]:
    """The blocks in order with the code in them, the markup inside them but emphasis, and the number of emphases."""
    parsed = parse_markdown(text)
    code = ("fence", "code_block")
    tokens = parsed.parser.parse(text, {})
    signs = [item.sign for block in parsed.blocks for item in block.items if item.kind not in ("text", "soft")]
    emphases = sum(sign[: 2 if sign[0] == "html" else 1] in EMPHASIS for sign in signs)
    # An address in plain text takes in what new words are put beside it without a space.
    markup = Counter(s for s in signs if s[0] != "kept" and s[: 2 if s[0] == "html" else 1] not in EMPHASIS)
    return [(token.type, token.content if token.type in code else "") for token in tokens], markup, emphases


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    choose = random.Random(options.seed)
    aligner = Aligner()
    passages = differ = left = lost = 0
    seconds = 0.0
    for _ in range(options.documents):
        source = "".join(choose.choice(PIECES) for _ in range(choose.randint(1, 40)))
        start = time.process_time()
        english = to_english(source, turned, aligner)
        seconds += time.process_time() - start
        before, after = outline(source), outline(english.text)
        passages += sum(not passage.fixed for block in parse_markdown(source).blocks for passage in block.passages)
        differ += before[:2] != after[:2]
        left += sum(issue.severity == "error" for issue in english.issues)
        lost += (before[2] - after[2]) // 2
    print(f"{options.documents} documents, {passages} passages: {differ} documents differ, {left} blocks left as they")
    print(f"were, {lost} emphases lost; {1000 * seconds / max(1, passages):.1f} ms of CPU a passage")


if __name__ == "__main__":
    main()
