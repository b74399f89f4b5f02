"""The door: what every answer of the API has in common.

GET, HEAD and OPTIONS only; no cookie, no session, no language of the reader: an answer depends on its address alone, so
every cache may keep it. Data is public, hence `Access-Control-Allow-Origin: *`. A weak ETag saves the second transfer.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.http import parse_etags
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from newsroom.api.errors import WrongParameter

MAX_AGE = 10  # seconds: what is taken down must be gone from caches as soon
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link",
}
KEPT_BY_NOT_MODIFIED = ("ETag", "Cache-Control", "Vary")


class Door(APIView):
    """A view of the API. `parameters` are the names that its address may carry behind the question mark."""

    http_method_names = ["get", "head", "options"]
    parameters: frozenset[str] = frozenset()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(None):  # messages stay English
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, Response):
                response.render()
        assert isinstance(response, HttpResponse)
        return _sealed(request, response)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            self._check_parameters(request)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What a browser asks before it reads from another site."""
        return Response(status=204)

    def _check_parameters(self, request: Request) -> None:
        """A misspelt filter would answer with everything, so it is refused; one given twice or empty as well."""
        for name, values in request.query_params.lists():
            if name not in self.parameters:
                raise WrongParameter(name, "This address has no such parameter.", "unknown")
            if len(values) > 1:
                raise WrongParameter(name, "The parameter is given more than once.", "repeated")
            if values == [""]:
                raise WrongParameter(name, "The parameter is empty; leave it out.", "blank")


class Nothing(Door):
    """Every address under /api/ that is none."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super(Door, self).initial(request, *args, **kwargs)
        raise exceptions.NotFound


def _sealed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == 200:
        response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    fresh = response.status_code in (200, 301)
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}" if fresh else "no-store"
    if response.status_code == 200 and _known(request, response.headers["ETag"]):
        kept = {name: response.headers[name] for name in KEPT_BY_NOT_MODIFIED if name in response.headers}
        response = HttpResponseNotModified(headers=kept)
    for name, value in CORS.items():
        response.headers[name] = value
    return response


def _known(request: HttpRequest, etag: str) -> bool:
    """Whether the reader has this very answer; weak comparison (RFC 9110, 8.8.3.2)."""
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in asked or etag in {one if one.startswith("W/") else f"W/{one}" for one in asked}
