"""Workers of this machine: they end with the run, and the run doesn't end with them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from songngu.distribute import Batch, Broken, Job, crew
from songngu.distribute.local import ProcessWorker, run_local
from songngu.errors import ModelError
from songngu.records import Segment
from songngu.settings import Settings


def batch(*texts: str) -> Batch:
    segments = [Segment(id="s1", paragraph=0, kind="text", vi=text) for text in texts]
    return Batch(jobs=tuple(Job(key=segment.vi, segment=segment, terms=()) for segment in segments))


def test_a_sentence_that_ends_every_process_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where memory is too short for it: the process is killed while it has that sentence."""
    submit = ProcessWorker.submit

    def killed(worker: ProcessWorker, work: Batch) -> object:
        if any("hỏng" in job.key for job in work.jobs):
            os.kill(worker.ready.result(), signal.SIGKILL)
        return submit(worker, work)

    monkeypatch.setattr(ProcessWorker, "submit", killed)
    monkeypatch.setattr(crew, "QUEUE", 1)  # so that it is killed at that very work
    plan = [batch("Trời mưa.", "Câu hỏng."), batch("Giá vàng tăng.")]
    work = run_local(plan, Settings(model="echo", workers=2))
    found = {key: outcome for _, outcomes in work for key, outcome in outcomes.items()}
    assert list(found) == ["Trời mưa.", "Câu hỏng.", "Giá vàng tăng."]
    ((broken, outcome),) = [(key, outcome) for key, outcome in found.items() if isinstance(outcome, Broken)]
    assert broken == "Câu hỏng."
    assert "out of memory" in outcome.reason


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_engine_lacks_is_said(workers: int) -> None:
    with pytest.raises(ModelError, match="no model"):
        list(run_local([batch("Trời mưa.")], Settings(model="none", workers=workers)))


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    """They waited for ever once, each with a model in memory."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(300):
        text = "\n\n".join(f"Câu số {number} của đoạn {part} nói về giá gạo." for part in range(20))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "songngu.cli", "run", str(folder), "--out", str(tmp_path / "out"), "--quiet"]
    command += ["--model", "echo", "--no-shipped-glossary", "--workers", "2"]
    # Workers inherit standard output: the pipe closes when the last of them is gone.
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("out/articles/*.json")):
        assert time.monotonic() < deadline, "no article was ever finished"
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGKILL
