"""One style for the English of a digest: what a copy editor changes without looking at the source.

Spaces around punctuation, `a` and `an`, endings of ordinals, dates, times, percentages, acronyms without stops. On the
human references of VLSP 2020 news dev (1,007) these rules change 28 "U.S.", 31 "percent", 2 times, and one article and
one space that were wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from songngu.text import english_dates
from songngu.text.latin import fold_marks, has_vietnamese_letters, is_vietnamese_syllable
from songngu.text.numbers import ordinal

_CONTRACTED = r"(?:s|t|re|ve|ll|d|m)\b"
_SPACES = (
    (re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), " "),
    (re.compile(r"(?<=[(\[“‘])[ \u00a0]+(?=\S)"), ""),
    (re.compile(r"(?<=\w)[ \u00a0]+(?=[)\]”](?:[\s,.;:?!)]|$))"), ""),
    (re.compile(r"(?<=[\w)\]”])[ \u00a0]+(?=[,;?!](?:\s|$))"), ""),
    (re.compile(r"(?<=[^\W\d])[ \u00a0]+(?=[.:](?:\s|$))"), ""),
    (
        re.compile(
            r"(?<=\d-) (?=(?:year|month|week|day|hour|minute|episode|part|member|seat|point|page|ton|km|room|floor)\b)"
        ),
        "",
    ),
    (re.compile(rf"(?<=[^\W\d])’(?={_CONTRACTED})"), "'"),  # as the glossary's names have it
)
_QUOTED = re.compile(r'(?<![^\s(\[])(?<!\d )"(?: +(?P<one>[^"\s][^"]*?) *|(?P<two>[^"\s][^"]*?) +)"(?![^\s,.;:?!)\]])')
_SINGLE_QUOTED = re.compile(  # "' bad'"; not "don ' t", "5 ' 3"
    rf"(?<![^\s(\[])(?<!\d )' +(?!{_CONTRACTED})([^'\s](?:[^']|(?<=\w)'(?=\w))*?) *'(?![^\s,.;:?!)\]])"
)
_HAS_SINGLE_QUOTED = re.compile(r"(?<![^\s(\[])' ?[^'\s][^']*'(?![^\s,.;:?!)\]])")
# Sounds, not letters: a one-way street, a UFO, an hour, an 18-year-old, an 80th birthday, an 1867 book.
_AN = re.compile(
    r"(?<!\w)(?<!\w['’&])(?P<article>a|an|(?<![\w,;)] )A(?! and\b| or\b))(?P<gap> )"
    r"(?P<word>[$€£]?(?P<number>\d[\d,.]*)|[a-z][a-z]+\b|[A-Z][a-z]+\b|U[A-Z]+\b)"
)
_INITIAL = re.compile(r"(?:(?<![\w.])(?<!\d )|(?<=[A-Z]\.))Đ(?=\.(?!\d))")  # "Đ.A.T."; not "500,000 Đ.", "Đ.1"
_COURTESY = re.compile(r"\b(Mr|Mrs|Ms|Dr)(?= [A-Z])")
_EIGHTS = re.compile(
    r"8|(?:11|18)(?!\d)(?!,\d{3}(?!\d))|18\d\d(?![\d-]|,\d)|(?:11|18),\d{3},\d{3}(?!,)|(?:11|18),\d{3}(?![,\d])"
)
_CONSONANT = re.compile(
    r"U(?:SB?|N[A-Z]{0,5}|K|E|EFA|AE|AVs?|FOs?|PS|KIP|SD|SAF|SAID|V|FC)\b|"
    r"(?i:[bcdfgjklmnpqrstvwyz]|xi|xe|xu|xy|eu|ew|ones?\b|once\b|uni(?:[cfopqstv]|on|lat)|unanim|us[aeiu]|ut[eio]|uran|urin|urol|ubi|ukr|ugan|urug|uyg|utah)"
)
_SILENT = re.compile(r"(?i:hour|honest|honou?r|heir)")
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})*)(st|nd|rd|th)\b")
_TIME = re.compile(r"(?<![\w.,:$€£])(2[0-3]|1?\d|0\d)(?:[.:h]([0-5]\d))? ?([AaPp])\.?[Mm]\b\.?")
_MIXED_TIMES = re.compile(
    r"(?<![\w.,:])(?P<hour>1[3-9]|2[0-3])(?P<rest>:[0-5]\d(?: ?[-–] ?| to | and )(?P<last>1?\d):[0-5]\d p\.m\.)"
)
_FOREIGN_WORD = re.compile(r"(?<![\w.@/-])[A-Za-z]{5,}(?![\w@/-])")
_LETTERS = re.compile(r"(?<![\w.-])[A-Za-z]+(?![\w-])")
_GLUED = re.compile(
    r"(?<![\w./@-])(?P<word>(?:[Tt]he|[Ii]n|of|[Aa]t|[Ff]or|[Bb]y|[Aa]nd|with|from|to|on|female|male))(?P<name>[A-ZĐ]\w+)"
    r"|(?<=[^\W_])(?P<sign>,)(?P<next>[A-ZĐ]\w+)|\b(?P<title>Mrs?\.|Ms\.|Dr\.)(?P<person>[A-ZĐ]\w+)"
)
_JOINING = frozenset(
    ("the", "a", "an", "of", "and", "to", "in", "for", "with", "by", "on", "or", "was", "were", "is", "are")
)
_TWICE_DR = re.compile(r"\bDr\.(?:\.| ?Dr\.)+")
_PERCENT = re.compile(r"(?<=\d) ?per ?cent\b(?!-)")
_PRICED = re.compile(
    r"[$€£](?=\d[\d.,]*%)|VND(?=\d{1,3} (?:years?|months?|weeks?|days?|hours?)\b)"
)  # "$76%", "VND16 years"
_AMOUNT = r"(?P<amount>\d[\d,]*(?:\.\d+)?(?: (?:million|billion|trillion|quadrillion))?)"
_MILLION_BILLION = re.compile(r"(?<=\d) million billion\b(?!-)")
# "a 50 million VND grant", but neither end of "38,900-41,000 VND" or "2 to 3 million VND".
_NO_RANGE = (
    r"(?<![\w.,$€£–-])(?<![-–] )(?<!\d to )(?<!\d and )(?<!\d or )(?<!illion to )(?<!illion and )(?<!illion or )"
)
_VND = re.compile(r"(?<![^\W\d])VNĐ(?![^\W\d])")
_DONG = re.compile(rf"(?P<an>\b[Aa]n )?{_NO_RANGE}{_AMOUNT} (?:VND|VNĐ)\b(?![ -]?\d)")
# No year ("in 1998 USD") and no rate ("VND/USD 23,000", "1 USD/VND").
_DOLLARS = re.compile(
    rf"{_NO_RANGE}(?!(?:19|20)\d\d USD){_AMOUNT} USD\b(?! ?-?\d)(?!/[A-Z])"
    r"|(?<![\w/-])(?<![A-Z] )(?<![\d/] )USD ?(?=\d)(?!(?:19|20)\d\d\b)(?![\d.,]+ USD\b)"
)
_BRACKETED_AGE = re.compile(r"(?<=\()(\d{1,3})[- ]years?[- ]olds?(?=[,;)])")
# A title before a name has no article: "the President Donald Trump". "The President Ho Chi Minh Museum" has one.
_TITLES = r"(?:Vice |Deputy )?(?:President|Prime Minister|Premier|Chancellor)|Senator|Mr\.|Mrs\.|Ms\.|Dr\."
_NAMED_AFTER = (  # what may be named after a person with a title
    "Museum|Mausoleum|Memorial|Monument|Relic|Street|Road|Avenue|Square|Hotel|Palace|House|School|University|Foundation"
    "|Fund|Award|Prize|Library|Park|Center|Airport|Office|Decision|Directive|Order|Cup|Clinic|Corporation|World|Grand|League"
)
_AFTER_NAME = "is|was|has|had|will|would|said|says|told|and|of|in|on|at|to|for|who|that|with|by|from|as|also|after|when"
_TITLED = re.compile(
    rf"\b[Tt]he (?P<title>(?:[A-Z][A-Za-z.]+ )?(?:{_TITLES}))(?=(?: (?!(?:{_NAMED_AFTER})\b)[A-ZĐ][\w.-]+){{2,4}}"
    rf"(?:['’]s\b|[,.;:)!?]|$| (?:{_AFTER_NAME})\b))"
)
# "consists of Mr. and the Chief of Staff": the name is left out, since the source has a pronoun.
_NO_NAME = re.compile(
    r"(?:(?P<after>\b(?:of|with|by|from|between|against|including) )|^|(?<=[.!?] ))(?P<title>Mr|Mrs|Ms)\."
    r"(?(after)(?= and (?!(?:Mr|Mrs|Ms|Dr)\b))|(?= (?:said|was|is|has|had|will|also|added|told|noted|stressed) ))"
)
_CAPITAL = re.compile(r"(?<!\w)[Tt]hủ đô (?P<name>[A-ZĐ][\w-]+(?: [A-ZĐ][\w-]+)*)")
_CATEGORY = re.compile(r"\b[Cc]ategory (?=(?:[6-9]|1[0-9])\b)")  # winds of the Beaufort scale: hurricanes end at 5
_DAY_AND_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(english_dates.MONTHS)}) (?P<day>\d{{1,2}})(?:[-/]|(?P<loose> - ))(?P<number>\d{{1,2}})\b"
    r"(?![-/]\d)(?(loose)(?=\s*(?:[.,;:)]|$)))"
)
_VIETNAM_TIME = re.compile(r"\bVietnamese time\b")
_COUNTRY = re.compile(r"(?:(?P<before>[^\W\d_]+) )?\bViet Nam\b")
# A kind of place that was left as the source has it: "the TP Da Nang's People's Council", "the TP's leaders".
_KIND = re.compile(
    r"(?<![\w.-])(?P<the>[Tt]he )?(?P<kind>TP|TX)"
    r"(?:\.? (?=(?P<name>[A-ZĐ]\w+))|(?=\.?(?:['’]s\b|[,;)]|\s(?![A-ZĐ])|$)))"
)
_KINDS = {"TP": "city", "TX": "town"}
_BODIES = frozenset(("Department", "Police", "Council", "Committee", "Court", "Party"))
# The last stop ends a sentence as well at the end and before a word that opens one: "the U.S. She …".
_DOTTED = re.compile(
    r"\b(?:U\.S\.A\.|U\.S\.|U\.N\.|U\.K\.|E\.U\.|U\.A\.E\.)"
    r"(?P<end>[\"”']*(?:\s*$|(?= [\"“']?(?:The|He|She|It|They|We|But|His|Her|This|That|These|There|"
    r"If|When|However)\b(?= [a-z]))))?"
)


def tidy(english: str, source: str = "", keep: Sequence[str] = ()) -> str:
    """Give the English in one style. What stands in one of the texts of `keep` (targets of terms) isn't changed."""
    for pattern, text in _SPACES:
        english = pattern.sub(text, english)
    if english.count('"') % 2 == 0:
        english = _QUOTED.sub(lambda match: f'"{match["one"] or match["two"]}"', english)
    if _HAS_SINGLE_QUOTED.search(source):
        english = _SINGLE_QUOTED.sub(r"'\1'", english)
    english = _name_capitals(_part_joined(english, source), source)
    rules: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
        (_ORDINAL, _ordinal),
        *english_dates.RULES,
        (_DAY_AND_MONTH, lambda match: _day(match, source)),
        (_TIME, _time),
        (_MIXED_TIMES, _one_clock),
        (_PERCENT, lambda match: "%"),
        (_PRICED, lambda match: ""),
        (_MILLION_BILLION, lambda match: " quadrillion" if re.search("triệu t[ỷỉ]", source) else match[0]),
        (_VND, lambda match: "VND"),
        (_DONG, lambda match: (match["an"] or "").replace("n", "") + "VND" + match["amount"]),
        (_DOLLARS, lambda match: "$" + (match["amount"] or "")),
        (_BRACKETED_AGE, lambda match: match[1]),
        (_TWICE_DR, lambda match: "Dr."),
        (_COURTESY, lambda match: match[1] + "."),
        (_TITLED, lambda match: match["title"]),
        (_NO_NAME, _pronoun),
        (_CATEGORY, lambda match: "level " if "cấp" in source else match[0]),
        (_VIETNAM_TIME, lambda match: "Vietnam time" if "giờ Việt Nam" in source else match[0]),
        (_DOTTED, _undotted),
        (_INITIAL, lambda match: "D"),
        (
            _COUNTRY,
            lambda match: match[0] if _is_name(match, source) else match[0].removesuffix("Viet Nam") + "Vietnam",
        ),
        (_KIND, lambda match: _kind(match, source)),
    ]
    if not has_vietnamese_letters(english):  # "an ninh" is Vietnamese
        rules.append((_AN, _article))
    for rule, change in rules:
        english = rule.sub(_unless(keep, source if rule is _AN else "", change), english)
    return english


def _name_capitals(english: str, source: str) -> str:
    """The English with "in the capital Paris" for "in Paris capital" of a source that has "thủ đô Paris"."""
    for match in _CAPITAL.finditer(source) if " capital" in english else ():
        name = fold_marks(match["name"])
        names = f"(?P<name>{name}|{name.replace(' ', '').capitalize()})"  # "Hà Nội" is Hanoi
        place = rf"(?<![\w-])(?<!['’]s )(?:[Tt]he )?{names} capital\b(?! (?:[cC]ity|[A-Z]))"
        english = re.sub(place, lambda at: f"{'the' if at.start() else 'The'} capital {at['name']}", english)
    return english


def _part_joined(english: str, source: str) -> str:
    """The English with a space before each word of the source that was joined: "theibuprofen", "inPok", "Sam,MC"."""
    english = _GLUED.sub(lambda match: _unglued(match, source), english)
    foreign = {word for word in _FOREIGN_WORD.findall(source) if not is_vietnamese_syllable(word)}
    for word in foreign:
        if f",{word}" in english and f",{word}" not in source:
            english = english.replace(f",{word}", f", {word}")
    joined = foreign.difference(_LETTERS.findall(english))  # never a word of its own
    return _LETTERS.sub(lambda match: _parted(match[0], joined), english) if joined else english


def _unglued(match: re.Match[str], source: str) -> str:
    name, plain = match["name"] or match["next"] or match["person"], fold_marks(source)
    # "TheAnh" is Thế Anh.
    own = match[0].lower() in plain.lower().replace(" ", "") if match["word"] else match[0] in plain
    if own or not re.search(rf"\b{re.escape(fold_marks(name))}\b", plain):
        return match[0]
    return f"{match['word'] or match['sign'] or match['title']} {name}"


def _parted(token: str, words: Iterable[str]) -> str:
    for word in words:
        before = token.removesuffix(word)
        if before != token and before.lower() in _JOINING:
            return f"{before} {word}"
    return token


def _unless(keep: Sequence[str], source: str, change: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    def changed(match: re.Match[str]) -> str:
        if any(match[0] in text for text in keep) or (source and match[0] in source):
            return match[0]
        return change(match)

    return changed


def _is_name(match: re.Match[str], source: str) -> bool:
    """Whether "Viet Nam" is the given name of a person of the source, with the words before it: "Tran Viet Nam"."""
    before = match["before"]
    return bool(before) and is_vietnamese_syllable(before) and match[0] in fold_marks(source)


def _ordinal(match: re.Match[str]) -> str:
    number = int(match[1].replace(",", ""))
    return match[1] + ordinal(number)[len(str(number)) :]


def _day(match: re.Match[str], source: str) -> str:
    """Give "June 14" for the "June 14-6" of a source that has "14-6"; "June 14-16" is a range."""
    month = english_dates.MONTHS.index(match["month"]) + 1
    year = r"(?:[-/.](?:19|20)\d\d)?"
    written = rf"(?<![\d/.-])0?{int(match['day'])}[-/.]0?{month}{year}(?![\d/-]|\.\d|\s*(?:tháng|đến|tới)(?!\w))"
    if int(match["number"]) != month or not re.search(written, source) or re.search(r"(?<!\w)[Tt]ừ(?!\w)", source):
        return match[0]
    return f"{match['month']} {int(match['day'])}"


def _time(match: re.Match[str]) -> str:
    hour, minute, half = match.groups()
    if int(hour) > 12 or int(hour) == 0:
        return match[0]  # "15.30 a.m." is for whoever knows what the source has
    return f"{int(hour)}{':' + minute if minute else ''} {half.lower()}.m."


def _pronoun(match: re.Match[str]) -> str:
    man = match["title"] == "Mr"
    return match["after"] + ("him" if man else "her") if match["after"] else "He" if man else "She"


def _one_clock(match: re.Match[str]) -> str:
    """Give "8:30 - 9:30 p.m." for "20:30 - 9:30 p.m."."""
    hour = int(match["hour"]) - 12
    return f"{hour}{match['rest']}" if hour <= int(match["last"]) < 12 else match[0]


def _undotted(match: re.Match[str]) -> str:
    end = match["end"]
    return match[0].removesuffix(end or "").replace(".", "") + ("" if end is None else "." + end)


def _kind(match: re.Match[str], source: str) -> str:
    if match["name"]:  # a place's name stands there in the source too: no "TP Bank", no "TP. He said"
        letters = fold_marks(match["name"])  # "Hanoi" is written apart in the source
        name = letters[0] + r"(?i:\s?" + r"\s?".join(letters[1:]) + ")"
        written = rf"\b{match['kind']}\.?\s*(?:{name}\b{'|HCM' if match['name'] in ('Ho', 'HCMC') else ''})"
        if (
            match["name"] in _BODIES and match["kind"] in source and "." not in match[0]
        ):  # "the TP Department of Health"
            return match["the"] or ""
        return "" if match["name"] != "Bank" and re.search(written, fold_marks(source)) else match[0]
    if not re.search(rf"\b{match['kind']}\b", source):
        return match[0]
    return match[0].removesuffix(match["kind"]) + _KINDS[match["kind"]] if match["the"] else match[0]


def _article(match: re.Match[str]) -> str:
    word, article = match["word"], match["article"]
    if match["number"]:
        vowel = _EIGHTS.match(match["number"]) is not None
    elif _SILENT.match(word):
        vowel = True
    elif word[0] in "hH":
        return match[0]  # "an historical" is a choice
    elif re.match("[a-zA-Z][a-z]", word) or (re.match("U[A-Z]", word) and _CONSONANT.match(word)):
        vowel = _CONSONANT.match(word) is None
    else:
        return match[0]
    return article[0] + ("n" if vowel else "") + match["gap"] + word
