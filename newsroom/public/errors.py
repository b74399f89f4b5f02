"""Error pages, in the language of the address that failed; the one for a broken server asks no database."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from newsroom.base import languages
from newsroom.public.languages import switcher


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    first = request.path.lstrip("/").partition("/")[0]
    spoken = (first, translation.get_language(), settings.LANGUAGE_CODE)
    language = next(code for code in spoken if code in languages.codes())
    links = {code: reverse("public:home", args=[code]) for code in languages.codes()}
    context = {"language": language, "status": status, "switcher": switcher(language, links)}
    with translation.override(language):
        response = render(request, "public/error.html", context, status=status)
    response.headers["Content-Language"] = language
    return response
