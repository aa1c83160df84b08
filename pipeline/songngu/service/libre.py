"""The API of LibreTranslate, as far as it's about Vietnamese and English text."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, FastAPI, Request
from pydantic import Field

from songngu.service.answers import Details, Error, details_of, errors
from songngu.service.bodies import Model, Whole, body_of, described
from songngu.service.keys import key_of
from songngu.service.service import Service
from songngu.text.language import guess_language

NAMES = {"en": "English", "vi": "Vietnamese"}
Text = Annotated[str, Field(min_length=1)]


class TranslateRequest(Model):
    """A text, or several."""

    q: Text | Annotated[list[str], Field(min_length=1)] = Field(
        description="The text to translate, or a list of texts. Lines stay lines.",
        examples=["Giá xăng tăng 2% từ ngày 6/1.", ["Bộ Y tế họp.", "Trời mưa."]],
    )
    source: Literal["vi", "en", "auto"] = Field(description="English is given back as it is.", examples=["vi"])
    target: Literal["en"] = Field(examples=["en"])
    format: Literal["text", "html"] = Field("text", description="In HTML every tag stays; only text is translated.")
    alternatives: Whole = Field(0, ge=0, description="Other translations wanted; songngu has none to give.")
    api_key: str = Field("", description="Where the service asks for one.", examples=[""])
    details: bool = Field(False, description="songngu's own: also tell the terms met and what is doubtful.")
    glossary_id: str = Field(
        "", description="songngu's own: a glossary made at /v2/glossaries, enforced.", examples=[""]
    )


class Detected(Model):
    """The language that a text seems to be in."""

    confidence: float = Field(ge=0, le=100, examples=[100.0])
    language: Literal["vi", "en"]


class TranslateAnswer(Model):
    """The English of the text, or of each of the texts."""

    translatedText: str | list[str] = Field(examples=["Gasoline prices rise 2% from January 6."])
    detectedLanguage: Detected | list[Detected] | None = Field(None, description="Where `source` is auto.")
    alternatives: list[str] | list[list[str]] | None = Field(None, description="Where they were asked for; empty.")
    details: Details | list[Details] | None = None


class DetectRequest(Model):
    """A text whose language is wanted."""

    q: Text = Field(examples=["Giá xăng tăng 2%."])
    api_key: str = Field("", examples=[""])


class Language(Model):
    """A language and what it can be translated to."""

    code: str = Field(examples=["vi"])
    name: str = Field(examples=["Vietnamese"])
    targets: list[str] = Field(examples=[["en"]])


def add_libre(app: FastAPI, service: Service) -> None:
    """Add the routes."""

    @app.post(
        "/translate",
        tags=["LibreTranslate"],
        summary="Translate text or HTML",
        responses=errors(Error, 404, 415),
        openapi_extra=described(TranslateRequest),
        response_model_exclude_none=True,
    )
    async def translate(
        request: Request, given: Annotated[TranslateRequest, Depends(body_of(TranslateRequest))]
    ) -> TranslateAnswer:
        service.check_key(given.api_key, key_of(request))
        return await _translate(service, given)

    @app.post(
        "/detect",
        tags=["LibreTranslate"],
        summary="Tell Vietnamese from English",
        responses=errors(Error, 415),
        openapi_extra=described(DetectRequest),
    )
    async def detect(
        request: Request, given: Annotated[DetectRequest, Depends(body_of(DetectRequest))]
    ) -> list[Detected]:
        service.check_key(given.api_key, key_of(request))
        return [_detect(given.q)]

    @app.get("/languages", tags=["LibreTranslate"], summary="What can be translated", responses=errors(Error))
    async def languages() -> list[Language]:
        return [Language(code=code, name=name, targets=["en"]) for code, name in NAMES.items()]


async def _translate(service: Service, given: TranslateRequest) -> TranslateAnswer:
    several = isinstance(given.q, list)
    texts = given.q if isinstance(given.q, list) else [given.q]
    languages = [_detect(text) if given.source == "auto" else None for text in texts]
    english = [given.source == "en" or (one is not None and one.language == "en") for one in languages]
    foreign = [text for text, is_english in zip(texts, english, strict=True) if not is_english]
    found = await service.translate(foreign, html=given.format == "html", glossary_id=given.glossary_id)
    answers = iter(found)
    both = [(text, None if is_english else next(answers)) for text, is_english in zip(texts, english, strict=True)]
    details = [details_of(answer) if answer else Details(vi="", en=text, terms=[], issues=[]) for text, answer in both]
    translated = [answer.text if answer else text for text, answer in both]
    detected = [one for one in languages if one is not None]
    nothing: list[list[str]] = [[] for _ in texts]
    return TranslateAnswer(
        translatedText=translated if several else translated[0],
        detectedLanguage=(detected if several else detected[0]) if detected else None,
        alternatives=(nothing if several else nothing[0]) if given.alternatives else None,
        details=(details if several else details[0]) if given.details else None,
    )


def _detect(text: str) -> Detected:
    language, confidence = guess_language(text)
    return Detected(language=language, confidence=round(100 * confidence, 1))
