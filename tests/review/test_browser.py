"""The review in a browser: an editor's story, two at once, a torn connection, keys only, those who read otherwise."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect, sync_playwright

from songngu.report import Report
from songngu.settings import Settings

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # ms: a busy machine is slow, and no test here is of speed
expect.set_options(timeout=PATIENCE)

FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
FORUM = "Diễn đàn Biển Xanh"
SELECT = """([node, words]) => {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    return;
  }
  throw new Error("not there: " + words);
}"""


# Nothing that is to be saved gets through, not even what a page sends while it is left.
TORN = """const through = fetch;
window.fetch = (to, what) =>
  what.method === "PUT" && !window.mended ? Promise.reject(new TypeError("torn")) : through(to, what);"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=FLAGS)


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh browser at 1280 px that asks nobody but the server."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab; an error of its script fails the test."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert problems == []


def seg(page: Page, name: str, article: str = "dien-dan") -> Locator:
    return page.locator(f'.seg[data-article="{article}"][data-segment="{name}"]')


def english(page: Page, name: str, article: str = "dien-dan") -> Locator:
    return seg(page, name, article).locator(".en")


def open_article(page: Page, article: str = "dien-dan") -> None:
    page.goto(f"/articles/{article}")
    page.wait_for_selector("html.ready")


def select(where: Locator, words: str) -> None:
    where.evaluate(f"(node, words) => ({SELECT})([node, words])", words)


def typed(page: Page, name: str, text: str) -> Locator:
    """The editor of a sentence with that text in the place of its own."""
    english(page, name).click()
    box = seg(page, name).locator("textarea")
    box.fill(text)
    return box


def test_what_is_selected_before_the_script_is_there_is_offered_too(page: Page) -> None:
    held: list[Route] = []
    page.route("**/static/review.js", lambda route: held.append(route))
    page.goto("/articles/dien-dan", wait_until="commit")
    select(seg(page, "s2").locator(".vi"), FORUM)
    assert page.get_by_role("button", name="Add to glossary").count() == 0
    held[0].continue_()
    expect(page.get_by_role("button", name="Add to glossary")).to_be_visible()


def test_the_whole_story(page: Page, own: Settings, digest_of: Callable[[], Report]) -> None:
    page.goto("/")
    page.get_by_role("link", name="khai mạc").click()
    expect(english(page, "s2")).to_contain_text(FORUM)
    before = {name: english(page, name).text_content() for name in ("s3", "s4", "s5", "s6")}
    # a wrong name is found and taught
    select(seg(page, "s2").locator(".vi"), FORUM)
    page.get_by_role("button", name="Add to glossary").click()
    form = page.get_by_role("dialog", name="Add to the glossary")
    expect(form.get_by_label("Vietnamese")).to_have_value(FORUM)
    expect(form.locator(".occurrences li")).to_have_count(3)
    form.get_by_label("English").fill("Blue Sea Forum")
    form.get_by_label("Kind").select_option("organisation")
    page.keyboard.press("Tab")
    form.get_by_role("button", name="Preview").click()
    expect(form.locator(".changes .label")).to_contain_text("3 sentences change")
    expect(form.locator(".changes .after").first).to_contain_text("Blue Sea Forum")
    expect(english(page, "s2")).to_contain_text(FORUM)
    form.get_by_role("button", name="Apply").click()
    # that sentence changes, others don't, without a reload
    expect(english(page, "s2")).to_contain_text("Blue Sea Forum")
    expect(english(page, "s1")).to_contain_text("Blue Sea Forum")
    assert {name: english(page, name).text_content() for name in before} == before
    # it is undone and done again
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text(f"Undone: {FORUM} is no longer in your glossary")
    expect(english(page, "s2")).to_contain_text(FORUM)
    assert FORUM not in Path(own.glossary[0]).read_text(encoding="utf-8")
    page.keyboard.press("U")
    expect(page.locator("#said")).to_contain_text(f"Done again: {FORUM} → Blue Sea Forum is in your glossary")
    expect(english(page, "s2")).to_contain_text("Blue Sea Forum")
    assert f"{FORUM},Blue Sea Forum,organisation" in Path(own.glossary[0]).read_text(encoding="utf-8")
    # a sentence is corrected and approved, the rest approved
    typed(page, "s3", "About 1,200 delegates took part.").press("Control+Enter")
    expect(seg(page, "s3")).to_have_attribute("data-status", "approved")
    expect(seg(page, "s4")).to_be_focused()
    page.keyboard.press("Shift+A")
    expect(page.locator(".review > .kicker .far")).to_have_text("7 of 7")
    # it is exported, and a run has nothing to do
    with page.expect_download() as download:
        page.get_by_role("link", name="jsonl").click()
    taken = Path(download.value.path()).read_text(encoding="utf-8")
    assert "About 1,200 delegates took part." in taken
    assert "Blue Sea Forum" in taken
    report = digest_of()
    assert (report.articles["unchanged"], report.segments["translated"]) == (3, 0)
    page.reload()
    expect(english(page, "s3")).to_have_text("About 1,200 delegates took part.")
    expect(page.locator('.seg[data-status="approved"]')).to_have_count(7)


def test_what_the_script_draws_is_what_the_server_draws(page: Page) -> None:
    open_article(page)
    typed(page, "s2", "On the morning of January 6, the forum opened in Hanoi.").press("Control+Enter")
    expect(seg(page, "s2")).to_have_attribute("data-status", "approved")
    drawn = seg(page, "s2").evaluate("n => { n.querySelector('.toolbar')?.remove(); return n.innerHTML }")
    page.reload()
    page.wait_for_selector("html.ready")
    assert _plain(seg(page, "s2").inner_html()) == _plain(drawn)


def _plain(html: str) -> str:
    return re.sub(r"\s+", " ", html).replace("> <", "><").strip()


def test_typing_is_saved_after_a_pause_and_says_so_only_then(page: Page) -> None:
    open_article(page)
    box = typed(page, "s3", "About 1,200 took part.")
    state = seg(page, "s3").locator(".saved")
    expect(state).to_have_text("Typing…")
    expect(state).to_have_text("Saved")
    expect(box).to_be_focused()
    assert _stored(page, "s3") == "About 1,200 took part."
    page.keyboard.press("Escape")
    expect(english(page, "s3")).to_have_text("About 1,200 took part.")
    page.keyboard.press("u")
    expect(english(page, "s3")).to_have_text("[Khoảng 1,200 đại biểu tham dự.]")


def _stored(page: Page, name: str, article: str = "dien-dan") -> Any:
    found = page.request.get(f"/api/articles/{article}/sentences").json()
    return next(one["en"] for one in found if one["segment"] == name)


def test_a_reload_in_the_middle_of_typing_loses_nothing(page: Page) -> None:
    page.add_init_script(TORN)
    open_article(page)
    typed(page, "s3", "Half a sent")
    page.keyboard.type("ence")
    page.reload()
    expect(seg(page, "s3").locator("textarea")).to_have_value("Half a sentence")
    assert _stored(page, "s3") != "Half a sentence"
    page.evaluate("window.mended = true")
    expect(seg(page, "s3").locator(".saved")).to_have_text("Saved")
    assert _stored(page, "s3") == "Half a sentence"


def test_the_text_of_a_closed_tab_is_found(context: BrowserContext, page: Page) -> None:
    other = context.new_page()
    other.add_init_script(TORN)
    open_article(other)
    typed(other, "s3", "Typed in a tab that was closed.")
    other.close()
    page.bring_to_front()
    page.goto("/")
    page.get_by_role("link", name="Open it").click()
    expect(seg(page, "s3").locator("textarea")).to_have_value("Typed in a tab that was closed.")
    expect(seg(page, "s3").locator(".saved")).to_have_text("Saved")


def test_a_torn_connection_is_told_and_tried_again(page: Page) -> None:
    page.add_init_script(TORN)
    open_article(page)
    typed(page, "s3", "Typed while away.")
    state = seg(page, "s3").locator(".saved")
    expect(state).to_contain_text("Not saved")
    page.keyboard.press("Escape")
    expect(english(page, "s3")).to_have_text("Typed while away.")
    page.evaluate("window.mended = true")
    expect(page.locator("#said")).to_have_text("Saved")
    assert _stored(page, "s3") == "Typed while away."


@pytest.mark.parametrize(
    ("choice", "text"), [("Use mine", "Mine."), ("Keep theirs", "Theirs."), ("Edit mine", "Mine. And theirs.")]
)
def test_two_tabs_cannot_overwrite_each_other(context: BrowserContext, page: Page, choice: str, text: str) -> None:
    other = context.new_page()
    for tab in (page, other):
        open_article(tab)
    typed(other, "s3", "Theirs.").press("Control+Enter")
    expect(seg(other, "s3")).to_have_attribute("data-status", "approved")
    # as in another window: it isn't told when it comes to the front
    page.evaluate("document.addEventListener('visibilitychange', (e) => e.stopImmediatePropagation(), true)")
    page.bring_to_front()
    typed(page, "s3", "Mine.").press("Enter")
    conflict = seg(page, "s3").get_by_role("alertdialog")
    expect(conflict.locator(".theirs")).to_have_text("Theirs.")
    expect(conflict.locator(".mine")).to_have_text("Mine.")
    assert _stored(page, "s3") == "Theirs."
    if choice == "Use mine":
        assert _serious(page, "light") == []
    conflict.get_by_role("button", name=choice).click()
    expect(conflict).to_have_count(0)
    if choice == "Edit mine":
        page.keyboard.type(" And theirs.")
        page.keyboard.press("Enter")
    expect(english(page, "s3")).to_have_text(text)
    expect(page.locator(".conflict")).to_have_count(0)
    assert _eventually(lambda: _stored(page, "s3"), text) == text


def _eventually(read: Callable[[], Any], wanted: Any) -> Any:
    import time

    for _ in range(50):
        if read() == wanted:
            break
        time.sleep(0.05)
    return read()


def test_a_click_hits_the_sentence_it_aims_at_whatever_closes_above(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})  # room for the editor: none would scroll
    open_article(page)
    # What the page does, not what some browsers do anyway.
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    typed(page, "s2", "Short.")
    page.evaluate("scrollTo(0, 200)")
    box = english(page, "s6").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.wait_for_timeout(300)  # long enough for the other sentence to be saved and drawn
    page.mouse.up()
    expect(seg(page, "s6").locator("textarea")).to_be_focused()
    expect(english(page, "s2")).to_have_text("Short.")
    after = seg(page, "s6").locator("textarea").bounding_box()
    assert after is not None
    assert abs(after["y"] - box["y"]) < 6


def test_an_empty_text_gives_the_machines_back(page: Page) -> None:
    open_article(page)
    machine = english(page, "s3").text_content()
    typed(page, "s3", "Mine.").press("Enter")
    expect(seg(page, "s3")).to_have_attribute("data-origin", "human")
    box = typed(page, "s3", "")
    expect(seg(page, "s3").locator(".saved")).to_contain_text("machine's text")
    page.wait_for_timeout(1200)
    assert _stored(page, "s3") == "Mine."
    box.press("Enter")
    expect(english(page, "s3")).to_have_text(machine or "")


def test_one_sentence_said_twice_changes_in_both_places(page: Page) -> None:
    open_article(page)
    typed(page, "s5", "The delegates agreed.").press("Enter")
    expect(english(page, "s7")).to_have_text("The delegates agreed.")


def test_keys_alone_do_it_all(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector("html.ready")
    press = page.keyboard.press
    press("j")
    press("Enter")
    page.wait_for_url("**/articles/dien-dan")
    page.wait_for_selector("html.ready")
    for _ in range(3):
        press("j")
    expect(seg(page, "s3")).to_be_focused()
    assert seg(page, "s3").evaluate("n => getComputedStyle(n).outlineStyle") == "solid"
    press("Enter")
    press("Control+a")
    page.keyboard.type("About 1,200 delegates took part.")
    press("Control+Enter")
    expect(seg(page, "s4")).to_be_focused()
    press("k")
    press("h")
    expect(page.locator(".panel .facts li").first).to_have_text("Written by a person")
    press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    press("a")
    expect(seg(page, "s3")).to_have_attribute("data-status", "draft")
    press("a")
    expect(seg(page, "s3")).to_have_attribute("data-status", "approved")
    press("n")
    expect(seg(page, "s5")).to_be_focused()  # a moved on to s4
    press("p")
    expect(seg(page, "s5")).to_have_attribute("data-status", "approved")
    expect(seg(page, "s6")).to_be_focused()
    press("u")
    expect(seg(page, "s5")).to_have_attribute("data-status", "draft")
    press("Shift+U")
    expect(seg(page, "s5")).to_have_attribute("data-status", "approved")
    press("k")
    press("Shift+N")
    expect(seg(page, "s6")).to_be_focused()
    press("g")
    expect(page.locator("#entry")).to_be_visible()
    expect(page.get_by_label("Vietnamese")).to_be_focused()
    press("Escape")
    expect(seg(page, "s6")).to_be_focused()
    press("?")
    expect(page.locator("#keys")).to_be_visible()
    press("Escape")
    press("]")
    page.wait_for_url("**/articles/nghe-ca")
    page.wait_for_selector("html.ready")
    press("/")
    page.keyboard.type("bien")
    press("Enter")
    page.wait_for_url("**/segments?text=bien")


def test_a_match_of_the_memory_is_put_in_by_one_key(page: Page) -> None:
    open_article(page)
    typed(page, "s2", "The Blue Sea Forum opens in Hanoi.").press("Control+Enter")
    expect(seg(page, "s3")).to_be_focused()
    seg(page, "s1").locator(".vi").click(position={"x": 2, "y": 2})
    page.keyboard.press("m")
    expect(page.locator(".panel .differs").first).to_have_text("Sáng 6/1,")
    page.keyboard.press("1")
    expect(seg(page, "s1").locator("textarea")).to_have_value("The Blue Sea Forum opens in Hanoi.")


def test_a_marked_term_opens_its_entry(page: Page) -> None:
    open_article(page)
    seg(page, "s2").locator(".vi .t.enforce").click()
    expect(page.locator("#entry .existing")).to_contain_text("Hà Nội → Hanoi")
    expect(page.get_by_role("button", name="Remove the entry")).to_be_visible()


def test_words_of_the_editor_go_to_the_glossary(page: Page) -> None:
    open_article(page)
    box = typed(page, "s3", "About 1,200 delegates took part.")
    box.evaluate("n => n.setSelectionRange(12, 21)")
    page.keyboard.press("Alt+g")
    expect(page.get_by_label("English", exact=True).and_(page.locator("input"))).to_have_value("delegates")
    assert _stored(page, "s3") == "About 1,200 delegates took part."


def test_a_suggested_name_is_accepted(page: Page) -> None:
    page.goto("/names")
    page.wait_for_selector("html.ready")
    page.keyboard.press("j")
    expect(page.locator("li.name:focus b").first).to_have_text(FORUM)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Vietnamese")).to_have_value(FORUM)
    page.get_by_label("English", exact=True).fill("Blue Sea Forum")
    page.keyboard.press("Enter")
    expect(page.locator("#entry .changes .after")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.locator("li.name.taken b").first).to_have_text(FORUM)
    assert "Blue Sea Forum" in _stored(page, "s3", "nghe-ca")
    page.reload()
    expect(page.locator("li.name b", has_text=FORUM)).to_have_count(0)


def test_one_key_accepts_a_name(page: Page, own: Settings) -> None:
    page.goto("/names")
    page.wait_for_selector("html.ready")
    page.keyboard.press("j")
    page.keyboard.press("+")
    expect(page.locator("li.name.taken")).to_have_count(1)
    expect(page.locator("#said")).to_contain_text("is in your glossary")
    assert f"\n{FORUM}," in Path(own.glossary[0]).read_text(encoding="utf-8")


def test_the_list_is_filtered_by_a_switch(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Glossary term, in Vietnamese").fill("Hà Nội")
    page.keyboard.press("Enter")
    page.wait_for_url("**term=H*")
    expect(page.locator("li.item")).to_have_count(2)
    page.get_by_label("Unapproved").check()
    page.wait_for_url("**unapproved=1")
    expect(page.get_by_label("Glossary term, in Vietnamese")).to_have_value("Hà Nội")


PAGES = ("/", "/articles/dien-dan", "/segments?doubtful=1", "/names")


def test_no_horizontal_scroll_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for path in (*PAGES, "/articles/nguy-hiem", "/nothing"):
        page.goto(path)
        page.wait_for_selector("html.ready")
        _open_everything(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def _open_everything(page: Page) -> None:
    """The sentence at hand with its editor, where there is one."""
    if page.locator(".seg").count():
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("h")
        page.locator(".panel").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_for_those_who_read_otherwise(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(path)
    page.wait_for_selector("html.ready")
    _open_everything(page)
    assert _serious(page, scheme) == []
    if page.locator(".seg").count():
        page.keyboard.press("Enter")
        page.keyboard.type("x")
        assert _serious(page, scheme) == []
        page.keyboard.press("Escape")
        page.keyboard.press("g")
    else:
        page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    assert _serious(page, scheme) == []


def _serious(page: Page, scheme: str) -> list[str]:
    """What axe-core calls serious or critical; in the dark only the colours are others."""
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else None
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_nothing_that_an_article_says_runs(page: Page) -> None:
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    open_article(page, "nguy-hiem")
    english(page, "s2", "nguy-hiem").click()
    seg(page, "s2", "nguy-hiem").locator("textarea").fill("<img src=x onerror=window.injected=1> <b>bold</b>")
    page.keyboard.press("Enter")
    expect(english(page, "s2", "nguy-hiem")).to_have_text("<img src=x onerror=window.injected=1> <b>bold</b>")
    page.keyboard.press("h")
    page.locator(".panel ol li").first.wait_for()
    page.goto("/segments")
    assert page.evaluate("window.injected") is None
    assert console == []
