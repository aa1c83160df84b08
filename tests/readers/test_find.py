"""Which files are articles, in which order, under which id."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.errors import ReadError
from songngu.readers import find_documents
from songngu.readers.find import relative, slug


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def test_sorted_recursive_hidden_ignored_others_reported(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.md", "sub/c.TXT", ".git/d.txt", ".e.txt", "f.xyz", "readme")
    paths, skipped = find_documents(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == ["a.md", "b.txt", "sub/c.TXT"]
    assert [(one.path, one.reason.split(" isn't")[0]) for one in skipped] == [
        ("f.xyz", ".xyz"),
        ("readme", "a file without suffix"),
    ]


def test_what_a_browser_saved_with_a_page_is_no_article(tmp_path: Path) -> None:
    write(tmp_path, "tin.html", "tin_files/khung.html", "tin_files/a.js", "old_files/bài.html")
    paths, skipped = find_documents(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == ["old_files/bài.html", "tin.html"]
    assert [one.path for one in skipped] == ["tin_files"]


def test_one_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    assert find_documents(tmp_path / "a.txt") == ((tmp_path / "a.txt",), ())


def test_link_loops_end_and_broken_links_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    paths, skipped = find_documents(tmp_path)
    assert paths == (tmp_path / "sub" / "a.txt",)
    assert [one.path for one in skipped] == ["gone.txt"]


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file or folder"):
        find_documents(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("khong-co", "no such"), ("/dev/null", "neither"), ("x" * 300, "too long"), ("loop", "symbolic links")],
)
def test_what_is_no_folder_nor_file_is_explained(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ReadError, match=reason) as caught:
        find_documents(tmp_path / name)
    assert caught.value.mend


def test_what_cannot_be_reached_is_reported_and_the_rest_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may be listed but not entered took the whole run down."""
    write(tmp_path, "a.txt", "kin/b.txt", "kin/c")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    real = Path.stat

    def refuse(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self.parent.name == "kin":
            raise PermissionError(13, "Permission denied")
        return real(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    paths, skipped = find_documents(tmp_path)
    assert paths == (tmp_path / "a.txt",)
    assert [(one.path, one.reason.split(" (")[0]) for one in skipped] == [
        ("kin/b.txt", "can't be opened"),
        ("kin/c", "can't be opened"),
        ("loop.txt", "can't be opened"),
        ("pipe.txt", "not a plain file"),
    ]


@pytest.mark.parametrize("mark", ["songngu.db", "report.json"])
def test_what_a_run_wrote_is_no_article(tmp_path: Path, mark: str) -> None:
    own = ["digest.md", "index.html", "digest.jsonl", "songngu.damaged-1.db", "songngu.db-wal", "articles/a.json"]
    write(tmp_path, "digest.md", "in/a.txt", f"out/{mark}", "out/b.txt", "out/articles/c.txt")
    write(tmp_path / "out", *own)
    (tmp_path / "out" / mark).write_text('{"signature": "songngu:1|echo"}')
    paths, skipped = find_documents(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "digest.md",  # the user's own: there is no run's output beside it
        "in/a.txt",
        "out/articles/c.txt",
        "out/b.txt",
    ]
    assert skipped == ()
    paths, skipped = find_documents(tmp_path / "out" / "digest.md")
    assert paths == ()
    assert "songngu itself" in skipped[0].reason


def test_bytes_that_are_not_utf8_can_be_reported(tmp_path: Path) -> None:
    for name in (b"a\xff.txt", b"a.\xfe", b"\xe1/b.txt"):
        path = tmp_path / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    paths, skipped = find_documents(tmp_path)
    assert [relative(path, tmp_path) for path in paths] == [r"\xe1/b.txt", r"a\xff.txt"]
    assert skipped[0].path == r"a.\xfe"
    assert skipped[0].reason.startswith(r".\xfe isn't read")


@pytest.mark.parametrize(
    ("name", "wanted", "why"),
    [
        ("000_2dd00050f8cd7159.txt", r"000_2dd00050f8cd7159", "a plain name is its own id"),
        ("Giá vàng tăng.txt", r"gia-vang-tang-[0-9a-f]{8}", "tones and spaces go, a hash tells it from others"),
        ("Đà Nẵng/bão.md", r"da-nang-bao-md-[0-9a-f]{8}", "đ has no decomposition; the folder counts"),
        ("新闻.txt", r"article-[0-9a-f]{8}", "nothing ASCII is left"),
        ("con.txt", r"con-[0-9a-f]{8}", "Windows can't name a file so"),
        ("index.txt", r"index-[0-9a-f]{8}", "kept for pages"),
        ("a" * 300 + ".txt", r"a{64}-[0-9a-f]{8}", "not longer than file systems allow"),
    ],
)
def test_slug(name: str, wanted: str, why: str) -> None:
    assert re.fullmatch(wanted, slug(name)), why


@pytest.mark.parametrize(
    ("one", "other"),
    [("a/b.txt", "a-b.txt"), ("a.txt", "a.md"), ("a.txt", "A.txt"), ("hoà.txt", "hòa.txt"), ("a b.txt", "a-b.txt")],
)
def test_different_paths_have_different_ids(one: str, other: str) -> None:
    assert slug(one) != slug(other)


def test_one_name_composed_or_not_is_one_id() -> None:
    """macOS may hand back names decomposed; an article mustn't be done again for that."""
    assert slug("Huê\u0301.txt") == slug("Huế.txt")


@settings(deadline=None)
@given(st.text(min_size=1))
def test_slugs_are_plain_and_stable(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9_][a-z0-9_-]*", slug(name))
    assert slug(name) == slug(name)
