"""Words that a story hangs on and that the source must have: a life sentence, a murder, cancer, a prime minister.

A small model fills a gap with what it has often read after such a beginning: somebody who was "given a charge" is
"sentenced to life imprisonment". On 52,794 pairs of news with human references 32 such words are told, nearly all of
them in pairs whose source lacks them too; in 789 sentences of the model four, three of which are wrong.
"""

from __future__ import annotations

import re

from songngu.records import Span

_GRAVE = tuple(
    (re.compile(english, re.IGNORECASE), re.compile(vietnamese, re.IGNORECASE))
    for english, vietnamese in (
        (
            r"\b(?:sentenced to )?life (?:imprisonment|sentences?|terms?)\b"
            r"|\b(?:sentenced to|serv(?:e|es|ing)|fac(?:e|es|ing)|gets?|got|given|receives?|received) life\b"
            r"(?: in (?:prison|jail)\b)?",
            r"chung thân|đời",
        ),
        (
            r"\bdeath (?:sentences?|penalty|penalties|row)\b|\b(?:sentenced|condemned) to death\b"
            r"|\bcapital punishment\b",
            r"tử (?:hình|tội|tù)|án (?:tử|chết)|xử (?:bắn|tử)|hành quyết|tội chết|tiêm thuốc|treo cổ|punishment",
        ),
        (r"\brap(?:e|ed|es|ists?|ing)\b", r"hiếp|cưỡng|giao cấu|xâm hại|dâm|tình dục|đồi bại"),
        (
            r"\bmurder\w*",
            r"giết|sát|mạng|ám hại|thủ tiêu|hung thủ|trọng án|thảm|hạ thủ|tước đoạt|tử hình|đầu độc|chết|murder|"
            r"chém|đâm|bắn",
        ),
        (r"\bsuicid\w*", r"tự (?:tử|sát|vẫn|thiêu|kết liễu|hủy|huỷ)|từ tử|tử tự|liều|cảm tử|quyên sinh|tuyệt mệnh|"
                         r"kết liễu|bom|nhảy|gieo mình|cái chết|treo cổ|thắt cổ|suicide"),
        (r"\b(?:kidnap|abduct)\w*", r"bắt|cóc|con tin"),
        (r"\bbrib(?:e|es|ed|ery|ing)\b", r"hối|đút|tham nhũng|lót tay|mua chuộc|bôi trơn|chạy"),
        (r"\bcancers?\b", r"ung (?:thư|bướu)|máu trắng|bạch cầu|\bk\b|bướu|\bu\b|cancer"),
        (r"\bcomas?\b|\bcomatose\b", r"mê|bất tỉnh|ý thức|lâm sàng|thực vật"),
        (r"\borgan failure\b", r"suy"),
        (r"\bheart attacks?\b|\bcardiac arrest\b", r"tim|nhồi máu|đột quỵ|ngừng|ngưng"),
        (
            r"\b\d{1,3}[- ]years?[- ]old\b",
            r"tuổi|năm|niên|xuân|thập|thế kỷ|\bsn\b|sinh|old|\bage|t\.|kỷ|\(\d{1,2}\)|, \d\d,",
        ),
        (r"\bdiarrh\w+", r"tiêu chảy|tướt|tả|lỏng|kiết|ngoài"),
        (r"\babortions?\b", r"thai|sảy"),
        (r"\blandfall\b", r"đổ bộ|đất liền|bờ|ập|tràn|tiến|quét|tấn công|vào"),
        (
            r"\b\d[\d.,]* ?(?:%|percent\b|per cent\b)",
            r"%|phần|pct|nửa|điểm|tỷ lệ|tỉ lệ|percent|\d/\d|gấp|rưỡi|tất cả|toàn bộ|hoàn toàn|cả\b|độ\b|người thì",
        ),
        (r"\bterroris\w*", r"khủng bố|bom|11[/-]9|cực đoan|thánh chiến|terror|\bis\b"),
        (r"\bprostitut\w*|\bbrothels?\b", r"dâm|gái|kỹ nữ|kĩ nữ|thổ|chứa"),
        (r"\bdeputy (?:prime |\w+ )?minister\b", r"thứ trưởng|phó|ptt"),
        (r"(?<!deputy )\bprime minister\b", r"tướng|thủ hiến|nội các|đứng đầu|\bttg?\b"),
        (r"(?-i:\b(?:HIV|AIDS)\b)", r"hiv|aids|sida|có h\b|thế kỷ"),
    )
)  # fmt: skip


def find_unfounded(source: str, english: str) -> list[Span]:
    """Find the grave words of `english` that nothing in `source` stands for."""
    return [
        match.span() for grave, founded in _GRAVE if (match := grave.search(english)) and not founded.search(source)
    ]
