"""Relations: how an answer names an entity. Only entities with a card are named; an entity that was merged into another
is named as that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api.read.addresses import ENTITY_KINDS, entity_url, page_url
from newsroom.api.read.texts import Addresses, Texts, texts
from newsroom.publishing.card import Card


class Relation(serializers.Serializer):
    """An entity as others name it: its names, its pages, and its own address in the API."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(ENTITY_KINDS)
    name = Texts()
    url = Addresses()
    api_url = serializers.URLField()


def named(cards: Iterable[Card], request: Request) -> dict[str, Any]:
    """The relation to the one entity whose cards these are."""
    by_language = {card.language: card for card in cards}
    first = next(iter(by_language.values()))
    return {
        "id": first.entity_public_id,
        "kind": first.kind,
        "name": texts({code: card.name for code, card in by_language.items()}),
        "url": texts({code: page_url(request, card) for code, card in by_language.items()}),
        "api_url": entity_url(request, first.kind, first.entity_public_id),
    }


class Relations:
    """The relations of one answer, read at once: one query, a second one only when an entity was merged away."""

    def __init__(self, public_ids: Collection[str], request: Request) -> None:
        cards = _cards(set(public_ids))
        targets = {card.entity_public_id: card.merged_into for card in cards if card.merged_into}
        if unread := set(targets.values()) - {card.entity_public_id for card in cards}:
            cards += _cards(unread)
        grouped: defaultdict[str, list[Card]] = defaultdict(list)
        for card in cards:
            if not card.merged_into:
                grouped[card.entity_public_id].append(card)
        self._named = {public_id: named(group, request) for public_id, group in grouped.items()}
        self._named |= {old: self._named[new] for old, new in targets.items() if new in self._named}

    def get(self, public_id: str) -> dict[str, Any] | None:
        """The relation, None for an entity that is not public."""
        return self._named.get(public_id)

    def all(self, public_ids: Iterable[str]) -> list[dict[str, Any]]:
        """Those of them that are public, in their order, each once."""
        found = {relation["id"]: relation for one in public_ids if (relation := self.get(one))}
        return list(found.values())


def _cards(public_ids: set[str]) -> list[Card]:
    rows = Card.objects.filter(entity_public_id__in=public_ids - {""}).defer("document")
    return list(rows.order_by("entity_public_id", "language"))


def also_known_as(field: str, public_id: str) -> Q:
    """Rows that name the entity, or one that was merged into it."""
    merged = Card.objects.filter(merged_into=public_id).values("entity_public_id")
    return Q(**{field: public_id}) | Q(**{f"{field}__in": merged})
