"""`songngu export` and `songngu run --formats`: every format, from the database, without a run."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import msgspec
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from msgspec.structs import replace

from songngu.cli import main
from songngu.cli.export import formats_by_suffix
from songngu.digest import RENDERERS
from songngu.records import Article
from songngu.review.service import ReviewService
from songngu.settings import Settings
from songngu.store import Store

ECHO = ("--model", "echo", "--no-shipped-glossary")


@pytest.fixture
def out(articles: Path) -> str:
    """An output folder in which a run has been."""
    assert call("run", str(articles), "--out", "out", *ECHO).exit_code == 0
    return "out"


def call(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_run_writes_every_format(articles: Path) -> None:
    done = call("run", str(articles), "--out", "out", "--formats", ",".join(RENDERERS), *ECHO)
    assert done.exit_code == 0
    names = [renderer.file_name for renderer in RENDERERS.values()]
    assert set(names) <= {path.name for path in Path("out").iterdir()}
    assert done.stdout.splitlines()[-len(names) - 1 : -1] == [f"out/{name}" for name in names]
    assert "3 unchanged" in call("run", str(articles), "--out", "out", "--formats", ",".join(RENDERERS), *ECHO).stdout


@pytest.mark.parametrize("suffix", formats_by_suffix())
def test_a_suffix_chooses_the_format_and_gives_what_a_run_would(suffix: str, out: str, articles: Path) -> None:
    done = call("export", f"x{suffix}", "--out", out)
    assert (done.exit_code, done.stderr) == (0, f"written: x{suffix}, 3 articles of {out}\n")
    name = formats_by_suffix()[suffix]
    call("run", str(articles), "--out", out, "--formats", name, *ECHO)
    assert Path(f"x{suffix}").read_bytes() == Path(out, RENDERERS[name].file_name).read_bytes()


def test_the_files_are_what_they_say(out: str) -> None:
    for suffix in formats_by_suffix():
        call("export", f"x{suffix}", "--out", out)
    assert etree.parse("x.tmx").getroot().tag == "tmx"
    assert etree.parse("x.xlf").getroot().get("version") == "2.1"
    assert zipfile.ZipFile("x.epub").namelist()[0] == "mimetype"
    assert len(docx.Document("x.docx").tables) == 3
    assert len(Path("x.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_name_chooses_where_the_suffix_cannot(out: str) -> None:
    assert call("export", "old.xlf", "--format", "xliff12", "--out", out).exit_code == 0
    assert etree.parse("old.xlf").getroot().get("version") == "1.2"
    done = call("export", "-", "--format", "jsonl", "--out", out)
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [
        "gia-vang.txt", "bong-da.txt", "suc-khoe/cum-mua.txt",
    ]  # fmt: skip
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x.pdf",), "x.pdf: no format has this suffix. Use one of .docx"),
        (("-",), "-: no format has this suffix"),
        (("x.tmx", "--format", "pdf"), "unknown format 'pdf'. Known formats: html, md, jsonl, tmx"),
        (("-", "--format", "docx"), "docx is no text for standard output. Give a file: digest.docx"),
        (("x.tmx", "--out", "absent"), "absent: no digest has been made here. `songngu run FOLDER --out absent`"),
    ],
)
def test_wrong_usage_is_exit_2_and_writes_nothing(words: tuple[str, ...], said: str, out: str) -> None:
    done = call("export", *(words if "--out" in words else (*words, "--out", out)))
    assert done.exit_code == 2
    assert said in done.stderr
    assert not Path("absent").exists()
    assert not Path("x.tmx").exists()


def test_only_the_articles_of_the_last_run(out: str, articles: Path) -> None:
    """The database keeps the article whose file is gone."""
    (articles / "bong-da.txt").unlink()
    call("run", str(articles), "--out", out, *ECHO)
    assert call("export", "x.jsonl", "--out", out).stderr == f"written: x.jsonl, 2 articles of {out}\n"


def test_only_what_is_approved(out: str) -> None:
    done = call("export", "x.tmx", "--out", out, "--approved")
    assert (done.exit_code, done.stderr) == (0, f"note: nothing is approved yet\nwritten: x.tmx, 0 articles of {out}\n")
    approve(out, "gia-vang")
    call("export", "x.tmx", "--out", out, "--approved")
    units = list(etree.parse("x.tmx").iter("tu"))
    assert {unit.findtext("prop[@type='x-article']") for unit in units} == {"gia-vang"}
    assert {unit.findtext("prop[@type='x-status']") for unit in units} == {"approved"}
    call("export", "all.tmx", "--out", out)
    everything = [unit.findtext("prop[@type='x-status']") for unit in etree.parse("all.tmx").iter("tu")]
    assert (everything.count("approved"), everything.count("draft")) == (len(units), len(everything) - len(units))


def approve(out: str, name: str) -> None:
    """Approve an article in the database, and nowhere else."""
    with Store(Path(out, "songngu.db")) as store:
        finished = store.get_finished(name)
        segments = tuple(replace(segment, status="approved") for segment in finished.article.segments)
        store.save_finished([replace(finished, article=replace(finished.article, segments=segments))])


def test_without_a_report_the_articles_tell_the_signature(out: str) -> None:
    call("export", "with.md", "--out", out)
    Path(out, "report.json").unlink()
    call("export", "without.md", "--out", out)
    assert Path("with.md").read_bytes() == Path("without.md").read_bytes()


def test_the_json_of_an_export_is_the_record(out: str) -> None:
    call("export", "x.jsonl", "--out", out)
    lines = Path("x.jsonl").read_bytes().splitlines()
    records = [msgspec.json.decode(path.read_bytes(), type=Article) for path in Path(out, "articles").glob("*.json")]
    assert sorted(msgspec.json.decode(line, type=Article).id for line in lines) == sorted(one.id for one in records)


def test_what_an_editor_wrote_is_exported(out: str, settings: Settings) -> None:
    service = ReviewService(replace(settings, out=out))
    try:
        article = service.article("gia-vang")
        service.edit("gia-vang", "s2", "Gold rose.", version=article.versions["s2"], by="an editor", status="approved")
        call("export", "x.tmx", "--out", out, "--approved")
        call("export", "x.xlf", "--out", out)
    finally:
        service.close()
    (unit,) = etree.parse("x.tmx").iter("tu")
    assert [seg.text for seg in unit.iter("seg")][1] == "Gold rose."
    assert unit.findtext("prop[@type='x-origin']") == "human"
    (final,) = etree.parse("x.xlf").xpath("//*[@state='final']")
    assert (final.get("subState"), final[1].text) == ("songngu:human", "Gold rose.")
