"""Digests built by hand: a plain one that reads like a newspaper and a nasty one that tries to break out of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

import pytest

from songngu.records import (
    Article,
    Bilingual,
    Digest,
    Issue,
    Kind,
    Mode,
    OverviewSentence,
    SummarySentence,
    TermResult,
    TranslatedSegment,
)

SIGNATURE = "songngu:0.1.0|engine:ctranslate2|model:vi-en|sha256:0f3a|glossary:77ab|segmenter:1"
NASTY = (
    "<script>window.injected = 1</script>",
    '"><img src=x onerror="window.injected=1"> \' onmouseover=window.injected=1',
    "]]></style><style>*{display:none}</style>--> </textarea></title>",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    "\u202eđảo ngược\u202c, \u2067isolate\u2069 and \u200bzero width",
    "👩‍👩‍👧‍👦 🇻🇳 emoji và dấu: Ế ộ ữ ặ Ỹ",
    "Donaudampfschifffahrt" * 20,
    "# * _nhấn_ **mạnh** `mã` [liên kết](http://example.com) ![ảnh](x.png) ~~xoá~~ | bảng | $x^2$",
    "- gạch đầu dòng",
    "1. đánh số",
    "2) cũng thế",
    "+ cộng",
    "=====",
    "---",
    "> trích",
    "    thụt lề",
    "&lt;b&gt; &amp; &#x41; &nbsp;",
    "http://example.com/a_b_c và www.example.com, a@b.vn <http://example.com>",
    "dòng một\ndòng hai\r\n# dòng ba\n\n***\u2028hết \\",
    "javascript:alert(1)",
    "[ghi chú]: http://example.com 'tên'",
    "[^1]: chú thích",
    ": định nghĩa",
    "NUL\x00 BEL\x07 DEL\x7f \ufffe",
    "!",
    "***",
    "```",
    "tận cùng hai cách  ",
    "#",
    "Tiêu đề #",
)


def make_term(vi: str, en: str, source: str, target: str, mode: Mode = "enforce") -> TermResult:
    """The first occurrence of a term on both sides, unmet where the English lacks it."""
    start, found = source.index(vi), target.find(en)
    return TermResult(
        vi=vi,
        en=en,
        vi_span=(start, start + len(vi)),
        en_span=(found, found + len(en)) if found >= 0 else None,
        mode=mode,
        met=found >= 0,
        how="model" if found >= 0 else "unmet",
    )


def make_segment(
    number: int,
    vi: str,
    en: str,
    terms: Sequence[tuple[str, str] | tuple[str, str, Mode]] = (),
    issues: Sequence[Issue] = (),
    kind: Kind = "text",
    paragraph: int | None = None,
) -> TranslatedSegment:
    return TranslatedSegment(
        id=f"s{number}",
        paragraph=number if paragraph is None else paragraph,
        kind=kind,
        vi=vi,
        en=en,
        terms=tuple(make_term(t[0], t[1], vi, en, t[2] if len(t) == 3 else "enforce") for t in terms),
        issues=tuple(issues),
    )


def make_article(
    id: str,
    segments: Sequence[TranslatedSegment],
    *,
    date: datetime.date | None = None,
    title: str | None = None,
    summary: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Article:
    """An article of these segments; `title` and `summary` name segments."""
    by_id = {segment.id: segment for segment in segments}
    head = by_id[title] if title else segments[0]
    return Article(
        id=id,
        path=f"{id}.txt",
        date=date,
        title=Bilingual(vi=head.vi, en=head.en, segment=title),
        summary=tuple(SummarySentence(segment=s, vi=by_id[s].vi, en=by_id[s].en) for s in summary),
        segments=tuple(segments),
        signature=SIGNATURE,
        notes=tuple(notes),
    )


def make_digest(articles: Sequence[Article]) -> Digest:
    """A digest whose overview is the first summary sentence of each article."""
    overview = tuple(
        OverviewSentence(
            article=a.id, segment=a.summary[0].segment, date=a.date, vi=a.summary[0].vi, en=a.summary[0].en
        )
        for a in articles
        if a.summary
    )
    return Digest(articles=tuple(articles), overview=overview, signature=SIGNATURE)


def _storm() -> Article:
    numbers = Issue(check="numbers", severity="warning", message="the source has 120, the English has 12")
    return make_article(
        "bao-so-9",
        [
            make_segment(1, "Bão số 9 áp sát Quảng Nam", "Storm No. 9 nears Quang Nam", [("Quảng Nam", "Quang Nam")]),
            make_segment(
                2,
                "Người dân Hội An chằng chống nhà cửa. Ảnh: TTXVN",
                "Hoi An residents brace. Photo: VNA",
                kind="caption",
            ),
            make_segment(
                3,
                "Sáng 6/1, bão số 9 cách bờ biển Quảng Nam khoảng 120 km.",
                "On the morning of January 6, Storm No. 9 was about 12 km off the coast of Quang Nam.",
                [("6/1", "January 6", "quantity"), ("Quảng Nam", "Quang Nam"), ("bão", "typhoon", "prefer")],
                [numbers],
            ),
            make_segment(
                4,
                "Trung tâm Dự báo Khí tượng Thủy văn Quốc gia cho biết gió mạnh nhất đạt cấp 12.",
                "The weather centre said the strongest winds reached force 12.",
                [
                    (
                        "Trung tâm Dự báo Khí tượng Thủy văn Quốc gia",
                        "National Centre for Hydro-Meteorological Forecasting",
                    )
                ],
                paragraph=3,
            ),
            make_segment(5, "Sơ tán trước 17 giờ", "Evacuation before 5 p.m.", kind="heading"),
            make_segment(6, "Khoảng 45.000 hộ dân sẽ được sơ tán.", "About 45,000 households will be evacuated."),
            make_segment(7, "Hoàng Lan", "Hoang Lan", kind="byline"),
        ],
        date=datetime.date(2026, 1, 6),
        title="s1",
        summary=["s3", "s6"],
    )


def _match() -> Article:
    return make_article(
        "chung-ket",
        [
            make_segment(1, "Việt Nam thắng Thái Lan 2-1.", "Vietnam beat Thailand 2-1.", [("Việt Nam", "Vietnam")]),
            make_segment(2, "Trận lượt về diễn ra ngày 9/1.", "The second leg is on January 9.", paragraph=1),
        ],
        date=datetime.date(2026, 1, 5),
        summary=["s1"],
    )


@pytest.fixture(scope="session")
def plain_digest() -> Digest:
    return make_digest([_storm(), _match()])


@pytest.fixture(scope="session")
def empty_digest() -> Digest:
    return make_digest([])


@pytest.fixture(scope="session")
def nasty_digest() -> Digest:
    """Every nasty string as text, title, path, id, summary, issue, note, term and signature."""
    issues = [Issue(check=text, severity="error", message=text) for text in NASTY]
    segments = [make_segment(n, text, text[::-1], issues=issues[:n]) for n, text in enumerate(NASTY, 1)]
    segments += [make_segment(99, NASTY[0], NASTY[1], [(NASTY[0], "nowhere")], kind="heading")]
    many = make_article('"><script>/..?#&', segments, summary=["s1", "s8"], notes=NASTY)
    marked = [make_segment(n, text, text, [(text, text)]) for n, text in enumerate(NASTY, 1)]
    kinds: tuple[Kind, ...] = ("heading", "caption", "byline")
    rest = [
        make_article(f"{kind} {n}", [make_segment(1, text, text, kind=kind)], title="s1" if n % 2 else None)
        for n, text in enumerate(NASTY)
        for kind in kinds
    ]
    caption = make_article("caption-only", [make_segment(1, "Ảnh: TTXVN", "", kind="caption")])
    bare = Article(
        id="bare", path="", date=None, title=Bilingual(vi="", en=""), summary=(), segments=(), signature=NASTY[0]
    )
    digest = make_digest([many, make_article("marked", marked), *rest, caption, bare])
    lost = OverviewSentence(article="gone", segment="s1", date=None, vi=NASTY[0], en=NASTY[1])
    return Digest(articles=digest.articles, overview=(*digest.overview, lost), signature=NASTY[1])


def shown(text: str) -> str:
    """Text as a reader sees it: no control characters, white space as single spaces."""
    text = re.sub("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]", "", text)
    return re.sub(r"[\s\x1c-\x1f\x85]+", " ", text).strip()
