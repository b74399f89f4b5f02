"""The documentation page: the OpenAPI document as plain HTML, so it runs under the site's policy without scripts.

Swagger UI was tried: it draws `data:` images, which `img-src 'self'` refuses, and it would be nine megabytes of script.
The page is in English like every message of the API, whatever the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views import View

from newsroom.api.door import MAX_AGE
from newsroom.api.schema import REFUSALS, document

REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Type:
    """What a value is, in words; `shape` is the name of the shape below that says more."""

    words: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter of an address or one field of a shape."""

    name: str
    type: Type
    description: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One address that can be read."""

    id: str
    tag: str
    path: str
    summary: str
    parameters: tuple[Row, ...]
    answer: Type


@dataclass(frozen=True, slots=True)
class Shape:
    """One object, or one list of words that a field can have."""

    name: str
    description: str
    fields: tuple[Row, ...]
    words: tuple[str, ...]


class Docs(View):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        said = document()
        operations = sorted(_operations(said), key=lambda one: one.tag)
        context = {
            "info": said["info"],
            "groups": [(tag, list(group)) for tag, group in groupby(operations, key=lambda one: one.tag)],
            "shapes": list(_shapes(said["components"]["schemas"])),
            "refusals": [(status, _drawn(why)) for status, why in REFUSALS.items()],
            "max_age": MAX_AGE,
        }
        with translation.override(None):
            response = render(request, "api/docs.html", context)
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
        response.headers["Content-Language"] = "en"
        return response


def _operations(said: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in said["paths"].items():
        found = methods["get"]
        content = next(iter(found["responses"]["200"]["content"].values()))  # other media types say the same
        yield Operation(
            id=found["operationId"],
            tag=found["tags"][0],
            path=path,
            summary=found["summary"],
            parameters=tuple(
                Row(one["name"], _type(one["schema"]), _drawn(one.get("description", "")))
                for one in found["parameters"]
                if "name" in one
            ),
            answer=_type(content["schema"]),
        )


def _shapes(schemas: Mapping[str, Any]) -> Iterator[Shape]:
    for name, schema in sorted(schemas.items()):
        fields = schema.get("properties", {}).items()
        yield Shape(
            name=name,
            description=_drawn(schema.get("description", "")),
            fields=tuple(
                Row(field, _type(inner), _drawn(inner.get("description", ""))) for field, inner in fields
            ),
            words=tuple(map(str, schema.get("enum", ()))),
        )


def _drawn(text: str) -> SafeString:
    """A description in which what stands between backticks is code."""
    pieces = enumerate(text.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", one) if n % 2 else one,) for n, one in pieces))


def _type(schema: Mapping[str, Any]) -> Type:
    """A schema in a few words: “list of Relation”, “date-time or null”."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        return Type(name, name)
    for word in ("allOf", "oneOf", "anyOf"):
        if word in schema:
            types = [_type(one) for one in schema[word]]
            shape = next((one.shape for one in types if one.shape), "")
            return Type(" or ".join(dict.fromkeys(one.words for one in types)), shape)
    if "enum" in schema:
        return Type(" | ".join(map(str, schema["enum"])))
    if schema.get("type") == "array":
        inner = _type(schema["items"])
        return Type(f"list of {inner.words}", inner.shape)
    kinds = schema.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    words = " or ".join(schema.get("format", kind) if kind == "string" else kind for kind in kinds)
    limits = f", {schema['minimum']} to {schema['maximum']}" if {"minimum", "maximum"} <= schema.keys() else ""
    return Type(words + limits)
