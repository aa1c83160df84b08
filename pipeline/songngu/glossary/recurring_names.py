"""Capitalised Vietnamese syllables of which nothing says what they name; those that an article has again and again.

"Tuấn Hưng" has no surname: a singer, a street, a brand. A small model writes "Tan Hung" and "Tuong Hung", or leaves him
out. What two sentences of an article have, one of them after "ca sĩ", "anh", "trường THCS" or their like, is surely a
name in all of it, and in its headline. So is what is made like a given name where an article has several such:
"thay Hai Long bằng Vĩ Hào". What only has capitals may be a word ("Kinh Thánh" is the Bible).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from songngu.glossary.context import SURNAMES, is_headline, name_runs
from songngu.glossary.lexicon import ONE_WORD, load_lexicon
from songngu.glossary.person_names import ABROAD, find_names_in
from songngu.glossary.place_names import find_places_in
from songngu.glossary.proper_names import KINDS_OF_THINGS, Name
from songngu.glossary.words import Words, fold_key, word_set
from songngu.records import Span, overlap

_LEAST, _MOST = 2, 4  # syllables of a name
_AGAIN = 2  # sentences of an article that have it
_NO_BEARER = re.compile(  # what has a name that English says otherwise: "cung Bạch Dương" is Aries
    r"(?<!\w)(?:cung|sao|chòm|giải|danh hiệu|lễ hội|kinh|gói|hạng|phim|truyện|vở|thần|miền|quan hệ|phe|quỹ|vùng|"
    r"chương trình|nàng|đạo|chùa|biển|châu|phái|dòng|thời|nhà|nước|phong trào|khu vực|vắc xin|giáo phái)\s+$",
    re.IGNORECASE,
)
_LANDS = word_set("đông tây nam bắc trung việt nga mĩ anh pháp đức nhật hàn thái lào ấn phi úc âu á hoa triều ý áo")
_TOGETHER = 2  # names made like given names that an article has, and one may bear out the other
_NO_NAMES = frozenset(
    map(
        fold_key,
        (
            "Giáng Sinh",
            "Mười Một",
            "Mười Hai",
            "Hoàn Vũ",
            "Trưởng Khoa",
            "Ưu Tú",
            "Nhân Dân",
            "Nam Mỹ",
            "Bắc Mỹ",
            "Bắc Âu",
            "Đông Âu",
            "Tây Âu",
            "Anh Quốc",
            "Việt Kiều",
            "Y Dược",
            "Sư Phạm",
            "Ngoại Thương",
            "Bách Khoa",
            "Kinh Tế",
            "Hải Vương",
            "Thiên Vương",
            "Diêm Vương",
            "Thiên Lang",
            "Đại Hùng",
            "Thiên Nga",
            "Trung Thu",
            "Bạch Tuyết",
            "Tiên Nữ",
            "Hồng Quân",
            "Viễn Đông",
            "Quân Đoàn",
            "Trung Đoàn",
            "Pháp Hoa",
            "Hoa Nghiêm",
            "Hòa Thượng",
            "Hòa Hảo",
            "Hoa Hồng",
            "Hoa Đào",
            "Thiên Đường",
            "Thiên Hà",
            "Thiên Tử",
            "Long Vương",
            "Bạch Kim",
            "Hồng Ngọc",
            "Bạch Dương",
            "Tri Ân",
            "Nghĩa Tình",
            "Văn Minh",
            "Nhân Đạo",
            "Nhân Ái",
            "Chính Nghĩa",
            "Toàn Dân",
            "Ái Quốc",
            "Đông Dương",
            "Nam Tư",
            "Hoàng Hải",
            "Hoa Đông",
            "Hoàng Hà",
            "Dương Tử",
            "Phú Sĩ",
            "Quảng Đông",
            "Hải Nam",
            "Vân Nam",
            "Sơn Đông",
            "Tân Cương",
            "Công An",
            "Công Đoàn",
            "Công Lý",
            "Công Thương",
            "Thái Tử",
            "Quốc Vương",
            "Thanh Minh",
            "Ngân Hà",
            "Tam Quốc",
            "Tây Du",
            "Tôn Tử",
            "Trang Tử",
            "Giáp Ngọ",
            "Thiên Giới",
            "Thiên Chúa",
            "Phục Sinh",
            "Quốc Khánh",
            "Trung Ương",
            "Quân Đội",
            "Công Giáo",
            "Thanh Hoa",
            "Lan Châu",
            "Hoa Nam",
            "Hoa Lục",
            "Hùng Vương",
            "Ngọc Hoàng",
            "Hằng Nga",
            "Ngọc Nữ",
            "Tam Bảo",
            "Nhân Quyền",
            "Thu Đông",
            "Xuân Hè",
            "Thiên Bình",
            "Bảo Bình",
            "Trung Phi",
            "Nam Phi",
            "Phương Đông",
            "Phương Tây",
        ),
    )
)
# What the middle and given names of 6,008 people in vietnews have three times and more, but for some that are words.
_OF_GIVEN_NAMES = word_set("""
    an anh biên byă bài bá bách bé bình bích băng bạch bản bảo bắc bằng bửu ca cao chi chinh chiến chiểu chu chung
    chuyển chánh châu chí chính chúc chương cách cát công cúc căn cơ cư cương cường cảnh cẩm cẩn cừ cự danh diễm
    diễn diện diệp diệu doanh doãn du dung duy duyên dân dũng dư dương dần dục em gia giang giao giàu giáp giới
    gấm hai hanh hiến hiếu hiền hiển hiểu hiệp hiệu hoa hoan hoài hoàn hoàng hoạt huy huynh huyên huyến huyền huân
    huệ huỳnh hà hành hào hân hòa hóa hùng hưng hương hướng hường hưởng hạ hạnh hải hảo hậu hằng hồ hồng hổ hội
    hợp hữu kha khai khang khanh khiêm khoa khuê khá khánh khôi khương khải khắc kim kiên kiến kiều kiệt kí kế kỉ
    kị lai lam lan lang li linh liêm liên liễu loan long luyến luyện luân luận luật lài lâm lân lê lí lĩnh lưu
    lương lượng lạc lập lắm lệ lịch lộc lợi lục lực mai minh mão mĩ mạnh mẫn mậu mộng nam nga nghiêm nghiệp nghĩa
    nghệ nghị ngoan nguyên nguyễn nguyệt ngân ngũ ngọ ngọc ngữ nhi nhiệm nho nhung nhàn nhân nhã nhẫn nhậm nhật
    nhị nhứt nhựt ninh nô nữ oanh phan phi phong pháp phát phú phúc phương phước phượng phấn phụng quang qui quyên
    quyết quyền quân quí quảng quế quốc quỳnh sang sanh sen sinh sáng sâm sĩ sơn tam thanh thao thi thiên thiều
    thiện thiệu thoa thu thung thuyết thuấn thuần thuận thuật thành thái thám thông thùy thúc thúy thăng thơ thơm
    thư thương thưởng thượng thạch thạnh thảo thắm thắng thế thể thị thịnh thọ thống thụ thụy thủy thức thừa thực
    tiên tiến tiệp toàn toán toại toản trang tri trinh triết triều triệu trung truyền tráng trâm trân trình trí
    trúc trường trần trị trọng trực tuyên tuyến tuyết tuyền tuân tuấn tuệ tài tá tâm tân tây tình tí tích tín tính
    tô tôn tông tùng tú tăng tĩnh tư tươi tường tạo tảo tấn tất tặng tỉ tịnh tử tự uyên vinh viên viết viễn việt
    vy vân võ văn vĩ vĩnh vũ vương vượng vạn vị vững vỹ xuyến xuân xương yên yến ái ánh ân út đinh điền điệp đoàn
    đào đình đôn đông đăng đĩnh đường đại đạo đạt đắc đỉnh định đồng đỗ đức ảnh ẩn""")
# What a Vietnamese bearer of a name stands after; not after "anh" and its like, which make it a person's anyway.
_TITLE = re.compile(
    r"(?<!\w)(?:(?i:ca s[ĩỹ]|nghệ s[ĩỹ]|diễn viên|người mẫu|siêu mẫu|hoa hậu|á hậu|hoa khôi|cầu thủ|tiền đạo|tiền vệ|"
    r"hậu vệ|thủ môn|đạo diễn|nhạc s[ĩỹ]|danh hài|vợ chồng|bà xã|ông xã|hot ?girl|rapper|giám khảo|thí sinh|võ s[ĩỹ]|"
    r"kỳ thủ|tài xế|bị cáo|nghi phạm|nạn nhân|doanh nhân|thầy giáo|cô giáo|bác s[ĩỹ]|luật sư|trường|khách sạn|siêu thị|"
    r"chung cư|nhà hàng|quán|khu đô thị|tiệm vàng|xưởng)|MC|NSƯT|NSND|HLV|VĐV|THCS|THPT)\s+$"
)
_BEFORE = 16  # characters


def find_recurring_names(texts: Sequence[Words]) -> tuple[str, ...]:
    """The names that nothing else says to be names, as written and sorted: recurring, or several made like given names.

    Of the latter, 265 in 3,000 articles of vietnews, by eye some five aren't names. None where the article is about
    countries whose names are read as Vietnamese ones: "Vương Nghị" is Wang Yi.
    """
    if any(ABROAD.search(words.text) for words in texts):
        return ()
    count: Counter[str] = Counter()
    titled: set[str] = set()
    free: set[str] = set()
    for words in texts:
        if not is_headline(words):
            people = find_names_in(words)
            others = tuple(find_others(words, (*people, *find_places_in(words))))
            addressed = [name for name in people if not name.sure and fold_key(name.text.split()[0]) not in SURNAMES]
            count.update({name.text for name in (*others, *addressed)})
            free |= {
                name.text
                for name in others
                if not _NO_BEARER.search(words.text, max(0, name.span[0] - _BEFORE), name.span[0])
            }
            titled |= {
                name.text for name in others if _TITLE.search(words.text, max(0, name.span[0] - _BEFORE), name.span[0])
            }
            titled |= {name.text for name in addressed}
    alike = {name for name in free if _is_like_given(name)}
    sure = {name for name in titled if count[name] >= _AGAIN} | (alike if len(alike) >= _TOGETHER else set())
    return tuple(sorted(name for name in sure if not _is_word(name)))


def _is_like_given(name: str) -> bool:
    """Whether a name is two syllables of which Vietnamese given names are made, as footballers and singers have it."""
    syllables = fold_key(name).split()
    return len(syllables) == _LEAST and _OF_GIVEN_NAMES.issuperset(syllables) and not _LANDS.issuperset(syllables)


def _is_word(name: str) -> bool:
    """Whether the news has two of its syllables as one word: a country, "Kinh Thánh"."""
    firm = load_lexicon().vietnamese
    return any(firm.get(f"{one} {other}", 0.0) > ONE_WORD for one, other in pairwise(fold_key(name).split()))


def find_recurring(text: str, names: Sequence[str]) -> Iterator[Name]:
    """The places of the `names`."""
    if any(name in text for name in names):
        for match in _any_of(tuple(names)).finditer(text):
            yield Name(match[0], match.span(), sure=True)


@lru_cache(maxsize=64)  # all sentences of an article look for the same names
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def find_others(words: Words, known: Sequence[Name]) -> Iterator[Name]:
    """Find runs of two to four capitalised syllables within a sentence, which hold no known name."""
    for first, last in name_runs(words):
        end = last - _is_cut(words, last)
        span = (words.spans[first][0], words.spans[end - 1][1])
        if (
            _LEAST <= end - first <= _MOST
            and _is_introduced(words, first)
            and words.folded(first) not in KINDS_OF_THINGS
            and words.key(first, end - 1) not in _NO_NAMES
            and not is_among(span, known)
        ):
            yield Name(words.text[slice(*span)], span, sure=False)


def _is_introduced(words: Words, first: int) -> bool:
    """Whether a name may begin there: after a word, after an acronym ("MC Phí Linh"), in a list ("Ninh, An Trạch")."""
    if first == 0:
        return False
    before, gap = words.word(first - 1), words.gap(first).strip()
    if gap in (",", "(", "),", ";"):
        return before[0].isupper() and before != before.upper()
    return not gap and (before.islower() or (len(before) > 1 and before.isupper()))


def _is_cut(words: Words, end: int) -> bool:
    """Whether a word of two syllables lies across the end of a run of capitals: "Phó Chủ|tịch", "Phòng Xúc|tiến"."""
    return (
        words.adjacent(end)
        and words.word(end).islower()
        and load_lexicon().vietnamese.get(words.key(end - 1, end), 0.0) > ONE_WORD
    )


def is_among(span: Span, names: Sequence[Name]) -> bool:
    """Whether a span overlaps one of the names."""
    return any(overlap(span, name.span) for name in names)
