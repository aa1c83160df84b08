"""The short form of the harness, and a digest of all that wants to live, opened in Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, sync_playwright
from tests.hostile.harness import FORMATS, Broken, check_outputs, check_page
from tests.hostile.makers import ALIVE, FORMULAS, SCRIPTS, scripts

from songngu import batch
from songngu.cli.run import find_sources
from songngu.settings import Settings

HARNESS = Path(__file__).with_name("harness.py")


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_files_of_every_kind_do_no_harm() -> None:
    command = [sys.executable, str(HARNESS), "--files", "24", "--limit", "60"]  # for a hang, on any machine
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr  # with the seed that repeats it
    assert "survived 24 of 24" in done.stdout


def test_the_harness_sees_what_is_alive() -> None:
    for piece in SCRIPTS[:3]:
        page = f'<html><body><script></script><a title="{piece}">x</a></body></html>'
        with pytest.raises(Broken):
            check_page(page.replace(">x<", f">{piece}<").encode())


@pytest.mark.browser
def test_nothing_is_alive_in_chromium(tmp_path: Path, settings: Settings) -> None:
    """Titles, captions, addresses, dates and glossary entries that are markup: no script, no request, no element."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on PATH")
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        name, data = scripts(Random(number))
        (folder / f"{number}{Path(name).suffix}").write_bytes(data)
    glossary = tmp_path / "mine.csv"
    rows = [
        f'Hà Nội,"<b onclick={ALIVE}>Hanoi</b> {FORMULAS[0]}",place,,',
        f'Câu này,"<script>{ALIVE}</script>",term,,',
    ]
    glossary.write_text("vi,en,kind,mode,note\n" + "\n".join(rows) + "\n", encoding="utf-8")
    sources, skipped = find_sources(str(folder))
    settings = replace(settings, glossary=(str(glossary),), formats=FORMATS)
    report = batch.run(settings, sources, skipped, progress=lambda done, total: None)
    assert report.articles["finished"] > 30
    check_outputs(Path(settings.out))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--headless"])
        for path in sorted(Path(settings.out).glob("*.html")):
            _look(browser, path)
        browser.close()


def _look(browser: Browser, path: Path) -> None:
    """Open a page, point at things, and find nothing that an article or the glossary put there to run or be fetched."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.locator(".s").first.hover()
    for sentence in page.locator(".s").all()[:20]:
        sentence.dispatch_event("click")
    assert page.evaluate("window.injected") is None
    assert [url for url in asked if url != path.as_uri() and not url.startswith("data:image/svg+xml,")] == []
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, base, object, embed, svg *').length") == 0
    links = page.evaluate("[...document.querySelectorAll('[href]')].map((node) => node.getAttribute('href'))")
    safe = ("#", "http", "data:image/svg", "articles", "index")
    assert [link for link in links if not link.startswith(safe)] == []
