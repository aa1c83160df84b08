"""A headline for an article without a title, taken from its lead.

Rules, not a model: a headline must never say what the lead doesn't. Read on leads of vietnews (2016-2019): of 60, 8
broke off before their clause was complete or lacked a predicate; of 60 others, 4 since those kinds are known. 25 % have
more than 24 words, nearly all of them a single clause: rather long than broken.
"""

from __future__ import annotations

import re

from songngu.records import Document
from songngu.text.headline_patterns import (
    AND,
    ASIDE,
    BELONGING,
    CLAUSE_SUBJECT,
    CLOSING,
    COMPLEMENT,
    CUT,
    DANGLING,
    DATED,
    HANGING_REPORT,
    HELD_DATE,
    LATER_PREDICATE,
    LEADING_ON,
    MEETING,
    NOUN_FIRST,
    NOUN_MARKS,
    NUMBERS,
    OPENING,
    PAIRED,
    PARTICIPLE,
    PASSIVE,
    PLACED,
    PREDICATE,
    PRONOUN,
    SAID,
    SUBJECT,
    SUBORDINATE,
    TENSE,
    TOPIC,
    UNITS,
    WHEN_OPENING,
)
from songngu.text.normalise import fold

FEWEST, MOST, LONG = 8, 18, 24  # words of a good headline; a longer one is kept rather than broken
_BEST = 13
# "có cuộc gặp (với)" is "gặp": a headline says what was done. Not where there is none, or of what kind it was.
_MEETING = re.compile(
    r"(?<!không )(?<!chưa )\bcó (?:một )?(?:cuộc|chuyến|buổi) "
    r"(?P<verb>gặp|điện đàm|hội đàm|hội kiến|thăm|làm việc|tiếp xúc)\b(?! nào| đầu tiên| lần)(?:(?<=gặp) với)?(?= )"
)
_LONGEST_LEAD = 1000  # characters looked at: no lead needs more, and the search is quadratic in its commas


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
    text = _bare(
        lead if len(lead) <= _LONGEST_LEAD else lead[:_LONGEST_LEAD].rpartition(" ")[0] or lead[:_LONGEST_LEAD]
    )
    text = _attempt(text, CLOSING.sub("", text))
    text = _without_openings(text)
    text = _attempt(text, DATED.sub(_kept_comma, text))
    text = _without_source(text)
    text = _MEETING.sub(r"\g<verb>", text)
    for aside in (ASIDE, BELONGING):
        if _count(text) > MOST:
            text = _attempt(text, aside.sub("", text))
    if _count(text) > MOST:
        text = _cut(text)
    return _finish(text) or lead.strip()[:_LONGEST_LEAD]


def _kept_comma(match: re.Match[str]) -> str:
    """The comma after a date stays unless one before it made the date an aside; a date that is part of more stays."""
    if HELD_DATE.search(match.string[: match.start()]):
        return match.group()
    return "," if match.group().endswith(",") and not match.group().startswith(",") else ""


def _bare(lead: str) -> str:
    """The sentence without brackets, double spaces and final stop."""
    text = re.sub(r"\s*(?:(?:\([^()]*\)|\[[^\[\]]*\])\s*)+(?=\w)", " ", lead)
    text = re.sub(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    return text.rstrip(".… ;:,-–") or lead.strip()


def _attempt(text: str, shorter: str) -> str:
    """The shorter text where enough is left of it to be news."""
    return shorter.strip() if _count(shorter) >= FEWEST - 1 and PREDICATE.search(f" {shorter} ") else text


def _without_openings(text: str) -> str:
    """Leave out when and where it was said, at most three such phrases, while a subject follows."""
    for _ in range(3):
        when = WHEN_OPENING.match(text)
        rest = text[when.end() :] if when else _after_opening(text)
        shorter = _attempt(text, rest)
        if shorter == text:
            break
        text = shorter
    return text


def _after_opening(text: str) -> str:
    """What follows the comma that ends the opening phrase: the first one before a subject, of at most four."""
    match = OPENING.match(text)
    if not match:
        return text
    end, participle = match.end(), bool(PARTICIPLE.match(text))
    for _ in range(4):
        rest = text[end:]
        item, comma, _ = rest.partition(",")
        words = item.split()
        listed = len(words) <= 2 or (len(words) <= 4 and all(word[:1].isupper() for word in words))
        if not (comma and listed) and (SUBJECT.match(rest) or not participle):  # …, Nghệ An, …: still the opening
            return re.sub(r"^(?:nhưng|song|thì|mà)\s", "", rest)
        if not comma:
            break
        end += len(item) + 2
    return text


def _without_source(text: str) -> str:
    """Leave out `… cho biết` where the sentence is too long and what was said stands alone."""
    match = SAID.fullmatch(text)
    if not match or _count(text) <= MOST:
        return text
    what = _without_openings(match["what"])
    stands = _count(what) >= FEWEST and not PRONOUN.match(what) and PREDICATE.search(f" {what} ")
    return what if stands else text


def _cut(text: str) -> str:
    """The best beginning of the text that can stand alone; the text itself where there is none."""
    best, best_cost = text, _length_cost(_count(text)) + 2.0
    for match in CUT.finditer(text):
        head = text[: match.start()].rstrip(" ,;:-–—")
        cost = _cost(text, head, match)
        if cost < best_cost:
            best, best_cost = head, cost
    return best if _count(best) <= LONG else _without_second(best)


def _without_second(text: str) -> str:
    """A long headline without the last `và …` that may go: from the shortest that still is news."""
    for match in AND.finditer(text):
        head = text[: match.start()].rstrip(" ,")
        last, following = head.split()[-1], text[match.end() :]
        names = last[:1].isupper() and following[:1].isupper()
        cost = _cost(text, head, match)
        if not names and not PAIRED.search(head) and cost < 99 and _count(head) >= _BEST:
            return head
    return text


def _cost(text: str, head: str, match: re.Match[str]) -> float:
    """How bad a headline `head` would be: its length, how firm the place of the cut is, what it leaves hanging."""
    words = head.split()
    # The predicate of an opening clause isn't the sentence's.
    openings = (OPENING, SUBORDINATE, NOUN_FIRST)
    begin = max((opening.end() for pattern in openings if (opening := pattern.match(text))), default=0)
    predicates = [
        begin + found.end() - 1
        for found in PREDICATE.finditer(f" {head[begin:]} ")
        if (head[: begin + found.start()].rsplit(None, 1) or [""])[-1].lower() not in NOUN_MARKS
    ]
    if len(words) < FEWEST - 1 or words[-1].lower() in DANGLING or not predicates:
        return 99.0
    if match.lastgroup == "firm" and words[-1].lower() in UNITS:  # một năm | trước khi
        return 99.0
    if _is_unfinished(text, head, match):
        return 99.0
    cost = _length_cost(len(words))
    if match.lastgroup == "comma":
        cost += 5.0 if _in_list(text[match.end() :]) else 1.5
    elif match.lastgroup == "firm":
        cost += 1.0
    elif match.lastgroup in ("loose", "dash"):
        cost += 3.0
    if len(head) - predicates[-1] < 8:  # the verb has hardly an object
        cost += 3.0
    if match.lastgroup != "comma" and re.search(r",(?:\s[^\s,]+){1,4}$", head):  # …, nỗ lực | vì …
        cost += 4.0
    if re.search(r", (?:người|một trong|vốn|nơi)\s[^,]*$", head):  # the aside isn't closed yet
        cost += 5.0
    return cost + (2.0 if fold(head).count('"') % 2 else 0.0)


def _is_unfinished(text: str, head: str, match: re.Match[str]) -> bool:
    """Whether the head is no clause yet: its verb lacks what is said, its agent acts later, its subject waits."""
    passive = PASSIVE.match(head)
    rest = passive["rest"] if passive else ""
    return (
        (match.group().strip() in UNITS and (head[-1].isdigit() or head.split()[-1] in NUMBERS))  # trong hai | ngày
        or (bool(COMPLEMENT.fullmatch(match.group())) and not (match.group() == " với " and MEETING.search(head)))
        or bool(HANGING_REPORT.search(head) or LEADING_ON.search(head))
        # "được chính quyền hạt Clare" has its agent but not yet its verb.
        or (len(rest.split()) >= 3 and bool(SUBJECT.match(rest)) and not PREDICATE.search(f" {rest} "))
        or (bool(PLACED.match(text[len(head) :])) and not TENSE.search(f" {head} "))
        or (bool(CLAUSE_SUBJECT.search(head)) and bool(LATER_PREDICATE.match(text[len(head) :])))
        or (match.lastgroup == "strong" and bool(TOPIC.match(head)))
    )


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
        text = re.sub(r"(?<=\w)[\"“”](?=\w)", " ", text)
        text = re.sub(r"[\"“”]", "", text)
    text = text.strip(" ,;:-–—")
    return text[:1].upper() + text[1:]


def _count(text: str) -> int:
    return len(text.split())
