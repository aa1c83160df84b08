"""Capitalised Vietnamese syllables of which nothing says what they name; those that an article has again and again.

"Tuấn Hưng" has no surname and mostly no title before it: a singer, a street, a brand. A small model writes "Tan Hung"
and "Tuong Hung", or leaves him out. What stands within two sentences of an article is surely a name in all of it, and
in its headline; in 600 articles of vietnews 83 have one, 116 in all: nearly all are Vietnamese persons and places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from songngu.glossary.context import is_headline, name_runs
from songngu.glossary.lexicon import ONE_WORD, load_lexicon
from songngu.glossary.person_names import ABROAD, find_names_in
from songngu.glossary.place_names import find_places_in
from songngu.glossary.proper_names import KINDS_OF_THINGS, Name
from songngu.glossary.words import Words, fold_key
from songngu.records import Span, overlap

_LEAST, _MOST = 2, 4  # syllables of a name
_AGAIN = 2  # sentences of an article that have it
_NO_NAMES = frozenset(map(fold_key, ("Giáng Sinh", "Mười Một", "Mười Hai", "Chủ Nhật", "Tuổi Trẻ")))


def find_recurring_names(texts: Sequence[Words]) -> frozenset[str]:
    """The names of which nothing says what they name, as written, that several of an article's sentences have.

    None where the article is about countries whose names are read as Vietnamese ones: "Vương Nghị" is Wang Yi.
    """
    if any(ABROAD.search(words.text) for words in texts):
        return frozenset()
    count: Counter[str] = Counter()
    for words in texts:
        if not is_headline(words):
            known = (*find_names_in(words), *find_places_in(words))
            count.update({name.text for name in find_others(words, known)})
    return frozenset(name for name, many in count.items() if many >= _AGAIN)


def find_recurring(words: Words, names: Sequence[str]) -> Iterator[Name]:
    """The places of those of the `names` that have several syllables."""
    for name in names:
        if " " in name:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words.text):
                yield Name(name, match.span(), sure=True)


def find_others(words: Words, known: Sequence[Name]) -> Iterator[Name]:
    """Find runs of two to four capitalised syllables within a sentence, which hold no known name."""
    for first, last in name_runs(words):
        end = last - _is_cut(words, last)
        span = (words.spans[first][0], words.spans[end - 1][1])
        if (
            _LEAST <= end - first <= _MOST
            and _is_introduced(words, first)
            and words.folded(first) not in KINDS_OF_THINGS
            and words.key(first, end - 1) not in _NO_NAMES
            and not is_among(span, known)
        ):
            yield Name(words.text[slice(*span)], span, sure=False)


def _is_introduced(words: Words, first: int) -> bool:
    """Whether a name may begin there: after a word, after an acronym ("MC Phí Linh"), in a list ("Ninh, An Trạch")."""
    if first == 0:
        return False
    before, gap = words.word(first - 1), words.gap(first).strip()
    if gap in (",", "(", "),", ";"):
        return before[0].isupper() and before != before.upper()
    return not gap and (before.islower() or (len(before) > 1 and before.isupper()))


def _is_cut(words: Words, end: int) -> bool:
    """Whether a word of two syllables lies across the end of a run of capitals: "Phó Chủ|tịch", "Phòng Xúc|tiến"."""
    return (
        words.adjacent(end)
        and words.word(end).islower()
        and load_lexicon().vietnamese.get(words.key(end - 1, end), 0.0) > ONE_WORD
    )


def is_among(span: Span, names: Sequence[Name]) -> bool:
    """Whether a span overlaps one of the names."""
    return any(overlap(span, name.span) for name in names)
