"""A digest that is too long for one page: how it is cut, what is written again, where its links lead."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Page

from songngu import batch, publish
from songngu.cli.run import find_sources
from songngu.counts import add_counts, count_articles, describe
from songngu.digest import sheets
from songngu.digest.sheets import Month, Sheet, cut
from songngu.errors import UsageError
from songngu.records import Article
from songngu.report import Report, add_terms, count_terms
from songngu.settings import Settings
from songngu.store import Line, Store

DAY = datetime.date(2026, 1, 31)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests of more than ten articles are long here, and pages hold two to four."""
    monkeypatch.setattr(publish, "ONE_PAGE", 10)
    monkeypatch.setattr(sheets, "LEAST", 2)
    monkeypatch.setattr(sheets, "MOST", 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(24):
        write(folder, number, DAY - datetime.timedelta(days=2 * number) if number % 8 else None)
    return folder


def write(folder: Path, number: int, date: datetime.date | None, text: str = "Hai nước đã họp ở Huế.") -> None:
    head = f"date {date} " if date else ""
    title = f"{head}Tin số {number} </script><b> của Đà Nẵng"
    (folder / f"tin-{number:02}.txt").write_text(f"{title}\n\n{text} Câu thứ {number}.\n", encoding="utf-8")


def run(folder: Path, settings: Settings) -> Report:
    sources, skipped = find_sources(str(folder))
    return batch.run(settings, sources, skipped, progress=lambda done, total: None)


def files(settings: Settings) -> dict[str, bytes]:
    out = Path(settings.out)
    paths = [out / "index.html", out / "digest.md", *out.glob("pages/*"), *out.glob("articles/*")]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def times(settings: Settings) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in Path(settings.out, "pages").iterdir()}


def line(number: int, date: datetime.date | None) -> Line:
    return Line(
        id=f"a{number}", mark="", date=date, path=f"a{number}.txt", vi="", en="", sentences=1, errors=0, warnings=0
    )


def names(months: tuple[Month, ...]) -> dict[str, tuple[str, ...]]:
    return {sheet.name: tuple(line.id for line in sheet.lines) for month in months for sheet in month.sheets}


@given(st.sets(st.integers(0, 120)), st.integers(0, 120))
def test_every_article_is_on_one_page_and_one_more_changes_few(numbers: set[int], more: int) -> None:
    def lines(of: set[int]) -> list[Line]:
        return [line(n, DAY - datetime.timedelta(days=n // 2) if n < 100 else None) for n in sorted(of)]

    before, after = names(cut(lines(numbers))), names(cut(lines({*numbers, more})))
    assert [name for sheet in before.values() for name in sheet] == [f"a{n}" for n in sorted(numbers)]
    if more not in numbers and all(n > more for n in numbers):  # the newest
        assert sum(before.get(name) != sheet for name, sheet in after.items()) == 1


def test_a_long_digest_is_pages_and_one_page_again_when_it_is_short(folder: Path, settings: Settings) -> None:
    report = run(folder, settings)
    made = files(settings)
    pages = [name for name in made if name.startswith("pages/")]
    assert {re.sub(r"-\d+\.", ".", name) for name in pages} == {
        f"pages/{month}.{suffix}" for month in ("2026-01", "2025-12", "undated") for suffix in ("html", "md")
    }
    stored = [msgspec.json.decode(made[name], type=Article) for name in made if name.startswith("articles/")]
    assert report.counts == count_articles(stored)
    assert report.terms == count_terms(stored)
    for figure, what in describe(report.counts):
        assert f"<b>{figure}</b> {what}" in made["index.html"].decode()
    for number in range(12, 24):
        (folder / f"tin-{number:02}.txt").unlink()
    for number in range(3):
        (folder / f"tin-{number:02}.txt").unlink()
    run(folder, settings)
    assert not [name for name in files(settings) if name.startswith("pages/")]
    assert not Path(settings.out, "pages").exists()
    other = replace(settings, out=settings.out + "2")
    run(folder, other)
    assert files(settings) == files(other)


def test_pages_of_a_format_that_is_not_asked_for_stay_with_their_first_page(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    made = files(settings)
    (folder / "tin-00.txt").unlink()
    run(folder, replace(settings, formats=("md",)))
    html = {name: data for name, data in made.items() if name.endswith(".html")}
    assert len(html) > 1
    assert {name: files(settings)[name] for name in html} == html


def test_only_pages_whose_articles_changed_are_written_again(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    before = times(settings)
    assert run(folder, settings).articles["unchanged"] == 24
    assert times(settings) == before
    write(folder, 90, DAY)
    run(folder, settings)
    after = times(settings)
    changed = {name for name in after if before.get(name) != after[name]}
    assert 2 <= len(changed) <= 4  # its own, and its neighbour where a new one began
    other = replace(settings, out=settings.out + "2")
    run(folder, other)
    assert files(settings) == files(other)
    (Path(settings.out) / "pages" / sorted(changed)[0]).unlink()
    run(folder, settings)
    assert files(settings) == files(other), "a page that is gone comes back"


def test_every_link_reaches_something(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    made = {name: data.decode() for name, data in files(settings).items()}
    ids = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in made.items() if name.endswith(".html")}
    leading = 0
    for name, text in made.items():
        if not name.endswith((".html", ".md")):
            continue
        for link in re.findall(r'href="([^"]+)"' if name.endswith(".html") else r"\]\(([^)]+)\)", text):
            if link.startswith("data:"):
                continue
            file, _, anchor = link.partition("#")
            target = (Path(name).parent / file).as_posix() if file else name
            target = target.replace("pages/../", "")
            assert target in made, (name, link)
            assert not anchor or name.endswith(".md") or anchor in ids[target], (name, link)
            leading += name == "index.html" and file != ""
    assert leading > 24


def test_a_file_of_the_user_in_the_place_of_a_page_is_kept(folder: Path, settings: Settings) -> None:
    own = Path(settings.out, "pages")
    own.mkdir(parents=True)
    (own / "notes.html").write_text("of the user")
    (own / "undated-1.html").write_text("of the user")
    with pytest.raises(UsageError, match="didn't write it"):
        run(folder, settings)
    (own / "undated-1.html").rename(own / "undated-99.html")
    run(folder, settings)
    assert (own / "undated-99.html").read_text() == (own / "notes.html").read_text() == "of the user"


def test_pages_are_no_articles(folder: Path, settings: Settings) -> None:
    beside = replace(settings, out=str(folder))
    run(folder, beside)
    assert run(folder, beside).articles["found"] == 24


def test_sums_are_the_counts_of_all(folder: Path, settings: Settings) -> None:
    run(folder, settings)
    with Store(Path(settings.out, "songngu.db")) as store:
        articles = [store.article(name) for name in store.marks()]
    assert add_counts(count_articles([article]) for article in articles) == count_articles(articles)
    assert add_terms(count_terms([article]) for article in articles) == count_terms(articles)


@pytest.mark.browser
def test_the_first_page_finds_titles_on_all_pages(folder: Path, settings: Settings, page: Page) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    write(folder, 77, None)
    run(folder, settings)
    page.goto(Path(settings.out, "index.html").as_uri())
    page.get_by_label("Search").fill("tin so 77 DA NANG")
    assert page.locator(".results li").count() == 1
    assert page.locator("#found").text_content() == "1 of 25"
    page.locator(".results a").click()
    assert "/pages/" in page.url
    assert page.locator('.article[id="a:tin-77"]').is_visible()
    page.keyboard.press("j")
    assert page.locator(".s.lit").count() == 2
    page.locator(".ways a[rel=up]").first.click()
    assert page.url.endswith("index.html")
    assert problems == []
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def page() -> Iterator[Page]:
    import shutil

    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--headless"])
        yield browser.new_page()
        browser.close()


def test_days_are_told_as_a_range() -> None:
    several = tuple(line(n, DAY - datetime.timedelta(days=n)) for n in range(3))
    assert Sheet(name="2026-01-1", vi="", en="", lines=several).days == "29–31"
    assert Sheet(name="2026-01-1", vi="", en="", lines=several[:1]).days == "31"
