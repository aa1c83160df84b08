"""A country before who acts for it is an adjective: "Ukraine President" is the Ukrainian President.

Vietnamese has one word for both, and the model likes the noun. The adjective is one of the term's own targets, so what
a glossary doesn't accept isn't written. The nouns are those before which the English side of human news translations
has the adjective nine times of ten, or always.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from songngu.records import Term

_ADJECTIVE = re.compile(r"(?:an|ese|ish|[^aeiou]i|ch|ss|ek|ine)$")
_ALIKE = 3  # letters with which both begin: "Norway", "Norwegian"
_OTHERS = frozenset(("French", "Dutch", "Thai"))
_NONE = frozenset(  # "US officials", "Singapore government", as newspapers write; adjectives already
    ("US", "UK", "Singapore", "Philippines", "Arab", "Jew", "French", "England")
)
_OFFICE = r"(?:President|Prime Minister|(?:Foreign|Defen[cs]e|Finance) (?:Minister|Ministry)|Chancellor|Parliament)"
_PEOPLE = (
    r"(?:presidents?|prime ministers?|(?:foreign|defen[cs]e|finance) minist(?:ers?|ry)|parliament|government|"
    r"authorities|army|military|navy|air force|officials?|leaders?|delegations?|soldiers?|troops|police|"
    r"citizens?|nationals|people|wom[ae]n|m[ae]n|children|students?|workers?|pilots?|tourists?|scientists?|researchers?|"
    r"diplomats?|lawmakers?|negotiators?|media|countries|cities|capital|territory|side|(?:national )?teams?|"
    r"compan(?:y|ies)|firms?|economy|markets?|embassy|courts?|vessels?|fishing (?:boats?|vessels?)|coasts?)"
)
# Not of two countries ("the US and Ukraine delegation"), nor at the end of a name ("Bank of China officials"), nor of
# where somebody is ("In Iran people took to the streets").
_BEFORE = (
    r"(?<![\w&/–-])(?<!and )(?<!or )(?<!of )(?<!, )(?<!\b[Ii]n )"
    r"(?<!\b[Aa]cross )(?<!\b[Tt]hroughout )(?<!\b[Ii]nside )(?<!\b[Ww]ithin )"
)


_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ -]$")
_PLAIN = frozenset(("The", "A", "An", "Former", "Senior", "Top", "Two", "Three", "Some", "Many", "Other"))
_AT_SEA = re.compile(r"\b(?:seas?|ships?|boats?|vessels?|navy|fish\w*|drink\w*|bottles?)\b", re.IGNORECASE)


def say_adjective(text: str, terms: Sequence[Term], source: str = "") -> str:
    """The English with the adjective of each country that stands before an office or people.

    "Russian water" is Russia, where the source speaks of nước Nga: the word is one for a country and for water.
    """
    for term in terms:
        country = term.key.partition("=")[2].partition("|")[0]  # `targets` may have the adjective first
        if term.mode == "quantity" or not country[:1].isupper():
            continue
        adjectives = [target for target in term.targets if _belongs(country, target)]
        for adjective in adjectives if f"nước {term.vi}" in source and not _AT_SEA.search(text) else ():
            text = re.sub(rf"\b{re.escape(adjective)} water\b(?! )", country, text)
        if country in text and adjectives:
            pattern = rf"{_BEFORE}{re.escape(country)}(?= (?:{_OFFICE}|{_PEOPLE})\b(?![-'’]))"
            text = re.sub(pattern, partial(_adjective, adjectives[0]), text)
    return text


def adjective_of(term: Term) -> str:
    """The adjective of the country that a term stands for, "US" of the US; empty of what is none."""
    country = term.key.partition("=")[2].partition("|")[0]
    if country in _NONE:
        return country
    return next((target for target in term.targets if _belongs(country, target)), "")


def is_adjective(word: str, term: Term) -> bool:
    """Whether a target of a country's term is its adjective: "British", "US", not "Britain"."""
    country = term.key.partition("=")[2].partition("|")[0]
    return word == adjective_of(term) or (word != country and _ADJECTIVE.search(word) is not None)


def _adjective(adjective: str, match: re.Match[str]) -> str:
    """The adjective, but where the country ends a name: "Air China pilots", "New Mexico police"."""
    before = _WORD_BEFORE.search(match.string, 0, match.start())
    return match[0] if before and before[1][0].isupper() and before[1] not in _PLAIN else adjective


def _belongs(country: str, other: str) -> bool:
    """Whether `other` is the adjective of a country: "Ukrainian" of "Ukraine", not "Saigon" of "Ho Chi Minh City"."""
    if country in _NONE or other == country:
        return False
    alike = other[:_ALIKE] == country[:_ALIKE] and len(other.split()) == len(country.split())
    return other[:1].isupper() and (other in _OTHERS or (alike and _ADJECTIVE.search(other) is not None))
