"""Which files are articles, in which order, under which id."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songngu.errors import ReadError
from songngu.readers import find_documents
from songngu.readers.find import slug


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
