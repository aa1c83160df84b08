"""What each paragraph is, and that no text is lost, merged or moved on the way to segments."""

from __future__ import annotations

import datetime
import time
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.readers.plain import parse_plain
from songngu.readers.source import Block, Source
from songngu.readers.structure import MOST_WORDS, build_document
from songngu.records import Document

LEAD = "Ngân hàng Nhà nước quyết định giảm lãi suất điều hành thêm nửa điểm phần trăm để hỗ trợ doanh nghiệp năm nay."
BODY = "Quyết định có hiệu lực từ tuần sau. Theo ông Hùng, lãi suất cho vay sẽ giảm theo trong vài tháng tới ở mọi nơi."


def document(*paragraphs: str) -> Document:
    return build_document(parse_plain("\n\n".join(paragraphs)), id="a", path="a.txt")


def kinds(*paragraphs: str) -> list[str]:
    return [
        next(group).kind for _, group in groupby(document(*paragraphs).segments, key=lambda segment: segment.paragraph)
    ]


def rebuilt(article: Document) -> list[str]:
    """The paragraphs as the segments spell them."""
    return [
        "".join(segment.vi + segment.after for segment in group)
        for _, group in groupby(article.segments, key=lambda segment: segment.paragraph)
    ]


@pytest.mark.parametrize(
    ("first", "date", "text"),
    [
        ("date 2026-01-06 Giá vàng tăng mạnh", (2026, 1, 6), "Giá vàng tăng mạnh"),
        (" date 2026-01-06 Người dân mua vàng (Ảnh: Reuters).", (2026, 1, 6), "Người dân mua vàng (Ảnh: Reuters)."),
        ("date 2026-01-06\n\nGiá vàng tăng mạnh", (2026, 1, 6), "Giá vàng tăng mạnh"),
        ("Thứ Hai, 12/1/2026, 10:30\n\nGiá vàng tăng mạnh", (2026, 1, 12), "Giá vàng tăng mạnh"),
        ("Giá vàng tăng mạnh\n\n12/01/2026 08:15 GMT+7", (2026, 1, 12), "Giá vàng tăng mạnh"),
    ],
)
def test_the_date_leaves_the_text(first: str, date: tuple[int, int, int], text: str) -> None:
    article = document(first, LEAD, BODY)
    assert article.date == datetime.date(*date)
    assert rebuilt(article) == [text, LEAD, BODY]


def test_a_date_deep_in_the_text_stays() -> None:
    assert rebuilt(document(LEAD, BODY, LEAD, BODY, "12/01/2026"))[-1] == "12/01/2026"


def test_title() -> None:
    article = document("Giảm lãi suất điều hành", LEAD, BODY)
    assert article.title_id == "s1"
    assert article.segments[0].kind == "heading"


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (LEAD, "a lead ends in a full stop"),
        ("Người dân mua vàng ở Hà Nội (Ảnh: Reuters)", "a caption isn't a title"),
        ("Nguồn: Reuters", "nor is a source"),
        ("- Giá vàng", "nor an item"),
    ],
)
def test_no_title(first: str, why: str) -> None:
    assert document(first, LEAD, BODY).title_id is None, why


def test_one_paragraph_has_no_title() -> None:
    assert document("Giảm lãi suất điều hành").title_id is None


@pytest.mark.parametrize(
    ("paragraph", "kind", "why"),
    [
        ("Cuộc họp ở Paris (Ảnh: Reuters).", "caption", "a credit in brackets"),
        ("Tổng thống Pháp. (Ảnh: Reuters/Isabel Infantes)", "caption", "a credit after the full stop"),
        ("Phái đoàn Mỹ (trái) gặp phái đoàn Ukraine ngày 30.11 Ảnh: Reuters", "caption", "a credit without brackets"),
        ("Đám cháy ở cảng Hải Phòng - Ảnh: TIẾN THẮNG.", "caption", "a credit after a dash, in capitals"),
        ("Bài đăng trên mạng - Ảnh chụp màn hình", "caption", "a credit without a name"),
        ("Ảnh: AFP", "caption", "the credit alone"),
        ("Nguồn ảnh: AFP", "caption", "the credit alone, longer"),
        ("(Nguồn: Bộ Y tế)", "caption", "the source of a chart"),
        ("Hiện trường vụ tai nạn.", "caption", "a scene"),
        ("Cuộc họp thượng đỉnh tại Paris hôm 6/1.", "caption", "an event with its place and day, nothing told"),
        ("Ông Lê Văn Nam (trái) và cộng sự.", "caption", "who stands where"),
        ("Ông Hùng nói lãi suất sẽ giảm.", "text", "a short sentence that tells"),
        ("Nhưng giá vàng vẫn tăng.", "text", "a short sentence that argues"),
        ("Bà bước vào chính trường năm 2013.", "text", "a pronoun with a verb"),
        ("Lãi suất giảm vì đâu?", "heading", "a sub-heading may ask"),
        ("1. Nguyên nhân", "heading", "numbered"),
        ("Ứng phó với lạm phát trong tương lai", "heading", "no final stop"),
        ("- Giữ ổn định tỷ giá", "text", "an item of a list"),
        ("(Theo Reuters)", "byline", "the source in brackets"),
        ("Theo VnExpress", "byline", "the source"),
        ("Tổng hợp: Minh Anh", "byline", "a role with a name"),
    ],
)
def test_kinds(paragraph: str, kind: str, why: str) -> None:
    assert kinds("Giảm lãi suất", LEAD, paragraph, BODY)[2] == kind, why


@pytest.mark.parametrize("line", ["Nguyễn Văn A", "Vũ Anh - Minh Châu", "T.H", "Hồng Hạnh (Theo AFP)", "PV"])
def test_author_lines_end_an_article(line: str) -> None:
    assert kinds("Giảm lãi suất", LEAD, BODY, line)[-1] == "byline"


@pytest.mark.parametrize("line", ["Như Tâm", "Vũ Anh - Minh Châu", "Hồng Hạnh (Theo AFP)"])
def test_the_author_may_sign_the_last_paragraph(line: str) -> None:
    body = f"{BODY} {BODY} {line}"
    for paragraphs in (
        (body,),
        (LEAD, body),
        ("Giảm lãi suất", LEAD, body, "Tin liên quan"),
        (LEAD, body, f"Xem thêm: {LEAD}"),
    ):
        segments = document(*paragraphs).segments
        signed = [segment for segment in segments if segment.kind == "byline"]
        assert [segment.vi for segment in signed] == [line]
        assert "".join(s.vi + s.after for s in segments if s.paragraph == signed[0].paragraph) == body


def test_a_credit_may_end_an_article_of_one_paragraph() -> None:
    segments = document(" ".join([BODY] * 10) + " Ảnh: Thành Nguyễn").segments
    assert [segment.kind for segment in segments] == ["text"] * 20 + ["byline"]


@pytest.mark.parametrize(
    "line",
    [
        "Hà Nội.",
        "Giá vàng tăng",
        "Như Tâm và các bạn",
        "Ai thắng?",
        "Việt Nam - Thái Lan",
        "Hà Nội, Hải Phòng, Đà Nẵng",
        "Giải Nhì: Trần Thị Bích",
        "Malaysia, Indonesia",
        "Email: an@tienphong.vn",
    ],
)
def test_other_last_sentences_are_text(line: str) -> None:
    assert document(LEAD, f"{BODY} {BODY} {line}").segments[-1].kind == "text"


@pytest.mark.parametrize(
    "prefix", ["TPO -", "TTO -", "TTCT -", "SKĐS –", "(Dân trí) -", "(NLĐO) –", "VOV.VN -", "(Chinhphu.vn) -"]
)
def test_an_agency_prefix_is_a_segment_of_its_paragraph(prefix: str) -> None:
    article = document("Giảm lãi suất", f"{prefix} {LEAD}", BODY)
    byline, lead = article.segments[1:3]
    assert (byline.vi, byline.after, byline.kind, byline.paragraph) == (prefix, " ", "byline", 1)
    assert (lead.vi, lead.kind, lead.paragraph) == (LEAD, "text", 1)


def test_what_leads_to_another_article_is_a_segment_of_its_own() -> None:
    lead, title = document("Giảm lãi suất", LEAD, "Xem thêm: Giá vàng tăng mạnh").segments[2:]
    assert (lead.vi, lead.after, lead.kind) == ("Xem thêm:", " ", "text")
    assert (title.vi, title.kind, title.paragraph) == ("Giá vàng tăng mạnh", "text", lead.paragraph)


def test_a_name_before_a_dash_is_no_agency() -> None:
    assert (
        kinds("Giảm lãi suất", "EU - khối 27 nước - đã nhất trí giảm lãi suất trong năm nay ở mọi nước.", BODY)[1]
        == "text"
    )


def test_very_long_sentences_are_split() -> None:
    article = document("từ " * 1000 + "cuối.")
    assert max(len(segment.vi.split()) for segment in article.segments) <= MOST_WORDS
    assert rebuilt(article) == ["từ " * 1000 + "cuối."]


PARAGRAPH = st.text(min_size=1) | st.lists(
    st.sampled_from(
        ["TPO - ", "(Ảnh: AFP)", "Hà Nội", " ", ". ", "? ", "date 2026-01-06 ", "1. ", "Theo AFP", "\t", '"', "tăng "]
    ),
    min_size=1,
    max_size=20,
).map("".join)


@settings(deadline=None)
@given(st.lists(PARAGRAPH.map(str.strip).filter(bool), min_size=1, max_size=8))
def test_nothing_lost_merged_or_moved(paragraphs: list[str]) -> None:
    blocks = tuple(Block(text=paragraph) for paragraph in paragraphs)
    article = build_document(Source(blocks=blocks), id="a", path="a.txt")
    kept = rebuilt(article)
    if article.date is None:
        assert kept == paragraphs
    else:  # only the date line or prefix is gone
        without_line = [paragraphs[:index] + paragraphs[index + 1 :] for index in range(len(paragraphs))]
        assert kept in without_line or (kept[1:] == paragraphs[1:] and paragraphs[0].endswith(kept[0]))


@settings(deadline=None)
@given(st.lists(PARAGRAPH.map(str.strip).filter(bool), min_size=1, max_size=8))
def test_segments_are_bare_and_numbered(paragraphs: list[str]) -> None:
    article = build_document(Source(blocks=tuple(Block(text=one) for one in paragraphs)), id="a", path="a.txt")
    assert [segment.id for segment in article.segments] == [f"s{n + 1}" for n in range(len(article.segments))]
    assert all(segment.vi == segment.vi.strip() != "" for segment in article.segments)
    assert article.title_id in {None, *(segment.id for segment in article.segments)}


@pytest.mark.parametrize("piece", ["(", "-", "a.", "A.", '"', "“", "Ảnh: ", "Theo A, ", "1.", "...", "a "])
def test_the_time_grows_as_the_text(piece: str) -> None:
    long = piece * (200_000 // len(piece))
    start = time.perf_counter()
    source = Source(blocks=(Block(text="Đầu đề"), Block(text=f"Câu một. {long}"), Block(text=long.strip())))
    document = build_document(source, id="a", path="a.txt")
    assert time.perf_counter() - start < 10
    assert sum(len(segment.vi) + len(segment.after) for segment in document.segments) >= 399_000
