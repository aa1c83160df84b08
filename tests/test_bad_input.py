"""Bad input through a whole run: a clear reason, the right exit code, nothing lost."""

from __future__ import annotations

import os
import re
import sqlite3
import time
import unicodedata
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from songngu.cli import main
from songngu.records import Article

ECHO = ("--model", "echo", "--no-shipped-glossary", "--out", "out")
GOOD = "Giá gạo tăng mạnh\n\nGiá gạo xuất khẩu tăng 5% trong tháng 10. Nông dân phấn khởi.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one good article, in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "in"
    made.mkdir()
    (made / "tot.txt").write_text(GOOD, encoding="utf-8")
    return made


def run(source: Path | str = "in", *words: str) -> Result:
    return CliRunner().invoke(main, ["run", str(source), *ECHO, *words], catch_exceptions=False)


def articles() -> dict[str, Article]:
    return {
        (article := msgspec.json.decode(path.read_bytes(), type=Article)).path: article
        for path in Path("out/articles").glob("*.json")
    }


def text(path: str) -> str:
    return " ".join(segment.vi for segment in articles()[path].segments)


def test_an_empty_folder_is_wrong_usage(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = run("nothing")
    assert done.exit_code == 2
    assert "no article" in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("rong.txt", b"", "empty"),
        ("trang.txt", b" \n\t\n", "empty"),
        ("anh.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "PNG"),
        ("nhi-phan.txt", bytes(range(256)) * 8, "not UTF-8"),
    ],
)
def test_what_is_no_article_fails_alone(folder: Path, name: str, data: bytes, reason: str) -> None:
    (folder / name).write_bytes(data)
    done = run()
    assert done.exit_code == 1
    assert f"failed: {name}" in done.stderr
    assert reason in done.stderr
    assert set(articles()) == {"tot.txt"}


def test_a_folder_called_like_an_article_and_a_broken_link_are_passed_over(folder: Path) -> None:
    (folder / "thu-muc.txt").mkdir()
    (folder / "hong.txt").symlink_to(folder / "khong-co.txt")
    done = run()
    assert done.exit_code == 0
    assert "hong.txt" in done.stderr
    assert set(articles()) == {"tot.txt"}


def test_a_file_that_cannot_be_read_or_vanishes_fails_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "mat.txt").write_text(GOOD, encoding="utf-8")
    read_bytes = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "mat.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    done = run()
    assert done.exit_code == 1
    assert "failed: mat.txt: can't be read (Permission denied)" in done.stderr


@pytest.mark.parametrize(
    ("encoding", "note"), [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-8-sig", ""), ("cp1258", "1258")]
)
def test_other_encodings_are_read_and_noted(folder: Path, encoding: str, note: str) -> None:
    decomposed = unicodedata.normalize("NFD", GOOD)
    if encoding == "cp1258":  # it has base letters with breve, circumflex and horn, and combining tones
        tones = "".join(char for char in GOOD)
        decomposed = "".join(_for_cp1258(char) for char in tones)
    (folder / "khac.txt").write_bytes(decomposed.encode(encoding))
    assert run().exit_code == 0
    assert text("khac.txt") == text("tot.txt")
    assert note in " ".join(articles()["khac.txt"].notes)


def _for_cp1258(char: str) -> str:
    """A letter as windows-1258 writes it: the vowel with its own mark, then the tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in parts if mark in tones)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone


def test_mixed_normal_forms_are_one(folder: Path) -> None:
    half = len(GOOD) // 2
    mixed = GOOD[:half] + unicodedata.normalize("NFD", GOOD[half:])
    (folder / "lan.txt").write_text(mixed, encoding="utf-8")
    assert run().exit_code == 0
    assert text("lan.txt") == text("tot.txt")


def test_a_long_line_without_a_full_stop_is_kept_whole(folder: Path) -> None:
    line = "giá gạo tăng " * 7700
    (folder / "dai.txt").write_text(line, encoding="utf-8")
    began = time.monotonic()
    assert run().exit_code == 0
    assert time.monotonic() - began < 60
    assert text("dai.txt").split() == line.split()


def test_control_characters_and_emoji_do_no_harm(folder: Path) -> None:
    (folder / "la.txt").write_text("Tin\x01 nóng\x1b[31m 🎉\n\nTrời\u200b mưa\u00ad 🌧️ to.\n", encoding="utf-8")
    assert run().exit_code == 0
    assert "\x1b" not in text("la.txt")
    assert "🌧️" in text("la.txt")


def test_english_text_does_not_stop_a_run(folder: Path) -> None:
    (folder / "en.txt").write_text("Rice prices rose by 5 percent in October. Farmers are pleased.\n", encoding="utf-8")
    assert run().exit_code == 0
    assert "Farmers" in text("en.txt")


def test_an_article_that_is_only_a_caption(folder: Path) -> None:
    (folder / "anh.txt").write_text("Nông dân gặt lúa tại Cần Thơ (Ảnh: TTXVN).\n", encoding="utf-8")
    assert run().exit_code == 0
    article = articles()["anh.txt"]
    assert {segment.kind for segment in article.segments} == {"caption"}
    assert article.title.vi
    assert article.summary


def test_names_of_every_kind_stay_apart(folder: Path) -> None:
    names = ["một bài.txt", "MỘT BÀI.txt", "mot bai.txt", "a/tot.txt", "xuống\ndòng.txt", "..ẩn.md", "tot.md"]
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{GOOD}\nTệp {names.index(name)}.\n", encoding="utf-8")
    assert run().exit_code == 0
    visible = [name for name in names if not name.startswith(".")]
    assert set(articles()) == {"tot.txt", *visible}
    assert len(list(Path("out/articles").iterdir())) == len(visible) + 1


def test_a_locked_database_is_exit_1_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songngu.store.BUSY_SECONDS", 0.05)
    assert run().exit_code == 0
    (folder / "moi.txt").write_text(GOOD + "Thêm.\n", encoding="utf-8")
    other = sqlite3.connect("out/songngu.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = run()
    assert done.exit_code == 1
    assert "in use by another process" in done.stderr
    other.execute("ROLLBACK")
    other.close()
    assert run().exit_code == 0


def test_a_corrupt_database_is_kept_aside_and_the_run_goes_on(folder: Path) -> None:
    assert run().exit_code == 0
    made = Path("out/index.html").read_bytes()
    for name in ("songngu.db-wal", "songngu.db-shm"):
        Path("out", name).unlink(missing_ok=True)
    Path("out/songngu.db").write_bytes(b"SQLite format 3\0" + os.urandom(4096))
    done = run()
    assert done.exit_code == 0
    assert "songngu.damaged-1.db" in done.stderr
    assert Path("out/index.html").read_bytes() == made


def test_an_output_that_cannot_be_made_is_wrong_usage(folder: Path) -> None:
    Path("out").write_text("a file")
    done = run()
    assert done.exit_code == 2
    assert "can't make the output folder" in done.stderr


def test_ten_megabytes_are_read_in_linear_time(folder: Path) -> None:
    """Reading only: what grows with the square would take minutes here."""
    from songngu.sources import Input

    paragraph = "Giá gạo tăng 5% trong tháng 10, theo ông Trần Văn B. Nông dân ở Cần Thơ phấn khởi.\n\n"
    path = folder / "lon.txt"
    path.write_text(paragraph * (10_000_000 // len(paragraph.encode())), encoding="utf-8")
    began = time.process_time()  # other programs' work isn't counted
    document = Input(path=path, root=folder).read()
    assert time.process_time() - began < 120
    assert len(document.segments) > 100_000


def test_a_long_article_goes_through_a_whole_run_in_linear_time(folder: Path) -> None:
    """Of some 200 different sentences, so that it's not the engine that is measured; CPU seconds, as others work too.

    Measured once on two busy cores: 1 MB (11,781 sentences) took 14 s, 4 MB 43 s and 730 MB of memory.
    """
    places = ("Mai", "Lan", "Cúc", "Trúc", "Hồng", "Sen", "Đào", "Mơ", "Bưởi", "Nhãn", "Vải", "Xoài", "Mận", "Ổi")
    sentences = [f"Giá gạo ở bến {one} tăng 5%, dân chợ {other} vui." for one in places for other in places]
    assert len(set(sentences)) == 196

    def seconds(count: int) -> float:
        lines = [f"{sentences[n % 196]} {sentences[n * 5 % 196]}" for n in range(count // 2)]
        (folder / "tot.txt").write_text("\n\n".join(lines), encoding="utf-8")
        began = time.process_time()
        assert run("in", "--formats", "html,md").exit_code == 0
        taken = time.process_time() - began
        (article,) = articles().values()
        assert [segment.vi for segment in article.segments] == " ".join(lines).replace(". ", ".\n").split("\n")
        assert all(segment.en for segment in article.segments)
        shown = re.findall(r'id="a:tot:s(\d+)"', Path("out/index.html").read_text(encoding="utf-8"))
        assert shown == [str(n + 1) for n in range(len(article.segments))]
        markdown = Path("out/digest.md").read_text(encoding="utf-8")
        assert all(markdown.count(sentence) >= 2 * (count // 2 // 196) for sentence in sentences)
        return taken

    seconds(200)  # loads what is needed, and translates
    assert seconds(6000) < 9 * seconds(1000), "six times the text"
