"""A country before who acts for it is an adjective: "Ukraine President" is the Ukrainian President.

Vietnamese has one word for both, and the model likes the noun. The adjective is one of the term's own targets, so what
a glossary doesn't accept isn't written. The nouns are those before which the English side of human news translations
has the adjective nine times of ten, or always.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def say_adjective(text: str, terms: Sequence[Term], source: str = "") -> str:
    """The English with the adjective of each country that stands before an office or people.

    "Russian water" is Russia, where the source speaks of nước Nga: the word is one for a country and for water.
    """
    for term in terms:
        country = term.key.partition("=")[2].partition("|")[0]  # `targets` may have the adjective first
        if term.mode == "quantity" or not country[:1].isupper():
            continue
        adjectives = [target for target in term.targets if _belongs(country, target)]
        for adjective in adjectives if f"nước {term.vi}" in source else ():
            text = re.sub(rf"\b{re.escape(adjective)} water\b(?! )", country, text)
        if country in text and (adjective := next(iter(adjectives), "")):
            text = re.sub(rf"{_BEFORE}{re.escape(country)}(?= (?:{_OFFICE}|{_PEOPLE})\b(?![-'’]))", adjective, text)
    return text


def _belongs(country: str, other: str) -> bool:
    """Whether `other` is the adjective of a country: "Ukrainian" of "Ukraine", not "Saigon" of "Ho Chi Minh City"."""
    if country in _NONE or other == country:
        return False
    alike = other[:_ALIKE] == country[:_ALIKE] and len(other.split()) == len(country.split())
    return other[:1].isupper() and (other in _OTHERS or (alike and _ADJECTIVE.search(other) is not None))
