"""The contract every reader keeps, and the way from a path to a Document."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from songngu.errors import ReadError
from songngu.readers import READERS, read_data
from songngu.sources import Input

ARTICLE = "Giảm lãi suất\n\nNgân hàng Nhà nước giảm lãi suất. Doanh nghiệp vui.\n"


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_makes_a_document(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / "tin" / f"a{suffix}"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    article = Input(path=path, root=tmp_path).read()
    assert article.path == f"tin/a{suffix}"
    assert article.title_id == "s1" or suffix != ".txt"
    assert [segment.vi for segment in article.segments] == [
        "Giảm lãi suất",
        "Ngân hàng Nhà nước giảm lãi suất.",
        "Doanh nghiệp vui.",
    ]
    assert article == Input(path=path, root=tmp_path).read()


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("data", [b"", b"   \n", b"%PDF-1.4", b"\x00\x01\x02" * 50, b"\xff\xff\xff caf\xe9"])
def test_every_reader_refuses_what_is_no_article(suffix: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        Input(path=path, root=tmp_path).read()
    assert caught.value.where.startswith(f"a{suffix}")
    assert caught.value.mend


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_every_reader_of_text_reports_what_it_did(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(ARTICLE.replace(" ", "\u00a0", 1).encode("utf-16"))
    assert Input(path=path, root=tmp_path).read().notes == ("decoded as UTF-16-LE", "1 unusual spaces made plain")


def test_unknown_suffix_lists_the_known(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(ReadError, match=r"Known: .*\.md.*\.txt"):
        Input(path=tmp_path / "a.xyz", root=tmp_path).read()


def test_a_file_of_only_a_date_has_no_text() -> None:
    with pytest.raises(ReadError, match="no text"):
        read_data(b"date 2026-01-06\n", "a.txt")


def test_bytes_are_read_as_the_suffix_says() -> None:
    article = read_data(("date 2026-01-06 " + ARTICLE).encode(), "-", ".txt")
    assert article.date == datetime.date(2026, 1, 6)
    assert article.segments[0].vi == "Giảm lãi suất"


@pytest.mark.parametrize(
    ("number", "date", "titled", "kinds"),
    [
        ("000", (2026, 1, 6), False, "2 caption, 19 text"),
        ("001", (2026, 1, 7), True, "1 byline, 1 caption, 6 heading, 14 text"),
        ("002", (2025, 12, 21), False, "2 caption, 1 heading, 17 text"),
        ("003", None, False, "4 caption, 15 text"),
        ("004", (2025, 12, 6), False, "2 caption, 18 text"),
    ],
)
def test_the_samples_are_what_an_editor_sees_in_them(
    request: pytest.FixtureRequest, number: str, date: tuple[int, int, int] | None, titled: bool, kinds: str
) -> None:
    folder = request.config.rootpath / "samples"
    (path,) = folder.glob(f"{number}_*.txt")
    article = Input(path=path, root=folder).read()
    assert article.date == (datetime.date(*date) if date else None)
    assert (article.title_id is not None) == titled
    counted = sorted(Counter(segment.kind for segment in article.segments).items())
    assert ", ".join(f"{count} {kind}" for kind, count in counted) == kinds


def test_samples_are_read(request: pytest.FixtureRequest) -> None:
    """Whatever stands in samples/, every file gives text, and no character but the date goes."""
    folder = request.config.rootpath / "samples"
    for path in sorted(folder.glob("*.txt")):
        article = Input(path=path, root=folder).read()
        spelled = "".join(segment.vi + segment.after for segment in article.segments)
        source = "".join(path.read_text(encoding="utf-8").split())
        assert source.endswith("".join(spelled.split()))
        assert any(segment.kind == "text" for segment in article.segments)
