"""Words of a text with their offsets and folded form: what matching, context and suggestion look at."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from songngu.records import Span
from songngu.text.normalise import fold, to_nfc

# Letters and digits with any combining marks (so that NFD works too); a plus sign belongs to OPEC+ and 5G+.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:\+(?![^\W_]))*")
_SPACE_OR_HYPHEN = re.compile(r"\s+|[-\u2010\u2011]")
_DASHES = re.compile(r"[-\u2010-\u2015]")
_QUOTES = str.maketrans("“”„«»’‘", '"""""\'\'')
_ADDRESS = re.compile(  # a label has 63 letters at most (RFC 1035); without a limit, time grows as the square of "---"
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|"
    r"(?<![\w.])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.(?:com|net|org|vn|info|edu|gov|io|uk)\b"
)
_ENTRY = 80  # characters up to which a text may be an entry, which is cut several times
_SIGN = "[#@$€£¥₫%‰°]"
_SIGNS_BEFORE, _SIGNS_AFTER = re.compile(f"(?<!{_SIGN}){_SIGN}*$"), re.compile(f"{_SIGN}*")
_SENTENCE_OPENERS = frozenset('.!?…:;\n"“”«•*–—-\u2022(')


class Words(NamedTuple):
    """A text cut into words.

    `canonical` is the folded words joined by their folded gaps; `starts[i]`/`ends[i]` are offsets of word i in it,
    `spans[i]` the same in the text itself. `hidden` are indexes of words inside addresses, where nothing matches.
    """

    text: str
    spans: tuple[Span, ...]
    canonical: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    hidden: frozenset[int]

    def word(self, index: int) -> str:
        """The word as the text has it, NFC; "" outside the text."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return to_nfc(self.text[start:end])

    def folded(self, index: int) -> str:
        """The folded word, "" outside the text."""
        return self.canonical[self.starts[index] : self.ends[index]] if 0 <= index < len(self.spans) else ""

    def gap(self, index: int) -> str:
        """What stands before word `index` (after the last word where `index` is past it), as written."""
        start = self.spans[index - 1][1] if index > 0 else 0
        end = self.spans[index][0] if index < len(self.spans) else len(self.text)
        return self.text[start:end]

    def key(self, first: int, last: int) -> str:
        """The folded form of words `first` to `last`, `last` included: what an entry's `fold_key` is compared with."""
        return self.canonical[self.starts[first] : self.ends[last]]

    def opens_sentence(self, index: int) -> bool:
        """Whether a capital on this word may only mean that a sentence, quotation or item begins."""
        return index == 0 or not _SENTENCE_OPENERS.isdisjoint(self.gap(index))

    def adjacent(self, index: int) -> bool:
        """Whether word `index` follows the one before with nothing but white space between."""
        return 0 < index < len(self.spans) and self.gap(index).isspace()


def split_words(text: str) -> Words:
    """Cut `text` (NFC or NFD) into words."""
    return _split_entry(text) if len(text) <= _ENTRY else _split(text)


@lru_cache(maxsize=16384)
def _split_entry(text: str) -> Words:
    return _split(text)


def _split(text: str) -> Words:
    spans = tuple(match.span() for match in _WORD.finditer(text))
    folded = fold_letters(text) if unicodedata.is_normalized("NFC", text) else ""
    whole = len(folded) == len(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = previous = 0
    for start, end in spans:
        if starts:
            gap = fold_gap(text[previous:start])
            pieces.append(gap)
            position += len(gap)
        word = folded[start:end] if whole else fold_letters(text[start:end])
        pieces.append(word)
        starts.append(position)
        position += len(word)
        ends.append(position)
        previous = end
    return Words(text, spans, "".join(pieces), tuple(starts), tuple(ends), _hidden(text, spans))


def has_word(text: str) -> bool:
    """Whether there is a word in a text."""
    return bool(_WORD.search(text))


def edge_signs(words: Words) -> tuple[str, str]:
    """The signs written onto the first and the last word that belong to a term: # of C#, @, $, %, ° but no marks.

    Of an entry's words they are a part: "C#" isn't met by a "C", nor "#Metoo" by "Metoo".
    """
    if not words.spans:
        return "", ""
    before, after = _SIGNS_BEFORE.search(words.gap(0)), _SIGNS_AFTER.match(words.gap(len(words.spans)))
    return before[0] if before else "", after[0] if after else ""


def fold_key(text: str) -> str:
    """The form under which an entry is looked up: NFC, lower case, one tone placement, one spelling of final i/y."""
    return split_words(text).canonical


def fold_plain(texts: Iterable[str]) -> dict[str, str]:
    """The `fold_key` of the texts that are plain, folded all at once: a tenth of the time that one by one takes.

    Plain is what most entries are: letters and digits with one space or hyphen between words. In its key every word is
    followed by a space or the end.
    """
    plain = [text for text in texts if all(map(str.isalnum, text.replace("-", " ").split(" ")))]
    joined = "\n".join(plain)  # beside a line end a letter folds as at the end of a text
    if not plain or not unicodedata.is_normalized("NFC", joined):
        return {}
    return dict(zip(plain, fold_letters(joined).replace("-", " ").split("\n"), strict=True))


def word_set(text: str) -> frozenset[str]:
    """The folded words of a list written with spaces."""
    return frozenset(fold_letters(text).split())


def fold_letters(text: str) -> str:
    """Fold the letters of `text`: NFC, lower case, old tone placement, i for a final y."""
    return fold(to_nfc(text), i_y=True)


def fold_gap(gap: str) -> str:
    """Fold what stands between two words: spaces or one hyphen are " ", any dash with spaces is "–"."""
    if gap == " " or _SPACE_OR_HYPHEN.fullmatch(gap):
        return " "
    return _DASHES.sub("–", "".join(gap.split())).translate(_QUOTES)


def _hidden(text: str, spans: tuple[Span, ...]) -> frozenset[int]:
    if "." not in text:
        return frozenset()
    starts = [start for start, _ in spans]
    addresses = (match.span() for match in _ADDRESS.finditer(text))
    within = ((i, end) for start, end in addresses for i in range(bisect_left(starts, start), bisect_left(starts, end)))
    return frozenset(i for i, end in within if spans[i][1] <= end)
