"""The home list of a language, the front door and the health check."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.public.caching import answered
from newsroom.public.editions import with_path
from newsroom.public.head import head
from newsroom.public.labels import ENTITY_KINDS
from newsroom.public.languages import speaking, switcher
from newsroom.public.linked_data import publisher
from newsroom.publishing.card import Card
from newsroom.publishing.edition import NEEDS_A_NOTE, Edition
from newsroom.publishing.publication import Publication

PAGE_SIZE = 30
NEWEST_CORRECTIONS = 3


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
    """The newest live publications of one language, the newest corrections, and how much is known. Three queries."""
    newest = list(Publication.objects.live().in_language(language).newest_first()[:PAGE_SIZE])
    corrected = with_path(Edition.objects.filter(language=language, kind__in=NEEDS_A_NOTE)).order_by("-published_at")
    corrections = list(corrected[:NEWEST_CORRECTIONS])
    known = list(_known(language))
    stamp = [*(row.edition.digest for row in newest), *(one.digest for one in corrections), *known]
    context = {
        "language": language,
        "publications": newest,
        "corrections": corrections,
        "known": known,
    }
    return answered(request, stamp, lambda: _drawn(request, language, context))


def _known(language: str) -> Iterable[tuple[str, str, int]]:
    """Kind, its label and how many public entities of it there are."""
    rows = Card.objects.standing().in_language(language).values_list("kind").annotate(count=Count("pk"))
    counts = dict(rows.order_by("kind"))
    return ((kind, str(label), counts[kind]) for kind, label in ENTITY_KINDS.items() if kind in counts)


def _drawn(request: HttpRequest, language: str, context: dict[str, object]) -> HttpResponse:
    paths = {code: reverse("public:home", args=[code]) for code, _name in settings.LANGUAGES}
    url = request.build_absolute_uri
    house = publisher(_("Gozaresh"), url(paths[language]), url(reverse("public:corrections", args=[language])))
    context |= {
        "head": head(
            request,
            language,
            title=_("Latest reports"),
            description=_("Every edition is kept, with its number, its date and the reason for it."),
            path=paths[language],
            paths=paths,
            x_default=settings.LANGUAGE_CODE,
            linked_data=[house],
        ),
        "switcher": switcher(language, paths),
    }
    return render(request, "public/home.html", context)
