"""Whether a word is spelled like a Vietnamese syllable: how a guess at an encoding is told from nonsense."""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_RIME = (
    r"(?:(?:uyê|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uơ|uy|oo|[aăâeêioôơuưy])(?:ch|nh|ng|[ckmnpt])?"
    r"|(?:oai|oay|oao|oeo|uây|uya|uyu|iêu|yêu|uôi|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu))"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_STOPPED = re.compile(r"(?:ch|[ckpt])$")


def is_syllable(word: str) -> bool:
    """Whether NFC `word` can be spelled in Vietnamese: onset, rime and at most one tone; before c, ch, k, p, t only
    sắc or nặng. Most of what a wrong decoding gives can't.
    """
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in apart if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.search(bare) or tones in (["\u0301"], ["\u0323"])
