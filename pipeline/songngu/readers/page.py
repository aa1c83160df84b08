"""Web pages: trafilatura tells the article from menus and comments; title, date, source and captions are kept."""

from __future__ import annotations

import datetime
import json
import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from songngu.readers.bylines import is_byline
from songngu.readers.dates import date_line, field_date
from songngu.readers.encodings import decode
from songngu.readers.markup import HEADINGS, Tree, blocks_of, parse_html
from songngu.readers.source import Block, Source
from songngu.readers.tidy import source_note, tidy, titled
from songngu.text.normalise import clean, fold

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]*encoding=[\"']([\w-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says its encoding
_TOO_MANY = 12_000  # elements; choosing takes time by their square. News pages have 500 to 4,000
_LONG = 20  # words of a block that is no menu
_FURNITURE = ("nav", "aside", "footer", "form", "script", "iframe", "button", "menu")
_WORD = re.compile(r"\w+")
_LEAD = re.compile(
    r"sapo|(?:^|[\s_-])(?:lead|description|summary|chapeau|standfirst|excerpt)(?:$|[\s_-])", re.IGNORECASE
)
_AUTHOR = re.compile(r"author|tac-?gia|byline", re.IGNORECASE)
_APART = re.compile(
    r"comment|binh-?luan|related|lien-?quan|tin-?khac|sidebar|share|social|breadcrumb|newsletter|advert"
    r"|(?:^|[\s_-])(?:foot|footer|menu|nav|navbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SURE_WORDS = 5  # a shorter block may stand in a menu and in the article
_LEAD_WORDS = 8
_DATED = re.compile(r"date|time|publish|ngay|posted", re.IGNORECASE)
_DATE_FIELDS = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "dc.date", "dc.date.issued",
    "dcterms.created", "dc.created", "og:published_time", "article.published", "date", "article:modified_time",
)  # fmt: skip
_TITLE_ENDS = re.compile(r"\s+(?:[|–—\-»:·]|&#8211;)\s+[^|–—»]{2,40}$")


def read_page(data: bytes, where: str) -> Source:
    """Read a page saved from the web, a word processor or by hand. Raises ReadError."""
    declared = _CHARSET.search(data[:_HEAD])
    encoding = (declared[1] or declared[2]).decode() if declared else ""
    text, notes = decode(data, where, declared=encoding)
    tree = parse_html(text, where)
    facts = _facts(tree)
    blocks, cleaned = tidy(blocks_of(tree))
    chosen: tuple[str, ...] = ()
    size = sum(1 for _ in tree.iter())
    if size > _TOO_MANY:
        chosen = (f"read whole: the page has {size:,} elements, too many to tell the article from the rest",)
    elif _has_furniture(tree):
        total = _count(blocks)
        article = _article(tree, facts["title"])
        if article:
            blocks = article
            told = min(_count(titled(facts["title"], blocks)), total)
            chosen = (f"the article taken out of the page: {told} of its {total} words",)
    return Source(
        blocks=titled(facts["title"], blocks),
        date=_date(tree),
        notes=notes + cleaned + chosen + source_note(facts["publisher"], facts["author"], facts["url"]),
    )


def _count(blocks: Sequence[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _has_furniture(tree: Tree) -> bool:
    """Whether the page has anything that isn't the article; word processors and people write pages without."""
    if any(next(tree.iter(tag), None) is not None for tag in _FURNITURE):
        return True
    linked = sum(len(_WORD.findall(link.text_content())) for link in tree.iter("a"))
    return linked * 5 > len(_WORD.findall(tree.text_content()))


def _article(tree: Tree, title: str) -> tuple[Block, ...]:
    """The blocks of the page that are its article, in order; none where no article is found.

    trafilatura tells which text is the article's. It leaves out some sub-headings, most captions, and the lead where
    that stands above what holds the rest: those are kept where they stand between what it gives.
    """
    found = _key("".join(_extracted(tree)))
    if not found:
        return ()
    pruned = deepcopy(tree)
    _take_furniture_out(pruned)
    lead = _key(_lead(pruned))
    blocks = [_as_text(block, lead) for block in tidy(blocks_of(pruned))[0]]
    keys = [_key(block.text) for block in blocks]
    inside = [bool(key) and (key in found or key in lead) for key in keys]
    sure = [index for index, block in enumerate(blocks) if inside[index] and len(block.text.split()) >= _SURE_WORDS]
    if not sure:
        return ()
    first, last = sure[0], sure[-1]
    while last + 1 < len(blocks) and inside[last + 1]:
        last += 1
    above = [index for index in range(first) if keys[index] == _key(title)]
    if above:  # a page of <div>s only: what stands under the title is the article, whatever else was found
        long = [index for index in range(above[-1] + 1, first) if len(blocks[index].text.split()) >= _LONG]
        first = long[0] if len(long) > 1 else first
        inside = [one or (first <= index < sure[0]) for index, one in enumerate(inside)]
    kept = [
        block
        for index, block in enumerate(blocks[: last + 1])
        if (index >= first and (inside[index] or block.kind in ("heading", "caption")))
        or (above and above[-1] < index < first and block.kind == "caption")
    ]
    return (*kept, *_author(pruned, kept))


def _as_text(block: Block, lead: str) -> Block:
    """A lead may be marked as a heading, which it isn't."""
    return Block(text=block.text) if block.kind == "heading" and lead and _key(block.text) in lead else block


def _extracted(tree: Tree) -> Iterator[str]:
    """The text of the article as trafilatura finds it."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # Without its comparison of methods (`fast`): that takes minutes for long pages and loses captions and headings.
    found = trafilatura.bare_extraction(deepcopy(tree), include_comments=False, fast=True)
    body = getattr(found, "body", None)
    if body is not None:
        yield from body.itertext()


def _take_furniture_out(tree: Tree) -> None:
    """Remove menus, comments, related articles and the like, unless that is most of the page."""
    for element in list(tree.iter("script", "style", "noscript", "template")):
        element.drop_tree()
    most = len(tree.text_content()) // 2
    for element in list(tree.iter()):
        if element is tree or not (_is_furniture(element) or _is_link(element)):
            continue
        if len(element.text_content()) < most:
            element.drop_tree()


def _is_link(element: Tree) -> bool:
    """Whether it's a paragraph or item that is nothing but a link: to a related article, as a rule."""
    if element.tag not in ("p", "li", "h2", "h3", "h4", "h5", "h6") or len(list(element.iter("a"))) != 1:
        return False
    link = next(element.iter("a"))
    return _key(link.text_content()) == _key(element.text_content()) != ""


def _is_furniture(element: Tree) -> bool:
    if element.tag in _FURNITURE:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag not in ("html", "body", "article", "main") and bool(_APART.search(names))


def _key(text: str) -> str:
    """What two writings of one text share: its letters and figures."""
    return "".join(_WORD.findall(fold(clean(text)[0])))


def _lead(tree: Tree) -> str:
    """The lead that pages mark as such, "" where there is none."""
    for element in tree.iter("p", "h2", "h3", "div", "strong"):
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if _LEAD.search(names):
            lead, _ = tidy(blocks_of(element))
            if 0 < len(lead) <= 2 and _count(lead) >= _LEAD_WORDS:
                return "".join(block.text for block in lead)
    return ""


def _author(tree: Tree, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The line that names the author, which trafilatura takes for furniture; none where the article has it."""
    have = {_key(block.text) for block in blocks}
    for element in tree.iter("p", "div", "span", "strong", "a"):
        if not _AUTHOR.search(element.get("class", "")):
            continue
        line = _one_line(element.text_content())
        if line and is_byline(line, last=True):
            return () if _key(line) in have else (Block(text=line, kind="byline"),)
    return ()


def _facts(tree: Tree) -> dict[str, str]:
    """Title, publisher, author and URL as the page's own fields give them, "" where it has none."""
    fields = _meta(tree)
    linked = _linked_data(tree)
    address = next((link.get("href", "") for link in tree.iter("link") if link.get("rel") == "canonical"), "")
    return {
        "title": _title(tree, fields, linked),
        "publisher": fields.get("og:site_name", "") or _name(linked.get("publisher")) or _name(linked.get("site")),
        "author": _name(linked.get("author")) or fields.get("author", "") or fields.get("article:author", ""),
        "url": address or fields.get("og:url", ""),
    }


def _meta(tree: Tree) -> dict[str, str]:
    fields: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and (content := (meta.get("content") or "").strip()):
            fields.setdefault(name.lower(), content)
    return fields


def _linked_data(tree: Tree) -> dict[str, Any]:
    """What the page says of its article in JSON-LD (schema.org), and as `site` of the site it is on.

    What can't be read says nothing.
    """
    article: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for one in found if isinstance(found, list) else [found]:
            graph = one.get("@graph", [one]) if isinstance(one, dict) else []
            for part in graph if isinstance(graph, list) else []:
                if not isinstance(part, dict):
                    continue
                if re.search(r"Article|Posting", str(part.get("@type"))):
                    article = part | article
                elif part.get("@type") == "WebSite":
                    article = {**article, "site": part}
    return article


def _name(value: object) -> str:
    """The name in a person, an organisation or a list of them."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:5])))
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _title(tree: Tree, fields: dict[str, str], linked: dict[str, Any]) -> str:
    """The one big heading that the page's own title begins with; else that title without the site's name."""
    named = next((_one_line(element.text_content()) for element in tree.iter("title")), "")
    candidates = [fields.get("og:title", ""), str(linked.get("headline") or ""), named]
    claims = [_key(one) for one in candidates if one]
    headings = [_one_line(element.text_content()) for tag in HEADINGS[:2] for element in tree.iter(tag)]
    for heading in filter(None, headings):
        if any(claim.startswith(_key(heading)) for claim in claims):
            return heading
    headings = [_one_line(element.text_content()) for element in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    return next((_TITLE_ENDS.sub("", _one_line(one)) for one in candidates if one.strip()), "")


def _one_line(text: str) -> str:
    return " ".join(clean(text)[0].split())


def _date(tree: Tree) -> datetime.date | None:
    """The day the page says it was published: its fields first, then what it shows in a place for dates."""
    fields, linked = _meta(tree), _linked_data(tree)
    told = [fields.get(name, "") for name in _DATE_FIELDS[:1]] + [str(linked.get("datePublished") or "")]
    told += [fields.get(name, "") for name in _DATE_FIELDS[1:]]
    told += [element.get("datetime", "") for element in tree.iter("time")][:3]
    for value in filter(None, told):
        if date := field_date(value):
            return date
    for element in tree.iter("span", "div", "p", "time", "li", "em", "small"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        dated = (element.tag == "time" or _DATED.search(names)) and len(element) < 4
        if dated and (date := date_line(_one_line(element.text_content())[:200])):
            return date
    return None
