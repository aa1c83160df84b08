"""What the commands that serve over HTTP share: a port, a server that ends in good order, and the end itself."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from songngu.errors import UsageError

if TYPE_CHECKING:
    import socket

    import uvicorn

    from songngu.asgi import App


def listen(host: str, port: int) -> socket.socket:
    """A socket on a port of this machine. Raises UsageError where the address or the port can't be had."""
    import socket

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        what = f"this address can't be used ({error.strerror})"
        raise UsageError(what, where=host, mend="Give one that this machine has") from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(1024)
    except OSError as error:
        listener.close()
        what = f"port {port} can't be used ({error.strerror})"
        mend = "End the other program there (another songngu?), or choose a port with --port"
        raise UsageError(what, where=host, mend=mend) from error
    return listener


def server_config(app: App) -> uvicorn.Config:
    """How an application is served."""
    import uvicorn

    return uvicorn.Config(
        app, lifespan="off", ws="none", log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=1, timeout_keep_alive=60,
    )  # fmt: skip


def run_server(server: uvicorn.Server, listener: socket.socket) -> None:
    """Answer until Ctrl-C or a request to end."""
    # The server ends in good order, then raises the signal that ended it again, for us.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def end_at_once() -> None:
    """End the process where a thread still works: an engine can't be interrupted, and all writes are atomic."""
    if threading.active_count() > 1:
        sys.stdout.flush()
        os._exit(0)
