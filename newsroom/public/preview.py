"""A page that is not published, drawn by the code and the templates of the published one.

The desk hands the document in; nothing here reads a draft. The page is kept by nobody, found by no search engine, and
links to no page that readers do not have yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from newsroom.public.head import head
from newsroom.public.languages import switcher
from newsroom.public.page import Page, read_page
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition, EditionKind
from newsroom.publishing.links import targets
from newsroom.publishing.publication import Publication
from newsroom.text import markup
from newsroom.text.document import ArticleDocument
from newsroom.text.summary import references


@dataclass(frozen=True, slots=True)
class Preview:
    """What to draw: `until` for a link that ends, `missing` what stands in the way of publishing, in words."""

    document: ArticleDocument
    language: str
    number: int
    until: dt.datetime | None = None
    missing: tuple[str, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)


def draw_preview(request: HttpRequest, preview: Preview) -> HttpResponse:
    """The page with a word on top that it is none; one query, for the cards of those it names."""
    document, language = preview.document, preview.language
    edition, links = _edition(preview), targets(references(document, language), language)
    with translation.override(language):
        context = {
            "language": language,
            "head": head(request, language, title=edition.title, path=request.path, indexed=False),
            "publication": Publication(edition=edition, language=language, path=request.path),
            "edition": edition,
            "page": _without_dead_links(read_page(document, language, links), language),
            "version": True,
            "preview": preview,
            "switcher": switcher(language, {language: request.path, **preview.paths}),
        }
        response = render(request, "public/article.html", context)
    response.headers["Content-Language"] = language
    return unkept(response)


def unkept(response: HttpResponse) -> HttpResponse:
    """Not for search engines, not for caches, and not told to other sites as the address somebody came from."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _edition(preview: Preview) -> Edition:
    """The edition that it would become; never saved."""
    document, language = preview.document, preview.language
    return Edition(
        article_public_id=document.article,
        language=language,
        number=preview.number,
        kind=EditionKind.UPDATE if preview.number > 1 else EditionKind.FIRST,
        slug=document.slug.get(language, ""),
        title=markup.parse(document.words("title", language)).text,
        lead=markup.parse(document.words("lead", language)).text,
        source_language=document.source_language,
        published_at=timezone.now(),
    )


def _without_dead_links(page: Page, language: str) -> Page:
    """Who has no public page yet is named without a link."""
    named = [member.public_id for group in page.cast for member in group.entities]
    cards = Card.objects.standing().in_language(language).filter(entity_public_id__in=named)
    public = set(cards.values_list("entity_public_id", flat=True))
    cast = tuple(
        replace(
            group,
            entities=tuple(
                member if member.public_id in public else replace(member, path="") for member in group.entities
            ),
        )
        for group in page.cast
    )
    return replace(page, cast=cast)
