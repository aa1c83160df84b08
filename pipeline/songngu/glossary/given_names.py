"""People whom an article calls by their given name alone: "Nguyễn Thông … Thông đã dùng dao", "vợ chồng ông Hòa".

One syllable says little by itself: a small model takes "Thông" for a word, or leaves the person out ("the guest was
stabbed"), and a glossary takes "Nhật" for Japan. The article's other sentences tell who it is, by the full name or by
a word of address. In 300 articles of vietnews some 140 mentions were of people named in full elsewhere; the English
lacked the name in 50 of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from songngu.glossary.context import (
    HONORIFICS,
    SURNAMES,
    is_addressed,
    is_headline,
    is_name,
    is_name_syllable,
    load_weights,
    score_country,
)
from songngu.glossary.lexicon import ONE_WORD, load_lexicon
from songngu.glossary.person_names import find_names_in
from songngu.glossary.proper_names import KINDS_OF_THINGS, Name
from songngu.glossary.recurring_names import find_recurring, find_recurring_names
from songngu.glossary.surnames import find_called, find_surnames
from songngu.glossary.words import Words, fold_key, split_words, word_set
from songngu.records import Segment
from songngu.text.latin import is_vietnamese_syllable

_PLACE = 2  # syllables that a place may have as well: "Lâm Đồng", "Thái Lan"
_SURE = 3.0  # score from which one place that is surely the country makes all of them countries
_BEFORE = 12  # characters
_CREDIT = re.compile(r"(?:[(:]|ảnh|clip|video|nguồn)\s*$", re.IGNORECASE)
_AGE = re.compile(r"\s*(?:,|-|\()?\s*(?:SN\b|sinh\s+(?:năm|ngày)|\d{1,3}\s+tuổi|\(\d{1,3}[,)])", re.IGNORECASE)
# What a person does or is, where the name opens the sentence: "Thông đã", not "Thông báo", "Năm người".
_PREDICATES = word_set("""
    đã đang sẽ bị được là có không chưa vẫn cũng còn liền bèn rồi lại thì phải muốn cho khai nói kể hỏi đáp trả
    bảo rủ mời gọi cùng và với đến đi về ra vào lên xuống lấy dùng cầm rút đâm chém đánh bắn thấy nghe biết nghĩ nhận
    mang đưa đem chở chạy lái mua bán thuê mượn nhờ gặp quen bắt tự từng vừa mới ở trú ngụ quê sinh
    làm sống ngồi đứng nằm chết viết gửi đăng hứa dụ bước đọc lừa lén bỏ chê tỏ""")
_PREDICATES_OF_TWO = frozenset(
    map(
        fold_key,
        ("khẳng định", "thừa nhận", "tiếp tục", "yêu cầu", "chia sẻ", "tiết lộ", "điều khiển", "tổ chức", "đồng ý",
         "sau đó", "trước đó", "nhiều lần", "may mắn", "giải thích", "giới thiệu", "cam kết", "nhắn tin", "hiện đang",
         "nhanh chóng", "hốt hoảng", "liều lĩnh", "coi thường", "chính là", "lập gia", "tin rằng", "thường xuyên"),
    )
)  # fmt: skip
# Names that are words as well, which a predicate may follow too: "Như đã đưa tin", "Ba bị cáo", "Thu được".
_WORDS = word_set("""
    như thu đạt ba hiện phát sang toàn sáu năm tám hai bảy tư mười một từ tại vì theo khi do sau trước cả mỗi các
    nhiều có còn nay mai sáng trưa chiều tối đêm đông""")
# Names that begin words which have capitals within a sentence: "tại Trung tâm", "của Thanh tra".
_BEGINNINGS = word_set("trung thanh chi quân khoa hội quốc tài thành chính thống văn công hải viễn")
_COUNTRIES = word_set("anh mỹ pháp đức nga ý úc nhật áo thái hàn bỉ lào ấn")
_INITIAL = re.compile(r" (?:[A-ZĐ]|Ch|Gi|Kh|Ng|Nh|Ph|Qu|Th|Tr)\.?(?!\w)")
ABROAD = re.compile(r"Trung Quốc|Đài Loan|Hồng K[ôo]ng|Triều Tiên|Hàn Quốc|Bắc Kinh|Thượng Hải")
# In an article with these a surname after a word of address may be Chinese: "ông Vương" is Wang.
_CHINESE = re.compile(rf"{ABROAD.pattern}|Singapore|Alibaba|Huawei")
_SURNAMES_ABROAD = SURNAMES | word_set("mã tưởng mạnh vạn tào tiêu từ cố nhậm bành đường sử lôi hạ phó diêu lý")
_NOBODY = word_set("tập trời bụt táo rịa trưng hỏa rùa trùm cuội đầm")  # Xi Jinping; "ông Trời", "Bà Rịa", "cụ Rùa"
_TITLES = word_set("trưởng tịch nghị sĩ thống tướng hậu")  # "ông Hiệu trưởng"
_SIDES = word_set("phía hướng miền thứ mồng khu vùng quận phường")  # "phía Nam", "thứ Sáu"
# Before these a name that is a country's is the country's.
_BEFORE_COUNTRY = word_set("ở tại sang từ nước người tiếng tuyển phủ tướng thống sứ quán minh hãng viện hội")
_OPENERS = word_set("theo khi nhưng do vì sau trước nếu tuy dù thế lúc bởi với cho để còn")


def with_people(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of one article, each with the people whom it calls by a part of their name.

    By the given name, which is what is kept then, or by the surname: then the full names that begin with it. Each has
    the names that recur as well.
    """
    texts = [split_words(each.vi) for each in segments if each.kind in ("text", "heading")]
    given, called = find_given_names(texts), find_called(texts)
    called = {surname: full for surname, full in called.items() if surname not in given}  # it may be that person
    chinese = any(_CHINESE.search(words.text) for words in texts)
    unasked = {fold_key(name) for name in called} | (_SURNAMES_ABROAD if chinese else set())
    recurring = find_recurring_names(texts)
    return tuple(_with_people(segment, given, called, recurring, unasked) for segment in segments)


def _with_people(
    segment: Segment,
    given: Collection[str],
    called: Mapping[str, Sequence[str]],
    recurring: Sequence[str],
    unasked: Collection[str],
) -> Segment:
    words = split_words(segment.vi)
    mentioned = [name.text for name in find_mentions(words, given)]
    mentioned += [name for name in find_addressed_names(words) if fold_key(name) not in unasked]
    mentioned += [full for _, surname in find_surnames(words, called) for full in called[surname]]
    names = dict.fromkeys(name.text for name in find_recurring(segment.vi, recurring))
    return replace(segment, people=tuple(dict.fromkeys(mentioned)), names=tuple(names))


def find_given_names(texts: Sequence[Words]) -> frozenset[str]:
    """The last syllables, as written, of the full names in an article's sentences; not those of its authors.

    One that is a country too ("Nhật") is that country wherever it stands, if it surely is it where a person could be.
    """
    found = [(name, described) for words in texts for name, described in _given_names(words)]
    if not found:
        return frozenset()
    given, described = Counter(name for name, _ in found), {name for name, said in found if said}
    weights = load_weights()
    # "Vũ Huyền Nga" at the end of the last sentence is the author's as well.
    countries = {name: many for name, many in given.items() if fold_key(name) in weights.names}
    doubtful = {name for name, many in countries.items() if many > 1 or name in described}
    kept = set(given) - set(countries) | doubtful
    for words in texts if doubtful else ():
        for index in range(len(words.spans)):
            word = words.word(index)
            country = word in doubtful and is_name(weights, words, index) and is_mention(words, index)
            if country and score_country(weights, words, index) >= _SURE:
                kept.discard(word)
    return frozenset(kept)


def find_addressed_names(words: Words) -> Iterator[str]:
    """The names of one syllable, as written, after words of address in a sentence, no country's.

    Of "chị Hạnh", not of "bà Thượng nghị sĩ".
    """
    if is_headline(words):
        return
    for index in range(len(words.spans)):
        word, name = words.word(index), words.folded(index)
        after = words.word(index + 1) if words.adjacent(index + 1) else ""
        if not is_addressed(words, index) or not word.istitle() or len(word) < 2 or not is_vietnamese_syllable(word):
            continue
        # "Bà Rịa", "Xuân Anh Đào", "chị Giàng Th."
        if words.word(index - 1)[0].isupper() and not words.opens_sentence(index - 1):
            continue
        if _INITIAL.match(words.text, words.spans[index][1]):
            continue
        compound = after and load_lexicon().vietnamese.get(words.key(index, index + 1), 0.0) > ONE_WORD
        if compound or (after and words.folded(index + 1) in _TITLES):
            continue
        if name not in _COUNTRIES | _NOBODY and is_mention(words, index):
            yield word


def _given_names(words: Words) -> Iterator[tuple[str, bool]]:
    """The given names of the full names in a sentence, and whether an age says that it is nobody who only signs.

    Not of a name that is all of it, nor of "Nguyễn Anh T.".
    """
    whole = len(words.text.strip(" .()*"))
    for name in find_names_in(words):
        start, end = name.span
        syllables = name.text.split()
        enough = name.sure or len(syllables) > _PLACE
        after = words.text[end : end + 3].split()
        initial = bool(after) and after[0].rstrip(".").isupper() and len(after[0].rstrip(".")) == 1
        credit = _CREDIT.search(words.text[max(0, start - _BEFORE) : start])
        if enough and len(syllables[-1]) > 1 and end - start < whole and not initial and not credit:
            yield syllables[-1], _AGE.match(words.text, end) is not None


def find_mentions(words: Words, given: Collection[str]) -> Iterator[Name]:
    """The places where one of the `given` names stands for the person: by itself or after "ông", "bà", "anh" …"""
    if is_headline(words):
        return
    for index, span in enumerate(words.spans):
        if words.word(index) in given and is_mention(words, index):
            yield Name(words.text[slice(*span)], span, sure=True)


def is_mention(words: Words, index: int) -> bool:
    """Whether a given name at `index` stands for the person, and is no part of a longer name, no word, no country."""
    before = words.folded(index - 1) if words.adjacent(index) else ""
    after = words.word(index + 1) if words.adjacent(index + 1) else ""
    if after and (is_name_syllable(words, index + 1) or (len(after) == 1 and after.isupper())):
        return False  # "Quỳnh Lưu", "Hoàng A."
    if is_addressed(words, index):
        return True
    opens = words.opens_sentence(index)
    if before and is_name_syllable(words, index - 1) and not (words.opens_sentence(index - 1) and before in _OPENERS):
        return False
    name = words.folded(index)
    if before in _SIDES or name in KINDS_OF_THINGS or (name in _COUNTRIES and before in _BEFORE_COUNTRY):
        return False  # "Trường THPT"
    if after and load_lexicon().vietnamese.get(words.key(index, index + 1), 0.0) > ONE_WORD:
        return False
    if not opens:
        return name not in _BEGINNINGS or not after.islower() or words.folded(index + 1) in _PREDICATES
    if name in _WORDS | HONORIFICS or not after:
        return False
    two = words.key(index + 1, index + 2) if words.adjacent(index + 2) else ""
    return words.folded(index + 1) in _PREDICATES or two in _PREDICATES_OF_TWO
