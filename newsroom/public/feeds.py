"""What machines fetch regularly: an Atom feed per language, and the site map with its alternates."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsroom.base import languages
from newsroom.public.caching import answered
from newsroom.public.languages import speaking
from newsroom.publishing.card import Card
from newsroom.publishing.publication import Publication
from newsroom.text.isolates import isolated_plain

FEED_SIZE = 30
SITEMAP_SIZE = 5000


@speaking
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """The newest reports of one language. One query."""
    newest = list(Publication.objects.live().in_language(language).newest_first()[:FEED_SIZE])
    return answered(request, [row.edition.digest for row in newest], lambda: _atom(request, language, newest))


def _atom(request: HttpRequest, language: str, newest: list[Publication]) -> HttpResponse:
    url, direction = request.build_absolute_uri, languages.direction(language)
    here = reverse("public:feed", args=[language])
    atom = Atom1Feed(
        title=_("Gozaresh"),
        link=url(reverse("public:home", args=[language])),
        description=_("Latest reports"),
        language=language,
        feed_url=url(here),
        feed_guid=url(here),
    )
    for row in newest:
        edition = row.edition
        atom.add_item(
            title=isolated_plain(edition.title, direction),
            link=url(row.path),
            description=isolated_plain(edition.card_text, direction),
            unique_id=_tag(request, row),
            pubdate=row.first_published_at,
            updateddate=edition.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _tag(request: HttpRequest, row: Publication) -> str:
    """RFC 4151: an id that outlives every address."""
    day = row.first_published_at.date().isoformat()
    return f"tag:{request.get_host().partition(':')[0]},{day}:article:{row.article_public_id}:{row.language}"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page in all its languages: code -> address."""

    paths: dict[str, str]
    changed: dt.datetime | None = None


class _InEveryLanguage(Sitemap):
    """Pages that name their alternates."""

    i18n = True
    alternates = True
    limit = SITEMAP_SIZE

    def get_languages_for_item(self, item: Listed) -> list[str]:
        return list(item.paths)

    def location(self, item: Listed) -> str:
        return item.paths[str(get_language())]

    def lastmod(self, item: Listed) -> dt.datetime | None:
        return item.changed


class Reports(_InEveryLanguage):
    def items(self) -> list[Listed]:
        rows = Publication.objects.live().order_by("article_public_id", "language")
        return _listed(
            (row.article_public_id, row.language, row.path, row.edition.published_at)
            for row in rows.select_related("edition")
        )


class Entities(_InEveryLanguage):
    def items(self) -> list[Listed]:
        rows = Card.objects.standing().order_by("entity_public_id", "language").defer("document")
        return _listed((row.entity_public_id, row.language, row.path, None) for row in rows)


SITEMAPS: dict[str, type[Sitemap]] = {"reports": Reports, "entities": Entities}


def sitemap_index(request: HttpRequest) -> HttpResponse:
    return sitemap_views.index(request, sitemaps=SITEMAPS, sitemap_url_name="public:sitemap")


def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    response: HttpResponse = sitemap_views.sitemap(request, sitemaps=SITEMAPS, section=section)
    return response


def _listed(rows: Iterable[tuple[str, str, str, Any]]) -> list[Listed]:
    """Pages by identity; the newest change of any language counts for all, because each names the others."""
    paths: dict[str, dict[str, str]] = defaultdict(dict)
    changed: dict[str, Any] = {}
    for identity, language, path, at in rows:
        paths[identity][language] = path
        changed[identity] = max(filter(None, (changed.get(identity), at)), default=None)
    return [Listed(there, changed[identity]) for identity, there in paths.items()]
