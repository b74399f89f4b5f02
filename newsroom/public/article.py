"""The article page: one live edition. Three queries, whatever the number of blocks, mentions and entities."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from newsroom.public.languages import speaking, switcher
from newsroom.public.page import read_page
from newsroom.publishing.edition import Edition, EditionBody
from newsroom.publishing.publication import Publication


@speaking
def article(request: HttpRequest, language: str, public_id: str, slug: str) -> HttpResponse:
    """One article in one language; a wrong slug is sent on, a missing language says which ones exist."""
    publications = _publications(public_id)
    publication = publications.get(language)
    if publication is None:
        return _not_in_this_language(request, language, publications)
    if publication.edition.slug != slug:
        return HttpResponseRedirect(publication.path, status=301)
    body = EditionBody.objects.get(edition_id=publication.edition_id)
    if body.content is None:
        raise Http404
    context = {
        "language": language,
        "publication": publication,
        "edition": publication.edition,
        "page": read_page(body.content, language),
        "source_moved_on": _source_moved_on(publication.edition, publications),
        "editions": list(Edition.objects.of(public_id, language).defer("lead")),
        "switcher": switcher(language, {code: p.path for code, p in publications.items()}),
    }
    return render(request, "public/article.html", context)


@speaking
def without_slug(request: HttpRequest, language: str, public_id: str) -> HttpResponse:
    """The short permanent address, sent on to the one with words."""
    publications = _publications(public_id)
    if language not in publications:
        return _not_in_this_language(request, language, publications)
    return HttpResponseRedirect(publications[language].path, status=301)


def _publications(public_id: str) -> dict[str, Publication]:
    """The live publications of an article, by language, with their editions: one query."""
    rows = Publication.objects.live().filter(article_public_id=public_id)
    return {row.language: row for row in rows.select_related("edition__based_on")}


def _source_moved_on(edition: Edition, publications: dict[str, Publication]) -> bool:
    """Whether the source has a newer edition than the one this translation was made from."""
    source = publications.get(edition.source_language)
    return bool(edition.based_on and source and source.edition_id != edition.based_on_id)


def _not_in_this_language(
    request: HttpRequest, language: str, publications: dict[str, Publication]
) -> HttpResponse:
    """404: never another language's text. An article that nobody may see answers like one that never was."""
    if not publications:
        raise Http404
    paths = {code: publication.path for code, publication in publications.items()}
    context = {
        "language": language,
        "publications": list(publications.values()),
        "switcher": switcher(language, paths | {language: reverse("public:home", args=[language])}),
    }
    return render(request, "public/missing_language.html", context, status=404)
