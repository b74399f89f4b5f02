"""What Web Annotations look like, for the OpenAPI document: by hand, since serializers cannot name `@context`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse

from newsroom.text.webannotation import ANNO, LINES_TYPE, PLAIN_TYPE


def answers(*shapes: str) -> dict[tuple[int, str], Any]:
    """The answers 200 of an address, by media type."""
    found = [{"$ref": f"#/components/schemas/{name}"} for name in shapes]
    document: dict[str, Any] = found[0] if len(found) == 1 else {"oneOf": found}
    lines = {"type": "string", "description": "One Annotation a line (JSON Lines)."}
    kinds = {"application/ld+json": document, PLAIN_TYPE: document, LINES_TYPE: lines}
    return {(200, media_type): OpenApiResponse(schema) for media_type, schema in kinds.items()}


def _object(description: str, required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "description": description, "required": required.split(), "properties": properties}


def _one_or_list(inner: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [inner, {"type": "array", "items": inner, "minItems": 2}]}


_URI: dict[str, Any] = {"type": "string", "format": "uri"}
_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_CONTEXT = {
    "type": "array",
    "prefixItems": [{"const": ANNO}, {"type": "object"}],
    "items": {},
    "description": "What the terms stand for: those of the model, and ours, which begin with `gz:`.",
}
_SELECTOR = _object(
    "A TextPositionSelector (`start`, `end`: code points of the block’s plain text, half-open) or a TextQuoteSelector "
    "(`exact` with what stands before and behind it).",
    "type",
    type={"type": "string", "enum": ["TextPositionSelector", "TextQuoteSelector"]},
    start=_COUNT, end=_COUNT, exact=_TEXT, prefix=_TEXT, suffix=_TEXT,
)  # fmt: skip
_SOURCE = _object(
    "The block, on the permanent page of the edition.",
    "id type format language",
    id=_URI, type={"const": "Text"}, format={"const": "text/plain"}, language=_TEXT,
)  # fmt: skip
_TARGET = _object(
    "A range of one block.",
    "type source selector",
    type={"const": "SpecificResource"},
    source={"$ref": "#/components/schemas/AnnotatedBlock"},
    selector={"type": "array", "items": {"$ref": "#/components/schemas/AnnotationSelector"}, "minItems": 2},
)
_BODY = _object(
    "An entity (`source` is its address in this API, `gz:entity` its id) or a text in a language; `gz:role` says what "
    "it is: entity, speaker, event, gist, claim or finding.",
    "type purpose gz:role",
    type={"type": "string", "enum": ["SpecificResource", "TextualBody"]},
    purpose=_TEXT, source=_URI, value=_TEXT, format=_TEXT, language=_TEXT,
    **{"gz:role": _TEXT, "gz:entity": _TEXT},
    **{"gz:capacity": {"type": "object", "additionalProperties": _TEXT, "description": "language → text"}},
)  # fmt: skip
_ANNOTATION = _object(
    "A W3C Web Annotation: a mention, a statement or a public fact check. In a page it has no `@context` of its own.",
    "id type motivation target gz:sort",
    **{"@context": _CONTEXT},
    id=_URI,
    type={"const": "Annotation"},
    canonical={**_URI, "description": "Its name in every edition and on every site."},
    motivation=_TEXT,
    target=_one_or_list({"$ref": "#/components/schemas/AnnotationTarget"}),
    body=_one_or_list({"$ref": "#/components/schemas/AnnotationBody"}),
    **{"gz:sort": {"type": "string", "enum": ["mention", "statement", "note"]}, "gz:kind": _TEXT},
    **{"gz:certainty": _TEXT, "gz:public": {"const": True}},
    **{"gz:sources": {"type": "array", "items": _TEXT}},
)
_ITEMS = {"type": "array", "items": {"$ref": "#/components/schemas/Annotation"}}
_PAGE = _object(
    "A page of annotations, with the collection that it is a part of.",
    "@context id type partOf startIndex items",
    **{"@context": _CONTEXT},
    id=_URI,
    type={"const": "AnnotationPage"},
    partOf={"type": "object"},
    startIndex=_COUNT,
    prev=_URI,
    next=_URI,
    items=_ITEMS,
)
_FIRST = _object(
    "The first page, as it stands in its collection.",
    "id type startIndex items",
    id=_URI,
    type={"const": "AnnotationPage"},
    startIndex=_COUNT,
    next=_URI,
    items=_ITEMS,
)
_COLLECTION = _object(
    "All annotations of an edition, with the first page of them.",
    "@context id type label total first last",
    **{"@context": _CONTEXT},
    id=_URI,
    type={"const": "AnnotationCollection"},
    label=_TEXT,
    total=_COUNT,
    first={"$ref": "#/components/schemas/FirstAnnotationPage"},
    last=_URI,
)
WEB_ANNOTATIONS: dict[str, Any] = {
    "Annotation": _ANNOTATION,
    "AnnotationBody": _BODY,
    "AnnotationCollection": _COLLECTION,
    "AnnotationPage": _PAGE,
    "AnnotationSelector": _SELECTOR,
    "AnnotationTarget": _TARGET,
    "AnnotatedBlock": _SOURCE,
    "FirstAnnotationPage": _FIRST,
}
