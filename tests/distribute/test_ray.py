"""Whoever translates, and whatever becomes of a worker, the output is the same to the byte."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from songngu import batch
from songngu.cli.run import find_sources
from songngu.distribute import DISTRIBUTORS, Batch, Broken, Job, crew, ray
from songngu.distribute.crew import WorkerLost
from songngu.distribute.ray import ActorWorker, Identity, connected, identity, run_ray
from songngu.errors import ModelError, SongnguError, UsageError
from songngu.progress import Progress
from songngu.records import Segment
from songngu.report import Report
from songngu.settings import Settings

COMPARE = ray.compare
CASES = [("local", 1), ("local", 2), ("ray", 1), ("ray", 2)]


@pytest.fixture(scope="module")
def ray_here() -> Iterator[str]:
    """A Ray of two workers; its address. Starting one takes ten seconds, so that the tests share it."""
    with connected("", 2):
        from ray import get_runtime_context

        yield get_runtime_context().gcs_address
    deadline = time.monotonic() + 10
    while alive := _below(os.getpid()):
        assert time.monotonic() < deadline, alive
        time.sleep(0.2)
    assert not list(Path("/tmp").glob(f"songngu-ray-{os.getpid()}-*"))


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small batches; and nobody minds who edits the package while its tests run."""
    monkeypatch.setattr("songngu.work.BATCH_SEGMENTS", 8)
    monkeypatch.setattr(ray, "compare", lambda found, here, where: COMPARE(replace(found, code=here.code), here, where))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten articles, eleven batches and a bit of eight sentences."""
    folder = tmp_path_factory.mktemp("articles")
    for number in range(10):
        text = "\n\n".join(f"Câu {number}.{part} nói về giá gạo tại Hà Nội ngày 6/1." for part in range(9))
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The output of one process."""
    settings = Settings(out=str(tmp_path_factory.mktemp("out")), model="echo", shipped_glossary=False)
    run(folder, settings)
    return outputs(settings)


def run(folder: Path, settings: Settings, progress: Progress = lambda done, total: None) -> Report:
    sources, skipped = find_sources(str(folder))
    return batch.run(settings, sources, skipped, progress=progress)


def outputs(settings: Settings) -> dict[str, bytes]:
    out = Path(settings.out)
    paths = [*out.glob("articles/*"), *out.glob("index.html"), *out.glob("digest.md")]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def settings_of(settings: Settings, case: tuple[str, int]) -> Settings:
    return replace(settings, engine=case[0], workers=case[1])


def test_every_distributor_is_tested() -> None:
    assert {name for name, _ in CASES} == set(DISTRIBUTORS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_output_is_the_same(
    case: tuple[str, int], folder: Path, settings: Settings, expected: dict[str, bytes], ray_here: str
) -> None:
    told: list[int] = []
    report = run(folder, settings_of(settings, case), lambda done, total: told.append(done))
    assert outputs(settings) == expected
    assert (report.articles["finished"], report.failures) == (10, ())
    assert told == sorted(told)
    assert told[-1] == 10


@pytest.mark.parametrize("case", [case for case in CASES if case != ("local", 1)], ids=str)
def test_so_it_is_where_a_worker_is_killed(
    case: tuple[str, int],
    folder: Path,
    settings: Settings,
    expected: dict[str, bytes],
    ray_here: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    killed: list[int] = []
    lost: list[WorkerLost] = []
    lose = crew._Crew._lose

    def counted(of: crew._Crew, member: crew._Member, loss: WorkerLost) -> None:
        lost.append(loss)
        lose(of, member, loss)

    monkeypatch.setattr(crew._Crew, "_lose", counted)

    def kill(done: int, total: int) -> None:
        if not killed:
            killed.append(_workers()[0])
            os.kill(killed[0], signal.SIGKILL)

    report = run(folder, settings_of(settings, case), kill)
    assert outputs(settings) == expected
    assert report.failures == ()
    assert len(lost) == 1, "the worker that was killed was never missed"
    assert capfd.readouterr() == ("", ""), "Ray had something to say about it"


def _workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid] + [
        number for number, title in _below(os.getpid()).items() if title.startswith("ray::Translator")
    ]


def _below(parent: int) -> dict[int, str]:
    """The processes that a process started, theirs too, and what they are called; those that are dead aren't there."""
    table = subprocess.run(["ps", "-eo", "pid=,ppid=,stat=,args="], check=True, capture_output=True, text=True).stdout
    rows = [line.split(None, 3) for line in table.splitlines()]
    found: dict[int, str] = {}
    below = {parent}
    while more := {int(row[0]) for row in rows if int(row[1]) in below} - below:
        below |= more
    for row in rows:
        if int(row[0]) in below - {parent} and row[2][0] != "Z" and "ray" in row[3]:
            found[int(row[0])] = row[3]
    return found


def jobs(*texts: str) -> tuple[Job, ...]:
    segments = [Segment(id="s1", paragraph=0, kind="text", vi=text) for text in texts]
    return tuple(Job(key=segment.vi, segment=segment, terms=()) for segment in segments)


def test_a_sentence_that_ends_every_actor_is_found(ray_here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    submit = ActorWorker.submit

    def killed(worker: ActorWorker, work: Batch) -> object:
        if any("hỏng" in job.key for job in work.jobs):
            worker.end()
        return submit(worker, work)

    monkeypatch.setattr(ActorWorker, "submit", killed)
    monkeypatch.setattr(crew, "QUEUE", 1)
    work = run_ray([Batch(jobs=jobs("Câu hỏng.", "Trời mưa."))], Settings(model="echo", engine="ray"))
    ((_, found),) = work
    assert [key for key, outcome in found.items() if isinstance(outcome, Broken)] == ["Câu hỏng."]


HERE = Identity(version="1", code="c", engine="e")


@pytest.mark.parametrize(
    ("there", "kind", "message"),
    [
        (replace(HERE, version="2"), SongnguError, "songngu 2, this machine 1"),
        (replace(HERE, code="d"), SongnguError, "its files differ"),
        (replace(HERE, engine="f"), ModelError, "another model: f, this machine e"),
    ],
)
def test_a_worker_that_is_not_like_this_machine_is_refused(
    there: Identity, kind: type[SongnguError], message: str
) -> None:
    COMPARE(HERE, HERE, "host")
    with pytest.raises(kind, match=message) as caught:
        COMPARE(there, HERE, "host")
    assert caught.value.where == "host"


def test_it_is_refused_before_it_translates(ray_here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "identity", lambda engine: replace(identity(engine), version="0.0.9"))
    given: list[Batch] = []
    monkeypatch.setattr(ActorWorker, "submit", lambda worker, batch: given.append(batch))
    with pytest.raises(SongnguError, match=r"this machine 0\.0\.9"):
        list(run_ray([Batch(jobs=jobs("Trời mưa."))], Settings(model="echo", engine="ray")))
    assert given == []


def test_a_model_that_a_worker_lacks_is_said(ray_here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "engine_signature", lambda settings: "only here")
    with pytest.raises(ModelError, match="no model 'only-here'") as caught:
        list(run_ray([Batch(jobs=jobs("Trời mưa."))], Settings(model="only-here", engine="ray")))
    assert caught.value.where


def test_a_run_may_join_a_ray_that_is_there(
    ray_here: str, folder: Path, settings: Settings, expected: dict[str, bytes]
) -> None:
    command = [sys.executable, "-m", "songngu.cli", "run", str(folder), "--out", settings.out, "--model", "echo"]
    command += ["--no-shipped-glossary", "--engine", "ray", "--address", ray_here]
    process = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert process.returncode == 0, process.stderr
    assert outputs(settings) == expected
    assert process.stderr.splitlines()[-1].startswith("10 of 10 articles")
    assert all("of 10 articles" in line for line in process.stderr.splitlines()), "Ray said something"


def test_interrupting_leaves_no_process_and_no_folder(tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(300):
        text = "\n\n".join(f"Câu số {number} của đoạn {part} nói về giá gạo tại Hà Nội." for part in range(40))
        (many / f"{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "songngu.cli", "run", str(many), "--out", str(tmp_path / "out"), "--model", "echo"]
    command += ["--no-shipped-glossary", "--engine", "ray", "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 90
    while not list(tmp_path.glob("out/articles/*.json")):
        assert time.monotonic() < deadline, "no article was ever finished"
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    started = _below(process.pid)
    assert any(title.startswith("ray::Translator") for title in started.values())
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, said = process.communicate(timeout=20)  # the pipe closes when Ray's last process is gone
    assert time.monotonic() - began < 2
    assert process.returncode == 130
    assert said.strip().splitlines()[-1] == "songngu: stopped. What is done is kept; run again to go on from here."
    while alive := [number for number in started if _is_alive(number)]:
        assert time.monotonic() - began < 10, alive
        time.sleep(0.1)
    ray._sweep(Path("/tmp"))  # where the machine was too slow to end Ray in time, the next run does this
    assert not list(Path("/tmp").glob(f"songngu-ray-{process.pid}-*"))


def _is_alive(number: int) -> bool:
    table = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], check=False, capture_output=True, text=True)
    return bool(table.stdout.strip()) and not table.stdout.startswith("Z")


def test_an_address_where_nobody_answers_is_said() -> None:
    for address in ("127.0.0.1:9", "head", "head:x", "127.0.0.1:99999"):
        with pytest.raises(UsageError, match=r"no Ray answers.*ray start --head") as caught:
            ray._reach(address)
        assert caught.value.where == address
    with pytest.raises(UsageError, match="HOST:PORT"):
        run_ray([], Settings(model="echo", address="ray://head:10001"))


def test_without_ray_the_command_that_mends_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'songngu\[ray\]'"):
        run_ray([], Settings(model="echo"))


@pytest.mark.parametrize(
    ("cpus", "workers", "threads"),
    [
        ([2], 1, 2),
        ([2], 2, 1),
        ([2], 5, 1),
        ([16, 16, 16], 3, 16),
        ([16, 16, 16], 4, 8),
        ([16, 4, 0], 5, 4),
        ([], 1, 1),
    ],
)
def test_workers_share_the_cores_so_that_all_find_room(cpus: list[float], workers: int, threads: int) -> None:
    assert ray._threads(cpus, workers) == threads
