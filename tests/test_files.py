"""A reader never sees half a file."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from songngu.digest import RENDERERS, output_names
from songngu.errors import StoreError, UsageError
from songngu.files import (
    DATABASE,
    REPORT,
    is_output,
    is_running,
    is_written,
    refuse_foreign,
    remove_leftovers,
    write_atomic,
)


def test_it_writes_and_replaces_and_makes_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize(
    ("number", "mend"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EACCES, "Choose a folder you may write"),
        (errno.EISDIR, "move that away"),
    ],
)
def test_where_the_last_step_fails_the_old_file_is_whole_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, mend: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(source: object, target: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(StoreError) as caught:
        write_atomic(path, b"new")
    assert caught.value.where == str(path)
    assert mend in caught.value.mend
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(StoreError, match="can't be written"):
        write_atomic(tmp_path / "a" / "b.txt", b"x")


def test_only_a_process_that_is_surely_gone_is_said_not_to_run() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert [is_running(number) for number in (os.getpid(), gone.pid, 10**30)] == [True, False, True]


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as living:
        stay = {f".a.json.{living.pid}.tmp", ".gitignore", "a.json", f"a.json.{gone.pid}.tmp", ".a.tmp"}
        for name in (*stay, f".a.json.{gone.pid}.tmp", f".index.html.{gone.pid}.part"):
            (tmp_path / name).write_bytes(b"x")
        remove_leftovers(tmp_path)
        assert {path.name for path in tmp_path.iterdir()} == stay
        living.communicate(b"\n")
    remove_leftovers(tmp_path / "absent")


def test_every_file_of_a_digest_counts_as_written(tmp_path: Path) -> None:
    """A new format may not be read as an article by the next run."""
    names = [*output_names(list(RENDERERS)), REPORT, "articles/a.json"]
    assert not any(is_written(tmp_path / name) for name in names)
    (tmp_path / DATABASE).write_bytes(b"")
    assert all(is_written(tmp_path / name) for name in names)
    assert not is_written(tmp_path / "articles" / "a.txt")


def test_a_report_of_another_program_makes_no_output_folder(tmp_path: Path) -> None:
    assert not is_output(tmp_path)
    (tmp_path / REPORT).write_text('{"tests": 3}')
    assert not is_output(tmp_path)
    (tmp_path / REPORT).write_text('{"signature": "songngu:1|echo"}')
    assert is_output(tmp_path)


def test_only_what_songngu_wrote_is_replaced(tmp_path: Path) -> None:
    refuse_foreign(tmp_path / "absent")
    (tmp_path / "ours").write_text("<!-- songngu:1|echo -->")
    refuse_foreign(tmp_path / "ours")
    (tmp_path / "theirs").write_text("of the user")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("theirs", "folder", "link"):
        with pytest.raises(UsageError, match="didn't write it"):
            refuse_foreign(tmp_path / name)


def test_a_device_or_link_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_atomic(tmp_path / "pipe", b"text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert not (tmp_path / "pipe").is_file()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_atomic(tmp_path / "link", b"text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"text"
    with pytest.raises(StoreError, match="No space left"):
        write_atomic(Path("/dev/full"), b"text")
    assert not Path("/dev/full").is_file()
