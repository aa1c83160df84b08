"""`songngu serve`: translation and digests for other programs, over HTTP."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songngu.cli.serving import end_at_once, listen, run_server, server_config
from songngu.cli.shared import given_settings, say, setting_options

if TYPE_CHECKING:
    import socket
    from concurrent.futures import Future

    from songngu.engines.base import Engine
    from songngu.service.service import Access, Service


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=5000, show_default=True, metavar="N", help="0 for any free port."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
    help="Another address lets other machines in: everyone who reaches it, unless --api-key.",
)  # fmt: skip
@click.option("--api-key", metavar="KEY|@FILE", help="A key that every request must carry; @FILE has it in a file.")
@click.option(
    "--data", default="songngu-service", show_default=True, metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path), help="Where clients' glossaries and digests are kept.",
)  # fmt: skip
@click.option(
    "--max-characters", type=click.IntRange(1), default=10_000, show_default=True, metavar="N", help="Of one request."
)
@click.option(
    "--max-seconds", type=click.FloatRange(0, min_open=True), default=300, show_default=True, metavar="N",
    help="Until the answer to a request.",
)  # fmt: skip
@click.option(
    "--max-waiting", type=click.IntRange(1), default=4_000, show_default=True, metavar="N",
    help="Sentences in the queue; beyond, requests are told to come again.",
)  # fmt: skip
@setting_options("glossary", "shipped_glossary", "model", "threads", "beam")
def serve(
    port: int,
    host: str,
    api_key: str | None,
    data: Path,
    max_characters: int,
    max_seconds: float,
    max_waiting: int,
    **flags: object,
) -> None:
    """Translate and make digests for other programs.

    Answers LibreTranslate's requests (/translate) and DeepL's (/v2/translate, with glossaries), makes digests
    (/digests), and describes itself at /openapi.json. Requests that come together are translated together. Ctrl-C ends
    it; digests that aren't done go on at the next start.
    """
    _check_installed()
    from songngu.lock import hold
    from songngu.service.limits import Limits
    from songngu.service.service import Service

    settings = given_settings(flags)
    limits = Limits(characters=max_characters, seconds=max_seconds, waiting=max_waiting)
    listener = listen(host, port)  # first: a taken port is found before anything is loaded
    taken = "another `songngu serve` uses this folder"
    with listener, hold(data / ".lock", taken, "End it, or choose another folder with --data"):
        port = listener.getsockname()[1]
        service = Service(settings, data, limits, _access(host, port, _key(api_key)))
        say(f"Serving at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)")
        if not _is_loopback(host) and not service.access.key:
            say("songngu: whoever reaches this address may translate here and read what is kept: --api-key", err=True)
        _serve(service, listener)
    say("Ended.")
    loaded = service.batcher.loaded
    if loaded.done() and (error := loaded.exception()):
        raise error
    end_at_once()


def _serve(service: Service, listener: socket.socket) -> None:
    """Answer until Ctrl-C or a request to end, or until the model turns out to be no good."""
    import uvicorn

    from songngu.service.app import build_app

    class Server(uvicorn.Server):  # type: ignore[misc]
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            service.stop()  # what waits is told so, rather than cut off
            await super().shutdown(sockets)

    server = Server(server_config(build_app(service)))

    def ended(loaded: Future[Engine]) -> None:
        server.should_exit = server.should_exit or loaded.exception() is not None

    service.batcher.loaded.add_done_callback(ended)
    try:
        run_server(server, listener)
    finally:
        service.close()


def _access(host: str, port: int, key: str) -> Access:
    from songngu.asgi import hosts_of
    from songngu.service.service import Access

    return Access(key=key, hosts=hosts_of(port) if _is_loopback(host) else None)


def _key(given: str | None) -> str:
    """The key, or the first line of the file that has it. Raises UsageError."""
    from songngu.errors import UsageError

    if given is None:
        return ""
    key = given
    if given.startswith("@"):
        try:
            key = Path(given[1:]).read_text("utf-8").partition("\n")[0]
        except (OSError, UnicodeDecodeError) as error:
            what = f"the key can't be read ({getattr(error, 'strerror', None) or error})"
            raise UsageError(what, where=given[1:], mend="Put it on the first line of the file") from error
    if not key.strip():
        raise UsageError("the key is empty", where="--api-key", mend="Give one, or leave the option out")
    return key.strip()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_installed() -> None:
    """Raise UsageError where the extra isn't installed."""
    from importlib.util import find_spec

    from songngu.errors import UsageError

    missing = [name for name in ("prometheus_client", "python_multipart") if find_spec(name) is None]
    if missing:
        what = f"{' and '.join(missing)} isn't installed"
        raise UsageError(what, where="songngu serve", mend="pip install 'songngu[serve]'")
