"""Statements: who said what, over all live reports; one item per statement, whatever the number of its languages.

The newest report comes first, its statements in reading order. What is no text (kind, event, speakers) is told as the
first published of its languages has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api.read import filters
from newsroom.api.read.addresses import asked_uuid
from newsroom.api.read.cursor import Key, identity, moment, number, public_id
from newsroom.api.read.relations import Relation, Relations, also_known_as
from newsroom.api.read.texts import Addresses, Texts, texts
from newsroom.api.read.views import Item, List, described
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.said import PublishedStatement

KINDS = ("quotation", "partial", "paraphrase", "narration")
KIND_CHOICES = [(kind, kind) for kind in KINDS]
_Rows = QuerySet[PublishedStatement]


class Voice(serializers.Serializer):
    """Who speaks, and in which capacity."""

    entity = Relation()
    capacity = Texts()


class SaidIn(serializers.Serializer):
    """The words of one live edition that report it: `start` counts code points in the plain text of the block."""

    language = serializers.CharField()
    edition = serializers.IntegerField()
    block = serializers.CharField()
    start = serializers.IntegerField()


class StatementItem(serializers.Serializer):
    """One thing said, as live reports have it. `quote` is in the words of the report, `gist` in short."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(KIND_CHOICES)
    article = serializers.CharField()
    speakers = Voice(many=True)
    event = Relation(allow_null=True)
    gist = Texts()
    quote = Texts()
    url = Addresses()
    said_in = SaidIn(many=True)
    date_published = serializers.DateTimeField(help_text="When the report was first published, in any live language.")


class StatementFilters(django_filters.FilterSet):
    speaker = filters.public_id("Statements of this entity.", method="spoken_by")
    event = filters.public_id("Statements made at this event.", method="at_event")
    article = filters.public_id("Statements that this article reports.", field_name="edition__article_public_id")
    kind = filters.documented(
        django_filters.ChoiceFilter(choices=KIND_CHOICES, field_name="kind"),
        "Statements of this kind.",
        enum=list(KINDS),
    )
    language = filters.language("Statements that are reported in this language.", method="in_language")

    def spoken_by(self, rows: _Rows, _name: str, entity: str) -> _Rows:
        voices = Appearance.objects.filter(also_known_as("entity_public_id", entity), statement=OuterRef("pk"))
        return rows.filter(Exists(voices))

    def at_event(self, rows: _Rows, _name: str, entity: str) -> _Rows:
        return rows.filter(also_known_as("event", entity))

    def in_language(self, rows: _Rows, _name: str, code: str) -> _Rows:
        return rows.filter(Exists(_same().filter(edition__language=code)))


def _readable() -> _Rows:
    """Statements of live editions whose words were not taken back."""
    rows = PublishedStatement.objects.live().filter(edition__body__document__isnull=False)
    return rows.annotate(
        publication=F("edition__publications__pk"), shown_at=F("edition__publications__first_published_at")
    )


def _same() -> _Rows:
    """The rows of the outer row's statement, in any language."""
    return _readable().filter(edition__article_public_id=OuterRef("edition__article_public_id"), uuid=OuterRef("uuid"))


def _leading() -> _Rows:
    """One row per statement: the one of the language that was published first."""
    return _readable().filter(~Exists(_same().filter(publication__lt=OuterRef("publication"))))


@described(tags=["statements"], summary="Who said what, newest report first", operation_id="statements")
class Statements(List):
    serializer_class = StatementItem
    filterset_class = StatementFilters
    queryset = PublishedStatement.objects.none()
    keys = (
        Key("shown_at", moment, descending=True),
        Key("edition__article_public_id", public_id),
        Key("ordinal", number),
        Key("uuid", identity),
    )

    def rows(self) -> _Rows:
        return _leading()

    def items(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return statements_of([row["uuid"] for row in rows], self.request)


@described(tags=["statements"], summary="One statement", operation_id="statement")
class Statement(Item):
    serializer_class = StatementItem
    queryset = PublishedStatement.objects.none()

    def item(self) -> dict[str, Any]:
        found = statements_of([asked_uuid(self.kwargs["id"])], self.request)
        if not found:
            raise Http404
        return found[0]


def statements_of(uuids: Sequence[UUID], request: Request) -> list[dict[str, Any]]:
    """The readable ones of the statements, in the given order. Three queries."""
    grouped: defaultdict[UUID, list[Any]] = defaultdict(list)
    rows = _readable().filter(uuid__in=uuids).select_related("edition")
    for row in rows.annotate(path=F("edition__publications__path")).order_by("publication"):
        grouped[row.uuid].append(row)
    voices: defaultdict[int, list[Appearance]] = defaultdict(list)
    found = [row.pk for group in grouped.values() for row in group]
    for voice in Appearance.objects.filter(statement__in=found, role=AppearsAs.STATEMENT).order_by("ordinal"):
        voices[voice.statement_id or 0].append(voice)
    public_ids = {voice.entity_public_id for group in voices.values() for voice in group}
    public_ids |= {row.event for group in grouped.values() for row in group}
    relations = Relations(public_ids, request)
    return [_statement(grouped[uuid], voices, relations, request) for uuid in uuids if uuid in grouped]


def _statement(
    rows: Sequence[Any], voices: dict[int, list[Appearance]], relations: Relations, request: Request
) -> dict[str, Any]:
    """`rows` are a statement's, one per language, the leading one first."""
    first = rows[0]
    by_language = {row.edition.language: row for row in rows}
    capacities: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for code, row in by_language.items():
        for voice in voices[row.pk]:
            capacities[voice.entity_public_id][code] = voice.capacity
    return {
        "id": first.uuid,
        "kind": first.kind,
        "article": first.edition.article_public_id,
        "speakers": [
            {"entity": entity, "capacity": texts(capacities[voice.entity_public_id])}
            for voice in voices[first.pk]
            if (entity := relations.get(voice.entity_public_id))
        ],
        "event": relations.get(first.event),
        "gist": texts({code: row.gist for code, row in by_language.items()}),
        "quote": texts({code: row.quote for code, row in by_language.items()}),
        "url": texts(
            {code: request.build_absolute_uri(f"{row.path}#{row.anchor}") for code, row in by_language.items()}
        ),
        "said_in": [
            {"language": code, "edition": row.edition.number, "block": row.block, "start": row.start}
            for code, row in by_language.items()
        ],
        "date_published": first.shown_at,
    }
