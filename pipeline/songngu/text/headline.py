"""A headline for an article without a title, taken from its lead.

Rules, not a model: a headline must never say what the lead doesn't. Measured on 300 leads of vietnews (2016-2019).
"""

from __future__ import annotations

import re

from songngu.records import Document
from songngu.text.normalise import fold

FEWEST, MOST = 8, 18  # words of a good headline; a longer one is kept rather than broken
_BEST = 13


def _any_of(text: str) -> str:
    """An alternation of the comma-separated phrases."""
    return "(?:" + "|".join(phrase.strip() for phrase in text.split(",")) + ")"


_DAY = r"\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{4})?"
_PART = _any_of("rạng sáng, sáng sớm, sáng, trưa, chiều tối, chiều, tối muộn, tối, đêm, khuya")
_WHEN = (
    r"(?:(?:vào|trong)\s+)?(?:khoảng\s+)?(?:\d{1,2}(?:h|g|:)\d{0,2}\s+)?"
    rf"(?:(?:{_PART}\s+)?(?:ngày|hôm)\s+(?:(?:thứ\s+\w+|chủ\s+nhật)\s+)?(?:ngày\s+)?(?:{_DAY}|nay)"
    rf"|hôm\s+qua|{_PART}\s+(?:{_DAY}|nay|qua))"
    r"(?:\s*\((?:giờ|theo giờ)[^)]*\))?"
)
_WHEN_OPENING = re.compile(rf"{_WHEN},?\s+", re.IGNORECASE)
# Openings that only place the news; the sentence stands without them once a subject follows the comma.
_OPENING = re.compile(
    _any_of(
        "ngày, hôm, sáng, trưa, chiều, tối, đêm, rạng sáng, vào, hồi, mới đây, gần đây, vừa qua, trước đó, trong "
        "khi đó, tuy nhiên, liên quan, theo, trong, tại, ở, sau, trước, đến, tính đến, từ, bên lề, phát biểu, trao "
        "đổi, trả lời, thông tin từ, cùng ngày, như đã đưa tin, ngoài ra, bên cạnh, cuối, đầu, giữa, dù, mặc dù, "
        "nhằm, để, với, qua, nhân, hiện, hôm nay, năm, tuần, tháng, đúng như, là, vừa, từng, đang, bước, khi, do, "
        "vì, bởi, được biết, cũng theo, bị, không, được"
    )
    + r"\b[^,]*,\s+",
    re.IGNORECASE,
)
# These say something of the subject, so it must be recognised after them; after the others anything may follow.
_PARTICIPLE = re.compile(
    _any_of("là, vừa, từng, đang, bước, bị, không, được, dù, mặc dù, từ, với, để") + r"\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"[\"“‘']?(?:[A-ZĐ0-9À-Ỹ]|"
    + _any_of(
        "một, các, những, nhiều, hàng, hai, ba, bốn, năm, ông, bà, anh, chị, cô, người, công an, cảnh sát, lực "
        "lượng, quân đội, cơ quan, đại diện, giới, chính phủ, chính quyền, bộ, tổng thống, thủ tướng, phó, chủ "
        "tịch, đặc phái viên, ngoại trưởng, tòa, toà, viện, giá, số, nhóm, đối tượng, nạn nhân, phái đoàn, đội, "
        "vụ, cuộc, nước, tỉnh, thành phố, hãng, công ty, tập đoàn, ngân hàng, xe, tàu, máy bay, cháu, bé, vợ "
        "chồng, gia đình, thí sinh, sinh viên, học sinh, bác sĩ, ca sĩ, nguyên nhân"
    )
    + r"\b)"
)
_DATED = re.compile(rf",?\s+{_WHEN}(?=\s|,|$),?", re.IGNORECASE)
_REPORTS = _any_of(
    "đưa tin, cho biết, cho hay, nói, viết, nhận định, khẳng định, thông báo, tuyên bố, thông tin, dẫn lời, "
    "dẫn nguồn, tiết lộ, nhấn mạnh, chia sẻ, bày tỏ, lưu ý, kể, thừa nhận, phát biểu"
)
_CLOSING = re.compile(
    rf",\s*(?:theo|trích|dẫn)\s[^,]{{2,90}}$|,\s*[^,]{{2,90}}\s{_REPORTS}(?:\s[^,]{{0,40}})?$", re.IGNORECASE
)
_SAID = re.compile(
    r"[^,\"“]{3,140}?\s(?:cho biết|cho hay|đưa tin|(?:thông báo|thông tin)(?=,|\srằng))(?:\s+rằng|,)?\s+"
    r"(?P<what>.+)"
)
_PRONOUN = re.compile(
    _any_of(
        "ông, bà, họ, anh, chị, cô, nó, mình, tôi, chúng, nước này, hãng này, đơn vị này, cơ quan này, đây, đó, "
        "việc này, vụ việc, rất, đã, sẽ, đang, không, chưa, vẫn"
    )
    + r"\b",
    re.IGNORECASE,
)
# Where a clause may be left off: it explains, lists or adds, and what precedes stands alone. `nếu` isn't among them:
# without its condition a statement is another one.
_FIRM = _any_of(
    "nhằm, trong nỗ lực, trong bối cảnh, trong khi, trong lúc, sau khi, trước khi, đồng thời, bao gồm, cùng "
    "với, khiến,"
    r"bất chấp, mặc dù, kể từ khi, cũng như, làm(?=\s(?:\d|ít|hàng|nhiều|hơn|một|hai|ba))"
)
# Words that also open compounds (cho phép, theo dõi, hồi phục) are no cut there.
_LOOSE = _any_of(
    r"tại, vào(?!\scuộc), ở, trong(?!\s(?:sạch|suốt)), trên(?!\s\d), giữa, hồi(?!\s(?:phục|hương|giáo|sinh|đáp)), hôm,"
    r"ngày(?!\s(?:càng|nay|ngày)), theo(?!\s(?:dõi|đuổi|học)), về(?!\s(?:hưu|nước|nhà)), do(?!\sthám), khi, để, vì, gồm, rồi,"
    r"cho(?!\s(?:phép|biết|rằng|hay|thuê|vay|thấy)), đối với, với, bằng(?!\s(?:cấp|khen|lái|chứng))"
)
_CLAUSE = _any_of(
    "theo đó, qua đó, từ đó, trong đó, tuy nhiên, song, nhưng, dẫn đến, dù, điều, một trong, là, nơi, còn, và, "
    "bên cạnh, nên, như, mà"
)
# Lower case only: in `đạo | Hồi` and `gốc | Do Thái` these are names.
_CUT = re.compile(
    rf",\s+(?P<clause>{_FIRM}|{_LOOSE}|{_CLAUSE})\b|(?P<comma>,)\s|(?P<strong>[;:]|\s[–—])\s|(?P<dash>\s-)\s"
    rf"|\s(?:(?P<firm>{_FIRM})|(?P<loose>{_LOOSE}))\s"
)
# A sign that the part before a cut has its predicate.
_PREDICATE = re.compile(
    r"\s"
    + _any_of(
        "đã, đang, sẽ, vừa, bị, được, có, là, gặp, nói, cho rằng, cho biết, cho phép, khẳng định, tuyên bố, kêu "
        "gọi, yêu cầu, đề nghị, đề xuất, cảnh báo, cáo buộc, bác bỏ, phản đối, ủng hộ, lên án, chỉ trích, quyết "
        "định, ban hành, phê duyệt, thông qua, khởi tố, bắt, bắt giữ, tạm giữ, tạm giam, xét xử, tuyên, phạt, điều "
        "tra, truy tố, phát hiện, xảy ra, diễn ra, tổ chức, khai mạc, bế mạc, ký, đạt, tăng, giảm, vượt, thắng, "
        "thua, hòa, đánh bại, giành, ghi, dẫn, trở thành, nhận, thăm, rời, trở lại, mất, chết, tử vong, thiệt "
        "mạng, bốc cháy, cháy, đâm, rơi, lao, sập, ngập, công bố, ra mắt, giới thiệu, triển khai, khởi công, khánh "
        "thành, xây dựng, đầu tư, mua, bán, xuất khẩu, nhập khẩu, muốn, cần, phải, chưa, không, dự kiến, tiếp tục, "
        "bắt đầu, kết thúc, chấp thuận, cấm, mở, đóng, gây, khiến, làm, giúp, đưa, chuyển, gửi, trao, bổ nhiệm, "
        "xin, hủy, hoãn, phóng, thử, bắn, tấn công, không kích, tiêu diệt, giải cứu, triệt phá, thu giữ, chi, đối "
        "mặt, chứng kiến, ghi nhận, hé lộ, tiết lộ, thừa nhận, xác nhận, phủ nhận, bày tỏ, nhấn mạnh, đánh giá, "
        "nhận định, hy vọng, lo ngại, chia sẻ, gia nhập, tham gia, tham dự, chủ trì, hội đàm, điện đàm, thảo luận, "
        "đàm phán, thống nhất, nhất trí, nhóm họp, nổ, tìm, thấy, đi, bay, chạy, trốn, đầu thú, khai, trả, nộp, "
        "ứng phó, di dời, sơ tán, chỉ ra, kiểm tra, gửi"
    )
    + r"\s",
    re.IGNORECASE,
)
# `…, trong đó có hai du học sinh, …` and `… - học sinh lớp 2 - …` explain; the predicate comes after them.
_ASIDE = re.compile(
    rf"(?:\s?,\s(?:trong đó|người|vốn|tức|kể cả|bao gồm|gồm|nơi|được gọi là)\s[^,]+,|\s[–—-]\s[^–—-]{{8,80}}\s[–—-])(?={_PREDICATE.pattern})",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r".*\s(?:bị|được)\s(?P<rest>.*)", re.IGNORECASE)
_DANGLING = frozenset(
    (
        *(
            "của",
            "và",
            "với",
            "tại",
            "trong",
            "là",
            "đã",
            "sẽ",
            "đang",
            "bị",
            "được",
            "cho",
            "các",
            "những",
            "một",
            "để",
        ),
        *(
            "từ",
            "vào",
            "ở",
            "khi",
            "rằng",
            "biết",
            "hay",
            "hoặc",
            "do",
            "vì",
            "như",
            "hơn",
            "có",
            "thuộc",
            "theo",
            "cùng",
        ),
        *(
            "nói",
            "không",
            "chưa",
            "đến",
            "tới",
            "ra",
            "lên",
            "trên",
            "giữa",
            "trước",
            "sau",
            "nhiều",
            "mỗi",
            "cả",
            "về",
        ),
        *("bởi", "gồm", "mà", "thì", "nhằm", "hôm", "ngày", "khoảng", "gần", "số", "việc", "sự", "phải", "cần", "muốn"),
        *(
            "vừa",
            "chỉ",
            "thay",
            "luôn",
            "đều",
            "lại",
            "rất",
            "còn",
            "vẫn",
            "cũng",
            "đối",
            "liên",
            "quan",
            "hướng",
            "dành",
        ),
    )
)
_UNITS = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút", "giây", "lâu"))


def make_headline(document: Document) -> str:
    """Give the printed title, or a headline of about 8 to 18 words made from the lead, without a full stop.

    The opening date or place, the attribution, brackets and trailing clauses are left out; the rest stays as written.
    Never empty for a document that has segments.
    """
    for segment in document.segments:
        if segment.id == document.title_id:
            return segment.vi
    for kind in ("text", "heading", "caption", "byline"):
        for segment in document.segments:
            if segment.kind == kind:
                return shorten_lead(segment.vi)
    return ""


def shorten_lead(lead: str) -> str:
    """Make a headline from the first sentence of an article."""
    text = _bare(lead)
    text = _attempt(text, _CLOSING.sub("", text))
    text = _without_openings(text)
    text = _attempt(text, _DATED.sub("", text))
    text = _without_source(text)
    if _count(text) > MOST:
        text = _attempt(text, _ASIDE.sub("", text))
    if _count(text) > MOST:
        text = _cut(text)
    return _finish(text) or lead.strip()


def _bare(lead: str) -> str:
    """The sentence without brackets, double spaces and final stop."""
    text = re.sub(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]", "", lead)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    return text.rstrip(".… ;:,-–") or lead.strip()


def _attempt(text: str, shorter: str) -> str:
    """The shorter text where enough is left of it to be news."""
    return shorter.strip() if _count(shorter) >= FEWEST - 1 and _PREDICATE.search(f" {shorter} ") else text


def _without_openings(text: str) -> str:
    """Leave out when and where it was said, at most three such phrases, while a subject follows."""
    for _ in range(3):
        when = _WHEN_OPENING.match(text)
        rest = text[when.end() :] if when else _after_opening(text)
        shorter = _attempt(text, rest)
        if shorter == text:
            break
        text = shorter
    return text


def _after_opening(text: str) -> str:
    """What follows the comma that ends the opening phrase: the first one before a subject, of at most four."""
    match = _OPENING.match(text)
    if not match:
        return text
    end, participle = match.end(), bool(_PARTICIPLE.match(text))
    for _ in range(4):
        rest = text[end:]
        item, comma, _ = rest.partition(",")
        names = len(item.split()) <= 4 and all(word[:1].isupper() for word in item.split())
        if not (comma and names) and (_SUBJECT.match(rest) or not participle):  # …, Nghệ An, …: still the place
            return re.sub(r"^(?:nhưng|song|thì|mà)\s", "", rest)
        if not comma:
            break
        end += len(item) + 2
    return text


def _without_source(text: str) -> str:
    """Leave out `… cho biết` where the sentence is too long and what was said stands alone."""
    match = _SAID.fullmatch(text)
    if not match or _count(text) <= MOST:
        return text
    what = _without_openings(match["what"])
    stands = _count(what) >= FEWEST and not _PRONOUN.match(what) and _PREDICATE.search(f" {what} ")
    return what if stands else text


def _cut(text: str) -> str:
    """The best beginning of the text that can stand alone; the text itself where there is none."""
    best, best_cost = text, _length_cost(_count(text)) + 2.0
    for match in _CUT.finditer(text):
        head = text[: match.start()].rstrip(" ,;:-–—")
        cost = _cost(text, head, match)
        if cost < best_cost:
            best, best_cost = head, cost
    return best


def _cost(text: str, head: str, match: re.Match[str]) -> float:
    """How bad a headline `head` would be: its length, how firm the place of the cut is, what it leaves hanging."""
    words = head.split()
    predicates = [found.end() - 1 for found in _PREDICATE.finditer(f" {head} ")]
    if len(words) < FEWEST - 1 or words[-1].lower() in _DANGLING or not predicates:
        return 99.0
    if match["firm"] and words[-1].lower() in _UNITS:  # một năm | trước khi
        return 99.0
    opening = _OPENING.match(text)
    if opening and opening.end() > len(head):  # the subject is still to come
        return 99.0
    cost = _length_cost(len(words))
    if match["comma"]:
        cost += 5.0 if _in_list(text[match.end() :]) else 1.5
    elif match["firm"]:
        cost += 1.0
    elif match["loose"] or match["dash"]:
        cost += 3.0
    if len(head) - predicates[-1] < 8:  # the verb has hardly an object
        cost += 3.0
    if re.search(r", (?:người|một trong|vốn|nơi)\s[^,]*$", head):  # the aside isn't closed yet
        cost += 5.0
    return cost + _hanging_passive(head) + (2.0 if fold(head).count('"') % 2 else 0.0)


def _hanging_passive(head: str) -> float:
    """`bị giới chức tỉnh Ibaraki` has its agent but not yet its verb."""
    passive = _PASSIVE.match(head)
    rest = passive["rest"] if passive else ""
    return 4.0 if len(rest.split()) >= 4 and not _PREDICATE.search(f" {rest} ") else 0.0


def _in_list(rest: str) -> bool:
    """Whether what follows a comma is the next item of a list: a few words, then a comma or `và`."""
    return bool(re.match(r"[^,]{1,25}(?:,|\svà\s|$)", rest))


def _length_cost(count: int) -> float:
    if count > MOST:
        return 2.0 + (count - MOST) * 0.9
    return abs(count - _BEST) * 0.25 + (2.0 if count < FEWEST else 0.0)


def _finish(text: str) -> str:
    """Close what the cut left open and begin with a capital."""
    if fold(text).count('"') % 2:
        text = re.sub(r"[\"“”]", "", text)
    text = text.strip(" ,;:-–—")
    return text[:1].upper() + text[1:]


def _count(text: str) -> int:
    return len(text.split())
