"""Records shaped for the templates: numbered, grouped, counted, cut into marked pieces. Every format starts here."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from songngu.counts import Counts, count_articles, describe, doubts_of, is_unmet, number_of
from songngu.digest import labels
from songngu.digest.safe import anchor, displayable
from songngu.records import (
    Article,
    Digest,
    Issue,
    Kind,
    OverviewSentence,
    Record,
    Severity,
    Span,
    TermResult,
    TranslatedSegment,
)

# A row of this much Vietnamese is about 8 lines at 1280 px and 13 at 390 px, where its English comes below it.
# News whose line breaks were lost comes as one paragraph of 2,000 characters and more.
_ROW_CHARACTERS = 450
MOST_NUMBERS = 60  # marked in a segment; a table of more is read faster without


class Mark(Record, frozen=True, kw_only=True):
    """How a piece of text is marked. `index` joins the two sides of a term within its segment."""

    index: int
    mode: str
    unmet: bool  # an enforced term that the English lacks
    otherwise: bool  # a preferred term or a number that the English has otherwise, or not at all
    description: str


class Piece(Record, frozen=True, kw_only=True):
    """A run of text of a segment, inside one term or between terms."""

    text: str
    mark: Mark | None = None


class Doubt(Record, frozen=True, kw_only=True):
    """An error or a warning, as `counts.doubts_of` tells them."""

    check: str
    severity: Severity
    message: str


class Pair(Record, frozen=True, kw_only=True):
    """One segment in both languages. `anchor` is its id in the page; the English has `anchor` + ":en"."""

    id: str
    anchor: str
    kind: Kind
    vi: tuple[Piece, ...]
    en: tuple[Piece, ...]
    doubts: tuple[Doubt, ...] = ()
    approved: bool = False

    @property
    def severity(self) -> str:
        """The worst of its doubts: "error", "warning", or "" for none."""
        return "error" if any(doubt.severity == "error" for doubt in self.doubts) else "warning" * bool(self.doubts)

    @property
    def vi_text(self) -> str:
        """The Vietnamese without marks."""
        return "".join(piece.text for piece in self.vi)

    @property
    def en_text(self) -> str:
        """The English without marks."""
        return "".join(piece.text for piece in self.en)


class Row(Record, frozen=True, kw_only=True):
    """A paragraph, or a part of a long one: pairs of one kind that stand together."""

    kind: Kind
    pairs: tuple[Pair, ...]
    continued: bool = False  # whether its paragraph began in the row before

    @property
    def doubtful(self) -> tuple[Pair, ...]:
        """The pairs that have doubts."""
        return tuple(pair for pair in self.pairs if pair.doubts)


class Cited(Record, frozen=True, kw_only=True):
    """A sentence of a summary or of the overview. `anchor` is where it leads, "" for nowhere."""

    anchor: str
    number: int  # of the article, from 1; 0 where it is not in the digest
    vi: str
    en: str
    pair: Pair | None = None  # the sentence where it stands, which has its doubts
    date: datetime.date | None = None  # of its article, where the sentence stands without it

    @property
    def day_vi(self) -> str:
        """The date, "" for none."""
        return labels.short_vi(self.date) if self.date else ""

    @property
    def day_en(self) -> str:
        """The date, "" for none."""
        return labels.short_en(self.date) if self.date else ""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts of the sentence where it stands."""
        return self.pair.doubts if self.pair else ()

    @property
    def leads_to_sentence(self) -> bool:
        """Whether it leads to the sentence itself, as in a summary, and not to its article."""
        return self.pair is not None and self.anchor == self.pair.anchor


class ArticleView(Record, frozen=True, kw_only=True):
    """An article as the templates want it. The title's own segment is in `title` and not in `rows`."""

    number: int
    anchor: str
    path: str
    date: datetime.date | None
    title: Pair
    summary: tuple[Cited, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    signature: str
    terms: tuple[tuple[str, TermResult], ...]  # with the anchor of the segment each is in
    totals: Counts

    @property
    def doubtful_summary(self) -> bool:
        """Whether a sentence of the summary has a doubt."""
        return any(sentence.doubts for sentence in self.summary)

    @property
    def name_vi(self) -> str:
        """What the contents call it in Vietnamese: never empty."""
        return names_of(self.title.vi_text, self.title.en_text, self.path)[0]

    @property
    def name_en(self) -> str:
        """What the contents call it in English: never empty."""
        return names_of(self.title.vi_text, self.title.en_text, self.path)[1]


class Day(Record, frozen=True, kw_only=True):
    """The articles of one date, in reading order."""

    anchor: str
    date: datetime.date | None
    vi: str
    en: str
    articles: tuple[ArticleView, ...]

    @property
    def doubts(self) -> int:
        """How many doubts its articles have."""
        return sum(article.totals.doubts for article in self.articles)


class TermUse(Record, frozen=True, kw_only=True):
    """A glossary term and where the digest uses it: (article number, anchor of the first segment)."""

    vi: str
    en: str
    count: int
    unmet: int
    places: tuple[tuple[int, str], ...] = ()


class Page(Record, frozen=True, kw_only=True):
    """The whole digest as the templates want it."""

    days: tuple[Day, ...]
    overview: tuple[Cited, ...]
    terms: tuple[TermUse, ...]
    totals: Counts
    articles: int
    undated: int  # articles whose text tells no date
    range_vi: str
    range_en: str
    signature: str

    @property
    def figures(self) -> str:
        """The counts on one line: "3 articles, 1 undated, 41 sentences, 12 of 12 glossary terms met, 0 errors …"."""
        undated = (f"{self.undated:,} undated",) if self.undated else ()
        figures = (" ".join(figure) for figure in describe(self.totals))
        return ", ".join((number_of(self.articles, "article"), *undated, *figures))

    @property
    def scope(self) -> str:
        """What the overview leaves out: " in 6 of 10 articles", nothing where it has a sentence of each."""
        told = len({sentence.anchor for sentence in self.overview})
        return f" in {told:,} of {number_of(self.articles, 'article')}" if told < self.articles else ""

    @property
    def doubtful_overview(self) -> bool:
        """Whether a sentence of the overview has a doubt."""
        return any(sentence.doubts for sentence in self.overview)


def build_page(digest: Digest) -> Page:
    """Number, group and count the articles of a digest, keeping their order."""
    articles = tuple(build_article(article, number) for number, article in enumerate(digest.articles, 1))
    views = {article.id: view for article, view in zip(digest.articles, articles, strict=True)}
    dates = sorted(article.date for article in articles if article.date is not None)
    return Page(
        days=tuple(_days(articles)),
        overview=tuple(_cite_article(s, views.get(s.article)) for s in digest.overview),
        terms=join_uses(_term_uses(articles)),
        totals=count_articles(digest.articles),
        articles=len(articles),
        undated=sum(article.date is None for article in articles),
        range_vi=labels.range_vi(dates[0], dates[-1]) if dates else "",
        range_en=labels.range_en(dates[0], dates[-1]) if dates else "",
        signature=digest.signature,
    )


def build_article(article: Article, number: int) -> ArticleView:
    """Shape one article; `number` is its place in the digest, from 1."""
    pairs = {segment.id: build_pair(segment, article.id) for segment in article.segments}
    title = pairs.get(article.title.segment or "") or Pair(
        id="",
        anchor=anchor(article.id, "", "title"),
        kind="heading",
        vi=_cut_source(article.title.vi, article.title.terms),
        en=_cut_target(article.title.en, article.title.terms),
        doubts=_doubts(article.title.issues, article.title.terms),
    )
    titled = (
        () if article.title.segment in pairs else tuple((title.anchor, term) for term in _told(article.title.terms))
    )
    body = [s for s in article.segments if s.id != article.title.segment]
    return ArticleView(
        number=number,
        anchor=anchor(article.id),
        path=displayable(article.path),
        date=article.date,
        title=title,
        summary=tuple(
            Cited(
                anchor=pairs[s.segment].anchor if s.segment in pairs else "",
                number=number,
                vi=displayable(s.vi),
                en=displayable(s.en),
                pair=pairs.get(s.segment),
            )
            for s in article.summary
        ),
        rows=tuple(
            row
            for (_, kind), group in groupby(body, key=lambda s: (s.paragraph, s.kind))
            for row in _rows(kind, [pairs[s.id] for s in group])
        ),
        notes=tuple(displayable(note) for note in article.notes),
        signature=article.signature,
        terms=titled + tuple((pairs[s.id].anchor, term) for s in article.segments for term in _told(s.terms)),
        totals=count_articles([article]),
    )


def _told(terms: Sequence[TermResult]) -> Iterator[TermResult]:
    """What a list of terms has: what stands in the English, and the enforced that should."""
    return (term for term in terms if term.met or term.mode == "enforce")


def build_pair(segment: TranslatedSegment, article: str) -> Pair:
    """Cut both sides of a segment at its terms and gather its doubts."""
    return Pair(
        id=segment.id,
        anchor=anchor(article, segment.id),
        kind=segment.kind,
        vi=_cut_source(segment.vi, segment.terms),
        en=_cut_target(segment.en, segment.terms),
        doubts=_doubts(segment.issues, segment.terms),
        approved=segment.status == "approved",
    )


def names_of(vi: str, en: str, path: str) -> tuple[str, str]:
    """What the contents call an article, from its titles and its path: never empty."""
    return vi.strip() or path or "(không tên)", en.strip() or path or "(untitled)"


def join_uses(uses: Iterable[TermUse]) -> tuple[TermUse, ...]:
    """Each term once, under its most used spelling, capitals aside; the most used first, then by alphabet."""
    spellings: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    unmet: Counter[tuple[str, str]] = Counter()
    places: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for use in uses:
        key = (use.vi.casefold(), use.en.casefold())
        spellings[key][use.vi, use.en] += use.count
        unmet[key] += use.unmet
        for number, where in use.places:
            places[key].setdefault(number, where)
    joined = []
    for key, counts in spellings.items():
        vi, en = max(sorted(counts), key=counts.__getitem__)
        first = tuple(places[key].items())
        joined.append(
            TermUse(vi=displayable(vi), en=displayable(en), count=counts.total(), unmet=unmet[key], places=first)
        )
    return tuple(sorted(joined, key=lambda use: (-use.count, use.vi.casefold(), use.en.casefold())))


def _cite_article(sentence: OverviewSentence, view: ArticleView | None) -> Cited:
    """A sentence of the overview, leading to its article."""
    shown = (view.title, *(pair for row in view.rows for pair in row.pairs)) if view else ()
    return Cited(
        anchor=view.anchor if view else "",
        number=view.number if view else 0,
        vi=displayable(sentence.vi),
        en=displayable(sentence.en),
        pair=next((pair for pair in shown if pair.id == sentence.segment), None),
        date=sentence.date,
    )


def _rows(kind: Kind, pairs: list[Pair]) -> Iterator[Row]:
    """Begin a new row where a sentence would make the row too long for its two sides to stay in step."""
    begun, length, first = 0, 0, True
    for index, pair in enumerate(pairs):
        size = len(pair.vi_text)
        if index > begun and length + size > _ROW_CHARACTERS:
            yield Row(kind=kind, pairs=tuple(pairs[begun:index]), continued=not first)
            begun, length, first = index, 0, False
        length += size
    yield Row(kind=kind, pairs=tuple(pairs[begun:]), continued=not first)


def _cut_source(text: str, terms: Sequence[TermResult]) -> tuple[Piece, ...]:
    return _cut(text, [(term.vi_span, index, term) for index, term in _marked(terms)])


def _cut_target(text: str, terms: Sequence[TermResult]) -> tuple[Piece, ...]:
    return _cut(text, [(t.en_span, index, t) for index, t in _marked(terms) if t.en_span is not None])


def _marked(terms: Sequence[TermResult]) -> list[tuple[int, TermResult]]:
    """The terms that are marked, by their index: not the numbers of a segment that is nearly nothing else."""
    numbers = sum(term.mode == "quantity" for term in terms)
    return [(i, term) for i, term in enumerate(terms) if term.mode != "quantity" or numbers <= MOST_NUMBERS]


def _cut(text: str, marks: list[tuple[Span, int, TermResult]]) -> tuple[Piece, ...]:
    """Cut at the spans; one that lies outside the text or inside an earlier one marks nothing."""
    pieces: list[Piece] = []
    position = 0
    for (start, end), index, term in sorted(marks, key=lambda m: (m[0][0], -m[0][1], m[1])):
        if not position <= start < end <= len(text):
            continue
        pieces.append(Piece(text=displayable(text[position:start])))
        mark = Mark(
            index=index,
            mode=term.mode,
            unmet=is_unmet(term),
            otherwise=not term.met and not is_unmet(term),
            description=displayable(labels.describe_term(term)),
        )
        pieces.append(Piece(text=displayable(text[start:end]), mark=mark))
        position = end
    pieces.append(Piece(text=displayable(text[position:])))
    return tuple(piece for piece in pieces if piece.text)


def _doubts(issues: tuple[Issue, ...], terms: tuple[TermResult, ...]) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(check=displayable(doubt.check), severity=doubt.severity, message=displayable(doubt.message))
        for doubt in doubts_of(terms, issues)
    )


def _days(articles: tuple[ArticleView, ...]) -> Iterator[Day]:
    for index, (date, group) in enumerate(groupby(articles, key=lambda a: a.date), 1):
        vi, en = labels.date_vi(date), labels.date_en(date)
        yield Day(anchor=f"day-{index}", date=date, vi=vi, en=en, articles=tuple(group))


def _term_uses(articles: Iterable[ArticleView]) -> Iterator[TermUse]:
    """The glossary's terms one by one, where they stand."""
    for article in articles:
        for where, term in article.terms:
            if term.mode != "quantity":
                places = ((article.number, where),)
                yield TermUse(vi=term.vi, en=term.en, count=1, unmet=is_unmet(term), places=places)
