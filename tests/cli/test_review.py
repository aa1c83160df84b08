"""`songngu review`: where it listens, what it refuses, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from songngu.cli import main

ECHO = ("--model", "echo", "--no-shipped-glossary")


@pytest.mark.parametrize("out", ["nowhere", "articles-in"])
def test_a_folder_without_a_digest_is_wrong_usage(articles: Path, out: str) -> None:
    done = CliRunner().invoke(main, ["review", "--out", out, "--port", "0", *ECHO])
    assert done.exit_code == 2
    assert "songngu run" in done.stderr
    assert not Path(out, "songngu.db").exists()


def test_a_taken_port_says_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["review", "--port", port, *ECHO])
    assert done.exit_code == 2
    assert port in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_this_machine_until_ctrl_c_and_then_writes_the_digest(articles: Path, end: signal.Signals) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["run", str(articles), "--out", "out", *ECHO]).exit_code == 0
    command = [sys.executable, "-m", "songngu.cli", "review", "--out", "out", "--port", "0", *ECHO]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = line.split()[2]
        assert address.startswith("http://127.0.0.1:")
        _ask(address)
        _write(address, "The page's own English.")
        begun = time.monotonic()
        process.send_signal(end)
        out, err = process.communicate(timeout=10)
        took = time.monotonic() - begun
    assert (process.returncode, err) == (0, "")
    assert "out/index.html" in out.replace(os.sep, "/")
    assert took < 2
    assert "The page&#39;s own English." in Path("out/index.html").read_text(encoding="utf-8")


def _ask(address: str) -> bytes:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                content: bytes = answer.read()
                return content
        except OSError:
            time.sleep(0.05)
    raise AssertionError("no answer")


def _write(address: str, english: str) -> None:
    import json

    sentence = json.loads(_ask(address + "api/articles/bong-da/sentences"))[1]
    request = urllib.request.Request(
        f"{address}api/articles/bong-da/sentences/{sentence['segment']}",
        data=json.dumps({"en": english, "version": sentence["version"]}).encode(),
        headers={"X-Songngu-Tab": "a-test-tab"},
        method="PUT",
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.status == 200
