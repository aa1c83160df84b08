"""The review page over HTTP: addresses to calls of the service, and back. Nothing is decided here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import resources
from typing import Annotated, Any, TypeVar, cast
from urllib.parse import urlencode

import jinja2
import msgspec
from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from songngu.asgi import App
from songngu.digest import RENDERERS
from songngu.digest.html import build_environment
from songngu.digest.safe import displayable
from songngu.errors import SongnguError, StoreError
from songngu.records import Record, Status
from songngu.review import pages
from songngu.review.editing import LONGEST
from songngu.review.guard import TAB_HEADER, Guard
from songngu.review.lookup import ConflictError, NotFoundError
from songngu.review.records import Filter, GlossaryEdit, ReviewedSegment, Side
from songngu.review.service import PAGE, ReviewService

MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
EXPORT_MEDIA_TYPES = {"html": "text/html", "md": "text/markdown"}  # of the others: bytes to be kept

T = TypeVar("T")
Short = Annotated[str, msgspec.Meta(max_length=200)]
Given = Annotated[str, Query(max_length=200)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


class Edit(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's English for a sentence; `continues` where it was saved before in the same editor."""

    en: Annotated[str, msgspec.Meta(max_length=LONGEST)]
    version: Short
    status: Status = "draft"
    continues: bool = False


class Approval(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sentences (id to version) to approve, or whose approval is taken back."""

    versions: dict[Short, Short]
    status: Status


class Entering(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An edit of the glossary to preview; `translate` tells whether someone will look at the translations first."""

    edit: GlossaryEdit
    translate: bool = True


def build_app(service: ReviewService, port: int) -> App:
    """The whole application, guarded, for a server that listens on `port` of 127.0.0.1."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    templates = _templates()
    templates.globals["longest"] = LONGEST
    templates.globals["digest"] = hashlib.sha256(str(service.out.resolve()).encode("utf-8", "replace")).hexdigest()[:12]
    _add_pages(app, service, templates)
    _add_sentences(app, service)
    _add_glossary(app, service)
    _add_files(app, service)
    _add_errors(app, templates)
    return Guard(cast(App, app), port)


def _add_pages(app: FastAPI, service: ReviewService, templates: jinja2.Environment) -> None:
    @app.get("/")
    def index(wanted: Annotated[Filter, Depends(_filter)], offset: Offset = 0) -> Response:
        found = service.articles(wanted, offset, PAGE)
        if not found.rows and offset:
            return RedirectResponse(_address("/", wanted))
        pager = pages.pager(offset, len(found.rows), found.total, PAGE)
        return _page(templates, "index.html.j2", wanted, days=pages.days(found), pager=pager)

    @app.get("/segments")
    def segments(wanted: Annotated[Filter, Depends(_filter)], offset: Offset = 0) -> Response:
        found = service.segments(wanted, offset, PAGE)
        if not found.segments and offset:
            return RedirectResponse(_address("/segments", wanted))
        groups = [
            (service.article(article).article, sentences)
            for article, sentences in pages.sentences_by_article(found.segments)
        ]
        pager = pages.pager(offset, len(found.segments), found.total, PAGE)
        return _page(templates, "segments.html.j2", wanted, groups=groups, pager=pager)

    @app.get("/articles/{article}")
    def article(article: str, doubtful: bool = False, unapproved: bool = False) -> Response:
        view = pages.show_article(service.article(article), *service.neighbours(article))
        wanted = Filter(doubtful=doubtful, unapproved=unapproved)
        return _page(templates, "article.html.j2", wanted, view=view)

    @app.get("/names")
    def names() -> Response:
        return _page(templates, "names.html.j2", Filter(), suggestions=service.suggestions())


def _add_sentences(app: FastAPI, service: ReviewService) -> None:
    sentence = "/api/articles/{article}/sentences/{segment}"

    @app.get("/api/articles/{article}/sentences")
    def sentences(article: str) -> Response:
        return _json(pages.show_article(service.article(article), None, None).sentences)

    @app.put(sentence)
    def edit(article: str, segment: str, given: Annotated[Edit, _body(Edit)], request: Request) -> Response:
        changed = service.edit(
            article,
            segment,
            given.en,
            version=given.version,
            by=_tab(request),
            status=given.status,
            continues=given.continues,
        )
        return _shown(changed)

    @app.post("/api/articles/{article}/status")
    def set_status(article: str, given: Annotated[Approval, _body(Approval)], request: Request) -> Response:
        return _shown(service.set_status(article, given.versions, given.status, by=_tab(request)))

    @app.post("/api/undo")
    def undo(request: Request) -> Response:
        entry = service.undo_entry(by=_tab(request))
        return _json(entry) if entry else _shown(service.undo(by=_tab(request)))

    @app.post("/api/redo")
    def redo(request: Request) -> Response:
        entry = service.redo_entry(by=_tab(request))
        return _json(entry) if entry else _shown(service.redo(by=_tab(request)))

    @app.get(sentence + "/history")
    def history(article: str, segment: str) -> Response:
        events = service.history(article, segment)
        return _json({"facts": pages.facts(service.segment(article, segment)), "events": events})

    @app.get(sentence + "/matches")
    def matches(article: str, segment: str) -> Response:
        return _json(service.matches(article, segment))

    @app.get(sentence + "/proposal")
    def proposal(article: str, segment: str, side: Side, start: Offset, end: Offset) -> Response:
        found = service.segment(article, segment)
        text = found.vi if side == "vi" else found.en
        span = pages.raw_offset(text, start), pages.raw_offset(text, end)
        proposal = service.propose(article, segment, side, *span)
        files = [str(path) for path in service.settings.glossary]
        own = proposal.existing is not None and proposal.existing.origin.rpartition(":")[0] in files
        return _json({"proposal": proposal, "own": own})


def _add_glossary(app: FastAPI, service: ReviewService) -> None:
    @app.post("/api/previews")
    def preview(given: Annotated[Entering, _body(Entering)]) -> Response:
        return _json(service.preview(given.edit, translate=given.translate))

    @app.get("/api/previews/{preview}")
    def preview_state(preview: str) -> Response:
        return _json(service.preview_state(preview))

    @app.post("/api/previews/{preview}/apply")
    def apply(preview: str, request: Request) -> Response:
        return _json(service.apply(preview, by=_tab(request)))


def _add_files(app: FastAPI, service: ReviewService) -> None:
    static = _static_files()

    @app.get("/static/{name}")
    def file(name: str, request: Request) -> Response:
        if name not in static:
            raise HTTPException(404)
        content = static[name]
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=MEDIA_TYPES[name.rpartition(".")[2]], headers=headers)

    @app.get("/export/{name}")
    def export(name: str) -> Response:
        if name not in RENDERERS:
            raise HTTPException(404)
        renderer = RENDERERS[name]
        media_type = EXPORT_MEDIA_TYPES.get(name, "application/octet-stream")
        headers = {"Content-Disposition": f'attachment; filename="{renderer.file_name}"', "Cache-Control": "no-store"}
        return Response(renderer.render(service.digest()), media_type=media_type, headers=headers)


def _add_errors(app: FastAPI, templates: jinja2.Environment) -> None:
    """One request may fail, with its reason; the server goes on."""

    def answer(request: Request, status: int, what: str, mend: str = "", current: object = None) -> Response:
        if request.url.path.startswith(("/api/", "/static/")):
            return _json({"error": what, "mend": mend, "current": current}, status)
        return _page(templates, "error.html.j2", Filter(), status=status, what=what, mend=mend)

    def wrong(request: Request, error: Exception) -> Response:
        if isinstance(error, ConflictError):
            return answer(request, 409, error.what, error.mend, pages.show(error.current))
        if isinstance(error, NotFoundError):
            return answer(request, 404, error.what, error.mend)
        if isinstance(error, StoreError):
            return answer(request, 503, str(error))
        return answer(request, 400, str(error))

    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        return answer(request, status, "There is nothing at this address" if status == 404 else "This can't be read")

    def broken(request: Request, error: Exception) -> Response:  # the server writes the traceback to the terminal
        return answer(request, 500, "songngu failed here; the terminal has the details", "Try again")

    app.add_exception_handler(SongnguError, wrong)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, refused)
    app.add_exception_handler(msgspec.ValidationError, refused)
    app.add_exception_handler(Exception, broken)


def _body(kind: type[T]) -> Any:
    """A parameter that is the request's JSON as a record of that kind."""

    async def read(request: Request) -> T:
        try:
            return msgspec.json.decode(await request.body(), type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise HTTPException(400) from error

    return Depends(read)


def _filter(
    text: Given = "", term: Given = "", doubtful: bool = False, unapproved: bool = False, article: Given = ""
) -> Filter:
    return Filter(
        text=displayable(text).strip(),
        term=displayable(term).strip(),
        doubtful=doubtful,
        unapproved=unapproved,
        article=article,
    )


def _tab(request: Request) -> str:
    return request.headers[TAB_HEADER]


def _shown(changed: Iterable[ReviewedSegment]) -> Response:
    return _json([pages.show(one) for one in changed])


def _json(value: object, status: int = 200) -> Response:
    content = msgspec.json.encode(value)
    return Response(content, status, {"Cache-Control": "no-store"}, media_type="application/json")


def _page(templates: jinja2.Environment, name: str, wanted: Filter, *, status: int = 200, **view: Any) -> Response:
    text = templates.get_template(name).render(
        wanted=wanted, query=pages.query_of(wanted), formats=tuple(RENDERERS), status=status, **view
    )
    headers = {"Cache-Control": "no-store"}
    return Response(text.encode("utf-8", "replace"), status, headers, media_type="text/html; charset=utf-8")


def _address(path: str, wanted: Filter) -> str:
    return f"{path}?{urlencode(pages.query_of(wanted))}"


def _templates() -> jinja2.Environment:
    """The digest's environment, which finds the review's templates too."""
    environment = build_environment()
    own = jinja2.PackageLoader("songngu.review", "templates")
    environment.loader = jinja2.ChoiceLoader([own, cast(jinja2.BaseLoader, environment.loader)])
    environment.filters["address"] = urlencode
    return environment


def _static_files() -> dict[str, bytes]:
    """Every file that is served, by name: read once, so that no address ever reaches the file system."""
    own = resources.files("songngu.review").joinpath("static")
    digest = resources.files("songngu.digest").joinpath("templates")
    files = [*own.iterdir(), digest.joinpath("digest.css"), digest.joinpath("icon.svg")]
    return {file.name: file.read_bytes() for file in files if file.name.rpartition(".")[2] in MEDIA_TYPES}
