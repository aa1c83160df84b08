"""Every regular expression of songngu, and texts made from its own parts to make it slow.

An expression is bait where its time grows faster than its text: from n characters to 4n it may take little more than
four times as long. What is tried is made of the expression's own literals and classes: runs of each character that it
repeats, alone and between the others, with nothing at the end that would let it match.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as constants
from re import _parser as parser
from typing import Any

import songngu

SHORT, FACTOR = 600, 4
SLOW = 0.004  # seconds for the long text, below which nothing is said
GROWTH = 2.2 * FACTOR  # what is linear takes FACTOR times as long; a square FACTOR ** 2
SAMPLES = "a1 Ảđ.,-–:/%($\n\t<&\u0301\u200bẢ中"


def all_patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled expression that a module of songngu holds, by its place."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(songngu.__path__, "songngu."):
        if ".__main__" in module.name or module.name.startswith("songngu.distribute.ray"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:  # an extra that isn't installed
            continue
        for name, value in vars(loaded).items():
            for place, pattern in _patterns_in(f"{module.name}.{name}", value):
                found.setdefault(place, pattern)
    unique = {(pattern.pattern, pattern.flags): place for place, pattern in sorted(found.items(), reverse=True)}
    return {place: found[place] for place in sorted(unique.values())}


def _patterns_in(place: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield place, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _patterns_in(f"{place}[{key!r}]", each)
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 200:
        for number, each in enumerate(value):
            yield from _patterns_in(f"{place}[{number}]", each)


def baits(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Texts of about `size` characters for one expression."""
    pieces = list(dict.fromkeys(_pieces(parser.parse(pattern.pattern, pattern.flags))))[:14]
    runs = list(dict.fromkeys([*pieces, *SAMPLES[:6]]))
    for run in runs:
        yield run * (size // len(run)) + "\x00"
    for one, other in itertools.permutations(runs[:9], 2):
        yield (one + other) * (size // len(one + other)) + "\x00"
        yield one + other * (size // len(other)) + "\x00"


def _pieces(parsed: Any) -> Iterator[str]:
    """A sample for each literal run, class and group of a parsed expression."""
    literal = ""
    for operator, argument in parsed:
        if operator is constants.LITERAL:
            literal += chr(argument)
            continue
        if literal:
            yield literal
            literal = ""
        if operator is constants.IN:
            yield from _sample_class(argument)
        elif operator is constants.ANY:
            yield "a"
        elif operator in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            inside = list(_pieces(argument[2]))
            yield from inside
            if len(inside) > 1:
                yield "".join(inside[:4])
        elif operator is constants.SUBPATTERN:
            yield from _pieces(argument[3])
        elif operator is constants.BRANCH:
            for branch in argument[1][:6]:
                yield from _pieces(branch)
        elif operator in (constants.ASSERT, constants.ASSERT_NOT):
            yield from _pieces(argument[1])
        elif operator is constants.ATOMIC_GROUP:
            yield from _pieces(argument)
    if literal:
        yield literal


def _sample_class(items: Any) -> Iterator[str]:
    matcher_items = [item for item in items if item[0] is not constants.NEGATE]
    negated = len(matcher_items) != len(items)
    for operator, argument in matcher_items[:6]:
        if negated:
            continue
        if operator is constants.LITERAL:
            yield chr(argument)
        elif operator is constants.RANGE:
            yield chr(argument[0])
        elif operator is constants.CATEGORY:
            name = str(argument)
            digit, space, word = "DIGIT" in name, "SPACE" in name, "WORD" in name
            if "NOT" in name:
                yield "." if word else "a"
            else:
                yield "1" if digit else " " if space else "a"
    if negated:
        yield "a"
        yield " "


def slow_texts(pattern: re.Pattern[str]) -> Iterator[tuple[str, float, float]]:
    """The baits that take the expression too long: their beginning, the seconds for the short and for the long one."""
    for short, long in zip(baits(pattern, SHORT), baits(pattern, SHORT * FACTOR), strict=True):
        after = _seconds(pattern, long)
        if after < SLOW:
            continue
        before = min(_seconds(pattern, short) for _ in range(2))
        after = min(after, _seconds(pattern, long))
        if after >= SLOW and after > GROWTH * before:
            yield long[:20], before, after


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def main() -> int:
    """Try every expression; print those that time grows too fast for."""
    slow = 0
    for place, pattern in all_patterns().items():
        if found := next(slow_texts(pattern), None):
            slow += 1
            print(f"{place}: {found[1]:.4f} s, {found[2]:.4f} s for {FACTOR} times {found[0]!r}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
