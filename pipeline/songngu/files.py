"""An output folder's files: what they are called, written so that nobody sees half of one, told from others'."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import threading
import time
from pathlib import Path

from songngu.errors import StoreError, UsageError

DATABASE, REPORT = "songngu.db", "report.json"
ARTICLES = "articles"  # the folder of the articles' records
PAGES = "pages"  # the folder of the pages of a long digest
MARKDOWN_EN = "markdown-en"  # the folder of the Markdown files in English, and the format that asks for it
SIGNED = "songngu:"  # how the signature of whatever songngu writes begins
STARTED = time.time()  # of this process, as good as
_WRITTEN = re.compile(r"index\.html|digest(?:-[\d.]+)?\.\w+|report\.json|songngu(?:\.damaged-\d+)?\.db(?:-wal|-shm)?")
SHEET = re.compile(r"(?:\d{4}-\d\d|undated)-\d+\.(?:html|md)")  # in PAGES
_TEMPORARY = re.compile(r"\..+\.(\d+)\.(?:tmp|part)")  # as write_atomic and the digest name them


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to a temporary name beside `path`, then move it there.

    A device or a pipe (`/dev/stdout`) is written to as it is, and a link leads to its file: neither is replaced.
    Raises StoreError where the folder can't be written or the disk is full; the old file is then still whole.
    """
    path = Path(os.path.realpath(path)) if path.is_symlink() else path
    if path.exists() and not path.is_file() and not path.is_dir():
        _write_directly(path, data)
        return
    # Two threads may write the same file; what others find names the process that it belongs to.
    temporary = path.with_name(f".{path.name}.{threading.get_native_id()}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):  # the first error is the one that explains
            temporary.unlink(missing_ok=True)
        raise StoreError(f"can't be written ({error.strerror})", where=str(path), mend=_mend(error)) from error


def make_folder(folder: Path) -> None:
    """Make a folder for the output. Raises UsageError where it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"can't make the output folder ({error.strerror})"
        raise UsageError(what, where=str(folder), mend="Choose a folder you may write with --out") from error


def _write_directly(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as out:
            out.write(data)
    except OSError as error:
        raise StoreError(f"can't be written ({error.strerror})", where=str(path), mend=_mend(error)) from error


def state_of(path: Path) -> str:
    """Differs whenever a file has been written anew; "" where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size}" if stat.S_ISREG(found.st_mode) else ""


def is_output(folder: Path) -> bool:
    """Whether a run has written to this folder."""
    return os.path.isfile(folder / DATABASE) or has_signature(folder / REPORT)


def require_database(out: Path) -> Path:
    """The database of an output folder. Raises UsageError where no run has made one."""
    path = out / DATABASE
    if not path.is_file():
        mend = f"`songngu run FOLDER --out {out}` makes one, or name the output folder with --out"
        raise UsageError("no digest has been made here", where=str(out), mend=mend)
    return path


def is_signed(signature: str) -> bool:
    """Whether the signature of a record is one of songngu's."""
    return signature.startswith(SIGNED)


def has_signature(path: Path) -> bool:
    """Whether a file carries songngu's signature, as all it writes for people and programs does."""
    try:
        return SIGNED.encode() in path.read_bytes()
    except OSError:
        return False


def refuse_foreign(path: Path) -> None:
    """Raise UsageError where something is in the place of an output that songngu didn't write."""
    if os.path.lexists(path) and not has_signature(path):
        mend = "Choose another --out, or move the file away"
        raise UsageError("is there already, and songngu didn't write it", where=str(path), mend=mend)


def is_written(path: Path) -> bool:
    """Whether this is a file that a run wrote: it has such a name, in an output folder."""
    if path.suffix == ".json" and path.parent.name == ARTICLES and is_output(path.parent.parent):
        return True
    if path.parent.name == PAGES and SHEET.fullmatch(path.name) and is_output(path.parent.parent):
        return True
    english = next((parent for parent in path.parents if parent.name == MARKDOWN_EN), None)
    if english and is_output(english.parent):
        return True
    return _WRITTEN.fullmatch(path.name) is not None and is_output(path.parent)


def _mend(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "Free some space and run again"
    if error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        return "Something else is in its place: move that away"
    return "Choose a folder you may write"


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files that processes left which were killed while they wrote to `folder`."""
    for path in folder.glob(".*"):
        match = _TEMPORARY.fullmatch(path.name)
        with contextlib.suppress(OSError):  # another run may remove them too
            if match and not _may_be_in_use(path, int(match[1])):
                path.unlink()


def _may_be_in_use(path: Path, process: int) -> bool:
    """Whether the process that wrote a file may still live."""
    if process == os.getpid():  # another thread's; or, where the numbers of processes recur, of one that was killed
        return path.stat().st_mtime >= STARTED
    if sys.platform == "win32":  # nobody can be asked there
        return time.time() - path.stat().st_mtime < 3600
    return is_running(process)


def is_running(process: int) -> bool:
    """Whether there is a process of that number, as far as can be told."""
    if sys.platform == "win32":  # there `os.kill` ends a process rather than asking for it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's
        pass
    return True
