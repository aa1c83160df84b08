"""A digest to review, made by the echo engine: a wrong name recurs in it, and one article tries to break out."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn

from songngu import batch
from songngu.cli.run import find_sources
from songngu.report import Report
from songngu.review.app import build_app
from songngu.review.service import ReviewService
from songngu.settings import Settings

# "Diễn đàn Biển Xanh" is in two articles and not in the glossary; the echo engine leaves it in Vietnamese.
ARTICLES = {
    "dien-dan.txt": """Diễn đàn Biển Xanh khai mạc tại Hà Nội

6/1/2026

Sáng 6/1, Diễn đàn Biển Xanh khai mạc tại Hà Nội. Khoảng 1.200 đại biểu tham dự.

Bà Nguyễn Thị Mai nói biển cần được bảo vệ. Các đại biểu đồng tình.

Phiên bế mạc diễn ra chiều 7/1. Các đại biểu đồng tình.
""",
    "nghe-ca.txt": """Ngư dân mong giá cá ổn định

5/1/2026

Ngư dân Quảng Nam mong giá cá ổn định. Diễn đàn Biển Xanh sẽ bàn về nghề cá.
""",
    "nguy-hiem.txt": """<script>window.injected = 1</script> <img src=x onerror="window.injected=1">

4/1/2026

Câu này có "><svg onload=window.injected=1> và {{ 7*7 }} 🇻🇳 ở Hà Nội.
""",
}
GLOSSARY = "# our names\nvi,en,kind,mode,note\nHà Nội,Hanoi,place,,\n"


@pytest.fixture
def digest_of(tmp_path: Path) -> Callable[[], Report]:
    """Run (again) over the articles of this test."""

    def run() -> Report:
        settings = _settings(tmp_path)
        sources, skipped = find_sources(str(tmp_path / "in"))
        return batch.run(settings, sources, skipped, progress=lambda done, total: None)

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of articles, the glossary and the digest, made once."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "in").mkdir()
    for name, text in ARTICLES.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    (folder / "mine.csv").write_text(GLOSSARY, encoding="utf-8")
    sources, skipped = find_sources(str(folder / "in"))
    batch.run(_settings(folder), sources, skipped, progress=lambda done, total: None)
    return folder


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Settings:
    """Settings of a copy of that digest, for one test alone."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return _settings(tmp_path)


@pytest.fixture
def address(own: Settings) -> Iterator[str]:
    """Where that digest is served for real."""
    service = ReviewService(own)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            build_app(service, port), lifespan="off", log_level="warning", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()
    service.close()


def _settings(folder: Path) -> Settings:
    return Settings(out=str(folder / "out"), model="echo", shipped_glossary=False, glossary=(str(folder / "mine.csv"),))
