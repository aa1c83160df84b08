"""Foreign names that the source writes twice: "Tứ Xuyên (Sichuan)", "ông Hạng Tuấn Ba (Xiang Junbo)".

The Vietnamese reading of a Chinese name is no English, and beside the name itself it makes a small model guess:
"Taiwan (Sichuan) and Hong Kong (Hunan)". The engine is shown one of the two. Of 12,285 newspaper articles some 100
places have a Chinese name in pinyin after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from songngu.glossary.context import HONORIFICS
from songngu.glossary.words import fold_letters
from songngu.records import Span, Term
from songngu.text.latin import fold_marks, is_vietnamese_syllable

_GLOSS = re.compile(r"\s*\((?P<gloss>[A-Z][^()\d]{1,40})\)")
_NAME = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_a-z]\w*(?: [^\W\d_a-z]\w*){1,3}) \((?P<gloss>[A-Z][a-z]+(?: [A-Z][a-z]+)*)\)"
)
_FINALS = "iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiou]"
_PINYIN = re.compile(rf"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])(?:{_FINALS})|ang|ai|an|ao|en|er|ou)")
_CHINESE = re.compile(r"zh|x|q(?!u)|sh|ang|eng|ong|ian|iao|uan|ou|ei")  # what "Milan" and "Jin Ju" lack


def find_glosses(source: str, terms: Sequence[Term]) -> Iterator[tuple[Span, str]]:
    """Find what the engine isn't to see: the gloss that a term's own target is, the reading before a name in pinyin."""
    if "(" not in source:
        return
    for term in terms:
        gloss = _GLOSS.match(source, term.vi_span[1])
        if gloss and not gloss["gloss"].isupper() and _plain(gloss["gloss"]) in map(_plain, term.targets):
            yield gloss.span(), ""
    for match in _NAME.finditer(source):
        syllables, name, start = match["name"].split(), match["gloss"], match.start()
        if fold_letters(syllables[0]) in HONORIFICS:  # "Ông Hạng Tuấn Ba" that opens a sentence
            start += len(syllables.pop(0)) + 1
        read = all(each[0].isupper() and is_vietnamese_syllable(each) for each in syllables)
        # "Đức Hoà (Long An)" is a place and the province that it is in.
        if read and not all(map(is_vietnamese_syllable, name.split())) and _reads_as(name, len(syllables)):
            yield (start, match.end()), name


def _plain(name: str) -> str:
    return re.sub(r"\W", "", fold_marks(name)).lower()


def _reads_as(name: str, syllables: int) -> bool:
    """Whether `name` is pinyin of so many syllables."""
    plain = _plain(name)
    return bool(_CHINESE.search(plain)) and re.fullmatch(rf"(?:{_PINYIN.pattern}){{{syllables}}}", plain) is not None
