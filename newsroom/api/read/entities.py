"""Entities: people, organizations, places, events, documents, topics, initiatives; one list and one item for each kind.

An entity is here when it has a card in some language. The order of a list is that of the ids, which never changes. An
entity that was merged into another one sends there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api.read import entity_shapes as shapes
from newsroom.api.read import filters
from newsroom.api.read.addresses import FOLDERS, asked_id, entity_url
from newsroom.api.read.cursor import Key, public_id
from newsroom.api.read.dossiers import in_order, members, told
from newsroom.api.read.relations import Relations
from newsroom.api.read.views import Item, List, described
from newsroom.publishing.card import Card

SHAPES: dict[str, tuple[type[serializers.Serializer], type[serializers.Serializer]]] = {  # in a list, alone
    "person": (shapes.Person, shapes.Person),
    "organization": (shapes.Organization, shapes.WholeOrganization),
    "place": (shapes.Place, shapes.WholePlace),
    "event": (shapes.Event, shapes.Event),
    "document": (shapes.Document, shapes.Document),
    "topic": (shapes.Topic, shapes.Topic),
    "initiative": (shapes.Initiative, shapes.Initiative),
}
HAVE_MEMBERS = frozenset({"organization", "place"})
MEMBERS_ARE = ("person", "organization", "place")
MOST_CARDS = 3000  # of members, in all languages; more are walked through the lists


class EntityFilters(django_filters.FilterSet):
    language = filters.language("Those that have a page in this language.", field_name="language")


class EventFilters(EntityFilters):
    start_since = filters.documented(
        filters.DayFilter(method="begun_since"),
        "Events that began on this day or later; one that is dated to a month or year counts when it may have.",
        format="date",
    )
    start_until = filters.documented(
        filters.DayFilter(method="begun_until"),
        "Events that began on this day or earlier; one that is dated to a month or year counts when it may have.",
        format="date",
    )

    def begun_since(self, rows: QuerySet[Card], _name: str, day: Any) -> QuerySet[Card]:
        return rows.filter(begun_latest__gte=day)

    def begun_until(self, rows: QuerySet[Card], _name: str, day: Any) -> QuerySet[Card]:
        return rows.filter(begun_earliest__lte=day)


class EntityList(List):
    kind = ""
    filterset_class: type[django_filters.FilterSet] = EntityFilters
    queryset = Card.objects.none()
    keys = (Key("entity_public_id", public_id),)

    def rows(self) -> QuerySet[Card]:
        return Card.objects.standing().filter(kind=self.kind).distinct()

    def items(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        cards = _cards([row["entity_public_id"] for row in rows])
        refs = {ref for group in cards.values() for card in group for ref in card.dossier.refs()}
        relations = Relations(refs, self.request)
        return [told(group, relations, self.request) for group in cards.values()]


class EntityItem(Item):
    kind = ""
    queryset = Card.objects.none()

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        target = self._merged_into(asked_id(self.kwargs["id"]))
        if target:
            return HttpResponseRedirect(entity_url(request, self.kind, target), status=301)
        return super().get(request, *args, **kwargs)

    def item(self) -> dict[str, Any]:
        asked = self.kwargs["id"]
        own = self.own
        pointing = _pointing_at(asked) if self.kind in HAVE_MEMBERS else {}
        refs = {ref for card in own for ref in card.dossier.refs()} | pointing.keys()
        relations = Relations(refs, self.request)
        item = told(own, relations, self.request)
        return item | {"members": members(asked, pointing, relations)} if self.kind in HAVE_MEMBERS else item

    def _merged_into(self, asked: str) -> str:
        """Reads the entity's cards; the id of the public entity that it was merged into, "" for one that stands."""
        cards = in_order(Card.objects.filter(entity_public_id=asked, kind=self.kind))
        self.own = [card for card in cards if not card.merged_into]
        if self.own:
            return ""
        targets = [card.merged_into for card in cards]
        standing = Card.objects.standing().filter(entity_public_id__in=targets, kind=self.kind)
        found = standing.first() if targets else None
        if found is None:
            raise Http404
        return found.entity_public_id


def _cards(public_ids: Collection[str]) -> dict[str, list[Card]]:
    """The standing cards of the entities, in the order of the ids."""
    grouped: defaultdict[str, list[Card]] = defaultdict(list)
    for card in Card.objects.standing().filter(entity_public_id__in=public_ids).order_by("entity_public_id"):
        grouped[card.entity_public_id].append(card)
    return {one: in_order(grouped[one]) for one in public_ids}


def _pointing_at(target: str) -> dict[str, list[Card]]:
    """The cards of who may be a member and names the entity, by the entity they belong to."""
    grouped: defaultdict[str, list[Card]] = defaultdict(list)
    able = Card.objects.standing().filter(links__target=target, kind__in=MEMBERS_ARE)
    for card in able.order_by("entity_public_id", "language")[:MOST_CARDS]:
        grouped[card.entity_public_id].append(card)
    return {one: in_order(cards) for one, cards in grouped.items()}


def _list(kind: str) -> Any:
    said = described(tags=[FOLDERS[kind]], summary=f"The {FOLDERS[kind]}", operation_id=FOLDERS[kind])
    made = type(
        f"{kind.capitalize()}List",
        (EntityList,),
        {
            "kind": kind,
            "serializer_class": SHAPES[kind][0],
            "filterset_class": EventFilters if kind == "event" else EntityFilters,
            "__doc__": None,
        },
    )
    return said(made)


def _item(kind: str) -> Any:
    alone = SHAPES[kind][1]
    responses = {200: alone, 301: OpenApiResponse(description="It was merged into another one, which is there.")}
    said = described(tags=[FOLDERS[kind]], summary=f"One {kind}", operation_id=kind, responses=responses)
    own = {"kind": kind, "serializer_class": alone, "__doc__": None}
    return said(type(f"{kind.capitalize()}Item", (EntityItem,), own))


urlpatterns = [
    one
    for kind, folder in FOLDERS.items()
    for one in (
        path(f"{folder}/", _list(kind).as_view(), name=f"{kind}_list"),
        path(f"{folder}/<str:id>/", _item(kind).as_view(), name=kind),
    )
]
