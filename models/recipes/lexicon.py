"""Mine names and terms with their translations from parallel text: Dice coefficient, best match in both directions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pairs import Pair

TOKEN = re.compile(r"\w+(?:[-'’.&]\w+)*")
DICE = 0.6
FRAGMENT = 0.6
MOST = 3000  # a gram in more pairs than this is no term

_STOP_VI = """
ai anh bà bị bởi bao bằng các cái cả cần chỉ cho chưa chúng chị có con còn cô cùng cũng của cứ do dù đã đang đây đến để
đều đi điều đó được gì giữa hay hãy hoặc hơn họ hết hôm khác khi không kể khoảng là lại lên lúc mà mình mỗi một mọi năm
này nên nếu ngay ngày nhau nhất như nhưng những nhiều nó nói nào ông ở phải qua ra rằng rất rồi sau sẽ sự tại tháng theo
thì thêm thể thế tôi trên trong trước tuy từ từng và vào vài vẫn vì về việc với vừa vậy xong đối đầu đầy dưới ngoài lần
người ít nữa số hai ba bốn sáu bảy tám chín mười trăm nghìn triệu tỷ tỉ biết thấy làm bạn em cha mẹ ta
"""
_STOP_EN = """
a about above after again against all also although am an and another any are as at be because been before being below
between both but by came can could day days did do does down during each even every few first for from further get had
has have he her here hers him his how however i if in into is it its just last later least less like made make many may
me might more most much must my near new no nor not now of off on once one only or other our out over own per same says
said she should since so some still such take than that the their them then there these they this those through to too
under until up upon very was way we week well were what when where which while who whom whose why will with within
without would year years yesterday today tomorrow month months you your two three four five six seven eight nine ten
hundred thousand million billion second third according including told
"""
STOP_VI, STOP_EN = frozenset(_STOP_VI.split()), frozenset(_STOP_EN.split())
CONNECTORS = frozenset({"of", "the", "for", "and", "on", "in"})
ARTICLES = frozenset({"a", "an", "the", "một", "các", "những"})
_POSSESSIVE = re.compile(r"['’]s\b")
_NO_NOUN = re.compile(r"(?:ed|ing|ly|ous|ble|ful|ive|ish|al|ern|ic|ortant|ferent|ready)$")
_HEADS = """
Ministry Department University Council Party Committee Organization Organisation Agency Bank Group Coalition Union
Court Association Institute Commission Federation Fund Office Bureau Center Centre Company Corporation Forum Alliance
Assembly Foundation Authority Board League Society Service Program Programme Network
"""
HEADS = frozenset(_HEADS.split())


@dataclass(frozen=True)
class Lexicon:
    """What was mined: names and terms (source → target) and the phrases that random targets are drawn from."""

    names: dict[str, str]
    terms: dict[str, str]
    name_pool: tuple[str, ...]
    organisation_pool: tuple[str, ...]
    term_pool: tuple[str, ...]


def mine(pairs: Sequence[Pair], *, name_count: int = 3, term_count: int = 6) -> Lexicon:
    """Mine a lexicon. A gram must stand in `name_count` (or `term_count`) pairs together with its translation."""
    sources, targets = [vi for vi, _ in pairs], [en for _, en in pairs]
    names = match(list(map(capitalised_vi, sources)), list(map(capitalised_en, targets)), name_count)
    terms = match(list(map(lower_vi, sources)), list(map(lower_en, targets)), term_count)
    phrases = _whole({gram for en in targets for gram in capitalised_en(en)}, targets)
    names = drop_fragments({vi: en for vi, en in names.items() if vi != en and is_whole_name(vi)}, pairs)
    terms = drop_fragments(terms, pairs)
    return Lexicon(
        names=names,
        terms=terms,
        name_pool=tuple(sorted(filter(_is_name, phrases))),
        organisation_pool=tuple(sorted(filter(is_organisation, phrases))),
        term_pool=tuple(sorted(set(terms.values()))),
    )


def match(sources: Sequence[set[str]], targets: Sequence[set[str]], least: int) -> dict[str, str]:
    """Pair each source gram with the target gram of the highest Dice, where each is the other's best.

    2·|both| / (|source| + |target|), at least DICE, counted in pairs. Of equals the longer gram wins on either side:
    "biến đổi khí hậu" rather than "đổi khí hậu".
    """
    in_source, in_target = _frequent(sources, least), _frequent(targets, least)
    kept = [[gram for gram in grams if gram in in_target] for grams in targets]
    places: dict[str, list[int]] = defaultdict(list)
    for number, grams in enumerate(sources):
        for gram in grams:
            if gram in in_source:
                places[gram].append(number)
    best_source: dict[str, tuple[float, int, str]] = {}
    best_target: dict[str, tuple[float, int, str]] = {}
    for vi in sorted(places):
        together = Counter(en for number in places[vi] for en in kept[number])
        for en, count in together.items():
            dice = 2 * count / (in_source[vi] + in_target[en])
            if count >= least and dice >= DICE:
                best_target[vi] = max(best_target.get(vi, (0.0, 0, "")), (dice, len(en), en))
                best_source[en] = max(best_source.get(en, (0.0, 0, "")), (dice, len(vi), vi))
    return {vi: en for vi, (_, _, en) in best_target.items() if best_source[en][2] == vi}


def drop_fragments(found: dict[str, str], pairs: Sequence[Pair]) -> dict[str, str]:
    """Leave out what is most often a part of one longer phrase on its side: "sở dữ" of "cơ sở dữ liệu"."""
    whole_vi = _whole(set(found), (vi for vi, _ in pairs))
    whole_en = _whole(set(found.values()), (en for _, en in pairs))
    return {vi: en for vi, en in found.items() if vi in whole_vi and en in whole_en}


def _whole(phrases: set[str], texts: Iterable[str]) -> set[str]:
    """The phrases that no single neighbour, plural or not, stands beside in FRAGMENT of their occurrences."""
    seen: Counter[str] = Counter()
    beside: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
    for text in texts:
        words = split_en(text)
        for first in range(len(words)):
            for last in range(first + 1, min(first + longest, len(words)) + 1):
                phrase = " ".join(words[first:last])
                if phrase not in phrases:
                    continue
                seen[phrase] += 1
                name = phrase[0].isupper()
                before = words[first - 1] if first else ""
                if before and (before[0].isupper() if name else before.lower() not in ARTICLES):
                    beside[phrase][-1, before.rstrip("s")] += 1
                after = words[last] if last < len(words) else ""
                if after and not (name and (after in STOP_EN or after in STOP_VI)):
                    beside[phrase][1, after.rstrip("s")] += 1
    return {p for p in phrases if max(beside[p].values(), default=0) < FRAGMENT * max(seen[p], 1)}


def split_en(text: str) -> list[str]:
    """The words of a text, English possessive endings apart; other punctuation stands as one empty word."""
    words: list[str] = []
    end = 0
    text = _POSSESSIVE.sub(" ’", text)
    for token in TOKEN.finditer(text):
        if words and text[end : token.start()] != " ":
            words.append("")
        words.append(token[0])
        end = token.end()
    return words


def is_whole_name(vi: str) -> bool:
    """Tell whether a source name may stand for itself: no small word inside, no single Vietnamese syllable."""
    words = vi.split()
    if len(words) == 1:
        return len(vi) > 3 and vi.isascii()
    return not STOP_VI.intersection(words)


def _frequent(sides: Iterable[set[str]], least: int) -> dict[str, int]:
    counts = Counter(gram for grams in sides for gram in grams)
    return {gram: count for gram, count in counts.items() if least <= count <= MOST}


def grams(text: str, longest: int, accept: Callable[[Sequence[str]], bool]) -> Iterator[str]:
    """Give the runs of 1 to `longest` tokens with single spaces between that `accept` takes."""
    found = list(TOKEN.finditer(text))
    for first in range(len(found)):
        words: list[str] = []
        end = found[first].start()
        for token in found[first : first + longest]:
            if words and text[end : token.start()] != " ":
                break
            words.append(token[0])
            end = token.end()
            if accept(words):
                yield " ".join(words)


def capitalised_vi(text: str) -> set[str]:
    """Names: a capital first syllable, not the sentence's; the rest of an organisation's name is in lower case."""
    return set(grams(_after_first(text), 6, lambda w: w[0][0].isupper() and w[-1].lower() not in STOP_VI))


def capitalised_en(text: str) -> set[str]:
    """Names: capitals at both ends, only small words in lower case between."""
    return set(
        grams(
            _after_first(_POSSESSIVE.sub(" ’", text)),
            6,
            lambda w: (
                w[0][0].isupper()
                and w[-1][0].isupper()
                and all(x[0].isupper() or x in CONNECTORS for x in w)
                and w[0].lower() not in STOP_EN
            ),
        )
    )


def lower_vi(text: str) -> set[str]:
    """Terms: two to four syllables in lower case, no function word or digit at the ends."""
    return set(grams(text, 4, lambda w: len(w) > 1 and _is_lower(w) and not {w[0], w[-1]} & STOP_VI))


def lower_en(text: str) -> set[str]:
    """Terms: one to three words in lower case without function words; single verb forms and adjectives are left out."""
    return set(grams(text, 3, lambda w: _is_lower(w) and not STOP_EN.intersection(w) and not _is_weak(w)))


def is_organisation(phrase: str) -> bool:
    """Tell a phrase such as "Ministry of Health" or "Red River Bank" from a plain name or two names side by side."""
    words = phrase.split()
    if not 3 <= len(words) <= 6 or not {w for w in words if w in CONNECTORS} <= {"of", "the", "for"}:
        return False
    if len(words[-1]) < 3:
        return False
    if CONNECTORS.intersection(words):
        return words[0] in HEADS and words[1] in CONNECTORS
    return words[-1] in HEADS and "-" not in phrase


def _is_name(phrase: str) -> bool:
    words = phrase.split()
    return (
        len(words) <= 3
        and len(phrase) > 3
        and phrase.replace(" ", "").isalpha()
        and not CONNECTORS.intersection(words)
        and not phrase.isupper()
    )


def _is_lower(words: Sequence[str]) -> bool:
    return all(word.islower() and word.isalpha() for word in words)


def _is_weak(words: Sequence[str]) -> bool:
    return len(words) == 1 and (len(words[0]) < 5 or bool(_NO_NOUN.search(words[0])))


def _after_first(text: str) -> str:
    first = TOKEN.search(text)
    return text[first.end() :] if first else ""
