"""Models of what both translation APIs answer, and how errors are described in the OpenAPI document."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from pydantic import Field

from songngu.records import Mode, Severity
from songngu.service.bodies import Model
from songngu.service.translator import Answer


class Term(Model):
    """A glossary entry, date, number or amount met in the text, and what became of it."""

    vi: str = Field(examples=["Bộ Y tế"])
    en: str = Field(
        description="The English found, or the one wanted where there is none.", examples=["Health Ministry"]
    )
    vi_span: tuple[int, int] = Field(description="Where it is in `vi`: begin and end, in characters.")
    en_span: tuple[int, int] | None = Field(None, description="Where it is in `en`; absent where it isn't met.")
    mode: Mode
    met: bool
    how: str = Field(description="The step that met it.", examples=["model"])


class Issue(Model):
    """A doubt about a sentence."""

    check: str = Field(examples=["numbers"])
    severity: Severity
    message: str


class Details(Model):
    """What songngu tells besides (`details: true`): the terms met and what is doubtful."""

    vi: str = Field(description="The text as it was translated: cleaned, without markup.")
    en: str = Field(description="Its English, without markup.")
    terms: list[Term]
    issues: list[Issue]


class Error(Model):
    """Why a request wasn't done, as LibreTranslate says it."""

    error: str = Field(examples=["Invalid request: missing q parameter"])


class Message(Model):
    """Why a request wasn't done, as DeepL says it."""

    message: str = Field(examples=["no glossary has this id"])
    detail: str | None = Field(None, description="How to mend it.")


def details_of(answer: Answer) -> Details:
    """What is told of a text besides its English."""
    found = msgspec.to_builtins(answer)
    return Details.model_validate({name: found[name] for name in ("vi", "en", "terms", "issues")})


_REASONS = {
    400: "What was sent doesn't fit: what is missing or wrong.",
    403: "The key is missing or wrong, or a page of another site sent this.",
    404: "There is no such glossary, job or digest.",
    408: "The body didn't come in time.",
    409: "It's in use.",
    413: "Too much for one request.",
    414: "The address is too long.",
    415: "A body of this type isn't read.",
    421: "The service doesn't go by the name that was asked for.",
    429: "Too much waits already: try again after `Retry-After` seconds.",
    500: "songngu failed on this text; the service goes on.",
    503: "The model is being loaded, failed, or wasn't done in time: try again after `Retry-After` seconds.",
}
ALWAYS = (400, 403, 408, 413, 414, 421, 429, 500, 503)
_RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}}}


def errors(kind: type[Model], *statuses: Literal[404, 409, 415]) -> dict[int | str, dict[str, Any]]:
    """The description of the errors that an operation may answer: those of all, and the statuses given."""
    return {
        status: {"model": kind, "description": _REASONS[status]} | ({"headers": _RETRY} if status in (429, 503) else {})
        for status in sorted({*ALWAYS, *statuses})
    }
