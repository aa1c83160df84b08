"""The API of DeepL (v2), as far as it's about Vietnamese and English text and glossaries of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from songngu.glossary.entries import Entry
from songngu.service.answers import Details, Message, details_of, errors
from songngu.service.bodies import FORM, Model, body_of, content_type, described, read_form
from songngu.service.glossaries import StoredGlossary
from songngu.service.keys import key_needed
from songngu.service.service import Service
from songngu.text.language import guess_language

TSV = "text/tab-separated-values"
NO_LIMIT = 1_000_000_000_000  # what DeepL says where there is none
SOURCE, TARGET = "^([Vv][Ii]|[Ee][Nn])$", "^[Ee][Nn](-([Uu][Ss]|[Gg][Bb]))?$"


class DeepLRequest(Model):
    """Texts to translate. Options of DeepL's that are not named here are let go."""

    text: list[str] = Field(min_length=1, description="The texts, 50 at most.", examples=[["Bộ Y tế họp ngày 6/1."]])
    target_lang: str = Field(pattern=TARGET, description="All three give the same English.", examples=["EN-US"])
    source_lang: str | None = Field(
        None, pattern=SOURCE, description="English is given back as it is.", examples=["VI"]
    )
    glossary_id: str = Field("", description="Enforced on top of the service's own glossary.", examples=[""])
    tag_handling: Literal["html"] | None = Field(None, description="In HTML every tag stays.", examples=["html"])
    show_billed_characters: bool = False
    details: bool = Field(False, description="songngu's own: also tell the terms met and what is doubtful.")


class Translation(Model):
    """One text's English."""

    detected_source_language: Literal["VI", "EN"]
    text: str = Field(examples=["The Health Ministry met on January 6."])
    billed_characters: int | None = None
    details: Details | None = None


class Translations(Model):
    """The English of each text, in order."""

    translations: list[Translation]


class GlossaryRequest(Model):
    """A glossary to make: lines of source and target, or songngu's own format with its header."""

    name: str = Field(min_length=1, max_length=1024, examples=["Our names"])
    source_lang: str = Field(pattern="^[Vv][Ii]$", examples=["vi"])
    target_lang: str = Field(pattern=TARGET, examples=["en"])
    entries: str = Field(
        min_length=1,
        description="`A|B` as a target: A is asked for, B will do.",
        examples=["Diễn đàn Biển Xanh\tBlue Sea Forum\nBộ Y tế\tMinistry of Health"],
    )
    entries_format: Literal["tsv", "csv"] = "tsv"


class Glossary(Model):
    """What is told of a glossary."""

    glossary_id: str
    name: str
    ready: bool
    source_lang: Literal["vi"]
    target_lang: Literal["en"]
    creation_time: str = Field(examples=["2026-01-06T07:00:00.000+00:00"])
    entry_count: int


class GlossaryList(Model):
    """Every glossary, oldest first."""

    glossaries: list[Glossary]


class LanguagePair(Model):
    """Languages of a glossary."""

    source_lang: str
    target_lang: str


class LanguagePairs(Model):
    """What glossaries can be of."""

    supported_languages: list[LanguagePair]


class DeepLLanguage(Model):
    """A language."""

    language: str = Field(examples=["VI"])
    name: str = Field(examples=["Vietnamese"])
    supports_formality: bool | None = None


class Usage(Model):
    """Characters translated since the service was started; there is no limit to them."""

    character_count: int
    character_limit: int


_LANGUAGES: dict[str, list[tuple[str, str, bool | None]]] = {
    "source": [("EN", "English", None), ("VI", "Vietnamese", None)],
    "target": [("EN-GB", "English (British)", False), ("EN-US", "English (American)", False)],
}
_TSV_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"description": "The entries.", "content": {TSV: {"schema": {"type": "string"}}}}
}


def add_deepl(app: FastAPI, service: Service) -> None:
    """Add the routes."""
    router = APIRouter(prefix="/v2", tags=["DeepL"], dependencies=[Depends(key_needed(service))])
    _add_translation(router, service)
    _add_glossaries(router, service)
    app.include_router(router)


def _add_translation(router: APIRouter, service: Service) -> None:
    @router.post(
        "/translate",
        summary="Translate texts or HTML",
        responses=errors(Message, 404, 415),
        openapi_extra=described(DeepLRequest),
        response_model_exclude_none=True,
    )
    async def translate_texts(given: Annotated[DeepLRequest, Depends(body_of(DeepLRequest))]) -> Translations:
        return Translations(translations=await _translate(service, given))

    @router.get(
        "/languages", summary="What can be translated", responses=errors(Message), response_model_exclude_none=True
    )
    async def deepl_languages(
        request: Request, type: Annotated[Literal["source", "target"], Query()] = "source"
    ) -> list[DeepLLanguage]:
        if content_type(request) == FORM and (await read_form(request)).get("type") == "target":
            type = "target"  # DeepL's own client sends it so, though a GET has no body by right
        return [
            DeepLLanguage(language=code, name=name, supports_formality=formal)
            for code, name, formal in _LANGUAGES[type]
        ]

    @router.get("/usage", summary="Characters translated", responses=errors(Message))
    async def usage() -> Usage:
        return Usage(character_count=service.metrics.characters, character_limit=NO_LIMIT)


def _add_glossaries(router: APIRouter, service: Service) -> None:
    @router.get("/glossary-language-pairs", summary="Languages of glossaries", responses=errors(Message))
    async def pairs() -> LanguagePairs:
        return LanguagePairs(supported_languages=[LanguagePair(source_lang="vi", target_lang="en")])

    @router.post(
        "/glossaries",
        status_code=201,
        summary="Make a glossary",
        responses=errors(Message, 415),
        openapi_extra=described(GlossaryRequest),
    )
    async def create(given: Annotated[GlossaryRequest, Depends(body_of(GlossaryRequest))]) -> Glossary:
        made = await run_in_threadpool(service.glossaries.create, given.name, given.entries, f".{given.entries_format}")
        return _told(made)

    @router.get("/glossaries", summary="List glossaries", responses=errors(Message))
    async def list_glossaries() -> GlossaryList:
        return GlossaryList(glossaries=[_told(one) for one in service.glossaries.all()])

    @router.get("/glossaries/{glossary_id}", summary="One glossary", responses=errors(Message, 404))
    async def get(glossary_id: str) -> Glossary:
        return _told(service.glossaries.get(glossary_id))

    @router.get(
        "/glossaries/{glossary_id}/entries",
        summary="A glossary's entries",
        response_class=Response,
        responses=_TSV_ANSWER | errors(Message, 404),
    )
    def entries(glossary_id: str) -> Response:
        lines = map(_line, service.glossaries.entries(glossary_id))
        return Response("\n".join(lines), media_type=f"{TSV}; charset=utf-8")

    @router.delete(
        "/glossaries/{glossary_id}", status_code=204, summary="Delete a glossary", responses=errors(Message, 404)
    )
    def delete(glossary_id: str) -> Response:
        service.glossaries.delete(glossary_id)
        return Response(status_code=204)


async def _translate(service: Service, given: DeepLRequest) -> list[Translation]:
    if given.glossary_id:
        service.glossaries.get(given.glossary_id)
    source = given.source_lang or ("VI" if given.glossary_id else "")  # glossaries are of Vietnamese
    languages = [(source or guess_language(text)[0]).upper() for text in given.text]
    foreign = [text for text, language in zip(given.text, languages, strict=True) if language == "VI"]
    found = await service.translate(foreign, html=given.tag_handling == "html", glossary_id=given.glossary_id)
    answers = iter(found)
    translations = []
    for text, language in zip(given.text, languages, strict=True):
        answer = next(answers) if language == "VI" else None
        translations.append(
            Translation(
                detected_source_language="VI" if answer else "EN",
                text=answer.text if answer else text,
                billed_characters=len(text) if given.show_billed_characters else None,
                details=details_of(answer) if answer and given.details else None,
            )
        )
    return translations


def _told(one: StoredGlossary) -> Glossary:
    return Glossary(
        glossary_id=one.glossary_id,
        name=one.name,
        ready=True,
        source_lang="vi",
        target_lang="en",
        creation_time=one.creation_time,
        entry_count=one.entry_count,
    )


def _line(entry: Entry) -> str:
    return f"{entry.vi}\t{'|'.join(entry.en)}"
