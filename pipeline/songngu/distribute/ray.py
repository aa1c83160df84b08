"""Batches are translated by Ray actors: on this machine, or on every machine of a cluster.

Ray is started for one run, for this machine alone (127.0.0.1, a token that only this run knows, no dashboard, nothing
reported to anybody), or joined where it runs already. Each actor loads the model once. An actor on a machine that has
another songngu or another model translates nothing: the bytes of the output must not depend on who made them.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import songngu
from songngu.distribute.crew import POLL_SECONDS, WorkerLost, in_order
from songngu.distribute.translate import Batch, Outcomes, translate_each
from songngu.engines import engine_signature, load_engine
from songngu.engines.base import Engine
from songngu.errors import ModelError, SongnguError, UsageError
from songngu.files import is_running
from songngu.records import Record
from songngu.settings import Settings

MEND = "What is done is kept. `ray status` tells what the machines have free; --workers asks for fewer"
OBJECT_STORE_BYTES = 80 * 2**20  # Ray's least is 75 MiB; a batch and its outcomes are a tenth of one
REACH_SECONDS = 5.0  # for the head of a cluster to answer at all
END_SECONDS = 1.6  # for Ray to end, before the process does and takes it along: Ctrl-C takes two at most

_FOLDER = "songngu-ray-"
# Read by Ray where it is imported. The second keeps it at 127.0.0.1 on Linux too, whatever its name says.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0"}
_ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}


def run_ray(batches: Iterable[Batch], settings: Settings) -> Iterator[tuple[Batch, Outcomes]]:
    """Translate in `settings.workers` actors of the Ray at `settings.address`, at RAY_ADDRESS, or of one of our own.

    Raises UsageError where Ray isn't installed or doesn't answer, SongnguError and ModelError for a worker that isn't
    like this machine.
    """
    if importlib.util.find_spec("ray") is None:
        raise UsageError("--engine ray needs Ray, which isn't installed", mend="pip install 'songngu[ray]'")
    address = settings.address or os.environ.get("RAY_ADDRESS", "")
    if "://" in address:
        mend = "Give HOST:PORT (6379, where nothing else was said) on a machine that has joined the cluster"
        raise UsageError("Ray's client protocol isn't supported", where=address, mend=mend)
    return _run(batches, settings, "" if address == "local" else address)


def _run(batches: Iterable[Batch], settings: Settings, address: str) -> Iterator[tuple[Batch, Outcomes]]:
    plan = iter(batches)
    first = next(plan, None)
    if first is None:  # most runs: nothing is started for nothing
        return
    with connected(address, settings.workers):
        import ray

        expected = identity(engine_signature(settings))
        settings = replace(settings, model=_findable(settings.model))
        threads = settings.threads or _threads(
            [node["Resources"].get("CPU", 0) for node in ray.nodes()], settings.workers
        )
        settings = replace(settings, threads=threads)
        actor = ray.remote(num_cpus=threads, scheduling_strategy="SPREAD")(Translator)

        def start() -> ActorWorker:
            return ActorWorker(actor.remote(settings), expected)

        yield from in_order(_chain(first, plan), start, settings.workers, mend=MEND)


def _chain(first: Batch, others: Iterator[Batch]) -> Iterator[Batch]:
    yield first
    yield from others


class Identity(Record, frozen=True, kw_only=True):
    """What must be the same on every machine. `code` is the sha256 of the package's own files."""

    version: str
    code: str
    engine: str


def identity(engine: str) -> Identity:
    """That of this machine, with the engine of that signature."""
    return Identity(version=songngu.__version__, code=_code(), engine=engine)


def _code() -> str:
    """One sha256 for what decides a translation beside the model: the package's modules and word lists."""
    root = Path(songngu.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".json", ".txt") and path.relative_to(root).parts[0] != "data":
            data = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


def compare(worker: Identity, here: Identity, where: str) -> None:
    """Raise SongnguError or ModelError where a worker isn't what this machine is."""
    if worker.version != here.version:
        what = f"a worker has songngu {worker.version}, this machine {here.version}"
        raise SongnguError(what, where=where, mend="Install the same songngu on every machine of the cluster")
    if worker.code != here.code:
        what = f"a worker's songngu {worker.version} isn't this machine's: its files differ"
        raise SongnguError(what, where=where, mend="Install the same songngu on every machine of the cluster")
    if worker.engine != here.engine:
        what = f"a worker has another model: {worker.engine}, this machine {here.engine}"
        raise ModelError(what, where=where, mend="Put the same model in the same place on every machine of the cluster")


class Translator:
    """What an actor is: one engine, loaded once. It gives songngu's own errors back instead of raising them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine: Engine | None = None

    def load(self) -> tuple[str, Identity | SongnguError]:
        """Load the engine: the machine's name, and what is there."""
        try:
            self._engine = load_engine(self._settings)
            return socket.gethostname(), identity(self._engine.signature)
        except SongnguError as error:
            return socket.gethostname(), error

    def translate(self, batch: Batch) -> Outcomes | SongnguError:
        """Translate a batch."""
        assert self._engine is not None
        try:
            return translate_each(batch, self._engine, self._settings)
        except SongnguError as error:
            return error


class ActorWorker:
    """An actor, as the crew sees it."""

    def __init__(self, actor: Any, expected: Identity) -> None:
        self._actor, self._expected = actor, expected
        self.ready: Future[Any] = actor.load.remote().future()

    def submit(self, batch: Batch) -> Future[Any]:
        """Have the actor translate a batch."""
        future: Future[Any] = self._actor.translate.remote(batch).future()
        return future

    def result(self, future: Future[Any]) -> Any:
        """What came of it.

        Raises WorkerLost where the actor or its machine is gone; SongnguError for what the actor says, and for a worker
        that isn't what this machine is.
        """
        value = _result(future)
        if future is self.ready:
            host, found = value
            if isinstance(found, SongnguError):
                raise _located(found, host)
            compare(found, self._expected, host)
        elif isinstance(value, SongnguError):
            raise value
        return value

    def end(self) -> None:
        """End the actor's process, whatever it does."""
        import ray

        with contextlib.suppress(Exception):  # it is gone, or Ray is
            ray.kill(self._actor)


def _located(error: SongnguError, host: str) -> SongnguError:
    """The error with the machine it comes from."""
    return type(error)(error.what, where=f"{host}: {error.where}" if error.where else host, mend=error.mend)


def _result(future: Future[Any]) -> Any:
    """The result of an actor's call; Ray's errors become ours here."""
    from ray import exceptions

    lost = (
        exceptions.RayActorError,
        exceptions.WorkerCrashedError,
        exceptions.NodeDiedError,
        exceptions.OutOfMemoryError,
        exceptions.ObjectLostError,
    )
    try:
        return future.result()
    except lost as error:
        text = str(error)
        if "No module named 'songngu" in text:
            mend = "pip install 'songngu[ray]', the same version as here, on every machine of the cluster"
            raise SongnguError("songngu isn't installed on a machine of the cluster", mend=mend) from error
        raise WorkerLost(_first_line(text)) from error
    except exceptions.RayError as error:
        raise SongnguError(f"Ray failed: {_last_line(str(error))}", mend=MEND) from error


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].strip() if text.strip() else "no reason given"


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1].strip() if text.strip() else "no reason given"


def _findable(model: str) -> str:
    """The model's folder as a worker, who is in another folder, finds it."""
    return str(Path(model).resolve()) if Path(model).is_dir() else model


def _threads(cpus: Sequence[float], workers: int) -> int:
    """The most threads a worker can have so that all of them find room on machines with so many CPUs; at least 1."""
    most = int(max(cpus, default=1))
    room = (n for n in range(most, 1, -1) if sum(int(cpu) // n for cpu in cpus) >= workers)
    return next(room, 1)


@contextlib.contextmanager
def connected(address: str, workers: int) -> Iterator[None]:
    """Be connected to the Ray at `address` (`auto`: the one that runs on this machine), or to one of our own if "".

    Where this process is connected already, that is used and left alone. Raises UsageError where nobody answers.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if "ray" in sys.modules and sys.modules["ray"].is_initialized():
        yield
        return
    with contextlib.ExitStack() as stack:
        options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
        if address:
            _reach(address)
            options |= {"address": address}
        else:
            os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))  # Ray knows one for the life of a process
            stack.enter_context(_environment(_ALONE))
            options |= {
                "address": "local",
                "num_cpus": max(os.cpu_count() or 1, workers),
                "include_dashboard": False,
                "object_store_memory": OBJECT_STORE_BYTES,
                "_temp_dir": stack.enter_context(_short_folder()),
            }
        stack.enter_context(_initialised(options, address))
        yield


@contextlib.contextmanager
def _initialised(options: dict[str, Any], address: str) -> Iterator[None]:
    """Ray, from `ray.init` to `ray.shutdown`.

    Both are called by a thread of their own: the main thread stays free for Ctrl-C (starting takes ten seconds), and
    the kernel ends Ray's processes with the thread that started them, however this process ends.
    """
    keeper = ThreadPoolExecutor(1)
    try:
        started = keeper.submit(_start, options)
        try:
            with _muted():
                _await(started)
        except (ConnectionError, ImportError, RuntimeError, ValueError, OSError) as error:
            what = f"Ray can't be {'joined' if address else 'started'} ({_first_line(str(error))})"
            raise UsageError(what, where=address, mend=_mend(address)) from error
        yield
    finally:
        if started.done():
            ended = keeper.submit(_end)
            with contextlib.suppress(TimeoutError):
                ended.result(timeout=END_SECONDS)
        keeper.shutdown(wait=False)


def _start(options: dict[str, Any]) -> None:
    import ray

    # What Ray has to say of a worker that is gone it prints on standard output, whatever its logging is told.
    ray._private.worker._worker_logs_enabled = False
    ray.init(**options)


@contextlib.contextmanager
def _muted() -> Iterator[None]:
    """Nothing on standard error: Ray's own code writes there past Python, and what it starts keeps it open."""
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # it is closed
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _end() -> None:
    import ray

    ray.shutdown()


def _await(future: Future[None]) -> None:
    while not future.done():
        time.sleep(POLL_SECONDS / 4)
    future.result()


def _reach(address: str) -> None:
    """Raise UsageError where nobody listens: Ray itself would try for a minute, and end the process."""
    if address == "auto":
        return
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=REACH_SECONDS):
            pass
    except (OSError, ValueError, OverflowError) as error:
        raise UsageError(f"no Ray answers ({error})", where=address, mend=_mend(address)) from error


def _mend(address: str) -> str:
    if not address:
        return "`ray start --head` shows whether Ray works here at all; --engine local does without it"
    where = "Give the HOST:PORT that `ray start --head` printed, on a machine that has joined the cluster"
    return f"{where}; RAY_AUTH_TOKEN has to be the cluster's, if it has one"


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Environment variables for a while; what was set before is set again."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _short_folder() -> Iterator[str]:
    """A folder for Ray's sockets and logs, removed at the end. The path of a socket has 103 bytes at most."""
    parent = "/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir()
    _sweep(Path(parent))
    folder = tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Remove the folders of runs that were killed."""
    for folder in parent.glob(f"{_FOLDER}*"):
        number = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if number.isdecimal() and not is_running(int(number)):
            shutil.rmtree(folder, ignore_errors=True)
