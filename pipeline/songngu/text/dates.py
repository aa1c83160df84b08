"""Rules for Vietnamese dates: day first, in every shape newspapers use."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise

from songngu.text.date_cues import (
    ADDRESS,
    COUNTS,
    CUE_BEFORE,
    LIGHT_CUE,
    STREET,
    is_fraction,
    is_hyphened_day,
    is_in_zone,
)
from songngu.text.english_dates import MONTHS, WEEKDAYS
from songngu.text.english_numbers import read_roman
from songngu.text.fractions import read_fraction
from songngu.text.lunar_dates import is_lunar, read_day, read_last_day, read_lunar_date, read_lunar_month
from songngu.text.numbers import fold_case, ordinal, ordinal_in_words
from songngu.text.quantity import Quantity, Rule, after, before, compile_rule, make

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:1[0-9]\d\d|20\d\d|21\d\d)"
_SEP = r"\s?[/.-]\s?"
_CUE = r"(?:(?:(?:các\s+|những\s+)?ngày(?:\s+(?:mùng|mồng))?|mùng|mồng)\s+)"
_WEEKDAYS = {
    "hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip
MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
# What ends in "sinh" and is no birth: pupil, candidate, Christmas, to die in war …
_BEFORE_SINH = re.compile(
    r"\b(?:học|thí|tuyển|giáng|phát|hy|hi|vệ|cứu|tái|khai|hồi|mưu|y|dân|an|nhân|môi|sản|nảy|ký|cộng|trường|võ|môn|nho|"
    r"thiên|nữ|nam|du|giám|tân|thư|phục|dưỡng|thực|chúng|ngoại|bẩm)\s+$"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _names(month: int) -> tuple[str, ...]:
    name = MONTHS[month - 1]
    short = {9: ("Sept.", "Sep.", "Sept", "Sep")}.get(month, (f"{name[:3]}.", name[:3]))
    return (name, *(() if len(name) <= 4 else short))


def render_day(day: int, month: int, year: int | None = None) -> tuple[str, ...]:
    """Give the English forms of a date, best first: January 6, Jan. 6, 6 January, January 6th, 6th of January …"""
    forms: list[str] = []
    american, british = (f", {year}", f" {year}") if year else ("", "")
    for name in _names(month):
        forms += [f"{name} {day}{american}", f"{day} {name}{british}"]
    name = MONTHS[month - 1]
    forms += [f"{name} {ordinal(day)}{american}", f"{ordinal(day)} {name}{british}"]
    forms += [f"{ordinal(day)} of {name}{british}", f"{ordinal_in_words(day)} of {name}{british}"]
    if year:
        forms += [f"{name} {day} {year}", f"{day} {name}, {year}", f"{name} {day} of {year}"]
    return tuple(forms)


def render_month(month: int, year: int | None = None) -> tuple[str, ...]:
    """Give the English forms of a month: November 2025, Nov. 2025, November of 2025."""
    if year is None:
        return _names(month)
    return tuple(f"{name}{joint}{year}" for joint in (" ", ", ", " of ") for name in _names(month))


def _is_day(day: int, month: int, year: int | None = None) -> bool:
    try:
        datetime.date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def _key(day: int, month: int, year: int | None) -> str:
    return f"{year:04}-{month:02}-{day:02}" if year else f"{month:02}-{day:02}"


def _year_slot(year: int | None) -> list[set[str]]:
    return [{str(year)}] if year else []


def _guess_year(day: int, month: int, date: datetime.date | None) -> int | None:
    """Give the year in which a date without one lies nearest to the article's own date."""
    if date is None:
        return None
    near = [y for y in (date.year - 1, date.year, date.year + 1) if _is_day(day, month, y)]
    return min(near, key=lambda y: abs((datetime.date(y, month, day) - date).days), default=None)


def _date(match: re.Match[str], day: int, month: int, year: int | None, date: datetime.date | None) -> Quantity | None:
    if not _is_day(day, month, year):
        return None
    if is_lunar(match):
        return read_lunar_date(match, day, month, year)
    if not year and match[0][0].isdigit() and "tháng" in match[0].lower() and STREET.search(before(match)):
        names = (f"{day} Thang {month}", f"{month}/{day}", f"{day}/{month}", f"{month}-{day}")
        return make(match, f"keep:{match[0]}", (*names, *render_day(day, month)), {str(day)}, {f"M{month}", str(month)})
    slots = [{str(day)}, {f"M{month}"}, *_year_slot(year)]
    key = _key(day, month, year or _guess_year(day, month, date))
    return make(match, f"date:{key}", render_day(day, month, year), *slots)


def _full_date(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    year = match["y"]
    if year and len(year) == 2:
        year = ("20" if int(year) < 50 else "19") + year
    return _date(match, int(match["d"]), int(match["m"]), int(year) if year else None, date)


def _day_before_another(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read the 6 of `đêm 6 và rạng sáng 7-11`: its month, and its year if any, stand behind the second day."""
    day, month, year = int(match["d"]), int(match["m"]), match["y"]
    if not _AFTER_PART.search(before(match)) or day >= int(match["other"]):
        return None
    rest = match.string[match.end("y" if year else "m") :]
    if COUNTS.match(rest) or re.match(r"\s*\(?âm", rest):
        return None
    return _date(match, day, month, None, datetime.date(int(year), month, 1) if year else date)


_ALSO_COUNTS = frozenset(("một", "hai", "ba", "năm"))  # months in words that may count what follows


def _spelled_date(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `ngày 2 tháng mười hai`; a lunar month is none of these, and in lower case a day needs its cue."""
    word, year = fold_case(match["w"]), match["y"]
    if word in ("giêng", "chạp") or re.match(r"\s*\(?âm", after(match)):
        return None
    if match["w"].islower():  # a capital tells that it is a month
        cue = fold_case(match["cue"] or "").strip()
        if not cue or cue in ("mùng", "mồng"):
            return None  # "mùng 10 tháng ba" is a lunar day
        if word in _ALSO_COUNTS and not year and not _AFTER_MONTH.match(after(match)):
            return None  # "ngày 15 tháng một lần"
    return _date(match, int(match["d"]), MONTH_WORDS[word], int(year) if year else None, date)


def _short_date(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `6/1` where the text around says it is a date; `1/3 dân số` is a fraction and `24/7` neither."""
    left, right = before(match), after(match)
    day, month = int(match["d"]), int(match["m"])
    in_zone = is_in_zone(match.string, match.start(), match.end())
    if "/" not in match[0] and not match["cue"] and COUNTS.match(right) and not in_zone:
        return None  # "mỗi tuần, 3-4 triệu"
    if match["cue"] or CUE_BEFORE.search(left):
        return _date(match, day, month, None, date)
    if "/" not in match[0]:
        return _date(match, day, month, None, date) if is_hyphened_day(match, left, right) else None
    if ADDRESS.search(left):
        return make(match, f"keep:{match[0]}", (match[0],), {f"{day}/{month}", str(day)})
    if is_fraction(match, left, right):
        return None
    if day < month <= 5 and not LIGHT_CUE.search(left):
        return _date_or_fraction(match, date)
    return _date(match, day, month, None, date)


def _date_or_fraction(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read a bare `2/3`, of which nothing tells whether it is March 2 or two thirds: both count."""
    day, month = int(match["d"]), int(match["m"])
    as_date, as_fraction = _date(match, day, month, None, date), read_fraction(match, day, month)
    if as_date is None:
        return as_fraction
    targets = (*as_date.term.targets, *as_fraction.term.targets)
    first, last = zip(as_date.slots, as_fraction.slots, strict=True)
    key = f"{as_date.term.key}|{as_fraction.term.key}"
    return make(match, key, targets, first[0] | first[1], last[0] | last[1])


def _day_range(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read several days of one month: `3-5/6`, `từ 3 đến 5/6`, `ngày 3, 4 và 5/6`."""
    if re.search(r"\d\s?-\s?$", before(match)):
        return None  # "7-2 đến 21-2" are February 7 and 21, not the 2nd to the 21st
    days = [int(n) for n in re.findall(r"\d+", match["days"])]
    month, year = int(match["m"]), int(match["y"]) if match["y"] else None
    joined = re.search(r"đến|tới|-|–", match["days"])
    if not all(_is_day(d, month, year) for d in days) or (joined and days != sorted(days)):
        return None
    said = match["cue"] or CUE_BEFORE.search(before(match)) or re.search(r"đến|tới|tháng|\d-\d+/", match[0].lower())
    said = said or re.search(r"\b(?:thời\s+gian|giai\s+đoạn|diễn\s+ra)\s+$", before(match))
    if not said and not year:
        return None
    tail = f", {year}" if year else ""
    head, last, forms = ", ".join(map(str, days[:-1])), days[-1], []
    for name in _names(month):
        if joined:
            for joint in ("-", "–", " to ", " - ", " through ", " until "):
                forms += [f"{name} {days[0]}{joint}{last}{tail}", f"{days[0]}{joint}{last} {name}{tail.lstrip(',')}"]
                forms += [f"{name} {days[0]}{joint}{name} {last}{tail}"]
            forms += [f"{name} {days[0]} and {last}{tail}", f"{days[0]} and {last} {name}{tail.lstrip(',')}"]
        for joint in (" and ", " or ") if len(days) == 2 else (" and ", ", and "):
            forms += [f"{name} {head}{joint}{last}{tail}", f"{head}{joint}{last} {name}{tail.lstrip(',')}"]
    if len(days) == 2:
        forms += [f"{MONTHS[month - 1]} {days[0]} and {MONTHS[month - 1]} {last}{tail}"]
    slots = [*({str(d)} for d in days), {f"M{month}"}, *_year_slot(year)]
    key = ",".join(_key(d, month, year or _guess_year(d, month, date)) for d in days)
    return make(match, f"date:{key}", forms, *slots)


# What stands around a month in words: "hồi tháng một", "từ tháng hai đến …", but "trong tháng ba người …".
_BEFORE_MONTH = re.compile(r"\b(hồi|từ|vào|đến|tới|đầu|giữa|cuối|trong|của)\s+$")
_AFTER_MONTH = re.compile(
    r"\s*(?:[,.;:)]|$)|\s+(?:đến|tới|năm|này|qua|vừa|sang|tại|ở|với|khi|sau|trước|và|cho|từ|theo)\b"
)


def _is_named(match: re.Match[str]) -> bool:
    """Whether "tháng một" is January, as the words around say."""
    cue = _BEFORE_MONTH.search(before(match))
    return bool(cue and (cue[1] == "hồi" or match["y"] or _AFTER_MONTH.match(after(match))))


def _month(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    word = fold_case(match["w"] or "")
    if match["m"] is None and word in _ALSO_COUNTS and match["w"].islower() and not _is_named(match):
        return None  # "tháng năm" may go on as "tháng, năm"; many newspapers capitalise the name of a month
    month = int(match["m"]) if match["m"] else MONTH_WORDS[word]
    year = int(match["y"]) if match["y"] else None
    if match["m"] and not year and is_lunar(match):
        return read_lunar_month(match, month)
    slots = [{f"M{month}"}, *_year_slot(year)]
    forms = render_month(month, year)
    if word in ("giêng", "chạp"):
        lunar = ("first", "1st") if month == 1 else ("12th", "twelfth", "last")
        forms = (f"the {lunar[0]} lunar month", *(f"{word} lunar month" for word in lunar), *forms)
        slots[0] |= {str(month), "0.5"} if month == 12 else {"1"}
    return make(match, f"month:{year}-{month:02}" if year else f"month:{month:02}", forms, *slots)


def _hyphened_month(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `hồi 8-2018`; a model's name has such numbers too."""
    said = re.search(r"(?:\b(?:hồi|từ|đến|tới|vào|trong|đầu|giữa|cuối|và)|,|\()\s*$", before(match))
    recent = match["y"].startswith(("19", "20"))
    return _month(match, date) if said and recent and not COUNTS.match(after(match)) else None


# What follows a number that counts something, and not a month.
_COUNTED = re.compile(
    r"\s+(?!(?:và|hoặc|năm|tới|này|hàng|hằng|vừa|sắp|dương|âm|là|thường|sẽ|đã|đang|có|trong|ở|tại|với|theo|thì|khi|do|trời"
    r"|mùa|không|được|bị|giá|nhiều|tuy|nhưng)\b)[^\W\d_]"
)


def _months(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    first, last = int(match["m1"]), int(match["m2"])
    if match["joint"].strip() == "," and (last != first + 1 or _COUNTED.match(match.string, match.end())):
        return None  # "đầu tháng 6, 4 xe" is June and four vehicles
    year = int(match["y"]) if match["y"] else None
    joints = (
        (" and ", " or ", ", ") if re.search(r"và|hoặc|,", match["joint"]) else (" to ", "-", "–", " and ", " through ")
    )
    tails = (f" {year}", f", {year}") if year else ("",)
    forms = [f"{a}{j}{b}{t}" for t in tails for j in joints for a in _names(first) for b in _names(last)]
    slots = [{f"M{first}"}, {f"M{last}"}, *_year_slot(year)]
    return make(match, f"months:{first:02},{last:02}" + (f"/{year}" if year else ""), forms, *slots)


def _year(match: re.Match[str], date: datetime.date | None) -> Quantity:
    return make(match, f"year:{match['y']}", (match["y"],), {match["y"]})


def _birth(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `SN 1969` and `sinh năm 1969`; `học sinh năm 2020` are the pupils of that year."""
    written = match["sn"] is None
    if written and _BEFORE_SINH.search(before(match)):
        return None
    year = match["y"]
    if match["d"]:
        day, month = int(match["d"]), int(match["m"])
        if not _is_day(day, month, int(year)):
            return None
        days = render_day(day, month, int(year))
        forms = [f"born {joint}{day}" for joint in ("on ", "", "in ") for day in days]
        return make(match, f"born:{_key(day, month, int(year))}", forms, {str(day)}, {f"M{month}"}, {year})
    forms = [f"born in {year}", f"born {year}", f"born in the year {year}", f"born: {year}", f"born, {year}"]
    forms += [f"birth year {year}", f"year of birth {year}", f"b. {year}", f"{year}-born"]
    # Without "SN" there is nothing that could have been left: "he was born in Hanoi in 1969" is right as well.
    return make(match, f"born:{year}", [*forms, *([year] if written else [])], {year})


def _decade(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `thập niên 60` and `những năm 80, 90`."""
    full = [n if len(n) == 4 else "19" + n for n in re.findall(r"\d+", match["n"])]
    if any(int(later) - int(earlier) != _TEN for earlier, later in pairwise(full)):
        return None  # "những năm 80, 30 gia đình"
    slots = [{n, n[2:]} for n in full]
    key = f"decade:{','.join(full)}"
    if len(full) > 1:
        forms = [" and ".join([", ".join(f"{n}s" for n in full[:-1]), f"{full[-1]}s"])]
        return make(match, key, [f"the {forms[0]}", *forms, f"the {'-'.join(f'{n}s' for n in full)}"], *slots)
    (n,) = full
    forms = [f"the {n}s", f"{n}s", f"the {n[2:]}s", f"{n[2:]}s", f"the '{n[2:]}s", f"{n}'s"]
    return make(match, key, forms, *slots)


def _century(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    number = int(match["n"]) if match["n"].isdigit() else read_roman(match["n"])
    if not 1 <= number <= 30:
        return None
    forms = [f"{ordinal(number)} century", f"{ordinal_in_words(number)} century"]
    return make(match, f"century:{number}", [*forms, *(f"{f[:-8]}-century" for f in forms)], {str(number)})


def _numbered_term(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `khóa XI` of `HĐND tỉnh khóa XI` and `Đại hội lần thứ XIII`: a term of office, a congress."""
    number, tenure = read_roman(match["n"]), match["kind"][0] in "kK"
    if not number:
        return None
    names = ("tenure", "term", "legislature") if tenure else ()
    forms = [f"{th} {name}" for name in names for th in (ordinal(number), ordinal_in_words(number))]
    forms += [ordinal(number), ordinal_in_words(number), f"{ordinal(number)}-tenure", f"{ordinal(number)}-term"]
    forms += [match["n"]] if len(match["n"]) > 1 else []  # no "I" of somebody who speaks
    return make(match, f"ordinal:{number}", forms, {str(number), f"C{match['n'].lower()}"})


def _quarter(match: re.Match[str], date: datetime.date | None) -> Quantity:
    quarter, year = _ROMAN[fold_case(match["q"])], match["y"]
    names = (f"{ordinal_in_words(quarter)} quarter", f"{ordinal(quarter)} quarter", f"Q{quarter}", f"quarter {quarter}")
    if not year:
        return make(match, f"quarter:Q{quarter}", names, {str(quarter)})
    forms = [f"{name}{joint}{year}" for name in names for joint in (" of ", " ", ", ", "/")]
    forms += [f"{year}'s {names[0]}", f"Q{quarter} {year}", f"{year} {names[0]}"]
    return make(match, f"quarter:{year}Q{quarter}", ["the " + forms[0], *forms], {str(quarter)}, {year})


def _next_quarter(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read the second of `quý 1 và 2/2024`."""
    first = re.search(r"\bqu[ýí]\s+(?:iv|i{1,3}|[1-4])\s?(?:,|-|–|và|đến|tới|hoặc)\s?$", before(match))
    counted = not match["y"] and _COUNTED.match(match.string, match.end())
    return _quarter(match, date) if first and not counted else None


def _weekday(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    word = fold_case(match["w"] or "")
    if not word:
        return make(match, "weekday:6", ("Sunday", "Sundays", "Sun."), {"W6"})
    index = _WEEKDAYS[word]
    name = WEEKDAYS[index]
    forms: tuple[str, ...] = (name, f"{name}s", f"{name[:3]}.")
    cued = re.search(r"(?:từ|đến|vào|mỗi|các)\s+$", before(match))
    strong = re.search(r"(?:hôm|sáng|trưa|chiều|tối)\s+$", before(match))
    if match["w"][0].islower() and re.search(
        r"(?:lần|người|phần|vị trí|hạng|đứng|xếp|bên|con|trận|ngày|năm|tuần|tập|vòng|kỳ)\s+(?:thứ\s+)?$", before(match)
    ):
        return None
    dated = re.match(r"\s*(?:\(|,)?\s*(?:ngày\s+)?\d{1,2}\s?[/-]\s?\d|\s+(?:tuần|tới|vừa|hàng|này|nầy)\b", after(match))
    if word.isdigit() and match[0][0].isupper() and not (strong or dated):
        both = (*forms, ordinal(int(word)), ordinal_in_words(int(word)))
        return make(match, f"weekday:{index}|ordinal:{word}", both, {f"W{index}", word})
    if match["w"][0].isupper() or strong or dated or (cued and not word.isdigit()):
        return make(
            match, f"weekday:{index}", forms, {f"W{index}", *([] if match["w"][0].isupper() else [str(index + 2)])}
        )
    if not word.isdigit():
        return None
    number = int(word)
    ordinals: tuple[str, ...] = (ordinal(number), ordinal_in_words(number), f"No. {number}", f"number {number}")
    if cued:
        ordinals = (*forms, *ordinals)
    return make(match, f"ordinal:{number}", ordinals, {str(number), f"W{index}"} if cued else {str(number)})


_YEAR_TAIL = rf"(?:{_SEP}(?P<y>{_Y}))"
_SAID_YEAR = rf"(?:(?:\s*(?:,\s*)?năm\s+|{_SEP}|,?\s+)(?P<y>{_Y}))"
_SPELLED_MONTHS = "|".join(sorted(MONTH_WORDS, key=len, reverse=True)).replace(" ", r"\s+")
_DAYS_OF_MONTH = (
    rf"(?<!tháng\s)(?P<cue>(?:từ\s+)?{_CUE}|từ\s+)?"
    rf"(?P<days>{_D}(?:\s?,\s?{_D})*\s?(?:-|–|,?\s*và|đến|tới|đến\s+ngày|tới\s+ngày|&)\s?{_D})"
)
BIRTH_RULE = compile_rule(
    rf"(?:(?P<sn>(?-i:SN)\s?[.:]?\s?)(?:(?P<d>{_D}){_SEP}(?P<m>{_M}){_SEP})?|sinh\s+(?:năm\s*:?\s*)?)(?P<y>(?:19|20)\d\d)",
    _birth,
)
_DECADE = r"(?:(?:1[5-9]|20)\d0|[1-9]0)s?\b"
_SHORT_DECADE = r"[1-9]0s?\b"
_PART = r"(?:rạng\s+sáng|sáng\s+sớm|chiều\s+tối|sáng|trưa|chiều|tối|đêm|khuya)"
_AFTER_PART = re.compile(
    rf"(?<!mỗi )(?<!ăn )(?<!bữa )(?<!chiếu )(?<!thắp )(?<!ánh )\b{_PART}\s+(?:ngày\s+)?$", re.IGNORECASE
)
_TEN = 10
DATE_RULES: tuple[Rule, ...] = (
    compile_rule(r"(?P<kind>khóa|khoá|lần\s+thứ)\s+(?P<n>(?-i:[IVX]{1,6}))", _numbered_term),
    compile_rule(rf"qu[ýí]\s+(?P<q>iv|i{{1,3}}|[1-4])(?:(?:{_SEP}|\s+năm\s+|\s+)(?P<y>{_Y}))?", _quarter),
    compile_rule(rf"(?P<q>iv|i{{1,3}}|[1-4])(?:(?:{_SEP}|\s+năm\s+)(?P<y>{_Y}))?", _next_quarter),
    compile_rule(rf"(?P<y>{_Y})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])", _full_date),
    compile_rule(rf"{_DAYS_OF_MONTH}(?:{_SEP}(?P<m>{_M}){_YEAR_TAIL}?)", _day_range),
    compile_rule(
        rf"(?P<d>{_D})(?=\s*(?:(?:,|-|–|/|và|đến|tới|đến\s+hết|tới\s+hết)\s*(?:ngày|{_PART}(?:\s+ngày)?)|rạng\s+sáng)\s+"
        rf"(?P<other>{_D})(?:\s?[-/]\s?|\s+tháng\s+)(?P<m>{_M})(?!\d)(?:(?:[-/]|\s+năm\s+)(?P<y>{_Y}))?)",
        _day_before_another,
    ),
    # "ngày 28, 29/3": without its cue the first may count something else.
    compile_rule(rf"(?P<cue>{_CUE})(?P<days>{_D}(?:\s?,\s?{_D})+)\s?/\s?(?P<m>{_M}){_YEAR_TAIL}?", _day_range),
    compile_rule(rf"{_DAYS_OF_MONTH}\s+tháng\s+(?P<m>{_M}){_SAID_YEAR}?", _day_range),
    compile_rule(rf"(?<!tháng\s){_CUE}?(?P<d>{_D})(?:\s?/\s?|\s?\.\s?|\s?-\s?)(?P<m>{_M}){_YEAR_TAIL}", _full_date),
    compile_rule(rf"{_CUE}(?P<d>{_D})(?P<s>[/.-])(?P<m>{_M})(?P=s)(?P<y>\d\d)", _full_date),
    compile_rule(rf"{_CUE}?(?P<d>{_D})\s*,?\s*tháng\s+(?P<m>{_M}){_SAID_YEAR}?(?!\s*(?:ngày\s+tuổi))", _full_date),
    compile_rule(rf"(?P<cue>{_CUE})?(?P<d>{_D})\s+tháng\s+(?P<w>{_SPELLED_MONTHS}){_SAID_YEAR}?", _spelled_date),
    compile_rule(r"(?:ngày\s+)?(?P<d>2[3-9]|30)\s+(?:tháng\s+chạp|(?-i:Tết))", read_last_day),
    compile_rule(
        rf"tháng\s+(?P<m1>{_M})(?P<joint>\s?(?:-|–|,?\s*và|,|đến|tới|hoặc)\s?)(?:tháng\s+)?(?P<m2>{_M})"
        rf"(?:(?:\s*năm\s+|{_SEP})(?P<y>{_Y}))?(?!\s?(?:/|năm\b(?!\s+(?:nay|ngoái|tới|sau|trước))|tuổi|ngày|tháng))",
        _months,
    ),
    compile_rule(
        rf"(?:tháng\s+(?:(?P<m>{_M})|(?P<w>{_SPELLED_MONTHS}))"
        rf"{_SAID_YEAR}?)",
        _month,
    ),
    compile_rule(rf"(?P<m>{_M})(?P<w>\b)?\s?/\s?(?P<y>{_Y})", _month),
    compile_rule(rf"(?P<m>{_M})(?P<w>\b)?\s?-\s?(?P<y>{_Y})", _hyphened_month),
    compile_rule(rf"(?P<cue>{_CUE})?(?P<d>{_D})\s?[/.-]\s?(?P<m>{_M})", _short_date),
    compile_rule(
        r"(?:(?:những\s+)?(?:thập\s+niên|thập\s+kỷ|thập\s+kỉ|những\s+năm|các\s+năm))\s+"
        rf"(?P<n>{_DECADE}(?:\s?(?:-|–|,|và)\s?{_SHORT_DECADE})*)",
        _decade,
    ),
    compile_rule(rf"(?:thập\s+niên|thập\s+kỷ|thập\s+kỉ|những\s+năm|các\s+năm)\s+(?P<n>{_DECADE})", _decade),
    compile_rule(r"thế\s+kỷ\s+(?:thứ\s+)?(?P<n>\d{1,2}|[ivx]+)", _century),
    compile_rule(rf"năm\s+(?P<y>{_Y})", _year),
    compile_rule(r"(?:thứ\s+(?P<w>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật)", _weekday),
    compile_rule(rf"(?:ngày\s+)?(?:mùng|mồng)\s+(?P<d>{_D})", read_day),
)  # fmt: skip
