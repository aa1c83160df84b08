"""The key that a request carries in its head, where the service asks for one."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request

from songngu.service.service import Service


def key_of(request: Request) -> str:
    """The key in a request's head: `Authorization: DeepL-Auth-Key KEY`, or `Bearer KEY`."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() in ("deepl-auth-key", "bearer") else ""


def key_needed(service: Service) -> Callable[[Request], None]:
    """A dependency of routes: raises Refusal (403) where a request lacks the service's key."""

    def check(request: Request) -> None:
        service.check_key(key_of(request))

    return check
