"""The one format of the API, in a file of its own: REST framework reads it while it reads its own views."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import JSONRenderer


class PlainJson(JSONRenderer):
    """JSON in UTF-8. `Accept: application/json; indent=4` changes nothing: the same address gives the same bytes."""

    def get_indent(self, accepted_media_type: str, renderer_context: Any) -> int | None:
        return None
