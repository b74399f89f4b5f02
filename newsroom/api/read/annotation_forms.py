"""The forms in which annotations are answered, and how one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from newsroom.text.document import canonical
from newsroom.text.webannotation import LINES_TYPE, MEDIA_TYPE, NEGOTIATED, PLAIN_TYPE


class JsonLd(BaseRenderer):
    """One document; the same annotations give the same bytes."""

    media_type = MEDIA_TYPE
    format = "jsonld"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else canonical(data).encode()


class Json(JsonLd):
    """The same bytes for who knows no JSON-LD."""

    media_type = PLAIN_TYPE
    format = "json"


class Lines(BaseRenderer):
    """One annotation a line, each a document of its own."""

    media_type = LINES_TYPE
    format = "jsonl"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        rows = data if isinstance(data, list) else [] if data is None else [data]
        return "".join(canonical(one) + "\n" for one in rows).encode()


FORMS: list[type[BaseRenderer]] = [JsonLd, Json, Lines]


class ByAccept(BaseContentNegotiation):
    """By Accept with its weights, which REST framework's own negotiation leaves aside."""

    def select_renderer(
        self, request: Request, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        wanted = NEGOTIATED.get(request.get_preferred_type(list(NEGOTIATED)) or "")
        for renderer in renderers:
            if renderer.media_type == wanted:
                return renderer, renderer.media_type
        raise exceptions.NotAcceptable(available_renderers=renderers)
