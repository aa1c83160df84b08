"""The page in a browser: what hovering, keys, switches, narrow windows, dark mode and paper do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from songngu.digest import write_digest
from songngu.records import Digest

pytestmark = pytest.mark.browser

FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]

# WCAG 2.2 contrast of every visible text with the backgrounds under it; gives those below 4.5 (3 for large text).
LOW_CONTRAST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (node) => {
    for (let n = node; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest("script")) continue;
    seen++;
    const style = getComputedStyle(node);
    const [a, b] = [light(parse(style.color)), light(ground(node))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const enough = (a + 0.05) / (b + 0.05) >= (large ? 3 : 4.5);
    if (!enough) low.push([walker.currentNode.data.trim(), style.color, ground(node).join()]);
  }
  return { low, seen };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=FLAGS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, plain_digest: Digest, nasty_digest: Digest) -> Path:
    folder = tmp_path_factory.mktemp("digest")
    write_digest(plain_digest, folder / "plain", ["html"])
    write_digest(nasty_digest, folder / "nasty", ["html"])
    return folder


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The plain digest at 1280 px; anything on the console fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((folder / "plain" / "index.html").as_uri())
    yield page
    page.close()
    assert problems == []


def _lit(page: Page) -> list[str]:
    return [str(id) for id in page.locator(".s.lit").evaluate_all("nodes => nodes.map((n) => n.id)")]


def _visible_rows(page: Page) -> int:
    return page.locator(".row:visible").count()


def test_hovering_a_sentence_lights_the_other(page: Page) -> None:
    page.locator('[id="a:bao-so-9:s6"]').hover()
    assert _lit(page) == ["a:bao-so-9:s6", "a:bao-so-9:s6:en"]
    page.locator('[id="a:bao-so-9:s3:en"]').hover()
    assert _lit(page) == ["a:bao-so-9:s3", "a:bao-so-9:s3:en"]
    page.locator("h1").hover()
    assert _lit(page) == []


def test_hovering_a_term_lights_its_twin(page: Page) -> None:
    page.locator('[id="a:bao-so-9:s3"] .quantity').hover()
    assert page.locator(".t.lit").all_text_contents() == ["6/1", "January 6"]


def test_tab_comes_to_the_sentences_once_and_keys_move(page: Page) -> None:
    assert page.locator(".s[tabindex]").count() == 1
    page.locator(".s[tabindex]").focus()
    assert _lit(page) == ["a:bao-so-9:s1", "a:bao-so-9:s1:en"]
    for key in ("j", "ArrowDown"):
        page.keyboard.press(key)
    assert _lit(page) == ["a:bao-so-9:s3", "a:bao-so-9:s3:en"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "a:bao-so-9:s3:en"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "a:bao-so-9:s2:en"
    page.keyboard.press("Escape")
    assert _lit(page) == []
    assert page.locator(".s[tabindex]").count() == 1


def test_a_chosen_sentence_explains_its_terms_and_doubts(page: Page) -> None:
    page.locator('[id="a:bao-so-9:s3"]').click()
    assert page.locator("#explain span").all_text_contents() == [
        "Warning, numbers: the source has 120, the English has 12",
        "6/1 → January 6 · date, number or amount · written by the model",
        "bão → typhoon · glossary, preferred · not in the translation",
        "Quảng Nam → Quang Nam · glossary, enforced · written by the model",
    ]
    page.keyboard.press("Escape")
    assert not page.locator("#explain").is_visible()


def test_a_flag_opens_the_reason(page: Page) -> None:
    reason = page.locator('[id="a:bao-so-9:s3:doubt"] .reason')
    assert not reason.is_visible()
    page.locator('.row .en .flag[href="#a:bao-so-9:s3:doubt"]').click()
    assert reason.is_visible()


def test_one_sign_for_a_sentence_in_every_language_shown(page: Page) -> None:
    signs = page.locator('.overview .flag[href="#a:bao-so-9:s3:doubt"]')
    for language in ("Both", "Tiếng Việt", "English"):
        page.locator("label", has_text=language).click()
        assert signs.locator("visible=true").count() == 1


def test_error_and_warning_differ_in_more_than_colour(page: Page) -> None:
    looks = {
        kind: page.locator(f".row .en a.flag.{kind}").first.evaluate(
            "n => [n.textContent, getComputedStyle(n).borderRadius]"
        )
        for kind in ("error", "warning")
    }
    assert looks["error"][0] != looks["warning"][0]
    assert looks["error"][1] != looks["warning"][1]


def test_pointing_at_the_english_explains_the_term(page: Page) -> None:
    mark = page.locator('[id="a:bao-so-9:s3:en"] .quantity')
    mark.hover()
    assert mark.get_attribute("title") == "6/1 → January 6 · date, number or amount · written by the model"


def test_on_a_phone_each_sentence_of_the_overview_is_followed_by_its_english(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((folder / "plain" / "index.html").as_uri())
    tops = page.locator(".overview li > span").evaluate_all("n => n.map((s) => s.getBoundingClientRect().top)")
    assert len(tops) == 4
    assert tops == sorted(set(tops))
    page.close()


def test_only_doubtful(page: Page) -> None:
    assert _visible_rows(page) == 6
    page.get_by_label("Only doubtful").check()
    assert _visible_rows(page) == 1
    assert page.locator(".article:visible").count() == 1
    assert page.locator(".contents li:visible").count() == 1
    for part in (".overview li", ".summary li", ".terms tbody tr"):
        assert page.locator(f"{part}:visible").count() == 1, part


def test_one_language(page: Page) -> None:
    page.locator("label", has_text="English").click()
    assert page.locator(".vi:visible").count() == 0
    assert page.locator(".row .en:visible").count() == 6
    page.locator("label", has_text="Tiếng Việt").click()
    assert page.locator(".en:visible").count() == 0


@pytest.mark.parametrize(
    ("query", "shown"), [("hoi an", ["bao-so-9"]), ("VIET nam", ["chung-ket"]), ("zzz", []), ("quảng", ["bao-so-9"])]
)
def test_search_folds_tones_and_case(page: Page, query: str, shown: list[str]) -> None:
    page.get_by_label("Search").fill(query)
    assert page.locator(".article:visible").evaluate_all("n => n.map((a) => a.id)") == [f"a:{id}" for id in shown]
    assert page.locator("#found").text_content() == f"{len(shown)} of 2"
    page.keyboard.press("Escape")
    assert page.locator(".article:visible").count() == 2


@pytest.mark.parametrize("name", ["plain", "nasty"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_horizontal_scroll(browser: Browser, folder: Path, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((folder / name / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.locator(".row > *").evaluate_all("n => n.slice(0, 60).map((e) => e.scrollWidth - e.clientWidth)")
    assert max(boxes) <= 0
    page.close()


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 2)])
def test_columns(browser: Browser, folder: Path, width: int, columns: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((folder / "plain" / "index.html").as_uri())
    tracks = page.locator(".row.text").first.evaluate("n => getComputedStyle(n).gridTemplateColumns.split(' ').length")
    assert tracks == columns
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lit", [False, True])
def test_contrast_is_aa(browser: Browser, folder: Path, scheme: str, lit: bool) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto((folder / "plain" / "index.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    if lit:
        page.evaluate("document.querySelectorAll('.s, .t').forEach((s) => s.classList.add('lit'))")
    result = page.evaluate(LOW_CONTRAST)
    assert result["low"] == []
    assert result["seen"] > 100
    page.close()


def test_paper_has_no_controls_and_all_reasons(page: Page) -> None:
    page.emulate_media(media="print")
    for selector in (".controls", ".skip", ".keys", "#explain"):
        assert not page.locator(selector).is_visible()
    assert page.locator(".reason").first.bounding_box() is not None
    assert page.locator(".reason").evaluate_all("n => n.every((r) => r.getBoundingClientRect().height > 0)")


def test_nothing_injected_runs_and_nothing_is_asked_for(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    console: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: console.append(message.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    address = (folder / "nasty" / "index.html").as_uri()
    page.goto(address)
    page.locator(".s").first.hover()
    assert page.evaluate("window.injected") is None
    assert [url for url in asked if url != address and not url.startswith("data:image/svg+xml,")] == []
    assert console == []
    context.close()


def test_it_reads_without_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "plain" / "index.html").as_uri())
    assert page.locator(".row:visible").count() == 6
    assert not page.locator(".find").is_visible()
    page.get_by_label("Only doubtful").check()
    assert page.locator(".row:visible").count() == 1
    context.close()
