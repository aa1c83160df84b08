"""Who wrote or sent it: agency prefixes (`TPO -`), author lines, `(Theo Reuters)`."""

from __future__ import annotations

import re

_AGENCY = (
    r"(?:TPO|TTO|TTCT|TNO|PNO|PNVN|SKĐS|GĐXH|TTVH|CATP|DNVN|VOV(?:\.VN)?|VTV(?:\.vn)?|VTC(?:\s?News)?|NLĐO|NLDO|PLO|PLVN|ANTĐ|ANTD|TTXVN|VNA|SGGPO?|HNMO?|"
    r"GD&TĐ|GDVN|CAND|CAO|QĐND(?:\s+Online)?|LĐO?|NDO|KTĐT|KTSG(?:\s+Online)?|TBKTSG(?:\s+Online)?|ĐTCK|"
    r"DNSG(?:\s+Online)?|BNEWS|Bnews|VietNamNet|Vietnam\+|VnExpress|Zing(?:\s?News)?|Znews|Dân\s+trí|Dân\s+Việt|"
    r"Infonet|ICTnews|MTG|TG&VN|XHTT|BVPL|TN&MT|Reuters|AFP|AP|BBC|[A-Z][\w.]*\.(?:vn|VN|com|net))"
)
# `(Dân trí) - `, `TPO - `; other brackets count only before a dash at the very beginning of a paragraph.
_PREFIX = re.compile(rf"(?:\({_AGENCY}\)|{_AGENCY}|\([A-ZĐ][^()\d]{{1,24}}\))\s*[-–—]+\s+(?=[\"“'‘\w(])")

_FROM = re.compile(
    r"[(\[]?\s*(?:[^()]{0,40}[(\[])?(?:Theo|Nguồn|Nguồn tin|Lược dịch|Dịch từ)\s*:?\s+"
    r"(?P<names>[^()]{2,70}?)\s*[)\]]?\s*[.]?"
)
_ROLE = re.compile(
    r"(?:Bài(?:\s*(?:,|và|&|-)\s*ảnh)?|Tác giả|Thực hiện|Biên dịch|Người dịch|Dịch|Tổng hợp|Biên tập|PV|Phóng viên|"
    r"Nhóm PV|Nhóm phóng viên|CTV|BTV|By)\s*(?::\s*.{2,60}|\s+[A-ZĐ].{0,40}|)",
)
_LONGEST_LINE = 200  # characters of a line that names who wrote it
_AUTHOR_WORDS = 10
_JOINS = frozenset(("-", "–", "—", "/", "&", "và", ",", "|", "+", "theo"))


def byline_prefix(paragraph: str) -> str:
    """The agency prefix of a paragraph with its dash and space (`TPO - `), "" where there is none."""
    match = _PREFIX.match(paragraph[:_LONGEST_LINE])
    return match.group() if match else ""


def is_byline(text: str, *, last: bool) -> bool:
    """Whether a block is an author or source line; bare names count only where the article ends (`last`)."""
    if len(text) > _LONGEST_LINE:
        return False
    if _ROLE.fullmatch(text) and len(text.split()) <= _AUTHOR_WORDS:
        return True
    source = _FROM.fullmatch(text)
    if source and len(text.split()) <= _AUTHOR_WORDS and _all_names(source["names"]):
        return True
    return last and is_author(text)


def is_author(text: str) -> bool:
    """Whether the block is names only, without a full stop: `Nguyễn Văn A`, `Vũ Anh - Minh Châu`, `T.H`."""
    words = text.split()
    return 0 < len(words) <= 8 and text[-1:] not in '!?…:;"”' and _all_names(text.rstrip("."))


def _all_names(text: str) -> bool:
    words = [word for word in re.split(r"[\s,/&()]+", text) if word and word.lower() not in _JOINS]
    return bool(words) and all(word[0].isupper() or "." in word.strip(".") for word in words)
