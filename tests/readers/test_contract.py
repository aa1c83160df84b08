"""What every reader promises, of every kind of file and of the programs that write it."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import random
import time
import unicodedata
from pathlib import Path

import pytest
from tests.readers import made

from songngu.errors import ReadError
from songngu.readers import CONTAINERS, READERS, read_data
from songngu.records import Document
from songngu.sources import Input, sources_of


def read_all(path: Path) -> list[Document]:
    return [source.read() for source in sources_of(path, path.parent) if isinstance(source, Input)]


@pytest.fixture(params=sorted(made.FILES))
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(made.FILES[request.param]())
    return path


def paragraphs(document: Document) -> list[str]:
    groups = itertools.groupby(document.segments, key=lambda segment: segment.paragraph)
    return ["".join(segment.vi + segment.after for segment in group) for _, group in groups]


def test_every_kind_of_file_is_here() -> None:
    assert {Path(name).suffix for name in made.FILES} == {*READERS, *CONTAINERS}


def test_nothing_is_lost_doubled_or_moved(path: Path) -> None:
    (document,) = read_all(path)
    kept = paragraphs(document)
    assert [paragraph for paragraph in kept if paragraph != made.AUTHOR] == list(made.PIECES)
    assert not any(other in paragraph for paragraph in kept for other in made.LEFT_OUT)


def test_title_date_and_kinds_are_told(path: Path) -> None:
    (document,) = read_all(path)
    kinds = {segment.vi: segment.kind for segment in document.segments}
    if (
        path.suffix == ".srt"
    ):  # what is said has neither: no cue is marked as a title, and its times are those of a film
        assert (document.date, document.title_id, set(kinds.values())) == (None, None, {"text"})
        return
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
    assert [source.id for source in sources_of(path, path.parent) if isinstance(source, Input)] == [
        document.id for document in read_all(path)
    ]


def test_what_was_done_is_said(path: Path) -> None:
    (document,) = read_all(path)
    told = " ".join(document.notes)
    for name, what in {"windows": "windows-1258", "word.htm": "windows-1258", "mojibake": "mojibake repaired",
                       "utf16": "UTF-16", "vnexpress": "source: vnexpress.net", "blogger": "source: Blog giao thông",
                       "google": "unusual spaces", "word.docx": "deletions",
                       "tcvn3.txt": "decoded as TCVN3 (ABC)", "tcvn3.docx": "converted from TCVN3 (ABC)",
                       "vni.txt": "decoded as VNI", "vni.docx": "converted from VNI",
                       "read-aloud": "without their times"}.items():  # fmt: skip
        if path.name.startswith(name):
            assert what in told


@pytest.mark.parametrize("seed", range(20))
def test_what_is_altered_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    """Two and a half thousand such files were tried when the readers were written; these keep the kinds."""
    chance = random.Random(seed)
    for name, make in sorted(made.FILES.items()):
        data = bytearray(make())
        for _ in range(chance.choice([1, 5, 50])):
            at = chance.randrange(len(data) + 1)
            if chance.random() < 0.4:
                del data[at : at + chance.choice([1, 10, 500])]
            else:
                data[at:at] = chance.choice(BROKEN)
        (tmp_path / name).write_bytes(data)
        for source in sources_of(tmp_path / name, tmp_path):
            if isinstance(source, Input):
                with contextlib.suppress(ReadError):
                    source.read()


BROKEN = (b"<", b">", b"&", b"<div>" * 50, b"\x00", b'"', b"<![CDATA[", b"</p>", b"\xff", b"&#x0;", b"&#xD800;", b"{",
          b"<svg><script>", b"PK\x01\x02", b"\xee\x80\x80", b"\xed\xa0\x80", b"a:b ", b"<!--")  # fmt: skip


@pytest.mark.parametrize("piece", ["<", "<p>", "<div>", "<b>", "<!--", "<p>Ảnh: x", "<br>", "<li>Một hai ba bốn năm.",
                                   "<div class='lead'>một hai ba bốn năm sáu bảy tám</div>",
                                   "á»", "Ã ", "a "])  # fmt: skip
def test_the_time_of_a_page_grows_as_its_text(piece: str) -> None:
    """jusText, below trafilatura, takes time by the square of the paragraphs: minutes for such a page."""
    start = time.perf_counter()
    with contextlib.suppress(ReadError):
        read_data(("<html><body><nav>x</nav><h1>T</h1>" + piece * (200_000 // len(piece))).encode(), "a.html")
    assert time.perf_counter() - start < 10
