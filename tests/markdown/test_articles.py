"""The English Markdown files of a run: with the corrections of people, and gone with their source."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from songngu.batch import run
from songngu.cli import main
from songngu.cli.run import find_sources
from songngu.markdown.articles import english_name
from songngu.report import Report
from songngu.reviews import remember
from songngu.settings import Settings
from songngu.store import Store

BOTH = "Giá [vàng](../vang.md) tăng.\n\nHết *rồi*.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "kinh-te").mkdir(parents=True)
    (folder / "kinh-te" / "vàng.md").write_text(BOTH, encoding="utf-8")
    (folder / "plain.txt").write_text("Tin\n\nGiá dầu tăng.\n", encoding="utf-8")
    return folder


def translate(source: Path, settings: Settings) -> Report:
    settings = replace(settings, formats=("jsonl", "markdown-en"))
    sources, skipped = find_sources(str(source))
    return run(settings, sources, skipped, progress=lambda done, total: None)


def test_english_stands_where_the_source_did(source: Path, settings: Settings) -> None:
    translate(source, settings)
    written = Path(settings.out) / "markdown-en"
    assert [path.relative_to(written).as_posix() for path in written.rglob("*.*")] == ["kinh-te/vàng.md"]
    text = (written / "kinh-te" / "vàng.md").read_text(encoding="utf-8")
    assert text == "\\[Giá [vàng](../vang.md) tăng.]\n\n\\[Hết *rồi*.]\n".replace("\\", "")


def test_corrections_of_people_are_in_it(source: Path, settings: Settings) -> None:
    translate(source, settings)
    with Store(Path(settings.out) / "songngu.db") as store:
        remember(store, [("Hết rồi.", "It is over.")], "theirs.tmx")
    translate(source, settings)
    text = (Path(settings.out) / "markdown-en" / "kinh-te" / "vàng.md").read_text(encoding="utf-8")
    assert text.startswith("[Giá [vàng](../vang.md) tăng.]\n\nIt is ")


def test_what_is_not_given_any_more_goes_and_nothing_else(source: Path, settings: Settings) -> None:
    translate(source, settings)
    written = Path(settings.out) / "markdown-en"
    (written / "mine.md").write_text("mine")
    (source / "kinh-te" / "vàng.md").unlink()
    translate(source, settings)
    assert [path.name for path in written.rglob("*.md")] == ["mine.md"]


def test_what_was_written_is_no_article_of_the_next_run(source: Path, settings: Settings) -> None:
    inside = replace(settings, out=str(source / "out"))
    translate(source, inside)
    assert translate(source, inside).articles["found"] == 2


@pytest.mark.parametrize("path", ["a.zip#../../x.md", "../x.md", "/etc/x.md", "C:x.md", "a\\b.md", "feed.jsonl#1"])
def test_no_name_leads_out_of_the_folder(path: str) -> None:
    name = english_name(path)
    assert "/" not in name
    assert name.endswith(".md")


def command(*words: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, words, input=given)


def test_the_command_keeps_all_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + "# Một\r\n\r\n```\r\nmã\r\n```\r\n".encode())
    done = command("translate", str(path), "--model", "echo", "--no-shipped-glossary")
    assert done.stdout_bytes == b"\xef\xbb\xbf" + "# [Một]\r\n\r\n```\r\nmã\r\n```\r\n".encode()
    piped = command("translate", "--markdown", "--model", "echo", "--no-shipped-glossary", given=b"- *Hai*\n")
    assert piped.stdout == "- *[Hai]*\n"
    lines = command("translate", str(path), "--lines", "--model", "echo", "--no-shipped-glossary")
    assert lines.stdout.split("\n")[0] == "[# Một]"


def test_export_writes_a_folder(source: Path, settings: Settings, tmp_path: Path) -> None:
    translate(source, settings)
    done = command("export", str(tmp_path / "en"), "--format", "markdown-en", "--out", settings.out)
    assert done.exit_code == 0
    assert (tmp_path / "en" / "kinh-te" / "vàng.md").is_file()
    refused = command("export", "-", "--format", "markdown-en", "--out", settings.out)
    assert refused.exit_code == 2
    assert "folder" in refused.stderr


SHORT = """---
title: "Giá vàng"
---

# Giá vàng tăng [mạnh](../tin/vang.md) ##

> Sáng 6/1, *Bộ Tài chính* cho biết sẽ [theo dõi thị trường][td][^1].

| Loại | Giá |
|:-----|----:|
| [Vàng](/nhan) | **87,5** |

````markdown
```
không dịch
```
````

[td]: /theo-doi 'Theo dõi'
[^1]: Theo **Reuters**.
"""


@pytest.mark.model
def test_an_article_in_english(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(SHORT, encoding="utf-8")
    done = command("translate", str(path))
    english = done.stdout
    assert done.exit_code == 0
    assert english.count("\n") == SHORT.count("\n")
    for kept in (
        '---\ntitle: "Giá vàng"\n---\n\n# ', "](../tin/vang.md)", "\n> On ", "January 6", "][td][^1].\n",
        "|:-----|----:|\n| [Gold](/nhan) | **87.5** |", "````markdown\n```\nkhông dịch\n```\n````",
        "[td]: /theo-doi 'Theo dõi'\n[^1]: According to **Reuters**.",
    ):  # fmt: skip
        assert kept in english, english
    assert "*Ministry of Finance*" in english or "*Finance Ministry*" in english
