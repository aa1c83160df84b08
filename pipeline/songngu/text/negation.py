"""Words that deny: those of a Vietnamese text, and whether an English one denies anything.

Of 6,936 human translations of news whose source denies something 4 % don't: "not happy" became "frowned upon". A small
model loses a denial about as often, and then says the contrary.
"""

from __future__ import annotations

import re

from songngu.records import Span

# Phrases that have such a word and deny nothing, or nothing that English would deny.
_NO_DENIAL = re.compile(
    r"không thể (?:thiếu|phủ nhận|tránh khỏi)|không (?:khỏi|quên|ngần ngại|ngại)(?!\w)|không chiến(?! thắng| đấu)|"
    r"xuyên không|"
    r"(?:đổ bộ|bằng|vận tải|quốc tế|tập kích|tấn công|bộ và|biển,|lính dù|lực lượng) đường không|"
    r"(?:hỏi|xem|biết)[^.;]{0,60}\bcó [^,.;]{1,60} không(?=[,.])|"
    r"không (?:chỉ|những|khí|gian|quân|phận|lực|trung|kích|ít|phải chỉ|ai khác|thể không|kém|ngừng|ngớt)|"
    r"không (?:đoàn(?! (?:kết|tụ|viên))|tặc|may(?! (?:mắn|áo|mặc|vá|quần))|khác gì)\b|hàng không|"
    r"có[^,.;]{0,60}không\s*[?\"”]|hay không|được không|phải không|vô hình|số không|trên không|phòng không|"
    r"một không hai|(?<!bàn )(?<!cánh )(?<!đôi )(?<!chia )(?<!bắt )(?<!xua )(?<!còng )(?<!sang )\btay không\b|"
    r"ngồi không yên|(?:^|[.!?,;]\s*)chưa kể|(?:giò|bún|nem|bánh|món) chả|chả (?:lụa|cá|giò|mực|quế)|"
    r"chẳng hạn|chẳng (?:mấy chốc|bao lâu)|không lưu|không khoan nhượng|"
    r"liệu\b[^,.;?]{0,90}\skhông\b(?=\s*[,.\"”?]|\s*$)|"
    r"(?:chưa|không) (?:đầy|quá|dưới|vượt quá|thấp hơn) (?=\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)|"
    r"(?:chưa|không) (?:tới|đến) (?=\d|một (?:giờ|phút|ngày|năm|tháng|tuần))|khoảng không|"
    r"không (?:hề )?(?:nhỏ|tồi|tệ)(?!\w)|không chính thống|"
    r"không\s*[?]|chưa\s*[?]|chưa từng thấy|chưa từng có|bầu không|không (?:người lái|chính thức|gì|lâu|xa|dây|đối)|"
    r"đối không",
    re.IGNORECASE,
)  # fmt: skip
_DENIAL = re.compile(r"\b(?:không|chưa|chẳng|chả)\b", re.IGNORECASE)
_DENIES = re.compile(
    r"n['’]t\b|\b(?:not|no|none|never|nor|neither|nothing|nobody|nowhere|without|cannot|non(?:-|[a-z]{4})\w+|nonstop|"
    r"un(?!anim|cles?\b|der|fold|i(?:fi|lat|on|q|son|t|vers)|til|veil)\w{3,}|under(?:age|devel)\w*|im(?:poss|perf|mea|prac|prop|mob)\w+|"
    r"in(?:appropri|curab|stab|consist|signific|eligib|admiss|toler|capacit|complete|suffic|effect|effic|abil|capab|"
    r"secur|accur|adequ|visib|valid|formal|depend|correct|articul|definit|determin|differ|escap|expens|frequ|"
    r"humane|just|tact|vulner|numer|nocent|compat)\w*|ir(?:rat|reg|rel|resp|rev)\w+|il(?:leg|lit|log)\w+|"
    r"dis(?:abl|advant|agree|allow|appear|appoint|approv|belie|connect|continu|courag|honest|interest|like|loyal|"
    r"miss|obe|organi|order|pens|pleas|proportion|prov|qualif|regard|respect|satisf|similar|trust|unit)\w*|"
    r"mis(?!s|ter)\w+|miss(?:ed|es|ing)?|few|little|hardly|barely|rarely|scarcely|seldom|fail\w*|lack\w*|refus\w*|"
    r"den(?:y|ies|ied)|(?!wire)\w+less(?:ly|ness)?|avoid\w*|prevent\w*|stop\w*|ban(?:s|ned)?|prohibit\w*|reject\w*|"
    r"declin\w*|absen\w+|free|instead|rather|too \w+ to|unless|lose|lost|except|despite|beyond|halt\w*|cancel\w*|"
    r"forbid\w*|against|negative|anti\w*|zero|wrong|doubt\w*|empty|only|amateur|out of|other than|exempt\w*|"
    r"asymptom\w*|ignor\w+|quit|downplay\w*|landlocked|abort\w*|refrain\w*|abstain\w*|away from|off|void|"
    r"defi(?:ed|es|ant)|gone|difficult|negligible|constant|false|abnormal\w*|less than)\b",
    re.IGNORECASE,
)
# What has not happened so far is still to come. These answer "chưa", and a "không" only beside it.
_NOT_SO_FAR = re.compile(r"\b(?:yet|before|until|remain\w*|still|ever|just|clos\w+)\b", re.IGNORECASE)

# "She will not be absent" for "sẽ vắng mặt": in one of 25,000 human translations of news, and rightly there.
_DENIED_TWICE = re.compile(
    r"(?:\bnot|\w*n['’]t|\bcannot|\bno longer)\b(?: (?!(?:and|but|or|only|to)\b)\w+){0,3} "
    r"(?:absent|lack(?:s|ed|ing)?|missing|refus(?:e|es|ed|ing)|den(?:y|ied|ies|ying)|reject(?:s|ed|ing)?|unable|impossible)\b",
    re.IGNORECASE,
)
# Any word with which a second denial in the English may be right.
_MAY_DENY = re.compile(
    r"\b(?:không|chưa|chẳng|chả|đừng|chớ|đâu|nào|khó|thôi|hết|khỏi|phi|vô|bất|dừng|ngừng|ngưng|hiếm|ít|từ chối|"
    r"tránh|trốn|mới|phải|buộc)\b",
    re.IGNORECASE,
)
# "Không kích tại Mosul" at the start of a headline is read as "không" and "kích".
_AIR = re.compile(r"(?:^|: )[\W\d_]*Không (?:kích|quân|phận)\b")
_NO_AIR = re.compile(r"(?:(?<=^)|(?<=: ))[Nn]o (?=air ?strikes?\b|air (?:raids?|force|space)\b|airspace\b)")


def say_air(english: str, vi: str) -> str:
    """The English with its airstrikes, where it begins with "no airstrike", `vi` with "Không kích"."""
    match = _NO_AIR.search(english)
    if match is None or not _AIR.search(vi) or find_denials(vi):
        return english
    rest = english[match.end() :]
    return english[: match.start()] + (rest[0].upper() + rest[1:] if match[0][0].isupper() else rest)


def find_denials(vi: str) -> tuple[Span, ...]:
    """The words of `vi` that deny, without those of phrases that deny nothing."""
    return tuple(match.span() for match in _DENIAL.finditer(_NO_DENIAL.sub(lambda found: " " * len(found[0]), vi)))


def denies(english: str, word: str) -> bool:
    """Whether `english` has anything that may stand for the denying `word` of its source."""
    return bool(_DENIES.search(english) or (word.lower() == "chưa" and _NOT_SO_FAR.search(english)))


def find_denied_twice(vi: str, english: str) -> str:
    """Where `english` denies a word that denies, and nothing in `vi` denies: "not be absent"; "" nowhere."""
    match = _DENIED_TWICE.search(english)
    return match[0] if match and not _MAY_DENY.search(vi) else ""
