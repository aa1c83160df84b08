"""What the service answers where it doesn't do what was asked."""

from __future__ import annotations

from songngu.errors import SongnguError


class Refusal(SongnguError):
    """A request that isn't done: its HTTP status, why, and how to mend it; `retry` is in seconds."""

    def __init__(self, status: int, what: str, *, mend: str = "", retry: int | None = None) -> None:
        super().__init__(what, mend=mend)
        self.status, self.retry = status, retry
