"""What a digest has in it, counted once: the terminal, report.json, the page and digest.md all show these counts.

A *sentence* is a segment: a sentence, heading, caption or byline, or the headline made for an article without one.
A *doubt* is an error or a warning. An *error* is what a check says must be mended, an enforced term that is missing
among them; a *warning* asks to be looked at. A preference that isn't followed is no doubt, nor is a date or number that
is written in another way: only where it is missing, a check says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from songngu.records import Article, Issue, Mode, Record, TermResult, all_segments


class Share(Record, frozen=True, kw_only=True):
    """So many of a total."""

    met: int
    total: int


class Counts(Record, frozen=True, kw_only=True):
    """The figures of an article or of a digest; see the module's docstring for the words."""

    sentences: int
    doubtful: int  # sentences that have a doubt
    approved: int
    enforced: Share
    preferred: Share
    quantities: Share  # dates, numbers, amounts
    errors: int
    warnings: int

    @property
    def doubts(self) -> int:
        """Errors and warnings."""
        return self.errors + self.warnings


def is_unmet(term: TermResult) -> bool:
    """Whether an enforced term is not in the English, which is an error."""
    return not term.met and term.mode == "enforce"


def doubts_of(terms: Sequence[TermResult], issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """The doubts of one sentence: its issues, then an error for every unmet term that none of them names."""
    named = [issue.message for issue in issues]
    unnamed = (
        Issue(check="terms", severity="error", message=f"term unmet: {term.vi} → {term.en}")
        for term in terms
        if is_unmet(term) and not any(term.vi in message and term.en in message for message in named)
    )
    return (*issues, *unnamed)


def count_articles(articles: Iterable[Article]) -> Counts:
    """Count over all sentences of the articles."""
    sentences = [segment for article in articles for segment in all_segments(article)]
    doubts = [doubts_of(sentence.terms, sentence.issues) for sentence in sentences]
    terms = [term for sentence in sentences for term in sentence.terms]
    severities = Counter(doubt.severity for of_one in doubts for doubt in of_one)
    return Counts(
        sentences=len(sentences),
        doubtful=sum(map(bool, doubts)),
        approved=sum(sentence.status == "approved" for sentence in sentences),
        enforced=_share(terms, "enforce"),
        preferred=_share(terms, "prefer"),
        quantities=_share(terms, "quantity"),
        errors=severities["error"],
        warnings=severities["warning"],
    )


def add_counts(several: Iterable[Counts]) -> Counts:
    """The figures of all together."""
    total: Counter[str] = Counter()
    for counts in several:
        total.update({name: getattr(counts, name) for name in _NUMBERS})
        for name in _SHARES:
            share = getattr(counts, name)
            total.update({f"{name} met": share.met, f"{name} total": share.total})
    shares = {name: Share(met=total[f"{name} met"], total=total[f"{name} total"]) for name in _SHARES}
    return Counts(**{name: total[name] for name in _NUMBERS}, **shares)  # type: ignore[arg-type]


_NUMBERS = ("sentences", "doubtful", "approved", "errors", "warnings")
_SHARES = ("enforced", "preferred", "quantities")


def number_of(number: int, noun: str) -> str:
    """A number with its noun: `1 doubt`, `1,200 doubts`."""
    if number == 1:
        return f"{number:,} {noun}"
    return f"{number:,} {noun.removesuffix('y')}ies" if noun.endswith("ry") else f"{number:,} {noun}s"


def some_of(texts: Sequence[str], most: int = 3, joint: str = ", ") -> str:
    """The first of several texts and how many more there are: `a, b, c and 4 more`."""
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return joint.join(texts[:most]) + more


def describe(counts: Counts) -> tuple[tuple[str, str], ...]:
    """The figures in words, as (figure, what it is); what doesn't occur at all is left out, errors never are."""
    shares = (
        (counts.enforced, "glossary term", "glossary terms", "met"),
        (counts.preferred, "preferred term", "preferred terms", "followed"),
        (counts.quantities, "date or number", "dates and numbers", "as expected"),
    )
    return (
        _split(number_of(counts.sentences, "sentence")),
        *(
            (f"{share.met:,} of {share.total:,}", f"{one if share.total == 1 else several} {word}")
            for share, one, several, word in shares
            if share.total
        ),
        _split(number_of(counts.errors, "error")),
        _split(number_of(counts.warnings, "warning")),
    )


def _split(text: str) -> tuple[str, str]:
    figure, _, rest = text.partition(" ")
    return figure, rest


def _share(terms: Iterable[TermResult], mode: Mode) -> Share:
    met = [term.met for term in terms if term.mode == mode]
    return Share(met=sum(met), total=len(met))
