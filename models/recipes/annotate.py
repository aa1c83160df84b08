"""Build the training file of the embedded model: clean parallel text, half of it with annotated terms.

    python models/recipes/annotate.py --parallel FOLDER --mix news=1 dictionary=0.05 --held-out TEST.tsv …
        --glossary glossary/*.csv --out train.tsv [--seed 7] [--rate 0.5]

Each line is source TAB target. A term that the target must have stands in the source as U+E001 source form U+E002
target form U+E003. The target form is what the reference has or, in 35 of 100, another phrase of the same kind that is
written into the reference too: only so does the model learn to obey rather than to guess.
After Dinu et al. 2019 (https://aclanthology.org/P19-1294/), with random targets added.

The same seed and files give the same bytes. The corpus is read twice, once to mine names and terms, once to write.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from entries import WORD, Glossary, read_glossary
from lexicon import STOP_EN, STOP_VI, Lexicon, is_organisation, mine
from pairs import Pair, read_corpus, read_held_out
from songngu.text.quantities import annotatable, find_quantities

SOURCE, TARGET, END = "\ue001", "\ue002", "\ue003"
MOST = 5
COUNT_WEIGHTS = (35, 25, 20, 12, 8)  # of 1 to MOST annotations
RANDOM_SHARE = 0.35
SAME_KIND_SHARE = 0.7  # of random targets for glossary entries; the rest come from what was mined
TRY_SHARE = 0.8  # a pair with terms stays plain at times, so that plain isn't a sign of "no names here"
KIND_WEIGHTS = {"glossary": 3.0, "quantity": 2.0, "mined": 2.0, "name": 1.5, "term": 1.0}

_CAPITALISED = re.compile(r"[^\W\d_a-zà-ỹ][\w'’.&-]*(?: [^\W\d_a-zà-ỹ][\w'’.&-]*){0,4}")
_SMALL_WORDS = "the a an this that its his her their our my every each no some any"
_DETERMINERS = frozenset(_SMALL_WORDS.split())
_WORD_BEFORE = re.compile(r"(\w+) $")
_BEFORE_NAMES = """
president minister premier chancellor chairman chairwoman director secretary senator governor mayor professor mr ms mrs
dr sir lady king queen prince princess pope general coach in on at from by with to for as when while but and after
before if since although however though where
"""
_TITLES = frozenset(_BEFORE_NAMES.split()) | _DETERMINERS
_BEFORE_VERBS = frozenset(
    {
        "to",
        "may",
        "might",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "must",
        "not",
        "also",
        "they",
        "we",
        "you",
    }
)
_UNGROUPED = re.compile(r"\d{5}")
_PART_OF = re.compile(r"\b[A-Z]\w+ (?:of|for)(?: the)? $")


@dataclass(frozen=True)
class Candidate:
    """A phrase that both sides have: every place of it in the source and, as many, in the reference."""

    kind: str
    vi: tuple[int, ...]
    en: tuple[int, ...]
    source: str
    target: str
    others: tuple[str, ...] = ()  # what a random target is drawn from, where that is known


def find_all(text: str, phrase: str) -> list[int]:
    """Every place of a phrase between word boundaries."""
    places, start = [], text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            places.append(start)
        start = text.find(phrase, start + 1)
    return places


def strip_marks(text: str) -> str:
    """Drop the marks of every letter (Nguyễn → Nguyen), keeping the length of NFC text."""
    plain = (unicodedata.normalize("NFD", c)[0] for c in text)
    return "".join({"đ": "d", "Đ": "D"}.get(c, c) for c in plain)


def find_candidates(vi: str, en: str, lexicon: Lexicon, glossary: Glossary) -> list[Candidate]:
    """Find what can be annotated: phrases that stand as often in the source as in the reference."""
    found = (
        *_find_glossary(vi, en, glossary),
        *_find_quantities(vi, en),
        *_find_names(vi, en),
        *_find_mined(vi, en, lexicon),
    )
    return list(dict.fromkeys(found))


def _pair(kind: str, vi: str, en: str, source: str, target: str, others: tuple[str, ...] = ()) -> Iterator[Candidate]:
    left, right = find_all(vi, source), find_all(en, target)
    if left and len(left) == len(right):
        yield Candidate(kind, tuple(left), tuple(right), source, target, others)


def _find_glossary(vi: str, en: str, glossary: Glossary) -> Iterator[Candidate]:
    """Longest match first: an entry isn't sought inside a longer one, even one whose target the reference lacks."""
    present = {entry for word in set(WORD.findall(vi)) for entry in glossary.entries.get(word, ()) if entry.vi in vi}
    claimed = bytearray(len(vi))
    for entry in sorted(present, key=lambda entry: (-len(entry.vi), entry.vi, entry.targets)):
        places = tuple(p for p in find_all(vi, entry.vi) if not any(claimed[p : p + len(entry.vi)]))
        for place in places:
            claimed[place : place + len(entry.vi)] = b"\1" * len(entry.vi)
        for number, target in enumerate(entry.targets):
            reference = find_all(en, target)
            if places and len(places) == len(reference):
                pool = (glossary.forms if number else glossary.nouns)[entry.kind]
                yield Candidate("glossary", places, tuple(reference), entry.vi, target, pool)
                break


def _find_quantities(vi: str, en: str) -> Iterator[Candidate]:
    for term in find_quantities(vi):
        if annotatable(term):
            target = next((t for t in sorted(term.targets, key=len, reverse=True) if find_all(en, t)), None)
            if target is not None:
                alike = (t for t in term.targets[:3] if t[:1].isdigit() == target[:1].isdigit())
                others = tuple(t for t in alike if t != target and not _UNGROUPED.search(t))
                yield from _pair("quantity", vi, en, term.vi, target, others)


def _find_names(vi: str, en: str) -> Iterator[Candidate]:
    """Names spelled alike on both sides, Vietnamese marks aside; the longest run that both have."""
    plain, reference = strip_marks(vi), strip_marks(en)
    if len(plain) != len(vi) or len(reference) != len(en):
        return
    for match in _CAPITALISED.finditer(vi):
        taken = match.start()
        words = list(re.finditer(r"\S+", match[0]))
        for size in range(len(words), 0, -1):
            for first in range(len(words) - size + 1):
                start = match.start() + words[first].start()
                end = match.start() + words[first + size - 1].end()
                while end > start and not vi[end - 1].isalnum():
                    end -= 1
                places = find_all(reference, plain[start:end])
                if start < taken or end - start < 3 or not places or not vi[start:end].strip("0123456789"):
                    continue
                target = en[places[0] : places[0] + end - start]
                if _is_name_in(en, places[0], target):
                    yield from _pair("name", vi, en, vi[start:end], target)
                    taken = end


def _is_name_in(en: str, start: int, target: str) -> bool:
    """Tell a name from a part of a longer one, or from a word that English begins a sentence with."""
    if target.lower() in STOP_EN or target.lower() in STOP_VI:
        return False
    before, after = _WORD_BEFORE.search(en[:start]), re.match(r"[ -](\w+)", en[start + len(target) :])
    inner = before is not None and before[1][0].isupper() and before[1].lower() not in _TITLES
    return not inner and not (after and after[1][0].isupper()) and not _PART_OF.search(en[:start])


def _find_mined(vi: str, en: str, lexicon: Lexicon) -> Iterator[Candidate]:
    words = list(WORD.finditer(vi))
    for size in range(6, 0, -1):
        for first in range(len(words) - size + 1):
            source = vi[words[first].start() : words[first + size - 1].end()]
            if source in lexicon.names:
                found = _pair("mined", vi, en, source, lexicon.names[source])
                yield from (c for c in found if all(_is_name_in(en, place, c.target) for place in c.en))
            elif source in lexicon.terms:
                yield from _pair("term", vi, en, source, lexicon.terms[source])


def choose(candidates: Sequence[Candidate], random_: random.Random) -> list[Candidate]:
    """Draw 1 to MOST candidates whose spans don't touch, rarer kinds first by KIND_WEIGHTS; longer before shorter."""
    wanted = random_.choices(range(1, MOST + 1), COUNT_WEIGHTS)[0]
    order = sorted(
        candidates,
        key=lambda c: (random_.random() ** (1 / KIND_WEIGHTS[c.kind]), len(c.source)),
        reverse=True,
    )
    chosen: list[Candidate] = []
    for candidate in order:
        if len(chosen) < wanted and not any(_overlap(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _overlap(one: Candidate, two: Candidate) -> bool:
    def meet(left: Iterable[int], size: int, right: Sequence[int], other: int) -> bool:
        return any(a <= b + other and b <= a + size for a in left for b in right)

    return meet(one.vi, len(one.source), two.vi, len(two.source)) or meet(
        one.en, len(one.target), two.en, len(two.target)
    )


def draw_target(en: str, candidate: Candidate, lexicon: Lexicon, random_: random.Random) -> str:
    """Draw another target of the same kind; the true one where there is none."""
    if candidate.kind == "term" and any(_after_verb_word(en, place) for place in candidate.en):
        return candidate.target
    if candidate.kind == "quantity" or (candidate.others and random_.random() < SAME_KIND_SHARE):
        pool: Sequence[str] = candidate.others
    elif candidate.target[0].islower():
        shape = _shape(candidate.target)
        pool = [term for term in lexicon.term_pool if _shape(term) == shape]
    elif is_organisation(candidate.target) or random_.random() < 0.25:
        pool = lexicon.organisation_pool
    else:
        pool = lexicon.name_pool
    return random_.choice(pool) if pool else candidate.target


def _after_verb_word(en: str, place: int) -> bool:
    """Tell whether a verb must follow: "may spread" can't become "may reputation"."""
    before = _WORD_BEFORE.search(en[:place])
    return before is not None and before[1].lower() in _BEFORE_VERBS


def _shape(term: str) -> tuple[bool, bool]:
    """One word or more, plural or not: a random term keeps the sentence's grammar."""
    return " " in term, term.endswith("s")


def write(vi: str, en: str, chosen: Sequence[tuple[Candidate, str]]) -> Pair:
    """Mark each candidate in the source with its new target and put that in the reference, at every place."""
    left = [(p, p + len(c.source), f"{SOURCE}{c.source}{TARGET}{new}{END}") for c, new in chosen for p in c.vi]
    right = [_fit(en, p, c.target, new) for c, new in chosen for p in c.en]
    return _replace(vi, left), _replace(en, right)


def _fit(en: str, start: int, old: str, new: str) -> tuple[int, int, str]:
    """Place a new target and mend the article before it: a/an, and "the" where only one of the two wants it."""
    end = start + len(old)
    before = _WORD_BEFORE.search(en[:start])
    article = before[1] if before else ""
    if new == old:
        return start, end, new
    if new.endswith(".") and en[end : end + 1] == ".":
        end += 1
    if article in ("a", "an"):
        return start - len(article) - 1, end, f"{'an' if new[0] in 'aeiouAEIO' else 'a'} {new}"
    modifies = re.match(r" ([a-z]+)", en[end:])
    if modifies and modifies[1] not in STOP_EN:
        return start, end, new
    if article == "the" and new[0].isupper() and not is_organisation(new):
        return start - 4, end, new
    if is_organisation(new) and article.lower() not in _DETERMINERS and start:
        return start, end, f"the {new}"
    return start, end, new


def _replace(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def annotate(
    pair: Pair, lexicon: Lexicon, glossary: Glossary, random_: random.Random, counts: Counter[tuple[str, str]]
) -> Pair | None:
    """Annotate a pair with 1 to MOST terms; None where it has none. `counts` grows by (kind, true or random)."""
    vi, en = pair
    chosen = choose(find_candidates(vi, en, lexicon, glossary), random_)
    if not chosen:
        return None
    drawn: list[tuple[Candidate, str]] = []
    for candidate in chosen:
        new = draw_target(en, candidate, lexicon, random_) if random_.random() < RANDOM_SHARE else candidate.target
        # A random target that the reference has elsewhere, or that is inside another, could be met by accident.
        if new != candidate.target and (new in en or any(new in other or other in new for _, other in drawn)):
            new = candidate.target
        drawn.append((candidate, new))
        counts[candidate.kind, "true" if new == candidate.target else "random"] += 1
    return write(vi, en, drawn)


def entry_pairs(glossary: Glossary, random_: random.Random) -> Iterator[Pair]:
    """The glossary's entries as pairs of their own: the first rendering, and of three in ten the second as well.

    A dictionary in the training text teaches words that no sentence of it has. Names of persons have nothing to teach.
    """
    for entry in (entry for entries in glossary.entries.values() for entry in entries):
        if entry.kind not in ("person", "keep"):
            yield entry.vi, entry.targets[0]
            if entry.targets[1:] and random_.random() < 0.3:
                yield entry.vi, entry.targets[1]


def parse_mix(folder: Path, mix: Iterable[str]) -> dict[Path, float]:
    """Read NAME=WEIGHT arguments into files of the folder, in the order given."""
    files: dict[Path, float] = {}
    for part in mix:
        name, _, weight = part.partition("=")
        found = sorted(folder.glob(f"{name}.tsv*"))
        if not found:
            raise SystemExit(f"{folder} has no {name}.tsv or {name}.tsv.xz")
        files[found[0]] = float(weight or 1)
    return files


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file and print what went into it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parallel", type=Path, required=True, help="folder of NAME.tsv or NAME.tsv.xz files")
    parser.add_argument("--mix", nargs="+", required=True, metavar="NAME=WEIGHT", help="share of each file to take")
    parser.add_argument("--held-out", type=Path, nargs="*", default=[], help="files whose sentences stay out")
    parser.add_argument("--glossary", type=Path, nargs="*", default=[], help="vi,en,kind CSV files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=0.5, help="share of pairs with annotations (default 0.5)")
    parser.add_argument("--names", action="store_true", help="add a third column, the name of the pair's file")
    parser.add_argument("--entries", action="store_true", help="add the glossary's entries, as pairs of “glossary”")
    options = parser.parse_args(arguments)

    files, held_out = parse_mix(options.parallel, options.mix), read_held_out(options.held_out)
    lexicon = mine([pair for _, pair in read_corpus(files, held_out, seed=options.seed, counts=Counter())])
    glossary = read_glossary(options.glossary)
    kept: Counter[tuple[str, str]] = Counter()
    terms: Counter[tuple[str, str]] = Counter()
    written = annotated = 0
    with options.out.open("w", encoding="utf-8", newline="\n") as out:
        for name, pair in read_corpus(files, held_out, seed=options.seed, counts=kept):
            random_ = random.Random(f"{options.seed} {written} {pair[0]}")
            result = None
            if annotated < options.rate * (written + 1) and random_.random() < TRY_SHARE:
                result = annotate(pair, lexicon, glossary, random_, terms)
            annotated += result is not None
            written += 1
            kept[name, "annotated"] += result is not None
            out.write("\t".join([*(result or pair), *([name] if options.names else [])]) + "\n")
        for pair in entry_pairs(glossary, random.Random(options.seed)) if options.entries else ():
            kept["glossary", "kept"] += 1
            out.write("\t".join([*pair, *(["glossary"] if options.names else [])]) + "\n")
    _print_table("pairs", kept)
    _print_table("annotations", terms)
    print(f"{written} pairs, {annotated} annotated ({annotated / max(written, 1):.0%}), {terms.total()} annotations")
    entries = sum(map(len, glossary.entries.values()))
    print(f"mined: {len(lexicon.names)} names, {len(lexicon.terms)} terms; glossary: {entries} entries")


def _print_table(title: str, counts: Counter[tuple[str, str]]) -> None:
    columns = sorted({column for _, column in counts})
    rows = list(dict.fromkeys(row for row, _ in counts))
    print("\t".join([title, *columns]))
    for row in rows:
        print("\t".join([row, *(str(counts[row, column]) for column in columns)]))


if __name__ == "__main__":
    main(sys.argv[1:])
