"""Requests' bodies: JSON or a form, read into a model, and described so in the OpenAPI document."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar, get_origin
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from songngu.service.errors import Refusal

JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
NAMED = 5  # mistakes that a message names
MOST_FIELDS = 1000
YES_NO = {"true": True, "false": False, "1": True, "0": False}  # in forms; DeepL's have figures
LANGUAGES = ("source", "target", "source_lang", "target_lang")

T = TypeVar("T", bound=BaseModel)


def whole(value: object) -> object:
    """2.0 as 2: it is an integer in JSON Schema."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(whole)]


class Model(BaseModel):
    """Base of what comes and goes over HTTP. Unknown fields are let go: both APIs have more than songngu can do."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def body_of(model: type[T]) -> Callable[[Request], Awaitable[T]]:
    """A dependency that reads a request's body. Raises Refusal: 400 for what doesn't fit, 415 for another type."""

    async def read(request: Request) -> T:
        kind = content_type(request)
        try:
            if kind in ("", JSON):
                return model.model_validate_json(await request.body(), strict=True)
            if kind in (FORM, MULTIPART):
                return model.model_validate(_fields(await read_form(request), model))
        except ValidationError as error:
            raise Refusal(400, describe(error)) from error
        raise Refusal(415, f"{kind[:80]} isn't read here", mend=f"Send {JSON} or {FORM}")

    return read


def content_type(request: Request) -> str:
    """What the body is said to be, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_form(request: Request) -> FormData:
    """The fields of a form. Raises Refusal (400) for one that can't be read."""
    try:
        if content_type(request) == FORM:
            # By hand: Starlette would read letters that aren't written as %XX as Latin-1, and curl sends them so.
            text = (await request.body()).decode()
            return FormData([*parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)])
        return await request.form(max_files=MOST_FIELDS, max_fields=MOST_FIELDS)
    except (HTTPException, ValueError) as error:
        raise Refusal(400, f"the form can't be read ({getattr(error, 'detail', error)})") from error


def _fields(form: FormData, model: type[BaseModel]) -> dict[str, Any]:
    """A form as a model takes it: each field once, those that are lists as lists, files not at all."""
    fields: dict[str, Any] = {}
    for name in form:
        values = [value for value in form.getlist(name) if isinstance(value, str)]
        known = model.model_fields.get(name)
        several = known is not None and (get_origin(known.annotation) is list or len(values) > 1)
        if values:
            fields[name] = values if several else values[-1]
        if values and known is not None and known.annotation is bool:
            if values[-1] not in YES_NO:
                raise Refusal(400, f"Invalid request: {name}: must be one of {', '.join(YES_NO)}")
            fields[name] = YES_NO[values[-1]]
    return fields


def describe(error: ValidationError) -> str:
    """What is wrong with a body, in the words that clients of both APIs know."""
    said = []
    for one in error.errors(include_url=False, include_context=False)[:NAMED]:
        name = next((part for part in one["loc"] if isinstance(part, str)), "")
        given = one["input"]
        if one["type"] == "missing":
            said.append(f"missing {name} parameter")
        elif name in LANGUAGES and isinstance(given, str):
            said.append(f"Value for {name!r} not supported: {given[:40]!r}")
        else:
            said.append(f"{name}: {one['msg']}" if name else one["msg"])
    return f"Invalid request: {'; '.join(dict.fromkeys(said))}"


def described(model: type[BaseModel]) -> dict[str, Any]:
    """The OpenAPI description of a body that is read by `body_of`: an argument of a route."""
    address = f"#/components/schemas/{model.__name__}"
    content = {JSON: {"schema": {"$ref": address}}, FORM: {"schema": {"$ref": f"{address}Form"}}}
    return {"requestBody": {"required": True, "content": content}}


def schemas_of(model: type[BaseModel], *, form: bool) -> dict[str, Any]:
    """The schemas of a body by name, and where it may come as a form, what it is then."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    others = schema.pop("$defs", {})
    found = {**others, model.__name__: schema}
    if form:
        fields = {name: _in_form(field) for name, field in schema["properties"].items()}
        found[f"{model.__name__}Form"] = {**schema, "properties": fields}
    return found


def _in_form(field: dict[str, Any]) -> dict[str, Any]:
    """A field as a form has it: no null, no true; a list where a name is repeated."""
    if field.get("type") == "boolean":
        return {**field, "type": "string", "enum": list(YES_NO), "default": "false"}
    if "anyOf" not in field and field.get("type") != "array":
        return field
    kinds = [kind for kind in field.get("anyOf", [field.get("items"), field]) if kind["type"] != "null"]
    several = len(kinds) > 1
    kinds = [{**kind, "minItems": 2} if several and kind["type"] == "array" else kind for kind in kinds]
    return {**{name: field[name] for name in ("title", "description", "examples") if name in field}, "anyOf": kinds}
