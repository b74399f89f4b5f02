"""Every edition of an article stays readable: the list of its versions, one of them, and what changed between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.public.article import annotations_of, not_in_this_language
from newsroom.public.caching import answered
from newsroom.public.editions import publications_of
from newsroom.public.head import head
from newsroom.public.languages import LanguageLink, speaking, switcher
from newsroom.public.page import read_page
from newsroom.publishing.edition import Edition
from newsroom.publishing.links import targets
from newsroom.publishing.publication import Publication
from newsroom.text import digits, markup
from newsroom.text.diff import Piece, words_diff
from newsroom.text.document import ArticleDocument


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """One block in two editions: its kind, and the pieces of its text."""

    kind: str
    pieces: tuple[Piece, ...]


@speaking
def versions(request: HttpRequest, language: str, public_id: str) -> HttpResponse:
    """All editions of an article in one language, newest first. Two queries."""
    publications = publications_of(public_id)
    if language not in publications:
        return not_in_this_language(request, language, publications)
    publication = publications[language]
    rows = list(Edition.objects.of(public_id, language))
    context = {
        "language": language,
        "head": head(
            request,
            language,
            title=f"{_('Versions')}: {publication.edition.title}",
            path=reverse("public:versions", args=[language, public_id]),
            paths={code: reverse("public:versions", args=[code, public_id]) for code in publications},
        ),
        "publication": publication,
        "editions": rows,
        "switcher": _switcher(language, publications),
    }
    return answered(
        request,
        [row.digest for row in publications_editions(publications)],
        lambda: render(request, "public/versions.html", context),
    )


@speaking
def version(request: HttpRequest, language: str, public_id: str, number: int) -> HttpResponse:
    """One edition as it was, with a word about the one that answers now. Two queries."""
    publications = publications_of(public_id)
    if language not in publications:
        return not_in_this_language(request, language, publications)
    publication = publications[language]
    edition, document = _read(public_id, language, number)
    links = targets(edition.links.split(), language)

    def draw() -> HttpResponse:
        title = _("Edition %(number)s") % {"number": digits.localize(str(number), language)}
        context = {
            "language": language,
            "head": head(
                request,
                language,
                title=f"{edition.title} ({title})",
                description=edition.card_text,
                path=publication.path,
                indexed=False,
                annotations=annotations_of(request, edition),
            ),
            "publication": publication,
            "edition": edition,
            "page": read_page(document, language, links),
            "version": True,
            "switcher": _switcher(language, publications),
        }
        return render(request, "public/article.html", context)

    digests = (row.digest for row in publications_editions(publications))
    return answered(request, [edition.digest, *digests, *sorted(links.items())], draw)


@speaking
def comparison(request: HttpRequest, language: str, public_id: str, older: int, newer: int) -> HttpResponse:
    """What changed from one edition to a later one, word by word. Three queries."""
    if older >= newer:
        raise Http404
    publications = publications_of(public_id)
    if language not in publications:
        return not_in_this_language(request, language, publications)
    before, old = _read(public_id, language, older)
    after, new = _read(public_id, language, newer)
    context = {
        "language": language,
        "head": head(
            request,
            language,
            title=f"{_('What changed')}: {after.title}",
            path=reverse("public:comparison", args=[language, public_id, older, newer]),
            indexed=False,
        ),
        "publication": publications[language],
        "before": before,
        "after": after,
        "blocks": changed_blocks(old, new, language),
        "switcher": _switcher(language, publications),
    }
    return render(request, "public/comparison.html", context)


def changed_blocks(old: ArticleDocument, new: ArticleDocument, language: str) -> list[ChangedBlock]:
    """The blocks whose words differ: changed and new ones where the newer edition has them, then the ones that went."""
    before, after = _words(old, language), _words(new, language)
    changed = [
        ChangedBlock(kind, tuple(words_diff(before.get(key, ("", ""))[1], text)))
        for key, (kind, text) in after.items()
        if before.get(key, ("", ""))[1] != text
    ]
    gone = [ChangedBlock(kind, (Piece("delete", text),)) for key, (kind, text) in before.items() if key not in after]
    return changed + gone


def publications_editions(publications: Mapping[str, Publication]) -> list[Edition]:
    return [row.edition for row in publications.values()]


def _words(document: ArticleDocument, language: str) -> dict[str, tuple[str, str]]:
    """Block id -> its kind and plain text."""
    return {
        block.id: (block.kind, markup.parse(block.text[language]).text)
        for block in document.blocks
        if block.text.get(language)
    }


def _read(public_id: str, language: str, number: int) -> tuple[Edition, ArticleDocument]:
    """An edition and its body; raises Http404 when there is none or its body is withheld."""
    edition = Edition.objects.of(public_id, language).filter(number=number).select_related("body").first()
    content = edition.body.content if edition else None
    if edition is None or content is None:
        raise Http404
    return edition, content


def _switcher(language: str, publications: Mapping[str, Publication]) -> list[LanguageLink]:
    paths = {code: reverse("public:versions", args=[code, row.article_public_id]) for code, row in publications.items()}
    return switcher(language, paths)


