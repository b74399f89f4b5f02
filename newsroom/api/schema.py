"""The OpenAPI document of the API, and what drf-spectacular cannot know of it: the answers that every address gives."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from newsroom.api.door import Door
from newsroom.api.read.addresses import PUBLIC_ID
from newsroom.api.read.annotation_shapes import WEB_ANNOTATIONS
from newsroom.base import languages

ERRORS = {
    "type": "object",
    "description": "Why a request was refused.",
    "required": ["errors"],
    "properties": {
        "errors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": ["string", "null"], "description": "The parameter that is wrong, if it is one."},
                    "code": {"type": "string", "description": "A word for programs."},
                    "message": {"type": "string", "description": "A sentence for people, in English."},
                },
            },
        }
    },
}
REFUSALS = {
    "400": "A parameter is unknown, given twice, or has a value that it cannot have; `field` names it.",
    "404": "There is no such thing, or it is not public; both answer alike.",
    "405": "The API is read by GET and HEAD; OPTIONS says so.",
    "406": "What is accepted is none of the media types of the answer.",
}
ETAG = {"ETag": {"description": "Send it as If-None-Match to ask for changes only.", "schema": {"type": "string"}}}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an answer that the reader has.",
    "schema": {"type": "string", "pattern": "^[ -~]*$"},
}


PATH_PARAMETERS: dict[str, dict[str, Any]] = {
    "id": {"description": "The public id.", "schema": {"type": "string", "pattern": f"^{PUBLIC_ID.pattern}$"}},
    "language": {"description": "A language.", "schema": {"type": "string", "enum": list(languages.codes())}},
    "number": {"description": "The edition’s number.", "schema": {"type": "integer", "minimum": 1}},
}
STATEMENT_ID = {"description": "The UUID.", "schema": {"type": "string", "format": "uuid"}}
PATH_PARAMETERS["annotation"] = STATEMENT_ID


def with_common_answers(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """drf-spectacular's hook: refusals, 304 and ETag for every operation, and what its path can hold."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {}).update(WEB_ANNOTATIONS, Errors=ERRORS)
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Errors"}}}
    components["responses"] = {
        f"Refused{status}": {"description": text, "content": body} for status, text in REFUSALS.items()
    }
    components["responses"]["NotModified"] = {"description": "The reader has this answer already.", "headers": ETAG}
    components["parameters"] = {"IfNoneMatch": IF_NONE_MATCH}
    for address, operations in result["paths"].items():
        for operation in operations.values():
            _complete(operation, has_items="{" in address)
    return result


def _complete(operation: dict[str, Any], *, has_items: bool) -> None:
    responses = operation["responses"]
    responses["200"]["headers"] = ETAG
    responses["304"] = {"$ref": "#/components/responses/NotModified"}
    for status in REFUSALS:
        if status != "404" or has_items:
            responses[status] = {"$ref": f"#/components/responses/Refused{status}"}
    for parameter in operation.get("parameters", ()):
        if parameter.get("in") == "path":
            of_statement = operation["operationId"] == "statement"
            parameter.update(STATEMENT_ID if of_statement else PATH_PARAMETERS[parameter["name"]])
    operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/IfNoneMatch"})


class JsonOrYaml(DefaultContentNegotiation):
    """By Accept, or by `?format=` for a reader who can only type an address."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        wanted = request.query_params.get("format")
        if wanted is None:
            return super().select_renderer(request, renderers, format_suffix)
        for renderer in renderers:
            if wanted in renderer.format.split("-"):
                return renderer, renderer.media_type
        raise exceptions.ValidationError({"format": ["json or yaml"]})


class Json(OpenApiJsonRenderer2):
    format = "json"


class OpenApiJson(OpenApiJsonRenderer):
    format = "openapi-json"


class Yaml(OpenApiYamlRenderer2):
    format = "yaml"


class OpenApiYaml(OpenApiYamlRenderer):
    format = "openapi-yaml"


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document as plain data; the same as long as the process runs."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


@extend_schema(exclude=True)
class Schema(Door):
    """GET /api/schema/: JSON unless YAML is asked for."""

    parameters = frozenset({"format"})
    renderer_classes = [Json, OpenApiJson, Yaml, OpenApiYaml]
    content_negotiation_class = JsonOrYaml

    def get(self, request: Request) -> Response:
        return Response(document())
