"""The service over HTTP: addresses to calls, errors to the answers of the API that was asked; nothing is decided."""

from __future__ import annotations

import re
from typing import Any, cast

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from songngu import __version__
from songngu.asgi import App
from songngu.errors import SongnguError, StoreError
from songngu.service.answers import Error, errors
from songngu.service.bodies import Model, schemas_of
from songngu.service.deepl import DeepLRequest, GlossaryRequest, add_deepl
from songngu.service.digests import DigestRequest, UploadRequest, add_digests
from songngu.service.errors import Refusal
from songngu.service.guard import Guard, refusal_body
from songngu.service.keys import key_needed
from songngu.service.libre import DetectRequest, TranslateRequest, add_libre
from songngu.service.metrics import MEDIA_TYPE
from songngu.service.service import Service

ABOUT = """Vietnamese news to English, with names and terms as a glossary says.

`/translate` and `/detect` take what LibreTranslate's clients send, `/v2/` what DeepL's do. A glossary made at
`/v2/glossaries` is enforced. `details: true` tells of each text which terms were met, and what is doubtful."""
# Bodies that are read by ourselves, since they come as JSON or as a form: FastAPI doesn't know of them.
FORMS: tuple[type[Model], ...] = (TranslateRequest, DetectRequest, DeepLRequest, GlossaryRequest)
FIGURES: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


class Health(Model):
    """Whether the service can translate."""

    status: str = Field(examples=["ok"])
    version: str
    model: str = Field(description="The signature of the model that translates.")
    waiting: int = Field(description="Sentences in the queue.")


def build_app(service: Service) -> App:
    """The whole application, guarded."""
    app = FastAPI(title="songngu", version=__version__, description=ABOUT, docs_url=None, redoc_url=None)
    add_libre(app, service)
    add_deepl(app, service)
    add_digests(app, service)
    _add_watching(app, service)
    _add_errors(app)
    _add_description(app, service)
    return Guard(cast(App, app), service.access.hosts, service.limits, service.metrics)


def _add_watching(app: FastAPI, service: Service) -> None:
    @app.get("/health", tags=["Operation"], summary="Alive, and ready", responses=errors(Error))
    async def health() -> Health:
        if service.batcher.loaded.done() and not service.batcher.alive:
            raise Refusal(503, "the model can't be used; the service's terminal tells why")
        model = service.batcher.signature
        return Health(status="ok", version=__version__, model=model, waiting=service.batcher.waiting)

    @app.get(
        "/metrics",
        tags=["Operation"],
        summary="Figures for Prometheus",
        response_class=Response,
        responses=FIGURES | errors(Error),
        dependencies=[Depends(key_needed(service))],
    )
    async def metrics() -> Response:
        return Response(service.metrics.text(), media_type=MEDIA_TYPE)


def _add_errors(app: FastAPI) -> None:
    """One request may fail, with its reason; the service goes on."""

    def answer(request: Request, refusal: Refusal, headers: dict[str, str] | None = None) -> Response:
        headers = dict(headers or {}) | ({"Retry-After": str(refusal.retry)} if refusal.retry is not None else {})
        return JSONResponse(refusal_body(request.url.path, refusal), refusal.status, headers)

    def refused(request: Request, error: Exception) -> Response:
        if isinstance(error, Refusal):
            return answer(request, error)
        status = 503 if isinstance(error, StoreError) else 400
        return answer(request, Refusal(status, str(error), retry=10 if status == 503 else None))

    def unknown(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        what = {404: "there is nothing at this address", 405: "this address doesn't take this method"}
        headers = dict(error.headers or {})
        if error.status_code == 405 and (methods := _methods(app.openapi(), request.url.path)):
            headers = {"Allow": methods}
        return answer(request, Refusal(error.status_code, what.get(error.status_code, str(error.detail))), headers)

    def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        said = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors()[:5])
        return answer(request, Refusal(400, f"Invalid request: {said}"))

    def broken(request: Request, error: Exception) -> Response:  # the server writes the traceback to the terminal
        return answer(request, Refusal(500, "songngu failed here; the service's terminal has the details"))

    app.add_exception_handler(SongnguError, refused)
    app.add_exception_handler(HTTPException, unknown)
    app.add_exception_handler(RequestValidationError, wrong)
    app.add_exception_handler(Exception, broken)


def _methods(document: dict[str, Any], path: str) -> str:
    """The methods that an address takes: all of them (RFC 9110, 15.5.6), where Starlette names its first route's."""
    for address, operations in document["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", address), path):
            return ", ".join(sorted(map(str.upper, operations)))
    return ""


def _add_description(app: FastAPI, service: Service) -> None:
    """Put into the OpenAPI document what FastAPI doesn't know of: bodies of two kinds, the key."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema:
            return app.openapi_schema
        document = made()
        parts = document.setdefault("components", {})
        parts["schemas"] |= schemas_of(DigestRequest, form=False) | schemas_of(UploadRequest, form=False)
        for body in FORMS:
            parts["schemas"] |= schemas_of(body, form=True)
        if service.access.key:
            parts["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "Authorization"}}
            for address, operations in document["paths"].items():
                for operation in operations.values() if address not in ("/health", "/languages") else ():
                    operation["security"] = [{"key": []}]
        return document

    app.openapi = openapi  # type: ignore[method-assign]
