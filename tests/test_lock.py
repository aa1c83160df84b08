"""One lock is waited for, the other is refused; neither stands in the other's way, and none is left behind."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from songngu import lock
from songngu.errors import StoreError, UsageError
from songngu.lock import hold, one_at_a_time


def never() -> None:
    raise AssertionError("it waited for nobody")


def test_a_file_that_another_holds_is_refused_until_it_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "out" / ".lock"
    with hold(path, "taken", "End it"):
        with pytest.raises(UsageError, match=r"taken\. End it") as refused, hold(path, "taken", "End it"):
            pass
        assert refused.value.where == str(path.parent)
    with hold(path, "taken", "End it"):
        pass


def test_a_file_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(StoreError, match="can't be written"), hold(tmp_path / "out" / ".lock", "taken", "End it"):
        pass


def test_a_run_goes_on_in_a_folder_that_is_watched_for_and_leaves_no_file(tmp_path: Path) -> None:
    with hold(tmp_path / ".lock", "taken", "End it"), one_at_a_time(tmp_path, never):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from songngu.lock import hold, one_at_a_time; out = pathlib.Path(sys.argv[1])\n"
        "with hold(out / '.lock', '', ''), one_at_a_time(out, lambda: None): print(flush=True); input()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    waited: list[int] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()

        def kill() -> None:
            with pytest.raises(UsageError), hold(tmp_path / ".lock", "taken", "End it"):
                pass
            other.kill()
            waited.append(other.pid)

        with one_at_a_time(tmp_path, kill), hold(tmp_path / ".lock", "taken", "End it"):
            assert waited == [other.pid]


def test_where_there_are_no_locks_commands_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", refuse)
    with one_at_a_time(tmp_path, never), hold(tmp_path / ".lock", "taken", "End it") as held:
        assert held is None
