"""Take back what a model adds to a day or sum of the source: a year that it believes in, a second day, hour, dollars.

Nothing is taken that the source may mean in words: a year where it speaks of a year, an hour where it speaks of one.
What stays is for the checks to tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from songngu.text.english_dates import MONTHS
from songngu.text.english_numbers import EnglishNumber
from songngu.text.parts_of_day import PART_OF_DAY, english_part
from songngu.text.quantities import scan

_MONTH = "|".join(MONTHS)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_SAID = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:niên|năm)\s+(?:ngoái|nay|sau|tới|trước|kia|đó|ấy|này|rồi|qua|liền|học|khóa|Giáp|Ất|Bính|"
    r"Đinh|Mậu|Kỷ|Canh|Tân|Nhâm|Quý)\b|\bcùng năm\b",
    re.IGNORECASE,
)
_HOUR_SAID = re.compile(r"\bgiờ\b|\brưỡi\b|\d\s?h", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:đến|tới|cho đến|và|sau đó)\b", re.IGNORECASE)
_DAY = re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?P<gap>, |[-–])$")
_SPAN_OF = re.compile(r"\b(?:first|last|past|next) (?:\w+ )?(?:months?|weeks?|days?|quarters?|half)(?P<of> of )$")
_ON_MONTH = re.compile(rf"\b[Oo]n (?P<month>{_MONTH}) $")
_MORE_DAYS = re.compile(r"[-–/:%\w]|\.\d|,? (?:(?:or|to|and|through|until|till) )?(?:\d|the \d)")
_PART_OF_MONTH = re.compile(r"(?<!\w)(đầu|giữa|cuối|hồi|trong|vào)\s+$", re.IGNORECASE)
_DAY_SAID = re.compile(
    r"(?<!\w)(?:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|hết|rằm|lễ|giáng sinh|noel|quốc khánh|tết|cá tháng|"
    r"cuối cùng|đầu tiên)(?!\w)",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(rf",? (?=(?:{_MONTH}) \d)")
_PART_AND_DAY_AFTER = re.compile(rf" (?P<part>morning|afternoon|evening|night),? (?:on |of )?(?=(?:{_MONTH}) \d)")
_KEEPS_WEEKDAY = re.compile(r"\b(?:next|last|this|every|the|late|early|to)\s$", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:on|by|from|until|till|since|before|after)\s$", re.IGNORECASE)
_BEFORE_CLOCK = re.compile(r"\b(?P<at>at|around|about) (?:around |about )?$", re.IGNORECASE)
_SUM = r"\d[\d.,]*(?:[ -](?:million|billion|trillion))?"
_DOLLARS = re.compile(
    rf"(?P<sign>(?:US|HK|NT|A|C|S)?\$ ?)(?P<amount>{_SUM})|(?P<sum>{_SUM})(?: ?USD| (?:US )?dollars|-dollar)\b(?!['’-])"
)
_SAYS_DOLLARS = re.compile(
    r"\$|\b(?:us|au|ca|sg|hk|nz|tw)d\b|(?<!\w)(?<!thủ )(?<!cố )(?<!kinh )đô(?:[ -]?la)?(?!\w)(?! thị| đốc| hộ| vật)"
    r"|đôla|dollar|mỹ kim|\bcent",
    re.IGNORECASE,
)
_BARE_SUM = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s?(?:nghìn|ngàn|triệu|tỷ|tỉ)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"(?:\d|nghìn|ngàn|triệu|tỷ|tỉ|trăm|chục)\s?"
    r"(?:đồng|vn[dđ]|euro|bảng|yên|nhân dân tệ|tệ|won|rúp|baht|franc|rupee|peso)\b|[€£¥]",
    re.IGNORECASE,
)
_BEFORE_OR = re.compile(r"(?<![\d.,:/$€£–-])(?P<said>\d+) (?:or|(?<=level \d )to|(?<=level \d\d )to) $")
_AFTER_OR = re.compile(r" or (?P<said>\d+)(?![\d:/%-]|[.,]\d)")
_OTHER_PAIR = re.compile(rf"\b(?:from|between|by|of|{_MONTH}) $", re.IGNORECASE)  # "March 8 or 9"
_NO_BOUND = r"(?<!dưới )(?<!trên )(?<!hơn )(?<!gần )(?<!khoảng )(?<!từ )(?<!tối đa )(?<!ít nhất )(?<!nhất là )"
_GOES_ON = (
    r"(?:\s\w+)?\s?(?:-|–|,|đến|tới|hoặc|hay|và|có thể)(?:\s?(?:cấp|khoảng|lên))?\s?(?:\d|một|hai|ba|vài|dăm|chục|hơn)|"
    r"(?:\s\w+){0,2}\s(?:trở|rưỡi|hơn)(?!\w)"
)
_DATE_AFTER = re.compile(rf",? on (?=(?:{_MONTH}) \d)")


def says_day(source: str) -> bool:
    """Whether a source may mean a day of a month without its number: the last one, a feast, one in words."""
    return _DAY_SAID.search(source) is not None


def take_back(english: str, source: str, invented: Sequence[EnglishNumber]) -> str:
    """The English without the inventions that a rule can take out of it."""
    for number in sorted(invented, key=lambda number: number.span, reverse=True):
        start, end = number.span
        before, after = english[:start], english[end:]
        if _YEAR.fullmatch(number.text):
            english = _without_year(before, english, after, source)
        elif number.text.isdigit():
            for take in (_without_second_day, _without_day, _without_neighbour):
                if (taken := take(before, english, after, source)) != english:
                    english = taken
                    break
        elif all(value.startswith("T") for value in number.values):
            english = _in_its_part(before, english, after, source)
        elif all(value.startswith("W") for value in number.values):
            english = _without_weekday(before, english, after)
    return english


def find_invented_dollars(source: str, english: str) -> re.Match[str] | None:
    """Find the first sum in dollars where `source` speaks of none."""
    return None if _SAYS_DOLLARS.search(source) else _DOLLARS.search(english)


def without_dollars(english: str, source: str) -> str:
    """Give "200 million" for the "200 million dollars" of a source that has "200 triệu" and no currency at all."""
    bare = {match["number"].replace(",", ".") for match in _BARE_SUM.finditer(source)}
    if not bare or _MONEY.search(source) or not find_invented_dollars(source, english):
        return english

    def plain(match: re.Match[str]) -> str:
        amount = match["amount"] or match["sum"]
        return amount if re.split("[ -]", amount)[0] in bare else match[0]

    return _DOLLARS.sub(plain, english)


def _without_year(before: str, english: str, after: str, source: str) -> str:
    """Give "January 3" for "January 3, 2020", and "the first six months" for those "of 2020"."""
    if (span := _SPAN_OF.search(before)) and not _YEAR_SAID.search(source):
        return before[: span.start("of")] + after
    day = _DAY.search(before)
    if not day or day["gap"] != ", " or _YEAR_SAID.search(source) or not _has_day(day, source):
        return english
    return before[: day.start("gap")] + after


def _without_second_day(before: str, english: str, after: str, source: str) -> str:
    """Give "December 19" for "December 19-20"."""
    day = _DAY.search(before)
    if not day or day["gap"] == ", " or _UNTIL.search(source) or not _has_day(day, source):
        return english
    return before[: day.start("gap")] + after


def _without_neighbour(before: str, english: str, after: str, source: str) -> str:
    """Give "gusts of level 8" for the "level 8 or 9" of a source that has only the 8."""
    number = english[len(before) : len(english) - len(after)]
    left, right = _BEFORE_OR.search(before), _AFTER_OR.match(after)
    said = left or right
    if not said or not _is_alone(said["said"], source) or abs(int(said["said"]) - int(number)) != 1:
        return english
    if _OTHER_PAIR.search(before[: left.start()] if left else before):
        return english
    return before[: left.end("said")] + after if left else before + after[said.start("said") :]


def _is_alone(number: str, source: str) -> bool:
    """Whether a source has a number by itself: not the 8 of "cấp 8-9", "dưới 8", "8 tuổi rưỡi"."""
    alone = rf"{_NO_BOUND}(?<![\d.,/-]){number}(?![\d/]|[.,]\d)(?!{_GOES_ON})"
    return re.search(alone, source, re.IGNORECASE) is not None


def _without_day(before: str, english: str, after: str, source: str) -> str:
    """Give "in early March" for the "on March 1" of a source that has `đầu tháng 3`, and "in March" for `tháng 3`."""
    match = _ON_MONTH.search(before)
    if not match or _MORE_DAYS.match(after):
        return english
    number = MONTHS.index(match["month"]) + 1
    months = [
        quantity.term
        for quantity in scan(source)
        if re.match(rf"(?:date|month):(?:\d+-)?{number:02}", quantity.term.key)
    ]
    if len(months) != 1 or not months[0].key.startswith("month:"):
        return english
    part = _PART_OF_MONTH.search(source, 0, months[0].vi_span[0])
    if part is None or says_day(source):
        return english
    word = {"đầu": "early ", "giữa": "mid-", "cuối": "late "}.get(part[1].lower(), "")
    return f"{before[: match.start()]}{'In' if match[0][0] == 'O' else 'in'} {word}{match['month']}{after}"


def _without_weekday(before: str, english: str, after: str) -> str:
    """Give "April 7" for "Thursday, April 7", and "on the night of April 7" for "Thursday night, April 7"."""
    if _KEEPS_WEEKDAY.search(before):
        return english
    if day := _DAY_AFTER.match(after):
        return before + after[day.end() :]
    part = _PART_AND_DAY_AFTER.match(after)
    if not part:
        return english
    on = "" if _PREPOSITION.search(before) else "On " if not before.strip() else "on "
    return f"{before}{on}the {part['part']} of {after[part.end() :]}"


def _has_day(day: re.Match[str], source: str) -> bool:
    """Whether the source has the day as a date without a year."""
    number = MONTHS.index(day["month"]) + 1
    return f"date:{number:02}-{int(day['day']):02}" in (quantity.term.key for quantity in scan(source))


def _in_its_part(before: str, english: str, after: str, source: str) -> str:
    """Give "on the afternoon of April 4" for "at 4 p.m. on April 4", which is what "chiều 4-4" is."""
    at, on, parts = _BEFORE_CLOCK.search(before), _DATE_AFTER.match(after), list(PART_OF_DAY.finditer(source))
    if not at or not on or len(parts) != 1 or _HOUR_SAID.search(source):
        return english
    phrase = english_part(parts[0])
    return f"{before[: at.start()]}{phrase.capitalize() if at['at'][0].isupper() else phrase} {after[on.end() :]}"
