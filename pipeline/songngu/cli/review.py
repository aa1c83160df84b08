"""`songngu review`: the review page, on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from songngu.cli.serving import end_at_once, listen, run_server, server_config
from songngu.cli.shared import given_settings, say, setting_options

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
    end_at_once()


def _serve(service: ReviewService, listener: socket.socket) -> None:
    """Answer until Ctrl-C or a request to end."""
    import uvicorn

    from songngu.review.app import build_app

    app = build_app(service, listener.getsockname()[1])
    run_server(uvicorn.Server(server_config(app)), listener)
