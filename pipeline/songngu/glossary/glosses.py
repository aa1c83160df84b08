"""Foreign names that the source writes twice: "Tứ Xuyên (Sichuan)", "ông Hạng Tuấn Ba (Xiang Junbo)".

The Vietnamese reading of a Chinese name is no English, and beside the name itself it makes a small model guess:
"Taiwan (Sichuan) and Hong Kong (Hunan)". The engine is shown one of the two. Of 12,285 newspaper articles some 100
places have a Chinese name in pinyin after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from songngu.records import Span, Term
from songngu.text.latin import fold_marks, is_vietnamese_syllable

_GLOSS = re.compile(r"\s*\((?P<gloss>[A-Z][^()\d]{1,40})\)")
_NAME = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_a-z]\w*(?: [^\W\d_a-z]\w*){1,3}) \((?P<gloss>[A-Z][a-z]+(?: [A-Z][a-z]+)*)\)"
)
_PINYIN = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiou])"
)


def find_glosses(source: str, terms: Sequence[Term]) -> Iterator[tuple[Span, str]]:
    """Find what the engine isn't to see: the gloss that a term's own target is, the reading before a name in pinyin."""
    if "(" not in source:
        return
    for term in terms:
        gloss = _GLOSS.match(source, term.vi_span[1])
        if gloss and not gloss["gloss"].isupper() and _plain(gloss["gloss"]) in map(_plain, term.targets):
            yield gloss.span(), ""
    for match in _NAME.finditer(source):
        syllables, name = match["name"].split(), match["gloss"]
        read = all(each[0].isupper() and is_vietnamese_syllable(each) for each in syllables)
        # "Đức Hoà (Long An)" is a place and the province that it is in.
        if read and not all(map(is_vietnamese_syllable, name.split())) and _reads_as(name, len(syllables)):
            yield match.span(), name


def _plain(name: str) -> str:
    return re.sub(r"\W", "", fold_marks(name)).lower()


def _reads_as(name: str, syllables: int) -> bool:
    """Whether `name` is pinyin of so many syllables."""
    return re.fullmatch(rf"(?:{_PINYIN.pattern}){{{syllables}}}", _plain(name)) is not None
