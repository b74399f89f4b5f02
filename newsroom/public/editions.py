"""The editions of an article that answer now: what the article page, its versions and its feeds ask first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication

RELATED = 4


def publications_of(public_id: str) -> dict[str, Publication]:
    """The live publications of an article, by language, with their editions: one query."""
    rows = Publication.objects.live().filter(article_public_id=public_id)
    return {row.language: row for row in rows.select_related("edition__based_on")}


def with_path(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Editions of live articles only, each with `path`, the address where its article answers; in the same query."""
    live = Publication.objects.live().filter(
        article_public_id=OuterRef("article_public_id"), language=OuterRef("language")
    )
    return editions.annotate(path=Subquery(live.values("path")[:1])).filter(path__isnull=False)


def related_to(edition: Edition, language: str) -> Iterable[Publication]:
    """Other live reports in the language about the same entities, newest first: one query."""
    about = Appearance.objects.filter(edition=edition, role=AppearsAs.ABOUT).values("entity_public_id")
    alike = Appearance.objects.filter(role=AppearsAs.ABOUT, entity_public_id__in=about).values("edition")
    rows = Publication.objects.live().in_language(language).filter(edition__in=alike)
    return rows.exclude(article_public_id=edition.article_public_id).newest_first()[:RELATED]
