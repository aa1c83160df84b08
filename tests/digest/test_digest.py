"""The contract of every renderer, and of writing."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from songngu.digest import RENDERERS, output_names, write_digest
from songngu.errors import StoreError, UsageError
from songngu.records import Article, Digest


@pytest.fixture(params=["plain_digest", "nasty_digest", "empty_digest"])
def digest(request: pytest.FixtureRequest) -> Digest:
    value = request.getfixturevalue(request.param)
    assert isinstance(value, Digest)
    return value


@pytest.mark.parametrize("name", RENDERERS)
def test_equal_digests_give_equal_bytes(name: str, digest: Digest) -> None:
    twin = msgspec.json.decode(msgspec.json.encode(digest), type=Digest)
    assert RENDERERS[name].render(digest) == RENDERERS[name].render(twin)


@pytest.mark.parametrize("name", [name for name, renderer in RENDERERS.items() if renderer.text])
def test_output_is_utf8_with_unix_lines(name: str, digest: Digest) -> None:
    text = RENDERERS[name].render(digest).decode("utf-8")
    assert "\r" not in text


@pytest.mark.parametrize("name", RENDERERS)
def test_the_signature_is_in_it(name: str, plain_digest: Digest) -> None:
    """In plain sight, also where the rest is packed: by it a run knows its own files."""
    assert b"songngu:0.1.0" in RENDERERS[name].render(plain_digest).replace(b"\\", b"")


@pytest.mark.parametrize("name", ["html", "md", "docx", "epub"])
def test_the_overview_tells_its_days(name: str, plain_digest: Digest) -> None:
    elsewhen = tuple(replace(line, date=datetime.date(2019, 5, 17)) for line in plain_digest.overview)
    made = RENDERERS[name].render(replace(plain_digest, overview=elsewhen))
    if zipfile.is_zipfile(io.BytesIO(made)):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            made = b"".join(archive.read(part) for part in archive.namelist())
    assert made.count(b"May 17, 2019") == len(elsewhen)


def test_file_names_differ() -> None:
    assert len({renderer.file_name for renderer in RENDERERS.values()}) == len(RENDERERS)


def test_jsonl_gives_the_articles_back(digest: Digest) -> None:
    lines = RENDERERS["jsonl"].render(digest).splitlines()
    assert tuple(msgspec.json.decode(line, type=Article) for line in lines) == digest.articles


def test_write_leaves_only_the_files_asked_for(tmp_path: Path, plain_digest: Digest) -> None:
    folder = tmp_path / "output"
    assert write_digest(plain_digest, folder, ["html", "jsonl", "html"]) == (
        folder / "index.html",
        folder / "digest.jsonl",
    )
    assert sorted(path.name for path in folder.iterdir()) == ["digest.jsonl", "index.html"]


def test_output_names_are_what_is_written(tmp_path: Path, plain_digest: Digest) -> None:
    written = write_digest(plain_digest, tmp_path, ["md", "html"])
    assert output_names(["md", "html"]) == tuple(path.name for path in written)
    with pytest.raises(UsageError, match="'pdf'"):
        output_names(["pdf"])


def test_write_replaces_what_was_there(tmp_path: Path, plain_digest: Digest) -> None:
    (tmp_path / "digest.md").write_text("old")
    write_digest(plain_digest, tmp_path, ["md"])
    assert (tmp_path / "digest.md").read_bytes() == RENDERERS["md"].render(plain_digest)


def test_an_unknown_format_names_the_known_ones_and_writes_nothing(tmp_path: Path, plain_digest: Digest) -> None:
    with pytest.raises(UsageError, match=r"'pdf'.*html, md, jsonl"):
        write_digest(plain_digest, tmp_path, ["html", "pdf"])
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_an_error_of_ours(tmp_path: Path, plain_digest: Digest) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(StoreError, match=r"index\.html"):
        write_digest(plain_digest, tmp_path, ["html"])
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
