"""Locks between processes. The system lets go of them when their process ends, however it ends: none is left behind.

There are two, since `songngu run --watch` keeps another from watching for the same output, but lets others run between
its own runs: `one_at_a_time` locks the folder itself for one run, and others wait; `hold` locks a file in it for as
long as a command lives, and others are refused.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from songngu.errors import StoreError, UsageError
from songngu.files import make_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = OSError if sys.platform == "win32" else BlockingIOError  # Windows has one error for all
LOCK_SECONDS = 0.2  # between two looks whether another run has ended


@contextmanager
def one_at_a_time(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Make the folder and be the only run in it; where another is at work there, call `waiting` and wait.

    The lock leaves no file in the output. Where a folder can't be locked (Windows, some network folders), runs go on
    side by side and only the database keeps them apart. Raises UsageError where the folder can't be made.
    """
    make_folder(folder)
    handle = _open_folder(folder)
    try:
        if not _lock_folder(handle):
            waiting()
            while not _lock_folder(handle):
                time.sleep(LOCK_SECONDS)
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def hold(path: Path, what: str, mend: str) -> Iterator[None]:
    """Hold the lock file `path`, which stays. On a file system without locks nothing keeps two apart.

    Raises UsageError, which says `what` and how to `mend` it, where another holds it; StoreError where the file can't
    be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        mending = "Choose a folder you may write"
        raise StoreError(f"can't be written ({error.strerror})", where=str(path), mend=mending) from error
    try:
        try:
            _lock(handle)
        except _TAKEN as error:
            raise UsageError(what, where=str(path.parent), mend=mend) from error
        except OSError:  # a network folder without locks
            pass
        yield
    finally:
        os.close(handle)


def _open_folder(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:  # a folder can't be opened on Windows
        return None


def _lock_folder(handle: int | None) -> bool:
    """Lock an open folder, where that can be done; False where another has it."""
    try:
        if handle is not None:
            _lock(handle)
    except BlockingIOError:
        return False
    except OSError:  # a network folder without locks
        pass
    return True


def _lock(handle: int) -> None:
    """Lock an open file for this process. Raises OSError where that can't be: BlockingIOError where another has it."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
