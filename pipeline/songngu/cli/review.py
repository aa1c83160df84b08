"""`songngu review`: the review page, on this machine only."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songngu.cli.shared import given_settings, listen, say, setting_options

if TYPE_CHECKING:
    import socket

    from songngu.review.service import ReviewService

HOST = "127.0.0.1"


@click.command()
@setting_options("out")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="N", help="0 for any free port."
)
@click.option("--open/--no-open", "open_page", default=False, help="Open the page in your browser.")
@setting_options("glossary", "shipped_glossary", "model", "threads", "beam")
def review(port: int, open_page: bool, **flags: object) -> None:
    """Read, correct and approve a digest, and teach the glossary.

    Serves the output folder of a run as a page on 127.0.0.1, for this machine only. What the page calls saved is in the
    database. Ctrl-C ends it and writes the digest's files anew, a second one ends at once. `?` on the page shows the
    keys.
    """
    from songngu.review.service import ReviewService

    settings = given_settings(flags)
    listener = listen(HOST, port)  # first: a taken port is found before anything is loaded
    with listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        service = ReviewService(settings)
        try:
            say(f"Review at {address} (Ctrl-C ends it)")
            if open_page:
                click.launch(address)
            _serve(service, listener)
        finally:
            say("Ending; the digest's files are brought up to date …")
            service.close()
    index = Path(settings.out, "index.html")
    say(f"The digest is in {index if index.exists() else index.parent}")
    if any(not one.daemon and one is not threading.main_thread() for one in threading.enumerate()):
        sys.stdout.flush()
        os._exit(0)  # an engine in the middle of a preview can't be interrupted; all writes are atomic


def _serve(service: ReviewService, listener: socket.socket) -> None:
    """Answer until Ctrl-C or a request to end."""
    import uvicorn

    from songngu.review.app import build_app

    app = build_app(service, listener.getsockname()[1])
    config = uvicorn.Config(
        app, lifespan="off", ws="none", log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=1, timeout_keep_alive=60,
    )  # fmt: skip
    # The server ends in good order, then raises the signal that ended it again, for us.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
