"""People whom an article first names in full and then calls by their given name: "Nguyễn Thông … Thông đã dùng dao".

One syllable says little by itself: a small model takes "Thông" for a word, or leaves the person out ("the guest was
stabbed"), and a glossary takes "Nhật" for Japan. The article's other sentences tell who it is. In 300 articles of
vietnews 160 mentions were of this kind, and the English had the name in 102 of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from songngu.glossary.context import HONORIFICS, is_headline, is_name, is_name_syllable, load_weights, score_country
from songngu.glossary.person_names import find_names_in
from songngu.glossary.proper_names import KINDS_OF_THINGS, Name
from songngu.glossary.words import Words, split_words, word_set
from songngu.records import Segment

_PLACE = 2  # syllables that a place may have as well: "Lâm Đồng", "Thái Lan"
_SURE = 3.0  # score from which one place that is surely the country makes all of them countries
# What a person does or is, where the name opens the sentence: "Thông đã", not "Thông tin", "Công an", "Năm nay".
_PREDICATES = word_set("""
    đã đang sẽ bị được là có không chưa vẫn cũng còn liền bèn rồi lại thì phải muốn định cho khai nói kể hỏi đáp trả
    bảo rủ mời gọi cùng và với đến đi về ra vào lên xuống lấy dùng cầm rút đâm chém đánh bắn thấy nghe biết nghĩ nhận
    mang đưa đem chở chạy lái mua bán thuê mượn nhờ gặp quen thừa khẳng tiếp tục bắt yêu cầu tự từng vừa mới
    làm sống ngồi đứng nằm chết viết gửi đăng chia tiết""")


def with_people(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of one article, each with the given names in it by which the article calls its people."""
    texts = [split_words(segment.vi) for segment in segments]
    given = find_given_names(texts)
    if not given:
        return tuple(segments)
    called = (tuple(dict.fromkeys(name.text for name in find_mentions(words, given))) for words in texts)
    return tuple(
        replace(segment, people=people) if people else segment for segment, people in zip(segments, called, strict=True)
    )


def find_given_names(texts: Sequence[Words]) -> frozenset[str]:
    """The last syllables, as written, of the full names in an article's sentences.

    A name that is a segment by itself is the author's. One that is a country too ("Nhật") is that country wherever it
    stands, if it surely is it once.
    """
    full = [
        name.text.split()
        for words in texts
        for name in find_names_in(words)
        if name.span[1] - name.span[0] < _length(words) and (name.sure or len(name.text.split()) > _PLACE)
    ]
    weights = load_weights()
    given = {name[-1] for name in full if len(name[-1]) > 1}
    doubtful = {name for name in given if split_words(name).canonical in weights.names}
    # "(Vũ Huyền Nga)" at the end of the last sentence is the author's as well.
    rare = {name for name in doubtful if sum(each[-1] == name for each in full) == 1}
    given, doubtful = given - rare, doubtful - rare
    for words in texts if doubtful else ():
        for index in range(len(words.spans)):
            word = words.word(index)
            if word in doubtful and is_name(weights, words, index) and score_country(weights, words, index) >= _SURE:
                doubtful.discard(word)
                given.discard(word)
    return frozenset(given)


def find_mentions(words: Words, given: Sequence[str] | frozenset[str]) -> Iterator[Name]:
    """The places where one of the `given` names stands for the person: by itself or after "ông", "bà", "anh" …"""
    if is_headline(words):
        return
    for index, span in enumerate(words.spans):
        if words.word(index) in given and _is_mention(words, index):
            yield Name(words.text[slice(*span)], span, sure=True)


def _is_mention(words: Words, index: int) -> bool:
    if words.adjacent(index + 1) and (is_name_syllable(words, index + 1) or len(words.word(index + 1)) == 1):
        return False  # "Quỳnh Lưu", "Hoàng A."
    addressed = words.adjacent(index) and words.folded(index - 1) in HONORIFICS
    if words.adjacent(index) and is_name_syllable(words, index - 1) and not addressed:
        return False
    if addressed:
        return True
    if words.folded(index) in KINDS_OF_THINGS:  # "Trường THPT", "Công an"
        return False
    return not words.opens_sentence(index) or (words.adjacent(index + 1) and words.folded(index + 1) in _PREDICATES)


def _length(words: Words) -> int:
    return len(words.text.strip(" .()*"))
