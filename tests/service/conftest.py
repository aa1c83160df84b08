"""A service with the echo engine, asked in the process or over loopback, and an engine that waits to be let go."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from songngu.asgi import hosts_of
from songngu.engines.base import Engine, Hypothesis, Request
from songngu.engines.echo import EchoEngine
from songngu.service import service as service_module
from songngu.service.app import build_app
from songngu.service.limits import Limits
from songngu.service.service import Access, Service
from songngu.settings import Settings

PORT = 5000
HERE = f"http://127.0.0.1:{PORT}"
ECHO = Settings(model="echo", shipped_glossary=False)

Make = Callable[..., TestClient]


class GatedEngine(EchoEngine):
    """Echoes once the gate is open; fails on a text with "hỏng". Notes the sources of each of its calls."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.entered = threading.Event()
        self.calls: list[list[str]] = []

    def translate(self, requests: Sequence[Request], *, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
        """Wait, then echo."""
        self.calls.append([request.source for request in requests])
        self.entered.set()
        assert self.gate.wait(30)
        if any("hỏng" in request.source for request in requests):
            raise MemoryError("out of memory")
        return super().translate(requests, hypotheses=hypotheses)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Make a service over this test's folder; all are closed at the end."""
    made: list[Service] = []

    def make(limits: Limits | None = None, key: str = "", settings: Settings = ECHO, *, ready: bool = True) -> Service:
        access = Access(key=key, hosts=hosts_of(PORT))
        service = Service(settings, tmp_path / "data", limits or Limits(), access)
        made.append(service)
        if ready:
            service.batcher.loaded.result(60)
        return service

    yield make
    for one in made:
        one.close()


@pytest.fixture
def client(serve: Callable[..., Service]) -> TestClient:
    """A client of a service with the default limits."""
    return client_of(serve())


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of one service for all tests that leave nothing behind."""
    service = Service(ECHO, tmp_path_factory.mktemp("shared"), Limits(), Access(hosts=hosts_of(PORT)))
    service.batcher.loaded.result(60)
    yield client_of(service)
    service.close()


@pytest.fixture
def gated(monkeypatch: pytest.MonkeyPatch) -> Iterator[GatedEngine]:
    """The engine of every service that the test makes."""
    engine = GatedEngine()

    def load(settings: Settings) -> Engine:
        return engine

    monkeypatch.setattr(service_module, "load_engine", load)
    yield engine
    engine.gate.set()


@pytest.fixture
def address(serve: Callable[..., Service]) -> Iterator[str]:
    """Where a service answers for real."""
    with served(serve()) as found:
        yield found


class served:  # noqa: N801: reads as `with served(service) as address`
    """A service that listens on a free port of 127.0.0.1 while the block runs."""

    def __init__(self, service: Service) -> None:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(512)
        port = self._listener.getsockname()[1]
        service.access = Access(key=service.access.key, hosts=hosts_of(port))
        self._address = f"http://127.0.0.1:{port}"
        config = uvicorn.Config(build_app(service), lifespan="off", log_level="error", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})

    def __enter__(self) -> str:
        self._thread.start()
        return self._address

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


def client_of(service: Service) -> TestClient:
    """A client that calls the service in this process."""
    return TestClient(build_app(service), base_url=HERE, raise_server_exceptions=False)
