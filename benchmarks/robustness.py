"""What shapes of text do to a translation: capitals, lost marks, lists, quotes, fragments, sentences without an end.

    python benchmarks/robustness.py PAIRS.tsv [--lines N] [--model NAME] [--only SHAPE …]

Each pair's source is given in each shape, with the shipped glossary, as `songngu translate` does it. For each shape it
prints chrF++ against the reference (letters of any case alike), and how many of the lines came out empty, repeat
themselves, have lost a part, are much too long, or have marks that only the model should see; and how many segments the
decoder's guard had decoded again. The first shape is the text as it is, to compare with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock

import click
from sacrebleu.metrics import CHRF

from songngu import lines
from songngu.engines import load_engine
from songngu.evaluate import Pair, read_pairs
from songngu.lines import LineTranslator
from songngu.settings import Settings
from songngu.text.fidelity import SourceText, count_words
from songngu.text.latin import fold_marks

LONG = 200  # words of a sentence without an end
INVENTED = 2.2  # English words for each syllable above which something must have been added
MARKS = ("<unused", "</s>", "<s>", "<bos>", "<eos>", "<pad>", "▁", "\ufffd")
ENGLISH = ("(according to the latest annual report)", "“We will keep working on it”,", "- breaking news -")


def as_it_is(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs themselves."""
    return list(pairs)


def _shaped(shape: Callable[[str], str]) -> Callable[[Sequence[Pair]], list[Pair]]:
    return lambda pairs: [Pair(source=shape(pair.source), reference=pair.reference) for pair in pairs]


def _no_end(text: str) -> str:
    return text.rstrip(" .!?…”\"'")


def _with_english(pairs: Sequence[Pair]) -> list[Pair]:
    """English words in the middle of the Vietnamese, between two words."""
    mixed = []
    for number, pair in enumerate(pairs):
        words, english = pair.source.split(), ENGLISH[number % len(ENGLISH)]
        half = len(words) // 2
        source = " ".join([*words[:half], english, *words[half:]])
        mixed.append(Pair(source=source, reference=f"{pair.reference} {english}"))
    return mixed


def _halves(pairs: Sequence[Pair]) -> list[Pair]:
    """The first half of each sentence, cut between two words; of its English nothing is known."""
    words = (pair.source.split() for pair in pairs)
    return [Pair(source=" ".join(each[: len(each) // 2]), reference="") for each in words]


def _first_words(pairs: Sequence[Pair]) -> list[Pair]:
    """One word."""
    return [Pair(source=pair.source.split()[0], reference="") for pair in pairs]


def _endless(pairs: Sequence[Pair]) -> list[Pair]:
    """Sentences of 200 words and more: many, joined by commas."""
    return [
        Pair(source=", ".join(_no_end(pair.source) for pair in some), reference=" ".join(p.reference for p in some))
        for some in _gathered(pairs)
    ]


def _gathered(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    some: list[Pair] = []
    for pair in pairs:
        some.append(pair)
        if sum(len(each.source.split()) for each in some) >= LONG:
            yield some
            some = []


SHAPES: dict[str, Callable[[Sequence[Pair]], list[Pair]]] = {
    "as it is": as_it_is,
    "ALL CAPITALS": _shaped(str.upper),
    "no capitals": _shaped(str.lower),
    "no marks": _shaped(fold_marks),
    "marks apart (NFD)": _shaped(lambda text: unicodedata.normalize("NFD", text)),
    "no full stop": _shaped(_no_end),
    "list item": _shaped(lambda text: f"- {_no_end(text)};"),
    "numbered": _shaped(lambda text: f"3. {text}"),
    "quotation": _shaped(lambda text: f"“{text}”"),
    "spaces between": _shaped(lambda text: text.replace(" ", "  ")),
    "English inside": _with_english,
    "200 words": _endless,
    "first half": _halves,
    "one word": _first_words,
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lines", "most", type=int, default=40, show_default=True, help="The first N lines only.")
@click.option("--model", default="vi-en", show_default=True)
@click.option("--only", multiple=True, type=click.Choice(list(SHAPES)), help="These shapes, and the text as it is.")
@click.option("--show", is_flag=True, help="Print the lines that something is wrong with.")
def main(file: Path, most: int, model: str, only: tuple[str, ...], show: bool) -> None:
    """Print a line for each shape."""
    pairs = read_pairs(file, most)
    settings = Settings(model=model)
    engine = load_engine(settings)
    with mock.patch.object(lines, "load_engine", return_value=engine):
        translator = LineTranslator(settings)
    for name, shape in SHAPES.items():
        if only and name not in {*only, "as it is"}:
            continue
        shaped, before = shape(pairs), getattr(engine, "retries", 0)
        english = [line.en for line in translator.translate(pair.source for pair in shaped)]
        faults = [_fault(pair.source, text) for pair, text in zip(shaped, english, strict=True)]
        retries = getattr(engine, "retries", 0) - before
        click.echo(_describe(name, shaped, english, [fault for fault in faults if fault], retries))
        for pair, text, fault in zip(shaped, english, faults, strict=True):
            if show and fault:
                click.echo(f"    {fault}\n      {pair.source}\n      {text}")


def _fault(source: str, english: str) -> str:
    """What is wrong with a translation by its shape alone, "" for nothing."""
    text = SourceText(unicodedata.normalize("NFC", source))
    if not english.strip():
        return "empty"
    if any(mark in english for mark in MARKS):
        return "marks"
    if text.find_loop(english):
        return "repeats"
    if text.find_loss(english):
        return "lost a part"
    return "too long" if count_words(english) > INVENTED * max(4, text.words) else ""


def _describe(name: str, pairs: Sequence[Pair], english: Sequence[str], faults: Sequence[str], retries: int) -> str:
    known = [(text, pair.reference) for pair, text in zip(pairs, english, strict=True) if pair.reference]
    score = "     "
    if known:
        hypotheses, references = zip(*known, strict=True)
        metric = CHRF(word_order=2, lowercase=True)
        score = f"{metric.corpus_score(list(hypotheses), [list(references)]).score:5.1f}"
    told = ", ".join(f"{faults.count(fault)} {fault}" for fault in dict.fromkeys(faults)) or "nothing wrong"
    return f"{name:18} {len(pairs):4} lines  chrF++ {score}  {told}; {retries} decoded again"


if __name__ == "__main__":
    main()
