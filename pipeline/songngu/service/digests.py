"""Digests over HTTP: articles in, a job to ask for, the digest in any of songngu's formats."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from songngu.service.answers import Error, errors
from songngu.service.bodies import JSON, MULTIPART, Model, content_type, describe, read_form, whole
from songngu.service.errors import Refusal
from songngu.service.jobs import Job, State, Wish
from songngu.service.keys import key_needed
from songngu.service.service import Service
from songngu.service.uploads import file_names

Format = Literal["json", "html", "md", "jsonl", "tmx", "xliff", "xliff12", "epub", "docx"]
MEDIA_TYPES: dict[Format, str] = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "jsonl": "application/jsonl",
    "tmx": "application/x-tmx+xml",
    "xliff": "application/xliff+xml",
    "xliff12": "application/x-xliff+xml",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Summary = Annotated[int, Field(ge=0, le=1000), BeforeValidator(whole)]  # bounds first, or the schema lacks them
File = Annotated[str, WithJsonSchema({"type": "string", "format": "binary"})]  # by its name
NAME = "^[a-z0-9][a-z0-9-]{0,63}$"


class Article(Model):
    """An article as an export has it."""

    text: str = Field(min_length=1, examples=["Sáng 6/1, Bộ Y tế họp.\n\nTrời mưa."])
    title: str = Field("", examples=["Bộ Y tế họp"])
    date: str = Field("", examples=["2026-01-06"])
    url: str = Field("", examples=["https://example.org/bo-y-te-hop"])
    author: str = ""
    id: str = Field("", description="What tells it from others; else its address or title does.")


class DigestRequest(Model):
    """Articles and what is wanted of them."""

    articles: list[Article] = Field(min_length=1)
    name: str = Field(
        "",
        pattern=f"{NAME}|^$",
        description="A digest that is kept and brought up to date by that name.",
        examples=[""],
    )
    glossary_id: str = Field("", examples=[""])
    summary: Summary | None = Field(None, description="Sentences in each summary.")


class UploadRequest(Model):
    """Files of any kind that `songngu run` reads, and what is wanted of them."""

    files: list[File] = Field(min_length=1, description="Text, HTML, Word, e-books, feeds, JSON Lines, zip …")
    name: str = Field("", pattern=f"{NAME}|^$", examples=[""])
    glossary_id: str = Field("", examples=[""])
    summary: Summary | SkipJsonSchema[None] = None  # a form has no null


class Unread(Model):
    """An article that couldn't be done, or was passed over."""

    path: str
    reason: str


class JobAnswer(Model):
    """How far a digest is."""

    id: str
    digest: str = Field(description="The digest's name: GET /digests/NAME gives it.")
    state: State
    created: str
    done: int = Field(description="Articles done.")
    total: int
    error: str = Field(description="Why it failed as a whole.")
    failures: list[Unread]
    skipped: list[Unread]
    notes: list[str]
    counts: dict[str, Any] | None = Field(None, description="Sentences, doubts, terms: what the digest's page counts.")
    signature: str


Articles = TypeAdapter(list[Article])
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {
                "schema": {
                    "anyOf": [
                        {"$ref": "#/components/schemas/DigestRequest"},
                        {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Article"}},
                    ]
                }
            },
            MULTIPART: {"schema": {"$ref": "#/components/schemas/UploadRequest"}},
        },
    }
}
_LOCATION = {"Location": {"description": "Where to ask for the job.", "schema": {"type": "string"}}}
_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {"description": "The job, which goes on by itself.", "headers": _LOCATION}
}
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The digest.",
        "content": {
            kind.partition(";")[0]: {"schema": {"type": "string" if kind != JSON else "object"}}
            for kind in MEDIA_TYPES.values()
        },
    }
}


def add_digests(app: FastAPI, service: Service) -> None:
    """Add the routes."""
    router = APIRouter(tags=["Digests"], dependencies=[Depends(key_needed(service))])

    @router.post(
        "/digests",
        status_code=202,
        summary="Make a digest",
        responses=_ACCEPTED | errors(Error, 404, 415),
        openapi_extra=_BODY,
        response_model_exclude_none=True,
    )
    async def make(request: Request, response: Response) -> JobAnswer:
        wish, files = await _read(request)
        if wish.glossary_id:
            service.glossaries.get(wish.glossary_id)
        job = await run_in_threadpool(service.jobs.add, wish, files)
        response.headers["Location"] = f"/jobs/{job.id}"
        return _told(job)

    @router.get(
        "/jobs/{job_id}", summary="How far a digest is", responses=errors(Error, 404), response_model_exclude_none=True
    )
    async def job(job_id: str) -> JobAnswer:
        return _told(service.jobs.get(job_id))

    @router.delete("/jobs/{job_id}", status_code=204, summary="Stop and forget a job", responses=errors(Error, 404))
    def delete_job(job_id: str) -> Response:
        service.jobs.delete(job_id)
        return Response(status_code=204)

    @router.get("/digests/{name}", summary="A digest", response_class=Response, responses=_FILES | errors(Error, 404))
    def digest(name: str, format: Annotated[Format, Query()] = "html") -> Response:
        return Response(service.jobs.render(name, format), media_type=MEDIA_TYPES[format])

    @router.delete("/digests/{name}", status_code=204, summary="Remove a digest", responses=errors(Error, 404, 409))
    def delete_digest(name: str) -> Response:
        service.jobs.delete_digest(name)
        return Response(status_code=204)

    app.include_router(router)


async def _read(request: Request) -> tuple[Wish, dict[str, bytes]]:
    """What is wanted, and the files by safe names. Raises Refusal."""
    kind = content_type(request)
    try:
        if kind in ("", JSON):
            return _of_json(await request.body())
        if kind == MULTIPART:
            return await _of_form(request)
    except ValidationError as error:
        raise Refusal(400, describe(error)) from error
    raise Refusal(415, f"{kind[:80]} isn't read here", mend=f"Send {JSON}, or files as {MULTIPART}")


def _of_json(body: bytes) -> tuple[Wish, dict[str, bytes]]:
    if body.lstrip()[:1] == b"[":
        articles = Articles.validate_json(body, strict=True)
        given = DigestRequest.model_validate({"articles": articles})
    else:
        given = DigestRequest.model_validate_json(body, strict=True)
    lines = [msgspec.json.encode({k: v for k, v in one.model_dump().items() if v}) for one in given.articles]
    return _wish(given), {"articles.jsonl": b"\n".join(lines) + b"\n"}


async def _of_form(request: Request) -> tuple[Wish, dict[str, bytes]]:
    form = await read_form(request)
    uploads = [value for value in form.getlist("files") if isinstance(value, UploadFile)]
    fields = {name: value for name, value in form.items() if name != "files" and isinstance(value, str)}
    given = UploadRequest.model_validate(fields | {"files": [one.filename or "" for one in uploads]})
    names = file_names(given.files)
    return _wish(given), {name: await one.read() for name, one in zip(names, uploads, strict=True)}


def _wish(given: DigestRequest | UploadRequest) -> Wish:
    return Wish(name=given.name, glossary_id=given.glossary_id, summary=given.summary)


def _told(job: Job) -> JobAnswer:
    return JobAnswer.model_validate(msgspec.to_builtins(job))
