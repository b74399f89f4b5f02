"""The article page: one live edition. Four queries, whatever the number of blocks, mentions and entities; three more
at most where its words lead to other articles and entities of the site.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.public.caching import answered
from newsroom.public.editions import publications_of, related_to
from newsroom.public.head import Head, head
from newsroom.public.images import shared
from newsroom.public.languages import speaking, switcher
from newsroom.public.linked_data import Node, publisher, thing
from newsroom.public.page import Page, read_page
from newsroom.publishing.edition import NEEDS_A_NOTE, Edition, EditionBody
from newsroom.publishing.links import targets
from newsroom.publishing.publication import Publication
from newsroom.text.document import ArticleDocument

GENRES = {"opinion": "OpinionNewsArticle", "analysis": "AnalysisNewsArticle", "explainer": "BackgroundNewsArticle"}


@speaking
def article(request: HttpRequest, language: str, public_id: str, slug: str) -> HttpResponse:
    """One article in one language; a wrong slug is sent on, a missing language says which ones exist."""
    publications = publications_of(public_id)
    publication = publications.get(language)
    if publication is None:
        return not_in_this_language(request, language, publications)
    if publication.edition.slug != slug:
        return HttpResponseRedirect(publication.path, status=301)
    related = list(related_to(publication.edition, language))
    editions = [*publications.values(), *related]
    links = targets(publication.edition.links.split(), language)
    stamp = [part for row in editions for part in (row.edition.digest, row.path)] + sorted(links.items())
    return answered(request, stamp, lambda: _drawn(request, publication, publications, related, links))


@speaking
def without_slug(request: HttpRequest, language: str, public_id: str) -> HttpResponse:
    """The short permanent address, sent on to the one with words."""
    publications = publications_of(public_id)
    if language not in publications:
        return not_in_this_language(request, language, publications)
    return HttpResponseRedirect(publications[language].path, status=301)


def _drawn(
    request: HttpRequest,
    publication: Publication,
    publications: Mapping[str, Publication],
    related: list[Publication],
    links: Mapping[str, str],
) -> HttpResponse:
    edition, language = publication.edition, publication.language
    document = EditionBody.objects.get(edition=edition).content
    if document is None:
        raise Http404
    page = read_page(document, language, links)
    paths = {code: row.path for code, row in publications.items()}
    editions = list(Edition.objects.of(edition.article_public_id, language).defer("lead"))
    node = _news_article(request, publication, document, page, editions)
    context = {
        "language": language,
        "head": _head(request, publication, publications, node),
        "publication": publication,
        "edition": edition,
        "page": page,
        "source_moved_on": _source_moved_on(edition, publications),
        "editions": editions,
        "related": related,
        "switcher": switcher(language, paths),
    }
    return render(request, "public/article.html", context)


def _head(
    request: HttpRequest, publication: Publication, publications: Mapping[str, Publication], node: Node
) -> Head:
    edition = publication.edition
    return head(
        request,
        publication.language,
        title=edition.card_title,
        description=edition.card_text,
        path=publication.path,
        image=shared(edition),
        paths={code: row.path for code, row in publications.items()},
        x_default=edition.source_language,
        og_type="article",
        published=publication.first_published_at,
        modified=edition.published_at,
        linked_data=[node],
        annotations=annotations_of(request, edition),
    )


def annotations_of(request: HttpRequest, edition: Edition) -> str:
    """Where the annotations of an edition are, for programs."""
    place = [edition.article_public_id, edition.language, edition.number]
    return request.build_absolute_uri(reverse("api:annotations", args=place))


def _news_article(
    request: HttpRequest, publication: Publication, document: ArticleDocument, page: Page, editions: list[Edition]
) -> Node:
    """The article as schema.org's NewsArticle."""
    edition, language, url = publication.edition, publication.language, request.build_absolute_uri
    corrections = url(reverse("public:corrections", args=[language]))
    house = publisher(_("Gozaresh"), url(reverse("public:home", args=[language])), corrections)
    shown = {
        member.public_id: thing(member.kind, member.name, url(member.path))
        for group in page.cast
        for member in group.entities
    }
    authors = [{"@type": "Person", "name": credit.name} for credit in page.credits if credit.role == "author"]
    return {
        "@type": GENRES.get(document.genre, "NewsArticle"),
        "@id": url(publication.path),
        "url": url(publication.path),
        "mainEntityOfPage": url(publication.path),
        "headline": edition.title,
        "alternativeHeadline": edition.short_title,
        "description": edition.card_text,
        "image": _images(request, page),
        "inLanguage": language,
        "datePublished": publication.first_published_at.isoformat(),
        "dateModified": edition.published_at.isoformat(),
        "version": edition.number,
        "wordCount": page.words,
        "author": authors or {"@id": house["@id"]},
        "publisher": house,
        "isBasedOn": document.source_url,
        "translationOfWork": url(reverse("public:article_by_id", args=[edition.source_language, document.article]))
        if edition.source_language != language
        else "",
        "about": [shown[key] for key in document.about if key in shown],
        "mentions": [node for key, node in shown.items() if key not in document.about],
        "correction": [
            {"@type": "CorrectionComment", "text": one.note, "datePublished": one.published_at.isoformat()}
            for one in editions
            if one.kind in NEEDS_A_NOTE
        ],
    }


def _images(request: HttpRequest, page: Page) -> list[Node]:
    """The pictures of a page, each as it is shown at most."""
    drawn = [block for block in (page.picture, *page.blocks) if block and block.image and block.image.sources]
    return [
        {
            "@type": "ImageObject",
            "url": request.build_absolute_uri(block.image.sources.src),
            "width": block.image.sources.width,
            "height": block.image.sources.height,
            "caption": block.caption.text if block.caption else block.image.alt,
            "creditText": block.image.credit,
            "copyrightNotice": block.image.rights,
        }
        for block in drawn
        if block.image and block.image.sources
    ]


def _source_moved_on(edition: Edition, publications: Mapping[str, Publication]) -> bool:
    """Whether the source has a newer edition than the one this translation was made from."""
    source = publications.get(edition.source_language)
    return bool(edition.based_on and source and source.edition_id != edition.based_on_id)


def not_in_this_language(
    request: HttpRequest, language: str, publications: Mapping[str, Publication]
) -> HttpResponse:
    """404: never another language's text. An article that nobody may see answers like one that never was."""
    if not publications:
        raise Http404
    paths = {code: publication.path for code, publication in publications.items()}
    context = {
        "language": language,
        "elsewhere": [(code, row.path, row.edition.title) for code, row in publications.items()],
        "switcher": switcher(language, paths | {language: reverse("public:home", args=[language])}),
    }
    return render(request, "public/missing_language.html", context, status=404)
