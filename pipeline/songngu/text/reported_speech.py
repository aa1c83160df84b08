"""What is said after "said" has no comma before it: "The police said, the unit …" is "The police said that the unit …".

Vietnamese reporters write "cho biết, …", and the model leaves the comma where it stands in one such sentence of seven.
Where a comma stands before who speaks as well, what was said may have begun there ("Inflation, he said, will fall"), so
there the source must begin with a time or an occasion.
"""

from __future__ import annotations

import re

_VERB = (
    r"(?:cho (?:biết|hay|rằng)|nhấn mạnh|khẳng định|tuyên bố|thông báo|cảnh báo|nhận định|nói|kể|chia sẻ|lưu ý|"
    r"phát biểu|phân tích|đánh giá|trả lời)"
)
_OCCASION = (
    r"(?:(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Nn]gày|[Hh]ôm|[Cc]uối|[Đđ]ầu|[Tt]rước đó|[Mm]ới đây|[Cc]ùng ngày|"
    r"[Tt]rả lời|[Pp]hát biểu|[Cc]hia sẻ|[Tt]rao đổi|[Ll]iên quan|[Tt]uy nhiên|[Nn]goài ra|[Bb]ên cạnh đó)"
    r"(?!\w)[^“\"]*, )"
)
_SAYS = re.compile(
    rf"^(?:{_OCCASION})?[^,“\"]*(?<!\w){_VERB}, "
    r"(?P<adverbial>(?:khi|vào|nếu|từ|sau|trước|ngoài|đến|để)(?!\w))?(?![“\"‘])",
)
_SAID = re.compile(
    r"(?<=[\w)] )(?P<verb>(?:said|says|stressed|noted|affirmed|emphasi[sz]ed)(?: also)?),(?: that(?= \w)| (?=\w))"
)
# The subject of what was said; a time or a condition before it where the source has one there.
_SUBJECT = re.compile(
    r"(?:the|a|an|this|these|those|there|he|she|it|they|his|her|its|their|many|most|some|all|both|no|every|each)\b|"
    r"(?!(?:I|My|We|Our)\b)[A-Z]\w*(?: \w|['’]s)|\d[\d,.]* [a-z]"
)
_ADVERBIAL = re.compile(r"(?:when|if|on|from|after|before|in addition|by|until|since|in (?!an? ))\b")
_NOT_SAYING = re.compile(
    r"\b(?:if|once|although|though|after|when|as|until|unless|what|that|had|has|have|be|been|being|is|was|were)\b"
    r"|, (?:he|she|they|it) $",
    re.IGNORECASE,
)


def say_that(english: str, source: str) -> str:
    """The English with "that" instead of such a comma, where the source begins with one after a verb of saying."""
    says = _SAYS.search(source)
    said = _SAID.search(english) if says else None
    if not says or not said:
        return english
    before, after = english[: said.start()], english[said.end() :].lstrip()
    opens = _SUBJECT.match(after) or (says["adverbial"] and _ADVERBIAL.match(after))
    alone = "," not in before or re.match(_OCCASION, source) is not None
    if not opens or not alone or _NOT_SAYING.search(before) or re.search(r"[“\"”?!]|[.] [A-Z]", before):
        return english
    if ", that " in after or after.endswith("?"):
        return english
    return f"{before}{said['verb']} that {after}"
