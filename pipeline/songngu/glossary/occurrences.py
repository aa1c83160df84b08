"""Where an English sentence has the targets of its terms: word-bounded, in the right case, each place counted once.

What counts as an occurrence:

- Words are bounded by anything but a letter or digit of any script: `Lan` is not in `Ireland`,
  `1,500` not in `1,500.5`.
- English plural (-s, -es, -ies, -men, …) and possessive endings count as met.
- A name may stand in a hyphenated word (`US-led`, `pro-EU`), unless a number follows (`Su` is not in `Su-35`);
  a common word may not (`add` is not in `add-on`).
- Case is as the target is written. A lower-case word may be a capital where a sentence, quotation or clause after a
  colon begins, and in a Title Case heading. `GERMANY` is not met by `Germany`, nor the other way round.
- `US` and `U.S.` are different targets; typographic hyphens and apostrophes equal the plain ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from songngu.records import How, Span, Term, TermResult, overlap
from songngu.text.english_dates import MONTHS
from songngu.text.numbers import MAGNITUDE_WORDS

_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019\u02bc"
_PLAIN = str.maketrans(_HYPHENS + _APOSTROPHES, "---'''")
_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "wife": "wives",
    "life": "lives",
    "knife": "knives",
    "leaf": "leaves",
    "half": "halves",
    "thief": "thieves",
    "shelf": "shelves",
    "wolf": "wolves",
    "foot": "feet",
}
_MONTHS = frozenset(map(str.lower, MONTHS))
_OPENING = "\"“‘«([{'—–-•*"
_WORD = re.compile(r"[^\W\d_]+")
# "nước này", "hãng nói trên" point back at something named; a pronoun does unless a name follows it ("ông Zelensky").
_POINTING = re.compile(r"(?<![^\W\d_])[^\W\d_]+ (?:này|nầy|ấy|nói trên|kể trên|trên đây)(?!\w)", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cô|họ|nó|chàng|nàng)(?: ta| ấy)?(?!\w)(?: (?P<next>\w))?", re.IGNORECASE
)
# Perhaps "a.m.", which makes another time of "7:00", or a magnitude.
_MORE_OF_A_NUMBER = re.compile(rf"[\s-]+(?:[ap][.m]|hundred|{MAGNITUDE_WORDS})", re.IGNORECASE)
_WITH_OBJECT = re.compile(r"[a-z]+ed (?:an?|the) ")
_LOWER_INITIAL = re.compile(r"^[^\W\d_]")
_PART = re.compile(r"[^\s\-\u2010\u2011]+")  # a word of a target or a part of a hyphenated one
_BEFORE = re.compile(r"(?<!\w)[\d_]*([^\W\d_])\w*[ \-]$")  # from a word's beginning: else time grows as its square
_AFTER = re.compile(r"[ \-]([^\W\d_])")


def find_target(english: str, target: str) -> list[Span]:
    """Find every place where `english` has `target`, left to right, not overlapping; the possessive is left outside."""
    return find_targets(english, [target])[target]


def find_targets(english: str, targets: Iterable[str]) -> dict[str, list[Span]]:
    """Find the places of each of several targets."""
    folded = english.casefold()
    return {target: _find(english, folded, target) for target in targets}


def assign(english: str, terms: Sequence[Term]) -> tuple[list[Span | None], list[Span]]:
    """Share out the places of the targets among the terms; give the place of each term and what is left over.

    No place is used twice and no two places overlap; longer ones go first, so the "US" in "US President" isn't
    counted beside it. As many terms as possible get a place (augmenting paths, Kuhn 1955), and where two could
    have each other's, they follow the order of the source. Left over are places of enforced terms that no term needs:
    the English has the name more often than the source. Human references of VLSP 2020 news dev have some in 2.4 % of
    the sentences, 1.4 % more than `count_anaphors` of the source excuses, so it is a doubt and no error.
    """
    found = find_targets(english, dict.fromkeys(target for term in terms for target in term.targets))
    places = [{span for target in term.targets for span in found[target]} for term in terms]
    every = sorted({span for each in places for span in each}, key=lambda span: (span[0] - span[1], span))
    owner: dict[Span, int] = {}
    for span in every:
        if not any(overlap(span, used) for used in owner):
            _augment(span, places, owner, set())
    given: list[Span | None] = [None] * len(terms)
    for span, index in owner.items():
        given[index] = span
    _follow_source(given, places, terms)
    return given, _left_over(places, owner, terms)


def prove(english: str, terms: Sequence[Term], how: How) -> tuple[TermResult, ...]:
    """Where a text that wasn't made for these terms has them; the met ones came there by `how`."""
    places, _ = assign(english, terms)
    return tuple(term.result(english, place, how) for term, place in zip(terms, places, strict=True))


def count_anaphors(vietnamese: str) -> int:
    """Count the words of a source that point back at a name ("nước này", "ông"), which English may rightly repeat.

    Enforcement tolerates over-production as often as this.
    """
    pronouns = [match for match in _PRONOUN.finditer(vietnamese) if not (match["next"] or "").isupper()]
    return len(_POINTING.findall(vietnamese)) + len(pronouns)


def count_excused(vietnamese: str, terms: Sequence[Term] | Sequence[TermResult]) -> int:
    """Count how often English may rightly say a name of the source beyond its terms; enforcement tolerates as many.

    Where words point back at one (see `count_anaphors`), and where a term of several syllables stands in other
    letters than its entry's: "Tổng thống Zelensky … ở cấp tổng thống".
    """
    rest = list(vietnamese)
    for start, end in (term.vi_span for term in terms):
        rest[start:end] = "\0" * (end - start)
    others = "".join(rest)
    names = {term.vi for term in terms if term.mode == "enforce" and " " in term.vi}
    again = (re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", others, re.IGNORECASE) for name in names)
    return count_anaphors(vietnamese) + sum(map(len, again))


def _find(english: str, folded: str, target: str) -> list[Span]:
    words = target.split()
    if not words or not all(_may_have(folded, word) for word in words):
        return []
    spans = _find_plainly(english, folded, words)
    if spans is None:
        matched = (match.span() for match in _pattern(target).finditer(english))
        spans = [span for span in matched if _case_fits(english, span, words)]
    return spans


def _find_plainly(english: str, folded: str, words: Sequence[str]) -> list[Span] | None:
    """What the pattern of the words would find, where it is written as they are between spaces or common signs; None
    where only the pattern can tell. Most places are of this kind, and to compile a pattern takes a millisecond or two.
    """
    if len(folded) != len(english):
        return None
    target = " ".join(words)
    forms = [[form.casefold().translate(_PLAIN) for form in each] for each in _written(words)]
    folded = folded.translate(_PLAIN)
    found: list[Span] = []
    end = 0
    for start in _starts(folded, forms[0]):
        if start < end or not _may_match(folded, start, forms):
            continue
        end = start + len(target)
        if not english.startswith(target, start) or not _stands_free(english, start, end):
            return None
        found.append((start, end))
    return found


def _starts(folded: str, forms: Sequence[str]) -> Iterator[int]:
    """Where a word begins as one of the forms does."""
    first = min(forms, key=len)[:1]
    start = folded.find(first)
    while start >= 0:
        if not start or not (folded[start - 1].isalnum() or folded[start - 1] == "_"):
            yield start
        start = folded.find(first, start + 1)


def _may_match(folded: str, start: int, forms: Sequence[Sequence[str]]) -> bool:
    """Whether the words may stand at `start`, one after another, each in one of its forms."""
    ends = {start}
    for number, each in enumerate(forms):
        if number:
            ends = {place for end in ends if (place := _after_gap(folded, end)) > end}
        ends = {end + len(form) for end in ends for form in each if folded.startswith(form, end)}
    return bool(ends)


def _after_gap(folded: str, end: int) -> int:
    if folded.startswith("-", end):
        return end + 1
    while end < len(folded) and folded[end].isspace():
        end += 1
    return end


def _stands_free(english: str, start: int, end: int) -> bool:
    """Whether what is around a place is nothing that a guard could object to."""
    if start and (english[start - 1] not in ' ("“[' or _WITH_OBJECT.match(english, start, end)):
        return False
    after, beyond = english[end : end + 1], english[end + 1 : end + 2]
    if after in ("", ";", "!", "?", ")", "]", "”"):
        return True
    if after in ",.:":
        return beyond in ("", " ")
    return after == " " and not _MORE_OF_A_NUMBER.match(english, end)


def plural_of(target: str) -> str:
    """The target in the plural where it ends in a common noun; "" for a name, a sign, or what has no plural."""
    head, of, rest = target.partition(" of ")
    *before, last = head.split() or [""]
    if not (last.isalpha() and last == last.lower()) or _UNCOUNTED.fullmatch(last) or _INFLECTED.search(last):
        return ""
    irregular = next((one for one in _IRREGULAR if last.endswith(one) and last not in _NO_MEN), "")
    if irregular:
        plural = last.removesuffix(irregular) + _IRREGULAR[irregular]
    elif last.endswith("is"):
        plural = last.removesuffix("is") + "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        plural = f"{last[:-1]}ies"
    else:
        plural = f"{last}es" if last.endswith(("x", "z", "ch", "sh")) or last in _IN_OES else f"{last}s"
    return " ".join([*before, plural]) + of + rest


_INFLECTED = re.compile(r"(?:ed|ing|ly|(?<!i)s)$")  # no plural is made of it
_NO_MEN = frozenset(("human", "german", "roman", "shaman", "talisman"))
_IN_OES = frozenset(("hero", "potato", "tomato", "echo", "embargo", "veto", "torpedo", "mosquito", "volcano", "cargo"))
_UNCOUNTED = re.compile(
    "information|media|evidence|criticism|data|equipment|police|research|aircraft|damage|software|hardware|"
    "bacteria|technology|controversy|crew|fuel|waste|speculation|television|trouble|money|news|staff|personnel|"
    "people|children|men|women|cattle|livestock|furniture|luggage|baggage|advice|knowledge|progress|violence|"
    "traffic|work|homework|housing|music|literature|art|poetry|water|food|rice|meat|fish|beef|pork|poultry|"
    "seafood|sand|soil|gold|silver|steel|cement|oil|gas|electricity|power|energy|heat|weather|rain|snow|health|"
    "wealth|poverty|hunger|peace|security|safety|justice|corruption|pollution|education|training|transport|"
    "transportation|infrastructure|machinery|clothing|footwear|jewelry|jewellery|cash|income|revenue|feedback|"
    "luck|fun|behavior|behaviour|conduct|courage|patience|silence|darkness|land|nature|society|humanity|youth|"
    "wildlife|testimony|content|currency|yuan|dong|positive|negative|critical|poor|blind|free|global|local|"
    "financial|public|private|gay|spread|hiv|covid"
)


def _written(words: Sequence[str]) -> list[list[str]]:
    """The forms in which each word may stand: the last one has endings, and the head before "of"."""
    head = words.index("of", 1) - 1 if "of" in words[1:-1] else -1
    return [_forms(word) if number in (head, len(words) - 1) else [word] for number, word in enumerate(words)]


@lru_cache(maxsize=2**12)  # a millisecond and 5 kB each; a third of a run without an engine went into compiling them
def _pattern(target: str) -> re.Pattern[str]:
    """What finds `target`; compiled when a text first may have it."""
    words = target.split()
    return re.compile(_left_guard(words[0]) + _no_noun(words) + _body(words) + _right_guard(words[-1]) + _beside(words))


def _may_have(folded: str, word: str) -> bool:
    """A quick look that spares most searches: the word's beginning, which no ending changes, in the folded English."""
    return not word.isalnum() or word[: max(1, len(word) - 3)].casefold() in folded


_MAGNITUDES = frozenset(MAGNITUDE_WORDS.split("|"))
_NO_MORE = rf"(?![\s-]+(?i:hundred|{MAGNITUDE_WORDS})\b(?!-))"  # "in 2024 million-dollar homes" has the year


def _left_guard(word: str) -> str:
    first = word[0]
    if first.isdigit():
        # Not inside a larger number, and not the 19 of COVID-19; "mid-2024" is a year all the same.
        prefixes = "".join(rf"(?<=\b{p}[{_HYPHENS}])|" for p in ("mid", "pre", "post", "late", "early"))
        return rf"(?<!\w)(?<!\d[.,])(?:{prefixes}(?<![^\W\d_][{_HYPHENS}]))"
    guard = rf"(?<![\w])(?<!\w[{_APOSTROPHES}])"
    return guard if not first.isalpha() or _is_name(word) else rf"{guard}(?<!\w[{_HYPHENS}])"


def _right_guard(word: str) -> str:
    last = word[-1]
    if last.isdigit():
        # "7:00 p.m." isn't 7:00, nor is 5 million five.
        return rf"(?!\w)(?![.,]\d)(?!\s?[AaPp]\.?[Mm]\b){_NO_MORE}"
    guard = rf"(?![\w$€£¥])(?!\.[a-z])(?![{_APOSTROPHES}]t\b)" + (_NO_MORE if word in _MAGNITUDES else "")
    if not last.isalpha():
        return guard
    return guard + (rf"(?![{_HYPHENS}]\d)" if _is_name(word) else rf"(?![{_HYPHENS}]\w)")


def _no_noun(words: Sequence[str]) -> str:
    """What may not stand before a verb with its object: "a sealed the score" is no place of it."""
    return r"(?<!\ba )(?<!\b[Aa]n )(?<!\b[Tt]he )" if _WITH_OBJECT.match(" ".join(words)) else ""


def _beside(words: Sequence[str]) -> str:
    """What may not stand beside a date or a percentage: "May 1-5" for "1-5" isn't May 1, nor is "$0.8%" 0.8%."""
    if words[0].lower() in _MONTHS and words[-1].isdigit():
        return r"(?![-–/]\d)"
    return r"(?<![$€£¥]" + re.escape(words[0]) + ")" if len(words) == 1 and re.fullmatch(r"[\d.,]+%", words[0]) else ""


def _is_name(word: str) -> bool:
    return any(c.isupper() for c in word)


def _body(words: Sequence[str]) -> str:
    """The words, each of whose lower-case initials may also be a capital, with the endings of the head and the last."""
    parts = [
        _letters(forms[0]) if len(forms) == 1 else "(?:" + "|".join(map(_letters, forms)) + ")"
        for forms in _written(words)  # "Secretary of State": the head takes the plural
    ]
    body = parts[0]
    for before, after, part in zip(words, words[1:], parts[1:], strict=False):
        # "climate-change policy" has climate change; a name's parts aren't joined so.
        body += (rf"(?:\s+|[{_HYPHENS}])" if _is_plain(before) and _is_plain(after) else r"\s+") + part
    # "January 6" is met by "January 6th".
    return body + r"(?:st|nd|rd|th)?" if words[0][0].isalpha() and re.search(r"(?<!\d)\d\d?$", words[-1]) else body


def _is_plain(word: str) -> bool:
    return word.isalpha() and word == word.lower()


def _forms(word: str) -> list[str]:
    """The word and its plurals, longest first. A number or a word that ends in a sign has none."""
    if not word[-1].isalpha():
        return [word]
    shout = word.isupper() and len(word) > 1
    lower = word.lower()
    forms = [word]
    for one, many in _IRREGULAR.items():
        if lower.endswith(one):
            forms.append(word[: -len(one)] + many)
    if lower.endswith("is") and len(word) > 4:
        forms.append(word[:-2] + "es")
    if lower.endswith("y") and len(word) > 2 and lower[-2] not in "aeiou":
        forms.append(word[:-1] + "ies")
    elif lower.endswith(("s", "x", "z", "ch", "sh", "o")):
        forms.append(word + "es")
    if not lower.endswith(("s", "x", "z", "ch", "sh")):
        forms.append(word + "s")
    if shout:  # MP, MPs and MPS
        forms += [form.upper() for form in forms]
    return sorted(set(forms), key=lambda form: (-len(form), form))


def _letters(word: str) -> str:
    """A regex for one word: typographic variants, and a capital initial where its first part is all lower case."""
    initial, first = _LOWER_INITIAL.match(word), word.partition("-")[0]
    free = initial is not None and first == first.lower() and word[0].upper() != word[0] and len(word[0].upper()) == 1
    letters = [
        f"[{_HYPHENS}]" if c in _HYPHENS else f"[{_APOSTROPHES}]" if c in _APOSTROPHES else re.escape(c) for c in word
    ]
    if free:
        letters[0] = f"[{word[0]}{word[0].upper()}]"
    return "".join(letters)


def _case_fits(english: str, span: Span, words: Sequence[str]) -> bool:
    """Whether each capital that the target doesn't have is excused by its place."""
    found = _PART.findall(english[slice(*span)])
    raised = [have[0] != want[0] for have, want in zip(found, _parts(words), strict=False)]
    if not any(raised):
        return True
    if not any(raised[1:]) and _begins_sentence(english, span[0]):
        return True
    titled = all(part[0].isupper() or (n and len(part) < 4) for n, part in enumerate(found))
    return titled and (_is_in_name(english, span) or _is_title_case(english))


def _parts(words: Sequence[str]) -> list[str]:
    """The target's words, cut where the English may be cut."""
    return _PART.findall(" ".join(words))


def _is_in_name(english: str, span: Span) -> bool:
    """Whether a capitalised word stands beside the place: "Climate Change Convention", "President Macron"."""
    after = _AFTER.match(english, span[1])
    if after and after[1].isupper():
        return True
    before = _BEFORE.search(english[: span[0]])
    return before is not None and before[1].isupper() and not _begins_sentence(english, before.start(1))


def _begins_sentence(english: str, start: int) -> bool:
    """Whether a capital is due at `start`: nothing, a sentence end, a colon or an opening mark comes before."""
    before = english[:start]
    bare = before.rstrip().rstrip(_OPENING).rstrip()
    if not bare or (bare[-1] in ".!?…:\u201d" and bare != before):
        return True
    return before[-1] in '"“‘«(['


def _is_title_case(english: str) -> bool:
    """Whether most longer words after the first have a capital, as in an English headline."""
    longer = [word for word in _WORD.findall(english)[1:] if len(word) > 3]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _augment(span: Span, places: Sequence[set[Span]], owner: dict[Span, int], tried: set[int]) -> bool:
    """Give `span` to a term that wants it, moving others to free terms' places where that makes room."""
    taken = {index: place for place, index in owner.items()}
    wanting = [index for index, each in enumerate(places) if span in each and index not in tried]
    for index in sorted(wanting, key=lambda index: index in taken):
        tried.add(index)
        if index not in taken:
            owner[span] = index
            return True
        # The term has a place: it may keep only one, so another term must take over the old one.
        if _augment(taken[index], places, owner, tried):
            owner[span] = index
            return True
    return False


def _follow_source(given: list[Span | None], places: Sequence[set[Span]], terms: Sequence[Term]) -> None:
    """Swap places between terms that could have either, until such pairs are in source order (in `given` itself)."""
    order = sorted(range(len(terms)), key=lambda index: terms[index].vi_span)
    changed = True
    while changed:
        changed = False
        for position, first in enumerate(order):
            for second in order[position + 1 :]:
                here, there = given[first], given[second]
                if there is None or (here is not None and here <= there) or there not in places[first]:
                    continue
                if (here is None and places[first] == places[second]) or (here is not None and here in places[second]):
                    given[first], given[second] = there, here
                    changed = True


def _left_over(places: Sequence[set[Span]], owner: dict[Span, int], terms: Sequence[Term]) -> list[Span]:
    """Places of enforced terms that no term has taken.

    A name that the source has once more within a longer term ("Bộ Ngoại giao Việt Nam") may stand once more.
    """
    wanted: dict[Span, Term] = {}
    for each, term in zip(places, terms, strict=True):
        if term.mode == "enforce":
            wanted |= dict.fromkeys(each, term)
    spare: Counter[str] = Counter()
    left: list[Span] = []
    for span in sorted(wanted.keys() - owner.keys(), key=lambda span: (span[0] - span[1], span)):
        if any(overlap(span, used) for used in (*owner, *left)):
            continue
        name = wanted[span].vi
        spare[name] += 1
        if spare[name] > sum(name in other.vi for other in terms if other.vi != name):
            left.append(span)
    return sorted(left)
