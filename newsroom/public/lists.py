"""Lists over the whole site in one language: the entities of a kind, and the corrections."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from newsroom.public.editions import with_path
from newsroom.public.head import head
from newsroom.public.labels import ENTITY_KINDS
from newsroom.public.languages import speaking, switcher
from newsroom.publishing.card import Card
from newsroom.publishing.edition import NEEDS_A_NOTE, Edition

PAGE_SIZE = 100
NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)


@conditional_page
@speaking
def entities(request: HttpRequest, language: str, kind: str) -> HttpResponse:
    """The public entities of a kind in the order of their names. Two queries."""
    cards = Card.objects.standing().in_language(language).filter(kind=kind).order_by("sort_key", "pk")
    paths = _everywhere("public:entities", kind)
    title = str(ENTITY_KINDS[kind])
    context = {
        "language": language,
        "head": head(request, language, title=title, path=paths[language], paths=paths),
        "title": title,
        "kind": kind,
        "cards": _page(request, cards),
        "switcher": switcher(language, paths),
    }
    return render(request, "public/entities.html", context)


@conditional_page
@speaking
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """Every correction, clarification and retraction of the live reports, newest first. Two queries."""
    editions = with_path(Edition.objects.filter(language=language, kind__in=NEEDS_A_NOTE)).order_by("-published_at")
    paths = _everywhere("public:corrections")
    context = {
        "language": language,
        "head": head(request, language, title=_("Corrections"), path=paths[language], paths=paths),
        "editions": _page(request, editions),
        "switcher": switcher(language, paths),
    }
    return render(request, "public/corrections.html", context)


def _everywhere(name: str, *args: str) -> dict[str, str]:
    """The address of a list in every language of the site."""
    return {code: reverse(name, args=[code, *args]) for code, _name in settings.LANGUAGES}


def _page(request: HttpRequest, rows: QuerySet[Card] | QuerySet[Edition]) -> Page:
    """The page that is asked for; one that is not there is no page."""
    number = request.GET.get("page", "1")
    paginator = Paginator(rows, PAGE_SIZE)
    if not NUMBER.fullmatch(number) or int(number) > paginator.num_pages:
        raise Http404
    return paginator.page(int(number))
