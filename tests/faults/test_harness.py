"""The short form of the harness: each fault some times, at moments that no run of the tests has twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).with_name("harness.py")


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks for processes as Linux shows them")
def test_it_survives_every_fault_some_times() -> None:
    command = [sys.executable, str(HARNESS), "--rounds", "4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr  # with the seed that repeats it
    assert done.stdout.count(": survived") == 13
