"""Compare the numbers of a source sentence with those of its English: what is missing, what is invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from songngu.records import Record, Term, overlap
from songngu.text.counted import Count, find_counts, reader_of
from songngu.text.dates import MONTH_WORDS
from songngu.text.english_dates import MONTHS
from songngu.text.english_numbers import EnglishNumber, find_codes, find_english_numbers, fold_code, read_roman
from songngu.text.inventions import says_day
from songngu.text.multitudes import HEDGE_LENGTH, HEDGED, VAGUE
from songngu.text.multitudes import KEY as MULTITUDE
from songngu.text.numbers import find_spelled_numbers, plain
from songngu.text.quantities import scan

# Said once for several: "từ 3/5 đến 5/5" is "May 3-5", and a year may serve two dates.
_SHARED = re.compile(r"[MW]\d+|1[5-9]\d\d|20\d\d")


_ABBREVIATED = re.compile(r"(?:SN|QL|TL|ĐT|[Cc]ấp|[QP]\.)(?=.*?(?P<last>\d+[A-Z]?)$)")

# Only these may be answered by words such as "both", "half" or "a"; the days of a date may not.
_LOOSE = ("number:", "percent:", "unit:", "ordinal:", "fraction:", "quarter:", "lunar-", "keep:", "range:", "time:",
          "decade:", "year:", "born:", "law:", "storm:", "multitude:")  # fmt: skip


# Soft only because they may be something else: "May" the verb, "first" of all. They do answer a date or an amount.
_FIRM = re.compile(
    r"(?:may|march|april|june|august|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|first|second|zero|nil|hundreds?|thousands?|millions?|billions?)"
)


_CURRENCY = re.compile(r"\s(?:US\s)?(?:dollars?|dong|euros?|pounds?|yuan|yen|won|rou?bles?|baht|cents?)\b")


_ON_MONTH = re.compile(rf"\b[Oo]n (?:{'|'.join(MONTHS)}) $")


class NumberReport(Record, frozen=True, kw_only=True):
    """`missing`: quantities whose number the English lacks; `uncounted`: counts in words that it lacks. `invented`:
    English numbers that the source lacks.
    """

    missing: tuple[Term, ...] = ()
    invented: tuple[EnglishNumber, ...] = ()
    uncounted: tuple[Count, ...] = ()


class NumberGuard:
    """The numbers of one source, read once, to compare any number of English texts with."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._quantities = scan(source)
        self._slots = sorted(
            ((slot, quantity.term) for quantity in self._quantities for slot in quantity.slots),
            # What takes only a numeral chooses first: "2 người … ngày 2/9" has "two people" for the other.
            key=lambda pair: (_is_loose(pair[1]), len(pair[0])),
        )
        self._said = frozenset(value for slot, _ in self._slots for value in slot)
        spans = [quantity.term.vi_span for quantity in self._quantities]
        self._counts = [c for c in find_counts(source) if not any(overlap(c.span, span) for span in spans)]
        self._permitted: frozenset[str] | None = None

    def compare(self, english: str) -> NumberReport:
        """Compare by value, so that `1.500 tỷ đồng` may be VND1.5 trillion or 1,500 billion dong."""
        numbers = find_english_numbers(english)
        if not numbers and not self._slots and not self._counts:
            return NumberReport()
        says = reader_of({value for number in numbers for value in number.values} if self._counts else (), english)
        doubtful = [number for number in numbers if not number.soft and not number.values & self._said]
        return NumberReport(
            missing=tuple(_find_missing(self._slots, numbers, english)),
            invented=tuple(self._find_invented(doubtful, english)),
            uncounted=tuple(count for count in self._counts if not says(count)),
        )

    def _find_invented(self, doubtful: Sequence[EnglishNumber], english: str) -> list[EnglishNumber]:
        if not doubtful:
            return []
        if self._permitted is None:
            self._permitted = self._said | _in_words(self._source)
        kept = " ".join(fold_code(q.term.vi) for q in self._quantities if q.term.key.startswith("keep:"))
        return [
            number
            for number in doubtful
            if (not number.values & self._permitted or self._is_no_day(number, english))
            and not (kept and fold_code(number.text) in kept)
            # "The Sunday Times" in the source too
            and not re.search(rf"\b{re.escape(number.text.rstrip('s.'))}", self._source)
        ]

    def _is_no_day(self, number: EnglishNumber, english: str) -> bool:
        """Whether it's the day of "March 1", which "một" alone doesn't say."""
        day = number.text.isdigit() and len(number.text) < 3 and _ON_MONTH.search(english, 0, number.span[0])
        return bool(day) and not says_day(self._source)


def compare_numbers(source: str, english: str) -> NumberReport:
    """Compare one pair, as `NumberGuard(source).compare(english)`."""
    return NumberGuard(source).compare(english)


def _in_words(source: str) -> frozenset[str]:
    """The values beside those of quantities that an English sentence may have: of number words and what words imply."""
    spelled = {plain(value) for _, value in find_spelled_numbers(source)}
    roman = {str(read_roman(numeral)) for numeral in _ROMAN.findall(source)}
    grouped = {code[1:] for code in _GROUPS.findall(source)}  # "Group of Seven" for G7
    return frozenset(spelled | roman | grouped | _implied(source))


_ROMAN = re.compile(r"\b(?=[IVX]{1,6}\b)X{0,3}(?:IX|IV|V?I{0,3})\b")
_GROUPS = re.compile(r"\bG\d{1,2}\b")


def _implied(source: str) -> set[str]:
    return {value for pattern, values in _IMPLIED for value in values if re.search(pattern, source, re.IGNORECASE)}


_IMPLIED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\bthập (?:kỷ|kỉ|niên)\b", ("10",)),
    (r"\bthế kỷ\b", ("100",)),
    (r"\bgiao thừa\b", ("T00:00",)),
    (r"\bnửa đêm\b", ("T00:00",)),
    (r"\bgiữa trưa\b|\bbuổi trưa\b", ("T12:00",)),
    (r"\bquý\b", ("4",)),
    (r"\brằm\b", ("15",)),
    (r"\bchạp\b|\btết\b", ("12",)),
    (r"\bmột phần (?:ba|tư|năm)\b", ("1/3", "1/4", "1/5")),
    (r"\bhai phần ba\b", ("2/3",)),
    (r"\bba phần tư\b", ("3/4",)),
    (r"\bsinh (?:đôi|ba|tư)\b", ("2", "3", "4")),
    (r"\bba\b|\btam\b", ("3",)),
    (r"\btứ\b", ("4",)),
    (r"\bngũ\b", ("5",)),
    *(
        (rf"\btháng {word}\b" + (r"(?! một| hai)" if word == "mười" else ""), (f"M{month}",))
        for word, month in MONTH_WORDS.items()
    ),
    *(
        (rf"\bthứ {word}\b", (f"W{day}",))
        for day, words in enumerate((("hai", "2"), ("ba", "3"), ("tư", "4"), ("năm", "5"), ("sáu", "6"), ("bảy", "7")))
        for word in words
    ),
)


def _find_missing(
    slots: Sequence[tuple[frozenset[str], Term]], numbers: Sequence[EnglishNumber], english: str
) -> list[Term]:
    coded = any(value.startswith("C") for slot, _ in slots for value in slot)
    codes, folded = (set(find_codes(english)), fold_code(english)) if coded else (set(), "")
    holders: dict[str, list[int]] = {}  # by value, the numbers that have it, in order
    for place, number in enumerate(numbers):
        for value in number.values:
            holders.setdefault(value, []).append(place)
    used: set[int] = set()
    many: dict[tuple[str, frozenset[str]], bool] = {}  # whether an order of magnitude is said
    missing: dict[Term, None] = {}
    for slot, term in slots:
        if _is_left(term, english):
            missing[term] = None
            continue
        if any(v[0] == "C" and (v[1:] in codes or v[1:] in folded) for v in slot if v):
            continue
        loose = _is_loose(term)
        if term.key.startswith(MULTITUDE):
            if (term.key, slot) not in many:
                own = sorted({index for value in slot for index in holders.get(value, [])})
                many[term.key, slot] = _has_multitude(slot, term, (numbers[index] for index in own), english)
            if not many[term.key, slot]:
                missing[term] = None
            continue
        free = sorted({index for value in slot for index in _first_free(holders.get(value, []), numbers, used)})
        index = next((i for i in free if not numbers[i].soft), None)
        if index is None:
            index = next((i for i in free if loose or _is_firm(numbers[i], term, english)), None)
        holder = None if index is None else numbers[index]
        if (
            holder is None
            and term.key == "number:1"
            and re.search(r"\b(?:an?|the|one|single|only|per|each|every|annual|yearly|\w+ly)\b", english, re.IGNORECASE)
        ):
            continue
        if (
            holder is None
            and term.key == "percent:100"
            and re.search(r"\b(?:all|entire\w*|whol\w+|complete\w*|full\w*|every)\b", english, re.IGNORECASE)
        ):
            continue
        if holder is None or index is None:
            missing[term] = None
        elif not any(_SHARED.fullmatch(v) for v in holder.values) and "/" not in "".join(holder.values):
            used.add(index)
    return sorted(missing, key=lambda term: term.vi_span)


def _has_multitude(slot: frozenset[str], term: Term, numbers: Iterable[EnglishNumber], english: str) -> bool:
    """Whether one of the numbers is what "hàng tỷ" means, which isn't "1 billion"; several may share one.

    A word that counts without a number, such as "many", will do below ten thousand.
    """
    for number in numbers:
        start, end = number.span
        hedged = HEDGED.search(english[max(0, start - HEDGE_LENGTH) : start]) or _OR_MORE.match(english, end)
        if not number.text[0].isdigit() or hedged or "tuổi" in term.vi:
            return True
    *_, currency, value = term.key.split(":")
    return not currency.isupper() and int(value) < 10**4 and VAGUE.search(english) is not None


_OR_MORE = re.compile(r"[\w\s-]{0,24}\b(?:or more|plus)\b|\+|s\b")


def _is_loose(term: Term) -> bool:
    """Whether words such as "both", "half" or "a" may answer it."""
    return term.key.startswith(_LOOSE) or "|fraction:" in term.key


def _is_firm(number: EnglishNumber, term: Term, english: str) -> bool:
    """Whether a soft number may answer what only a firm one does: "March", and "one" of "one dollar"."""
    return _FIRM.fullmatch(number.text.lower()) is not None or (
        term.key.startswith("money:") and _CURRENCY.match(english, number.span[1]) is not None
    )


def _is_left(term: Term, english: str) -> bool:
    """Whether "SN 1969" or "QL1A" was left as it is: the number is there, but not what it is the number of."""
    left = _ABBREVIATED.match(term.vi) if term.key.startswith(("born:", "road:", "wind:", "area:")) else None
    if left is None:
        return False
    return (
        re.search(rf"\b{re.escape(left[0])}(?![^\W\d])\W{{0,3}}[\w/ ,.-]{{0,14}}?{left['last']}\b", english) is not None
    )


def _first_free(holders: list[int], numbers: Sequence[EnglishNumber], used: set[int]) -> list[int]:
    """The free numbers up to the first that isn't soft; the used ones at the head are dropped for good."""
    while holders and holders[0] in used:
        del holders[0]
    free: list[int] = []
    for index in holders:
        if index not in used:
            free.append(index)
            if not numbers[index].soft:
                break
    return free
