"""What the lead of a Vietnamese article may lose, and where it may be cut. See headline.py."""

from __future__ import annotations

import re


def _any_of(text: str) -> str:
    """An alternation of the comma-separated phrases."""
    return "(?:" + "|".join(phrase.strip() for phrase in text.split(",")) + ")"


DAY = r"\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{4})?"
PART = _any_of("rạng sáng, sáng sớm, sáng, trưa, chiều tối, chiều, tối muộn, tối, đêm, khuya")
WHEN = (
    r"(?:(?:vào|trong)\s+)?(?:khoảng\s+)?(?:\d{1,2}(?:h|g|:)\d{0,2}\s+)?"
    rf"(?:(?:{PART}\s+)?(?:ngày|hôm)\s+(?:(?:thứ\s+\w+|chủ\s+nhật)\s+)?(?:ngày\s+)?(?:{DAY}|nay)"
    rf"|hôm\s+qua|{PART}\s+(?:{DAY}|nay|qua))"
    r"(?:\s*\((?:giờ|theo giờ)[^)]*\))?"
)
WHEN_OPENING = re.compile(rf"(?:{WHEN},?|{DAY},)\s+", re.IGNORECASE)
# Openings that only place the news; the sentence stands without them once a subject follows the comma.
OPENING = re.compile(
    _any_of(
        "ngày, hôm, sáng, trưa, chiều, tối, đêm, rạng sáng, vào, hồi, mới đây, gần đây, vừa qua, trước đó, trong "
        "khi đó, tuy nhiên, liên quan, theo, trong, tại, ở, sau, trước, đến, tính đến, từ, bên lề, phát biểu, trao "
        "đổi, trả lời, thông tin từ, cùng ngày, như đã đưa tin, ngoài ra, bên cạnh, cuối, đầu, giữa, dù, mặc dù, "
        "nhằm, để, với, qua, nhân, hiện, hôm nay, năm, tuần, tháng, đúng như, là, vừa, từng, đang, bước, khi, do, "
        "vì, bởi, được biết, cũng theo, bị, không, được, khoảng, trên, bất kể, nhiều tháng, nhiều năm, nhiều ngày, "
        "nhiều tuần, suốt, mấy ngày, những ngày"
    )
    + r"\b[^,]*,\s+",
    re.IGNORECASE,
)
# These say something of the subject, so it must be recognised after them; after the others anything may follow.
PARTICIPLE = re.compile(
    _any_of("là, vừa, từng, đang, bước, bị, không, được, dù, mặc dù, từ, với, để") + r"\b", re.IGNORECASE
)
SUBJECT = re.compile(
    r"[\"“‘']?(?:[A-ZĐ0-9À-Ỹ]|"
    + _any_of(
        "một, các, những, nhiều, hàng, hai, ba, bốn, năm, ông, bà, anh, chị, cô, người, công an, cảnh sát, lực "
        "lượng, quân đội, cơ quan, đại diện, giới, chính phủ, chính quyền, bộ, tổng thống, thủ tướng, phó, chủ "
        "tịch, đặc phái viên, ngoại trưởng, tòa, toà, viện, giá, số, nhóm, đối tượng, nạn nhân, phái đoàn, đội, "
        "vụ, cuộc, nước, tỉnh, thành phố, hãng, công ty, chiếc, cặp, con, tên, vợ, chồng, mẹ, cha, bố, trường, "
        "đoàn, dự án, bức, tập đoàn, ngân hàng, xe, tàu, máy bay, cháu, bé, vợ chồng, gia đình, thí sinh, sinh "
        "viên, học sinh, bác sĩ, ca sĩ, nguyên nhân"
    )
    + r"\b)"
)
DATED = re.compile(rf",?\s+{WHEN}(?=\s|,|$),?", re.IGNORECASE)
REPORTS = _any_of(
    "đưa tin, cho biết, cho hay, nói, viết, nhận định, khẳng định, thông báo, tuyên bố, thông tin, dẫn lời, "
    "dẫn nguồn, tiết lộ, nhấn mạnh, chia sẻ, bày tỏ, lưu ý, kể, thừa nhận, phát biểu"
)
# `…, theo AFP`, `…, AP đưa tin`, `…, một quan chức cho biết`
SPEAKER = (
    r"(?:[A-ZĐ]|"
    + _any_of("một, các, tờ, báo, hãng, đài, ông, bà, cơ quan, quan chức, nguồn tin, truyền thông, giới")
    + r"\s)"
)
CLOSING = re.compile(rf",\s+(?:theo|trích|dẫn)\s[^,]{{2,90}}$|,\s+{SPEAKER}[^,]{{1,60}}\s{REPORTS}(?:\s[^,]{{0,40}})?$")
SAID = re.compile(
    r"[^,\"“]{3,140}?\s(?:cho biết|cho hay|đưa tin|(?:thông báo|thông tin)(?=,|\srằng))(?:\s+rằng|,)?\s+"
    r"(?P<what>.+)"
)
PRONOUN = re.compile(
    _any_of(
        "ông, bà, họ, anh, chị, cô, nó, mình, tôi, chúng, nước này, hãng này, đơn vị này, cơ quan này, đây, đó, "
        "việc này, vụ việc, rất, đã, sẽ, đang, không, chưa, vẫn, về, trên, tại, như"
    )
    + r"\b",
    re.IGNORECASE,
)
# Where a clause may be left off: it explains, lists or adds, and what precedes stands alone. `nếu` isn't among them:
# without its condition a statement is another one.
FIRM = _any_of(
    "nhằm, trong nỗ lực, trong bối cảnh, trong khi, trong lúc, sau khi, trước khi, đồng thời, bao gồm, cùng "
    "với, khiến,"
    r"bất chấp, mặc dù, kể từ khi, cũng như, làm(?=\s(?:\d|ít|hàng|nhiều|hơn|một|hai|ba))"
)
# Words that also open compounds (cho phép, theo dõi, hồi phục) are no cut there.
LOOSE = _any_of(
    r"tại, vào(?!\scuộc), ở, trong(?!\s(?:sạch|suốt)), trên(?!\s\d), hồi(?!\s(?:phục|hương|giáo|sinh|đáp)), hôm,"
    r"ngày(?!\s(?:càng|nay|ngày)), theo(?!\s(?:dõi|đuổi|học|sát|kịp|chân|đà|cách|kiểu)), về(?!\s(?:hưu|nước|nhà)),"
    r"do(?!\sthám), khi, để, vì, gồm, rồi,"
    r"cho(?!\s(?:phép|biết|rằng|hay|thuê|vay|thấy)), đối với, với, bằng(?!\s(?:cấp|khen|lái|chứng))"
)
CLAUSE = _any_of(
    "theo đó, qua đó, từ đó, trong đó, tuy nhiên, song, nhưng, dẫn đến, dù, điều, một trong, là, nơi, còn, và, "
    "bên cạnh, nên, như, mà"
)
# Lower case only: in `đạo | Hồi` and `gốc | Do Thái` these are names.
CUT = re.compile(
    rf",\s+(?P<clause>{FIRM}|{LOOSE}|{CLAUSE})\b|(?P<comma>,)\s|(?P<strong>[;:]|\s[–—])\s|(?P<dash>\s-)\s"
    rf"|\s(?:(?P<firm>{FIRM})|(?P<loose>{LOOSE}))\s"
)
# A sign that the part before a cut has its predicate.
PREDICATE = re.compile(
    r"\s"
    + _any_of(
        "đã, đang, sẽ, vừa, bị, được, có, là, gặp, nói, cho rằng, cho biết, cho phép, khẳng định, tuyên bố, kêu "
        "gọi, yêu cầu, đề nghị, đề xuất, cảnh báo, cáo buộc, bác bỏ, phản đối, ủng hộ, lên án, chỉ trích, quyết "
        "định, ban hành, phê duyệt, thông qua, khởi tố, bắt, bắt giữ, tạm giữ, tạm giam, xét xử, tuyên, phạt, điều "
        "tra, truy tố, phát hiện, xảy ra, diễn ra, tổ chức, khai mạc, bế mạc, ký, đạt, tăng, giảm, vượt, thắng, "
        "thua, hòa, đánh bại, giành, trở thành, nhận, thăm, rời, trở lại, mất, chết, tử vong, thiệt "
        "mạng, bốc cháy, cháy, đâm, rơi, lao, sập, ngập, công bố, ra mắt, giới thiệu, triển khai, khởi công, khánh "
        "thành, xây dựng, đầu tư, mua, bán, xuất khẩu, nhập khẩu, muốn, cần, phải, chưa, không, dự kiến, tiếp tục, "
        "bắt đầu, kết thúc, chấp thuận, cấm, mở, gây, khiến, làm, giúp, đưa, chuyển, gửi, trao, bổ nhiệm, "
        "xin, hủy, hoãn, phóng, bắn, tấn công, không kích, tiêu diệt, giải cứu, triệt phá, thu giữ, đối "
        "mặt, chứng kiến, ghi nhận, hé lộ, tiết lộ, thừa nhận, xác nhận, phủ nhận, bày tỏ, nhấn mạnh, đánh giá, "
        "nhận định, hy vọng, lo ngại, chia sẻ, gia nhập, tham gia, tham dự, chủ trì, hội đàm, điện đàm, thảo luận, "
        "đàm phán, thống nhất, nhất trí, nhóm họp, nổ, tìm, thấy, bay, chạy, trốn, đầu thú, trả, nộp, "
        "ứng phó, di dời, sơ tán, chỉ ra, kiểm tra, cấp, cấp phép, xây, vinh danh, truy nã, mời, chọn, phát động, "
        "công nhận, xếp, thả, phóng thích, giao, khen thưởng, triệu tập, dẫn độ, trục xuất, kết án, cải tạo"
    )
    + r"\s",
    re.IGNORECASE,
)
# `…, trong đó có hai du học sinh, …` and `… - học sinh lớp 2 - …` explain; the predicate comes after them.
ASIDE = re.compile(
    r"(?:\s?,\s(?:trong đó|người|vốn|tức|kể cả|bao gồm|gồm|nơi|được gọi là)\s[^,]+,|\s[–—-]\s[^–—-]{8,80}\s[–—-])"
    rf"(?={PREDICATE.pattern})",
    re.IGNORECASE,
)
# `27 nhà lãnh đạo khác thuộc nhóm “…” sẽ nhóm họp`
BELONGING = re.compile(r"\s(?:trực\s)?thuộc\s[^,]{3,80}?(?=\s(?:đã|sẽ|đang|vừa|bị|được)\s)")
# These only lead to the clause after their comma: `Một tuần sau khi …, người dân …`, `Vốn quen với …, nhiều người …`.
SUBORDINATE = re.compile(
    r"(?:"
    + _any_of(
        "vốn, nếu, nhờ, lợi dụng, bất chấp, bất kể, tuyên bố, nhận tin, chỉ vừa, kể từ, thay vì, không chỉ, dù, mặc "
        "dù, tuy, trong khi, quen, sau, trước, khi, chỉ sau, với, mong muốn, bằng"
    )
    + r"|\S+\s(?:giờ|ngày|tuần|tháng|năm|phút)\s(?:sau|trước)(?:\skhi)?)\b[^,]*(?:,\s+|$)",
    re.IGNORECASE,
)
# What opens a place or a time; the others (`niềm tin vào`, `đối mặt với`) more often lead to what the verb needs.
COMPLEMENT = re.compile(r"\s(?:với|vào|cho|về|bằng|đối với)\s$")
# But whom one meets is no such thing: `tổ chức cuộc họp khẩn | với lãnh đạo 30 nước`.
MEETING = re.compile(
    r"\s"
    + _any_of("cuộc, buổi, phiên, hội nghị, hội đàm, điện đàm, thỏa thuận, hợp đồng, hiệp định")
    + r"(?:\s\S+){0,3}$"
)
# A clause as a subject whose own predicate is yet to come: `việc tình báo Mỹ trợ giúp | cho Nga là điều hiếm`.
CLAUSE_SUBJECT = re.compile(r"(?:^|,\s)(?:việc|chuyện|sự việc|quyết định|động thái)\s", re.IGNORECASE)
LATER_PREDICATE = re.compile(r"[^,;:]*\s(?:là|khiến|làm|giúp|cho thấy|sẽ|đã)\s")
TOPIC = re.compile(r"(?:vụ|lời|sự|việc|chuyện)\s", re.IGNORECASE)
# A place that belongs to the subject, whose predicate comes after it: `đội cất bốc hài cốt | tại Quảng Trị đã tìm …`.
TENSE = re.compile(r"\s(?:đã|sẽ|đang|vừa)\s", re.IGNORECASE)
PLACED = re.compile(r"\s(?:tại|ở|trong|trên|thuộc|của|với|về|gồm)\s[^,;:]{2,60}?\s(?:đã|sẽ|đang|vừa)\s")
# These begin a sentence as nouns: `Tổ chức Cà phê thế giới, Liên đoàn …` has no predicate yet.
NOUN_FIRST = re.compile(
    _any_of("tổ chức, tuyên bố, quyết định, đề xuất, đề nghị, yêu cầu, cảnh báo, cáo buộc, nhận định, đánh giá, cấp")
    + r"\s",
    re.IGNORECASE,
)
# The second of two things said may go, but not half of a pair: `giữa Mỹ | và Trung Quốc`, `cả cha | và con`.
AND = re.compile(r"\svà\s")
PAIRED = re.compile(r"\b(?:giữa|cả|hai|lẫn|cùng|từ|vừa|đôi)\b[^,]*$", re.IGNORECASE)
# A date after these isn't when it happened but what it is about: `từ ngày 19/5 đến 23/5`.
HELD_DATE = re.compile(
    r"(?:^|\s)(?:từ|đến|tới|trước|sau|và|của|cho|kể từ|đêm|sáng|trưa|chiều|tối|qua|là)$", re.IGNORECASE
)
# Words that are verbs elsewhere: `thất bại của tổ chức …`, `một quyết định`.
NOUN_MARKS = frozenset(
    ("của", "các", "những", "một", "mọi", "nhiều", "cuộc", "sự", "việc", "vụ", "lệnh", "hãng", "nhà", "đội")
)
# What ends the head leads on: `mà nhà văn`, `lần đầu tiên`, `cho rằng sau bữa ăn tối`; or it is no more than `Người
# từng …`.
LEADING_ON = re.compile(
    r"\smà\s(?:\S+\s?){1,4}$|\slần đầu(?:\stiên)?$|^(?:Người|Kẻ|Những người)\s(?:từng|đã|đang|sẽ|bị|được)\b[^,]*$|"
    r"^[^,]+,\s(?:nữ|nam|người|tên|thủ lĩnh|trưởng|nguyên|cựu|giám đốc|con|vợ|chồng|nghi can|nghi phạm|chủ)\s"
    r"(?:(?!\s(?:đã|vừa|sẽ|đang|được)\s)[^,])*$|"
    rf"\s(?:{REPORTS}|cho rằng|tin rằng|nói rằng)(?:\srằng)?\s(?:sau|khi|trước|nếu|dù|trong|tại|để)\b[^,]*$"
)
HANGING_REPORT = re.compile(rf"\s(?:{REPORTS}|cho rằng|cho biết|tin rằng|cáo buộc|nghi ngờ)$", re.IGNORECASE)
PASSIVE = re.compile(r".*\s(?:bị|được)\s(?P<rest>.*)", re.IGNORECASE)
DANGLING = frozenset(
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
            "nằm",
            "đứng",
            "ngồi",
            "đặt",
            "mang",
            "kèm",
            "kéo",
            "giấu",
            "ngay",
        ),
    )
)
NUMBERS = frozenset(("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "vài", "mấy"))
UNITS = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút", "giây", "lâu"))
