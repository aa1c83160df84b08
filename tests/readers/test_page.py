"""Web pages whose markup says little: what is the article, and what isn't."""

from __future__ import annotations

import datetime

import pytest
from tests.readers import made

from songngu.readers.page import read_page

MENU = (
    "<div class='menu'><ul>" + "".join(f"<li><a href='/{n}'>Chuyên mục {n}</a></li>" for n in range(30)) + "</ul></div>"
)
RELATED = "<h3><a href='/x'>Một tin khác của ngày hôm nay</a></h3>" * 5
FOOT = "<div class='foot'><p>Tòa soạn: 12 Lê Lợi, Hà Nội. Điện thoại 024 1234 5678.</p></div>"
TEXTS = [made.LEAD, made.FIRST, made.SECOND, made.LAST]


def read(body: str) -> list[str]:
    head = f"<title>{made.TITLE} | Báo A</title>"
    page = f"<html><head>{head}</head><body>{MENU}{body}{RELATED}{FOOT}</body></html>"
    return [block.text for block in read_page(page.encode(), "a.html").blocks]


@pytest.mark.parametrize(
    ("opening", "piece", "closing"),
    [
        ("<h1>{}</h1><div class='x'>", "<div>{}</div>", "</div>"),
        ("<h1>{}</h1><div>", "<p><span><span>{}</span></span></p>", "</div>"),
        ("<h3 class='post-title'><a href='/'>{}</a></h3><div class='post-body'>", "{}<br/><br/>", "</div>"),
        ("<table><tr><td><b>{}</b></td></tr><tr><td>", "<p class=pBody>{}</p>", "</td></tr></table>"),
    ],
)
def test_an_article_is_whole_and_menus_and_links_are_not_in_it(opening: str, piece: str, closing: str) -> None:
    found = read(opening.format(made.TITLE) + "".join(map(piece.format, TEXTS)) + closing)
    assert found == [made.TITLE, *TEXTS]


def test_a_page_without_furniture_is_read_whole() -> None:
    page = "<p>Ngắn.</p><p>Rất ngắn.</p>"
    assert [block.text for block in read_page(page.encode(), "a.html").blocks] == ["Ngắn.", "Rất ngắn."]


def test_a_page_of_too_many_elements_is_read_whole_and_said_so() -> None:
    source = read_page(("<nav>Trang chủ</nav>" + "<p>Một câu.</p>" * 13_000).encode(), "a.html")
    assert len(source.blocks) == 13_001
    assert source.notes[-1].startswith("read whole")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta property='article:published_time' content='2026-01-11T23:30:00Z'>", ""),
        ("<script type='application/ld+json'>[{'@type': 'x'}]</script><meta name=pubdate content='12/01/2026'>", ""),
        ('<script type="application/ld+json">{"@type":["NewsArticle"],"datePublished":"2026-01-12"}</script>', ""),
        ("", "<time datetime='2026-01-12'>hôm qua</time>"),
        ("", "<span class='post-date'>Thứ Hai, 12/01/2026 10:30 (GMT+7)</span>"),
    ],
)
def test_the_date_is_the_one_the_page_was_published(head: str, body: str) -> None:
    page = f"<html><head>{head}</head><body>{body}<p>{made.FIRST}</p></body></html>"
    assert read_page(page.encode(), "a.html").date == datetime.date(2026, 1, 12)


def test_markup_nested_too_deep_is_refused_not_cut() -> None:
    from songngu.errors import ReadError

    with pytest.raises(ReadError, match="nested too deep"):
        read_page(("<div>" * 5_000 + "x").encode(), "a.html")
