"""Decide by context: is "Anh" the United Kingdom or "he", and does "Đức" read best as Germany or German here?

Both questions are answered by the same kind of scorer: the sum of the weights of a few readable features (the words
beside, their case, what stands between), above 0 for yes. The weights are in `context.json`, learned from parallel
news by `models/recipes/learn_context.py`, which also prints these figures. Labels come from the English side; in
about half of the 60 disagreements read by hand it is the label that is wrong ("tiếng Anh" without English beside it).
The agreement is that of the score alone, before the margin that acronyms and unknown names get in `order_forms`.

    country?                        n  countries  precision  recall    form: n  agreement  noun always
    parallel news, held out     1,126        708      0.932   0.965      1,882      0.890        0.702
    NTREX-128                     305        214      0.955   0.986        429      0.804        0.725
    VLSP 2020 dev                 124         92      0.955   0.913        409      0.895        0.731
    VLSP 2020 test                171        116      0.940   0.940        480      0.867        0.700
    opening a sentence, held out  144        144          -   1.000          (from news articles about the country)

    held out, by name (precision/recall): Anh 0.944/0.988, Mỹ 0.918/0.976, Pháp 0.971/1.000, Úc 0.947/0.986,
    Nga 0.960/0.980, Đức 0.975/0.951, Ý 0.867/1.000, Nhật 1.000/1.000, Áo 1.000/1.000

    Ten names before 24 usual predicates ("… cũng đặt mục tiêu"): 238 of 240 are countries, not "Ý muốn" and "Ý là";
    202 with pairs such as "pháp cũng" (of "giải pháp cũng") taken for words, as they were before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from songngu.glossary.words import Words, word_set
from songngu.records import Record
from songngu.text.latin import has_vietnamese_mark, is_highland_syllable
from songngu.text.normalise import fold

Shape = Literal["lower", "name", "surname", "acronym", "foreign", "number", "none"]


# Vietnamese surnames that are common in news; with them begins a person's name.
SURNAMES = word_set("""
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lí đinh đoàn đào trịnh trương mai tô lâm cao
    châu phùng vương tạ hà thái lương lưu tăng quách kiều đàm chu doãn khương nghiêm tống tôn lại cù mạc ninh hứa khổng
    lục thạch sầm uông""")
# Words of address before a given name ("chị Nga", "bà Mỹ", "cô Pháp"), unless a noun for people ends in them.
HONORIFICS = word_set("""ông bà cô chú bác anh chị em cậu dì thím mợ cụ cháu thầy""")
NOT_HONORIFICS = word_set("""đàn quý các những nữ đôi người""")
_OTHER_NOUNS = {  # "anh em", "nhạc cụ"
    "em": word_set("anh chị trẻ"),
    "cụ": word_set("dụng nhạc nông công khí"),
    "thầy": word_set("bậc"),
}
# After these stands a noun: an adjective needs one before it ("quan chức Nga", but "gửi cho Nga").
BEFORE_NOUN = word_set("""lên tới sang cho với từ đến tại ở về vào qua khỏi bởi cùng và hoặc hay giữa như khi mà
    rằng nếu vì do thì để bằng trừ ngoài trong""")
# A capital before a country that isn't the first part of a given name: "Đông Nga", "Thủ Tướng Anh", "Báo Mỹ".
_BEFORE_COUNTRY = word_set("""đông tây nam bắc trung viễn việt tướng nghiệp báo quân gấu tiếng cup cúp đài loan thống
    trưởng phủ vương đồng ước á âu phi dân người nước hải đội trường hàng hãng sứ lãnh tòa toà vụ ngoại giao""")
# Ordinary words that begin with a country's name and have a capital in names: "Viện Pháp y", "Cục Mỹ thuật".
# Not those that may be two words: "Pháp chế tạo" is France manufactures.
_COMPOUNDS = frozenset(
    fold(compound, i_y=True)
    for compound in """pháp luật,pháp y,pháp lý,pháp lệnh,pháp nhân,mỹ thuật,mỹ phẩm,mỹ nghệ,nhật báo,nhật ký,thái tử,
    trung tâm,trung ương,trung đoàn,trung tướng,trung tá,trung úy,trung học,phi đội,phi công,phi hành,đài truyền,
    đài phát,áo tắm,áo dài,ý định,ý kiến,ý thức,hàn lâm,đức tính,anh hùng,việt kiều""".replace("\n", "")
    .replace("    ", "")
    .split(",")
)
SURE = 1.0  # score from which an adjective is taken against a noun that would do
WINDOW = 8  # words on each side that count as near
# One syllable of Vietnamese: consonants, vowels, final consonants; nothing else is spelled so.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_ADJECTIVE = re.compile(r"[A-Z][\w -]*(?:an|ish|ese|nch|tch|ss|ek|ic|ch|ine|ino|i|yz|bek|jik)")


class Weights(Record, frozen=True):
    """`country`: is it the country at all; `adjective`: does the adjective read best. Names are folded words."""

    names: frozenset[str]
    country: dict[str, float]
    adjective: dict[str, float]
    ordinary: frozenset[str]  # a name in lower case with the word that often follows: "ý kiến", "pháp luật"


@cache
def load_weights() -> Weights:
    """Read the learned weights that ship with the package."""
    data = files("songngu.glossary").joinpath("context.json").read_bytes()
    return msgspec.json.decode(data, type=Weights)


def shape_of(words: Words, index: int) -> Shape:
    """What kind of word stands at `index`: a capitalised Vietnamese syllable is a "name" or a "surname"."""
    word = words.word(index)
    if not word:
        return "none"
    if not word[0].isalpha():
        return "number"
    if word[0].islower():
        return "lower"
    if len(word) > 1 and word == word.upper():
        return "acronym"
    folded = words.folded(index)
    if not _SYLLABLE.fullmatch(folded):
        return "foreign"
    return "surname" if folded in SURNAMES else "name"


def is_name_syllable(words: Words, index: int, *, plain: bool = False) -> bool:
    """Whether a capitalised syllable of Vietnam stands at `index`: "Minh", "Krông"; "Tar" too where `plain` is set."""
    # Most words are in lower case, which is told faster than the shape.
    if not words.text[words.spans[index][0]].isupper():
        return False
    shape = shape_of(words, index)
    if shape == "foreign":
        return is_highland_syllable(words.word(index)) and (plain or has_vietnamese_mark(words.word(index)))
    return shape in ("name", "surname")


def name_runs(words: Words) -> Iterator[tuple[int, int]]:
    """The runs of capitalised syllables of Vietnam with nothing but space between: first index, index behind."""
    index = 0
    while index < len(words.spans):
        end = index + 1
        if is_name_syllable(words, index):
            while end < len(words.spans) and words.adjacent(end) and is_name_syllable(words, end):
                end += 1
            yield index, end
        index = end


def features(words: Words, first: int, last: int, ordinary: frozenset[str]) -> tuple[str, ...]:
    """The features of an occurrence, readable: "before=thủ tướng", "anh|opens", "after:lower", …"""
    name = words.key(first, last)
    left, right = words.adjacent(first), words.adjacent(last + 1)
    before, after = (words.folded(first - 1) if left else ""), (words.folded(last + 1) if right else "")
    shape_before: Shape = shape_of(words, first - 1) if left else "none"
    shape_after: Shape = shape_of(words, last + 1) if right else "none"
    found = [f"name={name}", f"before:{shape_before}", f"after:{shape_after}"]
    if not words.opens_sentence(first):
        found.append(f"{name}|after:{shape_after}")
    if words.opens_sentence(first):
        kind = "ordinary" if shape_after == "lower" and f"{name} {after}" in ordinary else shape_after
        found += ["opens", f"{name}|opens", f"opens|after:{kind}", f"{name}|opens|after:{kind}"]
        found += [f"opens|after={after}", f"{name}|opens|after={after}"] if after else []
    if before and not words.opens_sentence(first):
        found += [f"before={before}", f"{name}|before={before}"]
        if words.adjacent(first - 1):
            found.append(f"before={words.folded(first - 2)} {before}")
            found.append(f"before2:{shape_of(words, first - 2)}|before:{shape_before}")
    if after:
        found += [f"after={after}", f"{name}|after={after}"]
        if words.adjacent(last + 2):
            found.append(f"after={after} {words.folded(last + 2)}")
    if not left and first > 0:
        found.append(f"left{_mark(words.gap(first))}")
    if not right:
        found.append(f"right{_mark(words.gap(last + 1))}")
    near = range(max(0, first - WINDOW), min(len(words.spans), last + WINDOW + 1))
    found += [f"near={word}" for word in {words.folded(i) for i in near if i < first - 1 or i > last + 1}]
    found += [f"near:{shape}" for shape in {shape_of(words, i) for i in near if not first <= i <= last}]
    return tuple(found)


def score(weights: Mapping[str, float], found: tuple[str, ...]) -> float:
    """The sum of the weights of the features found (and of the bias, "")."""
    return weights.get("", 0.0) + sum(weights.get(feature, 0.0) for feature in found)


def is_name(weights: Weights, words: Words, index: int) -> bool:
    """Whether an ambiguous one-word name at `index` is the country; True for a name that isn't ambiguous."""
    if words.key(index, index) not in weights.names:
        return True
    if is_addressed(words, index) or _ends_given_name(words, index):
        return False
    compound = words.adjacent(index + 1) and f"{words.folded(index)} {words.folded(index + 1)}" in _COMPOUNDS
    if compound and shape_of(words, index + 1) == "lower":
        return False
    if in_person_name(words, index) or begins_longer_name(weights, words, index):
        return False
    return score_country(weights, words, index) > 0


def score_country(weights: Weights, words: Words, index: int) -> float:
    """How much speaks for the country at `index`, above 0 for yes."""
    return score(weights.country, features(words, index, index, weights.ordinary))


def is_addressed(words: Words, index: int) -> bool:
    """Whether a word of address before makes the word a given name: "chị Nga"; not "đàn ông Nga"."""
    if not words.adjacent(index) or words.folded(index - 1) not in HONORIFICS:
        return False
    if not words.adjacent(index - 1):
        return True
    before = words.folded(index - 2)
    return before not in NOT_HONORIFICS and before not in _OTHER_NOUNS.get(words.folded(index - 1), ())


def _ends_given_name(words: Words, index: int) -> bool:
    """Whether a capitalised syllable before makes the word the end of a given name: "Thuý Nga", "BTV Hoài Anh".

    Not where that syllable opens a sentence, which any word may, nor in a text all of whose words have capitals. On
    1,500 articles 47 of 7,665 countries are none by this; 44 of them read by hand are parts of names.
    """
    if not words.adjacent(index) or words.opens_sentence(index - 1) or shape_of(words, index - 1) != "name":
        return False
    if words.folded(index - 1) in _BEFORE_COUNTRY | NOT_HONORIFICS or is_in_capitals(words, index, index):
        return False
    return not _is_title_case(words)


def _is_title_case(words: Words) -> bool:
    written = [word for i in range(len(words.spans)) if (word := words.word(i)).isalpha()]
    return len(written) > 4 and sum(word[0].isupper() for word in written) > 0.6 * len(written)


def in_person_name(words: Words, index: int) -> bool:
    """Whether a surname opens the run of capitalised Vietnamese syllables that ends before the word."""
    start = index
    while words.adjacent(start) and shape_of(words, start - 1) in ("name", "surname"):
        start -= 1
    return any(shape_of(words, i) == "surname" for i in range(max(start, index - 3), index))


def begins_longer_name(weights: Weights, words: Words, index: int) -> bool:
    """Whether a word that opens a sentence begins a Vietnamese name: "Mỹ Duyên"; not "Mỹ Trung", "Mỹ Tấn Công …"."""
    if not words.opens_sentence(index) or not words.adjacent(index + 1) or words.folded(index + 1) in weights.names:
        return False
    if shape_of(words, index + 1) not in ("name", "surname"):
        return False
    return not _is_title_case(words)


def in_longer_name(words: Words, first: int, last: int) -> bool:
    """Whether capitalised Vietnamese syllables around make the words part of a longer name.

    "Lan" in "Nguyễn Thị Lan", "Hà Nam" in "Hà Nam Khánh"; not "Hà Nội" in "Hà Nội Nguyễn Văn A", where a surname
    begins the next name, nor in "Chủ Tịch Hà Nội".
    """
    if is_in_capitals(words, first, last) or shape_of(words, first) not in ("name", "surname"):
        return False  # "miền Bắc Syria": a foreign word is no syllable of a Vietnamese name
    if in_person_name(words, first):
        return True
    before = words.adjacent(first) and shape_of(words, first - 1) in ("name", "surname")
    if first == last and before and not words.opens_sentence(first - 1):
        return True
    after = words.adjacent(last + 1) and shape_of(words, last + 1) == "name"
    return after and (first == last or words.folded(first) in SURNAMES)


def is_in_capitals(words: Words, first: int, last: int) -> bool:
    """Whether the words and the two on each side are all in capitals, as in a headline that is."""
    around = [words.word(i) for i in range(first - 2, last + 3)]
    return all(word == word.upper() for word in around)


def is_headline(words: Words) -> bool:
    """Whether a whole text is in capitals and no mere row of acronyms: "UBND TP" isn't."""
    if words.text != words.text.upper():
        return False
    written = [words.word(i) for i in range(len(words.spans))]
    plain = sum(1 for i, word in enumerate(written) if len(word) > 1 and _SYLLABLE.fullmatch(words.folded(i)))
    return plain > 1


def order_forms(weights: Weights, targets: tuple[str, ...], words: Words, first: int, last: int) -> tuple[str, ...]:
    """The targets with the form first that reads best here: the noun (Germany) or the adjective (German)."""
    nouns = tuple(target for target in targets if target == targets[0] or not _ADJECTIVE.fullmatch(target))
    if len(nouns) == len(targets) or (words.word(first)[:1].islower() and words.folded(first) != "châu"):
        return targets
    adjectives = tuple(target for target in targets if target not in nouns)
    # "US officials" needs no adjective, so an acronym gives way only where the words want one strongly ("người Mỹ");
    # nor is a name that the weights don't know turned into an adjective on a slight hint (Paris, Parisian).
    known = f"name={words.key(first, last)}" in weights.adjective
    margin = 0.0 if known and targets[0] != targets[0].upper() else SURE
    if words.adjacent(first) and words.folded(first - 1) in BEFORE_NOUN:
        return nouns + adjectives
    wants_adjective = score(weights.adjective, features(words, first, last, weights.ordinary)) > margin
    return adjectives + nouns if wants_adjective else nouns + adjectives


def _mark(gap: str) -> str:
    """The first mark of a gap, quotation marks and dashes as one each."""
    mark = gap.strip()[:1]
    return {"“": '"', "”": '"', "–": "-", "—": "-"}.get(mark, mark)
