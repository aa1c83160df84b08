"""What stands before every request: whom the server answers, how much it reads, what a browser may do with the answer.

The server listens on 127.0.0.1 only, but every page of the web can make the user's browser send something there. So:
a request must name this server (else another site's name could be pointed here, DNS rebinding), must not come from
another site, and where it changes something it must carry a header that no other site's page can send without asking.
"""

from __future__ import annotations

import re

from songngu.asgi import App, Message, Receive, Scope, Send, hosts_of

MAX_BODY = 256 * 1024  # bytes: an article's approvals are 100 kB at most, a sentence is far smaller
MAX_QUERY = 4096  # bytes
TAB_HEADER = "x-songngu-tab"  # which tab it is; only our own script can send it
TAB = re.compile(r"[A-Za-z0-9-]{8,64}")

# https://www.w3.org/TR/CSP3/ and Trusted Types: the page's own files only, and nothing is ever parsed as HTML.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


class Guard:
    """ASGI middleware around the whole application, for a server that listens on `port`."""

    def __init__(self, app: App, port: int) -> None:
        self._app, self._hosts = app, hosts_of(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":  # no websockets here, and nothing to do at start-up
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [pair for pair in message.get("headers", ()) if pair[0] not in dict(HEADERS)]
                message = {**message, "headers": [*own, *HEADERS]}
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal:
            await _refuse(*refusal, send_guarded)
            return
        body = await _read(receive)
        if body is None:
            await _refuse(413, "This is too long to be a sentence or an entry", send_guarded)
            return
        unread = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive_read() -> Message:
            return unread.pop() if unread else await receive()

        await self._app(scope, receive_read, send_guarded)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Status and reason where the request isn't for us."""
        host = headers.get("host", "")
        if host not in self._hosts or sum(name == b"host" for name, _ in scope["headers"]) != 1:
            return 421, "This server answers as 127.0.0.1 and localhost only"
        if len(scope["query_string"]) > MAX_QUERY:
            return 414, "The address is too long"
        reads = scope["method"] in ("GET", "HEAD")
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
        followed = reads and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if site not in ("same-origin", "none") and not followed:  # following a link from elsewhere is all right
            return 403, "This request comes from another site"
        if origin is not None and origin != f"http://{host}":
            return 403, "This request comes from another site"
        if not reads and not TAB.fullmatch(headers.get(TAB_HEADER, "")):
            return 403, "This request doesn't come from the review page"
        return None


async def _read(receive: Receive) -> bytes | None:
    """The whole body, or None where it is longer than allowed."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


async def _refuse(status: int, reason: str, send: Send) -> None:
    body = f"{reason}.\n".encode()
    head = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": status, "headers": [*head, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body})
