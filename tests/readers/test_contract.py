"""What every reader promises, of every kind of file and of the programs that write it."""

from __future__ import annotations

import datetime
import itertools
import unicodedata
from pathlib import Path

import pytest
from tests.readers import made

from songngu.plan import Source, sources_of
from songngu.readers import CONTAINERS, READERS
from songngu.records import Document


def read_all(path: Path) -> list[Document]:
    return [source.read() for source in sources_of(path, path.parent) if isinstance(source, Source)]


@pytest.fixture(params=sorted(made.FILES))
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(made.FILES[request.param]())
    return path


def paragraphs(document: Document) -> list[str]:
    groups = itertools.groupby(document.segments, key=lambda segment: segment.paragraph)
    return ["".join(segment.vi + segment.after for segment in group) for _, group in groups]


def test_every_kind_of_file_is_here() -> None:
    assert {Path(name).suffix for name in made.FILES} | {".srt"} == {*READERS, *CONTAINERS}


def test_nothing_is_lost_doubled_or_moved(path: Path) -> None:
    (document,) = read_all(path)
    kept = paragraphs(document)
    assert [paragraph for paragraph in kept if paragraph != made.AUTHOR] == list(made.PIECES)
    assert not any(other in paragraph for paragraph in kept for other in made.LEFT_OUT)


def test_title_date_and_kinds_are_told(path: Path) -> None:
    (document,) = read_all(path)
    kinds = {segment.vi: segment.kind for segment in document.segments}
    assert document.date == datetime.date(2026, 1, 12)
    assert document.title_id == "s1"
    assert kinds[made.TITLE] == kinds[made.HEADING] == "heading"
    assert kinds["Xe buýt điện tại bến Mỹ Đình sáng 12/1."] == kinds["Ảnh: Giang Huy"] == "caption"
    assert {kinds[sentence] for sentence in (made.LEAD, made.ITEMS[1])} == {"text"}
    assert kinds.get(made.AUTHOR, "byline") == "byline"


def test_segments_are_composed_bare_and_numbered(path: Path) -> None:
    (document,) = read_all(path)
    assert [segment.id for segment in document.segments] == [f"s{n + 1}" for n in range(len(document.segments))]
    for segment in document.segments:
        assert segment.vi == unicodedata.normalize("NFC", segment.vi).strip() != ""


def test_reading_twice_gives_the_same(path: Path) -> None:
    assert read_all(path) == read_all(path)
    assert [source.id for source in sources_of(path, path.parent) if isinstance(source, Source)] == [
        document.id for document in read_all(path)
    ]


def test_what_was_done_is_said(path: Path) -> None:
    (document,) = read_all(path)
    told = " ".join(document.notes)
    for name, what in {"windows": "windows-1258", "word.htm": "windows-1258", "mojibake": "mojibake repaired",
                       "utf16": "UTF-16", "vnexpress": "source: vnexpress.net", "blogger": "source: Blog giao thông",
                       "google": "unusual spaces", "word.docx": "deletions"}.items():  # fmt: skip
        if path.name.startswith(name):
            assert what in told
