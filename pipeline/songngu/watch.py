"""When a folder or a file is worth another run: something in it has changed, and has stayed as it is for a while."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from songngu.errors import UsageError
from songngu.files import is_written, state_of

SETTLED_SECONDS = 1.0  # for so long nothing may change before a run: a file that is still being written isn't read half
LONGEST_WAIT_SECONDS = 60.0  # until a run although something changes all the time
LOOK_SECONDS = 0.2  # how often Ctrl-C is looked for
GONE_SECONDS = 1.0  # how often a folder is looked for that isn't there


def changes(source: Path, out: Path, others: Sequence[Path]) -> Iterator[None]:
    """Yield at once, then whenever something below `source` (or one of the files `others`) has changed and settled.

    What songngu itself writes to `out` doesn't count. A source that vanishes yields once and is waited for. Changes
    that come while the caller is at work count afterwards. Raises UsageError where the system can't watch more folders.
    """
    while True:
        yield from _until_gone(source, out, others)
        yield  # the run says that it is gone
        while not source.exists():
            time.sleep(GONE_SECONDS)


def _until_gone(source: Path, out: Path, others: Sequence[Path]) -> Iterator[None]:
    from watchfiles import watch

    files, folder, first = _Files(others), source.is_dir(), True
    seen = watch(
        _real(source) if folder else _real(source).parent,
        recursive=folder,
        watch_filter=lambda _, path: counts(Path(path), _real(source), _real(out)),
        step=round(SETTLED_SECONDS * 1000),
        debounce=round(LONGEST_WAIT_SECONDS * 1000),
        rust_timeout=round(LOOK_SECONDS * 1000),
        yield_on_timeout=True,
    )
    try:
        for changed in seen:
            if first or changed or files.have_changed():  # at first: for what came before the watch began
                first = False
                yield
            if not source.exists():
                return
    except FileNotFoundError:
        return  # it vanished as the watch began
    except OSError as error:
        mend = "Set WATCHFILES_FORCE_POLLING=1, which looks at every file now and then"
        raise UsageError(f"can't be watched ({error.strerror or error})", where=str(source), mend=mend) from error


class _Files:
    """Some single files, wherever they are, that may be made later: looked at again and again, as they are few."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._told = self._last = self._states()
        self._since = time.monotonic()

    def have_changed(self) -> bool:
        """Whether one is another than when that was last told, and all have settled since."""
        states, now = self._states(), time.monotonic()
        if states != self._last:
            self._last, self._since = states, now
        if self._last == self._told or now - self._since < SETTLED_SECONDS:
            return False
        self._told = self._last
        return True

    def _states(self) -> list[str]:
        return [state_of(path) for path in self._paths]


def counts(path: Path, source: Path, out: Path) -> bool:
    """Whether a change of that path is one of the source, a folder or a file; all three are real paths."""
    if path == source:
        return True
    if not path.is_relative_to(source) or any(part.startswith(".") for part in path.relative_to(source).parts):
        return False
    return not (out != source and path.is_relative_to(out)) and not is_written(path)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
