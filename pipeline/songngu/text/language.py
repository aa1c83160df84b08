"""Whether a text that should be Vietnamese is English already, or was typed without its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from songngu.text.latin import has_vietnamese_letters

# Words that stand in any English paragraph and are no Vietnamese syllables ("to", "an", "in" and "do" are both).
_ENGLISH = frozenset(
    (
        *("the", "of", "and", "is", "are", "was", "were", "that", "with", "from"),
        *("this", "have", "has", "which", "will", "would", "been", "their", "for", "by"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 8
_ENGLISH_SHARE = 0.08  # of all words: English news 0.19 at the median, 1,000 Vietnamese articles at most 0.03
_USUAL_ENGLISH, _USUAL_MARKED = 0.19, 0.41
_MARKED_FROM, _UNMARKED_SHARE = 20, 0.05  # words; of 12,285 Vietnamese articles none has so few with marks
_MARKED_SHARE = 0.3  # of all words: 0.41 and more in 99 % of those Vietnamese articles


def looks_english(text: str) -> bool:
    """Tell whether a text of at least eight words is English; Vietnamese typed without its marks isn't."""
    words = _WORD.findall(text.lower())
    if len(words) < _LEAST_WORDS:
        return False
    english, marked = _shares(words)
    return english >= _ENGLISH_SHARE and marked <= _MARKED_SHARE


def lacks_marks(text: str) -> bool:
    """Tell whether a text of at least twenty words seems to be Vietnamese typed without its marks."""
    words = _WORD.findall(text.lower())
    english, marked = _shares(words)
    return len(words) >= _MARKED_FROM and marked < _UNMARKED_SHARE and english < _ENGLISH_SHARE


def guess_language(text: str) -> tuple[Literal["vi", "en"], float]:
    """The language a text seems to be in, and from 0 to 1 how much of what is usual in that language it has."""
    english, marked = _shares(_WORD.findall(text.lower()))
    if looks_english(text):
        return "en", min(1.0, english / _USUAL_ENGLISH)
    return "vi", min(1.0, marked / _USUAL_MARKED)


def _shares(words: Sequence[str]) -> tuple[float, float]:
    """The shares of English function words and of words with Vietnamese letters; 0 where there is no word."""
    english = sum(word in _ENGLISH for word in words)
    marked = sum(has_vietnamese_letters(word) for word in words)
    return english / max(1, len(words)), marked / max(1, len(words))
