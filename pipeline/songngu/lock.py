"""A lock on a folder for as long as a process lives, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from songngu.errors import StoreError, UsageError


@contextmanager
def hold(path: Path, what: str, mend: str) -> Iterator[None]:
    """Hold the lock file `path`. Raises UsageError, which says `what` and how to `mend` it, where another holds it;
    StoreError where the file can't be made.

    The system lets go of it when the process ends, so that none is ever left behind; the file itself stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        mending = "Choose a folder you may write"
        raise StoreError(f"can't be written ({error.strerror})", where=str(path), mend=mending) from error
    try:
        if not _lock(handle):
            raise UsageError(what, where=str(path.parent), mend=mend)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
