"""Rules for what carries digits but is kept as written: model names, plates, law and telephone numbers; and scores."""

from __future__ import annotations

import datetime
import re

from songngu.text.english_numbers import fold_code
from songngu.text.numbers import MAGNITUDE, fold_case, in_words, ordinal, ordinal_in_words
from songngu.text.quantity import Quantity, Rule, after, before, compile_rule, make

_SCORE_CUE = re.compile(
    r"\b(?:tỷ số|tỉ số|thắng|thua|hòa|hoà|dẫn|gỡ|hạ|thất bại|đánh bại|chung cuộc|kết quả|nâng|rút ngắn|ghi bàn|"
    r"chiến thắng|san bằng|cách biệt|set|trận|đè bẹp|vượt qua|lượt đi|lượt về|penalty|luân lưu)\b"
)
_ASCII = str.maketrans("đĐÐ", "dDD")  # the last is Icelandic, and typed for Đ


def _keep(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    code = match[0]
    if re.match(r"[QPqp]\.\s?\d+$", code):
        return None  # Q.7 is District 7
    if code[0].islower() and not code.isascii():
        return None  # a word with a numeral glued to it: "thuê15"
    forms = [code, code.translate(_ASCII)]
    forms += [code.replace(" ", "").replace(".", ""), re.sub(r"\s*[-–]\s*", "-", code), code.upper()]
    group = {code[1:]} if re.fullmatch(r"G\d{1,2}", code) else set()  # "the Group of Seven"
    return make(match, f"keep:{code}", forms, {f"C{fold_code(code)}", *group})


def _dust(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `PM2,5`: fine dust, written with a point in English."""
    size = match["n"].replace(",", ".")
    return make(match, f"keep:PM{size}", (f"PM{size}", f"PM {size}", f"PM-{size}"), {size, f"Cpm{fold_code(size)}"})


def _age_group(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `U.23`: the name of an age group, not a number."""
    n = match["n"]
    forms = [f"U{n}", f"U-{n}", f"under-{n}", f"under {n}", f"Under-{n}", f"U{n}s", f"under-{n}s", f"U.{n}"]
    return make(match, f"keep:U{n}", forms, {f"Cu{n}", n})


def _class(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `lớp 1/2`, a school's class, which is no day."""
    n = match["n"]
    forms = [f"{word} {n}" for word in ("class", "Class", "grade", "Grade")] + [n, n.replace("/", "-")]
    return make(match, f"keep:{n}", forms, {n, *n.split("/")})


def _road(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `QL1A` and `ĐT.741`: a road's number with the class of the road before it."""
    n = match["n"].upper()
    names: tuple[str, ...] = ("National Highway", "Highway", "National Road", "national highway", "highway", "Route")
    national = match["road"].lower() in ("ql", "quốc lộ")
    if not national:
        names = ("Provincial Road", "Provincial Highway", "provincial road", "Road", "Route")
    numbers = (n, n.removesuffix("A")) if n == "1A" else (n,)
    forms = [f"{name}{joint}{number}" for joint in (" ", " No. ", " No.") for name in names for number in numbers]
    slot = set(numbers) if n.isdigit() else {f"C{fold_code(n)}", *numbers}
    return make(match, f"road:{'QL' if national else match['road']}{n}", forms, slot)


def _in_both_cases(*names: str) -> tuple[str, ...]:
    return tuple(form for name in names for form in (name, name.lower()))


def _storm(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `bão số 9`: Vietnam numbers the storms of a year."""
    n = int(match["n"])
    names = _in_both_cases("Storm", "Typhoon", "Tropical Storm", "Cyclone")
    forms = [f"{name} {no}{n}" for no in ("No. ", "No.", "no. ", "number ", "Number ", "#", "") for name in names]
    forms += [f"{th} {name}" for th in (ordinal(n), ordinal_in_words(n)) for name in names[1::2]]
    return make(match, f"storm:{n}", forms, {str(n)})


_PARTS_OF_LAW: dict[str, tuple[str, ...]] = {
    "điều": _in_both_cases("Article", "Art.", "Section"),
    "khoản": _in_both_cases("Clause", "Paragraph", "Section"),
}
_DOCUMENTS: dict[str, tuple[str, ...]] = {
    "nghị định": _in_both_cases("Decree"),
    "nghị quyết": _in_both_cases("Resolution"),
    "thông tư liên tịch": _in_both_cases("Joint Circular", "Circular"),
    "thông tư": _in_both_cases("Circular"),
    "chỉ thị": _in_both_cases("Directive", "Instruction"),
    "quyết định": _in_both_cases("Decision"),
    "công văn": _in_both_cases("Official Letter", "Official Dispatch", "Document"),
}
_KINDS_OF_DOCUMENT = "|".join(_DOCUMENTS).replace(" ", r"\s+")
# What tells that a number after "nghị quyết" or another document counts something.
_COUNTS = re.compile(
    rf"\s?%|\s+(?:{MAGNITUDE}|(?:người|điểm|trang|giờ|lần|thế giới|tháng|ngày\s+tới|năm(?!\s+(?:19|20)\d\d))\b)"
)


def _part_of_law(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `Điều 89` and `khoản 1`: what a law is divided into."""
    kind, n = fold_case(match["kind"]), match["n"]
    return make(match, f"law:{kind}:{n}", [f"{name} {n}" for name in _PARTS_OF_LAW[kind]], {n})


def _document(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `Nghị định 100/2019/NĐ-CP`: the kind of what was issued, and its number with or without year and sign."""
    kind, code = fold_case(match["kind"]), "".join(match["code"].split())
    if not (match["year"] or match["sign"]) and (
        _COUNTS.match(after(match)) or (kind in ("quyết định", "chỉ thị") and not match["no"])
    ):
        return None  # "quyết định 3 việc": to decide
    short = str(int(match["n"]))
    codes = [code.translate(_ASCII), code, match["n"] + (match["year"] or ""), match["n"], short]
    joints = (" ", " No. ", " No.", " no. ", " number ")
    forms = [f"{name}{joint}{each}" for name in _DOCUMENTS[kind] for joint in joints for each in codes]
    slot = {short, *(f"C{fold_code(each)}" for each in codes if not each.isdigit())}
    return make(match, f"law:{kind}:{code}", forms, slot)


_AREAS: dict[str, tuple[str, ...]] = {
    "q": ("District {}", "district {}", "{th} District", "D{}"),
    "p": ("Ward {}", "ward {}", "{th} Ward"),
}


def _area(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `Q.1` and `quận 1`, `P.12` and `phường 12`: what cities number instead of naming."""
    n = int(match["n"])
    patterns = _AREAS["q" if match["kind"][0] in "qQ" else "p"]
    forms = [pattern.format(n, th=th) for pattern in patterns for th in (ordinal(n), ordinal_in_words(n))]
    return make(match, f"area:{match['kind'][0].lower()}:{n}", forms, {str(n)})


def _law_of_year(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `46/2016` after the word for what was issued: kept; without such a word it may be a month."""
    if not _ISSUED.search(before(match, 40)):
        return None
    forms = (match[0], f"{match['n']} of {match['y']}", f"No. {match['n']}", match["n"])
    return make(match, f"keep:{match[0]}", forms, {match["n"], f"C{fold_code(match[0])}"}, {match["y"], match["n"]})


_ISSUED = re.compile(
    rf"(?:{_KINDS_OF_DOCUMENT}|văn bản|luật|kết luận|quy định|kế hoạch|bản án|tờ trình|thông báo|công điện)"
    r"(?:\s+liên tịch)?(?:\s+số)?\s*:?\s*$"
)


def _law(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `15/2020/NĐ-CP`: kept, with or without the sign of who issued it."""
    code = match[0]
    short = re.match(r"\d+(?:/\d+)?", code)
    forms = [code, code.translate(_ASCII), *([short[0]] if short and "/" in short[0] else [])]
    first = re.match(r"\d+", code)
    return make(
        match,
        f"keep:{code}",
        forms,
        {f"C{fold_code(code)}", f"{first[0]}" if first else "", *(f"{s}" for s in forms[2:])},
    )


def _silent(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Keep as written without asking for it: addresses of the web, clock shows such as 24/7."""
    return make(match, f"keep:{match[0]}", (match[0],))


_DAY_BEFORE = re.compile(
    r"(?:(?<!cả\s)(?<!suốt\s)(?<!mỗi\s)(?<!hàng\s)(?<!hằng\s)(?<!các\s)(?<!mọi\s)\bngày|\bhôm(?:\s+qua|\s+nay)?|\b(?:sáng|trưa|chiều|tối|khuya|mùng)|(?<!ngày\s)đêm)\s*[,(]?\s*$"
)


def _round_the_clock(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Keep `24/7`, unless it is July 24."""
    until = re.match(r"\s*(?:-|–|đến|tới)\s*(?:ngày\s+)?\d{1,2}/\d", after(match))
    return None if _DAY_BEFORE.search(before(match)) or until else _silent(match, date)


def _knockout(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `vòng 1/8`: the round of 16; the smaller rounds have names without a number, which nothing checks."""
    n = int(match["n"])
    if n <= 4:
        names = {2: ("semifinals", "semi-finals", "semifinal", "semi-final")}.get(
            n, ("quarterfinals", "quarter-finals", "quarterfinal", "quarter-final")
        )
        return make(match, f"keep:1/{n}", names)
    forms = (f"round of {2 * n}", f"last {2 * n}", f"1/{n} finals", f"1/{n}")
    return make(match, f"keep:1/{n}", forms, {str(2 * n), f"1/{n}"})


def _triple(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Keep `83-58-89` and `5-0-0`, unless it is a date such as `6-1-2026`."""
    numbers = re.findall(r"\d+", match[0])
    if len(numbers) % 3 == 0 and all(4 in (len(numbers[i]), len(numbers[i + 2])) for i in range(0, len(numbers), 3)):
        return None  # "30-4-1975 - 30-4-2018" too
    return make(match, f"keep:{match[0]}", (match[0], "-".join(numbers)), *[{n} for n in numbers])


def _score(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `3-1` after a word of sport as a score."""
    if not _SCORE_CUE.search(before(match, 60)) or re.search(r"(?:ngày|hôm|sáng|chiều|tối|đêm)\s+$", before(match)):
        return None
    a, b = match["a"], match["b"]
    if int(a) > 60 and int(b) > 60:
        return None
    forms = [f"{a}-{b}", f"{a}–{b}", f"{a} - {b}", f"{a}:{b}", f"{a} to {b}"]
    if int(a) <= 20 and int(b) <= 20:
        forms += [f"{in_words(int(a))}-{in_words(int(b))}", f"{in_words(int(a))} goals to {in_words(int(b))}"]
        if b == "0":
            forms += [f"{a}-nil", f"{in_words(int(a))}-nil"]
    if int(a) < int(b):
        forms += [f"{b}-{a}", f"{b}–{a}"]  # English tells the winner's figure first
    return make(match, f"score:{a}-{b}", forms, {a}, {b} if b != "0" else {"0", "nil", a})


def _added_time(match: re.Match[str], date: datetime.date | None) -> Quantity:
    """Read `90+4`, a minute of added time, as one."""
    a, b = match["a"], match["b"]
    forms = [f"{a}+{b}", f"{a} + {b}", f"{a}+{ordinal(int(b))}", f"{ordinal(int(b))} minute of stoppage time"]
    return make(match, f"keep:{a}+{b}", forms, {b}, {a, b})


CODE_RULES: tuple[Rule, ...] = (
    compile_rule(r"(?:https?://|www\.)\S+|(?<!\.)[\w.]+@[\w.]+", _silent),
    compile_rule(r"\w[\w-]{0,60}(?:\.[\w-]{1,60}){0,4}\.(?:com|vn|net|org)(?:/\S*)?", _silent),
    compile_rule(r"24\s?/\s?7", _round_the_clock),
    compile_rule(r"(?P<a>45|90|105|120)\s?\+\s?(?P<b>\d{1,2})(?!\d)", _added_time),
    compile_rule(r"lớp\s+(?P<n>\d{1,2}/\d{1,2})", _class),
    compile_rule(r"24/7h|24\s?/\s?24\s?(?:giờ|h)?|50\s?/\s?50|@\w+|\#\w+", _silent),
    compile_rule(
        r"(?<=vòng\s)(?<!trong\svòng\s)1\s?/\s?(?P<n>[248]|16|32)(?!\s*(?:giờ|ngày|tháng|năm|phút))", _knockout
    ),
    compile_rule(
        rf"(?P<kind>{_KINDS_OF_DOCUMENT})\s+"
        r"(?P<no>số(?:\s*:)?\s*)?(?P<code>(?P<n>\d{1,5})(?P<year>/(?:19|20)\d\d)?"
        r"(?P<sign>[/-](?-i:[A-ZĐÐ]{2,}\w*)(?:\s?[-/–]\s?(?-i:[A-ZĐÐ]{2,})\w*)*)?)",
        _document,
    ),
    compile_rule(r"\d+/(?:\d{4}/)?[A-ZĐ]{2,}(?:[-/–]?[A-ZĐ\d]+)*", _law),
    compile_rule(
        r"(?<!điều\s)(?<!tài\s)(?<!thanh\s)(?<!chuyển\s)(?<!hạt\s)(?P<kind>điều|khoản)\s+(?P<n>[1-9]\d{0,2})"
        r"(?=\s*(?:[,;()”\"]|\.(?!\d)|$)"
        r"|\s+(?:và|của|bộ|luật|nghị|hiến|thông|quy|khoản|điều|này|nêu|cũng|chưa|đã|mục|trong|về|theo|dự|BLHS)\b)",
        _part_of_law,
    ),
    compile_rule(r"bão\s+số\s+(?P<n>[1-9]|[12]\d)", _storm),
    compile_rule(
        r"(?-i:(?P<road>[Qq]uốc\s+lộ|[Tt]ỉnh\s+lộ|QL|TL|ĐT(?=\.?\d{3}\b))\s?[.-]?\s?(?P<n>[1-9]\d{0,2}[A-Z]?))",
        _road,
    ),
    compile_rule(r"(?P<n>\d{1,4})/(?P<y>(?:19|20)\d\d)", _law_of_year),
    compile_rule(
        r"(?-i:(?P<kind>[Qq]uận|[Pp]hường|[QP]\.)\s?(?P<n>0?[1-9]|[12]\d)(?![.,]?\d))"
        r"(?!\s+(?:tháng|năm|ngày))", _area
    ),
    compile_rule(r"(?-i:PM)\s?(?P<n>2[.,]5|1[.,]0)", _dust),
    compile_rule(r"U\.?\s?-?(?P<n>\d\d)", _age_group),
    compile_rule(r"(?:\+84|0\d{2,4})[\s.-]?\d{3,4}[\s.-]?\d{3,4}|1[89]00[\s.-]?\d{4}", _keep),
    compile_rule(r"\d+(?:\s?-\s?\d+){2,}(?!\s?[/.]\d)", _triple),
    compile_rule(
        r"(?-i:\d\d\s?[A-Z]{1,2}\s?\d?(?:\s\d{3}\.\d\d|\s?[-–.]\s?(?:\d{3}\.?(?:\d\d|XX)|\d{4}))|"
        r"[A-Z]{2,3}g?\s?-?\d{5}\s?-?\s?TS)",
        _keep,
    ),
    compile_rule(
        r"(?!(?:km|m|cm|dm)[23]\b)(?:[^\W\d_]+[-‑–]){0,4}[^\W\d_]+(?:[-‑–]\s?|\.)?\d+\w*(?:[-‑–./]\w*\d\w*)*", _keep
    ),
    compile_rule(r"(?!I{1,3}\b|IV\b)(?-i:[A-Z])[A-Za-z]*\s-\d+\w*", _keep),
    compile_rule(r"\d+[-‑]?(?-i:[A-Z])(?-i:(?<![A-Za-zĐ]{3}))\w*(?:-\w+)?", _keep),
    compile_rule(
        r"(?P<a>\d{1,3})\s?[-–:]\s?(?P<b>\d{1,3})(?!\s?[-–/]\s?\d)"
        r"(?!\s*(?:%|tuổi|người|ngày|năm|tháng|tuần|giờ|phút|triệu|tỷ|tỉ|đồng|k?m\b|kg|lần))",
        _score,
    ),
)  # fmt: skip
