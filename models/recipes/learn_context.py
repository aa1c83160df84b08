"""Learn `context.json`, the weights by which glossary/context.py tells a country from a word, from parallel news.

    python models/recipes/learn_context.py --train NEWS.tsv … --test OTHER.tsv … [--out context.json]

The files hold Vietnamese TAB English, one sentence a line. The English labels the Vietnamese: "Anh" with British or UK
beside it is the country, without is not. Lines where counts leave doubt are left out. Learner: logistic regression by
FTRL-proximal (McMahan et al. 2013), whose L1 term keeps a few thousand features of many; two passes, fixed order.
Every tenth training line is held out for the figures that are printed.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from songngu.glossary.context import SURNAMES, Weights, features, in_person_name, is_name, score, shape_of
from songngu.glossary.words import Words, fold_key, split_words
from songngu.text.normalise import to_nfc

# Vietnamese: English nouns | English adjectives.
COUNTRIES = {
    "Anh": ("UK U.K. Britain England United_Kingdom GB", "British English Briton Britons Englishman Brits Brit"),
    "Nga": ("Russia", "Russian Russians"),
    "Đức": ("Germany", "German Germans"),
    "Pháp": ("France", "French Frenchman Frenchmen"),
    "Mỹ": ("US U.S. USA U.S.A United_States America Washington", "American Americans"),
    "Ý": ("Italy", "Italian Italians"),
    "Nhật": ("Japan", "Japanese"),
    "Úc": ("Australia", "Australian Australians Aussie"),
    "Hàn": ("Korea", "Korean Koreans"),
    "Áo": ("Austria", "Austrian Austrians"),
    "Bỉ": ("Belgium", "Belgian Belgians"),
    "Thái": ("Thailand", "Thai Thais"),
    "Trung": ("China", "Chinese Sino"),
    "Ấn": ("India", "Indian Indians Indo"),
    "Phi": ("Philippines", "Philippine Filipino Filipinos"),
    "Việt": ("Vietnam Viet_Nam", "Vietnamese Viet"),
    "Lào": ("Laos Lao_PDR", "Laotian Lao Laotians"),
    "Séc": ("Czech_Republic Czechia", "Czech Czechs"),
    "Triều": ("North_Korea DPRK Korea", "Korean Koreans North_Korean"),
    "Đài": ("Taiwan", "Taiwanese"),
}
# Their form only: names of several words aren't ambiguous.
OTHERS = {
    "Trung Quốc": ("China", "Chinese Sino"),
    "Hàn Quốc": ("South_Korea Korea", "South_Korean Korean Koreans"),
    "Nhật Bản": ("Japan", "Japanese"),
    "Việt Nam": ("Vietnam Viet_Nam", "Vietnamese"),
    "Ấn Độ": ("India", "Indian Indians"),
    "Thái Lan": ("Thailand", "Thai Thais"),
    "Hoa Kỳ": ("US U.S. USA United_States America", "American Americans"),
    "Tây Ban Nha": ("Spain", "Spanish Spaniard Spaniards"),
    "Triều Tiên": ("North_Korea Korea DPRK", "North_Korean Korean Koreans"),
    "Đài Loan": ("Taiwan", "Taiwanese"),
    "châu Âu": ("Europe EU", "European Europeans"),
    "châu Phi": ("Africa", "African Africans"),
    "châu Á": ("Asia", "Asian Asians"),
    "Hà Lan": ("Netherlands Holland", "Dutch"),
    "Ba Lan": ("Poland", "Polish Poles"),
    "Thổ Nhĩ Kỳ": ("Turkey Türkiye", "Turkish Turks"),
    "Ukraine": ("Ukraine", "Ukrainian Ukrainians"),
    "Iran": ("Iran", "Iranian Iranians"),
    "Iraq": ("Iraq", "Iraqi Iraqis"),
    "Israel": ("Israel", "Israeli Israelis"),
    "Syria": ("Syria", "Syrian Syrians"),
    "Canada": ("Canada", "Canadian Canadians"),
    "Philippines": ("Philippines", "Philippine Filipino Filipinos"),
    "Indonesia": ("Indonesia", "Indonesian Indonesians"),
    "Malaysia": ("Malaysia", "Malaysian Malaysians"),
    "Mexico": ("Mexico", "Mexican Mexicans"),
    "Brazil": ("Brazil", "Brazilian Brazilians"),
    "Palestine": ("Palestine", "Palestinian Palestinians"),
    "Pakistan": ("Pakistan", "Pakistani Pakistanis"),
}
SUBJECT_CUES = frozenset(("rằng", "và", "khi", "vì", "do", "nếu", "nhưng", "mà", "thì", "nên"))
CUT_WORDS = 3  # for each name and word after it
ORDINARY = 6  # times a pair of ordinary words stands together
LIFT = 2.0  # and so many times as often as by chance
# Words too rare in news to be found by counting.
RARE_WORDS = """
    pháp nhân|pháp quyền|pháp quy|pháp trường|pháp đình|pháp danh|pháp sư|pháp viện|pháp trị|pháp khí|pháp lệnh
    đức độ|đức hạnh|đức tính|đức tin|đức ông|ý vị|ý nhị|ý nguyện|ý muốn|ý chỉ|ý thích|ý trung
    mỹ nữ|mỹ nhân|mỹ viện|mỹ miều|mỹ vị|mỹ mãn|mỹ từ|mỹ học|mỹ nghệ|mỹ thuật|mỹ phẩm|mỹ quan
    nhật thực|nhật trình|nhật nguyệt|nhật kí|nhật ký|bỉ ổi|hàn the|hàn huyên|hàn vi|hàn xì|hàn thử|hàn đới|hàn gắn
    áo phông|áo lót|áo choàng|áo len|áo cưới|áo vest|áo bà|áo tắm|áo thụng|áo cà|áo blouse|áo lông|áo quan|áo cộc|áo ấm
"""
COUNTRY_ARTICLES = 500  # occurrences of each name taken from articles about its country
RARE_NAMES = ("Ý", "Áo", "Bỉ", "Hàn", "Úc")  # too few sentences begin with them
SWAPPED = 300  # sentences made for each of these from sentences about other countries
NEVER_SURE = ("Anh", "Trung", "Việt")  # common as other words in the very articles about the country
PEOPLE_CUES = "nước|tại|người|thống|tướng|tiếng|phủ|hậu|hoàng|quốc|quân|đội"
PEOPLE_EVERY = 10  # of occurrences of other given names, which only teach what stands beside a person
ALPHA, L1, L2, PASSES = 0.15, 1.0, 0.5, 4


class Example(NamedTuple):
    """One occurrence of a name: `country` None and `adjective` None where the English doesn't say."""

    name: str
    words: Words
    place: int
    country: bool | None
    adjective: bool | None


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The sentence pairs of a file, which may be packed with xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream, delimiter="\t"):
            if len(row) >= 2:
                yield row[0], row[1]


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file, which may be packed with xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        yield from stream


def find_examples(pairs: Iterable[tuple[str, str]]) -> Iterator[Example]:
    """Every occurrence of a name in its exact case, labelled where the English says clearly."""
    patterns = {name: tuple(map(_pattern, forms)) for name, forms in {**COUNTRIES, **OTHERS}.items()}
    for vi, en in pairs:
        words = split_words(vi)
        written = [words.word(i) for i in range(len(words.spans))]
        for name, (noun, adjective) in patterns.items():
            length = name.count(" ") + 1
            if name not in vi:
                continue
            places = [
                i
                for i in range(len(written) - length + 1)
                if " ".join(written[i : i + length]) == name and (length > 1 or not _in_longer_country(words, i))
            ]
            if not places:
                continue
            nouns, adjectives = len(noun.findall(en)), len(adjective.findall(en))
            country = True if nouns + adjectives >= len(places) else False if nouns + adjectives == 0 else None
            form = None if bool(nouns) == bool(adjectives) else bool(adjectives)
            for index in places:
                yield Example(name, words, index, country if name in COUNTRIES else None, form)


def find_people(articles: Iterable[str]) -> Iterator[Example]:
    """Given names alone ("Đức khai") in articles that name a person so in full and have no trace of the country."""
    surname = "|".join(sorted(name.capitalize() for name in SURNAMES))
    upper = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and c.isalpha())
    full = re.compile(rf"(?<!\w)(?:{surname})(?: [{upper}][^\W\d_]+){{0,2}} ([{upper}][^\W\d_]*)(?!\w| [{upper}])")
    seen = 0
    for article in articles:
        given = set(full.findall(article))
        given -= {name for name in given if re.search(rf"(?:{PEOPLE_CUES}) {name}(?!\w)", article)}
        for sentence in re.split(r"(?<=[.!?…]) +", article) if given else ():
            words = split_words(sentence)
            for index in range(len(words.spans)):
                name = words.word(index)
                if words.adjacent(index) and shape_of(words, index - 1) in ("name", "surname"):
                    continue
                if name not in given or in_person_name(words, index) or _in_longer_country(words, index):
                    continue
                if shape_of(words, index + 1) in ("name", "surname") and words.adjacent(index + 1):
                    continue
                seen += 1
                if name in COUNTRIES or seen % PEOPLE_EVERY == 0:
                    yield Example(name if name in COUNTRIES else "other", words, index, False, None)


def cut_openings(examples: Sequence[Example]) -> Iterator[Example]:
    """Countries that are subjects within a sentence, cut so that they open it: ", Ý đã báo cáo"."""
    for example in examples:
        words, place = example.words, example.place
        if example.country and place and (words.folded(place - 1) in SUBJECT_CUES or "," in words.gap(place)):
            yield example._replace(words=split_words(words.text[words.spans[place][0] :]), place=0, adjective=None)


def swap_names(examples: Sequence[Example], ordinary: frozenset[str]) -> Iterator[Example]:
    """Countries that open a sentence, with a rarer country in their place: what Pháp does, Ý and Áo can do too."""
    counts: Counter[str] = Counter()
    for example in examples:
        words = example.words
        if not example.country or example.place or example.name in RARE_NAMES or shape_of(words, 1) != "lower":
            continue
        for name in RARE_NAMES:
            if counts[name] < SWAPPED and f"{fold_key(name)} {words.folded(1)}" not in ordinary:
                counts[name] += 1
                swapped = split_words(name + words.text[words.spans[0][1] :])
                yield Example(name, swapped, 0, True, None)


def cut_words(articles: Iterable[str]) -> Iterator[Example]:
    """Ordinary words that are spelled as a name, cut so that they open the sentence: "ý tưởng" gives "Ý tưởng"."""
    pattern = re.compile(r"(?<=[^\W\d_] )(" + "|".join(name.lower() for name in COUNTRIES) + r") (?=[^\W\d_])")
    counts: Counter[tuple[str, str]] = Counter()
    for article in articles:
        for match in pattern.finditer(article):
            name = match[1].capitalize()
            rest = re.split(r"(?<=[.!?…]) ", article[match.start() : match.start() + 200])[0]
            words = split_words(rest[:1].upper() + rest[1:])
            counts[name, words.folded(1)] += 1
            if counts[name, words.folded(1)] <= CUT_WORDS:
                yield Example(name, words, 0, False, None)


def find_ordinary(articles: Sequence[str]) -> frozenset[str]:
    """Names in lower case with the word after, where the two are one word: "ý kiến", "pháp luật".

    That is, they stand together often and against chance, and not because the name ends another word: the pairs of
    "giải pháp cũng" are left out.
    """
    names = frozenset(name.lower() for name in COUNTRIES)
    counts: Counter[str] = Counter()
    before: Counter[tuple[str, str]] = Counter()
    triples: Counter[tuple[str, str, str]] = Counter()
    for article in articles:
        words = ["", *re.findall(r"[^\W\d_]+|[^\w\s]", article), ""]
        counts.update(words)
        for previous, name, following in zip(words, words[1:], words[2:], strict=False):
            if name in names:
                before[previous, name] += 1
                triples[previous, name, following] += 1
    every = sum(counts.values())

    def bound(pair: tuple[str, str], count: int) -> bool:
        return count >= ORDINARY and count * every >= LIFT * counts[pair[0]] * counts[pair[1]]

    endings = {pair for pair, count in before.items() if pair[0].isalpha() and bound(pair, count)}
    pairs: Counter[tuple[str, str]] = Counter()
    for (previous, name, following), count in triples.items():
        if (previous, name) not in endings and following.isalpha() and following.islower():
            pairs[name, following] += count
    rare = (word for line in RARE_WORDS.split("\n") for word in line.split("|") if word.strip())
    found = (" ".join(pair) for pair, count in pairs.items() if bound(pair, count))
    return frozenset(map(fold_key, (*found, *rare)))


def find_countries(articles: Iterable[str], ordinary: frozenset[str]) -> Iterator[Example]:
    """Names in articles that say "nước Đức", "Tổng thống Đức" or the like and name no such person.

    Where the name opens a sentence, the pair with the word after it must not be one of the `ordinary` ("Đức tin").
    """
    for article in articles:
        cued = set(re.findall(rf"(?<!\w)(?:{PEOPLE_CUES}) ({'|'.join(COUNTRIES)})(?!\w)", article))
        cued -= {name for name in cued if name in NEVER_SURE or re.search(rf"\b[A-ZĐ]\w+ {name}(?!\w)", article)}
        for sentence in re.split(r"(?<=[.!?…]) +", article) if cued else ():
            words = split_words(sentence)
            for index in range(len(words.spans)):
                name = words.word(index)
                if name not in cued or _in_longer_country(words, index):
                    continue
                after = shape_of(words, index + 1)
                if words.opens_sentence(index):
                    sure = after == "lower" and words.key(index, index + 1) not in ordinary
                else:
                    sure = after not in ("name", "surname")
                if sure:
                    yield Example(name, words, index, True, None)


def limit(examples: Iterable[Example], most: int) -> list[Example]:
    """At most so many examples of each name that open a sentence, and as many that don't."""
    counts: Counter[tuple[str, bool]] = Counter()
    kept: list[Example] = []
    for example in examples:
        kind = (example.name, example.words.opens_sentence(example.place))
        counts[kind] += 1
        if counts[kind] <= most:
            kept.append(example)
    return kept


def features_of(example: Example, ordinary: frozenset[str]) -> tuple[str, ...]:
    """The features of an example's whole name."""
    return features(example.words, example.place, example.place + example.name.count(" "), ordinary)


def learn(samples: Sequence[tuple[tuple[str, ...], bool]], least: int = 3) -> dict[str, float]:
    """Weights by FTRL-proximal; features seen fewer than `least` times are left out."""
    counts = Counter(feature for found, _ in samples for feature in set(found))
    z: dict[str, float] = {}
    n: dict[str, float] = {}

    def weight(feature: str) -> float:
        value = z.get(feature, 0.0)
        if abs(value) <= L1:
            return 0.0
        return -(value - math.copysign(L1, value)) / ((1.0 + math.sqrt(n[feature])) / ALPHA + L2)

    for _ in range(PASSES):
        for found, label in samples:
            active = ["", *(feature for feature in found if counts[feature] >= least)]
            current = {feature: weight(feature) for feature in active}
            total = max(-30.0, min(30.0, sum(current.values())))
            gradient = 1.0 / (1.0 + math.exp(-total)) - label
            for feature, value in current.items():
                seen = n.get(feature, 0.0)
                sigma = (math.sqrt(seen + gradient**2) - math.sqrt(seen)) / ALPHA
                z[feature] = z.get(feature, 0.0) + gradient - sigma * value
                n[feature] = seen + gradient**2
    learned = {feature: round(weight(feature), 2) for feature in z}
    return {feature: value for feature, value in sorted(learned.items()) if value}


def report(title: str, weights: Weights, examples: Sequence[Example]) -> None:
    """Print precision and recall of the country, and agreement on the form, for each name."""
    print(f"{title}\nname      n  country  precision  recall   forms  agreement  always-noun")
    for name in [*dict.fromkeys(e.name for e in examples), "all"]:
        mine = [e for e in examples if name in (e.name, "all")]
        labelled = [e for e in mine if e.country is not None]
        said = [is_name(weights, e.words, e.place) for e in labelled]
        hits = sum(1 for e, yes in zip(labelled, said, strict=True) if yes and e.country)
        truth = sum(1 for e in labelled if e.country)
        forms = [e for e in mine if e.adjective is not None and e.country is not False]
        agree = sum((score(weights.adjective, features_of(e, weights.ordinary)) > 0) == e.adjective for e in forms)
        plain = sum(not e.adjective for e in forms)
        print(
            f"{name:6} {len(labelled):5} {truth:8} {hits / max(1, sum(said)):10.3f} {hits / max(1, truth):7.3f}"
            f" {len(forms):7} {agree / max(1, len(forms)):10.3f} {plain / max(1, len(forms)):12.3f}"
        )


def main() -> None:
    """Learn, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--test", type=Path, nargs="*", default=[])
    parser.add_argument("--people", type=Path, nargs="*", default=[], help="Vietnamese articles, one a line")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print this many wrong held-out lines")
    options = parser.parse_args()
    articles = [to_nfc(line) for path in options.people for line in read_lines(path)]
    people = list(find_people(articles))
    ordinary = find_ordinary(articles)
    cut = [e for e in cut_words(articles) if e.words.key(0, 1) in ordinary]
    found = list(find_countries(articles, ordinary))
    countries = _shuffled(limit([*found, *cut_openings(found)], COUNTRY_ARTICLES))
    print(f"{len(people)} people, {len(countries)} countries in {len(articles)} articles")
    pairs = [pair for path in options.train for pair in read_pairs(path)]
    examples = list(find_examples(pair for i, pair in enumerate(pairs) if i % 10))
    held_out = list(find_examples(pair for i, pair in enumerate(pairs) if i % 10 == 0))
    split = len(people) * 9 // 10
    known = countries[: len(countries) * 9 // 10]
    swapped = swap_names([*known, *examples], ordinary)
    examples = _shuffled([*examples, *cut_openings(examples), *known, *swapped, *people[:split], *cut])
    country = [(features_of(e, ordinary), e.country) for e in examples if e.country is not None]
    form = [
        (tuple(f for f in features_of(e, ordinary) if not f.startswith("near")), e.adjective)
        for e in examples
        if e.country is not False and e.adjective is not None
    ]
    names = frozenset(fold_key(name) for name in COUNTRIES)
    weights = Weights(names=names, country=learn(country), adjective=learn(form), ordinary=ordinary)
    report("held out", weights, held_out)
    report("people, held out", weights, people[split:])
    report("countries, held out", weights, countries[len(countries) * 9 // 10 :])
    openings = [e for e in countries[len(countries) * 9 // 10 :] if e.words.opens_sentence(e.place)]
    report("countries that open a sentence, held out", weights, openings)
    for path in options.test:
        report(path.name, weights, list(find_examples(read_pairs(path))))
    tests = [e for path in options.test for e in find_examples(read_pairs(path))]
    wrong = [
        e
        for e in [*tests, *openings, *people[split:], *held_out]
        if e.country is not None and is_name(weights, e.words, e.place) != e.country
    ]
    for example in wrong[: options.errors]:
        start, end = example.words.spans[example.place]
        text = example.words.text
        print(example.country, text[max(0, start - 50) : start] + "[" + text[start:end] + "]" + text[end : end + 40])
    if options.out:
        content: dict[str, object] = {
            "names": sorted(names),
            "country": weights.country,
            "adjective": weights.adjective,
        }
        content |= {"ordinary": sorted(ordinary)}
        options.out.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _shuffled(examples: list[Example]) -> list[Example]:
    random.Random(1).shuffle(examples)
    return examples


def _pattern(forms: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(f.replace("_", " ")) for f in forms.split()) + r")(?!\w)")


def _in_longer_country(words: Words, index: int) -> bool:
    after = words.folded(index + 1) if words.adjacent(index + 1) else ""
    before = words.folded(index - 1) if words.adjacent(index) else ""
    # fmt: off
    pairs = ("hàn quốc", "trung quốc", "anh quốc", "pháp quốc", "đức quốc", "nhật bản", "thái lan", "ấn độ", "việt nam",
             "nam phi", "phi luật", "đài loan", "đài bắc", "lào cai", "thái bình", "thái nguyên", "triều tiên",
             "nam hàn", "bắc hàn", "châu âu", "châu á", "châu phi", "châu úc", "châu mĩ", "bắc việt",
             "nam việt")
    # fmt: on
    return f"{words.folded(index)} {after}" in pairs or f"{before} {words.folded(index)}" in pairs


if __name__ == "__main__":
    main()
