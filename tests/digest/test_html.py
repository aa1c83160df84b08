"""The page is closed: nothing comes in from outside, nothing an article says gets out of its place."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.digest.html import build_environment, render_html
from songngu.digest.view import build_page
from songngu.records import Article, Bilingual, Digest, Issue, SummarySentence, TermResult, TranslatedSegment

VOID = {"meta", "link", "input", "br", "img", "hr"}
URL_ATTRIBUTES = {"src", "href", "srcset", "action", "formaction", "data", "poster", "background"}


class Parsed(HTMLParser):
    """Every element with its attributes, the text inside each, and the headings in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"attribute twice in {tag}: {attrs}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]


@pytest.fixture(scope="module")
def nasty(nasty_digest: Digest) -> Parsed:
    return Parsed(render_html(nasty_digest))


@pytest.fixture(scope="module")
def plain(plain_digest: Digest) -> Parsed:
    return Parsed(render_html(plain_digest))


def test_every_element_is_closed(nasty: Parsed) -> None:
    assert nasty.open == []


def test_articles_add_no_element_and_no_attribute(nasty: Parsed, plain: Parsed) -> None:
    def shapes(page: Parsed) -> set[tuple[str, str]]:
        return {(tag, name) for tag, attributes in page.elements for name in attributes}

    # All that the nasty page has beyond the plain one, on purpose: the sign of an empty translation and why no date.
    assert {tag for tag, _ in nasty.elements} - {tag for tag, _ in plain.elements} == {"i"}
    assert shapes(nasty) - shapes(plain) == {("i", "class"), ("span", "title")}


def test_one_script_and_one_style_and_their_hashes_are_the_policy(nasty: Parsed) -> None:
    assert [tag for tag, _ in nasty.elements if tag in {"script", "style"}] == ["style", "script"]
    policy = next(a["content"] or "" for _, a in nasty.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        text = "".join(data for tag, data in nasty.texts if tag == name)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_the_policy_comes_before_style_and_script(nasty: Parsed) -> None:
    tags = [tag if attributes.get("http-equiv") is None else "policy" for tag, attributes in nasty.elements]
    assert tags.index("policy") < tags.index("style") < tags.index("script")


def test_links_stay_in_the_page_and_reach_something(nasty: Parsed, plain: Parsed) -> None:
    for page in (nasty, plain):
        ids = set(page.ids())
        for tag, attributes in page.elements:
            for name in URL_ATTRIBUTES & set(attributes):
                value = attributes[name] or ""
                assert value.startswith("data:image/svg+xml,") if tag == "link" else value[1:] in ids, (tag, value)
            for name in ("aria-labelledby", "aria-describedby", "for"):
                assert name not in attributes or attributes[name] in ids


def test_ids_are_unique(nasty: Parsed) -> None:
    assert len(nasty.ids()) == len(set(nasty.ids()))


def test_no_inline_style_or_handler(nasty: Parsed) -> None:
    names = {name for _, attributes in nasty.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_every_text_is_shown_whole(nasty_digest: Digest) -> None:
    page = render_html(nasty_digest).decode()
    environment = build_environment()
    sentence = environment.from_string("{{ text }}")
    for day in build_page(nasty_digest).days:
        for article in day.articles:
            for pair in (article.title, *(pair for row in article.rows for pair in row.pairs)):
                if pair.vi_text:
                    assert f">{sentence.render(text=pair.vi_text)}<" in page


def test_heading_levels_never_skip(nasty: Parsed, plain: Parsed) -> None:
    for page in (nasty, plain):
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_the_title_line_is_printed_once(plain: Parsed) -> None:
    # In the contents and as the headline; not again in the body.
    headline = [a for tag, a in plain.elements if tag == "span" and a.get("data-segment") == "s1"]
    assert [a["id"] for a in headline if (a["id"] or "").startswith("a:bao-so-9")] == [
        "a:bao-so-9:s1",
        "a:bao-so-9:s1:en",
    ]


def test_terms_say_entry_target_and_how(plain: Parsed) -> None:
    titles = [a["title"] for tag, a in plain.elements if tag == "mark" and "title" in a]
    # Once, on the Vietnamese; the script copies it to the English when that is pointed at.
    assert titles.count("6/1 → January 6 · date, number or amount · written by the model") == 1
    unmet = [a for tag, a in plain.elements if tag == "mark" and "unmet" in (a["class"] or "") and "title" in a]
    assert len(unmet) == 1
    assert (unmet[0]["title"] or "").endswith("not in the translation")
    otherwise = [a.get("title") for tag, a in plain.elements if tag == "mark" and a["class"] == "t prefer otherwise"]
    assert [(title or "").split(" → ")[0] for title in otherwise if title] == ["bão"]


def test_doubts_describe_both_sentences(plain: Parsed) -> None:
    described = [a["id"] for _, a in plain.elements if a.get("aria-describedby") == "a:bao-so-9:s3:doubt"]
    assert described == ["a:bao-so-9:s3", "a:bao-so-9:s3:en"]


def test_a_sign_stands_wherever_a_doubtful_sentence_does(plain: Parsed) -> None:
    # In the overview, in the summary and in the text, in both languages (the style hides one of the two).
    signs = [a for tag, a in plain.elements if tag == "a" and a.get("href") == "#a:bao-so-9:s3:doubt"]
    assert len(signs) == 6
    assert {(a["class"], a["aria-label"]) for a in signs} == {("flag warning", "Warning: show the reason")}


def test_an_error_is_never_called_a_doubt_or_a_warning(plain: Parsed) -> None:
    texts = [" ".join(text.split()) for _, text in plain.texts]
    assert "1 error" in texts
    assert "1 warning" in texts
    assert not [text for text in texts if "1 doubt" in text]


def test_every_sentence_of_the_overview_is_beside_its_english_and_leads_to_its_article(plain: Parsed) -> None:
    classes = [a.get("class") for _, a in plain.elements]
    start, end = classes.index("overview has-doubt"), classes.index("contents")
    shown = [(tag, a) for tag, a in plain.elements[start:end] if tag in {"li", "span"} or "href" in a]
    kinds = [str(a.get("class") or a.get("href")).split()[0] for _, a in shown if a.get("class") != "gloss"][1:]
    line = ["pair", "vi", "#a:bao-so-9", "flag", "source", "en", "#a:bao-so-9", "flag", "source"]
    assert kinds[: len(line)] == line


def test_no_address_in_an_article_is_a_link(nasty: Parsed) -> None:
    assert not [a for tag, a in nasty.elements if tag == "a" and not (a["href"] or "").startswith("#")]
    detection = next(a["content"] for _, a in nasty.elements if a.get("name") == "format-detection")
    assert detection == "telephone=no, date=no, address=no, email=no"


def test_an_undated_article_says_so(nasty: Parsed, nasty_digest: Digest) -> None:
    said = [a for tag, a in nasty.elements if a.get("title") == "The text tells no date"]
    assert len(said) == len(nasty_digest.articles)


def test_nothing_but_the_message_without_articles(empty_digest: Digest) -> None:
    texts = {text.strip() for _, text in Parsed(render_html(empty_digest)).texts}
    assert {"No articles yet.", "0", "Undated"} <= texts


def _page_of(text: str) -> Parsed:
    """A page in which every text is this one."""
    span = (0, len(text))
    term = TermResult(vi=text, en=text, vi_span=span, en_span=span, mode="enforce", met=True, how="model")
    issue = Issue(check=text, severity="warning", message=text)
    segment = TranslatedSegment(id=text, paragraph=0, kind="text", vi=text, en=text, terms=(term,), issues=(issue,))
    title = Bilingual(vi=text, en=text)
    summary = (SummarySentence(segment=text, vi=text, en=text),)
    article = Article(
        id=text, path=text, date=None, title=title, summary=summary, segments=(segment,), signature=text, notes=(text,)
    )
    return Parsed(render_html(Digest(articles=(article,), overview=(), signature="songngu")))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&\"'`=/!-]{}%# \n\x00axă;:"), max_size=12).map(lambda text: f"x{text}"))
def test_no_text_changes_the_shape_of_the_page(text: str) -> None:
    shape = [(tag, sorted(attributes)) for tag, attributes in _page_of(text).elements]
    assert shape == [(tag, sorted(attributes)) for tag, attributes in _page_of("x").elements]
