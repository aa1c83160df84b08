"""Rules for times, money, percentages, measures, fractions, ranges and plain numbers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

from songngu.text.date_cues import is_in_zone
from songngu.text.fractions import read_fraction
from songngu.text.numbers import (
    MAGNITUDE,
    NUMERAL,
    fold_case,
    grouped,
    in_words,
    ordinal,
    ordinal_in_words,
    plain,
    read_magnitude,
    read_numeral,
    render_number,
)
from songngu.text.quantity import Quantity, Rule, after, before, compile_rule, make
from songngu.text.units import COMPOUNDS, CURRENCIES, CURRENCY_SIGNS, UNITS, render_money, render_unit

_PERIODS = r"(?:rạng\s+sáng|sáng|trưa|chiều|tối|đêm|khuya)"
_JOINT = r"\s?(?:-|–|~|đến|tới|hoặc|hay)\s?"
_N1, _N2 = rf"(?P<n>{NUMERAL})", rf"(?P<n2>{NUMERAL})"
_MAG = rf"(?:\s*(?P<mag>{MAGNITUDE})(?:\s+(?P<and>\d{{1,3}})\s+(?P<mag2>{MAGNITUDE})|\s+(?P<half>rưỡi)\b)?|(?P<k>k)\b)?"


def _amounts(match: re.Match[str], name: str = "n") -> list[Decimal]:
    """Read numeral and magnitude of a match: its possible values, the likelier first."""
    groups = match.groupdict()
    factor = 1000 if groups.get("k") else read_magnitude(groups.get("mag"))
    extra = Decimal(factor) / 2 if groups.get("half") else Decimal(0)
    if groups.get("and") and name == "n":
        extra += Decimal(groups["and"]) * read_magnitude(groups["mag2"])
    return [v * factor + extra for v in read_numeral(match[name])]


def _factor(match: re.Match[str]) -> int:
    return read_magnitude(match.groupdict().get("mag"))


def _render_all(values: Iterable[Decimal], factor: int = 1) -> list[str]:
    return [form for value in values for form in render_number(value, factor)]


# "20h - 22h", "từ 7 giờ đến 9 giờ": two times of a day.
_TIMES_BEFORE = re.compile(r"(?:\d\s?h\d{0,2}|\d\s+giờ(?:\s+\d+(?:\s+phút)?)?)\s*(?:-|–|đến|tới|và)\s*$")
_TIMES_AFTER = re.compile(r"\s*(?:-|–|đến|tới)\s*\d{1,2}(?:\s?h|\s+giờ)")


# What says that a time of the day is meant, and what says that something lasts so many hours.
_CLOCK_BEFORE = re.compile(r"(?:lúc|hồi)\s+(?:khoảng\s+|gần\s+|hơn\s+)?$")
_CLOCK_BEFORE_H = re.compile(
    r"(?<!lên )(?<!dài )(?<!gian )(?<!tăng )(?<!trễ )(?<!chậm )(?<!muộn )(?<!giảm )(?<!chờ )(?<!đợi )(?<!mất )"
    r"\b(?:đến|tới|từ)\s+$",
    re.IGNORECASE,
)
_NO_CLOCK_AFTER_H = re.compile(r"\s+(?:trở lên|trở xuống|xuống|lên)\b")
_CLOCK_AFTER = re.compile(r"\s*(?:,?\s*(?:ngày|cùng ngày|hôm|mỗi ngày|hàng ngày|thứ|\())")
_NO_CLOCK_BEFORE = re.compile(r"(?:suốt|trong(?: vòng)?|mất|kéo dài|thêm|hơn|mỗi)\s+$")
_NO_CLOCK_AFTER = re.compile(r"\s*(?:đồng hồ|/|mỗi|một ngày|liên tục|liền)")
# "sáng 28-12 giờ địa phương" is a day by the clock of a place.
_DAY_BEFORE = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm|khuya|hôm|nay|qua|thứ \w+)[\s,]+(?:\d{1,2}\s?[-/]\s?)?$")
_MINUTES = ("min", "min2", "min3", "min4", "min5")


def _time(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `7h30`, `19 giờ`, `8h tối`; without a sign that it is a clock time, `8 giờ` may also be eight hours."""
    if re.search(r"\d\s?[-/]\s?$", before(match)) and _is_day_in_a_zone(match):
        return None
    said, minute = int(match["h"]), int(next((match[name] for name in _MINUTES if match[name]), 0))
    if said > 24 or minute > 59:
        return None
    hour = _in_day(said, fold_case(match["p"]).split()[-1] if match["p"] else "") % 24
    key, forms, values = f"time:{hour:02}:{minute:02}", _clock(hour, minute), _clock_values(match, hour, minute)
    if _is_clock_time(match):
        return make(match, key, forms, values)
    lasting = _lasting(said, minute)
    if minute:
        return make(match, key, [*forms, *lasting], values | {str(said)}, values | {str(minute)})
    return make(match, f"{key}|hours:{said}", [*lasting, *forms], values | {str(said)})


def _is_day_in_a_zone(match: re.Match[str]) -> bool:
    in_zone = is_in_zone(match.string, match.start(), match.end())
    return in_zone and _DAY_BEFORE.search(before(match)) is not None


def _is_clock_time(match: re.Match[str]) -> bool:
    """Whether something says that it is a time of the day and nothing that it lasts."""
    left, right = before(match), after(match)
    if _NO_CLOCK_BEFORE.search(left) or _NO_CLOCK_AFTER.match(right):
        return False
    evening = int(match["h"]) in range(13, 24) and re.search(r"\dh", match[0]) and not match[0].endswith("giờ")
    return bool(
        match["p"]
        or re.search(r":|[hg]\d", match[0])
        or evening
        or _CLOCK_BEFORE.search(left)
        or (re.search(r"\dh", match[0]) and _CLOCK_BEFORE_H.search(left) and not _NO_CLOCK_AFTER_H.match(right))
        or _CLOCK_AFTER.match(right)
        or _TIMES_BEFORE.search(left)
        or _TIMES_AFTER.match(right)
    )


def _clock_values(match: re.Match[str], hour: int, minute: int) -> set[str]:
    """The values that an English number may have for a time of the day, by the clock of 12 or of 24 hours."""
    hours = {hour, hour % 12}
    if hour % 12 == 0:
        hours.add(12)
    if not match["p"] and "giờ" in match[0].lower() and hour < 12:
        hours.add(hour + 12)  # spoken hours without sáng or chiều may be of the afternoon
    values = {f"T{each:02}:{minute:02}" for each in hours}
    return values if minute else values | {str(hour % 12)}  # "six in the morning"


def _lasting(hours: int, minutes: int) -> list[str]:
    """The forms of what lasts so long."""
    number = in_words(hours)
    whole = [f"{n} {'hour' if hours == 1 else 'hours'}" for n in (str(hours), number)]
    if not minutes:
        return [*whole, f"{hours}-hour", f"{number}-hour", f"{hours}h", f"{hours} h"]
    joined = [f"{each}{joint}{minutes} minutes" for joint in (" and ", " ") for each in whole]
    return [*joined, f"{hours}:{minutes:02}"]


def _in_day(hour: int, period: str) -> int:
    """Turn an hour of the morning, afternoon or night into one of 24."""
    first = {"chiều": 0, "tối": 0, "đêm": 8, "khuya": 8}.get(period)
    if (first is not None and first <= hour < 12) or (period == "trưa" and hour < 4):
        return hour + 12
    return 24 if period in ("đêm", "khuya", "sáng") and hour == 12 else hour


def _clock(hour: int, minute: int) -> list[str]:
    short, half = hour % 12 or 12, "a" if hour < 12 else "p"
    stem = f"{short}:{minute:02}" if minute else str(short)
    stems = [stem] if minute else [stem, f"{short}:00"]
    forms = [
        f"{s}{gap}{h}"
        for s in stems
        for gap in (" ", "")
        for h in (f"{half}.m.", f"{half}m", f"{half.upper()}M", f"{half}.m")
    ]
    forms += [f"{hour:02}:{minute:02}", f"{hour}:{minute:02}", f"{short}.{minute:02}{half}m"]
    if not minute:
        forms += [f"{short} o'clock", f"{in_words(short)} o'clock"]
        if hour in (0, 12):
            forms.insert(0, "midnight" if hour == 0 else "noon")
    return forms


def _is_small(match: re.Match[str], values: list[Decimal]) -> bool:
    """Whether a number below 100 stands before a unit, without a magnitude."""
    groups = match.groupdict()
    return values[0] < 100 and not groups.get("mag") and not groups.get("k")


def _is_compound(match: re.Match[str], unit: str, values: list[Decimal]) -> bool:
    """Whether the word is no unit, but begins another: "2 đồng phạm"."""
    seconds = COMPOUNDS.get(unit, ())
    return bool(seconds and _is_small(match, values) and re.match(rf"\s+(?:{'|'.join(seconds)})(?!\w)", after(match)))


def _money(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    groups = match.groupdict()
    sign = fold_case(groups.get("c") or groups.get("s") or "")
    currency = CURRENCIES.get(sign) or CURRENCY_SIGNS[sign]
    values = _amounts(match)
    if _is_compound(match, sign, values):
        return None
    forms = [money for f in _render_all(values, _factor(match)) for money in render_money(f, currency)]
    return make(match, f"money:{currency}:{plain(values[0])}", forms, {plain(v) for v in values})


def _money_range(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    currency = CURRENCIES[fold_case(match["c"])]
    low, high = _range_values(match)
    if _is_compound(match, fold_case(match["c"]), high):
        return None
    ranges = _render_range(low[0], high[0], _factor(match))
    forms = [money for f in ranges[:12] for money in render_money(f, currency)[:6]]
    for a, b in zip(
        render_number(low[0], _factor(match))[:2], render_number(high[0], _factor(match))[:2], strict=False
    ):
        pair = zip(render_money(a, currency), render_money(b, currency), strict=False)  # "1 dollar" has fewer forms
        forms += [f"{x}{joint}{y}" for x, y in pair for joint in (" to ", "-", " - ", "–", " and ")]
    return make(
        match,
        f"money:{currency}:{plain(low[0])}-{plain(high[0])}",
        forms,
        {plain(v) for v in low},
        {plain(v) for v in high},
    )


def _range_values(match: re.Match[str]) -> tuple[list[Decimal], list[Decimal]]:
    high = _amounts(match, "n2")
    factor, first = _factor(match), read_numeral(match["n"])
    own = match.groupdict().get("mag1")
    low = [v * (read_magnitude(own) if own else factor) for v in first]
    return (low if own else [*low, *first]), high


def _render_range(low: Decimal, high: Decimal, factor: int) -> list[str]:
    ends = list(zip(render_number(low, factor), render_number(high, factor), strict=False))
    short = []
    if all(1000 <= v < 3000 and v == v.to_integral_value() for v in (low, high)) and factor == 1:
        years = (plain(low), plain(high))  # "nhiệm kỳ 2010-2015"
        short = [f"{years[0]}{joint}{years[1]}" for joint in ("-", "–", " to ", " - ")] + [f"{years[0]}-{years[1][2:]}"]
    for a, b in ends:
        number, _, word = a.partition(" ")
        if word in ("quadrillion", "trillion", "billion", "million") and b.endswith(word):
            short += [f"{number}{joint}{b}" for joint in ("-", "–", " to ", " - ")]
    return short + [f"{a}{joint}{b}" for a, b in ends for joint in (" to ", "-", "–", " - ", " or ", " and ")]


def _range(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `30-40`: the noun that follows isn't part of it."""
    low, high = _range_values(match)
    last = {plain(v) for v in high}
    if re.fullmatch(r"[12]\d{3}", match["n"]) and re.fullmatch(r"[12]\d{3}", match["n2"]):
        last.add(str(int(match["n2"][2:])))  # 2024-25
    forms = _render_range(low[0], high[0], _factor(match))
    return make(match, f"range:{plain(low[0])}-{plain(high[0])}", forms, {plain(v) for v in low}, last)


def _percent(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    values = _amounts(match)
    points = re.match(r"\s*điểm\s+phần", match["p"].lower()) is not None
    marks = (
        (" percentage points", " percentage point", "-percentage-point")
        if points
        else ("%", " percent", " per cent", " pct", "-percent")
    )
    forms = [f"{f}{m}" for f in _render_all(values) for m in marks]
    if values[0] == 50:
        forms.append("half")
    slot = {plain(v) for v in values} | ({"0.5"} if values[0] == 50 else set())
    return make(match, f"percent:{plain(values[0])}", forms, slot)


def _percent_range(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    low, high = read_numeral(match["n"]), read_numeral(match["n2"])
    a, b = grouped(low[0]), grouped(high[0])
    marks = ("%", " percent", " per cent")
    forms = [f"{a}{joint}{b}{m}" for m in marks for joint in ("-", "–", " to ", " - ", " and ")]
    forms += [f"{a}{m}{joint}{b}{m}" for m in marks for joint in (" to ", "-", "–", " and ", " - ")]
    return make(
        match, f"percent:{plain(low[0])}-{plain(high[0])}", forms, {plain(v) for v in low}, {plain(v) for v in high}
    )


def _split_measure(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `1m70`, `3kg2` and `14 giây 98`: a decimal that has its unit in the middle."""
    unit, small = fold_case(match["u"] or match["s"]), match["b"] or match["b2"]
    if unit == "m" and small in ("2", "3"):
        return None  # an area, a volume
    value = Decimal(f"{match['a']}.{small}")
    numbers = (f"{match['a']}.{small}", plain(value))
    seconds = ("{} seconds", "{}s", "{} sec")
    forms = [f for n in numbers for f in (render_unit(n, unit) if unit in UNITS else [s.format(n) for s in seconds])]
    slot = {plain(value)}
    if unit == "m":
        centimetres = plain(value * 100)
        forms += render_unit(centimetres, "cm")
        slot.add(centimetres)
    return make(match, f"unit:{UNITS[unit][0] if unit in UNITS else 's'}:{plain(value)}", forms, slot)


def _unit_of(match: re.Match[str]) -> str:
    return re.sub(r"\s*/\s*", "/", fold_case(match["u"]))


def _measure(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    unit = _unit_of(match)
    values, factor = _amounts(match), _factor(match)
    if _is_compound(match, unit, values):
        return None
    if unit == "tạ":  # a hundred kilograms: English has no word for it
        slots = {plain(v) for value in values for v in (value, value * 100, value / 10)}
        kilos = [f"{f} {u}" for f in _render_all([v * 100 for v in values]) for u in ("kg", "kilograms", "kilos")]
        return make(
            match, f"unit:kg:{plain(values[0] * 100)}", [*kilos, *(f"{f} quintals" for f in _render_all(values))], slots
        )
    forms = [u for f in _render_all(values, factor) for u in render_unit(f, unit)]
    return make(match, f"unit:{UNITS[unit][0]}:{plain(values[0])}", forms, {plain(v) for v in values})


_ZEROS = re.compile(r"\d{1,3}[.,]0{1,2}")


def _measure_range(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `60-75 km/h`: the unit is said once, or with each number."""
    unit = _unit_of(match)
    low, high = _range_values(match)
    if unit == "tạ" or match["n"] == match["n2"] or _is_compound(match, unit, high):
        return None
    ranges = _render_range(low[0], high[0], _factor(match))
    if _ZEROS.fullmatch(match["n"]) and _ZEROS.fullmatch(match["n2"]):  # "2,0-3,0 m"
        ranges += [f"{match['n']}{joint}{match['n2']}".replace(",", ".") for joint in ("-", " - ", " to ")]
    forms = [form for f in ranges for form in render_unit(f, unit)]
    ends = zip(render_number(low[0], _factor(match))[:2], render_number(high[0], _factor(match))[:2], strict=False)
    for a, b in ends:
        pairs = zip(render_unit(a, unit), render_unit(b, unit), strict=True)
        forms += [f"{x}{joint}{y}" for x, y in pairs for joint in (" to ", "-", " - ", "–", " and ")]
    key = f"unit:{UNITS[unit][0]}:{plain(low[0])}-{plain(high[0])}"
    return make(match, key, forms, {plain(v) for v in low}, {plain(v) for v in high})


_LASTING_BEFORE = re.compile(r"(?:suốt|trong(?:\s+(?:vòng|khoảng))?|mất(?:\s+khoảng)?|kéo\s+dài|thêm|hơn|mỗi|sau)\s+$")
_LASTING_AFTER = re.compile(r"\s*(?:tới|qua|nữa|tiếp|đồng hồ|/|mỗi|một ngày|liên tục|liền|sau|đầu)\b|\s*/")


def _hours(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `2-3 giờ` that something lasts; without a sign of that it may be a time of the day."""
    if _is_day_in_a_zone(match):
        return None
    if not _LASTING_BEFORE.search(before(match)) and not _LASTING_AFTER.match(after(match)):
        return None
    low, high = _range_values(match)
    forms = [f"{f}{tail}" for f in _render_range(low[0], high[0], 1) for tail in (" hours", " hour", "-hour")]
    key = f"unit:h:{plain(low[0])}-{plain(high[0])}"
    return make(match, key, forms, {plain(v) for v in low}, {plain(v) for v in high})


_FROM_HOUR = re.compile(r"\b(?:từ|lúc|hồi|vào|khung\s+giờ|giờ)\s+(?:khoảng\s+)?$")
_LASTING_FROM = re.compile(r"\b(?:dài|mất|ngủ|bệnh|ngâm|làm(?:\s+việc)?|khoảng)\s+từ\s+(?:khoảng\s+)?$")


def _hours_of_day(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `từ 16-20h`: two times of a day, of which the first has its unit after the second."""
    first, last, said = int(match["h1"]), int(match["h2"]), match["p"]
    left, right = before(match), after(match)
    if _is_day_in_a_zone(match) or last > 24 or first >= last or not (said or _FROM_HOUR.search(left)):
        return None
    if _LASTING_BEFORE.search(left) or _LASTING_AFTER.match(right) or _LASTING_FROM.search(left):
        return None
    period = fold_case(said).split()[-1] if said else ""
    start, end = (_in_day(hour, period) % 24 for hour in (first, last))
    ends = [_clock(start, 0)[:8], _clock(end, 0)[:8]]
    forms = [f"{a}{joint}{b}" for joint in (" to ", "-", "–", " - ", " and ") for a in ends[0] for b in ends[1]]
    if (start < 12) == (end < 12):  # "4-8 p.m."
        forms += [f"{start % 12 or 12}{joint}{b}" for joint in (" to ", "-", "–", " - ", " and ") for b in ends[1]]
    key = f"time:{start:02}:00-{end:02}:00"
    return make(match, key, forms, _clock_values(match, start, 0), _clock_values(match, end, 0))


# What says how strong a wind is on the scale that Vietnam's forecasts use (Beaufort, extended to 17).
_WIND = re.compile(r"(?:gió|giật|bão|áp\s+thấp|mạnh|sức)[^.;]{0,40}$")


def _wind(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `giật cấp 8-9`: the force of a wind, which mustn't be left as "cấp 8" nor become "Category 8"."""
    numbers = [int(n) for n in re.findall(r"\d+", match[0])]
    if not _WIND.search(before(match, 60)) or any(n > 18 for n in numbers):
        return None
    if len(numbers) == 1:
        values = [str(numbers[0])]
    else:
        values = [f"{numbers[0]}{joint}{numbers[1]}" for joint in ("-", "–", " to ", " - ", " or ")]
    words = ["level", "force", "Force", "Level", "levels", "scale", "grade", "Beaufort", "Beaufort force"]
    if max(numbers) <= 5:  # Vietnam's storms begin at 8: these are hurricanes on another scale, or light winds
        words.insert(0 if re.search(r"bão[^,.;]{0,12}$", before(match)) else 1, "Category")
    forms = [f"{word}{joint}{value}" for word in words for joint in (" ", "-") for value in values]
    return make(match, f"wind:{'-'.join(map(str, numbers))}", forms, *[{str(n)} for n in numbers])


def _seats(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    """Read `xe 5 chỗ`: a car of five seats."""
    if not re.search(r"(?:xe|ô\s?tô|sedan|suv|loại|mpv|limousine)\s+(?:khách\s+|con\s+|loại\s+)?$", before(match)):
        return None
    n = int(match["n"])
    forms = [f"{name}-{word}" for word in ("seat", "seater") for name in (str(n), in_words(n))]
    forms += [f"{name} seats" for name in (str(n), in_words(n))]
    return make(match, f"unit:seats:{n}", forms, {str(n)})


def _fraction(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    return read_fraction(match, int(match["a"]), int(match["b"]))


_ORDINAL_NOUN = re.compile(
    r"(?:thứ|lần|hạng|tập|giai đoạn|bước|mũi|loại|nhóm|kỷ niệm|vòng|vị trí|ngày|quận|lớp|cấp|giải|đời|kỳ|khóa|khoá|năm|"
    r"tháng|đợt|phút|hiệp|top|số|tầng|tuần|bệnh nhân|ca)\s+$"
)
_SPANS = {
    "tuổi": "year-old", "năm": "year", "tháng": "month", "ngày": "day", "giờ": "hour", "phút": "minute",
    "tuần": "week", "tầng": "story", "chỗ": "seat", "điểm": "point", "bàn": "goal", "người": "person",
}  # fmt: skip


def _number(match: re.Match[str], date: datetime.date | None) -> Quantity | None:
    values, factor = _amounts(match), _factor(match)
    forms, value = _render_all(values, factor), values[0]
    slot = {plain(v) for v in values}
    if re.fullmatch(r"[12]\d{3}", match[0]):
        forms = [match[0], *forms]  # may be a year: "Sao Mai 2015"
    if match["mag"] and re.match(r"\s+phú\b", match.string[match.end() :][:6]):
        slot |= {plain(v) for v in read_numeral(match["n"])}  # "6 tỷ phú USD": six dollar billionaires
    if value == value.to_integral_value() and value < 100 and not match["mag"]:
        n = int(value)
        if _ORDINAL_NOUN.search(before(match)):
            forms += [ordinal(n)] + ([ordinal_in_words(n)] if n else [])
        noun = re.match(r"\s+(\w+)", after(match))
        unit = _SPANS.get(noun[1]) if noun else None
        if unit:
            forms += [f"{number}-{unit}{tail}" for tail in ("", "-long", "-old") for number in (n, in_words(n))]
        if n == 2:
            forms += ["both", "twice", "second", "a pair of", "a couple of"]
        part = re.match(r"\s+tháng\s+(đầu|cuối)(?:\s+năm)?\b", after(match)) if n in (3, 6) else None
        if part:  # "6 tháng đầu năm" is the first half of the year
            name = {3: "quarter", 6: "half"}[n]
            forms.append(f"{ {'đầu': 'first', 'cuối': 'last'}[part[1]] } {name}")
            slot.add({3: "0.25", 6: "0.5"}[n])
        if n == 1:
            forms += ["a", "an", "first", "single", "once"]
    return make(match, f"number:{plain(value)}", forms, slot)


_CURRENCY = "|".join(re.escape(c).replace(r"\ ", r"\s+") for c in sorted(CURRENCIES, key=len, reverse=True))
_UNIT = "|".join(
    re.escape(u).replace(r"\ ", r"\s+").replace("/", r"\s?/\s?") for u in sorted(UNITS, key=len, reverse=True)
)
_SIGN = "|".join(re.escape(s) for s in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_MAG1 = rf"(?:\s*(?P<mag1>{MAGNITUDE}))?"
HOURS_RULE = compile_rule(rf"{_N1}\s?(?:-|–|~|đến|tới)\s?{_N2}(?P<mag>(?!))?\s*(?:giờ|tiếng)", _hours)
HOURS_OF_DAY_RULE = compile_rule(
    rf"(?P<h1>\d{{1,2}})\s?[-–~]\s?(?P<h2>\d{{1,2}})\s?(?:h|giờ)(?:\s+(?P<p>{_PERIODS})\b)?(?!\s*\d)", _hours_of_day
)
MEASURE_RULES: tuple[Rule, ...] = (
    compile_rule(
        rf"(?P<h>\d{{1,2}})(?:\s?h(?:\s?(?P<min>[0-5]\d))?(?:['’]|p\b)?|\s?g(?=[0-5]\d)(?P<min2>[0-5]\d)|\s?:\s?(?P<min3>[0-5]\d)(?:\s*giờ\b)?|[.,](?P<min5>[0-5]\d)(?=\s*(?:giờ|sáng|trưa|chiều|tối|đêm)\b)(?:\s*giờ)?|\s*giờ(?:\s*(?P<min4>[0-5]?\d)(?:\s*(?:phút|'))?)?)"
        rf"(?:\s+(?P<p>{_PERIODS})\b)?",
        _time,
    ),
    compile_rule(rf"{_N1}{_MAG1}{_JOINT}{_N2}{_MAG}\s*(?P<c>{_CURRENCY})", _money_range),
    compile_rule(rf"{_N1}{_MAG}\s*(?P<c>{_CURRENCY})", _money),
    compile_rule(rf"(?P<s>{_SIGN})\s?{_N1}{_MAG}", _money),
    compile_rule(rf"{_N1}\s?%?{_JOINT}{_N2}\s?(?P<p>%|phần\s+trăm)", _percent_range),
    compile_rule(rf"{_N1}{_MAG}\s?(?P<p>%|phần\s+trăm|điểm\s+phần\s+trăm|điểm\s+%)", _percent),
    compile_rule(
        r"(?P<a>\d{1,3})(?:(?P<u>m|kg)(?P<b>\d{1,2})|\s?(?P<s>giây)\s(?P<b2>\d\d)(?!\s+[^\W\d_]))", _split_measure
    ),
    compile_rule(rf"{_N1}{_MAG1}{_JOINT}{_N2}{_MAG}\s*(?P<u>{_UNIT})", _measure_range),
    compile_rule(rf"{_N1}{_MAG}\s*(?P<u>{_UNIT})", _measure),
    compile_rule(r"cấp\s+\d{1,2}(?:\s?(?:-|–|đến)\s?\d{1,2})?", _wind),
    compile_rule(r"(?P<n>\d{1,2})\s+chỗ(?:\s+ngồi)?", _seats),
    compile_rule(r"(?P<a>\d{1,3})\s?/\s?(?P<b>\d{1,3})", _fraction),
    compile_rule(rf"{_N1}{_MAG1}{_JOINT}{_N2}{_MAG}", _range),
    compile_rule(rf"{_N1}{_MAG}", _number),
    # What is glued to a word, apart from the exponent of "triệu đồng/m2".
    (re.compile(rf"(?<![\d.,])(?<![mM](?=[23])){_N1}(?P<mag>(?!))?(?!\d)"), _number),
)  # fmt: skip
