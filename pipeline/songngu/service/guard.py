"""What stands before every request: whom the service answers, how much it reads, and that no work is done in vain.

On 127.0.0.1 every page of the web can make the user's browser send something here. So, unless it listens elsewhere,
the service answers only requests that name this machine (else another site's name could be pointed here, DNS
rebinding). Wherever it listens, it answers none that a page of another site sends.
"""

from __future__ import annotations

import asyncio
import time

import msgspec

from songngu.asgi import App, Message, Receive, Scope, Send
from songngu.service.errors import Refusal
from songngu.service.limits import Limits
from songngu.service.metrics import Metrics

MAX_QUERY = 4096  # bytes
LONG = ("/digests", "/v2/glossaries")  # addresses that take a longer body
# The service's answers are no pages: a browser that is led to one runs nothing of it.
HEADERS = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """ASGI middleware around the whole application. `hosts` are the names it answers to; None for any."""

    def __init__(self, app: App, hosts: frozenset[str] | None, limits: Limits, metrics: Metrics) -> None:
        self._app, self._hosts, self._limits, self._metrics = app, hosts, limits, metrics
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":  # no websockets here, and nothing to do at start-up
            return
        begun, status = time.perf_counter(), 499  # the client left before there was an answer

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = [pair for pair in message.get("headers", ()) if pair[0].lower() not in dict(HEADERS)]
                message = {**message, "headers": [*own, *HEADERS]}
            await send(message)

        size = 0
        try:
            self._refuse(scope)
            body = await self._read(scope, receive)
            size = len(body)
            self._hold(size)
            await self._answer(scope, body, receive, send_guarded)
        except Refusal as refusal:
            await send_refusal(scope["path"], refusal, send_guarded)
        finally:
            self._held -= size
            self._metrics.count_request(_route(scope), status, time.perf_counter() - begun)

    def _refuse(self, scope: Scope) -> None:
        """Raise Refusal where the request isn't for us."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        once = sum(name == b"host" for name, _ in scope["headers"]) == 1
        if self._hosts is not None and not (once and host in self._hosts):
            raise Refusal(421, "this service answers as 127.0.0.1 and localhost only")
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        if site not in ("same-origin", "none") or (origin and origin.partition("://")[2] != host):
            raise Refusal(403, "this request comes from a page of another site")
        if len(scope["query_string"]) > MAX_QUERY:
            raise Refusal(414, "the address is too long")

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body. Raises Refusal: 413 for one that is too long, 408 for one that doesn't come."""
        most = self._limits.upload if scope["path"].rstrip("/") in LONG else self._limits.request
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > most:
            raise _too_long(most)
        chunks: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._limits.reading):
                while True:
                    message = await receive()
                    chunks.append(bytes(message.get("body", b"")))
                    size += len(chunks[-1])
                    if size > most:
                        raise _too_long(most)
                    if message["type"] != "http.request" or not message.get("more_body"):
                        return b"".join(chunks)
        except TimeoutError as error:
            raise Refusal(408, f"the body isn't here after {self._limits.reading:g} seconds") from error

    def _hold(self, size: int) -> None:
        self._held += size
        if self._held > self._limits.held and self._held > size:
            raise Refusal(429, "too much is being received", mend="Try again later", retry=10)

    async def _answer(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        """Let the application answer; where the client leaves meanwhile, its work is cancelled."""
        unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        gone = asyncio.Event()

        async def receive_read() -> Message:
            if unread:
                return unread.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            gone.set()

        work = asyncio.ensure_future(self._app(scope, receive_read, send))
        watching = asyncio.ensure_future(watch())
        try:
            await asyncio.wait((work, watching), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (watching, work):
                task.cancel()
            await asyncio.wait((work, watching))
        if not work.cancelled() and (error := work.exception()):
            raise error


async def send_refusal(path: str, refusal: Refusal, send: Send) -> None:
    """Answer a refusal in the way of the API that was asked."""
    content = msgspec.json.encode(refusal_body(path, refusal))
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    if refusal.retry is not None:
        head.append((b"retry-after", str(refusal.retry).encode()))
    head.append((b"connection", b"close"))  # there may be a body that wasn't read
    await send({"type": "http.response.start", "status": refusal.status, "headers": head})
    await send({"type": "http.response.body", "body": content})


def refusal_body(path: str, refusal: Refusal) -> dict[str, str]:
    """DeepL's error below /v2/, LibreTranslate's elsewhere."""
    if path.startswith("/v2/"):
        return {"message": refusal.what} | ({"detail": refusal.mend} if refusal.mend else {})
    return {"error": str(refusal)}


def _too_long(most: int) -> Refusal:
    return Refusal(413, f"the body has more than {most:,} bytes", mend="Send less at once")


def _route(scope: Scope) -> str:
    """The address as it is declared, so that a client can't make new names of metrics."""
    return str(getattr(scope.get("route"), "path", "other"))
