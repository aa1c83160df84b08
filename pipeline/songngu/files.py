"""Writing files so that a reader never sees half of one."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from songngu.errors import StoreError


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to a temporary name beside `path`, then move it there.

    Raises StoreError where the folder can't be written or the disk is full; the old file is then still whole.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):  # the first error is the one that explains
            temporary.unlink(missing_ok=True)
        mend = "Free some space and run again" if error.errno == errno.ENOSPC else "Choose a folder you may write"
        raise StoreError(f"can't be written ({error.strerror})", where=str(path), mend=mend) from error
