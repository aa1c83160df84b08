"""A run: only what is new or changed is done, whatever happens between two runs."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from contextlib import closing
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from songngu import batch
from songngu.cli.run import find_sources
from songngu.engines.echo import EchoEngine
from songngu.errors import StoreError, UsageError
from songngu.readers import slug
from songngu.records import Article
from songngu.report import Report
from songngu.settings import Settings


def run(folder: Path, settings: Settings) -> Report:
    sources, skipped = find_sources(str(folder))
    return batch.run(settings, sources, skipped, progress=lambda done, total: None)


def outputs(settings: Settings) -> dict[str, bytes]:
    """All that a reader of the output folder sees, but for the report of the run itself."""
    out = Path(settings.out)
    files = [*out.glob("articles/*"), *out.glob("index.html"), *out.glob("digest.md")]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def record(settings: Settings, name: str) -> Article:
    return msgspec.json.decode(Path(settings.out, "articles", f"{name}.json").read_bytes(), type=Article)


def test_every_article_is_in_the_output_and_a_second_run_does_nothing(articles: Path, settings: Settings) -> None:
    first = run(articles, settings)
    assert first.articles["finished"] == 3
    assert first.reasons == {"new article": first.segments["translated"]}
    made = outputs(settings)
    times = {path: path.stat().st_mtime_ns for path in Path(settings.out).glob("*.*")}
    second = run(articles, settings)
    assert second.articles["unchanged"] == 3
    assert second.segments["translated"] == 0
    assert outputs(settings) == made
    assert (second.terms, second.counts) == (first.terms, first.counts)
    assert Path(settings.out, "index.html").stat().st_mtime_ns == times[Path(settings.out, "index.html")]


def test_a_changed_sentence_is_translated_alone(articles: Path, settings: Settings) -> None:
    run(articles, settings)
    path = articles / "bong-da.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Tôi tự hào", "Tôi rất tự hào"), encoding="utf-8")
    report = run(articles, settings)
    assert report.segments["translated"] == 1
    assert [change.reason for change in report.changes] == ["new sentence"]
    assert "rất tự hào" in " ".join(segment.vi for segment in record(settings, "bong-da").segments)


def test_a_glossary_entry_touches_only_the_sentences_it_matches(
    articles: Path, settings: Settings, tmp_path: Path
) -> None:
    glossary = tmp_path / "mine.csv"
    glossary.write_text("vi,en,kind,mode,note\nHà Nội,Hanoi,place,,\n", encoding="utf-8")
    settings = replace(settings, glossary=(str(glossary),))
    run(articles, settings)
    glossary.write_text("vi,en,kind,mode,note\nHà Nội,Hanoi,place,,\nThái Lan,Thailand,place,,\n", encoding="utf-8")
    report = run(articles, settings)
    assert {change.article for change in report.changes} == {"bong-da"}
    assert {(change.reason, change.detail) for change in report.changes} == {("glossary", "+Thái Lan=Thailand")}
    assert all("Thailand" in s.en for s in record(settings, "bong-da").segments if "Thái Lan" in s.vi)
    glossary.write_text("vi,en,kind,mode,note\nHà Nội,Hanoi,place,,\n", encoding="utf-8")
    report = run(articles, settings)
    assert report.segments["translated"] == 0, "what was translated under the old glossary is still known"
    assert all("Thailand" not in s.en for s in record(settings, "bong-da").segments)


def test_another_model_translates_everything_again_and_the_report_says_so(
    articles: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(articles, settings)
    made = outputs(settings)
    with monkeypatch.context() as patch:
        patch.setattr(EchoEngine, "signature", "another/1")
        second = run(articles, settings)
        assert run(articles, settings).articles["unchanged"] == 3
    assert second.segments["translated"] == first.segments["translated"] == first.segments["total"]
    assert second.segments["reused"] == 0
    assert second.reasons == {"model": first.segments["total"]}
    assert {(change.reason, change.detail) for change in second.changes} == {("model", "echo/1 before")}
    assert len({(change.article, change.segment) for change in second.changes}) == first.segments["total"]
    assert "|another/1|" in second.signature
    back = run(articles, settings)
    assert (back.articles["finished"], back.segments["translated"]) == (3, 0), "the first model's are still known"
    assert outputs(settings) == made


def test_a_file_that_is_gone_leaves_the_digest_and_comes_back_for_nothing(articles: Path, settings: Settings) -> None:
    run(articles, settings)
    made = outputs(settings)
    path = articles / "gia-vang.txt"
    text = path.read_bytes()
    path.unlink()
    assert run(articles, settings).articles["removed"] == 1
    assert "articles/gia-vang.json" not in outputs(settings)
    path.write_bytes(text)
    assert run(articles, settings).segments["translated"] == 0
    assert outputs(settings) == made


def test_only_what_a_run_wrote_is_ever_removed(articles: Path, settings: Settings) -> None:
    """The user's own files in `articles/` were deleted once."""
    run(articles, settings)
    own = Path(settings.out, "articles")
    (own / "cua-toi.json").write_text('{"id": "khac", "signature": "songngu:1"}', encoding="utf-8")
    (own / "khong-phai.json").write_text("[1", encoding="utf-8")
    (own / "thu-muc.json").mkdir()
    theirs = {"cua-toi.json", "khong-phai.json", "thu-muc.json"}
    (articles / "gia-vang.txt").unlink()
    assert run(articles, settings).articles["removed"] == 1
    assert {path.name for path in own.iterdir()} == {*theirs, "bong-da.json", f"{slug('suc-khoe/cum-mua.txt')}.json"}
    for path in Path(settings.out).glob("songngu.db*"):
        path.unlink()
    (articles / "bong-da.txt").unlink()
    run(articles, settings)
    assert "bong-da.json" not in {path.name for path in own.iterdir()}, "its own mark tells, without the database"
    assert theirs < {path.name for path in own.iterdir()}


def test_nothing_is_removed_through_a_link(articles: Path, settings: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "zz.json").write_text('{"id": "zz", "signature": "songngu:1"}', encoding="utf-8")
    Path(settings.out).mkdir(parents=True)
    Path(settings.out, "articles").symlink_to(elsewhere)
    run(articles, settings)
    assert (elsewhere / "zz.json").exists()


def test_articles_that_are_not_given_any_more_are_named(articles: Path, settings: Settings) -> None:
    assert run(articles, settings).notes == ()
    report = run(articles / "bong-da.txt", settings)
    assert "gia-vang" in report.notes[0]
    assert "its own output folder" in report.notes[0]
    (articles / "gia-vang.txt").write_bytes(b"")
    report = run(articles, settings)
    assert (report.articles["failed"], report.notes) == (1, ()), "one that fails is named already"


def test_a_folder_in_the_place_of_a_file_is_an_error_and_not_a_success(articles: Path, settings: Settings) -> None:
    run(articles, settings)
    for name in ("index.html", "articles/bong-da.json", "report.json"):
        path = Path(settings.out, name)
        path.unlink()
        path.mkdir()
        with pytest.raises(StoreError, match=path.name):
            run(articles, settings)
        path.rmdir()
    run(articles, settings)


@pytest.mark.parametrize("name", ["index.html", "digest.md", "report.json"])
def test_a_file_that_songngu_did_not_write_is_not_replaced(articles: Path, settings: Settings, name: str) -> None:
    path = Path(settings.out, name)
    path.parent.mkdir()
    path.write_text("of the user", encoding="utf-8")
    with pytest.raises(UsageError, match="songngu didn't write it"):
        run(articles, settings)
    assert path.read_text(encoding="utf-8") == "of the user"
    assert list(path.parent.iterdir()) == [path]


def test_a_digest_without_its_database_is_made_again(articles: Path, settings: Settings) -> None:
    run(articles, settings)
    made = outputs(settings)
    for path in (*Path(settings.out).glob("songngu.db*"), Path(settings.out, "report.json")):
        path.unlink()
    run(articles, settings)
    assert outputs(settings) == made


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE translations SET record = 'x'",
        "UPDATE articles SET record = x'ff'",
        "UPDATE articles SET plan = 5",
        "DROP TABLE runs",
        "DROP TABLE articles",
        "CREATE TRIGGER t AFTER INSERT ON articles BEGIN DELETE FROM articles; END",
    ],
)
def test_a_database_that_turns_out_to_be_damaged_is_made_again(articles: Path, settings: Settings, damage: str) -> None:
    run(articles, settings)
    with closing(sqlite3.connect(Path(settings.out, "songngu.db"))) as connection:
        connection.execute(damage)
        connection.commit()
    path = articles / "bong-da.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nCâu mới.\n", encoding="utf-8")
    (note,) = run(articles, settings).notes
    assert "songngu.damaged-1.db" in note
    whole = replace(settings, out=settings.out + "2")
    run(articles, whole)
    assert outputs(settings) == outputs(whole)
    assert run(articles, settings).notes == ()


def test_the_output_may_be_in_the_source(articles: Path, settings: Settings) -> None:
    """The second run read the digest of the first as an article."""
    inside = replace(settings, out=str(articles / "out"))
    beside = replace(settings, out=str(articles))
    for chosen in (inside, beside):
        assert run(articles, chosen).articles["found"] == 3
        again = run(articles, chosen)
        assert (again.articles["found"], again.articles["unchanged"], again.skipped) == (3, 3, ())


def test_two_names_that_would_be_one_article(articles: Path, settings: Settings) -> None:
    """One of them was lost without a word: a folder may hold a name composed and decomposed."""
    for name in (unicodedata.normalize("NFC", "Huế.txt"), unicodedata.normalize("NFD", "Huế.txt")):
        (articles / name).write_text(f"Tin thứ {len(name)}.", encoding="utf-8")
    report = run(articles, settings)
    assert report.articles["finished"] == 4
    (failure,) = report.failures
    assert "rename one of them" in failure.reason


def test_one_broken_article_does_not_take_the_others_down(articles: Path, settings: Settings) -> None:
    (articles / "hong.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (articles / "rong.txt").write_bytes(b"")
    report = run(articles, settings)
    assert report.articles["finished"] == 3
    assert {failure.path for failure in report.failures} == {"hong.txt", "rong.txt"}
    assert all(failure.reason for failure in report.failures)


@pytest.mark.parametrize("place", ["songngu.checks.run_checks", "songngu.work.build_article"])
def test_an_article_that_makes_us_stumble_does_not_take_the_others_down(
    articles: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Every later run stopped there too, so no other article could ever be done."""
    module, name = place.rsplit(".", 1)
    sound = getattr(import_module(module), name)

    def stumble(first: object, *others: object) -> object:
        if "Rajamangala" in str(first):
            raise ZeroDivisionError("by an article")
        return sound(first, *others)

    with monkeypatch.context() as patch:
        patch.setattr(place, stumble)
        report = run(articles, settings)
    assert report.articles["finished"] == 2
    assert [(failure.path, failure.reason) for failure in report.failures] == [
        ("bong-da.txt", "unexpected ZeroDivisionError: by an article")
    ]
    assert run(articles, settings).articles["finished"] == 1


SHORT_OF_MEMORY = """
import contextlib
from songngu.engines.echo import EchoEngine

def translate(self, requests, *, hypotheses=1, sound=EchoEngine.translate):
    if any("Rajamangala" in request.source for request in requests):
        with contextlib.suppress(ImportError):
            import resource
            resource.setrlimit(resource.RLIMIT_AS, (2**34, resource.getrlimit(resource.RLIMIT_AS)[1]))
        bytearray(2**46)
    return sound(self, requests, hypotheses=hypotheses)

EchoEngine.translate = translate
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_memory_is_too_short_for_fails_alone(
    articles: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: int
) -> None:
    """The operating system refuses memory to a worker: here beyond 16 GB, to one that asks for 64 TB."""
    (tmp_path / "sitecustomize.py").write_text(SHORT_OF_MEMORY, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    command = [sys.executable, "-m", "songngu.cli", "run", str(articles), "--out", settings.out, "--model", "echo"]
    command += ["--no-shipped-glossary", "--workers", str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "failed: bong-da.txt: out of memory; run again with fewer --workers" in done.stderr
    assert "Traceback" not in done.stderr
    assert {name for name in outputs(settings) if name.startswith("articles/")} == {
        "articles/gia-vang.json",
        f"articles/{slug('suc-khoe/cum-mua.txt')}.json",
    }
    monkeypatch.delenv("PYTHONPATH")
    again = run(articles, settings)
    assert (again.articles["finished"], again.articles["unchanged"]) == (1, 2)


def test_the_same_article_twice_is_noted_and_translated_once(articles: Path, settings: Settings) -> None:
    alone = run(articles, settings).segments["translated"]
    (articles / "z-ban-sao.txt").write_bytes((articles / "gia-vang.txt").read_bytes())
    report = run(articles, replace(settings, out=settings.out + "2"))
    assert report.articles["finished"] == 4
    assert report.segments["translated"] == alone
    assert any("z-ban-sao.txt has the same text as gia-vang.txt" in note for note in report.notes)


def test_the_digest_does_not_depend_on_workers(articles: Path, settings: Settings) -> None:
    run(articles, settings)
    several = replace(settings, out=settings.out + "2", workers=2)
    run(articles, several)
    assert outputs(several) == outputs(settings)


def test_an_output_folder_that_is_a_file_is_explained(articles: Path, settings: Settings) -> None:
    Path(settings.out).write_text("not a folder")
    with pytest.raises(UsageError, match="can't make the output folder"):
        run(articles, settings)


def test_a_full_disk_loses_nothing(articles: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(StoreError, match="No space left"):
            run(articles, settings)
    run(articles, settings)
    made = outputs(settings)
    other = replace(settings, out=settings.out + "2")
    run(articles, other)
    assert outputs(other) == made


def test_killed_at_any_moment_the_next_run_ends_the_same(articles: Path, settings: Settings, tmp_path: Path) -> None:
    for number in range(60):  # enough for several batches
        (articles / f"tin-{number:02}.txt").write_text(
            f"Bản tin số {number}\n\nThành phố có {number} dự án mới. Vốn đầu tư là {number},5 tỷ đồng.\n\n"
            f"Ông Trần Văn B cho biết {number + 2} công trình sẽ hoàn thành trong năm 2026.\n",
            encoding="utf-8",
        )
    whole = replace(settings, out=str(tmp_path / "whole"))
    run(articles, whole)
    command = [sys.executable, "-m", "songngu.cli", "run", str(articles), "--out", settings.out, "--model", "echo"]
    command += ["--no-shipped-glossary", "--quiet"]
    for delay in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert subprocess.run(command, check=False).returncode == 0
    assert outputs(settings) == outputs(whole)


def test_the_words_that_are_left_are_those_that_are_new(articles: Path, settings: Settings) -> None:
    """Ten unchanged articles and one new one are not a tenth of the work left."""
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    def run_told() -> Report:
        sources, skipped = find_sources(str(articles))
        return batch.run(settings, sources, skipped, progress=lambda done, total: None, effort=tell)

    report = run_told()
    assert told[-1] == (report.words, report.words)
    assert report.words > 50
    (articles / "moi.txt").write_text("Một câu mới.\n\nGiá vàng hôm nay ra sao?\n", encoding="utf-8")
    told.clear()
    report = run_told()
    assert told[-1] == (report.words, report.words)
    assert 3 <= report.words < 15
