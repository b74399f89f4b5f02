"""Articles: the live ones, one item per article, and their editions.

An article has its place in the list by its first live publication, whatever its language, so a translation that comes
later does not move it. An edition is readable while its article is live in its language; else it answers like one that
never was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api.read import filters
from newsroom.api.read.addresses import asked_id, asked_language, asked_number
from newsroom.api.read.cursor import Key, moment, number, public_id
from newsroom.api.read.edition import WholeEdition, whole
from newsroom.api.read.edition_row import EditionRow, edition_rows, row_of
from newsroom.api.read.relations import Relation, Relations, also_known_as
from newsroom.api.read.texts import Addresses, Texts, texts
from newsroom.api.read.views import Item, List, described
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication, PublicationStatus


class ArticleRow(serializers.Serializer):
    """An article with what its live edition says of itself in each language."""

    id = serializers.CharField()
    source_language = serializers.CharField(help_text="The language it was written in.")
    languages = serializers.ListField(child=serializers.CharField(), help_text="The languages in which it is live.")
    title = Texts()
    lead = Texts()
    url = Addresses()
    date_published = serializers.DateTimeField(help_text="When it was first published in any of its live languages.")
    date_modified = serializers.DateTimeField(help_text="When the newest of its live editions was published.")
    about = Relation(many=True)


class WholeArticle(ArticleRow):
    """An article with all its editions."""

    editions = EditionRow(many=True)


class ArticleFilters(django_filters.FilterSet):
    language = filters.language("Articles that are live in this language.", method="in_language")
    about = filters.public_id("Articles about this entity.", method="in_role")
    mentions = filters.public_id("Articles that name this entity in their text.", method="in_role")
    since = filters.since("Not published before this time or day (of UTC).", "first_published_at")
    until = filters.until("Not published after this time or day (of UTC).", "first_published_at")

    def in_language(self, rows: QuerySet[Publication], _name: str, code: str) -> QuerySet[Publication]:
        known = Publication.objects.live().in_language(code)
        return rows.filter(article_public_id__in=known.values("article_public_id"))

    def in_role(self, rows: QuerySet[Publication], name: str, entity: str) -> QuerySet[Publication]:
        role = AppearsAs.ABOUT if name == "about" else AppearsAs.MENTION
        found = _live_appearances().filter(also_known_as("entity_public_id", entity), role=role)
        return rows.filter(article_public_id__in=found.values("edition__article_public_id"))


@described(tags=["articles"], summary="The live articles, newest first", operation_id="articles")
class Articles(List):
    serializer_class = ArticleRow
    filterset_class = ArticleFilters
    queryset = Publication.objects.none()
    keys = (Key("first_published_at", moment, descending=True), Key("article_public_id", public_id))

    def rows(self) -> QuerySet[Publication]:
        live = Publication.objects.live()
        same = live.filter(article_public_id=OuterRef("article_public_id"))
        earlier = same.filter(first_published_at__lt=OuterRef("first_published_at"))
        as_early = same.filter(first_published_at=OuterRef("first_published_at"), pk__lt=OuterRef("pk"))
        return live.filter(~Exists(earlier), ~Exists(as_early))

    def items(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return articles_of([row["article_public_id"] for row in rows], self.request)


@described(tags=["articles"], summary="One article and its editions", operation_id="article")
class Article(Item):
    serializer_class = WholeArticle
    queryset = Publication.objects.none()

    def item(self) -> dict[str, Any]:
        asked = asked_id(self.kwargs["id"])
        found = articles_of([asked], self.request)
        if not found:
            raise Http404
        editions = edition_rows(asked, found[0]["languages"]).order_by("-published_at", "-pk")
        return found[0] | {"editions": [row_of(edition, found[0]["live"], self.request) for edition in editions]}


@described(tags=["articles"], summary="The editions of an article, newest first", operation_id="editions")
class Editions(List):
    serializer_class = EditionRow
    queryset = Publication.objects.none()
    keys = (Key("published_at", moment, descending=True), Key("pk", number, descending=True))

    def rows(self) -> QuerySet[Any]:
        self.live = live_editions(asked_id(self.kwargs["id"]))
        return edition_rows(self.kwargs["id"], list(self.live))

    def items(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = {one.pk: one for one in edition_rows(self.kwargs["id"], list(self.live)).filter(
            pk__in=[row["pk"] for row in rows]
        )}
        return [row_of(found[row["pk"]], self.live, self.request) for row in rows]


@described(tags=["articles"], summary="One edition, with its words", operation_id="edition")
class EditionItem(Item):
    serializer_class = WholeEdition
    queryset = Publication.objects.none()

    def item(self) -> dict[str, Any]:
        edition, live = asked_edition(self.kwargs)
        return whole(edition, live, self.request)


def asked_edition(asked: Mapping[str, str]) -> tuple[Edition, dict[str, int]]:
    """The edition of an address with its body, and `live_editions`: two queries; raises Http404."""
    article, language = asked_id(asked["id"]), asked_language(asked["language"])
    number = asked_number(asked["number"])
    live = live_editions(article)
    found = edition_rows(article, [language]).filter(number=number).select_related("body").first()
    if language not in live or found is None:
        raise Http404
    return found, live


def live_editions(article: str) -> dict[str, int]:
    """language -> key of the edition that answers there; raises Http404 when the article is live in none."""
    rows = Publication.objects.live().filter(article_public_id=article)
    live = dict(rows.values_list("language", "edition_id"))
    if not live:
        raise Http404
    return live


def _live_appearances() -> QuerySet[Appearance]:
    return Appearance.objects.filter(edition__publications__status=PublicationStatus.LIVE)


def articles_of(public_ids: Sequence[str], request: Request) -> list[dict[str, Any]]:
    """The live ones of the articles, in the given order. Three queries."""
    grouped: defaultdict[str, list[Publication]] = defaultdict(list)
    rows = Publication.objects.live().filter(article_public_id__in=public_ids)
    for publication in rows.select_related("edition").order_by("first_published_at", "pk"):
        grouped[publication.article_public_id].append(publication)
    about: defaultdict[str, dict[str, None]] = defaultdict(dict)
    subjects = _live_appearances().filter(edition__article_public_id__in=list(grouped), role=AppearsAs.ABOUT)
    for article, entity in subjects.order_by("ordinal", "pk").values_list(
        "edition__article_public_id", "entity_public_id"
    ):
        about[article][entity] = None
    relations = Relations({entity for named in about.values() for entity in named}, request)
    return [
        _article(grouped[public_id], request) | {"about": relations.all(about[public_id])}
        for public_id in public_ids
        if public_id in grouped
    ]


def _article(publications: Sequence[Publication], request: Request) -> dict[str, Any]:
    """`publications` are an article's live ones, the first one first."""
    by_language = {one.language: one for one in publications}
    editions = {code: one.edition for code, one in by_language.items()}
    first = publications[0]
    return {
        "id": first.article_public_id,
        "source_language": first.edition.source_language,
        "languages": sorted(by_language),
        "live": {code: one.edition_id for code, one in by_language.items()},
        "title": texts({code: edition.title for code, edition in editions.items()}),
        "lead": texts({code: edition.lead for code, edition in editions.items()}),
        "url": texts({code: request.build_absolute_uri(one.path) for code, one in by_language.items()}),
        "date_published": first.first_published_at,
        "date_modified": max(edition.published_at for edition in editions.values()),
    }
