"""An edition in a list: number, reason, dates and digests. Its words are in one language, so they are plain strings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api.read.addresses import annotations_url, edition_url
from newsroom.publishing.edition import Edition, EditionKind


class BasedOn(serializers.Serializer):
    """The edition that a translation was made from, while it can be read."""

    language = serializers.CharField()
    number = serializers.IntegerField()
    digest = serializers.CharField()
    api_url = serializers.URLField()


class EditionRow(serializers.Serializer):
    """One frozen publication; `title`, `lead` and `note` are in its language."""

    article = serializers.CharField()
    language = serializers.CharField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(EditionKind.choices)
    note = serializers.CharField(allow_null=True, help_text="What a correction, clarification or retraction says.")
    title = serializers.CharField()
    lead = serializers.CharField(allow_null=True)
    date_published = serializers.DateTimeField()
    source_language = serializers.CharField()
    based_on = BasedOn(allow_null=True)
    live = serializers.BooleanField(help_text="Whether it is the one that readers of the language get.")
    withheld = serializers.BooleanField(help_text="Whether its words were taken back; the digests still stand.")
    body_digest = serializers.CharField(help_text="sha256 of the body.")
    previous_digest = serializers.CharField(allow_null=True, help_text="`digest` of the edition before.")
    digest = serializers.CharField(help_text="sha256 of the metadata, the body's digest and the previous digest.")
    api_url = serializers.URLField()
    annotations_url = serializers.URLField(help_text="Its annotations, as W3C Web Annotations.")


def edition_rows(article: str, languages: Sequence[str]) -> QuerySet[Edition]:
    """The editions of an article in these languages."""
    rows = Edition.objects.filter(article_public_id=article, language__in=languages)
    return rows.select_related("based_on").annotate(
        withheld=Q(body__document__isnull=True)
    )


def row_of(edition: Edition, live: Mapping[str, int], request: Request) -> dict[str, Any]:
    """`live` is language -> key of the live edition, for the languages in which the article is live."""
    place = (edition.article_public_id, edition.language, edition.number)
    return {
        "article": edition.article_public_id,
        "language": edition.language,
        "number": edition.number,
        "kind": edition.kind,
        "note": edition.note or None,
        "title": edition.title,
        "lead": edition.lead or None,
        "date_published": edition.published_at,
        "source_language": edition.source_language,
        "based_on": _based_on(edition.based_on, live, request),
        "live": live.get(edition.language) == edition.pk,
        "withheld": edition.withheld,  # type: ignore[attr-defined]
        "body_digest": edition.body_digest,
        "previous_digest": edition.previous_digest or None,
        "digest": edition.digest,
        "api_url": edition_url(request, *place),
        "annotations_url": annotations_url(request, *place),
    }


def _based_on(source: Edition | None, live: Mapping[str, int], request: Request) -> dict[str, Any] | None:
    if source is None or source.language not in live:
        return None
    return {
        "language": source.language,
        "number": source.number,
        "digest": source.digest,
        "api_url": edition_url(request, source.article_public_id, source.language, source.number),
    }
