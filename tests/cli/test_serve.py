"""`songngu serve`: where it listens, what it says of that, and how it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from songngu.cli import main
from songngu.cli.serving import listen

ECHO = ("--model", "echo", "--no-shipped-glossary")


@contextmanager
def serving(
    *options: str, program: tuple[str, ...] = ("-m", "songngu.cli")
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service in a process of its own, and its address."""
    command = [sys.executable, *program, "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().split()[2]
        process.kill()


def _until_ready(address: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"{address}health", timeout=10):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("it never was ready")


def post(address: str, sent: dict[str, str]) -> dict[str, str]:
    for _ in range(200):
        try:
            request = urllib.request.Request(
                f"{address}translate", json.dumps(sent).encode(), {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=10) as answer:
                found: dict[str, str] = json.loads(answer.read())
                return found
        except OSError:  # the model isn't loaded yet, or nobody listens
            time.sleep(0.05)
    raise AssertionError("no answer")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_this_machine_until_ctrl_c(end: signal.Signals) -> None:
    with serving(*ECHO) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert post(address, {"q": "Mưa.", "source": "vi", "target": "en"}) == {"translatedText": "[Mưa.]"}
        begun = time.monotonic()
        process.send_signal(end)
        out, err = process.communicate(timeout=10)
        took = time.monotonic() - begun
    assert (process.returncode, err) == (0, "")
    assert out == "Ended.\n"
    assert took < 2
    assert Path("songngu-service", "glossaries").is_dir()


SLOW = """
import time
from songngu.engines.echo import EchoEngine
EchoEngine.translate = lambda *given, **more: time.sleep(60)
from songngu.cli import main
main()
"""


def test_ctrl_c_while_the_engine_is_busy_tells_who_waits() -> None:
    """It was cut off with an internal error, and the terminal had tracebacks."""
    with serving(*ECHO, program=("-c", SLOW)) as (process, address):
        _until_ready(address)
        answered = threading.Event()
        told: list[int] = []

        def ask() -> None:
            sent = json.dumps({"q": "Mưa.", "source": "vi", "target": "en"}).encode()
            request = urllib.request.Request(f"{address}translate", sent, {"Content-Type": "application/json"})
            try:
                urllib.request.urlopen(request, timeout=30)
            except urllib.error.HTTPError as error:
                told.append(error.code)
            answered.set()

        threading.Thread(target=ask, daemon=True).start()
        time.sleep(0.5)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
        took = time.monotonic() - begun
        assert answered.wait(10)
    assert (process.returncode, err, told) == (0, "", [503])
    assert took < 2


def test_another_address_says_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the socket is one of this machine's own all the same, and nothing is served."""
    module = sys.modules["songngu.cli.serve"]  # by its name in the package one finds the command
    monkeypatch.setattr(module, "listen", lambda host, port: listen("127.0.0.1", port))
    monkeypatch.setattr(module, "_serve", lambda service, listener: service.close())
    monkeypatch.setattr("os._exit", lambda code: None)
    for host, key, warned in (("0.0.0.0", (), True), ("0.0.0.0", ("--api-key", "abc"), False), ("::1", (), False)):
        done = CliRunner().invoke(main, ["serve", "--port", "0", "--host", host, *key, *ECHO])
        assert done.exit_code == 0, done.output
        assert ("--api-key" in done.stderr) is warned


def test_a_model_that_can_not_be_loaded_ends_it() -> None:
    with serving("--model", "no-such-model") as (process, _):
        _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "no-such-model" in err


def test_a_taken_port_and_wrong_options_are_wrong_usage() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--port", port, *ECHO])
    assert (done.exit_code, port in done.stderr, "--port" in done.stderr) == (2, True, True)
    Path("file").write_text("", encoding="utf-8")
    for wrong in (
        ("--host", "nowhere.invalid"), ("--api-key", " "), ("--api-key", "@missing"), ("--api-key", "@file"),
        ("--glossary", "missing.csv"), ("--max-characters", "0"), ("--max-seconds", "0"), ("--data", "file"),
    ):  # fmt: skip
        done = CliRunner().invoke(main, ["serve", "--port", "0", *ECHO, *wrong])
        assert done.exit_code == 2, wrong
        assert done.stderr, wrong


def test_a_folder_has_one_service() -> None:
    """Two would do the same digests, and each know only its own glossaries."""
    with serving(*ECHO):
        done = CliRunner().invoke(main, ["serve", "--port", "0", *ECHO])
    assert (done.exit_code, "--data" in done.stderr) == (2, True)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["serve", *ECHO])
    assert done.exit_code == 2
    assert "pip install 'songngu[serve]'" in done.stderr
