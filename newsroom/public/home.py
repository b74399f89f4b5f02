"""The home list of a language, the front door and the health check."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from newsroom.public.languages import speaking, switcher
from newsroom.publishing.publication import Publication

PAGE_SIZE = 30


def front_door(request: HttpRequest) -> HttpResponse:
    """The site's first language; no guess from headers, so that every cache may keep the answer."""
    return HttpResponseRedirect(reverse("public:home", args=[settings.LANGUAGE_CODE]))


def health(request: HttpRequest) -> HttpResponse:
    """200 when the site can reach its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@speaking
def home(request: HttpRequest, language: str) -> HttpResponse:
    """The newest live publications of one language. One query."""
    newest = Publication.objects.live().in_language(language).newest_first()[:PAGE_SIZE]
    links = switcher(language, {code: reverse("public:home", args=[code]) for code, _name in settings.LANGUAGES})
    return render(
        request, "public/home.html", {"language": language, "publications": list(newest), "switcher": links}
    )
