"""Vietnamese news cut into sentences, without losing a character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from songngu.text.latin import INITIAL
from songngu.text.lead_ins import lead_in
from songngu.text.normalise import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Followed by a name or a number, never the end of a sentence. Lower case; compared after the last inner full stop,
# so PGS.TS. and GS.TSKH. are found through their last part.
_TITLES = _words(
    "tp tx tt kp tl ql ts ths tskh gs pgs bs bscki bsckii ths.bs ds ks kts ls cn nsnd nsưt ns nghs mr mrs ms dr prof "
    "st sr rev gen col capt lt sgt sen gov hon messrs mt ft vs cf nxb đt đtdđ đ/c sđt tel fax hl thhc "
    "cki ckii ck1 ck2 ngnd ngưt ncs ht đđ lm gm đc đd ktv"
)
_WORDS_TOO = _words("gen sen hon")
# These may end one too ("ở phía đông TP. Tại hội thảo …"), before a word that opens sentences no name ("TP. Hội An").
_MAY_END = _words("tp tx tt kp đt nsnd nsưt nxb mt cn gm ktv")
_DISTRICTS = _words("q p h x")  # "(Q. Tân Bình)", ", P. Ngô Mây": before any capital
# These end a sentence only before a word that opens sentences.
_MAYBE_FINAL = _words("jr sr inc ltd co corp bros etc dept univ ave blvd")
_BEFORE_NUMBER = _words("no nr vol fig art tr t q p đ số h k")
_ALWAYS_OPEN = re.compile(r"(?:[a-zđ]\.)+[a-zđ]|v\.v", re.IGNORECASE)  # U.S., v.v., a.m.: by what follows

# Words that open sentences: after an initial (Nguyễn Văn T. Theo …) they show that the sentence had ended.
_STARTERS = _words(
    "ông bà anh chị em cháu bé theo tuy trong tại sau khi đến từ tối sáng chiều trưa đêm ngày hôm các một những với "
    "được hiện cơ nạn đây đó do vì nếu lúc ngoài bên cùng thời tuy nhưng và để trước cả mọi nhiều hai ba bốn vụ người "
    "nhóm kết qua quá trên dưới ở như bởi dù mặc song chúng tôi họ nó thấy còn riêng đối cũng đồng rồi vậy thế tuần "
    "tháng năm gần mới khoảng bị việc sự cuộc cảnh lực tòa toà viện luật bước nghi đại tiếp thông biết phát công số "
    "hành hung mỗi lần không chỉ đặc ngay liên hội phía tổng lãnh giá trận giữa bất cô hắn đoàn đáng xung điều"
)
_STARTERS_WESTERN = _words("the he she it they we in on at for but and his her this that these there")
_PERSONS = _words(
    "ông bà anh chị em cháu bé cô chú bác cậu dì thầy tên can bị nạn hs đối tượng Văn Thị Hữu Đình Đức Ngọc"
)
_CLOSERS = "\"”’'»)]}"
_OPENERS = "\"“‘'«([{*_"
_STOP = re.compile(rf"[.!?…。！？]+[{re.escape(_CLOSERS)}]*")
_DETACHED = re.compile(r'"[.,!?]?(?=\s)')
_LINE = re.compile(r"\n\s*")
_MARKER = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[a-hA-H])[.)]?$")
_NEXT_MARKER = re.compile(r"\d{1,2}[.)]\s")
_BULLET = re.compile(r"[-–—•*●▪■+►◆○]\s|\d{1,2}[.)]\s")
_GLUED = re.compile(r"(?<=[^\W\d_])[.!?…](?=[^\W\d_][^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING_WORDS = re.compile(r"([^\W\d_]+),?\s+(\w)")
_SPEAKER = re.compile(r"(?:Ông|Chị|Bà(?! (?:Rịa|Nà|Đen|Điểm|Chiểu)\b)) ")  # "phó chủ tịch UBND TP. Ông Chinh …"
_COUNTED = _words("chiến thứ quý quí khóa khoá phần chương loại hạng nhóm đợt kỳ cấp kỷ")  # "Thế chiến I. Putin …"
_INITIAL = re.compile(INITIAL)
_AMOUNT = re.compile(r"\d[\d.,]*\s+(?:đồng|nghìn|ngàn|triệu|tỷ|tỉ|USD|NDT|nhát|phát|lần|cái)(?!\w)")
_OF_CODE = re.compile(r"-\d+")
_NEXT_INITIAL = re.compile(r"[A-ZĐ]\.")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_LOOK_BACK = 60  # characters: enough for the words before a full stop, and constant, so that the whole is linear


def split_sentences(paragraph: str) -> tuple[str, ...]:
    """Cut a paragraph into sentences whose concatenation is the paragraph; white space stays with what precedes it.

    Linear in the length of the paragraph. An abbreviation, initial, number, date, domain or list marker isn't an end;
    `"…!" ông nói` is one sentence; an ellipsis ends one only if what follows begins one. What leads to another article
    (`Xem thêm:`) is one of its own.
    """
    first = _skip_space(paragraph, 0)
    found = {cut for ends in (_stops, _line_ends, _glued) for cut in ends(paragraph) if cut > first}
    starts = {0, len(paragraph)} | found
    cuts = sorted(starts | {start + len(lead_in(paragraph, start)) for start in starts})
    return tuple(paragraph[start:end] for start, end in pairwise(cuts))


def _stops(text: str) -> Iterator[int]:
    """Positions after full stops, their closing quotes and the white space that follows."""
    start = 0  # of the sentence
    counted = quotes = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if end == len(text) or not text[end].isspace():
            continue
        after = _skip_space(text, end)
        if after == len(text):
            return
        quotes += text.count('"', counted, end)
        counted = end
        # `rất vui! " Ông nói`: a detached straight quote that closes stays with its sentence.
        closing = _DETACHED.match(text, after) if quotes % 2 == 1 else None
        if closing:
            after = _skip_space(text, closing.end())
            if after == len(text):
                return
        start = max(start, text.rfind("\n", max(start, match.start() - _LOOK_BACK), match.start()) + 1)
        if _ends(text, start, match, after, quoted=closing is not None):
            yield after
            start = after


def _ends(text: str, start: int, match: re.Match[str], after: int, *, quoted: bool) -> bool:
    """Whether the stop of `match` ends the sentence that began at `start`, `after` being the next visible character."""
    stop = match.group().rstrip(_CLOSERS)
    quoted = quoted or len(stop) < len(match.group())
    following = text[after : after + _LOOK_BACK]
    if text[match.start() - 1 : match.start()] in ("(", "["):  # (…) and [...] stand for words left out
        return False
    if not _opens(following, quoted=quoted):
        return False
    if stop != ".":
        return True
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    return not _abbreviated(before, following, at_start=match.start() - start < _LOOK_BACK)


def _opens(following: str, *, quoted: bool) -> bool:
    """Whether a sentence can begin like this: upper case, a number, a quote, a bracket or a dash before them."""
    if following[0] in "-–—":
        # "Thật à?" - ông hỏi: said by; otherwise the next speaker or the next item.
        return not quoted and _opens(following[1:].lstrip() or "a", quoted=False)
    bare = following.lstrip(_OPENERS + " ")
    if not bare:
        return False
    first = bare[0]
    if first.isalpha():
        return not first.islower() or bare[1:2].isupper()  # iPhone, eSIM
    return first.isdigit() or first in "@#<$€£…." or not first.isascii()


def _abbreviated(before: str, following: str, *, at_start: bool) -> bool:
    """Whether the full stop between the two belongs to an abbreviation, an initial or a list marker."""
    words = before.split()
    if not words or not before[-1:].strip():
        return False
    token = words[-1].lstrip(_OPENERS + "/").rstrip(",")
    if at_start and len(words) == 1 and _MARKER.match(token):
        return True
    bare = following.lstrip(_OPENERS + " ")
    found = _WORD.match(bare)
    word = found.group() if found else ""
    last = token.rpartition(".")[2].lower()
    previous = words[-2] if len(words) > 1 else ""
    if last in _TITLES or token.lower() == "th.s":
        if last in _MAY_END and (_opens_plainly(bare) or (last == "tp" and _SPEAKER.match(bare))):
            return False
        # "biến đổi gen. Dù …", "hoa sen. Các …", "ông Hun Sen. Ông …": these are words and names too.
        return last not in _WORDS_TOO or (token[:1].isupper() and not (previous[:1].isupper() and _opens_plainly(bare)))
    district = token.isupper() and last in _DISTRICTS and (words[-1][0] in "([" or previous.endswith(","))
    if district and bare[:1].isupper() and not (previous.endswith(",") and _opens_plainly(bare)):
        return True
    if last in _BEFORE_NUMBER and bare[:1].isdigit():
        return True
    if _NEXT_MARKER.match(following):
        return False
    if (last in _MAYBE_FINAL and token != "co") or (
        _ALWAYS_OPEN.fullmatch(token) and token.lower() not in ("v.v", "a.m", "p.m")
    ):
        return fold(word) not in _STARTERS | _STARTERS_WESTERN
    return _initial(token, previous, word, following)


def _opens_plainly(following: str) -> bool:
    """Whether a word that opens sentences comes, and after it none of a name: "Tại hội thảo", not "Tuy Hòa"."""
    match = _OPENING_WORDS.match(following)
    return match is not None and not match[2].isupper() and fold(match[1]) in _STARTERS | {"chủ"}


def _initial(token: str, previous: str, word: str, following: str) -> bool:
    """Whether a full stop after `token` makes it an initial of the name that goes on (J. K. Rowling, Q. Bình Thạnh).

    Vietnamese reports shorten the *last* part of a name (Nguyễn Văn T.), so what follows such a one is a new sentence
    unless it looks foreign (ông M. Pompeo).
    """
    letters = token.rpartition(".")[2].rpartition("-")[2]
    if not _INITIAL.fullmatch(letters) or (letters in "IVX" and previous.lower() in _COUNTED):
        return False
    if following[0] in "([" or _NEXT_INITIAL.match(following):
        return True
    person = not _PERSONS.isdisjoint((previous, previous.lower()))
    if person and _AMOUNT.match(following):  # "đưa cho bà C. 20.000 đồng", but: Ông tìm bà C. 20 phút sau …
        return True
    if not word or fold(word) in _STARTERS | _STARTERS_WESTERN:
        return False
    if len(letters) > 1:
        return False
    foreign = word.isascii() and not _SYLLABLE.fullmatch(word)
    if _OF_CODE.fullmatch(previous) and not foreign:  # "phiên bản T -50 A. Vẫn cần …"
        return False
    if person or (previous[:1].isupper() and previous.isalpha() and not previous.isascii()):
        return foreign
    if previous.islower() and previous.isalpha():  # vitamin A. Trẻ em …, but: ngụ Q. Bình Thạnh
        return foreign or letters in "QPHXĐ"
    return True


def _line_ends(text: str) -> Iterator[int]:
    """Positions after line ends that end a sentence: empty lines, items, or a line that was complete."""
    for match in _LINE.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()].rstrip()
        complete = before.endswith(tuple('.!?…:;"”»)'))
        rest = text[match.end() : match.end() + 4]
        if rest and (complete or match.group().count("\n") > 1 or _BULLET.match(rest)):
            yield match.end()


def _glued(text: str) -> Iterator[int]:
    """Positions after full stops that lack their space, between a lower-case and a capital word: `xong.Ông Nam`."""
    for match in _GLUED.finditer(text):
        at = match.start()
        word = re.split(r"[\s\"“(]", text[max(0, at - _LOOK_BACK) : at])[-1]
        follows = text[at + 1].isupper() and text[at + 2].islower()
        if follows and len(word) > 1 and word.isalpha() and word.islower():
            yield at + 1


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


_TOKEN = re.compile(r"\S+\s*|\s+")
_LONG_TOKEN = 12  # characters; a longer token costs the engine as much as several words
_DIGITS = 3  # so many digits cost as much as a word: a model reads them one by one
_NO_DIGITS = str.maketrans("", "", "0123456789")
_CONJUNCTIONS = _words("và nhưng hoặc hay để khi nếu rồi còn vì do mà nên trong tuy song trước sau theo với tại")


def split_long(sentence: str, limit: int) -> tuple[str, ...]:
    """Cut a sentence of more than `limit` words at its best places; the concatenation of the pieces is the sentence.

    Between half the limit and the limit: after a semicolon, colon or dash, then a comma, then before a conjunction,
    then at white space. A token longer than 12 characters or with more than 3 digits counts as several words; one
    that's over the limit alone is cut hard.
    """
    room = limit * _LONG_TOKEN
    tokens = [token[at : at + room] for token in _TOKEN.findall(sentence) for at in range(0, len(token), room)]
    pieces: list[str] = []
    start = 0
    while start < len(tokens):
        end = _fitting(tokens, start, limit)
        if end < len(tokens):
            end = _best_cut(tokens, start, end)
        pieces.append("".join(tokens[start:end]))
        start = end
    return tuple(pieces) or (sentence,)


def _fitting(tokens: list[str], start: int, limit: int) -> int:
    """The end of the longest run of tokens from `start` that is within the limit, of one token at least."""
    cost = 0
    for index in range(start, len(tokens)):
        token = tokens[index].rstrip()
        digits = len(token) - len(token.translate(_NO_DIGITS))
        cost += max(1, -(-len(token) // _LONG_TOKEN), -(-digits // _DIGITS))
        if cost > limit:
            return max(start + 1, index)
    return len(tokens)


def _best_cut(tokens: list[str], start: int, end: int) -> int:
    """The place in the second half of the run with the highest rank, the last of equals."""
    half = max(start + 1, (start + end) // 2)
    return max(range(half, end + 1), key=lambda index: (_rank(tokens, index), index))


def _rank(tokens: list[str], index: int) -> int:
    before, after = tokens[index - 1].rstrip(), tokens[index].strip() if index < len(tokens) else ""
    if before == tokens[index - 1]:
        return 0
    if before[-1:] in ";:.!?…" or before in "-–—":
        return 4
    if before[-1:] == ",":
        return 3
    return 2 if after.lower() in _CONJUNCTIONS else 1
