"""How does the service do with many clients? `python benchmarks/service.py [TEXTS --model vi-en] [--clients N]`

TEXTS has an article a line; without it the sentences are made up, such that the echo engine's need no mending and only
what isn't the model is measured. Each client sends one sentence after another over loopback, each sentence once, and
checks that the answer is to its own. The same is done by a service that translates together what waits and by one that
translates one sentence after another: their ratio is what batching gives.
"""

from __future__ import annotations

import asyncio
import json
import lzma
import multiprocessing
import os
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import click

from songngu.service.limits import Limits
from songngu.settings import Settings
from songngu.text.normalise import clean
from songngu.text.sentences import split_sentences


class Result(NamedTuple):
    """What the clients of one service saw; times in seconds."""

    errors: int
    seconds: float
    times: list[float]
    cpu: float = 0.0  # of the service


@click.command()
@click.argument("texts", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--clients", default=200, show_default=True)
@click.option("--requests", default=10, show_default=True, help="Of each client.")
@click.option("--model", default="echo", show_default=True)
@click.option("--batch", default=Limits().batch, show_default=True, help="Sentences translated together.")
def main(texts: Path | None, clients: int, requests: int, model: str, batch: int) -> None:
    """Print errors, requests a second and the times to an answer, batched and one by one."""
    sentences = list(islice(_sentences(texts) if texts else _made_up(), clients * requests))
    shares = [sentences[number::clients] for number in range(clients)]
    rates = {}
    for size in (batch, 1):
        result = _measure(shares, Settings(model=model), size)
        rates[size] = len(sentences) / result.seconds
        click.echo(
            f"{model}, {clients} clients, {len(sentences)} requests, at most {size} together: {result.errors} errors, "
            f"{rates[size]:.1f} requests/s, p50 {1000 * statistics.median(result.times):.0f} ms, "
            f"p95 {1000 * statistics.quantiles(result.times, n=20)[-1]:.0f} ms, "
            f"CPU {1000 * result.cpu / len(sentences):.1f} ms a request"
        )
    click.echo(f"requests/s together / one by one: {rates[batch] / rates[1]:.2f}")


def _made_up() -> Iterator[str]:
    return (f"Client {number} of the service asks for the weather in Hanoi." for number in count())


def _sentences(texts: Path) -> Iterator[str]:
    """Sentences of 5 to 60 words, none twice."""
    seen = set()
    with (lzma.open if texts.suffix == ".xz" else open)(texts, "rt", encoding="utf-8") as stream:
        for line in stream:
            for sentence in split_sentences(line.strip()):
                text = clean(sentence)[0].strip()
                if 5 <= len(text.split()) <= 60 and text not in seen and "\n" not in text:
                    seen.add(text)
                    yield text


def _measure(shares: Sequence[Sequence[str]], settings: Settings, batch: int) -> Result:
    context = multiprocessing.get_context("spawn")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1024)
        port = listener.getsockname()[1]
        process = context.Process(target=_serve, args=(listener, settings, batch), daemon=True)
        process.start()
        try:
            asyncio.run(_ready(port))
            before = _cpu(process.pid)
            result = asyncio.run(_ask_all(port, shares))
            return result._replace(cpu=_cpu(process.pid) - before)
        finally:
            process.kill()
            process.join()


def _cpu(process: int | None) -> float:
    """CPU seconds of a process so far; 0 where there is no /proc. On a busy machine they tell more than the clock."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _serve(listener: socket.socket, settings: Settings, batch: int) -> None:
    import uvicorn

    from songngu.asgi import hosts_of
    from songngu.service.app import build_app
    from songngu.service.service import Access, Service

    limits = Limits(batch=batch, waiting=1_000_000, seconds=3600)
    access = Access(hosts=hosts_of(listener.getsockname()[1]))
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(Service(settings, Path(folder), limits, access))
        config = uvicorn.Config(app, lifespan="off", log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


async def _ready(port: int) -> None:
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        status, _ = await _exchange(reader, writer, f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        writer.close()
        if status == 200:
            return
        await asyncio.sleep(0.2)


async def _ask_all(port: int, shares: Sequence[Sequence[str]]) -> Result:
    started = time.perf_counter()
    found = await asyncio.gather(*(_ask(port, share) for share in shares))
    seconds = time.perf_counter() - started
    return Result(sum(result.errors for result in found), seconds, [t for result in found for t in result.times])


async def _ask(port: int, share: Sequence[str]) -> Result:
    """One client: a connection, one request after another."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    errors, times = 0, []
    for text in share:
        body = json.dumps({"q": text, "source": "vi", "target": "en", "details": True}).encode()
        head = (
            f"POST /translate HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        started = time.perf_counter()
        status, content = await _exchange(reader, writer, head.encode() + body)
        times.append(time.perf_counter() - started)
        errors += status != 200 or json.loads(content)["details"]["vi"] != text
    writer.close()
    return Result(errors, 0.0, times)


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: bytes) -> tuple[int, bytes]:
    """Send a request; its answer's status and body."""
    writer.write(sent)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.partition("content-length:")[2].split("\r\n", 1)[0])
    return int(head.split()[1]), await reader.readexactly(length)


if __name__ == "__main__":
    main()
